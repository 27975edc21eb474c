"""Two complaints from intake to closing in the browser, by people of different roles, as OA 10/2018 lays it down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.register import opening
from services.register.base import ChangeSet, RowChange
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import Portal, StartPortal
from tests.support.provider import Provider, sign_in
from tests.support.screen import at, choose, field, press, type_day, type_into

TEAM, AREA = "team_leistung_1", "leistung"
PEOPLE: Mapping[str, Mapping[str, object]] = {
    "olga@amt.example": {"label": "Olga Büro", "roles": ("office",)},
    "theo@amt.example": {"label": "Theo Teamleitung", "roles": ("team_lead",), "unit": TEAM},
    "bea@amt.example": {"label": "Bea Bereich", "roles": ("area_lead",), "unit": AREA},
    "karen@amt.example": {"label": "Karen KRM", "roles": ("krm_officer",)},
    "ada@amt.example": {"label": "Ada Verwaltung", "roles": ("admin",)},
}
UNITS: Mapping[str, Mapping[str, object]] = {
    AREA: {"label": "Bereich Leistung", "kind": "area"},
    TEAM: {"label": "Team Leistung 1", "kind": "team", "parent": AREA},
}


@pytest.fixture
def portal(portal_server: StartPortal, provider: Provider, tmp_path: Path) -> Portal:
    """A portal with sign-in, an office with one team, and nothing in the register."""
    url = f"sqlite:///{tmp_path / 'register.db'}"
    register = opening.open_register(url)
    changes = [RowChange("units", code, {"code": code, "active": True, **unit}) for code, unit in UNITS.items()]
    changes += [RowChange("users", login, {"login": login, "active": True, **who}) for login, who in PEOPLE.items()]
    register.commit(ChangeSet.of(changes, actor="test", operation_id="fill"))
    register.close()
    return portal_server({"RESONANZ_REGISTER": url, "RESONANZ_TODAY": "2026-03-04", **provider.secrets(tmp_path)})


class Desk:
    """Everybody's own window, signed in once."""

    def __init__(self, portal: Portal, open_window: OpenWindow) -> None:
        self.portal = portal
        self.open_window = open_window
        self.windows: dict[str, Page] = {}

    def of(self, login: str, address: str) -> Page:
        """Return the window of that person at that address."""
        if login not in self.windows:
            self.windows[login] = self.open_window(self.portal.url)
            sign_in(self.windows[login], login)
            expect(self.windows[login].get_by_text(str(PEOPLE[login]["label"]))).to_be_visible()
        page = self.windows[login]
        page.goto(f"{self.portal.url}/{address}")
        wait_until_drawn(page)
        return page


@pytest.fixture
def desk(portal: Portal, open_window: OpenWindow) -> Desk:
    return Desk(portal, open_window)


def record(page: Page, subject: str, complaint_type: str, employee: str = "") -> str:
    """Record a complaint by e-mail about benefits and return its number."""
    expect(field(page, "cases.new.subject")).to_be_visible()
    choose(page, "cases.new.channel", "E-Mail")
    type_into(page, "cases.new.subject", subject)
    choose(page, "cases.new.kind.1", "Beschwerde")
    choose(page, "cases.new.area.1", "Leistungsgewährung")
    choose(page, "cases.new.complaint_type.1", complaint_type)
    if employee:
        type_into(page, "cases.new.employee.1", employee)
    press(page, "cases.new.save")
    heading = page.get_by_role("heading", level=1, name=re.compile(r"KR-2026-\d{4}"))
    expect(heading).to_be_visible()
    return heading.inner_text()


def begin(page: Page, step: str) -> None:
    """Open the form of a step, wherever the page offers it."""
    wait_until_drawn(page)
    button = at(page, f"cases.case.step.{step}").locator("button")
    if not button.is_visible():
        page.get_by_role("button", name="Weitere Schritte").click()
    button.click()
    expect(at(page, "cases.case.step.save")).to_be_visible()
    wait_until_drawn(page)


def save(page: Page, standing: str) -> None:
    """Take the step whose form is open, and wait until the case stands as it then should."""
    press(page, "cases.case.step.save")
    expect(at(page, "cases.case.step.save")).to_have_count(0)
    stands(page, standing)


def stands(page: Page, standing: str) -> None:
    """Wait until the head of the case says how far it has come."""
    badge = page.get_by_test_id("stMarkdownContainer").filter(has_text=re.compile(rf"^\s*flag\s*{standing}\s*$"))
    expect(badge.first).to_be_visible()


def step(page: Page, name: str, standing: str, **values: str) -> None:
    """Take a step: type what it asks for and save it."""
    begin(page, name)
    for asked, text in values.items():
        type_into(page, f"cases.case.step.{name}.{asked}", text)
    save(page, standing)


def test_a_complaint_goes_from_the_office_through_the_team_and_back(desk: Desk) -> None:
    number = record(desk.of("olga@amt.example", "new"), "Bescheid unverständlich", "Allgemeine Beschwerde")
    address = f"case?number={number}"

    # Ablauf 1: Eingangsbestätigung und Bitte um das Einverständnis; vorher keine Verfügung.
    olga = desk.of("olga@amt.example", address)
    expect(at(olga, "cases.case.step.assign").locator("button")).to_have_count(0)
    step(olga, "acknowledge", "Eingang bestätigt")

    # Ablauf 2: mit Verfügung an die zuständige Teamleitung.
    begin(olga, "assign")
    choose(olga, "cases.case.step.assign.unit", "Team Leistung 1")
    choose(olga, "cases.case.step.assign.assigned_to", "Theo Teamleitung")
    type_into(olga, "cases.case.step.assign.disposition", "Bitte den Bescheid erläutern.")
    save(olga, "beim Team")

    # Ablauf 3 a: die Teamleitung klärt telefonisch und schreibt einen Vermerk; ohne ihn geht es nicht.
    theo = desk.of("theo@amt.example", "today")
    expect(theo.get_by_text(number).first).to_be_visible()
    theo = desk.of("theo@amt.example", address)
    begin(theo, "clear")
    choose(theo, "cases.case.step.clear.cleared_by", "Telefonisch")
    press(theo, "cases.case.step.save")
    expect(theo.get_by_text("„Gesprächsvermerk der Teamleitung“ fehlt.").first).to_be_visible()
    expect(field(theo, "cases.case.step.clear.cleared_by")).to_have_value("Telefonisch")
    type_into(theo, "cases.case.step.clear.call_note", "Am 4.3. angerufen und den Bescheid erklärt.")
    save(theo, "geklärt")
    expect(at(theo, "cases.case.step.close")).to_have_count(0)  # closing is the office's

    # Die Bereichsleitung liest mit.
    bea = desk.of("bea@amt.example", address)
    stands(bea, "geklärt")

    # Ablauf 4 und Abschluss: die KRM-Beauftragte schließt ab; eine Beschwerde braucht ein Ergebnis.
    karen = desk.of("karen@amt.example", address)
    begin(karen, "close")
    type_into(karen, "cases.case.step.close.completion_note", "Telefonisch geklärt.")
    press(karen, "cases.case.step.save")
    expect(karen.get_by_text("„Ergebnis“ fehlt.").first).to_be_visible()
    expect(field(karen, "cases.case.step.close.completion_note")).to_have_value("Telefonisch geklärt.")
    choose_of_concern(karen, "close", "outcome", "unbegründet")
    choose_of_concern(karen, "close", "clearing_kind", "Erläutert")
    type_day(karen, "cases.case.step.close.verbis_on", "04032026")
    choose(karen, "cases.case.step.close.alternatives", "Alternative angeboten")
    save(karen, "abgeschlossen")
    for sentence in ("Mit Verfügung an die Teamleitung", "Vom Team geklärt", "Abgeschlossen"):
        expect(karen.get_by_text(sentence).first).to_be_visible()


def test_a_disciplinary_complaint_goes_through_statement_summary_and_signature(desk: Desk) -> None:
    number = record(
        desk.of("olga@amt.example", "new"), "Am Telefon beleidigt", "Dienstaufsichtsbeschwerde", "Frau Beispiel"
    )
    address = f"case?number={number}"
    olga = desk.of("olga@amt.example", address)
    step(olga, "acknowledge", "Eingang bestätigt")
    begin(olga, "assign")
    choose(olga, "cases.case.step.assign.unit", "Team Leistung 1")
    save(olga, "beim Team")

    # Dienstaufsichtsbeschwerden: Stellungnahme über die Bereichsleitung, Datenschutzbeauftragte in jedem Fall.
    step(olga, "ask_statement", "beim Team")
    theo = desk.of("theo@amt.example", address)
    expect(at(theo, "cases.case.step.summarise")).to_have_count(0)  # the statement is not here yet

    bea = desk.of("bea@amt.example", address)
    step(bea, "statement", "beim Team")

    # Zusammenfassung und Textbeitrag durch die zuständige Führungskraft.
    theo = desk.of("theo@amt.example", address)
    step(
        theo,
        "summarise",
        "Entwurf liegt vor",
        summary="Das Gespräch verlief auf beiden Seiten laut.",
        answer_draft="Wir bedauern, wie das Gespräch verlaufen ist.",
    )

    # Antwortschreiben durch die KRM-Beauftragte; dann erst der Abschluss.
    karen = desk.of("karen@amt.example", address)
    expect(at(karen, "cases.case.step.close").locator("button")).to_have_count(0)
    step(karen, "sign", "Antwort versandt")
    begin(karen, "close")
    type_into(karen, "cases.case.step.close.completion_note", "Entschuldigung per Brief.")
    choose_of_concern(karen, "close", "outcome", "begründet")
    choose_of_concern(karen, "close", "clearing_kind", "Abgeholfen wegen eigenen Fehlers")
    type_day(karen, "cases.case.step.close.verbis_on", "04032026")
    save(karen, "abgeschlossen")


def choose_of_concern(page: Page, step: str, name: str, label: str) -> None:
    """Choose an entry for the only concern in the form of a step."""
    key = page.locator(f'[class*="st-key-cases-case-step-{step}-{name}-"]').first
    place = key.locator("input").first
    place.scroll_into_view_if_needed()
    place.click()
    place.fill(label)
    expect(page.get_by_role("option", name=label, exact=True)).to_be_visible()
    place.press("Enter")
    expect(place).to_have_value(label)
    wait_until_drawn(page)
