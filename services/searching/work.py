"""What the procedure still asks of every reaction, for the whole table at once.

`services/procedure/standing.py` says the same of one case, and the needs of `services/procedure/steps.py` are made of
it; a test holds both together. Dates after the day have not happened yet.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from services import calendar
from services.deadlines import NOBODY_TO_WRITE_TO
from services.figures.filters import has_code
from services.register.snapshot import Snapshot
from services.searching.concerns import of_reactions, owners_of
from services.settings import periods_of

Array = np.ndarray[Any, Any]

NEWS = (  # the dates by which a case moves on, the last one first
    "closed_on",
    "signed_on",
    "cleared_on",
    "draft_on",
    "statement_on",
    "disposition_on",
    "acknowledged_on",
    "received_on",
)
NEWS_NOTES = ("escalation", "reopening", "return")
_NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True)
class Work:
    """How far each reaction of the table has come; `escalated_on` is the day of its last step up the ladder."""

    is_disciplinary: Array
    needs_team: Array
    needs_assigning: Array
    needs_clearing: Array
    is_answerable: Array
    has_disposition: Array
    has_statement: Array
    has_privacy_officer: Array
    is_written: Array
    is_signed: Array
    is_talked_over: Array
    is_consent_open: Array
    is_consent_unproven: Array
    escalation: Array
    escalated_on: Array
    has_news: Array


def work_of(snapshot: Snapshot, today: date) -> Work:
    """Return how far each reaction has come on that day; worked out once."""
    return snapshot.derived(_work_of, today)


def _work_of(snapshot: Snapshot, today: date) -> Work:
    reactions, concerns = snapshot.frames["reactions"], snapshot.frames["concerns"]
    is_complaint, is_praise = (has_code(concerns["kind"], (kind,)) for kind in ("complaint", "praise"))
    has_complaint, has_praise = of_reactions(snapshot, is_complaint), of_reactions(snapshot, is_praise)
    has_other = of_reactions(snapshot, ~is_praise & concerns["kind"].notna().to_numpy(dtype=bool))
    consent = reactions["consent"]
    is_card = has_code(reactions["channel"], ("opinion_card",))
    is_ombuds = reactions["ombuds"].fillna(False).to_numpy(dtype=bool)
    needs_team = ~(is_ombuds | is_card | (has_praise & ~has_other))
    names_somebody = concerns["employee"].fillna("").ne("").to_numpy(dtype=bool)
    is_silent = is_praise & names_somebody & ~_happened(concerns["talked_over_on"], today)
    return Work(
        is_disciplinary=of_reactions(snapshot, is_complaint & has_code(concerns["complaint_type"], ("disciplinary",))),
        needs_team=needs_team,
        needs_assigning=needs_team | (of_reactions(snapshot, is_praise & names_somebody) & ~is_card),
        needs_clearing=has_complaint | needs_team,
        is_answerable=~has_code(reactions["channel"], NOBODY_TO_WRITE_TO),
        has_disposition=_happened(reactions["disposition_on"], today),
        has_statement=_happened(reactions["statement_on"], today),
        has_privacy_officer=_happened(reactions["privacy_officer_on"], today),
        is_written=has_code(reactions["cleared_by"], ("letter",)),
        is_signed=_happened(reactions["signed_on"], today),
        is_talked_over=~of_reactions(snapshot, is_silent),
        is_consent_open=has_code(consent, ("asked",))
        | (consent.isna().to_numpy(dtype=bool) & _happened(reactions["consent_asked_on"], today)),
        is_consent_unproven=has_code(consent, ("given",)) & ~_happened(reactions["consent_filed_on"], today),
        escalation=_escalation(reactions["escalation_step"]),
        escalated_on=_last_note(snapshot, today, ("escalation",)),
        has_news=_has_news(snapshot, today),
    )


def last_working_day(snapshot: Snapshot, today: date) -> date:
    """Return the last working day before a day: what happened since then is news."""
    working = calendar.working_calendar((today.year - 1, today.year, today.year + 1), periods_of(snapshot).land)
    return date.fromisoformat(str(np.busday_offset(np.datetime64(today, "D"), -1, roll="forward", busdaycal=working)))


def _has_news(snapshot: Snapshot, today: date) -> Array:
    reactions = snapshot.frames["reactions"]
    since = np.datetime64(last_working_day(snapshot, today), "D")
    found: Array = _last_note(snapshot, today, NEWS_NOTES) >= since
    for name in NEWS:
        days = _days(reactions[name])
        found |= (days >= since) & (days <= np.datetime64(today, "D"))
    return found


def _last_note(snapshot: Snapshot, today: date, kinds: tuple[str, ...]) -> Array:
    """Return for each reaction the day of the last note of one of the kinds."""
    notes = snapshot.frames["notes"]
    days = np.full(len(snapshot.frames["reactions"]), _NAT)
    is_meant = has_code(notes["kind"], kinds) & _happened(notes["noted_on"], today)
    owners, noted = owners_of(snapshot, "notes")[is_meant], _days(notes["noted_on"])[is_meant]
    np.fmax.at(days, owners[owners >= 0], noted[owners >= 0])
    return days


def _escalation(steps: Any) -> Array:
    """Return the step of the ladder as a number, 0 where there is none."""
    numbers = [int(code) if str(code).isdigit() else 0 for code in steps.cat.categories]
    found: Array = np.array([*numbers, 0])[steps.cat.codes.to_numpy()]
    return found


def _days(column: Any) -> Array:
    days: Array = column.to_numpy(dtype="datetime64[D]")
    return days


def _happened(column: Any, today: date) -> Array:
    happened: Array = _days(column) <= np.datetime64(today, "D")
    return happened
