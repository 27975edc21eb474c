"""The addresses of SQL registers."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from schema.words import N_
from services.errors import RegisterUnavailable


def parse_url(url: str) -> URL:
    """Return the parsed register URL.

    Raises:
        RegisterUnavailable: it is no URL of a store the portal knows. The message does not repeat it: it may hold a
            password.
    """
    msgid = N_(
        "The register's address is none. Write it like sqlite:///path/register.db, postgresql+psycopg://… or gsheets"
    )
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as err:
        raise RegisterUnavailable(msgid) from err
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    if backend in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    raise RegisterUnavailable(msgid)


def sqlite_path(url: URL) -> Path | None:
    """Return the file of a SQLite register, or None where it is another store."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    return Path(url.database).absolute()


def copies_folder(path: Path) -> Path:
    """Return the folder in which the daily copies of a SQLite register lie."""
    return path.parent / f"{path.stem}-copies"


def place_of(url: URL) -> str:
    """Return where the register lies, in words; never with a password."""
    path = sqlite_path(url)
    if path is not None:
        return str(path)
    host = url.host or url.query.get("host") or "localhost"
    return f"postgresql://{host}{f':{url.port}' if url.port else ''}/{url.database or ''}"
