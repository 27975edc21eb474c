from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.register.base import Register
from services.register.sql import SqlRegister

SELDOM = 3600.0  # seconds between two looks of the watcher: a test says when what others saved is seen


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A new register on SQLite; what another hold on it saves is seen when a test looks, and not by chance before."""
    opened = SqlRegister(f"sqlite:///{tmp_path / 'register.db'}", watch_seconds=SELDOM)
    yield opened
    opened.close()
