"""One office server on a Google Sheet with sign-in: from an empty sheet to a signed-in person's first case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.register.sheet.adapter import SheetRegister
from tests.e2e.test_sign_in import code_of, menu, type_code
from tests.sheets.running import emulated
from tests.support.cases import TODAY
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import Portal, StartPortal
from tests.support.provider import Provider, sign_in
from tests.support.screen import choose, field, press, type_into
from tests.support.sheets import SheetPlace

SUBJECT = "Bescheid seit Mai unverständlich"


@pytest.fixture
def place() -> Iterator[SheetPlace]:
    with emulated() as emulator:
        yield SheetPlace.made(emulator)


@pytest.fixture
def portal(place: SheetPlace, provider: Provider, tmp_path: Path, portal_server: StartPortal) -> Portal:
    settings = place.write_secrets(tmp_path / "sheet.toml")
    more = (tmp_path / "sheet.toml").read_text(encoding="utf-8")
    return portal_server({**settings, **provider.secrets(tmp_path, more), "RESONANZ_TODAY": TODAY.isoformat()})


def add_person(page: Page, portal: Portal, login: str, label: str, role: str) -> None:
    page.goto(f"{portal.url}/users")
    wait_until_drawn(page)
    press(page, "admin.users.add")
    type_into(page, "admin.users.login.new", login)
    type_into(page, "admin.users.label.new", label)
    roles = field(page, "admin.users.roles.new")
    roles.fill(role)
    expect(page.get_by_role("option", name=role, exact=True)).to_be_visible()
    roles.press("Enter")
    roles.press("Escape")
    wait_until_drawn(page)
    press(page, "admin.users.save")
    expect(page.get_by_text("gespeichert").first).to_be_visible()


def test_an_empty_sheet_becomes_a_register_that_signed_in_people_work_on(
    place: SheetPlace, portal: Portal, open_window: OpenWindow
) -> None:
    ada = open_window(portal.url)
    sign_in(ada, "ada@amt.example")
    type_code(ada, code_of(portal))
    press(ada, "admin.start.empty")
    expect(ada.get_by_role("heading", level=1, name="Import")).to_be_visible()  # the sheet is built
    add_person(ada, portal, "olga@amt.example", "Olga Büro", "Büro der Geschäftsführung")

    olga = open_window(portal.url)
    sign_in(olga, "Olga@Amt.example")
    expect(olga.get_by_role("link", name="Register").first).to_be_visible()
    assert "Personen" not in menu(olga)
    # As it comes through a web server in front.
    olga.context.set_extra_http_headers({"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "http"})
    olga.goto(f"{portal.url}/new")
    wait_until_drawn(olga)
    choose(olga, "cases.new.channel", "Telefon")
    type_into(olga, "cases.new.subject", SUBJECT)
    choose(olga, "cases.new.kind.1", "Beschwerde")
    choose(olga, "cases.new.area.1", "Kommunale Leistungen")
    press(olga, "cases.new.save")
    expect(olga.get_by_role("heading", level=1, name=re.compile("KR-2026-0001"))).to_be_visible()

    register = SheetRegister(place.connection)
    case = register.snapshot().row("reactions", str(register.snapshot().find_reaction_id("KR-2026-0001")))
    assert (case["subject"], case["changed_by"]) == (SUBJECT, "olga@amt.example")
    assert {entry.actor for entry in register.history(case["id"])} == {"olga@amt.example"}
    register.close()

    stranger = open_window(portal.url)
    sign_in(stranger, "fremd@amt.example")
    expect(stranger.get_by_text("noch niemand eingetragen")).to_be_visible()
    stranger.goto(f"{portal.url}/case?number=KR-2026-0001")
    wait_until_drawn(stranger)
    assert SUBJECT not in stranger.content()
    assert not portal.output.count("Traceback"), portal.output
