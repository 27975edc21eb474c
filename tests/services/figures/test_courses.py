"""Escalation and follow-ups: how far, why, how long until, and who came back after what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from services.figures import Period, as_records, facts_of, matters_of, year_figures
from services.figures.concerned import part_by_concern_df, part_months_df, part_of_all
from services.figures.escalation import (
    escalation_causes_df,
    escalation_days_df,
    escalation_moves_df,
    escalation_steps_df,
    is_escalated,
)
from services.figures.follow_ups import (
    follow_up_facts,
    follow_up_gaps_df,
    follow_up_outcomes_df,
    gap_days,
    returns_df,
)
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of

DAY = date(2022, 4, 1)
YEAR = Period.of_year(2022)
QUARTER = Period.of_quarter(2022, 1)
STEPS = ["1", "2", "3", "4", "5", "6"]
CAUSES = {"Frist abgelaufen": "ran_out", "Im Team nicht zu klären": "not_to_clear"}


def rows_of(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    plain = frame[list(columns)].astype(object)
    return [tuple(None if pd.isna(value) else value for value in row) for row in plain.itertuples(index=False)]


def move(
    row_id: str, reaction_id: str, step: str, day: date, title: str | None = None, kind: str = "escalation"
) -> Any:
    return {"id": row_id, "reaction_id": reaction_id, "kind": kind, "noted_on": day, "step": step, "title": title}


@pytest.fixture(scope="module")
def escalated() -> Snapshot:
    new_year, march = date(2022, 1, 3), date(2022, 3, 1)
    return snapshot_of(
        [
            reaction("a", received_on=new_year, escalation_step="5"),
            reaction("b", received_on=new_year, escalation_step="3"),
            reaction("c", received_on=march, escalation_step="1"),
            reaction("d", received_on=march, escalation_step="2"),
            reaction("e", received_on=march),
            reaction("f", received_on=date(2021, 3, 1), escalation_step="4"),
        ],
        [
            concern("a1", "a", area="municipal", theme="hoehe"),
            concern("a2", "a", area="municipal", theme="mietkaution"),
            concern("a3", "a", area="conduct"),
            concern("b1", "b", area="municipal", theme="hoehe"),
            concern("c1", "c", area="municipal", theme="hoehe"),
            concern("f1", "f", area="benefits", theme="hoehe"),
        ],
        notes=[
            move("n1", "a", "3", date(2022, 1, 10), "Frist abgelaufen"),
            move("n2", "a", "3", date(2022, 1, 20), "Frist abgelaufen"),
            move("n3", "a", "5", date(2022, 2, 3), "Weil der Landrat fragt"),
            move("n4", "b", "3", date(2022, 1, 6)),
            move("n5", "b", "4", date(2022, 4, 2), "Frist abgelaufen"),
            move("n6", "b", "4", date(2022, 1, 6), "Frist abgelaufen", kind="paper"),
            move("n7", "gone", "4", date(2022, 1, 6), "Frist abgelaufen"),
            move("n8", "f", "4", date(2021, 3, 2), "Im Team nicht zu klären"),
        ],
    )


@pytest.fixture(scope="module")
def facts(escalated: Snapshot) -> pd.DataFrame:
    return facts_of(escalated.frames["reactions"], DAY)


@pytest.fixture(scope="module")
def moves(escalated: Snapshot, facts: pd.DataFrame) -> pd.DataFrame:
    return escalation_moves_df(escalated.frames["notes"], facts, CAUSES)


def test_escalation_steps_df_begins_with_the_second_step(facts: pd.DataFrame) -> None:
    found = escalation_steps_df(facts, STEPS, YEAR, YEAR.year_before)
    assert rows_of(found, "escalation_step", "reactions", "previous", "base") == [
        ("2", 1, 0, 5),
        ("3", 1, 0, 5),
        ("4", 0, 1, 5),
        ("5", 1, 0, 5),
        ("6", 0, 0, 5),
    ]


def test_the_escalated_share_is_the_figure() -> None:
    snapshot = snapshot_of(*random_rows(3, count=200))
    figures = {row["figure"]: row for row in as_records(year_figures(snapshot, 2022, date(2023, 2, 1)))}
    facts = facts_of(snapshot.frames["reactions"], date(2023, 2, 1))
    found = part_of_all(facts, is_escalated(facts), YEAR, YEAR.year_before)
    expected = figures["reactions.escalated"]
    assert found == {
        "reactions": expected["value"],
        **{name: expected[name] for name in ("previous", "change_percent", "base", "share_percent")},
    }
    months = part_months_df(facts, is_escalated(facts), YEAR, YEAR.year_before)
    assert (months["reactions"].sum(), months["base"].sum()) == (expected["value"], expected["base"])
    assert months["previous"].sum() == expected["previous"] > 0


def test_part_by_concern_df_counts_a_reaction_once_in_each_of_its_areas(
    escalated: Snapshot, facts: pd.DataFrame
) -> None:
    matters = matters_of(facts, escalated.frames["concerns"])
    part = is_escalated(facts)
    areas = part_by_concern_df(facts, matters, part, ["area"], YEAR, YEAR.year_before)
    assert rows_of(areas, "area", "reactions", "previous", "base", "share_percent") == [
        ("municipal", 2, 0, 3, 66.7),
        ("conduct", 1, 0, 1, 100.0),
        ("benefits", 0, 1, 0, None),
    ]
    themes = part_by_concern_df(facts, matters, part, ["area", "theme"], YEAR, None)
    assert rows_of(themes, "area", "theme", "reactions", "previous", "base") == [
        ("municipal", "hoehe", 2, None, 3),
        ("municipal", "mietkaution", 1, None, 1),
        ("conduct", "none", 1, None, 1),
    ]


def test_escalation_moves_df_leaves_out_what_is_no_move_and_what_has_not_happened(moves: pd.DataFrame) -> None:
    assert rows_of(moves, "place", "step", "cause", "days") == [
        (0, "3", "ran_out", 7),
        (0, "3", "ran_out", 17),
        (0, "5", "other", 31),
        (1, "3", None, 3),
        (5, "4", "not_to_clear", 1),
    ]


def test_escalation_causes_df_counts_a_reaction_once_for_each_cause(moves: pd.DataFrame) -> None:
    found = escalation_causes_df(moves, CAUSES.values(), YEAR, YEAR.year_before)
    assert rows_of(found, "cause", "reactions", "previous", "base") == [
        ("ran_out", 1, 0, 2),
        ("not_to_clear", 0, 1, 2),
        ("other", 1, 0, 2),
        ("none", 1, 0, 2),
    ]


def test_escalation_days_df_counts_the_first_time_on_a_step(moves: pd.DataFrame) -> None:
    found = escalation_days_df(moves, STEPS, YEAR)
    assert rows_of(found, *found.columns) == [("3", 2, 5.0, 7), ("5", 1, 31.0, 31)]


@pytest.fixture(scope="module")
def followed() -> Snapshot:
    closed = date(2022, 1, 10)
    return snapshot_of(
        [
            reaction("first", received_on=date(2022, 1, 3), closed_on=closed),
            reaction("open", received_on=date(2022, 1, 3), closed_on=date(2022, 5, 1)),
            reaction("week", received_on=date(2022, 1, 17), follow_up_of="KR-first"),
            reaction("month", received_on=date(2022, 1, 18), closed_on=date(2022, 1, 20), follow_up_of="KR-first"),
            reaction("again", received_on=date(2022, 3, 1), follow_up_of="KR-month"),
            reaction("early", received_on=date(2022, 1, 9), follow_up_of="KR-first"),
            reaction("hasty", received_on=date(2022, 2, 1), follow_up_of="KR-open"),
            reaction("lost", received_on=date(2022, 2, 1), follow_up_of="KR-elsewhere"),
            reaction("future", received_on=date(2022, 4, 2), follow_up_of="KR-open"),
        ],
        [
            concern("c1", "first", outcome="not_upheld"),
            concern("c2", "first", outcome="partly_upheld", rank=2),
            concern("c3", "month", outcome="settled"),
            concern("c4", "open", kind="praise", outcome="upheld"),
        ],
    )


def test_follow_up_facts_say_how_long_after_and_after_what(followed: Snapshot) -> None:
    known = follow_up_facts(followed.frames["reactions"], followed.frames["concerns"], DAY)
    assert rows_of(known.reset_index(), "id", "gap_days", "gap", "outcome_before", "returns") == [
        ("first", None, None, None, "3_or_more"),
        ("open", None, None, None, "1"),
        ("week", 7, "0-7", "partly_upheld", None),
        ("month", 8, "8-30", "partly_upheld", "1"),
        ("again", 40, "31-90", "settled", None),
        ("early", None, "before_closing", "partly_upheld", None),
        ("hasty", None, "before_closing", None, None),
        ("lost", None, None, None, None),
    ]


def test_follow_ups_are_counted_in_the_period_in_which_they_came(followed: Snapshot) -> None:
    facts = facts_of(followed.frames["reactions"], DAY)
    known = follow_up_facts(followed.frames["reactions"], followed.frames["concerns"], DAY)
    gaps = follow_up_gaps_df(facts, known, QUARTER, QUARTER.year_before)
    assert rows_of(gaps, "gap", "reactions", "previous", "base") == [
        ("before_closing", 2, 0, 6),
        ("0-7", 1, 0, 6),
        ("8-30", 1, 0, 6),
        ("31-90", 1, 0, 6),
        ("over_90", 0, 0, 6),
        ("none", 1, 0, 6),
    ]
    assert gap_days(facts, known, QUARTER) == (8, 40)
    assert gap_days(facts, known, QUARTER.year_before) == (None, None)
    outcomes = follow_up_outcomes_df(facts, known, ["upheld", "partly_upheld"], QUARTER, None)
    assert rows_of(outcomes, "outcome_before", "reactions") == [
        ("upheld", 0),
        ("partly_upheld", 3),
        ("settled", 1),
        ("none", 2),
    ]
    january = Period.of_month(2022, 1)
    assert rows_of(returns_df(facts, known, january, None), "returns", "reactions", "base") == [
        ("1", 2, 5),
        ("2", 0, 5),
        ("3_or_more", 1, 5),
    ]


def test_follow_ups_add_up_to_the_figure() -> None:
    snapshot, day = snapshot_of(*random_rows(3, count=200)), date(2023, 2, 1)
    figure = {row["figure"]: row for row in as_records(year_figures(snapshot, 2022, day))}["reactions.follow_ups"]
    facts = facts_of(snapshot.frames["reactions"], day)
    known = follow_up_facts(snapshot.frames["reactions"], snapshot.frames["concerns"], day)
    assert follow_up_gaps_df(facts, known, YEAR, None)["reactions"].sum() == figure["value"] > 0
    assert follow_up_outcomes_df(facts, known, [], YEAR, None)["reactions"].sum() == figure["value"]


def test_courses_are_well_formed_where_there_is_nothing() -> None:
    snapshot = snapshot_of([])
    facts = facts_of(snapshot.frames["reactions"], DAY)
    matters = matters_of(facts, snapshot.frames["concerns"])
    moves = escalation_moves_df(snapshot.frames["notes"], facts, CAUSES)
    known = follow_up_facts(snapshot.frames["reactions"], snapshot.frames["concerns"], DAY)
    assert escalation_steps_df(facts, STEPS, YEAR, YEAR.year_before)["reactions"].sum() == 0
    assert escalation_causes_df(moves, ["ran_out"], YEAR, YEAR.year_before)["reactions"].tolist() == [0, 0]
    assert escalation_days_df(moves, STEPS, YEAR).empty
    assert part_by_concern_df(facts, matters, is_escalated(facts), ["area"], YEAR, YEAR.year_before).empty
    assert len(part_months_df(facts, is_escalated(facts), YEAR, None)) == 12
    assert follow_up_gaps_df(facts, known, YEAR, YEAR.year_before)["reactions"].sum() == 0
    assert returns_df(facts, known, YEAR, None)["base"].tolist() == [0, 0, 0]
