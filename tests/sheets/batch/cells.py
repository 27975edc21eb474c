from __future__ import annotations

import re
from collections.abc import Iterator

from tests.sheets.a1 import Area
from tests.sheets.access import Caller, check_protection
from tests.sheets.batch.request import Handler, editable, read_mask
from tests.sheets.book import Book
from tests.sheets.cells import DERIVED, KEPT, Cell, tidy_cell
from tests.sheets.errors import Refusal
from tests.sheets.fields import Mask, merge
from tests.sheets.grid import Row, Sheet
from tests.sheets.rendering import render
from tests.sheets.wire import Json
from tests.sheets.wording import say


def update_cells(book: Book, request: Json, caller: Caller) -> Json:
    """Write cells; what the rows do not cover of a given range loses the fields of the mask."""
    mask = read_mask(request, KEPT + DERIVED)
    rows = [row.get("values") or [] for row in request.get("rows") or []]
    if request.get("range") is not None:
        sheet, area = editable(book, request["range"], caller)
        _check_inside(area, rows)
    else:
        sheet, area = _started(book, request.get("start"), rows)
        check_protection(book, sheet, area, caller)
    covers_all = request.get("range") is not None
    for row in range(area.top, area.bottom):
        given = rows[row - area.top] if row - area.top < len(rows) else []
        columns = range(area.left, area.right if covers_all else area.left + len(given))
        sheet.write_row(
            row,
            {
                column: _merged(sheet.cell(row, column), given[column - area.left : column - area.left + 1], mask)
                for column in columns
            },
        )
    return {}


def _merged(cell: Cell, given: list[Cell], mask: Mask) -> Cell:
    return tidy_cell(merge(cell, (given[0] or {}) if given else {}, mask))


def _check_inside(area: Area, rows: list[list[Cell]]) -> None:
    if len(rows) > area.height:
        raise Refusal(say("beyond_row", at=area.bottom, last=area.bottom - 1))
    if max(map(len, rows), default=0) > area.width:
        raise Refusal(say("beyond_column", at=area.right, last=area.right - 1))


def _started(book: Book, start: Json | None, rows: list[list[Cell]]) -> tuple[Sheet, Area]:
    if start is None:
        raise Refusal(say("no_target"))
    sheet = book.sheet(start.get("sheetId") or 0)
    top, left = start.get("rowIndex") or 0, start.get("columnIndex") or 0
    for name, value, size, line in (
        ("rowIndex", top, sheet.row_count, "row"),
        ("columnIndex", left, sheet.column_count, "column"),
    ):
        if not 0 <= value < size:
            raise Refusal(say("start_after_grid", field=name, value=value, limit=size - 1, line=line))
    area = Area(top, left, top + len(rows), left + max(map(len, rows), default=0))
    if area.bottom > sheet.row_count:
        raise Refusal(say("beyond_row", at=sheet.row_count, last=sheet.row_count - 1))
    if area.right > sheet.column_count:
        raise Refusal(say("beyond_column", at=sheet.column_count, last=sheet.column_count - 1))
    return sheet, area


def append_cells(book: Book, request: Json, caller: Caller) -> Json:
    """Write cells after the last row with data, adding rows and columns to the grid as needed."""
    sheet = book.sheet(request.get("sheetId") or 0)
    mask = read_mask(request, KEPT + DERIVED)
    rows = [row.get("values") or [] for row in request.get("rows") or []]
    top = sheet.last_row_with_data()
    bottom, right = top + len(rows), max(map(len, rows), default=0)
    grown_rows, grown_columns = max(bottom, sheet.row_count), max(right, sheet.column_count)
    book.check_size(grown_rows * grown_columns - sheet.row_count * sheet.column_count)
    sheet.resize(grown_rows, grown_columns)
    check_protection(book, sheet, Area(top, 0, bottom, right), caller)
    for row, given in enumerate(rows, top):
        sheet.write_row(
            row, {i: tidy_cell(merge(sheet.cell(row, i), cell or {}, mask)) for i, cell in enumerate(given)}
        )
    return {}


def repeat_cell(book: Book, request: Json, caller: Caller) -> Json:
    """Write one cell's data into every cell of a range."""
    mask = read_mask(request, KEPT + DERIVED)
    sheet, area = editable(book, request.get("range") or {}, caller)
    data = request.get("cell") or {}
    columns = range(area.left, area.right)
    sheet.change_rows(area, lambda old: {i: tidy_cell(merge(old.get(i, {}), data, mask)) for i in columns})
    return {}


def find_replace(book: Book, request: Json, caller: Caller) -> Json:
    """Replace text in values, and in formulas if asked."""
    pattern = re.escape(request["find"]) if not request.get("searchByRegex") else request["find"]
    if request.get("matchEntireCell"):
        pattern = rf"\A(?:{pattern})\Z"
    finder = re.compile(pattern, 0 if request.get("matchCase") else re.IGNORECASE)
    replacement = request.get("replacement") or ""
    counts = {"values": 0, "formulas": 0, "occurrences": 0}
    touched_rows, touched_sheets = set(), set()
    for sheet, area in _searched(book, request):
        for row, column, cell in list(sheet.filled(area)):
            is_formula = "formulaValue" in cell.get("userEnteredValue", {})
            if is_formula and not request.get("includeFormulas"):
                continue
            text = str(render(book, sheet, cell, "FORMULA" if is_formula else "FORMATTED_VALUE"))
            new, found = finder.subn(lambda _match: replacement, text)
            if found:
                check_protection(book, sheet, Area(row, column, row + 1, column + 1), caller)
                value = {"formulaValue" if is_formula else "stringValue": new}
                sheet.write(row, column, tidy_cell(cell | {"userEnteredValue": value}))
                counts["formulas" if is_formula else "values"] += 1
                counts["occurrences"] += found
                touched_rows.add((sheet.sheet_id, row))
                touched_sheets.add(sheet.sheet_id)
    changed = {f"{name}Changed": count for name, count in counts.items()}
    changed |= {"rowsChanged": len(touched_rows), "sheetsChanged": len(touched_sheets)}
    return {"findReplace": {name: count for name, count in changed.items() if count}}


def _searched(book: Book, request: Json) -> Iterator[tuple[Sheet, Area]]:
    if request.get("range") is not None:
        yield book.area_of(request["range"])
    elif request.get("allSheets"):
        for sheet in book.sheets:
            yield sheet, sheet.area
    else:
        sheet = book.sheet(request.get("sheetId") or 0)
        yield sheet, sheet.area


def set_data_validation(book: Book, request: Json, caller: Caller) -> Json:
    """Set or, without a rule, take away the validation of a range."""
    sheet, area = editable(book, request.get("range") or {}, caller)
    rule = {key: value for key, value in (request.get("rule") or {}).items() if value not in (None, False, "")}

    def changed(old: Row) -> Row:
        kept = {i: {key: value for key, value in old.get(i, {}).items() if key != "dataValidation"} for i in columns}
        return {i: cell | ({"dataValidation": rule} if rule else {}) for i, cell in kept.items()}

    columns = range(area.left, area.right)
    sheet.change_rows(area, changed)
    return {}


def merge_cells(book: Book, request: Json, caller: Caller) -> Json:
    """Merge cells; only the first value of each merge stays."""
    sheet, area = editable(book, request.get("range") or {}, caller)
    kind = request.get("mergeType") or "MERGE_ALL"
    if kind == "MERGE_ROWS":
        parts = [Area(row, area.left, row + 1, area.right) for row in range(area.top, area.bottom)]
    elif kind == "MERGE_COLUMNS":
        parts = [Area(area.top, column, area.bottom, column + 1) for column in range(area.left, area.right)]
    else:
        parts = [area]
    _remove_merges(book, sheet, area)
    for part in parts:
        if part.height * part.width > 1:
            sheet.merges.append(_written(part))
            _keep_first_value(book, sheet, part)
    return {}


def unmerge_cells(book: Book, request: Json, caller: Caller) -> Json:
    """Take the merges out of a range."""
    sheet, area = editable(book, request.get("range") or {}, caller)
    _remove_merges(book, sheet, area)
    return {}


def _remove_merges(book: Book, sheet: Sheet, area: Area) -> None:
    kept = []
    for merged in sheet.merges:
        lies = book.bounds_of(merged | {"sheetId": sheet.sheet_id})[1].within(0, 0)
        if lies.meets(area) and not area.covers(lies):
            raise Refusal(say("partial_merge"))
        if not lies.meets(area):
            kept.append(merged)
    sheet.merges = kept


def _keep_first_value(book: Book, sheet: Sheet, area: Area) -> None:
    filled = [entry for entry in sheet.filled(area) if "userEnteredValue" in entry[2]]
    for row, column, cell in reversed(filled):
        sheet.write(row, column, {key: value for key, value in cell.items() if key != "userEnteredValue"})
    if filled:
        cell = sheet.cell(area.top, area.left)
        sheet.write(area.top, area.left, cell | {"userEnteredValue": filled[0][2]["userEnteredValue"]})


def _written(area: Area) -> Json:
    return {
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }


HANDLERS: dict[str, Handler] = {
    "updateCells": update_cells,
    "appendCells": append_cells,
    "repeatCell": repeat_cell,
    "findReplace": find_replace,
    "setDataValidation": set_data_validation,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
}
