from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from services.records import add_record
from services.register.base import Register
from tests.support.apptest import PATIENCE_SECONDS, on_both_stores
from tests.support.cases import TODAY
from tests.support.people import ADA, KAREN
from tests.support.portal import ROOT

PAGE = "pages/admin/units.py"
NORD = {"code": "nord", "label": "Team Nord", "kind": "team", "active": True}


def opened(role: str = "krm_officer") -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = role
    at.run()
    return at.switch_page(PAGE).run()


@on_both_stores
@pytest.mark.parametrize("role", ["krm_officer", "admin"])
def test_a_team_is_added(started: Register, role: str) -> None:
    at = opened(role)
    at.button(key="admin.units.add").click().run()
    at.text_input(key="admin.units.code.new").set_value("neu")
    at.text_input(key="admin.units.label.new").set_value("Team Süd")
    at.button(key="admin.units.save").click().run()
    assert not at.exception
    assert list(started.refresh().frames["units"]["label"]) == ["Team Süd"]


@on_both_stores
def test_a_team_is_renamed_and_nobody_elses_name_with_it(started: Register) -> None:
    add_record(started, ADA, "units", NORD, today=TODAY, operation_id="nord")
    add_record(started, ADA, "units", {**NORD, "code": "sued", "label": "Team Süd"}, today=TODAY, operation_id="sued")
    at = opened()
    assert list(at.dataframe[0].value["Name"]) == ["Team Nord", "Team Süd"]
    at.selectbox(key="admin.units.open").select("nord").run()
    at.text_input(key="admin.units.label.nord").set_value("Team Nordost")
    at.button(key="admin.units.save").click().run()
    assert not at.exception
    assert sorted(started.refresh().frames["units"]["label"]) == ["Team Nordost", "Team Süd"]


def test_a_code_is_given_once(started: Register) -> None:
    add_record(started, ADA, "units", NORD, today=TODAY, operation_id="nord")
    at = opened()
    at.button(key="admin.units.add").click().run()
    at.text_input(key="admin.units.code.new").set_value("NORD")
    at.text_input(key="admin.units.label.new").set_value("Noch ein Nord")
    at.button(key="admin.units.save").click().run()
    assert any("schon vergeben" in error.value for error in at.error)
    assert at.text_input(key="admin.units.label.new").value == "Noch ein Nord"
    assert list(started.refresh().frames["units"]["label"]) == ["Team Nord"]


def test_the_page_of_the_teams_shows_neither_people_nor_partners(started: Register) -> None:
    """A partner's contact is personal data, and not for the portal's administration."""
    partner = {"code": "awo", "label": "AWO", "contact": "Frau Beispiel"}
    add_record(started, KAREN, "partners", partner, today=TODAY, operation_id="awo")
    at = opened("admin")
    assert at.title[0].value == "Bereiche und Teams"
    assert not {"admin.users.add", "admin.partners.add"} & {button.key for button in at.button}
    assert len(at.dataframe[0].value) == 0


@pytest.mark.parametrize("role", ["staff", "office", "team_lead", "management", "data_protection"])
def test_teams_are_for_those_who_set_the_portal_up(started: Register, role: str) -> None:
    at = opened()
    at.session_state["portal.role"] = role
    at.run()
    assert "nicht vorgesehen" in at.error[0].value
    assert len(at.dataframe) == 0
    assert "admin.units.add" not in {button.key for button in at.button}


def test_the_page_past_the_app_shows_nothing(started: Register) -> None:
    at = AppTest.from_file(str(ROOT / PAGE), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in at.error[0].value
    assert len(at.dataframe) == 0
