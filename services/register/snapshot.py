"""An immutable state of the register: one typed frame per table, and the rows that do not fit."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast

import pandas as pd

from schema.fields import FieldType
from schema.lists import LIST_PARENTS, START_ENTRIES, TABLE_LISTS, Entry
from schema.tables import TABLES
from schema.words import N_, Words
from services.errors import RecordNotFound

Row = dict[str, Any]
LIST_TABLES = ("lists", *TABLE_LISTS.values())  # what the lists are made of
T = TypeVar("T")

KEPT_DERIVATIONS = 24
ROWS_AT_ONCE = 500


class Remedy(StrEnum):
    """What the register itself can do about an issue, when a person asks for it."""

    RESTORE = "restore"  # write the row back as the journal has it
    REMOVE = "remove"  # accept that the row was deleted: the record is removed
    ADOPT = "adopt"  # take a copied row, or an unusual number of changes, for real


@dataclass(frozen=True, slots=True)
class Issue:
    """A stored row that does not satisfy the schema: where it is, what stands there, what is wrong.

    `cell` names the place for people ("Reaktionen!F17") and `link` leads there, where the store has such places.
    `remedies` are what `Register.mend` can do about it (`Remedy`).
    """

    table: str
    row: str
    column: str
    value: object
    msgid: str
    params: Mapping[str, object]
    kept: bool  # the row's last valid state is in the snapshot
    cell: str = ""
    link: str = ""
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """The register at one revision.

    `frames` has one frame per declared table, indexed by row id, with the columns `version`, `changed_at`,
    `changed_by` and every declared field: codes as categories, dates as datetime64, whole numbers as Int64,
    yes/no as boolean, text as str; what is not given is missing. Treat them as read-only.
    """

    revision: int
    frames: Mapping[str, pd.DataFrame]
    issues: tuple[Issue, ...] = ()

    @cached_property
    def lists(self) -> "Lists":
        """Every list as it stands in this state."""
        return Lists.of(self.frames)

    @cached_property
    def _concern_ids(self) -> dict[str, tuple[str, ...]]:
        return _ids_by_reaction(self.frames["concerns"])

    @cached_property
    def _note_ids(self) -> dict[str, tuple[str, ...]]:
        return _ids_by_reaction(self.frames["notes"])

    @cached_property
    def _ids_by_number(self) -> dict[str, str]:
        reactions = self.frames["reactions"]
        return dict(zip(reactions["number"].tolist(), reactions.index.tolist(), strict=True))

    @cached_property
    def _derived(self) -> dict[Hashable, Any]:
        return {}

    def derived(self, work: Callable[..., T], *args: Hashable) -> T:
        """Return `work(self, *args)`, worked out once and kept as long as this state; treat it as read-only.

        For what several services build on and what is large: the last KEPT_DERIVATIONS are kept.
        """
        name = (work, args)
        found = self._derived.pop(name, self)
        result = work(self, *args) if found is self else cast("T", found)
        self._derived[name] = result
        for old in list(self._derived)[:-KEPT_DERIVATIONS]:
            self._derived.pop(old, None)
        return result

    def followed_by(
        self,
        revision: int,
        frames: Mapping[str, pd.DataFrame],
        issues: tuple[Issue, ...],
        touched: Mapping[str, Collection[str]],
    ) -> "Snapshot":
        """Return the state after this one; `touched` names by table the rows that differ.

        What was looked up in this state and still holds is carried over, so that a page right after a save is as quick
        as any other.
        """
        following = Snapshot(revision, frames, issues)
        known = self.__dict__  # where cached_property keeps what it has worked out
        if "lists" in known and all(frames[name] is self.frames[name] for name in LIST_TABLES):
            following.__dict__["lists"] = self.lists
        if "_ids_by_number" in known:
            following.__dict__["_ids_by_number"] = self._numbers_with(frames["reactions"], touched.get("reactions", ()))
        for name, table in (("_concern_ids", "concerns"), ("_note_ids", "notes")):
            if name in known:
                ids = self._parts_with(known[name], table, frames[table], touched.get(table, ()))
                following.__dict__[name] = ids
        return following

    def _numbers_with(self, reactions: pd.DataFrame, touched: Collection[str]) -> dict[str, str]:
        ids = dict(self._ids_by_number) if touched else self._ids_by_number
        for before in _cells(self.frames["reactions"], "number", touched).values():
            ids.pop(before, None)
        ids.update((number, row_id) for row_id, number in _cells(reactions, "number", touched).items())
        return ids

    def _parts_with(
        self, known: dict[str, tuple[str, ...]], table: str, rows: pd.DataFrame, touched: Collection[str]
    ) -> dict[str, tuple[str, ...]]:
        ids = dict(known) if touched else known
        for row_id, owner in _cells(self.frames[table], "reaction_id", touched).items():
            ids[owner] = tuple(other for other in ids[owner] if other != row_id)
        for row_id, owner in _cells(rows, "reaction_id", touched).items():
            ids[owner] = (*ids.get(owner, ()), row_id)
        return ids

    def find_row(self, table: str, row_id: str) -> Row | None:
        """Return one row as plain values (None where nothing is given), or None if there is no such row."""
        frame = self.frames[table]
        if row_id not in frame.index:
            return None
        place = frame.index.get_loc(row_id)
        row: Row = {"id": row_id}
        for name in frame.columns:
            row[name] = plain_value(frame[name].array[place])
        for field in TABLES[table].fields:
            if field.type is FieldType.CODES:
                row[field.name] = tuple(row[field.name].split(",")) if row[field.name] else ()
        return row

    def each_row(self, table: str, ids: Collection[str] | None = None) -> Iterator[Row]:
        """Give every row of a table (or those of `ids` that there are) as `row` does, a few held at a time."""
        frame = self.frames[table]
        if ids is not None:
            frame = frame[frame.index.isin(list(ids))]
        listed = [field.name for field in TABLES[table].fields if field.type is FieldType.CODES]
        for start in range(0, len(frame), ROWS_AT_ONCE):
            part = frame.iloc[start : start + ROWS_AT_ONCE]
            columns = [map(plain_value, part[name].tolist()) for name in part.columns]
            for values in zip(part.index.tolist(), *columns, strict=True):
                row: Row = dict(zip(("id", *part.columns), values, strict=True))
                for name in listed:
                    row[name] = tuple(row[name].split(",")) if row[name] else ()
                yield row

    def row(self, table: str, row_id: str) -> Row:
        """Return one row as plain values.

        Raises:
            RecordNotFound: there is no such row.
        """
        found = self.find_row(table, row_id)
        if found is None:
            raise RecordNotFound(N_("This record is not in the register any more. Please reload the page."))
        return found

    def find_reaction_id(self, number: str) -> str | None:
        """Return the id of the reaction with that number, or None."""
        return self._ids_by_number.get(number)

    def concern_rows(self, reaction_id: str) -> list[Row]:
        """Return the concerns of a reaction in the customer's order."""
        rows = [self.row("concerns", row_id) for row_id in self._concern_ids.get(reaction_id, [])]
        return sorted(rows, key=lambda row: (row["rank"] or 0, row["id"]))

    def note_rows(self, reaction_id: str) -> list[Row]:
        """Return the notes on a reaction, oldest first."""
        rows = [self.row("notes", row_id) for row_id in self._note_ids.get(reaction_id, [])]
        return sorted(rows, key=lambda row: (row["noted_on"] or date.max, row["id"]))


def _ids_by_reaction(parts: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    ids: dict[str, tuple[str, ...]] = {}
    for row_id, reaction_id in zip(parts.index.tolist(), parts["reaction_id"].tolist(), strict=True):
        ids[reaction_id] = (*ids.get(reaction_id, ()), row_id)
    return ids


def _cells(frame: pd.DataFrame, column: str, row_ids: Collection[str]) -> dict[str, str]:
    """Return by row id what stands in a column of text, for those of the rows that there are."""
    ids = list(row_ids)
    places = frame.index.get_indexer(pd.Index(ids, dtype="str")).tolist()
    values = frame[column].array
    return {row_id: values[place] for row_id, place in zip(ids, places, strict=True) if place >= 0}


def plain_value(value: Any) -> Any:
    """Return a frame's cell as a plain Python value: None, str, int, bool, date or datetime."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if value.tzinfo else value.date()
    return value.item() if hasattr(value, "item") else value


def _plain_rows(frame: pd.DataFrame) -> Iterator[Row]:
    for values in frame.itertuples(index=False, name=None):
        yield dict(zip(frame.columns, map(plain_value, values), strict=True))


@dataclass(frozen=True)
class Lists:
    """The entries of every list: those a register starts with, changed and extended by the office's own.

    An entry's key is its path for details (`theme` lists are narrowed by area, `detail` lists by `area/theme`).
    """

    entries: Mapping[str, tuple[Entry, ...]]

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame]) -> "Lists":
        """Return the lists of a state."""
        known: dict[str, dict[tuple[str, str], Entry]] = {}
        for entry in START_ENTRIES:
            known.setdefault(entry.list, {})[entry.parent, entry.code] = entry
        for row in _plain_rows(frames["lists"]):
            parent, position = row["parent"] or "", row["position"]
            label = Words(row["label"], row["label_en"] or row["label"])
            group = known.setdefault(row["list"], {})
            before = group.get((parent, row["code"]))
            place = position if position is not None else (before.position if before else len(group) + 1000)
            group[parent, row["code"]] = Entry(
                row["list"], row["code"], label, parent, place, row["active"] is not False
            )
        for name, table in TABLE_LISTS.items():
            for row in _plain_rows(frames[table]):
                label = Words(row["label"], row["label"])
                entry = Entry(name, row["code"], label, active=row["active"] is not False)
                known.setdefault(name, {})["", row["code"]] = entry
        by_place = {
            name: tuple(sorted(group.values(), key=lambda entry: (entry.parent, entry.position, entry.label.de)))
            for name, group in known.items()
        }
        return cls(by_place)

    @cached_property
    def _by_code(self) -> dict[str, dict[str, list[Entry]]]:
        found: dict[str, dict[str, list[Entry]]] = {}
        for name, entries in self.entries.items():
            codes = found.setdefault(name, {})
            for entry in entries:
                codes.setdefault(entry.code, []).append(entry)
        return found

    def options(self, name: str, parent: str = "", *, keep: str | None = None) -> list[str]:
        """Return the codes to choose from, in order: those in use, and `keep` even where it no longer is."""
        return [
            entry.code
            for entry in self.entries.get(name, ())
            if (name not in LIST_PARENTS or entry.parent == parent) and (entry.active or entry.code == keep)
        ]

    def codes(self, name: str) -> list[str]:
        """Return every code of a list, in order, each once."""
        return list(dict.fromkeys(entry.code for entry in self.entries.get(name, ())))

    def find(self, name: str, code: str, parent: str | None = None) -> Entry | None:
        """Return the entry of that code (below `parent`, where given), or None."""
        for entry in self._by_code.get(name, {}).get(code, ()):
            if parent is None or entry.parent == parent:
                return entry
        return None

    def is_known(self, name: str, code: str, parent: str) -> bool:
        """Return whether the list has that entry below `parent` (lists without parents: anywhere)."""
        return self.find(name, code, parent if name in LIST_PARENTS else None) is not None

    def label(self, name: str, code: str | None, language: str = "de", parent: str | None = None) -> str:
        """Return what people call the entry; the code itself where the list does not know it; "" for None."""
        if code is None:
            return ""
        entry = self.find(name, code, parent) or self.find(name, code)
        return entry.label.within(language) if entry else code
