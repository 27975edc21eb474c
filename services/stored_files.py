"""Small files that lie in the register itself, in rows of the table `settings`: an office's own templates, its logo.

The row `<key>` says which file it was, how many parts it has, how long it is and with which checksum; `<key>.01 …` hold
it in base64. So a file travels with the register, to a sheet at Google as well as to a copy, and its history is the
journal's (docs/decisions/0016). Here rows are only read and made: who may change a file, and what may be stored, is the
business of whoever keeps it.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import PurePath

from schema.tables import TABLES
from services.register.base import RowChange
from services.register.snapshot import Snapshot

TABLE = "settings"
PART_CHARACTERS = TABLES[TABLE].field("value").max_length
MOST_STORED = 150_000  # bytes; ten parts
NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the register says about a file that lies in it; no parts where there is none any more."""

    file: str = ""
    parts: int = 0
    size: int = 0
    checksum: str = ""


def find_file(snapshot: Snapshot, key: str) -> StoredFile | None:
    """Return what is known of the file under that key; None where there is none."""
    row = snapshot.find_row(TABLE, key)
    found = read_head(row["value"] if row else None)
    return found if found.parts else None


def find_content(snapshot: Snapshot, key: str) -> bytes | None:
    """Return the file under that key; None where there is none, or where it was damaged in the register."""
    stored = find_file(snapshot, key)
    if stored is None:
        return None
    rows = (snapshot.find_row(TABLE, _part(key, place)) for place in range(1, stored.parts + 1))
    text = "".join(str(row["value"] or "") for row in rows if row)
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return content if hashlib.sha256(content).hexdigest() == stored.checksum else None


def describe_file(file: str, content: bytes) -> StoredFile:
    """Return what the register is to say about a file of that name."""
    parts = -(-4 * -(-len(content) // 3) // PART_CHARACTERS)
    return StoredFile(PurePath(file).name[:NAME_LENGTH], parts, len(content), hashlib.sha256(content).hexdigest())


def file_changes(snapshot: Snapshot, key: str, file: str, content: bytes) -> list[RowChange]:
    """Return the changes that put a file under that key, to be written in one change set.

    Parts of a longer one before are emptied, and stay.
    """
    text = base64.b64encode(content).decode("ascii")
    parts = [text[start : start + PART_CHARACTERS] for start in range(0, len(text), PART_CHARACTERS)]
    return _changes(snapshot, key, describe_file(file, content), parts)


def removal_changes(snapshot: Snapshot, key: str) -> list[RowChange]:
    """Return the changes after which no file lies under that key."""
    return _changes(snapshot, key, StoredFile(), [])


def read_head(value: object) -> StoredFile:
    """Return what the value of a head row says; nothing where it cannot be read."""
    try:
        said = json.loads(str(value or "{}"))
        return StoredFile(str(said["file"]), int(said["parts"]), int(said["size"]), str(said["checksum"]))
    except (ValueError, KeyError, TypeError):
        return StoredFile()


def _changes(snapshot: Snapshot, key: str, stored: StoredFile, parts: list[str]) -> list[RowChange]:
    said = {"file": stored.file, "parts": stored.parts, "size": stored.size, "checksum": stored.checksum}
    wanted: dict[str, str | None] = {key: json.dumps(said, ensure_ascii=False)}
    wanted |= {_part(key, place): part for place, part in enumerate(parts, start=1)}
    place = len(parts) + 1
    while snapshot.find_row(TABLE, _part(key, place)) is not None:
        wanted[_part(key, place)] = None
        place += 1
    return [
        RowChange(TABLE, name, {"key": name, "value": value}, seen=snapshot.find_row(TABLE, name))
        for name, value in wanted.items()
    ]


def _part(key: str, place: int) -> str:
    return f"{key}.{place:02}"
