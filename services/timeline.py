"""The story of a case, from the journal: one event per save, who did it when, what became what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from schema.fields import Field
from schema.tables import TABLES
from schema.words import N_, Words
from services import access
from services.access import Action, Actor
from services.cases import may_see_case
from services.clock import BERLIN
from services.errors import AccessDenied
from services.people import COMMAND_LINE_ID, TRYOUT_ID, tryout_visitor
from services.register.base import PORTAL_ACTOR, SHEET_ACTOR, JournalRow, Register, Values
from services.register.snapshot import Snapshot

COMMAND_LINE = Words("{name} (Kommandozeile)", "{name} (command line)")
NOBODY_KNOWN = {
    SHEET_ACTOR: Words("jemand in der Tabelle", "somebody in the sheet"),
    PORTAL_ACTOR: Words("das Portal", "the portal"),
}


@dataclass(frozen=True, slots=True)
class EventChange:
    """One field of one record of an event: what stood there and what stands there now."""

    table: str
    row_id: str
    field: Field
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Event:
    """One save: when (Berlin time), who, from where, why, and what it did to the case and its concerns.

    `actions` names what happened to records as a whole: (table, created | removed). `notes` are those it wrote, as they
    were written; what was erased of them is not there.
    """

    at: datetime
    who: str
    source: str
    reason: str
    actions: tuple[tuple[str, str], ...]
    changes: tuple[EventChange, ...]
    has_erased: bool
    notes: tuple[Values, ...] = ()


def list_events(
    register: Register, actor: Actor, snapshot: Snapshot, reaction_id: str, language: str = "de"
) -> list[Event]:
    """Return the events of a case, newest first, with the fields that the actor may see.

    Raises:
        AccessDenied: the actor may not see this case.
    """
    access.require(actor, Action.SEE_CASE)
    if not may_see_case(actor, snapshot.find_row("reactions", reaction_id) or {}):
        raise AccessDenied(N_("This case was not put before the management."))
    journal = register.history(reaction_id)
    names = {login: name_of(snapshot, login, language) for login in {row.actor for row in journal}}
    saves = groupby(journal, key=lambda row: row.operation_id)
    return [_event(actor, names, list(rows)) for _, rows in saves][::-1]


def name_of(snapshot: Snapshot, login: str, language: str = "de") -> str:
    """Return what people call somebody whom the journal names; the sign-in name where nobody knows more."""
    kind, _, name = login.partition(":")
    if kind == TRYOUT_ID:
        return tryout_visitor(name, language).name
    if kind == COMMAND_LINE_ID:
        return COMMAND_LINE.within(language).format(name=name)
    if login in NOBODY_KNOWN:
        return NOBODY_KNOWN[login].within(language)
    users = snapshot.frames["users"]
    found = users.loc[users["login"].str.casefold() == login.casefold(), "label"]
    return str(found.iloc[0]) if len(found) else login


def _event(actor: Actor, names: Mapping[str, str], rows: Sequence[JournalRow]) -> Event:
    first = rows[0]
    changes = [
        EventChange(row.table, row.row_id, TABLES[row.table].field(change.field), change.before, change.after)
        for row in rows
        if row.action == "changed"
        for change in row.changes
        if change.field in TABLES[row.table].names
    ]
    return Event(
        first.at.astimezone(BERLIN),
        names[first.actor],
        first.source,
        first.reason,
        tuple((row.table, row.action) for row in rows if row.action != "changed" and not _is_new_note(row)),
        tuple(change for change in changes if access.may_see(actor, change.field)),
        any(row.erased for row in rows),
        tuple({change.field: change.after for change in row.changes} for row in rows if _is_new_note(row)),
    )


def _is_new_note(row: JournalRow) -> bool:
    return row.table == "notes" and row.action == "created"
