"""The boards of themes, outcomes, praise and the same-day counter show the figures, and lead to the cases counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.access import Action, Actor
from services.dashboards.cases import cases_behind
from services.dashboards.outcomes import outcomes_board
from services.dashboards.praise import praise_board
from services.dashboards.same_day import same_day_board
from services.dashboards.selection import Selection
from services.dashboards.themes import theme_choices, themes_board
from services.errors import AccessDenied
from services.figures import Period, as_records, filtered, year_figures
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of
from tests.support.people import GRETA, KAREN, those_without
from tests.support.sample import sample_snapshot

DAY = date(2023, 2, 1)
YEAR = Selection(Period.of_year(2022))
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    """The sample register at the turn of the year: Dresden's figures of 2022, all in."""
    return sample_snapshot(DAY)


@pytest.fixture(scope="module")
def figures(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    return {row["figure"]: row for row in as_records(year_figures(snapshot, 2022, DAY))}


def agrees(
    board: Any, panel: str, figures: dict[str, dict[str, Any]], labels: dict[str, str], columns: tuple[str, str]
) -> None:
    """Hold the table behind a chart against the figures; `labels` are the figures' names by what people read."""
    table = board.panels[panel].table
    found = {row[columns[0]]: row for row in table.astype(object).to_dict("records")}
    assert set(found) == set(labels)
    for label, name in labels.items():
        row = found[label]
        values = row[columns[1]], row["Vorjahreszeitraum"], row["Anteil in %"]
        assert values == tuple(figures[name][column] for column in ("value", "previous", "share_percent")), name


def test_themes_board_shows_the_figures_of_areas_themes_and_details(
    snapshot: Snapshot, figures: dict[str, dict[str, Any]]
) -> None:
    label = snapshot.lists.label
    board = themes_board(snapshot, DAY, GRETA, "de", YEAR, "complaint", None, None)
    areas = {label("area", code): f"complaints.area.{code}" for code in snapshot.lists.codes("area")}
    agrees(board, "level", figures, {**areas, "ohne Bereich": "complaints.area.none"}, ("Bereich", "Beschwerden"))
    assert board.said == f"902 Beschwerden, 19,4{NBSP}% weniger als im Vorjahreszeitraum (1.119)"
    below = "complaints.theme.municipal."
    themes = {
        label("theme", name.removeprefix(below), parent="municipal"): name
        for name in figures
        if name.startswith(below) and not name.endswith(".none")
    }
    inside = themes_board(snapshot, DAY, GRETA, "de", YEAR, "complaint", "municipal", None)
    agrees(inside, "level", figures, {**themes, "ohne Thema": f"{below}none"}, ("Thema", "Beschwerden"))
    assert figures[f"{below}hoehe"]["value"] == 32
    details = themes_board(snapshot, DAY, GRETA, "de", YEAR, "complaint", "municipal", "hoehe").panels["level"].table
    assert details["Beschwerden"].sum() == 32


def test_themes_board_counts_every_kind_or_one(snapshot: Snapshot, figures: dict[str, dict[str, Any]]) -> None:
    def total(kind: str | None) -> int:
        return themes_board(snapshot, DAY, GRETA, "de", YEAR, kind, None, None).concerns

    assert total(None) == figures["concerns.total"]["value"] == 1041
    assert total("suggestion") == figures["concerns.kind.suggestion"]["value"]
    everything = Selection(None, areas=("municipal",))
    board = themes_board(snapshot, DAY, GRETA, "de", everything, None, None, None)
    assert board.panels["changes"].is_empty
    assert board.concerns == (snapshot.frames["concerns"]["area"] == "municipal").sum()


def test_outcomes_board_shows_the_figures(snapshot: Snapshot, figures: dict[str, dict[str, Any]]) -> None:
    board = outcomes_board(snapshot, DAY, GRETA, "de", YEAR)
    for panel, column, family in (("outcomes", "outcome", "outcome"), ("clearing", "clearing_kind", "clearing")):
        names = {snapshot.lists.label(column, code): code for code in snapshot.lists.codes(column)}
        names[{"outcome": "noch ohne Ergebnis"}.get(column, "noch nicht angegeben")] = "none"
        labels = {label: f"complaints.{family}.{code}" for label, code in names.items()}
        heading = {"outcome": "Ergebnis"}.get(column, "Art der Klärung")
        agrees(board, panel, figures, labels, (heading, "Beschwerden"))
    upheld = figures["complaints.outcome.upheld"]
    assert [number.value for number in board.numbers[:2]] == ["902", f"22,7{NBSP}%"]
    for name in ("areas", "themes"):
        assert board.panels[name].table["Begründet"].sum() == upheld["value"] == 205
    assert board.panels["months"].table["begründet"].sum() == 205
    assert board.panels["named"].table["Beschwerden"].sum() == board.complaints == 902


def test_praise_board_shows_the_figures_and_no_name(snapshot: Snapshot, figures: dict[str, dict[str, Any]]) -> None:
    board = praise_board(snapshot, DAY, GRETA, "de", YEAR)
    areas = {snapshot.lists.label("area", code): f"praise.area.{code}" for code in snapshot.lists.codes("area")}
    agrees(board, "areas", figures, {**areas, "ohne Bereich": "praise.area.none"}, ("Bereich", "Lobe"))
    assert [number.value for number in board.numbers[:2]] == ["61", "6,8"]
    assert board.panels["months"].table["Lobe"].sum() == board.panels["talked"].table["Lobe"].sum() == 61
    named = {name for name in snapshot.frames["concerns"]["employee"].dropna() if name}
    assert named
    for panel in board.panels.values():
        shown = f"{panel.title} {panel.table.to_csv()} {panel.spec}"
        assert not [name for name in named if name in shown]


def test_same_day_board_shows_the_figures_whatever_team_is_chosen(
    snapshot: Snapshot, figures: dict[str, dict[str, Any]]
) -> None:
    board = same_day_board(snapshot, DAY, GRETA, "de", YEAR)
    done, recorded = figures["same_day.total"]["value"], figures["concerns.kind.complaint"]["value"]
    assert [number.value for number in board.numbers[:2]] == [str(done), str(recorded)]
    assert board.total == done + recorded
    for name in ("months", "areas", "channels"):
        table = board.panels[name].table
        assert (table["Sofort geklärt"].sum(), table["Aufgenommene Beschwerden"].sum()) == (done, recorded)
    assert same_day_board(snapshot, DAY, GRETA, "de", Selection(YEAR.period, units=("nobody",))).total == board.total
    part = Selection(YEAR.period, areas=("reception",))
    inside = {row["figure"]: row for row in as_records(year_figures(filtered(snapshot, areas=part.areas), 2022, DAY))}
    assert same_day_board(snapshot, DAY, GRETA, "de", part).numbers[0].value == str(inside["same_day.total"]["value"])


def test_a_mark_leads_to_the_cases_it_counts() -> None:
    reactions = [reaction(name, received_on=date(2022, 3, day)) for name, day in (("a", 1), ("b", 2), ("c", 3))]
    theme: dict[str, Any] = {"area": "municipal", "theme": "hoehe"}
    concerns = [
        concern("a1", "a", **theme, detail="heizung", named_as="disciplinary", complaint_type="general"),
        concern("b1", "b", **theme, kind="praise"),
        concern("b2", "b", kind="praise", area="conduct", talked_over_on=DAY),
        concern("c1", "c", **theme, outcome="upheld"),
    ]
    snapshot = snapshot_of(reactions, concerns)

    def behind(**mark: str) -> tuple[str, tuple[str, ...]]:
        cases = cases_behind(snapshot, DAY, KAREN, "de", YEAR, tuple(mark.items()))
        return cases.title, cases.numbers

    assert behind(kind="complaint", area="municipal", theme="hoehe")[1] == ("KR-a", "KR-c")
    detailed = behind(kind="complaint", area="municipal", theme="hoehe", detail="heizung")
    assert detailed == ("Beschwerde · Kommunale Leistungen · Höhe · heizung", ("KR-a",))
    assert behind(kind="complaint", area="municipal", outcome="upheld", month="2022-03")[1] == ("KR-c",)
    done = cases_behind(snapshot, DAY, KAREN, "de", YEAR, (("kind", "praise"), ("is_talked_over", True)))
    assert (done.title, done.numbers) == ("Lob · ausgewertet", ("KR-b",))
    called = behind(named_as="disciplinary", complaint_type="general")
    assert called == ("Dienstaufsichtsbeschwerde · Allgemeine Beschwerde", ("KR-a",))


def test_theme_choices_offer_the_themes_of_the_area_only() -> None:
    snapshot = snapshot_of(*random_rows(4, count=80))
    offered = theme_choices(snapshot, DAY, "de", "reception")
    assert list(offered.themes.values())[:2] == ["Wartezeit", "Auskunft"]
    assert list(offered.themes)[-1] == "none"
    assert theme_choices(snapshot, DAY, "de", None).themes == {}
    assert list(offered.kinds.values()) == ["Beschwerden", "Anliegen", "Lobe", "Ideen und Anregungen"]


BOARDS: dict[str, Callable[[Snapshot, Actor], object]] = {
    "themes": lambda snapshot, actor: themes_board(snapshot, DAY, actor, "de", YEAR, None, None, None),
    "outcomes": lambda snapshot, actor: outcomes_board(snapshot, DAY, actor, "de", YEAR),
    "praise": lambda snapshot, actor: praise_board(snapshot, DAY, actor, "de", YEAR),
    "same_day": lambda snapshot, actor: same_day_board(snapshot, DAY, actor, "de", YEAR),
}


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("actor", those_without(Action.SEE_DASHBOARDS), ids=lambda actor: actor.name or "nobody")
def test_boards_refuse_the_wrong_role(board: str, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        BOARDS[board](snapshot_of([]), actor)
