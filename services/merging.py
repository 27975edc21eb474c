"""Three-way merge, field by field; the fields of a group are merged as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schema.rules import normalised
from schema.tables import TABLES

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clash:
    """Fields that both sides changed, each in its own way: what was seen, what each side wants."""

    table: str
    row_id: str
    fields: tuple[str, ...]
    seen: Values
    mine: Values
    theirs: Values


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge gives: the values to store over `theirs`, and what a person must decide."""

    values: dict[str, Any]
    clashes: tuple[Clash, ...]


def field_groups(table: str) -> list[tuple[str, ...]]:
    """Return the fields of a table in the groups they merge by, in order; most stand alone."""
    groups: dict[str, list[str]] = {}
    for field in TABLES[table].fields:
        groups.setdefault(field.group or f"={field.name}", []).append(field.name)
    return [tuple(names) for names in groups.values()]


def merged(table: str, row_id: str, seen: Values, mine: Values, theirs: Values) -> Merge:
    """Merge what the actor wants (`mine`, changed fields only) into what is stored now (`theirs`).

    A group that only one side touched is taken from that side; one that both touched alike is no clash.
    """
    wanted = normalised(table, {**{name: seen.get(name) for name in TABLES[table].names}, **mine})
    before = normalised(table, {name: seen.get(name) for name in TABLES[table].names})
    stored = normalised(table, {name: theirs.get(name) for name in TABLES[table].names})
    values: dict[str, Any] = {}
    clashes: list[Clash] = []
    for names in field_groups(table):
        part = [{name: side[name] for name in names} for side in (before, wanted, stored)]
        was, want, have = part
        if want in (was, have):
            continue
        if have == was:
            values |= {name: want[name] for name in names if want[name] != have[name]}
        else:
            clashes.append(Clash(table, row_id, names, was, want, have))
    return Merge(values, tuple(clashes))
