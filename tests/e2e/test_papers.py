"""A letter and a mail in a real browser: the template is brought, the drafts are downloaded, the case says so."""

from __future__ import annotations

import email
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from playwright.sync_api import FilePayload, Page, expect

from services import starting
from services.papers.letters import MIME, read_text
from services.people import tryout_visitor
from services.register.base import new_id
from tests.e2e.conftest import Store
from tests.services.papers.office import customer_case, open_office, word
from tests.support.cases import TODAY
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import StartPortal
from tests.support.screen import at, field, press

DAY: Mapping[str, str] = {"RESONANZ_TODAY": TODAY.isoformat()}
PAPER = "cases.case.paper"
TEMPLATE: FilePayload = {
    "name": "Unser Brief.docx",
    "mimeType": MIME,
    "buffer": word("Stadt Musterstadt", "{{ name }}", "{{ anschrift }}", "{{ anrede }}", "Frist: {{ frist }}"),
}


def download(page: Page, key: str) -> tuple[str, bytes]:
    """Click a download and return the file's name and content."""
    with page.expect_download() as found:
        at(page, key).locator("button").click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def test_a_clerk_downloads_a_mail_and_a_letter_and_both_are_noted(
    portal_server: StartPortal, open_window: OpenWindow, store: Store
) -> None:
    register = store.open()
    starting.start_empty(register, tryout_visitor("krm_officer").actor, today=TODAY, operation_id=new_id())
    case = customer_case(open_office(register))
    register.close()
    portal = portal_server({**store.settings, **DAY})

    page = open_window(f"{portal.url}/templates")
    expect(at(page, "admin.templates.store.acknowledgement").locator("button")).to_be_disabled()
    page.locator("input[type=file]").set_input_files([TEMPLATE])
    expect(at(page, "admin.templates.store.acknowledgement").locator("button")).to_be_enabled()
    press(page, "admin.templates.store.acknowledgement")
    expect(page.get_by_text("Unser Brief.docx").first).to_be_visible()

    page.goto(f"{portal.url}/case?number={case.number}")
    wait_until_drawn(page)
    at(page, f"{PAPER}.open").locator("summary").click()
    place = f"{case.id}.acknowledgement"
    expect(page.get_by_text("Guten Tag Mia Muster,").first).to_be_visible()
    press(page, f"{PAPER}.change.{place}")
    field(page, f"{PAPER}.text.{place}").fill("Grüße aus Freital, zuletzt getippt")
    press(page, f"{PAPER}.use.{place}")  # straight from the field
    name, content = download(page, f"{PAPER}.eml.{place}")
    assert name == "Eingangsbestaetigung_KR-2026-0001.eml"
    mail = cast("EmailMessage", email.message_from_bytes(content, policy=default))
    assert [one.addr_spec for one in mail["To"].addresses] == ["mia@post.example"]
    assert mail["X-Unsent"] == "1"
    assert mail.get_content().strip() == "Grüße aus Freital, zuletzt getippt"
    noted = "Eingangsbestätigung mit Bitte um Einverständnis"
    expect(page.get_by_text(f"{noted} (E-Mail-Entwurf)").first).to_be_visible()

    at(page, f"{PAPER}.form.{place}").get_by_text("Brief", exact=True).click()
    name, content = download(page, f"{PAPER}.docx.{place}")
    assert name == "Eingangsbestaetigung_KR-2026-0001.docx"
    assert read_text(content).split("\n") == [
        "Stadt Musterstadt",
        "Mia Muster",
        "Weg 3",
        "01234 Ort",
        "Guten Tag Mia Muster,",
        "Frist: 16.03.2026",
    ]
    expect(page.get_by_text(f"{noted} (Brief)").first).to_be_visible()
    another = open_window(f"{portal.url}/case?number={case.number}")
    expect(another.get_by_text(f"{noted} (Brief)").first).to_be_visible()
