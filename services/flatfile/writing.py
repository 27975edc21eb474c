"""Tables as CSV and XLSX; what looks like a formula is text in both."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

from services.flatfile.texts import marked, xml_escaped

Value = str | int | date | None


class Format(StrEnum):
    """The formats a table is written in; each is the ending of its files."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a table is written from: headings with their widths in characters, and rows as wide as they are many."""

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value]]
    german: bool = False  # dates as 21.11.2026, and `;` and a BOM in CSV, as a German Excel expects


def table_bytes(sheet: Sheet, fmt: Format) -> bytes:
    """Return the table as a file of that format."""
    return _csv(sheet) if fmt is Format.CSV else _xlsx(sheet)


def _csv(sheet: Sheet) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if sheet.german else ",", lineterminator="\r\n")
    writer.writerow([marked(heading) for heading in sheet.headings])
    for row in sheet.rows:
        writer.writerow([_csv_cell(value, sheet.german) for value in row])
    return out.getvalue().encode("utf-8-sig" if sheet.german else "utf-8")


def _csv_cell(value: Value, german: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y") if german else value.isoformat()
    return marked(str(value))


def _xlsx(sheet: Sheet) -> bytes:
    out = io.BytesIO()
    book = ExactWorkbook(out, {"in_memory": True})
    page = book.add_worksheet(sheet.title)
    bold = book.add_format({"bold": True, "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy" if sheet.german else "yyyy-mm-dd", "valign": "top"})
    top = book.add_format({"valign": "top"})
    for column, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, bold)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                page.write_string(last, column, value, top)
            elif isinstance(value, date):
                page.write_datetime(last, column, value, day)
            else:
                page.write_number(last, column, value, top)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(sheet.headings) - 1)
    book.close()
    return out.getvalue()


class _ExactStrings(SharedStrings):  # type: ignore[misc]  # the driver has no types
    """XlsxWriter's strings, but for two cases it writes wrongly: `_x0041_x0042_` and text in `<r>…</r>`."""

    def _write_si(self, string: str) -> None:
        escaped = xml_escaped(string)
        kept = [("xml:space", "preserve")] if escaped != escaped.strip() or "\n" in escaped else []
        self._xml_si_element(escaped, kept)


class _ExactPackager(Packager):  # type: ignore[misc]  # the driver has no types
    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = _ExactStrings()
            strings.string_table = self.workbook.str_table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()


class ExactWorkbook(Workbook):  # type: ignore[misc]  # the driver has no types
    """A workbook in which every text is written as it is."""

    def _get_packager(self) -> Any:
        return _ExactPackager()
