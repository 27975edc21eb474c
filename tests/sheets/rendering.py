"""What a cell shows: its value worked out, and the three ways of reading it."""

from __future__ import annotations

from typing import Any

from tests.sheets.book import DEFAULT_FORMAT, Book
from tests.sheets.cells import Cell
from tests.sheets.errors import Refusal
from tests.sheets.formulas import FormulaError, work_out
from tests.sheets.grid import Sheet
from tests.sheets.locales import get_locale
from tests.sheets.patterns import MOMENTS, show_number
from tests.sheets.wire import Json, tidy_number

Value = str | float | bool | None
_MAX_DEPTH = 60


def render(book: Book, sheet: Sheet, cell: Cell, option: str, moments: str = "SERIAL_NUMBER") -> Value:
    """Return what a read answers for a cell: FORMATTED_VALUE, UNFORMATTED_VALUE or FORMULA."""
    entered = cell.get("userEnteredValue")
    if not entered:
        return ""
    if option == "FORMULA" and "formulaValue" in entered:
        return str(entered["formulaValue"])
    effective = effective_value(book, sheet, cell)
    shows_moment = moments == "FORMATTED_STRING" and number_format(cell).get("type") in MOMENTS
    if option == "FORMATTED_VALUE" or (shows_moment and "numberValue" in effective):
        return formatted_value(book, cell, effective)
    return plain(effective)


def plain(effective: Json) -> Value:
    """Take the value out of an ExtendedValue."""
    if "errorValue" in effective:
        return str(effective["errorValue"]["word"])
    return next(iter(effective.values()), "")


def number_format(cell: Cell) -> Json:
    """Return a cell's number format, {} for automatic."""
    found: Json = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    return found


def effective_value(book: Book, sheet: Sheet, cell: Cell, depth: int = 0) -> Json:
    """Work out what a cell's value is."""
    entered: Json = cell.get("userEnteredValue", {})
    if "formulaValue" not in entered:
        return entered
    if depth > _MAX_DEPTH:
        return {"errorValue": {"type": "REF", "message": "Circular dependency detected.", "word": "#REF!"}}

    def read(reference: str) -> list[list[Any]]:
        try:
            target, bounds = book.locate(reference) if "!" in reference else (sheet, book.locate(reference)[1])
        except Refusal:
            raise FormulaError("#REF!", "REF") from None
        area = bounds.within(target.row_count, target.column_count)
        return [
            [_operand(effective_value(book, target, target.cell(row, column), depth + 1)) for column in
             range(area.left, area.right)]
            for row in range(area.top, area.bottom)
        ]  # fmt: skip

    try:
        value = work_out(entered["formulaValue"], read, get_locale(book.locale).decimal)
    except FormulaError as error:
        return {"errorValue": {"type": error.kind, "message": "", "word": error.word}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": tidy_number(value)}
    return {"stringValue": "" if value is None else str(value)}


def _operand(effective: Json) -> Any:
    if "errorValue" in effective:
        raise FormulaError(effective["errorValue"]["word"], effective["errorValue"]["type"])
    return next(iter(effective.values()), None)


def formatted_value(book: Book, cell: Cell, effective: Json) -> str:
    """Write a value as the cell shows it, in the spreadsheet's locale."""
    locale = get_locale(book.locale)
    if "numberValue" in effective:
        return show_number(effective["numberValue"], number_format(cell), locale)
    if "boolValue" in effective:
        return locale.words[0] if effective["boolValue"] else locale.words[1]
    return str(plain(effective))


def cell_data(book: Book, sheet: Sheet, cell: Cell) -> Json:
    """Write a cell as spreadsheets.get answers it."""
    data = dict(cell)
    effective = effective_value(book, sheet, cell)
    if effective:
        shown = {key: value for key, value in effective.get("errorValue", {}).items() if key != "word"}
        data["effectiveValue"] = {"errorValue": shown} if shown else effective
        data["formattedValue"] = formatted_value(book, cell, effective)
    if cell:
        own: Json = cell.get("userEnteredFormat", {})
        text = DEFAULT_FORMAT["textFormat"] | own.get("textFormat", {})
        data["effectiveFormat"] = DEFAULT_FORMAT | own | {"textFormat": text}
    return data
