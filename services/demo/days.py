"""When reactions come in, and on which days an office works."""

import random
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from services import calendar

ONE_DAY = timedelta(days=1)
_WRITTEN_ANY_DAY = frozenset({"email", "online_portal", "review_site"})
_MONTHS = (112, 101, 104, 92, 98, 101, 93, 89, 103, 104, 106, 86)
_MONTHS_2022 = (92, 84, 98, 92, 112, 126, 112, 98, 98, 96, 100, 78)  # Ukrainian refugees from May on
_WEEKDAYS = (118, 112, 96, 110, 78, 0, 0)
_WEEKDAYS_ONLINE = (112, 106, 98, 104, 88, 26, 32)
_HOUSE_OPENED = date(2022, 3, 20)  # until then only few were let in (report, section 1)
_CARD_DAYS = (5, 19)  # opinion cards reach KRM in stacks, twice a month


@lru_cache(maxsize=200)
def _days_off(year: int) -> frozenset[date]:
    return frozenset(calendar.holidays_of(year))


def is_working_day(day: date) -> bool:
    """Return whether the office works on that day."""
    return day.weekday() < 5 and day not in _days_off(day.year)


def working_day_from(day: date) -> date:
    """Return the first working day on or after `day`."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_day_until(day: date) -> date:
    """Return the last working day on or before `day`."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """Return the `count`-th working day after `day`; `day` itself for 0."""
    while count > 0:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


@lru_cache(maxsize=40)
def arrivals_in(year: int, until: date = date.max) -> "Arrivals":
    """Return the days of a year, up to a day, from which to draw."""
    return Arrivals(year, until)


class Arrivals:
    """Draw days of receipt within one year, up to a day."""

    def __init__(self, year: int, until: date = date.max) -> None:
        first, last = date(year, 1, 1), min(date(year, 12, 31), until)
        self._year = year
        self._days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        self._weights: dict[str, list[int]] = {}

    def draw(self, rng: random.Random, channel: str) -> date:
        """Return a day on which something comes in on that channel."""
        if channel not in self._weights:
            weights = [self._weight(day, channel) for day in self._days]
            self._weights[channel] = list(accumulate(weights if any(weights) else [1] * len(weights)))
        return rng.choices(self._days, cum_weights=self._weights[channel])[0]

    def _weight(self, day: date, channel: str) -> int:
        month = (_MONTHS_2022 if self._year == 2022 else _MONTHS)[day.month - 1]
        if channel == "opinion_card":
            stacks = [working_day_from(date(day.year, day.month, stack)) for stack in _CARD_DAYS]
            return month if day in stacks else 0
        if channel in _WRITTEN_ANY_DAY:
            weekday = 5 if day in _days_off(day.year) else day.weekday()
            return month * _WEEKDAYS_ONLINE[weekday]
        weight = month * _WEEKDAYS[day.weekday()] if is_working_day(day) else 0
        if channel == "in_person" and self._year == 2022 and day < _HOUSE_OPENED:
            return weight // 25
        return weight
