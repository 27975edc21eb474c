"""The tables of a report as a workbook ("feste Auswertung"): one sheet for each, with numbers, a chart and a note.

The first sheet lists the others; the last ones hold every figure by name, and how is counted. Texts are written as
texts: nothing becomes a formula or a link. The same report gives the same bytes.
"""

import io
import re
from datetime import date, datetime
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from schema.words import N_
from services.branding import Branding
from services.charts.figure_words import figure_label
from services.charts.wording import Wording
from services.figures.lookup import Figure
from services.figures.units import UNITS
from services.report.blocks import Cell, Column, Kind, Line, Report, Table
from services.report.files.outline import cleaned, table_words

LONGEST_NAME: Final = 31  # characters of a sheet's name, says Excel
HEAD_ROW: Final = 3  # of a table, counted from 0: caption, note and an empty row stand above
WIDEST: Final = 60  # characters
NARROWEST: Final = 9
MOST_BARS: Final = 24  # what a chart can show; a longer table has none
LETTER_PIXELS: Final = 7
ROW_PIXELS: Final = 20
FORMATS: Final = {
    Kind.TEXT: "@",
    Kind.COUNT: "#,##0",
    Kind.DAYS: "General",
    Kind.DECIMAL: "General",
    Kind.PERCENT: '0.0"\N{NO-BREAK SPACE}%"',
    Kind.CHANGE: '+0.0"\N{NO-BREAK SPACE}%";\N{MINUS SIGN}0.0"\N{NO-BREAK SPACE}%";0.0"\N{NO-BREAK SPACE}%"',
    Kind.DATE: "dd.mm.yyyy",
}


def report_xlsx(report: Report, branding: Branding) -> bytes:
    """Return the workbook of a report."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": cleaned(report.title),
            "author": cleaned(report.office) or "Resonanz",
            "comments": report.wording.text(N_("Figures as of: {day}"), day=report.day),
            "created": datetime(report.day.year, report.day.month, report.day.day),
        }
    )
    styles = _Styles(book, branding)
    tables = list(report.tables)
    names = _sheet_names(report, tables)
    _contents(book, styles, report, tables, names)
    for table, name in zip(tables, names, strict=True):
        _Sheet(book, styles, report, name).write(table)
    _Sheet(book, styles, report, report.wording.text(N_("All figures"))).write(_all_figures(report))
    _notes(book, styles, report)
    book.close()
    return out.getvalue()


class _Styles:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Workbook, branding: Branding) -> None:
        self.colour, self.second = branding.colour, branding.second_colour
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": branding.colour})
        self.note = book.add_format({"italic": True, "font_color": "#44575D", "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"underline": 1, "font_color": branding.colour})
        head = {
            "bold": True,
            "bg_color": branding.colour,
            "font_color": "#FFFFFF",
            "text_wrap": True,
            "valign": "vcenter",
        }
        self.head = {
            True: book.add_format({**head, "align": "left"}),
            False: book.add_format({**head, "align": "right"}),
        }
        self.cells: dict[tuple[Kind, bool], Format] = {
            (kind, is_total): book.add_format(
                {
                    "num_format": shape,
                    "valign": "top",
                    "align": "left" if kind in (Kind.TEXT, Kind.DATE) else "right",
                    **({"bold": True, "top": 1} if is_total else {}),
                }
            )
            for kind, shape in FORMATS.items()
            for is_total in (False, True)
        }


class _Sheet:
    """One sheet with one table, its chart beside it."""

    def __init__(self, book: Workbook, styles: _Styles, report: Report, name: str) -> None:
        self.book, self.styles, self.report, self.name = book, styles, report, name
        self.sheet: Worksheet = book.add_worksheet(name)

    def write(self, table: Table) -> None:
        """Write a table: caption, note, heading, lines; headings stay in sight and stand on every printed page."""
        sheet, styles, wording = self.sheet, self.styles, self.report.wording
        last = len(table.columns) - 1
        bottom = HEAD_ROW + max(len(table.lines), 1)
        sheet.write_string(0, 0, _caption(table, wording), styles.title)
        if last:
            sheet.merge_range(1, 0, 1, last, "", styles.note)
        sheet.write_string(1, 0, cleaned(table.note), styles.note)
        widths = _widths(table, wording)
        sheet.set_row(1, 15 * (1 + len(table.note) // max(sum(widths), 1)))
        for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            is_left = column.kind in (Kind.TEXT, Kind.DATE)
            sheet.write_string(HEAD_ROW, place, cleaned(column.heading), styles.head[is_left])
            sheet.set_column(place, place, width)
        for row, line in enumerate(table.lines, start=HEAD_ROW + 1):
            for place, (cell, column) in enumerate(zip(line.cells, table.columns, strict=True)):
                _write(sheet, row, place, cell, column, styles.cells[column.kind, line.is_total])
        sheet.set_row(HEAD_ROW, 32)
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        if table.lines:
            sheet.autofilter(HEAD_ROW, 0, bottom, last)
        self._page(self._chart(table, bottom + 2, sum(LETTER_PIXELS * width + 5 for width in widths)) or bottom, last)

    def _page(self, bottom: int, last: int) -> None:
        sheet = self.sheet
        sheet.print_area(0, 0, bottom, last)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        if last > 5:
            sheet.set_landscape()
        page = self.report.wording.text(N_("Page {page} of {pages}"), page="&P", pages="&N")
        title = cleaned(self.report.title).replace("&", "&&")
        sheet.set_footer(f"&L{title}&R{page}")

    def _chart(self, table: Table, top: int, width: int) -> int | None:
        """Draw the counts of the year beside those compared with, as a chart that Excel can change, below the table.

        Return the last row it covers; None where the table is none to draw.
        """
        counts = [place for place, column in enumerate(table.columns) if column.kind in (Kind.COUNT, Kind.DAYS)]
        rows = [row for row, line in enumerate(table.lines, start=HEAD_ROW + 1) if not line.is_total]
        if not counts or not 1 < len(rows) <= MOST_BARS or rows[-1] - rows[0] + 1 != len(rows):
            return None
        chart: Any = self.book.add_chart({"type": "bar"})
        for place, colour in zip(counts[:2], (self.styles.colour, self.styles.second), strict=False):
            chart.add_series(
                {
                    "name": [self.name, HEAD_ROW, place],
                    "categories": [self.name, rows[0], 0, rows[-1], 0],
                    "values": [self.name, rows[0], place, rows[-1], place],
                    "fill": {"color": colour},
                    "data_labels": {"value": True},
                    "gap": 60,
                }
            )
        caption = _caption(table, self.report.wording)
        chart.set_title({"name": caption, "name_font": {"size": 11}, "overlay": False})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_legend({"position": "bottom"} if len(counts) > 1 else {"none": True})
        height = 120 + 38 * len(rows)
        chart.set_size({"width": width, "height": height})
        self.sheet.insert_chart(top, 0, chart, {"description": caption})
        return top + height // ROW_PIXELS + 1


def _contents(book: Workbook, styles: _Styles, report: Report, tables: list[Table], names: list[str]) -> None:
    say = report.wording.text
    sheet = book.add_worksheet(say(N_("Contents")))
    sheet.set_column(0, 0, 90)
    sheet.write_string(0, 0, cleaned(report.title), styles.title)
    sheet.write_string(1, 0, cleaned(report.office), styles.text)
    sheet.write_string(2, 0, say(N_("Figures as of: {day}"), day=report.day), styles.text)
    row = 4
    for remark in report.parts[0].remarks:
        sheet.write_string(row, 0, cleaned(remark), styles.note)
        row += 1
    entries = [(name, _caption(table, report.wording)) for table, name in zip(tables, names, strict=True)]
    entries += [(name, name) for name in (say(N_("All figures")), say(N_("How is counted")))]
    for name, words in entries:
        target = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{target}'!A1", styles.link, words)
        row += 1
    sheet.print_area(0, 0, row, 0)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _notes(book: Workbook, styles: _Styles, report: Report) -> None:
    say = report.wording.text
    sheet = book.add_worksheet(say(N_("How is counted")))
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, say(N_("How is counted")), styles.title)
    row = 2
    for rule in report.rules:
        sheet.write_string(row, 0, cleaned(rule), styles.text)
        row += 1
    if report.findings:
        sheet.write_string(row + 1, 0, say(N_("Figures that contradict one another")), styles.title)
        row += 3
        for finding in report.findings:
            sheet.write_string(row, 0, cleaned(finding), styles.text)
            row += 1
    sheet.print_area(0, 0, row, 0)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _all_figures(report: Report) -> Table:
    say = report.wording.text
    before = report.wording.period(report.before) if report.before else say(N_("Compared with"))
    columns = (
        Column(say(N_("What is counted"))),
        Column(say(N_("Figure"))),
        Column(say(N_("Unit"))),
        Column(say(N_("Period"))),
        Column(say(N_("Value")), Kind.DECIMAL),
        Column(before, Kind.DECIMAL),
        Column(say(N_("Change")), Kind.CHANGE),
        Column(say(N_("Base")), Kind.COUNT),
        Column(say(N_("Share")), Kind.PERCENT),
    )
    lines = tuple(Line(_cells(figure, report.wording), figure.name) for figure in report.figures.values())
    note = say(N_("The names are those that the command line prints, for other programs."))
    return Table("figures", say(N_("All figures")), note, columns, lines)


def _cells(figure: Figure, wording: Wording) -> tuple[Cell, ...]:
    return (
        figure_label(figure.name, wording),
        figure.name,
        wording.text(UNITS[figure.unit]),
        figure.period,
        figure.value,
        figure.previous,
        figure.change_percent,
        figure.base,
        figure.share_percent,
    )


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, column: Column, style: Format) -> None:
    if cell is None:
        sheet.write_string(row, place, "–", style)
    elif isinstance(cell, str):
        if column.kind is Kind.DATE and cell:
            sheet.write_datetime(row, place, datetime.combine(date.fromisoformat(cell), datetime.min.time()), style)
        else:
            sheet.write_string(row, place, cleaned(cell), style)
    else:
        sheet.write_number(row, place, cell, style)


def _caption(table: Table, wording: Wording) -> str:
    caption = cleaned(table.caption)
    return f"{table_words(wording, table.number)}: {caption}" if table.number else caption


def _sheet_names(report: Report, tables: list[Table]) -> list[str]:
    """Return a name for each table's sheet: its number and caption, without what Excel does not take."""
    names = []
    for table in tables:
        plain = re.sub(r"[\[\]:*?/\\']", " ", cleaned(table.caption))
        names.append(f"{table.number} {plain}"[:LONGEST_NAME].strip())
    return names


def _widths(table: Table, wording: Wording) -> list[int]:
    found = []
    for place, column in enumerate(table.columns):
        texts = [str(line.cells[place]) for line in table.lines if isinstance(line.cells[place], str)]
        longest = max(
            [*(len(text) for text in texts), *(len(word) for word in column.heading.split() or [""])], default=0
        )
        found.append(min(max(longest + 2, NARROWEST), WIDEST))
    return found
