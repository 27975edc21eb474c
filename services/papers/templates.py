"""The Word templates of the letters: the originals in `templates/`, and the office's own, kept in the register.

A template of the office lies in rows of the table `settings`: `template.<paper>` says which file it was, how long and
with which checksum, and `template.<paper>.01 …` hold it in parts. So it travels with the register, to a sheet at Google
as well as to a copy, and its history is the journal's (docs/decisions/0016).
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.clock import BERLIN
from services.errors import ExportFailed, InputRejected
from services.papers.filling import allowed_in
from services.papers.kinds import BY_CODE, LETTERS, Paper
from services.papers.tags import check_template
from services.papers.wordfiles import packed
from services.register.base import ChangeSet, Register, RowChange
from services.register.snapshot import Snapshot
from services.timeline import name_of

FOLDER = Path(__file__).parents[2] / "templates"
TABLE = "settings"
PREFIX = "template."
PART_CHARACTERS = TABLES[TABLE].field("value").max_length
MOST_STORED = 150_000  # bytes of a packed template; ten parts


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """What the register says about the office's own template of a paper; no parts where the original is in use."""

    file: str = ""
    parts: int = 0
    size: int = 0
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a template: when (Berlin time), who, and which file; "" where it went back to the original."""

    at: datetime
    who: str
    file: str


def original_template(paper: Paper) -> bytes:
    """Return the template that comes with the portal."""
    return (FOLDER / paper.file).read_bytes()


def own_template(snapshot: Snapshot, paper: Paper) -> OwnTemplate | None:
    """Return what is known of the office's own template; None where the original is in use."""
    row = snapshot.find_row(TABLE, _head(paper))
    found = _read_head(row["value"] if row else None)
    return found if found.parts else None


def template_in_use(snapshot: Snapshot, paper: Paper) -> bytes:
    """Return the template that letters are made from: the office's own, else the original.

    Raises:
        ExportFailed: the office's own was damaged in the register.
    """
    own = own_template(snapshot, paper)
    if own is None:
        return original_template(paper)
    rows = (snapshot.find_row(TABLE, _part(paper, place)) for place in range(1, own.parts + 1))
    text = "".join(str(row["value"] or "") for row in rows if row)
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        content = b""
    if hashlib.sha256(content).hexdigest() != own.checksum:
        raise ExportFailed(
            N_(
                "The office's own template of this letter was damaged in the register. Please bring it again on the "
                "page “Templates”."
            )
        )
    return content


def read_template(snapshot: Snapshot, actor: Actor, code: str) -> bytes:
    """Return the template in use, to be edited in Word.

    Raises:
        AccessDenied: the templates are not the actor's to keep.
        ExportFailed: it was damaged in the register.
    """
    access.require(actor, Action.MANAGE_TEMPLATES)
    return template_in_use(snapshot, BY_CODE[code])


def read_original(actor: Actor, code: str) -> bytes:
    """Return the template that comes with the portal, to be edited in Word.

    Raises:
        AccessDenied: the templates are not the actor's to keep.
    """
    access.require(actor, Action.MANAGE_TEMPLATES)
    return original_template(BY_CODE[code])


def store_template(
    register: Register, actor: Actor, code: str, file: str, content: bytes, *, operation_id: str
) -> OwnTemplate:
    """Store the office's own template of a letter; the same operation twice stores it once.

    Raises:
        AccessDenied: the templates are not the actor's to keep.
        InputRejected: it is no Word file that the portal can fill; what is wrong is named with its place.
        StaleRecord: somebody else put in a template at the same moment.
    """
    access.require(actor, Action.MANAGE_TEMPLATES)
    paper = BY_CODE[code]
    check_template(file, content, {one.name for one in allowed_in(paper)})
    small = packed(content)
    if len(small) > MOST_STORED:
        msgid = N_("The template has {size} kB packed; {limit} kB fit. Please make its pictures smaller in Word.")
        raise InputRejected(msgid, size=-(-len(small) // 1000), limit=MOST_STORED // 1000)
    text = base64.b64encode(small).decode("ascii")
    parts = [text[start : start + PART_CHARACTERS] for start in range(0, len(text), PART_CHARACTERS)]
    own = OwnTemplate(PurePath(file).name[:100], len(parts), len(small), hashlib.sha256(small).hexdigest())
    _write(register, actor, paper, own, parts, operation_id)
    return own


def restore_original(register: Register, actor: Actor, code: str, *, operation_id: str) -> None:
    """Let a letter be made from the portal's own template again.

    Raises:
        AccessDenied: the templates are not the actor's to keep.
        StaleRecord: somebody else put in a template at the same moment.
    """
    access.require(actor, Action.MANAGE_TEMPLATES)
    paper = BY_CODE[code]
    if own_template(register.snapshot(), paper) is not None:
        _write(register, actor, paper, OwnTemplate(), [], operation_id)


def list_versions(
    register: Register, actor: Actor, snapshot: Snapshot, code: str, language: str = "de"
) -> list[Version]:
    """Return who changed a template when, newest first.

    Raises:
        AccessDenied: the templates are not the actor's to keep.
    """
    access.require(actor, Action.MANAGE_TEMPLATES)
    found = []
    for row in register.history(_head(BY_CODE[code])):
        values = [change.after for change in row.changes if change.field == "value"]
        if values:
            who = name_of(snapshot, row.actor, language)
            found.append(Version(row.at.astimezone(BERLIN), who, _read_head(values[0]).file))
    return found[::-1]


def list_letters() -> tuple[Paper, ...]:
    """Return the papers that have a template."""
    return LETTERS


def _write(
    register: Register, actor: Actor, paper: Paper, own: OwnTemplate, parts: list[str], operation_id: str
) -> None:
    """Write head and parts in one change set; parts of a longer one before are emptied, and stay."""
    snapshot = register.snapshot()
    said = {"file": own.file, "parts": own.parts, "size": own.size, "checksum": own.checksum}
    wanted: dict[str, str | None] = {_head(paper): json.dumps(said, ensure_ascii=False)}
    wanted |= {_part(paper, place): part for place, part in enumerate(parts, start=1)}
    place = len(parts) + 1
    while snapshot.find_row(TABLE, _part(paper, place)) is not None:
        wanted[_part(paper, place)] = None
        place += 1
    changes = []
    for key, value in wanted.items():
        seen = snapshot.find_row(TABLE, key)
        changes.append(RowChange(TABLE, key, {"key": key, "value": value}, seen=seen))
    register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))


def _read_head(value: object) -> OwnTemplate:
    try:
        said = json.loads(str(value or "{}"))
        return OwnTemplate(str(said["file"]), int(said["parts"]), int(said["size"]), str(said["checksum"]))
    except (ValueError, KeyError, TypeError):
        return OwnTemplate()


def _head(paper: Paper) -> str:
    return f"{PREFIX}{paper.code}"


def _part(paper: Paper, place: int) -> str:
    return f"{PREFIX}{paper.code}.{place:02}"
