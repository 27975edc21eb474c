from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from services.register.base import Register
from services.register.sql import SqlRegister

WATCH_SECONDS = 0.05


class OpenRegister(Protocol):
    """What `open_register` gives: each call is another process's hold on one and the same store."""

    def __call__(self, **options: Any) -> Register: ...


@pytest.fixture(params=["sqlite", "postgresql"])
def register_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store that is this test's own; the test runs once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def open_register(register_url: str) -> Iterator[OpenRegister]:
    opened: list[Register] = []

    def open_one(**options: Any) -> Register:
        register = SqlRegister(register_url, **{"watch_seconds": WATCH_SECONDS, **options})
        opened.append(register)
        return register

    yield open_one
    for register in opened:
        register.close()


@pytest.fixture
def register(open_register: OpenRegister) -> Register:
    return open_register()
