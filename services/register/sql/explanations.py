"""What the drivers say, in sentences that tell people what happened and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from schema.words import N_
from services.errors import PortalError, RegisterShapeError, RegisterUnavailable
from services.register.sql.addresses import copies_folder, place_of, sqlite_path


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn the driver's errors into sentences that say what to do.

    Raises:
        RegisterShapeError: the store is damaged or is no register.
        RegisterUnavailable: it cannot be reached, read or written.
    """
    try:
        yield
    except (sqlite3.Error, SQLAlchemyError) as err:
        raise _explanation(err, url) from err


def _explanation(err: Exception, url: URL) -> PortalError:
    if sqlite_path(url) is None:
        return _postgres_explanation(err, url)
    said = str(err.orig if isinstance(err, DBAPIError) else err)
    return _sqlite_explanation(said, url)


def _postgres_explanation(err: Exception, url: URL) -> RegisterUnavailable:
    place = place_of(url)
    said = str(err).lower()
    if "password" in said or "authentication failed" in said:
        return RegisterUnavailable(
            N_("The database {place} refuses the name or the password. Please check both in the register's address."),
            place=place,
        )
    if "lock timeout" in said:
        return _in_use(place)
    if isinstance(err, OperationalError | InterfaceError | PoolTimeout):
        return RegisterUnavailable(
            N_("The database {place} does not answer. Please check that it runs and that the address is right."),
            retryable=True,
            place=place,
        )
    return RegisterUnavailable(
        N_("The database {place} refused what the portal asked of it ({kind}). Nothing was stored."),
        place=place,
        kind=type(getattr(err, "orig", None) or err).__name__,
    )


def _sqlite_explanation(said: str, url: URL) -> PortalError:
    place = place_of(url)
    lowered = said.lower()

    def is_about(*words: str) -> bool:
        return any(word in lowered for word in words)

    if is_about("not a database", "malformed", "disk image"):
        path = sqlite_path(url)
        assert path is not None
        return damaged(place, str(copies_folder(path)))
    if is_about("locked", "busy"):
        return _in_use(place)
    if is_about("readonly", "read-only", "unable to open"):
        return RegisterUnavailable(
            N_("{place} cannot be written. Ask for the right to write there, or choose another place."), place=place
        )
    if is_about("is full", "disk i/o error"):
        return RegisterUnavailable(
            N_("The disk with {place} is full or does not work. Nothing was stored. Make room and try again."),
            retryable=True,
            place=place,
        )
    return RegisterUnavailable(
        N_("The register {place} cannot be used: {said}. Nothing was stored."), place=place, said=said
    )


def _in_use(place: str) -> RegisterUnavailable:
    msgid = N_("The register {place} is in use by another program. Close it there and try again.")
    return RegisterUnavailable(msgid, retryable=True, place=place)


def damaged(place: str, copies: str) -> RegisterShapeError:
    """Return the error for a file that is no whole register."""
    return RegisterShapeError(
        N_(
            "The file {place} is damaged or is no register. It was not touched. "
            "Copies of the last days lie in {copies}; “python -m services restore” puts one back."
        ),
        place=place,
        copies=copies,
    )
