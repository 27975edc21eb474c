"""Every figure of the table in design.md against an independent working-out (see second_opinion.py)."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.calendar import holidays_of
from services.figures import as_records, year_figures
from tests.services.figures.registers import Row, plain_lists, random_outside, random_rows, snapshot_of
from tests.services.figures.second_opinion import Opinion, saxon_holidays

DAYS = [
    date(2026, 11, 21),
    date(2022, 12, 31),
    date(2022, 7, 3),
    date(2022, 1, 4),
    date(2021, 12, 27),
    date(2020, 5, 22),
]


def both(reactions: list[Row], concerns: list[Row], year: int, day: date) -> tuple[dict[str, Any], dict[str, Any]]:
    outside = random_outside(year + len(concerns))
    records = as_records(year_figures(snapshot_of(reactions, concerns, **outside), year, day))
    ours = {record.pop("figure"): record for record in records}
    assert len(ours) == len(records)
    return ours, Opinion(reactions, concerns, plain_lists(), day, outside).figures(year)


@pytest.mark.parametrize("day", DAYS, ids=date.isoformat)
@pytest.mark.parametrize("seed", range(8))
def test_year_figures_agree_with_the_second_opinion(seed: int, day: date) -> None:
    reactions, concerns = random_rows(seed)
    for year in (2020, 2022, day.year):
        ours, theirs = both(reactions, concerns, year, day)
        assert ours == theirs


def test_year_figures_agree_with_the_second_opinion_on_every_day_of_a_month() -> None:
    reactions, concerns = random_rows(99, count=400)
    for ahead in range(31):
        ours, theirs = both(reactions, concerns, 2022, date(2022, 12, 10) + timedelta(days=ahead))
        assert ours == theirs


@pytest.mark.parametrize("count", [0, 1, 3])
def test_year_figures_agree_with_the_second_opinion_when_there_is_little(count: int) -> None:
    for seed in range(20):
        reactions, concerns = random_rows(seed, count)
        ours, theirs = both(reactions, concerns, 2022, date(2022, 6, 30))
        assert ours == theirs


@pytest.mark.parametrize("year", range(1995, 2041))
def test_holidays_of_are_those_of_the_saxon_law(year: int) -> None:
    assert set(holidays_of(year)) == saxon_holidays(year)
