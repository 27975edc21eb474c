"""Taking a whole register over into SQL tables, row by row as it was."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection

from schema.tables import SYSTEM_COLUMNS, TABLES
from services.register.adopting import UNFINISHED_COPY, UnfinishedCopy, following, not_empty, superseded
from services.register.base import StoredEntry
from services.register.snapshot import Row
from services.register.sql import journal
from services.register.sql.rows import chunks, sql_values
from services.register.sql.tables import metadata

AT_ONCE = 500

T = TypeVar("T")


def find_mark(connection: Connection) -> UnfinishedCopy | None:
    """Return the mark of an unfinished copy, or None where this is a register."""
    facts = metadata().tables["register_facts"]
    text = connection.execute(select(facts.c.value).where(facts.c.name == UNFINISHED_COPY)).scalar()
    return UnfinishedCopy.of(text) if text else None


def begin(connection: Connection, place: str, mark: UnfinishedCopy) -> None:
    """Mark the register; what an unfinished copy left there goes.

    Raises:
        InputRejected: it is not empty.
    """
    tables = [metadata().tables[name] for name in (*TABLES, "journal")]
    if find_mark(connection) is None:
        if any(_has_rows(connection, table) for table in tables):
            raise not_empty(place)
    else:
        for table in tables:
            connection.execute(table.delete())
        take_mark_off(connection)
    connection.execute(metadata().tables["register_facts"].insert().values(name=UNFINISHED_COPY, value=mark.text))


def _has_rows(connection: Connection, table: Table) -> bool:
    return connection.execute(select(func.count()).select_from(select(table).limit(1).subquery())).scalar_one() > 0


def check_mark(connection: Connection, place: str, mark: UnfinishedCopy | None) -> None:
    """Check that the register is still marked as the copy that this is.

    Raises:
        RegisterUnavailable: another copy has begun, or ended.
    """
    if mark is None or find_mark(connection) != mark:
        raise superseded(place)


def take_mark_off(connection: Connection) -> None:
    """Make the copy a register like any other."""
    facts = metadata().tables["register_facts"]
    connection.execute(facts.delete().where(facts.c.name == UNFINISHED_COPY))


def take_over(
    connection: Connection,
    place: str,
    entries: Iterable[StoredEntry],
    rows: Mapping[str, Iterable[Row]],
    removed: Mapping[str, Collection[str]],
) -> None:
    """Store journal rows and rows as they are; see `Register.adopt`."""
    seq, _ = journal.last_link(connection)
    for part in _parts(following(place, seq, entries)):
        journal.append(connection, part)
    replaced = rows
    if seq:  # what came while the register was copied: little, so that all of it makes room before any of it is put in
        replaced = {table: list(given) for table, given in rows.items()}
        for table, given in replaced.items():
            _take_away(connection, table, [row["id"] for row in given])
    for table, ids in removed.items():
        _take_away(connection, table, ids)
    for table, given in replaced.items():
        stored = metadata().tables[table]
        for some in _parts(given):
            connection.execute(stored.insert(), [_stored_row(table, row) for row in some])


def _stored_row(table: str, row: Row) -> Row:
    return {name: row[name] for name in SYSTEM_COLUMNS} | sql_values({name: row[name] for name in TABLES[table].names})


def _take_away(connection: Connection, table: str, ids: Collection[str]) -> None:
    stored = metadata().tables[table]
    for chunk in chunks(ids):
        connection.execute(stored.delete().where(stored.c.id.in_(chunk)))


def _parts(given: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(given)
    while part := list(islice(iterator, AT_ONCE)):
        yield part
