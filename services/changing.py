"""Changing a case: what one person changed is stored over what others changed meanwhile, or they are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schema.problems import Problem
from schema.rules import normalised
from schema.tables import CONCERNS
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import Case, ConcernEntry, case_of, editable, refuse
from services.errors import RecordNotFound, StaleRecord
from services.merging import Clash, merged, merged_order, woven_order
from services.procedure.owning import owner_problems
from services.procedure.rules import change_problems
from services.procedure.standing import Standing
from services.register.base import ChangeSet, Register, RowChange, Values, new_id
from services.register.snapshot import Row, Snapshot

MERGE_ATTEMPTS = 3
ORDER = "rank"  # the field by which a clash of two orders of the concerns is known, with the reaction's id


class MergeNeeded(StaleRecord):
    """Somebody else changed the same fields; `clashes` has both sides, `current` the case as it is now."""

    def __init__(self, clashes: Sequence[Clash], current: Case) -> None:
        super().__init__(
            N_("Somebody else changed the same details while you were working. Please choose what is to stand."),
            row_ids=[clash.row_id for clash in clashes],
        )
        self.clashes = tuple(clashes)
        self.current = current


def change_reaction(
    register: Register,
    actor: Actor,
    seen: Case,
    reaction: Values,
    concerns: Sequence[ConcernEntry],
    *,
    today: date,
    operation_id: str,
    reason: str = "",
) -> Case:
    """Store what the actor changed in a case; what somebody else changed meanwhile is kept.

    `seen` is the case the actor was looking at; `concerns` are all concerns in their new order, and those missing are
    removed. Fields that only one side touched are merged and the rules run again, those of the procedure too. A
    `reason` is asked for where a deadline moves, and stands in a note.

    Raises:
        AccessDenied: the actor may not change reactions.
        InputRejected: something is missing, contradictory or out of order, or a step is somebody else's; nothing was
            stored.
        MergeNeeded: both sides changed the same fields.
        RecordNotFound: the case is not in the register any more.
    """
    access.require(actor, Action.CHANGE_REACTION)
    current = seen
    for _ in range(MERGE_ATTEMPTS):
        changes = _Wanted.of(actor, seen, reaction, concerns, operation_id).over(current)
        refuse(_problems_after(register.snapshot(), actor, current, changes, today, reason))
        if not changes:
            return current
        if reason.strip():
            changes.append(_correction(seen, reason, today, operation_id))
        try:
            snapshot = register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))
        except StaleRecord:
            current = _current_case(register, seen)
            continue
        if _is_stored(register, snapshot, seen.id, changes, operation_id):
            return case_of(snapshot, seen.id)
        # The same form stood in two windows, and the other one has stored something else under its operation id.
        operation_id, current = new_id(), _current_case(register, seen)
    raise StaleRecord(
        N_("This case is being changed by several people right now. Your entries are still here; please save again."),
        row_ids=[seen.id],
    )


def settled(
    seen: Case,
    current: Case,
    reaction: Values,
    concerns: Sequence[ConcernEntry],
    clashes: Sequence[Clash],
    theirs: frozenset[tuple[str, str]],
) -> tuple[dict[str, Any], list[ConcernEntry]]:
    """Return the entry over the case as it is now, after a person decided.

    `theirs` names the clashes (row id, first field of the group) where the other side's values are to stand; in all
    others the actor's own values stand, a group as a whole. What the actor did not touch follows the current case.
    """
    mine_kept = [clash for clash in clashes if (clash.row_id, clash.fields[0]) not in theirs]
    theirs_kept = [clash for clash in clashes if clash not in mine_kept]
    rows = {str(row["id"]): row for row in current.concerns}
    before = {str(row["id"]): row for row in seen.concerns}
    entries: dict[str, ConcernEntry] = {}
    for place, entry in enumerate(concerns):
        row_id = entry.id or ""
        if row_id in rows and row_id in before:
            values = _stands(rows[row_id], before[row_id], entry.values, mine_kept, theirs_kept)
            entries[row_id] = ConcernEntry(values, row_id)
        elif row_id not in before or any(clash.row_id == row_id for clash in mine_kept):
            entries[f"new {place}"] = ConcernEntry(entry.values)  # the other side's removal is not to stand
    restored = {clash.row_id for clash in theirs_kept} & set(rows) - set(entries)  # this side's removal is not to stand
    known = [row_id for row_id in before if row_id not in restored]
    order = merged_order(known, list(entries), list(rows))
    if order is None:
        base, other = (rows, entries) if (seen.id, ORDER) in theirs else (entries, rows)
        order = woven_order(list(base), list(other), known)
    entries = {row_id: ConcernEntry(row, row_id) for row_id, row in rows.items() if row_id not in known} | entries
    values = _stands(current.reaction, seen.reaction, reaction, mine_kept, theirs_kept)
    return values, [entries[key] for key in order]


def _stands(
    row: Row, before: Row, typed: Values, mine_kept: Sequence[Clash], theirs_kept: Sequence[Clash]
) -> dict[str, Any]:
    """Return what is to stand in one record: a group as a whole from the side that was chosen."""
    mine = _differences(before, typed)
    for clash in theirs_kept:
        if clash.row_id == before["id"]:
            mine = {name: value for name, value in mine.items() if name not in clash.fields}
    for clash in mine_kept:
        if clash.row_id == before["id"] and clash.fields != (ORDER,):
            mine |= {name: clash.mine.get(name) for name in clash.fields}
    return {**row, **mine}


def _is_stored(
    register: Register, snapshot: Snapshot, reaction_id: str, changes: Sequence[RowChange], operation_id: str
) -> bool:
    """Return whether the operation has stored these changes, now or when it was first called."""

    def stands(change: RowChange) -> bool:
        row = snapshot.find_row(change.table, change.id)
        return row is None if change.removed else row is not None and change.values.items() <= row.items()

    if all(map(stands, changes)):
        return True
    rows = {row.row_id: row for row in register.history(reaction_id) if row.operation_id == operation_id}
    return all(
        change.id in rows
        and (rows[change.id].action == "removed") == change.removed
        and change.values.items() <= {one.field: one.after for one in rows[change.id].changes}.items()
        for change in changes
    )


def _current_case(register: Register, seen: Case) -> Case:
    snapshot = register.refresh()
    if snapshot.find_row("reactions", seen.id) is None:
        raise RecordNotFound(N_("This case is not in the register any more. Your entries are still here."))
    return case_of(snapshot, seen.id)


@dataclass(frozen=True)
class _Wanted:
    """What the actor changed in a case, against what they saw."""

    seen: Case
    reaction: dict[str, Any]
    changed: dict[str, dict[str, Any]]
    created: dict[str, dict[str, Any]]
    order: tuple[str, ...]

    @classmethod
    def of(
        cls, actor: Actor, seen: Case, reaction: Values, concerns: Sequence[ConcernEntry], operation_id: str
    ) -> "_Wanted":
        before = {str(row["id"]): row for row in seen.concerns}
        changed: dict[str, dict[str, Any]] = {}
        created: dict[str, dict[str, Any]] = {}
        order: list[str] = []
        for place, entry in enumerate(concerns, start=1):
            values = editable(actor, "concerns", entry.values)
            row_id = entry.id or f"{operation_id}-{place}"  # the same for a second click
            order.append(row_id)
            if row_id in before:
                changed[row_id] = _differences(before[row_id], values)
            else:
                created[row_id] = {**values, "reaction_id": seen.id}
        edited = _differences(seen.reaction, editable(actor, "reactions", reaction))
        return cls(seen, edited, changed, created, tuple(order))

    def over(self, current: Case) -> list[RowChange]:
        """Return the changes that bring this onto the case as it is now.

        Raises:
            MergeNeeded: both sides changed the same fields.
        """
        rows = {str(row["id"]): row for row in current.concerns}
        before = {str(row["id"]): row for row in self.seen.concerns}
        reaction = merged("reactions", self.seen.id, self.seen.reaction, self.reaction, current.reaction)
        clashes = list(reaction.clashes)
        values: dict[str, dict[str, Any]] = {row_id: {} for row_id in rows}
        for row_id, wanted in self.changed.items():
            if row_id in rows:
                merge = merged("concerns", row_id, _unranked(before[row_id]), wanted, _unranked(rows[row_id]))
                values[row_id] |= merge.values
                clashes += merge.clashes
            elif wanted:
                clashes.append(_removal_clash(before[row_id], wanted, {}))
        removed = sorted(set(before) & set(rows) - set(self.changed))
        for row_id in removed:
            theirs = _differences(_unranked(before[row_id]), _declared(_unranked(rows[row_id])))
            if theirs:
                clashes.append(_removal_clash(before[row_id], {}, theirs))
        order = merged_order(list(before), self.order, list(rows))
        if order is None:
            clashes.append(_order_clash(self.seen, list(before), self.order, list(rows)))
        if clashes or order is None:
            raise MergeNeeded(clashes, current)
        values |= {row_id: normalised("concerns", created) for row_id, created in self.created.items()}
        for rank, row_id in enumerate(order, start=1):
            if row_id in self.created or rows[row_id]["rank"] != rank:
                values[row_id]["rank"] = rank
        changes = [
            RowChange("concerns", row_id, values[row_id], seen=rows.get(row_id)) for row_id in order if values[row_id]
        ]
        changes += [RowChange("concerns", row_id, {}, seen=rows[row_id], removed=True) for row_id in removed]
        if not reaction.values and not changes:
            return []
        return [RowChange("reactions", self.seen.id, reaction.values, seen=current.reaction), *changes]


def _removal_clash(seen: Row, mine: Values, theirs: Values) -> Clash:
    """One side removed the concern that the other side changed; the removing side has no values."""
    names = tuple(mine or theirs)
    return Clash("concerns", seen["id"], names, {name: seen.get(name) for name in names}, mine, theirs)


def _order_clash(seen: Case, *orders: Sequence[str]) -> Clash:
    common = set.intersection(*map(set, orders))
    was, want, have = ({ORDER: tuple(row_id for row_id in order if row_id in common)} for order in orders)
    return Clash("concerns", seen.id, (ORDER,), was, want, have)


def _unranked(row: Row) -> Row:
    return {**row, ORDER: None}


def _declared(row: Row) -> dict[str, Any]:
    return {name: row.get(name) for name in CONCERNS.names}


def _differences(before: Values, values: Values) -> dict[str, Any]:
    given = {name: _given(value) for name, value in values.items()}
    return {name: value for name, value in given.items() if value != _given(before.get(name))}


def _given(value: object) -> object:
    return None if value == "" or value == () else value


def _correction(seen: Case, reason: str, today: date, operation_id: str) -> RowChange:
    note = {"reaction_id": seen.id, "kind": "correction", "noted_on": today, "reason": reason.strip()}
    return RowChange("notes", f"{operation_id}-note", note)


def _problems_after(
    snapshot: Snapshot, actor: Actor, current: Case, changes: Sequence[RowChange], today: date, reason: str
) -> list[Problem]:
    by_id = {change.id: change for change in changes}
    reaction = {**current.reaction, **(by_id[current.id].values if current.id in by_id else {})}
    concerns: list[Values] = [
        {**row, **(by_id[row["id"]].values if row["id"] in by_id else {})}
        for row in current.concerns
        if not (row["id"] in by_id and by_id[row["id"]].removed)
    ]
    concerns += [{**change.values, "id": change.id} for change in changes if change.is_creation]
    then = Standing(reaction, tuple(sorted(concerns, key=lambda concern: concern["rank"])))
    before = Standing.of(current)
    problems = change_problems(snapshot, before, then, today=today, has_reason=bool(reason.strip()))
    return problems or owner_problems(snapshot, actor, before, then)
