"""Pages that turn over with the day although nobody saves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pages.ui import state
from services.register.base import Register
from tests.support.apptest import on_both_stores, open_page
from tests.support.cases import TODAY, record


def words_on(at: object) -> str:
    links = [link.proto.label for link in at.get("page_link")]  # type: ignore[attr-defined]  # an AppTest
    return "\n".join([*links, *(element.value for element in at.markdown)])  # type: ignore[attr-defined]  # the same


@on_both_stores
@pytest.mark.parametrize("page", ["cases/today", "cases/case"])
def test_a_page_turns_over_with_the_day(started: Register, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    done: dict[str, Any] = {"acknowledged_on": TODAY, "cleared_on": TODAY, "cleared_by": "telephone"}
    number = record(started, received_on=TODAY - timedelta(days=14), ombuds=True, **done).number
    at = open_page(page, "office", number=number)
    revision, day, trouble = at.session_state[state.DRAWN]
    assert "heute fällig" in words_on(at)
    assert (day, trouble) == (TODAY, "")

    monkeypatch.setenv("RESONANZ_TODAY", (TODAY + timedelta(days=1)).isoformat())
    at.run()

    assert "seit 1 Tag überfällig" in words_on(at)
    assert "heute fällig" not in words_on(at)
    assert at.session_state[state.DRAWN] == (revision, TODAY + timedelta(days=1), "")
