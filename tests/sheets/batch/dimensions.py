from __future__ import annotations

from tests.sheets.a1 import Area
from tests.sheets.access import Caller, check_protection
from tests.sheets.batch.request import Handler, band, editable, read_mask, read_span, size_of
from tests.sheets.book import Book
from tests.sheets.errors import Refusal
from tests.sheets.fields import merge
from tests.sheets.grid import Row, Sheet
from tests.sheets.rendering import render
from tests.sheets.textwidth import text_pixels
from tests.sheets.wire import Json
from tests.sheets.wording import say

PROPERTIES = ("hiddenByFilter", "hiddenByUser", "pixelSize", "developerMetadata", "dataSourceColumnReference")


def append_dimension(book: Book, request: Json, caller: Caller) -> Json:
    """Add rows or columns at the end."""
    sheet = book.sheet(request.get("sheetId") or 0)
    length = request.get("length") or 0
    rows, columns = sheet.row_count, sheet.column_count
    if request.get("dimension") == "COLUMNS":
        columns += length
    else:
        rows += length
    book.check_size(rows * columns - sheet.row_count * sheet.column_count)
    sheet.resize(rows, columns)
    return {}


def insert_dimension(book: Book, request: Json, caller: Caller) -> Json:
    """Insert rows or columns; they take their format from before or behind."""
    span = request.get("range") or {}
    sheet = book.sheet(span.get("sheetId") or 0)
    dimension = span.get("dimension") or "ROWS"
    start, end = span.get("startIndex") or 0, span.get("endIndex") or 0
    size, inherits = size_of(sheet, dimension), bool(request.get("inheritFromBefore"))
    if end <= start:
        raise Refusal(say("empty_range", field="range.endIndex"))
    if start > size:
        raise Refusal(say("bounds", field="range.startIndex", value=start, limit=size))
    if start == size and not inherits:
        raise Refusal(say("insert_end", at=start, size=size))
    if start == 0 and inherits:
        raise Refusal(say("insert_start"))
    other = sheet.column_count if dimension == "ROWS" else sheet.row_count
    book.check_size((end - start) * other)
    book.shift(sheet, dimension, start, end - start)
    model = start - 1 if inherits else end
    _inherit_formats(sheet, dimension, range(start, end), model)
    return {}


def _inherit_formats(sheet: Sheet, dimension: str, places: range, model: int) -> None:
    kept = ("userEnteredFormat", "dataValidation")
    if dimension == "ROWS":
        formats: Row = {
            column: {key: cell[key] for key in kept if key in cell} for column, cell in sheet.row(model).items()
        }
        if any(formats.values()):
            for row in places:
                sheet.write_row(row, formats)
        return
    for row in range(len(sheet.rows)):
        cell = sheet.cell(row, model)
        taken = {key: cell[key] for key in kept if key in cell}
        if taken:
            sheet.write_row(row, {column: taken for column in places})


def delete_dimension(book: Book, request: Json, caller: Caller) -> Json:
    """Delete rows or columns, never all of them."""
    sheet, dimension, start, end = read_span(book, request.get("range") or {})
    word, frozen = ("rows", "frozenRowCount") if dimension == "ROWS" else ("columns", "frozenColumnCount")
    size = size_of(sheet, dimension)
    if end - start >= size:
        raise Refusal(say("all_dimension", dimension=word))
    if start <= (sheet.grid.get(frozen) or 0) and end == size and sheet.grid.get(frozen):
        raise Refusal(say("all_unfrozen", dimension=word))
    check_protection(book, sheet, band(sheet, dimension, start, end), caller)
    if sheet.grid.get(frozen):
        sheet.grid[frozen] -= max(0, min(end, sheet.grid[frozen]) - start)
    book.shift(sheet, dimension, start, start - end)
    return {}


def move_dimension(book: Book, request: Json, caller: Caller) -> Json:
    """Move rows or columns; the destination counts before the move."""
    sheet, dimension, start, end = read_span(book, request.get("source") or {})
    to, size = request.get("destinationIndex") or 0, size_of(sheet, dimension)
    if not 0 <= to <= size:
        raise Refusal(say("bounds", field="destinationIndex", value=to, limit=size))
    check_protection(book, sheet, band(sheet, dimension, start, end), caller)
    if not start <= to <= end:
        sheet.move(dimension, start, end, to)
    return {}


def update_dimension_properties(book: Book, request: Json, caller: Caller) -> Json:
    """Hide, show or size rows or columns."""
    mask = read_mask(request, PROPERTIES)
    sheet, dimension, start, end = read_span(book, request.get("range") or {})
    entries = _entries(sheet, dimension)
    for index in range(start, end):
        merged = merge(entries.get(index, {}), request.get("properties") or {}, mask)
        entries[index] = {key: value for key, value in merged.items() if value}
    return {}


def _entries(sheet: Sheet, dimension: str) -> dict[int, Json]:
    return sheet.row_metadata if dimension == "ROWS" else sheet.column_metadata


def auto_resize_dimensions(book: Book, request: Json, caller: Caller) -> Json:
    """Fit columns to their widest text; rows to their lines."""
    sheet, dimension, start, end = read_span(book, request.get("dimensions") or {})
    entries = _entries(sheet, dimension)
    for index in range(start, end):
        if dimension == "COLUMNS":
            area = Area(0, index, sheet.row_count, index + 1)
            texts = [render(book, sheet, cell, "FORMATTED_VALUE") for _, _, cell in sheet.filled(area)]
            sizes = [text_pixels(str(text)) for text in texts if text != ""]
        else:
            texts = [render(book, sheet, cell, "FORMATTED_VALUE") for cell in sheet.row(index).values()]
            sizes = [21 + 17 * str(text).count("\n") for text in texts]
        if sizes:
            entries[index] = entries.get(index, {}) | {"pixelSize": max(sizes)}
    return {}


def add_dimension_group(book: Book, request: Json, caller: Caller) -> Json:
    """Group rows or columns; a group within a group is one level deeper."""
    sheet, dimension, start, end = read_span(book, request.get("range") or {})
    _set_groups(sheet, dimension, _depths(sheet, dimension, start, end, +1))
    sheet.grid["rowGroupControlAfter" if dimension == "ROWS" else "columnGroupControlAfter"] = True
    return {"addDimensionGroup": {"dimensionGroups": groups_of(sheet, dimension)}}


def delete_dimension_group(book: Book, request: Json, caller: Caller) -> Json:
    """Take one level of grouping away."""
    sheet, dimension, start, end = read_span(book, request.get("range") or {})
    depths = _depths(sheet, dimension, start, end, 0)
    if not any(depths.get(index) for index in range(start, end)):
        raise Refusal(say("no_group"))
    _set_groups(sheet, dimension, _depths(sheet, dimension, start, end, -1))
    groups = groups_of(sheet, dimension)
    return {"deleteDimensionGroup": {"dimensionGroups": groups} if groups else {}}


def update_dimension_group(book: Book, request: Json, caller: Caller) -> Json:
    """Collapse or open a group."""
    asked = request.get("dimensionGroup") or {}
    sheet, dimension, start, end = read_span(book, asked.get("range") or {})
    for group in _stored_groups(sheet, dimension):
        if (group["range"]["startIndex"], group["range"]["endIndex"]) == (start, end):
            group["collapsed"] = bool(asked.get("collapsed"))
            return {}
    raise Refusal(say("no_group"))


def groups_of(sheet: Sheet, dimension: str) -> list[Json]:
    """Write the groups as Google's answers do."""
    written = []
    for group in _stored_groups(sheet, dimension):
        named = {"sheetId": sheet.sheet_id} if sheet.sheet_id else {}
        rest = {key: value for key, value in group.items() if key != "range" and value}
        written.append({"range": named | group["range"]} | rest)
    return written


def _stored_groups(sheet: Sheet, dimension: str) -> list[Json]:
    return sheet.row_groups if dimension == "ROWS" else sheet.column_groups


def _depths(sheet: Sheet, dimension: str, start: int, end: int, change: int) -> dict[int, int]:
    depths: dict[int, int] = {}
    for group in _stored_groups(sheet, dimension):
        for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[index] = max(depths.get(index, 0), group["depth"])
    for index in range(start, end):
        depths[index] = max(depths.get(index, 0) + change, 0)
    return depths


def _set_groups(sheet: Sheet, dimension: str, depths: dict[int, int]) -> None:
    groups: list[Json] = []
    for depth in range(1, max(depths.values(), default=0) + 1):
        run: Json | None = None
        for index in sorted(index for index, deep in depths.items() if deep >= depth):
            if run is not None and run["range"]["endIndex"] == index:
                run["range"]["endIndex"] = index + 1
            else:
                place = {"dimension": dimension, "startIndex": index, "endIndex": index + 1}
                run = {"range": place, "depth": depth}
                groups.append(run)
    if dimension == "ROWS":
        sheet.row_groups = groups
    else:
        sheet.column_groups = groups


def insert_range(book: Book, request: Json, caller: Caller) -> Json:
    """Push the cells of a range down or to the right."""
    sheet, area = editable(book, request.get("range") or {}, caller)
    if request.get("shiftDimension") == "COLUMNS":
        for row in range(area.top, min(area.bottom, len(sheet.rows))):
            cells = sheet.row(row)
            kept = {column: cell for column, cell in cells.items() if column < area.left}
            moved = {column + area.width: cell for column, cell in cells.items() if column >= area.left}
            fitting = {column: cell for column, cell in moved.items() if column < sheet.column_count}
            sheet.rows[row] = kept | fitting
        return {}
    _shift_cells(sheet, area.left, area.right, area.top, area.height)
    return {}


def delete_range(book: Book, request: Json, caller: Caller) -> Json:
    """Delete the cells of a range and pull up, or to the left, what follows."""
    sheet, area = editable(book, request.get("range") or {}, caller)
    if request.get("shiftDimension") == "COLUMNS":
        for row in range(area.top, min(area.bottom, len(sheet.rows))):
            cells = sheet.row(row)
            kept = {column: cell for column, cell in cells.items() if column < area.left}
            moved = {column - area.width: cell for column, cell in cells.items() if column >= area.right}
            sheet.rows[row] = kept | moved
        return {}
    _shift_cells(sheet, area.left, area.right, area.bottom, -area.height)
    return {}


def _shift_cells(sheet: Sheet, left: int, right: int, start: int, by: int) -> None:
    columns = range(left, right)
    last = len(sheet.rows)
    rows = {row: {column: sheet.cell(row, column) for column in columns} for row in range(start, last)}
    for row in range(min(start, start + by), last):
        sheet.write_row(row, {column: {} for column in columns})
    for row, cells in rows.items():
        if row + by < sheet.row_count:
            sheet.write_row(row + by, cells)


HANDLERS: dict[str, Handler] = {
    "appendDimension": append_dimension,
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
    "updateDimensionGroup": update_dimension_group,
    "insertRange": insert_range,
    "deleteRange": delete_range,
}
