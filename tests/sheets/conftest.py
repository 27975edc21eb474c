from __future__ import annotations

from collections.abc import Iterator

import gspread
import pytest

from tests.sheets.running import Emulator, emulated


@pytest.fixture(scope="session")
def running_emulator() -> Iterator[Emulator]:
    """One emulator for all tests of a process."""
    with emulated() as emulator:
        yield emulator


@pytest.fixture
def emulator(running_emulator: Emulator) -> Iterator[Emulator]:
    """An emulator that knows nothing yet."""
    running_emulator.post("reset", {})
    yield running_emulator
    running_emulator.close()


@pytest.fixture
def client(emulator: Emulator) -> gspread.Client:
    """A client of the default account."""
    return emulator.client()


@pytest.fixture
def book(client: gspread.Client) -> gspread.Spreadsheet:
    """A spreadsheet of its own."""
    return client.create("Register")


@pytest.fixture
def tab(book: gspread.Spreadsheet) -> gspread.Worksheet:
    """Its first sheet."""
    return book.sheet1
