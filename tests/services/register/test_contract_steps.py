"""What every register does with the steps of the procedure: one, two people at once, one taken back, two joined."""

from __future__ import annotations

from typing import Any

import pytest

from services.cases import case_of
from services.errors import InputRejected, StaleRecord
from services.procedure.standing import Position
from services.procedure.steps import StepName
from services.register.base import new_id
from services.register.journal import verify_journal
from tests.services.register.conftest import OpenRegister
from tests.services.register.saves import assert_holds_together
from tests.support.people import ALICE, KAREN
from tests.support.procedure import COMPLAINT, LEAD, SUGGESTION, TEAM, UPHELD, Walk, march, open_office, received

CLEARING: dict[str, Any] = {"cleared_by": "telephone", "call_note": "Angerufen."}


def test_a_complaint_goes_its_whole_way_and_one_step_back(open_register: OpenRegister) -> None:
    register = open_register()
    open_office(register)
    walk = received(register, COMPLAINT).takes(ALICE, StepName.ACKNOWLEDGE).takes(ALICE, StepName.ASSIGN, unit=TEAM)
    walk.cannot(ALICE, StepName.CLOSE, "cleared_on", concerns=UPHELD, completion_note="x", verbis_on=march(2))
    walk.takes(LEAD, StepName.ESCALATE, escalation_step="2", note={"reason": "Verlangt sie.", "person": "Frau Kern"})
    operation_id = new_id()
    seen = walk.case
    for _ in range(2):  # a double click
        walk.case = seen
        walk.takes(LEAD, StepName.CLEAR, operation_id=operation_id, **CLEARING)
    walk.takes(ALICE, StepName.CLOSE, concerns=UPHELD, completion_note="Erledigt.", verbis_on=march(2))
    walk.undone_by(KAREN, "Falscher Tag")

    assert (walk.position, walk.case.concerns[0]["outcome"]) == (Position.CLEARED, None)
    stored = case_of(open_register().snapshot(), walk.case.id)
    assert (stored.reaction["call_note"], stored.reaction["closed_on"]) == ("Angerufen.", None)
    assert sorted(walk.notes) == ["escalation", "undone"]
    assert_holds_together(register)


def test_two_portals_take_steps_in_one_case(open_register: OpenRegister) -> None:
    register, other = open_register(), open_register()
    open_office(register)
    walk = received(register, COMPLAINT).takes(ALICE, StepName.ACKNOWLEDGE)
    there = Walk(other, case_of(other.refresh(), walk.case.id), march(2))

    there.takes(KAREN, StepName.CONSENT_GIVEN)
    walk.takes(ALICE, StepName.ASSIGN, unit=TEAM)  # elsewhere in the case: both stand
    assert (walk.case.reaction["consent"], walk.position) == ("given", Position.ASSIGNED)

    there.again().takes(LEAD, StepName.DRAFT, answer_draft="Sehr geehrte …")
    with pytest.raises((StaleRecord, InputRejected)):
        walk.takes(LEAD, StepName.CLEAR, **CLEARING)  # what the other one has set
    with pytest.raises(StaleRecord):
        walk.undone_by(KAREN)  # not the step that was seen
    assert walk.again().case.reaction["cleared_by"] == "letter"
    assert verify_journal(register.journal()) == []


def test_two_records_are_joined_with_their_notes(open_register: OpenRegister) -> None:
    register = open_register()
    open_office(register)
    kept, other = received(register, COMPLAINT), received(register, SUGGESTION)
    follower = received(register, COMPLAINT, follow_up_of=other.case.number)
    other.takes(KAREN, StepName.ESCALATE, escalation_step="3", note={"reason": "Verlangt sie.", "person": "Frau Kern"})
    kept.joined_with(other, ALICE)

    stored = open_register().snapshot()
    assert [row["kind"] for row in stored.concern_rows(kept.case.id)] == ["complaint", "suggestion"]
    notes = {row["kind"]: row for row in stored.note_rows(kept.case.id)}
    assert (notes["escalation"]["person"], notes["merging"]["title"]) == ("Frau Kern", other.case.number)
    assert stored.find_row("reactions", other.case.id) is None
    assert stored.row("reactions", follower.case.id)["follow_up_of"] == kept.case.number
    assert_holds_together(register)
