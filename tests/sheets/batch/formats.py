"""Conditional formats, alternating colours, borders and the basic filter."""

from __future__ import annotations

from typing import Any

from tests.sheets.access import Caller
from tests.sheets.batch.request import Handler, editable, read_mask
from tests.sheets.book import Book, bare, grid_range
from tests.sheets.cells import tidy_cell, tidy_colours
from tests.sheets.errors import Refusal
from tests.sheets.fields import merge
from tests.sheets.grid import Sheet
from tests.sheets.wire import Json
from tests.sheets.wording import say


def add_conditional_format_rule(book: Book, request: Json, caller: Caller) -> Json:
    """Insert a rule; rules have no id, only a place."""
    rule, sheet = _read_rule(book, request.get("rule") or {})
    index = request.get("index") or 0
    if not 0 <= index <= len(sheet.conditional_formats):
        raise Refusal(say("bounds", field="index", value=index, limit=len(sheet.conditional_formats)))
    sheet.conditional_formats.insert(index, rule)
    return {}


def _read_rule(book: Book, rule: Json) -> tuple[Json, Sheet]:
    ranges = rule.get("ranges") or []
    if not ranges:
        raise Refusal(say("no_target"))
    for entry in ranges:
        book.area_of(entry)
    sheet = book.sheet(ranges[0].get("sheetId") or 0)
    return tidy_colours(rule) | {"ranges": [bare(entry) for entry in ranges]}, sheet


def update_conditional_format_rule(book: Book, request: Json, caller: Caller) -> Json:
    """Replace or move a rule."""
    index = request.get("index") or 0
    if "rule" in request:
        rule, sheet = _read_rule(book, request["rule"])
        old = _rule(sheet, index)
        sheet.conditional_formats[index] = rule
        return {"updateConditionalFormatRule": {"newRule": rule, "newIndex": index, "oldRule": old}}
    sheet = book.sheet(request.get("sheetId") or 0)
    rule = _rule(sheet, index)
    to = request.get("newIndex") or 0
    sheet.conditional_formats.remove(rule)
    sheet.conditional_formats.insert(to, rule)
    return {"updateConditionalFormatRule": {"newRule": rule, "newIndex": to, "oldRule": rule, "oldIndex": index}}


def delete_conditional_format_rule(book: Book, request: Json, caller: Caller) -> Json:
    """Take a rule away; those behind it move up."""
    sheet = book.sheet(request.get("sheetId") or 0)
    rule = _rule(sheet, request.get("index") or 0)
    del sheet.conditional_formats[request.get("index") or 0]
    return {"deleteConditionalFormatRule": {"rule": rule}}


def _rule(sheet: Sheet, index: int) -> Json:
    if not 0 <= index < len(sheet.conditional_formats):
        raise Refusal(say("rule_missing", sheet=sheet.sheet_id, index=index))
    return sheet.conditional_formats[index]


def add_banding(book: Book, request: Json, caller: Caller) -> Json:
    """Colour rows or columns by turns."""
    asked = request.get("bandedRange") or {}
    sheet, area = book.area_of(asked.get("range") or {})
    for other in sheet.banded_ranges:
        if book.area_of(other["range"] | {"sheetId": sheet.sheet_id})[1].meets(area):
            raise Refusal(say("banding_overlap"))
    entry = tidy_colours(asked) | {"range": bare(asked["range"])}
    entry.setdefault("bandedRangeId", book.new_id(set()))
    sheet.banded_ranges.append(entry)
    return {"addBanding": {"bandedRange": entry}}


def update_banding(book: Book, request: Json, caller: Caller) -> Json:
    """Change the colours or the place."""
    mask = read_mask(request, None, root="bandedRange")
    asked = request.get("bandedRange") or {}
    sheet, entry = _banding(book, asked.get("bandedRangeId"))
    changed = tidy_colours(merge(entry, asked, mask)) | {"bandedRangeId": entry["bandedRangeId"]}
    sheet.banded_ranges[sheet.banded_ranges.index(entry)] = changed | {"range": bare(changed["range"])}
    return {}


def delete_banding(book: Book, request: Json, caller: Caller) -> Json:
    """Take the alternating colours away."""
    sheet, entry = _banding(book, request.get("bandedRangeId"))
    sheet.banded_ranges.remove(entry)
    return {}


def _banding(book: Book, banded_id: Any) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        for entry in sheet.banded_ranges:
            if entry["bandedRangeId"] == banded_id:
                return sheet, entry
    raise Refusal(say("banding_missing", id=banded_id))


def update_borders(book: Book, request: Json, caller: Caller) -> Json:
    """Draw the borders of a range."""
    sheet, area = editable(book, request.get("range") or {}, caller)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            edges = {
                "top": request.get("top" if row == area.top else "innerHorizontal"),
                "bottom": request.get("bottom" if row == area.bottom - 1 else "innerHorizontal"),
                "left": request.get("left" if column == area.left else "innerVertical"),
                "right": request.get("right" if column == area.right - 1 else "innerVertical"),
            }
            cell = sheet.cell(row, column)
            own = cell.get("userEnteredFormat", {})
            borders = own.get("borders", {}) | {edge: line for edge, line in edges.items() if line is not None}
            drawn = {edge: line for edge, line in borders.items() if line.get("style") != "NONE"}
            kept = {key: value for key, value in own.items() if key != "borders"}
            formatted = kept | ({"borders": drawn} if drawn else {})
            sheet.write(row, column, tidy_cell(cell | {"userEnteredFormat": formatted}))
    return {}


def set_basic_filter(book: Book, request: Json, caller: Caller) -> Json:
    """Set the one filter a sheet has."""
    asked = request.get("filter") or {}
    sheet, area = book.area_of(asked.get("range") or {})
    sheet.basic_filter = asked | {"range": grid_range(sheet, area)}
    return {}


def clear_basic_filter(book: Book, request: Json, caller: Caller) -> Json:
    """Take the filter away."""
    book.sheet(request.get("sheetId") or 0).basic_filter = None
    return {}


HANDLERS: dict[str, Handler] = {
    "addConditionalFormatRule": add_conditional_format_rule,
    "updateConditionalFormatRule": update_conditional_format_rule,
    "deleteConditionalFormatRule": delete_conditional_format_rule,
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
    "updateBorders": update_borders,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
}
