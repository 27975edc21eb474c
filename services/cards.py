"""Opinion cards, recorded in stacks: one head for all, a row for each card (OA 10/2018, "Meinungskarten (MK)")."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import Case, ConcernEntry
from services.errors import InputRejected
from services.recording import Entry, record_reactions
from services.register.base import Register, Values

CHANNEL: Final = "opinion_card"
KINDS: Final = ("praise", "complaint", "suggestion")  # "Anregungen, Lob oder Kritik zu äußern"
HEAD: Final = ("received_on", "unit")
REACTION: Final = ("text", "customer_name")
CONCERN: Final = ("kind", "area", "theme")


def is_filled(card: Values) -> bool:
    """Return whether anything stands in a row; spaces are nothing."""
    return any(str(card.get(name) or "").strip() for name in (*CONCERN, *REACTION))


def record_cards(
    register: Register,
    actor: Actor,
    head: Values,
    cards: Mapping[int, Values],
    *,
    today: date,
    operation_id: str,
) -> list[Case]:
    """Store each card of a stack as a reaction, all or none; `cards` are by their row, and empty rows are left out.

    "Die Rückmeldungen werden durch KRM erfasst und ausgewertet." (OA 10/2018, "Meinungskarten (MK)")

    Raises:
        AccessDenied: the actor may not record cards.
        InputRejected: no row is filled, or something is missing in one; nothing was stored. A problem's parameter
            `row` says where.
    """
    access.require(actor, Action.RECORD_CARDS)
    filled = {row: card for row, card in cards.items() if is_filled(card)}
    if not filled:
        raise InputRejected(N_("No card is filled in yet. Please choose at least the kind of one."))
    common = {**{name: head.get(name) for name in HEAD}, "channel": CHANNEL}
    entries = {
        row: Entry(
            {**common, **{name: card.get(name) for name in REACTION}},
            (ConcernEntry({name: card.get(name) for name in CONCERN}),),
        )
        for row, card in filled.items()
    }
    return record_reactions(register, actor, entries, today=today, operation_id=operation_id)
