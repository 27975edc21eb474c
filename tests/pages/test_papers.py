"""Letters and mails on the page of a case: who finds which, what is shown, what is noted."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.i18n import plain
from services.cases import Case
from services.papers.noting import NOTE_KIND
from services.register.base import ChangeSet, Register, RowChange
from tests.services.papers.office import DISCIPLINARY, customer_case, open_office, stand
from tests.support.apptest import click, has, held, on_both_stores, open_page, texts
from tests.support.cases import TODAY, seen_again

PAGE = "cases.case.paper"


@pytest.fixture
def office(started: Register) -> Register:
    return open_office(started)


def open_papers(case: Case, role: str = "office", code: str = "", form: str = "") -> AppTest:
    """Open the case and the part of the page with its papers."""
    at = open_page("cases/case", role, number=case.number)
    at.session_state[f"{PAGE}.open"] = True
    at.run()
    if code:
        at.selectbox(key=f"{PAGE}.kind.{case.id}").select(code).run()
    if form:
        at.radio(key=f"{PAGE}.form.{case.id}.{code}").set_value(form).run()
    assert not at.exception
    return at


def download(at: AppTest, key: str) -> AppTest:
    """Click a download; what stands in the file is another test's."""
    next(one for one in at.get("download_button") if one.key == key).click()
    at.run()
    assert not at.exception
    return at


def notes(register: Register) -> list[dict[str, Any]]:
    return list(register.refresh().each_row("notes"))


def test_the_paper_that_comes_next_is_shown_with_its_recipient(office: Register) -> None:
    case = customer_case(office)
    at = open_papers(case)
    assert held(at, f"{PAGE}.kind.{case.id}") == "acknowledgement"
    shown = texts(at)
    for needed in ("Mia Muster", "mia@post.example", "Guten Tag Mia Muster,", "Art. 13 und 14 DSGVO"):
        assert plain(needed) in shown
    assert "Das Portal versendet nichts." in shown


@on_both_stores
def test_a_download_is_noted_in_the_timeline_once(office: Register) -> None:
    case = customer_case(office)
    at = open_papers(case)
    for _ in range(2):
        download(at, f"{PAGE}.eml.{case.id}.acknowledgement")
    (note,) = notes(office)
    assert (note["kind"], note["person"], note["noted_on"]) == (NOTE_KIND, "Mia Muster", TODAY)
    assert note["reaction_id"] == case.id
    assert plain("Eingangsbestätigung mit Bitte um Einverständnis (E-Mail-Entwurf)") in texts(at)


def test_a_letter_is_shown_before_it_is_taken(office: Register) -> None:
    case = customer_case(office)
    at = open_papers(case, code="interim", form="letter")
    shown = texts(at)
    assert "Jobcenter Musterstadt" in shown
    assert "Weg 3" in shown
    assert not has(at, f"{PAGE}.eml.{case.id}.interim")
    download(at, f"{PAGE}.docx.{case.id}.interim")
    assert [note["title"] for note in notes(office)] == ["Zwischennachricht (Brief)"]


def test_a_text_is_changed_before_the_file_is_offered(office: Register) -> None:
    case = customer_case(office)
    place = f"{case.id}.acknowledgement"
    at = click(open_papers(case), f"{PAGE}.change.{place}")
    assert not has(at, f"{PAGE}.eml.{place}")
    assert held(at, f"{PAGE}.text.{place}").startswith("Guten Tag Mia Muster,")
    at.text_area(key=f"{PAGE}.text.{place}").set_value("Mein Text")
    click(at, f"{PAGE}.use.{place}")
    assert "Mein Text" in texts(at)
    assert has(at, f"{PAGE}.eml.{place}")
    click(at, f"{PAGE}.anew.{place}")
    assert "Mein Text" not in texts(at)
    assert notes(office) == []


def test_a_change_that_is_cancelled_leaves_the_text(office: Register) -> None:
    case = customer_case(office)
    place = f"{case.id}.acknowledgement"
    at = click(open_papers(case), f"{PAGE}.change.{place}")
    at.text_area(key=f"{PAGE}.text.{place}").set_value("Mein Text")
    click(at, f"{PAGE}.cancel.{place}")
    assert "Mein Text" not in texts(at)


def test_who_is_not_known_is_said_with_what_to_do(office: Register) -> None:
    at = open_papers(customer_case(office), code="disposition")
    said = " ".join(warning.value for warning in at.warning)
    assert "keine Teamleitung bekannt" in said
    assert "keine Bereichsleitung bekannt" in said
    assert "Text der Verfügung" in " ".join(info.value for info in at.info)


def test_the_disposition_shows_lead_and_copy(office: Register) -> None:
    case = stand(office, customer_case(office), unit="nord", disposition="Bitte anrufen", disposition_on=TODAY)
    shown = texts(open_papers(case, code="disposition"))
    for name in ("Bob Teamleitung", "Berta Müller", "Arthur Bereich", "Bitte anrufen"):
        assert name in shown


@pytest.mark.parametrize(
    ("role", "papers"),
    [
        ("office", ["acknowledgement", "disposition", "statement", "handover", "handover_notice", "interim", "answer"]),
        ("team_lead", ["answer"]),
    ],
)
def test_each_role_chooses_among_its_own_papers(office: Register, role: str, papers: list[str]) -> None:
    case = customer_case(office, concerns=(DISCIPLINARY,), unit="nord")
    at = open_papers(case, role)
    assert len(at.selectbox(key=f"{PAGE}.kind.{case.id}").options) == len(papers)
    assert has(at, f"{PAGE}.form.{case.id}.answer") is False


@pytest.mark.parametrize("role", ["area_lead", "data_protection", "ombudsperson"])
def test_who_makes_no_papers_on_the_case_is_offered_none(office: Register, role: str) -> None:
    case = customer_case(office)
    at = open_page("cases/case", role, number=case.number)
    assert not has(at, f"{PAGE}.open")
    assert not at.get("download_button")


@on_both_stores
def test_a_case_that_went_meanwhile_says_so(office: Register) -> None:
    case = customer_case(office)
    at = open_papers(case)
    gone = RowChange("reactions", case.id, {}, seen_again(office, case).reaction, removed=True)
    office.commit(ChangeSet.of([gone], actor="x", operation_id="gone"))
    download(at, f"{PAGE}.eml.{case.id}.acknowledgement")
    assert notes(office) == []
    assert [warning.value for warning in at.warning]
