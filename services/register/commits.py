"""What every adapter does with a change set before it writes: check it, compare it, plan its rows."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from schema.models import shape_problems
from schema.problems import Problem
from schema.rules import normalised
from schema.tables import TABLES
from schema.words import N_
from services.errors import InputRejected, StaleRecord
from services.register.base import ChangeSet, RowChange, Values
from services.register.snapshot import Row

Place = tuple[str, str]  # table and row id

NUMBER_START = "KR-{year}-"
_OWN_NUMBER = re.compile(r"KR-(\d{4})-(\d+)")
_REJECTED = N_("The entry was not stored. Please correct what is marked.")


@dataclass(frozen=True, slots=True)
class Planned:
    """One row of a commit: what it was and will be, in declared fields, and the version it gets."""

    table: str
    id: str
    aggregate_id: str
    action: str  # created, changed, removed
    version: int
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)

    @property
    def changed(self) -> dict[str, Any]:
        """The fields whose value changes."""
        return {name: value for name, value in self.after.items() if self.before.get(name) != value}


class Stored(Protocol):
    """What the store holds at the moment of writing, while nobody else can write."""

    def rows(self, places: Collection[Place]) -> Mapping[Place, Row]:
        """Return those of the rows that there are; a value that does not fit its field as it stands there."""
        ...

    def parts(self, table: str, owner_ids: Collection[str]) -> Mapping[Place, Row]:
        """Return the rows of `table` that belong to one of these rows."""
        ...

    def numbers_among(self, numbers: Collection[str]) -> set[str]:
        """Return those of `numbers` that reactions have."""
        ...

    def numbers_starting_with(self, start: str) -> Collection[str]:
        """Return the reactions' numbers that begin with `start`."""
        ...


def checked_changes(change: ChangeSet) -> ChangeSet:
    """Return the change set with empty values as None.

    Raises:
        InputRejected: a value is not of the declared shape, a created row lacks what every row needs, or one row is
            named twice.
    """
    problems: list[Problem] = []
    rows: list[RowChange] = []
    places = [(row.table, row.id) for row in change.changes]
    if len(set(places)) != len(places):
        raise InputRejected(N_("One save names the same record twice. Nothing was stored."))
    for row in change.changes:
        values = normalised(row.table, row.values)
        if not row.removed:
            problems += shape_problems(row.table, values)
            problems += _missing(row.table, values, whole=row.is_creation)
        rows.append(RowChange(row.table, row.id, values, row.seen, row.removed))
    if problems:
        raise InputRejected(_REJECTED, problems=problems)
    return replace(change, changes=tuple(rows))


def _missing(table: str, values: Values, *, whole: bool) -> Iterable[Problem]:
    for declared in TABLES[table].fields:
        named = whole or declared.name in values
        if declared.required is True and named and values.get(declared.name) is None:
            msgid = N_("“{label}” is missing. Please fill it in.")
            yield Problem(table, declared.name, None, msgid, {"label": declared.label})


def plan(change: ChangeSet, stored: Stored) -> list[Planned]:
    """Return the rows that a checked change set writes, reactions before their concerns and notes.

    Raises:
        StaleRecord: a row moved on since it was seen, by version or by content, or the reaction of a part went.
        InputRejected: a number is taken.
    """
    current = stored.rows([(row.table, row.id) for row in change.changes])
    owner_places = _owners(change, current)
    owners = stored.rows(owner_places)
    moved_on = [row.id for row in change.changes if not _is_fresh(row, current.get((row.table, row.id)))]
    moved_on += [row_id for table, row_id in owner_places if (table, row_id) not in owners]
    if moved_on:
        raise stale(moved_on)
    planned = [_planned(row, current.get((row.table, row.id))) for row in change.changes]
    planned += [_raised(table, row) for (table, _), row in owners.items()]
    planned += _parts_of_removed(change, stored)
    order = {name: place for place, name in enumerate(TABLES)}
    return _numbered(sorted(planned, key=lambda row: order[row.table]), stored)


def stale(row_ids: Sequence[str]) -> StaleRecord:
    """Return the error for rows that moved on."""
    msgid = N_("Somebody else changed this record in the meantime. Your entries are still here.")
    return StaleRecord(msgid, row_ids=row_ids)


def _is_fresh(change: RowChange, row: Row | None) -> bool:
    if change.is_creation:
        return row is None
    if row is None or change.seen is None or change.seen.get("version") != row["version"]:
        return False
    seen = normalised(change.table, change.seen)
    stands = normalised(change.table, row)
    return all(stands.get(name) == seen[name] for name in TABLES[change.table].names if name in seen)


def _owners(change: ChangeSet, current: Mapping[Place, Row]) -> list[Place]:
    """Return the aggregates' own rows that a change set touches through their parts without naming them."""
    named = {(row.table, row.id) for row in change.changes}
    owners: dict[Place, None] = {}
    for row in change.changes:
        declaration = TABLES[row.table]
        if declaration.aggregate and declaration.aggregate_field:
            # A part that moves on to another reaction changes both.
            before = current.get((row.table, row.id), {}).get(declaration.aggregate_field)
            for owner in (before, row.values.get(declaration.aggregate_field)):
                if owner and (declaration.aggregate, owner) not in named:
                    owners[declaration.aggregate, str(owner)] = None
    return list(owners)


def _planned(change: RowChange, row: Row | None) -> Planned:
    before = _declared(change.table, row) if row else {}
    after = {name: change.values.get(name, before.get(name)) for name in TABLES[change.table].names}
    if row is None:
        return Planned(change.table, change.id, _aggregate_id(change.table, change.id, after), "created", 1, {}, after)
    version = row["version"] + 1
    if change.removed:
        return _removed(change.table, row)
    if before.get("number") and not after.get("number"):
        after["number"] = before["number"]  # a number once given is never taken away
    return Planned(
        change.table, change.id, _aggregate_id(change.table, change.id, after), "changed", version, before, after
    )


def _raised(table: str, row: Row) -> Planned:
    values = _declared(table, row)
    return Planned(table, row["id"], row["id"], "changed", row["version"] + 1, values, values)


def _removed(table: str, row: Row) -> Planned:
    values = _declared(table, row)
    return Planned(table, row["id"], _aggregate_id(table, row["id"], values), "removed", row["version"] + 1, values)


def _parts_of_removed(change: ChangeSet, stored: Stored) -> list[Planned]:
    named = {(row.table, row.id) for row in change.changes}
    removed: list[Planned] = []
    for declaration in TABLES.values():
        owner_ids = [row.id for row in change.changes if row.removed and row.table == declaration.aggregate]
        if owner_ids:
            parts = stored.parts(declaration.name, owner_ids)
            removed += [_removed(declaration.name, row) for place, row in parts.items() if place not in named]
    return removed


def _declared(table: str, row: Values) -> dict[str, Any]:
    return normalised(table, {name: row.get(name) for name in TABLES[table].names})


def _aggregate_id(table: str, row_id: str, values: Values) -> str:
    part_of = TABLES[table].aggregate_field
    return str(values[part_of]) if part_of else row_id


def _numbered(planned: Sequence[Planned], stored: Stored) -> list[Planned]:
    """Give each created reaction without a number the next one of the year it was received in."""
    own = _own_numbers(planned)
    clash = stored.numbers_among(own)
    if clash:
        raise _number_taken(min(clash))
    last: dict[str, int] = {}
    result: list[Planned] = []
    for row in planned:
        if row.table == "reactions" and row.action == "created" and not row.after.get("number"):
            start = NUMBER_START.format(year=row.after["received_on"].year)
            if start not in last:
                known = [*stored.numbers_starting_with(start), *(number for number in own if number.startswith(start))]
                last[start] = max((_ordinal(number) for number in known), default=0)
            last[start] += 1
            row = replace(row, after={**row.after, "number": f"{start}{last[start]:04d}"})
        result.append(row)
    return _naming(result)


def _naming(planned: Sequence[Planned]) -> list[Planned]:
    """Put the number into what names a reaction of the same save by its id, because it had none before."""
    numbers = {row.id: row.after["number"] for row in planned if row.table == "reactions" and row.action == "created"}
    return [
        replace(row, after={**row.after, "reaction_number": numbers[named]})
        if (named := row.after.get("reaction_number")) in numbers
        else row
        for row in planned
    ]


def _own_numbers(planned: Sequence[Planned]) -> set[str]:
    own: set[str] = set()
    for row in planned:
        number = row.after.get("number") if row.table == "reactions" else None
        if number and row.before.get("number") != number:
            if number in own:
                raise _number_taken(number)
            own.add(number)
    return own


def _ordinal(number: str) -> int:
    found = _OWN_NUMBER.fullmatch(number)
    return int(found.group(2)) if found else 0


def _number_taken(number: str) -> InputRejected:
    problem = Problem(
        "reactions",
        "number",
        number,
        N_("The number {value} is in the register already. Please choose another one."),
        {"label": TABLES["reactions"].field("number").label},
    )
    return InputRejected(_REJECTED, problems=[problem])
