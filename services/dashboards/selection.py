"""What somebody has chosen to see: a period and the one it is compared with, areas, teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from services.charts.wording import Wording
from services.deadlines import Periods
from services.figures import NONE, Period, facts_of, filtered, matters_of
from services.register.snapshot import Snapshot
from services.settings import periods_of

ALL: Final = "all"
CURRENT: Final = "current"
TWELVE_MONTHS: Final = "twelve_months"
RANGE: Final = "range"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a dashboard counts; nothing chosen filters nothing."""

    period: Period | None = None
    areas: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def before(self) -> Period | None:
        """The same days a year before."""
        return self.period.year_before if self.period else None


def period_of(choice: str, today: date, days: tuple[date, ...] = ()) -> Period | None:
    """Return the period of a choice: a year, CURRENT (up to today), TWELVE_MONTHS, RANGE (`days`); None for ALL.

    A range of which only the first day is chosen is that day; without any it is the current year.
    """
    if choice == ALL:
        return None
    if choice == TWELVE_MONTHS:
        months = today.year * 12 + today.month - 12
        return Period.of(date(months // 12, months % 12 + 1, 1), today)
    if choice == RANGE and days:
        return Period.of(days[0], days[-1])
    if choice.isdecimal():
        return Period.of_year(int(choice))
    return Period.of(date(today.year, 1, 1), today)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: years before this one, latest first; channels, areas and teams with their labels."""

    years: tuple[str, ...]
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
    return Choices(
        tuple(str(year) for year in range(today.year - 1, first - 1, -1)),
        {code: wording.label("channel", code) for code in lists.codes("channel")},
        {code: wording.label("area", code) for code in (*lists.codes("area"), NONE)},
        {code: wording.label("unit", code) for code in (*units, *sorted(used - set(units)), NONE)},
    )


def facts_and_matters(snapshot: Snapshot, today: date, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the facts (with the office's own periods) and the concerns of what is chosen, worked out once."""
    return snapshot.derived(_facts_and_matters, today, selection, periods_of(snapshot))


def standard_facts(snapshot: Snapshot, today: date, selection: Selection) -> pd.DataFrame:
    """Return the facts of what is chosen with the standard periods, by which offices are compared."""
    return snapshot.derived(_facts_and_matters, today, selection, Periods())[0]


def _facts_and_matters(
    snapshot: Snapshot, today: date, selection: Selection, periods: Periods
) -> tuple[pd.DataFrame, pd.DataFrame]:
    part = filtered(snapshot, selection.period, areas=selection.areas, units=selection.units)
    # All concerns: a petition stays urgent where only another concern of the same reaction is in the area chosen.
    facts = facts_of(part.frames["reactions"], today, periods, concerns=snapshot.frames["concerns"])
    return facts, matters_of(facts, part.frames["concerns"])
