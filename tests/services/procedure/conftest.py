from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.register import opening
from services.register.base import Register
from tests.support.procedure import open_office


@pytest.fixture
def office(register: Register) -> Register:
    """A register with the teams and the people of an office."""
    open_office(register)
    return register


@pytest.fixture
def second(office: Register, tmp_path: Path) -> Iterator[Register]:
    """Another process's hold on the same store."""
    opened = opening.open_register(f"sqlite:///{tmp_path / 'register.db'}")
    yield opened
    opened.close()
