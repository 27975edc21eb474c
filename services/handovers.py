"""Hand-overs: what is not KRM's and goes to the place responsible, so that nothing is lost.

"Derartige Kundenanliegen sind zuständigkeitshalber an die entsprechenden Ansprechpartner bzw. Bereiche weiterzuleiten."
(OA 10/2018, "KRM-Beauftragter") The text and the customer are kept only as long as the hand-over needs them; then they
are removed from the row. The journal keeps the personal part of what it wrote until that is erased there as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from schema.rules import normalised, record_problems
from schema.tables import TABLES
from schema.words import N_, Words
from services import access
from services.access import Action, Actor
from services.cases import Case, ConcernEntry, case_of, editable, refuse
from services.errors import InputRejected, StaleRecord
from services.followups import follow_ups_of
from services.recording import Entry, allowed, creations, entry_problems_of
from services.register.base import ChangeSet, Register, RowChange, Values
from services.register.snapshot import Row, Snapshot

TABLE: Final = "handovers"
PERSONAL: Final = ("text", "customer")
KEPT_DAYS: Final = 14
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """Who is responsible for a matter, and what the customer is told about it; in German, as both are used so."""

    handed_to: str
    to_customer: str


MATTERS: Final[Mapping[str, Matter]] = {
    "technical_enquiry": Matter(
        "zuständiges Team",
        "Vielen Dank für Ihre Nachricht. Sie haben eine fachliche Frage. Wir haben sie heute an das zuständige Team "
        "weitergeleitet, das Ihnen direkt antwortet. Sie müssen nichts weiter tun.",
    ),
    "data_protection": Matter(
        "Datenschutzbeauftragte",
        "Vielen Dank für Ihre Nachricht. Es geht Ihnen um den Schutz Ihrer Daten. Dafür ist bei uns die "
        "Datenschutzbeauftragte zuständig. Wir haben Ihr Anliegen heute an sie weitergeleitet, und sie meldet sich bei "
        "Ihnen.",
    ),
    "corruption": Matter(
        "Ansprechperson für Korruptionsprävention",
        "Vielen Dank für Ihren Hinweis. Wir nehmen ihn ernst und haben ihn heute vertraulich an die dafür zuständige "
        "Ansprechperson weitergeleitet. Bitte haben Sie Verständnis, dass wir über das weitere Vorgehen keine Auskunft "
        "geben können.",
    ),
    "benefit_fraud": Matter(
        "Ansprechperson für Leistungsmissbrauch",
        "Vielen Dank für Ihren Hinweis. Wir haben ihn heute an die zuständige Stelle weitergeleitet, die ihn prüft. "
        "Bitte haben Sie Verständnis, dass wir Ihnen aus Gründen des Datenschutzes nicht mitteilen dürfen, was die "
        "Prüfung ergibt.",
    ),
    "objection": Matter(
        "über das zuständige Team an die Widerspruchsstelle",  # OA 10/2018, "Widerspruchsstelle"
        "Vielen Dank für Ihre Nachricht. Sie wenden sich gegen einen Bescheid. Wir haben Ihr Anliegen deshalb heute "
        "über das zuständige Team an die Widerspruchsstelle gegeben. Sie entscheidet über das weitere Vorgehen und "
        "meldet sich bei Ihnen. Die Frist für einen Widerspruch steht am Ende des Bescheids.",
    ),
    "other": Matter(
        "",
        "Vielen Dank für Ihre Nachricht. Für Ihr Anliegen ist eine andere Stelle zuständig. Wir haben es heute dorthin "
        "weitergeleitet, und Sie hören von dort.",
    ),
}


class State(StrEnum):
    """How a hand-over stands."""

    KEPT = "kept"  # the text is still here
    REMOVED = "removed"  # the text was removed, or there never was one
    TAKEN_BACK = "taken_back"  # it has become a reaction


STATE_WORDS: Final[Mapping[State, Words]] = {
    State.KEPT: Words("Text noch da", "Text still here"),
    State.REMOVED: Words("ohne Text", "without text"),
    State.TAKEN_BACK: Words("im Register", "in the register"),
}


def state_of(row: Values) -> State:
    """Return how a hand-over stands."""
    if row.get("taken_back_on"):
        return State.TAKEN_BACK
    return State.KEPT if _has_text(row) else State.REMOVED


def list_handovers(
    snapshot: Snapshot, actor: Actor, *, matter: str | None = None, state: State | None = None
) -> list[Row]:
    """Return the hand-overs, newest first, with a matter and in a state where these are given.

    Raises:
        AccessDenied: the actor may not see hand-overs.
    """
    access.require(actor, Action.SEE_HANDOVERS)
    rows = [
        row for row in snapshot.each_row(TABLE) if matter in (None, row["matter"]) and state in (None, state_of(row))
    ]
    return sorted(rows, key=lambda row: (row["handed_on"] or row["received_on"], row["id"]), reverse=True)


def find_handover(snapshot: Snapshot, actor: Actor, row_id: str) -> Row | None:
    """Return the hand-over of that id, or None.

    Raises:
        AccessDenied: the actor may not see hand-overs.
    """
    access.require(actor, Action.SEE_HANDOVERS)
    return snapshot.find_row(TABLE, row_id)


def count_due(snapshot: Snapshot, today: date) -> int:
    """Return how many texts are kept past the day until which they are needed."""
    rows = snapshot.frames[TABLE]
    is_over = rows["text_until"] < pd.Timestamp(today)
    has_text = pd.concat([rows[name].fillna("") != "" for name in PERSONAL], axis=1).any(axis=1)
    return int((is_over & has_text).sum())


def record_handover(register: Register, actor: Actor, values: Values, *, today: date, operation_id: str) -> Row:
    """Note what goes to another place: to whom, when and by whom (OA 10/2018, "KRM ist nicht zuständig für ...").

    The text is kept for 14 days from the hand-over unless another day is given. The same operation twice stores once.

    Raises:
        AccessDenied: the actor may not record reactions.
        InputRejected: something is missing or contradictory; nothing was stored.
    """
    access.require(actor, Action.RECORD_REACTION)
    snapshot = register.snapshot()
    if snapshot.find_row(TABLE, operation_id) is None:
        row = _new_row(actor, editable(actor, TABLE, values), today)
        refuse(record_problems(TABLE, row, today=today, is_known=snapshot.lists.is_known))
        change = RowChange(TABLE, operation_id, normalised(TABLE, row))
        snapshot = register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
    return snapshot.row(TABLE, operation_id)


def take_back(register: Register, actor: Actor, seen: Row, concern: Values, *, today: date, operation_id: str) -> Case:
    """Make a reaction of a hand-over that turned out to be one; its text goes there, and its number stays here.

    The day of receipt is carried over: the clocks run from there. What came from a reaction gets its number again.

    Raises:
        AccessDenied: the actor may not see hand-overs, or not record reactions.
        InputRejected: it has become a reaction already, or the kind of the concern is missing.
        StaleRecord: it was changed meanwhile.
    """
    access.require(actor, Action.SEE_HANDOVERS)
    access.require(actor, Action.RECORD_REACTION)
    snapshot = register.snapshot()
    if snapshot.find_row("reactions", operation_id) is not None:
        return case_of(snapshot, operation_id)  # a second click
    if seen["taken_back_on"]:
        raise InputRejected(N_("This is in the register already, as {number}."), number=seen["reaction_number"])
    values = {name: seen[name] for name in ("received_on", "channel", "subject", "text")}
    entry = allowed(actor, Entry({**values, **_customer_of(seen)}, (ConcernEntry(concern),)))
    refuse(entry_problems_of(snapshot, actor, entry, today))
    reaction, *concerns = creations(operation_id, entry)
    former = seen["reaction_number"]
    if former:
        reaction = RowChange("reactions", operation_id, {**reaction.values, "number": former})
    emptied = {**_emptied(today), "taken_back_on": today, "reaction_number": former or operation_id}
    changes = [reaction, *concerns, RowChange(TABLE, seen["id"], emptied, seen=seen)]
    snapshot = register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))
    return case_of(snapshot, operation_id)


def hand_over_reaction(
    register: Register, actor: Actor, seen: Case, values: Values, *, reason: str, today: date, operation_id: str
) -> Row:
    """Hand over a reaction that turned out not to be KRM's: it leaves the register, and the hand-over has its text.

    Its concerns and notes go with it; the hand-over keeps its number, which is never given again.

    Raises:
        AccessDenied: the actor may not see hand-overs, or not change reactions.
        InputRejected: no reason is given, the case is closed, another one follows it, or something is missing.
        StaleRecord: the case was changed meanwhile.
    """
    access.require(actor, Action.SEE_HANDOVERS)
    access.require(actor, Action.CHANGE_REACTION)
    snapshot = register.snapshot()
    if snapshot.find_row(TABLE, operation_id) is not None:
        return snapshot.row(TABLE, operation_id)  # a second click
    _refuse_to_leave(snapshot, seen, reason, today)
    reaction = seen.reaction
    name, *others = (reaction[name] or "" for name in ("customer_name", "customer_contact", "customer_ref"))
    customer = "\n".join([name, *filter(None, others)]).rstrip()
    carried = {name: reaction[name] for name in ("received_on", "channel", "subject", "text")}
    row = _new_row(actor, {**editable(actor, TABLE, values), **carried, "customer": customer}, today)
    refuse(record_problems(TABLE, row, today=today, is_known=snapshot.lists.is_known))
    changes = [
        RowChange("reactions", seen.id, {}, seen=reaction, removed=True),
        RowChange(TABLE, operation_id, normalised(TABLE, {**row, "reaction_number": seen.number})),
    ]
    snapshot = register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id, reason=reason.strip()))
    return snapshot.row(TABLE, operation_id)


def confirm_handover(register: Register, actor: Actor, seen: Row, *, today: date, operation_id: str) -> Row:
    """Note that it has arrived: the text is not needed here any more and is removed at once.

    The journal keeps what it wrote of the text until that is erased there.

    Raises:
        AccessDenied: the actor may not see hand-overs.
        StaleRecord: it was changed meanwhile.
    """
    access.require(actor, Action.SEE_HANDOVERS)
    if not _has_text(seen):
        return seen
    change = RowChange(TABLE, seen["id"], _emptied(today), seen=seen)
    snapshot = register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
    return snapshot.row(TABLE, seen["id"])


def remove_texts(register: Register, actor: Actor, *, today: date, operation_id: str) -> int:
    """Remove the texts and customers that are kept past their day, and return how many hand-overs that were.

    The journal keeps what it wrote of them until that is erased there.

    Raises:
        AccessDenied: the actor may not see hand-overs.
        StaleRecord: others keep changing them.
    """
    access.require(actor, Action.SEE_HANDOVERS)
    snapshot = register.snapshot()
    for attempt in range(ATTEMPTS):
        due = _due(snapshot, today)
        if not due:
            return 0
        changes = [RowChange(TABLE, row["id"], _emptied(today), seen=row) for row in due]
        try:
            register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))
        except StaleRecord:
            if attempt == ATTEMPTS - 1:
                raise
            snapshot = register.refresh()
            continue
        break
    return len(due)


def _new_row(actor: Actor, values: Values, today: date) -> dict[str, Any]:
    row: dict[str, Any] = {name: None for name in TABLES[TABLE].names} | dict(values)
    row["handed_on"] = row["handed_on"] or today
    row["handed_by"] = actor.name or actor.id
    if not _has_text(row):
        row["text_until"] = None
    elif row["text_until"] is None:
        row["text_until"] = row["handed_on"] + timedelta(days=KEPT_DAYS)
    return row


def _customer_of(row: Row) -> dict[str, Any]:
    """Return who the customer is: the first line is the name, the others how to reach the person."""
    name, _, contact = str(row["customer"] or "").partition("\n")
    if len(name) > TABLES["reactions"].field("customer_name").max_length:
        return {"customer_contact": row["customer"]}
    return {"customer_name": name.strip() or None, "customer_contact": contact.strip() or None}


def _refuse_to_leave(snapshot: Snapshot, seen: Case, reason: str, today: date) -> None:
    if not reason.strip():
        raise InputRejected(N_("Please say why this is not a reaction for KRM."))
    if seen.reaction["closed_on"]:
        raise InputRejected(
            N_("{number} is closed. Please reopen the case before it is handed over."), number=seen.number
        )
    following: Sequence[str] = follow_ups_of(snapshot, today, seen.number)
    if following:
        msgid = N_("{numbers} follows {number}. Please take that link away before {number} is handed over.")
        raise InputRejected(msgid, numbers=", ".join(following), number=seen.number)


def _due(snapshot: Snapshot, today: date) -> list[Row]:
    rows = snapshot.each_row(TABLE)
    return [row for row in rows if row["text_until"] and row["text_until"] < today and _has_text(row)]


def _has_text(row: Values) -> bool:
    return any(row.get(name) for name in PERSONAL)


def _emptied(today: date) -> dict[str, Any]:
    return {**dict.fromkeys(PERSONAL), "text_removed_on": today}
