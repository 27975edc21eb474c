"""Putting two records of one reaction together: the case that is kept takes over what only the other one has."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from schema.problems import Problem
from schema.tables import CONCERNS, REACTIONS
from schema.words import N_
from services.access import Actor
from services.cases import Case, case_of, refuse
from services.errors import AccessDenied, InputRejected, RecordNotFound
from services.procedure.rules import change_problems
from services.procedure.standing import Standing
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


def taken_over(kept: Case, other: Case) -> dict[str, Any]:
    """Return the values that the kept record takes over: what it has not, and the earlier day of receipt."""
    values = {
        field.name: other.reaction[field.name]
        for field in REACTIONS.fields
        if field.name != "number"
        and kept.reaction[field.name] in (None, "", False)
        and other.reaction[field.name] not in (None, "", False)
    }
    if values.get("follow_up_of") == kept.number:
        del values["follow_up_of"]
    if other.reaction["received_on"] and other.reaction["received_on"] < kept.reaction["received_on"]:
        values["received_on"] = other.reaction["received_on"]
    return values


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

    Concerns that `kept` has not come behind its own; fields it has not are taken over; the day of receipt is the
    earlier one; reactions that followed the other one follow this one. The other one's journal stays.

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
    values, concerns = taken_over(case, other), new_concerns(case, other)
    _refuse_wrong_state(snapshot, case, values, concerns, today)
    changes = [RowChange("reactions", case.id, values, seen=case.reaction)]
    rank = max((concern["rank"] or 0 for concern in case.concerns), default=0)
    for place, concern in enumerate(concerns, start=1):
        row = {name: concern[name] for name in CONCERNS.names} | {"reaction_id": case.id, "rank": rank + place}
        changes.append(RowChange("concerns", f"{operation_id}-{place}", row))
    changes += _followers(snapshot, case, other)
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


def _refuse_wrong_state(
    snapshot: Snapshot, case: Case, values: dict[str, Any], concerns: Sequence[Row], today: date
) -> None:
    then = Standing({**case.reaction, **values}, (*case.concerns, *concerns))
    refuse(change_problems(snapshot, Standing.of(case), then, today=today, has_reason=True))
