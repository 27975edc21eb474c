from __future__ import annotations

import pytest

from services.access import Action, Actor
from services.errors import AccessDenied
from services.papers.kinds import Form
from services.papers.noting import note_paper
from services.papers.recipients import Recipient
from services.register.base import Register
from tests.services.papers.office import customer_case
from tests.support.cases import TODAY
from tests.support.people import ALICE, BOB, KAREN, OLIVIA, those_without

MIA = Recipient("Mia Muster", "mia@post.example")


def notes(register: Register) -> list[dict[str, object]]:
    return list(register.refresh().each_row("notes"))


def test_note_paper_notes_what_was_made_for_whom_on_which_day(register: Register) -> None:
    case = customer_case(register)
    note_paper(register, ALICE, case, "acknowledgement", Form.MAIL, [MIA], today=TODAY, operation_id="op1")
    (note,) = notes(register)
    assert {name: note[name] for name in ("reaction_id", "kind", "noted_on", "title", "person", "changed_by")} == {
        "reaction_id": case.id,
        "kind": "paper",
        "noted_on": TODAY,
        "title": "Eingangsbestätigung mit Bitte um Einverständnis (E-Mail-Entwurf)",
        "person": "Mia Muster",
        "changed_by": ALICE.id,
    }


def test_note_paper_changes_nothing_else(register: Register) -> None:
    case = customer_case(register)
    after = note_paper(register, ALICE, case, "interim", Form.LETTER, [MIA], today=TODAY, operation_id="op1")
    unlike = {name for name in case.reaction if after.reaction[name] != case.reaction[name]}
    assert unlike <= {"version", "changed_at", "changed_by"}
    assert after.concerns == case.concerns


def test_note_paper_notes_a_second_click_once(register: Register) -> None:
    case = customer_case(register)
    for _ in range(2):
        note_paper(register, ALICE, case, "answer", Form.LETTER, [MIA], today=TODAY, operation_id="op1")
    assert len(notes(register)) == 1
    note_paper(register, KAREN, case, "answer", Form.LETTER, [MIA], today=TODAY, operation_id="op2")
    assert len(notes(register)) == 2


def test_note_paper_cuts_a_long_list_of_recipients(register: Register) -> None:
    case = customer_case(register)
    many = [Recipient(f"Person {place}") for place in range(50)]
    note_paper(register, ALICE, case, "answer", Form.MAIL, many, today=TODAY, operation_id="op1")
    (note,) = notes(register)
    assert len(str(note["person"])) == 200
    assert str(note["person"]).endswith("…")


@pytest.mark.parametrize(
    "actor", [*those_without(Action.MAKE_PAPERS), BOB, OLIVIA], ids=lambda one: one.id or "signed out"
)
def test_note_paper_refuses_who_may_not_make_it(register: Register, actor: Actor) -> None:
    case = customer_case(register)
    with pytest.raises(AccessDenied):
        note_paper(register, actor, case, "acknowledgement", Form.LETTER, [MIA], today=TODAY, operation_id="op1")
    assert notes(register) == []
