"""The register's search, filters and view: what stands in the address, survives a page change, and is said in words.

Streamlit writes the labels of chosen options into the address, so a link to the register is made of labels as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.ui import loaders, state, tables
from pages.ui.i18n import _, day, words
from pages.ui.tables import as_plain
from schema.fields import Grid
from schema.tables import CONCERNS
from services import searching
from services.access import Actor
from services.searching import STATE_WORDS, Column, Format, Options, Query, State

PAGE = "cases.register"
TEXT, STATE, FROM, TO = (f"{PAGE}.{name}" for name in ("text", "state", "from", "to"))
SORT, UPWARDS, COLUMNS, PAGE_NUMBER = (f"{PAGE}.{name}" for name in ("sort", "upwards", "columns", "page"))
MORE = f"{PAGE}.more"
GRID = f"{PAGE}.grid"
CASE_PARAMETER = "number"
FILTERS_IN_A_ROW = 4
PAGES_WIDTH = 280  # pixels for five pages; a narrower place would hide some, even of two
MIME_TYPES = {
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters the person at the screen has, and what each offers."""

    columns: tuple[Column, ...]
    options: Mapping[str, Options]

    @classmethod
    def of(cls, actor: Actor) -> "Filters":
        """Return the filters of a person."""
        columns = searching.filters_of(actor)
        names = tuple(column.name for column in columns)
        return cls(columns, loaders.computed(searching.filter_options, names, state.language()))

    @property
    def keys(self) -> list[str]:
        """The widget keys of everything that narrows the register."""
        return [TEXT, STATE, FROM, TO, *(filter_key(column.name) for column in self.columns)]


def filter_key(name: str) -> str:
    """Return the widget key of a filter, which is its name in the address as well."""
    return f"{PAGE}.{name}"


def link_params(state_: State | None = None, codes: Mapping[str, Sequence[str]] | None = None) -> dict[str, list[str]]:
    """Return the address parameters of the register narrowed to a state and to codes in some filters."""
    params = {STATE: [words(STATE_WORDS[state_])]} if state_ else {}
    if codes:
        options = loaders.computed(searching.filter_options, tuple(codes), state.language())
        for name, wanted in codes.items():
            labels = dict(options[name])
            params[filter_key(name)] = [labels[code] for code in wanted if code in labels]
    return params


def restore(filters: Filters) -> None:
    """Bring back what was chosen before the person went to another page, unless the address says something.

    On the way back from a case, the browser finds this page with the case's parameter and without its own: that is what
    `st.switch_page` leaves in the history. The address is put right, and the next run brings the filters back.
    """
    if CASE_PARAMETER in st.query_params:
        del st.query_params[CASE_PARAMETER]
        st.rerun()
    keys = [*filters.keys, SORT, UPWARDS, COLUMNS, PAGE_NUMBER]
    if any(key in st.session_state or key in st.query_params for key in keys):
        return
    for key, value in state.kept_filters(PAGE).items():
        if key in keys:
            st.session_state[key] = value


def keep(filters: Filters) -> None:
    """Keep what is chosen for when the person comes back."""
    keys = [*filters.keys, SORT, UPWARDS, COLUMNS, PAGE_NUMBER]
    state.keep_filters(PAGE, {key: st.session_state[key] for key in keys if key in st.session_state})


def render_search(actor: Actor, filters: Filters) -> tuple[Query, tuple[Column, ...]]:
    """Draw search, filters and view; return what is looked for, in the order chosen, and the columns to show."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    text = row.text_input(
        _("Search"),
        key=TEXT,
        type="search",
        icon=":material/search:",
        placeholder=_("Number, name, subject, text …"),
        help=_("Several words must all occur. A whole number finds its case. ä is the same as ae."),
        on_change=_first_page,
        bind="query-params",
    )
    chosen_state = row.selectbox(
        _("State"),
        list(State),
        index=None,
        format_func=lambda state_: words(STATE_WORDS[state_]),
        key=STATE,
        placeholder=_("All"),
        on_change=_first_page,
        bind="query-params",
        width=220,
    )
    with row.popover(_("View"), icon=":material/view_column:"):
        columns, sort, is_upwards = _render_view(searching.list_columns(actor))
    start, end, codes = _render_more(filters)
    query = searching.query_of(
        actor,
        text=text or "",
        state=chosen_state,
        received_from=start,
        received_to=end,
        codes=codes,
        sort=sort,
        is_descending=not is_upwards,
    )
    return query, columns


def _render_more(filters: Filters) -> tuple[date | None, date | None, dict[str, list[str]]]:
    with st.expander(_("More filters"), icon=":material/filter_alt:", key=MORE):
        first, second, *rest = _cells(len(filters.columns) + 2)
        start, end = _render_day(first, _("Received from"), FROM), _render_day(second, _("Received up to"), TO)
        codes: dict[str, list[str]] = {}
        for cell, column in zip(rest, filters.columns, strict=True):
            codes[column.name] = _render_filter(cell, column, _offered(column, filters, codes))
    return start, end, codes


def _offered(column: Column, filters: Filters, chosen: Mapping[str, Sequence[str]]) -> Options:
    """Return what a filter offers beside what is chosen already: the themes of the chosen areas only."""
    options = filters.options[column.name]
    above = tuple(tuple(chosen.get(name, ())) for name in searching.filters_above(column.name))
    if not any(above):
        return options
    codes = loaders.computed(searching.codes_below, column.name, above)
    return tuple((code, label) for code, label in options if code in codes)


def _cells(count: int) -> list[Any]:
    cells: list[Any] = []
    while len(cells) < count:
        cells += st.columns(FILTERS_IN_A_ROW)
    return cells[:count]


def _render_day(cell: Any, label: str, key: str) -> date | None:
    chosen = cell.date_input(
        label,
        value=None,
        min_value=EARLIEST,
        max_value=LATEST,
        format="DD.MM.YYYY",
        key=key,
        on_change=_first_page,
        bind="query-params",
    )
    return chosen if isinstance(chosen, date) else None


def _render_filter(cell: Any, column: Column, options: Options) -> list[str]:
    labels = dict(options)
    chosen: list[str] = cell.multiselect(
        words(column.label),
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=filter_key(column.name),
        placeholder=_("All"),
        on_change=_first_page,
        bind="query-params",
    )
    return chosen


def _render_view(columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], str, bool]:
    """Draw the choice of columns and of their order."""
    labels = _labels_of(columns)
    usual = [column.name for column in columns if column.grid is Grid.SHOWN]
    chosen = st.multiselect(
        _("Columns"),
        list(labels),
        default=usual,
        format_func=lambda name: labels.get(name, name),
        key=COLUMNS,
        bind="query-params",
    )
    sort = st.selectbox(
        _("Sorted by"),
        sorted(labels, key=lambda name: name != searching.NEWEST_FIRST),
        format_func=lambda name: labels.get(name, name),
        key=SORT,
        help=_("A click on a heading of the table does the same."),
        on_change=_first_page,
        bind="query-params",
    )
    is_upwards = st.toggle(_("Smallest or oldest first"), key=UPWARDS, on_change=_first_page, bind="query-params")
    return tuple(column for column in columns if column.name in (chosen or usual)), sort, is_upwards


def _labels_of(columns: tuple[Column, ...]) -> dict[str, str]:
    """Return the labels of the columns, no label twice: the address tells columns apart by them."""
    labels: dict[str, str] = {}
    for column in columns:
        label = words(column.label)
        labels[column.name] = f"{label} ({words(CONCERNS.label)})" if label in labels.values() else label
    return labels


def render_active(query: Query, filters: Filters) -> None:
    """Say in words what the register is narrowed to, and offer to show all again."""
    if not query.is_narrowed:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        said = [f":gray-badge[{as_plain(part)}]" for part in _said(query, filters)]
        st.markdown(" ".join(said), width="content")
        st.button(
            _("Reset filters"),
            icon=":material/filter_alt_off:",
            type="tertiary",
            key=f"{PAGE}.reset",
            on_click=reset,
            args=(filters.keys,),
        )


def _said(query: Query, filters: Filters) -> list[str]:
    chosen = dict(query.codes)
    parts = [_("Search: {text}", text=query.text)] if query.text else []
    parts += [_("State: {state}", state=words(STATE_WORDS[query.state]))] if query.state else []
    parts += [_("Received from {day}", day=day(query.received_from))] if query.received_from else []
    parts += [_("Received up to {day}", day=day(query.received_to))] if query.received_to else []
    for column in filters.columns:
        labels = dict(filters.options[column.name])
        found = ", ".join(labels.get(code, code) for code in chosen.get(column.name, ()))
        parts += [f"{words(column.label)}: {found}"] if found else []
    return parts


def reset(keys: list[str]) -> None:
    """Empty every filter; for a button's `on_click`."""
    for key in keys:
        st.session_state[key] = "" if key == TEXT else None if key in (STATE, FROM, TO) else []
    _first_page()


def render_grid(rows: pd.DataFrame, columns: tuple[Column, ...], query: Query) -> int | None:
    """Draw the grid and return the place of the row that was clicked; a click on a heading sorts by it."""
    return tables.render_grid(
        rows,
        columns,
        key=_grid_key(query),
        alt=_("Reactions found, one row each; the same rows follow below as a simple table"),
        on_select=_sort_by_heading,
        arrows={query.sort: " ↓" if query.is_descending else " ↑"},
    )


def _grid_key(query: Query) -> str:
    """Return another key for every order: a grid that was sorted by a heading would keep the heading selected."""
    if query.is_descending:
        return GRID if query.sort == searching.NEWEST_FIRST else f"{GRID}.{query.sort}"
    return f"{GRID}.{query.sort}.upwards"


def _sort_by_heading(key: str) -> None:
    chosen = st.session_state[key]["selection"]["columns"]
    if not chosen:
        return
    name = chosen[0]
    is_same = state.value(SORT, searching.NEWEST_FIRST) == name
    st.session_state[UPWARDS] = not state.value(UPWARDS, False) if is_same else name != searching.NEWEST_FIRST
    st.session_state[SORT] = name
    _first_page()


def _first_page() -> None:
    st.session_state[PAGE_NUMBER] = 1


def render_downloads(actor: Actor, query: Query, columns: tuple[Column, ...]) -> None:
    """Offer all that is found as files, with the columns shown and in the order shown; made on the click."""
    names, language = tuple(column.name for column in columns), state.language()
    row = st.container(horizontal=True)
    for fmt in Format:
        row.download_button(
            fmt.name,
            partial(_file, actor, query, names, fmt, language),
            file_name=f"register-{loaders.today():%Y-%m-%d}.{fmt}",
            mime=MIME_TYPES[fmt],
            icon=":material/download:",
            help=_("All rows found, with the columns shown and in this order"),
            on_click="ignore",
            key=f"{PAGE}.{fmt}",
        )


def _file(actor: Actor, query: Query, columns: tuple[str, ...], fmt: Format, language: str) -> bytes:
    found = loaders.snapshot()
    return searching.export_found(found, loaders.today(), actor, query, columns, fmt=fmt, language=language)
