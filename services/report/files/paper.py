"""Sizes of the report on paper: the page, and how each kind of paragraph stands on it.

They hold for the Word file and for where its headings are taken to stand (`pages.py`), and in parts for the PDF. Lines
are as high as said here; between two paragraphs there is the larger of the rooms they ask for.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.charts.wording import Wording
from services.report.blocks import Column, Kind, Line, Table, shown

WIDTH_MM, HEIGHT_MM = 210, 297
LEFT_MM = RIGHT_MM = 25
TOP_MM, BOTTOM_MM = 30, 26
TEXT_WIDTH_MM: Final = WIDTH_MM - LEFT_MM - RIGHT_MM
TALLEST_PICTURE_MM: Final = 130
LOGO_WIDTH_MM, LOGO_HEIGHT_MM = 60, 25
TITLE_FROM_TOP_PT: Final = 190  # below the office's name

CELL_SIDE_PT, CELL_ABOVE_PT, CELL_BELOW_PT = 5, 1.8, 1.8
RULE_PT: Final = 0.5  # between two rows
SMALL_CELL_PT, SMALL_CELL_SIDE_PT = 8, 3
ABOUT: Final = 1.03
MOST_WANTED: Final = 1.5  # times the width of the text: what a table with all its texts in one line may take
KEPT_TOGETHER_PT: Final = 480  # a table so high stands on one page, and so does a row
ITEM_INDENT_PT: Final = 14
BOX_INDENT_PT: Final = 10

INK, GREY, RULE, SHADE = "#15262B", "#44575D", "#C6D2D5", "#F1F5F6"


class Look(StrEnum):
    """A kind of paragraph, by how it looks."""

    OFFICE = "office"
    TITLE = "title"
    FACT = "fact"  # on the first page, below the title
    CONTENTS = "contents"  # the heading of the table of contents
    CONTENTS_1 = "contents_1"
    CONTENTS_2 = "contents_2"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    QUESTION = "question"
    TEXT = "text"
    ITEM = "item"
    BOX = "box"  # what is marked with a line at its side
    PICTURE = "picture"
    PICTURE_CAPTION = "picture_caption"
    TABLE_CAPTION = "table_caption"
    CELL = "cell"
    NOTE = "note"
    SMALL = "small"  # header and footer


@dataclass(frozen=True, slots=True)
class Type:
    """How a kind of paragraph is set, in points; `is_kept` keeps it on the page of what follows."""

    size: float
    line: float
    above: float = 0
    below: float = 0
    is_bold: bool = False
    is_italic: bool = False
    colour: str = INK
    is_kept: bool = False


TYPES: Final[Mapping[Look, Type]] = {
    Look.OFFICE: Type(14, 18, is_bold=True),
    Look.TITLE: Type(28, 35, below=18, is_bold=True),
    Look.FACT: Type(12, 17),
    Look.CONTENTS: Type(17, 22, below=10, is_bold=True, is_kept=True),
    Look.CONTENTS_1: Type(10.5, 15, above=7, is_bold=True),
    Look.CONTENTS_2: Type(10.5, 15, above=1),
    Look.HEADING_1: Type(17, 22, above=26, below=8, is_bold=True, is_kept=True),
    Look.HEADING_2: Type(13, 17, above=17, below=5, is_bold=True, is_kept=True),
    Look.HEADING_3: Type(11, 15, above=12, below=4, is_bold=True, is_kept=True),
    Look.QUESTION: Type(9.5, 13, below=8, is_italic=True, colour=GREY, is_kept=True),
    Look.TEXT: Type(10.5, 15, below=7),
    Look.ITEM: Type(10.5, 15, below=3),
    Look.BOX: Type(10, 14, below=6),
    Look.PICTURE: Type(10.5, 12, above=8, below=3, is_kept=True),
    Look.PICTURE_CAPTION: Type(9.5, 13, below=1, is_kept=True),
    Look.TABLE_CAPTION: Type(9.5, 13, above=16, below=4, is_kept=True),
    Look.CELL: Type(9, 11.5),
    Look.NOTE: Type(8.5, 11.5, above=4, below=14, colour=GREY),
    Look.SMALL: Type(8, 10, colour=GREY),
}

# How wide signs are in Arial, in parts of their height.
_SIGNS: Final[Mapping[str, float]] = {
    sign: width
    for signs, width in (
        ("ijl", 0.22),
        ("ftI.,:;/!| \N{NO-BREAK SPACE}", 0.28),
        ("r()-[]", 0.33),
        ("scvxyzkJ", 0.5),
        ("FTZß", 0.61),
        ("ABEKPSVXYÄ&", 0.67),
        ("CDHNRUÜw", 0.72),
        ("GOQÖ", 0.78),
        ("mM", 0.83),
        ("W%", 0.94),
    )
    for sign in signs
}
_OTHER_SIGN: Final = 0.57
_BOLD: Final = 1.08  # how much wider they are when bold
_SPARE_PT: Final = 2
_PT_PER_MM: Final = 72 / 25.4


def points(millimetres: float) -> float:
    """Return millimetres in points."""
    return millimetres * _PT_PER_MM


@dataclass(frozen=True, slots=True)
class Grid:
    """How a table is set, in points: the size of its letters, the room at the sides of a cell, and its columns."""

    size: float
    side: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]  # of the rows, about

    @property
    def is_kept_together(self) -> bool:
        """Whether it stands on one page; a longer one goes on on the next."""
        return sum(self.heights) <= KEPT_TOGETHER_PT

    def is_row_kept(self, place: int) -> bool:
        """Whether a row stands on one page; a higher one goes on on the next."""
        return self.heights[place] <= KEPT_TOGETHER_PT


def grid_of(table: Table, wording: Wording) -> Grid:
    """Return how a table is set: as wide as the text, in small letters where these spare lines.

    Numbers get the room they need, and text shares what is left. Where even small letters need more room, each column
    has less.
    """
    whole = points(TEXT_WIDTH_MM)
    letters = [_letters(column, table, at, wording) for at, column in enumerate(table.columns)]

    def widths(size: float, side: float) -> tuple[list[float], list[float]]:
        room = 2 * side + _SPARE_PT
        return [need * size + room for need, _ in letters], [want * size + room for _, want in letters]

    size, side = TYPES[Look.CELL].size, CELL_SIDE_PT
    needed, wanted = widths(size, side)
    small = widths(SMALL_CELL_PT, SMALL_CELL_SIDE_PT)
    has_texts = sum(column.kind is Kind.TEXT for column in table.columns) > 1
    spares_lines = has_texts and sum(small[1]) <= ABOUT * whole < sum(wanted)
    if sum(needed) > whole or sum(wanted) > MOST_WANTED * whole or spares_lines:
        size, side, (needed, wanted) = SMALL_CELL_PT, SMALL_CELL_SIDE_PT, small
    if sum(needed) > whole:
        found = [width * whole / sum(needed) for width in needed]
    else:
        found = _shared(table, needed, wanted, whole)
    room = [(width - 2 * side) / size for width in found]
    return Grid(size, side, tuple(found), tuple(_height(line, table, room, wording) for line in table.lines))


def _height(line: Line, table: Table, room: Sequence[float], wording: Wording) -> float:
    texts = (shown(cell, column.kind, wording) for cell, column in zip(line.cells, table.columns, strict=True))
    lines = max(math.ceil(_width(text) / space) for text, space in zip(texts, room, strict=True))
    return max(lines, 1) * TYPES[Look.CELL].line + CELL_ABOVE_PT + CELL_BELOW_PT + RULE_PT


def _shared(table: Table, needed: Sequence[float], wanted: Sequence[float], whole: float) -> list[float]:
    """Return the widths where text shares what numbers leave: by what each column wants, the widest takes the rest."""
    left = whole - sum(needed)
    more = [want - need for need, want in zip(needed, wanted, strict=True)]
    if sum(more) > left:
        return [need + left * part / sum(more) for need, part in zip(needed, more, strict=True)]
    is_text = [column.kind is Kind.TEXT for column in table.columns]
    widest = max(range(len(wanted)), key=lambda at: (is_text[at], wanted[at]))
    return [want + (left - sum(more) if at == widest else 0) for at, want in enumerate(wanted)]


def _letters(column: Column, table: Table, place: int, wording: Wording) -> tuple[float, float]:
    """Return how wide the cells of a column are where text is broken between words, and where nothing is.

    In parts of the letters' size. Heads are broken in both.
    """
    texts = [(shown(line.cells[place], column.kind, wording), _BOLD if line.is_total else 1) for line in table.lines]
    widest = max((_width(text) * bold for text, bold in texts), default=0)
    head = max(_width(word) * _BOLD for word in (*column.heading.split(" "), "00"))
    if column.kind is not Kind.TEXT:
        return max(head, widest), max(head, widest)
    words = max((_width(word) * bold for text, bold in texts for word in text.split(" ")), default=0)
    return max(head, words), max(head, widest)


def _width(text: str) -> float:
    return sum(_SIGNS.get(sign, _OTHER_SIGN) for sign in text)
