"""The file of a SQLite register: where it may lie, and what may lie in its place. Looking changes nothing in it."""

import contextlib
import os
import re
import sqlite3
import sys
from pathlib import Path

from schema.words import N_
from services.errors import RegisterUnavailable
from services.register.sql.addresses import copies_folder
from services.register.sql.explanations import damaged

NETWORK_FILE_SYSTEMS = frozenset(
    [
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
    ]
)
_OCTAL = re.compile(r"\\(011|012|040|043|134)")  # how the table of mounts writes tab, newline, space, # and \
HEADER = b"SQLite format 3\x00"

FileIdentity = tuple[int, int]


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
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    best, kind = "", None
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = _OCTAL.sub(lambda found: chr(int(found.group(1), 8)), parts[1])
        inside = path == Path(point) or Path(point) in path.parents
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def check_place(path: Path) -> None:
    """Make the folder of a register.

    Raises:
        RegisterUnavailable: a register cannot be kept at that place.
    """
    share = find_network_share(path.resolve())
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
    # The folder has to be writable as well: SQLite keeps what is being written beside the file.
    for target in (path, path.parent):
        if target.exists() and not os.access(target, os.W_OK):
            raise RegisterUnavailable(
                N_("{place} cannot be written. Ask for the right to write there, or choose another place."),
                place=str(target),
            )


def make_file(path: Path) -> None:
    """Make an empty file where there is none; only this account may read it, for it will hold names."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def identity_of(path: Path) -> FileIdentity:
    """Return what tells a file from another one put in its place.

    Raises:
        RegisterUnavailable: it is gone.
    """
    try:
        found = path.stat()
    except OSError as err:
        raise RegisterUnavailable(
            N_("The register {place} is gone. Put the file back, or a copy of it, and try again."),
            retryable=True,
            place=str(path),
        ) from err
    return found.st_dev, found.st_ino


def look_inside(path: Path, busy_seconds: float = 5.0) -> tuple[set[str], str | None]:
    """Return the names of a file's tables and the register's schema version, without a trace in the file.

    Raises:
        RegisterShapeError: it is damaged or no database.
        sqlite3.Error: it cannot be read.
    """
    wal = path.with_name(f"{path.name}-wal")
    if not path.stat().st_size and not wal.exists():
        return set(), None
    # Closing any descriptor of a file drops every lock this process holds on it, SQLite's own included; another
    # process would then take the register for unused and remove the log that saves still go to. So a register in use
    # (it has a log) is opened through SQLite only, which knows of this; SQLite says as well if it is damaged.
    if path.stat().st_size and not wal.exists() and not _is_whole(path):
        raise damaged(str(path), str(copies_folder(path)))
    try:
        # Opened the usual way, even for reading, a database leaves files beside it.
        return _tables(path, "" if wal.exists() else "&immutable=1", busy_seconds)
    except sqlite3.DatabaseError:
        # Another process may have written to it meanwhile; then the usual way is the right one.
        if not wal.exists():
            raise
        return _tables(path, "", busy_seconds)


def _tables(path: Path, option: str, busy_seconds: float) -> tuple[set[str], str | None]:
    uri = f"{path.as_uri()}?mode=ro{option}"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=busy_seconds)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "register_facts" not in tables:
            return tables, None
        found = connection.execute("SELECT value FROM register_facts WHERE name = 'schema_version'").fetchone()
        return tables, found[0] if found else None


def _is_whole(path: Path) -> bool:
    """Return whether the file begins as a database does, and is as long as it says it is."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(HEADER) or len(header) < 100:
        return False
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    is_counted = header[24:28] == header[92:96]  # else an old program wrote it, and the count means nothing
    pages = int.from_bytes(header[28:32], "big") if is_counted else 0
    return path.stat().st_size >= pages * page_size
