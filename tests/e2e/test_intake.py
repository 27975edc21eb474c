"""The way in, as people walk it: to the place responsible and back into the register, and a stack of cards."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import StartPortal
from tests.support.screen import at, choose, field, press, type_into

DAY = {"RESONANZ_TODAY": "2026-11-20"}


def answer(page: Page, question: str, code: str, then: str) -> None:
    """Answer a question, and see what is asked next."""
    press(page, f"cases.triage.{question}.{code}")
    expect(page.get_by_role("heading", name=then)).to_be_visible()


def test_a_message_is_handed_over_and_turns_out_to_be_a_reaction(
    portal_server: StartPortal, open_window: OpenWindow
) -> None:
    portal = portal_server(DAY)
    page = open_window(portal.url)
    press(page, "admin.start.empty")
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()
    page.get_by_role("link", name="Neue Meldung").click()
    expect(page.get_by_role("heading", name="Wie hat es uns erreicht?")).to_be_visible()

    # Three questions, with a reload between; a complaint against a decision is an objection.
    answer(page, "channel", "letter", "Was teilt die Kundin oder der Kunde mit?")
    answer(page, "kind", "complaint", "Soll ein Bescheid selbst geändert werden?")
    page.reload()
    expect(page.get_by_role("heading", name="Soll ein Bescheid selbst geändert werden?")).to_be_visible()
    answer(page, "decision", "yes", "Nicht für das KRM, aber nicht verloren: Widerspruch gegen einen Bescheid")
    expect(page.get_by_text("Sie entscheidet über das weitere Vorgehen")).to_be_visible()
    receiver = field(page, "cases.triage.handover.handed_to")
    expect(receiver).to_have_value("über das zuständige Team an die Widerspruchsstelle")
    type_into(page, "cases.triage.handover.subject", "Schreiben vom November")
    type_into(page, "cases.triage.handover.text", "Der Ton im Gespräch war nicht in Ordnung.")
    type_into(page, "cases.triage.handover.handed_to", "")
    press(page, "cases.triage.handover.save")
    expect(page.get_by_text("„Abgegeben an“ fehlt. Bitte ausfüllen.")).to_be_visible()
    page.reload()
    expect(field(page, "cases.triage.handover.text")).to_have_value("Der Ton im Gespräch war nicht in Ordnung.")
    type_into(page, "cases.triage.handover.handed_to", "Team Nord, dann Widerspruchsstelle")
    at(page, "cases.triage.handover.save").locator("button").dblclick()
    expect(page.get_by_text("Die Abgabe ist vermerkt. Sie geht an: Team Nord")).to_be_visible()

    # In another window the office reads that it is about conduct, and takes it into the register.
    office = open_window(f"{portal.url}/handovers")
    field(office, "cases.handovers.open").click()
    office.get_by_role("option", name="20.11.2026 · Widerspruch gegen einen Bescheid · Schreiben vom November").click()
    expect(office.get_by_text("Der Ton im Gespräch war nicht in Ordnung.")).to_be_visible()
    wait_until_drawn(office)
    choose(office, f"cases.handovers.back.kind.{handover_id(office)}", "Beschwerde")
    choose(office, f"cases.handovers.back.area.{handover_id(office)}", "Mitarbeiterverhalten")
    press(office, "cases.handovers.back.save")
    expect(office.get_by_text("Der Ton im Gespräch war nicht in Ordnung.")).to_have_count(0)
    office.get_by_role("link", name="Zum Fall KR-2026-0001").click()
    expect(office.get_by_role("heading", name="KR-2026-0001")).to_be_visible()
    expect(office.get_by_text("Der Ton im Gespräch war nicht in Ordnung.").first).to_be_visible()
    assert not portal.output.count("Traceback"), portal.output


def handover_id(page: Page) -> str:
    """Return the hand-over that the address names."""
    found = re.search(r"handover=(\w+)", page.url)
    assert found, page.url
    return found[1]


def test_ten_cards_are_typed_with_the_keyboard_alone(portal_server: StartPortal, open_window: OpenWindow) -> None:
    portal = portal_server(DAY)
    page = open_window(portal.url)
    press(page, "admin.start.empty")
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()
    page.goto(f"{portal.url}/cards")
    expect(field(page, "cases.cards.10.kind")).to_be_visible()
    wait_until_drawn(page)
    field(page, "cases.cards.1.kind").focus()
    for row in range(1, 11):
        for name, typed in (("kind", "Lob"), ("about", "Eingangszone › Warte"), ("text", f"Karte {row}")):
            expect(field(page, f"cases.cards.{row}.{name}")).to_be_focused()
            page.keyboard.type(typed)
            if name != "text":
                page.keyboard.press("Enter")
            page.keyboard.press("Tab")
        page.keyboard.press("Tab")  # past the name
    wait_until_drawn(page)
    at(page, "cases.cards.save").locator("button").dblclick()
    expect(page.get_by_text("Gespeichert: KR-2026-0001")).to_be_visible()
    expect(page.get_by_text("KR-2026-0010")).to_be_visible()
    expect(field(page, "cases.cards.1.text")).to_have_value("")
    page.goto(f"{portal.url}/register?cases.register.concerns.theme=Wartezeit")
    expect(page.get_by_text("10 von 10 Reaktionen")).to_be_visible()
    assert not portal.output.count("Traceback"), portal.output
