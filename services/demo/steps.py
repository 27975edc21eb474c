"""What the steps of the procedure leave in a case whose course is known, as the office order has them (OA 10/2018).

Nothing here moves a date that a figure counts: receipt, acknowledgement, disposition, clearing and closing stay.
"""

import random
from datetime import date, timedelta

from services.demo import office
from services.demo.cases import Case
from services.demo.days import add_working_days, working_day_until
from services.demo.people import employee_name

_WRITTEN = frozenset({"email", "letter", "online_portal"})
_REFUSED = frozenset({"partly_upheld", "not_upheld"})


def take_steps(rng: random.Random, case: Case, today: date) -> None:
    """Give a case what its steps leave up to `today`; who is in charge, what was asked for, drafted and signed."""
    if case.disposition_on is not None and case.unit is not None:
        case.assigned_to = office.LEADS[case.unit].login
    _accompany(rng, case)
    _ask(rng, case, today)
    _clear_disciplinary(rng, case, today)
    if case.cleared_by == "letter" and case.cleared_on is not None:
        case.draft_on = case.cleared_on
        if case.closed_on is not None:  # the KRM officer signs and sends (Ablauf 3 b)
            case.signed_on = min(add_working_days(case.cleared_on, rng.choice((0, 1, 1, 2))), case.closed_on)
    if case.extended_for is not None and rng.randrange(100) < 80:
        case.interim_on = case.extended_for
    _praise(rng, case, today)
    if case.closed_on is not None:
        _close(rng, case, case.closed_on)


def _accompany(rng: random.Random, case: Case) -> None:
    """Say who came with the customer of the ombuds office."""
    if not case.ombuds:
        return
    case.came_alone = case.partner is None
    if case.partner is None:
        return
    case.represented = case.channel in _WRITTEN
    if rng.randrange(100) < 85:
        case.counsellor = f"{employee_name(rng)}, Tel. 030 23125 {rng.randrange(700, 800)}"
    if case.represented and case.informed_on is not None and rng.randrange(100) < 85:
        case.third_informed_on = case.informed_on


def _ask(rng: random.Random, case: Case, today: date) -> None:
    """Ask for consent with the acknowledgement, and file it once given (Ablauf 1)."""
    if case.consent is None:
        return
    case.consent_asked_on = case.acknowledged_on
    if case.consent == "given" and case.consent_on is not None and rng.randrange(100) < 94:
        filed = add_working_days(case.consent_on, rng.choice((0, 0, 1, 2)))
        case.consent_filed_on = filed if filed <= today else None


def _clear_disciplinary(rng: random.Random, case: Case, today: date) -> None:
    """Ask for the statement through the area lead, with the data protection officer ("Dienstaufsichtsbeschwerden")."""
    if not case.is_disciplinary or case.disposition_on is None:
        return
    latest = case.cleared_on or today
    case.statement_asked_on = min(add_working_days(case.disposition_on, rng.choice((0, 0, 1))), latest)
    came = add_working_days(case.statement_asked_on, rng.choice((2, 3, 3, 4, 5)))
    case.statement_on = min(came, latest) if case.cleared_on is not None else came if came <= today else None


def _praise(rng: random.Random, case: Case, today: date) -> None:
    """Let the team lead talk a praise over with the employee named ("Lobe")."""
    for matter in case.matters:
        if matter.kind == "praise" and matter.employee:
            day = add_working_days(case.received_on, rng.choice((1, 2, 2, 3, 4, 6)))
            if case.closed_on is not None:
                matter.talked_over_on = min(day, case.closed_on)
            elif day <= today:
                matter.talked_over_on = day


def _close(rng: random.Random, case: Case, closed: date) -> None:
    """Enter what is asked at closing: the note in VerBIS, and whether alternatives were looked at (Ablauf 3)."""
    outcomes = {matter.outcome for matter in case.matters if matter.outcome}
    if case.has_complaint and case.is_answerable:
        case.verbis_on = closed if rng.randrange(100) < 70 else case.cleared_on
    if outcomes & _REFUSED:
        case.alternatives = "offered" if rng.randrange(100) < 55 else "not_found"
    elif outcomes and rng.randrange(100) < 60:
        case.alternatives = "granted"


def climbing_days(case: Case, today: date) -> dict[int, date]:
    """Return by step of the escalation the day on which a case was moved up to it; a disposition needs no note."""
    top = int(case.escalation_step or 0)
    start = case.disposition_on or case.received_on
    span = ((case.cleared_on or case.closed_on or today) - start).days
    steps = range(3, top + 1)
    return {
        step: max(start, working_day_until(start + timedelta(days=span * place // (len(steps) + 1))))
        for place, step in enumerate(steps, start=1)
    }
