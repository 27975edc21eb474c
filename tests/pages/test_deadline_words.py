from __future__ import annotations

import pytest

from pages.ui import deadlines
from pages.ui.deadlines import LOOKS, clock_badge, clock_label, clock_words, day_off_words, days_left_words
from services.calendar import DayOff
from services.deadlines import ClockName, ClockState


@pytest.mark.parametrize(
    ("days_left", "german", "english"),
    [
        (-3, "seit 3 Tagen überfällig", "overdue for 3 days"),
        (-1, "seit 1 Tag überfällig", "overdue for 1 day"),
        (0, "heute fällig", "due today"),
        (1, "noch 1 Tag", "1 day left"),
        (2, "noch 2 Tage", "2 days left"),
    ],
)
def test_days_left_words(days_left: int, german: str, english: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert days_left_words(days_left) == german
    monkeypatch.setenv("RESONANZ_LANG", "en")
    assert days_left_words(days_left) == english


@pytest.mark.parametrize(
    ("state", "days_left", "said"),
    [
        (ClockState.OVERDUE, -2, "seit 2 Tagen überfällig"),
        (ClockState.DUE_SOON, 0, "heute fällig"),
        (ClockState.DONE, 4, "fristgerecht erledigt"),
        (ClockState.DONE_LATE, -1, "1 Tag zu spät erledigt"),
        (ClockState.DONE_LATE, 0, "verspätet erledigt"),
        (ClockState.NOT_APPLICABLE, None, "entfällt"),
        (ClockState.RUNNING, None, "entfällt"),
    ],
)
def test_clock_words_of_every_state(state: ClockState, days_left: int | None, said: str) -> None:
    assert clock_words(state, days_left) == said


@pytest.mark.parametrize("state", ClockState)
def test_clock_badge_never_speaks_by_colour_alone(state: ClockState) -> None:
    badge = clock_badge(state, -1)
    assert LOOKS[state].icon in badge
    assert clock_words(state, -1) in badge


def test_states_that_press_look_different() -> None:
    pressing = [
        LOOKS[state] for state in (ClockState.OVERDUE, ClockState.DUE_SOON, ClockState.RUNNING, ClockState.DONE)
    ]
    assert len({look.icon for look in pressing}) == len({look.colour for look in pressing}) == 4


def test_day_off_words_name_the_holiday() -> None:
    assert day_off_words(None) == ""
    assert day_off_words(DayOff("weekend", "Samstag")) == "fällt auf einen Samstag"
    assert day_off_words(DayOff("holiday", "Reformationstag")) == "fällt auf einen Feiertag: Reformationstag"


def test_every_clock_has_a_name_of_its_own() -> None:
    assert len({clock_label(name) for name in ClockName}) == len(ClockName)
    assert "overdue" not in {deadlines.state_label(state) for state in ClockState}
