"""Working days and holidays of a Land: Monday to Friday less its public holidays.

`land` is the code of a Land as the `holidays` package writes it (SN is Saxony). Before 1990 that package knows no
German holidays; there, every day from Monday to Friday is a working day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from holidays import country_holidays

DEFAULT_LAND = "SN"
FIRST_YEAR = 1990  # of the holidays the package knows
_HOLIDAY_LANGUAGES = {"de": "de", "en": "en_US"}
_WEEKEND = {"de": ("Samstag", "Sonntag"), "en": ("Saturday", "Sunday")}
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5

Days = np.ndarray[Any, np.dtype[np.datetime64]]


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why nobody works on a day, with its name: `weekend`, or `holiday` (a holiday on a Sunday is a holiday)."""

    kind: str
    name: str = ""


@lru_cache(maxsize=1)
def lands() -> Mapping[str, str]:
    """Return the names of the sixteen Laender by their codes, in the order of their names."""
    return {code: name for name, code in sorted(country_holidays("DE").subdivisions_aliases.items())}


@lru_cache(maxsize=1024)
def holidays_of(year: int, land: str = DEFAULT_LAND, language: str = "de") -> Mapping[date, str]:
    """Return the public holidays of a Land in one year, with their names."""
    names = country_holidays("DE", subdiv=land, years=year, language=_HOLIDAY_LANGUAGES.get(language, "de"))
    return dict(sorted(names.items()))


def find_day_off(day: date, land: str = DEFAULT_LAND, language: str = "de") -> DayOff | None:
    """Return why `day` is no working day, or None if it is one."""
    name = holidays_of(day.year, land, language).get(day)
    if name:
        return DayOff("holiday", name)
    if day.weekday() < _SATURDAY:
        return None
    return DayOff("weekend", _WEEKEND.get(language, _WEEKEND["de"])[day.weekday() - _SATURDAY])


def working_day_after(day: date, count: int, land: str = DEFAULT_LAND) -> date:
    """Return the `count`-th working day after `day`; the day itself never counts."""
    while count > 0:
        day += _ONE_DAY
        count -= find_day_off(day, land) is None
    return day


def count_working_days(after: date, until: date, land: str = DEFAULT_LAND) -> int:
    """Return the number of working days after `after`, up to and including `until`; 0 where that lies before."""
    return sum(
        find_day_off(after + timedelta(days=ahead), land) is None for ahead in range(1, (until - after).days + 1)
    )


def working_calendar(years: Iterable[int], land: str = DEFAULT_LAND) -> np.busdaycalendar:
    """Return numpy's calendar of working days, right within `years` only."""
    days = [day for year in sorted(set(years)) for day in holidays_of(year, land)]
    return np.busdaycalendar("1111100", np.array(days, dtype="datetime64[D]"))


def years_of(days: Days) -> list[int]:
    """Return the years in which `days` lie, missing ones left out."""
    years = np.unique(days[~np.isnat(days)].astype("datetime64[Y]"))
    return [int(year) + 1970 for year in years.astype("int64")]
