from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.access import NOBODY, ROLE_ACTIONS, Action, Actor
from services.cases import ConcernEntry
from services.errors import AccessDenied, InputRejected
from services.recording import record_reaction
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.cases import COMPLAINT, IDEA, PRAISE, REACTION, TODAY, all_reactions, record
from tests.support.people import ALICE, KAREN, OLIVIA, STELLA, those_without


def test_record_reaction_stores_it_with_its_concerns_in_the_customers_order(register: Register) -> None:
    case = record(register, concerns=[PRAISE, COMPLAINT, IDEA])
    assert case.number == "KR-2026-0001"
    assert {name: case.reaction[name] for name in REACTION} == dict(REACTION)
    assert [(row["rank"], row["kind"], row["area"]) for row in case.concerns] == [
        (1, "praise", "reception"),
        (2, "complaint", "benefits"),
        (3, "suggestion", "organisation"),
    ]
    assert {row["reaction_id"] for row in case.concerns} == {case.id}
    assert register.snapshot().find_reaction_id("KR-2026-0001") == case.id


def test_record_reaction_ranks_more_concerns_than_the_authority_takes(register: Register) -> None:
    case = record(register, concerns=[COMPLAINT] * 12)
    assert [row["rank"] for row in case.concerns] == list(range(1, 13))


def test_record_reaction_writes_who_did_it_into_the_journal(register: Register) -> None:
    case = record(register, actor=STELLA, operation_id="01M7ZZPHQXP2TZ8P1WC5Q70HED")
    written = {(row.actor, row.operation_id, row.action, row.table) for row in register.history(case.id)}
    assert written == {
        (STELLA.id, "01M7ZZPHQXP2TZ8P1WC5Q70HED", "created", "reactions"),
        (STELLA.id, "01M7ZZPHQXP2TZ8P1WC5Q70HED", "created", "concerns"),
    }


def test_record_reaction_numbers_by_the_year_of_receipt(register: Register) -> None:
    dates = [date(2025, 12, 31), date(2026, 1, 1), date(2025, 12, 30), date(2026, 3, 4)]
    numbers = [record(register, received_on=day).number for day in dates]
    assert numbers == ["KR-2025-0001", "KR-2026-0001", "KR-2025-0002", "KR-2026-0002"]


def test_record_reaction_stores_one_when_called_twice_with_one_operation_id(register: Register) -> None:
    operation_id = new_id()
    first = record(register, operation_id=operation_id)
    second = record(register, operation_id=operation_id)
    assert second == first
    assert all_reactions(register.refresh()) == ["KR-2026-0001"]
    assert len(register.refresh().frames["concerns"]) == 1


def test_record_reaction_stores_two_for_two_operation_ids(register: Register) -> None:
    record(register)
    record(register)
    assert all_reactions(register.refresh()) == ["KR-2026-0001", "KR-2026-0002"]


def test_record_reaction_ignores_what_the_portal_sets_itself(register: Register) -> None:
    mine = {**COMPLAINT, "rank": 7, "reaction_id": "another", "id": "x", "version": 9}
    case = record(register, concerns=[mine], number="KR-1999-0001", id="x", version=9, colour="red")
    assert case.number == "KR-2026-0001"
    assert (case.reaction["version"], case.concerns[0]["version"]) == (1, 1)
    assert (case.concerns[0]["rank"], case.concerns[0]["reaction_id"]) == (1, case.id)
    assert "colour" not in case.reaction


@pytest.mark.parametrize(("actor", "stored"), [(ALICE, "Frau Kurz"), (STELLA, None), (OLIVIA, None)])
def test_record_reaction_ignores_a_field_that_the_role_may_not_edit(
    register: Register, actor: Actor, stored: str | None
) -> None:
    case = record(register, actor=actor, concerns=[{**COMPLAINT, "employee": "Frau Kurz"}])
    assert case.concerns[0]["employee"] == stored


@pytest.mark.parametrize("actor", those_without(Action.RECORD_REACTION), ids=lambda actor: actor.id or "signed out")
def test_record_reaction_refuses_a_wrong_role_and_the_signed_out(register: Register, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        record(register, actor=actor)
    assert all_reactions(register.refresh()) == []


def test_those_refused_are_nobody_and_the_roles_without_the_action() -> None:
    refused = those_without(Action.RECORD_REACTION)
    assert NOBODY in refused
    roles = {role for person in refused for role in person.roles} & set(ROLE_ACTIONS)
    assert roles == {"management", "data_protection", "admin"}


BAD: list[tuple[dict[str, Any], list[dict[str, Any]], list[tuple[str, str, object]]]] = [
    ({"received_on": None}, [dict(COMPLAINT)], [("reactions", "received_on", None)]),
    ({"received_on": date(2026, 3, 5)}, [dict(COMPLAINT)], [("reactions", "received_on", None)]),
    ({"closed_on": date(2026, 3, 1)}, [dict(COMPLAINT)], [("reactions", "closed_on", None)]),
    ({"channel": "pigeon"}, [dict(COMPLAINT)], [("reactions", "channel", None)]),
    ({"text": "x" * 25_000}, [dict(COMPLAINT)], [("reactions", "text", None)]),
    ({"text": "\x00"}, [dict(COMPLAINT)], [("reactions", "text", None)]),
    ({}, [{}], [("concerns", "kind", 1)]),
    ({}, [dict(COMPLAINT), {"area": "benefits"}, {"kind": "rant"}], [("concerns", "kind", 2), ("concerns", "kind", 3)]),
    ({}, [], [("concerns", "kind", 1)]),
]


@pytest.mark.parametrize(("values", "concerns", "places"), BAD, ids=lambda value: str(value)[:40])
def test_record_reaction_refuses_bad_input_at_its_place(
    register: Register,
    values: dict[str, Any],
    concerns: list[dict[str, Any]],
    places: list[tuple[str, str, object]],
) -> None:
    with pytest.raises(InputRejected) as refused:
        record(register, concerns=concerns, **values)
    found = [(problem.table, problem.field, problem.params.get("place")) for problem in refused.value.problems]
    assert found == places
    snapshot = register.refresh()
    assert (len(snapshot.frames["reactions"]), len(snapshot.frames["concerns"])) == (0, 0)


def test_record_reaction_names_every_problem_at_once(register: Register) -> None:
    with pytest.raises(InputRejected) as refused:
        record(register, concerns=[{}, {}], received_on=None, channel=None, subject="x" * 400)
    assert [(problem.field, problem.params.get("place")) for problem in refused.value.problems] == [
        ("received_on", None),
        ("channel", None),
        ("subject", None),
        ("kind", 1),
        ("kind", 2),
    ]


def test_record_reaction_lets_the_entry_be_mended_under_the_same_operation_id(register: Register) -> None:
    operation_id = new_id()
    with pytest.raises(InputRejected):
        record(register, operation_id=operation_id, channel=None)
    assert record(register, operation_id=operation_id).number == "KR-2026-0001"


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "# x $y$ :material/home:", "'=1"])
def test_record_reaction_keeps_text_as_it_was_typed(register: Register, text: str) -> None:
    case = record(register, subject=text, text=text)
    assert (case.reaction["subject"], case.reaction["text"]) == (text, text)


def test_record_reaction_knows_an_entry_of_a_list_that_the_office_took_out_of_use(register: Register) -> None:
    """An old entry is no error: a form only stops offering it."""
    out = {"list": "channel", "code": "letter", "label": "Schriftlich", "active": False}
    register.commit(ChangeSet.of([RowChange("lists", "l1", out)], actor=KAREN.id, operation_id=new_id()))
    assert record(register, channel="letter").reaction["channel"] == "letter"
    assert "letter" not in register.snapshot().lists.options("channel")


def test_record_reaction_takes_any_mapping_and_leaves_it_as_it_was(register: Register) -> None:
    values, concern = {**REACTION, "subject": ""}, {**COMPLAINT, "detail": ""}
    record_reaction(register, ALICE, values, [ConcernEntry(concern)], today=TODAY, operation_id=new_id())
    assert (values["subject"], concern["detail"]) == ("", "")
