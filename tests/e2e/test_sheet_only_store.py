"""Places whose disk does not last, such as Streamlit's Community Cloud: the sheet is the only store.

What such a place does is done here with a copy of the portal: secrets in the file where Streamlit looks for them,
sign-in, listening to everybody; then it is killed, its folder is deleted, and it starts from a fresh copy.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Page, expect

from services import starting
from services.people import tryout_visitor
from services.register.base import ChangeSet, RowChange, new_id
from services.register.sheet.adapter import SheetRegister
from tests.services.register.saves import wait_until
from tests.sheets.running import emulated
from tests.support.cases import TODAY
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import ROOT, Portal
from tests.support.provider import SECRETS, Provider, sign_in
from tests.support.screen import choose, field, press, type_into
from tests.support.sheets import SheetPlace

PARTS = ("app.py", "pages", "services", "schema", "locales", ".streamlit/config.toml", "requirements.txt")
SUBJECT, TEXT, NAME = "Bescheid seit Mai unverständlich", "Frau Kurz wartet seit drei Monaten.", "Karla Kurz"
OLGA = {"login": "olga@amt.example", "label": "Olga Büro", "roles": ("office",), "active": True}
ADA = {"login": "ada@amt.example", "label": "Ada Verwaltung", "roles": ("admin",), "active": True}


class Deploy(Protocol):
    """Start the portal from a fresh copy."""

    def __call__(self, *, with_sign_in: bool = True) -> Portal: ...


@pytest.fixture
def place() -> Iterator[SheetPlace]:
    with emulated() as emulator:
        yield SheetPlace.made(emulator)


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "mount" / "Beschwerden für alle"


@pytest.fixture
def deploy(place: SheetPlace, provider: Provider, disk: Path, tmp_path: Path) -> Iterator[Deploy]:
    """Start the portal from a fresh copy on an empty disk, with nothing but its secrets."""
    home = tmp_path / "home"
    home.mkdir()
    place.write_secrets(tmp_path / "pasted.toml")
    pasted = (tmp_path / "pasted.toml").read_text(encoding="utf-8")
    env = {"HOME": str(home), "RESONANZ_SHEETS_ENDPOINT": place.emulator.url, "RESONANZ_TODAY": TODAY.isoformat()}
    with ExitStack() as stack:

        def start(*, with_sign_in: bool = True) -> Portal:
            assert not disk.exists()
            for part in PARTS:
                copied(ROOT / part, disk / part)
            secrets = SECRETS.format(url=provider.url) + pasted if with_sign_in else pasted
            (disk / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
            arguments = ("--server.address", "0.0.0.0")
            log = tmp_path / f"portal-{len(list(tmp_path.glob('portal-*.log')))}.log"
            portal = Portal(script=disk / "app.py", env=env, arguments=arguments, log=log, folder=disk)
            stack.callback(portal.stop)
            portal.wait_until_healthy()
            return portal

        yield start


def copied(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def lose(portal: Portal, disk: Path) -> None:
    """End the portal in the middle of whatever it does, with everything on its disk."""
    portal.kill()
    shutil.rmtree(disk)


def fill(place: SheetPlace) -> None:
    register = SheetRegister(place.connection)
    starting.start_empty(register, tryout_visitor("krm_officer").actor, today=TODAY, operation_id=new_id())
    people = [RowChange("users", "ada", ADA), RowChange("users", "olga", OLGA)]
    register.commit(ChangeSet.of(people, actor="test", operation_id="people"))
    register.close()


def record(page: Page, portal: Portal) -> str:
    page.goto(f"{portal.url}/new")
    wait_until_drawn(page)
    choose(page, "cases.new.channel", "Telefon")
    type_into(page, "cases.new.subject", SUBJECT)
    type_into(page, "cases.new.text", TEXT)
    type_into(page, "cases.new.customer_name", NAME)
    choose(page, "cases.new.kind.1", "Beschwerde")
    choose(page, "cases.new.area.1", "Kommunale Leistungen")
    press(page, "cases.new.save")
    heading = page.get_by_role("heading", level=1, name=re.compile(r"KR-2026-\d{4}"))
    expect(heading).to_be_visible()
    return heading.inner_text()


def test_everything_stored_is_there_again_on_a_fresh_disk(
    place: SheetPlace, deploy: Deploy, disk: Path, open_window: OpenWindow
) -> None:
    fill(place)
    portal = deploy()
    page = open_window(portal.url)
    sign_in(page, "olga@amt.example")
    number = record(page, portal)
    page.goto(f"{portal.url}/new")
    wait_until_drawn(page)
    type_into(page, "cases.new.subject", "Noch nicht gespeichert")
    wait_until(lambda: len(list((disk / "data" / "drafts").glob("*.json"))) == 1)
    expect(page).to_have_url(re.compile("draft="))
    draft = page.url
    assert [path.name for path in (disk / "data").rglob("*.db*")] == []

    lose(portal, disk)
    again = deploy()

    page = open_window(f"{again.url}/case?number={number}")
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    assert SUBJECT not in page.content()
    sign_in(page, "olga@amt.example")
    page.goto(f"{again.url}/case?number={number}")
    for text in (SUBJECT, TEXT, NAME, "Kommunale Leistungen"):
        expect(page.get_by_text(text).first).to_be_visible()
    # Of what was typed and not stored, nothing is left: drafts lie on the disk.
    page.goto(f"{again.url}/new?{draft.partition('?')[2]}")
    wait_until_drawn(page)
    expect(field(page, "cases.new.subject")).to_have_value("")
    # A second reaction goes on counting where the first one stood.
    assert record(page, again) == f"KR-2026-{int(number[-4:]) + 1:04}"
    register = SheetRegister(place.connection)
    snapshot = register.snapshot()
    first = str(snapshot.find_reaction_id(number))
    assert [entry.actor for entry in register.history(first)] == ["olga@amt.example"] * 2
    assert len(snapshot.frames["reactions"]) == 2
    assert snapshot.row("reactions", first)["received_on"] == date(2026, 3, 4)
    assert snapshot.issues == ()
    register.close()
    assert not again.output.count("Traceback"), again.output


def test_google_is_given_no_name_and_no_text(place: SheetPlace, deploy: Deploy, open_window: OpenWindow) -> None:
    fill(place)
    portal = deploy()
    page = open_window(portal.url)
    sign_in(page, "olga@amt.example")
    record(page, portal)

    stored = str(place.cells())
    assert SUBJECT in stored
    assert TEXT not in stored
    assert NAME not in stored


def test_without_sign_in_such_a_portal_opens_to_nobody(
    place: SheetPlace, deploy: Deploy, open_window: OpenWindow
) -> None:
    fill(place)
    portal = deploy(with_sign_in=False)
    for address in ("", "register", "users"):
        page = open_window(f"{portal.url}/{address}")
        expect(page.get_by_text("die Anmeldung ist nicht eingerichtet")).to_be_visible()
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        assert "Olga" not in page.content()
