"""What the browser asks for comes from the portal alone: no font, no icon, no count from elsewhere."""

from __future__ import annotations

from playwright.sync_api import expect

from pages.ui.navigation import PAGES
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import StartPortal
from tests.support.screen import press


def test_no_page_asks_another_server_for_anything(portal_server: StartPortal, open_window: OpenWindow) -> None:
    portal = portal_server()
    page = open_window(portal.url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    press(page, "admin.start.empty")
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()
    for entry in PAGES:
        page.goto(f"{portal.url}/{entry.address}")
        wait_until_drawn(page)
    assert asked
    assert [url for url in asked if not url.startswith((portal.url, "data:", "blob:"))] == []
