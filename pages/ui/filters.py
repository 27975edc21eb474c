"""The filter row of a dashboard: period, comparison, areas, teams.

In the address, kept over page changes, reset with one click.
"""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import streamlit as st

from pages.ui import loaders, navigation, state
from pages.ui.i18n import _, listed
from services.charts.wording import Wording
from services.dashboards.addresses import COMPARISONS, PERIODS, WITH_YEAR, spelled_out
from services.dashboards.selection import (
    ALL,
    CURRENT,
    MONTH,
    NOT_COMPARED,
    PREVIOUS,
    QUARTER,
    RANGE,
    TWELVE_MONTHS,
    YEAR_BEFORE,
    Choices,
    Selection,
    compared_with,
    filter_choices,
    period_of,
)
from services.figures import Period
from services.figures.periods import FIRST_YEAR

SECTION: Final = "dashboards"
FILTERS: Final = ("period", QUARTER, MONTH, "days", "compare", "compare_days", "area", "team")
AFTER_THE_YEARS: Final = (QUARTER, MONTH, TWELVE_MONTHS, ALL, RANGE)


def render_filters(
    page: str, *, first: str = CURRENT, choices: tuple[str, ...] = (), compares: bool = True
) -> Selection:
    """Draw the filters of a dashboard in the open container and return what is chosen.

    `first` is the period that stands there at first. `choices` are the page's own widgets, kept and reset together
    with the filters; they begin with ALL. With `compares` a comparison is offered.
    """
    _spell_out(page)
    _restore(page, [_key(page, name) for name in (*FILTERS, *choices)])
    offered = loaders.computed(filter_choices, state.language())
    selection = Selection(_render_period(page, first, offered))
    with st.popover(_parts_label(compares), icon=":material/filter_alt:"):
        if compares:
            selection = _render_comparison(page, selection, offered)
        areas, units = _render_parts(page, offered)
    selection = replace(selection, areas=areas, units=units)
    state.set_selection(page, selection)
    return selection


def render_reset(page: str, *, first: str = CURRENT, choices: tuple[str, ...] = ()) -> None:
    """Draw the button that resets every filter, and keep what they hold; comes after all widgets of the row."""
    offered = loaders.computed(filter_choices, state.language())
    empty: dict[str, Any] = {
        "period": first,
        QUARTER: next(iter(offered.quarters)),
        MONTH: next(iter(offered.months)),
        "days": (),
        "compare": YEAR_BEFORE,
        "compare_days": (),
        "area": [],
        "team": [],
    }
    defaults = {_key(page, name): empty.get(name, ALL) for name in (*FILTERS, *choices)}
    held = {key: st.session_state[key] for key in defaults if key in st.session_state}
    state.keep_filters(_key(page), held)
    st.button(
        _("Reset"),
        icon=":material/filter_alt_off:",
        type="tertiary",
        key=_key(page, "reset"),
        disabled=all(not value or value == defaults[key] for key, value in held.items()),
        on_click=_reset,
        args=(page, {key: default for key, default in defaults.items() if key in held}),
    )


def render_chosen(selection: Selection) -> None:
    """Say which areas, teams and comparison are chosen, where some are: the choice itself is folded away."""
    place = st.container()  # always there, so that what follows keeps its place when a filter comes or goes
    said = []
    if selection.areas or selection.units:
        offered = loaders.computed(filter_choices, state.language())
        parts = [offered.areas.get(code, code) for code in selection.areas]
        parts += [offered.units.get(code, code) for code in selection.units]
        said.append(_(":material/filter_alt: Only: {parts}", parts=listed(parts)))
    if selection.compared or not selection.is_compared:
        said.append(f":material/compare_arrows: {_compared_words(selection)}")
    if said:
        place.caption("  ".join(said))


def _render_period(page: str, first: str, offered: Choices) -> Period | None:
    today = loaders.today()
    rest = [choice for choice in (CURRENT, *offered.years, *AFTER_THE_YEARS) if choice != first]
    choice = (
        st.selectbox(
            _("Period"),
            [first, *rest],
            format_func=lambda code: _(PERIODS[code]) if code in PERIODS else code,
            key=_key(page, "period"),
            bind="query-params",
            label_visibility="collapsed",
            width=165,
        )
        or first
    )
    if choice == RANGE:
        return period_of(choice, today, _render_days(page, "days", max_value=today))
    if choice in (QUARTER, MONTH):
        labels = offered.quarters if choice == QUARTER else offered.months
        span = st.selectbox(
            _("Quarter") if choice == QUARTER else _("Month"),
            list(labels),
            format_func=lambda code: labels.get(code, code),
            key=_key(page, choice),
            bind="query-params",
            label_visibility="collapsed",
            width=165,
        )
        return period_of(span or next(iter(labels)), today)
    return period_of(choice, today)


def _render_days(page: str, name: str, *, max_value: date) -> tuple[date, ...]:
    nothing: list[date | datetime | str | None] = []
    days = st.date_input(
        _("From and to"),
        value=nothing,
        min_value=date(FIRST_YEAR, 1, 1),
        max_value=max_value,
        format="DD.MM.YYYY",
        key=_key(page, name),
        bind="query-params",
        label_visibility="collapsed",
        width=250,
    )
    return tuple(days)


def _render_comparison(page: str, selection: Selection, offered: Choices) -> Selection:
    """Offer what the period is compared with, and say which days these are."""
    today = loaders.today()
    choice = st.selectbox(
        _("Comparison"),
        [YEAR_BEFORE, PREVIOUS, *offered.years, RANGE, NOT_COMPARED],
        format_func=lambda code: _(COMPARISONS[code]) if code in COMPARISONS else _(WITH_YEAR, year=code),
        key=_key(page, "compare"),
        bind="query-params",
        disabled=selection.period is None,
    )
    days = _render_days(page, "compare_days", max_value=today) if choice == RANGE else ()
    chosen = compared_with(selection, choice or YEAR_BEFORE, today, days)
    st.caption(_compared_words(chosen))
    return chosen


def _compared_words(selection: Selection) -> str:
    """Return what is compared: both periods by their days."""
    if selection.period is None:
        return _("All years are not compared.")
    if selection.before is None:
        return _("Nothing is compared.")
    wording = Wording(state.language(), loaders.snapshot().lists)
    return _("Compared with: {period}", period=wording.period(selection.before))


def _parts_label(compares: bool) -> str:
    return _("Area, team, comparison") if compares else _("Area and team")


def _render_parts(page: str, offered: Choices) -> tuple[tuple[str, ...], tuple[str, ...]]:
    areas = st.multiselect(
        _("Areas"),
        list(offered.areas),
        format_func=lambda code: offered.areas.get(code, code),
        key=_key(page, "area"),
        bind="query-params",
        placeholder=_("All areas"),
    )
    units = st.multiselect(
        _("Teams"),
        list(offered.units),
        format_func=lambda code: offered.units.get(code, code),
        key=_key(page, "team"),
        bind="query-params",
        placeholder=_("All teams"),
    )
    return tuple(areas), tuple(units)


def _key(page: str, *names: str) -> str:
    return ".".join((SECTION, page, *names))


def _spell_out(page: str) -> None:
    """Let an address that names codes, or labels of the other language, be one that Streamlit reads."""
    start = f"{_key(page)}."
    if any(_key(page, name) in st.session_state for name in FILTERS):
        return
    address = tuple(
        (key.removeprefix(start), tuple(st.query_params.get_all(key)))
        for key in st.query_params
        if key.startswith(start)
    )
    read = loaders.computed(spelled_out, state.language(), address) if address else {}
    if read != dict(address):
        rest = {key: st.query_params.get_all(key) for key in st.query_params if not key.startswith(start)}
        named: dict[str, Any] = {start + name: list(values) for name, values in read.items()}
        st.switch_page(navigation.page_of(page), query_params=rest | named)


def _restore(page: str, keys: list[str]) -> None:
    """Give the filters what they held when the page was last on the screen; an address goes first."""
    kept = state.kept_filters(_key(page))
    for key in keys:
        if key in kept and key not in st.session_state and key not in st.query_params:
            st.session_state[key] = kept[key]


def _reset(page: str, defaults: dict[str, Hashable]) -> None:
    state.keep_filters(_key(page), {})
    if clicked := state.mark(page):
        state.set_mark(page, None)
        state.draw_anew(page, clicked[0])
    for key, value in defaults.items():
        st.session_state[key] = value
