from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from services.register import opening
from services.register.snapshot import Snapshot
from tests.support.apptest import PATIENCE_SECONDS, on_both_stores
from tests.support.portal import ROOT

CHOICES = ("admin.start.empty", "admin.start.sample", "admin.start.file")


def opened(role: str = "krm_officer") -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = role
    return at.run()


def keys(at: AppTest) -> set[str]:
    return {button.key for button in at.button if button.key}


def stored(url: str) -> Snapshot:
    register = opening.open_register(url)
    snapshot = register.snapshot()
    register.close()
    return snapshot


@pytest.mark.parametrize("role", ["krm_officer", "admin"])
def test_an_empty_register_greets_with_three_choices(register_url: str, role: str) -> None:
    at = opened(role)
    assert not at.exception
    assert at.title[0].value == "Willkommen bei Resonanz"
    assert set(CHOICES) <= keys(at)
    assert stored(register_url).revision == 0


@pytest.mark.parametrize("role", ["staff", "office", "management", "data_protection"])
def test_who_cannot_set_it_up_is_told_to_wait(register_url: str, role: str) -> None:
    at = opened(role)
    assert not at.exception
    assert "noch nicht eingerichtet" in at.info[0].value
    assert not set(CHOICES) & keys(at)


@on_both_stores
def test_starting_empty_leads_to_the_first_page(register_url: str) -> None:
    at = opened()
    at.button(key="admin.start.empty").click().run()
    assert not at.exception
    assert at.title[0].value == "Heute"
    snapshot = stored(register_url)
    assert list(snapshot.frames["settings"]["key"]) == ["started_on"]
    assert snapshot.frames["reactions"].empty


@on_both_stores
def test_the_sample_register_is_loaded_and_said_to_be_made_up(register_url: str) -> None:
    at = opened()
    assert "erfundene" in " ".join(text.value for text in at.markdown)
    at.button(key="admin.start.sample").click().run()
    assert not at.exception
    assert at.title[0].value == "Heute"
    assert "erfunden" in at.toast[0].value
    received = stored(register_url).frames["reactions"]["received_on"]
    assert int((received.dt.year == 2022).sum()) == 748


def test_bringing_a_file_leads_to_the_import(register_url: str) -> None:
    at = opened()
    at.button(key="admin.start.file").click().run()
    assert not at.exception
    assert at.title[0].value == "Import"
    assert stored(register_url).revision == 0


def test_a_started_register_greets_nobody(register_url: str) -> None:
    at = opened()
    at.button(key="admin.start.empty").click().run()
    again = opened("admin")
    assert not set(CHOICES) & keys(again)
