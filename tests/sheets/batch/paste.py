from __future__ import annotations

import csv
import io

from tests.sheets.a1 import Area
from tests.sheets.access import Caller, check_protection
from tests.sheets.batch.request import Handler
from tests.sheets.book import Book
from tests.sheets.cells import Cell, tidy_cell
from tests.sheets.entry import enter
from tests.sheets.grid import Sheet
from tests.sheets.rendering import effective_value
from tests.sheets.wire import Json

_PARTS = {
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
    "PASTE_CONDITIONAL_FORMATTING": (),
}


def copy_paste(book: Book, request: Json, caller: Caller) -> Json:
    """Copy cells; a larger destination is filled with repetitions."""
    source, taken = book.area_of(request.get("source") or {})
    target, asked = book.bounds_of(request.get("destination") or {})
    wanted = asked.within(target.row_count, target.column_count)
    cells = [[source.cell(row, column) for column in range(taken.left, taken.right)]
             for row in range(taken.top, taken.bottom)]  # fmt: skip
    if request.get("pasteOrientation") == "TRANSPOSE":
        cells = [list(line) for line in zip(*cells, strict=True)]
    height, width = len(cells), len(cells[0])
    area = Area(
        wanted.top,
        wanted.left,
        wanted.top + height * max(wanted.height // height, 1),
        wanted.left + width * max(wanted.width // width, 1),
    )
    book.check_grid(target, area)
    check_protection(book, target, area, caller)
    kind = request.get("pasteType") or "PASTE_NORMAL"
    for row in range(area.top, area.bottom):
        line = cells[(row - area.top) % height]
        target.write_row(
            row,
            {
                column: _pasted(book, source, target.cell(row, column), line[(column - area.left) % width], kind)
                for column in range(area.left, area.right)
            },
        )
    return {}


def _pasted(book: Book, source: Sheet, old: Cell, new: Cell, kind: str) -> Cell:
    if kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
        return new
    if kind == "PASTE_VALUES":
        value = effective_value(book, source, new)
        shown = {"stringValue": value["errorValue"]["word"]} if "errorValue" in value else value
        return tidy_cell(old | {"userEnteredValue": shown})
    parts = _PARTS.get(kind, ())
    kept = {key: value for key, value in old.items() if key not in parts}
    return tidy_cell(kept | {key: new[key] for key in parts if key in new})


def cut_paste(book: Book, request: Json, caller: Caller) -> Json:
    """Move cells; the source is left empty."""
    source, taken = book.area_of(request.get("source") or {})
    place = request.get("destination") or {}
    target = book.sheet(place.get("sheetId") or 0)
    top, left = place.get("rowIndex") or 0, place.get("columnIndex") or 0
    area = Area(top, left, top + taken.height, left + taken.width)
    book.check_grid(target, area)
    check_protection(book, source, taken, caller)
    check_protection(book, target, area, caller)
    lines = [
        {column - taken.left + left: source.cell(row, column) for column in range(taken.left, taken.right)}
        for row in range(taken.top, taken.bottom)
    ]
    for row in range(taken.top, taken.bottom):
        source.write_row(row, {column: {} for column in range(taken.left, taken.right)})
    for row, line in enumerate(lines, top):
        target.write_row(row, line)
    return {}


def paste_data(book: Book, request: Json, caller: Caller) -> Json:
    """Type delimited text into the cells from a place on."""
    place = request.get("coordinate") or {}
    sheet = book.sheet(place.get("sheetId") or 0)
    top, left = place.get("rowIndex") or 0, place.get("columnIndex") or 0
    rows = list(csv.reader(io.StringIO(request.get("data") or ""), delimiter=request.get("delimiter") or "\t"))
    area = Area(top, left, top + len(rows), left + max(map(len, rows), default=0))
    book.check_grid(sheet, area)
    check_protection(book, sheet, area, caller)
    for row, line in enumerate(rows, top):
        sheet.write_row(row, {i: enter(sheet.cell(row, i), text, book.locale) for i, text in enumerate(line, left)})
    return {}


HANDLERS: dict[str, Handler] = {"copyPaste": copy_paste, "cutPaste": cut_paste, "pasteData": paste_data}
