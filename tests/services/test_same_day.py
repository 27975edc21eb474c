"""The nameless counter (OA 10/2018, Anlage Eskalationsstufenkonzept)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from schema.tables import TABLES
from services.access import Action, Actor
from services.errors import AccessDenied, InputRejected
from services.register.base import Register, new_id
from services.register.snapshot import Row
from services.same_day import count_same_day, find_last_own, month_by_area, undo_same_day
from tests.support.cases import TODAY, all_reactions
from tests.support.people import ALICE, BOB, STELLA, those_without

ENTRY: Mapping[str, Any] = {"day": TODAY, "channel": "telephone", "area": "benefits", "theme": "bearbeitungsdauer"}


def count(register: Register, actor: Actor = STELLA, **values: Any) -> Row:
    return count_same_day(register, actor, {**ENTRY, **values}, today=TODAY, operation_id=new_id())


def undo(register: Register, seen: Row, actor: Actor = STELLA) -> None:
    undo_same_day(register, actor, seen, today=TODAY, operation_id=new_id())


def test_count_same_day_keeps_day_channel_area_and_theme_and_makes_no_reaction(register: Register) -> None:
    """ "erfolgt keine Erfassung in KRM" (OA 10/2018, Anlage)."""
    row = count(register)
    assert {name: row[name] for name in ENTRY} == dict(ENTRY)
    assert set(TABLES["same_day"].names) == set(ENTRY)  # there is no place for a name
    assert all_reactions(register.refresh()) == []


def test_count_same_day_counts_one_for_one_operation(register: Register) -> None:
    for _ in range(2):
        count_same_day(register, STELLA, ENTRY, today=TODAY, operation_id="one click")
    assert len(register.refresh().frames["same_day"]) == 1


def test_count_same_day_takes_the_day_it_was_made_but_none_ahead(register: Register) -> None:
    assert count(register, day=date(2026, 3, 3))["day"] == date(2026, 3, 3)
    with pytest.raises(InputRejected) as refused:
        count(register, day=date(2026, 3, 5))
    assert [problem.field for problem in refused.value.problems] == ["day"]
    assert len(register.refresh().frames["same_day"]) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [({"channel": None}, "channel"), ({"day": None}, "day"), ({"area": None}, "theme"), ({"area": "mond"}, "area")],
)
def test_count_same_day_refuses_bad_input(register: Register, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InputRejected) as refused:
        count(register, **values)
    assert field in [problem.field for problem in refused.value.problems]
    assert register.refresh().frames["same_day"].empty


def test_undo_same_day_takes_back_the_last_one_of_ones_own(register: Register) -> None:
    first, second = count(register), count(register, area="reception", theme=None)
    count(register, BOB)
    assert find_last_own(register.snapshot(), STELLA, TODAY) == second
    undo(register, second)
    undo(register, second)  # a second click
    assert find_last_own(register.snapshot(), STELLA, TODAY) == first
    assert len(register.refresh().frames["same_day"]) == 2


def test_undo_same_day_refuses_what_others_counted_and_what_is_not_the_last(register: Register) -> None:
    first, theirs = count(register), count(register, BOB)
    count(register)
    for seen in (first, theirs):
        with pytest.raises(InputRejected):
            undo(register, seen)
    assert len(register.refresh().frames["same_day"]) == 3


def test_find_last_own_finds_none_of_another_month(register: Register) -> None:
    count(register, day=date(2026, 2, 28))
    assert find_last_own(register.snapshot(), STELLA, TODAY) is None


def test_month_by_area_counts_this_month_with_the_most_first(register: Register) -> None:
    for area in ("reception", "benefits", "benefits", None):
        count(register, area=area, theme=None)
    count(register, day=date(2026, 2, 28))
    count(register, day=date(2025, 3, 4))
    assert month_by_area(register.snapshot(), TODAY) == (("benefits", 2), ("reception", 1), (None, 1))


def test_month_by_area_has_nothing_where_nothing_was_counted(register: Register) -> None:
    assert month_by_area(register.snapshot(), TODAY) == ()


@pytest.mark.parametrize("actor", those_without(Action.RECORD_REACTION), ids=lambda actor: actor.id or "signed out")
def test_counting_is_for_those_who_record(register: Register, actor: Actor) -> None:
    row = count(register, ALICE)
    with pytest.raises(AccessDenied):
        count(register, actor)
    with pytest.raises(AccessDenied):
        undo(register, row, actor)
    assert len(register.refresh().frames["same_day"]) == 1
