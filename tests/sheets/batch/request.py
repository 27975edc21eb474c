"""What the handlers of a batch share: reading the parts of a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sheets.a1 import Area
from tests.sheets.access import Caller, check_protection
from tests.sheets.book import Book
from tests.sheets.errors import Refusal, field_violation
from tests.sheets.fields import BadMask, Mask, parse_mask
from tests.sheets.grid import Sheet
from tests.sheets.wire import Json
from tests.sheets.wording import say

Handler = Callable[[Book, Json, Caller], Json]


def read_mask(request: Json, known: tuple[str, ...] | None = None, root: str = "") -> Mask:
    """Read the `fields` of an update.

    Raises:
        Refusal: they are missing.
        ApiError: they cannot be read, or name what does not exist.
    """
    text = request.get("fields")
    if not text:
        raise Refusal(say("no_fields"))
    try:
        mask = parse_mask(text)
    except BadMask:
        mask = {"": {}}
    if root and mask.keys() == {root}:
        mask = mask[root] or {"*": {}}
    if "*" in mask:
        return {"*": {}}
    unknown = [name for name in mask if not name or (known is not None and name not in known)]
    if unknown:
        raise field_violation("requests.fields", say("bad_mask", where="requests.fields", value=f'"{text}"'))
    return mask


def editable(book: Book, grid_range: Json, caller: Caller) -> tuple[Sheet, Area]:
    """Find the cells of a GridRange that the caller is about to change.

    Raises:
        Refusal: there are none, or they are protected.
    """
    sheet, area = book.area_of(grid_range)
    check_protection(book, sheet, area, caller)
    return sheet, area


def read_span(book: Book, span: Json) -> tuple[Sheet, str, int, int]:
    """Read a DimensionRange: sheet, dimension, start and end within the grid.

    Raises:
        Refusal: it leaves the grid.
    """
    sheet = book.sheet(span.get("sheetId") or 0)
    dimension = span.get("dimension") or "ROWS"
    size = size_of(sheet, dimension)
    start, end = span.get("startIndex") or 0, span.get("endIndex")
    end = size if end is None else end
    if not 0 <= start < size:
        raise Refusal(say("bounds", field="range.startIndex", value=start, limit=size))
    if end > size:
        raise Refusal(say("bounds", field="range.endIndex", value=end, limit=size))
    if end <= start:
        raise Refusal(say("empty_range", field="range.endIndex"))
    return sheet, dimension, start, end


def size_of(sheet: Sheet, dimension: str) -> int:
    """Count the rows or the columns of a sheet."""
    return sheet.row_count if dimension == "ROWS" else sheet.column_count


def band(sheet: Sheet, dimension: str, start: int, end: int) -> Area:
    """Return whole rows or columns as an area."""
    if dimension == "ROWS":
        return Area(start, 0, end, sheet.column_count)
    return Area(0, start, sheet.row_count, end)


def without_empty(value: Json) -> Json:
    """Leave out what proto3 leaves out of its JSON: null, false and empty text."""
    return {key: entry for key, entry in value.items() if not _is_default(entry)}


def _is_default(value: Any) -> bool:
    return value is None or value is False or value == ""
