"""Putting two records of one reaction together: the case that is kept takes over what only the other one has."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from schema.problems import Problem
from schema.tables import CONCERNS, REACTIONS
from schema.words import N_
from services.access import Actor
from services.cases import Case, case_of, refuse
from services.errors import AccessDenied, InputRejected, RecordNotFound
from services.followups import leads_round
from services.merging import field_groups
from services.procedure.rules import change_problems
from services.procedure.standing import Standing, after
from services.procedure.steps import OFFICE
from services.register.base import ChangeSet, Register, RowChange
from services.register.snapshot import Row, Snapshot

MATTER = ("kind", "area", "theme", "detail", "complaint_type")


def may_join(actor: Actor) -> bool:
    """Return whether the actor may put two records together: the office and the KRM officer, who record them."""
    return bool(actor.roles & OFFICE)


def new_concerns(kept: Case, other: Case) -> tuple[Row, ...]:
    """Return the concerns of the other record that the kept one has not: of another kind, area, theme or detail."""
    known = {tuple(concern[name] for name in MATTER) for concern in kept.concerns}
    return tuple(concern for concern in other.concerns if tuple(concern[name] for name in MATTER) not in known)


def completed_concerns(kept: Case, other: Case) -> dict[str, dict[str, Any]]:
    """Return by row id what the concerns of the kept record take over from the same ones of the other.

    Fields of one group only where the two do not contradict each other: half an outcome of each would be nobody's.
    """
    found: dict[tuple[Any, ...], Row] = {}
    for concern in other.concerns:
        found.setdefault(tuple(concern[name] for name in MATTER), concern)
    values: dict[str, dict[str, Any]] = {}
    for concern in kept.concerns:
        same = found.pop(tuple(concern[name] for name in MATTER), None)
        for names in field_groups(CONCERNS.name) if same else ():
            here, there = _given(concern, names), _given(same or {}, names)
            missing = {name: value for name, value in there.items() if name not in here}
            if missing and here.items() <= there.items():
                values.setdefault(str(concern["id"]), {}).update(missing)
    return values


def taken_over(kept: Case, other: Case) -> dict[str, Any]:
    """Return the values that the kept record takes over: what it has not, and what moves no clock back.

    Fields of one group go together, from the record that has come further, so that no answer stands beside another
    one's day. The earlier day of receipt, the later extension and the higher step of the ladder count.
    """
    values: dict[str, Any] = {}
    for names in field_groups(REACTIONS.name):
        here, there = (_given(case.reaction, names) for case in (kept, other))
        if set(there) > set(here):
            values |= {name: there.get(name) for name in names if there.get(name) != here.get(name)}
    values.pop("number", None)
    if kept.reaction["follow_up_of"] == other.number:
        values["follow_up_of"] = other.reaction["follow_up_of"]
    if values.get("follow_up_of") == kept.number:
        values["follow_up_of"] = None
    for name, later in (("escalation_step", True), ("extended_until", True), ("received_on", False)):
        mine, theirs = kept.reaction[name], other.reaction[name]
        if mine and theirs and (theirs > mine) is later and theirs != mine:
            values |= {one: other.reaction[one] for one in _group_of(name)}
    then = {**kept.reaction, **values}
    return {name: value for name, value in values.items() if REACTIONS.field(name).is_applicable(then)}


def _given(row: Row, names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row.get(name) not in (None, "", False, ())}


def _group_of(name: str) -> tuple[str, ...]:
    return next(names for names in field_groups(REACTIONS.name) if name in names)


def join_reactions(
    register: Register,
    actor: Actor,
    kept: Case,
    other_number: str,
    reason: str,
    *,
    today: date,
    operation_id: str,
) -> Case:
    """Put another record of the same reaction into `kept` and take it out of the register; a note says so.

    Concerns that `kept` has not come behind its own; fields it has not are taken over, those of its concerns too; the
    day of receipt is the earlier one; reactions that followed the other one follow this one. The notes on the other one
    are notes on this one then. The other one's journal stays.

    Raises:
        AccessDenied: the actor is neither of the office nor the KRM officer.
        InputRejected: no reason, no such number, the case itself, or the result would break a rule.
        RecordNotFound: the case is not in the register any more.
        StaleRecord: somebody else changed one of the two meanwhile.
    """
    if not may_join(actor):
        raise AccessDenied(N_("Only the office and the KRM officer put records together. Please ask them."))
    snapshot = register.snapshot()
    if snapshot.find_row("reactions", kept.id) is None:
        raise RecordNotFound(N_("This case is not in the register any more. Please reload the page."))
    case = case_of(snapshot, kept.id)
    if any(row.operation_id == operation_id for row in register.history(kept.id)):
        return case
    other = _other(snapshot, case, other_number)
    if not reason.strip():
        refuse([Problem("notes", "reason", None, N_("Please enter why the two are one reaction."))])
    values, concerns, completed = taken_over(case, other), new_concerns(case, other), completed_concerns(case, other)
    _refuse_wrong_state(snapshot, case, after(Standing.of(case), values, completed), concerns, today)
    _refuse_circle(snapshot, case, other, values)
    changes = [RowChange("reactions", case.id, values, seen=case.reaction)]
    rank = max((concern["rank"] or 0 for concern in case.concerns), default=0)
    for place, concern in enumerate(concerns, start=1):
        row = {name: concern[name] for name in CONCERNS.names} | {"reaction_id": case.id, "rank": rank + place}
        changes.append(RowChange("concerns", f"{operation_id}-{place}", row))
    rows = {str(row["id"]): row for row in case.concerns}
    changes += [RowChange("concerns", row_id, missing, seen=rows[row_id]) for row_id, missing in completed.items()]
    changes += _followers(snapshot, case, other)
    changes += [
        RowChange("notes", row["id"], {"reaction_id": case.id}, seen=row) for row in snapshot.note_rows(other.id)
    ]
    note = {
        "reaction_id": case.id,
        "kind": "merging",
        "noted_on": today,
        "title": other.number,
        "reason": reason.strip(),
    }
    changes.append(RowChange("notes", f"{operation_id}-note", note))
    changes.append(RowChange("reactions", other.id, {}, seen=other.reaction, removed=True))
    done = register.commit(
        ChangeSet.of(changes, actor=actor.id, operation_id=operation_id, reason=f"Zusammengeführt mit {other.number}")
    )
    return case_of(done, case.id)


def _other(snapshot: Snapshot, case: Case, number: str) -> Case:
    found = snapshot.find_reaction_id(number.strip())
    if found is None:
        raise InputRejected(N_("There is no reaction {number}. Please check the number."), number=number.strip())
    if found == case.id:
        raise InputRejected(N_("{number} is this case itself. Please enter the other record's number."), number=number)
    return case_of(snapshot, found)


def _followers(snapshot: Snapshot, case: Case, other: Case) -> list[RowChange]:
    reactions = snapshot.frames["reactions"]
    following = reactions.index[(reactions["follow_up_of"] == other.number) & (reactions.index != case.id)]
    rows = (snapshot.row("reactions", str(row_id)) for row_id in following)
    return [RowChange("reactions", str(row["id"]), {"follow_up_of": case.number}, seen=row) for row in rows]


def _refuse_wrong_state(snapshot: Snapshot, case: Case, joined: Standing, concerns: Sequence[Row], today: date) -> None:
    then = Standing(joined.reaction, (*joined.concerns, *concerns))
    refuse(change_problems(snapshot, Standing.of(case), then, today=today, has_reason=True))


def _refuse_circle(snapshot: Snapshot, case: Case, other: Case, values: Mapping[str, Any]) -> None:
    """Refuse what would follow itself once those that followed the other record follow this one."""
    reactions = snapshot.frames["reactions"]
    earlier = {
        number: case.number if follows == other.number else follows
        for number, follows in zip(reactions["number"], reactions["follow_up_of"], strict=True)
    }
    follows = values.get("follow_up_of", case.reaction["follow_up_of"])
    if leads_round(earlier, case.number, follows):
        msgid = N_("{value} follows this reaction already. A reaction cannot follow one that follows it.")
        refuse([Problem("reactions", "follow_up_of", follows, msgid)])
