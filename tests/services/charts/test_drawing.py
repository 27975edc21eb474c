"""Every drawing is valid Vega-Lite, holds sums and no cases, and speaks the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa
import pytest

from services.charts.drawing import ROWS, Panel, in_lines, row_height
from services.charts.tables import table_csv
from services.dashboards.channels import channels_board
from services.dashboards.deadlines import deadlines_board
from services.dashboards.escalation import escalation_board
from services.dashboards.follow_ups import follow_ups_board
from services.dashboards.ombuds import ombuds_board
from services.dashboards.outcomes import outcomes_board
from services.dashboards.overview import overview_board, overview_months
from services.dashboards.praise import praise_board
from services.dashboards.quality import quality_board
from services.dashboards.same_day import same_day_board
from services.dashboards.selection import Selection
from services.dashboards.themes import themes_board
from services.deadlines import ClockName
from services.errors import AccessDenied
from services.figures import Period
from services.register.snapshot import Snapshot
from tests.services.figures.registers import random_rows, snapshot_of
from tests.support.people import GRETA, STELLA

DAY = date(2023, 2, 1)
YEAR = Period.of_year(2022)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(*random_rows(11, count=300))


def all_panels(snapshot: Snapshot, language: str = "de", period: Period | None = YEAR) -> Iterator[tuple[str, Panel]]:
    selection = Selection(period)
    boards: dict[str, Any] = {
        "deadlines": deadlines_board(snapshot, DAY, GRETA, language, Selection(), None),
        "clock": deadlines_board(snapshot, DAY, GRETA, language, Selection(), "clear"),
        "channels": channels_board(snapshot, DAY, GRETA, language, selection, None),
        "email": channels_board(snapshot, DAY, GRETA, language, selection, "email"),
        "ombuds": ombuds_board(snapshot, DAY, GRETA, language, selection),
        "quality": quality_board(snapshot, DAY, GRETA, language, selection, ClockName.CLOSE),
        "confirmed": quality_board(snapshot, DAY, GRETA, language, selection, ClockName.ACKNOWLEDGE),
        "escalation": escalation_board(snapshot, DAY, GRETA, language, selection),
        "follow_ups": follow_ups_board(snapshot, DAY, GRETA, language, selection),
        "themes": themes_board(snapshot, DAY, GRETA, language, selection, "complaint", None, None),
        "area": themes_board(snapshot, DAY, GRETA, language, selection, None, "municipal", None),
        "theme": themes_board(snapshot, DAY, GRETA, language, selection, None, "municipal", "hoehe"),
        "outcomes": outcomes_board(snapshot, DAY, GRETA, language, selection),
        "praise": praise_board(snapshot, DAY, GRETA, language, selection),
        "same_day": same_day_board(snapshot, DAY, GRETA, language, selection),
    }
    for board, found in boards.items():
        for name, panel in found.panels.items():
            yield f"{board}.{name}", panel
    for tile in overview_board(snapshot, DAY, GRETA, language, selection).tiles:
        yield f"overview.{tile.key}", tile.line
    yield "overview.months", overview_months(snapshot, DAY, GRETA, language, selection)


def rows_of(panel: Panel) -> pd.DataFrame:
    return pa.ipc.open_stream(panel.spec["datasets"][ROWS]).read_pandas()


@pytest.mark.parametrize(("period", "language"), [(YEAR, "de"), (None, "en")], ids=["year-de", "all-en"])
def test_every_drawing_is_valid(snapshot: Snapshot, language: str, period: Period | None) -> None:
    panels = dict(all_panels(snapshot, language, period))
    for panel in panels.values():
        spec = {name: part for name, part in panel.spec.items() if name != "datasets"}
        assert alt.Chart.from_dict(spec).to_dict()["config"] == spec["config"]
    assert len(panels) == 4 + 4 + 6 + 5 + 5 + 3 + 3 + 4 + 4 + 5 + 3 * 3 + 8 + 4 + 4 + 1


def test_every_drawing_is_valid_where_there_is_nothing() -> None:
    for panel in dict(all_panels(snapshot_of([]))).values():
        assert panel.is_empty or panel.title == "An die Ombudsstelle ging keine Reaktion"
        assert panel.title


def test_drawings_hold_sums_and_no_cases(snapshot: Snapshot) -> None:
    numbers = set(snapshot.frames["reactions"]["number"])
    for name, panel in all_panels(snapshot):
        rows = rows_of(panel)
        assert len(rows) <= 120, name
        assert not numbers & set(rows.astype(str).to_numpy().ravel()), name


def test_drawings_follow_the_theme_and_the_language(snapshot: Snapshot) -> None:
    german, english = (dict(all_panels(snapshot, language)) for language in ("de", "en"))
    for name, panel in german.items():
        config = panel.spec["config"]
        assert config["locale"]["number"]["decimal"] == ","
        assert "luminance(background)" in config["axis"]["labelColor"]["expr"], name
        assert "locale" not in english[name].spec["config"]
    assert any("Mär" in str(panel.spec) for panel in german.values())


def test_drawings_say_to_screen_readers_only_what_stands_in_their_rows(snapshot: Snapshot) -> None:
    """Vega makes up English words around codes for axes, legends and whatever has no description of its own."""
    for name, panel in all_panels(snapshot):
        config = panel.spec["config"]
        assert [config[part]["aria"] for part in ("axis", "legend", "text", "line")] == [False] * 4, name
        layers = panel.spec.get("layer", [panel.spec])
        described = [layer["encoding"].get("description", {}).get("field") for layer in layers]
        assert described[0] == "said", name
        for layer in layers[1:]:
            mark = layer["mark"]
            assert mark["type"] in ("text", "line") or mark["aria"] is False, name
            assert "point" not in mark or mark["point"]["aria"] is False, name
    german, english = (dict(all_panels(snapshot, language)) for language in ("de", "en"))
    assert {panel.spec["config"]["bar"]["ariaRoleDescription"] for panel in german.values()} == {"Balken"}
    assert {panel.spec["config"]["bar"]["ariaRoleDescription"] for panel in english.values()} == {"bar"}


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("", ""),
        ("4 Kundenreaktionsmanagement", "4 Kundenreaktionsmanagement"),
        ("6 Regionaldirektion angeboten", "6 Regionaldirektion\nangeboten"),
        ("Sozialdienst im Krankenhaus am Stadtpark", "Sozialdienst im\nKrankenhaus am Stadtpark"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsgesellschaft"),
        ("E-Mail\nAuszahlung des Regelbedarfs und mehr", "E-Mail\nAuszahlung des Regelbedarfs und mehr"),
    ],
)
def test_in_lines_breaks_a_long_label_into_two(label: str, shown: str) -> None:
    assert in_lines(label) == shown


def test_row_height_gives_room_for_two_lines_where_one_label_needs_them() -> None:
    assert row_height([], 10) == 10 + 24
    assert row_height(["E-Mail", "Telefon"], 10) == 10 + 2 * 24
    assert row_height(["E-Mail", "Sozialdienst im Krankenhaus am Stadtpark"], 10) == 10 + 2 * 34


def test_table_csv_is_as_a_spreadsheet_expects_it_and_runs_no_formula() -> None:
    table = pd.DataFrame({"Thema": ["=cmd|x", "Höhe"], "Anteil": pd.array([44.1, None], dtype="Float64")})
    assert table_csv(GRETA, table, "de").decode("utf-8-sig") == "Thema;Anteil\r\n'=cmd|x;44,1\r\nHöhe;\r\n"
    assert table_csv(GRETA, table, "en").decode("utf-8-sig") == "Thema,Anteil\r\n'=cmd|x,44.1\r\nHöhe,\r\n"


def test_table_csv_is_not_for_everyone() -> None:
    with pytest.raises(AccessDenied):
        table_csv(STELLA, pd.DataFrame(), "de")
