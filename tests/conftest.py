"""Fixtures for every test: a browser, a running portal, a PostgreSQL. What they are made of is in tests/support."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import chromium as chromium_support
from tests.support.chromium import OpenWindow
from tests.support.portal import FOREIGN, ROOT, Portal, StartPortal
from tests.support.postgres import Postgres
from tests.support.provider import Provider

# What Hypothesis draws is drawn alike in every run and held against no clock: a run says something of the change that
# it tests, not of a find by chance or of a busy machine. `--hypothesis-profile=default` draws anew each time.
settings.register_profile("tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests want printed, whichever worker they ran in: `record_property("printed", text)`."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, text in getattr(report, "user_properties", ()) if getattr(report, "when", "") == "call" else ():
                if name == "printed":
                    terminalreporter.write_sep("-", report.nodeid)
                    terminalreporter.write_line(str(text))


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of the person who runs the tests, and so their register, out of every test."""
    for name in [name for name in os.environ if name.startswith(FOREIGN)]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """Empty Streamlit's caches after each test: they belong to the process and outlive an AppTest."""
    yield
    if "streamlit" in sys.modules:
        st = sys.modules["streamlit"]
        st.cache_data.clear()
        st.cache_resource.clear()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    with sync_playwright() as playwright:
        browser = chromium_support.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def open_window(chromium: Browser) -> Iterator[OpenWindow]:
    """Open windows that share nothing: `open_window(url)` returns a drawn `Page`."""
    contexts = []

    def open_one(url: str, *, width: int = 1300, height: int = 900, dark: bool = False) -> Page:
        context = chromium_support.new_context(chromium, width=width, height=height, dark=dark)
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        chromium_support.wait_until_drawn(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def portal_server(tmp_path: Path) -> Iterator[StartPortal]:
    """Start portals: `portal_server({"RESONANZ_REGISTER": url})` returns a `Portal` that answers.

    Unless told otherwise, all portals of one test work on one new SQLite register, without secrets.
    """
    started: list[Portal] = []
    secrets = tmp_path / "portal-secrets.toml"
    secrets.touch()
    defaults = {
        "RESONANZ_REGISTER": f"sqlite:///{tmp_path / 'portal.db'}",
        "RESONANZ_SECRETS": str(secrets),
        "STREAMLIT_SECRETS_FILES": str(secrets),
    }

    def start(
        env: Mapping[str, str] | None = None, *, script: Path | None = None, arguments: Sequence[str] = ()
    ) -> Portal:
        log = tmp_path / f"portal-{len(started)}.log"
        portal = Portal(script=script or ROOT / "app.py", env={**defaults, **(env or {})}, arguments=arguments, log=log)
        started.append(portal)
        portal.wait_until_healthy()
        return portal

    yield start
    for portal in started:
        portal.stop()
        print(f"--- output of {portal.url}\n{portal.output}")


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """Start an OpenID Connect provider once for each worker."""
    running = Provider(tmp_path_factory.mktemp("provider") / "log")
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start a real PostgreSQL once for each worker."""
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """The server's own database; tests that write want `postgres_database`."""
    return postgres.url()


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[str]:
    """Give the address of an empty database that is this test's own."""
    name = postgres.create_database()
    yield postgres.url(name)
    postgres.drop_database(name)
