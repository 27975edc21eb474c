"""The register in a real browser: what stands in the address, what a click does, files and the simple table."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.register.base import ChangeSet, RowChange, new_id
from tests.e2e.conftest import Store
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import Portal, StartPortal
from tests.support.screen import choose, field, press, type_into

DAY = {"RESONANZ_TODAY": "2026-11-20"}
CASES = 120  # more than a page of the grid


ON_BOTH = pytest.mark.parametrize("store", ["sqlite", "sheet"], indirect=True)  # the others read the same snapshot


@pytest.fixture
def portal(store: Store, portal_server: StartPortal) -> Portal:
    """A portal with a register of CASES open cases, one a day up to the day."""
    register = store.open()
    changes = []
    for place in range(CASES):
        row_id = new_id()
        received = date.fromordinal(date(2026, 11, 20).toordinal() - place)
        changes.append(
            RowChange(
                "reactions",
                row_id,
                {
                    "number": f"A-{place:03d}",
                    "received_on": received,
                    "channel": "telephone" if place % 2 else "email",
                    "subject": f"Heizkosten *{place}*" if place % 3 else "=1+1",
                },
            )
        )
        changes.append(RowChange("concerns", new_id(), {"reaction_id": row_id, "rank": 1, "kind": "complaint"}))
    register.commit(ChangeSet.of(changes, actor="test", operation_id=new_id()))
    register.close()
    return portal_server({**store.settings, **DAY})


def click_grid(page: Page, x: int, row: int) -> None:
    """Click into the grid, `x` pixels from its left; row 0 is the headings."""
    wait_until_drawn(page)  # a grid that is sorted anew is another element
    page.get_by_test_id("stDataFrame").locator("canvas").first.click(position={"x": x, "y": 18 + 35 * row}, force=True)
    wait_until_drawn(page)


def counted(page: Page, text: str) -> None:
    expect(page.get_by_text(text, exact=True)).to_be_visible()


def in_address(page: Page, *parts: str) -> None:
    """Wait until the parts stand in the address, in any order."""
    for part in parts:
        expect(page).to_have_url(re.compile(re.escape(part)))


def simple_table(page: Page) -> list[list[str]]:
    """Open the simple table and return what stands in it."""
    wait_until_drawn(page)
    table = page.get_by_role("table").last
    if not table.is_visible():
        page.get_by_text("Als einfache Tabelle").click()
    expect(table).to_be_visible()
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in table.locator("tr").all()]


@ON_BOTH
def test_filters_stand_in_the_address_and_come_back_after_a_case_a_page_and_a_reload(
    portal: Portal, open_window: OpenWindow
) -> None:
    page = open_window(f"{portal.url}/register")
    counted(page, "120 von 120 Reaktionen")
    type_into(page, "cases.register.text", "heizkosten")
    choose(page, "cases.register.state", "überfällig")
    counted(page, "77 von 120 Reaktionen")
    in_address(page, "cases.register.text=heizkosten", "cases.register.state=%C3%BCberf%C3%A4llig")
    click_grid(page, 80, 0)
    in_address(page, "cases.register.sort=Nummer", "cases.register.upwards=true")
    click_grid(page, 80, 0)  # and once more, the other way round
    expect(page).not_to_have_url(re.compile("upwards"))
    chosen = page.url.partition("?")[2].split("&")
    assert len(chosen) == 3

    click_grid(page, 70, 1)  # a number opens its case
    expect(page).to_have_url(f"{portal.url}/case?number=A-119")
    page.go_back()
    in_address(page, "/register?", *chosen)
    expect(page).not_to_have_url(re.compile("upwards"))
    counted(page, "77 von 120 Reaktionen")
    click_grid(page, 16, 2)  # so does a row
    expect(page).to_have_url(f"{portal.url}/case?number=A-118")
    page.get_by_role("link", name="Register").click()
    in_address(page, "/register?", *chosen)
    expect(page).not_to_have_url(re.compile("upwards"))
    page.reload()
    wait_until_drawn(page)
    counted(page, "77 von 120 Reaktionen")
    expect(field(page, "cases.register.text")).to_have_value("heizkosten")

    another = open_window(page.url)
    counted(another, "77 von 120 Reaktionen")
    press(another, "cases.register.reset")
    counted(another, "120 von 120 Reaktionen")
    expect(another).not_to_have_url(re.compile("heizkosten"))
    counted(page, "77 von 120 Reaktionen")  # what one window does leaves the other alone


@ON_BOTH
def test_a_file_holds_all_rows_found_in_the_order_and_with_the_columns_shown(
    portal: Portal, open_window: OpenWindow
) -> None:
    page = open_window(f"{portal.url}/register?cases.register.sort=Nummer&cases.register.upwards=true")
    counted(page, "120 von 120 Reaktionen")
    rows = simple_table(page)
    assert rows[0][:3] == ["Nummer", "Eingegangen am", "Betreff"]
    assert len(rows) == 101
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    data = Path(download.value.path()).read_text(encoding="utf-8-sig")
    written = list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))
    assert written[0] == rows[0]
    assert len(written) == CASES + 1
    assert [[cell.removeprefix("'") for cell in row] for row in written[:101]] == rows
    assert download.value.suggested_filename == "register-2026-11-20.csv"
    with page.expect_download() as download:
        page.get_by_role("button", name="XLSX", exact=True).click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_the_simple_table_has_headings_and_leads_to_the_cases(portal: Portal, open_window: OpenWindow) -> None:
    page = open_window(f"{portal.url}/register?cases.register.page=2")
    counted(page, "120 von 120 Reaktionen")
    rows = simple_table(page)
    assert len(rows) == 21
    table = page.get_by_role("table").last
    expect(table.get_by_role("columnheader", name="Betreff")).to_be_visible()
    assert rows[1][:3] == ["A-100", "12.08.2026", "Heizkosten *100*"]
    link = table.get_by_role("link", name="A-100")
    assert link.get_attribute("href") == "case?number=A-100"


def test_the_grid_shows_all_its_pages_and_gives_no_file_of_its_own(portal: Portal, open_window: OpenWindow) -> None:
    page = open_window(f"{portal.url}/register")
    counted(page, "120 von 120 Reaktionen")
    expect(page.get_by_role("button", name="Page 2")).to_be_visible()
    page.get_by_test_id("stDataFrame").hover()
    expect(page.get_by_role("button", name="Fullscreen")).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)


def test_a_counter_of_today_leads_to_the_register_with_the_same_cases(portal: Portal, open_window: OpenWindow) -> None:
    page = open_window(f"{portal.url}/today", width=390)
    page.get_by_role("link", name="115 überfällig").click()
    expect(page).to_have_url(f"{portal.url}/register?cases.register.state=%C3%BCberf%C3%A4llig")
    counted(page, "115 von 120 Reaktionen")
    page.go_back()
    page.get_by_role("link", name="A-119").first.click()
    expect(page).to_have_url(f"{portal.url}/case?number=A-119")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
