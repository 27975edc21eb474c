"""Whose step a field is: what a form enters counts as the step that enters it, and is taken by those who may."""

from schema.problems import Problem
from schema.tables import REACTIONS
from schema.words import N_
from services.access import Actor
from services.procedure.standing import Standing
from services.procedure.steps import OFFICE, STEPS
from services.procedure.taking import may_take
from services.register.snapshot import Snapshot

# The fields that say a step was taken; the others (a team, a note, a reference) may be known before it is.
MARKS = (
    "acknowledged_on",
    "disposition_on",
    "assigned_to",
    "statement_asked_on",
    "privacy_officer_on",
    "statement_on",
    "summary",
    "draft_on",
    "cleared_on",
    "signed_on",
    "escalation_step",
    "extended_until",
    "consent_asked_on",
    "consent",
    "consent_on",
    "closed_on",
)


def is_never_theirs(actor: Actor, name: str) -> bool:
    """Return whether a field says that a step was taken which is never the actor's, whatever the case."""
    if name not in MARKS or actor.roles & OFFICE:
        return False
    return not any(actor.roles & step.everybody for step in STEPS if name in step.fields)


def owner_problems(snapshot: Snapshot, actor: Actor, before: Standing | None, then: Standing) -> list[Problem]:
    """Return what somebody would enter whose step it is not (OA 10/2018, Ablauf 1 to 3: BGF, Teamleitung, KRM).

    The office and the KRM officer keep the register ("Ein- und Austragung der Fälle"), so they enter everything, the
    day of a signature on paper too; all others only what is theirs to do in this case, as it stood and as it would.
    """
    if actor.roles & OFFICE:
        return []
    msgid = N_("“{label}” is not yours to enter in this case. Please ask the KRM officer or the office.")
    return [
        Problem("reactions", name, None, msgid, {"label": REACTIONS.field(name).label})
        for name in MARKS
        if (None if before is None else _given(before, name)) != _given(then, name)
        and not all(_may_enter(snapshot, actor, name, case) for case in (before, then) if case is not None)
    ]


def _may_enter(snapshot: Snapshot, actor: Actor, name: str, case: Standing) -> bool:
    return any(may_take(snapshot, actor, step, case) for step in STEPS if name in step.fields)


def _given(case: Standing, name: str) -> object:
    value = case.reaction.get(name)
    return None if value in ("", ()) else value
