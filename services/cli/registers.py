"""The register a command works on, and the person who works on it."""

import getpass
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schema.words import N_
from services.access import ROLE_ACTIONS, Actor
from services.errors import PortalError, RegisterUnavailable
from services.people import COMMAND_LINE_ID
from services.register.base import Register
from services.register.opening import open_register, register_url
from services.register.sheet.connection import is_sheet_url
from services.register.sql.addresses import parse_url, sqlite_path


def operator() -> Actor:
    """Return the person at the command line: who may run it there may do everything."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = "?"
    return Actor(f"{COMMAND_LINE_ID}:{name}", name, frozenset(ROLE_ACTIONS))


@contextmanager
def opened(args: Namespace, *, must_exist: bool = False) -> Iterator[Register]:
    """Open the register that is meant, and let go of it afterwards.

    Raises:
        RegisterUnavailable, RegisterShapeError: as `open_register`; or it must exist and does not.
    """
    url = register_url(args.register)
    path = find_file(url)
    if must_exist and path is not None and not path.exists():
        raise RegisterUnavailable(
            N_("There is no register {place}. Please check the address given with --register."), place=str(path)
        )
    register = open_register(url)
    try:
        yield register
    finally:
        register.close()


def find_file(url: str) -> Path | None:
    """Return the file of a SQLite register, or None for another store."""
    if is_sheet_url(url):
        return None
    try:
        return sqlite_path(parse_url(url))
    except PortalError:
        return None  # opening it says what is wrong


def file_of(args: Namespace) -> Path:
    """Return the file of the SQLite register that is meant.

    Raises:
        RegisterUnavailable: it is kept in another store, which makes its own copies.
    """
    url = register_url(args.register)
    if is_sheet_url(url):
        raise RegisterUnavailable(
            N_(
                "A register on a Google Sheet has no file to copy. Please copy it into one with “python -m services "
                "copy --from {url} --to sqlite:///copy.db”, and back with --from and --to exchanged."
            ),
            url=url,
        )
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    if path is None:
        raise RegisterUnavailable(
            N_(
                "Only registers in a SQLite file are copied by the portal. "
                "For {place} please use the database's own tools (pg_dump, pg_restore)."
            ),
            place=parsed.render_as_string(hide_password=True),
        )
    return path
