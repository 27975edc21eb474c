"""Cases to record and change, the same in every test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.access import Actor
from services.cases import Case, ConcernEntry, case_of
from services.changing import change_reaction
from services.recording import record_reaction
from services.register.base import Register, new_id
from services.register.snapshot import Snapshot
from tests.support.people import ALICE

TODAY = date(2026, 3, 4)  # a Wednesday
RECEIVED = date(2026, 3, 2)
REACTION: Mapping[str, Any] = {
    "received_on": RECEIVED,
    "channel": "email",
    "ombuds": False,
    "subject": "Bescheid seit drei Monaten unverständlich",
    "text": "Ich verstehe meinen Bescheid nicht.",
}
COMPLAINT: Mapping[str, Any] = {"kind": "complaint", "area": "benefits", "theme": "bescheid_unverstaendlich"}
PRAISE: Mapping[str, Any] = {"kind": "praise", "area": "reception"}
IDEA: Mapping[str, Any] = {"kind": "suggestion", "area": "organisation"}


def record(
    register: Register,
    *,
    actor: Actor = ALICE,
    concerns: Sequence[Mapping[str, Any]] = (COMPLAINT,),
    operation_id: str | None = None,
    **values: Any,
) -> Case:
    """Record a reaction through the service."""
    return record_reaction(
        register,
        actor,
        {**REACTION, **values},
        [ConcernEntry(concern) for concern in concerns],
        today=TODAY,
        operation_id=operation_id or new_id(),
    )


def change(
    register: Register,
    seen: Case,
    actor: Actor = ALICE,
    concerns: Sequence[ConcernEntry] | None = None,
    *,
    operation_id: str | None = None,
    reason: str = "",
    **values: Any,
) -> Case:
    """Change a case through the service, as somebody who saw it in the state `seen`."""
    return change_reaction(
        register,
        actor,
        seen,
        {**seen.reaction, **values},
        entries_of(seen) if concerns is None else concerns,
        today=TODAY,
        operation_id=operation_id or new_id(),
        reason=reason,
    )


def with_concern(seen: Case, place: int, **values: Any) -> list[ConcernEntry]:
    """Return the entries of a case with something changed in the concern at that place."""
    entries = entries_of(seen)
    entries[place] = ConcernEntry({**entries[place].values, **values}, entries[place].id)
    return entries


def entries_of(case: Case) -> list[ConcernEntry]:
    """Return a case's concerns as a form holds them when nothing was typed yet."""
    return [ConcernEntry(row, row["id"]) for row in case.concerns]


def seen_again(register: Register, case: Case) -> Case:
    """Return the case as the register has it now."""
    return case_of(register.refresh(), case.id)


def all_reactions(snapshot: Snapshot) -> list[str]:
    """Return the numbers of all reactions."""
    return sorted(snapshot.frames["reactions"]["number"])


def kinds(case: Case) -> list[tuple[int, str]]:
    """Return the ranks and kinds of a case's concerns."""
    return [(row["rank"], row["kind"]) for row in case.concerns]
