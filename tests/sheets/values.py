"""Reading and writing plain values: spreadsheets.values.*"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.sheets.a1 import Area, Bounds, column_letters, format_area
from tests.sheets.access import Caller, check_protection
from tests.sheets.book import Book
from tests.sheets.cells import Cell, with_value
from tests.sheets.entry import enter, enter_raw
from tests.sheets.errors import Refusal, field_violation
from tests.sheets.grid import Sheet
from tests.sheets.rendering import render
from tests.sheets.table import find_table
from tests.sheets.wire import Json, is_true
from tests.sheets.wording import say

Options = Mapping[str, str]
Place = tuple[int, int]  # A sheet's id, and a row or a column of it.


class Written(NamedTuple):
    """What a write answers, and which rows and columns it touched."""

    answer: Json
    rows: set[Place]
    columns: set[Place]


def resolve(book: Book, text: str) -> tuple[Sheet, Area]:
    """Find a range; one that begins in the grid is cut at its edge.

    Raises:
        Refusal: there is no such range.
    """
    return cut(book, *book.locate(text))


def cut(book: Book, sheet: Sheet, bounds: Bounds) -> tuple[Sheet, Area]:
    """Close a range and cut it at the edge of the grid.

    Raises:
        Refusal: it begins beyond the grid.
    """
    area = bounds.within(sheet.row_count, sheet.column_count)
    if area.top >= sheet.row_count or area.left >= sheet.column_count:
        raise Refusal(book.beyond(sheet, area))
    return sheet, Area(area.top, area.left, min(area.bottom, sheet.row_count), min(area.right, sheet.column_count))


def read_range(book: Book, sheet: Sheet, area: Area, options: Options) -> Json:
    """Answer one ValueRange, without empty rows and columns at its end."""
    render_option = options.get("valueRenderOption") or "FORMATTED_VALUE"
    moments = options.get("dateTimeRenderOption") or "SERIAL_NUMBER"
    dimension = options.get("majorDimension") or "ROWS"
    lines: list[list[Any]] = []
    for row in range(area.top, min(area.bottom, len(sheet.rows))):
        line: list[Any] = []
        for column, cell in sorted(sheet.rows[row].items()):
            if area.left <= column < area.right and "userEnteredValue" in cell:
                line += [""] * (column - area.left - len(line))
                line.append(render(book, sheet, cell, render_option, moments))
        lines.append(line)
    if dimension == "COLUMNS":
        width = max(map(len, lines), default=0)
        lines = [[line[index] if index < len(line) else "" for line in lines] for index in range(width)]
    for line in lines:
        while line and line[-1] == "":
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    answer: Json = {"range": format_area(sheet.title, area), "majorDimension": dimension}
    return answer | ({"values": lines} if lines else {})


def read_values(body: Json, where: str = "data") -> list[list[Any]]:
    """Take the rows from a ValueRange; columns are turned into rows, None is a cell to leave alone.

    Raises:
        ApiError: it is not a list of lists.
    """
    values = body.get("values")
    for entry in [values] if not isinstance(values, list | None) else values or []:
        if not isinstance(entry, list):
            shown = f'"{entry}"' if isinstance(entry, str) else str(entry)
            message = say("bad_list", where=f"{where}.values", value=shown)
            raise field_violation(f"{where}.values", message)
    rows: list[list[Any]] = values or []
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if isinstance(value, dict | list):
                raise Refusal(say("bad_value", row=row, column=column, value=_as_proto(value)))
    if body.get("majorDimension") == "COLUMNS":
        height = max(map(len, rows), default=0)
        return [[line[index] if index < len(line) else None for line in rows] for index in range(height)]
    return rows


def _as_proto(value: Any, depth: int = 0) -> str:
    """Write a value as Google's message about it does."""
    pad, below = "  " * depth, "  " * (depth + 1)
    if isinstance(value, list):
        inner = "".join(f"{below}values {{\n{_as_proto(entry, depth + 2)}{below}}}\n" for entry in value)
        return f"{pad}list_value {{\n{inner}{pad}}}\n"
    if isinstance(value, dict):
        return f"{pad}struct_value {{\n{''.join(_as_field(*entry, depth + 1) for entry in value.items())}{pad}}}\n"
    if value is None:
        return f"{pad}null_value: NULL_VALUE\n"
    if isinstance(value, bool):
        return f"{pad}bool_value: {str(value).lower()}\n"
    return f'{pad}string_value: "{value}"\n' if isinstance(value, str) else f"{pad}number_value: {value}\n"


def _as_field(key: str, value: Any, depth: int) -> str:
    pad = "  " * depth
    inner = f'{pad}  key: "{key}"\n{pad}  value {{\n{_as_proto(value, depth + 2)}{pad}  }}\n'
    return f"{pad}fields {{\n{inner}{pad}}}\n"


def write_range(
    book: Book, sheet: Sheet, bounds: Bounds, rows: list[list[Any]], options: Options, caller: Caller
) -> Written:
    """Write values into a range and answer what was touched.

    Raises:
        Refusal: the values leave the range or the grid, or a protection stands against it.
    """
    asked = bounds.within(sheet.row_count, sheet.column_count)
    book.check_grid(sheet, asked)
    height, width = len(rows), max(map(len, rows), default=0)
    written = Area(asked.top, asked.left, asked.top + max(height, 1), asked.left + max(width, 1))
    if not bounds.is_cell:
        _check_inside(sheet, asked, written)
    book.check_grid(sheet, written)
    return _put(book, sheet, written, rows, options, caller)


def _check_inside(sheet: Sheet, asked: Area, written: Area) -> None:
    name = format_area(sheet.title, asked)
    if written.bottom > asked.bottom:
        raise Refusal(say("wider_row", range=name, row=asked.bottom + 1))
    if written.right > asked.right:
        raise Refusal(say("wider_column", range=name, column=column_letters(asked.right)))


def _put(book: Book, sheet: Sheet, area: Area, rows: list[list[Any]], options: Options, caller: Caller) -> Written:
    option = options.get("valueInputOption")
    if option not in ("RAW", "USER_ENTERED"):
        raise Refusal(say("input_option"))
    check_protection(book, sheet, area, caller)
    count = 0
    touched: tuple[set[Place], set[Place]] = (set(), set())
    for offset, line in enumerate(rows):
        row = area.top + offset
        changed: dict[int, Cell] = {}
        for column, value in enumerate(line, area.left):
            if value is not None:
                cell = sheet.cell(row, column)
                changed[column] = enter_raw(cell, value) if option == "RAW" else enter(cell, value, book.locale)
        sheet.write_row(row, changed)
        count += len(changed)
        touched[1].update((sheet.sheet_id, column) for column in changed)
        if changed:
            touched[0].add((sheet.sheet_id, row))
    answer: Json = {"spreadsheetId": book.book_id, "updatedRange": format_area(sheet.title, area)}
    if count:
        answer |= {"updatedRows": len(touched[0]), "updatedColumns": len(touched[1]), "updatedCells": count}
    if is_true(options.get("includeValuesInResponse")):
        reading = {
            "valueRenderOption": options.get("responseValueRenderOption", ""),
            "dateTimeRenderOption": options.get("responseDateTimeRenderOption", ""),
        }
        answer["updatedData"] = read_range(book, sheet, area, reading)
    return Written(answer, *touched)


def append_values(book: Book, text: str, rows: list[list[Any]], options: Options, caller: Caller) -> Json:
    """Write values below the table found in a range.

    Raises:
        Refusal: no such range, or no room for more cells.
    """
    sheet, asked = resolve(book, text)
    table = find_table(sheet, asked)
    top, left = (table.bottom, table.left) if table else (asked.top, asked.left)
    area = Area(top, left, top + max(len(rows), 1), left + max(map(len, rows), default=1))
    if options.get("insertDataOption") == "INSERT_ROWS" and table and rows:
        book.check_size(len(rows) * sheet.column_count)
        book.shift(sheet, "ROWS", top, len(rows))
    grown_rows, grown_columns = max(area.bottom, sheet.row_count), max(area.right, sheet.column_count)
    book.check_size(grown_rows * grown_columns - sheet.row_count * sheet.column_count)
    sheet.resize(grown_rows, grown_columns)
    answer: Json = {"spreadsheetId": book.book_id}
    if table:
        answer["tableRange"] = format_area(sheet.title, table)
    return answer | {"updates": _put(book, sheet, area, rows, options, caller).answer}


def clear_range(book: Book, text: str, caller: Caller) -> str:
    """Empty a range, formats and notes stay; return its name.

    Raises:
        Refusal: there is no such range.
    """
    sheet, area = resolve(book, text)
    check_protection(book, sheet, area, caller)
    for row, columns in _values_by_row(sheet, area):
        sheet.write_row(row, {column: with_value(sheet.cell(row, column), None) for column in columns})
    return format_area(sheet.title, area)


def _values_by_row(sheet: Sheet, area: Area) -> Iterator[tuple[int, list[int]]]:
    for row in reversed(range(area.top, min(area.bottom, len(sheet.rows)))):
        columns = [column for column in sheet.row(row) if area.left <= column < area.right]
        if columns:
            yield row, columns
