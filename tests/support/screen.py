"""Working on the portal's screen as a person does, by the keys of the widgets."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.chromium import wait_until_drawn


def at(page: Page, key: str) -> Locator:
    """Return the element of that key."""
    return page.locator(f".st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key)}")


def field(page: Page, key: str) -> Locator:
    """Return the place to type of the element of that key."""
    return at(page, key).locator("input, textarea").first


def type_into(page: Page, key: str, text: str) -> None:
    """Type a text into a field and leave it."""
    field(page, key).fill(text)
    field(page, key).press("Tab")
    wait_until_drawn(page)


def choose(page: Page, key: str, label: str) -> None:
    """Choose an entry of a list by its words."""
    place = field(page, key)
    place.scroll_into_view_if_needed()
    place.click()
    place.fill(label)
    expect(page.get_by_role("option", name=label, exact=True)).to_be_visible()
    place.press("Enter")
    expect(place).to_have_value(label)
    wait_until_drawn(page)


def press(page: Page, key: str) -> None:
    """Click a button once."""
    at(page, key).locator("button").click()
    wait_until_drawn(page)


def type_day(page: Page, key: str, digits: str) -> None:
    """Type a day into a field of dates, its digits only, and leave it."""
    at(page, key).get_by_role("spinbutton").first.click()
    page.keyboard.type(digits)
    page.keyboard.press("Tab")
    wait_until_drawn(page)
