"""Journal rows: what from what to what, plain and personal part apart, in a chain of hashes.

The chain covers the plain part and the hash of the personal part, so that the latter can be erased and the chain still
holds. Each personal part carries a salt: without it, its hash does not betray a short value.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from schema.fields import FieldType
from schema.tables import TABLES
from services.register.base import FieldChange

FIRST_HASH = "0" * 64


def encoded(value: Any) -> Any:
    """Return a plain value as JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def decoded(table: str, name: str, value: Any) -> Any:
    """Return the plain value that JSON holds for a field."""
    if value is None or name not in TABLES[table].names:
        return value
    kind = TABLES[table].field(name).type
    if kind is FieldType.DATE:
        return date.fromisoformat(value)
    return tuple(value) if kind is FieldType.CODES else value


@dataclass(frozen=True, slots=True)
class Entry:
    """The two parts of a journal row and the hash of the personal one, ready to store."""

    plain: str
    personal: str | None
    personal_hash: str


def entry_of(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Entry:
    """Return the entry for a row that was `before` and is `after`; fields with the same value are left out."""
    declaration = TABLES[table]
    plain: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    for name in declaration.names:
        was, now = before.get(name), after.get(name)
        if was != now:
            part = personal if name in declaration.personal_names else plain
            part[name] = [encoded(was), encoded(now)]
    sealed = None
    if personal:
        sealed = json.dumps({"salt": secrets.token_hex(16), "fields": personal}, ensure_ascii=False, sort_keys=True)
    return Entry(json.dumps(plain, ensure_ascii=False, sort_keys=True), sealed, _hash(sealed or ""))


def changes_of(table: str, plain: str, personal: str | None) -> tuple[FieldChange, ...]:
    """Return the field changes of a stored entry, in the order of the fields."""
    found: dict[str, Any] = json.loads(plain)
    if personal:
        found |= json.loads(personal)["fields"]
    names = TABLES[table].names
    order = {name: place for place, name in enumerate(names)}
    return tuple(
        FieldChange(name, decoded(table, name, pair[0]), decoded(table, name, pair[1]))
        for name, pair in sorted(found.items(), key=lambda item: order.get(item[0], len(names)))
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def chained_hash(before: str, facts: tuple[object, ...], plain: str, personal_hash: str) -> str:
    """Return a row's hash: over the hash before it, the row's facts, the plain part, the personal part's hash."""
    return _hash(json.dumps([before, *facts, plain, personal_hash], ensure_ascii=False))
