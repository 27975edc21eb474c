"""Change sets for the tests of the register, and what they leave behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from schema.fields import Field, FieldType
from schema.rules import normalised
from schema.tables import SYSTEM_COLUMNS, TABLES
from services.register.base import ChangeSet, JournalRow, Register, RowChange, new_id
from services.register.folding import fold
from services.register.journal import journal_row, verify_journal
from services.register.snapshot import Row, Snapshot

REACTION: Row = {"received_on": date(2026, 3, 2), "channel": "email", "subject": "Bescheid"}
CONCERN: Row = {"rank": 1, "kind": "complaint", "area": "benefits"}
PATIENCE_SECONDS = 180  # all that may be waited for; it takes a moment, and longer where much else is done


def change_set(*changes: RowChange, operation_id: str | None = None, actor: str = "bgf", reason: str = "") -> ChangeSet:
    return ChangeSet.of(changes, actor=actor, operation_id=operation_id or new_id(), reason=reason)


def created(table: str, row_id: str, /, **values: Any) -> RowChange:
    start = {"reactions": REACTION, "concerns": CONCERN}.get(table, {})
    return RowChange(table, row_id, {**start, **values})


def changed(seen: Row, table: str = "reactions", /, **values: Any) -> RowChange:
    return RowChange(table, seen["id"], values, seen=seen)


def removed(seen: Row, table: str = "reactions") -> RowChange:
    return RowChange(table, seen["id"], {}, seen=seen, removed=True)


def case(reaction_id: str, concerns: int = 2, **values: Any) -> list[RowChange]:
    """Return the changes that create a reaction with its concerns `<id>-1`, `<id>-2`, …"""
    parts = [
        created("concerns", f"{reaction_id}-{rank}", reaction_id=reaction_id, rank=rank)
        for rank in range(1, concerns + 1)
    ]
    return [created("reactions", reaction_id, **values), *parts]


def declared(table: str, row: Row) -> Row:
    """Return the fields of a row, without the columns every row has, empty as None."""
    return normalised(table, {name: row.get(name) for name in TABLES[table].names})


def all_rows(snapshot: Snapshot) -> dict[tuple[str, str], Row]:
    return {(table, row_id): snapshot.row(table, row_id) for table in TABLES for row_id in snapshot.frames[table].index}


def assert_holds_together(register: Register, snapshot: Snapshot | None = None) -> None:
    """Check that the journal's chain is whole and that the tables are what the journal adds up to, no row more."""
    snapshot = snapshot or register.snapshot()
    entries = list(register.journal())
    assert verify_journal(entries) == []
    journals: dict[tuple[str, str], list[JournalRow]] = {}
    for entry in entries:
        journals.setdefault((entry.table, entry.row_id), []).append(journal_row(entry))
    folded = {place: row for place, rows in journals.items() if (row := fold(rows, *place)) is not None}
    assert {place: _whole(place[0], row) for place, row in folded.items()} == {
        place: _whole(place[0], row) for place, row in all_rows(snapshot).items()
    }


def _whole(table: str, row: Row) -> Row:
    return {name: row[name] for name in SYSTEM_COLUMNS} | declared(table, row)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"not so within {PATIENCE_SECONDS} seconds"
        time.sleep(0.01)


def a_value_of(field: Field) -> Any:
    """Return some value that fits the field."""
    values: dict[FieldType, Any] = {
        FieldType.DATE: date(2024, 2, 29),
        FieldType.BOOL: True,
        FieldType.INT: field.maximum or 2001,
        FieldType.CODES: ("office", "admin"),
        FieldType.CODE: "some_code",
    }
    return values.get(field.type, "Wert")
