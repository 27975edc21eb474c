"""Whose names a blackened print of a case must not hold: those in its fields, and those of the people at work on it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from services.cases import Case
from services.printing.blackening import Blackout, lines_of
from services.register.snapshot import Snapshot
from services.settings import settings_of
from services.timeline import Event

FEWEST_DIGITS = 4  # of a number that leads to a person


def blackout_of(snapshot: Snapshot, case: Case, events: Sequence[Event]) -> Blackout:
    """Return what is to be taken out of every text of a case, whoever prints it and whatever they may see.

    Of the customer, the counsellor, the employees named and the colleagues at work on the case each part of the name;
    of everybody else whom the register knows the whole name only, or "Müller" would go wherever it stands.
    """
    reaction = case.reaction
    users = [row for row in snapshot.each_row("users")]
    at_work = {event.who for event in events}
    lead = str(reaction["assigned_to"] or "").casefold()
    own = [row for row in users if row["label"] in at_work or str(row["login"]).casefold() == lead]
    notes = snapshot.note_rows(case.id)
    names = [
        reaction["customer_name"],
        *_people(reaction["counsellor"]),
        *(name for concern in case.concerns for name in _people(concern["employee"])),
        *(row["label"] for row in own),
    ]
    others = [
        *(row[name] for row in users for name in ("label", "login")),
        *(name for note in notes for name in _people(note["person"])),
        *(name for row in snapshot.each_row("partners") for name in _people(row["contact"])),
        *_people(reaction["customer_contact"]),
        settings_of(snapshot).officer_name,
        reaction["assigned_to"],
        *at_work,
    ]
    words = [
        *lines_of(str(reaction["customer_contact"] or "")),
        *_numbers(reaction["customer_ref"]),
        *_numbers(reaction["file_ref"]),
    ]
    return Blackout(_given(names), _given(others), _given(words))


def _people(typed: object) -> Iterator[str]:
    """Give the names in a field in which several may stand, beside numbers and addresses."""
    for part in re.split(r"[,;/\n()]", str(typed or "")):
        if not re.search(r"[\d@]", part) and part.strip():
            yield part.strip()


def _numbers(typed: object) -> Iterator[str]:
    """Give the numbers of a field: the whole of it, and each part with enough digits."""
    whole = str(typed or "").strip()
    for part in (whole, *re.split(r"[\s,;]+", whole)):
        if len(re.findall(r"\d", part)) >= FEWEST_DIGITS:
            yield part


def _given(texts: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(text).strip() for text in texts if text and str(text).strip()))
