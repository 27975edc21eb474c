"""A register as tutorials keep one with gspread: a tab for each table, read whole, found, updated."""

from collections.abc import Mapping
from typing import Any

from bench.google import Google
from schema.tables import TABLES
from services.register.snapshot import Row, Snapshot
from tests.sheets.token import DEFAULT_EMAIL

TABS = ("reactions", "concerns")
ROWS_AT_ONCE = 2_000


class PlainSheet:
    """Two tabs with the same rows as the register's, every field a column; nothing sealed, checked or journalled."""

    def __init__(self, google: Google, snapshot: Snapshot) -> None:
        self._client = google.emulator.client()
        self._book_id = google.emulator.create("Plain", locale="de_DE", share={DEFAULT_EMAIL: "writer"})
        book = self._client.open_by_key(self._book_id)
        for name in TABS:
            tab = book.add_worksheet(name, rows=1, cols=len(_columns(name)))
            rows = [_columns(name), *(_cells(name, row) for row in snapshot.each_row(name))]
            tab.add_rows(len(rows) + 100)
            for start in range(0, len(rows), ROWS_AT_ONCE):
                tab.update(rows[start : start + ROWS_AT_ONCE], f"A{start + 1}")
        self._tabs = {name: book.worksheet(name) for name in TABS}

    def open_and_load(self) -> list[list[dict[str, Any]]]:
        """Open the spreadsheet, and read all of it."""
        book = self._client.open_by_key(self._book_id)
        self._tabs = {name: book.worksheet(name) for name in TABS}
        return self.load()

    def load(self) -> list[list[dict[str, Any]]]:
        """Read all of it: what is done to see whether something is new, too."""
        return [tab.get_all_records() for tab in self._tabs.values()]

    def save_new(self, rows: Mapping[str, Row]) -> None:
        """Append a reaction and its concern; which numbers are taken is read before."""
        self._tabs["reactions"].col_values(_columns("reactions").index("number") + 1)
        for name, row in rows.items():
            self._tabs[name].append_row(_cells(name, row))

    def save_change(self, row: Row) -> None:
        """Find a reaction, and write its row."""
        tab = self._tabs["reactions"]
        found = tab.find(str(row["id"]))
        assert found is not None
        tab.update([_cells("reactions", row)], f"A{found.row}")


def _columns(table: str) -> list[str]:
    return ["id", *TABLES[table].names]


def _cells(table: str, row: Row) -> list[Any]:
    return [_cell(row.get(name)) for name in _columns(table)]


def _cell(value: Any) -> Any:
    if value is None or value == ():
        return ""
    return value if isinstance(value, bool | int | str) else str(value)
