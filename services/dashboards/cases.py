"""The cases behind a mark of a chart, or the most pressing of a dashboard: for those who may see reactions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from schema.fields import Field, FieldType
from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.wording import Wording
from services.dashboards.courses import facts_behind
from services.dashboards.selection import Selection, facts_and_matters
from services.deadlines import ClockName, ClockState
from services.figures import list_cases, most_pressing_df
from services.register.snapshot import Snapshot

MOST_ROWS: Final = 100
Mark = tuple[tuple[str, str | bool], ...]
SHOWN: Final = ("number", "state", "received_on", "subject", "unit", "channel")
IF_SO: Final = {"is_talked_over": N_("talked over"), "is_refused": N_("a wish was refused")}


@dataclass(frozen=True)
class CaseList:
    """Cases for a list: at most MOST_ROWS of `total`, their numbers apart, what they have in common in words.

    `state` is the heading of the column that says how a case stands, `dates` are those of the days; `said` is what is
    to know of them besides, in a sentence.
    """

    title: str
    total: int
    numbers: tuple[str, ...]
    rows: pd.DataFrame
    state: str
    dates: tuple[str, ...]
    said: str = ""


def cases_behind(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection, mark: Mark
) -> CaseList:
    """Return the cases that a mark counts, oldest first.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    access.require(actor, Action.SEE_REACTIONS)
    facts, matters = facts_and_matters(snapshot, today, selection)
    wording = Wording(language, snapshot.lists)
    ids = list_cases(facts_behind(snapshot, today, selection, facts, dict(mark)), dict(mark), matters)
    return _listed(snapshot, facts, ids, actor, mark_words(mark, wording), wording)


def most_pressing_cases(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection, is_ombuds: bool = False
) -> CaseList:
    """Return the open cases, the most pressing first; `is_ombuds` those of the ombuds office only.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    access.require(actor, Action.SEE_REACTIONS)
    facts, _ = facts_and_matters(snapshot, today, selection)
    wording = Wording(language, snapshot.lists)
    pressing = most_pressing_df(facts[facts["is_ombuds"]] if is_ombuds else facts)
    title = wording.text(N_("Open at the ombuds office") if is_ombuds else N_("Most pressing"))
    return _listed(snapshot, facts, [str(row_id) for row_id in pressing.index], actor, title, wording)


def cases_of(
    snapshot: Snapshot, today: date, actor: Actor, language: str, title: str, row_ids: tuple[str, ...]
) -> CaseList:
    """Return the cases of these ids in their order, under a title; what is not in the register is left out.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    access.require(actor, Action.SEE_REACTIONS)
    facts, _ = facts_and_matters(snapshot, today, Selection())
    known = [row_id for row_id in row_ids if row_id in facts.index]
    return _listed(snapshot, facts, known, actor, title, Wording(language, snapshot.lists))


def no_cases(title: str, said: str) -> CaseList:
    """Return an empty list, with the sentence that says why."""
    return CaseList(title, 0, (), pd.DataFrame(), "", (), said)


def mark_words(mark: Mark, wording: Wording) -> str:
    """Return what a mark stands for: Team 1 · overdue."""
    codes = dict(mark)
    area, theme = (str(codes.get(column, "")) for column in ("area", "theme"))
    parents = {"theme": area or None, "detail": f"{area}/{theme}" if theme else None}
    parts = [
        wording.text(IF_SO[column]) if isinstance(code, bool) else wording.label(column, code, parents.get(column))
        for column, code in mark
        if not isinstance(code, bool) or column in IF_SO
    ]
    return " · ".join(parts)


def _listed(
    snapshot: Snapshot, facts: pd.DataFrame, ids: list[str], actor: Actor, title: str, wording: Wording
) -> CaseList:
    shown = facts.loc[ids[:MOST_ROWS]]
    reactions = snapshot.frames["reactions"].loc[shown.index]
    fields = {field.name: field for field in TABLES["reactions"].fields}
    columns: dict[str, Any] = {}
    state = wording.text(N_("State"))
    dates = []
    for name in SHOWN:
        if name == "state":
            columns[state] = [_state(row, wording) for _, row in shown.iterrows()]
            continue
        field = fields[name]
        if not access.may_see(actor, field):
            continue
        heading = field.label.within(wording.language)
        columns[heading] = _values(reactions[field.name], field, wording)
        if field.type is FieldType.DATE:
            dates.append(heading)
    numbers = tuple(str(number) for number in reactions["number"])
    return CaseList(title, len(ids), numbers, pd.DataFrame(columns), state, tuple(dates))


def _values(column: "pd.Series[Any]", field: Field, wording: Wording) -> Any:
    if field.type is FieldType.DATE:
        return column.array
    if field.list is None:
        return ["" if pd.isna(value) else str(value) for value in column]
    return ["" if pd.isna(code) else wording.lists.label(field.list, code, wording.language) for code in column]


def _state(case: "pd.Series[Any]", wording: Wording) -> str:
    """Return how the most pressing clock of a case stands; closed cases say when."""
    if case["is_closed"]:
        return wording.text(N_("closed on {day}"), day=case["closed_on"].date())
    left = {clock: case[f"{clock}_days_left"] for clock in ClockName if _is_running(case[f"{clock}_state"])}
    clock = min(left, key=lambda name: left[name])
    days = int(left[clock])
    what = wording.label("clock", clock)
    if days == 0:
        said = wording.text(N_("due today"))
    elif days < 0:
        said = wording.count("overdue for {count} day", "overdue for {count} days", -days)
    else:
        said = wording.count("{count} day left", "{count} days left", days)
    return f"{what}: {said}"


def _is_running(state: str) -> bool:
    return state in (ClockState.OVERDUE, ClockState.DUE_SOON, ClockState.RUNNING)
