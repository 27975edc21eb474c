"""The three-way merge: what holds for whatever two people do to one record."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.fields import FieldType
from schema.rules import normalised
from schema.tables import TABLES
from services.merging import field_groups, merged, merged_order, woven_order

VALUES = {
    FieldType.DATE: st.dates(),
    FieldType.BOOL: st.booleans(),
    FieldType.INT: st.integers(1, 9),
    FieldType.CODES: st.tuples(st.sampled_from("ab")),
}
WORDS = st.sampled_from(["", "a", "b", "c"])
Record = dict[str, Any]


def records(table: str) -> st.SearchStrategy[Record]:
    parts = {
        field.name: st.none() | VALUES.get(field.type, WORDS)
        for field in TABLES[table].fields
        if field.name in NAMES[table]
    }
    return st.fixed_dictionaries(parts)


NAMES = {
    "concerns": ("kind", "complaint_type", "outcome", "area", "theme", "detail", "employee"),
    "reactions": ("subject", "ombuds", "closed_on", "completion_note", "received_on"),
}


def changes(table: str) -> st.SearchStrategy[Record]:
    return st.tuples(records(table), st.sets(st.sampled_from(NAMES[table]))).map(
        lambda drawn: {name: value for name, value in drawn[0].items() if name in drawn[1]}
    )


def touched(table: str, before: Record, change: Record) -> set[tuple[str, ...]]:
    was, now = normalised(table, before), normalised(table, {**before, **change})
    return {names for names in field_groups(table) if any(was.get(name) != now.get(name) for name in names)}


def applied(table: str, stored: Record, values: Record) -> Record:
    return normalised(table, {**stored, **values})


@pytest.mark.parametrize("table", ["concerns", "reactions"])
@settings(deadline=None)
@given(data=st.data())
def test_merged_invents_no_value_and_loses_none(table: str, data: st.DataObject) -> None:
    seen, mine, theirs = data.draw(records(table)), data.draw(changes(table)), data.draw(changes(table))
    stored = {**seen, **theirs}
    merge = merged(table, "r", seen, mine, stored)
    result = applied(table, stored, merge.values)
    wanted, have = applied(table, seen, mine), normalised(table, stored)
    clashing = {name for clash in merge.clashes for name in clash.fields}
    for names in field_groups(table):
        part = {name: result.get(name) for name in names}
        sides = [{name: side.get(name) for name in names} for side in (wanted, have)]
        assert part in sides
        if clashing.isdisjoint(names):
            if names in touched(table, seen, mine):
                assert part == sides[0]
            else:
                assert part == sides[1]


@pytest.mark.parametrize("table", ["concerns", "reactions"])
@settings(deadline=None)
@given(data=st.data())
def test_merged_commutes_where_two_people_changed_different_groups(table: str, data: st.DataObject) -> None:
    seen, first, second = data.draw(records(table)), data.draw(changes(table)), data.draw(changes(table))
    taken = {name for names in touched(table, seen, first) for name in names}
    second = {name: value for name, value in second.items() if name not in taken}
    one = merged(table, "r", seen, first, {**seen, **second})
    other = merged(table, "r", seen, second, {**seen, **first})
    assert one.clashes == other.clashes == ()
    assert applied(table, {**seen, **second}, one.values) == applied(table, {**seen, **first}, other.values)


@pytest.mark.parametrize("table", ["concerns", "reactions"])
@settings(deadline=None)
@given(data=st.data())
def test_merged_asks_exactly_where_both_changed_a_group_differently(table: str, data: st.DataObject) -> None:
    seen, mine, theirs = data.draw(records(table)), data.draw(changes(table)), data.draw(changes(table))
    merge = merged(table, "r", seen, mine, {**seen, **theirs})
    wanted, have = applied(table, seen, mine), applied(table, seen, theirs)
    both = touched(table, seen, mine) & touched(table, seen, theirs)
    differing = {names for names in both if any(wanted.get(name) != have.get(name) for name in names)}
    assert {clash.fields for clash in merge.clashes} == differing
    for clash in merge.clashes:
        assert clash.mine == {name: wanted.get(name) for name in clash.fields}
        assert clash.theirs == {name: have.get(name) for name in clash.fields}


@settings(deadline=None)
@given(seen=records("concerns"), mine=changes("concerns"))
def test_merged_over_what_nobody_changed_is_what_was_wanted(seen: Record, mine: Record) -> None:
    merge = merged("concerns", "r", seen, mine, seen)
    assert merge.clashes == ()
    assert applied("concerns", seen, merge.values) == applied("concerns", seen, mine)
    assert all(value != normalised("concerns", seen).get(name) for name, value in merge.values.items())


def test_field_groups_have_every_field_once_and_the_groups_of_the_declaration() -> None:
    for name, table in TABLES.items():
        assert sorted(field for names in field_groups(name) for field in names) == sorted(table.names)
    assert ("area", "theme", "detail") in field_groups("concerns")
    assert ("alternatives", "closed_on", "completion_note") in field_groups("reactions")


# ---- orders

ROWS = st.lists(st.sampled_from("ABCDEF"), unique=True)


@st.composite
def sides(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """Draw what was seen, and what each of two people made of it: rows moved, removed and added."""
    seen = draw(ROWS)
    mine, theirs = (
        [
            *(row for row in draw(st.permutations(seen)) if row not in draw(st.sets(st.sampled_from("ABCDEF")))),
            *(f"{name}{place}" for place in range(draw(st.integers(0, 2)))),
        ]
        for name in ("mine", "theirs")
    )
    return seen, draw(st.permutations(mine)), draw(st.permutations(theirs))


@settings(deadline=None)
@given(drawn=sides())
def test_merged_order_keeps_every_row_that_neither_side_removed(drawn: tuple[list[str], list[str], list[str]]) -> None:
    seen, mine, theirs = drawn
    kept = (set(mine) & set(theirs)) | (set(mine) - set(seen)) | (set(theirs) - set(seen))
    for order in (merged_order(seen, mine, theirs), woven_order(mine, theirs, seen), woven_order(theirs, mine, seen)):
        if order is not None:
            assert sorted(order) == sorted(kept)


@settings(deadline=None)
@given(drawn=sides())
def test_merged_order_is_that_of_the_side_that_changed_it(drawn: tuple[list[str], list[str], list[str]]) -> None:
    seen, mine, theirs = drawn
    assert merged_order(seen, mine, seen) == mine
    assert merged_order(seen, seen, theirs) == theirs
    assert merged_order(seen, mine, mine) == mine


@settings(deadline=None)
@given(drawn=sides())
def test_merged_order_asks_exactly_where_both_moved_the_same_rows(
    drawn: tuple[list[str], list[str], list[str]],
) -> None:
    seen, mine, theirs = drawn
    common = set(seen) & set(mine) & set(theirs)
    was, want, have = ([row for row in side if row in common] for side in drawn)
    order = merged_order(seen, mine, theirs)
    assert (order is None) == (
        len({tuple(was), tuple(want), tuple(have)}) == 3 or (want != have and was not in (want, have))
    )
    if order is not None:
        assert [row for row in order if row in common] == (have if want == was else want)


@pytest.mark.parametrize(
    ("seen", "mine", "theirs", "order"),
    [
        ("AB", "ABx", "ABy", "ABxy"),
        ("AB", "AxB", "AyB", "AxyB"),
        ("AB", "xAB", "ABy", "xABy"),
        ("ABC", "AC", "ABCy", "ACy"),
        ("ABC", "CBA", "BC", "CB"),
        ("ABC", "CxBA", "AByC", "CxByA"),
        ("ABC", "ABxC", "AC", "AxC"),
    ],
)
def test_merged_order_puts_a_new_row_behind_the_one_it_followed(seen: str, mine: str, theirs: str, order: str) -> None:
    assert "".join(merged_order(list(seen), list(mine), list(theirs)) or ()) == order
