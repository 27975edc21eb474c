from __future__ import annotations

import random

from tests.sheets.access import Caller
from tests.sheets.batch.request import Handler, read_mask, without_empty
from tests.sheets.book import Book
from tests.sheets.cells import tidy_colours
from tests.sheets.errors import Refusal
from tests.sheets.fields import merge
from tests.sheets.grid import Sheet
from tests.sheets.wire import Json
from tests.sheets.wording import say

PROPERTIES = (
    "sheetId", "title", "index", "sheetType", "gridProperties", "hidden", "tabColor", "tabColorStyle", "rightToLeft",
)  # fmt: skip
BOOK_PROPERTIES = (
    "title", "locale", "autoRecalc", "timeZone", "defaultFormat", "iterativeCalculationSettings",
    "spreadsheetTheme", "importFunctionsExternalUrlAccessAllowed",
)  # fmt: skip


def properties_of(book: Book, sheet: Sheet) -> Json:
    """Write a sheet's properties as Google's answers do."""
    written = {"sheetId": sheet.sheet_id, "title": sheet.title, "index": book.sheets.index(sheet)}
    rest = {key: value for key, value in sheet.properties.items() if key not in written}
    grid = {key: value for key, value in sheet.grid.items() if value}
    return written | without_empty(rest) | {"gridProperties": grid}


def add_sheet(book: Book, request: Json, caller: Caller) -> Json:
    """Add a sheet at the end, or where its index says."""
    asked = {key: value for key, value in (request.get("properties") or {}).items() if value is not None}
    title = _free_title(book, asked.get("title"), caller)
    sheet_id = asked.get("sheetId")
    if sheet_id is not None and any(sheet.sheet_id == sheet_id for sheet in book.sheets):
        raise Refusal(say("sheet_id", id=sheet_id))
    grid = asked.get("gridProperties") or {}
    rows, columns = grid.get("rowCount") or 1000, grid.get("columnCount") or 26
    sheet = book.add_sheet(title, rows=rows, columns=columns, sheet_id=sheet_id)
    rest = {key: value for key, value in asked.items() if key not in ("title", "sheetId", "index", "gridProperties")}
    sheet.properties |= tidy_colours(rest)
    sheet.grid.update({key: value for key, value in grid.items() if value and key not in ("rowCount", "columnCount")})
    _place(book, sheet, asked.get("index"))
    return {"addSheet": {"properties": properties_of(book, sheet)}}


def _free_title(book: Book, title: str | None, caller: Caller) -> str:
    if not title:
        return _numbered_title(book)
    check_title(book, title, caller)
    if book.find_sheet(title):
        return f"{title}_conflict{random.randrange(10**9)}"
    return title


def check_title(book: Book, title: str, caller: Caller, own: Sheet | None = None) -> None:
    """Refuse a title that is taken or too long.

    Raises:
        Refusal: the title cannot be given.
    """
    if len(title) > 100:
        raise Refusal(say("sheet_title_length"))
    taken = book.find_sheet(title)
    if taken is not None and taken is not own and not caller.keeps_conflicts:
        raise Refusal(say("sheet_title", title=title))


def _numbered_title(book: Book) -> str:
    number = len(book.sheets) + 1
    word = "Tabellenblatt" if book.locale.startswith("de") else "Sheet"
    while book.find_sheet(f"{word}{number}"):
        number += 1
    return f"{word}{number}"


def _place(book: Book, sheet: Sheet, index: int | None) -> None:
    if index is not None and index < len(book.sheets):
        book.sheets.remove(sheet)
        book.sheets.insert(index, sheet)


def delete_sheet(book: Book, request: Json, caller: Caller) -> Json:
    """Delete a sheet, never the last one."""
    sheet = book.sheet(request.get("sheetId") or 0, "no_sheet")
    if len(book.sheets) == 1:
        raise Refusal(say("last_sheet"))
    book.sheets.remove(sheet)
    book.named_ranges = [
        named for named in book.named_ranges if named.get("range", {}).get("sheetId", 0) != sheet.sheet_id
    ]
    book.metadata = [entry for entry in book.metadata if entry["location"].get("sheetId") != sheet.sheet_id]
    return {}


def duplicate_sheet(book: Book, request: Json, caller: Caller) -> Json:
    """Copy a sheet within the spreadsheet."""
    source = book.sheet(request.get("sourceSheetId") or 0)
    title = request.get("newSheetName") or _copy_title(book, source)
    check_title(book, title, caller)
    sheet_id = request.get("newSheetId")
    if sheet_id is not None and any(sheet.sheet_id == sheet_id for sheet in book.sheets):
        raise Refusal(say("sheet_id", id=sheet_id))
    index = request.get("insertSheetIndex") or 0
    sheet = copy_sheet(source, book, title, sheet_id)
    book.sheets.remove(sheet)
    book.sheets.insert(index, sheet)
    return {"duplicateSheet": {"properties": properties_of(book, sheet)}}


def _copy_title(book: Book, source: Sheet) -> str:
    title = f"Copy of {source.title}"
    number = 2
    while book.find_sheet(title):
        title = f"Copy of {source.title} {number}"
        number += 1
    return title


def copy_sheet(source: Sheet, target: Book, title: str | None = None, sheet_id: int | None = None) -> Sheet:
    """Copy a sheet to the end of a spreadsheet, its own or another."""
    target.check_size(source.row_count * source.column_count)
    if sheet_id is None:
        sheet_id = target.new_id({sheet.sheet_id for sheet in target.sheets})
    sheet = source.copied()
    sheet.sheet_id = sheet_id
    sheet.properties["title"] = title or _copy_title(target, source)
    sheet.properties.pop("hidden", None)
    for owner in (*sheet.protected_ranges, *sheet.banded_ranges):
        kind = "protectedRangeId" if "protectedRangeId" in owner else "bandedRangeId"
        owner[kind] = target.new_id(set())
        if "range" in owner:
            owner["range"] = owner["range"] | {"sheetId": sheet_id}
    for rule in sheet.conditional_formats:
        rule["ranges"] = [entry | {"sheetId": sheet_id} for entry in rule["ranges"]]
    if sheet.basic_filter:
        sheet.basic_filter["range"] = sheet.basic_filter["range"] | {"sheetId": sheet_id}
    target.sheets.append(sheet)
    return sheet


def update_sheet_properties(book: Book, request: Json, caller: Caller) -> Json:
    """Change a sheet's title, place, size, colour, frozen rows, or whether it is hidden."""
    mask = read_mask(request, PROPERTIES)
    asked = request.get("properties") or {}
    sheet = book.sheet(asked.get("sheetId") or 0)
    if ("title" in mask or "*" in mask) and asked.get("title") is not None:
        check_title(book, asked["title"], caller, sheet)
    before = sheet.properties | {"index": book.sheets.index(sheet)}
    after = merge(before, before | asked if "*" in mask else asked, mask)
    index = after.pop("index", None)
    for asked_for, twin in (("tabColor", "tabColorStyle"), ("tabColorStyle", "tabColor")):
        if asked_for in mask and twin not in mask:
            after.pop(twin, None)
    rows, columns = _new_size(book, sheet, after)
    sheet.properties = {
        **tidy_colours({key: value for key, value in after.items() if key not in ("sheetId", "gridProperties")}),
        "title": after.get("title") or sheet.title,
        "gridProperties": (after.get("gridProperties") or {})
        | {"rowCount": sheet.row_count, "columnCount": sheet.column_count},
    }
    sheet.resize(rows, columns)
    if all(other.properties.get("hidden") for other in book.sheets):
        raise Refusal(say("last_visible"))
    _reorder(book, sheet, index)
    return {}


def _new_size(book: Book, sheet: Sheet, after: Json) -> tuple[int, int]:
    grid: Json = after.get("gridProperties") or {}
    sizes: list[int] = []
    for field, frozen, word in (
        ("rowCount", "frozenRowCount", "rows"),
        ("columnCount", "frozenColumnCount", "columns"),
    ):
        size = int(grid.get(field) or 0) if field in grid else int(sheet.grid[field])
        if size < 1:
            raise Refusal(say("grid_size", field=field))
        if (grid.get(frozen) or 0) >= size:
            raise Refusal(say("frozen", dimension=word))
        sizes.append(size)
    book.check_size(sizes[0] * sizes[1] - sheet.row_count * sheet.column_count)
    return sizes[0], sizes[1]


def _reorder(book: Book, sheet: Sheet, index: int | None) -> None:
    """Move a sheet; the index counts before the move."""
    now = book.sheets.index(sheet)
    if index is None or index in (now, now + 1):
        return
    book.sheets.remove(sheet)
    book.sheets.insert(index if index < now else index - 1, sheet)


def update_spreadsheet_properties(book: Book, request: Json, caller: Caller) -> Json:
    """Change the spreadsheet's title, locale or time zone."""
    mask = read_mask(request, BOOK_PROPERTIES)
    asked = request.get("properties") or {}
    merged = merge(book.properties, book.properties | asked if "*" in mask else asked, mask)
    book.properties = book.properties | tidy_colours(merged)
    return {}


HANDLERS: dict[str, Handler] = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
