"""The cases of all years up to a day, each year from its own share of the seed."""

import random
from datetime import date

from services.demo.cases import Case, Matter
from services.demo.course import link_follow_ups, run_course
from services.demo.days import arrivals_in
from services.demo.people import Person, draw_person, employee_name
from services.demo.planning import plan_cases
from services.demo.staging import cut_off, stage
from services.demo.targets import DRESDEN, Targets, later_year

FIRST_YEAR = 2021
_CHANNEL_ORDER = ("email", "telephone", "letter", "in_person", "online_portal", "review_site", "opinion_card")


def sample_cases(seed: int, today: date) -> list[Case]:
    """Return the cases from 2021 to `today` in order of receipt: two years after the Dresden report, then our own."""
    cases: list[Case] = []
    for year in range(FIRST_YEAR, today.year + 1):
        rng = random.Random(f"resonanz {seed} {year}")
        targets = DRESDEN.get(year) or later_year(rng, year)
        cases = _with_year(rng, cases, targets)
    return _as_of(random.Random(f"resonanz {seed} {today.isoformat()}"), cases, today)


def many_cases(seed: int, today: date, reactions: int, years: int = 10) -> list[Case]:
    """Return exactly that many cases, spread over the years before `today`; for load tests."""
    passed = (today - date(today.year, 1, 1)).days + 1
    this_year = reactions * passed // (passed + 366 * (years - 1))
    share, rest = divmod(reactions - this_year, years - 1)
    cases: list[Case] = []
    for place in range(years):
        year = today.year - years + 1 + place
        rng = random.Random(f"resonanz {seed} {year} many")
        count = this_year if year == today.year else share + (place < rest)
        if count:
            cases = _with_year(rng, cases, later_year(rng, year, count), today)
    return _as_of(random.Random(f"resonanz {seed} {today.isoformat()}"), cases, today)


def _with_year(rng: random.Random, before: list[Case], targets: Targets, until: date = date.max) -> list[Case]:
    cases = plan_cases(rng, targets)
    arrivals = arrivals_in(targets.year, until)
    for case in cases:
        case.received_on = arrivals.draw(rng, case.channel)
    cases.sort(key=lambda case: (case.received_on, _CHANNEL_ORDER.index(case.channel)))
    run_course(rng, cases, targets)
    link_follow_ups(rng, [case for case in before if case.received_on.year == targets.year - 1] + cases, targets)
    for place, case in enumerate(cases):
        case.number = f"KR-{targets.year}-{place + 1:04d}"
        case.person = _person(rng, case, cases[:place] if rng.randrange(100) < 6 else [])
        for matter in case.matters:
            matter.employee = employee_name(rng) if _names_somebody(rng, matter) else None
    return before + cases


def _person(rng: random.Random, case: Case, earlier: list[Case]) -> Person:
    """Return who writes: with a follow-up the same person as before, now and then somebody known already."""
    if case.follows is not None and case.follows.person is not None:
        return case.follows.person
    known = rng.choice(earlier).person if earlier else None
    return known or draw_person(rng, case.channel)


def _names_somebody(rng: random.Random, matter: Matter) -> bool:
    by_name = matter.kind == "praise" and matter.area in ("conduct", "placement") and rng.randrange(100) < 40
    return by_name or matter.complaint_type == "disciplinary"


def _as_of(rng: random.Random, cases: list[Case], today: date) -> list[Case]:
    there = [case for case in cases if case.received_on <= today]
    cut_off(there, today)
    stage(rng, there, today, {id(case.follows) for case in there if case.follows})
    for case in there:
        for matter in case.matters:
            if matter.complaint_type == "disciplinary" and matter.employee is None:
                matter.employee = employee_name(rng)
    return there
