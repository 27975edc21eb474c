"""What stands open as of today: cases in every state a complaint office has to look at."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from services.demo import office
from services.demo.cases import Case, Matter
from services.demo.course import QUALITY_DAYS
from services.demo.days import add_working_days, working_day_from, working_day_until
from services.demo.targets import DRESDEN

TEAM_DAYS = 9


@dataclass(frozen=True, slots=True)
class Scene:
    """A state to be found on the day: how old its case is, whether it is the ombuds office's, and what sets it up."""

    youngest: int
    oldest: int
    ombuds: bool | None
    set_up: Callable[[Case, date], None]
    count: int = 1


def cut_off(cases: list[Case], today: date) -> None:
    """Take back what has not happened by `today`."""
    for case in cases:
        if case.closed_on is not None and case.closed_on > today:
            case.closed_on = None
            for matter in case.matters:
                matter.outcome = matter.clearing_kind = None
        if case.cleared_on is not None and case.cleared_on > today:
            case.cleared_on = case.cleared_by = None
        if case.disposition_on is not None and case.disposition_on > today:
            case.disposition_on = case.unit = None
            case.escalation_step = None
        if case.acknowledged_on is not None and case.acknowledged_on > today:
            case.acknowledged_on = None
        if case.informed_on is not None and case.informed_on > today:
            case.informed_on = case.consent = case.consent_on = None
        if case.consent_on is not None and case.consent_on > today:
            case.consent, case.consent_on = "asked", None
        if case.extended_for is not None and case.extended_for > today:
            case.extended_until = case.extended_for = None


def stage(rng: random.Random, cases: list[Case], today: date, followed: set[int]) -> None:
    """Set the scenes up among the newest cases; `followed` are the ids of cases that a later one builds on."""
    newest = [case for case in reversed(cases) if (today - case.received_on).days <= 115 and id(case) not in followed]
    for scene in SCENES:
        for _ in range(scene.count):
            fitting = [case for case in newest if _fits(case, scene, today)]
            if fitting:
                chosen = fitting[rng.randrange(len(fitting))]
                chosen.staged = True
                _reopen(chosen, today)
                scene.set_up(chosen, today)


def _fits(case: Case, scene: Scene, today: date) -> bool:
    age = (today - case.received_on).days
    return (
        scene.youngest <= age <= scene.oldest
        and not case.staged
        and case.first.kind == "complaint"
        and case.is_answerable
        and scene.ombuds in (None, case.ombuds)
    )


def _reopen(case: Case, today: date) -> None:
    """Bring a case to where a team has it: acknowledged, with a disposition, not cleared."""
    received = case.received_on
    case.closed_on = case.cleared_on = case.cleared_by = None
    case.extended_until = case.extended_for = None
    case.acknowledged_on = min(add_working_days(received, 1), today)
    case.disposition_on = min(add_working_days(received, 2), today)
    case.unit = case.unit or office.TEAMS.get(case.first.area, office.TEAMS[None])[0]
    case.informed_on = case.acknowledged_on
    case.escalation_step = "1"
    if case.consent not in ("asked", "given", "refused"):
        case.consent, case.consent_on = "asked", None
    if case.consent_on is not None and case.consent_on < case.acknowledged_on:
        case.consent_on = case.acknowledged_on
    for matter in case.matters:
        matter.outcome = matter.clearing_kind = None


def _on_step(step: str, consent: str | None = None) -> Callable[[Case, date], None]:
    def set_up(case: Case, today: date) -> None:
        case.escalation_step = step
        if consent is not None:
            case.consent, case.consent_on = consent, min(add_working_days(case.received_on, 3), today)

    return set_up


def _untouched(case: Case, today: date) -> None:
    case.acknowledged_on = case.informed_on = None
    case.consent = case.consent_on = None
    _without_team(case, today)


def _without_team(case: Case, today: date) -> None:
    case.unit = case.disposition_on = None
    case.escalation_step = None


def _waiting_for_the_answer(case: Case, today: date) -> None:
    start = case.disposition_on or case.received_on
    case.cleared_on = max(working_day_until(today - timedelta(days=1)), start)
    case.cleared_by = "letter"
    for matter in case.matters:
        if matter.kind == "complaint":
            matter.outcome, matter.clearing_kind = "partly_upheld", "new_facts"
    case.escalation_step = "2"


def _team_due(case: Case, today: date) -> None:
    # The team's nine days end tomorrow or so.
    case.disposition_on = max(case.received_on, working_day_until(today - timedelta(days=TEAM_DAYS - 1)))
    case.acknowledged_on = case.informed_on = min(case.acknowledged_on or today, case.disposition_on)


def _extended(case: Case, today: date) -> None:
    start = case.disposition_on or case.received_on
    case.extended_for = min(max(start, working_day_until(case.received_on + timedelta(days=QUALITY_DAYS - 2))), today)
    case.extended_until = working_day_from(
        max(today, case.received_on + timedelta(days=QUALITY_DAYS)) + timedelta(days=5)
    )
    case.escalation_step = "3"


def _extension_expired(case: Case, today: date) -> None:
    _extended(case, today)
    case.extended_until = max(case.received_on + timedelta(days=QUALITY_DAYS + 2), today - timedelta(days=3))
    case.escalation_step = "4"


def _disciplinary(case: Case, today: date) -> None:
    if case.received_on.year not in DRESDEN:  # what the report prints by area stays as it is
        case.matters[0] = Matter(
            "complaint", "conduct", "freundlichkeit", named_as="disciplinary", complaint_type="disciplinary"
        )
    case.escalation_step = "3"


SCENES = (
    Scene(5, 20, False, _disciplinary, 2),
    Scene(0, 3, None, _untouched, 3),
    Scene(0, 4, None, _without_team, 2),
    Scene(5, 12, False, _untouched, 2),
    Scene(6, 13, None, _untouched),
    Scene(9, 14, False, _team_due, 3),
    Scene(11, 14, None, _on_step("1", "given"), 3),
    Scene(12, 14, None, _on_step("2"), 2),
    Scene(8, 18, None, _waiting_for_the_answer, 2),
    Scene(15, 22, None, _waiting_for_the_answer),
    Scene(15, 18, None, _on_step("2"), 2),
    Scene(16, 24, None, _on_step("3", "refused"), 2),
    Scene(20, 32, None, _on_step("4", "withdrawn")),
    Scene(20, 32, None, _on_step("4")),
    Scene(26, 42, None, _on_step("5"), 2),
    Scene(36, 60, None, _on_step("6")),
    Scene(85, 112, False, _on_step("6")),
    Scene(12, 30, None, _extended, 3),
    Scene(20, 40, None, _extension_expired),
    Scene(1, 4, True, _on_step("1"), 2),
    Scene(5, 12, True, _on_step("1"), 2),
    Scene(15, 26, True, _on_step("3")),
)
