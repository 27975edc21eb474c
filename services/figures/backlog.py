"""Deadlines dashboard: the open cases of the report's day, over all years, by team, escalation step or age band.

Unit: reactions that are received and not closed. Zeros are included for every code of the list; a code only the cases
have comes behind, and last `none`: without a team, without an escalation step.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import pandas as pd

from services.deadlines import AgeBand, ClockName
from services.figures.counts import counts_of, entries_of
from services.figures.facts import NONE, URGENCIES


def open_cases_df(facts: pd.DataFrame, by: str, codes: Iterable[str] = ()) -> pd.DataFrame:
    """Return `by, urgency, reactions`: each open case once, under the most pressing state of its clocks."""
    cases = facts[~facts["is_closed"]]
    groups = _groups(cases, by, codes)
    rows = []
    for urgency in URGENCIES:
        counts = counts_of(cases.loc[cases["urgency"] == urgency, by])
        rows += [(group, str(urgency), counts.get(group, 0)) for group in groups]
    return _ordered(rows, [by, "urgency", "reactions"], groups)


def clocks_df(facts: pd.DataFrame, by: str, codes: Iterable[str] = ()) -> pd.DataFrame:
    """Return `by, clock, state, reactions`: overdue, due soon and running, clock by clock.

    A case stands under each of its clocks, so the clocks do not add up to the open cases.
    """
    cases = facts[~facts["is_closed"]]
    groups = _groups(cases, by, codes)
    rows = []
    for clock, state in product(ClockName, URGENCIES):
        counts = counts_of(cases.loc[cases[f"{clock}_state"] == state, by])
        rows += [(group, str(clock), str(state), counts.get(group, 0)) for group in groups]
    return _ordered(rows, [by, "clock", "state", "reactions"], groups)


def most_pressing_df(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of the open cases, the most pressing first: by urgency, then by the next due date, then by age.

    Petitions and submissions stand above all others (OA 10/2018: particularly urgent, whatever else there is to do).
    `next_due_on` is the earliest due date among the clocks that still run.
    """
    cases = facts[~facts["is_closed"]]
    due = pd.DataFrame(
        {clock: cases[f"{clock}_due_on"].where(cases[f"{clock}_state"].isin(list(URGENCIES))) for clock in ClockName}
    )
    found = cases.assign(next_due_on=due.min(axis=1))
    order = ["is_urgent", "urgency", "next_due_on", "received_on", "number"]
    return found.sort_values(order, ascending=[False, True, True, True, True])


def _groups(cases: pd.DataFrame, by: str, codes: Iterable[str]) -> list[str]:
    if by == "age_band":
        return [str(band) for band in AgeBand]
    counts: Mapping[str, int] = counts_of(cases[by])
    return entries_of(codes, counts, {NONE: 0})


def _ordered(rows: Sequence[tuple[str | int, ...]], columns: list[str], groups: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns).astype({columns[-1]: "int64"})
    place = {group: index for index, group in enumerate(groups)}
    return frame.sort_values(columns[0], key=lambda column: column.map(place), kind="stable", ignore_index=True)
