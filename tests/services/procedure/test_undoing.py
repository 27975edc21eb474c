"""Taking the last step back: what it changed stands as before, and a note says why (issue: with a reason)."""

from __future__ import annotations

from typing import Any

import pytest

from services.cases import case_of
from services.errors import AccessDenied, InputRejected, RecordNotFound, StaleRecord
from services.procedure.standing import Position
from services.procedure.steps import StepName
from services.procedure.taking import StepEntry, take_step
from services.procedure.undoing import find_last_step, may_undo
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.cases import change, with_concern
from tests.support.people import ALICE, KAREN, OLIVIA
from tests.support.procedure import (
    AREA_LEAD,
    COMPLAINT,
    LEAD,
    OTHER_LEAD,
    PRAISE_OF_KURZ,
    TEAM,
    UPHELD,
    Walk,
    march,
    received,
    with_team,
)

CLEARING: dict[str, Any] = {"cleared_by": "telephone", "call_note": "Angerufen."}


def test_the_last_step_is_taken_back_whole(office: Register) -> None:
    walk = with_team(office, COMPLAINT)
    before = walk.case
    walk.on(5).takes(LEAD, StepName.CLEAR, **CLEARING).undone_by(ALICE, " Falscher Fall ")
    assert (walk.position, walk.notes) == (Position.ASSIGNED, ["undone"])
    (note,) = office.snapshot().note_rows(walk.case.id)
    assert (note["title"], note["reason"], note["noted_on"]) == ("Vom Team geklärt", "Falscher Fall", march(5))
    names = ("cleared_on", "cleared_by", "call_note")
    assert [walk.case.reaction[name] for name in names] == [before.reaction[name] for name in names]


def test_steps_are_taken_back_one_after_the_other_down_to_the_recording(office: Register) -> None:
    """What was taken back is not taken back again: undoing it would be the step itself, by whoever takes it."""
    walk = with_team(office, COMPLAINT).takes(LEAD, StepName.CLEAR, **CLEARING)
    positions = [walk.undone_by(ALICE).position for _ in range(3)]
    assert positions == [Position.ASSIGNED, Position.ACKNOWLEDGED, Position.RECORDED]
    assert (walk.case.reaction["consent"], walk.case.reaction["consent_asked_on"]) == (None, None)
    with pytest.raises(InputRejected):
        walk.undone_by(ALICE)
    assert walk.notes == ["undone"] * 3


def test_a_step_taken_anew_after_it_was_taken_back_is_the_last_one(office: Register) -> None:
    walk = with_team(office, COMPLAINT).takes(LEAD, StepName.CLEAR, **CLEARING).undone_by(ALICE)
    walk.takes(LEAD, StepName.DRAFT, answer_draft="Sehr geehrte …")
    last = find_last_step(office, ALICE, office.snapshot(), walk.case)
    assert last is not None
    assert (last.words, last.actor) == ("Antwortentwurf liegt vor", LEAD.id)
    assert walk.undone_by(LEAD).position is Position.ASSIGNED


def test_closing_is_taken_back_with_the_outcomes_it_set(office: Register) -> None:
    walk = with_team(office, COMPLAINT).takes(LEAD, StepName.CLEAR, **CLEARING)
    walk.takes(ALICE, StepName.CLOSE, concerns=UPHELD, completion_note="x", verbis_on=march(2)).undone_by(KAREN)
    assert walk.position is Position.CLEARED
    assert [walk.case.concerns[0][name] for name in UPHELD] == [None, None]


def test_a_praise_talked_over_is_taken_back_in_its_concern(office: Register) -> None:
    walk = with_team(office, PRAISE_OF_KURZ)
    walk.takes(LEAD, StepName.TALK_OVER, concerns={"talked_over_on": march(2)}).undone_by(LEAD)
    assert walk.case.concerns[0]["talked_over_on"] is None


def test_an_escalation_is_taken_back_and_its_note_stays(office: Register) -> None:
    """OA 10/2018, Anlage: the ladder shows that the step was taken, and that it was taken back."""
    walk = with_team(office, COMPLAINT)
    walk.takes(LEAD, StepName.ESCALATE, escalation_step="2", note={"reason": "Verlangt die Leitung."})
    walk.takes(LEAD, StepName.ESCALATE, escalation_step="3", note={"reason": "Verlangt die Bereichsleitung."})
    walk.undone_by(LEAD)
    assert walk.case.reaction["escalation_step"] == "2"
    assert sorted(walk.notes) == ["escalation", "escalation", "undone"]


def test_reopening_is_taken_back_and_the_case_is_closed_as_it_was(office: Register) -> None:
    walk = with_team(office, COMPLAINT).takes(LEAD, StepName.CLEAR, **CLEARING)
    walk.takes(ALICE, StepName.CLOSE, concerns=UPHELD, completion_note="x", verbis_on=march(2))
    closed = walk.case
    walk.on(9).takes(ALICE, StepName.REOPEN, note={"reason": "Irrtum"}).undone_by(ALICE)
    assert {name: walk.case.reaction[name] for name in ("closed_on", "cleared_on", "cleared_by")} == {
        name: closed.reaction[name] for name in ("closed_on", "cleared_on", "cleared_by")
    }


def test_what_others_changed_elsewhere_since_the_step_stays(office: Register) -> None:
    walk = with_team(office, COMPLAINT).takes(LEAD, StepName.CLEAR, **CLEARING)
    changed = change(office, walk.case, KAREN, subject="Neuer Betreff")
    walk.undone_by(LEAD)
    assert (walk.position, walk.case.reaction["subject"]) == (Position.ASSIGNED, "Neuer Betreff")
    assert changed.reaction["version"] < walk.case.reaction["version"]


def test_a_step_taken_through_the_form_is_taken_back_like_any_other(office: Register) -> None:
    walk = received(office, COMPLAINT)
    walk.case = change(office, walk.case, ALICE, acknowledged_on=march(2), subject="Neu")
    walk.undone_by(ALICE)
    assert (walk.case.reaction["acknowledged_on"], walk.case.reaction["subject"]) == (None, "Neu")


def test_a_step_that_a_correction_went_over_is_not_taken_back(office: Register) -> None:
    """Only what still stands can be taken back; the correction itself is the last change of a step's field then."""
    walk = with_team(office, COMPLAINT)
    walk.case = change(office, walk.case, ALICE, acknowledged_on=march(3), reason="Poststempel")
    walk.on(4).undone_by(ALICE)
    assert walk.case.reaction["acknowledged_on"] == march(2)
    assert walk.position is Position.ASSIGNED


def test_a_step_that_others_stand_on_is_taken_back_only_after_them(office: Register) -> None:
    walk = with_team(office, COMPLAINT)
    last = find_last_step(office, ALICE, office.snapshot(), walk.case)
    assert last is not None
    assert last.words == "Mit Verfügung an die Teamleitung"


# ---- refused


def test_taking_a_step_back_leads_to_no_state_that_the_order_does_not_allow(office: Register) -> None:
    """OA 10/2018, Ablauf 3: closed again, the praise that has become a complaint would be an open one."""
    walk = received(office, PRAISE_OF_KURZ)
    walk.takes(KAREN, StepName.TALK_OVER, concerns={"talked_over_on": march(2)})
    walk.takes(ALICE, StepName.CLOSE, completion_note="Danke.").takes(ALICE, StepName.REOPEN, note={"reason": "Irrtum"})
    walk.case = change(office, walk.case, ALICE, with_concern(walk.case, 0, **COMPLAINT))
    with pytest.raises(InputRejected) as refused:
        walk.undone_by(ALICE)
    assert "outcome" in [problem.field for problem in refused.value.problems]
    assert walk.again().position is Position.RECORDED


def test_another_persons_step_is_taken_back_by_the_office_only(office: Register) -> None:
    walk = with_team(office, COMPLAINT).takes(LEAD, StepName.CLEAR, **CLEARING)
    last = find_last_step(office, ALICE, office.snapshot(), walk.case)
    assert last is not None
    allowed = [actor for actor in (ALICE, KAREN, LEAD, AREA_LEAD, OTHER_LEAD, OLIVIA) if may_undo(actor, last)]
    assert allowed == [ALICE, KAREN, LEAD]
    for actor in (AREA_LEAD, OTHER_LEAD, OLIVIA):
        with pytest.raises(AccessDenied):
            walk.undone_by(actor)
    assert walk.again().position is Position.CLEARED


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_a_step_is_not_taken_back_without_a_reason(office: Register, reason: str) -> None:
    walk = with_team(office, COMPLAINT)
    with pytest.raises(InputRejected) as refused:
        walk.undone_by(ALICE, reason)
    assert [(problem.table, problem.field) for problem in refused.value.problems] == [("notes", "reason")]
    assert walk.again().notes == []


def test_a_double_click_takes_one_step_back(office: Register) -> None:
    walk, operation_id = with_team(office, COMPLAINT), new_id()
    seen = walk.case
    for _ in range(2):
        walk.case = seen
        walk.undone_by(ALICE, operation_id=operation_id)
    assert (walk.position, walk.notes) == (Position.ACKNOWLEDGED, ["undone"])


def test_a_step_that_was_taken_meanwhile_is_not_taken_back_unseen(office: Register, second: Register) -> None:
    """Otherwise the click meant for one's own step would take back what somebody else has just done."""
    walk = with_team(office, COMPLAINT)
    other = Walk(second, case_of(second.refresh(), walk.case.id), march(2))
    other.takes(LEAD, StepName.CLEAR, **CLEARING)
    with pytest.raises(StaleRecord):
        walk.undone_by(ALICE)
    office.refresh()
    with pytest.raises(StaleRecord):
        walk.undone_by(ALICE)
    assert walk.again().position is Position.CLEARED
    assert walk.undone_by(ALICE).position is Position.ASSIGNED


def test_a_case_that_went_meanwhile_is_said(office: Register) -> None:
    walk = with_team(office, COMPLAINT)
    gone = RowChange("reactions", walk.case.id, {}, seen=walk.case.reaction, removed=True)
    office.commit(ChangeSet.of([gone], actor="x", operation_id=new_id()))
    with pytest.raises(RecordNotFound):
        walk.undone_by(ALICE)
    with pytest.raises(RecordNotFound):
        walk.takes(LEAD, StepName.CLEAR, **CLEARING)


# ---- taking one, beside others


def test_a_double_click_takes_a_step_once(office: Register) -> None:
    walk, operation_id = received(office, COMPLAINT), new_id()
    seen = walk.case
    for _ in range(2):
        walk.case = seen
        walk.takes(ALICE, StepName.ACKNOWLEDGE, operation_id=operation_id)
    assert walk.case.reaction["version"] == 2
    walk.takes(ALICE, StepName.ASSIGN, unit=TEAM)
    # a click that arrives late, after others went on
    take_step(office, ALICE, seen, StepName.ACKNOWLEDGE, StepEntry(), today=march(2), operation_id=operation_id)
    assert walk.again().case.reaction["version"] == 3


def test_a_double_click_escalates_once_with_one_note(office: Register) -> None:
    walk, operation_id = with_team(office, COMPLAINT), new_id()
    seen = walk.case
    for _ in range(2):
        walk.case = seen
        walk.takes(
            LEAD, StepName.ESCALATE, escalation_step="2", note={"reason": "Verlangt sie."}, operation_id=operation_id
        )
    assert walk.notes == ["escalation"]


def test_a_step_keeps_what_others_changed_elsewhere_meanwhile(office: Register, second: Register) -> None:
    walk = with_team(office, COMPLAINT)
    change(second, case_of(second.refresh(), walk.case.id), KAREN, subject="Von Karen")
    walk.takes(LEAD, StepName.CLEAR, **CLEARING)
    assert (walk.position, walk.case.reaction["subject"]) == (Position.CLEARED, "Von Karen")


def test_a_step_is_not_taken_over_what_others_set_meanwhile(office: Register, second: Register) -> None:
    walk = with_team(office, COMPLAINT)
    other = Walk(second, case_of(second.refresh(), walk.case.id), march(2))
    other.takes(AREA_LEAD, StepName.DRAFT, answer_draft="Von Arthur")
    with pytest.raises(StaleRecord) as asked:
        walk.takes(LEAD, StepName.CLEAR, **CLEARING)
    assert asked.value.row_ids == (walk.case.id,)
    assert walk.again().case.reaction["cleared_by"] == "letter"


def test_a_step_out_of_order_over_what_others_did_meanwhile_is_refused(office: Register, second: Register) -> None:
    """The rules are run over the case as it is when it is stored, not as it was looked at."""
    walk = with_team(office, COMPLAINT).takes(LEAD, StepName.CLEAR, **CLEARING)
    other = Walk(second, case_of(second.refresh(), walk.case.id), march(2))
    other.takes(KAREN, StepName.RETURN, note={"reason": "Zu knapp"})
    with pytest.raises((InputRejected, StaleRecord)):
        walk.takes(ALICE, StepName.CLOSE, concerns=UPHELD, completion_note="x", verbis_on=march(2))
    assert walk.again().position is Position.ASSIGNED
