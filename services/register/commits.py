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
from services.errors import InputRejected
from services.register.base import ChangeSet, RowChange, Values
from services.register.snapshot import Row

NUMBER_START = "KR-{year}-"
_OWN_NUMBER = re.compile(r"KR-(\d{4})-(\d+)")


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
        rows.append(replace(row, values=values))
    if problems:
        raise InputRejected(N_("The entry was not stored. Please correct what is marked."), problems=problems)
    return replace(change, changes=tuple(rows))


def _missing(table: str, values: Mapping[str, Any], *, whole: bool) -> Iterable[Problem]:
    for declared in TABLES[table].fields:
        named = whole or declared.name in values
        if declared.required is True and named and values.get(declared.name) is None:
            yield Problem(
                table,
                declared.name,
                None,
                N_("“{label}” is missing. Please fill it in."),
                {"label": declared.label},
            )


def stale_ids(changes: Sequence[RowChange], current: Mapping[tuple[str, str], Row]) -> list[str]:
    """Return the ids of the rows that moved on since they were seen, by version or by content."""
    return [change.id for change in changes if not _is_fresh(change, current.get((change.table, change.id)))]


def _is_fresh(change: RowChange, row: Row | None) -> bool:
    if change.is_creation:
        return row is None
    if row is None or change.seen is None or change.seen.get("version") != row["version"]:
        return False
    names = TABLES[change.table].names
    return all(
        normalised(change.table, {name: row.get(name)}) == normalised(change.table, {name: value})
        for name, value in change.seen.items()
        if name in names
    )


def plan(
    change: ChangeSet, current: Mapping[tuple[str, str], Row], owners: Mapping[tuple[str, str], Row]
) -> list[Planned]:
    """Return the rows to write, reactions before their concerns; `owners` are reactions only their concerns name."""
    planned = [_planned(row, current.get((row.table, row.id))) for row in change.changes]
    for (table, row_id), row in owners.items():
        values = normalised(table, {name: row.get(name) for name in TABLES[table].names})
        planned.append(Planned(table, row_id, row_id, "changed", row["version"] + 1, values, values))
    order = {name: place for place, name in enumerate(TABLES)}
    return sorted(planned, key=lambda row: order[row.table])


def _planned(change: RowChange, row: Row | None) -> Planned:
    names = TABLES[change.table].names
    before = normalised(change.table, {name: row.get(name) for name in names}) if row else {}
    after = {name: change.values.get(name, before.get(name)) for name in names}
    part_of = TABLES[change.table].aggregate_field
    aggregate_id = str((before | after)[part_of]) if part_of else change.id
    if change.removed:
        assert row is not None
        return Planned(
            change.table,
            change.id,
            str(before[part_of]) if part_of else change.id,
            "removed",
            row["version"] + 1,
            before,
            {},
        )
    if row is None:
        return Planned(change.table, change.id, aggregate_id, "created", 1, {}, after)
    return Planned(change.table, change.id, aggregate_id, "changed", row["version"] + 1, before, after)


class Numbers(Protocol):
    """The numbers that reactions in the store have."""

    def among(self, numbers: Collection[str]) -> set[str]:
        """Return those of `numbers` that are taken."""
        ...

    def starting_with(self, start: str) -> Collection[str]:
        """Return the taken numbers that begin with `start`."""
        ...


def numbered(planned: Sequence[Planned], taken: Numbers) -> list[Planned]:
    """Give each created reaction without a number the next one of the year it was received in.

    Raises:
        InputRejected: an own number is in the register already, or twice in the change set.
    """
    own = _own_numbers(planned)
    clash = taken.among(own)
    if clash:
        raise _number_taken(min(clash))
    last: dict[str, int] = {}
    result: list[Planned] = []
    for row in planned:
        if row.table == "reactions" and row.action == "created" and not row.after.get("number"):
            start = NUMBER_START.format(year=row.after["received_on"].year)
            if start not in last:
                known = [*taken.starting_with(start), *(number for number in own if number.startswith(start))]
                last[start] = max((_ordinal(number) for number in known), default=0)
            last[start] += 1
            row = replace(row, after={**row.after, "number": f"{start}{last[start]:04d}"})
        result.append(row)
    return result


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
    field_ = TABLES["reactions"].field("number")
    problem = Problem(
        "reactions",
        "number",
        number,
        N_("The number {value} is in the register already. Please choose another one."),
        {"label": field_.label},
    )
    return InputRejected(N_("The entry was not stored. Please correct what is marked."), problems=[problem])
