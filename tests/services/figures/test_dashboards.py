"""The data of the three dashboards, and the cases behind their marks."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from services.deadlines import ClockName
from services.figures import (
    Period,
    channel_areas_df,
    channel_months_df,
    channel_themes_df,
    channels_df,
    clocks_df,
    facts_of,
    list_cases,
    matters_of,
    most_pressing_df,
    ombuds_focus_df,
    ombuds_months_df,
    ombuds_partners_df,
    ombuds_themes_df,
    open_cases_df,
)
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of

DAY = date(2022, 4, 1)
YEAR = Period.of_year(2022)
QUARTER = Period.of_quarter(2022, 1)
CHANNELS = ["email", "letter"]


@pytest.fixture
def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    fresh, old = date(2022, 3, 28), date(2022, 1, 10)
    brought: dict[str, Any] = {"ombuds": True, "partner": "caritas", "channel": "email"}
    snapshot = snapshot_of(
        [
            reaction("a", received_on=fresh, unit="t1", channel="email", acknowledged_on=fresh),
            reaction("b", received_on=old, unit="t1", channel="letter", escalation_step="4", ombuds=True),
            reaction("c", **brought, received_on=old, closed_on=date(2022, 1, 15)),
            reaction("d", **brought, received_on=date(2021, 1, 4)),
            reaction("e", **brought, received_on=old, closed_on=date(2022, 1, 12)),
        ],
        [
            concern("a1", "a", area="conduct", theme="freundlichkeit", kind="praise"),
            concern("b1", "b", area="municipal", theme="hoehe"),
            concern("c1", "c", area="municipal", theme="hoehe"),
            concern("c2", "c"),
            concern("d1", "d", area="municipal", theme="mietkaution"),
            concern("e1", "e", area="benefits", theme="hoehe"),
        ],
    )
    facts = facts_of(snapshot.frames["reactions"], DAY)
    return facts, matters_of(facts, snapshot.frames["concerns"])


def rows_of(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    plain = frame[list(columns)].astype(object)
    return [tuple(None if pd.isna(value) else value for value in row) for row in plain.itertuples(index=False)]


def test_open_cases_df_counts_each_open_case_once(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = open_cases_df(frames[0], "unit", ["t1", "t2"])
    assert rows_of(found, "unit", "urgency", "reactions") == [
        ("t1", "overdue", 1),
        ("t1", "due_soon", 0),
        ("t1", "running", 1),
        ("t2", "overdue", 0),
        ("t2", "due_soon", 0),
        ("t2", "running", 0),
        ("none", "overdue", 1),
        ("none", "due_soon", 0),
        ("none", "running", 0),
    ]


def test_open_cases_df_has_every_age_band(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = open_cases_df(frames[0], "age_band").groupby("age_band", sort=False)["reactions"].sum()
    assert found.to_dict() == {"0-3": 0, "4-9": 1, "10-14": 0, "15-30": 0, "over_30": 2}


def test_clocks_df_counts_clock_by_clock(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = clocks_df(frames[0], "escalation_step", ["4"])
    counted = {row[:3]: row[3] for row in rows_of(found, "escalation_step", "clock", "state", "reactions")}
    assert counted["4", "close", "overdue"] == 1
    assert counted["none", "acknowledge", "overdue"] == 1
    assert counted["none", "clear", "running"] == 1
    assert len(counted) == 2 * len(ClockName) * 3


def test_most_pressing_df_puts_the_longest_overdue_first(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = most_pressing_df(frames[0])
    assert rows_of(found.reset_index(), "id", "next_due_on") == [
        ("d", pd.Timestamp(2021, 1, 7)),
        ("b", pd.Timestamp(2022, 1, 13)),
        ("a", pd.Timestamp(2022, 4, 6)),
    ]


def test_channels_df_compares_and_shares(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = channels_df(frames[0], [*CHANNELS, "telephone"], YEAR, YEAR.year_before)
    assert rows_of(found, *found.columns) == [
        ("email", 3, 1, 200.0, 4, 75.0),
        ("letter", 1, 0, None, 4, 25.0),
        ("telephone", 0, 0, None, 4, 0.0),
    ]


def test_channel_months_df_compares_month_with_month(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = channel_months_df(frames[0], CHANNELS, QUARTER, QUARTER.year_before)
    assert rows_of(found, "month", "channel", "reactions", "previous", "share_percent") == [
        ("2022-01", "email", 2, 1, 66.7),
        ("2022-01", "letter", 1, 0, 33.3),
        ("2022-02", "email", 0, 0, None),
        ("2022-02", "letter", 0, 0, None),
        ("2022-03", "email", 1, 0, 100.0),
        ("2022-03", "letter", 0, 0, 0.0),
    ]
    assert channel_months_df(frames[0], CHANNELS, QUARTER, Period.of_month(2021, 1))["previous"].isna().sum() == 4


def test_channel_areas_df_says_what_a_channel_is_about(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = channel_areas_df(frames[1], ["email", "fax"], ["benefits", "municipal"], YEAR)
    assert rows_of(found, "channel", "area", "concerns", "base") == [
        ("email", "benefits", 1, 4),
        ("email", "municipal", 1, 4),
        ("email", "conduct", 1, 4),
        ("email", "none", 1, 4),
        ("fax", "benefits", 0, 0),
        ("fax", "municipal", 0, 0),
        ("fax", "conduct", 0, 0),
        ("fax", "none", 0, 0),
        ("letter", "benefits", 0, 1),
        ("letter", "municipal", 1, 1),
        ("letter", "conduct", 0, 1),
        ("letter", "none", 0, 1),
    ]


def test_channel_themes_df_names_the_most_frequent(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = channel_themes_df(frames[1], YEAR, before=YEAR.year_before, kind="complaint", limit=1)
    assert rows_of(found, *found.columns) == [
        ("email", "benefits", "hoehe", 1, 0, None, 3, 33.3),
        ("letter", "municipal", "hoehe", 1, 0, None, 1, 100.0),
    ]


def test_ombuds_months_df_counts_arrivals_and_days(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = ombuds_months_df(frames[0], QUARTER, QUARTER.year_before)
    assert rows_of(found, *found.columns) == [
        ("2022-01", 3, 1, 200.0, 3, 100.0, 2, 3.5, 5),
        ("2022-02", 0, 0, None, 0, None, 0, None, None),
        ("2022-03", 0, 0, None, 1, 0.0, 0, None, None),
    ]


def test_ombuds_partners_df_counts_open_cases_of_all_years(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = ombuds_partners_df(frames[0], ["diakonie"], YEAR, YEAR.year_before)
    assert rows_of(found, "partner", "reactions", "previous", "share_percent", "open") == [
        ("diakonie", 0, 0, 0.0, 0),
        ("caritas", 2, 1, 66.7, 1),
        ("none", 1, 0, 33.3, 1),
    ]


def test_ombuds_themes_df_puts_the_most_frequent_first(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    found = ombuds_themes_df(frames[1], YEAR, YEAR.year_before)
    assert rows_of(found, "area", "theme", "concerns", "previous", "base") == [
        ("municipal", "hoehe", 2, 0, 4),
        ("benefits", "hoehe", 1, 0, 4),
        ("none", "none", 1, 0, 4),
        ("municipal", "mietkaution", 0, 1, 4),
    ]


def test_ombuds_focus_df_names_the_most_frequent_of_either_period_and_sums_the_others(
    frames: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    named = ("area", "theme", "concerns", "previous", "base")
    assert rows_of(ombuds_focus_df(frames[1], YEAR, YEAR.year_before, 1), *named) == [
        ("municipal", "all", 2, 1, 4),
        ("municipal", "hoehe", 2, 0, 4),
        ("municipal", "mietkaution", 0, 1, 4),
        ("benefits", "all", 1, 0, 4),
        ("none", "all", 1, 0, 4),
        ("all", "all", 4, 1, 4),
    ]
    without = ombuds_focus_df(frames[1], YEAR, None, 1)
    assert list(without["theme"]) == ["all", "hoehe", "all", "all", "all"]
    assert without["previous"].isna().all()
    assert ombuds_focus_df(frames[1].iloc[:0], YEAR, None, 1).empty


@pytest.mark.parametrize("most", [0, 1, 3, 100])
def test_ombuds_focus_df_leaves_no_concern_out(most: int) -> None:
    snapshot = snapshot_of(*random_rows(5, count=400))
    facts = facts_of(snapshot.frames["reactions"], DAY)
    matters = matters_of(facts, snapshot.frames["concerns"])
    themes = ombuds_themes_df(matters, YEAR, YEAR.year_before)
    found = ombuds_focus_df(matters, YEAR, YEAR.year_before, most)
    is_sum = found["theme"] == "all"
    total = found.iloc[-1]
    assert (total["concerns"], total["previous"], total["share_percent"]) == (
        *(themes["concerns"].sum(), themes["previous"].sum(), 100.0),
    )
    assert found[is_sum]["concerns"].iloc[:-1].sum() == total["concerns"]
    for area, rows in found[~is_sum].groupby("area"):
        of_area = found[is_sum & (found["area"] == area)].iloc[0]
        assert (rows["concerns"].sum(), rows["previous"].sum()) == (of_area["concerns"], of_area["previous"])
    rests = found[found["theme"] == "rest"]
    assert rests.empty == (most in (0, 100))
    leading = themes[themes["theme"] != "none"].head(most)
    shown = set(zip(found["area"], found["theme"], strict=True))
    assert set(zip(leading["area"], leading["theme"], strict=True)) <= shown


@pytest.mark.parametrize(
    ("mark", "ids"),
    [
        ({"unit": "t1", "urgency": "overdue"}, ["b"]),
        ({"unit": "none", "is_closed": False}, ["d"]),
        ({"clock": "close", "state": "overdue"}, ["d", "b"]),
        ({"age_band": "4-9"}, ["a"]),
        ({"month": "2022-01", "channel": "email"}, ["c", "e"]),
        ({"year": "2022", "is_ombuds": True, "partner": "none"}, ["b"]),
        ({"channel": "email", "area": "municipal", "theme": "hoehe"}, ["c"]),
        ({"area": "none"}, ["c"]),
        ({"area": "conduct", "theme": "hoehe"}, []),
    ],
)
def test_list_cases_finds_what_a_mark_counts(
    frames: tuple[pd.DataFrame, pd.DataFrame], mark: dict[str, str | bool], ids: list[str]
) -> None:
    assert list_cases(frames[0], mark, frames[1]) == ids


def test_list_cases_refuses_what_it_cannot_answer(frames: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    with pytest.raises(KeyError, match="the concerns are needed"):
        list_cases(frames[0], {"area": "conduct"})
    with pytest.raises(KeyError, match="colour"):
        list_cases(frames[0], {"colour": "red"})


def test_list_cases_holds_as_many_as_each_mark_says() -> None:
    reactions, concerns = random_rows(7, count=200)
    snapshot = snapshot_of(reactions, concerns)
    facts = facts_of(snapshot.frames["reactions"], date(2023, 2, 1))
    matters = matters_of(facts, snapshot.frames["concerns"])
    checked = 0
    for frame, number in (
        (open_cases_df(facts, "unit"), "reactions"),
        (clocks_df(facts, "age_band"), "reactions"),
        (channel_months_df(facts, [], YEAR, None)[["month", "channel", "reactions"]], "reactions"),
    ):
        for row in frame.to_dict("records"):
            count = row.pop(number)
            assert len(list_cases(facts, row)) == count, row
            checked += count
    for row in ombuds_themes_df(matters, YEAR, None).to_dict("records"):
        mark = {"area": row["area"], "theme": row["theme"], "year": "2022", "is_ombuds": True}
        ids = set(list_cases(facts, mark, matters))
        assert len(ids) <= row["concerns"]
        assert bool(ids) == bool(row["concerns"])
    assert checked > len(facts)


def test_dashboards_stay_well_formed_when_there_is_nothing() -> None:
    snapshot = snapshot_of([])
    facts = facts_of(snapshot.frames["reactions"], DAY)
    matters = matters_of(facts, snapshot.frames["concerns"])
    assert open_cases_df(facts, "unit")["reactions"].tolist() == [0, 0, 0]
    assert most_pressing_df(facts).empty
    assert channels_df(facts, CHANNELS, YEAR, YEAR.year_before)["reactions"].tolist() == [0, 0]
    assert channel_areas_df(matters, [], [], YEAR).empty
    assert channel_themes_df(matters, YEAR).empty
    assert ombuds_themes_df(matters, YEAR, None).empty
    assert len(ombuds_months_df(facts, YEAR, YEAR.year_before)) == 12
