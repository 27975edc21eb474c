"""A counsellor calls the ombuds office: the case is recorded and closed on one screen, its partner is entered there."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import StartPortal
from tests.support.screen import at, choose, field, press, type_day, type_into

DAY = {"RESONANZ_TODAY": "2026-11-20"}
FORM = "cases.ombuds"


def test_a_call_is_recorded_and_closed_on_one_screen(portal_server: StartPortal, open_window: OpenWindow) -> None:
    portal = portal_server(DAY)
    page = open_window(portal.url)
    press(page, "admin.start.empty")
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()
    page.goto(f"{portal.url}/ombuds_intake")
    expect(page.get_by_role("heading", level=1, name="Annahme Ombudsstelle")).to_be_visible()
    wait_until_drawn(page)

    # The organisation calls for the first time: it is entered without leaving what was begun.
    type_into(page, f"{FORM}.counsellor", "Frau Beispiel, 03501 1")
    page.get_by_text("Neuer Partner", exact=False).click()
    type_into(page, f"{FORM}.new_partner.label", "Schuldnerberatung Pirna")
    choose(page, f"{FORM}.new_partner.kind", "Schuldnerberatung")
    press(page, f"{FORM}.new_partner.save")
    expect(field(page, f"{FORM}.partner")).to_have_value("Schuldnerberatung Pirna")
    expect(field(page, f"{FORM}.counsellor")).to_have_value("Frau Beispiel, 03501 1")
    expect(field(page, f"{FORM}.new_partner.label")).not_to_be_visible()

    choose(page, f"{FORM}.channel", "Telefon")
    type_into(page, f"{FORM}.subject", "Regelbedarf nicht ausgezahlt")
    choose(page, f"{FORM}.kind.1", "Beschwerde")
    choose(page, f"{FORM}.area.1", "Leistungsgewährung")
    choose(page, f"{FORM}.theme.1", "Auszahlung des Regelbedarfs")
    expect(field(page, f"{FORM}.outcome.1")).to_have_count(0)
    turn_on(page, "Sofort telefonisch geklärt")
    choose(page, f"{FORM}.outcome.1", "begründet")
    type_into(page, f"{FORM}.completion_note", "Auszahlung veranlasst, Beraterin bestätigt")

    # What is missing is said, and nothing that was typed is lost, also over a reload.
    press(page, f"{FORM}.save")
    expect(page.get_by_text("„Art der Klärung“ fehlt. Bitte ausfüllen.")).to_be_visible()
    page.reload()
    expect(field(page, f"{FORM}.completion_note")).to_have_value("Auszahlung veranlasst, Beraterin bestätigt")
    choose(page, f"{FORM}.clearing_kind.1", "Abgeholfen wegen eigenen Fehlers")
    type_day(page, f"{FORM}.verbis_on", "20112026")
    at(page, f"{FORM}.save").locator("button").dblclick()

    expect(page.get_by_role("heading", level=1, name="KR-2026-0001")).to_be_visible()
    expect(page.get_by_text("Abgeschlossen am").first).to_be_visible()

    page.goto(f"{portal.url}/partners")
    field(page, "cases.partners.open").click()
    page.get_by_role("option", name="Schuldnerberatung Pirna").click()
    expect(page.get_by_role("table").get_by_role("link", name=re.compile(r"KR-2026-\d{4}"))).to_have_count(1)
    assert not portal.output.count("Traceback"), portal.output


def turn_on(page: Page, label: str) -> None:
    """Turn a switch on."""
    page.get_by_text(label, exact=True).click()
    wait_until_drawn(page)
