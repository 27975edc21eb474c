"""Setting a Google Sheet up in a real browser, from the first visit to the first page, with a file and a download."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.sheets.running import emulated
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import StartPortal
from tests.support.screen import at, press, type_into
from tests.support.sheets import SheetPlace

GROUP = re.compile(r'<span class="group">(.*?)</span></li>')
CHARACTER = re.compile(r">(.)</span>")


@pytest.fixture
def place() -> Iterator[SheetPlace]:
    with emulated() as emulator:
        yield SheetPlace.made(emulator, "Kundenreaktionen")


def printed_groups(page: Page) -> list[str]:
    """Download the recovery page and return the groups that stand on it."""
    with page.expect_download() as download:
        at(page, "admin.setup.seal.page").locator("button").click()
    assert download.value.suggested_filename == "schluesselseite.html"
    html = Path(download.value.path()).read_text(encoding="utf-8")
    return ["".join(CHARACTER.findall(group)) for group in GROUP.findall(html)]


def test_a_clerk_sets_a_sheet_up_from_the_welcome_page_on(
    place: SheetPlace, tmp_path: Path, portal_server: StartPortal, open_window: OpenWindow
) -> None:
    secrets, key_file = tmp_path / "own-secrets.toml", tmp_path / "key.json"
    secrets.write_text(f'[register]\nurl = "sqlite:///{tmp_path / "register.db"}"\n')
    key_file.write_text(json.dumps(place.key))
    portal = portal_server(
        {
            "RESONANZ_REGISTER": "",
            "RESONANZ_SECRETS": str(secrets),
            "STREAMLIT_SECRETS_FILES": str(secrets),
            "RESONANZ_SHEETS_ENDPOINT": place.emulator.url,
        }
    )
    page = open_window(portal.url)
    page.get_by_role("link", name="Mehrere Personen an mehreren Rechnern?").click()
    wait_until_drawn(page)

    at(page, "admin.setup.key.file").locator("input[type=file]").set_input_files(key_file)
    expect(page.get_by_text("Er wird nicht mehr angezeigt.")).to_be_attached()
    expect(page.get_by_text(place.key["client_email"]).last).to_be_visible()
    type_into(page, "admin.setup.address", f"https://docs.google.com/spreadsheets/d/{place.spreadsheet_id}/edit")
    press(page, "admin.setup.seal.make")
    groups = printed_groups(page)
    for number in (0, 1):
        label = at(page, f"admin.setup.seal.group.{number}").inner_text()
        type_into(page, f"admin.setup.seal.group.{number}", groups[int(re.findall(r"\d+", label)[0]) - 1])
    press(page, "admin.setup.seal.kept")
    press(page, "admin.setup.check")
    expect(at(page, "admin.setup.make").locator("button")).to_be_enabled()
    press(page, "admin.setup.make")
    expect(at(page, "admin.setup.write").locator("button")).to_be_visible()
    press(page, "admin.setup.write")
    expect(page.get_by_text("Das Portal arbeitet mit einer Google-Tabelle, und alles ist in Ordnung.")).to_be_visible()

    written = tomllib.loads(secrets.read_text())
    assert written["register"] == {"url": "gsheets", "key": "".join(groups)}
    assert "PRIVATE KEY" not in page.content()
    page.get_by_role("link", name="Weiter: Womit möchten Sie beginnen?").click()
    press(page, "admin.start.empty")
    expect(page.get_by_role("heading", name="Heute", exact=True)).to_be_visible()
    assert len(place.cells()["Einstellungen"]) > 2
    assert written["register"]["key"] not in portal.output
