"""From what a file writes to the codes of lists; entries that open lists do not know yet are proposed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from schema.fields import Field
from schema.lists import LIST_PARENTS, OPEN_LISTS, TABLE_LISTS, code_for
from schema.problems import Problem
from schema.rules import record_problems
from schema.tables import TABLES
from schema.words import Words
from services.flatfile.names import ListNames
from services.importing.identity import id_from
from services.register.base import RowChange
from services.register.snapshot import Lists

CODE_LENGTH = 80
Key = tuple[str, str, str]  # list, parent path, code

ADDED = {
    "theme": Words("Thema", "Theme"),
    "detail": Words("Einzelheit", "Detail"),
    "unit": Words("Team", "Team"),
    "partner": Words("Partnerorganisation", "Partner organisation"),
}


@dataclass(frozen=True, slots=True)
class Addition:
    """An entry that an import adds to an open list; `parent` is the code path above it."""

    list: str
    code: str
    label: str
    parent: str = ""

    @property
    def key(self) -> Key:
        """What no two entries share."""
        return self.list, self.parent, self.code

    @property
    def table(self) -> str:
        """The table that holds it."""
        return TABLE_LISTS.get(self.list, "lists")

    @property
    def values(self) -> dict[str, Any]:
        """The row that holds it."""
        defaults = {field.name: field.default for field in TABLES[self.table].fields}
        own: dict[str, Any] = {"code": self.code, "label": self.label}
        if self.table == "lists":
            own |= {"list": self.list, "parent": self.parent or None}
        return {**defaults, **own}

    @property
    def change(self) -> RowChange:
        """What adds it; its id follows from what it is, so that two imports at once cannot add it twice."""
        return RowChange(self.table, id_from(None, "entry", self.list, self.parent, self.code), self.values)


class Entries:
    """The lists as an import finds them, and what it would add to them."""

    def __init__(self, lists: Lists, today: date) -> None:
        self._lists = lists
        self._today = today
        self._names = ListNames(lists)
        self._resolved: dict[tuple[str, str, str], str] = {}
        self._proposed: dict[Key, Addition] = {}
        self._problems: dict[Key, list[Problem]] = {}

    def resolve(self, field: Field, written: str, parent: str) -> str | None:
        """Return the code of what is written, below `parent`; a new one for an open list, None where unknown."""
        assert field.list is not None
        key = field.list, parent, written
        if key not in self._resolved:
            code = self._names.find(field.list, written, parent)
            if code is None:
                if field.list not in OPEN_LISTS:
                    return None
                code = self._propose(field.list, written, parent)
            self._resolved[key] = code
        return self._resolved[key]

    def is_known(self, name: str, code: str, parent: str) -> bool:
        """Return whether the list has that entry, or will have."""
        place = parent if name in LIST_PARENTS else ""
        return self._lists.is_known(name, code, parent) or (name, place, code) in self._proposed

    def known_names(self, name: str, parent: str = "") -> Words:
        """Return the entries in use of a list, label and code, in one line."""
        codes = self._lists.options(name, parent)
        lines = {
            language: ", ".join(f"{self._lists.label(name, code, language)} ({code})" for code in codes)
            for language in ("de", "en")
        }
        return Words(**lines)

    def find_addition(self, name: str, code: str, parent: str) -> Addition | None:
        """Return the proposed entry of that code, or None."""
        return self._proposed.get((name, parent if name in LIST_PARENTS else "", code))

    def problems(self, addition: Addition) -> list[Problem]:
        """Return what forbids that entry."""
        if addition.key not in self._problems:
            self._problems[addition.key] = record_problems(
                addition.table, addition.values, today=self._today, is_known=self._lists.is_known
            )
        return self._problems[addition.key]

    def _propose(self, name: str, written: str, parent: str) -> str:
        label = " ".join(written.split())
        place = parent if name in LIST_PARENTS else ""
        code = self._free_code(name, place, label)
        addition = Addition(name, code, label, place)
        self._proposed[addition.key] = addition
        self._names.add(name, written, place, code)
        return code

    def _free_code(self, name: str, parent: str, label: str) -> str:
        plain = code_for(label) or f"x_{hashlib.sha256(label.encode()).hexdigest()[:8]}"
        code, number = plain[:CODE_LENGTH].strip("_"), 2
        while self.is_known(name, code, parent):
            ending = f"_{number}"
            code, number = plain[: CODE_LENGTH - len(ending)].strip("_") + ending, number + 1
        return code


def used_additions(entries: Entries, records: Iterable[tuple[str, dict[str, Any]]]) -> list[Addition]:
    """Return the proposed entries that records (with their tables) use, parents first, each once."""
    found: dict[Key, Addition] = {}
    fields = {table: coded_fields(table) for table in ("reactions", "concerns")}
    for table, record in records:
        for field in fields[table]:
            assert field.list is not None
            for code in codes_of(record.get(field.name)):
                addition = entries.find_addition(field.list, code, parent_of(table, field, record))
                if addition:
                    found.setdefault(addition.key, addition)
    return list(found.values())


def coded_fields(table: str) -> tuple[Field, ...]:
    """Return the fields of a table that draw from an open list, in order."""
    return tuple(field for field in TABLES[table].fields if field.list in OPEN_LISTS)


def codes_of(value: Any) -> tuple[str, ...]:
    """Return the codes that a field's value holds."""
    return () if not value else value if isinstance(value, tuple) else (value,)


def parent_of(table: str, field: Field, record: dict[str, Any]) -> str:
    """Return the path below which a record's value is looked up, as `schema.rules.parent_path`, without its cost."""
    if field.parent is None:
        return ""
    above = TABLES[table].field(field.parent)
    path = parent_of(table, above, record)
    value = str(record.get(field.parent) or "")
    return f"{path}/{value}" if path else value
