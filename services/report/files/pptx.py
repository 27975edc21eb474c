"""The slides for the annual meeting: ten at most, with charts that PowerPoint can change and the numbers in the notes.

Each slide says one finding as its title, shows one chart or table, and names below it what is counted. The speaker's
notes hold the report's own sentence and every number of the slide. The same report gives the same bytes.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.chart import data as charts
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from schema.words import N_
from services.branding import Branding
from services.figures.lookup import Figure
from services.report.blocks import Cell, Kind, Report, Table, shown
from services.report.files.outline import cleaned
from services.report.files.packing import undated
from services.report.parts import CHECK

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN: Final = Inches(0.6)
TITLE_TOP: Final = Inches(0.45)
TITLE_ONLY: Final = 5  # the layout of python-pptx's own template with nothing but a title
MOST_BARS: Final = 10
MOST_ROWS: Final = 9
LONGEST_CELL: Final = 90
LONGEST_TITLE: Final = 75  # in large letters; a longer one has smaller ones
TEXT, GREY = "15262B", "44575D"
LANGUAGES: Final = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its finding, what it shows, the line below it, and what the speaker reads."""

    title: str
    table: Table | None
    note: str
    spoken: str
    is_chart: bool = True


def report_pptx(report: Report, branding: Branding) -> bytes:
    """Return the slides of a report."""
    deck = _Deck(report, branding)
    deck.front()
    if report.is_empty:
        deck.text_slide(report.parts[0].remarks)
    else:
        deck.numbers()
        for slide in _slides(report):
            deck.slide(slide)
        deck.text_slide(_check_lines(report), report.part(CHECK).title)
    return deck.saved()


def _slides(report: Report) -> Iterator[Slide]:
    """Yield the slides between the numbers and the check, leaving out what has nothing to show."""
    tables = {table.key: table for table in report.tables}
    findings = {picture.key: picture.panel.title for picture in report.pictures}
    for key, part_key, picture in (
        ("channels", "1.channels", "channels"),
        ("areas", "1.complaints", "areas"),
        ("outcomes", "1.complaints", "outcomes"),
        ("praise", "1.praise", "praise"),
        ("quality_months", "4.b", "quality"),
        ("ombuds_themes", "2.ombuds", "ombuds_themes"),
    ):
        table = tables.get(key)
        if table and table.lines and picture in findings:
            spoken = report.part(part_key).sentence
            yield Slide(findings[picture], _bars(table), table.note, _spoken(spoken, table, report))
    measures = tables.get("measures")
    if measures:
        title = report.part("2.measures").sentence or measures.caption
        spoken = _spoken(report.part("2.measures").own, measures, report)
        yield Slide(title, measures, measures.note, spoken, is_chart=False)


def _bars(table: Table) -> Table:
    """Return the lines of a table that a slide has room for: its largest ones, in their order, without the sum.

    Where a table has a sum in each of its groups, they stand by size.
    """
    places = [place for place, column in enumerate(table.columns) if column.kind is Kind.COUNT]
    single = [line for line in table.lines if not (line.is_total or line.is_rest)]
    counted = [line for line in single if any(line.cells[place] for place in places)]
    if any(line.is_total for line in table.lines[:-1]):
        counted.sort(key=lambda line: -_number(line.cells[places[0]]))
    if not _is_time(table):
        largest = sorted(counted, key=lambda line: -_number(line.cells[places[0]]))[:MOST_BARS]
        counted = [line for line in counted if line in largest]
    return Table(table.key, table.caption, table.note, table.columns, tuple(counted), table.number)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _is_time(table: Table) -> bool:
    return table.key.endswith("_months")


def _spoken(sentence: str, table: Table, report: Report) -> str:
    """Return the notes of a slide: the sentence, then every number of the table."""
    lines = [sentence, "", cleaned(table.caption)] if sentence else [cleaned(table.caption)]
    lines.append(" | ".join(column.heading for column in table.columns))
    lines += [
        " | ".join(
            shown(cell, column.kind, report.wording) for cell, column in zip(line.cells, table.columns, strict=True)
        )
        for line in table.lines
    ]
    return "\n".join(cleaned(line) for line in (*lines, table.note))


def _check_lines(report: Report) -> tuple[str, ...]:
    part = report.part(CHECK)
    return (part.sentence, *report.findings, *part.remarks)


class _Deck:
    """The slides as they are made, one after the other."""

    def __init__(self, report: Report, branding: Branding) -> None:
        self.report, self.branding = report, branding
        self.deck: Any = Presentation()
        self.deck.slide_width, self.deck.slide_height = WIDTH, HEIGHT
        core = self.deck.core_properties
        core.title, core.author = cleaned(report.title), cleaned(report.office) or "Resonanz"
        core.language = LANGUAGES[report.language]
        core.created = core.modified = datetime(report.day.year, report.day.month, report.day.day)
        core.last_modified_by = core.author

    def saved(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        for slide in self.deck.slides:
            self._speak(slide)
        self.deck.save(out)
        return undated(out.getvalue())

    def front(self) -> None:
        """Make the first slide: whose report it is, of which year."""
        slide = self._new(cleaned(self.report.title), top=Inches(2.6), size=36)
        office = cleaned(self.report.office)
        say = self.report.wording.text
        lines = [office] if office else []
        lines.append(say(N_("Figures as of: {day}"), day=self.report.day))
        self._text(slide, lines, Inches(4.2), Inches(1.2), size=20, colour=GREY)
        if self.branding.logo:
            picture = slide.shapes.add_picture(io.BytesIO(self.branding.logo), MARGIN, Inches(0.6), height=Inches(1.1))
            picture._element.nvPicPr.cNvPr.set("descr", self.branding.logo_alt)
        slide.notes_slide.notes_text_frame.text = "\n".join(map(cleaned, self.report.rules))

    def numbers(self) -> None:
        """Make the slide with the numbers that matter most, each with what it is compared with."""
        say, figures = self.report.wording.text, self.report.figures
        slide = self._new(say(N_("The year {year} in numbers"), year=self.report.wording.period(self.report.period)))
        cells = [
            (say(N_("Reactions")), figures["reactions.total"], False),
            (say(N_("Concerns")), figures["concerns.total"], False),
            (say(N_("Complaints upheld")), figures["complaints.outcome.upheld"], True),
            (say(N_("Closed within 14 days")), figures["quality.closed_within_14_days"], True),
            (say(N_("To the ombuds office")), figures["reactions.ombuds"], True),
        ]
        width = (WIDTH - 2 * MARGIN) // len(cells)
        for place, (label, figure, is_share) in enumerate(cells):
            left = MARGIN + place * width
            self._box(slide, left, label, figure, width, is_share=is_share)
        spoken = "\n\n".join(self.report.part(key).sentence for key in ("1.volume", "1.complaints", "4.b", "2.ombuds"))
        slide.notes_slide.notes_text_frame.text = cleaned_lines(spoken)

    def _box(self, slide: Any, left: int, label: str, figure: Figure, width: int, *, is_share: bool) -> None:
        words = self.report.wording
        large = words.percent(figure.share_percent) if is_share else words.number(figure.count)
        small = []
        if is_share:
            small.append(
                words.text(
                    N_("{count} of {base}"), count=words.number(figure.count), base=words.number(figure.base or 0)
                )
            )
        if figure.previous is not None and self.report.before:
            before = words.period(self.report.before)
            compared = f"{before}: {words.number(figure.previous)}"
            small.append(
                compared + (f" ({words.change(figure.change_percent)})" if figure.change_percent is not None else "")
            )
        self._text(slide, [label], Inches(2.0), Inches(0.8), left=left, width=width, size=18, colour=GREY)
        self._text(
            slide, [large], Inches(2.8), Inches(1.0), left=left, width=width, size=40, bold=True, colour=self._colour
        )
        self._text(slide, small, Inches(3.9), Inches(1.2), left=left, width=width, size=14, colour=TEXT)

    @property
    def _colour(self) -> str:
        return self.branding.colour.lstrip("#")

    def slide(self, made: Slide) -> None:
        """Make a slide with a chart or a table, the line below it and its notes."""
        slide = self._new(cleaned(made.title))
        if made.table is not None and made.is_chart:
            self._chart(slide, made.table)
        elif made.table is not None:
            self._table(slide, made.table)
        self._text(slide, [cleaned(made.note)], Inches(6.85), Inches(0.5), size=11, colour=GREY)
        slide.notes_slide.notes_text_frame.text = made.spoken

    def text_slide(self, lines: Sequence[str], title: str = "") -> None:
        """Make a slide of sentences; what does not fit stands in the notes alone."""
        slide = self._new(cleaned(title or self.report.title))
        kept = [cleaned(line) for line in lines if line][:MOST_ROWS]
        self._text(slide, [f"• {line}" for line in kept], Inches(1.7), Inches(5.0), size=15, colour=TEXT)
        slide.notes_slide.notes_text_frame.text = "\n".join(map(cleaned, lines))

    def _chart(self, slide: Any, table: Table) -> None:
        is_time = _is_time(table)
        kinds = (Kind.PERCENT,) if is_time else (Kind.COUNT, Kind.DAYS)
        # Twelve months have room for the numbers of one year.
        places = [place for place, column in enumerate(table.columns) if column.kind in kinds][: 1 if is_time else 2]
        shape_of_numbers = '0.0"\N{NO-BREAK SPACE}%"' if is_time else "#,##0"
        data: Any = charts.CategoryChartData(shape_of_numbers)  # type: ignore[no-untyped-call]
        texts = [place for place, column in enumerate(table.columns) if column.kind is Kind.TEXT]
        data.categories = [
            cleaned(", ".join(str(line.cells[place]) for place in reversed(texts))) for line in table.lines
        ]
        for place in places:
            data.add_series(cleaned(table.columns[place].heading), [line.cells[place] for line in table.lines])
        shape = slide.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_CLUSTERED if is_time else XL_CHART_TYPE.BAR_CLUSTERED,
            MARGIN,
            Inches(1.55),
            WIDTH - 2 * MARGIN,
            Inches(5.2),
            data,
        )
        shape._element.nvGraphicFramePr.cNvPr.set("descr", f"{cleaned(table.caption)}: {slide.shapes.title.text}")
        chart = shape.chart
        chart.has_title = False
        chart.font.size, chart.font.color.rgb = Pt(13), _rgb(TEXT)
        chart.has_legend = len(places) > 1
        if chart.has_legend:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        if Kind.PERCENT in kinds:
            chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 110
        else:
            chart.value_axis.minimum_scale = 0
        if not is_time:
            chart.category_axis.reverse_order = True
        chart.category_axis.format.line.fill.background()
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 55, -5
        plot.has_data_labels = True
        plot.data_labels.show_value = True
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        plot.data_labels.font.size = Pt(11)
        for series, colour in zip(plot.series, (self._colour, self.branding.second_colour.lstrip("#")), strict=False):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _rgb(colour)

    def _table(self, slide: Any, table: Table) -> None:
        lines = table.lines[:MOST_ROWS]
        frame = slide.shapes.add_table(
            len(lines) + 1, len(table.columns), MARGIN, Inches(1.6), WIDTH - 2 * MARGIN, Inches(0.4) * (len(lines) + 1)
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", cleaned(table.caption))
        grid = frame.table
        for place, column in enumerate(table.columns):
            cell = grid.cell(0, place)
            self._cell(cell, cleaned(column.heading), bold=True, colour="FFFFFF")
            cell.fill.solid()
            cell.fill.fore_color.rgb = _rgb(self._colour)
        for row, line in enumerate(lines, start=1):
            for place, (value, column) in enumerate(zip(line.cells, table.columns, strict=True)):
                words = cleaned(shown(value, column.kind, self.report.wording))
                short = words if len(words) <= LONGEST_CELL else f"{words[:LONGEST_CELL].rstrip()} …"
                self._cell(grid.cell(row, place), short, bold=False, colour=TEXT)
        if len(table.lines) > len(lines):
            left_out = len(table.lines) - len(lines)
            said = self.report.wording.count(
                "{count} more entry in the notes", "{count} more entries in the notes", left_out
            )
            self._text(slide, [said], Inches(6.5), Inches(0.4), size=12, colour=GREY)

    def _cell(self, cell: Any, text: str, *, bold: bool, colour: str) -> None:
        cell.text_frame.text = text
        run_font = cell.text_frame.paragraphs[0].font
        run_font.size, run_font.bold, run_font.color.rgb = Pt(12), bold, _rgb(colour)

    def _new(self, title: str, *, top: int = TITLE_TOP, size: int = 26) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = MARGIN, top, WIDTH - 2 * MARGIN, Inches(1.1)
        frame = shape.text_frame
        frame.text, frame.word_wrap, frame.auto_size = title, True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(size if len(title) <= LONGEST_TITLE else size - 6), True
        paragraph.font.color.rgb = _rgb(self._colour)
        return slide

    def _text(
        self,
        slide: Any,
        lines: Sequence[str],
        top: int,
        height: int,
        *,
        size: int,
        colour: str,
        left: int = MARGIN,
        width: int = WIDTH - 2 * MARGIN,
        bold: bool = False,
    ) -> None:
        frame = slide.shapes.add_textbox(left, top, width, height).text_frame
        frame.word_wrap = True
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.text = line
            paragraph.font.size, paragraph.font.bold = Pt(size), bold
            paragraph.font.color.rgb = _rgb(colour)
            paragraph.space_after = Pt(6)

    def _speak(self, slide: Any) -> None:
        """Tell every text of a slide and of its notes its language, for screen readers and the spelling check."""
        language = LANGUAGES[self.report.language]
        for part in (slide, slide.notes_slide):
            for run in part._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
                properties = run.find("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr")
                if properties is None:
                    properties = etree.SubElement(run, "{http://schemas.openxmlformats.org/drawingml/2006/main}rPr")
                    run.insert(0, properties)
                properties.set("lang", language)


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour)  # type: ignore[no-untyped-call]


def cleaned_lines(text: str) -> str:
    """Return a text line by line without what no file can hold."""
    return "\n".join(cleaned(line) for line in text.splitlines())
