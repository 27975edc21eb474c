"""Impulses, measures and training needs on the screen: the year chosen, how they stand, and the form of one."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from pages.ui import charts, loaders, state
from pages.ui.i18n import _, words
from pages.ui.office import records
from pages.ui.office.records import Worked
from schema.fields import Field, Grid
from schema.tables import TABLES
from services.access import Actor
from services.dashboards.measures import (
    MeasuresBoard,
    cases_of_measure,
    measure_states,
    measure_years,
    measures_board,
    state_choices,
)
from services.dashboards.selection import Selection
from services.figures.measures import IMPULSE, MEASURE
from services.register.snapshot import Lists, Row

PAGE, FORM, TABLE = "measures", "annual.measures", "measures"
CHARTS: Final = ("timeline", "effects")
ALL: Final = "all"


def opened() -> Row | None:
    """Return the row that is open; one without an id is new."""
    return state.opened(FORM)


def render_year() -> int | None:
    """Draw the years to choose from and return the chosen one; None for all."""
    years = [str(year) for year in loaders.computed(measure_years)]
    first = str(loaders.today().year)
    choice = st.selectbox(
        _("Year"),
        [first, *(year for year in years if year != first), ALL],
        format_func=lambda year: _("All years") if year == ALL else year,
        key=f"{FORM}.year",
        bind="query-params",
        persist_state="session",
        label_visibility="collapsed",
        width=165,
        on_change=charts.unmark,
        args=(PAGE, CHARTS),
    )
    return None if choice == ALL else int(choice)


def board_of(actor: Actor, year: int | None) -> MeasuresBoard:
    """Return what is to be seen of the year; None for all."""
    return loaders.computed(measures_board, charts.audience(actor), state.language(), year)


def render_board(actor: Actor, board: MeasuresBoard) -> None:
    """Draw how the measures stand, what became of the complaints, the cases behind, and what else was noted."""
    for name in CHARTS:
        charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
    st.caption(
        _(
            "The effect is measured against the complaints on the measure's theme: those of the year after it was "
            "done, beside those of the year itself. A change says when, not why: other things change as well."
        )
    )
    charts.render_cases(PAGE, actor, Selection(), CHARTS, work=cases_of_measure)
    _render_table(_("Impulses"), board.impulses, _("No impulse was noted in this time."))
    _render_table(_("Training needs"), board.trainings, _("No training need belongs to this time."))


def _render_table(title: str, table: pd.DataFrame, nothing: str) -> None:
    st.header(title, anchor=False)
    if table.empty:
        st.caption(nothing)
        return
    kind = words(TABLES[TABLE].field("kind").label)
    used = table.dropna(axis="columns", how="all").drop(columns=kind)
    st.dataframe(
        used,
        hide_index=True,
        placeholder="",
        alt=title,
        column_config={
            name: st.column_config.DateColumn(format="DD.MM.YYYY") for name in used.select_dtypes("datetime").columns
        },
    )


def render_entries(actor: Actor, lists: Lists, year: int | None) -> None:
    """Draw everything that was entered, to be filtered and opened."""
    st.header(_("Entries"), anchor=False)
    states, names = loaders.computed(measure_states), loaders.computed(state_choices, state.language())
    with st.container(horizontal=True):
        kinds = {code: lists.label("measure_kind", code, state.language()) for code in lists.options("measure_kind")}
        kind = _choose("kind", _("All kinds"), kinds)
        chosen = _choose("state", _("All states"), dict(names))

    def arranged(rows: list[Row]) -> list[Row]:
        found = [
            row
            for row in rows
            if (kind == ALL or row["kind"] == kind)
            and (chosen == ALL or states.get(row["id"]) == chosen)
            and (year is None or _touches(row, year))
        ]
        return sorted(found, key=lambda row: str(row["noted_on"] or ""), reverse=True)

    standing = Worked(_("State"), lambda row: names.get(states.get(row["id"], ""), _("does not count")))
    declared = [field for field in TABLES[TABLE].fields if field.grid is Grid.SHOWN and field.name != "active"]
    columns: list[Field | Worked] = [*declared[:2], standing, *declared[2:]]
    records.render_list(FORM, TABLE, actor, lists, columns, arranged=arranged, start={"noted_on": loaders.today()})


def _choose(name: str, everything: str, options: dict[str, str]) -> str:
    chosen: str = st.selectbox(
        everything,
        [ALL, *options],
        format_func=lambda code: options.get(code, everything),
        key=f"{FORM}.filter_{name}",
        bind="query-params",
        persist_state="session",
        label_visibility="collapsed",
        width=220,
    )
    return chosen


def _touches(row: Row, year: int) -> bool:
    """Return whether a row has to do with a year: noted by its end, and not done, or decided on, before it began."""
    noted, done = row["noted_on"], row["done_on"]
    if noted is None or row["kind"] == IMPULSE:
        return noted is None or bool(noted.year == year)
    return bool(noted.year <= year and (done is None or done.year >= year))


def render_form(actor: Actor, lists: Lists, seen: Row) -> None:
    """Draw the form of the open row; an impulse can become a measure with one click."""
    if seen.get("id") and seen["kind"] == IMPULSE:
        if state.value(f"{FORM}.kind.{seen['id']}") == MEASURE:
            st.info(_("Please say by when it is due and who is in charge, then save."), icon=":material/event:")
        else:
            st.button(
                _("Make this impulse a measure"),
                icon=":material/flag:",
                key=f"{FORM}.agree",
                on_click=_agree,
                args=(seen,),
            )
    records.render_form(FORM, TABLE, actor, lists, seen)


def _agree(seen: Row) -> None:
    values: dict[str, Any] = {"kind": MEASURE, "from_impulse": True, "agreed_on": loaders.today()}
    records.put(FORM, TABLE, seen, **values)
