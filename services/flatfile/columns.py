"""The columns of the flat file, derived from the declarations; a field declared tomorrow is a column tomorrow."""

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from schema.fields import Field, FieldType
from schema.tables import TABLES

CONTRACT = (
    "reaction",
    "received_on",
    "channel",
    "ombuds",
    "partner",
    "customer_ref",
    "subject",
    "text",
    "unit",
    "acknowledged_on",
    "cleared_on",
    "closed_on",
    "follow_up_of",
    "rank",
    "kind",
    "area",
    "theme",
    "detail",
    "complaint_type",
    "outcome",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it holds, and the table that field belongs to."""

    table: str
    field: Field

    @property
    def name(self) -> str:
        """The code name in the heading."""
        return self.field.flat

    def heading(self, labels: str | None = None) -> str:
        """Return the heading: the code name, or the label in the language `labels`."""
        return self.field.label.within(labels) if labels else self.name


def columns() -> tuple[Column, ...]:
    """Return every column: those of the contract in its order, then all others as they are declared."""
    return _columns(TABLES["reactions"].fields, TABLES["concerns"].fields)


@cache
def _columns(reactions: tuple[Field, ...], concerns: tuple[Field, ...]) -> tuple[Column, ...]:
    declared = {
        field.flat: Column(table, field)
        for table, fields in (("reactions", reactions), ("concerns", concerns))
        for field in fields
        if field.flat in CONTRACT or not (field.system or field.type is FieldType.ROW)
    }
    first = [declared.pop(name) for name in CONTRACT if name in declared]
    return (*first, *declared.values())


def required_columns() -> tuple[Column, ...]:
    """Return the columns a file cannot do without: those whose field is always required and not set by the portal."""
    return tuple(column for column in columns() if column.field.required is True and not column.field.system)


def token(text: str) -> str:
    """Return a heading or an entry's name as it is compared: without case, accents' spelling or spare spaces."""
    return " ".join(unicodedata.normalize("NFC", text).replace("_", " ").casefold().split())


def find_column(heading: str) -> Column | None:
    """Return the column that a heading names, by code name or by label in either language, or None."""
    return _by_token(columns()).get(token(heading))


@cache
def _by_token(known: tuple[Column, ...]) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for names in (
        [(column.name, column) for column in known],
        [(column.field.name, column) for column in known],
        [(column.field.label.de, column) for column in known],
        [(column.field.label.en, column) for column in known],
    ):
        for name, column in names:
            found.setdefault(token(name), column)
    return found


def closest_name(heading: str, taken: Iterable[Column] = ()) -> str | None:
    """Return the known heading that looks most like this one and is not taken, or None."""
    taken = set(taken)
    free = {name: column for name, column in _by_token(columns()).items() if column not in taken}
    close = difflib.get_close_matches(token(heading), free, n=1, cutoff=0.6)
    return free[close[0]].name if close else None
