"""What the DOCX and the PDF of a report say, in order and in words; each of them only lays it out.

Every heading of the report stands in it, so that no number is missing between two others; where there is nothing below
one, that is said.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from schema.words import N_
from services.charts.wording import Wording
from services.report.blocks import Part, Picture, Report, Table
from services.report.parts import CHECK

TABLES: Final = "5.tables"  # where it stands how is counted

_BULLET = re.compile(r"[-–—•*]\s+")
_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


class Role(StrEnum):
    """What a paragraph is to the reader."""

    QUESTION = "question"  # what the regional directorate asks, below the heading
    TEXT = "text"
    ITEM = "item"  # of a list
    REMARK = "remark"  # what is missing
    FINDING = "finding"  # figures that contradict one another
    RULE = "rule"  # how is counted


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; those of level 1 and 2 stand in the table of contents. `key` is unique in the report."""

    key: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph."""

    role: Role
    text: str


Element = Heading | Said | Picture | Table


@dataclass(frozen=True, slots=True)
class Reference:
    """What refers to a table: its number in words, which are a link, and what stands before and behind them."""

    before: str
    words: str
    after: str
    key: str
    number: int

    @property
    def text(self) -> str:
        """The whole of it."""
        return f"{self.before}{self.words}{self.after}"


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What stands on the first page."""

    office: str
    title: str
    lines: tuple[str, ...]
    as_of: str


def cleaned(text: str) -> str:
    """Return a text in one line, without what no file can hold: control characters and halves of characters."""
    line = _LINE_BREAKS.sub(" ", text)
    signs = (sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cs") and not _is_no_sign(sign))
    return "".join(signs).strip()


def _is_no_sign(sign: str) -> bool:
    return ord(sign) & 0xFFFE == 0xFFFE or "\ufdd0" <= sign <= "\ufdef"


def title_page(report: Report) -> TitlePage:
    """Return the first page: whose report it is, what it is compared with, and as of which day."""
    say = report.wording.text
    if report.before is None:
        compared = say(N_("There are no figures for the period before."))
    else:
        compared = say(N_("Compared with: {period}"), period=report.wording.period(report.before))
    as_of = say(N_("Figures as of: {day}"), day=report.day)
    return TitlePage(cleaned(report.office), cleaned(report.title), (compared, as_of), as_of)


def starts_page(heading: Heading, parts: Iterable[Element]) -> bool:
    """Return whether a heading begins a page: the first one, behind the table of contents."""
    return any(isinstance(part, Heading) for part in parts) and heading.key == next(
        part.key for part in parts if isinstance(part, Heading)
    )


def table_words(wording: Wording, number: int | str) -> str:
    """Return what a table is called: "Table 3"."""
    return wording.text(N_("Table {number}"), number=number)


def picture_words(wording: Wording, number: int | str) -> str:
    """Return what a picture is called: "Figure 3"."""
    return wording.text(N_("Figure {number}"), number=number)


def find_reference(picture: Picture, parts: Iterable[Element], wording: Wording) -> Reference | None:
    """Return what refers from a picture to the table with its numbers; None where there is none."""
    for table in parts:
        if isinstance(table, Table) and table.key == picture.table:
            before, _, after = wording.text(N_("Numbers: {table}."), table="\0").partition("\0")
            return Reference(before, table_words(wording, table.number), after, table.key, table.number)
    return None


def elements(report: Report) -> Iterator[Element]:
    """Yield what the report says: headings, paragraphs, pictures and tables, their texts clean, the numbers counted."""
    tables = pictures = 0
    for place, part in enumerate(report.parts):
        following = report.parts[place + 1] if place + 1 < len(report.parts) else None
        for element in _part(report, part, has_parts=following is not None and following.level > part.level):
            if isinstance(element, Table):
                tables += 1
                yield _clean_table(element, tables)
            elif isinstance(element, Picture):
                pictures += 1
                yield _clean_picture(element, pictures)
            else:
                yield replace(element, text=cleaned(element.text))


def _part(report: Report, part: Part, *, has_parts: bool) -> Iterator[Element]:
    yield Heading(part.key, part.heading, part.level)
    if part.question:
        yield Said(Role.QUESTION, part.question)
    for remark in part.remarks:
        yield from (Said(Role.REMARK, line) for line in _lines(remark))
    yield from _text(part.sentence)
    yield from _text(part.own)
    more = _marked(report, part)
    yield from more
    yield from part.pictures
    yield from part.tables
    if part.is_empty and not more and not has_parts:
        yield Said(Role.TEXT, report.wording.text(N_("Nothing to report.")))


def _marked(report: Report, part: Part) -> list[Element]:
    """Return what stands in the part below a heading of its own: contradictions, and how is counted."""
    say, marked = report.wording.text, list[Element]()
    if part.key == CHECK and report.findings:
        marked.append(Heading(f"{part.key}.findings", say(N_("Figures that contradict one another")), part.level + 1))
        marked += [Said(Role.FINDING, line) for finding in report.findings for line in _lines(finding)]
    if part.key == TABLES and report.rules:
        marked.append(Heading(f"{part.key}.rules", say(N_("How is counted")), part.level + 1))
        marked += [Said(Role.RULE, line) for rule in report.rules for line in _lines(rule)]
    return marked


def _text(text: str) -> Iterator[Said]:
    """Yield the paragraphs of a text; lines that begin with a dash are a list."""
    for line in _lines(text):
        bullet = _BULLET.match(line)
        rest = line[bullet.end() :] if bullet else ""
        yield Said(Role.ITEM, rest) if rest else Said(Role.TEXT, line)


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if cleaned(line)]


def _clean_table(table: Table, number: int) -> Table:
    return replace(
        table,
        number=number,
        caption=cleaned(table.caption),
        note=cleaned(table.note),
        columns=tuple(replace(column, heading=cleaned(column.heading)) for column in table.columns),
        lines=tuple(
            replace(line, cells=tuple(cleaned(cell) if isinstance(cell, str) else cell for cell in line.cells))
            for line in table.lines
        ),
    )


def _clean_picture(picture: Picture, number: int) -> Picture:
    panel = replace(picture.panel, title=cleaned(picture.panel.title))
    return replace(picture, number=number, caption=cleaned(picture.caption), note=cleaned(picture.note), panel=panel)
