"""The ombuds office's own intake: cases that a partner organisation brings, often cleared at once by telephone.

Dresden report 2022, section 2: the ombuds office is an addition to KRM, used mostly by third parties; what works best
is "die sofortige telefonische Klärung im Beisein der Beratenden". Such a case is recorded and closed at once, and is
asked what closing asks (OA 10/2018, procedure step 3: "Erledigungsvermerk", "Hinweis im Fachverfahren").
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from schema.problems import Problem
from schema.tables import CONCERNS, REACTIONS
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import Case, ConcernEntry, refuse
from services.procedure.standing import Standing
from services.procedure.steps import STEP_OF, StepName
from services.recording import Entry, allowed, entry_problems_of, record_reaction
from services.register.base import Register, Values

CLOSE: Final = STEP_OF[StepName.CLOSE]
CLEARED_BY: Final = "telephone"
CLEARING: Final = ("cleared_on", "cleared_by", "call_note")


def record_ombuds_case(
    register: Register,
    actor: Actor,
    reaction: Values,
    concerns: Sequence[ConcernEntry],
    *,
    today: date,
    operation_id: str,
) -> Case:
    """Store a case of the ombuds office that stays open; what belongs to its closing is left for then.

    Raises:
        AccessDenied: the actor does not take cases of the ombuds office.
        InputRejected: something is missing or contradictory; nothing was stored.
    """
    access.require(actor, Action.TAKE_OMBUDS_CASES)
    left_out = {*CLOSE.fields, *CLEARING} - {"file_ref"}
    values = {**{name: value for name, value in reaction.items() if name not in left_out}, "ombuds": True}
    opened = [
        ConcernEntry({name: value for name, value in entry.values.items() if name not in CLOSE.concerns})
        for entry in concerns
    ]
    return record_reaction(register, actor, values, opened, today=today, operation_id=operation_id)


def record_cleared_case(
    register: Register,
    actor: Actor,
    reaction: Values,
    concerns: Sequence[ConcernEntry],
    *,
    today: date,
    operation_id: str,
) -> Case:
    """Store a case of the ombuds office that was cleared by telephone at once: cleared and closed today.

    Raises:
        AccessDenied: the actor does not take cases of the ombuds office.
        InputRejected: something is missing or contradictory, or closing asks for more; nothing was stored.
    """
    access.require(actor, Action.TAKE_OMBUDS_CASES)
    values = {**reaction, "ombuds": True, **cleared_at_once(today)}
    entry = allowed(actor, Entry(values, tuple(concerns)))
    refuse(_first_of_each([*entry_problems_of(register.snapshot(), actor, entry, today), *_unanswered(entry)]))
    return record_reaction(register, actor, values, concerns, today=today, operation_id=operation_id)


def cleared_at_once(today: date) -> dict[str, Any]:
    """Return what is known of a case that is cleared by telephone and closed today."""
    return {"cleared_on": today, "cleared_by": CLEARED_BY, "closed_on": today}


def _unanswered(entry: Entry) -> list[Problem]:
    """Return what closing asks for and the entry does not say; the same as for the step that closes a case."""
    then = Standing(entry.reaction, tuple(concern.values for concern in entry.concerns))
    msgid = N_("“{label}” is missing. Please fill it in.")
    problems = [
        Problem("reactions", name, None, msgid, {"label": REACTIONS.field(name).label})
        for name in CLOSE.asked(then)
        if not then.has(name)
    ]
    for place, concern in enumerate(then.concerns, start=1):
        problems += [
            Problem("concerns", name, None, msgid, {"label": CONCERNS.field(name).label, "place": place})
            for name in CLOSE.concerns
            if CLOSE.of(concern) and not concern.get(name)
        ]
    return problems


def _first_of_each(problems: Sequence[Problem]) -> list[Problem]:
    first: dict[object, Problem] = {}
    for one in problems:
        first.setdefault((one.table, one.field, one.params.get("place")), one)
    return list(first.values())
