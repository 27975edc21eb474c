from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.access import Actor
from services.register.base import Register
from services.register.opening import open_register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """An empty register in a temporary folder."""
    opened = open_register(f"sqlite:///{tmp_path / 'register.db'}")
    yield opened
    opened.close()


@pytest.fixture
def officer() -> Actor:
    """Somebody who may import, export and change."""
    return Actor("olga", "Olga", frozenset({"krm_officer"}))
