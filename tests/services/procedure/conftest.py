from __future__ import annotations

import pytest

from services.register.base import Register
from tests.support.procedure import open_office


@pytest.fixture
def office(register: Register) -> Register:
    """A register with the teams and the people of an office."""
    open_office(register)
    return register
