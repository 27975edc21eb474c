from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

EXECUTABLE = Path("/usr/bin/chromium")

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
    context.set_default_timeout(15_000)
    return context


def wait_until_drawn(page: Page) -> None:
    """Wait until Streamlit has run the script and says that it is at rest."""
    page.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=INITIAL])")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector("[data-testid=stAppSkeleton]", state="detached")
