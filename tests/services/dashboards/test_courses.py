"""The overview, the quality standard, escalation and follow-ups: the figures, and every mark leads to its cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from services.access import Action, Actor
from services.charts.drawing import ROWS, Panel
from services.dashboards.cases import cases_behind
from services.dashboards.escalation import escalation_board
from services.dashboards.follow_ups import follow_ups_board
from services.dashboards.overview import months_up_to, overview_board, overview_months
from services.dashboards.quality import quality_board
from services.dashboards.selection import Selection
from services.deadlines import ClockName
from services.errors import AccessDenied
from services.figures import Period, as_records, filtered, year_figures
from services.register.frames import frame_of
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of
from tests.support.people import GRETA, KAREN, those_without

DAY = date(2022, 12, 20)
YEAR = Period.of_year(2022)
CHOSEN = Selection(YEAR)
NBSP = "\N{NO-BREAK SPACE}"
STANDARDS = (ClockName.CLOSE, ClockName.CLEAR, ClockName.ACKNOWLEDGE)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    reactions, concerns = random_rows(31, count=400)
    notes = [
        {"id": f"n{place}", "reaction_id": row["id"], "kind": "escalation", "noted_on": row["received_on"], "step": "4"}
        for place, row in enumerate(reactions)
        if row["escalation_step"] == "4"
    ]
    for place, note in enumerate(notes):
        note["title"] = (None, "Frist abgelaufen", "Eigene Worte")[place % 3]
    return snapshot_of(reactions, concerns, notes=notes)


@pytest.fixture(scope="module")
def figures(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    return {row["figure"]: row for row in as_records(year_figures(snapshot, 2022, DAY))}


def marks_of(panel: Panel) -> list[dict[str, Any]]:
    """Return the codes that a click on each mark of a drawing chooses, with the count it shows."""
    fields = panel.spec["params"][0]["select"]["fields"]
    rows = pa.ipc.open_stream(panel.spec["datasets"][ROWS]).read_pandas()
    count = "late_count" if "late_count" in rows else "count"
    return [{**{field: row[field] for field in fields}, "count": row[count]} for row in rows.to_dict("records")]


def test_every_mark_leads_to_as_many_cases_as_it_counts(snapshot: Snapshot) -> None:
    boards: dict[str, Any] = {
        **{clock: quality_board(snapshot, DAY, KAREN, "de", CHOSEN, clock) for clock in STANDARDS},
        "escalation": escalation_board(snapshot, DAY, KAREN, "de", CHOSEN),
        "follow_ups": follow_ups_board(snapshot, DAY, KAREN, "de", CHOSEN),
    }
    checked = 0
    for board, found in boards.items():
        for name, panel in found.panels.items():
            if "params" not in panel.spec:
                assert name == "days", f"{board}.{name} leads nowhere"
                continue
            for mark in marks_of(panel):
                count = mark.pop("count")
                chosen = tuple((key, value) for key, value in mark.items() if value)
                cases = cases_behind(snapshot, DAY, KAREN, "de", CHOSEN, chosen)
                assert cases.total == count, f"{board}.{name} {mark}"
                checked += count
    assert checked > 400


def test_a_mark_says_what_it_stands_for(snapshot: Snapshot) -> None:
    def title(*mark: tuple[str, str]) -> str:
        return cases_behind(snapshot, DAY, KAREN, "de", CHOSEN, mark).title

    assert title(("month", "2022-03"), ("late", "close")) == "März 2022 · nicht rechtzeitig abgeschlossen"
    assert title(("course", "escalated"), ("area", "municipal")) == "eskaliert · Kommunale Leistungen"
    assert title(("course", "follow_up"), ("gap", "8-30")) == "Folgereaktion · 8 bis 30 Tage danach"
    assert title(("course", "follow_up"), ("outcome_before", "none")) == "Folgereaktion · ohne Ergebnis"
    assert title(("cause", "other")) == "anderer Anlass"
    assert title(("moved_to", "4")) == "4 Kundenreaktionsmanagement"


def test_quality_board_shows_the_figures_and_says_what_can_still_change(
    snapshot: Snapshot, figures: dict[str, dict[str, Any]]
) -> None:
    board = quality_board(snapshot, DAY, GRETA, "de", CHOSEN, ClockName.CLOSE)
    figure = figures["quality.closed_within_14_days"]
    share = str(figure["share_percent"]).replace(".", ",")
    assert (board.numbers[0].label, board.numbers[0].value) == (
        f"Rechtzeitig, Ziel 90{NBSP}%",
        f"{share}{NBSP}%",
    )
    assert board.numbers[1].value == str(figure["base"] - figure["value"])
    assert board.numbers[3].value == str(figures["reactions.extended"]["value"])
    assert board.panels["months"].table["Eingehalten"].sum() == figure["value"]
    assert board.panels["unit"].table["Von"].sum() == figure["base"]
    standing = list(board.panels["months"].table["Stand des Ziels"])
    waiting = figures["reactions.total"]["value"] - figure["base"]
    assert standing[-1] == f"Ziel erreicht, vorläufig: {waiting} noch nicht fällig"
    assert standing[0] == "unter dem Ziel"
    assert board.notes == (f"Dezember 2022 ist vorläufig: {waiting} Fälle sind noch nicht fällig.",)


def test_quality_board_keeps_the_standard_days_and_draws_the_office_s_own_target(snapshot: Snapshot) -> None:
    rows = [
        {"id": key, "key": key, "value": value}
        for key, value in {"target_percent": "30", "close_days": "60", "clear_days": "30"}.items()
    ]
    own = replace(snapshot, frames={**snapshot.frames, "settings": frame_of("settings", rows)})
    usual, board = (quality_board(each, DAY, GRETA, "de", CHOSEN, ClockName.CLOSE) for each in (snapshot, own))
    assert board.numbers[0].value == usual.numbers[0].value
    assert "verfehlt" in usual.panels["months"].title
    assert f"Ziel von 30{NBSP}% erreicht" in board.panels["months"].title
    assert board.notes[1].startswith("Ihre Dienststelle hat eigene Fristen.")


def test_overview_board_shows_the_figures(snapshot: Snapshot, figures: dict[str, dict[str, Any]]) -> None:
    board = overview_board(snapshot, DAY, GRETA, "de", CHOSEN)
    tiles = {tile.key: tile for tile in board.tiles}
    assert [tile.address for tile in board.tiles] == ["channels", "quality", "outcomes", "deadlines", "ombuds"]
    assert tiles["received"].value == str(figures["reactions.total"]["value"])
    assert tiles["open"].value == str(figures["open.total"]["value"])
    for key, name in (
        ("closed", "quality.closed_within_14_days"),
        ("upheld", "complaints.outcome.upheld"),
        ("ombuds", "reactions.ombuds"),
    ):
        assert tiles[key].value == f"{figures[name]['share_percent']}{NBSP}%".replace(".", ",")
        assert "Vorjahreszeitraum" in tiles[key].change
    assert tiles["closed"].detail.startswith(f"Ziel 90{NBSP}% verfehlt: ")
    assert all(tile.line.title and len(rows_of(tile.line)) == 24 for tile in board.tiles)


def test_overview_months_has_the_lines_of_the_tiles_in_one_picture_and_their_numbers(
    snapshot: Snapshot, figures: dict[str, dict[str, Any]]
) -> None:
    panel = overview_months(snapshot, DAY, GRETA, "de", CHOSEN)
    assert panel.table["Eingegangen"].iloc[12:].sum() == figures["reactions.total"]["value"]
    tiles = {tile.key: tile.line for tile in overview_board(snapshot, DAY, GRETA, "de", CHOSEN).tiles}
    for place, (name, line) in enumerate(tiles.items()):
        rows = rows_of(panel)[rows_of(panel)["place"] == place]
        assert name == "open" or list(rows["said"]) == list(rows_of(line)["said"]), name
        assert rows["at"].dropna().between(place, place + 1).all()
        assert rows["name"].iloc[0].startswith(line.title.partition(" nach Monat: ")[0])
    assert f"Ziel von 90{NBSP}%" in rows_of(panel)["name"].iloc[24]
    assert overview_months(snapshot_of([]), DAY, GRETA, "de", Selection()).is_empty


def rows_of(panel: Panel) -> pd.DataFrame:
    return pa.ipc.open_stream(panel.spec["datasets"][ROWS]).read_pandas()


def test_overview_board_counts_what_is_chosen_only(snapshot: Snapshot) -> None:
    selection = Selection(YEAR, areas=("benefits",), units=("team_1",))
    part = filtered(snapshot, areas=selection.areas, units=selection.units)
    expected = {row["figure"]: row for row in as_records(year_figures(part, 2022, DAY))}
    board = overview_board(snapshot, DAY, GRETA, "de", selection)
    assert (board.reactions, board.open_cases) == (
        expected["reactions.total"]["value"],
        expected["open.total"]["value"],
    )
    assert overview_board(snapshot, DAY, GRETA, "de", Selection()).tiles[0].change == ""


def test_overview_names_what_stands_out() -> None:
    new, old = date(2022, 3, 1), date(2021, 3, 1)
    rows = [
        *(reaction(f"new{place}", received_on=new, channel="telephone", closed_on=new) for place in range(5)),
        reaction("late", received_on=new, unit="t1"),
        reaction("old", received_on=old, channel="telephone", closed_on=old),
    ]
    concerns = [
        *(concern(f"c{place}", f"new{place}", area="municipal", theme="mietkaution") for place in range(4)),
        concern("c5", "old", area="municipal", theme="mietkaution"),
        concern("c6", "late", area="conduct", theme="freundlichkeit"),
    ]
    snapshot = snapshot_of(rows, concerns, units=[{"id": "u", "code": "t1", "label": "Team 1", "kind": "team"}])
    board = overview_board(snapshot, DAY, GRETA, "de", CHOSEN)
    assert [(one.address, one.text) for one in board.notable] == [
        ("themes", "Am stärksten gewachsen: Mietkaution (Kommunale Leistungen), 4 Beschwerden statt 1"),
        ("deadlines", "Die meisten überfälligen Fälle hat Team 1 (1 von 1)"),
        ("quality", f"Unter dem Ziel von 90{NBSP}%: März 2022"),
        ("channels", "Häufiger genutzt: Telefon, 5 Reaktionen statt 1"),
    ]
    assert overview_board(snapshot_of([]), DAY, GRETA, "de", CHOSEN).notable == ()


def test_months_up_to_a_day_are_two_years() -> None:
    months = months_up_to(date(2022, 2, 3))
    assert (len(months), months[0], months[-1]) == (24, "2020-03", "2022-02")
    assert months_up_to(date(2022, 2, 3), date(2021, 12, 31)) == ["2021-12", "2022-01", "2022-02"]
    assert months_up_to(date(2022, 2, 3), date(2022, 3, 1)) == ["2022-02"]


def test_the_comparison_is_named_where_it_is_not_the_year_before(snapshot: Snapshot) -> None:
    compared = Selection(YEAR, compared=Period.of_year(2020))
    change = overview_board(snapshot, DAY, GRETA, "de", compared).tiles[1].change
    assert "Vergleichszeitraum (2020: " in change


BOARDS: dict[str, Callable[[Snapshot, Actor], object]] = {
    "overview": lambda snapshot, actor: overview_board(snapshot, DAY, actor, "de", Selection()),
    "overview_months": lambda snapshot, actor: overview_months(snapshot, DAY, actor, "de", Selection()),
    "quality": lambda snapshot, actor: quality_board(snapshot, DAY, actor, "de", Selection(), ClockName.CLOSE),
    "escalation": lambda snapshot, actor: escalation_board(snapshot, DAY, actor, "de", Selection()),
    "follow_ups": lambda snapshot, actor: follow_ups_board(snapshot, DAY, actor, "de", Selection()),
}


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("actor", those_without(Action.SEE_DASHBOARDS), ids=lambda actor: actor.name or "nobody")
def test_boards_refuse_the_wrong_role(snapshot: Snapshot, board: str, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        BOARDS[board](snapshot, actor)
