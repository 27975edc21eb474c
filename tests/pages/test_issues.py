"""What breaks the register's rules, on the screen: who sees it, and the ways that lead there."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from services.access import Action, Actor
from services.records import add_record
from services.register.base import Register
from tests.support.apptest import PATIENCE_SECONDS, errors, has, open_page, texts
from tests.support.cases import COMPLAINT, TODAY, record
from tests.support.people import KAREN, those_without
from tests.support.portal import ROOT

PAGE = "cases/issues"
NAME = "Frau Müller-Lüdenscheidt"
UNIT = {"code": "nord", "label": "Team Nord", "kind": "team", "active": True}
HINT = "Einträge brauchen eine Korrektur"
MISSING = "1 Zeile ist hier nicht enthalten"

# Only in a database can a row be brought to hold anything; what people type in a sheet is in test_issues_sheet.py.
pytestmark = pytest.mark.parametrize("register_url", ["sqlite"], indirect=True)


@pytest.fixture
def register(opened: Register) -> Register:
    """A register with two cases and a team."""
    record(opened, concerns=[{**COMPLAINT, "employee": NAME}])
    record(opened)
    add_record(opened, KAREN, "units", UNIT, today=TODAY, operation_id="nord")
    return opened


@pytest.fixture
def typed(register: Register) -> Register:
    """The same after somebody typed into it past all rules, before the portal starts."""
    with contextlib.closing(sqlite3.connect(Path(register.label))) as connection, connection:
        connection.execute("UPDATE reactions SET received_on = '31.02.2026' WHERE number = 'KR-2026-0002'")
        connection.execute("UPDATE concerns SET employee = ? WHERE employee = ?", [f"{NAME}\x01", NAME])
        connection.execute("UPDATE units SET active = '**vielleicht**'")
        connection.execute(
            "INSERT INTO reactions (id, version, changed_at, changed_by, number, received_on, channel)"
            " VALUES ('x', 1, '2026-01-01 00:00:00.000000', 'hand', '7', '30.02.2022', 'email')"
        )
    return register


def links(at: AppTest) -> list[tuple[str, str]]:
    """Return the page and address parameters of every link on the page."""
    return [(link.proto.page, link.proto.query_string) for link in at.main.get("page_link")]


def metrics(at: AppTest) -> list[str]:
    return [metric.value for metric in at.metric]


@pytest.mark.usefixtures("register")
def test_the_page_is_at_ease_where_nothing_is_wrong() -> None:
    at = open_page(PAGE, "krm_officer")
    assert at.title[0].value == "Datenqualität"
    assert at.success[0].value.startswith("Alles in Ordnung")
    assert metrics(at) == []
    assert not has(at, "cases.issues.csv")


@pytest.mark.usefixtures("typed")
def test_the_page_names_place_value_and_what_holds_until_then() -> None:
    at = open_page(PAGE, "krm_officer")
    assert not at.exception
    assert metrics(at) == ["4", "3", "1"]
    said = texts(at)
    assert "„31\\.02\\.2026“ ist kein Datum für „Eingegangen am“" in said
    assert "Zeile x · Spalte „Eingegangen am“ · Wert: „30\\.02\\.2022“" in said
    assert "Bis zur Korrektur nicht enthalten" in said
    assert "Letzter gültiger Stand gilt" in said
    assert "**Team Nord**" in said
    assert "\\*\\*vielleicht\\*\\*" in said
    assert NAME.replace("-", "\\-") in said
    assert "in der Datenbank selbst berichtigt" in said
    assert ("case", "number=KR-2026-0002") in links(at)
    assert ("case", "number=7") not in links(at)
    assert not at.success


@pytest.mark.usefixtures("typed")
def test_the_page_shows_one_table_where_one_is_chosen() -> None:
    at = open_page(PAGE, "krm_officer")
    at.get_by_key("cases.issues.table").set_value("units").run()  # type: ignore[union-attr]  # a widget
    assert "**Team Nord**" in texts(at)
    assert "31\\.02\\.2026" not in texts(at)
    assert metrics(at) == ["4", "3", "1"]


@pytest.mark.usefixtures("typed")
def test_the_page_holds_back_what_a_role_may_not_see() -> None:
    at = open_page(PAGE, "ombudsperson")
    assert "Wert für Ihre Rolle nicht sichtbar" in texts(at)
    assert NAME.replace("-", "\\-") not in texts(at)
    assert "Team Nord" not in texts(at)
    assert at.info[0].value == "Auch in Tabellen, die andere pflegen, ist etwas zu berichtigen: Bereiche und Teams (1)."
    assert not has(at, "cases.issues.csv")


@pytest.mark.usefixtures("typed")
def test_administration_sees_its_own_tables_and_no_case() -> None:
    at = open_page(PAGE, "admin")
    assert metrics(at) == ["1", "1", "0"]
    assert "**Team Nord**" in texts(at)
    assert "02\\.2026" not in texts(at)
    assert links(at) == []


@pytest.mark.usefixtures("typed")
def test_the_office_takes_the_list_along() -> None:
    at = open_page(PAGE, "office")
    assert has(at, "cases.issues.csv")
    assert has(at, "cases.issues.xlsx")


@pytest.mark.usefixtures("typed")
def test_the_page_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    at = open_page(PAGE, "krm_officer")
    assert "“31\\.02\\.2026” is no date for “Received on”" in texts(at)
    assert "Last valid state holds" in texts(at)


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize(
    ("role", "hint"), [("krm_officer", "4"), ("office", "3"), ("team_lead", "3"), ("area_lead", None)]
)
def test_today_says_how_many_entries_wait_for_whom(role: str, hint: str | None) -> None:
    at = open_page("cases/today", role)
    said = [link.proto.label for link in at.main.get("page_link") if link.proto.page == "issues"]
    assert said == ([f"{hint} {HINT}"] if hint else [])


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize("page", ["cases/register", "dashboards/channels", "dashboards/deadlines", "dashboards/ombuds"])
def test_lists_and_figures_say_what_is_missing_from_them(page: str) -> None:
    at = open_page(page, "office")
    assert not at.exception
    assert MISSING in texts(at)
    assert ("issues", "") in links(at)


@pytest.mark.usefixtures("typed")
def test_figures_say_it_without_a_way_to_those_who_correct_nothing() -> None:
    at = open_page("dashboards/channels", "management")
    assert MISSING in texts(at)
    assert ("issues", "") not in links(at)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("page", ["cases/today", "cases/register", "dashboards/channels"])
def test_no_page_speaks_of_corrections_where_nothing_is_wrong(page: str) -> None:
    at = open_page(page, "krm_officer")
    assert "nicht enthalten" not in texts(at)
    assert ("issues", "") not in links(at)


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize("role", ["staff", "area_lead", "management", "data_protection"])
def test_the_page_is_not_for_everybody(role: str) -> None:
    at = open_page(PAGE, "office")
    at.session_state["portal.role"] = role
    at.run()
    assert "nicht vorgesehen" in errors(at)[0]
    assert metrics(at) == []
    assert "31\\.02\\.2026" not in texts(at)


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize(
    "actor", those_without(Action.SEE_ISSUES), ids=lambda actor: next(iter(actor.roles), "signed out")
)
def test_the_page_past_the_app_shows_nothing(actor: Actor) -> None:
    at = AppTest.from_file(ROOT / "pages/cases/issues.py", default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.actor"] = actor
    at.run()
    assert errors(at)
    assert metrics(at) == []
    assert not at.markdown
