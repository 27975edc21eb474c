"""The clocks of a reaction, as of a day: three that each one has, and one for petitions and submissions.

    urgent        7 calendar days after receipt, where a concern is a petition or a submission (URGENT_KINDS): they are
                  "particularly urgent" (OA 10/2018, petitions and submissions), beside the three others
    acknowledge   3 working days after receipt (HEGA 09/15); none for the channels in NOBODY_TO_WRITE_TO
    clear         9 calendar days after the disposition, or after receipt where none is recorded (OA 10/2018, step 3)
    close         14 calendar days after receipt (OA 10/2018, aims: two weeks as a rule)

A later `extended_until` takes the place of the days of `urgent` and `close`. The numbers are those of `Periods`, which
an office sets (`services/settings.py`).

A date after the day has not happened yet; `extended_until` is a plan and counts as it is. Clearing is done by
`cleared_on`, else by `closed_on`; `urgent` and `close` by `closed_on`. A clock is overdue from the day after its due
date. `services/figures/facts.py` says the same for a whole frame; a test holds both together.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from services import calendar
from services.calendar import DayOff

NOBODY_TO_WRITE_TO = frozenset({"review_site", "opinion_card"})
URGENT_KINDS = ("petition", "submission")  # particularly urgent even under high load (OA 10/2018)


@dataclass(frozen=True, slots=True)
class Periods:
    """The settings of the clocks; `soon_days` is how many days before it is due a case counts as due soon.

    The defaults are the standard periods: those of the figures by which offices are compared.
    """

    acknowledge_working_days: int = 3
    clear_days: int = 9
    close_days: int = 14
    urgent_days: int = 7
    land: str = calendar.DEFAULT_LAND
    soon_days: int = 3


class ClockName(StrEnum):
    """The clocks in the order in which they are shown: the urgent one first, then as they run out."""

    URGENT = "urgent"
    ACKNOWLEDGE = "acknowledge"
    CLEAR = "clear"
    CLOSE = "close"


USUAL_CLOCKS = (ClockName.ACKNOWLEDGE, ClockName.CLEAR, ClockName.CLOSE)  # those that every reaction has


class ClockState(StrEnum):
    """How a clock stands. `not_applicable`: the channel has none, or the case was closed without this step."""

    DONE = "done"
    DONE_LATE = "done_late"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    NOT_APPLICABLE = "not_applicable"


class Step(StrEnum):
    """The furthest step a reaction has reached; steps before it may be missing."""

    RECORDED = "recorded"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    CLEARED = "cleared"
    CLOSED = "closed"


class AgeBand(StrEnum):
    """Calendar days since receipt."""

    UP_TO_3 = "0-3"
    UP_TO_9 = "4-9"
    UP_TO_14 = "10-14"
    UP_TO_30 = "15-30"
    OVER_30 = "over_30"


AGE_LIMITS = (3, 9, 14, 30)  # the last day of each band but the last


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one reaction.

    `days_left` are calendar days to the due date: from the day asked for while the clock runs (negative = overdue),
    from the day it was done once it is; None where the clock does not apply. `day_off` says beforehand that the due
    date is a weekend or a holiday.
    """

    name: ClockName
    starts_on: date
    due_on: date | None
    done_on: date | None
    days_left: int | None
    state: ClockState
    day_off: DayOff | None = None
    is_extended: bool = False


def list_clocks(
    reaction: Mapping[str, Any],
    day: date,
    periods: Periods | None = None,
    *,
    kinds: Collection[str | None],
    language: str = "de",
) -> tuple[Clock, ...]:
    """Return the clocks of one reaction as of `day`; none if it was received after that day.

    `kinds` are those of its concerns: the urgent clock stands first where one of them is a petition or a submission.
    `clocks_of` in `services/clocks.py` takes them and the periods from the register.
    """
    rules = periods or Periods()
    received: date | None = happened(reaction.get("received_on"), day)
    if received is None:
        return ()
    urgent = [_closing_clock(ClockName.URGENT, rules.urgent_days, reaction, received, day, rules, language)]
    return (
        *(urgent if is_urgent(kinds) else []),
        _acknowledge_clock(reaction, received, day, rules, language),
        _clear_clock(reaction, received, day, rules, language),
        _closing_clock(ClockName.CLOSE, rules.close_days, reaction, received, day, rules, language),
    )


def is_urgent(kinds: Collection[str | None]) -> bool:
    """Return whether one of the kinds of concern is particularly urgent: a petition or a submission."""
    return any(kind in URGENT_KINDS for kind in kinds)


def find_step(reaction: Mapping[str, Any], day: date) -> Step | None:
    """Return the furthest step reached by `day`: None before receipt; a team or a disposition means assigned."""
    if happened(reaction.get("received_on"), day) is None:
        return None
    if happened(reaction.get("closed_on"), day):
        return Step.CLOSED
    if happened(reaction.get("cleared_on"), day):
        return Step.CLEARED
    if happened(reaction.get("disposition_on"), day) or reaction.get("unit"):
        return Step.ASSIGNED
    return Step.ACKNOWLEDGED if happened(reaction.get("acknowledged_on"), day) else Step.RECORDED


def age_band(age_days: int) -> AgeBand:
    """Return the band of a case that many calendar days old."""
    return list(AgeBand)[sum(age_days > limit for limit in AGE_LIMITS)]


def happened(value: date | None, day: date) -> date | None:
    """Return the date if it is not after `day`, else None."""
    return value if value is not None and value <= day else None


def _acknowledge_clock(reaction: Mapping[str, Any], received: date, day: date, rules: Periods, language: str) -> Clock:
    name = ClockName.ACKNOWLEDGE
    done = happened(reaction.get("acknowledged_on"), day)
    if reaction.get("channel") in NOBODY_TO_WRITE_TO:
        return Clock(name, received, None, done, None, ClockState.NOT_APPLICABLE)
    due = calendar.working_day_after(received, rules.acknowledge_working_days, rules.land)
    # An acknowledgement on the weekend after the third working day still has only three working days behind it.
    is_in_time = done is not None and (done <= due or calendar.count_working_days(due, done, rules.land) == 0)
    if done is None and happened(reaction.get("closed_on"), day):
        return Clock(name, received, due, None, None, ClockState.NOT_APPLICABLE)
    return _clock(name, received, due, done, is_in_time, day, rules, language)


def _clear_clock(reaction: Mapping[str, Any], received: date, day: date, rules: Periods, language: str) -> Clock:
    start = happened(reaction.get("disposition_on"), day) or received
    due = start + timedelta(days=rules.clear_days)
    done = happened(reaction.get("cleared_on"), day) or happened(reaction.get("closed_on"), day)
    return _clock(ClockName.CLEAR, start, due, done, done is not None and done <= due, day, rules, language)


def _closing_clock(
    name: ClockName,
    days: int,
    reaction: Mapping[str, Any],
    received: date,
    day: date,
    rules: Periods,
    language: str,
) -> Clock:
    usual = received + timedelta(days=days)
    due = max(usual, reaction.get("extended_until") or usual)
    done = happened(reaction.get("closed_on"), day)
    is_in_time = done is not None and done <= due
    return _clock(name, received, due, done, is_in_time, day, rules, language, is_extended=due > usual)


def _clock(
    name: ClockName,
    start: date,
    due: date,
    done: date | None,
    is_in_time: bool,
    day: date,
    rules: Periods,
    language: str,
    *,
    is_extended: bool = False,
) -> Clock:
    days_left = (due - (done or day)).days
    if done is not None:
        state = ClockState.DONE if is_in_time else ClockState.DONE_LATE
    elif days_left < 0:
        state = ClockState.OVERDUE
    else:
        state = ClockState.DUE_SOON if days_left <= rules.soon_days else ClockState.RUNNING
    day_off = calendar.find_day_off(due, rules.land, language)
    return Clock(name, start, due, done, days_left, state, day_off, is_extended)
