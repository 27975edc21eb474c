"""Taking a step of the procedure: who may, what is missing, and the change that stores it whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schema.problems import Problem
from schema.rules import normalised, record_problems
from schema.tables import CONCERNS, REACTIONS, TABLES
from schema.words import N_
from services.access import Actor
from services.cases import Case, case_of, refuse
from services.errors import AccessDenied, RecordNotFound, StaleRecord
from services.people import is_trying_out
from services.procedure.rules import change_problems
from services.procedure.standing import Standing, after
from services.procedure.steps import OFFICE, OPEN, STEP_OF, STEPS, Step, StepName
from services.register.base import ChangeSet, Register, RowChange, Values
from services.register.snapshot import Snapshot

ATTEMPTS = 3
CORRECTION = "correction"  # the kind of a note that says why a date was moved


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What was typed for a step: fields of the reaction, of concerns by row id, and of the note it writes.

    A `reason` may be given with every step: where it moves a date on which a clock runs, it has to be.
    """

    reaction: Values = field(default_factory=dict)
    concerns: Mapping[str, Values] = field(default_factory=dict)
    note: Values = field(default_factory=dict)


def may_take(snapshot: Snapshot, actor: Actor, step: Step, case: Standing) -> bool:
    """Return whether the actor may take a step in a case: by role, and of the own team, area or office.

    The ombuds office takes steps in its own cases; a team lead in those of the team, an area lead in those of the area,
    and both in what was assigned to them by name. A lead without a team has no others: only whoever tries the portal
    out belongs to no team and may take them everywhere.
    """
    roles = step.roles(case) & actor.roles
    if roles & OFFICE:
        return True
    if "ombudsperson" in roles and case.is_ombuds:
        return True
    if not roles & {"team_lead", "area_lead"}:
        return False
    if is_trying_out(actor) or _is_assigned_to(actor, case):
        return True
    unit = case.reaction.get("unit")
    if actor.unit is None or unit is None:
        return False
    if unit == actor.unit:
        return True
    units = snapshot.frames["units"]
    return "area_lead" in roles and bool((units.loc[units["code"] == unit, "parent"] == actor.unit).any())


def _is_assigned_to(actor: Actor, case: Standing) -> bool:
    login = str(case.reaction.get("assigned_to") or "").strip().casefold()
    return bool(login) and login == actor.id.casefold()


def list_steps(snapshot: Snapshot, actor: Actor, case: Case) -> list[Step]:
    """Return the steps on the case's way that are the actor's to take, in the order of the office order.

    Some of them have to wait for others: `missing_for` says for which. A closed case can only be reopened, apart from
    what is noted about it later.
    """
    standing = Standing.of(case)
    return [
        step
        for step in STEPS
        if step.applies(standing)
        and may_take(snapshot, actor, step, standing)
        and (OPEN not in step.needs or OPEN.holds(standing))
    ]


def missing_for(step: Step, case: Standing) -> list[Problem]:
    """Return what must be done before the step, in sentences."""
    return [Problem("reactions", need.field, None, need.msgid) for need in step.needs if not need.holds(case)]


def take_step(
    register: Register,
    actor: Actor,
    seen: Case,
    name: StepName,
    entry: StepEntry,
    *,
    today: date,
    operation_id: str,
) -> Case:
    """Take a step and return the case as it stands then; the same operation twice takes it once.

    The days of the step are today where none is given and none stands already. What others changed meanwhile stays,
    unless it is what the step sets.

    Raises:
        AccessDenied: the step is not the actor's to take in this case.
        InputRejected: it is out of order, something is missing or contradictory; nothing was stored.
        RecordNotFound: the case is not in the register any more.
        StaleRecord: somebody else changed meanwhile what the step sets.
    """
    step = STEP_OF[name]
    current = seen
    for _ in range(ATTEMPTS):
        snapshot = register.snapshot()
        standing = Standing.of(current)
        if not may_take(snapshot, actor, step, standing):
            raise AccessDenied(
                N_("“{step}” is not yours to do in this case. Please ask the KRM officer or the office."),
                step=step.words,
            )
        problems = _problems(snapshot, step, current, entry, today)
        if problems:
            done = _case_with(register, seen.id, operation_id)
            if done is not None:
                return done
            refuse(problems)
        changes = _changes(step, current, entry, today, operation_id)
        try:
            snapshot = register.commit(
                ChangeSet.of(changes, actor=actor.id, operation_id=operation_id, reason=step.done.de)
            )
        except StaleRecord:
            current = _unless_touched(register, step, seen, entry)
            continue
        return case_of(snapshot, seen.id)
    raise StaleRecord(
        N_("This case is being changed by several people right now. Your entries are still here; please save again."),
        row_ids=[seen.id],
    )


def _problems(snapshot: Snapshot, step: Step, case: Case, entry: StepEntry, today: date) -> list[Problem]:
    standing = Standing.of(case)
    if not step.applies(standing):
        return missing_for(step, standing) or [_not_on_the_way(step)]
    missing = missing_for(step, standing)
    if missing:
        return missing
    reaction, concerns = _values(step, case, entry, today)
    then = after(standing, reaction, concerns)
    problems = _unanswered(step, standing, then, entry)
    has_reason = step.note is not None or bool(_reason(entry))
    problems += change_problems(snapshot, standing, then, today=today, has_reason=has_reason)
    note = _note(step, case, entry, reaction, today)
    if note is not None:
        problems += record_problems("notes", note, today=today, is_known=snapshot.lists.is_known)
    first: dict[object, Problem] = {}
    for one in problems:
        first.setdefault((one.table, one.field, one.params.get("place")), one)
    return list(first.values())


def _not_on_the_way(step: Step) -> Problem:
    field_name = next(iter(step.fields), "number")
    msgid = N_("“{step}” does not come next in this case: it is done already, or the case takes another way.")
    return Problem("reactions", field_name, None, msgid, {"step": step.words})


def _unanswered(step: Step, before: Standing, then: Standing, entry: StepEntry) -> list[Problem]:
    msgid = N_("“{label}” is missing. Please fill it in.")
    problems = [
        Problem("reactions", name, None, msgid, {"label": REACTIONS.field(name).label})
        for name in step.asked(then)
        if not then.has(name)
    ]
    if (
        step.offers
        and step.form == step.offers
        and all(then.reaction.get(name) == before.reaction.get(name) for name in step.offers)
    ):
        name = next((name for name in step.offers if not then.has(name)), step.offers[0])
        problems.append(Problem("reactions", name, None, msgid, {"label": REACTIONS.field(name).label}))
    for place, concern in enumerate(then.concerns, start=1):
        problems += [
            Problem("concerns", name, None, msgid, {"label": CONCERNS.field(name).label, "place": place})
            for name in step.concerns
            if step.of(concern) and not concern.get(name)
        ]
    problems += [
        Problem("notes", name, None, msgid, {"label": TABLES["notes"].field(name).label})
        for name in step.note_asks
        if not str(entry.note.get(name) or "").strip()
    ]
    if step.name is StepName.ESCALATE and then.has("escalation_step") and then.escalation <= before.escalation:
        msgid = N_("The case has reached step {value} already. Please choose a higher one.")
        problems.append(Problem("reactions", "escalation_step", before.escalation, msgid))
    return problems


def _values(step: Step, case: Case, entry: StepEntry, today: date) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the values that a step sets: of the reaction, and of its concerns by row id.

    A date that stands already stays unless another one is typed, so that a clock does not start anew when a case is
    given to another team; the day of an answer is that of the new answer.
    """
    typed, standing = normalised("reactions", entry.reaction), Standing.of(case)
    reaction: dict[str, Any] = {name: None for name in step.clears}
    reaction |= {name: typed.get(name) or step.day_of(name, case.reaction.get(name), today) for name in step.dates}
    reaction |= {
        name: value
        for name, value in step.puts.items()
        if name not in step.puts_where or step.puts_where[name](standing)
    }
    reaction |= {name: typed[name] for name in (*step.asks, *step.offers) if name in typed}
    concerns = {
        str(concern["id"]): {
            name: value
            for name, value in normalised("concerns", entry.concerns.get(str(concern["id"]), {})).items()
            if name in step.concerns
        }
        for concern in case.concerns
        if step.of(concern)
    }
    return reaction, {row_id: values for row_id, values in concerns.items() if values}


def _changes(step: Step, case: Case, entry: StepEntry, today: date, operation_id: str) -> list[RowChange]:
    reaction, concerns = _values(step, case, entry, today)
    rows = {str(row["id"]): row for row in case.concerns}
    changes = [RowChange("reactions", case.id, reaction, seen=case.reaction)]
    changes += [RowChange("concerns", row_id, values, seen=rows[row_id]) for row_id, values in concerns.items()]
    note = _note(step, case, entry, reaction, today)
    if note is not None:
        changes.append(RowChange("notes", f"{operation_id}-note", note))
    return changes


def _note(
    step: Step, case: Case, entry: StepEntry, reaction: Mapping[str, Any], today: date
) -> dict[str, object] | None:
    """Return the note that a step writes; one that writes none of its own says why it moves a date, if it does."""
    if step.note is None and not _reason(entry):
        return None
    kind, names = (step.note, (*step.note_asks, *step.note_offers)) if step.note else (CORRECTION, ("reason",))
    note = {name: entry.note.get(name) for name in names}
    note |= {"reaction_id": case.id, "kind": kind, "noted_on": entry.note.get("noted_on") or today}
    if step.name is StepName.ESCALATE:
        note["step"] = reaction.get("escalation_step")
    return normalised("notes", note)


def _reason(entry: StepEntry) -> str:
    return str(entry.note.get("reason") or "").strip()


def _unless_touched(register: Register, step: Step, seen: Case, entry: StepEntry) -> Case:
    """Return the case as it is now, if nobody else changed what the step sets."""
    snapshot = register.refresh()
    if snapshot.find_row("reactions", seen.id) is None:
        raise RecordNotFound(N_("This case is not in the register any more. Your entries are still here."))
    now = case_of(snapshot, seen.id)
    before = {str(row["id"]): row for row in seen.concerns}
    touched = [name for name in step.fields if now.reaction.get(name) != seen.reaction.get(name)]
    rows = {str(row["id"]): row for row in now.concerns}
    touched += [
        name
        for row_id in entry.concerns
        for name in step.concerns
        if row_id not in rows or rows[row_id].get(name) != before.get(row_id, {}).get(name)
    ]
    if touched:
        raise StaleRecord(
            N_(
                "Somebody else changed this case in the meantime. Please look at it again; your entries are still here."
            ),
            row_ids=[seen.id],
        )
    return now


def _case_with(register: Register, reaction_id: str, operation_id: str) -> Case | None:
    """Return the case where this very operation is in its journal: a second click, which the first one has done."""
    if not any(row.operation_id == operation_id for row in register.history(reaction_id)):
        return None
    snapshot = register.snapshot()
    return case_of(snapshot, reaction_id) if snapshot.find_row("reactions", reaction_id) else None
