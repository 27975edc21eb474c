"""Two records of one reaction become one: nothing that either of them says is lost, and nothing is said twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.cases import case_of
from services.errors import AccessDenied, InputRejected, RecordNotFound, StaleRecord
from services.procedure.joining import join_reactions
from services.procedure.standing import Position
from services.procedure.steps import StepName
from services.procedure.undoing import find_last_step
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.cases import all_reactions
from tests.support.people import ALICE, KAREN, OLIVIA, STELLA
from tests.support.procedure import (
    AREA_LEAD,
    COMPLAINT,
    LEAD,
    NOT_UPHELD,
    OTHER_TEAM,
    PRAISE,
    SUGGESTION,
    TEAM,
    UPHELD,
    Walk,
    march,
    received,
    with_team,
)


def test_joining_takes_over_the_concerns_that_the_kept_record_has_not(office: Register) -> None:
    kept, other = received(office, COMPLAINT, PRAISE), received(office, SUGGESTION, COMPLAINT)
    kept.joined_with(other, ALICE)
    assert [(row["rank"], row["kind"]) for row in kept.case.concerns] == [
        (1, "complaint"),
        (2, "praise"),
        (3, "suggestion"),
    ]
    assert all_reactions(office.refresh()) == [kept.case.number]
    assert kept.case == kept.again().case


def test_joining_takes_over_what_a_concern_does_not_say_yet(office: Register) -> None:
    kept = received(office, COMPLAINT, {**SUGGESTION, "employee": "Herr Lang"})
    said = {**COMPLAINT, **NOT_UPHELD, "employee": "Frau Kurz"}
    kept.joined_with(received(office, said, {**SUGGESTION, "employee": "Frau Kurz"}), ALICE)
    complaint, idea = kept.case.concerns
    assert {name: complaint[name] for name in said} == said
    assert idea["employee"] == "Herr Lang"


def test_joining_makes_no_outcome_of_half_of_each(office: Register) -> None:
    kept = received(office, {**COMPLAINT, "outcome": "upheld"})
    kept.joined_with(received(office, {**COMPLAINT, **NOT_UPHELD}), ALICE)
    (concern,) = kept.case.concerns
    assert (concern["outcome"], concern["clearing_kind"]) == ("upheld", None)


def test_joining_keeps_what_stands_and_takes_over_what_is_missing(office: Register) -> None:
    kept = received(office, COMPLAINT, on=5, subject="Behalten", customer_name=None)
    other = received(office, COMPLAINT, on=3, subject="Andere", customer_name="Roth", text="Ganzer Brief")
    reaction = kept.joined_with(other, KAREN).case.reaction
    assert (reaction["subject"], reaction["customer_name"], reaction["text"]) == ("Behalten", "Roth", "Ganzer Brief")
    assert reaction["received_on"] == march(3)  # the clocks run from the first letter


@pytest.mark.parametrize(("mine", "theirs", "then"), [("2", "4", "4"), ("4", "2", "4"), (None, "2", "2")])
def test_joining_keeps_the_higher_step_of_the_ladder(
    office: Register, mine: str | None, theirs: str, then: str
) -> None:
    """OA 10/2018, Anlage: what was put before the superior stays there."""
    kept = received(office, COMPLAINT, escalation_step=mine)
    kept.joined_with(received(office, COMPLAINT, escalation_step=theirs), ALICE)
    assert kept.case.reaction["escalation_step"] == then


def test_joining_keeps_the_later_extension_with_its_own_reason(office: Register) -> None:
    kept = received(office, COMPLAINT, extended_until=march(20), extension_reason="Urlaub")
    other = received(office, COMPLAINT, extended_until=date(2026, 4, 2), extension_reason="Gutachten")
    reaction = kept.joined_with(other, ALICE).case.reaction
    assert (reaction["extended_until"], reaction["extension_reason"]) == (date(2026, 4, 2), "Gutachten")


def test_joining_takes_answer_and_day_of_a_consent_together(office: Register) -> None:
    """OA 10/2018, "Informationspflichten": an answer without its day would be no proof."""
    kept = received(office, COMPLAINT).takes(ALICE, StepName.ACKNOWLEDGE)
    other = received(office, COMPLAINT).takes(ALICE, StepName.ACKNOWLEDGE).on(5).takes(ALICE, StepName.CONSENT_GIVEN)
    reaction = kept.on(6).joined_with(other, ALICE).case.reaction
    assert (reaction["consent"], reaction["consent_on"]) == ("given", march(5))


def test_joining_takes_team_and_disposition_together(office: Register) -> None:
    """OA 10/2018, Ablauf 2: a disposition belongs to the team it went to."""
    kept = received(office, COMPLAINT, unit=OTHER_TEAM)
    reaction = kept.joined_with(with_team(office, COMPLAINT), ALICE).case.reaction
    assert (reaction["unit"], reaction["assigned_to"], reaction["disposition_on"]) == (TEAM, LEAD.id, march(2))


def test_joining_keeps_an_assignment_that_says_as_much(office: Register) -> None:
    kept = received(office, COMPLAINT).takes(ALICE, StepName.ACKNOWLEDGE)
    kept.takes(ALICE, StepName.ASSIGN, unit=OTHER_TEAM, disposition="Bitte anrufen.")
    reaction = kept.joined_with(with_team(office, COMPLAINT), ALICE).case.reaction
    assert (reaction["unit"], reaction["disposition"]) == (OTHER_TEAM, "Bitte anrufen.")


def test_joining_moves_the_notes_of_the_other_record(office: Register) -> None:
    """An escalation with its proof does not go with the record that is taken out."""
    kept, other = with_team(office, COMPLAINT), with_team(office, COMPLAINT)
    note = {"reason": "Verlangt die Leitung.", "proof": "Bl. 7", "person": "Frau Kern"}
    other.takes(LEAD, StepName.ESCALATE, escalation_step="2", note=note)
    kept.joined_with(other, ALICE, "Brief und Mail")
    escalation, merging = sorted(office.snapshot().note_rows(kept.case.id), key=lambda row: str(row["kind"]))
    assert {name: escalation[name] for name in note} == note
    assert (merging["title"], merging["reason"]) == (other.case.number, "Brief und Mail")
    assert office.snapshot().note_rows(other.case.id) == []
    assert "notes" in {row.table for row in office.history(other.case.id)}  # its journal stays


def test_joining_points_the_follow_ups_to_the_kept_record(office: Register) -> None:
    """OA 10/2018, "Folgereaktionen": what followed either of the two follows the one that is left."""
    kept, other = received(office, COMPLAINT), received(office, COMPLAINT)
    follower = received(office, COMPLAINT, follow_up_of=other.case.number)
    kept.joined_with(other, ALICE)
    assert follower.again().case.reaction["follow_up_of"] == kept.case.number


def test_joining_an_earlier_record_into_its_follow_up_leaves_no_follow_up_of_itself(office: Register) -> None:
    first = received(office, COMPLAINT)
    earlier = received(office, COMPLAINT, follow_up_of=first.case.number)
    later = received(office, COMPLAINT, follow_up_of=earlier.case.number)
    later.joined_with(earlier, ALICE)
    assert later.case.reaction["follow_up_of"] == first.case.number
    later.joined_with(first, ALICE)
    assert later.case.reaction["follow_up_of"] is None


def test_joining_refuses_a_circle_of_follow_ups(office: Register) -> None:
    """OA 10/2018, "Folgereaktionen": the one between the two would come before and after itself."""
    first = received(office, COMPLAINT)
    between = received(office, COMPLAINT, follow_up_of=first.case.number)
    last = received(office, COMPLAINT, follow_up_of=between.case.number)
    with pytest.raises(InputRejected) as refused:
        last.joined_with(first, ALICE)
    assert [problem.field for problem in refused.value.problems] == ["follow_up_of"]
    assert len(all_reactions(office.refresh())) == 3


def test_joining_does_not_close_a_case_with_an_open_concern(office: Register) -> None:
    """OA 10/2018, Ablauf 3: the open complaint comes to the closed record only once that is reopened."""
    closed = with_team(office, COMPLAINT).on(5).takes(LEAD, StepName.CLEAR, cleared_by="email", call_note="x")
    closed.takes(ALICE, StepName.CLOSE, concerns=UPHELD, completion_note="x", verbis_on=march(5))
    other = received(office, {**COMPLAINT, "area": "reception", "theme": None})
    with pytest.raises(InputRejected) as refused:
        closed.joined_with(other, ALICE)
    assert [(problem.field, problem.params["place"]) for problem in refused.value.problems] == [("outcome", 2)]
    assert len(all_reactions(office.refresh())) == 2


def test_a_letter_of_the_other_record_is_not_signed_for_a_case_cleared_by_telephone(office: Register) -> None:
    kept = with_team(office, COMPLAINT).on(5).takes(LEAD, StepName.CLEAR, cleared_by="telephone", call_note="x")
    other = with_team(office, COMPLAINT).on(5).takes(LEAD, StepName.DRAFT, answer_draft="x").takes(KAREN, StepName.SIGN)
    reaction = kept.joined_with(other, ALICE).case.reaction
    assert (reaction["cleared_by"], reaction["signed_on"]) == ("telephone", None)


# ---- refused


@pytest.mark.parametrize("actor", [STELLA, LEAD, AREA_LEAD, OLIVIA], ids=lambda actor: actor.id)
def test_joining_is_for_those_who_keep_the_register(office: Register, actor: Any) -> None:
    """OA 10/2018, "Dienstaufsichtsbeschwerden": KRM is in charge of "Ein- und Austragung der Fälle"."""
    kept, other = received(office), received(office)
    with pytest.raises(AccessDenied):
        kept.joined_with(other, actor)
    assert len(all_reactions(office.refresh())) == 2


def test_joining_asks_for_a_reason_and_another_record(office: Register) -> None:
    kept, other = received(office), received(office)
    with pytest.raises(InputRejected):
        kept.joined_with(other, ALICE, "  ")
    with pytest.raises(InputRejected):
        kept.joined_with(kept, ALICE)
    with pytest.raises(InputRejected):
        join_reactions(office, ALICE, kept.case, "KR-1999-1", "x", today=march(3), operation_id=new_id())
    assert len(all_reactions(office.refresh())) == 2


def test_joining_a_record_that_went_meanwhile_is_said(office: Register) -> None:
    kept, other = received(office), received(office)
    gone = RowChange("reactions", kept.case.id, {}, seen=kept.case.reaction, removed=True)
    office.commit(ChangeSet.of([gone], actor="x", operation_id=new_id()))
    with pytest.raises(RecordNotFound):
        kept.joined_with(other, ALICE)


def test_a_double_click_joins_once(office: Register) -> None:
    kept, other, operation_id = received(office, COMPLAINT), received(office, SUGGESTION), new_id()
    for _ in range(2):
        case = join_reactions(
            office, ALICE, kept.case, other.case.number, "x", today=march(3), operation_id=operation_id
        )
    assert (len(case.concerns), case.reaction["version"]) == (2, 2)
    assert len(office.snapshot().note_rows(case.id)) == 1


def test_joining_what_another_process_changed_meanwhile_is_refused(office: Register, second: Register) -> None:
    kept, other = received(office), received(office)
    Walk(second, case_of(second.refresh(), other.case.id), march(3)).takes(ALICE, StepName.ACKNOWLEDGE)
    with pytest.raises(StaleRecord):
        kept.joined_with(other, ALICE)
    office.refresh()
    assert kept.on(3).joined_with(other, ALICE).position is Position.ACKNOWLEDGED


def test_two_records_that_were_put_together_are_no_step_to_be_taken_back(office: Register) -> None:
    kept, other = received(office, COMPLAINT), with_team(office, COMPLAINT)
    kept.joined_with(other, ALICE)
    assert find_last_step(office, ALICE, office.snapshot(), kept.case) is None
