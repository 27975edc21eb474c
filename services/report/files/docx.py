"""The annual report as a Word file that needs no rework: headings, contents, numbered tables and pictures.

The table of contents is Word's own field, filled beforehand with links and page numbers (`pages.py`): nobody is asked
whether fields shall be updated, and "Update field" works where somebody writes on. Captions count by themselves, what
refers to them is a link. Everything is a style. The same report is the same file, byte by byte.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Final

from docx import Document as new_document
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from schema.words import N_
from services.branding import Branding
from services.report.blocks import Column, Kind, Line, Picture, Report, Table, shown
from services.report.files import paper, word_styles
from services.report.files.outline import (
    Element,
    Heading,
    Said,
    TitlePage,
    elements,
    find_reference,
    picture_words,
    starts_page,
    table_words,
    title_page,
)
from services.report.files.packing import undated
from services.report.files.pages import HEADINGS, LOOKS, first_pages
from services.report.files.paper import Look
from services.report.files.pictures import Drawn, bitmaps, measured
from services.report.files.word_fields import Bookmarks, closed, element, field, link, opened, run, tab, write
from services.report.files.word_styles import LOCALES, style_name

DEEPEST_LISTED: Final = 2  # level of the headings that stand in the table of contents


def report_docx(report: Report, branding: Branding, pictures: Mapping[str, Drawn] | None = None) -> bytes:
    """Return the report as a Word file; `pictures` are its charts where they are drawn already (`pictures.bitmaps`)."""
    return _Writer(report, branding, bitmaps(report) if pictures is None else pictures).file()


class _Writer:
    """Writes one report, from the first page to the last table."""

    def __init__(self, report: Report, branding: Branding, pictures: Mapping[str, Drawn]) -> None:
        self.report, self.branding, self.pictures = report, branding, pictures
        self.wording = report.wording
        self.elements: Sequence[Element] = list(elements(report))
        self.front: TitlePage = title_page(report)
        self.bookmarks = Bookmarks()
        self.document: Document = new_document()

    def file(self) -> bytes:
        word_styles.dress(self.document, self.branding, self.report.language)
        self._describe()
        self._running_heads()
        self._first_page()
        self._contents()
        for part in self.elements:
            if isinstance(part, Heading):
                self._heading(part)
            elif isinstance(part, Said):
                self._paragraph(LOOKS[part.role], run(part.text))
            elif isinstance(part, Picture):
                self._picture(part)
            else:
                self._table(part)
        return _packed(self.document)

    def _describe(self) -> None:
        facts = self.document.core_properties
        facts.title, facts.author, facts.last_modified_by = self.front.title, self.front.office, self.front.office
        facts.language, facts.comments, facts.keywords = LOCALES[self.report.language], "", ""
        facts.created = facts.modified = datetime.combine(self.report.day, time(), UTC)
        facts.revision = 1

    def _running_heads(self) -> None:
        section = self.document.sections[0]
        head = section.header.paragraphs[0]
        write(head, run(self.front.office), tab(), run(self.front.title))
        foot = section.footer.paragraphs[0]
        pattern = self.wording.text(N_("Page {page} of {pages}"), page="\0", pages="\1")
        before, _, rest = pattern.partition("\0")
        between, _, after = rest.partition("\1")
        write(
            foot,
            run(self.front.as_of),
            tab(),
            run(before),
            *field("PAGE", "2"),
            run(between),
            *field("NUMPAGES", "2"),
            run(after),
        )

    def _first_page(self) -> None:
        if self.branding.logo is not None:
            logo = measured(self.branding.logo)
            width, height = logo.size(paper.LOGO_WIDTH_MM, paper.LOGO_HEIGHT_MM)
            place = self.document.add_paragraph(style=self._style(Look.PICTURE))
            self._put(place, logo.content, width, height, "Logo", self.branding.logo_alt)
        if self.front.office:
            self._paragraph(Look.OFFICE, run(self.front.office))
        title = self._paragraph(Look.TITLE, run(self.front.title))
        title.paragraph_format.space_before = Pt(paper.TITLE_FROM_TOP_PT)
        for line in self.front.lines:
            self._paragraph(Look.FACT, run(line))

    def _contents(self) -> None:
        """Write the table of contents: a field around its lines, each a link with its page number."""
        heading = self._paragraph(Look.CONTENTS, run(self.wording.text(N_("Contents"))))
        heading.paragraph_format.page_break_before = True
        pages = first_pages(self.elements, self.wording, self.pictures)
        listed = [part for part in self.elements if isinstance(part, Heading) and part.level <= DEEPEST_LISTED]
        lines = [heading]
        for part in listed:
            mark = _bookmark(part)
            words = (run(part.text), tab(), *field(f"PAGEREF {mark} \\h", str(pages[part.key])))
            line = self._paragraph(Look.CONTENTS_1 if part.level == 1 else Look.CONTENTS_2)
            if part is listed[0]:
                write(line, *opened(f'TOC \\o "1-{DEEPEST_LISTED}" \\h \\z \\u'))
            write(line, link(mark, *words))
            if part is listed[-1]:
                write(line, closed())
            lines.append(line)
        gallery = element("w:docPartObj", None, element("w:docPartGallery", {"w:val": "Table of Contents"}))
        gallery.append(element("w:docPartUnique"))
        content = element("w:sdtContent")
        lines[0]._p.addprevious(element("w:sdt", None, element("w:sdtPr", None, gallery), content))
        for line in lines:
            content.append(line._p)

    def _heading(self, part: Heading) -> None:
        heading = self._paragraph(HEADINGS[part.level - 1], *self.bookmarks.around(_bookmark(part), run(part.text)))
        if starts_page(part, self.elements):
            heading.paragraph_format.page_break_before = True
            heading.paragraph_format.space_before = Pt(0)

    def _picture(self, part: Picture) -> None:
        image = self.pictures[part.key]
        width, height = image.size(paper.TEXT_WIDTH_MM, paper.TALLEST_PICTURE_MM)
        place = self.document.add_paragraph(style=self._style(Look.PICTURE))
        self._put(place, image.content, width, height, part.caption, part.panel.title)
        words = picture_words(self.wording, part.number)
        self._paragraph(Look.PICTURE_CAPTION, *self._caption(words, part.number, part.caption, "fig"))
        refers = find_reference(part, self.elements, self.wording)
        note = [run(f"{part.note} " if refers else part.note)] if part.note else []
        if refers:
            table = field(f"REF _Ref_tab_{refers.number} \\h", refers.words)
            note += [run(refers.before), *table, run(refers.after)]
        self._note(note)

    def _put(self, place: Paragraph, png: bytes, width: float, height: float, name: str, alt: str) -> None:
        """Put a picture into a paragraph, with the text for who cannot see it."""
        shape = place.add_run().add_picture(io.BytesIO(png), Mm(width), Mm(height))
        described = shape._inline.docPr
        described.set("name", name)
        described.set("descr", alt)

    def _table(self, part: Table) -> None:
        words = table_words(self.wording, part.number)
        self._paragraph(Look.TABLE_CAPTION, *self._caption(words, part.number, part.caption, "tab"))
        body = self.document.element.body
        body.insert_element_before(_grid(part, self.report), "w:sectPr")
        self._note([run(part.note)] if part.note else [])

    def _caption(self, words: str, number: int, caption: str, kind: str) -> Iterator[BaseOxmlElement]:
        """Yield a caption that counts by itself; its words and number are what refers to it shows."""
        label = words.removesuffix(str(number))
        counted = field(f"SEQ {label.strip()} \\* ARABIC", str(number), word_styles.STRONG)
        yield from self.bookmarks.around(f"_Ref_{kind}_{number}", run(label, word_styles.STRONG), *counted)
        yield run(f": {caption}")

    def _note(self, words: Sequence[BaseOxmlElement]) -> None:
        """Write the line below a table or picture."""
        if words:
            self._paragraph(Look.NOTE, *words)

    def _paragraph(self, look: Look, *parts: BaseOxmlElement) -> Paragraph:
        return write(self.document.add_paragraph(style=self._style(look)), *parts)

    def _style(self, look: Look) -> str:
        return word_styles.STYLES[look][1]


def _bookmark(part: Heading) -> str:
    return "_Toc_" + "".join(sign if sign.isalnum() else "_" for sign in part.key)


def _grid(table: Table, report: Report) -> BaseOxmlElement:
    """Return a table: its head is repeated on every page, and a short one stands on one page."""
    grid = paper.grid_of(table, report.wording)
    is_small = grid.size != paper.TYPES[Look.CELL].size
    widths = [_twentieths(width) for width in grid.widths]
    look = {"w:val": "0020", "w:firstRow": "1", "w:firstColumn": "0", "w:noHBand": "1", "w:noVBand": "1"}
    sides = [element(f"w:{side}", {"w:w": _twentieths(grid.side), "w:type": "dxa"}) for side in ("left", "right")]
    properties = element(
        "w:tblPr",
        None,
        element("w:tblStyle", {"w:val": word_styles.TABLE_STYLE}),
        element("w:tblW", {"w:w": str(sum(map(int, widths))), "w:type": "dxa"}),
        element("w:tblLayout", {"w:type": "fixed"}),
        *([element("w:tblCellMar", None, *sides)] if is_small else []),
        element("w:tblLook", look),
        element("w:tblCaption", {"w:val": table.caption}),
        element("w:tblDescription", {"w:val": table.note}),
    )
    columns = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": width}) for width in widths))
    made = element("w:tbl", None, properties, columns, _row(_heads(table), widths, is_head=True))
    for place, line in enumerate(table.lines):
        # The first rows stay with the head, the last ones with the note.
        stays = grid.is_kept_together or place < 2 or place >= len(table.lines) - 2
        is_whole = grid.is_row_kept(place)
        made.append(_row(_cells(table, line, report), widths, is_whole=is_whole, is_kept=stays and is_whole))
    if is_small:
        _shrink(made, grid.size)
    return made


def _heads(table: Table) -> Iterator[BaseOxmlElement]:
    for column in table.columns:
        yield _paragraph(word_styles.HEAD if _is_text(column) else word_styles.HEAD_NUMBER, run(column.heading))


def _cells(table: Table, line: Line, report: Report) -> Iterator[BaseOxmlElement]:
    for cell, column in zip(line.cells, table.columns, strict=True):
        style = style_name(Look.CELL) if _is_text(column) else word_styles.NUMBER
        text = shown(cell, column.kind, report.wording)
        yield _paragraph(style, run(text, word_styles.STRONG if line.is_total else ""))


def _row(
    paragraphs: Iterable[BaseOxmlElement],
    widths: Sequence[str],
    *,
    is_head: bool = False,
    is_whole: bool = True,
    is_kept: bool = False,
) -> BaseOxmlElement:
    """Return a row; a whole one is not cut by the end of a page, and one that is kept stays with the next."""
    marks = [name for name, given in (("w:cantSplit", is_whole), ("w:tblHeader", is_head)) if given]
    row = element("w:tr", None, element("w:trPr", None, *map(element, marks)))
    for paragraph, width in zip(paragraphs, widths, strict=True):
        if is_kept:
            paragraph[0].append(element("w:keepNext"))
        row.append(
            element("w:tc", None, element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"})), paragraph)
        )
    return row


def _paragraph(style: str, text: BaseOxmlElement) -> BaseOxmlElement:
    return element("w:p", None, element("w:pPr", None, element("w:pStyle", {"w:val": style})), text)


def _shrink(table: BaseOxmlElement, size: float) -> None:
    """Set all that stands in a table in letters of this size."""
    for text in table.iter(qn("w:r")):
        properties = text.find(qn("w:rPr"))
        if properties is None:
            properties = element("w:rPr")
            text.insert(0, properties)
        properties.append(element("w:sz", {"w:val": str(round(size * 2))}))


def _twentieths(points: float) -> str:
    return str(round(points * 20))


def _is_text(column: Column) -> bool:
    return column.kind in (Kind.TEXT, Kind.DATE)


def _packed(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return undated(made.getvalue())
