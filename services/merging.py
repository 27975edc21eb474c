"""Three-way merge, field by field; the fields of a group are merged as one."""

from collections.abc import Mapping, Sequence
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


def merged_order(seen: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Merge two orders of the row ids that were `seen`, with what each side added and removed.

    None where both sides put the same rows into different orders; `woven_order` then follows the side chosen.
    """
    common = set(seen) & set(mine) & set(theirs)
    was, want, have = ([row_id for row_id in side if row_id in common] for side in (seen, mine, theirs))
    if want in (was, have):
        return woven_order(theirs, mine, seen)
    return woven_order(mine, theirs, seen) if have == was else None


def woven_order(base: Sequence[str], other: Sequence[str], seen: Sequence[str]) -> list[str]:
    """Return the order of `base`, without what `other` removed, and what `other` added behind the same row as there."""
    order = [row_id for row_id in base if row_id in other or row_id not in seen]
    for place, row_id in enumerate(other):
        if row_id not in order and row_id not in seen:
            before = [order.index(known) for known in other[:place] if known in order]
            order.insert(before[-1] + 1 if before else 0, row_id)
    return order
