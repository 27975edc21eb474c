"""Printing a case from its page: who finds it, and that it is noted once."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from services.printing.noting import NOTE_KIND
from services.register.base import Register
from tests.services.papers.office import customer_case, open_office
from tests.support.apptest import open_page, texts
from tests.support.cases import TODAY

FORM = "cases.case.print"


def test_a_print_is_noted_once_for_each_kind(started: Register) -> None:
    case = customer_case(open_office(started))
    at = open_page("cases/case", "data_protection", number=case.number)
    assert not at.get("download_button")
    at.session_state[f"{FORM}.open"] = True
    at.run()
    assert "Bitte sehen Sie nach, bevor das Papier das Haus verlässt" not in texts(at)
    for _ in range(2):
        download(at, f"{FORM}.pdf.{case.id}")
    at.checkbox(key=f"{FORM}.blackened.{case.id}").check().run()
    assert "Bitte sehen Sie nach, bevor das Papier das Haus verlässt" in texts(at)
    download(at, f"{FORM}.pdf.{case.id}")
    notes = [note for note in started.refresh().note_rows(case.id) if note["kind"] == NOTE_KIND]
    assert [(note["title"], note["noted_on"]) for note in notes] == [
        ("Fall als PDF", TODAY),
        ("Fall als PDF, Namen geschwärzt", TODAY),
    ]


def download(at: AppTest, key: str) -> None:
    next(one for one in at.get("download_button") if one.key == key).click()
    at.run()
    assert not at.exception
