"""The page of published figures and that of plausibility: what they show, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import pytest

from services.access import Action, Actor
from services.charts.drawing import ROWS
from services.charts.figure_words import figure_label
from services.charts.wording import Wording
from services.dashboards.plausibility import cases_behind_finding, findings_of_period
from services.dashboards.published import PublishedBoard, figure_choices, published_board, years_published
from services.errors import AccessDenied
from services.figures import Period
from services.register.frames import frame_of
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, reaction, snapshot_of
from tests.support.people import GRETA, KAREN, those_without
from tests.support.sample import sample_snapshot

DAY = date(2026, 11, 21)
YEAR = Period.of_year(2022)


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return sample_snapshot(DAY)


@pytest.fixture(scope="module")
def board(sample: Snapshot) -> PublishedBoard:
    return published_board(sample, DAY, GRETA, "de", 2022)


def test_published_board_counts_what_agrees_and_what_does_not(board: PublishedBoard) -> None:
    assert [(number.label, number.value) for number in board.numbers] == [
        ("Veröffentlichte Zahlen", "50"),
        ("Stimmen überein", "44"),
        ("Weichen ab, erklärt", "6"),
        ("Weichen ab, ungeklärt", "0"),
    ]
    assert board.panel.title == "44 von 50 veröffentlichten Zahlen stimmen mit dem Register überein"


def test_published_board_names_the_contradictions_with_their_places(board: PublishedBoard) -> None:
    assert board.contradictions[:2] == (
        (
            "Eingangswege: Die veröffentlichten Teile ergeben 750, als Ganzes (Kundenreaktionen) sind aber 748 "
            "veröffentlicht.",
            "Seite 1, Abschnitt 1 · Seite 2, Abschnitt 1",
        ),
        (
            "Bereiche der Lobe: Die veröffentlichten Teile ergeben 58, als Ganzes (Lobe) sind aber 61 veröffentlicht.",
            "Seite 2, Abschnitt 1",
        ),
    )
    assert len(board.contradictions) == 6


def test_published_board_explains_every_difference_in_full(board: PublishedBoard) -> None:
    rows = board.differing.to_dict("records")

    assert len(rows) == 6
    assert list(rows[-1].values()) == [
        "Innerhalb von 14 Tagen abgeschlossen · Anteil in Prozent von „Kundenreaktionen“",
        "90,3",
        "90,4\N{NO-BREAK SPACE}%",
        "Abgeschnitten statt gerundet: 676 von 748 sind 90,37 %. Keine ganze Zahl von 748 ergibt gerundet 90,3 %.",
        "Seite 7, Abschnitt 4 b",
    ]


def test_published_panel_draws_the_differences_and_has_every_number_in_its_table(board: PublishedBoard) -> None:
    spec = {name: part for name, part in board.panel.spec.items() if name != "datasets"}
    alt.Chart.from_dict(spec)
    rows = pa.ipc.open_stream(board.panel.spec["datasets"][ROWS]).read_pandas()

    assert list(rows["shown"])[:1] == ["44 statt 44,1\N{NO-BREAK SPACE}%"]
    assert dict(zip(rows["label"], rows["off"].round(1), strict=True))["Innerhalb von 14 Tagen abgeschlossen"] == -0.1
    assert len(board.panel.table) == len(board.ids) == 50
    assert list(board.panel.table.columns) == [
        *("Kennzahl", "Angabe", "Veröffentlicht", "Errechnet", "Unterschied", "Vergleich", "Erklärung", "Fundstelle")
    ]


def test_published_board_of_a_year_that_agrees_draws_nothing(sample: Snapshot) -> None:
    board = published_board(sample, DAY, GRETA, "en", 2021)

    assert board.panel.title == "All published numbers agree with the register (17)"
    assert (board.panel.is_empty, board.differing.empty, board.contradictions) == (True, True, ())


def test_published_board_asks_for_an_explanation_where_no_rule_has_one() -> None:
    rows = [
        {"id": "x", "year": 2022, "figure": "reactions.total", "measure": "value", "printed": "9", "active": True},
        {"id": "y", "year": 2022, "figure": "pigeons", "measure": "value", "printed": "9", "active": True},
    ]
    snapshot = snapshot_of([reaction("a")], [concern("a1", "a")], published=rows)
    board = published_board(snapshot, DAY, KAREN, "de", 2022)

    assert board.panel.title.endswith("; ungeklärt: 1")
    said = list(board.differing["Erklärung"])
    assert said[0].startswith("Dafür gibt es keine Erklärung nach Regeln.")
    assert said[1] == "Im Register gibt es nichts, womit sich das vergleichen lässt."


def test_figure_choices_name_every_figure_once(sample: Snapshot) -> None:
    choices = figure_choices(sample, DAY, "de", 2022)

    assert choices["reactions.channel.email"] == "Kundenreaktionen, Eingangsweg E-Mail"
    assert len(set(choices.values())) == len(choices)
    assert "open.total" not in choices
    assert all("+" not in name for name in choices)
    assert figure_label("reactions.total", Wording("de", sample.lists)) in choices.values()


def test_years_published_are_the_latest_first(sample: Snapshot) -> None:
    assert years_published(sample, DAY) == (2022, 2021)
    assert years_published(snapshot_of([]), DAY) == ()


def test_findings_of_period_are_sentences_with_their_cases(sample: Snapshot) -> None:
    found = findings_of_period(sample, DAY, GRETA, "de", YEAR)
    praise = next(finding for finding in found if finding.rule == "praise_without_area")

    assert praise.sentence == "Lobe ohne Bereich: 3. Nur mit ihnen ergeben die Bereiche alle Lobe."
    assert (praise.is_breach, len(praise.row_ids), praise.figures) == (False, 3, ("Lobe ohne Bereich",))

    cases = cases_behind_finding(sample, DAY, KAREN, "de", praise.sentence, praise.row_ids)
    assert (cases.total, len(cases.numbers)) == (3, 3)
    assert all(number.startswith("KR-2022-") for number in cases.numbers)


def test_cases_behind_a_finding_leave_out_what_the_register_left_out(sample: Snapshot) -> None:
    assert cases_behind_finding(sample, DAY, KAREN, "de", "x", ("nowhere",)).total == 0


CALLS: dict[str, tuple[Action, Callable[[Snapshot, Actor], Any]]] = {
    "published": (Action.SEE_REPORT, lambda snapshot, actor: published_board(snapshot, DAY, actor, "de", 2022)),
    "findings": (Action.SEE_REPORT, lambda snapshot, actor: findings_of_period(snapshot, DAY, actor, "de", YEAR)),
    "cases": (
        Action.SEE_REACTIONS,
        lambda snapshot, actor: cases_behind_finding(snapshot, DAY, actor, "de", "x", ()),
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_what_is_shown_is_refused_to_those_who_may_not_see_it(name: str) -> None:
    action, call = CALLS[name]
    snapshot = snapshot_of([reaction("a")], published=[])
    for actor in those_without(action):
        with pytest.raises(AccessDenied):
            call(snapshot, actor)


def test_a_table_of_published_numbers_without_rows_is_an_empty_board() -> None:
    snapshot = snapshot_of([reaction("a")])
    assert frame_of("published", ()).empty
    assert published_board(snapshot, DAY, GRETA, "de", 2022).panel.is_empty
