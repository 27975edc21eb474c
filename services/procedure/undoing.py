"""Taking the last step back, with a reason: what it changed stands again as before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from schema.problems import Problem
from schema.tables import REACTIONS
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import Case, case_of, refuse
from services.errors import AccessDenied, InputRejected, RecordNotFound, StaleRecord
from services.procedure.rules import change_problems
from services.procedure.standing import Standing, after
from services.procedure.steps import OFFICE, STEPS
from services.register.base import ChangeSet, JournalRow, Register, RowChange
from services.register.snapshot import Snapshot

STEP_FIELDS: Mapping[str, frozenset[str]] = {
    "reactions": frozenset(name for step in STEPS for name in step.fields),
    "concerns": frozenset(name for step in STEPS for name in step.concerns),
}
# A save with one of these notes took no step: one was taken back, or another record was put into this one.
NO_STEPS = frozenset({"undone", "merging"})


@dataclass(frozen=True, slots=True)
class TakenStep:
    """The last step of a case that still stands: when, by whom, in which words, and the rows of its save."""

    at: datetime
    actor: str
    words: str
    rows: tuple[JournalRow, ...]


def find_last_step(register: Register, actor: Actor, snapshot: Snapshot, case: Case) -> TakenStep | None:
    """Return the last save that took a step and still stands, or None; recording a case is no step to be undone.

    A step that was taken back does not stand any more, so the one before it is found next. Two records that were put
    together stay together.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    access.require(actor, Action.SEE_REACTIONS)
    now = {case.id: case.reaction} | {str(row["id"]): row for row in case.concerns}
    journal = register.history(case.id)
    saves = [tuple(rows) for _, rows in groupby(journal, key=lambda row: row.operation_id)]
    for rows in reversed(saves):
        if any(row.table == "reactions" and row.action == "created" for row in rows):
            return None
        if any(row.table == "notes" and _created(row).get("kind") in NO_STEPS for row in rows):
            continue
        changed = [
            (row.row_id, change)
            for row in rows
            if row.action == "changed"
            for change in row.changes
            if change.field in STEP_FIELDS.get(row.table, ())
        ]
        if changed and all(now.get(row_id, {}).get(one.field) == one.after for row_id, one in changed):
            return TakenStep(rows[0].at, rows[0].actor, rows[0].reason, rows)
    return None


def may_undo(actor: Actor, step: TakenStep) -> bool:
    """Return whether the actor may take it back: the office, the KRM officer, and whoever took it."""
    return bool(actor.roles & OFFICE) or step.actor == actor.id


def undo_last_step(
    register: Register, actor: Actor, seen: Case, reason: str, *, today: date, operation_id: str
) -> Case:
    """Take the last step back and return the case as it stands then; a note says why.

    Raises:
        AccessDenied: the actor may not see reactions, or the step was somebody else's.
        InputRejected: there is no step to take back, no reason, or the result would go against the procedure.
        RecordNotFound: the case is not in the register any more.
        StaleRecord: somebody else took a step meanwhile, which the actor has not seen, or changed the case just now.
    """
    snapshot = register.snapshot()
    if snapshot.find_row("reactions", seen.id) is None:
        raise RecordNotFound(N_("This case is not in the register any more. Please reload the page."))
    case = case_of(snapshot, seen.id)
    if any(row.operation_id == operation_id for row in register.history(seen.id)):
        return case
    step = find_last_step(register, actor, snapshot, case)
    if step is None:
        raise InputRejected(N_("There is no step to take back in this case."))
    if _is_newer(step, seen):
        raise StaleRecord(
            N_(
                "Somebody else changed this case in the meantime. Please look at it again; your entries are still here."
            ),
            row_ids=[seen.id],
        )
    if not may_undo(actor, step):
        raise AccessDenied(N_("This step was taken by somebody else. Please ask the KRM officer or the office."))
    if not reason.strip():
        refuse([Problem("notes", "reason", None, N_("Please enter why the step is taken back."))])
    changes = _changes_back(case, step)
    _refuse_wrong_state(snapshot, case, changes, today)
    note = {"reaction_id": case.id, "kind": "undone", "noted_on": today, "title": step.words, "reason": reason.strip()}
    changes.append(RowChange("notes", f"{operation_id}-note", note))
    done = register.commit(
        ChangeSet.of(changes, actor=actor.id, operation_id=operation_id, reason="Schritt zurückgenommen")
    )
    return case_of(done, case.id)


def _is_newer(step: TakenStep, seen: Case) -> bool:
    """Return whether the step was taken after the case was looked at; every save raises the reaction's version."""
    return any(row.table == "reactions" and row.version > seen.reaction["version"] for row in step.rows)


def _changes_back(case: Case, step: TakenStep) -> list[RowChange]:
    """Return the changes that bring the step's fields back; the notes it wrote stay, for they say what was done."""
    rows = {case.id: case.reaction} | {str(row["id"]): row for row in case.concerns}
    before: dict[tuple[str, str], dict[str, Any]] = {(REACTIONS.name, case.id): {}}
    for row in step.rows:
        if row.action == "changed" and row.row_id in rows:
            values = {one.field: one.before for one in row.changes if one.field in STEP_FIELDS.get(row.table, ())}
            if values:
                before.setdefault((row.table, row.row_id), {}).update(values)
    return [RowChange(table, row_id, values, seen=rows[row_id]) for (table, row_id), values in before.items()]


def _refuse_wrong_state(snapshot: Snapshot, case: Case, changes: list[RowChange], today: date) -> None:
    reaction = next(change.values for change in changes if change.table == "reactions")
    concerns = {change.id: change.values for change in changes if change.table == "concerns"}
    standing = Standing.of(case)
    then = after(standing, reaction, concerns)
    refuse(change_problems(snapshot, standing, then, today=today, has_reason=True))


def _created(row: JournalRow) -> dict[str, Any]:
    return {change.field: change.after for change in row.changes} if row.action == "created" else {}
