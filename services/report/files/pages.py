"""On which page each heading of the Word file stands, without Word: its paragraphs are laid out as Word lays them out.

Word counts the pages of a table of contents only when it is told to, and asks before. So the numbers are there
beforehand: the same paragraphs are typeset in the same sizes, in a typeface that is as wide (Arial or Liberation Sans;
where a machine has neither, the portal's own, enlarged to about that width).
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from services.charts.wording import Wording
from services.printing import fonts
from services.report.blocks import Picture, Table, shown
from services.report.files import paper
from services.report.files.outline import (
    Element,
    Heading,
    Role,
    Said,
    find_reference,
    picture_words,
    starts_page,
    table_words,
)
from services.report.files.paper import TYPES, Look
from services.report.files.pictures import Drawn

LOOKS: Final[Mapping[Role, Look]] = {
    Role.QUESTION: Look.QUESTION,
    Role.TEXT: Look.TEXT,
    Role.ITEM: Look.ITEM,
    Role.REMARK: Look.BOX,
    Role.FINDING: Look.BOX,
    Role.RULE: Look.ITEM,
}
HEADINGS: Final = (Look.HEADING_1, Look.HEADING_2, Look.HEADING_3)
FRONT_PAGES: Final = 2  # the first page, and the table of contents
AS_WIDE_AS_WORD: Final = ("Arial", "Liberation Sans")
WIDER: Final = 1.1  # Arial beside the portal's typeface

_LAYOUT: Final = Path(__file__).with_name("pages.typ")
_INDENTS: Final[Mapping[Look, int]] = {Look.ITEM: paper.ITEM_INDENT_PT, Look.BOX: paper.BOX_INDENT_PT}


def first_pages(parts: Sequence[Element], wording: Wording, pictures: Mapping[str, Drawn]) -> dict[str, int]:
    """Return the page of each heading by its key."""
    laid_out = _Stack(parts, wording, pictures).parts
    families, faces = _typefaces()
    data = {
        "lang": wording.language,
        "fonts": [name for name in (*AS_WIDE_AS_WORD, fonts.FAMILY) if name in families],
        "scale": 1 if any(name in families for name in AS_WIDE_AS_WORD) else WIDER,
        "left": paper.LEFT_MM,
        "right": paper.RIGHT_MM,
        "top": paper.TOP_MM,
        "bottom": paper.BOTTOM_MM,
        "types": {look: _as_data(look) for look in Look},
        "parts": laid_out,
    }
    compiler = typst.Compiler(_LAYOUT, font_paths=faces, sys_inputs={"data": json.dumps(data)})
    places = json.loads(compiler.query("<place>", field="value"))
    return {place["key"]: place["page"] + FRONT_PAGES for place in places}


class _Stack:
    """The paragraphs one below the other: between two there is the larger of the rooms they ask for, as in Word."""

    def __init__(self, every: Sequence[Element], wording: Wording, pictures: Mapping[str, Drawn]) -> None:
        self.every, self.wording, self.pictures = every, wording, pictures
        self.parts: list[dict[str, Any]] = []
        self.below = 0.0
        for part in every:
            if isinstance(part, Heading):
                self._say(HEADINGS[part.level - 1], part.text, part.key, starts_page=starts_page(part, every))
            elif isinstance(part, Said):
                self._say(LOOKS[part.role], part.text)
            elif isinstance(part, Picture):
                self._show(part)
            else:
                self._tabulate(part)

    def _say(self, look: Look, text: str, key: str = "", *, starts_page: bool = False) -> None:
        part = {"look": look, "text": text, "key": key, "indent": _INDENTS.get(look, 0), "starts_page": starts_page}
        self._add("said", look, part)

    def _show(self, part: Picture) -> None:
        _, height = self.pictures[part.key].size(paper.TEXT_WIDTH_MM, paper.TALLEST_PICTURE_MM)
        self._add("picture", Look.PICTURE, {"height": paper.points(height)})
        self._say(Look.PICTURE_CAPTION, f"{picture_words(self.wording, part.number)}: {part.caption}")
        refers = find_reference(part, self.every, self.wording)
        if part.note or refers:
            self._say(Look.NOTE, " ".join(filter(None, (part.note, refers.text if refers else ""))))

    def _tabulate(self, part: Table) -> None:
        self._say(Look.TABLE_CAPTION, f"{table_words(self.wording, part.number)}: {part.caption}")
        columns = range(len(part.columns))
        rows = [[shown(line.cells[at], part.columns[at].kind, self.wording) for at in columns] for line in part.lines]
        grid = paper.grid_of(part, self.wording)
        data = {
            "size": grid.size,
            "widths": grid.widths,
            "head": [column.heading for column in part.columns],
            "rows": rows,
            "kept": [grid.is_row_kept(place) for place in range(len(rows))],
            "is_short": grid.is_kept_together,
            "side": grid.side,
            "top": paper.CELL_ABOVE_PT + paper.RULE_PT,
            "bottom": paper.CELL_BELOW_PT,
        }
        self._add("table", Look.CELL, data)
        if part.note:
            self._say(Look.NOTE, part.note)

    def _add(self, kind: str, look: Look, part: Mapping[str, Any]) -> None:
        above = max(self.below, TYPES[look].above)
        self.parts.append({"starts_page": False, **part, "kind": kind, "above": above})
        self.below = TYPES[look].below


@cache
def _typefaces() -> tuple[frozenset[str], typst.Fonts]:
    faces = typst.Fonts(font_paths=[str(fonts.font_folder())])
    return frozenset(faces.families()), faces


def _as_data(look: Look) -> dict[str, Any]:
    kind = TYPES[look]
    return {name: getattr(kind, name) for name in ("size", "line", "is_bold", "is_italic", "is_kept")}
