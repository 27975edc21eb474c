"""A sheet that a former version of the portal made: it lacks tabs or columns of today, and nothing in it is damaged."""

import json
from collections.abc import Iterator, Sequence

from schema.tables import TABLES
from services.register.journal import NOTHING_PERSONAL
from services.register.sheet.client import SheetClient
from services.register.sheet.codec import Raw
from services.register.sheet.layout import FIRST_ROW, JOURNAL, letters, quoted, tabs
from services.register.sheet.setup.found import FoundTab, look
from services.register.sheet.setup.heading import Heading, heading_of

NUMBERED = ("sealed_", "plain_")  # columns of which there are as many as the longest record takes
BLOCK_ROWS = 4_000


def is_outgrown(client: SheetClient) -> bool:
    """Return whether a sheet lacks nothing but what it never had, so that the portal may add it without being asked.

    What the journal knows of was there once and was deleted: that is for people to see, and for the set-up to put back.

    Raises:
        PortalError: it cannot be read; the sentence says why and what to do.
    """
    found = look(client)
    headings = {name: heading_of(tab) for name, tab in found.tabs.items()}
    missing = [name for name in tabs() if name not in headings]
    if JOURNAL in missing or not set(missing) <= set(TABLES):
        return False
    if not missing and all(heading.is_whole for heading in headings.values()):
        return False
    if not all(_is_undamaged(name, heading) for name, heading in headings.items()):
        return False
    if any(_is_last_used(client, found.tabs[name], heading) for name, heading in headings.items()):
        return False
    lacking = {name: set(headings[name].appended) for name in TABLES if name in headings}
    written = _written(client, found.tabs[JOURNAL], headings[JOURNAL])
    return not any(table in missing or not lacking.get(table, set()).isdisjoint(names) for table, names in written)


def _is_undamaged(name: str, heading: Heading) -> bool:
    """Return whether a tab lacks fields at most, or the last of its numbered columns."""
    if heading.is_lost or heading.moves or heading.damaged or heading.copies:
        return False
    named = tabs()[name].names
    for prefix in NUMBERED:
        lacks = [column in heading.appended for column in named if column.startswith(prefix)]
        if lacks != sorted(lacks) or (name == JOURNAL and lacks[0]):
            return False
    fields = TABLES[name].names if name in TABLES else ()
    return all(column in fields or column.startswith(NUMBERED) for column in heading.appended)


def _is_last_used(client: SheetClient, found: FoundTab, heading: Heading) -> bool:
    """Return whether something stands in the last one of numbered columns of which some are missing behind it."""
    for prefix in NUMBERED:
        numbered = [column for column in found.tab.names if column.startswith(prefix)]
        here = [column for column in numbered if column not in heading.appended]
        if here and len(here) < len(numbered):
            (cells,) = client.read([_cells(found, heading, here[-1], FIRST_ROW, found.row_count)])
            if any(any(row) for row in cells):
                return True
    return False


def _written(client: SheetClient, found: FoundTab, heading: Heading) -> Iterator[tuple[str, set[str]]]:
    """Give of every entry of the journal the table, and the columns that were filled with it."""
    names = [
        "table",
        "personal_hash",
        *(name for name in heading.places if name.startswith("plain_") and name not in heading.appended),
    ]
    for first in range(FIRST_ROW, found.row_count + 1, BLOCK_ROWS):
        last = min(first + BLOCK_ROWS - 1, found.row_count)
        columns = client.read([_cells(found, heading, name, first, last) for name in names])
        for row in range(max(map(len, columns), default=0)):
            table, personal, *plain = (_text(column, row) for column in columns)
            if table:
                sealed = set() if personal == NOTHING_PERSONAL else {"sealed_1"}
                yield table, _given("".join(plain)) | sealed


def _cells(found: FoundTab, heading: Heading, name: str, first: int, last: int) -> str:
    column = letters(heading.places[name])
    return f"{quoted(found.title)}!{column}{first}:{column}{last}"


def _text(column: Sequence[Sequence[Raw]], row: int) -> str:
    cells = column[row] if row < len(column) else ()
    return str(cells[0]) if cells else ""


def _given(plain: str) -> set[str]:
    try:
        changes = json.loads(plain) if plain else {}
    except ValueError:  # changed by hand: reading the register says so
        return set()
    return {name for name, (_, after) in changes.items() if after is not None}
