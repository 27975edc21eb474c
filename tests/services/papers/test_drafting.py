from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.access import Actor
from services.cases import Case
from services.errors import AccessDenied
from services.papers.drafting import (
    draft_handover,
    draft_paper,
    form_to_begin_with,
    forms_of,
    list_papers,
    missing_parties,
    missing_values,
    next_paper,
)
from services.papers.filling import TAG, allowed_in
from services.papers.kinds import PAPERS, Form, Paper, Party
from services.papers.recipients import Recipient
from services.register.base import ChangeSet, Register, RowChange
from tests.services.papers.office import CUSTOMER, DISCIPLINARY, add, customer_case, draft, open_office, paper, stand
from tests.support.cases import PRAISE, RECEIVED, TODAY, record
from tests.support.people import ADA, ALICE, ARTHUR, BOB, DORA, EVERYBODY, GRETA, KAREN, OLIVIA, STELLA
from tests.support.portal import ROOT

BOTH = (Form.MAIL, Form.LETTER)
LEADS = (Recipient("Berta Müller", "berta@amt.example"), Recipient("Bob Teamleitung", "bob@amt.example"))
AREA = (Recipient("Arthur Bereich", "arthur@amt.example"),)
OFFICER = (Recipient("Dora Datenschutz", "dora@amt.example"),)
SECRET = "nur der Bescheid vom 3. März"


@pytest.fixture
def office(register: Register) -> Register:
    return open_office(register)


def assigned(register: Register, **values: Any) -> Case:
    given = {"unit": "nord", "disposition": "Bitte Kundin anrufen.", "disposition_on": TODAY, **values}
    return customer_case(register, **given)


def test_the_disposition_goes_to_the_leads_of_the_team_with_their_area_lead_in_copy(office: Register) -> None:
    """OA 10/2018, Ablauf 2: "an die zuständige Teamleitung (cc zuständige Bereichsleitung)"."""
    found = draft(office, assigned(office), "disposition")
    assert (found.to, found.cc) == (LEADS, AREA)
    assert missing_parties(found) == ()


def test_the_disposition_goes_to_the_one_lead_in_charge_where_one_is_named(office: Register) -> None:
    case = assigned(office, assigned_to="BOB@amt.example")
    assert draft(office, case, "disposition").to == LEADS[1:]


def test_the_disposition_says_what_the_team_needs_and_nothing_of_the_consent(office: Register) -> None:
    case = assigned(office, consent="given", consent_on=TODAY, consent_scope=SECRET, informed_on=TODAY)
    found = draft(office, case, "disposition")
    for needed in (case.number, case.reaction["subject"], case.reaction["text"], "Bitte Kundin anrufen.", "13.03.2026"):
        assert needed in found.text
    assert found.subject == f"Kundenreaktion {case.number}: bitte klären bis 13.03.2026"
    for spared in (SECRET, "inverständnis", "DSGVO", "Mia Muster", "mia@post.example"):
        assert spared not in found.text


@pytest.mark.parametrize(
    ("day", "hint"),
    [
        (date(2026, 3, 4), None),
        (date(2026, 3, 5), "Der 14.03.2026 ist kein Arbeitstag (Samstag)"),
        (date(2026, 3, 6), "Der 15.03.2026 ist kein Arbeitstag (Sonntag)"),
        (date(2026, 3, 25), "Der 03.04.2026 ist kein Arbeitstag (Karfreitag)"),
    ],
)
def test_the_disposition_says_that_a_deadline_ends_on_a_day_off(office: Register, day: date, hint: str | None) -> None:
    case = assigned(office)
    later = Case({**case.reaction, "disposition_on": day}, case.concerns)
    text = draft_paper(office.snapshot(), ALICE, later, "disposition", today=day).text
    assert ("kein Arbeitstag" in text) == (hint is not None)
    assert (hint or "") in text


def test_nobody_is_guessed_where_no_lead_is_known(office: Register) -> None:
    found = draft(office, customer_case(office), "disposition")
    assert (found.to, found.cc) == ((), ())
    assert missing_parties(found) == (Party.TEAM_LEAD, Party.AREA_LEAD)
    sued = draft(office, assigned(office, unit="sued"), "disposition")
    assert (sued.to, sued.cc) == ((Recipient("Sven Süd", "sven@amt.example"),), ())


def test_who_is_out_of_use_gets_nothing(office: Register) -> None:
    row = office.snapshot().row("users", "bob@amt.example")
    change_ = RowChange("users", "bob@amt.example", {"active": False}, seen=row)
    office.commit(ChangeSet.of([change_], actor=ADA.id, operation_id="out"))
    assert draft(office, assigned(office), "disposition").to == LEADS[:1]
    assert draft(office, assigned(office, assigned_to="bob@amt.example"), "disposition").to == ()


def test_the_statement_is_asked_for_through_the_area_lead_with_data_protection_in_copy(office: Register) -> None:
    """OA 10/2018, "Dienstaufsichtsbeschwerden": "über den zuständigen Bereichsleiter zur Stellungnahme"."""
    case = assigned(office, concerns=(DISCIPLINARY,))
    found = draft(office, case, "statement")
    assert (found.to, found.cc) == (AREA, OFFICER)
    assert "Betroffene Person: Erika Eifrig" in found.text
    assert "09.03.2026" in found.subject  # five days, unless the office set others


def test_a_statement_fits_disciplinary_complaints_only(office: Register) -> None:
    plain, disciplinary = assigned(office), assigned(office, concerns=(DISCIPLINARY,))
    assert "statement" not in codes(ALICE, plain)
    assert "statement" in codes(ALICE, disciplinary)


def codes(actor: Actor, case: Case) -> list[str]:
    return [one.code for one in list_papers(actor, case)]


def test_the_acknowledgement_goes_to_the_customer_and_asks_for_consent(office: Register) -> None:
    """OA 10/2018, Ablauf 1: "gleichzeitig die Bitte zum Einverständnis"; Informationspflichten."""
    found = draft(office, customer_case(office), "acknowledgement")
    assert (found.to, found.cc) == ((Recipient("Mia Muster", "mia@post.example"),), ())
    for needed in (
        "Guten Tag Mia Muster,",
        "02.03.2026",
        "KR-2026-0001",
        "16.03.2026",
        "E-Akte",
        "krm@amt.example",
        "Art. 13 und 14 DSGVO",
    ):
        assert needed in found.text
    assert found.text.endswith("Alice Büro\nJobcenter Musterstadt\nMusterweg 1, 01234 Musterstadt\n0351 123456")


def test_the_customer_without_name_and_address_is_greeted_and_nobody_is_made_up(office: Register) -> None:
    found = draft(office, record(office), "acknowledgement")
    assert found.to == ()
    assert found.text.startswith("Guten Tag,\n\n")
    assert missing_parties(found) == (Party.CUSTOMER,)


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("mia@post.example", "mia@post.example"),
        ("Weg 3, <mia@post.example>; tagsüber", "mia@post.example"),
        ("E-Mail:mia@post.example.", "mia@post.example"),
        ("Weg 3\n01234 Ort", ""),
        ("mia@@post.example", ""),
        ("a@b.example, c@d.example", "a@b.example"),
    ],
)
def test_the_address_of_a_customer_is_found_in_what_was_typed(office: Register, contact: str, address: str) -> None:
    found = draft(office, customer_case(office, customer_contact=contact), "interim").to
    assert found == (Recipient("Mia Muster", address),)


def test_a_letter_has_the_address_without_telephone_and_mail(office: Register) -> None:
    assert draft(office, customer_case(office), "answer").values["anschrift"] == "Weg 3\n01234 Ort"


def test_the_interim_notice_names_the_new_day(office: Register) -> None:
    case = customer_case(office, extended_until=date(2026, 4, 20), extension_reason="Gutachten fehlt")
    found = draft(office, case, "interim")
    assert "spätestens bis zum 20.04.2026" in found.text
    assert "Gutachten" not in found.text


def test_the_answer_holds_the_draft_of_the_lead_as_text(office: Register) -> None:
    case = assigned(office, draft_on=TODAY, answer_draft="Wir zahlen {{ verfuegung }} & <b>sofort</b>.")
    found = draft(office, case, "answer", KAREN)
    assert "Wir zahlen {{ verfuegung }} & <b>sofort</b>." in found.text
    assert "Bitte Kundin anrufen." not in found.text
    assert missing_values(found) == ()


def test_what_a_paper_needs_and_the_case_does_not_say_is_named(office: Register) -> None:
    case = customer_case(office)
    for code, names in (("answer", ["antwort"]), ("disposition", ["verfuegung"]), ("interim", [])):
        assert [one.name for one in missing_values(draft(office, case, code))] == names


@pytest.mark.parametrize("code", [one.code for one in PAPERS])
def test_what_goes_outside_knows_nothing_internal(office: Register, code: str) -> None:
    case = assigned(office, concerns=(DISCIPLINARY,))
    values = draft(office, case, code, KAREN).values
    internal = {"verfuegung", "mitarbeiter", "team", "frist_team", "frist_hinweis", "verfuegt_am", "stellungnahme_bis"}
    assert bool(internal & set(values)) == (not paper(code).goes_outside)


EXPECTED: dict[str, dict[str, tuple[Form, ...]]] = {
    "office": {one.code: tuple(one.makers) for one in PAPERS},
    "krm_officer": {one.code: tuple(one.makers) for one in PAPERS},
    "team_lead": {"answer": (Form.MAIL,)},
    "ombudsperson": {},
}
OMBUDS_CASES = {
    "acknowledgement": BOTH,
    "handover": (Form.MAIL,),
    "handover_notice": BOTH,
    "interim": BOTH,
    "answer": (Form.MAIL,),
}


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda one: one.id)
@pytest.mark.parametrize("is_ombuds", [False, True])
def test_each_role_makes_the_papers_that_are_its_own(office: Register, actor: Actor, is_ombuds: bool) -> None:
    """OA 10/2018: the office writes (1, 2), the team lead answers by mail (3 a), the officer signs letters (3 b)."""
    case = customer_case(office, ombuds=is_ombuds, unit="nord")
    (role,) = actor.roles
    expected = OMBUDS_CASES if role == "ombudsperson" and is_ombuds else EXPECTED.get(role, {})
    found = {one.code: forms_of(actor, one, case.reaction) for one in PAPERS}
    assert {code: forms for code, forms in found.items() if forms} == expected
    for code in {one.code for one in PAPERS} - set(expected):
        with pytest.raises(AccessDenied):
            draft(office, case, code, actor)


def test_papers_are_offered_where_they_fit(office: Register) -> None:
    open_case = customer_case(office)
    assert codes(ALICE, open_case) == [
        "acknowledgement",
        "disposition",
        "handover",
        "handover_notice",
        "interim",
        "answer",
    ]
    assert codes(ALICE, stand(office, open_case, closed_on=TODAY)) == ["answer"]
    assert codes(ALICE, record(office, channel="opinion_card", concerns=(PRAISE,))) == ["handover"]
    assert codes(BOB, open_case) == ["answer"]
    for actor in (STELLA, ARTHUR, GRETA, DORA, ADA):
        assert codes(actor, open_case) == []
    assert codes(OLIVIA, open_case) == []


def test_the_next_paper_follows_the_way_of_the_case(office: Register) -> None:
    case = customer_case(office)
    assert next_paper(case) == "acknowledgement"
    case = stand(office, case, acknowledged_on=TODAY)
    assert next_paper(case) == "disposition"
    case = stand(office, case, extended_until=date(2026, 4, 20), extension_reason="dauert")
    assert next_paper(case) == "interim"
    case = stand(office, case, interim_on=TODAY, cleared_on=TODAY, cleared_by="letter")
    assert next_paper(case) == "answer"
    assert next_paper(customer_case(office, concerns=(DISCIPLINARY,), acknowledged_on=TODAY)) == "statement"


HANDOVER: dict[str, Any] = {
    "received_on": RECEIVED,
    "channel": "email",
    "matter": "data_protection",
    "handed_on": TODAY,
    "handed_to": "Dora Datenschutz",
    "subject": "Auskunft über gespeicherte Daten",
    "customer": f"{CUSTOMER['customer_name']}\n{CUSTOMER['customer_contact']}",
    "text": "Welche Daten haben Sie über mich?",
}


def handover(register: Register, **values: Any) -> dict[str, Any]:
    change_ = RowChange("handovers", "h1", {**HANDOVER, **values})
    return register.commit(ChangeSet.of([change_], actor=ALICE.id, operation_id="h1")).row("handovers", "h1")


@pytest.mark.parametrize(
    ("handed_to", "to"),
    [
        ("Dora Datenschutz", OFFICER[0]),
        ("Widerspruchsstelle <widerspruch@amt.example>", Recipient("Widerspruchsstelle", "widerspruch@amt.example")),
        ("Widerspruchsstelle", Recipient("Widerspruchsstelle")),
    ],
)
def test_a_hand_over_goes_to_the_place_responsible(office: Register, handed_to: str, to: Recipient) -> None:
    """OA 10/2018: "zuständigkeitshalber an die entsprechenden Ansprechpartner bzw. Bereiche weiterzuleiten"."""
    row = handover(office, handed_to=handed_to)
    found = draft_handover(office.snapshot(), ALICE, row, "handover", today=TODAY)
    assert found.to == (to,)
    for needed in (
        "Inhalt: Datenschutz",
        "Kundin oder Kunde: Mia Muster",
        "Welche Daten haben Sie über mich?",
        "Weg 3",
    ):
        assert needed in found.text
    assert "Nummer:" not in found.text  # it has none


def test_the_customer_learns_where_the_matter_went(office: Register) -> None:
    found = draft_handover(office.snapshot(), ALICE, handover(office), "handover_notice", today=TODAY)
    assert found.to == (Recipient("Mia Muster", "mia@post.example"),)
    assert "Dafür ist bei uns die Datenschutzbeauftragte zuständig." in found.text
    assert "Welche Daten" not in found.text
    on_a_case = draft(office, customer_case(office), "handover_notice")
    assert "Für Ihr Anliegen ist eine andere Stelle zuständig." in on_a_case.text


@pytest.mark.parametrize("actor", [BOB, ARTHUR, STELLA, GRETA, ADA], ids=lambda one: one.id)
def test_a_hand_over_is_written_by_those_who_see_it(office: Register, actor: Actor) -> None:
    row = handover(office)
    for code in ("handover", "handover_notice"):
        with pytest.raises(AccessDenied):
            draft_handover(office.snapshot(), actor, row, code, today=TODAY)


def test_a_place_of_an_area_is_its_own_area(office: Register) -> None:
    assert draft(office, assigned(office, unit="leistung"), "disposition").cc == AREA


def test_a_team_lead_who_is_a_person_twice_gets_one_mail(office: Register) -> None:
    add(
        office,
        "users",
        "b2",
        {
            "login": "b2@amt.example",
            "label": "Bob Teamleitung",
            "roles": ("area_lead",),
            "unit": "leistung",
            "active": True,
        },
        ADA,
    )
    assert len(draft(office, assigned(office), "disposition").cc) == 2


@pytest.mark.parametrize(
    ("contact", "form"),
    [
        ("Weg 3\n01234 Ort", Form.LETTER),
        ("Weg 3\nmia@post.example", Form.MAIL),
        ("Tel. 0351 99", Form.MAIL),
        (None, Form.MAIL),
    ],
)
def test_a_letter_is_offered_first_where_only_an_address_is_known(
    office: Register, contact: str | None, form: Form
) -> None:
    found = draft(office, customer_case(office, customer_contact=contact), "interim")
    assert form_to_begin_with(found, BOTH) is form
    assert form_to_begin_with(found, BOTH[:1]) is Form.MAIL


@pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.code)
def test_a_paper_names_its_source_and_stands_in_the_handbook(one: Paper) -> None:
    page = (ROOT / "docs" / "handbuch" / "schreiben.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| {one.label.de} |")]
    as_what = row.split("|")[3].strip()
    assert as_what == ", ".join({Form.MAIL: "E-Mail", Form.LETTER: "Brief"}[form] for form in one.makers)
    assert "OA 10/2018" in one.source
    assert bool(one.file) == (Form.LETTER in one.makers)


def test_every_placeholder_of_a_mail_is_one_that_may_stand_in_it() -> None:
    for one in PAPERS:
        known = {placeholder.name for placeholder in allowed_in(one)}
        assert set(TAG.findall(one.subject + one.text)) <= known, one.code
        assert "{{" not in TAG.sub("", one.subject + one.text)
        assert set(one.needs) <= known
