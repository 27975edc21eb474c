"""Drafts: what a person typed and has not stored yet, kept in files beside the portal, never in the register.

A draft belongs to one person. Its id is the operation id of the save it leads to. Drafts that nobody touched for 30
days are let go, because they hold personal data.
"""

import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from schema.tables import TABLES
from schema.words import N_
from services.access import Actor
from services.errors import RegisterUnavailable
from services.register.base import new_id
from services.register.journal import decoded, encoded
from services.register.snapshot import Row

KEPT_DAYS = 30
_DAY = "day"  # how a date of `typed` is marked
UNFINISHED = ".unfinished"
_ID = re.compile(r"[0-9A-Za-z-]{10,60}")
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError)  # what a file that is no draft leads to


@dataclass(frozen=True, slots=True)
class DraftConcern:
    """A concern of a draft: its number in the form, its values, and its row id where it is stored already."""

    place: int
    values: Mapping[str, Any]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a form: the reaction, its concerns in order, and for a stored case what was seen of it.

    A form that is no case's has what stands in its widgets in `typed` instead: texts, dates, yes/no or nothing.
    """

    id: str
    form: str
    reaction: Mapping[str, Any] = field(default_factory=dict)
    concerns: tuple[DraftConcern, ...] = ()
    seen_reaction: Row | None = None
    seen_concerns: tuple[Row, ...] = ()
    typed: Mapping[str, Any] = field(default_factory=dict)


class DraftStore:
    """The drafts in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, actor: Actor, draft: Draft) -> None:
        """Store a draft in place of what was kept under its id.

        Raises:
            RegisterUnavailable: the folder cannot be written.
        """
        place = self._place(draft.id)
        written = json.dumps({"owner": actor.id, **_written(draft)}, ensure_ascii=False)
        unfinished = place.with_name(f"{place.stem}-{new_id()}{UNFINISHED}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.touch(mode=0o600)
            unfinished.write_text(written, encoding="utf-8")
            os.replace(unfinished, place)
        except OSError as err:
            raise RegisterUnavailable(
                N_("Your draft cannot be kept in {place}: {said}. Please store the entry before you leave the page."),
                place=str(self._folder),
                said=err.strerror or "",
            ) from err

    def find(self, actor: Actor, draft_id: str) -> Draft | None:
        """Return the actor's own draft of that id, or None: a file that is broken or too old is no draft."""
        if not _ID.fullmatch(draft_id):
            return None
        place = self._place(draft_id)
        if self._owner(place) != actor.id or _is_too_old(place):
            return None
        try:
            return _read(json.loads(place.read_text(encoding="utf-8")))
        except _BROKEN:
            return None

    def list_drafts(self, actor: Actor, form: str) -> list[Draft]:
        """Return the actor's drafts of a form, newest first; drafts nobody touched for long are let go."""
        kept = []
        for place in [*self._folder.glob("*.json"), *self._folder.glob(f"*{UNFINISHED}")]:
            if _is_too_old(place):
                place.unlink(missing_ok=True)
            elif place.suffix == ".json":
                kept.append(place)
        found = [self.find(actor, place.stem) for place in sorted(kept, key=_touched_at, reverse=True)]
        return [draft for draft in found if draft is not None and draft.form == form]

    def remove(self, actor: Actor, draft_id: str) -> None:
        """Let go of the actor's own draft."""
        if _ID.fullmatch(draft_id) and self._owner(self._place(draft_id)) == actor.id:
            self._place(draft_id).unlink(missing_ok=True)

    def _owner(self, place: Path) -> str | None:
        """Return whose draft a file is; None where it is nobody's: it is not there, or is broken."""
        try:
            return str(json.loads(place.read_text(encoding="utf-8"))["owner"])
        except _BROKEN:
            return None

    def _place(self, draft_id: str) -> Path:
        assert _ID.fullmatch(draft_id), "the id of a draft is made by the portal"
        return self._folder / f"{draft_id}.json"


def _touched_at(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except FileNotFoundError:  # another window has just stored it
        return 0.0


def _is_too_old(place: Path) -> bool:
    return _touched_at(place) < time.time() - KEPT_DAYS * 86_400


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: encoded(value) for name, value in values.items()}


def _typed(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: decoded(table, name, value) for name, value in values.items() if name in _KEPT[table]}


_KEPT = {name: frozenset({"id", "version", *table.names}) for name, table in TABLES.items()}


def _written(draft: Draft) -> dict[str, Any]:
    typed = draft.typed
    return {
        "id": draft.id,
        "form": draft.form,
        "reaction": _values(draft.reaction),
        "concerns": [[entry.place, entry.id, _values(entry.values)] for entry in draft.concerns],
        "seen_reaction": None if draft.seen_reaction is None else _values(draft.seen_reaction),
        "seen_concerns": [_values(row) for row in draft.seen_concerns],
        "typed": {name: {_DAY: encoded(value)} if isinstance(value, date) else value for name, value in typed.items()},
    }


def _read(stored: Mapping[str, Any]) -> Draft:
    return Draft(
        stored["id"],
        stored["form"],
        _typed("reactions", stored["reaction"]),
        tuple(DraftConcern(place, _typed("concerns", values), row_id) for place, row_id, values in stored["concerns"]),
        None if stored["seen_reaction"] is None else _typed("reactions", stored["seen_reaction"]),
        tuple(_typed("concerns", row) for row in stored["seen_concerns"]),
        {name: _undated(value) for name, value in stored.get("typed", {}).items()},
    )


def _undated(value: Any) -> Any:
    return date.fromisoformat(value[_DAY]) if isinstance(value, dict) else value


def drafts_folder(register_url: str) -> Path:
    """Return where the drafts of a register lie: beside a SQLite file, else in `data/drafts`."""
    start = "sqlite:///"
    if register_url.startswith(start):
        path = Path(register_url.removeprefix(start))
        return path.parent / f"{path.stem}-drafts"
    return Path("data/drafts")
