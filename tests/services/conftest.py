from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.register import opening
from services.register.base import Register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A new register on SQLite."""
    opened = opening.open_register(f"sqlite:///{tmp_path / 'register.db'}")
    yield opened
    opened.close()
