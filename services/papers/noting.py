"""The note in the timeline that a paper was made: which, as what, for whom, on which day."""

from collections.abc import Sequence
from datetime import date

from schema.tables import TABLES
from schema.words import N_, Words
from services import access
from services.access import Action, Actor
from services.cases import Case, case_of
from services.errors import AccessDenied
from services.papers.drafting import forms_of
from services.papers.kinds import BY_CODE, Form
from services.papers.recipients import Recipient
from services.register.base import ChangeSet, Register, RowChange

NOTE_KIND = "paper"
FORM_WORDS = {Form.MAIL: Words("E-Mail-Entwurf", "draft mail"), Form.LETTER: Words("Brief", "letter")}


def note_paper(
    register: Register,
    actor: Actor,
    case: Case,
    code: str,
    form: Form,
    recipients: Sequence[Recipient],
    *,
    today: date,
    operation_id: str,
) -> Case:
    """Note on a case that a paper was made; the same operation twice notes it once.

    Raises:
        AccessDenied: the actor may not make it.
        StaleRecord: the case is not in the register any more.
    """
    access.require(actor, Action.MAKE_PAPERS)
    paper = BY_CODE[code]
    if form not in forms_of(actor, paper, case.reaction):
        raise AccessDenied(N_("Your role does not allow this. Please ask the portal's administration if you need it."))
    snapshot = register.snapshot()
    if snapshot.find_row("notes", operation_id) is None:
        values = {
            "reaction_id": case.id,
            "kind": NOTE_KIND,
            "noted_on": today,
            "title": f"{paper.label.de} ({FORM_WORDS[form].de})",
            "person": _names(recipients) or None,
        }
        change = RowChange("notes", operation_id, values)
        snapshot = register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
    return case_of(snapshot, case.id)


def _names(recipients: Sequence[Recipient]) -> str:
    """Return who it was for, cut to what the note holds."""
    names = ", ".join(dict.fromkeys(person.name or person.address for person in recipients))
    limit = TABLES["notes"].field("person").max_length
    return names if len(names) <= limit else names[: limit - 1] + "…"
