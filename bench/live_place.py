"""The throw-away spreadsheet that is measured on: refused where it holds anything, tidied up afterwards."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.words import Words
from services.errors import InputRejected
from services.register.sheet.client import SheetClient
from services.register.sheet.codec import Raw, cell_data, row_data
from services.register.sheet.layout import FIRST_ROW, SheetColumn, Tab, tabs
from services.register.sheet.setup.building import is_empty_place
from services.register.sheet.state import FENCE
from services.register.sheet.views import View

PREFIX = "resonanz_measured_"  # of the fences, so that none is ever taken for a register's
TITLES = {"race": "Resonanz race", "speed": "Resonanz speed", "values": "Resonanz values", "rows": "Resonanz rows"}
_FIRST_ID = 727_667_100
SHEET_IDS = {name: _FIRST_ID + place for place, name in enumerate(TITLES)}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one measurement found: lines to read, and the same as data."""

    name: str
    title: str
    lines: tuple[tuple[str, str], ...]
    figures: Mapping[str, Any] = field(default_factory=dict)


def prepare(client: SheetClient) -> None:
    """Make sure that nothing is lost here: leftovers of an earlier run go, and all else has to be empty.

    Raises:
        InputRejected: the spreadsheet holds a register, or anything at all.
    """
    book = client.properties("sheets.properties(sheetId,title),namedRanges(namedRangeId,name)")
    known = {each["properties"].get("sheetId", 0) for each in book.get("sheets", [])}
    fences = [each for each in book.get("namedRanges", []) if each["name"].startswith(FENCE)]
    if fences or known & {tab.sheet_id for tab in tabs().values()}:
        raise InputRejected(
            "This spreadsheet holds a register. Nothing was done. Please create an empty one and share it."
        )
    clean_up(client)
    if not is_empty_place(client):
        raise InputRejected("This spreadsheet is not empty. Nothing was done. Please create an empty one and share it.")


def clean_up(client: SheetClient) -> None:
    """Take away everything a run has made."""
    book = client.properties("sheets.properties(sheetId,title),namedRanges(namedRangeId,name)")
    known = {each["properties"].get("sheetId", 0) for each in book.get("sheets", [])}
    ranges = [each["namedRangeId"] for each in book.get("namedRanges", []) if each["name"].startswith(PREFIX)]
    requests: list[Json] = [{"deleteNamedRange": {"namedRangeId": each}} for each in ranges]
    requests += [{"deleteSheet": {"sheetId": each}} for each in SHEET_IDS.values() if each in known]
    if requests:
        client.write(requests)


def made_tab(
    client: SheetClient,
    name: str,
    columns: Sequence[str],
    rows: int = 1_000,
    more: Sequence[Json] = (),
    values: Sequence[Sequence[Any]] = (),
) -> View:
    """Make a tab of the run's own with two heading rows, and with values below; `more` goes into the same batch."""
    made = tuple(SheetColumn(column, Words(column, column)) for column in columns)
    tab = Tab(name, SHEET_IDS[name], TITLES[name], made)
    grid = {"rowCount": rows, "columnCount": len(columns), "frozenRowCount": FIRST_ROW - 1}
    properties = {"sheetId": tab.sheet_id, "title": tab.title, "gridProperties": grid}
    heading = [list(columns), [column.upper() for column in columns]]
    client.write([{"addSheet": {"properties": properties}}, *more, written(tab.sheet_id, 0, 0, [*heading, *values])])
    return View(tab, tab.title, rows, {column: place for place, column in enumerate(columns)})


def written(sheet_id: int, row: int, column: int, values: Sequence[Sequence[Any]]) -> Json:
    """Return the request that writes values as the adapter does: text as text."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [cell_data(value) for value in cells]} for cells in values],
            "fields": "userEnteredValue",
        }
    }


def appended(view: View, rows: Sequence[Mapping[int, Raw]]) -> Json:
    """Return the request that appends rows as the adapter does: nothing but what they hold."""
    made = [row_data(cells) for cells in rows]
    return {"appendCells": {"sheetId": view.tab.sheet_id, "rows": made, "fields": "userEnteredValue"}}


def p90(seconds: Sequence[float]) -> float:
    """Return the smallest time within which 90 % of them were."""
    return sorted(seconds)[math.ceil(len(seconds) * 0.9) - 1]


def milliseconds(seconds: float) -> float:
    """Return seconds as milliseconds, to one place."""
    return round(seconds * 1000, 1)
