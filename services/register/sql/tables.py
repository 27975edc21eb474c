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
    String,
    Table,
    Text,
    inspect,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine

from schema.fields import Field, FieldType
from schema.tables import TABLES

_TYPES: dict[FieldType, type[TypeEngine[Any]]] = {
    FieldType.DATE: Date,
    FieldType.BOOL: Boolean,
    FieldType.INT: Integer,
}


def _column(field: Field) -> "Column[Any]":
    return Column(field.name, _TYPES.get(field.type, Text)())


@cache
def metadata() -> MetaData:
    """Return the tables of the register: those declared, the journal and the register's own facts."""
    found = MetaData()
    for declaration in TABLES.values():
        Table(
            declaration.name,
            found,
            Column("id", String(40), primary_key=True),
            Column("version", Integer, nullable=False),
            Column("changed_at", DateTime(timezone=True), nullable=False),
            Column("changed_by", Text, nullable=False),
            *(_column(field) for field in declaration.fields),
        )
    Index("reactions_number", found.tables["reactions"].c.number, unique=True)
    Index("concerns_reaction_id", found.tables["concerns"].c.reaction_id)
    Table(
        "journal",
        found,
        Column("seq", BigInteger, primary_key=True, autoincrement=False),
        Column("operation_id", String(80), nullable=False, index=True),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("actor", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("source", String(20), nullable=False),
        Column("table_name", String(40), nullable=False),
        Column("row_id", String(40), nullable=False),
        Column("aggregate_id", String(40), nullable=False, index=True),
        Column("version", Integer, nullable=False),
        Column("action", String(20), nullable=False),
        Column("plain", Text, nullable=False),
        Column("personal", Text),
        Column("personal_hash", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
    )
    Table("register_facts", found, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False))
    return found


def add_missing(connection: Connection) -> None:
    """Make the tables and columns that the store does not have yet; nothing is changed or taken away."""
    metadata().create_all(connection)
    known = inspect(connection)
    preparer = connection.dialect.identifier_preparer
    for table in metadata().sorted_tables:
        present = {column["name"] for column in known.get_columns(table.name)}
        for column in table.columns:
            if column.name not in present:
                kind = column.type.compile(connection.dialect)
                connection.execute(
                    text(f"ALTER TABLE {preparer.quote(table.name)} ADD COLUMN {preparer.quote(column.name)} {kind}")
                )
