"""Recording a reaction: it and its concerns are stored together (OA 10/2018, procedure step 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schema.problems import Problem
from schema.rules import normalised
from services import access
from services.access import Action, Actor
from services.cases import Case, ConcernEntry, case_of, editable, refuse
from services.procedure.owning import owner_problems
from services.procedure.rules import change_problems
from services.procedure.standing import Standing
from services.register.base import ChangeSet, Register, RowChange, Values
from services.register.snapshot import Snapshot


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
    entry = allowed(actor, Entry(reaction, tuple(concerns)))
    refuse(entry_problems_of(register.snapshot(), actor, entry, today))
    changes = creations(operation_id, entry)
    snapshot = register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))
    return case_of(snapshot, operation_id)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to become a reaction: its values and its concerns in the customer's order."""

    reaction: Values
    concerns: tuple[ConcernEntry, ...]


def record_reactions(
    register: Register, actor: Actor, entries: Mapping[int, Entry], *, today: date, operation_id: str
) -> list[Case]:
    """Store several new reactions, all or none, each under the place it has in the form.

    A problem has its entry's place as parameter `row`. The row ids follow from the operation id and the place.

    Raises:
        AccessDenied: the actor may not record reactions.
        InputRejected: something is missing or contradictory in one of them; nothing was stored.
    """
    access.require(actor, Action.RECORD_REACTION)
    snapshot, problems, changes = register.snapshot(), [], []
    for row, wanted in entries.items():
        entry = allowed(actor, wanted)
        found = entry_problems_of(snapshot, actor, entry, today)
        problems += [replace(problem, params={**problem.params, "row": row}) for problem in found]
        changes += creations(reaction_id(operation_id, row), entry)
    refuse(problems)
    snapshot = register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))
    return [case_of(snapshot, reaction_id(operation_id, row)) for row in entries]


def entry_problems_of(snapshot: Snapshot, actor: Actor, entry: Entry, today: date) -> list[Problem]:
    """Return everything wrong with what is to be recorded, the procedure included, and whose steps it takes."""
    then = Standing(entry.reaction, tuple(concern.values for concern in entry.concerns))
    return change_problems(snapshot, None, then, today=today) or owner_problems(snapshot, actor, None, then)


def reaction_id(operation_id: str, row: int) -> str:
    """Return the id of the reaction that an operation makes of one of several entries."""
    return f"{operation_id}-{row}"


def allowed(actor: Actor, entry: Entry) -> Entry:
    """Return of an entry what the actor may set."""
    concerns = tuple(ConcernEntry(editable(actor, "concerns", concern.values)) for concern in entry.concerns)
    return Entry(editable(actor, "reactions", entry.reaction), concerns)


def creations(new_id: str, entry: Entry) -> list[RowChange]:
    """Return the changes that create a reaction under an id, with its concerns ranked as they come."""
    changes = [RowChange("reactions", new_id, normalised("reactions", entry.reaction))]
    for rank, concern in enumerate(entry.concerns, start=1):
        values = {**normalised("concerns", concern.values), "reaction_id": new_id, "rank": rank}
        changes.append(RowChange("concerns", f"{new_id}-{rank}", values))
    return changes
