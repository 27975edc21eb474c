"""The journal as a SQL table."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC
from typing import Any

from sqlalchemy import Row, exists, select
from sqlalchemy.engine import Connection

from services.register.adopting import UNFINISHED_COPY
from services.register.base import StoredEntry
from services.register.journal import FIRST_LINK
from services.register.sql.tables import metadata

Link = tuple[int, str]  # a journal row's place and hash

FETCHED_AT_ONCE = 1000
_NAMES = tuple(field.name for field in fields(StoredEntry))


def last_link(connection: Connection) -> Link:
    """Return the place and hash of the newest journal row."""
    journal = metadata().tables["journal"].c
    newest = connection.execute(select(journal.seq, journal.hash).order_by(journal.seq.desc()).limit(1)).one_or_none()
    return (newest.seq, newest.hash) if newest else FIRST_LINK


def has_link(connection: Connection, link: Link) -> bool:
    """Return whether the journal holds that very row: the store is still the one it was read from."""
    journal = metadata().tables["journal"].c
    found = select(journal.hash).where(journal.seq == link[0])
    return link == FIRST_LINK or connection.execute(found).scalar() == link[1]


def is_applied(connection: Connection, operation_id: str) -> bool:
    """Return whether the operation is in the journal."""
    journal = metadata().tables["journal"].c
    return (
        connection.execute(select(journal.seq).where(journal.operation_id == operation_id).limit(1)).first() is not None
    )


def state_of(connection: Connection, operation_id: str) -> tuple[bool, bool]:
    """Return whether the operation is in the journal, and whether the register is an unfinished copy."""
    journal, facts = metadata().tables["journal"].c, metadata().tables["register_facts"].c
    is_applied = exists().where(journal.operation_id == operation_id)
    is_unfinished = exists().where(facts.name == UNFINISHED_COPY)
    found = connection.execute(select(is_applied, is_unfinished)).one()
    return bool(found[0]), bool(found[1])


def touched_rows(connection: Connection, after: int) -> dict[str, list[str]]:
    """Return by table the ids of the rows that the journal names behind that place."""
    journal = metadata().tables["journal"].c
    touched: dict[str, list[str]] = {}
    for table, row_id in connection.execute(
        select(journal.table_name, journal.row_id).where(journal.seq > after).distinct()
    ):
        touched.setdefault(table, []).append(row_id)
    return touched


def append(connection: Connection, entries: Sequence[StoredEntry]) -> None:
    """Write journal rows."""
    rows: list[dict[str, Any]] = []
    for entry in entries:
        row = {name: getattr(entry, name) for name in _NAMES}
        row["table_name"] = row.pop("table")
        rows.append(row)
    if rows:
        connection.execute(metadata().tables["journal"].insert(), rows)


def entries_of(connection: Connection, row_id: str) -> list[StoredEntry]:
    """Return the journal rows of a row and of its parts, oldest first."""
    journal = metadata().tables["journal"]
    chosen = select(journal).where((journal.c.aggregate_id == row_id) | (journal.c.row_id == row_id))
    return [_entry(row) for row in connection.execute(chosen.order_by(journal.c.seq))]


def all_entries(connection: Connection, after: int = 0) -> Iterator[StoredEntry]:
    """Return the journal rows behind that place, oldest first, without holding them all at once."""
    journal = metadata().tables["journal"]
    question = select(journal).where(journal.c.seq > after).order_by(journal.c.seq)
    for row in connection.execution_options(yield_per=FETCHED_AT_ONCE).execute(question):
        yield _entry(row)


def _entry(row: Row[Any]) -> StoredEntry:
    at = row.at.astimezone(UTC) if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    return StoredEntry(
        row.seq,
        row.operation_id,
        at,
        row.actor,
        row.reason,
        row.source,
        row.table_name,
        row.row_id,
        row.aggregate_id,
        row.version,
        row.action,
        row.plain,
        row.personal,
        row.personal_hash,
        row.hash,
    )
