"""The page of the settings: shows what counts, follows what is typed, keeps it where it is refused."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from schema.settings import SETTINGS
from services.access import ROLE_ACTIONS, Action
from services.branding import branding_of
from services.register.base import ChangeSet, Register, RowChange, new_id
from services.settings import settings_of
from tests.services.test_branding import png
from tests.support.apptest import PATIENCE_SECONDS, click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.portal import ROOT

FORM = "admin.settings"
DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def plain(text: str) -> str:
    """Return a text without what keeps Markdown from taking it for more than text."""
    return text.replace("\\", "")


def opened(role: str = "krm_officer") -> AppTest:
    return open_page("admin/settings", role)


@pytest.mark.parametrize("role", ["krm_officer", "admin"])
def test_the_settings_show_what_counts_and_what_it_means(started: Register, role: str) -> None:
    at = opened(role)
    assert {key: held(at, f"{FORM}.{key}") for key in DEFAULTS} == DEFAULTS
    said = texts(at)
    for setting in SETTINGS:
        assert setting.help.de in said
    assert "nennt keine Zahl; 7 ist der Vorschlag" in said


@on_both_stores
def test_settings_are_saved_and_journalled(started: Register) -> None:
    at = put(opened(), FORM, close_days=21, office_name=" Jobcenter Nord ", land="BY")
    click(at, f"{FORM}.save")
    settings = settings_of(started.refresh())
    assert (settings.close_days, settings.office_name, settings.land) == (21, "Jobcenter Nord", "BY")
    assert settings.clear_days == 9
    assert held(at, f"{FORM}.office_name") == "Jobcenter Nord"
    assert any("gespeichert" in toast.value for toast in at.toast)
    assert [row.action for row in started.history("close_days")] == ["created"]


def test_the_preview_follows_what_is_typed_and_says_that_a_day_is_off(started: Register) -> None:
    at = opened()
    (said,) = [info.value for info in at.info]
    for day in ("09.03.2026", "13.03.2026", "18.03.2026", "11.03.2026"):
        assert f"**{day}**" in said
    assert "Samstag" not in said
    put(at, FORM, close_days=30, urgent_days=10, acknowledge_working_days=5)
    said = plain(at.info[0].value)
    assert "bis **11.03.2026** zu bestätigen" in said
    assert "bis **03.04.2026** (fällt auf einen Feiertag: Karfreitag) abzuschließen" in said
    assert "bis **14.03.2026** (fällt auf einen Samstag) abzuschließen" in said
    assert started.refresh().frames["settings"]["key"].tolist() == ["started_on"]  # typed is not saved


def test_the_preview_keeps_to_what_counts_while_what_is_typed_is_wrong(started: Register) -> None:
    at = put(opened(), FORM, close_days=None)
    assert "**18.03.2026** abzuschließen" in at.info[0].value


def test_a_refusal_says_where_and_keeps_what_was_typed(started: Register) -> None:
    at = put(opened(), FORM, clear_days=15, krm_mailbox="krm at amt", office_phone="0351 1")
    click(at, f"{FORM}.save")
    assert any("keine E-Mail-Adresse" in plain(error) for error in errors(at))
    assert held(at, f"{FORM}.office_phone") == "0351 1"
    assert held(at, f"{FORM}.krm_mailbox") == "krm at amt"
    assert settings_of(started.refresh()).values == DEFAULTS
    put(at, FORM, krm_mailbox="krm@amt.example")
    click(at, f"{FORM}.save")
    assert any("innerhalb von 14 Tagen" in error for error in errors(at))
    put(at, FORM, clear_days=8)
    click(at, f"{FORM}.save")
    assert errors(at) == []
    settings = settings_of(started.refresh())
    assert (settings.clear_days, settings.krm_mailbox, settings.office_phone) == (8, "krm@amt.example", "0351 1")


def test_discarding_brings_back_what_counts(started: Register) -> None:
    at = put(opened(), FORM, close_days=21, officer_name="K. Muster")
    click(at, f"{FORM}.discard")
    assert (held(at, f"{FORM}.close_days"), held(at, f"{FORM}.officer_name")) == (14, "")


@on_both_stores
def test_what_somebody_else_saved_is_shown_where_nothing_was_typed(started: Register) -> None:
    at, other = put(opened(), FORM, clear_days=8), put(opened("admin"), FORM, close_days=21, clear_days=7)
    click(other, f"{FORM}.save")
    put(at, FORM, office_phone="0351 1")
    assert (held(at, f"{FORM}.close_days"), held(at, f"{FORM}.clear_days")) == (21, 8)
    click(at, f"{FORM}.save")
    assert any("Jemand anders" in error for error in errors(at))
    assert settings_of(started.refresh()).clear_days == 7
    assert [plain(str(cell)) for cell in at.table[0].value.iloc[0]] == ["Klären: Kalendertage", "8", "7"]
    click(at, f"{FORM}.save")  # mine all the same
    settings = settings_of(started.refresh())
    assert (settings.close_days, settings.clear_days, settings.office_phone) == (21, 8, "0351 1")


def test_a_damaged_value_is_said_and_mended_by_saving(started: Register) -> None:
    row = RowChange("settings", "typed", {"key": "close_days", "value": "*zwei* Wochen"})
    started.commit(ChangeSet.of([row], actor="sheet", operation_id=new_id(), source="sheet"))
    at = opened()
    (warning,) = [plain(each.value) for each in at.warning]
    assert "„*zwei* Wochen“ ist keine ganze Zahl für „Abschließen: Kalendertage“" in warning
    assert "gilt: 14." in warning
    assert held(at, f"{FORM}.close_days") == 14
    click(at, f"{FORM}.save")
    assert [each.value for each in at.warning] == []
    assert settings_of(started.refresh()).damaged == ()


@pytest.mark.parametrize("role", [role for role, can in ROLE_ACTIONS.items() if Action.SET_UP not in can])
def test_settings_are_for_those_who_set_the_portal_up(started: Register, role: str) -> None:
    at = opened()
    at.session_state["portal.role"] = role
    at.run()
    assert "nicht vorgesehen" in at.error[0].value
    assert not has(at, f"{FORM}.save")
    assert not has(at, f"{FORM}.close_days")


def test_the_page_past_the_app_shows_nothing(started: Register) -> None:
    at = AppTest.from_file(str(ROOT / "pages/admin/settings.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in at.error[0].value
    assert not has(at, f"{FORM}.save")


def test_the_colours_are_chosen_and_the_logo_is_tried_kept_and_removed(started: Register) -> None:
    at = put(opened(), FORM, report_colour="#8ac0cc", report_second_colour="#123456")
    click(at, f"{FORM}.save")
    assert any("nötig sind 4,5 : 1" in plain(error) for error in errors(at))
    assert held(at, f"{FORM}.report_second_colour") == "#123456"
    put(at, FORM, report_colour="#0a3c5d")
    click(at, f"{FORM}.save")
    assert branding_of(started.refresh()).colour == "#0A3C5D"
    bring(at, "foto.png", b"Hallo")
    assert any("„foto.png“ ist kein Bild" in plain(error) for error in errors(at))
    assert not has(at, f"{FORM}.logo.store")
    bring(at, "logo.png", png(2400, 600))
    assert "2000 × 500 statt 2400 × 600 Bildpunkte" in texts(at)
    assert branding_of(started.refresh()).logo is None
    click(at, f"{FORM}.logo.store")
    assert branding_of(started.refresh()).logo_kind == "png"
    assert "Berichte tragen logo.png" in plain(texts(at))
    click(at, f"{FORM}.logo.remove")
    assert branding_of(started.refresh()).logo is None
    assert "**kein Logo**" in texts(at)


def bring(at: AppTest, name: str, content: bytes) -> None:
    """Choose a file as the logo."""
    (box,) = at.file_uploader
    box.set_value((name, content, "image/png")).run()
    assert not at.exception
