"""Copies of a SQLite register: one a day kept by itself, and by hand."""

import contextlib
import os
import sqlite3
from datetime import date
from pathlib import Path

from schema.words import N_
from services.errors import RegisterShapeError, RegisterUnavailable
from services.register.sql.engine import copies_folder

KEPT_COPIES = 14


def daily_copies(path: Path) -> list[Path]:
    """Return the daily copies of a register, oldest first."""
    return sorted(copies_folder(path).glob(f"{path.stem}-????-??-??.db"))


def keep_daily_copy(path: Path, today: date) -> Path | None:
    """Make the day's copy of the register unless it is there, and let go of all but the newest 14.

    Returns the copy made, or None where there was nothing to do.
    """
    target = copies_folder(path) / f"{path.stem}-{today.isoformat()}.db"
    if target.exists() or not path.exists():
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    copy_register(path, target)
    for old in daily_copies(path)[:-KEPT_COPIES]:
        old.unlink(missing_ok=True)
    return target


def copy_register(source: Path, target: Path) -> None:
    """Copy a register file whole while it may be in use; `target` is replaced at once or not at all.

    Raises:
        RegisterUnavailable: the source cannot be read or the target not written.
        RegisterShapeError: the source is damaged or is no register.
    """
    if not source.is_file():
        raise RegisterUnavailable(N_("There is no file {place}."), place=str(source))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as original,
            contextlib.closing(sqlite3.connect(unfinished)) as copy,
        ):
            _check_whole(original, source)
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        os.replace(unfinished, target)
    except sqlite3.DatabaseError as err:
        if "not a database" in str(err) or "malformed" in str(err):
            raise _damaged(source) from err
        raise RegisterUnavailable(
            N_("{source} could not be copied to {target}: {said}."),
            source=str(source),
            target=str(target),
            said=str(err),
        ) from err
    except OSError as err:
        raise RegisterUnavailable(
            N_("{source} could not be copied to {target}: {said}."),
            source=str(source),
            target=str(target),
            said=str(err),
        ) from err
    finally:
        unfinished.unlink(missing_ok=True)


def restore_register(copy: Path, path: Path, today: date) -> Path | None:
    """Put a copy in the place of the register; what lay there is kept beside it and returned.

    Raises:
        RegisterUnavailable, RegisterShapeError: as `copy_register`; the register is then untouched.
    """
    kept = None
    if path.exists():
        kept = _free_name(copies_folder(path) / f"{path.stem}-before-restore-{today.isoformat()}.db")
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            copy_register(path, kept)
        except RegisterShapeError:
            kept.write_bytes(path.read_bytes())  # damaged: keep it as it is
    staged = path.with_name(f".{path.name}.restored")
    path.parent.mkdir(parents=True, exist_ok=True)
    copy_register(copy, staged)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    os.replace(staged, path)
    return kept


def _free_name(wanted: Path) -> Path:
    place, number = wanted, 2
    while place.exists():
        place, number = wanted.with_stem(f"{wanted.stem}-{number}"), number + 1
    return place


def _check_whole(connection: sqlite3.Connection, source: Path) -> None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "register_facts" not in tables or connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise _damaged(source)


def _damaged(source: Path) -> RegisterShapeError:
    return RegisterShapeError(
        N_("The file {place} is damaged or is no register. It was not touched. Choose another copy."), place=str(source)
    )
