"""Rows out of an XLSX workbook: values as they were typed, formulas never worked out."""

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError as XmlError

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from schema.words import N_
from services.flatfile.problems import FileRejected, Note
from services.flatfile.texts import xml_unescaped

LARGEST_CONTENT = 1_000_000_000  # bytes unpacked; a file that claims more is no register of cases
_ZEROS = re.compile(r"0{2,20}")

Cell = str | int | float | bool | date | datetime
Row = tuple[int, Sequence[Cell]]


class _Reader(ExcelReader):
    """openpyxl's reader, but for its shared strings, from which it takes every `x005F_` out."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]  # the stubs leave it out
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            self.shared_strings = []
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    text = Text.from_tree(node)
                    self.shared_strings.append(text.content if text else "")
                    node.clear()


def read_rows(name: str, data: bytes) -> tuple[list[Row], list[Note]]:
    """Return the rows of the first sheet with data, with their numbers, and what is worth saying.

    Raises:
        FileRejected: it is no workbook that can be read.
    """
    damaged = N_("The file is no Excel workbook, or is damaged. Please open it in Excel and save it again as .xlsx.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and print settings it leaves out
            return _read(name, data)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        XmlError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as err:  # what openpyxl and zipfile raise for files that are not what they claim to be
        raise FileRejected.whole(name, damaged) from err


def _read(name: str, data: bytes) -> tuple[list[Row], list[Note]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_CONTENT:
            raise FileRejected.whole(name, N_("The file is too large. Please split it into smaller ones."))
    reader = _Reader(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    reader.read()
    book = reader.wb
    notes: list[Note] = []
    formulas = 0
    rows: list[Row] = []
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
    for place, sheet in enumerate(sheets):
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), 1):
            formulas += sum(1 for cell in cells if cell.data_type == "f")
            row = [_value(cell) for cell in cells]
            while row and row[-1] == "":
                row.pop()
            if row:
                rows.append((number, row))
        if rows:
            others = [other.title for other in sheets[place + 1 :]]
            if others:
                params = {"sheet": sheet.title, "others": ", ".join(others)}
                notes.append(Note(N_("Only the sheet “{sheet}” was read, not: {others}."), params))
            break
    if formulas:
        notes.append(
            Note(N_("{count} cells hold a formula. Formulas were taken as text, not worked out."), {"count": formulas})
        )
    return rows, notes


def _value(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value if cell.data_type == "f" else xml_unescaped(value)
    if cell.data_type == "f":  # array formulas and data tables are objects of their own
        return str(getattr(value, "text", None) or "=")
    if isinstance(value, int) and not isinstance(value, bool) and _ZEROS.fullmatch(str(cell.number_format)):
        return str(value).zfill(len(cell.number_format))  # a number that its format shows with leading zeros
    if isinstance(value, bool | int | float | date | datetime):
        return value
    return str(value)
