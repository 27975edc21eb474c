"""Carrying out a plan: one change set, all or nothing."""

from enum import StrEnum

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.errors import InputRejected, StaleRecord
from services.importing.plan import ImportPlan, Progress
from services.register.base import ChangeSet, Register
from services.register.snapshot import Snapshot


class Mode(StrEnum):
    """What an import does with a file that has problems."""

    ALL = "all"  # nothing is taken
    GOOD_ROWS = "good_rows"  # the reactions without problems are taken


def run_import(
    register: Register, actor: Actor, plan: ImportPlan, *, mode: Mode = Mode.ALL, progress: Progress | None = None
) -> Snapshot:
    """Store what `plan` says, in one change set; the same plan twice is stored once.

    Raises:
        AccessDenied: the actor may not import.
        InputRejected: the plan has problems and all rows were asked for, or the file cannot be read at all.
        StaleRecord: the register changed after the plan was made; nothing was stored.
    """
    access.require(actor, Action.IMPORT_REACTIONS)
    if plan.problems and (mode is Mode.ALL or not plan.is_readable):
        raise InputRejected(
            N_("“{file}” was not imported. Please correct the problems listed, or import the good rows only."),
            problems=[problem.problem for problem in plan.problems],
            file=plan.file,
        )
    if not plan.changes:
        return register.snapshot()
    total = plan.new + plan.changed
    if progress:
        progress(0, total)
    change = ChangeSet.of(
        plan.changes, actor=actor.id, operation_id=plan.operation_id, reason=plan.file, source="import"
    )
    try:
        snapshot = register.commit(change)
    except StaleRecord as err:
        raise StaleRecord(
            N_("The register changed while “{file}” was being checked. Nothing was stored. Please import it again."),
            row_ids=err.row_ids,
            file=plan.file,
        ) from err
    except InputRejected as err:
        if not any(problem.field == "number" for problem in err.problems):
            raise
        raise StaleRecord(
            N_(
                "The number {number} was given to another reaction while “{file}” was being checked. "
                "Nothing was stored. Please import it again."
            ),
            number=next(problem.value for problem in err.problems if problem.field == "number"),
            file=plan.file,
        ) from err
    if progress:
        progress(total, total)
    return snapshot
