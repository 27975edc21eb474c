"""A reaction from its recording to two people editing it, with a dashboard that follows in a third window."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Store
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import Portal, StartPortal
from tests.support.screen import at, choose, field, press, type_into

DAY = {"RESONANZ_TODAY": "2026-11-20"}


def start_empty(portal: Portal, open_window: OpenWindow) -> Page:
    page = open_window(portal.url)
    press(page, "admin.start.empty")
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()
    return page


def record(page: Page, portal: Portal, subject: str) -> str:
    """Record a reaction with three concerns and return its number."""
    page.goto(f"{portal.url}/new")
    wait_until_drawn(page)
    choose(page, "cases.new.channel", "Telefon")
    type_into(page, "cases.new.subject", subject)
    for place, (kind, area) in enumerate(
        [("Beschwerde", "Kommunale Leistungen"), ("Beschwerde", "Eingangszone"), ("Lob", "Mitarbeiterverhalten")], 1
    ):
        if place > 1:
            press(page, "cases.new.add_concern")
        choose(page, f"cases.new.kind.{place}", kind)
        choose(page, f"cases.new.area.{place}", area)
    at(page, "cases.new.save").locator("button").dblclick()
    heading = page.get_by_role("heading", level=1, name=re.compile(r"KR-2026-\d{4}"))
    expect(heading).to_be_visible()
    wait_until_drawn(page)
    return heading.inner_text()


@pytest.mark.parametrize("store", ["sqlite", "postgresql", "sheet"], indirect=True)
def test_a_reaction_is_recorded_found_and_edited_by_two_while_a_dashboard_follows(
    portal_server: StartPortal, open_window: OpenWindow, store: Store
) -> None:
    portal = portal_server({**store.settings, **DAY})
    first = start_empty(portal, open_window)
    dashboard = open_window(f"{portal.url}/deadlines")
    expect(dashboard.get_by_role("heading", level=1)).to_be_visible()
    charts = dashboard.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(0)

    number = record(first, portal, "Mietkaution nicht überwiesen")

    assert number == "KR-2026-0001"
    for rank in ("Anliegen 1", "Anliegen 2", "Anliegen 3"):
        expect(first.get_by_text(rank, exact=True)).to_be_visible()
    expect(charts.first).to_be_visible()

    # Two windows, different fields: both stand.
    second = open_window(f"{portal.url}/case?number={number}")
    for page in (first, second):
        press(page, "cases.case.edit")
        expect(field(page, "cases.case.subject")).to_have_value("Mietkaution nicht überwiesen")
    type_into(first, "cases.case.subject", "Mietkaution fehlt")
    press(first, "cases.case.save")
    expect(at(first, "cases.case.edit")).to_be_visible()
    type_into(second, "cases.case.customer_name", "Mia Muster")
    press(second, "cases.case.save")
    expect(at(second, "cases.case.edit")).to_be_visible()
    for page in (first, second):
        expect(page.get_by_text("Mietkaution fehlt").first).to_be_visible()
        expect(page.get_by_text("Mia Muster").first).to_be_visible()

    # The same field: the second one is asked, sees both sides, and decides.
    for page in (first, second):
        press(page, "cases.case.edit")
    type_into(first, "cases.case.subject", "Kaution: Antrag vom Mai")
    press(first, "cases.case.save")
    expect(at(first, "cases.case.edit")).to_be_visible()
    type_into(second, "cases.case.subject", "Kaution: Zahlung an Vermieterin")
    press(second, "cases.case.save")
    expect(second.get_by_text("Kaution: Antrag vom Mai")).to_have_count(2)  # in the head, and as a side of the choice
    expect(second.get_by_text("Kaution: Zahlung an Vermieterin")).to_be_visible()
    second.get_by_text("Das inzwischen Gespeicherte", exact=True).click()
    wait_until_drawn(second)
    press(second, "cases.case.save")
    expect(at(second, "cases.case.edit")).to_be_visible()
    expect(second.get_by_text("Kaution: Antrag vom Mai").first).to_be_visible()

    # It is found in the register, once though the button was clicked twice.
    first.goto(f"{portal.url}/register")
    wait_until_drawn(first)
    type_into(first, "cases.register.text", "kaution antrag")
    expect(first.get_by_text("1 von 1 Reaktionen")).to_be_visible()
    first.get_by_text("Als einfache Tabelle").click()
    expect(first.get_by_role("table").get_by_role("link", name=number)).to_be_visible()
    assert not portal.output.count("Traceback"), portal.output


def test_what_is_being_typed_stays_when_somebody_else_saves_the_case(
    portal_server: StartPortal, open_window: OpenWindow
) -> None:
    portal = portal_server(DAY)
    first = start_empty(portal, open_window)
    number = record(first, portal, "Mietkaution nicht überwiesen")
    second = open_window(f"{portal.url}/case?number={number}")
    for page in (first, second):
        press(page, "cases.case.edit")
        expect(field(page, "cases.case.subject")).to_have_value("Mietkaution nicht überwiesen")
    type_into(first, "cases.case.subject", "")  # the head of the case becomes a line shorter
    field(second, "cases.case.text").fill("Noch mitten im Satz")

    press(first, "cases.case.save")

    expect(second.get_by_text("Seit Sie begonnen haben, hat jemand anderes diesen Fall gespeichert.")).to_be_visible()
    wait_until_drawn(second)
    expect(field(second, "cases.case.text")).to_have_value("Noch mitten im Satz")
    expect(field(second, "cases.case.text")).to_be_focused()


def test_an_unfinished_reaction_survives_a_reload_and_a_refusal(
    portal_server: StartPortal, open_window: OpenWindow
) -> None:
    portal = portal_server(DAY)
    page = start_empty(portal, open_window)
    page.goto(f"{portal.url}/new")
    wait_until_drawn(page)
    type_into(page, "cases.new.subject", "Bescheid unverständlich")
    type_into(page, "cases.new.text", "x" * 25_000)
    press(page, "cases.new.save")
    expect(page.get_by_text("„Schilderung“ fasst höchstens 20000 Zeichen, hier sind es 25000.")).to_be_visible()
    expect(page.get_by_text("„Eingangsweg“ fehlt. Bitte ausfüllen.")).to_be_visible()

    page.reload()

    expect(field(page, "cases.new.subject")).to_have_value("Bescheid unverständlich")
    expect(field(page, "cases.new.text")).to_have_value("x" * 25_000)


def test_what_is_being_typed_stays_when_an_earlier_reaction_is_offered(
    portal_server: StartPortal, open_window: OpenWindow
) -> None:
    portal = portal_server(DAY)
    page = start_empty(portal, open_window)
    number = record(page, portal, "Mietkaution nicht überwiesen")
    page.goto(f"{portal.url}/new")
    wait_until_drawn(page)
    expect(field(page, "cases.new.employee.1")).to_be_visible()
    field(page, "cases.new.subject").fill("Mietkaution noch nicht überwiesen")

    field(page, "cases.new.employee.1").fill(
        "Noch mitten im Na"
    )  # leaves the subject, and what fits to it is looked up

    expect(page.get_by_text("War die Kundin oder der Kunde in dieser Sache schon einmal hier?")).to_be_visible()
    expect(page.get_by_text(number)).to_be_visible()
    wait_until_drawn(page)
    expect(field(page, "cases.new.employee.1")).to_have_value("Noch mitten im Na")
    expect(field(page, "cases.new.employee.1")).to_be_focused()
