"""Quality standard: what was closed, cleared or acknowledged in time, month by month, by team and by channel.

Unit: reactions. A reaction belongs to the period in which it was received. Days and bases are those of the figures
`quality.closed_within_14_days`, `quality.cleared_within_9_days` and `quality.acknowledged_within_3_working_days`: what
is done counts, and what is not done once its days are over. The rest waits: it can still be kept or missed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from services.deadlines import ClockName, Periods
from services.figures.counts import counts_of, entries_of, is_within, middle, ninetieth
from services.figures.facts import Array
from services.figures.filters import has_code
from services.figures.periods import Period
from services.figures.shares import percent

COLUMNS = ("kept", "base", "share_percent", "late", "waiting", "done", "days_median", "days_p90")


@dataclass(frozen=True, slots=True)
class Kept:
    """How a standard was kept: `kept` of `base` in time, `late` of them not; `waiting` have days left.

    The days are those of everything `done`, in working days for the acknowledgement.
    """

    kept: int
    base: int
    waiting: int
    done: int
    days_median: int | float | None
    days_p90: int | None

    @property
    def late(self) -> int:
        """How many were not done in time."""
        return self.base - self.kept

    @property
    def share_percent(self) -> float | None:
        """The share kept; None of nothing."""
        return percent(self.kept, self.base)


@dataclass(frozen=True, slots=True)
class _Marks:
    """For each reaction: whether the standard holds for it, is decided, was kept; whether it is done, and the days."""

    applies: Array
    is_due: Array
    is_kept: Array
    is_done: Array
    days: Array

    def of(self, rows: Array) -> Kept:
        """Return what these rows come to; a mask or places."""
        done = self.days[rows][self.is_done[rows]]
        due = int(self.is_due[rows].sum())
        waiting = int(self.applies[rows].sum()) - due
        return Kept(int(self.is_kept[rows].sum()), due, waiting, len(done), middle(done), ninetieth(done))


def standard_days(clock: ClockName, periods: Periods) -> int:
    """Return the days of a standard: working days for the acknowledgement, else calendar days."""
    return {
        ClockName.ACKNOWLEDGE: periods.acknowledge_working_days,
        ClockName.CLEAR: periods.clear_days,
        ClockName.CLOSE: periods.close_days,
    }[clock]


def kept_of(facts: pd.DataFrame, clock: ClockName, period: Period, periods: Periods) -> Kept:
    """Return how a standard was kept in a period."""
    return _marks(facts, clock, periods).of(is_within(facts["received_on"], period))


def extended_total(facts: pd.DataFrame, period: Period) -> int:
    """Return how many were given a later day for closing than the periods of the facts say."""
    return int((is_within(facts["received_on"], period) & _truth(facts, "is_extended")).sum())


def marks_of(facts: pd.DataFrame, clock: ClockName, periods: Periods) -> tuple[Array, Array]:
    """Return for each reaction whether it kept a standard, and whether it counts in the base."""
    marks = _marks(facts, clock, periods)
    return marks.is_kept, marks.is_due


def is_late(facts: pd.DataFrame, clock: ClockName, periods: Periods) -> Array:
    """Return for each reaction whether a standard was missed: done late, or its days are over."""
    marks = _marks(facts, clock, periods)
    late: Array = marks.is_due & ~marks.is_kept
    return late


def quality_months_df(
    facts: pd.DataFrame, clock: ClockName, period: Period, before: Period | None, periods: Periods
) -> pd.DataFrame:
    """Return `month` and COLUMNS, and `previous_percent`: the share of the month at the same place in `before`.

    A month with `waiting` reactions is not decided yet.
    """
    marks = _marks(facts, clock, periods)
    places = rows_by_month(facts, period)
    old = rows_by_month(facts, before) if before else {}
    months_before = dict(zip(period.months, before.months if before else [], strict=False))
    rows = []
    for month in period.months:
        was = months_before.get(month)
        previous = marks.of(old[was]).share_percent if was else None
        rows.append((month, *_row(marks.of(places[month])), previous))
    return _frame(rows, "month", "previous_percent")


def quality_by_df(
    facts: pd.DataFrame, clock: ClockName, by: str, codes: Iterable[str], period: Period, periods: Periods
) -> pd.DataFrame:
    """Return `by` (`unit`, `channel`) and COLUMNS, in the order of the list; only what has reactions in the base."""
    marks = _marks(facts, clock, periods)
    inside = is_within(facts["received_on"], period) & marks.applies
    counts = counts_of(facts.loc[inside, by])
    rows = []
    for code in entries_of(codes, counts, none=False):
        found = marks.of(inside & has_code(facts[by], [code]))
        if found.base:
            rows.append((code, *_row(found)))
    return _frame(rows, by)


def rows_by_month(facts: pd.DataFrame, period: Period) -> dict[str, Array]:
    """Return for each month of the period the places of its reactions in `facts`."""
    first = np.datetime64(period.months[0], "M")
    inside = np.flatnonzero(is_within(facts["received_on"], period))
    months = (facts["received_on"].to_numpy(dtype="datetime64[M]")[inside] - first).astype("int64")
    order = np.argsort(months, kind="stable")
    starts = np.searchsorted(months[order], np.arange(len(period.months) + 1))
    return {month: inside[order[starts[at] : starts[at + 1]]] for at, month in enumerate(period.months)}


def _marks(facts: pd.DataFrame, clock: ClockName, periods: Periods) -> _Marks:
    limit = standard_days(clock, periods)
    applies = np.ones(len(facts), dtype=bool)
    match clock:
        case ClockName.ACKNOWLEDGE:
            applies = _truth(facts, "has_acknowledge_clock")
            is_done, days = _truth(facts, "is_acknowledged"), facts["acknowledge_working_days"]
            is_over = facts["working_days_gone"].to_numpy() >= limit
        case ClockName.CLEAR:
            is_done, days = _truth(facts, "is_cleared"), facts["days_to_clear"]
            is_over = facts["days_on_clearing"].to_numpy() > limit
        case _:
            is_done, days = _truth(facts, "is_closed"), facts["days_to_close"]
            is_over = facts["age_days"].to_numpy() > limit
    is_done = applies & is_done
    taken = days.to_numpy(dtype="int64", na_value=0)
    return _Marks(applies, is_done | (applies & is_over), is_done & (taken <= limit), is_done, taken)


def _truth(facts: pd.DataFrame, column: str) -> Array:
    found: Array = facts[column].to_numpy(dtype=bool)
    return found


def _row(found: Kept) -> tuple[Any, ...]:
    return tuple(getattr(found, name) for name in COLUMNS)


def _frame(rows: list[tuple[Any, ...]], by: str, *more: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[by, *COLUMNS, *more])
    whole = dict.fromkeys(("kept", "base", "late", "waiting", "done"), "int64")
    return frame.astype(
        {by: "str", **whole, "days_p90": "Int64", **dict.fromkeys(("share_percent", "days_median", *more), "Float64")}
    )
