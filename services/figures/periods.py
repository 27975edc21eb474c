"""Spans of days for which figures are worked out; a case belongs to the one in which it was received."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included; `label` is 2022, 2022-Q1, 2022-03 or 2022-01-15/2022-02-10."""

    start: date
    end: date
    label: str

    @classmethod
    def of(cls, start: date, end: date) -> Self:
        """Return the period with the shortest label that names it."""
        return cls(start, end, _label(start, end))

    @classmethod
    def of_year(cls, year: int) -> Self:
        """Return a calendar year."""
        return cls.of(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Self:
        """Return a quarter (1 to 4) of a year."""
        return cls.of(date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        """Return a month of a year."""
        return cls.of(date(year, month, 1), _month_end(year, month))

    @property
    def year_before(self) -> Self:
        """The same days one year before; a period that ends with its month still does."""
        start = date(self.start.year - 1, self.start.month, min(self.start.day, _days(self.start, -1)))
        ends_with_month = self.end.day == _days(self.end)
        day = _days(self.end, -1) if ends_with_month else min(self.end.day, _days(self.end, -1))
        return self.of(start, date(self.end.year - 1, self.end.month, day))

    @property
    def months(self) -> list[str]:
        """The months the period touches, as 2022-03."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.start, self.end))
        return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def _days(day: date, years: int = 0) -> int:
    return monthrange(day.year + years, day.month)[1]


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _label(start: date, end: date) -> str:
    if start.day != 1 or end.day != _days(end) or start.year != end.year:
        return f"{start.isoformat()}/{end.isoformat()}"
    if (start.month, end.month) == (1, 12):
        return f"{start.year:04d}"
    if start.month == end.month:
        return f"{start.year:04d}-{start.month:02d}"
    if start.month % 3 == 1 and end.month == start.month + 2:
        return f"{start.year:04d}-Q{(start.month + 2) // 3}"
    return f"{start.isoformat()}/{end.isoformat()}"
