"""The store of a browser test: a SQLite file, or a Google Sheet (emulated, over HTTP) where a test asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.register.base import Register
from services.register.sheet.adapter import SheetRegister
from services.register.sql import SqlRegister
from tests.sheets.running import Emulator, emulated
from tests.support.sheets import SheetPlace


@dataclass(frozen=True)
class Store:
    """An empty store: the settings of a portal on it, and what opens it as another process does."""

    settings: Mapping[str, str]
    open: Callable[[], Register]


@pytest.fixture(scope="session")
def running_emulator() -> Iterator[Emulator]:
    """One emulated Google for all browser tests of a process."""
    with emulated() as emulator:
        yield emulator


@pytest.fixture
def place(running_emulator: Emulator) -> Iterator[SheetPlace]:
    """An empty spreadsheet, shared with the portal, of an emulated Google that knows nothing else."""
    running_emulator.post("reset", {})
    yield SheetPlace.made(running_emulator)
    running_emulator.close()


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """The store that all portals of the test work on: SQLite, unless the test asks for another by its parameter."""
    kind = getattr(request, "param", "sqlite")
    if kind == "sheet":
        place: SheetPlace = request.getfixturevalue("place")
        settings = place.write_secrets(tmp_path / "sheet-secrets.toml")
        return Store(settings, lambda: SheetRegister(place.connection))
    url = request.getfixturevalue("postgres_database") if kind == "postgresql" else f"sqlite:///{tmp_path / 'store.db'}"
    return Store({"RESONANZ_REGISTER": url}, lambda: SqlRegister(url))
