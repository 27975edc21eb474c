"""The annual report: the officer's own words and sentences are kept; others read."""

from __future__ import annotations

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from services.register.base import Register
from services.report.texts import texts_of, write_text
from tests.support.apptest import click, errors, has, held, open_page, put, texts
from tests.support.cases import TODAY, record
from tests.support.people import KAREN

YEAR = TODAY.year
OWN, DRAFT = f"annual.report.own.{YEAR}.1.volume", f"annual.report.draft.{YEAR}.1.volume"


def opened(role: str = "krm_officer") -> AppTest:
    at = open_page("annual/annual", role)
    at.selectbox(key="annual.report.year").set_value(YEAR)
    return at.run()


def test_the_officer_writes_and_changes_a_sentence_and_goes_back(started: Register) -> None:
    record(started, received_on=TODAY - timedelta(days=1))
    at = opened()
    assert f"Im Jahr {YEAR} wurden 1 Kundenreaktion" in texts(at)
    put(at, "annual.report", **{f"own__{YEAR}__1__volume": "Neue Sprechzeiten."})
    assert texts_of(started.refresh(), YEAR)["1.volume"].text == "Neue Sprechzeiten."
    at.toggle(key=f"{DRAFT}.open").set_value(True).run()
    put(at, "annual.report", **{f"draft__{YEAR}__1__volume": "Eine einzige."})
    kept = texts_of(started.refresh(), YEAR)["1.volume:draft"]
    assert kept.text == "Eine einzige."
    assert kept.drafted.startswith(f"Im Jahr {YEAR}")
    click(at, f"{DRAFT}.back")
    assert texts_of(started.refresh(), YEAR)["1.volume:draft"].text == ""
    assert f"Im Jahr {YEAR} wurden 1 Kundenreaktion" in texts(at)
    assert held(at, OWN) == "Neue Sprechzeiten."


def test_a_text_that_somebody_else_changed_meanwhile_is_put_beside_and_nothing_is_lost(started: Register) -> None:
    record(started, received_on=TODAY)
    at = opened()
    write_text(started, KAREN, YEAR, "1.volume", "von Karen", seen="", operation_id="karen")
    put(at, "annual.report", **{f"own__{YEAR}__1__volume": "von mir"})
    assert any("inzwischen geändert" in error for error in errors(at))
    assert (held(at, OWN), "von Karen" in texts(at)) == ("von mir", True)
    click(at, f"{OWN}.mine")
    assert texts_of(started.refresh(), YEAR)["1.volume"].text == "von mir"
    assert errors(at) == []


def test_management_reads_and_takes_the_files_along(started: Register) -> None:
    record(started, received_on=TODAY)
    at = opened("management")
    assert f"Im Jahr {YEAR} wurden 1 Kundenreaktion" in texts(at)
    assert not has(at, OWN)
    assert has(at, "annual.report.all")
