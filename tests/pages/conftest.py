from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services import starting
from services.people import tryout_visitor
from services.register import opening
from services.register.base import Register, new_id
from tests.support.cases import TODAY


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """An empty register, and the settings that make the portal open it."""
    url = f"sqlite:///{tmp_path / 'register.db'}"
    secrets = tmp_path / "secrets.toml"
    secrets.touch()
    monkeypatch.setenv("RESONANZ_REGISTER", url)
    monkeypatch.setenv("RESONANZ_TODAY", TODAY.isoformat())
    monkeypatch.setenv("RESONANZ_SECRETS", str(secrets))
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "127.0.0.1")
    register = opening.open_register(url)
    yield register
    register.close()


@pytest.fixture
def started(opened: Register) -> Register:
    """A register that was started empty."""
    starting.start_empty(opened, tryout_visitor("krm_officer").actor, today=TODAY, operation_id=new_id())
    return opened
