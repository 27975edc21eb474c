"""Copies of a SQLite register: one a day kept by itself, and by hand."""

import contextlib
import glob
import logging
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from schema.words import N_
from services.clock import BERLIN
from services.errors import PortalError, RegisterShapeError, RegisterUnavailable
from services.register.sql.addresses import copies_folder
from services.register.sql.engine import check_shape
from services.register.sql.files import look_inside

KEPT_COPIES = 14
BUSY_SECONDS = 10.0
TRIED_AGAIN_AFTER = timedelta(hours=1)

log = logging.getLogger(__name__)


def daily_copies(path: Path) -> list[Path]:
    """Return the daily copies of a register, oldest first."""
    return sorted(copies_folder(path).glob(f"{glob.escape(path.stem)}-????-??-??.db"))


def keep_daily_copy(path: Path, today: date) -> Path | None:
    """Make the day's copy of the register unless it is there, and let go of all but the newest 14.

    Returns the copy made, or None where there was nothing to do.

    Raises:
        RegisterUnavailable: the copy cannot be written.
        RegisterShapeError: the register is damaged; the copies of former days are left as they are.
    """
    target = copies_folder(path) / f"{path.stem}-{today.isoformat()}.db"
    if target.exists():
        return None
    copy_register(path, target)
    older = [copy for copy in daily_copies(path) if copy != target]
    for old in older[: max(0, len(older) + 1 - KEPT_COPIES)]:
        old.unlink(missing_ok=True)
    return target


class DailyCopies:
    """Keeps a register's daily copies while the portal runs; after a failure it waits before it tries again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._not_before: datetime | None = None

    def keep(self, now: datetime) -> None:
        """Make the day's copy if it is due; what hinders it goes to the log."""
        if self._not_before and now < self._not_before:
            return
        try:
            keep_daily_copy(self._path, now.astimezone(BERLIN).date())
            self._not_before = None
        except PortalError as err:
            log.warning("The daily copy was not made: %s", err)
            self._not_before = now + TRIED_AGAIN_AFTER


def copy_register(source: Path, target: Path) -> None:
    """Copy a register file whole while it may be in use; `target` is replaced at once or not at all.

    Raises:
        RegisterUnavailable: the source cannot be read or the target not written.
        RegisterShapeError: the source is damaged or is no register.
    """
    if target.with_name(f"{target.name}-wal").exists():
        # What is being written there would end up in the copy.
        raise RegisterUnavailable(N_("{place} is a register in use. Choose another name."), place=str(target))
    with _explained(source, target), _unfinished(target) as unfinished:
        with (
            contextlib.closing(_opened(source)) as original,
            contextlib.closing(sqlite3.connect(unfinished)) as copy,
        ):
            _copy_all(original, copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            _check_whole(copy, source)
        os.replace(unfinished, target)


def restore_register(copy: Path, path: Path, today: date) -> Path | None:
    """Put a copy in the place of the register; what lay there is kept beside it and returned.

    A portal that runs meanwhile sees the copy at its next look.

    Raises:
        RegisterUnavailable, RegisterShapeError: as `copy_register`, or the copy is of a newer version of the portal;
            the register is then untouched.
    """
    with _explained(copy, path):
        if copy.is_file():
            check_shape(URL.create("sqlite", database=str(copy)), *_inside_copy(copy))
    with _explained(copy, path), _unfinished(path) as staged:
        copy_register(copy, staged)
        kept = _keep_aside(path, today) if path.exists() else None
        if not _is_register(path):
            # What was being written to the damaged file is no part of the copy.
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            os.replace(staged, path)
            return kept
        # Through SQLite, as one transaction: portals that have the file open see all of it or nothing.
        with (
            contextlib.closing(_opened(staged)) as source,
            contextlib.closing(sqlite3.connect(path, timeout=0)) as target,
        ):
            _copy_all(source, target)
        return kept


def _inside_copy(copy: Path) -> tuple[set[str], str | None]:
    try:
        return look_inside(copy)
    except RegisterShapeError as err:
        raise _damaged(copy) from err  # beside a copy lie no copies of it that could be named


def _copy_all(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    deadline = time.monotonic() + BUSY_SECONDS

    def on_progress(status: int, _remaining: int, _total: int) -> None:
        # Left alone, Python tries for ever.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise sqlite3.OperationalError("database is locked")

    source.backup(target, progress=on_progress)


def _keep_aside(path: Path, today: date) -> Path:
    kept = copies_folder(path) / f"{path.stem}-before-restore-{today.isoformat()}.db"
    number = 2
    while kept.exists():
        kept, number = kept.with_name(f"{path.stem}-before-restore-{today.isoformat()}-{number}.db"), number + 1
    try:
        copy_register(path, kept)
    except RegisterShapeError:
        for suffix in ("", "-wal"):  # damaged: keep it as it is
            part = path.with_name(path.name + suffix)
            if part.exists():
                shutil.copyfile(part, kept.with_name(kept.name + suffix))
    return kept


def _is_register(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with contextlib.closing(_opened(path)) as found:
            return _is_sound(found)
    except (RegisterShapeError, sqlite3.DatabaseError):
        return False


def _opened(source: Path) -> sqlite3.Connection:
    """Open a register to read it; a copy, which nobody writes to, without leaving a trace."""
    if not source.is_file():
        raise RegisterUnavailable(N_("There is no file {place}."), place=str(source))
    if "register_facts" not in look_inside(source)[0]:
        raise _damaged(source)
    is_at_rest = not source.with_name(f"{source.name}-wal").exists()
    option = "&immutable=1" if is_at_rest else ""
    return sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro{option}", uri=True)


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Give a place beside `target` to work in, readable by this account only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.unfinished")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield unfinished
    finally:
        for left in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
            left.unlink(missing_ok=True)


@contextmanager
def _explained(source: Path, target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as err:
        if any(word in str(err) for word in ("not a database", "malformed")):
            raise _damaged(source) from err
        msgid = N_("{source} could not be copied to {target}: {said}.")
        raise RegisterUnavailable(msgid, source=str(source), target=str(target), said=str(err)) from err


def _check_whole(connection: sqlite3.Connection, source: Path) -> None:
    if not _is_sound(connection):
        raise _damaged(source)


def _is_sound(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")


def _damaged(source: Path) -> RegisterShapeError:
    return RegisterShapeError(
        N_("The file {place} is damaged or is no register. It was not touched. Choose another copy."), place=str(source)
    )
