"""What somebody has chosen to see: a period and the one it is compared with, areas, teams."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from services.charts.wording import Wording
from services.deadlines import Periods
from services.errors import InputRejected
from services.figures import NONE, Period, facts_of, filtered, matters_of
from services.register.snapshot import Lists, Snapshot
from services.settings import periods_of

ALL: Final = "all"
CURRENT: Final = "current"
TWELVE_MONTHS: Final = "twelve_months"
RANGE: Final = "range"
QUARTER, MONTH = "quarter", "month"  # one of them is then chosen by its label
YEAR_BEFORE: Final = "year_before"
PREVIOUS: Final = "previous"
NOT_COMPARED: Final = "not_compared"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a dashboard counts, and what it is compared with; nothing chosen filters nothing.

    `compared` is the period chosen for the comparison; without one it is the year before.
    """

    period: Period | None = None
    areas: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    compared: Period | None = None
    is_compared: bool = True

    @property
    def before(self) -> Period | None:
        """The period with which this one is compared; None where it is not. All years are compared with nothing."""
        if self.period is None or not self.is_compared:
            return None
        return self.compared or self.period.year_before

    @property
    def whole(self) -> "Selection":
        """The same areas and teams over all years."""
        return Selection(None, self.areas, self.units)

    def wording(self, language: str, lists: Lists) -> Wording:
        """Return the words of charts and numbers, which name the comparison where it is not the year before."""
        return Wording(language, lists, self.compared)


def compared_with(selection: Selection, choice: str, today: date, days: tuple[date, ...] = ()) -> Selection:
    """Return the selection with a comparison: YEAR_BEFORE, PREVIOUS, NOT_COMPARED, or as in `period_of`.

    PREVIOUS is the span of the same kind right before. A range without a day is compared with the year before still.
    """
    period = selection.period
    if choice == NOT_COMPARED or period is None:
        return replace(selection, compared=None, is_compared=choice != NOT_COMPARED)
    before: Period | None = period.year_before
    if choice == PREVIOUS:
        before = period.previous
    elif choice != YEAR_BEFORE and (choice != RANGE or days):
        before = period_of(choice, today, days)
    return replace(selection, compared=None if before == period.year_before else before, is_compared=True)


def period_of(choice: str, today: date, days: tuple[date, ...] = ()) -> Period | None:
    """Return the period of a choice: CURRENT (up to today), TWELVE_MONTHS, RANGE (`days`) or a label; None for ALL.

    A label is that of a `Period`: 2022, 2022-Q1, 2022-03 or 2022-01-15/2022-02-10. A range of which only the first day
    is chosen is that day; what names no period, or a range without a day, is the current year. What is not over yet
    ends today, so that it is compared with as many days.
    """
    if choice == ALL:
        return None
    if choice == TWELVE_MONTHS:
        months = today.year * 12 + today.month - 12
        return Period.of(date(months // 12, months % 12 + 1, 1), today)
    if choice == RANGE and days:
        return Period.of(days[0], days[-1])
    with suppress(InputRejected):
        named = Period.parse(choice)
        return Period.of(named.start, today) if named.start <= today < named.end else named
    return Period.of(date(today.year, 1, 1), today)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: years before this one, quarters and months, latest first; the others with labels."""

    years: tuple[str, ...]
    quarters: Mapping[str, str]
    months: Mapping[str, str]
    channels: Mapping[str, str]
    areas: Mapping[str, str]
    units: Mapping[str, str]


def filter_choices(snapshot: Snapshot, today: date, language: str) -> Choices:
    """Return what the filters offer in a language; NONE is offered where something is not given."""
    reactions, lists = snapshot.frames["reactions"], snapshot.lists
    received = reactions["received_on"]
    first = today.year if received.isna().all() else int(received.min().year)
    used = set(reactions["unit"].dropna().unique())
    wording = Wording(language, lists)
    units = [code for code in lists.codes("unit") if code in used]
    quarters = [Period.of_quarter(today.year, (today.month + 2) // 3)]
    months = [Period.of_month(today.year, today.month)]
    for spans in (quarters, months):
        while spans[-1].start > date(first, 1, 1):
            spans.append(spans[-1].previous)
    return Choices(
        tuple(str(year) for year in range(today.year - 1, first - 1, -1)),
        {period.label: wording.period(period) for period in quarters},
        {period.label: wording.period(period) for period in months},
        {code: wording.label("channel", code) for code in lists.codes("channel")},
        {code: wording.label("area", code) for code in (*lists.codes("area"), NONE)},
        {code: wording.label("unit", code) for code in (*units, *sorted(used - set(units)), NONE)},
    )


def facts_and_matters(snapshot: Snapshot, today: date, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the facts (with the office's own periods) and the concerns of what is chosen, worked out once."""
    return snapshot.derived(_facts_and_matters, today, _counted(selection), periods_of(snapshot))


def standard_facts(snapshot: Snapshot, today: date, selection: Selection) -> pd.DataFrame:
    """Return the facts of what is chosen with the standard periods, by which offices are compared."""
    return snapshot.derived(_facts_and_matters, today, _counted(selection), Periods())[0]


def _counted(selection: Selection) -> Selection:
    """Return the selection without its comparison, which changes nothing in what is counted."""
    return Selection(selection.period, selection.areas, selection.units)


def _facts_and_matters(
    snapshot: Snapshot, today: date, selection: Selection, periods: Periods
) -> tuple[pd.DataFrame, pd.DataFrame]:
    part = filtered(snapshot, selection.period, areas=selection.areas, units=selection.units)
    # All concerns: a petition stays urgent where only another concern of the same reaction is in the area chosen.
    facts = facts_of(part.frames["reactions"], today, periods, concerns=snapshot.frames["concerns"])
    return facts, matters_of(facts, part.frames["concerns"])
