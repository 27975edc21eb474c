from __future__ import annotations

from datetime import date

import pytest

from services.access import Action, Actor
from services.agenda import SHOWN, Part, Scope, Section, list_sections, scope_of
from services.deadlines import ClockName, ClockState
from services.errors import AccessDenied
from services.register.snapshot import Snapshot
from services.searching import find_places, query_of
from tests.support.lists import TODAY, concern, reaction, snapshot_of
from tests.support.people import ALICE, ARTHUR, BOB, KAREN, OLIVIA, those_without

UNITS = [
    {"id": "u1", "code": "benefits", "label": "Leistung", "kind": "area"},
    {"id": "u2", "code": "team_1", "label": "Team 1", "kind": "team", "parent": "benefits"},
    {"id": "u3", "code": "team_2", "label": "Team 2", "kind": "team", "parent": "benefits"},
    {"id": "u4", "code": "team_9", "label": "Team 9", "kind": "team"},
]
KNOWN = {"acknowledged_on": date(2026, 3, 17)}
SMALL = snapshot_of(
    units=UNITS,
    reactions=[
        reaction("A-1", date(2026, 3, 2), unit="team_1", subject="Alt", **KNOWN),
        reaction("A-2", date(2026, 3, 12), unit="team_2", **KNOWN),  # 9 days: Saturday, 21 March
        reaction("A-3", date(2026, 3, 19), **KNOWN),
        reaction("A-4", date(2026, 3, 19), unit="team_9"),
        reaction("A-5", date(2026, 3, 16), unit="team_1", cleared_on=date(2026, 3, 18), **KNOWN),
        reaction("A-6", date(2026, 3, 19), unit="team_1", **KNOWN),
        reaction("A-7", date(2026, 2, 1), unit="team_1", closed_on=date(2026, 2, 3)),
        reaction("A-8", date(2026, 3, 19), ombuds=True, **KNOWN),
    ],
    concerns=[concern("A-6"), concern("A-6", 2, kind="petition"), concern("A-7", kind="petition")],
)


def agenda(actor: Actor, snapshot: Snapshot = SMALL, day: date = TODAY) -> dict[Part, Section]:
    sections = list_sections(snapshot, day, scope_of(actor, snapshot), "de")
    return {section.part: section for section in sections}


def numbers(sections: dict[Part, Section]) -> dict[Part, list[str]]:
    return {part: [item.number for item in section.items] for part, section in sections.items()}


@pytest.mark.parametrize("actor", [ALICE, KAREN], ids=["office", "officer"])
def test_the_office_sees_everything_that_waits_petitions_first(actor: Actor) -> None:
    assert numbers(agenda(actor)) == {
        Part.URGENT: ["A-6"],
        Part.OVERDUE: ["A-1"],
        Part.DUE_SOON: ["A-2"],
        Part.UNACKNOWLEDGED: ["A-4"],
        Part.UNASSIGNED: ["A-3"],
        Part.TO_CLOSE: ["A-5"],
    }
    assert next(iter(agenda(actor))) is Part.URGENT


def test_a_team_lead_sees_the_own_team_and_what_is_to_be_cleared() -> None:
    bob = Actor(BOB.id, BOB.name, BOB.roles, "team_1")
    assert numbers(agenda(bob)) == {Part.URGENT: ["A-6"], Part.OVERDUE: ["A-1"], Part.TO_CLEAR: ["A-1", "A-6"]}


def test_an_area_lead_sees_the_teams_of_the_own_area() -> None:
    arthur = Actor(ARTHUR.id, ARTHUR.name, ARTHUR.roles, "benefits")
    assert numbers(agenda(arthur))[Part.TO_CLEAR] == ["A-1", "A-2", "A-6"]


def test_the_ombuds_office_sees_its_own_cases_with_a_team_or_without() -> None:
    assert numbers(agenda(OLIVIA)) == {Part.TO_CLEAR: ["A-8"]}


def test_a_team_lead_without_a_unit_sees_all_teams() -> None:
    assert scope_of(BOB, SMALL).units == ()
    assert numbers(agenda(BOB))[Part.TO_CLEAR] == ["A-1", "A-2", "A-4", "A-6", "A-8"]


def test_an_item_says_which_clock_presses_and_that_it_ends_on_a_day_off() -> None:
    old = agenda(KAREN)[Part.OVERDUE].items[0]
    assert (old.clock, old.days_left, old.state) == (ClockName.CLEAR, -9, ClockState.OVERDUE)
    assert (old.subject, old.unit, old.kind) == ("Alt", "team_1", None)
    soon = agenda(KAREN)[Part.DUE_SOON].items[0]
    assert (soon.clock, soon.days_left, soon.due_on) == (ClockName.CLEAR, 1, date(2026, 3, 21))
    assert soon.day_off is not None
    assert soon.day_off.kind == "weekend"
    assert agenda(KAREN)[Part.URGENT].items[0].kind == "petition"  # though it is the second concern
    assert agenda(KAREN)[Part.TO_CLOSE].items[0].clock is ClockName.CLOSE


def test_a_case_becomes_overdue_overnight() -> None:
    assert "A-2" not in numbers(agenda(KAREN, day=date(2026, 3, 21)))[Part.OVERDUE]
    assert "A-2" in numbers(agenda(KAREN, day=date(2026, 3, 22)))[Part.OVERDUE]


def test_a_list_is_short_and_knows_how_many_there_are() -> None:
    many = snapshot_of(reactions=[reaction(f"A-{place}", date(2026, 1, 1 + place)) for place in range(SHOWN + 3)])
    overdue = agenda(KAREN, many)[Part.OVERDUE]
    assert overdue.count == SHOWN + 3
    assert [item.number for item in overdue.items] == [f"A-{place}" for place in range(SHOWN)]


def test_nothing_waits_in_an_empty_register_or_when_all_is_closed() -> None:
    assert agenda(KAREN, snapshot_of()) == {}
    assert agenda(KAREN, snapshot_of(reactions=[reaction("A-1", closed_on=date(2026, 3, 17))])) == {}


@pytest.mark.parametrize("actor", [KAREN, OLIVIA, Actor("b", "B", frozenset({"team_lead"}), "team_1")])
def test_the_register_narrowed_to_a_part_holds_as_many_cases(actor: Actor) -> None:
    scope = scope_of(actor, SMALL)
    assert scope.parts
    for section in list_sections(SMALL, TODAY, scope, "de"):
        query = query_of(actor, state=section.part.state, codes=scope.codes)
        assert len(find_places(SMALL, TODAY, query)) == section.count


@pytest.mark.parametrize("actor", those_without(Action.SEE_TODAY), ids=lambda actor: actor.id or "signed out")
def test_scope_of_refuses_who_has_no_agenda(actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        scope_of(actor, SMALL)


def test_a_scope_without_units_narrows_nothing() -> None:
    assert Scope((Part.OVERDUE,)).codes == {}
