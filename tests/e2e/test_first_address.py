"""Addresses opened first on a server that has just started, signed out: nothing of the register is shown.

Streamlit runs a file lying directly in `pages/` without `app.py` when its address is the first request after a start;
each address therefore gets a server of its own. They are started a few at a time, on one small register. No file lies
there, and Streamlit looks in no folder below: so a page of each folder stands for its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pages.ui.navigation import PAGES, WELCOME
from services.register import opening
from services.register.base import ChangeSet, RowChange
from tests.support.chromium import OpenWindow
from tests.support.portal import ROOT, Portal
from tests.support.provider import Provider

SECRETS_OF_THE_CASE = (
    "KR-2026-0001",
    "Bescheid seit drei Monaten unverständlich",
    "Frau Kurz",
    "Team Leistung Nord",
    "ada@amt.example",
)
NUMBER, SUBJECT, CUSTOMER, UNIT, LOGIN = SECRETS_OF_THE_CASE
AT_ONCE = 4

# An address of each folder, the one of a case, and what Streamlit would make of the names of files.
FILES = [page.file for page in PAGES] + [WELCOME]
OF_FOLDERS = {Path(page.file).parent: page.address for page in PAGES}
STEMS = {Path(file).stem for file in FILES} - {page.address for page in PAGES}
ADDRESSES = ["", f"case?number={NUMBER}", *OF_FOLDERS.values(), *sorted(STEMS)]


@pytest.fixture
def environment(provider: Provider, tmp_path: Path) -> dict[str, str]:
    url = f"sqlite:///{tmp_path / 'first.db'}"
    register = opening.open_register(url)
    reaction = {"received_on": date(2026, 3, 2), "channel": "email", "subject": SUBJECT, "customer_name": CUSTOMER}
    changes = [
        RowChange("users", "ada", {"login": LOGIN, "label": "Ada", "roles": ("admin",), "active": True}),
        RowChange("units", "nord", {"code": "nord", "label": UNIT, "kind": "team", "active": True}),
        RowChange("reactions", "case", {**reaction, "unit": "nord"}),
        RowChange("concerns", "case-1", {"reaction_id": "case", "rank": 1, "kind": "complaint"}),
    ]
    snapshot = register.commit(ChangeSet.of(changes, actor="test", operation_id="fill"))
    assert snapshot.row("reactions", "case")["number"] == NUMBER
    register.close()
    return {"RESONANZ_REGISTER": url, "RESONANZ_TODAY": "2026-03-04", **provider.secrets(tmp_path)}


def in_groups(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(addresses), AT_ONCE):
        yield addresses[start : start + AT_ONCE]


def assert_is_shut(page: Page) -> None:
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    shown = page.content()
    assert [secret for secret in SECRETS_OF_THE_CASE if secret in shown] == []


@pytest.fixture
def portals(environment: dict[str, str], tmp_path: Path) -> Iterator[Sequence[Portal]]:
    """Several fresh portals, started at the same time."""
    started = [
        Portal(script=ROOT / "app.py", env=environment, arguments=(), log=tmp_path / f"{place}.log")
        for place in range(AT_ONCE)
    ]
    try:
        for portal in started:
            portal.wait_until_healthy()
        yield started
    finally:
        for portal in started:
            portal.stop()


@pytest.mark.parametrize("addresses", list(in_groups(ADDRESSES)), ids=lambda group: " ".join(group) or "home")
def test_an_address_opened_first_shows_nothing_to_the_signed_out(
    portals: Sequence[Portal], open_window: OpenWindow, addresses: Sequence[str]
) -> None:
    for portal, address in zip(portals, addresses, strict=False):
        assert_is_shut(open_window(f"{portal.url}/{address}"))
        assert "Traceback" not in portal.output


def test_no_page_lies_where_streamlit_would_run_it_by_itself() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"] == []
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*/*.py")}
    pages = {file for file in files if not file.startswith("pages/ui/") and not file.endswith("__init__.py")}
    assert pages == set(FILES)
    assert {Path(file).parent for file in pages} <= set(OF_FOLDERS)
