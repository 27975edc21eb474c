"""The Word templates of the letters: the originals in `templates/`, and the office's own, kept in the register.

A template of the office lies in the rows `template.<paper>` of the table `settings` (`services/stored_files.py`).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schema.words import N_
from services import access, stored_files
from services.access import Action, Actor
from services.clock import BERLIN
from services.errors import ExportFailed, InputRejected
from services.papers.filling import allowed_in
from services.papers.kinds import BY_CODE, LETTERS, Paper
from services.papers.tags import check_template
from services.papers.wordfiles import packed
from services.register.base import ChangeSet, Register
from services.register.snapshot import Snapshot
from services.stored_files import MOST_STORED, StoredFile
from services.timeline import name_of

FOLDER = Path(__file__).parents[2] / "templates"
PREFIX = "template."


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a template: when (Berlin time), who, and which file; "" where it went back to the original."""

    at: datetime
    who: str
    file: str


def original_template(paper: Paper) -> bytes:
    """Return the template that comes with the portal."""
    return (FOLDER / paper.file).read_bytes()


def own_template(snapshot: Snapshot, paper: Paper) -> StoredFile | None:
    """Return what is known of the office's own template; None where the original is in use."""
    return stored_files.find_file(snapshot, _key(paper))


def template_in_use(snapshot: Snapshot, paper: Paper) -> bytes:
    """Return the template that letters are made from: the office's own, else the original.

    Raises:
        ExportFailed: the office's own was damaged in the register.
    """
    if own_template(snapshot, paper) is None:
        return original_template(paper)
    content = stored_files.find_content(snapshot, _key(paper))
    if content is None:
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
) -> StoredFile:
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
    changes = stored_files.file_changes(register.snapshot(), _key(paper), file, small)
    register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))
    return stored_files.describe_file(file, small)


def restore_original(register: Register, actor: Actor, code: str, *, operation_id: str) -> None:
    """Let a letter be made from the portal's own template again.

    Raises:
        AccessDenied: the templates are not the actor's to keep.
        StaleRecord: somebody else put in a template at the same moment.
    """
    access.require(actor, Action.MANAGE_TEMPLATES)
    paper = BY_CODE[code]
    snapshot = register.snapshot()
    if own_template(snapshot, paper) is not None:
        changes = stored_files.removal_changes(snapshot, _key(paper))
        register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))


def list_versions(
    register: Register, actor: Actor, snapshot: Snapshot, code: str, language: str = "de"
) -> list[Version]:
    """Return who changed a template when, newest first.

    Raises:
        AccessDenied: the templates are not the actor's to keep.
    """
    access.require(actor, Action.MANAGE_TEMPLATES)
    found = []
    for row in register.history(_key(BY_CODE[code])):
        values = [change.after for change in row.changes if change.field == "value"]
        if values:
            who = name_of(snapshot, row.actor, language)
            found.append(Version(row.at.astimezone(BERLIN), who, stored_files.read_head(values[0]).file))
    return found[::-1]


def list_letters() -> tuple[Paper, ...]:
    """Return the papers that have a template."""
    return LETTERS


def _key(paper: Paper) -> str:
    return f"{PREFIX}{paper.code}"
