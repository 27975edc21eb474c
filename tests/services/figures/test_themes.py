"""The frames of the themes dashboard and of praise: exact numbers on a few concerns, and those of the figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from services.figures import Period, as_records, facts_of, matters_of, year_figures
from services.figures.crossed import crossed, month_codes, year_codes
from services.figures.themes import area_themes_df, areas_df, theme_changes_df, theme_details_df, theme_times_df
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of

DAY = date(2022, 12, 31)
YEAR = Period.of_year(2022)
AREAS = ["benefits", "municipal"]


def matters_from(snapshot: Snapshot, day: date = DAY) -> pd.DataFrame:
    return matters_of(facts_of(snapshot.frames["reactions"], day), snapshot.frames["concerns"])


def rows_of(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    plain = frame[list(columns)].astype(object)
    return [tuple(None if pd.isna(value) else value for value in row) for row in plain.itertuples(index=False)]


def many(year: int, month: int, count: int, **values: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return so many reactions of a month with one such concern each."""
    name = "-".join([str(year), str(month), *map(str, values.values())])
    ids = [f"{name}-{place}" for place in range(count)]
    return (
        [reaction(row_id, received_on=date(year, month, 3)) for row_id in ids],
        [concern(f"c-{row_id}", row_id, **values) for row_id in ids],
    )


@pytest.fixture(scope="module")
def matters() -> pd.DataFrame:
    parts = [
        many(2021, 2, 4, area="municipal", theme="hoehe"),
        many(2022, 2, 7, area="municipal", theme="hoehe"),
        many(2022, 3, 2, area="municipal", theme="hoehe", detail="heizung"),
        many(2021, 3, 1, area="municipal", theme="mietkaution"),
        many(2022, 3, 2, area="municipal", theme="mietkaution"),
        many(2021, 5, 6, area="benefits", theme="hoehe"),
        many(2022, 5, 1, area="benefits", theme="hoehe"),
        many(2022, 5, 5, area="benefits"),
        many(2022, 6, 1, area="benefits", kind="praise"),
        many(2021, 6, 2, kind="praise"),
    ]
    reactions = [row for part in parts for row in part[0]]
    return matters_from(snapshot_of(reactions, [row for part in parts for row in part[1]]))


def test_areas_df_compares_the_areas_of_one_kind(matters: pd.DataFrame) -> None:
    found = areas_df(matters, AREAS, YEAR, YEAR.year_before, kind="complaint")
    assert rows_of(found, *found.columns) == [
        ("benefits", 6, 6, 0.0, 17, 35.3),
        ("municipal", 11, 5, 120.0, 17, 64.7),
        ("none", 0, 0, None, 17, 0.0),
    ]
    praise = areas_df(matters, AREAS, YEAR, YEAR.year_before, kind="praise")
    assert rows_of(praise, "area", "concerns", "previous") == [
        ("benefits", 1, 0),
        ("municipal", 0, 0),
        ("none", 0, 2),
    ]
    assert areas_df(matters, AREAS, YEAR, None)["concerns"].sum() == 18


def test_area_themes_df_keeps_to_the_area(matters: pd.DataFrame) -> None:
    codes = ["hoehe", "auszahlung"]
    found = area_themes_df(matters, "municipal", codes, YEAR, YEAR.year_before, kind="complaint")
    assert rows_of(found, "area", "theme", "concerns", "previous", "base") == [
        ("municipal", "hoehe", 9, 4, 11),
        ("municipal", "auszahlung", 0, 0, 11),
        ("municipal", "mietkaution", 2, 1, 11),
        ("municipal", "none", 0, 0, 11),
    ]
    without = area_themes_df(matters, "benefits", [], YEAR, None, kind="complaint")
    assert rows_of(without, "theme", "concerns", "previous") == [("hoehe", 1, None), ("none", 5, None)]


def test_theme_details_df_names_what_has_no_detail(matters: pd.DataFrame) -> None:
    found = theme_details_df(matters, "municipal", "hoehe", ["heizung", "strom"], YEAR, YEAR.year_before)
    assert rows_of(found, "area", "theme", "detail", "concerns", "previous", "base") == [
        ("municipal", "hoehe", "heizung", 2, 0, 9),
        ("municipal", "hoehe", "strom", 0, 0, 9),
        ("municipal", "hoehe", "none", 7, 4, 9),
    ]


def test_theme_changes_df_leaves_out_what_is_no_news(matters: pd.DataFrame) -> None:
    """One that went from one to two doubled, and is not named; neither are concerns without a theme."""
    found = theme_changes_df(matters, YEAR, YEAR.year_before, kind="complaint")
    assert rows_of(found, "area", "theme", "previous", "concerns", "difference", "change_percent") == [
        ("municipal", "hoehe", 4, 9, 5, 125.0),
        ("benefits", "hoehe", 6, 1, -5, -83.3),
    ]
    inside = theme_changes_df(matters, YEAR, YEAR.year_before, kind="complaint", area="benefits")
    assert rows_of(inside, "area", "difference", "base") == [("benefits", -5, 6)]
    assert theme_changes_df(matters, YEAR, YEAR.year_before, kind="praise").empty


def test_theme_times_df_has_months_or_years(matters: pd.DataFrame) -> None:
    found = theme_times_df(matters, Period.of_quarter(2022, 1), kind="complaint", limit=1)
    assert rows_of(found, *found.columns) == [
        ("municipal", "hoehe", "2022-01", 0),
        ("municipal", "hoehe", "2022-02", 7),
        ("municipal", "hoehe", "2022-03", 2),
    ]
    years = theme_times_df(matters, Period.of(date(2021, 1, 1), DAY), area="benefits")
    assert rows_of(years, *years.columns) == [("benefits", "hoehe", "2021", 6), ("benefits", "hoehe", "2022", 1)]
    assert list(years.columns) == ["area", "theme", "year", "concerns"]


def test_crossed_counts_codes_together_and_what_is_not_given() -> None:
    area = pd.Series(["a", None, "a", ""], dtype="category")
    assert crossed(area, pd.Series(["x", "x", None, "x"])) == {("a", "x"): 1, ("a", "none"): 1, ("none", "x"): 2}
    assert crossed(area[:0], area[:0]) == {}
    days = pd.Series([date(2022, 3, 1), None, date(2021, 12, 31)], dtype="datetime64[s]")
    assert list(month_codes(days).astype(object)[[0, 2]]) == ["2022-03", "2021-12"]
    assert list(year_codes(days).codes) == [1, -1, 0]
    assert len(month_codes(days[:0])) == 0


def test_frames_hold_the_figures() -> None:
    snapshot = snapshot_of(*random_rows(3, count=300))
    day = date(2023, 2, 1)
    matters, lists = matters_from(snapshot, day), snapshot.lists
    figures = {row["figure"]: row for row in as_records(year_figures(snapshot, 2022, day))}
    checked = 0
    for name, kind in (("complaints.area", "complaint"), ("praise.area", "praise")):
        found = areas_df(matters, lists.codes("area"), YEAR, YEAR.year_before, kind=kind)
        checked += agrees(found, figures, name, "area")
    for area in [*lists.codes("area"), "none"]:
        codes = [entry.code for entry in lists.entries["theme"] if entry.parent == area]
        found = area_themes_df(matters, area, codes, YEAR, YEAR.year_before, kind="complaint")
        checked += agrees(found, figures, f"complaints.theme.{area}", "theme")
    assert checked == sum(name.startswith(("complaints.area", "complaints.theme", "praise.")) for name in figures) - (
        sum(name.startswith("complaints.theme.yard.") for name in figures)
    )


def agrees(found: pd.DataFrame, figures: dict[str, Any], name: str, column: str) -> int:
    """Hold every row of a frame against the figure of its code, and return how many there were."""
    measures = ["previous", "change_percent", "base", "share_percent"]
    for code, *values in rows_of(found, column, "concerns", *measures):
        figure = figures[f"{name}.{code}"]
        assert values == [figure["value"], *(figure[measure] for measure in measures)], figure
    return len(found)
