"""What is not KRM's (OA 10/2018, "KRM ist nicht zuständig für ..." and "Widerspruchsstelle")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from schema.lists import START_ENTRIES
from services.access import Action, Actor
from services.cases import Case
from services.errors import AccessDenied, InputRejected, StaleRecord
from services.handovers import (
    KEPT_DAYS,
    MATTERS,
    State,
    confirm_handover,
    count_due,
    find_handover,
    hand_over_reaction,
    list_handovers,
    record_handover,
    remove_texts,
    state_of,
    take_back,
)
from services.register.base import Register, new_id
from services.register.snapshot import Row
from tests.support.cases import RECEIVED, TODAY, all_reactions, change, record, seen_again
from tests.support.people import ALICE, BOB, KAREN, STELLA, those_without

ENTRY: Mapping[str, Any] = {
    "received_on": RECEIVED,
    "channel": "letter",
    "matter": "objection",
    "handed_to": "über das zuständige Team an die Widerspruchsstelle",
    "subject": "Widerspruch gegen den Bescheid vom Februar",
    "customer": "Mia Muster\n01705 Freital",
    "text": "Ich bin nicht einverstanden.",
}
LATER = TODAY + timedelta(days=KEPT_DAYS + 1)


def hand_over(register: Register, actor: Actor = STELLA, *, operation_id: str = "", **values: Any) -> Row:
    values = {**ENTRY, **values}
    return record_handover(register, actor, values, today=TODAY, operation_id=operation_id or new_id())


def take(register: Register, seen: Row, actor: Actor = ALICE, *, operation_id: str = "", **concern: Any) -> Case:
    concern = {"kind": "complaint", **concern}
    return take_back(register, actor, seen, concern, today=TODAY, operation_id=operation_id or new_id())


def give(
    register: Register, seen: Case, actor: Actor = ALICE, *, reason: str = "Fachliche Frage", operation_id: str = ""
) -> Row:
    values = {"matter": "technical_enquiry", "handed_to": "Team Nord"}
    return hand_over_reaction(
        register, actor, seen, values, reason=reason, today=TODAY, operation_id=operation_id or new_id()
    )


def held(register: Register, row: Row) -> Row:
    found = find_handover(register.refresh(), ALICE, row["id"])
    assert found is not None
    return found


# ---- to the place responsible


def test_record_handover_notes_to_whom_when_and_by_whom(register: Register) -> None:
    """ "zuständigkeitshalber an die entsprechenden Ansprechpartner bzw. Bereiche weiterzuleiten" """
    row = hand_over(register)
    assert {name: row[name] for name in ENTRY} == dict(ENTRY)
    assert (row["handed_on"], row["handed_by"], row["changed_by"]) == (TODAY, STELLA.name, STELLA.id)
    assert all_reactions(register.refresh()) == []


def test_record_handover_keeps_the_text_as_long_as_it_is_needed(register: Register) -> None:
    assert hand_over(register)["text_until"] == TODAY + timedelta(days=14)
    assert hand_over(register, text_until=TODAY)["text_until"] == TODAY
    assert hand_over(register, text=None, customer=None)["text_until"] is None


def test_an_objection_goes_through_the_team_to_the_objections_unit() -> None:
    """ "als Widerspruch zu werten und über das fachlich zuständige Team an die Widerspruchsstelle abzugeben" """
    assert "über das zuständige Team an die Widerspruchsstelle" in MATTERS["objection"].handed_to
    assert "Widerspruchsstelle" in MATTERS["objection"].to_customer
    assert set(MATTERS) == {entry.code for entry in START_ENTRIES if entry.list == "handover_matter"}
    assert [code for code, matter in MATTERS.items() if "Vielen Dank" not in matter.to_customer] == []


def test_record_handover_stores_once_for_one_operation(register: Register) -> None:
    for _ in range(2):
        hand_over(register, operation_id="one click")
    assert len(register.refresh().frames["handovers"]) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"matter": None}, "matter"),
        ({"handed_to": ""}, "handed_to"),
        ({"received_on": None}, "received_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"handed_on": date(2026, 3, 1)}, "handed_on"),
        ({"handed_on": date(2026, 3, 5)}, "handed_on"),
        ({"text": "x" * 25_000}, "text"),
    ],
)
def test_record_handover_refuses_bad_input(register: Register, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InputRejected) as refused:
        hand_over(register, **values)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert register.refresh().frames["handovers"].empty


def test_record_handover_ignores_what_the_portal_sets_itself(register: Register) -> None:
    row = hand_over(register, handed_by="Jemand", reaction_number="KR-1", taken_back_on=TODAY)
    assert (row["handed_by"], row["reaction_number"], row["taken_back_on"]) == (STELLA.name, None, None)


@pytest.mark.parametrize("actor", those_without(Action.RECORD_REACTION), ids=lambda actor: actor.id or "signed out")
def test_record_handover_refuses_other_roles(register: Register, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        hand_over(register, actor)
    assert register.refresh().frames["handovers"].empty


# ---- the list


def test_list_handovers_has_the_newest_first_by_matter_and_state(register: Register) -> None:
    old = hand_over(register, handed_on=RECEIVED, matter="corruption")
    bare = hand_over(register, text=None, customer=None)
    back = hand_over(register)
    take(register, back)
    snapshot = register.snapshot()
    assert [row["id"] for row in list_handovers(snapshot, ALICE)] == [back["id"], bare["id"], old["id"]]
    assert [row["id"] for row in list_handovers(snapshot, ALICE, matter="corruption")] == [old["id"]]
    states = {state: [row["id"] for row in list_handovers(snapshot, KAREN, state=state)] for state in State}
    assert states == {State.KEPT: [old["id"]], State.REMOVED: [bare["id"]], State.TAKEN_BACK: [back["id"]]}


@pytest.mark.parametrize("actor", those_without(Action.SEE_HANDOVERS), ids=lambda actor: actor.id or "signed out")
def test_handovers_are_seen_and_changed_by_the_office_only(register: Register, actor: Actor) -> None:
    row, case = hand_over(register), record(register)
    snapshot = register.snapshot()
    for refused in (
        lambda: list_handovers(snapshot, actor),
        lambda: find_handover(snapshot, actor, row["id"]),
        lambda: take(register, row, actor),
        lambda: give(register, case, actor),
        lambda: confirm_handover(register, actor, row, today=TODAY, operation_id=new_id()),
        lambda: remove_texts(register, actor, today=LATER, operation_id=new_id()),
    ):
        with pytest.raises(AccessDenied):
            refused()
    assert register.refresh().revision == snapshot.revision


# ---- back into the register


def test_take_back_makes_a_reaction_of_it_and_leaves_the_number(register: Register) -> None:
    row = hand_over(register)
    case = take(register, row, area="benefits")
    expected = {
        "received_on": RECEIVED,
        "channel": "letter",
        "subject": ENTRY["subject"],
        "text": ENTRY["text"],
        "customer_name": "Mia Muster",
        "customer_contact": "01705 Freital",
    }
    assert {name: case.reaction[name] for name in expected} == expected
    assert [(one["kind"], one["area"]) for one in case.concerns] == [("complaint", "benefits")]
    left = held(register, row)
    assert (case.number, left["reaction_number"]) == ("KR-2026-0001", "KR-2026-0001")
    assert (left["text"], left["customer"], left["text_removed_on"], left["taken_back_on"]) == (
        None,
        None,
        TODAY,
        TODAY,
    )
    assert state_of(left) is State.TAKEN_BACK


@pytest.mark.parametrize(
    ("customer", "name", "contact"),
    [
        (None, None, None),
        ("Mia Muster", "Mia Muster", None),
        ("x" * 300, None, "x" * 300),
        ("\n0351 1", None, "0351 1"),
    ],
)
def test_take_back_carries_the_customer_over(
    register: Register, customer: str | None, name: str | None, contact: str | None
) -> None:
    reaction = take(register, hand_over(register, customer=customer)).reaction
    assert (reaction["customer_name"], reaction["customer_contact"]) == (name, contact)


def test_take_back_numbers_behind_what_the_register_has(register: Register) -> None:
    record(register)
    row = hand_over(register)
    assert (take(register, row).number, held(register, row)["reaction_number"]) == ("KR-2026-0002", "KR-2026-0002")


def test_take_back_stores_once_on_a_double_click_and_is_refused_after(register: Register) -> None:
    row, operation_id = hand_over(register), new_id()
    assert take(register, row, operation_id=operation_id) == take(register, row, operation_id=operation_id)
    with pytest.raises(InputRejected) as refused:
        take(register, held(register, row))
    assert refused.value.params["number"] == "KR-2026-0001"
    assert all_reactions(register.refresh()) == ["KR-2026-0001"]


def test_take_back_asks_for_the_kind_of_the_concern(register: Register) -> None:
    row = hand_over(register)
    with pytest.raises(InputRejected) as refused:
        take(register, row, kind=None)
    assert [problem.field for problem in refused.value.problems] == ["kind"]
    assert held(register, row) == row
    assert all_reactions(register.refresh()) == []


def test_take_back_refuses_what_somebody_else_changed_meanwhile(register: Register) -> None:
    row = hand_over(register)
    confirm_handover(register, KAREN, row, today=TODAY, operation_id=new_id())
    with pytest.raises(StaleRecord):
        take(register, row)
    assert all_reactions(register.refresh()) == []


# ---- out of the register


def test_hand_over_reaction_takes_it_out_with_its_concerns_and_keeps_its_text_and_number(register: Register) -> None:
    case = record(register, customer_name="Mia Muster", customer_ref="035A1", customer_contact="01705 Freital")
    row = give(register, case)
    snapshot = register.refresh()
    assert (all_reactions(snapshot), len(snapshot.frames["concerns"])) == ([], 0)
    assert (row["reaction_number"], row["text"]) == (case.number, case.reaction["text"])
    assert row["customer"] == "Mia Muster\n01705 Freital\n035A1"
    assert (row["received_on"], row["channel"], row["matter"]) == (RECEIVED, "email", "technical_enquiry")
    written = register.history(row["id"])[0]
    assert (written.reason, written.actor) == ("Fachliche Frage", ALICE.id)


def test_hand_over_reaction_never_gives_its_number_to_another(register: Register) -> None:
    give(register, record(register))
    assert record(register).number == "KR-2026-0002"


def test_hand_over_reaction_and_back_gives_the_number_again(register: Register) -> None:
    row = give(register, record(register, subject="Hin und her"))
    case = take(register, row, kind="praise")
    assert (case.number, case.reaction["subject"]) == ("KR-2026-0001", "Hin und her")
    assert held(register, row)["reaction_number"] == "KR-2026-0001"


def test_hand_over_reaction_and_back_leaves_a_contact_a_contact(register: Register) -> None:
    row = give(register, record(register, customer_contact="0351 1"))
    reaction = take(register, row).reaction
    assert (reaction["customer_name"], reaction["customer_contact"]) == (None, "0351 1")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_hand_over_reaction_asks_for_the_reason(register: Register, reason: str) -> None:
    case = record(register)
    with pytest.raises(InputRejected):
        give(register, case, reason=reason)
    assert all_reactions(register.refresh()) == [case.number]


def test_hand_over_reaction_refuses_a_closed_case_and_one_that_another_follows(register: Register) -> None:
    praise = {"kind": "praise", "area": "reception"}
    closed = record(register, concerns=[praise], cleared_on=TODAY, cleared_by="telephone", closed_on=TODAY)
    first = record(register)
    record(register, follow_up_of=first.number)
    for case in (closed, first):
        with pytest.raises(InputRejected):
            give(register, case)
    assert len(all_reactions(register.refresh())) == 3


def test_hand_over_reaction_refuses_a_case_that_somebody_else_changed_meanwhile(register: Register) -> None:
    case = record(register)
    change(register, case, actor=BOB, subject="Anders")
    with pytest.raises(StaleRecord):
        give(register, case)
    assert seen_again(register, case).reaction["subject"] == "Anders"
    assert register.refresh().frames["handovers"].empty


def test_hand_over_reaction_stores_once_on_a_double_click(register: Register) -> None:
    case, operation_id = record(register), new_id()
    assert give(register, case, operation_id=operation_id) == give(register, case, operation_id=operation_id)
    assert len(register.refresh().frames["handovers"]) == 1


# ---- the text goes


def test_remove_texts_removes_those_past_their_day_and_no_others(register: Register) -> None:
    due = hand_over(register, text_until=TODAY)
    kept = hand_over(register)
    tomorrow = TODAY + timedelta(days=1)
    assert (count_due(register.snapshot(), TODAY), count_due(register.snapshot(), tomorrow)) == (0, 1)
    assert remove_texts(register, ALICE, today=tomorrow, operation_id=new_id()) == 1
    assert remove_texts(register, ALICE, today=tomorrow, operation_id=new_id()) == 0
    left = held(register, due)
    assert (left["text"], left["customer"], left["text_removed_on"]) == (None, None, tomorrow)
    assert (left["subject"], left["handed_to"]) == (ENTRY["subject"], ENTRY["handed_to"])
    assert held(register, kept) == kept
    assert register.refresh().frames["handovers"].loc[due["id"], "text_until"].date() == TODAY


def test_remove_texts_leaves_what_went_with_the_reaction_alone(register: Register) -> None:
    row = hand_over(register, text_until=TODAY)
    take(register, row)
    assert remove_texts(register, ALICE, today=LATER, operation_id=new_id()) == 0
    assert held(register, row)["text_removed_on"] == TODAY


def test_confirm_handover_removes_the_text_at_once(register: Register) -> None:
    row = confirm_handover(register, ALICE, hand_over(register), today=TODAY, operation_id=new_id())
    assert (row["text"], row["customer"], row["text_removed_on"]) == (None, None, TODAY)
    assert state_of(row) is State.REMOVED
    revision = register.snapshot().revision
    assert confirm_handover(register, ALICE, row, today=TODAY, operation_id=new_id()) == row
    assert register.refresh().revision == revision
