"""What a typed text becomes, and how a cell shows it."""

from __future__ import annotations

import pytest

from tests.sheets.book import new_book
from tests.sheets.entry import enter
from tests.sheets.rendering import render
from tests.sheets.wire import Json


def typed(text: object, locale: str, cell: Json | None = None) -> tuple[object, object]:
    """Type into a cell; what it holds, and what it shows."""
    book = new_book("id", "title", locale=locale)
    sheet = book.sheets[0]
    sheet.write(0, 0, enter(cell or {}, text, locale))
    options = ("UNFORMATTED_VALUE", "FORMATTED_VALUE")
    held, shown = (render(book, sheet, sheet.cell(0, 0), option) for option in options)
    return held, shown


@pytest.mark.parametrize(
    ("text", "held", "shown"),
    [
        ("0042", 42, "42"),
        ("42.01", 42.01, "42.01"),
        ("2,000,000.01", 2000000.01, "2,000,000.01"),
        ("1,5", "1,5", "1,5"),
        ("-3.5", -3.5, "-3.5"),
        ("12%", 0.12, "12%"),
        ("$1,234.50", 1234.5, "$1,234.50"),
        ("1E3", 1000, "1.00E+03"),
        ("true", True, "TRUE"),
        ("WAHR", "WAHR", "WAHR"),
        ("2020-01-01", 43831, "2020-01-01"),
        ("12/31/2022", 44926, "12/31/2022"),
        ("31.12.2022", "31.12.2022", "31.12.2022"),
        ("2022-02-30", "2022-02-30", "2022-02-30"),
        ("2022-12-31 18:00", 44926.75, "2022-12-31 18:00"),
        ("6:30 pm", 0.7708333333333334, "6:30 PM"),
        ("'0042", "0042", "0042"),
        ("''x", "'x", "'x"),
        ("=1+1", 2, "2"),
        ("= 1 / 1024", 1 / 1024, "0.0009765625"),
        ("=NONSENSE(1)", "#NAME?", "#NAME?"),
        ("=1/0", "#DIV/0!", "#DIV/0!"),
        ("=", "=", "="),
        ("", "", ""),
        ("  ", "  ", "  "),
        (" 7 ", 7, "7"),
        ("Артур", "Артур", "Артур"),
        (1e15, 1e15, "1E+15"),
        (0.1 + 0.2, 0.1 + 0.2, "0.3"),
    ],
)
def test_enter_reads_as_an_american_sheet_does(text: object, held: object, shown: object) -> None:
    assert typed(text, "en_US") == (held, shown)


@pytest.mark.parametrize(
    ("text", "held", "shown"),
    [
        ("1,5", 1.5, "1,5"),
        ("1.234,50", 1234.5, "1.234,50"),
        ("1.5", "1.5", "1.5"),
        ("12,5%", 0.125, "12,50%"),
        ("3,50 €", 3.5, "3,50 €"),
        ("31.12.2022", 44926, "31.12.2022"),
        ("1.2.22", 44593, "01.02.2022"),
        ("2022-12-31", 44926, "2022-12-31"),
        ("30.02.2022", "30.02.2022", "30.02.2022"),
        ("WAHR", True, "WAHR"),
        ("falsch", False, "FALSCH"),
        ("true", True, "WAHR"),
        ("01234", 1234, "1234"),
        ("=SUM(1,5;2)", 3.5, "3,5"),
        ("0351 123", "0351 123", "0351 123"),
    ],
)
def test_enter_reads_as_a_german_sheet_does(text: object, held: object, shown: object) -> None:
    assert typed(text, "de_DE") == (held, shown)


def test_enter_keeps_text_in_a_cell_that_is_formatted_as_text() -> None:
    cell = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    assert typed("01234", "de_DE", cell) == ("01234", "01234")
    assert typed("31.12.2022", "de_DE", cell) == ("31.12.2022", "31.12.2022")


def test_enter_keeps_a_format_that_is_set() -> None:
    cell = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": 'dddd, d. mmmm yyyy "!"'}}}
    assert typed("31.12.2022", "de_DE", cell) == (44926, "Samstag, 31. Dezember 2022 !")


@pytest.mark.parametrize(
    ("pattern", "number", "shown"),
    [
        ("#,##0.00", 1234567.891, "1,234,567.89"),
        ("0", 2.5, "3"),
        ("0.0#", 2, "2.0"),
        ("00000", 1234, "01234"),
        ('0 "Tage";-0 "Tage";"keine"', 0, "keine"),
        ("0.00E+00", 12345, "1.23E+04"),
        ("#", 0, ""),
    ],
)
def test_render_follows_number_patterns(pattern: str, number: float, shown: str) -> None:
    cell = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": pattern}}}
    assert typed(number, "en_US", cell) == (number, shown)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:B2)", 10),
        ('=A1&"-"&B2', "1-4"),
        ('=IF(A1<B1,"less","more")', "less"),
        ("=-2^2", -4),
        ("=(1+2)*3", 9),
        ("=Sheet1!B1*2", 4),
        ("=AVERAGE(A1:B2)", 2.5),
        ("=COUNTA(A1:C3)", 4),
        ("=Nowhere!A1", "#REF!"),
        ('="a"+1', "#VALUE!"),
        ("=C3", ""),
        ("=SUM(", "#ERROR!"),
    ],
)
def test_render_works_out_simple_formulas(formula: str, value: object) -> None:
    book = new_book("id", "title")
    sheet = book.sheets[0]
    for row, column, number in ((0, 0, 1), (0, 1, 2), (1, 0, 3), (1, 1, 4)):
        sheet.write(row, column, enter({}, number, "en_US"))
    sheet.write(5, 5, enter({}, formula, "en_US"))
    assert render(book, sheet, sheet.cell(5, 5), "UNFORMATTED_VALUE") == value


def test_render_survives_a_formula_that_needs_itself() -> None:
    book = new_book("id", "title")
    sheet = book.sheets[0]
    sheet.write(0, 0, enter({}, "=A1+1", "en_US"))
    assert render(book, sheet, sheet.cell(0, 0), "FORMATTED_VALUE") == "#REF!"
