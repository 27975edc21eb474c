"""Where values.append writes: below the table it finds in a range."""

from __future__ import annotations

from tests.sheets.a1 import Area
from tests.sheets.grid import Sheet


def find_table(sheet: Sheet, area: Area) -> Area | None:
    """Find the last table that an area touches: cells with values that hang together, corners included."""
    tables = [table for table in _list_tables(sheet) if table.meets(area)]
    return max(tables, key=lambda table: (table.bottom, table.right), default=None)


def _list_tables(sheet: Sheet) -> list[Area]:
    tables: list[Area] = []
    for row, cells in enumerate(sheet.rows):
        for left, right in _runs(sorted(column for column, cell in cells.items() if "userEnteredValue" in cell)):
            run = Area(row, left, row + 1, right)
            tables = _joined(tables, run)
    return tables


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column:
            runs[-1] = (runs[-1][0], column + 1)
        else:
            runs.append((column, column + 1))
    return runs


def _joined(tables: list[Area], new: Area) -> list[Area]:
    """Add an area, together with all that it touches; what has grown may touch more."""
    while True:
        reach = Area(new.top - 1, new.left - 1, new.bottom + 1, new.right + 1)
        touched = [table for table in tables if table.meets(reach)]
        if not touched:
            return [*tables, new]
        tables = [table for table in tables if table not in touched]
        together = [*touched, new]
        new = Area(
            min(table.top for table in together),
            min(table.left for table in together),
            max(table.bottom for table in together),
            max(table.right for table in together),
        )
