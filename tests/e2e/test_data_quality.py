"""What somebody types in the Google Sheet against the rules, in a real browser: named, corrected, gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.register.base import Register
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.layout import FIRST_ROW, letters, tabs
from tests.support.cases import TODAY, record
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import Portal, StartPortal
from tests.support.screen import at, press
from tests.support.sheets import SheetPlace

TAB = "Reaktionen"
WRONG = "„31.02.2026“ ist kein Datum für „Eingegangen am“"


@pytest.fixture
def register(place: SheetPlace) -> Iterator[Register]:
    """A register with two cases, as another portal holds it."""
    register = SheetRegister(place.connection)
    record(register, subject="Zum Vertippen")
    record(register, subject="Bleibt")
    yield register
    register.close()


@pytest.fixture
def portal(place: SheetPlace, register: Register, tmp_path: Path, portal_server: StartPortal) -> Portal:
    env = place.write_secrets(tmp_path / "sheet-secrets.toml")
    return portal_server({**env, "RESONANZ_TODAY": TODAY.isoformat()})


def look(page: Page) -> None:
    page.get_by_role("button", name="Jetzt in der Tabelle nachsehen").first.click()
    wait_until_drawn(page)


def test_a_wrong_date_is_named_with_its_cell_and_goes_when_it_is_corrected(
    place: SheetPlace, register: Register, portal: Portal, open_window: OpenWindow
) -> None:
    cell = f"{letters(tabs()['reactions'].names.index('received_on'))}{FIRST_ROW}"
    page = open_window(f"{portal.url}/issues")
    expect(page.get_by_text("Alles in Ordnung")).to_be_visible()

    place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=f"{TAB}!{cell}", values=[["31.02.2026"]])
    look(page)

    expect(page.get_by_text(WRONG)).to_be_visible()
    expect(page.get_by_text(f"Zelle {TAB}!{cell} · Spalte „Eingegangen am“ · Wert: „31.02.2026“")).to_be_visible()
    link = page.get_by_role("link", name=f"Zur Zelle {TAB}!{cell}")
    sheet_id = tabs()["reactions"].sheet_id
    address = f"https://docs.google.com/spreadsheets/d/{place.spreadsheet_id}/edit#gid={sheet_id}&range={cell}"
    expect(link).to_have_attribute("href", address)
    page.goto(f"{portal.url}/today")
    page.get_by_role("link", name="1 Eintrag braucht eine Korrektur").click()
    expect(page.get_by_text(WRONG)).to_be_visible()

    place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=f"{TAB}!{cell}", values=[["2026-03-01"]])
    look(page)

    expect(page.get_by_text("Alles in Ordnung")).to_be_visible()
    expect(page.get_by_text(WRONG)).to_have_count(0)
    received = register.refresh().frames["reactions"]["received_on"]
    assert [day.date().isoformat() for day in received] == ["2026-03-01", "2026-03-02"]


def test_a_deleted_row_leaves_the_register_only_after_a_second_yes(
    place: SheetPlace, register: Register, portal: Portal, open_window: OpenWindow
) -> None:
    case_id, other_id = register.snapshot().frames["reactions"].index
    page = open_window(f"{portal.url}/issues")
    place.emulator.act("delete_row", spreadsheet=place.spreadsheet_id, sheet=TAB, row=FIRST_ROW)
    look(page)
    key = f"cases.issues.remove.reactions.{case_id}"

    at(page, f"{key}.ask").locator("button").first.click()

    expect(page.get_by_text("eine Reaktion mit allen ihren Anliegen")).to_be_visible()
    assert list(register.refresh().frames["reactions"].index) == [case_id, other_id]

    press(page, key)

    expect(page.get_by_text("Alles in Ordnung")).to_be_visible()
    assert list(register.refresh().frames["reactions"].index) == [other_id]
