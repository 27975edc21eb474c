from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from services.register import opening
from services.register.base import Register
from services.starting import start_empty
from tests.support.apptest import PATIENCE_SECONDS, on_both_stores
from tests.support.cases import TODAY, all_reactions
from tests.support.people import KAREN
from tests.support.portal import ROOT

GOOD = (
    "reaction;received_on;channel;subject;unit;kind;area\n"
    "A-1;02.03.2026;E-Mail;Rückruf blieb aus;Team Nord;Beschwerde;Leistungsgewährung\n"
    "A-1;02.03.2026;E-Mail;Rückruf blieb aus;Team Nord;Lob;Eingangszone\n"
    "A-2;03.03.2026;Telefon;=cmd|x;;Lob;Eingangszone\n"
)
BAD = GOOD + "A-3;04.03.2027;E-Mail;Aus der Zukunft;;Lob;Eingangszone\nA-4;02.03.2026;Brieftaube;Post;;Lob;\n"


@pytest.fixture
def register_url(register_url: str) -> str:
    register = opening.open_register(register_url)
    start_empty(register, KAREN, today=TODAY, operation_id="start")
    register.close()
    return register_url


def opened(role: str = "krm_officer") -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = role
    at.run()
    return at.switch_page("pages/admin/import_file.py").run()


def uploaded(at: AppTest, content: bytes, name: str = "Altbestand.csv") -> AppTest:
    return at.file_uploader(key="admin.import.file").set_value((name, content, "text/csv")).run()


def keys(at: AppTest) -> set[str]:
    return {button.key for button in at.button if button.key}


def numbers(url: str) -> list[str]:
    register: Register = opening.open_register(url)
    found = all_reactions(register.snapshot())
    register.close()
    return found


def counts(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


@on_both_stores
def test_a_good_file_is_checked_first_and_taken_over_then(register_url: str) -> None:
    at = uploaded(opened(), GOOD.encode())
    assert not at.exception
    assert counts(at) == {"Neue Reaktionen": "2", "Schon bekannt": "0", "Zu ändern": "0", "Abgelehnt": "0"}
    assert "Team Nord" in " ".join(text.value for text in at.markdown)
    assert numbers(register_url) == []

    at.button(key="admin.import.all").click().run()

    assert not at.exception
    assert "Neu: 2" in at.success[0].value
    assert numbers(register_url) == ["A-1", "A-2"]
    assert not {"admin.import.all", "admin.import.good"} & keys(at)


def test_the_same_file_again_changes_nothing(register_url: str) -> None:
    uploaded(opened(), GOOD.encode()).button(key="admin.import.all").click().run()
    at = uploaded(opened(), GOOD.encode())
    assert "Es ändert sich nichts" in at.success[0].value
    assert counts(at)["Schon bekannt"] == "2"
    assert not {"admin.import.all", "admin.import.good"} & keys(at)


def test_a_file_with_problems_lists_them_and_gives_the_good_rows(register_url: str) -> None:
    at = uploaded(opened(), BAD.encode())
    assert counts(at)["Abgelehnt"] == "2"
    table = at.table[0].value
    assert list(table["Zeile"]) == ["5", "6"]
    assert list(table["Spalte"]) == [r"received\_on", "channel"]
    assert list(table["Wert"]) == [r"04\.03\.2027", "Brieftaube"]
    assert "admin.import.all" not in keys(at)
    assert "Gespeichert ist noch nichts." in at.warning[0].value
    assert numbers(register_url) == []

    at.button(key="admin.import.good").click().run()

    assert not at.warning
    assert "Neu: 2" in at.success[0].value
    assert "ausgelassen: 2" in at.success[0].value
    assert numbers(register_url) == ["A-1", "A-2"]


def test_a_problem_names_its_column_as_the_file_does(register_url: str) -> None:
    headings = "Nummer;Eingegangen am;Eingangsweg;Betreff;Zuständiges Team;Art;Bereich\n"
    at = uploaded(opened(), (headings + BAD.partition("\n")[2]).encode())
    assert list(at.table[0].value["Spalte"]) == ["Eingegangen am", "Eingangsweg"]


@on_both_stores
def test_known_reactions_change_only_when_that_is_asked_for(register_url: str) -> None:
    uploaded(opened(), GOOD.encode()).button(key="admin.import.all").click().run()
    other = GOOD.replace("Rückruf blieb aus", "Rückruf kam doch")
    at = uploaded(opened(), other.encode())
    assert counts(at)["Abgelehnt"] == "1"
    assert not {"admin.import.all", "admin.import.good"} & keys(at)
    assert "wird so nichts gespeichert" in at.warning[0].value

    at.checkbox(key="admin.import.update").check().run()

    assert counts(at)["Zu ändern"] == "1"
    at.button(key="admin.import.all").click().run()
    register = opening.open_register(register_url)
    assert "Rückruf kam doch" in set(register.snapshot().frames["reactions"]["subject"])
    register.close()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("leer.csv", b"", "leer"),
        ("brief.pdf", b"%PDF-1.7", "pdf"),
        ("tabelle.xlsx", GOOD.encode(), "xlsx"),
        ("spalten.csv", b"kind;kind\nLob;Lob\n", "kind"),
    ],
)
def test_a_file_that_cannot_be_taken_is_said_so(register_url: str, name: str, content: bytes, sentence: str) -> None:
    at = uploaded(opened(), content, name)
    assert not at.exception
    assert sentence in " ".join(str(cell) for cell in at.table[0].value.to_numpy().ravel())
    assert not {"admin.import.all", "admin.import.good"} & keys(at)
    assert numbers(register_url) == []


def test_windows_1252_is_read_and_said(register_url: str) -> None:
    at = uploaded(opened(), GOOD.encode("cp1252"))
    assert "Windows-1252" in at.info[0].value
    assert counts(at)["Neue Reaktionen"] == "2"


@pytest.mark.parametrize("role", ["staff", "office", "team_lead", "management", "data_protection"])
def test_the_import_is_not_for_everybody(register_url: str, role: str) -> None:
    at = opened()
    at.session_state["portal.role"] = role
    at.run()
    assert "nicht vorgesehen" in at.error[0].value
    assert [uploader.key for uploader in at.file_uploader] == []


def test_the_page_past_the_app_shows_nothing(register_url: str) -> None:
    at = AppTest.from_file(str(ROOT / "pages/admin/import_file.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in at.error[0].value
    assert [uploader.key for uploader in at.file_uploader] == []
