"""The SQL tables, derived from the declarations; columns are only ever added."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    inspect,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine

from schema.fields import Field, FieldType
from schema.tables import TABLES
from schema.tables import Table as Declaration

_TYPES: dict[FieldType, type[TypeEngine[Any]]] = {
    FieldType.DATE: Date,
    FieldType.BOOL: Boolean,
    FieldType.INT: BigInteger,
}


def _column(field: Field) -> "Column[Any]":
    return Column(field.name, _TYPES.get(field.type, Text)())


def metadata() -> MetaData:
    """Return the tables of the register: those declared, the journal and the register's own facts."""
    return _built_metadata(tuple(TABLES.values()))


@cache
def _built_metadata(declarations: tuple[Declaration, ...]) -> MetaData:
    found = MetaData()
    for declaration in declarations:
        Table(
            declaration.name,
            found,
            Column("id", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            Column("changed_at", DateTime(timezone=True), nullable=False),
            Column("changed_by", Text, nullable=False),
            *(_column(field) for field in declaration.fields),
        )
    # In the order of the characters: numbers are looked up by their beginning, whatever the database's language.
    number = found.tables["reactions"].c.number
    number.type = Text().with_variant(Text(collation="C"), "postgresql")
    Index("reactions_number", number, unique=True)
    for declaration in declarations:
        if declaration.aggregate_field:
            name = f"{declaration.name}_{declaration.aggregate_field}"
            Index(name, found.tables[declaration.name].c[declaration.aggregate_field])
    Table(
        "journal",
        found,
        Column("seq", BigInteger, primary_key=True, autoincrement=False),
        Column("operation_id", Text, nullable=False, index=True),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("actor", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("table_name", Text, nullable=False),
        Column("row_id", Text, nullable=False, index=True),
        Column("aggregate_id", Text, nullable=False, index=True),
        Column("version", Integer, nullable=False),
        Column("action", Text, nullable=False),
        Column("plain", Text, nullable=False),
        Column("personal", Text),
        Column("personal_hash", Text, nullable=False),
        Column("hash", Text, nullable=False),
    )
    journal = found.tables["journal"].c
    # The few rows that say which numbers were given to reactions since removed.
    is_removal = journal.action == "removed"
    Index("journal_removed", journal.table_name, sqlite_where=is_removal, postgresql_where=is_removal)
    Table("register_facts", found, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
    return found


def _missing_columns(connection: Connection) -> list[Column[Any]]:
    known = inspect(connection)
    present = {table: {column["name"] for column in known.get_columns(table)} for table in known.get_table_names()}
    return [
        column
        for table in metadata().sorted_tables
        for column in table.columns
        if column.name not in present.get(table.name, set())
    ]


def _missing_indexes(connection: Connection) -> list[Index]:
    known = inspect(connection)
    present = {index["name"] for table in known.get_table_names() for index in known.get_indexes(table)}
    return [index for table in metadata().sorted_tables for index in table.indexes if index.name not in present]


def is_complete(connection: Connection) -> bool:
    """Return whether the store has every table, column and index."""
    return not _missing_columns(connection) and not _missing_indexes(connection)


def add_missing(connection: Connection) -> None:
    """Make the tables, columns and indexes that the store does not have yet; nothing is changed or taken away."""
    metadata().create_all(connection)
    preparer = connection.dialect.identifier_preparer
    for column in _missing_columns(connection):
        table, name = preparer.quote(column.table.name), preparer.quote(column.name)
        kind = column.type.compile(connection.dialect)
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {name} {kind}"))
    for index in _missing_indexes(connection):
        index.create(connection)
