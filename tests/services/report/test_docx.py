"""The Word file of a report: what stands in it, where, and that nothing has to be mended afterwards."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from PIL import Image

from services.report.blocks import Part
from services.report.building import annual_report
from services.report.files.docx import report_docx
from services.report.files.outline import Heading, Said, elements
from tests.services.charts.frames import NOTHING
from tests.services.report import made
from tests.services.report.made import BRANDING, DAY, NASTY, english_report, expected_tables, real_report
from tests.support.accessibility import docx_problems
from tests.support.office_files import pages_of, to_pdf
from tests.support.people import KAREN
from tests.support.report_files import W, body_of, paragraphs_of_docx, tables_of_docx


@cache
def real_docx() -> bytes:
    return report_docx(real_report(), BRANDING)


def texts(content: bytes, *styles: str) -> list[str]:
    return [text for style, text in paragraphs_of_docx(content) if not styles or style in styles]


def test_report_docx_holds_every_number_of_every_table_in_its_place() -> None:
    found = tables_of_docx(real_docx())
    assert found == expected_tables(real_report())
    assert ["E-Mail", "330", "362", "−8,8\xa0%", "44,1\xa0%"] in next(
        rows for caption, rows in found.items() if "nach Eingangsweg" in caption
    )


def test_report_docx_says_all_that_the_report_says_in_its_order() -> None:
    said = [part.text for part in elements(real_report()) if isinstance(part, Heading | Said)]
    headings = {"Heading1", "Heading2", "Heading3", "Frage", "Hinweis", "BodyText", "ListBullet"}
    assert texts(real_docx(), *headings) == said
    assert "1.2 Eingangswege" in said
    assert len(said) > 50


def test_report_docx_passes_the_check_of_accessibility() -> None:
    assert docx_problems(real_docx()) == []
    content = report_docx(english_report(), BRANDING)
    assert docx_problems(content) == []
    assert b'w:lang w:val="en-GB"' in part_of(content, "word/styles.xml")


def test_report_docx_opens_in_libreoffice_with_the_right_page_numbers(tmp_path: Path) -> None:
    path = tmp_path / "KRM-Bericht-2022.docx"
    path.write_bytes(real_docx())
    pages = pages_of(to_pdf(path))
    listed = [line.split("\t") for line in texts(real_docx(), "TOC1", "TOC2")]
    assert len(listed) >= 25
    for heading, number in listed:
        pattern = rf"^\s*{re.escape(heading)}\s*$"
        assert re.search(pattern, pages[int(number) - 1], re.MULTILINE), f"{heading} is not on page {number}"
    everything = " ".join(" ".join(pages).split())
    for caption in texts(real_docx(), "Caption", "Bildunterschrift"):
        assert " ".join(caption.split()) in everything
    assert f"Seite {len(pages)} von {len(pages)}" in pages[-1]


def test_report_docx_numbers_captions_that_count_by_themselves() -> None:
    content = report_docx(made.report(), BRANDING)
    assert texts(content, "Caption", "Bildunterschrift") == [
        "Abbildung 1: Eingangswege 2022",
        "Tabelle 1: Kundenreaktionen nach Eingangsweg",
        "Tabelle 2: Lange Tabelle",
    ]
    fields = [field.text.strip() for field in body_of(content).iter(f"{W}instrText")]
    assert [field for field in fields if field.startswith("SEQ")] == [
        r"SEQ Abbildung \* ARABIC",
        r"SEQ Tabelle \* ARABIC",
        r"SEQ Tabelle \* ARABIC",
    ]
    assert r"REF _Ref_tab_1 \h" in fields
    assert "Gezählt sind Kundenreaktionen. Zahlen: Tabelle 1." in texts(content, "Anmerkung")


def test_report_docx_asks_nothing_when_it_is_opened() -> None:
    settings = part_of(real_docx(), "word/settings.xml")
    assert b"updateFields" not in settings
    assert b"w:dirty" not in part_of(real_docx(), "word/document.xml")
    assert b'w:name="compatibilityMode"' in settings


def test_report_docx_refers_only_to_bookmarks_that_are_there() -> None:
    body = body_of(real_docx())
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    named = {
        field.text.split()[1] for field in body.iter(f"{W}instrText") if field.text.split()[0] in ("REF", "PAGEREF")
    }
    assert anchors | named <= set(marks)
    kinds = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_report_docx_is_the_same_file_for_the_same_report() -> None:
    assert report_docx(made.report(), BRANDING) == report_docx(made.report(), BRANDING)


def test_report_docx_uses_only_styles_that_it_has() -> None:
    styles = etree.fromstring(part_of(real_docx(), "word/styles.xml"))
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used = {style.get(f"{W}val") for style in body_of(real_docx()).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= known


def test_report_docx_repeats_the_head_of_a_table_and_cuts_no_row() -> None:
    table = body_of(report_docx(made.report(), BRANDING)).findall(f"{W}tbl")[1]
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 61
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    total = rows[-1].findall(f".//{W}r")
    assert [run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") for run in total] == ["Strong"] * 5
    styles = [style.get(f"{W}val") for style in rows[1].iter(f"{W}pStyle")]
    assert styles == ["Tabellentext", "Tabellenzahl", "Tabellenzahl", "Tabellenzahl", "Tabellentext"]


def test_report_docx_goes_on_on_the_next_page_where_a_table_is_too_high_for_one(tmp_path: Path) -> None:
    path = tmp_path / "lang.docx"
    path.write_bytes(report_docx(made.report(Part("1", "1", "Lange Tabellen", 1, tables=made.high_tables())), BRANDING))
    text = " ".join(pages_of(to_pdf(path)))
    assert [text.count(f"Zeile{at:03}") for at in range(12)] == [1] * 12
    assert text.count("Wort") == made.WORDS * 12 + made.LONG_WORDS


def test_report_docx_marks_contradictions_and_what_is_missing() -> None:
    content = report_docx(made.report(findings=("A ist nicht B.", "C fehlt.")), BRANDING)
    said = paragraphs_of_docx(content)
    at = said.index(("Heading3", "Zahlen, die einander widersprechen"))
    assert said[at + 1 : at + 3] == [("Hinweis", "A ist nicht B."), ("Hinweis", "C fehlt.")]
    assert ("Hinweis", "Es fehlt etwas.") in said
    assert "Zahlen, die einander widersprechen" not in texts(report_docx(made.report(), BRANDING))


def test_report_docx_says_where_there_is_nothing_to_say() -> None:
    said = texts(report_docx(made.report(), BRANDING), "Heading1", "Heading2", "BodyText")
    assert said[said.index("2.1 Impulse") + 1] == "Keine Angaben."
    assert said[said.index("2 Qualität") + 1] == "2.1 Impulse"
    assert said[said.index("3 Petitionen") + 1] == "Keine Angaben."


def test_report_docx_shows_what_was_typed_and_runs_none_of_it() -> None:
    own = f"{NASTY}\nZeile\x0bneu\x00 Ende\x07 \ufffe\n😀 👩\u200d💻\n{'lang ' * 3000}\n{'x' * 15000}"
    strange = replace(made.table(caption=NASTY), note=NASTY)
    content = report_docx(made.report(Part("1", "1", NASTY, 1, own=own, tables=(strange,)), title=NASTY), BRANDING)
    said = texts(content)
    assert {NASTY, "Zeile", "neu Ende", "😀 👩\u200d💻", "x" * 15000, f"1 {NASTY}", f"Tabelle 1: {NASTY}"} <= set(said)
    assert Document(io.BytesIO(content)).core_properties.title == NASTY
    assert docx_problems(content) == []


@pytest.mark.parametrize("year", [2022, 2030])
def test_report_docx_of_an_empty_register_is_whole_and_says_so(year: int) -> None:
    content = report_docx(annual_report(NOTHING, DAY, KAREN, "de", year), BRANDING)
    assert docx_problems(content) == []
    assert any(str(year) in text for text in texts(content, "Hinweis"))
    assert "Zahlen des Vorjahres liegen nicht vor." in texts(content, "Subtitle")


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_report_docx_carries_the_logo_of_the_office_and_its_colour(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 100), "#123456").save(out, kind)
    branding = replace(BRANDING, colour="#7A0B2E", logo=out.getvalue(), logo_alt="Logo Musterstadt")
    content = report_docx(made.report(), branding)
    assert docx_problems(content) == []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert out.getvalue() in [packed.read(name) for name in packed.namelist() if "media/" in name]
    assert b"7A0B2E" in part_of(content, "word/styles.xml")
    assert b"0B6B7A" not in part_of(content, "word/styles.xml")


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)
