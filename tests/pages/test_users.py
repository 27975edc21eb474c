from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from services.records import add_record, change_record
from services.register import opening
from services.register.snapshot import Row, Snapshot
from services.starting import start_empty
from tests.support.apptest import PATIENCE_SECONDS, on_both_stores
from tests.support.cases import TODAY
from tests.support.people import ADA
from tests.support.portal import ROOT

OLGA = {"login": "olga@amt.example", "label": "Olga Büro", "roles": ("office",), "active": True}


@pytest.fixture
def register_url(register_url: str) -> str:
    register = opening.open_register(register_url)
    start_empty(register, ADA, today=TODAY, operation_id="start")
    add_record(register, ADA, "users", OLGA, today=TODAY, operation_id="olga")
    register.close()
    return register_url


def opened(role: str = "admin") -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = role
    at.run()
    return at.switch_page("pages/admin/users.py").run()


def stored(url: str) -> Snapshot:
    register = opening.open_register(url)
    snapshot = register.snapshot()
    register.close()
    return snapshot


def user(url: str, login: str) -> Row:
    snapshot = stored(url)
    users = snapshot.frames["users"]
    return snapshot.row("users", users.index[users["login"] == login][0])


def test_the_list_shows_who_is_entered(register_url: str) -> None:
    at = opened()
    assert not at.exception
    rows = at.dataframe[0].value
    assert list(rows["Anmeldename"]) == ["olga@amt.example"]
    assert list(rows["Rollen"]) == ["Büro der Geschäftsführung"]


@on_both_stores
def test_a_person_is_added(register_url: str) -> None:
    at = opened()
    at.button(key="admin.users.add").click().run()
    at.text_input(key="admin.users.login.new").set_value("bob@amt.example")
    at.text_input(key="admin.users.label.new").set_value("Bob Teamleitung")
    at.multiselect(key="admin.users.roles.new").set_value(["team_lead", "staff"])
    at.button(key="admin.users.save").click().run()
    assert not at.exception
    assert list(at.dataframe[0].value["Name"]) == ["Bob Teamleitung", "Olga Büro"]
    row = user(register_url, "bob@amt.example")
    assert (row["roles"], row["active"]) == (("team_lead", "staff"), True)


def test_a_mistake_is_shown_at_its_field_and_loses_nothing(register_url: str) -> None:
    at = opened()
    at.button(key="admin.users.add").click().run()
    at.text_input(key="admin.users.login.new").set_value("OLGA@amt.example")
    at.text_input(key="admin.users.label.new").set_value("Olga die Zweite")
    at.multiselect(key="admin.users.roles.new").set_value(["staff"])
    at.button(key="admin.users.save").click().run()
    assert not at.exception
    assert any("schon vergeben" in error.value for error in at.error)
    assert at.text_input(key="admin.users.label.new").value == "Olga die Zweite"
    assert len(stored(register_url).frames["users"]) == 1


@on_both_stores
def test_a_person_is_changed_and_switched_off(register_url: str) -> None:
    at = opened()
    at.selectbox(key="admin.users.open").select("olga").run()
    assert at.text_input(key="admin.users.login.olga").value == "olga@amt.example"
    at.multiselect(key="admin.users.roles.olga").set_value(["krm_officer"])
    at.checkbox(key="admin.users.active.olga").uncheck()
    at.button(key="admin.users.save").click().run()
    assert not at.exception
    row = user(register_url, "olga@amt.example")
    assert (row["roles"], row["active"], row["label"]) == (("krm_officer",), False, "Olga Büro")


def test_cancel_changes_nothing(register_url: str) -> None:
    at = opened()
    at.selectbox(key="admin.users.open").select("olga").run()
    at.text_input(key="admin.users.label.olga").set_value("Jemand anderes")
    at.button(key="admin.users.cancel").click().run()
    assert user(register_url, "olga@amt.example")["label"] == "Olga Büro"


@on_both_stores
def test_both_sides_are_shown_where_two_changed_the_same(register_url: str) -> None:
    at = opened()
    at.selectbox(key="admin.users.open").select("olga").run()
    register = opening.open_register(register_url)
    seen = register.snapshot().row("users", "olga")
    change_record(register, ADA, "users", seen, {"label": "Olga Bauer"}, today=TODAY, operation_id="other")
    register.close()
    at.text_input(key="admin.users.label.olga").set_value("Olga Beck")

    at.button(key="admin.users.save").click().run()

    assert not at.exception
    assert list(at.table[0].value.to_numpy().ravel()) == ["Name", "Olga Beck", "Olga Bauer"]
    assert user(register_url, "olga@amt.example")["label"] == "Olga Bauer"
    at.button(key="admin.users.save").click().run()
    assert user(register_url, "olga@amt.example")["label"] == "Olga Beck"


def test_a_look_at_another_page_empties_no_field(register_url: str) -> None:
    at = opened()
    at.selectbox(key="admin.users.open").select("olga").run()
    at.switch_page("pages/admin/import_file.py").run()
    at.switch_page("pages/admin/users.py").run()
    at.button(key="admin.users.save").click().run()
    assert not at.exception
    assert {name: user(register_url, "olga@amt.example")[name] for name in OLGA} == OLGA


def test_the_last_administrator_stays(register_url: str) -> None:
    register = opening.open_register(register_url)
    values = {**OLGA, "login": "ada@amt.example", "label": "Ada", "roles": ("admin",)}
    add_record(register, ADA, "users", values, today=TODAY, operation_id="ada")
    register.close()
    at = opened()
    at.selectbox(key="admin.users.open").select("ada").run()
    at.checkbox(key="admin.users.active.ada").uncheck()
    at.button(key="admin.users.save").click().run()
    assert any("einzige aktive Person" in error.value for error in at.error)
    assert user(register_url, "ada@amt.example")["active"] is True


def test_a_list_with_somebody_in_use_says_nothing_of_the_sample(register_url: str) -> None:
    assert not any("Beispielregister" in caption.value for caption in opened().caption)


def test_a_list_of_people_out_of_use_says_why(register_url: str) -> None:
    register = opening.open_register(register_url)
    seen = register.snapshot().row("users", "olga")
    change_record(register, ADA, "users", seen, {"active": False}, today=TODAY, operation_id="off")
    register.close()
    assert any("Beispielregister" in caption.value for caption in opened().caption)


def test_a_clerk_is_sent_to_no_file_of_the_source(register_url: str) -> None:
    said = opened().info[0].value
    assert "Die Anmeldung ist nicht eingerichtet." in said
    assert ".md" not in said


@pytest.mark.parametrize("role", ["staff", "office", "krm_officer", "management", "data_protection"])
def test_people_are_for_the_administration_only(register_url: str, role: str) -> None:
    at = opened()
    at.session_state["portal.role"] = role
    at.run()
    assert "nicht vorgesehen" in at.error[0].value
    assert len(at.dataframe) == 0
    assert "admin.users.add" not in {button.key for button in at.button}


def test_the_page_past_the_app_shows_nothing(register_url: str) -> None:
    at = AppTest.from_file(str(ROOT / "pages/admin/users.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in at.error[0].value
    assert len(at.dataframe) == 0
