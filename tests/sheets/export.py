"""Drive's export of a spreadsheet: CSV and TSV of the first sheet, all sheets as XLSX or zipped HTML."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

from tests.sheets.book import Book
from tests.sheets.errors import drive_error
from tests.sheets.grid import Sheet
from tests.sheets.rendering import render
from tests.sheets.wording import say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_book(book: Book, mime_type: str) -> bytes:
    """Write a spreadsheet in another format.

    Raises:
        ApiError: the emulator does not write that format.
    """
    if mime_type not in _WRITERS:
        raise drive_error(400, "badRequest", say("no_conversion"), location="convertTo")
    return _WRITERS[mime_type](book)


def _lines(book: Book, sheet: Sheet, option: str = "FORMATTED_VALUE") -> list[list[str | float | bool | None]]:
    last = sheet.last_row_with_data()
    width = max((column + 1 for _, column, cell in sheet.filled(sheet.area) if "userEnteredValue" in cell), default=0)
    return [
        [render(book, sheet, sheet.cell(row, column), option) for column in range(width)] for row in range(last)
    ]  # fmt: skip


def _delimited(book: Book, delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(_lines(book, book.sheets[0]))
    return text.getvalue().removesuffix("\r\n").encode()


def _write_csv(book: Book) -> bytes:
    return _delimited(book, ",")


def _write_tsv(book: Book) -> bytes:
    return _delimited(book, "\t")


def _write_xlsx(book: Book) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in book.sheets:
        tab = workbook.create_sheet(sheet.title[:31])
        for row, line in enumerate(_lines(book, sheet, "UNFORMATTED_VALUE"), 1):
            for column, value in enumerate(line, 1):
                if value not in ("", None):
                    cell = tab.cell(row, column)
                    cell.value = value
                    if isinstance(value, str):
                        cell.data_type = "s"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _write_html(book: Book) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for sheet in book.sheets:
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(str(value))}</td>" for value in line) + "</tr>"
                for line in _lines(book, sheet)
            )
            archive.writestr(f"{sheet.title}.html", f"<table>{rows}</table>")
    return content.getvalue()


_WRITERS: dict[str, Callable[[Book], bytes]] = {
    "text/csv": _write_csv,
    "text/tab-separated-values": _write_tsv,
    XLSX: _write_xlsx,
    "application/zip": _write_html,
}
