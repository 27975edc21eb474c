"""How a clock is said, the same everywhere: in words, with an icon and a colour, never by colour alone."""

from dataclasses import dataclass
from typing import Final, Literal

from pages.ui.i18n import _, ngettext
from services.calendar import DayOff
from services.deadlines import Clock, ClockName, ClockState

Colour = Literal["red", "orange", "blue", "green", "gray"]


@dataclass(frozen=True, slots=True)
class Look:
    """The icon and the colour of a clock's state."""

    icon: str
    colour: Colour


LOOKS: Final[dict[ClockState, Look]] = {
    ClockState.OVERDUE: Look(":material/alarm:", "red"),
    ClockState.DUE_SOON: Look(":material/hourglass_bottom:", "orange"),
    ClockState.RUNNING: Look(":material/schedule:", "blue"),
    ClockState.DONE: Look(":material/check_circle:", "green"),
    ClockState.DONE_LATE: Look(":material/history:", "gray"),
    ClockState.NOT_APPLICABLE: Look(":material/remove:", "gray"),
}


def clock_label(name: ClockName) -> str:
    """Return what people call a clock."""
    return {
        ClockName.URGENT: _("Petition or submission"),
        ClockName.ACKNOWLEDGE: _("Confirm receipt"),
        ClockName.CLEAR: _("Clear"),
        ClockName.CLOSE: _("Close"),
    }[name]


def state_label(state: ClockState) -> str:
    """Return what people call the state of a clock."""
    return {
        ClockState.OVERDUE: _("overdue"),
        ClockState.DUE_SOON: _("due soon"),
        ClockState.RUNNING: _("in time"),
        ClockState.DONE: _("done in time"),
        ClockState.DONE_LATE: _("done late"),
        ClockState.NOT_APPLICABLE: _("not needed"),
    }[state]


def days_left_words(days_left: int) -> str:
    """Return how far off a running clock's due date is: overdue for so long, due today, so many days left."""
    if days_left < 0:
        return ngettext("overdue for {count} day", "overdue for {count} days", -days_left)
    if days_left == 0:
        return _("due today")
    return ngettext("{count} day left", "{count} days left", days_left)


def clock_words(state: ClockState, days_left: int | None) -> str:
    """Return how a clock stands, running or done."""
    if days_left is None or state is ClockState.NOT_APPLICABLE:
        return state_label(ClockState.NOT_APPLICABLE)
    if state is ClockState.DONE_LATE and days_left < 0:
        return ngettext("done {count} day late", "done {count} days late", -days_left)
    if state in (ClockState.DONE, ClockState.DONE_LATE):
        return state_label(state)
    return days_left_words(days_left)


def clock_badge(state: ClockState, days_left: int | None) -> str:
    """Return how a clock stands as Markdown: icon, words and colour."""
    look = LOOKS[state]
    return f":{look.colour}-badge[{look.icon} {clock_words(state, days_left)}]"


def day_off_words(day_off: DayOff | None) -> str:
    """Return the warning that a due date is a day on which nobody works; "" where somebody does."""
    if day_off is None:
        return ""
    if day_off.kind == "holiday":
        return _("falls on a public holiday: {name}", name=day_off.name)
    return _("falls on a {name}", name=day_off.name)


def clock_day_off_words(clock: Clock) -> str:
    """Return the same for a clock that still runs."""
    is_running = clock.state in (ClockState.OVERDUE, ClockState.DUE_SOON, ClockState.RUNNING)
    return day_off_words(clock.day_off) if is_running else ""
