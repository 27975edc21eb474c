"""The register of the pages: a SQLite file, and for what saves an emulated Google Sheet too, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from services import starting
from services.people import tryout_visitor
from services.register import opening
from services.register.base import Register, new_id
from tests.sheets.running import Emulator, emulated
from tests.support.cases import TODAY
from tests.support.sheets import SheetPlace


@pytest.fixture(scope="session", autouse=True)
def _components_are_looked_for_once() -> Iterator[None]:
    """Let Streamlit look once which packages bring components: every AppTest would read all that are installed."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@pytest.fixture(scope="session")
def running_emulator() -> Iterator[Emulator]:
    """One emulated Google for all page tests of a process."""
    with emulated() as emulator:
        yield emulator


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set what the portal reads at its start; drafts then lie in the test's own folder."""
    assert st.get_option("server.port"), "the options are read from the portal's folder, before it is left"
    monkeypatch.chdir(tmp_path)
    secrets = tmp_path / "secrets.toml"
    secrets.touch()

    def put(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    put(RESONANZ_TODAY=TODAY.isoformat(), RESONANZ_SECRETS=str(secrets), STREAMLIT_SERVER_ADDRESS="127.0.0.1")
    return put


@pytest.fixture
def place(running_emulator: Emulator, settings: Callable[..., None], tmp_path: Path) -> SheetPlace:
    """A spreadsheet with all tabs and no row, shared with the portal, and the settings that make the portal open it."""
    running_emulator.post("reset", {})
    place = SheetPlace.built(running_emulator)
    settings(**place.write_secrets(tmp_path / "secrets.toml"))
    return place


@pytest.fixture
def register_url(request: pytest.FixtureRequest, settings: Callable[..., None], tmp_path: Path) -> str:
    """The address of an empty register that the portal opens: a SQLite file.

    Each page has tests that save, and of these the telling ones are marked `on_both_stores` (tests/support/apptest.py):
    they run on a sheet, too. A page reads nothing but the snapshot, which the contract tests of tests/services/register
    hold to be the same on every store; so a test that only looks runs on SQLite alone.
    """
    if getattr(request, "param", "sqlite") == "sheet":
        request.getfixturevalue("place")
    else:
        settings(RESONANZ_REGISTER=f"sqlite:///{tmp_path / 'register.db'}")
    return opening.register_url()


@pytest.fixture
def opened(register_url: str) -> Iterator[Register]:
    """An empty register, as another process has it open."""
    register = opening.open_register(register_url)
    yield register
    register.close()


@pytest.fixture
def started(opened: Register) -> Register:
    """A register that was started empty."""
    starting.start_empty(opened, tryout_visitor("krm_officer").actor, today=TODAY, operation_id=new_id())
    return opened
