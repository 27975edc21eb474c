"""A Google Sheet for tests: its emulator, the account that works on it, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from services.register.sheet.client import SheetClient
from services.register.sheet.connection import Connection
from services.register.sheet.layout import letters, quoted, tabs
from services.register.sheet.setup.building import Built, build, is_built
from services.register.sheet.setup.found import look
from tests.sheets.running import Emulator

OWNER = "sachbearbeitung@example.org"
ACCOUNT = "portal@project.iam.gserviceaccount.com"
# Made for tests; seals nothing real.
SEALING_KEY = "pHPGJH0GEvDZk7ltPXFTyh5VCHc4d9JmQm1mSUNbWTE="


_STORED = (
    "properties,namedRanges,sheets(properties,merges,conditionalFormats,protectedRanges,basicFilter,bandedRanges,"
    "data(startRow,rowData(values(userEnteredValue,userEnteredFormat,dataValidation,note)),rowMetadata,columnMetadata))"
)


def _rows(count: int) -> list[str]:
    return [f"1:{min(count, 8)}", *([f"{count}:{count}"] if count > 8 else [])]


@dataclass
class Place:
    """One spreadsheet that was shared with the account."""

    emulator: Emulator
    book_id: str
    connection: Connection
    client: SheetClient

    def build(self, *, close_days: int | None = None, is_thorough: bool = False) -> Built:
        """Make or mend it."""
        return build(self.client, self.connection, close_days=close_days, is_thorough=is_thorough)

    @property
    def is_built(self) -> bool:
        """Whether it is whole."""
        return is_built(look(self.client))

    def stored(self, *names: str) -> dict[str, Any]:
        """Return how it is stored: all of it but the rows between the first and last few; or those tabs alone."""
        found = self.emulator.get(f"spreadsheets?id={self.book_id}&fields=sheets.properties")
        kept = {tabs()[name].sheet_id for name in names}
        properties = [each["properties"] for each in found["sheets"]]
        ranges = [
            f"{quoted(each['title'])}!{rows}"
            for each in properties
            for rows in _rows(each["gridProperties"]["rowCount"])
            if not kept or each["sheetId"] in kept
        ]
        query = urlencode({"id": self.book_id, "fields": _STORED, "ranges": ranges}, doseq=True)
        return self.emulator.get(f"spreadsheets?{query}")

    def sheet(self, name: str) -> dict[str, Any]:
        """Return one of the register's tabs, as it is stored."""
        found: dict[str, Any] = next(
            sheet for sheet in self.stored(name)["sheets"] if sheet["properties"]["sheetId"] == tabs()[name].sheet_id
        )
        return found

    def title(self, name: str) -> str:
        """Return what a tab is called now."""
        return str(self.sheet(name)["properties"]["title"])

    def row(self, name: str, row: int) -> list[str]:
        """Return the texts of a row, 1 for the first."""
        rows = self.sheet(name)["data"][0]["rowData"]
        cells = rows[row - 1].get("values", []) if row <= len(rows) else []
        return [str(cell.get("userEnteredValue", {}).get("stringValue", "")) for cell in cells]

    def cell(self, name: str, column: str, row: int) -> dict[str, Any]:
        """Return a cell of the column with that code name: one of the first rows, or of the last one."""
        sheet = self.sheet(name)
        return cell_of(sheet, self.place(name, column), row)

    def place(self, name: str, column: str) -> int:
        """Return where a column stands now, 0 for the first."""
        return self.row(name, 1).index(column)

    def letter(self, name: str, column: str) -> str:
        """Return the letters of a column as it stands now."""
        return letters(self.place(name, column))

    def act(self, do: str, name: str = "", **action: Any) -> None:
        """Let the sheet's owner do something, in one of the tabs."""
        more = {"sheet": self.title(name)} if name else {}
        self.emulator.act(do, spreadsheet=self.book_id, **more, **action)

    def type(self, name: str, cells: str, *values: list[Any]) -> None:
        """Let the sheet's owner type."""
        self.act("type", range=f"{quoted(self.title(name))}!{cells}", values=list(values))

    def change(self, *requests: dict[str, Any]) -> None:
        """Let the sheet's owner do what a batch can do."""
        self.act("batch", requests=list(requests))


def cell_of(sheet: dict[str, Any], place: int, row: int) -> dict[str, Any]:
    """Return a cell of a tab that is stored: one of the first rows, or of the last one."""
    part = next(part for part in reversed(sheet["data"]) if part.get("startRow", 0) < row)
    cell: dict[str, Any] = part["rowData"][row - 1 - part.get("startRow", 0)]["values"][place]
    return cell


def new_place(emulator: Emulator, *, role: str = "writer", **more: Any) -> Place:
    """Let somebody create a spreadsheet and share it with the account."""
    key = emulator.key(ACCOUNT)
    book_id = emulator.create(owner=OWNER, share={ACCOUNT: role}, **more)
    connection = Connection(book_id, key, (SEALING_KEY,), emulator.url)
    return Place(emulator, book_id, connection, SheetClient(connection, patience_seconds=1.0))
