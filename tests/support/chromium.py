from __future__ import annotations

import itertools
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

EXECUTABLE = Path("/usr/bin/chromium")
RUNS = Path(__file__).with_name("runs.js")

# How long anything on the screen may take, in milliseconds. What works is not waited for; what is broken fails later.
# A sheet that is built while the machine does much else takes longest.
PATIENCE = 180_000

_WAITS = itertools.count()

# Nothing may leave the machine: neither QUIC nor the browser's own updates and look-ups.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class OpenWindow(Protocol):
    """What `open_window` gives: call it to open an address in a window that closes with the test."""

    def __call__(self, url: str, *, width: int = 1300, height: int = 900, dark: bool = False) -> Page: ...


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium; a test that needs it fails without it, it is never skipped."""
    if not EXECUTABLE.exists():
        pytest.fail(f"The browser tests need {EXECUTABLE}; `.ci/debian` installs it.", pytrace=False)
    return playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=list(ARGUMENTS))


def new_context(browser: Browser, *, width: int = 1300, height: int = 900, dark: bool = False) -> BrowserContext:
    """Open a fresh browser session as an office in Saxony would have it: German, Berlin time."""
    context = browser.new_context(
        locale="de-DE",
        timezone_id="Europe/Berlin",
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    context.add_init_script(path=RUNS)
    return context


def wait_until_drawn(page: Page) -> None:
    """Wait until the portal has run its script for everything that the page asked for, and the page shows it.

    After a click that asks for nothing, this is at once. What a page asks for only after a moment of its own, such as
    a choice in a grid or a mark of a chart, and what comes from elsewhere, has to be waited for by what it shows.
    """
    page.wait_for_function("who => window.portalIsAtRest(who)", arg=next(_WAITS))
