"""Sizes of the report on paper: the page, and how each kind of paragraph stands on it.

They hold for the Word file and for where its headings are taken to stand (`pages.py`), and in parts for the PDF. Lines
are as high as said here; between two paragraphs there is the larger of the rooms they ask for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.charts.wording import Wording
from services.report.blocks import Kind, Table, shown

WIDTH_MM, HEIGHT_MM = 210, 297
LEFT_MM = RIGHT_MM = 25
TOP_MM, BOTTOM_MM = 30, 26
TEXT_WIDTH_MM: Final = WIDTH_MM - LEFT_MM - RIGHT_MM
TALLEST_PICTURE_MM: Final = 130
LOGO_WIDTH_MM, LOGO_HEIGHT_MM = 60, 25
TITLE_FROM_TOP_PT: Final = 190  # below the office's name

CELL_SIDE_PT, CELL_ABOVE_PT, CELL_BELOW_PT = 5, 1.8, 1.8
RULE_PT: Final = 0.5  # between two rows
KEPT_TOGETHER_ROWS: Final = 22  # a table of so many rows stands on one page
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
    Look.QUESTION: Type(9.5, 13, below=8, is_italic=True, colour=GREY),
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

_LETTER: Final = 0.56  # how wide a letter is, in parts of its height, rather too wide
_BOLD: Final = 1.12  # how much wider it is when bold
_PT_PER_MM: Final = 72 / 25.4


def points(millimetres: float) -> float:
    """Return millimetres in points."""
    return millimetres * _PT_PER_MM


def column_widths(table: Table, wording: Wording) -> list[float]:
    """Return how wide the columns are, in points, together as wide as the text.

    Numbers get the room they need, text shares what is left; where there is too little, all of them have less.
    """
    places = range(len(table.columns))
    needed = [_room(table, place, wording, whole=False) for place in places]
    wanted = [_room(table, place, wording, whole=True) for place in places]
    is_text = [column.kind is Kind.TEXT for column in table.columns]
    whole = points(TEXT_WIDTH_MM)
    if sum(needed) >= whole:
        return [width * whole / sum(needed) for width in needed]
    left = whole - sum(needed)
    flexible = [want - need if grows else 0.0 for want, need, grows in zip(wanted, needed, is_text, strict=True)]
    if sum(flexible) >= left:
        return [need + left * more / sum(flexible) for need, more in zip(needed, flexible, strict=True)]
    growing = sum(is_text) or len(needed)
    rest = (left - sum(flexible)) / growing
    return [
        need + more + (rest if grows or not any(is_text) else 0)
        for need, more, grows in zip(needed, flexible, is_text, strict=True)
    ]


def _room(table: Table, place: int, wording: Wording, *, whole: bool) -> float:
    """Return the width that the cells of a column want, or need where they are broken between words.

    Numbers are not broken, and heads only between words.
    """
    column = table.columns[place]
    cells = [shown(line.cells[place], column.kind, wording) for line in table.lines]
    if not whole and column.kind is Kind.TEXT:
        cells = [word for cell in cells for word in cell.split(" ")]
    head = max((len(word) for word in column.heading.split(" ")), default=0)
    letters = max(head * _BOLD, max(map(len, cells), default=0), 3)
    return letters * TYPES[Look.CELL].size * _LETTER + 2 * CELL_SIDE_PT
