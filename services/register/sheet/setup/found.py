"""What stands in the sheet now: its tabs, their first rows and what lies around the cells. It takes two reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.register.sheet.client import SheetClient
from services.register.sheet.layout import FIRST_ROW, Tab, quoted, tabs

Json = Mapping[str, Any]

LOOKED_AT = 5  # rows of a tab that are read: the heading, and the records it may have slipped among
_BOOK = (
    "properties(title,locale,timeZone),"
    "sheets(properties(sheetId,title,index,hidden,gridProperties),protectedRanges,conditionalFormats,basicFilter)"
)
_CELLS = (
    "sheets(properties(sheetId),data(startRow,startColumn,"
    "rowData(values(effectiveValue,userEnteredFormat(numberFormat,textFormat(bold)),dataValidation)),"
    "rowMetadata(hiddenByUser),columnMetadata(hiddenByUser)))"
)


@dataclass(frozen=True, slots=True)
class FoundTab:
    """One of the register's tabs as it stands: what spreadsheets.get says of it, and its first and last row."""

    tab: Tab
    sheet: Json
    rows: tuple[Sequence[Json], ...] = ()  # the first ones
    last: Sequence[Json] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        """What people call the tab."""
        return str(self.sheet["properties"]["title"])

    @property
    def is_hidden(self) -> bool:
        """Whether the tab is hidden."""
        return bool(self.sheet["properties"].get("hidden"))

    @property
    def row_count(self) -> int:
        """How many rows the grid has, empty ones included."""
        return int(self.sheet["properties"]["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """How many columns the grid has, empty ones included."""
        return int(self.sheet["properties"]["gridProperties"]["columnCount"])

    @property
    def frozen_rows(self) -> int:
        """How many rows stay at the top."""
        return int(self.sheet["properties"]["gridProperties"].get("frozenRowCount", 0))

    def texts(self, row: int) -> list[str]:
        """Return what stands in a row (0 is the first), one text for each column; "" where a cell is empty."""
        cells = self.rows[row] if row < len(self.rows) else ()
        texts = [_text(cell.get("effectiveValue", {})) for cell in cells]
        return texts + [""] * (self.column_count - len(texts))

    def is_number(self, row: int, column: int) -> bool:
        """Return whether a number stands in that cell."""
        return "numberValue" in self.cell(row, column).get("effectiveValue", {})

    def cell(self, row: int, column: int) -> Json:
        """Return a cell of the first rows, {} where it is empty."""
        return _cell(self.rows[row], column) if row < len(self.rows) else {}

    def samples(self, column: int) -> list[Json]:
        """Return the cells by which a column is judged: the first and the last one below the heading."""
        found = [self.cell(FIRST_ROW - 1, column)]
        if self.row_count > LOOKED_AT:
            found.append(_cell(self.last, column))
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """The sheet as it stands: its own properties, the register's tabs by name, and all titles there are."""

    title: str
    locale: str
    time_zone: str
    tabs: Mapping[str, FoundTab]
    sheets: tuple[Json, ...]

    @property
    def titles(self) -> dict[int, str]:
        """The titles of all tabs, other people's included, by sheet id."""
        return {int(each["properties"].get("sheetId", 0)): str(each["properties"]["title"]) for each in self.sheets}

    @property
    def cells(self) -> int:
        """How many cells are in use, as Google counts them: the whole grid, empty ones included."""
        grids = [each["properties"].get("gridProperties", {}) for each in self.sheets]
        return sum(int(grid.get("rowCount", 0)) * int(grid.get("columnCount", 0)) for grid in grids)


def look(client: SheetClient) -> Found:
    """Return what stands in the sheet.

    Raises:
        PortalError: it cannot be read; the sentence says why and what to do.
    """
    book = client.properties(_BOOK)
    sheets = {int(each["properties"].get("sheetId", 0)): each for each in book.get("sheets", [])}
    ours = {tab.name: sheets[tab.sheet_id] for tab in tabs().values() if tab.sheet_id in sheets}
    looked = client.properties(_CELLS, [part for sheet in ours.values() for part in _ranges(sheet)]) if ours else {}
    data = {int(each["properties"].get("sheetId", 0)): each.get("data", []) for each in looked.get("sheets", [])}
    known = {name: _found_tab(tabs()[name], sheet, data) for name, sheet in ours.items()}
    properties = book.get("properties", {})
    return Found(
        str(properties.get("title", "")),
        str(properties.get("locale", "")),
        str(properties.get("timeZone", "")),
        known,
        tuple(sheets.values()),
    )


def _ranges(sheet: Json) -> list[str]:
    title = quoted(str(sheet["properties"]["title"]))
    rows = int(sheet["properties"]["gridProperties"]["rowCount"])
    first = f"{title}!1:{min(rows, LOOKED_AT)}"
    return [first, f"{title}!{rows}:{rows}"] if rows > LOOKED_AT else [first]


def _found_tab(tab: Tab, sheet: Json, data: Mapping[int, Sequence[Json]]) -> FoundTab:
    # A tab deleted between the two reads has no data any more; the next look says so.
    parts = data.get(tab.sheet_id, ())
    first = next((part for part in parts if not part.get("startRow")), {})
    last = next((part for part in parts if part.get("startRow")), {})
    return FoundTab(
        tab,
        sheet,
        tuple(row.get("values", []) for row in first.get("rowData", [])),
        next((row.get("values", []) for row in last.get("rowData", [])), []),
        _hidden(first.get("rowMetadata", [])),
        _hidden(first.get("columnMetadata", [])),
    )


def _hidden(entries: Sequence[Json]) -> frozenset[int]:
    return frozenset(place for place, entry in enumerate(entries) if entry.get("hiddenByUser"))


def _cell(cells: Sequence[Json], column: int) -> Json:
    return cells[column] if column < len(cells) else {}


def _text(value: Json) -> str:
    shown = next((value[kind] for kind in ("stringValue", "numberValue", "boolValue") if kind in value), "")
    return str(shown).strip()
