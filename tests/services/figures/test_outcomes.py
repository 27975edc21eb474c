"""The frames of the outcomes dashboard: exact numbers on a few complaints, and those of the figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from services.figures import Period, as_records, facts_of, list_cases, matters_of, year_figures
from services.figures.outcomes import (
    alternatives_df,
    clearing_ways_df,
    complaints_df,
    named_treated_df,
    outcome_months_df,
    upheld_df,
)
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of
from tests.services.figures.test_themes import agrees, rows_of

DAY = date(2022, 12, 31)
YEAR = Period.of_year(2022)
OUTCOMES = ["upheld", "partly_upheld", "not_upheld"]

Frames = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture(scope="module")
def frames() -> Frames:
    done: dict[str, Any] = {"closed_on": date(2022, 3, 9), "cleared_by": "telephone"}
    reactions = [
        reaction("a", received_on=date(2022, 3, 1), **done, alternatives="offered"),
        reaction("b", received_on=date(2022, 3, 2), closed_on=date(2022, 3, 9), cleared_by="letter"),
        reaction("c", received_on=date(2022, 4, 2)),
        reaction("d", received_on=date(2021, 4, 2), **done),
    ]
    called: dict[str, Any] = {"named_as": "disciplinary"}
    municipal: dict[str, Any] = {"area": "municipal", "theme": "hoehe"}
    concerns = [
        concern("a1", "a", **municipal, outcome="not_upheld", **called, complaint_type="technical_supervision"),
        concern("a2", "a", rank=2, area="conduct", outcome="upheld", **called, complaint_type="disciplinary"),
        concern("b1", "b", **municipal, outcome="upheld", clearing_kind="own_error"),
        concern("b2", "b", rank=2, kind="praise", area="conduct"),
        concern("c1", "c", **municipal),
        concern("d1", "d", **municipal, outcome="upheld"),
    ]
    snapshot = snapshot_of(reactions, concerns)
    facts = facts_of(snapshot.frames["reactions"], DAY)
    return facts, matters_of(facts, snapshot.frames["concerns"])


def test_complaints_df_counts_what_has_no_outcome_yet(frames: Frames) -> None:
    found = complaints_df(frames[1], "outcome", OUTCOMES, YEAR, YEAR.year_before)
    assert rows_of(found, *found.columns) == [
        ("upheld", 2, 1, 100.0, 4, 50.0),
        ("partly_upheld", 0, 0, None, 4, 0.0),
        ("not_upheld", 1, 0, None, 4, 25.0),
        ("none", 1, 0, None, 4, 25.0),
    ]
    kinds = complaints_df(frames[1], "clearing_kind", ["own_error"], YEAR, None)
    assert rows_of(kinds, "clearing_kind", "concerns", "previous") == [("own_error", 1, None), ("none", 3, None)]


def test_upheld_df_has_the_share_of_each_area_and_theme(frames: Frames) -> None:
    areas = upheld_df(frames[1], ("area",), YEAR, YEAR.year_before)
    columns = ("concerns", "previous", "base", "share_percent", "decided", "previous_share_percent")
    assert rows_of(areas, "area", *columns) == [
        ("conduct", 1, 0, 1, 100.0, 1, None),
        ("municipal", 1, 1, 3, 33.3, 2, 100.0),
    ]
    themes = upheld_df(frames[1], ("area", "theme"), YEAR, None)
    assert rows_of(themes, "area", "theme", "concerns", "previous", "previous_share_percent") == [
        ("conduct", "none", 1, None, None),
        ("municipal", "hoehe", 1, None, None),
    ]


def test_outcome_months_df_has_every_month(frames: Frames) -> None:
    found = outcome_months_df(frames[1], ["upheld"], Period.of_quarter(2022, 2))
    assert rows_of(found, "month", "outcome", "concerns", "base", "share_percent") == [
        ("2022-04", "upheld", 0, 1, 0.0),
        ("2022-04", "none", 1, 1, 100.0),
        ("2022-05", "upheld", 0, 0, None),
        ("2022-05", "none", 0, 0, None),
        ("2022-06", "upheld", 0, 0, None),
        ("2022-06", "none", 0, 0, None),
    ]


def test_named_treated_df_is_a_table_of_both(frames: Frames) -> None:
    found = named_treated_df(frames[1], ["technical_supervision", "disciplinary"], YEAR)
    counted = {row[:2]: row[2:] for row in rows_of(found, "named_as", "complaint_type", "concerns", "base")}
    assert {key: value for key, value in counted.items() if value[0]} == {
        ("disciplinary", "technical_supervision"): (1, 2),
        ("disciplinary", "disciplinary"): (1, 2),
        ("none", "none"): (2, 2),
    }
    assert len(counted) == 3 * 3


def test_clearing_ways_df_counts_reactions_that_are_cleared(frames: Frames) -> None:
    found = clearing_ways_df(frames[0], ["telephone", "letter", "email"], YEAR, YEAR.year_before)
    assert rows_of(found, "cleared_by", "reactions", "previous", "base") == [
        ("telephone", 1, 1, 2),
        ("letter", 1, 0, 2),
        ("email", 0, 0, 2),
        ("none", 0, 0, 2),
    ]


def test_alternatives_df_counts_cases_in_which_a_wish_was_refused(frames: Frames) -> None:
    found = alternatives_df(*frames, ["granted", "offered"], YEAR, YEAR.year_before)
    assert rows_of(found, "alternatives", "reactions", "previous", "base") == [
        ("granted", 0, 0, 1),
        ("offered", 1, 0, 1),
        ("none", 0, 0, 1),
    ]


def test_list_cases_leads_from_an_alternative_to_the_cases_it_counts(frames: Frames) -> None:
    mark: dict[str, str | bool] = {"is_closed": True, "is_refused": True, "alternatives": "offered"}
    assert list_cases(frames[0], mark, frames[1]) == ["a"]
    assert list_cases(frames[0], {**mark, "alternatives": "none"}, frames[1]) == []
    with pytest.raises(KeyError, match="the concerns are needed"):
        list_cases(frames[0], mark)


def test_frames_hold_the_figures() -> None:
    snapshot = snapshot_of(*random_rows(3, count=300))
    day = date(2023, 2, 1)
    matters = matters_of(facts_of(snapshot.frames["reactions"], day), snapshot.frames["concerns"])
    figures = {row["figure"]: row for row in as_records(year_figures(snapshot, 2022, day))}
    found = complaints_df(matters, "outcome", snapshot.lists.codes("outcome"), YEAR, YEAR.year_before)
    assert agrees(found, figures, "complaints.outcome", "outcome") == 4
    for column, name in (("clearing_kind", "complaints.clearing"), ("complaint_type", "complaints.type")):
        found = complaints_df(matters, column, snapshot.lists.codes(column), YEAR, YEAR.year_before)
        assert agrees(found, figures, name, column) == 4
    areas = upheld_df(matters, ("area",), YEAR, YEAR.year_before)
    assert areas["concerns"].sum() == figures["complaints.outcome.upheld"]["value"]
    assert areas["base"].sum() - areas["decided"].sum() == figures["complaints.outcome.none"]["value"]
