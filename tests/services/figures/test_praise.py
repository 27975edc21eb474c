"""The frames of the praise dashboard and of the same-day counter: exact numbers on a few rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from services.figures import Period, facts_of, matters_of
from services.figures.praise import praise_months_df, talked_over_df
from services.figures.same_day import same_day_by_df, same_day_months_df, same_day_themes_df
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, reaction, snapshot_of
from tests.services.figures.test_themes import rows_of

DAY = date(2022, 12, 31)
YEAR = Period.of_year(2022)
QUARTER = Period.of_quarter(2022, 1)
SIDES = ("same_day", "recorded", "total", "share_percent", "previous", "previous_recorded", "previous_share_percent")


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    days = {"a": date(2022, 1, 3), "b": date(2022, 3, 4), "c": date(2021, 3, 4)}
    praise: dict[str, Any] = {"kind": "praise"}
    return snapshot_of(
        [reaction(row_id, received_on=day) for row_id, day in days.items()],
        [
            concern("a1", "a", **praise, area="conduct", talked_over_on=date(2022, 1, 9)),
            concern("a2", "a", **praise, area="conduct", talked_over_on=date(2023, 1, 9)),
            concern("a3", "a", area="municipal", theme="hoehe"),
            concern("a4", "a", area="municipal", theme="hoehe"),
            concern("b1", "b", **praise),
            concern("c1", "c", **praise, area="conduct"),
            concern("c2", "c", area="reception", theme="auskunft"),
        ],
        same_day=[
            {"id": "s1", "day": date(2022, 1, 5), "channel": "telephone", "area": "reception", "theme": "auskunft"},
            {"id": "s2", "day": date(2022, 1, 6), "channel": "in_person", "area": "reception", "theme": "auskunft"},
            {"id": "s3", "day": date(2022, 3, 6), "channel": "in_person"},
            {"id": "s4", "day": date(2021, 1, 6), "channel": "in_person", "area": "municipal", "theme": "hoehe"},
        ],
    )


@pytest.fixture(scope="module")
def matters(snapshot: Snapshot) -> pd.DataFrame:
    return matters_of(facts_of(snapshot.frames["reactions"], DAY), snapshot.frames["concerns"])


def test_praise_months_df_sets_praise_beside_the_complaints(matters: pd.DataFrame) -> None:
    found = praise_months_df(matters, QUARTER, QUARTER.year_before)
    assert rows_of(found, *found.columns) == [
        ("2022-01", 2, 0, None, 3, 66.7, 2, 100.0),
        ("2022-02", 0, 0, None, 3, 0.0, 0, None),
        ("2022-03", 1, 1, 0.0, 3, 33.3, 0, None),
    ]


def test_talked_over_df_counts_what_happened_by_the_day(matters: pd.DataFrame) -> None:
    found = talked_over_df(matters, DAY, YEAR)
    assert rows_of(found, "area", "concerns", "base", "share_percent") == [
        ("conduct", 1, 2, 50.0),
        ("none", 0, 1, 0.0),
    ]
    assert talked_over_df(matters, DAY, Period.of_year(2020)).empty


def test_same_day_months_df_sets_the_counter_beside_the_complaints(snapshot: Snapshot, matters: pd.DataFrame) -> None:
    found = same_day_months_df(snapshot.frames["same_day"], matters, QUARTER, QUARTER.year_before)
    assert rows_of(found, "month", *SIDES) == [
        ("2022-01", 2, 2, 4, 50.0, 1, 0, 100.0),
        ("2022-02", 0, 0, 0, None, 0, 0, None),
        ("2022-03", 1, 0, 1, 100.0, 0, 1, 0.0),
    ]
    alone = same_day_months_df(snapshot.frames["same_day"], matters, QUARTER, None)
    assert alone[["previous", "previous_recorded", "previous_share_percent"]].isna().all().all()


def test_same_day_by_df_names_what_has_no_area(snapshot: Snapshot, matters: pd.DataFrame) -> None:
    found = same_day_by_df(snapshot.frames["same_day"], matters, "area", ["municipal"], YEAR, YEAR.year_before)
    assert rows_of(found, "area", *SIDES) == [
        ("municipal", 0, 2, 2, 0.0, 1, 0, 100.0),
        ("reception", 2, 0, 2, 100.0, 0, 1, 0.0),
        ("none", 1, 0, 1, 100.0, 0, 0, None),
    ]
    channels = same_day_by_df(snapshot.frames["same_day"], matters, "channel", [], YEAR, None)
    assert rows_of(channels, "channel", "same_day", "recorded", "previous") == [
        ("email", 0, 2, None),
        ("in_person", 2, 0, None),
        ("telephone", 1, 0, None),
        ("none", 0, 0, None),
    ]


def test_same_day_themes_df_has_the_most_frequent(snapshot: Snapshot, matters: pd.DataFrame) -> None:
    found = same_day_themes_df(snapshot.frames["same_day"], matters, YEAR, YEAR.year_before)
    assert rows_of(found, "area", "theme", "same_day", "recorded", "previous_recorded") == [
        ("reception", "auskunft", 2, 0, 1)
    ]
    assert same_day_themes_df(snapshot.frames["same_day"][:0], matters, YEAR, None).empty
