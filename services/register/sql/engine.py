"""Opening the store, and turning what its driver says into sentences for people."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, inspect, select
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from schema.tables import SCHEMA_VERSION
from schema.words import N_
from services.errors import PortalError, RegisterShapeError, RegisterUnavailable
from services.register.sql.tables import add_missing, metadata

BUSY_SECONDS = 10
WRITE = "resonanz_write"
NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smbfs",
        "smb3",
        "afs",
        "ncpfs",
        "9p",
        "fuse.sshfs",
        "fuse.glusterfs",
        "ceph",
        "davfs",
    }
)


def parse_url(url: str) -> URL:
    """Return the parsed register URL.

    Raises:
        RegisterUnavailable: it is no URL of a store the portal knows.
    """
    msgid = N_("“{url}” is no register address. Use sqlite:///path/register.db or postgresql+psycopg://…")
    try:
        parsed = make_url(url)
    except ArgumentError as err:
        raise RegisterUnavailable(msgid, url=url) from err
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise RegisterUnavailable(msgid, url=parsed.render_as_string())
    if parsed.get_backend_name() == "postgresql" and "+" not in parsed.drivername:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed


def find_network_share(path: Path, mounts: str | None = None) -> str | None:
    """Return the kind of network file system that `path` lies on, or None where it is a local disk."""
    if str(path).startswith(("\\\\", "//")):
        return "UNC"
    if sys.platform == "win32":
        import ctypes

        drive_remote = 4
        return "network drive" if ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == drive_remote else None
    if mounts is None:
        table = Path("/proc/mounts")
        if not table.exists():
            return None
        mounts = table.read_text(encoding="utf-8", errors="replace")
    best, kind = "", None
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        inside = path == Path(point) or Path(point) in path.parents
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def open_engine(url: URL) -> Engine:
    """Return an engine whose store is a register of this version, made on the spot where there is none.

    Raises:
        RegisterShapeError: the store is damaged, is no register, or is one of a newer version.
        RegisterUnavailable: it cannot be reached, read or written.
    """
    path = sqlite_path(url)
    if path is not None:
        _check_place(path)
    with explained(url):
        engine = create_engine(url, pool_pre_ping=path is None, connect_args=_connect_args(url))
        if path is not None:
            _use_sqlite_well(engine)
        with write_connection(engine) as connection:
            _check_shape(connection, url)
            add_missing(connection)
            facts = metadata().tables["register_facts"]
            connection.execute(facts.delete().where(facts.c.name == "schema_version"))
            connection.execute(facts.insert().values(name="schema_version", value=str(SCHEMA_VERSION)))
    return engine


def sqlite_path(url: URL) -> Path | None:
    """Return the file of a SQLite register, or None where it is another store."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database).absolute()


def copies_folder(path: Path) -> Path:
    """Return the folder in which the daily copies of a SQLite register lie."""
    return path.parent / f"{path.stem}-copies"


def _connect_args(url: URL) -> dict[str, object]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": BUSY_SECONDS, "check_same_thread": False}
    return {"connect_timeout": BUSY_SECONDS}


def _check_place(path: Path) -> None:
    share = find_network_share(path)
    if share:
        raise RegisterUnavailable(
            N_(
                "The register {place} lies on a network share ({share}), where several writers would damage it. "
                "Put it on a local disk, or use PostgreSQL."
            ),
            place=str(path),
            share=share,
        )
    if path.is_dir():
        raise RegisterUnavailable(N_("{place} is a folder. Name a file for the register."), place=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise RegisterUnavailable(
            N_("The folder {place} cannot be made. Choose another place for the register."), place=str(path.parent)
        ) from err
    target = path if path.exists() else path.parent
    if not os.access(target, os.W_OK):
        raise RegisterUnavailable(
            N_("{place} cannot be written. Ask for the right to write there, or choose another place."),
            place=str(target),
        )


def _use_sqlite_well(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(dbapi_connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        dbapi_connection.isolation_level = None  # the begin event below says how each transaction starts
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def write_connection(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that no other writer can enter; commit it if nothing is raised."""
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(727667)")
        yield connection


def _check_shape(connection: Connection, url: URL) -> None:
    present = set(inspect(connection).get_table_names())
    if not present:
        return
    facts = metadata().tables["register_facts"]
    if facts.name not in present:
        if "reactions" in present or connection.dialect.name == "sqlite":
            raise RegisterShapeError(
                N_("{place} holds other data and is no register. It was not touched. Choose another place."),
                place=place_of(url),
            )
        return
    version = connection.execute(select(facts.c.value).where(facts.c.name == "schema_version")).scalar()
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


def place_of(url: URL) -> str:
    """Return where the register lies, in words; never with a password."""
    path = sqlite_path(url)
    return str(path) if path is not None else url.render_as_string(hide_password=True)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn the driver's errors into sentences that say what to do.

    Raises:
        RegisterShapeError, RegisterUnavailable: as `open_engine` does.
    """
    try:
        yield
    except PortalError:
        raise
    except (DBAPIError, NoSuchModuleError, sqlite3.Error) as err:
        raise _explanation(str(getattr(err, "orig", None) or err), url) from err
    except SQLAlchemyError as err:
        raise _explanation(str(err), url) from err


def _explanation(said: str, url: URL) -> PortalError:
    place = place_of(url)
    path = sqlite_path(url)
    lowered = said.lower()
    if path is None:
        return RegisterUnavailable(
            N_("The database {place} does not answer. Please check that it runs and that the address is right."),
            retryable=True,
            place=place,
        )
    if any(word in lowered for word in ("not a database", "malformed", "disk image")):
        return RegisterShapeError(
            N_(
                "The file {place} is damaged or is no register. It was not touched. "
                "Copies of the last days lie in {copies}; “python -m services restore” puts one back."
            ),
            place=place,
            copies=str(copies_folder(path)),
        )
    if "locked" in lowered or "busy" in lowered:
        return RegisterUnavailable(
            N_("The register {place} is in use by another program. Close it there and try again."),
            retryable=True,
            place=place,
        )
    if "readonly" in lowered or "read-only" in lowered or "unable to open" in lowered:
        return RegisterUnavailable(
            N_("{place} cannot be written. Ask for the right to write there, or choose another place."), place=place
        )
    if "full" in lowered:
        return RegisterUnavailable(
            N_("The disk with {place} is full. Nothing was stored. Make room and try again."), place=place
        )
    return RegisterUnavailable(
        N_("The register {place} cannot be used: {said}. Nothing was stored."), place=place, said=said
    )
