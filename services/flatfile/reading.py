"""A flat file's columns and lines, whatever format it came in."""

from collections.abc import Sequence
from dataclasses import dataclass

from schema.words import N_
from services.flatfile import delimited, workbook
from services.flatfile.columns import Column, closest_name, find_column, required_columns
from services.flatfile.content import decode_text, is_workbook
from services.flatfile.problems import FileProblem, FileRejected, Note
from services.flatfile.workbook import Cell


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the heading; `cells` are as many as the file has columns."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FlatFile:
    """A file as read: `columns` with the place of each in a line's cells, `problems` of single rows."""

    name: str
    columns: tuple[tuple[Column, int], ...]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    problems: tuple[FileProblem, ...]
    notes: tuple[Note, ...]

    def heading(self, flat: str) -> str:
        """Return the heading of a column as the file writes it; the code name where the file lacks it."""
        return next((self.headings[place] for column, place in self.columns if column.name == flat), flat)


def read_flat_file(name: str, data: bytes) -> FlatFile:
    """Return the columns and lines of a flat file.

    Raises:
        FileRejected: it cannot be read, its columns are not those of a flat file, or it has no line.
    """
    rows: Sequence[tuple[int, Sequence[Cell]]]
    book = is_workbook(name, data)
    if book:
        rows, notes = workbook.read_rows(name, data)
    else:
        text, notes = decode_text(name, data)
        rows = delimited.read_rows(name, text)
    rows = [
        (number, cells) for number, cells in rows if any(not isinstance(cell, str) or cell.strip() for cell in cells)
    ]
    if not rows:
        raise FileRejected.whole(name, N_("The file is empty. Please choose a file with a heading row and data."))
    width = max(len(cells) for _, cells in rows) if book else len(rows[0][1])  # a workbook's rows end with their values
    headings = tuple(str(cell) for cell in [*rows[0][1], *[""] * (width - len(rows[0][1]))])
    columns = _columns(name, rows[0][0], headings, rows[1:])
    if len(rows) == 1:
        raise FileRejected.whole(
            name, N_("The file has a heading row, but no data. Please choose a file with at least one row below it.")
        )
    lines, problems = _lines(name, rows[1:], width, may_be_short=book)
    return FlatFile(name, columns, headings, lines, tuple(problems), tuple(notes))


def _columns(
    name: str, row: int, headings: Sequence[str], rows: Sequence[tuple[int, Sequence[Cell]]]
) -> tuple[tuple[Column, int], ...]:
    found: dict[Column, int] = {}
    problems: list[FileProblem] = []
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        column = find_column(heading)
        if column is None:
            if heading.strip():
                unknown.append(heading)
            elif any(len(cells) > place and str(cells[place]).strip() for _, cells in rows):
                msgid = N_("Column {place} has values but no heading. Please name it, or take it out.")
                problems.append(FileProblem(name, row, None, None, msgid, {"place": place + 1}))
        elif column in found:
            msgid = N_("The column “{name}” is there twice (“{first}” and “{second}”). Please keep one of them.")
            params: dict[str, object] = {"name": column.name, "first": headings[found[column]], "second": heading}
            problems.append(FileProblem(name, row, heading, None, msgid, params))
        else:
            found[column] = place
    if not found:
        msgid = N_("None of the columns is known. The first row must name them: {known} …")
        known = ", ".join(column.name for column in required_columns())
        raise FileRejected([FileProblem(name, row, None, "; ".join(unknown), msgid, {"known": known})])
    for heading in unknown:
        problems.append(_unknown_column(name, row, heading, found))
    for column in required_columns():
        if column not in found:
            msgid = N_("The column “{name}” ({label}) is missing. Please add it.")
            params = {"name": column.name, "label": column.field.label}
            problems.append(FileProblem(name, row, column.name, None, msgid, params))
    if problems:
        raise FileRejected(problems)
    return tuple(found.items())


def _unknown_column(name: str, row: int, heading: str, found: dict[Column, int]) -> FileProblem:
    close = closest_name(heading, found)
    if close:
        msgid = N_("The column “{heading}” is not known. Is “{close}” meant? Please rename it, or take it out.")
        return FileProblem(name, row, heading, None, msgid, {"heading": heading, "close": close})
    msgid = N_("The column “{heading}” is not known. Please rename it, or take it out.")
    return FileProblem(name, row, heading, None, msgid, {"heading": heading})


def _lines(
    name: str, rows: Sequence[tuple[int, Sequence[Cell]]], width: int, *, may_be_short: bool
) -> tuple[tuple[Line, ...], list[FileProblem]]:
    lines: list[Line] = []
    problems: list[FileProblem] = []
    for number, cells in rows:
        count = len(cells)
        if count > width and not any(str(cell).strip() for cell in cells[width:]):
            cells = cells[:width]
        elif count > width:
            msgid = N_(
                "The row has {count} cells, the heading {width}. "
                "A cell that holds the separator must stand in quotation marks."
            )
            problems.append(FileProblem(name, number, None, None, msgid, {"count": count, "width": width}))
            cells = cells[:width]
        elif count < width:
            if not may_be_short:
                msgid = N_("The row has {count} cells, the heading {width}. Please fill in the missing separators.")
                problems.append(FileProblem(name, number, None, None, msgid, {"count": count, "width": width}))
            cells = [*cells, *[""] * (width - count)]
        lines.append(Line(number, tuple(cells)))
    return tuple(lines), problems
