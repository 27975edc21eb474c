"""The boards of the measures and of the surveys: drawings, sentences, and who may see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import pytest

from services.access import Action, Actor
from services.charts.drawing import ROWS, Panel
from services.dashboards.measures import measure_states, measure_years, measures_board
from services.dashboards.surveys import survey_board, surveyed_years
from services.demo.improvements import measure_rows, survey_rows
from services.errors import AccessDenied
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, reaction, snapshot_of
from tests.support.people import GRETA, those_without

DAY = date(2024, 3, 15)
THEME = {"area": "benefits", "theme": "auszahlung_des_regelbedarfs"}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    days = (*(date(2022, month, 1) for month in range(1, 5)), date(2023, 5, 1))
    reactions = [reaction(str(place), received_on=day) for place, day in enumerate(days)]
    concerns = [concern(f"c{one['id']}", one["id"], **THEME) for one in reactions]
    return snapshot_of(reactions, concerns, measures=measure_rows(1, DAY), surveys=survey_rows(1, DAY))


def rows_of(panel: Panel) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pa.ipc.open_stream(panel.spec["datasets"][ROWS]).read_all().to_pylist()
    return found


def spaced(text: str) -> str:
    """Return a text with plain spaces before its percent signs."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("year", [None, 2022, 1999])
def test_every_drawing_is_valid(snapshot: Snapshot, language: str, year: int | None) -> None:
    panels = list(measures_board(snapshot, DAY, GRETA, language, year).panels.values())
    panels += [asked.panel for asked in survey_board(snapshot, DAY, GRETA, language, year or 2023)]
    for panel in panels:
        spec = {name: part for name, part in panel.spec.items() if name != "datasets"}
        assert alt.Chart.from_dict(spec).to_dict()["config"] == spec["config"]
        assert panel.is_empty == (not rows_of(panel))


def test_the_board_of_a_year_says_how_its_measures_stand(snapshot: Snapshot) -> None:
    board = measures_board(snapshot, DAY, GRETA, "de", 2022)
    assert [(number.label, number.value) for number in board.numbers] == [
        *(("Vereinbart", "4"), ("Fällig", "3"), ("Umgesetzt", "4"), ("Überfällig", "0"))
    ]
    assert board.panels["timeline"].title == "Maßnahmen: 5, davon 5 umgesetzt und 0 überfällig"
    said = {row["title"]: row["said"] for row in rows_of(board.panels["timeline"])}
    assert said["Merkblatt zu Neben- und Heizkosten"].startswith("umgesetzt am 06.03.2023, fällig war 31.01.2023")
    assert list(board.impulses["Worum geht es?"]) == [
        "Vertretung bei Abwesenheit in der Leistung",
        "Feste Sprechzeit der Ombudsstelle für Beratungsstellen",
        "Stehpulte zum Ausfüllen von Anträgen",
    ]
    assert len(board.trainings) == 4


def test_the_effect_is_said_with_what_it_is_compared_with(snapshot: Snapshot) -> None:
    board = measures_board(snapshot, DAY, GRETA, "de", 2022)
    said = {row["title"].partition(" · ")[0]: row["said"] for row in rows_of(board.panels["effects"])}
    assert spaced(said["Rückfragen zuerst am Telefon klären"]) == "2023: 1 Beschwerde, 75,0 % weniger als 2022 (4)"
    assert board.panels["effects"].title.startswith("Nach 1 von 5 Maßnahmen gab es weniger Beschwerden")
    assert measure_years(snapshot, DAY) == (2024, 2023, 2022, 2021)
    assert set(measure_states(snapshot, DAY).values()) == {"impulse", "done", "done_late", "open"}


def test_a_survey_says_what_its_shares_are_of_and_whether_they_add_up(snapshot: Snapshot) -> None:
    way, success, content = survey_board(snapshot, DAY, GRETA, "de", 2023)
    assert spaced(way.panel.title).endswith("Am häufigsten: E-Mail (41,0 % von 412 Antworten)")
    assert spaced(rows_of(way.panel)[0]["said"]) == "41,0 % · 169 · 2022: 45,0 %"
    assert way.remarks == ("Anteile beziehen sich auf 412 Antworten.", "Quelle: Kundenbefragung.")
    assert success.panel.table.columns.tolist() == ["Antwort", "Anzahl", "Anteil in %", "Anteil 2022 in %"]
    assert "Zusammen ergeben die Anteile 99,0 %, nicht 100 %." in spaced(content.remarks[1])
    assert surveyed_years(snapshot, DAY) == (2023, 2022, 2021)


@pytest.mark.parametrize("actor", those_without(Action.SEE_DASHBOARDS), ids=lambda one: one.id or "signed out")
def test_the_boards_are_for_those_who_see_dashboards(snapshot: Snapshot, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        measures_board(snapshot, DAY, actor, "de", 2022)
    with pytest.raises(AccessDenied):
        survey_board(snapshot, DAY, actor, "de", 2022)
