"""A spreadsheet: its sheets, named ranges and properties, and the way back when a batch is refused."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.sheets.a1 import MAX_COLUMNS, Area, Bounds, format_area, parse_cells, split_title
from tests.sheets.errors import Refusal
from tests.sheets.grid import Sheet
from tests.sheets.shifting import shift_grid_range
from tests.sheets.wire import Json
from tests.sheets.wording import say

MAX_CELLS = 10_000_000
WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
_THEME = {
    "TEXT": {},
    "BACKGROUND": WHITE,
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}


@dataclass
class Book:
    """A spreadsheet without its file: who may see it is the Drive's affair."""

    book_id: str
    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)

    @property
    def locale(self) -> str:
        return str(self.properties["locale"])

    def copied(self, *, as_id: str = "", title: str = "") -> Book:
        """Copy what may change in place; with an id and a title it is another spreadsheet."""
        return Book(
            as_id or self.book_id,
            copy.deepcopy(self.properties) | ({"title": title} if title else {}),
            [sheet.copied() for sheet in self.sheets],
            copy.deepcopy(self.named_ranges),
            copy.deepcopy(self.metadata),
        )

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Take back every change of a block that fails."""
        before = self.copied()
        try:
            yield
        except BaseException:
            self.properties, self.sheets = before.properties, before.sheets
            self.named_ranges, self.metadata = before.named_ranges, before.metadata
            raise

    def find_sheet(self, title: str) -> Sheet | None:
        """Find a sheet by title, whatever its case."""
        exact = [sheet for sheet in self.sheets if sheet.title == title]
        alike = [sheet for sheet in self.sheets if sheet.title.lower() == title.lower()]
        return next(iter(exact + alike), None)

    def sheet(self, sheet_id: int, wording: str = "no_grid") -> Sheet:
        """Return a sheet by id.

        Raises:
            Refusal: there is none.
        """
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        raise Refusal(say(wording, id=sheet_id))

    def new_id(self, taken: set[int]) -> int:
        """Draw an id as Google's look."""
        while (number := random.randrange(1_000_000, 2**31 - 1)) in taken:
            pass
        return number

    def add_sheet(self, title: str, *, rows: int = 1000, columns: int = 26, sheet_id: int | None = None) -> Sheet:
        """Add an empty sheet at the end."""
        if sheet_id is None:
            sheet_id = self.new_id({sheet.sheet_id for sheet in self.sheets})
        grid = {"rowCount": rows, "columnCount": columns}
        self.check_size(rows * columns)
        if columns > MAX_COLUMNS:
            raise Refusal(say("column_limit"))
        sheet = Sheet(sheet_id, {"title": title, "sheetType": "GRID", "gridProperties": grid})
        self.sheets.append(sheet)
        return sheet

    def check_size(self, more: int) -> None:
        """Refuse cells beyond Google's limit.

        Raises:
            Refusal: there would be more than 10 million.
        """
        if more > 0 and more + sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > MAX_CELLS:
            raise Refusal(say("cell_limit"))

    def locate(self, text: str) -> tuple[Sheet, Bounds]:
        """Find what a range in A1 notation, a title or a name means.

        Raises:
            Refusal: it means nothing.
        """
        title, cells = split_title(text)
        if title is not None:
            sheet = self.find_sheet(title)
            bounds = Bounds() if cells is None else parse_cells(cells)
            if sheet is not None and bounds is not None:
                return sheet, bounds
            named = self.find_named_range(cells or "") if sheet is not None else None
            if named is None or "range" not in named:
                raise Refusal(say("range", range=text))
            return self.bounds_of(named["range"])
        bounds = parse_cells(text)
        if bounds is not None:
            return self.sheets[0], bounds
        sheet = self.find_sheet(text)
        if sheet is not None:
            return sheet, Bounds()
        named = self.find_named_range(text)
        if named is None or "range" not in named:
            raise Refusal(say("range", range=text))
        return self.bounds_of(named["range"])

    def find_named_range(self, name: str) -> Json | None:
        """Find a named range, whatever its case."""
        return next((named for named in self.named_ranges if named["name"].lower() == name.lower()), None)

    def bounds_of(self, grid_range: Json) -> tuple[Sheet, Bounds]:
        """Read a GridRange."""
        keys = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
        return self.sheet(grid_range.get("sheetId") or 0), Bounds(*(grid_range.get(key) for key in keys))

    def area_of(self, grid_range: Json) -> tuple[Sheet, Area]:
        """Close the open ends of a GridRange; one that leaves the grid is refused.

        Raises:
            Refusal: no such sheet, or no such cells.
        """
        sheet, bounds = self.bounds_of(grid_range)
        area = bounds.within(sheet.row_count, sheet.column_count)
        for name, value, limit, line in (
            ("startRowIndex", area.top, sheet.row_count, "row"),
            ("endRowIndex", area.bottom, sheet.row_count, "row"),
            ("startColumnIndex", area.left, sheet.column_count, "column"),
            ("endColumnIndex", area.right, sheet.column_count, "column"),
        ):
            if not 0 <= value <= limit:
                raise Refusal(say("after_grid", field=name, value=value, limit=limit, line=line))
        if area.height <= 0 or area.width <= 0:
            raise Refusal(say("empty_range", field="range.endRowIndex" if area.height <= 0 else "range.endColumnIndex"))
        return sheet, area

    def check_grid(self, sheet: Sheet, area: Area) -> None:
        """Refuse an area beyond the grid.

        Raises:
            Refusal: it leaves the grid.
        """
        if area.bottom > sheet.row_count or area.right > sheet.column_count:
            raise Refusal(self.beyond(sheet, area))

    def beyond(self, sheet: Sheet, area: Area) -> str:
        """Say that an area leaves the grid."""
        written = format_area(sheet.title, area)
        return say("grid_limits", range=written, rows=sheet.row_count, columns=sheet.column_count)

    def shift(self, sheet: Sheet, dimension: str, at: int, count: int) -> None:
        """Insert (or, by a negative count, delete) rows or columns, and let named ranges follow."""
        if count > 0:
            sheet.insert(dimension, at, count)
        else:
            sheet.delete(dimension, at, at - count)
        kept = []
        for named in self.named_ranges:
            lies = named.get("range")
            if lies is None or lies.get("sheetId", 0) != sheet.sheet_id:
                kept.append(named)
                continue
            moved = shift_grid_range(lies, dimension, at, count)
            rest = {key: value for key, value in named.items() if key != "range"}
            kept.append(rest | ({} if moved is None else {"range": moved}))
        self.named_ranges = kept


def new_book(book_id: str, title: str, *, locale: str = "en_US", time_zone: str = "Etc/GMT") -> Book:
    """Make a spreadsheet as Drive makes it: one empty sheet."""
    properties = {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": {
            "primaryFontFamily": "Arial",
            "themeColors": [{"colorType": kind, "color": {"rgbColor": colour}} for kind, colour in _THEME.items()],
        },
    }
    book = Book(book_id, properties)
    book.add_sheet("Tabellenblatt1" if locale.startswith("de") else "Sheet1", sheet_id=0)
    return book


def bare(grid_range: Json) -> Json:
    """Write a GridRange as Google's answers do: sheet 0 is not named."""
    ordered = ("sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return {
        key: grid_range[key]
        for key in ordered
        if grid_range.get(key) is not None and not (key == "sheetId" and grid_range[key] == 0)
    }


def grid_range(sheet: Sheet, area: Area) -> Json:
    """Write an area as a GridRange."""
    return bare(
        {
            "sheetId": sheet.sheet_id,
            "startRowIndex": area.top,
            "endRowIndex": area.bottom,
            "startColumnIndex": area.left,
            "endColumnIndex": area.right,
        }
    )
