"""What can be taken along from a chart stands beside its table."""

from __future__ import annotations

from services.register.base import Register
from tests.support.apptest import open_page
from tests.support.cases import record


def test_a_chart_and_its_table_can_be_taken_along(started: Register) -> None:
    record(started)
    at = open_page("dashboards/deadlines", "management")
    assert not at.get("download_button")
    at.session_state["dashboards.deadlines.age_band_table"] = True
    at.run()
    assert not at.exception
    keys = [button.key for button in at.get("download_button")]
    assert keys == [f"dashboards.deadlines.age_band_{ending}" for ending in ("png", "svg", "csv", "xlsx")]
