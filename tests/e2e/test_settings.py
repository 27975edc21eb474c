"""The settings in a browser: a sentence that follows what is typed, and a case in another window that follows too."""

from __future__ import annotations

from playwright.sync_api import expect

from services.register.base import Register
from services.settings import settings_of
from tests.e2e.conftest import Store
from tests.support.cases import record
from tests.support.chromium import OpenWindow
from tests.support.portal import StartPortal
from tests.support.screen import at, field, press, type_into

DAY = {"RESONANZ_TODAY": "2026-03-04"}
PETITION = {"kind": "petition", "area": "benefits"}


def test_a_deadline_is_set_and_an_open_case_follows(
    portal_server: StartPortal, open_window: OpenWindow, store: Store
) -> None:
    register: Register = store.open()
    number = record(register, concerns=(PETITION,)).number  # received on Monday, 2 March
    portal = portal_server({**store.settings, **DAY})
    case = open_window(f"{portal.url}/case?number={number}")
    expect(case.get_by_text("Petition oder Eingabe").first).to_be_visible()
    expect(case.get_by_text("fällig am 09.03.2026")).to_be_visible()
    page = open_window(f"{portal.url}/settings")
    preview = at(page, "admin.settings.preview")
    expect(preview).to_contain_text("bis 11.03.2026 abzuschließen")

    # Refused: the field says why, and what was typed stands.
    type_into(page, "admin.settings.urgent_days", "15")
    type_into(page, "admin.settings.office_name", "Jobcenter Nord")
    press(page, "admin.settings.save")
    expect(page.get_by_text("innerhalb von 14 Tagen abgeschlossen").first).to_be_visible()
    expect(field(page, "admin.settings.office_name")).to_have_value("Jobcenter Nord")
    assert settings_of(register.refresh()).office_name == ""

    type_into(page, "admin.settings.urgent_days", "5")
    expect(preview).to_contain_text("bis 09.03.2026 abzuschließen")
    at(page, "admin.settings.save").locator("button").dblclick()
    expect(page.get_by_text("Die Einstellungen sind gespeichert.")).to_be_visible()

    expect(case.get_by_text("fällig am 07.03.2026 · fällt auf einen Samstag")).to_be_visible()
    page.reload()
    expect(field(page, "admin.settings.urgent_days")).to_have_value("5")
    expect(field(page, "admin.settings.office_name")).to_have_value("Jobcenter Nord")
    assert settings_of(register.refresh()).urgent_days == 5
    assert len(register.history("urgent_days")) == 1
    register.close()
    assert "Traceback" not in portal.output
