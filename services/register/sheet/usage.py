"""How much of Google's limits a register uses."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.register.sheet.pace import READS_A_MINUTE

if TYPE_CHECKING:
    from services.register.sheet.client import SheetClient  # gspread takes long to import

CELL_LIMIT_OF_BOOK = 10_000_000  # of one spreadsheet, its empty cells included
WRITES_A_MINUTE = 60
SECONDS_A_REQUEST = 180  # after which Google gives up
WARNS_AT, ALARMS_AT = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Usage:
    """What is in use: cells of the spreadsheet; requests of this portal in the last minute; portals on the account.

    `slowest_seconds` is the longest that an answer took.
    """

    cells: int
    cells_by_tab: tuple[tuple[str, int], ...]
    reads: int
    writes: int
    portals: int
    slowest_seconds: float
    reads_in_all: int
    writes_in_all: int

    @property
    def share_of_cells(self) -> float:
        """The share of the cells, from 0 to 1."""
        return self.cells / CELL_LIMIT_OF_BOOK

    @property
    def share_of_reads(self) -> float:
        """The share of the reads a minute that this portal alone takes, from 0 to 1."""
        return self.reads / READS_A_MINUTE

    @property
    def share_of_writes(self) -> float:
        """The share of the writes a minute that this portal alone takes, from 0 to 1."""
        return self.writes / WRITES_A_MINUTE


def usage_of(client: "SheetClient", portals: int) -> Usage:
    """Ask for the size of every tab, and add what the client has counted."""
    found = client.properties("sheets(properties(title,gridProperties(rowCount,columnCount)))")
    tabs = []
    for sheet in found.get("sheets", ()):
        grid = sheet["properties"].get("gridProperties", {})
        tabs.append((str(sheet["properties"]["title"]), grid.get("rowCount", 0) * grid.get("columnCount", 0)))
    reads, writes = client.counts.last_minute()
    return Usage(
        sum(cells for _, cells in tabs),
        tuple(sorted(tabs, key=lambda tab: -tab[1])),
        reads,
        writes,
        portals,
        client.counts.slowest_seconds,
        client.counts.reads,
        client.counts.writes,
    )
