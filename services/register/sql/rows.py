"""The stored rows at the moment of writing: what stands there, and putting what was planned in its place."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, String, cast, select, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from schema.fields import Field, FieldType
from schema.tables import SYSTEM_COLUMNS, TABLES
from services.register.commits import Place, Planned, stale
from services.register.snapshot import Row
from services.register.sql.tables import metadata

CHUNK = 500  # ids per question, below every store's limit on parameters


def chunks(values: Collection[str]) -> Iterator[list[str]]:
    """Return `values` in lists short enough for one question."""
    listed = list(values)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def column_names(table: str) -> tuple[str, ...]:
    """Return the columns of a table: those every row has, then its fields."""
    return (*SYSTEM_COLUMNS, *TABLES[table].names)


def raw_columns(connection: Connection, table: str) -> list[ColumnElement[Any]]:
    """Return the columns as the store holds them: quicker than SQLAlchemy's types, and no value makes them fail."""
    sqlite = connection.dialect.name == "sqlite"
    columns: list[ColumnElement[Any]] = []
    found = metadata().tables[table].c
    for name in column_names(table):
        column: ColumnElement[Any] = found[name]
        is_day = name in TABLES[table].names and TABLES[table].field(name).type is FieldType.DATE
        if sqlite:
            column = type_coerce(column, String).label(name)
        elif is_day:
            column = cast(column, String).label(name)
        columns.append(column)
    return columns


class StoredRows:
    """What the store holds, for the planning of a commit; see `commits.Stored`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers = metadata().tables["reactions"].c.number

    def rows(self, places: Collection[Place]) -> dict[Place, Row]:
        """Return those of the rows that there are."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for table, row_id in places:
            wanted[table].append(row_id)
        found: dict[Place, Row] = {}
        for table, ids in wanted.items():
            found |= self._rows(table, metadata().tables[table].c.id, ids)
        return found

    def parts(self, table: str, owner_ids: Collection[str]) -> dict[Place, Row]:
        """Return the rows of `table` that belong to one of these rows."""
        owner = TABLES[table].aggregate_field
        return self._rows(table, metadata().tables[table].c[owner], owner_ids) if owner else {}

    def _rows(self, table: str, key: Column[Any], values: Collection[str]) -> dict[Place, Row]:
        columns = raw_columns(self._connection, table)
        found: dict[Place, Row] = {}
        for chunk in chunks(values):
            for row in self._connection.execute(select(*columns).where(key.in_(chunk))):
                plain = dict(zip(column_names(table), row, strict=True))
                plain |= {field.name: _plain(field, plain[field.name]) for field in TABLES[table].fields}
                found[table, plain["id"]] = plain
        return found

    def numbers_among(self, numbers: Collection[str]) -> set[str]:
        """Return those of `numbers` that reactions have."""
        found: set[str] = set()
        for chunk in chunks(numbers):
            found.update(self._connection.execute(select(self._numbers).where(self._numbers.in_(chunk))).scalars())
        return found

    def numbers_starting_with(self, start: str) -> list[str]:
        """Return the numbers that begin with `start`, those of removed reactions too: no number is given twice."""
        number: ColumnElement[str] = self._numbers
        if self._connection.dialect.name == "postgresql":
            number = number.collate("C")  # in a German collation the hyphen would not count
        after = start[:-1] + chr(ord(start[-1]) + 1)
        found = list(self._connection.execute(select(self._numbers).where(number >= start, number < after)).scalars())
        return found + [number for number in self._removed_numbers() if number.startswith(start)]

    def _removed_numbers(self) -> Iterator[str]:
        journal = metadata().tables["journal"].c
        removed = select(journal.plain).where(journal.action == "removed", journal.table_name == "reactions")
        for plain in self._connection.execute(removed).scalars():
            before, _ = json.loads(plain).get("number", (None, None))
            if before:
                yield before


def _plain(field: Field, value: Any) -> Any:
    """Return a stored value as a plain one; as it stands there where it does not fit its field."""
    if value is None:
        return None
    if field.type is FieldType.DATE:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            return value
    if field.type is FieldType.BOOL:
        return bool(value) if value in (0, 1) else value
    return tuple(value.split(",")) if field.type is FieldType.CODES and isinstance(value, str) else value


def write_rows(connection: Connection, planned: Sequence[Planned], *, actor: str, at: datetime) -> None:
    """Put the planned rows in their places.

    Raises:
        StaleRecord: a row is not there in the version it was planned from.
    """
    tables = metadata().tables
    created: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in planned:
        if row.action == "created":
            system = {"id": row.id, "version": row.version, "changed_at": at, "changed_by": actor}
            created[row.table].append(system | sql_values(row.after))
    for table, rows in created.items():
        connection.execute(tables[table].insert(), rows)
    for row in planned:
        if row.action == "created":
            continue
        stored = tables[row.table]
        place = (stored.c.id == row.id) & (stored.c.version == row.version - 1)
        if row.action == "removed":
            done = connection.execute(stored.delete().where(place))
        else:
            values = sql_values(row.changed) | {"version": row.version, "changed_at": at, "changed_by": actor}
            done = connection.execute(stored.update().where(place).values(values))
        if done.rowcount != 1:
            raise stale([row.id])


def sql_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of fields as the columns take them."""
    return {name: ",".join(value) or None if isinstance(value, tuple) else value for name, value in values.items()}
