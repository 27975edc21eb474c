"""The boards of the measures and of the surveys: drawings, sentences, and who may see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import pytest

from services.access import Action, Actor
from services.charts.drawing import ROWS, Panel
from services.dashboards.cases import CaseList
from services.dashboards.measures import cases_of_measure, measure_states, measure_years, measures_board
from services.dashboards.selection import Selection, facts_and_matters
from services.dashboards.surveys import survey_board, surveyed_years
from services.demo.improvements import measure_rows, survey_rows
from services.errors import AccessDenied
from services.figures.measures import measure_effects_df
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, reaction, snapshot_of
from tests.support.people import GRETA, KAREN, those_without

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


def test_a_bar_leads_to_the_complaints_that_the_effect_is_measured_on(snapshot: Snapshot) -> None:
    effects = measure_effects_df(snapshot.frames["measures"], facts_and_matters(snapshot, DAY, Selection())[1], DAY)
    known = effects[effects["complaints_after"].notna().to_numpy(dtype=bool)]
    for row in known.to_dict("records"):
        cases = cases_of_measure(snapshot, DAY, KAREN, "de", Selection(), (("measure", row["id"]),))
        assert cases.total == row["complaints_after"], row["title"]
        year = str(row["year"] + 1) if row["year"] < 2023 else "2024 bis 15.03."
        assert cases.title.endswith(f" · {year}")
    assert max(known["complaints_after"]) == 1
    drawn = {
        row["measure"]
        for panel in measures_board(snapshot, DAY, KAREN, "de", None).panels.values()
        for row in rows_of(panel)
    }
    assert drawn <= set(snapshot.frames["measures"].index)


def measure_cases(row_id: str, **values: Any) -> CaseList:
    """Return the cases of one measure, where five reactions have a complaint, and one has praise besides."""
    days = ("2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01", "2024-03-15")
    reactions = [reaction(day, received_on=date.fromisoformat(day)) for day in days]
    concerns = [concern(f"c{day}", day, **THEME) for day in days[:-1]]
    concerns += [
        concern("other", days[-1], area="benefits", theme="hoehe"),
        concern("p", days[-1], **THEME, kind="praise"),
    ]
    row = {"id": "m", "kind": "measure", "title": "Neuer *Bescheid*", "noted_on": date(2022, 1, 1), **THEME}
    found = snapshot_of(reactions, concerns, measures=[{"active": True, **row, **values}])
    return cases_of_measure(found, DAY, KAREN, "de", Selection(), (("measure", row_id),))


@pytest.mark.parametrize(
    ("values", "numbers", "span", "said"),
    [
        ({"done_on": date(2022, 5, 1)}, 2, "2023", "umgesetzt am 01.05.2022, wird im Jahr danach gemessen"),
        ({"done_on": date(2023, 5, 1)}, 1, "2024 bis 15.03.", "umgesetzt am 01.05.2023, wird im Jahr danach gemessen"),
        ({"done_on": date(2023, 5, 1), "theme": None}, 2, "2024 bis 15.03.", "im Jahr danach gemessen"),
        ({"done_on": date(2024, 2, 1)}, 1, "2024 bis 15.03.", "des Jahres, mit dem verglichen wird"),
        ({"done_on": date(2024, 4, 1)}, 1, "2024 bis 15.03.", "„Neuer *Bescheid*“ ist noch nicht umgesetzt"),
        ({}, 1, "2024 bis 15.03.", "ist noch nicht umgesetzt: Das sind die Beschwerden des laufenden Jahres"),
    ],
)
def test_the_cases_of_a_measure_are_of_the_span_that_tells_of_it(
    values: dict[str, Any], numbers: int, span: str, said: str
) -> None:
    cases = measure_cases("m", **values)
    assert cases.total == numbers == len(cases.numbers)
    assert cases.title.startswith("Beschwerde · ")
    assert cases.title.endswith(f" · {span}")
    assert said in cases.said


def test_a_measure_without_an_area_says_that_nothing_is_counted() -> None:
    for found in (
        measure_cases("m", area=None, theme=None),
        measure_cases("m", area=None, theme=None, active=False),
        measure_cases("gone"),
    ):
        assert found.total == 0
        assert found.rows.empty
    assert measure_cases("m", area=None, theme=None).said.startswith("Zu dieser Maßnahme wird nichts gezählt")
    assert measure_cases("gone").said == "Diese Maßnahme zählt nicht mehr mit."


@pytest.mark.parametrize("actor", those_without(Action.SEE_REACTIONS), ids=lambda one: one.id or "signed out")
def test_the_cases_of_a_measure_are_for_those_who_see_reactions(snapshot: Snapshot, actor: Actor) -> None:
    row_id = str(snapshot.frames["measures"].index[0])
    with pytest.raises(AccessDenied):
        cases_of_measure(snapshot, DAY, actor, "de", Selection(), (("measure", row_id),))


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
