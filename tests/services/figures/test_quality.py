"""The quality standard by month, team and channel, and what the overview draws by month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from services.deadlines import ClockName, Periods
from services.figures import Period, as_records, facts_of, matters_of, year_figures
from services.figures.overview import overview_months_df
from services.figures.quality import (
    Kept,
    extended_total,
    is_late,
    kept_of,
    quality_by_df,
    quality_months_df,
    standard_days,
)
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of

DAY = date(2022, 4, 1)
YEAR = Period.of_year(2022)
QUARTER = Period.of_quarter(2022, 1)
USUAL = Periods()
FIGURES = {
    ClockName.CLOSE: "quality.closed_within_14_days",
    ClockName.CLEAR: "quality.cleared_within_9_days",
    ClockName.ACKNOWLEDGE: "quality.acknowledged_within_3_working_days",
}


def rows_of(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    plain = frame[list(columns)].astype(object)
    return [tuple(None if pd.isna(value) else value for value in row) for row in plain.itertuples(index=False)]


@pytest.fixture(scope="module")
def random_register() -> Snapshot:
    return snapshot_of(*random_rows(23, count=400))


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    rows = [
        reaction("kept", received_on=date(2022, 1, 3), closed_on=date(2022, 1, 17), unit="t1"),
        reaction("late", received_on=date(2022, 1, 3), closed_on=date(2022, 1, 18), unit="t1", channel="letter"),
        reaction("over", received_on=date(2022, 2, 1), unit="t2", extended_until=date(2022, 6, 1)),
        reaction("waiting", received_on=date(2022, 3, 18), unit="t2"),
        reaction("quick", received_on=date(2022, 3, 30), closed_on=date(2022, 3, 31), channel="opinion_card"),
        reaction("before", received_on=date(2021, 1, 4), closed_on=date(2021, 1, 5), unit="t1"),
        reaction("tomorrow", received_on=date(2022, 4, 2), closed_on=date(2022, 4, 2)),
    ]
    return facts_of(snapshot_of(rows).frames["reactions"], DAY)


def test_quality_months_df_counts_what_is_done_or_over_and_lets_the_rest_wait(facts: pd.DataFrame) -> None:
    found = quality_months_df(facts, ClockName.CLOSE, QUARTER, QUARTER.year_before, USUAL)
    assert rows_of(found, *found.columns) == [
        ("2022-01", 1, 2, 50.0, 1, 0, 2, 14.5, 15, 100.0),
        ("2022-02", 0, 1, 0.0, 1, 0, 0, None, None, None),
        ("2022-03", 1, 1, 100.0, 0, 1, 1, 1.0, 1, None),
    ]
    assert quality_months_df(facts, ClockName.CLOSE, QUARTER, None, USUAL)["previous_percent"].isna().all()


def test_quality_by_df_names_only_what_has_a_base(facts: pd.DataFrame) -> None:
    found = quality_by_df(facts, ClockName.CLOSE, "unit", ["t3", "t2", "t1"], YEAR, USUAL)
    assert rows_of(found, "unit", "kept", "base", "share_percent", "waiting") == [
        ("t2", 0, 1, 0.0, 1),
        ("t1", 1, 2, 50.0, 0),
        ("none", 1, 1, 100.0, 0),
    ]
    channels = quality_by_df(facts, ClockName.ACKNOWLEDGE, "channel", ["email", "letter"], YEAR, USUAL)
    assert list(channels["channel"]) == ["email", "letter"]  # there is nobody to write to about an opinion card


def test_is_late_counts_a_later_day_that_was_agreed_as_late(facts: pd.DataFrame) -> None:
    late = is_late(facts, ClockName.CLOSE, USUAL)
    assert list(facts.index[late]) == ["late", "over"]
    assert extended_total(facts, YEAR) == 1


def test_kept_of_an_office_with_days_of_its_own(facts: pd.DataFrame) -> None:
    longer = Periods(close_days=60)
    assert standard_days(ClockName.CLOSE, longer) == 60
    assert kept_of(facts, ClockName.CLOSE, YEAR, longer) == Kept(3, 3, 2, 3, 14, 15)
    nothing = kept_of(facts, ClockName.CLOSE, Period.of_year(2019), USUAL)
    assert (nothing, nothing.share_percent, nothing.late) == (Kept(0, 0, 0, 0, None, None), None, 0)


@pytest.mark.parametrize("clock", FIGURES)
def test_every_way_of_counting_comes_to_the_figure(random_register: Snapshot, clock: ClockName) -> None:
    day = date(2022, 11, 7)
    figures = {row["figure"]: row for row in as_records(year_figures(random_register, 2022, day))}
    figure = figures[FIGURES[clock]]
    facts = facts_of(random_register.frames["reactions"], day)
    found = kept_of(facts, clock, YEAR, USUAL)
    assert (found.kept, found.base, found.share_percent) == (figure["value"], figure["base"], figure["share_percent"])
    months = quality_months_df(facts, clock, YEAR, None, USUAL)
    for counts in (months, *(quality_by_df(facts, clock, by, [], YEAR, USUAL) for by in ("unit", "channel"))):
        assert (counts["kept"].sum(), counts["base"].sum()) == (figure["value"], figure["base"])
    assert months["waiting"].sum() == found.waiting
    assert extended_total(facts, YEAR) == figures["reactions.extended"]["value"]
    if clock is ClockName.CLOSE:
        assert found.waiting > 0
        assert found.days_median == figures["quality.days_to_close.median"]["value"]
        assert found.days_p90 == figures["quality.days_to_close.p90"]["value"]


def test_overview_months_df_counts_what_is_open_at_the_end_of_each_month() -> None:
    rows = [
        reaction("a", received_on=date(2021, 12, 30), closed_on=date(2022, 1, 31)),
        reaction("b", received_on=date(2022, 1, 31), ombuds=True),
        reaction("c", received_on=date(2022, 2, 1), closed_on=date(2022, 2, 1)),
        reaction("d", received_on=date(2022, 2, 28), closed_on=date(2022, 3, 1)),
    ]
    concerns = [
        concern("b1", "b", outcome="upheld"),
        concern("b2", "b", outcome="not_upheld"),
        concern("b3", "b", kind="praise", outcome="upheld"),
        concern("c1", "c"),
    ]
    snapshot = snapshot_of(rows, concerns)
    facts = facts_of(snapshot.frames["reactions"], date(2022, 3, 10))
    matters = matters_of(facts, snapshot.frames["concerns"])
    found = overview_months_df(facts, matters, ["2022-01", "2022-02", "2022-03"], USUAL)
    assert rows_of(found, "month", "reactions", "kept", "due", "open", "ombuds", "ombuds_percent") == [
        ("2022-01", 1, 0, 1, 1, 1, 100.0),
        ("2022-02", 2, 2, 2, 2, 0, 0.0),
        ("2022-03", 0, 0, 0, 1, 0, None),
    ]
    assert rows_of(found, "complaints", "upheld", "decided", "upheld_percent") == [
        (2, 1, 2, 50.0),
        (1, 0, 0, 0.0),
        (0, 0, 0, None),
    ]


def test_overview_months_df_adds_up_to_the_figures(random_register: Snapshot) -> None:
    day = date(2022, 12, 31)
    figures = {row["figure"]: row for row in as_records(year_figures(random_register, 2022, day))}
    facts = facts_of(random_register.frames["reactions"], day)
    matters = matters_of(facts, random_register.frames["concerns"])
    found = overview_months_df(facts, matters, YEAR.months, USUAL)
    for column, name in (
        ("reactions", "reactions.total"),
        ("kept", "quality.closed_within_14_days"),
        ("complaints", "concerns.kind.complaint"),
        ("upheld", "complaints.outcome.upheld"),
        ("ombuds", "reactions.ombuds"),
    ):
        assert found[column].sum() == figures[name]["value"], name
    assert found["due"].sum() == figures["quality.closed_within_14_days"]["base"]
    assert found["open"].iloc[-1] == figures["open.total"]["value"]


def test_nothing_is_well_formed() -> None:
    snapshot = snapshot_of([])
    facts = facts_of(snapshot.frames["reactions"], DAY)
    matters = matters_of(facts, snapshot.frames["concerns"])
    assert len(quality_months_df(facts, ClockName.CLOSE, YEAR, YEAR.year_before, USUAL)) == 12
    assert quality_by_df(facts, ClockName.CLEAR, "unit", ["t1"], YEAR, USUAL).empty
    assert overview_months_df(facts, matters, YEAR.months, USUAL)["open"].sum() == 0
