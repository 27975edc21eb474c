"""The table row as the fold of its journal: the journal row is the save, the table row its projection."""

from collections.abc import Iterable

from services.register.base import JournalRow
from services.register.snapshot import Row


def fold(journal: Iterable[JournalRow], table: str, row_id: str) -> Row | None:
    """Return the row that the journal of `row_id` adds up to, or None if it was never made or was removed."""
    row: Row | None = None
    for entry in journal:
        if entry.table != table or entry.row_id != row_id:
            continue
        if entry.action == "removed":
            row = None
            continue
        row = row or {"id": row_id}
        row |= {change.field: change.after for change in entry.changes}
        row |= {"version": entry.version, "changed_at": entry.at, "changed_by": entry.actor}
    return row
