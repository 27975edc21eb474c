from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from docx import Document
from docx.oxml.ns import qn

from services.errors import AccessDenied, ExportFailed
from services.papers.drafting import make_letter
from services.papers.filling import PLACEHOLDERS, allowed_in, filled
from services.papers.kinds import LETTERS, Paper
from services.papers.letters import read_preview, read_text, render_letter
from services.papers.templates import FOLDER, original_template
from services.papers.wordfiles import check_file
from services.register.base import Register
from templates.make import LETTERS as MADE
from tests.services.papers.office import customer_case, draft, open_office, original, part_of, word
from tests.support.people import ALICE, BOB, GRETA, KAREN

NASTY = [
    "<w:p><w:r/></w:p> & \"x\" 'y' ]]> &amp; <!-- -->",
    "{{ nummer }} {% if name %} {# nichts #} {_{ %_} {{{ }}}",
    "eins\nzwei\n\nvier\tfünf",
    "  vorn und hinten  ",
    "{{ ''.__class__.__mro__ }}",
    "𝄞 ß € \u200b \u202e umgekehrt",
]


def only(template: bytes, **values: str) -> str:
    return read_text(render_letter(template, values))


@pytest.mark.parametrize("text", NASTY)
def test_render_letter_lets_every_value_come_out_as_text(text: str) -> None:
    assert only(word("Vorn {{ name }} hinten"), name=text) == f"Vorn {text} hinten"


@pytest.mark.parametrize("text", NASTY)
def test_a_value_in_a_head_and_in_a_table_comes_out_as_text(text: str) -> None:
    values = dict.fromkeys((one.name for one in PLACEHOLDERS), text)
    letter = render_letter(original("answer"), values)
    assert text in read_text(letter)
    head = Document(io.BytesIO(letter)).sections[0].first_page_header.paragraphs[0]
    assert head.text == text


def test_render_letter_holds_twenty_thousand_characters() -> None:
    text = ("<Zeile> & {{ name }}\n" * 1000)[:20_000].strip()
    assert only(word("{{ schilderung }}"), schilderung=text) == text


def test_a_placeholder_that_word_cut_into_pieces_is_filled() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ na", "me", " }", "}, hier"):
        paragraph.add_run(piece).bold = piece == "me"
    made = io.BytesIO()
    document.save(made)
    assert only(made.getvalue(), name="Mia") == "Mia, hier"


@pytest.mark.parametrize(("value", "lines"), [("Mia", ["vorn", "Mia ja", "hinten"]), ("", ["vorn", "nein", "hinten"])])
def test_conditions_leave_nothing_behind(value: str, lines: list[str]) -> None:
    template = word("vorn", "{%p if name %}", "{{ name }} ja", "{%p else %}", "nein", "{%p endif %}", "hinten")
    assert only(template, name=value).split("\n") == lines


def test_what_a_case_does_not_know_cannot_be_asked_in_the_sandbox() -> None:
    for attack in ("{{ name.__class__ }}", "{{ cycler }}", "{{ name|upper }}", "{{ range(9) }}", "{{ self._x }}"):
        with pytest.raises(ExportFailed):
            render_letter(word(attack), {"name": "x"})


@pytest.mark.parametrize("field", ["title", "subject", "author", "comments"])
def test_the_properties_of_a_document_are_filled_in_the_sandbox_too(field: str) -> None:
    """docxtpl issue 632: they are filled apart from the text."""
    document = Document()
    setattr(document.core_properties, field, "{{ ''.__class__ }}")
    made = io.BytesIO()
    document.save(made)
    with pytest.raises(ExportFailed):
        render_letter(made.getvalue(), {})


def test_make_letter_fills_the_template_from_the_case(register: Register) -> None:
    case = customer_case(open_office(register))
    found = draft(register, case, "acknowledgement")
    letter = make_letter(register.snapshot(), ALICE, case.reaction, found)
    text = read_text(letter)
    for needed in (
        "Jobcenter Musterstadt · Musterweg 1, 01234 Musterstadt",
        "Mia Muster\nWeg 3\n01234 Ort\n",
        "Unser Zeichen: KR-2026-0001",
        "Ihre Nachricht vom: 02.03.2026",
        "Datum: 04.03.2026",
        "Guten Tag Mia Muster,",
        "Karen KRM\nKRM-Beauftragte",
        "abgelegt unter: II-6000",
    ):
        assert needed in text
    assert "{{" not in text
    assert "mia@post.example" not in text
    check_file("x.docx", letter)


def test_read_preview_keeps_paragraphs_apart_and_the_address_together(register: Register) -> None:
    case = customer_case(open_office(register))
    letter = make_letter(register.snapshot(), ALICE, case.reaction, draft(register, case, "interim"))
    shown = read_preview(letter)
    assert "Mia Muster\nWeg 3\n01234 Ort\nUnser Zeichen: KR-2026-0001\n" in shown
    assert "\n\nGuten Tag Mia Muster,\n\nzu Ihrem Anliegen" in shown
    assert "\n\n\n" not in shown


def test_make_letter_refuses_who_may_not(register: Register) -> None:
    """OA 10/2018, Ablauf 3 b: "Die KRM-Beauftragte unterzeichnet und versendet das Antwortschreiben"."""
    case = customer_case(open_office(register))
    found = draft(register, case, "answer", KAREN)
    for actor in (BOB, GRETA):
        with pytest.raises(AccessDenied):
            make_letter(register.snapshot(), actor, case.reaction, found)


@pytest.mark.parametrize("paper", LETTERS, ids=lambda one: one.code)
def test_an_original_is_a_german_letter_without_macros(paper: Paper) -> None:
    content = original_template(paper)
    check_file("x.docx", content)
    styles = part_of(content, "word/styles.xml")
    assert '<w:lang w:val="de-DE" w:eastAsia="de-DE"' in styles
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (45, 25)
    assert document.core_properties.language == "de-DE"
    assert document.core_properties.title
    assert document.element.body.findall(f".//{qn('w:tbl')}")


def test_the_originals_are_those_that_the_script_makes() -> None:
    assert {one.file for one in LETTERS} == set(MADE) == {path.name for path in FOLDER.glob("*.docx")}
    for name, make in MADE.items():
        made = io.BytesIO()
        make().save(made)
        content = (FOLDER / name).read_bytes()
        for part in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
            assert part_of(made.getvalue(), part) == part_of(content, part), "please run python -m templates.make"


def test_the_placeholders_have_names_of_their_own_and_a_meaning() -> None:
    names = [one.name for one in PLACEHOLDERS]
    assert len(set(names)) == len(names)
    assert all(one.meaning.de and one.meaning.en for one in PLACEHOLDERS)
    for paper in LETTERS:
        assert {"datum", "nummer", "amt", "unterschrift"} <= {one.name for one in allowed_in(paper)}


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("A {{ a }}", {"a": "x"}, "A x"),
        ("A {{a}}, {{ b }}", {"a": "", "b": "y"}, "A , y"),
        ("eins\nA {{ a }}\nzwei", {"a": ""}, "eins\nzwei"),
        ("eins\n\n{{ a }}\n\nzwei\n\n\ndrei", {"a": ""}, "eins\n\nzwei\n\n\ndrei"),
        ("{{ a }}", {"a": "{{ b }}\n\n{{ c }}"}, "{{ b }}\n\n{{ c }}"),
    ],
)
def test_filled_fills_once_and_leaves_out_empty_lines(text: str, values: Mapping[str, str], expected: str) -> None:
    assert filled(text, values) == expected
