"""Opening the store: an engine, and transactions that read one state or write alone."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, select
from sqlalchemy.engine import URL, Connection
from sqlalchemy.pool import ConnectionPoolEntry

from schema.tables import SCHEMA_VERSION
from schema.words import N_
from services.errors import RegisterShapeError
from services.register.adopting import unfinished
from services.register.sql.addresses import place_of, sqlite_path
from services.register.sql.adopting import find_mark
from services.register.sql.explanations import explained
from services.register.sql.files import check_place, look_inside, make_file
from services.register.sql.tables import add_missing, is_complete, metadata

BUSY_SECONDS = 10.0
WRITE = "resonanz_write"
# One thread at a time: looking into a file drops the locks that another one has on the same new file (see `files`).
_PREPARING = threading.Lock()
WRITER_LOCK = 727667  # the advisory lock that one writer at a time holds on PostgreSQL


def open_engine(url: URL, *, busy_seconds: float = BUSY_SECONDS, for_adoption: bool = False) -> Engine:
    """Return an engine whose store is a register of this version, made on the spot where there is none.

    With `for_adoption`, it may be an unfinished copy.

    Raises:
        RegisterShapeError: the store is damaged, is no register, an unfinished copy, or one of a newer version.
        RegisterUnavailable: it cannot be reached, read or written.
    """
    path = sqlite_path(url)
    with explained(url):
        engine = _sqlite_engine(path, busy_seconds) if path else _postgres_engine(url, busy_seconds)
        try:
            prepare(engine, url, busy_seconds=busy_seconds, for_adoption=for_adoption)
        except BaseException:
            engine.dispose()
            raise
    return engine


def prepare(engine: Engine, url: URL, *, busy_seconds: float = BUSY_SECONDS, for_adoption: bool = False) -> None:
    """Check that the store is a register, or make it one; a register of this version is only read.

    Raises:
        RegisterShapeError: the store is damaged, is no register, an unfinished copy, or one of a newer version.
        RegisterUnavailable: a register cannot be kept at that place.
    """
    with _PREPARING:
        path = sqlite_path(url)
        if path is not None:
            check_place(path)
            make_file(path)
            check_shape(url, *look_inside(path, busy_seconds))
        with read_connection(engine) as connection:
            tables, version = _contents(connection)
            check_shape(url, tables, version)
            mark = find_mark(connection) if version and not for_adoption else None
            if mark:
                raise unfinished(place_of(url), mark)
            if version == str(SCHEMA_VERSION) and is_complete(connection):
                return
        with write_connection(engine) as connection:
            check_shape(url, *_contents(connection))
            _complete(connection)


def _complete(connection: Connection) -> None:
    add_missing(connection)
    facts = metadata().tables["register_facts"]
    connection.execute(facts.delete().where(facts.c.name == "schema_version"))
    connection.execute(facts.insert().values(name="schema_version", value=str(SCHEMA_VERSION)))


def _contents(connection: Connection) -> tuple[set[str], str | None]:
    tables = set(inspect(connection).get_table_names())
    facts = metadata().tables["register_facts"]
    if facts.name not in tables:
        return tables, None
    return tables, connection.execute(select(facts.c.value).where(facts.c.name == "schema_version")).scalar()


def check_shape(url: URL, tables: set[str], version: str | None) -> None:
    """Check that a store with these tables is a register this portal knows, or that it is free to become one.

    Raises:
        RegisterShapeError: it holds other data, or is a register of a newer version.
    """
    is_ours = "register_facts" in tables
    is_free = not tables or (sqlite_path(url) is None and not tables & set(metadata().tables))
    if not is_ours and not is_free:
        raise RegisterShapeError(
            N_("{place} holds other data and is no register. It was not touched. Choose another place."),
            place=place_of(url),
        )
    if version is not None and int(version) > SCHEMA_VERSION:
        raise RegisterShapeError(
            N_(
                "The register {place} was written by a newer version of the portal "
                "({version}; this one knows {known}). It was not touched. Please update the portal."
            ),
            place=place_of(url),
            version=version,
            known=SCHEMA_VERSION,
        )


def _postgres_engine(url: URL, busy_seconds: float) -> Engine:
    options = {"connect_timeout": max(2, int(busy_seconds)), "options": f"-c lock_timeout={int(busy_seconds * 1000)}"}
    return create_engine(url, pool_pre_ping=True, connect_args=options)


def _sqlite_engine(path: Path, busy_seconds: float) -> Engine:
    def connect() -> sqlite3.Connection:
        # mode=rw: a register that was moved away is not made anew, empty, by whoever asks next.
        return sqlite3.connect(
            f"{path.as_uri()}?mode=rw", uri=True, timeout=busy_seconds, check_same_thread=False, isolation_level=None
        )

    engine = create_engine(URL.create("sqlite", database=str(path)), creator=connect)

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        _switch_to_wal(connection, busy_seconds)
        connection.execute("PRAGMA synchronous=FULL").close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _switch_to_wal(connection: sqlite3.Connection, busy_seconds: float) -> None:
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as err:
            # SQLite does not wait by itself when two processes switch the same new file.
            if "locked" not in str(err) or time.monotonic() > deadline:
                connection.close()
                raise
            time.sleep(0.02)


@contextmanager
def read_connection(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the store, however many questions it asks."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def write_connection(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that no other writer can enter; commit it if nothing is raised."""
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        yield connection
