from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from services.access import Action, Actor
from services.register.base import Register
from tests.support.cases import COMPLAINT, record
from tests.support.people import those_without
from tests.support.portal import ROOT

PAGE = "pages/cases/today.py"


@pytest.fixture
def register(opened: Register) -> Register:
    """A register with one closed case."""
    record(opened, subject="Längst erledigt", closed_on=date(2026, 3, 3))
    return opened


def open_today(*, role: str = "krm_officer") -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.session_state["portal.role"] = role
    return at.run().switch_page(PAGE).run()


def links(at: AppTest) -> list[tuple[str, str, str]]:
    """Return the label, page and address parameters of every link on the page."""
    found = [element.proto for element in at.main.get("page_link")]
    return [(proto.label, proto.page, proto.query_string) for proto in found]


def test_today_is_friendly_when_nothing_waits(register: Register) -> None:
    at = open_today()
    assert not at.exception
    assert at.success[0].value == "Heute liegt nichts an."
    assert not at.header
    assert not any("Längst erledigt" in element.value for element in at.markdown)


def test_today_puts_petitions_first_and_leads_to_cases_and_register(register: Register) -> None:
    record(register, subject="Alt und *offen*", received_on=date(2026, 2, 1))
    record(register, subject="An den Bundestag", concerns=[COMPLAINT, {"kind": "petition"}])
    at = open_today()
    assert not at.exception
    assert at.header[0].value == "Petitionen und Eingaben (1)"
    assert [element.value for element in at.header][1] == "Überfällig (1)"
    found = links(at)
    label, page, params = next(link for link in found if "KR\\-2026\\-0002" in link[0])
    assert (page, params) == ("case", "number=KR-2026-0002")
    assert "seit 28 Tagen überfällig" in label
    label, page, params = next(link for link in found if "überfällig" in link[0])
    assert (label, page) == ("**1** überfällig", "register")
    assert params == "cases.register.state=%C3%BCberf%C3%A4llig"
    assert any("Alt und \\*offen\\*" in element.value for element in at.markdown)


def test_today_says_beforehand_that_a_deadline_ends_on_a_weekend(register: Register) -> None:
    record(register, received_on=date(2026, 2, 26), unit=None, acknowledged_on=date(2026, 2, 27))
    at = open_today()  # nine days from 26 February end on Saturday, 7 March
    assert any("Klären:\u00a007.03.2026" in element.value and "Wochenende" in element.value for element in at.markdown)


def test_today_shows_a_short_list_and_the_way_to_all(register: Register) -> None:
    for day in range(1, 9):
        record(register, received_on=date(2026, 1, day))
    at = open_today()
    assert "Überfällig (8)" in [element.value for element in at.header]
    shown = [link for link in links(at) if link[1] == "case" and "überfällig" in link[0]]
    assert any(link[0] == "Alle 8 anzeigen" and link[1] == "register" for link in links(at))
    assert len({link[2] for link in shown}) < 8


def test_today_of_the_ombuds_office_holds_its_own_cases_only(register: Register) -> None:
    record(register, subject="Nicht für die Ombudsstelle", received_on=date(2026, 2, 1))
    record(register, subject="Für die Ombudsstelle", received_on=date(2026, 2, 1), ombuds=True)
    at = open_today(role="ombudsperson")
    texts = " ".join(element.value for element in at.markdown)
    assert "Für die Ombudsstelle" in texts
    assert "Nicht für die Ombudsstelle" not in texts
    counters = [link for link in links(at) if link[0] == "**1** überfällig"]
    assert counters[0][2] == "cases.register.state=%C3%BCberf%C3%A4llig&cases.register.ombuds=ja"


def test_today_speaks_english(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    record(register, received_on=date(2026, 2, 1))
    at = open_today()
    assert any("overdue for 28 days" in link[0] for link in links(at))


@pytest.mark.parametrize(
    "actor", those_without(Action.SEE_TODAY), ids=lambda actor: next(iter(actor.roles), "signed out")
)
def test_today_shows_nothing_to_who_has_no_agenda(register: Register, actor: Actor) -> None:
    record(register, subject="Geheim", received_on=date(2026, 2, 1))
    at = AppTest.from_file(ROOT / PAGE, default_timeout=30)
    at.session_state["portal.actor"] = actor
    at.run()
    assert at.error
    assert not at.markdown
    assert not links(at)
