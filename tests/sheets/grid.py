"""One sheet: a sparse grid of cells with its rows, columns, merges and rules.

Rows are replaced when a cell of them changes, so a snapshot for a rollback costs one list, not a copy of all cells.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.sheets.a1 import Area
from tests.sheets.cells import Cell
from tests.sheets.shifting import shift_grid_range
from tests.sheets.wire import Json

Row = dict[int, Cell]


@dataclass
class Sheet:
    """A tab of a spreadsheet."""

    sheet_id: int
    properties: Json
    rows: list[Row] = field(default_factory=list)
    row_metadata: dict[int, Json] = field(default_factory=dict)
    column_metadata: dict[int, Json] = field(default_factory=dict)
    merges: list[Json] = field(default_factory=list)
    protected_ranges: list[Json] = field(default_factory=list)
    conditional_formats: list[Json] = field(default_factory=list)
    banded_ranges: list[Json] = field(default_factory=list)
    row_groups: list[Json] = field(default_factory=list)
    column_groups: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def grid(self) -> Json:
        grid: Json = self.properties["gridProperties"]
        return grid

    @property
    def row_count(self) -> int:
        return int(self.grid["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.grid["columnCount"])

    @property
    def area(self) -> Area:
        return Area(0, 0, self.row_count, self.column_count)

    def copied(self) -> Sheet:
        """Copy what may change in place; rows and cells are shared."""
        return Sheet(
            self.sheet_id,
            copy.deepcopy(self.properties),
            list(self.rows),
            dict(self.row_metadata),
            dict(self.column_metadata),
            *copy.deepcopy(
                (
                    self.merges,
                    self.protected_ranges,
                    self.conditional_formats,
                    self.banded_ranges,
                    self.row_groups,
                    self.column_groups,
                    self.basic_filter,
                )
            ),
        )

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell, {} if it is empty."""
        return self.rows[row].get(column, {}) if row < len(self.rows) else {}

    def row(self, row: int) -> Row:
        """Return the cells of a row that are not empty."""
        return self.rows[row] if row < len(self.rows) else {}

    def write_row(self, row: int, cells: Row) -> None:
        """Replace some cells of a row; {} empties one."""
        if not any(cells.values()) and row >= len(self.rows):
            return
        while len(self.rows) <= row:
            self.rows.append({})
        changed = self.rows[row] | cells
        self.rows[row] = {column: cell for column, cell in changed.items() if cell}
        while self.rows and not self.rows[-1]:
            self.rows.pop()

    def write(self, row: int, column: int, cell: Cell) -> None:
        """Replace one cell."""
        self.write_row(row, {column: cell})

    def change_rows(self, area: Area, change: Callable[[Row], Row]) -> None:
        """Replace the cells of an area row by row; rows that are alike are worked out once, and stay one."""
        known: dict[int, tuple[Row, Row]] = {}
        empty: Row = {}
        for row in range(area.top, area.bottom):
            old = self.rows[row] if row < len(self.rows) else empty
            if id(old) not in known:
                changed = old | change(old)
                known[id(old)] = old, {column: cell for column, cell in changed.items() if cell}
            new = known[id(old)][1]
            if not new and row >= len(self.rows):
                break
            while len(self.rows) <= row:
                self.rows.append({})
            self.rows[row] = new
        while self.rows and not self.rows[-1]:
            self.rows.pop()

    def filled(self, area: Area) -> Iterator[tuple[int, int, Cell]]:
        """Go through the cells of an area that are not empty."""
        for row in range(area.top, min(area.bottom, len(self.rows))):
            for column, cell in sorted(self.rows[row].items()):
                if area.left <= column < area.right:
                    yield row, column, cell

    def last_row_with_data(self) -> int:
        """Count the rows up to the last one with a value."""
        for row in range(len(self.rows), 0, -1):
            if any("userEnteredValue" in cell for cell in self.rows[row - 1].values()):
                return row
        return 0

    def resize(self, rows: int, columns: int) -> None:
        """Grow or cut the grid."""
        if rows < self.row_count:
            self.delete("ROWS", rows, self.row_count)
        if columns < self.column_count:
            self.delete("COLUMNS", columns, self.column_count)
        self.grid["rowCount"], self.grid["columnCount"] = rows, columns

    def insert(self, dimension: str, at: int, count: int) -> None:
        """Insert empty rows or columns."""
        if dimension == "ROWS":
            if at < len(self.rows):
                self.rows[at:at] = [{} for _ in range(count)]
            self.row_metadata = _moved_keys(self.row_metadata, at, count)
            self.grid["rowCount"] = self.row_count + count
        else:
            self.rows = [_moved_keys(row, at, count) for row in self.rows]
            self.column_metadata = _moved_keys(self.column_metadata, at, count)
            self.grid["columnCount"] = self.column_count + count
        self._shift_ranges(dimension, at, count)

    def delete(self, dimension: str, start: int, end: int) -> None:
        """Delete rows or columns."""
        if dimension == "ROWS":
            del self.rows[start:end]
            self.row_metadata = _moved_keys(self.row_metadata, start, start - end)
            self.grid["rowCount"] = self.row_count - (end - start)
            while self.rows and not self.rows[-1]:
                self.rows.pop()
        else:
            self.rows = [_moved_keys(row, start, start - end) for row in self.rows]
            self.column_metadata = _moved_keys(self.column_metadata, start, start - end)
            self.grid["columnCount"] = self.column_count - (end - start)
        self._shift_ranges(dimension, start, start - end)

    def move(self, dimension: str, start: int, end: int, to: int) -> None:
        """Move rows or columns; `to` counts before the move."""
        size = self.row_count if dimension == "ROWS" else self.column_count
        order = [index for index in range(size) if not start <= index < end]
        at = to if to <= start else to - (end - start)
        order[at:at] = range(start, end)
        places = {old: new for new, old in enumerate(order)}
        if dimension == "ROWS":
            moved = [self.row(old) for old in order]
            while moved and not moved[-1]:
                moved.pop()
            self.rows = moved
            self.row_metadata = {places[row]: data for row, data in self.row_metadata.items()}
        else:
            self.rows = [{places[column]: cell for column, cell in row.items()} for row in self.rows]
            self.column_metadata = {places[column]: data for column, data in self.column_metadata.items()}

    def _shift_ranges(self, dimension: str, at: int, count: int) -> None:
        self.merges = [
            merge
            for old in self.merges
            if (merge := shift_grid_range(old, dimension, at, count))
            and (merge["endRowIndex"] - merge["startRowIndex"]) * (merge["endColumnIndex"] - merge["startColumnIndex"])
            > 1
        ]
        self.protected_ranges = _shifted_owners(self.protected_ranges, dimension, at, count)
        self.banded_ranges = _shifted_owners(self.banded_ranges, dimension, at, count)
        for rule in self.conditional_formats:
            shifted = [shift_grid_range(old, dimension, at, count) for old in rule["ranges"]]
            rule["ranges"] = [entry for entry in shifted if entry]
        self.conditional_formats = [rule for rule in self.conditional_formats if rule["ranges"]]
        if self.basic_filter:
            moved = shift_grid_range(self.basic_filter["range"], dimension, at, count)
            self.basic_filter = self.basic_filter | {"range": moved} if moved else None


def _shifted_owners(owners: list[Json], dimension: str, at: int, count: int) -> list[Json]:
    kept = []
    for owner in owners:
        if "range" not in owner:
            kept.append(owner)
        elif moved := shift_grid_range(owner["range"], dimension, at, count):
            kept.append(owner | {"range": moved})
    return kept


def _moved_keys(entries: dict[int, Json], at: int, count: int) -> dict[int, Json]:
    """Shift what is kept by index: on by a positive count; a negative one takes that many away."""
    if count < 0:
        gone = range(at, at - count)
        return {index if index < at else index + count: entry for index, entry in entries.items() if index not in gone}
    return {index if index < at else index + count: entry for index, entry in entries.items()}
