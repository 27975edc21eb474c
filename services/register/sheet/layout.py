"""Where everything stands in the sheet, derived from the declarations: tabs, columns, cells.

    row 1    the code names, hidden and protected; columns are found by them, wherever somebody moved them
    row 2    what people read, and may rename
    row 3 …  the records, in any order; a record is found by its id, never by its row

A table's tab begins with the id. The fields that are counted follow; what the portal needs for itself, and the sealed
personal fields, stand hidden at the right. Tabs are known by their sheet id, so that people may rename them.
"""

import math
import zlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from schema.fields import Field, FieldType
from schema.tables import TABLES
from schema.tables import Table as Declaration
from schema.words import Words

CODE_ROW, LABEL_ROW, FIRST_ROW = 1, 2, 3
CELL_LIMIT = 45_000  # characters a cell is filled with; Google's own limit of 50,000 is only known at second hand
ID, VERSION, CHANGED_AT, CHANGED_BY, STAMP = "id", "version", "changed_at", "changed_by", "stamp"
JOURNAL, PORTALS = "journal", "portals"

# Fernet's base64 makes 4 characters of 3 bytes; a character of text is at most 4 bytes; what cannot be compressed
# grows by little, and the names of the fields come on top.
_SEALED_PER_CHARACTER = 4 * 4 / 3
_SEALED_EXTRA = 2_000


class Kind(StrEnum):
    """What a column's cells hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # a serial number, shown as a date
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a tab. `field` is the declared field it holds; None for what the portal needs for itself."""

    name: str
    label: Words
    kind: Kind = Kind.TEXT
    field: Field | None = None
    is_hidden: bool = False
    width: int = 140

    @property
    def is_protected(self) -> bool:
        """Whether only the portal may write here."""
        return self.field is None


@dataclass(frozen=True)
class Tab:
    """One tab: its sheet id, the title it starts with, and its columns in the order they start in."""

    name: str
    sheet_id: int
    title: str
    columns: tuple[SheetColumn, ...]
    is_hidden: bool = False
    is_protected: bool = False

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The code names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def sealed_names(self) -> tuple[str, ...]:
        """The columns with the sealed personal part, in order."""
        return tuple(name for name in self.names if name.startswith("sealed_"))

    @cached_property
    def plain_names(self) -> tuple[str, ...]:
        """The columns that are not sealed, in order."""
        return tuple(name for name in self.names if not name.startswith("sealed_"))

    def column(self, name: str) -> SheetColumn:
        """Return the column of that code name.

        Raises:
            KeyError: the tab has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


_KINDS = {
    FieldType.DATE: Kind.DATE,
    FieldType.BOOL: Kind.YES_NO,
    FieldType.INT: Kind.NUMBER,
}
_WIDTHS = {FieldType.DATE: 110, FieldType.BOOL: 90, FieldType.INT: 80, FieldType.TEXT: 320}


def tabs() -> dict[str, Tab]:
    """Return every tab of the sheet by its code name: a table's name, `journal` or `portals`."""
    return _built_tabs(tuple(TABLES.values()))


@cache
def _built_tabs(declarations: tuple[Declaration, ...]) -> dict[str, Tab]:
    found = [_table_tab(declaration) for declaration in declarations]
    return {tab.name: tab for tab in (*found, _journal_tab(declarations), _portals_tab())}


def _sheet_id(name: str) -> int:
    return zlib.crc32(f"resonanz.{name}".encode()) & 0x7FFF_FFFF


def _hidden(name: str, german: str, english: str, kind: Kind = Kind.TEXT) -> SheetColumn:
    return SheetColumn(name, Words(german, english), kind, is_hidden=True)


def _sealed(count: int) -> tuple[SheetColumn, ...]:
    return tuple(
        _hidden(f"sealed_{place}", f"Verschlüsselt {place}", f"Sealed {place}") for place in range(1, count + 1)
    )


def _table_tab(table: Declaration) -> Tab:
    plain = tuple(
        SheetColumn(
            field.name, field.label, _KINDS.get(field.type, Kind.TEXT), field, width=_WIDTHS.get(field.type, 160)
        )
        for field in table.fields
        if not field.personal
    )
    columns = (
        SheetColumn(ID, Words("Kennung", "Id"), width=60),
        *plain,
        _hidden(VERSION, "Fassung", "Version", Kind.NUMBER),
        SheetColumn(CHANGED_AT, Words("Geändert am (UTC)", "Changed at (UTC)"), is_hidden=True),
        SheetColumn(CHANGED_BY, Words("Geändert von", "Changed by"), is_hidden=True),
        _hidden(STAMP, "Prüfzeichen", "Stamp"),
        *_sealed(_sealed_cells(_personal_characters(table))),
    )
    return Tab(table.name, _sheet_id(table.name), table.label.de, columns)


def _personal_characters(table: Declaration) -> int:
    return sum(field.max_length for field in table.fields if field.personal)


def _sealed_cells(characters: int) -> int:
    if not characters:
        return 0
    return math.ceil((characters * _SEALED_PER_CHARACTER + _SEALED_EXTRA) / CELL_LIMIT)


def _journal_tab(declarations: tuple[Declaration, ...]) -> Tab:
    # What is read of every entry when the register opens stands first; the rest is read where somebody asks for it.
    first = ("seq", "operation_id", "batch", "table", "row_id", "aggregate_id", "version", "action", "hash")
    then = ("at", "actor", "reason", "source", "personal_hash")
    numbers = {"seq", "version"}
    names = {"seq": "Nr.", "table": "Tabelle", "action": "Was", "at": "Wann (UTC)", "actor": "Wer", "reason": "Warum"}
    # An entry holds each text twice, before and after, and JSON writes some characters as two.
    plain = max(
        sum(field.max_length for field in table.fields if not field.personal and field.is_text) * 4
        for table in declarations
    )
    personal = max(map(_personal_characters, declarations)) * 2
    columns = [
        SheetColumn(name, Words(names.get(name, name), name), Kind.NUMBER if name in numbers else Kind.TEXT)
        for name in (*first, *then)
    ]
    plain_cells = math.ceil((plain + _SEALED_EXTRA) / CELL_LIMIT)
    columns += [
        SheetColumn(f"plain_{place}", Words(f"Änderung {place}", f"Change {place}"), width=320)
        for place in range(1, plain_cells + 1)
    ]
    return Tab(
        JOURNAL,
        _sheet_id(JOURNAL),
        "Verlauf",
        (*columns, *_sealed(_sealed_cells(personal))),
        is_protected=True,
    )


def _portals_tab() -> Tab:
    """Which portals work on the sheet, so that they share Google's limit of requests."""
    columns = (SheetColumn("portal", Words("Portal", "Portal")), SheetColumn("seen_at", Words("Zuletzt", "Last seen")))
    return Tab(PORTALS, _sheet_id(PORTALS), "Portale", columns, is_hidden=True, is_protected=True)


def letters(place: int) -> str:
    """Return the letters of a column by its place, 0 for A."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def quoted(title: str) -> str:
    """Return a tab's title as it stands in a range."""
    return "'" + title.replace("'", "''") + "'"
