"""Journal rows: what from what to what, plain and personal part apart, in a chain of hashes.

The chain covers the plain part and the hash of the personal part, so that the latter can be erased and the chain still
holds. Each personal part carries a salt: without it, its hash does not betray a short value.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from schema.fields import FieldType
from schema.tables import TABLES
from schema.words import N_
from services.register.base import ChangeSet, FieldChange, JournalRow, StoredEntry, Values
from services.register.commits import Planned


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


FIRST_LINK = (0, "0" * 64)  # the place and hash before the first row
NOTHING_PERSONAL = _hash("")


def encoded(value: Any) -> Any:
    """Return a plain value as JSON holds it."""
    if value is None or type(value) is str:  # most are
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def decoded(table: str, name: str, value: Any) -> Any:
    """Return the plain value that JSON holds for a field."""
    if value is None or table not in TABLES or name not in TABLES[table].names:
        return value
    kind = TABLES[table].field(name).type
    if kind is FieldType.DATE:
        return date.fromisoformat(value)
    return tuple(value) if kind is FieldType.CODES else value


def journal_entries(
    planned: Sequence[Planned], change: ChangeSet, *, at: datetime, after: tuple[int, str]
) -> list[StoredEntry]:
    """Return the journal rows of a save, chained to the row `after` (its place and hash)."""
    entries: list[StoredEntry] = []
    seq, link = after
    said = (change.operation_id, at, change.actor, change.reason, change.source)
    for row in planned:
        seq += 1
        plain, personal = _parts(row.table, row.before, row.after)
        personal_hash = _hash(personal or "")
        facts = (seq, *said, row.table, row.id, row.aggregate_id, row.version, row.action)
        link = _link(link, facts, plain, personal_hash)
        entries.append(StoredEntry(*facts, plain, personal, personal_hash, link))
    return entries


def _parts(table: str, before: Values, after: Values) -> tuple[str, str | None]:
    declaration = TABLES[table]
    plain: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    personal_names = declaration.personal_names
    for name in declaration.names:
        was, now = before.get(name), after.get(name)
        if was != now:
            part = personal if name in personal_names else plain
            part[name] = [encoded(was), encoded(now)]
    sealed = _json({"salt": secrets.token_hex(16), "fields": personal}) if personal else None
    return _json(plain), sealed


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _link(before: str, facts: tuple[object, ...], plain: str, personal_hash: str) -> str:
    said = (encoded(fact.astimezone(UTC)) if isinstance(fact, datetime) else fact for fact in facts)
    return _hash(_json([before, *said, plain, personal_hash]))


def _link_of(before: str, entry: StoredEntry) -> str:
    said = (entry.seq, entry.operation_id, entry.at, entry.actor, entry.reason, entry.source)
    place = (entry.table, entry.row_id, entry.aggregate_id, entry.version, entry.action)
    return _link(before, (*said, *place), entry.plain, entry.personal_hash)


def journal_row(entry: StoredEntry) -> JournalRow:
    """Return a stored journal row as people read it."""
    return JournalRow(
        entry.seq,
        entry.operation_id,
        entry.at,
        entry.actor,
        entry.reason,
        entry.source,
        entry.table,
        entry.row_id,
        entry.aggregate_id,
        entry.version,
        entry.action,
        _changes(entry),
        erased=entry.personal is None and entry.personal_hash != NOTHING_PERSONAL,
    )


def _changes(entry: StoredEntry) -> tuple[FieldChange, ...]:
    found: dict[str, Any] = json.loads(entry.plain)
    if entry.personal:
        found |= json.loads(entry.personal)["fields"]
    names = TABLES[entry.table].names if entry.table in TABLES else ()
    order = {name: place for place, name in enumerate(names)}
    return tuple(
        FieldChange(name, decoded(entry.table, name, pair[0]), decoded(entry.table, name, pair[1]))
        for name, pair in sorted(found.items(), key=lambda item: order.get(item[0], len(names)))
    )


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A place where the journal is not as it was written: the row's number, and in words what is wrong."""

    seq: int
    msgid: str


def verify_journal(entries: Iterable[StoredEntry], *, after: tuple[int, str] = FIRST_LINK) -> list[BrokenLink]:
    """Return the places at which a journal, oldest row first, was changed after it was written; none if it is whole.

    A row that was changed breaks at itself, rows that were taken out or put in break at the row behind them. Rows taken
    off the end leave no trace here. A personal part that was erased is no break. The first row follows on `after` (its
    place and hash).
    """
    return list(_broken_links(entries, after))


def _broken_links(entries: Iterable[StoredEntry], after: tuple[int, str]) -> Iterator[BrokenLink]:
    seq, link = after
    for entry in entries:
        if entry.seq != seq + 1:
            yield BrokenLink(entry.seq, N_("Rows before this one are missing from the journal, or stand twice in it."))
        elif entry.hash != _link_of(link, entry):
            yield BrokenLink(entry.seq, N_("This row of the journal was changed after it was written."))
        elif entry.personal is not None and _hash(entry.personal) != entry.personal_hash:
            yield BrokenLink(entry.seq, N_("The personal part of this row was changed after it was written."))
        seq, link = entry.seq, entry.hash
