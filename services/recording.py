"""Recording a reaction: it and its concerns are stored together (OA 10/2018, procedure step 1)."""

from collections.abc import Sequence
from datetime import date

from schema.rules import normalised
from services import access
from services.access import Action, Actor
from services.cases import Case, ConcernEntry, case_of, editable, entry_problems, refuse
from services.register.base import ChangeSet, Register, RowChange, Values


def record_reaction(
    register: Register,
    actor: Actor,
    reaction: Values,
    concerns: Sequence[ConcernEntry],
    *,
    today: date,
    operation_id: str,
) -> Case:
    """Store a new reaction with its concerns, ranked as they come (OA 10/2018, procedure step 1).

    The row ids follow from the operation id, so that a second click finds what the first one stored.

    Raises:
        AccessDenied: the actor may not record reactions.
        InputRejected: something is missing or contradictory; nothing was stored.
    """
    access.require(actor, Action.RECORD_REACTION)
    reaction = editable(actor, "reactions", reaction)
    entries = [ConcernEntry(editable(actor, "concerns", entry.values)) for entry in concerns]
    refuse(entry_problems(register.snapshot(), reaction, entries, today=today))
    reaction_id = operation_id
    changes = [RowChange("reactions", reaction_id, normalised("reactions", reaction))]
    for rank, entry in enumerate(entries, start=1):
        values = {**normalised("concerns", entry.values), "reaction_id": reaction_id, "rank": rank}
        changes.append(RowChange("concerns", f"{operation_id}-{rank}", values))
    snapshot = register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))
    return case_of(snapshot, reaction_id)
