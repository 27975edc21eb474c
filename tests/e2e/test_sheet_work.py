"""Clerks at work on a Google Sheet: what Google never stores, what other portals show, and what happens without it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from services.register.base import Register
from services.register.sheet.layout import FIRST_ROW, letters, tabs
from tests.e2e.conftest import Store
from tests.support.cases import TODAY, change, record
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import Portal, StartPortal
from tests.support.screen import at, choose, field, press, type_into
from tests.support.sheets import ACCOUNT, SheetPlace

DAY = {"RESONANZ_TODAY": TODAY.isoformat()}
TAB = "Reaktionen"
STORED = (
    "properties,namedRanges,developerMetadata,sheets(properties,merges,conditionalFormats,protectedRanges,basicFilter,"
    "bandedRanges,developerMetadata,"
    "data(rowData(values(userEnteredValue,effectiveValue,formattedValue,note,hyperlink,dataValidation))))"
)

pytestmark = pytest.mark.parametrize("store", ["sheet"], indirect=True)

# What is personal, by the field it is typed into; each with words of its own to look for.
RECORDED = {
    "customer_name": "Karla Kurz-Lübkemann",
    "customer_ref": "BG-4711-0815",
    "customer_contact": "Prager Straße 99, 01069 Dresden\n0351 4711-99",
    "text": "Herr Schroff am Schalter 3 hat mich angeschrien.",
}
ADDED = {
    "disposition": "Frau Sanft soll bis Freitag zurückrufen.",
    "extension_reason": "Die Sachbearbeiterin Adele Krank ist nicht da.",
    "completion_note": "Frau Kurz-Lübkemann nahm die Entschuldigung an.",
    "file_ref": "AZ 7-Kurz-2026",
}
EMPLOYEE = "Detlef Schroff"
AS_OF = re.compile(r"Stand (von|vom \d\d\.\d\d\.\d{4},) \d\d:\d\d Uhr")  # the day stands there after midnight
SEALED = re.compile(r"gAAAA[\w=-]+")
SUBJECT = "Ton am Schalter"  # is counted and searched in the sheet, so it stands there to be read


@pytest.fixture
def register(store: Store) -> Iterator[Register]:
    """The sheet, as another process has it."""
    register = store.open()
    yield register
    register.close()


@pytest.fixture
def portal(store: Store, portal_server: StartPortal) -> Portal:
    return portal_server({**store.settings, **DAY})


def everything(place: SheetPlace) -> str:
    """Return all that Google stores of the sheet: every cell of every tab, choices, notes, names and the journal.

    Only the looks of the cells are left out: colours and number formats hold no words, and are a hundred megabytes.
    """
    query = urlencode({"id": place.spreadsheet_id, "fields": STORED})
    return json.dumps(place.emulator.get(f"spreadsheets?{query}"), ensure_ascii=False)


def test_google_stores_nothing_personal_of_a_clerks_work(
    place: SheetPlace, portal: Portal, open_window: OpenWindow, register: Register
) -> None:
    page = open_window(portal.url)
    press(page, "admin.start.empty")
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()
    page.goto(f"{portal.url}/new")
    wait_until_drawn(page)
    choose(page, "cases.new.channel", "Telefon")
    type_into(page, "cases.new.subject", SUBJECT)
    for name, text in RECORDED.items():
        type_into(page, f"cases.new.{name}", text)
    choose(page, "cases.new.kind.1", "Beschwerde")
    choose(page, "cases.new.area.1", "Eingangszone")
    type_into(page, "cases.new.employee.1", EMPLOYEE)
    press(page, "cases.new.save")
    expect(page.get_by_role("heading", level=1, name="KR-2026-0001")).to_be_visible()
    press(page, "cases.case.edit")
    for name, text in ADDED.items():
        type_into(page, f"cases.case.{name}", text)
    type_into(page, "cases.case.customer_name", RECORDED["customer_name"] + " (verzogen)")
    press(page, "cases.case.save")
    expect(at(page, "cases.case.edit")).to_be_visible()

    stored = everything(place)

    assert SUBJECT in stored
    words = [EMPLOYEE, *(line for text in {**RECORDED, **ADDED}.values() for line in text.split("\n"))]
    parts = [part for text in words for part in (text, text.encode().hex(), json.dumps(text)[1:-1])]
    names = ["Lübkemann", "Kurz", "Prager", "Dresden", "Schroff", "Sanft", "Adele", "Krank", "angeschrien"]
    # In what is sealed, the letters of a short name may follow one another by chance.
    read = SEALED.sub("", stored)
    assert len(read) < len(stored)
    assert [part for part in parts if part in stored] == []
    assert [name for name in names if name in read] == []
    row = register.refresh().row("reactions", register.snapshot().find_reaction_id("KR-2026-0001") or "")
    assert {name: row[name] for name in ADDED} == ADDED
    assert row["customer_contact"] == RECORDED["customer_contact"]


def test_another_portal_shows_by_itself_what_was_stored_and_what_was_typed_in_the_sheet(
    place: SheetPlace, portal: Portal, register: Register, open_window: OpenWindow
) -> None:
    """How soon is a matter of `Pace`; here nobody reloads anything."""
    stored, typed = record(register, subject="Erster Stand"), record(register, subject="Noch nicht getippt")
    windows = {case.number: open_window(f"{portal.url}/case?number={case.number}") for case in (stored, typed)}
    for number, subject in ((stored.number, "Erster Stand"), (typed.number, "Noch nicht getippt")):
        expect(windows[number].get_by_text(subject).first).to_be_visible()
        windows[number].evaluate("window.isTheSamePage = true")

    change(register, stored, subject="Zweiter Stand")
    cell = f"{TAB}!{letters(tabs()['reactions'].names.index('subject'))}{FIRST_ROW + 1}"
    place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=cell, values=[["In der Tabelle getippt"]])

    for number, subject in ((stored.number, "Zweiter Stand"), (typed.number, "In der Tabelle getippt")):
        expect(windows[number].get_by_text(subject).first).to_be_visible()
        assert windows[number].evaluate("window.isTheSamePage") is True


def test_trouble_comes_and_goes_on_the_screen_and_takes_nothing_that_is_being_typed(
    place: SheetPlace, portal: Portal, register: Register, open_window: OpenWindow
) -> None:
    record(register, subject="Bleibt lesbar")
    page = open_window(f"{portal.url}/new")
    type_into(page, "cases.new.subject", "Schon verlassen")
    field(page, "cases.new.text").fill("Noch mitten im Satz")
    place.emulator.act("unshare", spreadsheet=place.spreadsheet_id, email=ACCOUNT)

    warning = at(page, "portal.trouble").get_by_role("alert")
    expect(warning).to_contain_text("Die Tabelle ist für das Portal nicht freigegeben")

    expect(warning).to_contain_text(AS_OF)
    expect(field(page, "cases.new.subject")).to_have_value("Schon verlassen")
    expect(field(page, "cases.new.text")).to_have_value("Noch mitten im Satz")
    other = open_window(f"{portal.url}/register")
    expect(at(other, "portal.trouble").get_by_role("alert")).to_contain_text(AS_OF)
    expect(other.get_by_text("1 von 1 Reaktionen")).to_be_visible()

    place.emulator.act("share", spreadsheet=place.spreadsheet_id, email=ACCOUNT, role="writer")

    expect(warning).to_have_count(0)
    expect(field(page, "cases.new.text")).to_have_value("Noch mitten im Satz")
    assert not portal.output.count("Traceback"), portal.output
