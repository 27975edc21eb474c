from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.register import opening
from services.register.base import ChangeSet, RowChange
from services.register.snapshot import Snapshot
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import Portal, StartPortal
from tests.support.provider import Provider, sign_in, sign_out

SUBJECT = "Bescheid seit drei Monaten unverständlich"
PEOPLE: tuple[Mapping[str, object], ...] = (
    {"login": "olga@amt.example", "label": "Olga Büro", "roles": ("office",), "active": True},
    {"login": "greta@amt.example", "label": "Greta Führung", "roles": ("management",), "active": True},
    {"login": "ines@amt.example", "label": "Ines Früher", "roles": ("krm_officer",), "active": False},
)
ADA: Mapping[str, object] = {"login": "ada@amt.example", "label": "Ada Verwaltung", "roles": ("admin",), "active": True}


@pytest.fixture
def register_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'people.db'}"


@pytest.fixture
def environment(provider: Provider, tmp_path: Path, register_url: str) -> dict[str, str]:
    return {"RESONANZ_REGISTER": register_url, "RESONANZ_TODAY": "2026-03-04", **provider.secrets(tmp_path)}


def fill(url: str, *people: Mapping[str, object], case: bool = True) -> None:
    register = opening.open_register(url)
    changes = [RowChange("users", f"user-{place}", values) for place, values in enumerate(people)]
    if case:
        reaction = {"received_on": date(2026, 3, 2), "channel": "email", "subject": SUBJECT}
        changes.append(RowChange("reactions", "case", reaction))
        concern = {"reaction_id": "case", "rank": 1, "kind": "complaint"}
        changes.append(RowChange("concerns", "case-1", concern))
    register.commit(ChangeSet.of(changes, actor="test", operation_id="fill"))
    register.close()


def stored(url: str) -> Snapshot:
    register = opening.open_register(url)
    snapshot = register.snapshot()
    register.close()
    return snapshot


def code_of(portal: Portal) -> str:
    found = re.findall(r"Einmal-Code für die erste Anmeldung: (\S+)", portal.output)
    assert len(found) == 1, portal.output
    return str(found[0])


def menu(page: Page) -> list[str]:
    return page.get_by_test_id("stSidebarNavLink").all_inner_texts()


def type_code(page: Page, code: str) -> None:
    field = page.locator(".st-key-portal-first_admin-code input")
    field.fill(code)
    field.press("Tab")
    page.locator(".st-key-portal-first_admin-send button").click()
    wait_until_drawn(page)


def test_sign_in_gives_a_known_person_the_pages_of_their_role(
    portal_server: StartPortal, environment: dict[str, str], register_url: str, open_window: OpenWindow
) -> None:
    fill(register_url, ADA, *PEOPLE)
    portal = portal_server(environment)
    page = open_window(portal.url)
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    assert "KR-2026-0001" not in page.content()

    sign_in(page, "Olga@Amt.example")

    expect(page.get_by_role("link", name="Register")).to_be_visible()
    assert "Personen" not in menu(page)
    expect(page.get_by_text("Olga Büro")).to_be_visible()
    assert "Einmal-Code" not in portal.output


def test_sign_in_binds_a_management_user_to_today_and_the_dashboards(
    portal_server: StartPortal, environment: dict[str, str], register_url: str, open_window: OpenWindow
) -> None:
    fill(register_url, ADA, *PEOPLE)
    portal = portal_server(environment)
    page = open_window(portal.url)
    sign_in(page, "greta@amt.example")
    expect(page.get_by_role("link", name="Fristen")).to_be_visible()
    assert "Register" not in menu(page)

    page.goto(f"{portal.url}/today")
    wait_until_drawn(page)
    expect(page.get_by_text("Heute liegt nichts an.")).to_be_visible()
    assert SUBJECT not in page.content()
    for address in ("register", "new", "import", "users"):
        page.goto(f"{portal.url}/{address}")
        wait_until_drawn(page)
        expect(page.get_by_text("Diese Seite ist für Ihre Rolle nicht vorgesehen")).to_be_visible()
        assert SUBJECT not in page.content()


@pytest.mark.parametrize(
    ("subject", "claims", "sentence"),
    [
        ("fremd@amt.example", {"email": "fremd@amt.example"}, "noch niemand eingetragen"),
        ("ines@amt.example", {"email": "ines@amt.example"}, "Ihr Zugang ist ausgeschaltet"),
        ("olga2", {"email": "olga@amt.example", "email_verified": False}, "noch nicht bestätigt"),
        ("olga@amt.example", {"preferred_username": "olga@amt.example"}, "nicht mitgeteilt"),
    ],
)
def test_sign_in_refuses_whom_the_portal_does_not_know(
    portal_server: StartPortal,
    environment: dict[str, str],
    register_url: str,
    open_window: OpenWindow,
    provider: Provider,
    subject: str,
    claims: dict[str, object],
    sentence: str,
) -> None:
    fill(register_url, ADA, *PEOPLE)
    provider.knows(subject, **claims)
    portal = portal_server(environment)
    page = open_window(portal.url)
    sign_in(page, subject)
    expect(page.get_by_text(sentence)).to_be_visible()
    if claims.get("email"):
        expect(page.get_by_text(str(claims["email"]))).to_be_visible()
    for address in ("", "register", "users"):
        page.goto(f"{portal.url}/{address}")
        wait_until_drawn(page)
        expect(page.get_by_text(sentence)).to_be_visible()
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        assert "Einmal-Code" not in page.content()
    provider.knows("olga@amt.example", email="olga@amt.example")

    sign_out(page)
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()


def test_sign_out_shuts_the_door_behind_a_person(
    portal_server: StartPortal, environment: dict[str, str], register_url: str, open_window: OpenWindow
) -> None:
    fill(register_url, ADA, *PEOPLE)
    portal = portal_server(environment)
    page = open_window(portal.url)
    sign_in(page, "olga@amt.example")
    sign_out(page)
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()

    page.goto(f"{portal.url}/register")
    wait_until_drawn(page)

    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    assert SUBJECT not in page.content()


def test_the_code_of_the_terminal_makes_the_first_administrator_once(
    portal_server: StartPortal, environment: dict[str, str], register_url: str, open_window: OpenWindow
) -> None:
    portal = portal_server(environment)
    page = open_window(portal.url)
    expect(page.get_by_text("noch keine Verwaltung")).to_be_visible()
    code = code_of(portal)
    assert code not in page.content()
    sign_in(page, "ada@amt.example")
    expect(page.get_by_text("ada@amt.example")).to_be_visible()

    type_code(page, "ABCD-EFGH-JKLM")
    expect(page.get_by_text("Noch 4 Versuche")).to_be_visible()
    assert stored(register_url).frames["users"].empty
    type_code(page, code.lower())

    expect(page.get_by_text("Willkommen").first).to_be_visible()
    users = stored(register_url).frames["users"]
    assert list(users["login"]) == ["ada@amt.example"]
    assert list(users["roles"]) == ["admin"]
    other = open_window(portal.url)
    sign_in(other, "fremd@amt.example")
    expect(other.get_by_text("noch niemand eingetragen")).to_be_visible()
    assert "Einmal-Code" not in other.content()
    assert code_of(portal) == code


def test_the_code_is_void_after_five_wrong_ones(
    portal_server: StartPortal, environment: dict[str, str], register_url: str, open_window: OpenWindow
) -> None:
    portal = portal_server(environment)
    page = open_window(portal.url)
    code = code_of(portal)
    sign_in(page, "ada@amt.example")
    for left in (4, 3, 2, 1):
        type_code(page, f"WRONG-{left}")
        expect(page.get_by_text(f"Noch {left} Versuche")).to_be_visible()
    type_code(page, "WRONG-0")
    expect(page.get_by_text("Der Code gilt nicht mehr")).to_be_visible()

    type_code(page, code)

    expect(page.get_by_text("Der Code gilt nicht mehr")).to_be_visible()
    assert stored(register_url).frames["users"].empty


def test_a_portal_without_sign_in_opens_on_this_machine_only(
    portal_server: StartPortal, register_url: str, open_window: OpenWindow
) -> None:
    fill(register_url, ADA, *PEOPLE)
    portal = portal_server({"RESONANZ_REGISTER": register_url}, arguments=["--server.address", "0.0.0.0"])
    for address in ("", "register"):
        page = open_window(f"{portal.url}/{address}")
        expect(page.get_by_text("die Anmeldung ist nicht eingerichtet")).to_be_visible()
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        assert SUBJECT not in page.content()
        assert page.get_by_role("button").filter(has_text=re.compile("Anmelden|Rolle")).count() == 0


def test_a_portal_without_sign_in_does_not_open_to_who_asks_by_another_name(
    portal_server: StartPortal, register_url: str, open_window: OpenWindow
) -> None:
    fill(register_url, ADA, *PEOPLE)
    portal = portal_server({"RESONANZ_REGISTER": register_url})
    for address in ("", "register"):
        page = open_window(f"http://resonanz.localhost:{portal.port}/{address}")
        expect(page.get_by_text("von einem anderen Rechner aus aufgerufen")).to_be_visible()
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        assert SUBJECT not in page.content()
    page = open_window(f"http://localhost:{portal.port}/register")
    expect(page.get_by_text(SUBJECT).first).to_be_attached()
    page.context.set_extra_http_headers({"X-Forwarded-For": "198.51.100.7"})
    page.goto(f"http://localhost:{portal.port}/register")
    expect(page.get_by_text("von einem anderen Rechner aus aufgerufen")).to_be_visible()
    assert SUBJECT not in page.content()


def test_a_portal_whose_two_secrets_disagree_does_not_open(
    portal_server: StartPortal, environment: dict[str, str], register_url: str, open_window: OpenWindow, tmp_path: Path
) -> None:
    fill(register_url, ADA, *PEOPLE)
    (tmp_path / "without.toml").touch()
    environment["RESONANZ_SECRETS"] = str(tmp_path / "without.toml")
    page = open_window(portal_server(environment).url)
    expect(page.get_by_text("verschiedenen Secrets")).to_be_visible()
    assert SUBJECT not in page.content()
