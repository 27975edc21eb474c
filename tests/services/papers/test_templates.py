from __future__ import annotations

import io
import os
import zipfile

import pytest
from docx import Document

from services.access import Action, Actor
from services.errors import AccessDenied, ExportFailed, InputRejected, StaleRecord
from services.papers.drafting import make_letter
from services.papers.filling import allowed_in
from services.papers.letters import read_text, render_letter
from services.papers.tags import check_template
from services.papers.templates import (
    MOST_STORED,
    list_versions,
    own_template,
    read_original,
    read_template,
    restore_original,
    store_template,
    template_in_use,
)
from services.papers.wordfiles import MOST_BYTES, packed
from services.register.base import ChangeSet, Register, RowChange
from services.settings import settings_of
from tests.services.papers.office import (
    customer_case,
    draft,
    open_office,
    original,
    paper,
    part_of,
    saved,
    with_parts,
    word,
)
from tests.support.people import ADA, ALICE, KAREN, those_without

CODE = "acknowledgement"
KNOWN = {one.name for one in allowed_in(paper(CODE))}
OFFICES = word("Kopf {{ amt }}", "{{ anrede }}", "Nummer {{ nummer }}")


def refusal(content: bytes, name: str = "Vorlage.docx") -> InputRejected:
    with pytest.raises(InputRejected) as raised:
        check_template(name, content, KNOWN)
    return raised.value


def sentences(content: bytes) -> list[str]:
    return [str(problem) for problem in refusal(content).problems]


@pytest.mark.parametrize("code", ["acknowledgement", "statement", "handover_notice", "interim", "answer"])
def test_an_original_passes(code: str) -> None:
    check_template("x.docx", original(code), {one.name for one in allowed_in(paper(code))})


def test_an_unknown_placeholder_is_named_with_its_paragraph() -> None:
    assert sentences(word("Gut: {{ name }}", "Sehr geehrte Frau {{ nachname }}, hallo")) == [
        "The placeholder “nachname” is not known in this letter. Do you mean “name”? "
        "Paragraph: “Sehr geehrte Frau {{ nachname }}, hallo”"
    ]


def test_every_unknown_placeholder_is_named_once_and_a_near_one_proposed() -> None:
    found = sentences(word("{{ Nummer }} {{ wolke }}", "{{ Nummer }} {{ wolke }}"))
    assert found == [
        "The placeholder “Nummer” is not known in this letter. Do you mean “nummer”? "
        "Paragraph: “{{ Nummer }} {{ wolke }}”",
        "The placeholder “wolke” is not known in this letter. Paragraph: “{{ Nummer }} {{ wolke }}”",
    ]


def test_what_is_internal_is_unknown_in_a_letter_to_a_customer() -> None:
    assert "“mitarbeiter” is not known in this letter" in sentences(word("{{ mitarbeiter }}"))[0]
    check_template("x.docx", word("{{ mitarbeiter }}"), {one.name for one in allowed_in(paper("statement"))})


@pytest.mark.parametrize(
    ("paragraph", "tag"),
    [
        ("Hallo {{ name", "{{ name"),
        ("Hallo {{ name }", "{{ name }"),
        ("Hallo name }}", "}}"),
        ("Hallo {{ name %}", "{{ name %}"),
        ("{% if name }}", "{% if name }}"),
        ("{{ {{ name }} }}", "{{ {{"),
        ("{# Notiz #}", "{# Notiz #}"),
        ("%} {{ name }}", "%} {{"),
    ],
)
def test_a_broken_tag_is_named_with_its_paragraph(paragraph: str, tag: str) -> None:
    assert f"“{tag}” is broken: its brackets do not close. Paragraph: “{paragraph}”" in sentences(word("x", paragraph))


def test_a_tag_over_two_paragraphs_is_broken_in_both() -> None:
    assert len(sentences(word("{{ na", "me }}"))) == 2


@pytest.mark.parametrize(
    "tag",
    [
        "{{ name.upper() }}",
        "{{ name|upper }}",
        "{{ ''.__class__ }}",
        "{{ name ~ nummer }}",
        "{{r name }}",
        "{{p name }}",
        "{{ }}",
        "{{- name -}}",
    ],
)
def test_more_than_a_name_is_no_placeholder(tag: str) -> None:
    assert any(f"“{tag}”" in said for said in sentences(word(f"Vorn {tag}")))


@pytest.mark.parametrize(
    "tag",
    [
        "{% for x in name %}",
        "{% set name = 1 %}",
        "{% include 'x' %}",
        "{% if name == nummer %}",
        "{% if name or nummer %}",
        "{% elif name %}",
        "{%- if name %}",
        "{%tr if name %}",
        "{% vm %}",
        "{% raw %}",
    ],
)
def test_more_than_a_simple_condition_is_refused(tag: str) -> None:
    assert any(f"“{tag}” is no simple condition" in said for said in sentences(word(f"Vorn {tag}")))


def test_conditions_must_be_whole() -> None:
    assert "“{% if name %}” has no {% endif %}" in sentences(word("{% if name %} x"))[0]
    assert "“{% endif %}” has no {% if name %}" in sentences(word("x {% endif %}"))[0]
    assert "must stand alone" in sentences(word("Vorn {%p if name %}", "x", "{%p endif %}"))[0]
    assert "“vorname” is not known" in sentences(word("{% if vorname %}x{% endif %}"))[0]
    check_template("x.docx", word("{% if not name %}a{% else %}{% if nummer %}b{% endif %}{% endif %}"), KNOWN)


def test_a_condition_that_ends_inside_a_table_is_refused() -> None:
    document = Document()
    document.add_paragraph("{% if name %}")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "{% endif %}"
    assert "cuts through" in str(refusal(saved(document)))


def body(*runs: str) -> bytes:
    """Return a Word file with one paragraph of these runs, as Word itself writes them."""
    text = part_of(word("Text"), "word/document.xml")
    start, end = text.index("<w:p>"), text.index("</w:p>") + len("</w:p>")
    paragraph = f'<w:p w:rsidR="00A1">{"".join(runs)}</w:p>'
    return with_parts(word("Text"), word__document_dot_xml=text[:start] + paragraph + text[end:])


AS_WORD_WRITES = (
    '<w:r w:rsidRPr="00B2"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">An {{ </w:t></w:r>',
    '<w:proofErr w:type="spellStart"/><w:r><w:t>anschrift</w:t></w:r><w:proofErr w:type="spellEnd"/>',
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
    '<w:r><w:t xml:space="preserve"> }}, {</w:t></w:r><w:r><w:t xml:space="preserve">% if name %}</w:t></w:r>',
    '<w:hyperlink w:anchor="x"><w:r><w:t>ja</w:t></w:r></w:hyperlink><w:r><w:t>{% endif</w:t></w:r>',
    '<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve"> %</w:t></w:r><w:r><w:t>}</w:t></w:r>',
)


@pytest.mark.parametrize(("name", "said"), [("Mia", "An Weg 3\nOrt, ja"), ("", "An Weg 3\nOrt, ")])
def test_a_template_cut_into_pieces_as_word_does_it_is_filled(name: str, said: str) -> None:
    content = body(*AS_WORD_WRITES)
    check_template("x.docx", content, KNOWN)
    values = dict.fromkeys(KNOWN, "") | {"anschrift": "Weg 3\nOrt", "name": name}
    assert read_text(render_letter(content, values)) == said


def test_an_unknown_placeholder_cut_into_pieces_is_named_whole() -> None:
    assert "“anschrift2”" in sentences(body(*(run.replace("anschrift", "anschrift2") for run in AS_WORD_WRITES)))[0]


def test_tracked_changes_are_to_be_accepted_first() -> None:
    inserted = '<w:ins w:id="1" w:author="x"><w:r><w:t>{{ name }}</w:t></w:r></w:ins>'
    check_template("x.docx", body(inserted), KNOWN)
    deleted = '<w:del w:id="2" w:author="x"><w:r><w:delText>{{ wolke }}</w:delText></w:r></w:del>'
    assert "tracked changes around “{{ wolke }}”" in sentences(body(inserted, deleted))[0]


@pytest.mark.parametrize("place", ["header", "footer"])
def test_heads_and_feet_are_looked_at(place: str) -> None:
    document = Document()
    getattr(document.sections[0], place).paragraphs[0].text = "{{ wolke }}"
    assert "“wolke”" in sentences(saved(document))[0]


def test_what_stands_where_nothing_is_filled_is_said() -> None:
    document = Document()
    run = document.add_paragraph("Text").runs[0]
    document.add_comment(run, text="{{ name }}", author="x", initials="x")
    assert "comment or an endnote" in sentences(saved(document))[0]


@pytest.mark.parametrize(
    "hidden",
    [
        '<w:bookmarkStart w:id="1" w:name="{{ name.x }}"/>',
        '<w:bookmarkStart w:id="1" w:name="{% for a in name %}{% endfor %}"/>',
    ],
)
def test_what_does_not_stand_in_the_text_is_looked_at_too(hidden: str) -> None:
    body = part_of(word("Text"), "word/document.xml")
    content = with_parts(word("Text"), word__document_dot_xml=body.replace("<w:r>", f"{hidden}<w:r>", 1))
    assert "more than placeholders" in str(refusal(content))


def test_the_properties_are_looked_at_too() -> None:
    document = Document()
    document.core_properties.title = "{{ ''.__class__ }}"
    assert "more than placeholders" in str(refusal(saved(document)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no Word file"),
        (b"Hallo", "no Word file"),
        (b"%PDF-1.7", "no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Word format, or a password"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"),
        (OFFICES[: len(OFFICES) // 2], "damaged"),
        (OFFICES.replace(b"PK\x01\x02", b"PK\x01\x09"), "damaged"),
        (with_parts(OFFICES, word__document_dot_xml="<w:document"), "no Word file"),
        (with_parts(OFFICES, word__document_dot_xml=None), "no Word file"),
        (with_parts(OFFICES, word__document_dot_xml=b"\xff\xfe<\x00"), "damaged"),
        (with_parts(OFFICES, word__x_dot_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "damaged"),
        (with_parts(OFFICES, word__vbaProject_dot_bin=b"x"), "macros"),
        (with_parts(OFFICES, word__embeddings__oleObject1_dot_bin=b"x"), "macros"),
        (with_parts(OFFICES, word__big_dot_xml=b"<a>" + b" " * 1_000_001 + b"</a>"), "unusually much"),
        (with_parts(OFFICES, word__media__a_dot_png=bytes(20_000_001)), "unusually much"),
        (with_parts(OFFICES, **{f"word__part{place}_dot_xml": "<a/>" for place in range(301)}), "unusually much"),
    ],
)
def test_what_is_no_whole_word_file_is_refused(content: bytes, said: str) -> None:
    assert said in str(refusal(content))


@pytest.mark.parametrize("name", ["Brief.docm", "BRIEF.DOTM"])
def test_a_file_for_macros_is_refused_by_its_name(name: str) -> None:
    assert "macros" in str(refusal(OFFICES, name))


def test_a_file_for_macros_is_refused_by_what_it_says_of_itself() -> None:
    types = part_of(OFFICES, "[Content_Types].xml")
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = types.replace(plain, "application/vnd.ms-word.document.macroEnabled.main+xml")
    made = with_parts(OFFICES, **{"[Content_Types]_dot_xml": types})
    assert "macros" in str(refusal(made))


@pytest.mark.parametrize("field", ["DDEAUTO c:\\\\x", "INCLUDEPICTURE http://x.example/a.png", "INCLUDETEXT x"])
def test_a_field_that_fetches_or_runs_something_is_refused(field: str) -> None:
    body = part_of(word("Text"), "word/document.xml")
    run = f'<w:fldSimple w:instr="{field}"/><w:r>'
    assert "active content" in str(
        refusal(with_parts(word("Text"), word__document_dot_xml=body.replace("<w:r>", run, 1)))
    )


def links(kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org"
    return (
        f'<Relationships xmlns="{base}/package/2006/relationships"><Relationship Id="rId9" '
        f'Type="{base}/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )


def test_a_picture_from_elsewhere_is_refused_with_its_place() -> None:
    content = with_parts(OFFICES, word___rels__footnotes_dot_xml_dot_rels=links("image", "http://x.example/a.png"))
    assert "fetches something from elsewhere (http://x.example/a.png)" in str(refusal(content))


def test_the_link_to_the_template_of_a_template_is_taken_out() -> None:
    settings = part_of(OFFICES, "word/settings.xml")
    opened = settings.index(">", settings.index("<w:settings")) + 1
    content = with_parts(
        OFFICES,
        word__settings_dot_xml=settings[:opened] + '<w:attachedTemplate r:id="rId9"/>' + settings[opened:],
        word___rels__settings_dot_xml_dot_rels=links("attachedTemplate", "file:///C:/Vorlagen/Haus.dotm"),
    )
    check_template("x.docx", content, KNOWN)
    small = packed(content)
    assert "attachedTemplate" not in part_of(small, "word/settings.xml")
    assert "Haus.dotm" not in part_of(small, "word/_rels/settings.xml.rels")
    check_template("x.docx", small, KNOWN)


def test_packed_is_the_same_for_the_same_template_at_any_time() -> None:
    stored = packed(OFFICES)
    assert packed(stored) == stored
    with zipfile.ZipFile(io.BytesIO(stored)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_over_two_megabytes_is_refused() -> None:
    assert "2.0 MB" in str(refusal(b"PK" + bytes(MOST_BYTES)))


# ---- in the register


def test_store_template_is_what_letters_are_made_from(register: Register) -> None:
    case = customer_case(open_office(register))
    own = store_template(register, ALICE, CODE, "Unser Brief.docx", OFFICES, operation_id="op1")
    assert own_template(register.snapshot(), paper(CODE)) == own
    assert (own.file, own.parts) == ("Unser Brief.docx", 3)
    found = draft(register, case, CODE)
    text = read_text(make_letter(register.refresh(), ALICE, case.reaction, found))
    assert text == "Kopf Jobcenter Musterstadt\nGuten Tag Mia Muster,\nNummer KR-2026-0001"
    assert template_in_use(register.snapshot(), paper("answer")) == original("answer")
    assert settings_of(register.snapshot()).damaged == ()
    assert settings_of(register.snapshot()).office_name == "Jobcenter Musterstadt"


def test_store_template_refuses_and_stores_nothing(register: Register) -> None:
    before = register.snapshot().revision
    with pytest.raises(InputRejected):
        store_template(register, ALICE, CODE, "x.docx", word("{{ wolke }}"), operation_id="op1")
    assert register.refresh().revision == before


def test_a_template_with_large_pictures_is_refused_with_its_size(register: Register) -> None:
    content = with_parts(OFFICES, word__media__image1_dot_png=os.urandom(MOST_STORED))
    with pytest.raises(InputRejected) as raised:
        store_template(register, ALICE, CODE, "x.docx", content, operation_id="op1")
    assert "150 kB fit" in str(raised.value)


def test_a_shorter_template_follows_on_a_longer_one(register: Register) -> None:
    long = with_parts(OFFICES, word__media__image1_dot_png=os.urandom(60_000))
    first = store_template(register, ALICE, CODE, "lang.docx", long, operation_id="op1")
    second = store_template(register, KAREN, CODE, "kurz.docx", OFFICES, operation_id="op2")
    assert first.parts > second.parts
    assert template_in_use(register.refresh(), paper(CODE)) == packed(OFFICES)
    third = store_template(register, KAREN, CODE, "lang.docx", long, operation_id="op3")
    assert third == first
    assert template_in_use(register.refresh(), paper(CODE)) == packed(long)


def test_restore_original_and_the_history_of_it_all(register: Register) -> None:
    restore_original(register, ALICE, CODE, operation_id="op0")
    assert list_versions(register, ALICE, register.snapshot(), CODE) == []
    store_template(register, ALICE, CODE, "eins.docx", OFFICES, operation_id="op1")
    store_template(register, ALICE, CODE, "eins.docx", OFFICES, operation_id="op1")
    restore_original(register, KAREN, CODE, operation_id="op2")
    assert own_template(register.snapshot(), paper(CODE)) is None
    assert template_in_use(register.refresh(), paper(CODE)) == original(CODE)
    versions = list_versions(register, ADA, register.snapshot(), CODE)
    assert [(one.who, one.file) for one in versions] == [(KAREN.id, ""), (ALICE.id, "eins.docx")]
    assert versions[0].at >= versions[1].at


def test_two_at_the_same_moment_never_mix_their_templates(register: Register) -> None:
    class Behind:
        """A portal that has not seen the newest state yet."""

        def __init__(self) -> None:
            self.seen = register.snapshot()

        def snapshot(self) -> object:
            return self.seen

        def commit(self, change: ChangeSet) -> object:
            return register.commit(change)

    behind = Behind()
    store_template(register, ALICE, CODE, "eins.docx", OFFICES, operation_id="op1")
    with pytest.raises(StaleRecord):
        store_template(behind, KAREN, CODE, "zwei.docx", word("{{ name }}"), operation_id="op2")  # type: ignore[arg-type]
    assert template_in_use(register.refresh(), paper(CODE)) == packed(OFFICES)


def test_a_template_damaged_in_the_register_makes_no_letter(register: Register) -> None:
    store_template(register, ALICE, CODE, "eins.docx", OFFICES, operation_id="op1")
    key = f"template.{CODE}.02"
    row = register.snapshot().row("settings", key)
    change = RowChange("settings", key, {"value": row["value"][:-4]}, seen=row)
    register.commit(ChangeSet.of([change], actor=ALICE.id, operation_id="op2"))
    with pytest.raises(ExportFailed):
        template_in_use(register.snapshot(), paper(CODE))
    store_template(register, ALICE, CODE, "eins.docx", OFFICES, operation_id="op3")
    assert template_in_use(register.snapshot(), paper(CODE)) == packed(OFFICES)


@pytest.mark.parametrize("actor", those_without(Action.MANAGE_TEMPLATES), ids=lambda one: one.id or "signed out")
def test_templates_are_for_those_who_keep_them(register: Register, actor: Actor) -> None:
    before = register.snapshot().revision
    with pytest.raises(AccessDenied):
        store_template(register, actor, CODE, "x.docx", OFFICES, operation_id="op1")
    with pytest.raises(AccessDenied):
        restore_original(register, actor, CODE, operation_id="op2")
    with pytest.raises(AccessDenied):
        read_template(register.snapshot(), actor, CODE)
    with pytest.raises(AccessDenied):
        read_original(actor, CODE)
    with pytest.raises(AccessDenied):
        list_versions(register, actor, register.snapshot(), CODE)
    assert register.refresh().revision == before


def test_read_template_gives_a_file_that_word_opens(register: Register) -> None:
    store_template(register, ADA, CODE, "eins.docx", OFFICES, operation_id="op1")
    content = read_template(register.snapshot(), ALICE, CODE)
    assert Document(io.BytesIO(content)).paragraphs[0].text == "Kopf {{ amt }}"
    assert read_original(ALICE, CODE) == original(CODE)
