"""How a case runs: acknowledged, sent to a team, cleared, closed; and which earlier case it follows."""

import random
from datetime import date, timedelta

from schema.lists import code_for
from services.demo import office
from services.demo.cases import NOBODY_TO_WRITE_TO, Case, Matter
from services.demo.days import ONE_DAY, add_working_days, working_day_from, working_day_until
from services.demo.planning import ranked
from services.demo.targets import Targets

QUALITY_DAYS = 14
DISCIPLINARY_DAYS = 10

_CLEARING_WAYS = {
    "telephone": ("telephone",) * 7 + ("email", "letter", "in_person"),
    "in_person": ("in_person",) * 5 + ("telephone",) * 4 + ("letter",),
    "email": ("email",) * 6 + ("telephone",) * 4 + ("letter",),
    "online_portal": ("email",) * 6 + ("telephone",) * 3 + ("letter",),
    "letter": ("letter",) * 6 + ("telephone",) * 3 + ("email",),
}


def run_course(rng: random.Random, cases: list[Case], targets: Targets) -> None:
    """Give every case of a year its dates, its team and its steps, as if the year lay long behind."""
    punctual = {id(case) for case in ranked(rng, cases, _speed)[: targets.within_14_days]}
    for case in cases:
        assign(rng, case)
        case.closed_on = _closing_day(rng, case, id(case) in punctual)
        _take_steps(rng, case, case.closed_on)
        case.escalation_step = _step(rng, case)
        _ask_consent(rng, case, case.closed_on)
        for matter in case.matters:
            name_details(rng, case, matter)


def _speed(case: Case) -> int:
    if case.first.kind in ("petition", "submission"):
        return 3
    return 40 if case.ombuds else 20 - 4 * len(case.matters) + 12 * (case.first.kind == "praise")


def assign(rng: random.Random, case: Case) -> None:
    """Choose the team in charge, and the partner that brought the case to the ombuds office."""
    first = case.first
    special = office.SPECIAL_TEAMS.get((first.area or "", first.theme or ""))
    case.unit = special or rng.choice(office.TEAMS.get(first.area, office.TEAMS[None]))
    if case.ombuds and rng.randrange(100) < 95:
        case.partner = rng.choices(office.PARTNER_CODES, weights=office.PARTNER_WEIGHTS)[0]


def _closing_day(rng: random.Random, case: Case, is_punctual: bool) -> date:
    received = case.received_on
    if is_punctual:
        longest = min(rng.randrange(1, 8) if case.ombuds and rng.randrange(100) < 70 else QUALITY_DAYS, QUALITY_DAYS)
        day = received + timedelta(days=max(rng.randrange(0, longest + 1), rng.randrange(0, longest + 1)))
        if case.is_disciplinary:  # the statement takes its time
            day = max(day, received + timedelta(days=DISCIPLINARY_DAYS))
        before = working_day_until(day)
        return before if before >= received else working_day_from(received)
    late = min(rng.randrange(15, 48), rng.randrange(15, 75))
    return working_day_from(received + timedelta(days=late))


def _take_steps(rng: random.Random, case: Case, closed: date) -> None:
    received = case.received_on
    if case.channel not in NOBODY_TO_WRITE_TO:
        waited = rng.choice((0, 1, 1, 1, 2, 2, 3)) if rng.randrange(100) < 94 else rng.randrange(4, 8)
        confirmed = add_working_days(received, waited) if waited else working_day_from(received)
        case.acknowledged_on = min(confirmed, closed)
    # The ombuds office clears much by itself, and so it is with praise; cards are recorded and evaluated.
    may_have_one = case.channel != "opinion_card" and closed > received and rng.randrange(100) < 88
    if case.needs_team or may_have_one:
        drawn = add_working_days(working_day_from(received), rng.choice((0, 0, 1, 1, 1, 2, 3)))
        case.disposition_on = max(min(drawn, closed), case.acknowledged_on or received)
    start = case.disposition_on or received
    lag = rng.choice((0, 0, 0, 1, 1, 2, 3)) if case.ombuds else rng.choice((0, 0, 1, 1, 2, 2, 3, 4))
    cleared = max(closed - timedelta(days=lag), start)
    if case.channel != "opinion_card" or case.has_complaint:
        case.cleared_on = max(working_day_until(cleared), start)
        case.cleared_by = _clearing_way(rng, case)
    late = (closed - received).days > QUALITY_DAYS
    if rng.randrange(100) < (46 if late else 2) and closed - received > 9 * ONE_DAY:
        entered = working_day_until(received + timedelta(days=rng.randrange(8, 14)))
        case.extended_for = max(min(entered, closed), start)
        aimed = closed + timedelta(days=rng.choice((0, 2, 4, 7)) - (7 if rng.randrange(100) < 15 else 0))
        case.extended_until = working_day_from(max(aimed, received + timedelta(days=21)))


def _clearing_way(rng: random.Random, case: Case) -> str:
    if not case.is_answerable:
        return "in_person"  # with the team
    if case.first.kind in ("petition", "submission") or case.first.complaint_type == "disciplinary":
        return "letter"
    return "telephone" if case.ombuds and rng.randrange(100) < 55 else rng.choice(_CLEARING_WAYS[case.channel])


def _step(rng: random.Random, case: Case) -> str | None:
    if not case.has_complaint:
        return None
    late = case.closed_on is not None and (case.closed_on - case.received_on).days > QUALITY_DAYS
    weights = (30, 34, 18, 12, 5, 1) if late or case.first.complaint_type == "disciplinary" else (72, 20, 5, 2, 1, 0)
    return rng.choices("123456", weights=weights)[0]


def _ask_consent(rng: random.Random, case: Case, closed: date) -> None:
    if case.acknowledged_on is None:
        return
    case.informed_on = case.acknowledged_on if rng.randrange(100) < 96 else None
    if not case.has_complaint and case.first.kind not in ("petition", "submission"):
        return
    roll = rng.randrange(100)
    if roll < 4:
        return
    case.consent = "asked" if roll < 26 else "given" if roll < 90 else "refused" if roll < 98 else "withdrawn"
    if case.consent != "asked":
        answered = case.acknowledged_on + timedelta(days=rng.randrange(0, 6))
        case.consent_on = min(answered, max(closed, case.acknowledged_on))


def name_details(rng: random.Random, case: Case, matter: Matter) -> None:
    """Give a concern its detail, for about half of those whose theme has details, and its employee."""
    details = office.DETAILS.get(f"{matter.area}/{matter.theme}")
    if details and rng.randrange(100) < 55:
        matter.detail = code_for(rng.choice(details))


def link_follow_ups(rng: random.Random, cases: list[Case], targets: Targets) -> None:
    """Link some cases to an earlier one in the same matter that was closed before they came in.

    `cases` are those of the year and of the year before, in order of receipt.
    """
    earlier: dict[tuple[str | None, str | None, bool], list[Case]] = {}
    followed: set[int] = {id(case.follows) for case in cases if case.follows}
    possible = []
    for case in cases:
        if case.first.kind != "complaint" or case.channel in NOBODY_TO_WRITE_TO:
            continue
        key = (case.first.area, case.first.theme, case.ombuds)
        if case.received_on.year == targets.year and earlier.get(key) and case.follows is None:
            possible.append(case)
        earlier.setdefault(key, []).append(case)
    linked = 0
    for case in ranked(rng, possible, lambda case: 1):
        if linked == targets.follow_ups:
            break
        key = (case.first.area, case.first.theme, case.ombuds)
        for before in rng.sample(earlier[key], min(12, len(earlier[key]))):
            gap = (case.received_on - before.closed_on).days if before.closed_on else 0
            if 2 <= gap <= 150 and id(before) not in followed:
                case.follows = before
                followed.add(id(before))
                linked += 1
                break
