"""The case says whether the E-Akte may be read, at its head and where the file is named."""

from __future__ import annotations

from pages.ui.i18n import plain
from services.register.base import Register
from tests.support.apptest import open_page, texts
from tests.support.cases import RECEIVED, TODAY, record

FORBIDDEN = "Ohne Einverständnis: Die E-Akte darf von der KRM-Beauftragten nicht gelesen werden."


def test_case_says_that_the_file_must_not_be_read_without_consent(started: Register) -> None:
    case = record(started, file_ref="35-11/7", consent="asked", consent_asked_on=RECEIVED, represented=True)
    said = texts(open_page("cases/case", "krm_officer", number=case.number))
    assert said.count(FORBIDDEN) == 2  # at the head, and beside the file
    assert plain("Das Einverständnis ist seit dem 02.03.2026 erbeten; eine Antwort liegt noch nicht vor.") in said
    assert "Kundin oder Kunde noch nicht informiert (Art. 14 DSGVO)" in said
    assert "Dritte Person noch nicht informiert (Art. 13 DSGVO)" in said


def test_case_says_what_the_consent_is_for_and_forbids_nothing(started: Register) -> None:
    asked = {"consent_asked_on": RECEIVED}
    given = {**asked, "consent": "given", "consent_on": TODAY, "consent_scope": "*alles*", "file_ref": "35-11/7"}
    case = record(started, informed_on=TODAY, **given)
    said = texts(open_page("cases/case", "krm_officer", number=case.number))
    assert "Ohne Einverständnis" not in said
    assert plain("Das Einverständnis ist am 04.03.2026 erteilt; Umfang: *alles*") in said
    assert "Kundin oder Kunde informiert am 04.03.2026 (Art. 13 DSGVO)" in said


def test_case_forbids_once_where_no_file_is_named(started: Register) -> None:
    case = record(started, consent="refused", consent_asked_on=RECEIVED, consent_on=TODAY)
    assert texts(open_page("cases/case", "data_protection", number=case.number)).count(FORBIDDEN) == 1
