from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from services.register.base import Register
from services.register.sheet.adapter import SheetRegister
from services.register.sql import SqlRegister
from tests.services.register.saves import PATIENCE_SECONDS
from tests.sheets.running import Emulator, emulated
from tests.support.sheets import SheetPlace

SELDOM = 3600.0  # seconds between two looks of a watcher that a test does not wait for


class OpenRegister(Protocol):
    """What `open_register` gives: each call is another process's hold on one and the same store."""

    def __call__(self, **options: Any) -> Register: ...


@pytest.fixture(scope="session")
def running_emulator() -> Iterator[Emulator]:
    """One emulated Google for all tests of a process."""
    with emulated() as emulator:
        yield emulator


@pytest.fixture
def emulator(running_emulator: Emulator) -> Iterator[Emulator]:
    """An emulated Google that knows nothing yet."""
    running_emulator.post("reset", {})
    yield running_emulator
    running_emulator.close()


@pytest.fixture
def sheet_place(emulator: Emulator) -> SheetPlace:
    """A spreadsheet with all tabs and no row, shared with the portal."""
    return SheetPlace.built(emulator)


@pytest.fixture(params=["sqlite", "postgresql"])
def register_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty SQL store that is this test's own; the test runs once for each kind."""
    return _sql_url(request.param, request, tmp_path)


def _sql_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'register.db'}"
    return str(request.getfixturevalue("postgres_database"))


Opener = Callable[..., Register]


@pytest.fixture
def watch_seconds() -> float:
    """How often each hold looks whether another one saved; tests that wait for it say less themselves.

    A watcher that is always looking keeps a processor busy, and nobody needs it where `refresh` is called.
    """
    return SELDOM


@pytest.fixture(params=["sqlite", "postgresql", "sheet"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens a store that is this test's own and empty at first; the test runs once for each kind."""
    if request.param == "sheet":
        place: SheetPlace = request.getfixturevalue("sheet_place")
        return lambda **options: SheetRegister(place.connection, **options)
    url = _sql_url(request.param, request, tmp_path)
    return lambda **options: SqlRegister(url, **{"busy_seconds": PATIENCE_SECONDS, **options})


@pytest.fixture
def open_register(opener: Opener, watch_seconds: float) -> Iterator[OpenRegister]:
    opened: list[Register] = []

    def open_one(**options: Any) -> Register:
        register = opener(**{"watch_seconds": watch_seconds, **options})
        opened.append(register)
        return register

    yield open_one
    for register in opened:
        register.close()


@pytest.fixture
def register(open_register: OpenRegister) -> Register:
    return open_register()


@pytest.fixture
def open_sheet(sheet_place: SheetPlace, watch_seconds: float) -> Iterator[Callable[..., SheetRegister]]:
    """Opens one and the same emulated sheet, as another portal each time."""
    opened: list[SheetRegister] = []

    def open_one(**options: Any) -> SheetRegister:
        register = SheetRegister(sheet_place.connection, **{"watch_seconds": watch_seconds, **options})
        opened.append(register)
        return register

    yield open_one
    for register in opened:
        register.close()
