"""Spans of days for which figures are worked out; a case belongs to the one in which it was received."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from schema.words import N_
from services.errors import InputRejected

FIRST_YEAR, LAST_YEAR = 1900, 2200  # beyond these a year is a slip of the pen
_SPELLING = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})))?")


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

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the period of a label, or of a single day.

        Raises:
            InputRejected: it names no period; the sentence says what does.
        """
        try:
            start, end = _days_named(text.strip().upper())
            if not FIRST_YEAR <= min(start.year, end.year) <= max(start.year, end.year) <= LAST_YEAR:
                raise ValueError(text)
        except ValueError as err:
            raise InputRejected(
                N_("“{value}” is no period. Write 2022, 2022-Q1, 2022-03 or 2022-01-15/2022-02-10."), value=text
            ) from err
        if end < start:
            raise InputRejected(
                N_("The period “{value}” ends before it begins. Write the first day before the last."), value=text
            )
        return cls.of(start, end)

    @property
    def previous(self) -> Self:
        """The span of the same kind right before: the month before, the quarter before, else as many days or months."""
        end = self.start - timedelta(days=1)
        if self.start.day == 1 and self.end.day == _days(self.end):
            month = self.start.year * 12 + self.start.month - 1 - len(self.months)
            return self.of(date(month // 12, month % 12 + 1, 1), end)
        return self.of(self.start - (self.end - self.start) - timedelta(days=1), end)

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


def _days_named(label: str) -> tuple[date, date]:
    """Return the first and the last day; ValueError where the label names none."""
    if found := _SPELLING.fullmatch(label):
        year, quarter, month = (int(part) if part else 0 for part in found.groups())
        if month or found[3]:
            return date(year, month, 1), _month_end(year, month)
        first, last = (3 * quarter - 2, 3 * quarter) if quarter else (1, 12)
        return date(year, first, 1), _month_end(year, last)
    start, slash, end = (part.strip() for part in label.partition("/"))
    return date.fromisoformat(start), date.fromisoformat(end if slash else start)


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
