from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from tests.sheets.access import Caller
from tests.sheets.batch.request import Handler, editable
from tests.sheets.book import Book
from tests.sheets.errors import Refusal
from tests.sheets.grid import Row, Sheet
from tests.sheets.rendering import effective_value, plain
from tests.sheets.wire import Json
from tests.sheets.wording import say


def sort_range(book: Book, request: Json, caller: Caller) -> Json:
    """Sort the cells of a range: numbers, text, truth; blanks come last either way.

    Cells move with value, format and note. Rows do not: what is hidden stays where it is.
    """
    sheet, area = editable(book, request.get("range") or {}, caller)
    specs = request.get("sortSpecs") or []
    for spec in specs:
        if not area.left <= (spec.get("dimensionIndex") or 0) < area.right:
            at = spec.get("dimensionIndex") or 0
            raise Refusal(say("bounds", field="sortSpecs.dimensionIndex", value=at, limit=area.right - 1))
    columns = range(area.left, area.right)
    last = min(area.bottom, len(sheet.rows))
    rows: list[Row] = [{column: sheet.cell(row, column) for column in columns} for row in range(area.top, last)]
    keys = {id(row): [_rank(book, sheet, row, spec) for spec in specs] for row in rows}
    downward = [spec.get("sortOrder") == "DESCENDING" for spec in specs]

    def compare(first: Row, second: Row) -> int:
        for one, other, is_down in zip(keys[id(first)], keys[id(second)], downward, strict=True):
            if one != other:
                if one[0] == _BLANK or other[0] == _BLANK:
                    return 1 if one[0] == _BLANK else -1
                return 1 if (one > other) != is_down else -1
        return 0

    rows.sort(key=cmp_to_key(compare))
    for row, cells in reversed(list(enumerate(rows, area.top))):
        sheet.write_row(row, cells)
    return {}


_BLANK = 9


def _rank(book: Book, sheet: Sheet, row: Row, spec: Json) -> tuple[int, Any]:
    cell = row[spec.get("dimensionIndex") or 0]
    if "userEnteredValue" not in cell:
        return _BLANK, ""
    value = plain(effective_value(book, sheet, cell))
    if isinstance(value, bool):
        return 3, value
    if isinstance(value, int | float):
        return 1, value
    return 2, (str(value).casefold(), str(value))


HANDLERS: dict[str, Handler] = {"sortRange": sort_range}
