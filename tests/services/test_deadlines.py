from datetime import date
from typing import Any

import pytest

from services.calendar import DayOff
from services.deadlines import AgeBand, Clock, ClockState, Periods, Step, age_band, find_step, list_clocks

RECEIVED = date(2022, 3, 1)  # a Tuesday


def clock(name: str, day: date, *, kinds: tuple[str | None, ...] = (), **values: Any) -> Clock:
    reaction = {"received_on": RECEIVED, "channel": "email", **values}
    return next(each for each in list_clocks(reaction, day, kinds=kinds) if each.name == name)


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        (date(2022, 3, 1), ClockState.DUE_SOON, 3),
        (date(2022, 3, 4), ClockState.DUE_SOON, 0),
        (date(2022, 3, 5), ClockState.OVERDUE, -1),
    ],
)
def test_list_clocks_counts_down_to_the_acknowledgement(day: date, state: ClockState, left: int) -> None:
    found = clock("acknowledge", day)
    assert (found.due_on, found.done_on, found.state, found.days_left) == (date(2022, 3, 4), None, state, left)


@pytest.mark.parametrize(
    ("acknowledged_on", "state"),
    [
        (date(2022, 3, 4), ClockState.DONE),
        (date(2022, 3, 6), ClockState.DONE),  # Sunday: three working days after receipt
        (date(2022, 3, 7), ClockState.DONE_LATE),
    ],
)
def test_list_clocks_counts_working_days_up_to_the_acknowledgement(acknowledged_on: date, state: ClockState) -> None:
    assert clock("acknowledge", date(2022, 4, 1), acknowledged_on=acknowledged_on).state is state


@pytest.mark.parametrize("channel", ["review_site", "opinion_card"])
def test_list_clocks_has_no_acknowledgement_when_there_is_nobody_to_write_to(channel: str) -> None:
    found = clock("acknowledge", date(2022, 4, 1), channel=channel)
    assert (found.state, found.due_on, found.days_left) == (ClockState.NOT_APPLICABLE, None, None)


def test_list_clocks_lets_the_acknowledgement_go_when_the_case_is_closed() -> None:
    assert clock("acknowledge", date(2022, 4, 1), closed_on=date(2022, 3, 30)).state is ClockState.NOT_APPLICABLE
    assert clock("acknowledge", date(2022, 3, 29), closed_on=date(2022, 3, 30)).state is ClockState.OVERDUE


@pytest.mark.parametrize(
    ("values", "start", "due", "state"),
    [
        ({}, RECEIVED, date(2022, 3, 10), ClockState.OVERDUE),
        ({"disposition_on": date(2022, 3, 4)}, date(2022, 3, 4), date(2022, 3, 13), ClockState.DUE_SOON),
        ({"disposition_on": date(2022, 3, 12)}, RECEIVED, date(2022, 3, 10), ClockState.OVERDUE),  # not yet
        ({"cleared_on": date(2022, 3, 10)}, RECEIVED, date(2022, 3, 10), ClockState.DONE),
        ({"cleared_on": date(2022, 3, 11)}, RECEIVED, date(2022, 3, 10), ClockState.DONE_LATE),
        ({"cleared_on": date(2022, 3, 12)}, RECEIVED, date(2022, 3, 10), ClockState.OVERDUE),  # not yet
        ({"closed_on": date(2022, 3, 9)}, RECEIVED, date(2022, 3, 10), ClockState.DONE),
    ],
)
def test_list_clocks_gives_the_team_nine_days(
    values: dict[str, Any], start: date, due: date, state: ClockState
) -> None:
    found = clock("clear", date(2022, 3, 11), **values)
    assert (found.starts_on, found.due_on, found.state) == (start, due, state)


@pytest.mark.parametrize(
    ("extended_until", "due", "is_extended"),
    [
        (None, date(2022, 3, 15), False),
        (date(2022, 3, 31), date(2022, 3, 31), True),
        (date(2022, 3, 8), date(2022, 3, 15), False),  # an earlier date takes nothing away
    ],
)
def test_list_clocks_closes_after_fourteen_days_or_on_the_extended_date(
    extended_until: date | None, due: date, is_extended: bool
) -> None:
    found = clock("close", due, extended_until=extended_until)
    assert (found.due_on, found.is_extended, found.state) == (due, is_extended, ClockState.DUE_SOON)
    after = due.replace(day=due.day + 1) if due.day < 31 else date(2022, 4, 1)
    assert clock("close", after, extended_until=extended_until).state is ClockState.OVERDUE


@pytest.mark.parametrize("kind", ["petition", "submission"])
def test_list_clocks_puts_petitions_and_submissions_first_with_a_clock_of_their_own(kind: str) -> None:
    """OA 10/2018, petitions and submissions: particularly urgent."""
    reaction = {"received_on": RECEIVED, "channel": "letter"}
    clocks = list_clocks(reaction, RECEIVED, kinds=["complaint", kind])
    assert [each.name for each in clocks] == ["urgent", "acknowledge", "clear", "close"]
    assert clocks[0].due_on == date(2022, 3, 8)
    assert clocks[1:] == list_clocks(reaction, RECEIVED, kinds=["complaint"])  # beside the others, not in their place


@pytest.mark.parametrize("kinds", [(), (None,), ("complaint", "praise", "suggestion")])
def test_list_clocks_has_no_urgent_clock_for_anything_else(kinds: tuple[str | None, ...]) -> None:
    clocks = list_clocks({"received_on": RECEIVED, "channel": "letter"}, RECEIVED, kinds=kinds)
    assert [each.name for each in clocks] == ["acknowledge", "clear", "close"]


@pytest.mark.parametrize(
    ("values", "due", "state"),
    [
        ({}, date(2022, 3, 8), ClockState.OVERDUE),
        ({"cleared_on": date(2022, 3, 3)}, date(2022, 3, 8), ClockState.OVERDUE),  # done by closing only
        ({"closed_on": date(2022, 3, 8)}, date(2022, 3, 8), ClockState.DONE),
        ({"closed_on": date(2022, 3, 9)}, date(2022, 3, 8), ClockState.DONE_LATE),
        ({"extended_until": date(2022, 3, 10)}, date(2022, 3, 10), ClockState.DUE_SOON),
        ({"extended_until": date(2022, 3, 5)}, date(2022, 3, 8), ClockState.OVERDUE),
    ],
)
def test_list_clocks_stops_the_urgent_clock_by_closing_and_moves_it_by_an_extension(
    values: dict[str, Any], due: date, state: ClockState
) -> None:
    found = clock("urgent", date(2022, 3, 9), kinds=("petition",), **values)
    assert (found.due_on, found.state, found.is_extended) == (due, state, due > date(2022, 3, 8))


def test_an_extension_moves_both_clocks_that_closing_stops() -> None:
    until = date(2022, 3, 31)
    found = [clock(name, RECEIVED, kinds=("petition",), extended_until=until).due_on for name in ("urgent", "close")]
    assert found == [until, until]


def test_list_clocks_says_beforehand_that_a_due_date_is_a_day_off() -> None:
    clocks = list_clocks({"received_on": date(2022, 11, 2), "channel": "letter"}, date(2022, 11, 2), kinds=())
    assert [each.day_off for each in clocks] == [None, None, DayOff("holiday", "Buß- und Bettag")]
    assert clock("clear", RECEIVED, disposition_on=None, received_on=date(2022, 2, 24)).day_off == DayOff(
        "weekend", "Samstag"
    )


def test_list_clocks_takes_its_periods_from_the_settings() -> None:
    rules = Periods(acknowledge_working_days=1, clear_days=2, close_days=4, urgent_days=3, land="BY", soon_days=0)
    reaction = {"received_on": date(2022, 10, 31), "channel": "email"}
    clocks = list_clocks(reaction, date(2022, 10, 31), rules, kinds=["petition"])
    due = [date(2022, 11, 3), date(2022, 11, 2), date(2022, 11, 2), date(2022, 11, 4)]
    assert [each.due_on for each in clocks] == due
    assert [each.state for each in clocks] == [ClockState.RUNNING] * 4


def test_list_clocks_knows_no_reaction_that_comes_later() -> None:
    assert list_clocks({"received_on": RECEIVED, "channel": "email"}, date(2022, 2, 28), kinds=["petition"]) == ()


@pytest.mark.parametrize(
    ("values", "step"),
    [
        ({}, Step.RECORDED),
        ({"acknowledged_on": date(2022, 3, 2)}, Step.ACKNOWLEDGED),
        ({"unit": "team_1"}, Step.ASSIGNED),
        ({"disposition_on": date(2022, 3, 10)}, Step.ASSIGNED),
        ({"disposition_on": date(2022, 3, 11)}, Step.RECORDED),
        ({"cleared_on": date(2022, 3, 9)}, Step.CLEARED),
        ({"cleared_on": date(2022, 3, 9), "closed_on": date(2022, 3, 10)}, Step.CLOSED),
        ({"cleared_on": date(2022, 3, 9), "closed_on": date(2022, 3, 11)}, Step.CLEARED),
        ({"received_on": date(2022, 3, 11)}, None),
    ],
)
def test_find_step_is_the_furthest_reached_by_the_day(values: dict[str, Any], step: Step | None) -> None:
    assert find_step({"received_on": RECEIVED, **values}, date(2022, 3, 10)) is step


def test_age_band_has_its_limits_inside() -> None:
    bands = [age_band(days) for days in (0, 3, 4, 9, 10, 14, 15, 30, 31)]
    first, second, third, fourth, fifth = AgeBand
    assert bands == [first, first, second, second, third, third, fourth, fourth, fifth]
