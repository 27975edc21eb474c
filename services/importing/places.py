"""Where in a file the values of a reaction stand."""

from collections.abc import Mapping

from schema.tables import TABLES
from services.flatfile.problems import FileProblem
from services.flatfile.reading import FlatFile
from services.flatfile.workbook import Cell
from services.importing.lines import Part


class Places:
    """The columns and cells of one file, found by field and row."""

    def __init__(self, file: FlatFile) -> None:
        self._file = file
        self._columns = {(column.table, column.field.name): place for column, place in file.columns}
        self._cells = {line.row: line.cells for line in file.lines}

    def has(self, table: str, name: str) -> bool:
        """Return whether the file has a column for that field."""
        return (table, name) in self._columns

    def heading(self, table: str, name: str) -> str:
        """Return the column's heading as the file writes it; the code name where it has none."""
        place = self._columns.get((table, name))
        return TABLES[table].field(name).flat if place is None else self._file.headings[place]

    def cells(self, part: Part) -> tuple[Cell, ...]:
        """Return the cells of the line that a part comes from."""
        return self._cells[part.row]

    def at(self, part: Part, name: str, msgid: str, params: Mapping[str, object]) -> FileProblem:
        """Return the problem of a field, at its place and with the value that stands there."""
        place = self._columns.get((part.table, name))
        cell = None if place is None else self.cells(part)[place]
        return FileProblem(self._file.name, part.row, self.heading(part.table, name), cell, msgid, params)
