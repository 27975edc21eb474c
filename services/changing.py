"""Changing a case: what one person changed is stored over what others changed meanwhile, or they are asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schema.problems import Problem
from schema.rules import normalised
from schema.tables import CONCERNS, REACTIONS
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import Case, ConcernEntry, case_of, editable, entry_problems, refuse
from services.errors import RecordNotFound, StaleRecord
from services.merging import Clash, merged
from services.register.base import ChangeSet, Register, RowChange, Values, new_id
from services.register.snapshot import Row, Snapshot

MERGE_ATTEMPTS = 3


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
    removed. Fields that only one side touched are merged and the rules run again.

    Raises:
        AccessDenied: the actor may not change reactions.
        InputRejected: something is missing or contradictory; nothing was stored.
        MergeNeeded: both sides changed the same fields.
        RecordNotFound: the case is not in the register any more.
    """
    access.require(actor, Action.CHANGE_REACTION)
    wanted = _Wanted.of(actor, seen, reaction, concerns)
    current = seen
    for _ in range(MERGE_ATTEMPTS):
        changes = wanted.over(current)
        refuse(_problems_after(register.snapshot(), current, changes, today))
        if not changes:
            return current
        try:
            snapshot = register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id, reason=reason))
        except StaleRecord:
            current = _current_case(register, seen)
            continue
        return case_of(snapshot, seen.id)
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
    others the actor's own values stand. Everything else the actor did not touch follows the current case.
    """
    dropped = {
        (clash.row_id, name) for clash in clashes if (clash.row_id, clash.fields[0]) in theirs for name in clash.fields
    }

    def over(table_row: Row, before: Row, typed: Values) -> dict[str, Any]:
        mine = {
            name: value
            for name, value in _differences(before, typed).items()
            if (str(before["id"]), name) not in dropped
        }
        return {**table_row, **mine}

    rows = {row["id"]: row for row in current.concerns}
    before = {row["id"]: row for row in seen.concerns}
    entries: list[ConcernEntry] = []
    for entry in concerns:
        if entry.id in rows and entry.id in before:
            entries.append(ConcernEntry(over(rows[entry.id], before[entry.id], entry.values), entry.id))
        elif entry.id not in before:
            entries.append(entry)
        elif not any(row_id == entry.id for row_id, _ in dropped):
            entries.append(ConcernEntry(entry.values))  # removed by the other side, kept by this one: made anew
    typed_ids = {entry.id for entry in concerns} | set(before)
    entries += [ConcernEntry(row, row["id"]) for row in current.concerns if row["id"] not in typed_ids]
    return over(current.reaction, seen.reaction, reaction), entries


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
    created: tuple[tuple[str, dict[str, Any]], ...] = ()
    removed: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, actor: Actor, seen: Case, reaction: Values, concerns: Sequence[ConcernEntry]) -> "_Wanted":
        before = {str(row["id"]): row for row in seen.concerns}
        changed: dict[str, dict[str, Any]] = {}
        created: list[tuple[str, dict[str, Any]]] = []
        for rank, entry in enumerate(concerns, start=1):
            values = {**editable(actor, "concerns", entry.values), "rank": rank}
            if entry.id is not None and entry.id in before:
                changed[entry.id] = _differences(before[entry.id], values)
            else:
                created.append((entry.id or new_id(), {**values, "reaction_id": seen.id}))
        gone = frozenset(before) - set(changed)
        edited = _differences(seen.reaction, editable(actor, "reactions", reaction))
        return cls(seen, edited, changed, tuple(created), gone)

    def over(self, current: Case) -> list[RowChange]:
        """Return the changes that bring this onto the case as it is now.

        Raises:
            MergeNeeded: both sides changed the same fields.
        """
        clashes: list[Clash] = []
        concern_changes: list[RowChange] = []
        rows = {str(row["id"]): row for row in current.concerns}
        seen_rows = {str(row["id"]): row for row in self.seen.concerns}
        for row_id, values in self.changed.items():
            if row_id not in rows:
                if set(values) - {"rank"}:
                    clashes.append(_removed_clash(row_id, seen_rows[row_id], values))
                continue
            merge = merged("concerns", row_id, seen_rows[row_id], values, rows[row_id])
            clashes += merge.clashes
            if merge.values:
                concern_changes.append(RowChange("concerns", row_id, merge.values, seen=rows[row_id]))
        for row_id, values in self.created:
            concern_changes.append(RowChange("concerns", row_id, normalised("concerns", values)))
        for row_id in sorted(self.removed & set(rows)):
            concern_changes.append(RowChange("concerns", row_id, {}, seen=rows[row_id], removed=True))
        merge = merged("reactions", self.seen.id, self.seen.reaction, self.reaction, current.reaction)
        clashes += merge.clashes
        if clashes:
            raise MergeNeeded(clashes, current)
        if not merge.values and not concern_changes:
            return []
        return [RowChange("reactions", self.seen.id, merge.values, seen=current.reaction), *concern_changes]


def _removed_clash(row_id: str, seen: Row, values: Mapping[str, Any]) -> Clash:
    names = tuple(values)
    return Clash("concerns", row_id, names, {name: seen.get(name) for name in names}, values, {})


def _differences(before: Values, values: Values) -> dict[str, Any]:
    given = {name: _given(value) for name, value in values.items()}
    return {name: value for name, value in given.items() if value != _given(before.get(name))}


def _given(value: object) -> object:
    return None if value == "" or value == () else value


def _problems_after(snapshot: Snapshot, current: Case, changes: Sequence[RowChange], today: date) -> list[Problem]:
    by_id = {change.id: change for change in changes}
    reaction = {**current.reaction, **(by_id[current.id].values if current.id in by_id else {})}
    concerns = [
        ConcernEntry({**row, **(by_id[row["id"]].values if row["id"] in by_id else {})}, row["id"])
        for row in current.concerns
        if not (row["id"] in by_id and by_id[row["id"]].removed)
    ]
    concerns += [ConcernEntry(change.values, change.id) for change in changes if change.is_creation]
    concerns.sort(key=lambda entry: entry.values["rank"])
    return entry_problems(
        snapshot,
        {name: reaction.get(name) for name in REACTIONS.names},
        [ConcernEntry({name: entry.values.get(name) for name in CONCERNS.names}, entry.id) for entry in concerns],
        today=today,
    )
