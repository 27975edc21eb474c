"""spreadsheets.get: a spreadsheet as JSON, with as much of the grid as was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from tests.sheets.a1 import Area
from tests.sheets.access import Caller
from tests.sheets.batch.dimensions import groups_of
from tests.sheets.batch.sheets import properties_of
from tests.sheets.book import Book
from tests.sheets.fields import Mask
from tests.sheets.grid import Sheet
from tests.sheets.rendering import cell_data
from tests.sheets.values import resolve
from tests.sheets.wire import Json

ROW_PIXELS = 21
COLUMN_PIXELS = 100


def write_book(
    book: Book,
    *,
    ranges: Sequence[str] = (),
    with_grid: bool = False,
    mask: Mask | None = None,
    caller: Caller | None = None,
) -> Json:
    """Write a spreadsheet as the caller may see it; with a mask, its parts decide whether the grid is in it.

    Raises:
        Refusal: one of the ranges does not exist.
    """
    asked: dict[int, list[Area]] = {}
    for text in ranges:
        sheet, area = resolve(book, text)
        asked.setdefault(sheet.sheet_id, []).append(area)
    if mask:
        sheets_mask = mask.get("sheets", {})
        with_grid = "data" in sheets_mask or "*" in sheets_mask
    written: Json = {"spreadsheetId": book.book_id, "properties": book.properties, "sheets": []}
    for sheet in book.sheets:
        if not ranges or sheet.sheet_id in asked:
            entry = write_sheet(book, sheet, caller)
            if with_grid:
                areas = asked.get(sheet.sheet_id) or [sheet.area]
                entry["data"] = [write_grid(book, sheet, area) for area in areas]
            written["sheets"].append(entry)
    if book.named_ranges:
        written["namedRanges"] = book.named_ranges
    spreadsheet_metadata = [entry for entry in book.metadata if entry["location"]["locationType"] == "SPREADSHEET"]
    if spreadsheet_metadata:
        written["developerMetadata"] = spreadsheet_metadata
    written["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.book_id}/edit"
    return written


def write_sheet(book: Book, sheet: Sheet, caller: Caller | None = None) -> Json:
    """Write a sheet without its cells; what is empty is left out."""
    named = {"sheetId": sheet.sheet_id} if sheet.sheet_id else {}
    parts = {
        "merges": [named | merge for merge in sheet.merges],
        "conditionalFormats": sheet.conditional_formats,
        "protectedRanges": [_as_seen(each, caller) for each in sheet.protected_ranges],
        "basicFilter": sheet.basic_filter,
        "bandedRanges": sheet.banded_ranges,
        "developerMetadata": [entry for entry in book.metadata if entry["location"].get("sheetId") == sheet.sheet_id],
        "rowGroups": groups_of(sheet, "ROWS"),
        "columnGroups": groups_of(sheet, "COLUMNS"),
    }
    return {"properties": properties_of(book, sheet)} | {key: value for key, value in parts.items() if value}


def _as_seen(protection: Json, caller: Caller | None) -> Json:
    """Write a protection: who may not edit it does not see who may."""
    editors = protection.get("editors", {}).get("users", [])
    if caller is None or protection.get("warningOnly") or caller.may_edit_range(editors):
        return protection
    return {key: value for key, value in protection.items() if key not in ("requestingUserCanEdit", "editors")}


def write_grid(book: Book, sheet: Sheet, area: Area) -> Json:
    """Write the cells of an area; each row ends with its last cell that holds anything."""
    rows: list[Json] = []
    for row in range(area.top, min(area.bottom, len(sheet.rows))):
        cells = sheet.row(row)
        last = max((column for column in cells if area.left <= column < area.right), default=-1)
        values = [cell_data(book, sheet, cells.get(column, {})) for column in range(area.left, last + 1)]
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    grid: Json = {}
    if area.top:
        grid["startRow"] = area.top
    if area.left:
        grid["startColumn"] = area.left
    if rows:
        grid["rowData"] = rows
    grid["rowMetadata"] = [
        {"pixelSize": ROW_PIXELS} | sheet.row_metadata.get(row, {}) for row in range(area.top, area.bottom)
    ]
    grid["columnMetadata"] = [
        {"pixelSize": COLUMN_PIXELS} | sheet.column_metadata.get(column, {}) for column in range(area.left, area.right)
    ]
    return grid
