"""A tab that is not there yet, as requests: its grid, its heading, how its columns look and what may be chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.register.sheet.layout import CODE_ROW, FIRST_ROW, LABEL_ROW, SheetColumn, Tab
from services.register.sheet.setup import looks
from services.register.sheet.setup.plans import Request
from services.register.snapshot import Lists

LEAST_ROWS = 1_000
HEADING = {"textFormat": {"bold": True}, "backgroundColor": {"red": 0.92, "green": 0.95, "blue": 0.95}}


def tab_made(tab: Tab, title: str, index: int) -> list[Request]:
    """Return the requests that make a tab with its heading."""
    properties = {
        "sheetId": tab.sheet_id,
        "title": title,
        "index": index,
        "hidden": tab.is_hidden,
        "gridProperties": {
            "rowCount": LEAST_ROWS,
            "columnCount": len(tab.columns),
            "frozenRowCount": LABEL_ROW,
        },
    }
    start = {"sheetId": tab.sheet_id, "rowIndex": CODE_ROW - 1, "columnIndex": 0}
    rows = [
        {"values": [text_cell(column.name) for column in tab.columns]},
        {"values": [text_cell(column.label.de) | {"userEnteredFormat": HEADING} for column in tab.columns]},
    ]
    columns = list(zip(tab.columns, range(len(tab.columns)), strict=True))
    return [
        {"addSheet": {"properties": properties}},
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,userEnteredFormat"}},
        hidden_rows(tab),
        *widths(tab, columns),
        *hidden_columns(tab, [place for column, place in columns if column.is_hidden]),
    ]


def text_cell(text: str) -> dict[str, Any]:
    """Return a cell with a text in it."""
    return {"userEnteredValue": {"stringValue": text}}


def hidden_rows(tab: Tab) -> Request:
    """Return the request that hides the row of code names."""
    return dimension_set(tab, "ROWS", CODE_ROW - 1, CODE_ROW, {"hiddenByUser": True})


def dimension_set(tab: Tab, dimension: str, start: int, end: int, properties: Mapping[str, object]) -> Request:
    """Return the request that gives rows or columns some properties."""
    span = {"sheetId": tab.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {
        "updateDimensionProperties": {"range": span, "properties": dict(properties), "fields": ",".join(properties)}
    }


def widths(tab: Tab, columns: Sequence[tuple[SheetColumn, int]]) -> list[Request]:
    """Return the requests that size columns."""
    return [
        dimension_set(tab, "COLUMNS", first, behind, {"pixelSize": width})
        for first, behind, width in stretches([(place, column.width) for column, place in columns])
    ]


def hidden_columns(tab: Tab, places: Sequence[int]) -> list[Request]:
    """Return the requests that hide columns."""
    return [
        dimension_set(tab, "COLUMNS", first, behind, {"hiddenByUser": True})
        for first, behind, _ in stretches([(place, True) for place in places])
    ]


def stretches(marked: Sequence[tuple[int, Any]]) -> list[tuple[int, int, Any]]:
    """Return columns that lie side by side and are marked alike: the first place, the one behind, the mark."""
    found: list[tuple[int, int, Any]] = []
    for place, mark in sorted(marked, key=lambda each: each[0]):
        if found and found[-1][1] == place and found[-1][2] == mark:
            found[-1] = (found[-1][0], place + 1, mark)
        else:
            found.append((place, place + 1, mark))
    return found


def looked(
    tab: Tab, columns: Sequence[tuple[SheetColumn, int]], lists: Lists, ranges: Mapping[str, str]
) -> list[Request]:
    """Return the requests that give columns their number format and their choices, in all rows below the heading."""
    formats = [(place, form) for column, place in columns if (form := looks.number_format(column))]
    requests: list[Request] = [
        {
            "repeatCell": {
                "range": below_heading(tab, first, behind),
                "cell": {"userEnteredFormat": {"numberFormat": form}},
                "fields": "userEnteredFormat.numberFormat",
            }
        }
        for first, behind, form in stretches(formats)
    ]
    rules = [(place, rule) for column, place in columns if (rule := looks.validation(column, lists, ranges))]
    return requests + [
        {"setDataValidation": {"range": below_heading(tab, first, behind), "rule": rule}}
        for first, behind, rule in stretches(rules)
    ]


def below_heading(tab: Tab, first: int, behind: int) -> dict[str, int]:
    """Return the rows below the heading of some columns, as a GridRange."""
    return {
        "sheetId": tab.sheet_id,
        "startRowIndex": FIRST_ROW - 1,
        "startColumnIndex": first,
        "endColumnIndex": behind,
    }


def filtered(tab: Tab, width: int) -> Request:
    """Return the request that sets a filter from the labels on."""
    lies = {
        "sheetId": tab.sheet_id,
        "startRowIndex": LABEL_ROW - 1,
        "startColumnIndex": 0,
        "endColumnIndex": width,
    }
    return {"setBasicFilter": {"filter": {"range": lies}}}
