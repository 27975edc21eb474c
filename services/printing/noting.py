"""The note on a case that it was printed: by whom, on which day, with or without names."""

from datetime import date
from typing import Final

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import Case, case_of, may_see_case
from services.errors import AccessDenied
from services.register.base import ChangeSet, Register, RowChange

NOTE_KIND: Final = "print"
TITLES: Final = {False: "Fall als PDF", True: "Fall als PDF, Namen geschwärzt"}  # German, as every note of the portal


def note_print(
    register: Register, actor: Actor, case: Case, *, is_blackened: bool, today: date, operation_id: str
) -> Case:
    """Note on a case that it was printed; the same operation twice notes it once.

    Whoever reads a case may print it, so they may leave this note too, even where they may change nothing else.

    Raises:
        AccessDenied: the actor may not see this case.
        StaleRecord: the case is not in the register any more.
    """
    access.require(actor, Action.SEE_CASE)
    snapshot = register.snapshot()
    if not may_see_case(actor, case.reaction):
        raise AccessDenied(N_("This case was not put before the management."))
    if snapshot.find_row("notes", operation_id) is None:
        values = {"reaction_id": case.id, "kind": NOTE_KIND, "noted_on": today, "title": TITLES[is_blackened]}
        change = RowChange("notes", operation_id, values)
        snapshot = register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
    return case_of(snapshot, case.id)
