from datetime import date

import numpy as np
import pytest

from services.calendar import (
    DayOff,
    count_working_days,
    find_day_off,
    holidays_of,
    lands,
    working_calendar,
    working_day_after,
    years_of,
)


def test_holidays_of_names_them_in_both_languages() -> None:
    assert holidays_of(2022)[date(2022, 11, 16)] == "Buß- und Bettag"
    assert holidays_of(2022, language="en")[date(2022, 11, 16)] == "Repentance and Prayer Day"


def test_holidays_of_follows_the_land() -> None:
    assert date(2022, 10, 31) in holidays_of(2022, "SN")
    assert date(2022, 10, 31) not in holidays_of(2022, "BY")
    assert date(2022, 11, 1) in holidays_of(2022, "BY")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 11, 16), DayOff("holiday", "Buß- und Bettag")),
        (date(2022, 5, 1), DayOff("holiday", "Erster Mai")),  # a Sunday as well
        (date(2022, 11, 19), DayOff("weekend", "Samstag")),
        (date(2022, 11, 20), DayOff("weekend", "Sonntag")),
        (date(2022, 11, 18), None),
    ],
)
def test_find_day_off_says_why_nobody_works(day: date, expected: DayOff | None) -> None:
    assert find_day_off(day) == expected


def test_find_day_off_names_the_day_in_the_language_asked_for() -> None:
    assert find_day_off(date(2022, 11, 20), language="en") == DayOff("weekend", "Sunday")


def test_lands_are_the_sixteen_by_their_names() -> None:
    assert len(lands()) == 16
    assert list(lands().values()) == sorted(lands().values())
    assert lands()["SN"] == "Sachsen"


@pytest.mark.parametrize(
    ("received", "third"),
    [
        (date(2022, 3, 1), date(2022, 3, 4)),  # Tuesday to Friday
        (date(2022, 3, 2), date(2022, 3, 7)),  # over a weekend
        (date(2022, 3, 5), date(2022, 3, 9)),  # received on a Saturday
        (date(2022, 11, 15), date(2022, 11, 21)),  # over Buß- und Bettag and a weekend
        (date(2022, 4, 14), date(2022, 4, 21)),  # over Easter
        (date(2022, 12, 23), date(2022, 12, 29)),  # over Christmas, the second day on a Monday
    ],
)
def test_working_day_after_leaves_out_weekends_and_holidays(received: date, third: date) -> None:
    assert working_day_after(received, 3) == third
    assert count_working_days(received, third) == 3


def test_count_working_days_is_0_when_the_end_lies_before() -> None:
    assert count_working_days(date(2022, 3, 4), date(2022, 3, 1)) == 0


def test_working_calendar_knows_the_holidays_of_its_years_only() -> None:
    days = np.array(["2022-10-31", "2023-10-31"], dtype="datetime64[D]")
    assert np.is_busday(days, busdaycal=working_calendar([2022])).tolist() == [False, True]


def test_years_of_leaves_out_what_is_missing() -> None:
    assert years_of(np.array(["2023-01-01", "NaT", "1969-12-31", "2023-05-01"], dtype="datetime64[D]")) == [1969, 2023]
