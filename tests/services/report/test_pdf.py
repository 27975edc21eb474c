"""The PDF of a report: the same words and numbers as the Word file, tagged, and the same for who hears it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from services.report.blocks import Part
from services.report.building import annual_report
from services.report.files.outline import Heading, Said, elements
from services.report.files.pdf import report_pdf
from tests.services.charts.frames import NOTHING
from tests.services.report import made
from tests.services.report.made import BRANDING, DAY, NASTY, english_report, expected_tables, real_report
from tests.support.accessibility import pdf_problems
from tests.support.office_files import pages_of
from tests.support.people import KAREN
from tests.support.report_files import tables_of_pdf, tagged


@cache
def real_pdf() -> bytes:
    return report_pdf(real_report(), BRANDING)


def flat(text: str) -> str:
    """Return a text without its line breaks, and without what lets a long word be broken."""
    return " ".join(text.replace("\u200b", "").split())


def texts(pdf: bytes) -> list[str]:
    return [flat(element.text) for element in tagged(pdf)]


def test_report_pdf_holds_every_number_of_every_table_in_its_place() -> None:
    found = tables_of_pdf(real_pdf())
    expected = expected_tables(real_report())
    assert list(found) == list(expected)
    for caption, rows in expected.items():
        assert [[flat(cell) for cell in row] for row in found[caption]] == [
            [flat(cell) for cell in row] for row in rows
        ]


def test_report_pdf_says_all_that_the_report_says_in_its_order() -> None:
    heard = [flat(element.text) for element in tagged(real_pdf()) if re.fullmatch(r"H\d|P|LBody", element.tag)]
    at = -1
    for part in elements(real_report()):
        if isinstance(part, Heading | Said):
            at = heard.index(flat(part.text), at + 1)
    assert at > 50


def test_report_pdf_passes_the_check_of_accessibility() -> None:
    assert pdf_problems(real_pdf()) == []
    content = report_pdf(english_report(), BRANDING)
    assert pdf_problems(content) == []
    assert PdfReader(io.BytesIO(content)).root_object["/Lang"] == "en"


def test_report_pdf_lists_its_headings_with_their_pages(tmp_path: Path) -> None:
    pages = pages_of(written(tmp_path, real_pdf()))
    pdf = PdfReader(io.BytesIO(real_pdf()))
    listed = list(flattened(pdf.outline))
    headings = [part.text for part in elements(real_report()) if isinstance(part, Heading)]
    assert [mark.title for mark in listed if mark.title in headings] == headings
    for mark in listed:
        assert mark.title in flat(pages[pdf.get_destination_page_number(mark)])
    assert f"Seite {len(pages)} von {len(pages)}" in pages[-1]
    assert "Seite" not in pages[0]


def test_report_pdf_lets_no_caption_stand_alone_at_the_end_of_a_page(tmp_path: Path) -> None:
    for page in pages_of(written(tmp_path, real_pdf())):
        *said, _footer = [line.strip() for line in page.splitlines() if line.strip()]
        assert not said or not re.match(r"Tabelle \d+:", said[-1])


def test_report_pdf_is_the_same_file_for_the_same_report() -> None:
    assert report_pdf(made.report(), BRANDING) == report_pdf(made.report(), BRANDING)


def test_report_pdf_shows_what_was_typed_and_runs_none_of_it() -> None:
    own = f"{NASTY}\nZeile\x0bneu\x00 Ende\x07 \ufffe\n{'lang ' * 3000}\n{'x' * 15000}"
    strange = replace(made.table(caption=NASTY), note=NASTY)
    content = report_pdf(made.report(Part("1", "1", NASTY, 1, own=own, tables=(strange,)), title=NASTY), BRANDING)
    heard = texts(content)
    for text in (NASTY, "Zeile", "neu Ende", "x" * 15000, f"1 {NASTY}", f"lang {'lang ' * 2998}lang"):
        assert flat(text) in heard
    assert pdf_problems(content) == []


def test_report_pdf_goes_on_on_the_next_page_where_a_table_is_too_high_for_one(tmp_path: Path) -> None:
    content = report_pdf(made.report(Part("1", "1", "Lange Tabellen", 1, tables=made.high_tables())), BRANDING)
    assert pdf_problems(content) == []
    text = " ".join(pages_of(written(tmp_path, content)))
    assert [text.count(f"Zeile{at:03}") for at in range(12)] == [1] * 12
    assert text.count("Wort") == made.WORDS * 12 + made.LONG_WORDS


def test_report_pdf_with_signs_that_no_typeface_has_is_still_made() -> None:
    content = report_pdf(made.report(Part("1", "1", "Titel 😀", 1, own="vorher \U0001fae8 \u0e01 nachher")), BRANDING)
    heard = " ".join(texts(content))
    assert "vorher" in heard
    assert "nachher" in heard
    # It does not claim the standard then, and Typst leaves out what belongs to it; everything else stays.
    assert set(pdf_problems(content)) <= {
        "does not say that it keeps PDF/UA",
        "the window shows the name of the file, not the title",
    }


@pytest.mark.parametrize("year", [2022, 2030])
def test_report_pdf_of_an_empty_register_is_whole_and_says_so(year: int) -> None:
    content = report_pdf(annual_report(NOTHING, DAY, KAREN, "de", year), BRANDING)
    assert pdf_problems(content) == []
    heard = texts(content)
    assert "Zahlen des Vorjahres liegen nicht vor." in heard


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_report_pdf_carries_the_logo_of_the_office(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (100, 400), "#123456").save(out, kind)
    branding = replace(BRANDING, logo=out.getvalue(), logo_kind=kind, logo_alt="Logo Musterstadt")
    content = report_pdf(made.report(), branding)
    assert pdf_problems(content) == []
    images = PdfReader(io.BytesIO(content)).pages[0].images
    assert [image.image.size for image in images if image.image] == [(100, 400)]


def written(folder: Path, content: bytes) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(content)
    return path


def flattened(marks: list[Any]) -> Iterator[Any]:
    """Yield the bookmarks with those below them."""
    for mark in marks:
        if isinstance(mark, list):
            yield from flattened(mark)
        else:
            yield mark
