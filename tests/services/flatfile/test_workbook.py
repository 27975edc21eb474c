from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from services.flatfile import read_flat_file
from services.flatfile.columns import find_column
from services.flatfile.values import parse_cell
from tests.support.flatfiles import cells_of, xlsx_bytes

HEADING = ("received_on", "channel", "kind", "subject")


def read(*values: Any) -> Any:
    return cells_of(read_flat_file("a.xlsx", xlsx_bytes(HEADING, ("2022-03-01", "email", "praise", *values))))[0]


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("received_on", datetime(2022, 3, 1), date(2022, 3, 1)),
        ("received_on", datetime(2022, 3, 1, 14, 30), date(2022, 3, 1)),
        ("received_on", " 1.3.2022 ", date(2022, 3, 1)),
        ("received_on", "2022-03-01", date(2022, 3, 1)),
        ("received_on", "  ", None),
        ("ombuds", True, True),
        ("ombuds", "Nein", False),
        ("ombuds", 1, True),
        ("customer_ref", 1234, "1234"),
        ("customer_ref", "01234", "01234"),
        ("subject", 1.5, "1,5"),
        ("subject", "1,5", "1,5"),
        ("subject", 2022.0, "2022"),
        ("subject", datetime(2022, 3, 1), "01.03.2022"),
        ("subject", datetime(2022, 3, 1, 14, 30), "01.03.2022 14:30"),
        ("subject", True, "WAHR"),
        ("subject", " =x ", " =x "),
        ("rank", 2.0, 2),
        ("rank", "2", 2),
        ("reaction", " A-1 ", "A-1"),
        ("escalation_step", 3, "3"),
    ],
)
def test_parse_cell_returns_what_is_meant(name: str, cell: Any, value: Any) -> None:
    column = find_column(name)
    assert column is not None
    found = parse_cell(column.table, column.field, cell)
    assert (found, type(found)) == (value, type(value))


def test_read_flat_file_takes_formulas_as_text_and_says_so() -> None:
    file = read_flat_file("a.xlsx", xlsx_bytes(HEADING, ("2022-03-01", "email", "praise", "=1+1")))
    assert cells_of(file)[0]["subject"] == "=1+1"
    assert [note.message("de") for note in file.notes] == [
        "Zellen mit einer Formel: 1. Formeln wurden als Text übernommen, nicht berechnet."
    ]


def test_read_flat_file_keeps_zeros_that_a_format_shows() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEADING)
    page.append(("2022-03-01", "email", "praise", 1234))
    page["D2"].number_format = "00000"
    out = io.BytesIO()
    book.save(out)
    assert cells_of(read_flat_file("a.xlsx", out.getvalue()))[0]["subject"] == "01234"


def test_read_flat_file_reads_the_first_sheet_with_data_and_says_so() -> None:
    book = Workbook()
    for title in ("Reaktionen", "Notizen"):
        page = book.create_sheet(title)
        page.append(HEADING)
        page.append(("2022-03-01", "email", "praise", title))
    out = io.BytesIO()
    book.save(out)
    file = read_flat_file("a.xlsx", out.getvalue())
    assert [row["subject"] for row in cells_of(file)] == ["Reaktionen"]
    assert [note.message("de") for note in file.notes] == ["Nur das Blatt „Reaktionen“ wurde gelesen, nicht: Notizen."]


def test_read_flat_file_counts_rows_left_empty_in_a_workbook() -> None:
    file = read_flat_file("a.xlsx", xlsx_bytes(HEADING, (), ("2022-03-01", "email", "praise")))
    assert [(line.row, line.cells) for line in file.lines] == [(3, ("2022-03-01", "email", "praise", ""))]


def test_read_flat_file_keeps_lines_and_escapes_of_a_workbook() -> None:
    assert read("Zeile 1\nZeile 2")["subject"] == "Zeile 1\nZeile 2"
