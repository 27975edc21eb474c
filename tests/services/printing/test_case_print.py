"""A case on paper: what its page shows, tagged; blackened, nothing of a name is left in the file."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from schema.tables import TABLES
from services.access import Action, Actor
from services.cases import Case, case_of
from services.errors import AccessDenied
from services.printing.case_print import is_whole_name, print_case
from services.printing.noting import NOTE_KIND, note_print
from services.register.base import ChangeSet, Register, RowChange
from services.timeline import list_events
from tests.services.papers.office import DISCIPLINARY, customer_case, open_office, stand
from tests.services.printing.readback import bookmarks_of, strings_in, tags_of, words_of
from tests.support.cases import IDEA, TODAY
from tests.support.people import ALICE, BOB, DORA, GRETA, KAREN, OLIVIA, those_without

MARKUP = "#set text(red) *fett* $x^2$ \\ `code` @ref https://example.org/?a=b <tag> // Ende"
"""Everything personal that the case holds: none of it may be in a blackened file."""
SECRETS = (
    "Mia", "Muster", "Weg 3", "01234", "0351", "mia@post", "123A456", "II-6000/77", "Sorge", "Eifrig", "Erika",
    "Nadia", "Bernd", "bernd@hilfe", "Alice", "alice@amt", "bob@amt", "Karen", "Berta", "DE89",
)  # fmt: skip
VALUES: dict[str, Any] = {
    "ombuds": True,
    "counsellor": "Frau Nadia Sorge, Tel. 0351 4756",
    "customer_ref": "123A456789",
    "file_ref": "II-6000/77-2026",
    "assigned_to": "bob@amt.example",
    "disposition": "Rufen Sie Mia Muster an, sagt Alice Büro. Fragen an Berta Müller, Karen KRM, bob@amt.example.",
    "completion_note": "Frau Musters Bescheid wurde erklärt; Herr Bernd Sommer (bernd@hilfe.example) war dabei.",
    "text": f"Ich, MIA MUSTER (Kd.-Nr. 123 A 456789), Weg 3, 01234 Ort, 0351/99 88 77, IBAN DE89370400440532013000, "
    f"bin unzufrieden mit Frau Eifrig.\n\nErika ließ Frau Sorge nicht zu Wort kommen. {MARKUP}",
    "escalation_step": "5",
}


@pytest.fixture
def case(register: Register) -> Case:
    open_office(register)
    contact = {"label": "Hilfe e. V.", "contact": "Bernd Sommer\nbernd@hilfe.example", "active": True}
    register.commit(
        ChangeSet.of([RowChange("partners", "p1", {"code": "hilfe", **contact})], actor="test", operation_id="p1")
    )
    concerns = [DISCIPLINARY, IDEA]
    case = customer_case(register, concerns=concerns, partner="hilfe", subject="Frau Muster und #1", **VALUES)
    note = {"reaction_id": case.id, "kind": "escalation", "noted_on": TODAY, "step": "5", "title": "Erika Eifrig krank"}
    note |= {"person": "Alice Büro", "reason": "Mia will Frau Eifrig nicht mehr sehen.", "proof": "II-6000/77"}
    register.commit(ChangeSet.of([RowChange("notes", "n1", note)], actor=KAREN.id, operation_id="n1"))
    return case_of(register.snapshot(), case.id)


def printed(register: Register, case: Case, actor: Actor = ALICE, *, black: bool = False, **options: Any) -> bytes:
    snapshot = register.snapshot()
    events = options.pop("events", list_events(register, actor, snapshot, case.id))
    language = options.pop("language", "de")
    return print_case(snapshot, actor, case, events, today=TODAY, language=language, is_blackened=black)


def test_print_case_shows_what_the_page_shows(register: Register, case: Case) -> None:
    said = words_of(printed(register, case))
    for needed in (
        f"Fall {case.number}", "Frau Muster und #1", "Mia Muster", "123A456789", "Anliegen 1", "Anliegen 2",
        "Erika Eifrig", "Bob Teamleitung", "Mia will Frau Eifrig nicht mehr sehen.", "Nachweis: II-6000/77",
        "Hilfe e. V.", "Gedruckt am 04.03.2026 · Alice Büro", "Jobcenter Musterstadt", "Vertraulich",
        "Eingang bestätigen", "04.03.2026", "Seite 1 von 2", "Reaktion erfasst",
    ):  # fmt: skip
        assert needed in said, needed
    assert "schwärzt" not in said
    english = words_of(printed(register, case, language="en"))
    assert all(needed in english for needed in (f"Case {case.number}", "Page 1 of 2", "Timeline", "Confirm receipt"))


def test_print_case_makes_a_tagged_file(register: Register, case: Case) -> None:
    pdf = printed(register, case)
    reader = PdfReader(BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (f"Fall {case.number}", None)
    assert b"pdfuaid:part" in pdf
    titles = bookmarks_of(pdf)
    assert titles[:2] == ["Fristen", "Eingang"]
    assert titles[-1] == "Verlauf"
    assert {"Anliegen 1", "Anliegen 2", "Vermerke"} <= {title.split("  ")[0] for title in titles}
    tags = tags_of(pdf)
    assert (tags.count("Title"), tags.count("Table"), tags.count("TH")) == (1, 2, 6)
    assert tags.count("H1") + tags.count("H2") == len(titles)


def test_print_case_keeps_what_people_typed_as_text(register: Register, case: Case) -> None:
    for black in (False, True):
        pdf = printed(register, case, black=black)
        assert MARKUP.replace(" ", "") in words_of(pdf).replace(" ", "")  # a line may end in the middle of an address
        assert not [page for page in PdfReader(BytesIO(pdf)).pages if "/Annots" in page]


def test_a_blackened_print_holds_no_name_anywhere(register: Register, case: Case) -> None:
    pdf = printed(register, case, black=True)
    held = "\n".join(strings_in(pdf)).replace("Musterstadt", "")
    said = words_of(pdf)
    for secret in SECRETS:
        assert not re.search(rf"\b{re.escape(secret)}", said.replace("Musterstadt", ""), re.IGNORECASE), secret
        assert secret not in held, secret
    open_print = printed(register, case)
    assert [secret for secret in SECRETS if secret not in words_of(open_print)] == []
    assert {f"Fall {case.number}", "Fristen"} <= set(strings_in(open_print))
    assert said.count("geschwärzt") > 15
    kept = (
        "bin unzufrieden mit Frau",
        "nicht zu Wort kommen",
        "Hilfe e. V.",
        "Dienstaufsichtsbeschwerde",
        "04.03.2026",
    )
    assert [one for one in kept if one not in said] == []
    assert "Bitte lesen Sie dieses Papier, bevor es das Haus verlässt" in said


def test_every_personal_field_is_blackened_or_searched_for_names() -> None:
    fields = [field for name in ("reactions", "concerns", "notes") for field in TABLES[name].fields]
    whole = {field.name for field in fields if is_whole_name(field)}
    assert whole == {
        "counsellor", "customer_ref", "customer_name", "customer_contact", "assigned_to", "extension_reason",
        "consent_scope", "file_ref", "employee", "person", "proof",
    }  # fmt: skip


def test_print_case_leaves_out_what_the_actor_may_not_see(register: Register, case: Case) -> None:
    assert "Genannte Mitarbeiterin" in words_of(printed(register, case, DORA))
    for black in (False, True):
        said = words_of(printed(register, case, OLIVIA, black=black))
        assert "Genannte Mitarbeiterin" not in said
    assert "Eifrig" not in words_of(printed(register, case, OLIVIA, black=True))


def test_print_case_says_that_the_story_could_not_be_read(register: Register, case: Case) -> None:
    assert "Der Verlauf war beim Drucken nicht zu lesen." in words_of(printed(register, case, events=None))


@pytest.mark.parametrize("actor", those_without(Action.SEE_CASE), ids=lambda one: one.id or "signed out")
def test_print_case_is_not_for_everyone(register: Register, case: Case, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        printed(register, case, actor, events=())
    with pytest.raises(AccessDenied):
        note_print(register, actor, case, is_blackened=False, today=TODAY, operation_id="op1")
    assert [note["kind"] for note in register.refresh().note_rows(case.id)] == ["escalation"]


def test_management_prints_only_what_is_before_it(register: Register, case: Case) -> None:
    assert printed(register, case, GRETA).startswith(b"%PDF")
    other = stand(register, case, escalation_step="2")
    with pytest.raises(AccessDenied):
        printed(register, other, GRETA, events=())
    with pytest.raises(AccessDenied):
        note_print(register, GRETA, other, is_blackened=False, today=TODAY, operation_id="op1")


def test_note_print_notes_it_once_for_each_kind(register: Register, case: Case) -> None:
    for _ in range(2):
        note_print(register, DORA, case, is_blackened=False, today=TODAY, operation_id="op1")
    after = note_print(register, BOB, case, is_blackened=True, today=TODAY, operation_id="op2")
    notes = [note for note in register.refresh().note_rows(case.id) if note["kind"] == NOTE_KIND]
    assert [(note["title"], note["changed_by"]) for note in notes] == [
        ("Fall als PDF", DORA.id),
        ("Fall als PDF, Namen geschwärzt", BOB.id),
    ]
    assert after.concerns == case.concerns
    unlike = {name for name in case.reaction if after.reaction[name] != case.reaction[name]}
    assert unlike <= {"version", "changed_at", "changed_by"}
