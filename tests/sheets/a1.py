"""A1 and R1C1 notation."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_COLUMNS = 18_278


class Area(NamedTuple):
    """Cells from top left up to, but without, bottom right; counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def covers(self, other: Area) -> bool:
        """Say whether the other lies inside."""
        return (
            self.top <= other.top
            and self.left <= other.left
            and self.bottom >= other.bottom
            and self.right >= other.right
        )

    def meets(self, other: Area) -> bool:
        """Say whether the two share a cell."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )


class Bounds(NamedTuple):
    """A range as it was written; None is an end left open."""

    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None

    @property
    def is_cell(self) -> bool:
        return None not in self and self.bottom == self.top + 1 and self.right == self.left + 1  # type: ignore[operator]

    def within(self, rows: int, columns: int) -> Area:
        """Close the open ends at the edge of a grid."""
        return Area(
            self.top or 0,
            self.left or 0,
            rows if self.bottom is None else self.bottom,
            columns if self.right is None else self.right,
        )


_END = r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,8})?"
_A1 = re.compile(rf"{_END}(?::{_END})?")
_R1C1 = re.compile(r"[Rr]([0-9]+)[Cc]([0-9]+)(?::[Rr]([0-9]+)[Cc]([0-9]+))?")
_TITLE = re.compile(r"'((?:[^']|'')*)'|[^!']+")
_PLAIN_TITLE = re.compile(r"[^\W\d]\w*")


def column_number(letters: str) -> int:
    """Count from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(index: int) -> str:
    """Name a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_title(text: str) -> tuple[str | None, str | None]:
    """Take the sheet's title from a range: (title, cells), either may be missing."""
    if "!" in text:
        title, _, cells = text.rpartition("!")
        if _TITLE.fullmatch(title):
            return _unquoted(title), cells
        return None, text
    if _TITLE.fullmatch(text) and text.startswith("'"):
        return _unquoted(text), None
    return None, text


def _unquoted(title: str) -> str:
    if title.startswith("'"):
        return title[1:-1].replace("''", "'")
    return title


def parse_cells(text: str) -> Bounds | None:
    """Read what stands behind the title; None if it is neither A1 nor R1C1."""
    match = _R1C1.fullmatch(text)
    if match:
        return _ordered(int(match[1]), int(match[2]), int(match[3] or match[1]), int(match[4] or match[2]))
    match = _A1.fullmatch(text)
    if not match or not text:
        return None
    left, top = _column(match[1]), _row(match[2])
    if ":" not in text:
        return _ordered(top, left, top, left) if top and left else None
    right, bottom = _column(match[3]), _row(match[4])
    if not (left or top) or not (right or bottom):
        return None
    return _ordered(top, left, bottom, right)


def _column(letters: str | None) -> int | None:
    return column_number(letters) if letters else None


def _row(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _ordered(top: int | None, left: int | None, bottom: int | None, right: int | None) -> Bounds | None:
    if 0 in (top, left, bottom, right) or max(left or 0, right or 0) > MAX_COLUMNS:
        return None
    if top and bottom and top > bottom:
        top, bottom = bottom, top
    if left and right and left > right:
        left, right = right, left
    return Bounds(top - 1 if top else None, left - 1 if left else None, bottom, right)


def quote_title(title: str) -> str:
    """Quote a title where Google's answers do."""
    if _PLAIN_TITLE.fullmatch(title) and parse_cells(title) is None:
        return title
    return "'" + title.replace("'", "''") + "'"


def format_area(title: str, area: Area) -> str:
    """Write a range as Google's answers do."""
    first = f"{column_letters(area.left)}{area.top + 1}"
    last = f"{column_letters(area.right - 1)}{area.bottom}"
    return f"{quote_title(title)}!{first}" + ("" if first == last else f":{last}")
