"""Survey results: a question is entered with its answers in one go, seen by everybody with dashboards."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from services.register.base import Register
from services.surveys import list_questions
from tests.support.apptest import PATIENCE_SECONDS, click, come_back, errors, has, held, open_page, put, texts
from tests.support.people import ALICE
from tests.support.portal import ROOT

FORM = "annual.surveys"
LINES = f"{FORM}.form"


def opened(role: str = "office") -> AppTest:
    return open_page("annual/surveys", role)


def said(at: AppTest) -> str:
    """Return what the page says, without what keeps Markdown from taking it for more than text."""
    return texts(at).replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def test_a_question_is_entered_refused_stored_and_asked_again(started: Register) -> None:
    at = click(opened(), f"{FORM}.add")
    put(at, LINES, question="Welcher *Weg*?", year=2025, **{"1__answer": "E-Mail", "1__answers": 3, "4__answer": "Fax"})
    assert has(at, f"{LINES}.5.answer")
    click(at, f"{FORM}.save")
    assert any("„Fax“ hat weder eine Anzahl noch einen Anteil" in error.replace("\\", "") for error in errors(at))
    assert held(at, f"{LINES}.1.answer") == "E-Mail"
    put(at, LINES, **{"4__answers": 1})
    click(at, f"{FORM}.save")
    assert "Am häufigsten: E-Mail (75,0 % von 4 Antworten)" in said(at)
    put(at, FORM, open="2025 Welcher *Weg*?")
    assert [held(at, f"{LINES}.{line}.answers") for line in (1, 2)] == [3, 1]
    click(at, f"{FORM}.again")
    assert (held(at, f"{LINES}.year"), held(at, f"{LINES}.1.answer")) == (2026, "E-Mail")
    assert held(at, f"{LINES}.1.answers") is None
    put(at, LINES, **{"1__share": 60, "2__share": 30})
    click(at, f"{FORM}.save")
    assert "90,0 %, nicht 100 %" in said(at)
    assert [one.year for one in list_questions(started.refresh(), ALICE)] == [2026, 2025]


def test_what_is_typed_outlives_a_look_at_another_page_and_goes_with_cancel(started: Register) -> None:
    at = click(opened(), f"{FORM}.add")
    put(at, LINES, question="Welcher Weg?", year=2025, **{"1__answer": "E-Mail", "4__answer": "Fax"})
    put(at, LINES, **{"5__answer": "Brief", "5__answers": 3})
    at = come_back(at, "annual/surveys")
    assert (held(at, f"{LINES}.question"), held(at, f"{LINES}.year")) == ("Welcher Weg?", 2025)
    assert [held(at, f"{LINES}.{name}") for name in ("1.answer", "5.answer", "5.answers")] == ["E-Mail", "Brief", 3]
    click(come_back(at, "annual/surveys"), f"{FORM}.cancel")
    click(come_back(at, "annual/surveys"), f"{FORM}.add")
    assert [held(at, f"{LINES}.{name}") for name in ("question", "1.answer", "1.answers")] == ["", "", None]
    assert not has(at, f"{LINES}.5.answer")


def test_who_does_not_enter_them_sees_no_form(started: Register) -> None:
    at = opened("management")
    assert "noch keine Ergebnisse" in texts(at)
    assert not has(at, f"{FORM}.add")
    past = AppTest.from_file(str(ROOT / "pages/annual/surveys.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in past.error[0].value
