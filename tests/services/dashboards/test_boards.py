"""The boards show the figures, and refuse those who may not see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.access import Action, Actor
from services.dashboards.cases import cases_behind, most_pressing_cases
from services.dashboards.channels import channels_board
from services.dashboards.deadlines import deadlines_board
from services.dashboards.numbers import load_figures
from services.dashboards.ombuds import ombuds_board
from services.dashboards.selection import ALL, CURRENT, RANGE, TWELVE_MONTHS, Selection, filter_choices, period_of
from services.errors import AccessDenied
from services.figures import Period, as_records, filtered, year_figures
from services.figures.clearing import ClearingDays, ombuds_clearing_days
from services.figures.facts import facts_of
from services.register.frames import frame_of
from services.register.snapshot import Snapshot
from services.settings import periods_of
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of
from tests.support.people import ALICE, GRETA, KAREN, those_without

DAY = date(2023, 2, 1)
YEAR = Period.of_year(2022)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(*random_rows(5, count=400))


def figures(snapshot: Snapshot, year: int = 2022) -> dict[str, dict[str, Any]]:
    return {row["figure"]: row for row in as_records(year_figures(snapshot, year, DAY))}


def test_deadlines_board_shows_the_figures_of_the_day(snapshot: Snapshot) -> None:
    board = deadlines_board(snapshot, DAY, GRETA, "de", Selection(), None)
    names = ("open.total", "overdue.acknowledge", "overdue.clear", "overdue.close")
    assert [number.value for number in board.numbers] == [str(figures(snapshot)[name]["value"]) for name in names]
    for panel in board.panels.values():
        assert panel.table["Offen"].sum() == figures(snapshot)["open.total"]["value"] == board.open_cases


@pytest.mark.parametrize("clock", ["acknowledge", "clear", "close"])
def test_deadlines_board_counts_one_clock_as_the_figures_do(snapshot: Snapshot, clock: str) -> None:
    board = deadlines_board(snapshot, DAY, GRETA, "de", Selection(), clock)
    for panel in board.panels.values():
        assert panel.table["überfällig"].sum() == figures(snapshot)[f"overdue.{clock}"]["value"]


def test_channels_board_shows_the_figures_of_the_year(snapshot: Snapshot) -> None:
    board = channels_board(snapshot, DAY, GRETA, "de", Selection(YEAR), None)
    found = board.panels["channels"].table.astype(object).itertuples(index=False, name=None)
    expected = {
        snapshot.lists.label("channel", name.removeprefix("reactions.channel.")): row
        for name, row in figures(snapshot).items()
        if name.startswith("reactions.channel.")
    }
    rows = {row[0]: row[1:] for row in found}
    assert set(rows) == set(expected)
    for label, row in expected.items():
        value, previous, _, share = rows[label]
        assert (value, previous, share) == (row["value"], row["previous"], row["share_percent"])
    months = board.panels["months"].table
    assert months["Reaktionen"].sum() == figures(snapshot)["reactions.total"]["value"] == board.reactions
    assert board.panels["areas"].table["Anliegen"].sum() == figures(snapshot)["concerns.total"]["value"]


def test_channels_board_narrows_months_and_themes_to_one_channel(snapshot: Snapshot) -> None:
    board = channels_board(snapshot, DAY, GRETA, "de", Selection(YEAR), "letter")
    assert set(board.panels["months"].table["Eingangsweg"]) == {"Schriftlich"}
    assert set(board.panels["themes"].table["Eingangsweg"]) == {"Schriftlich"}
    assert len(board.panels["channels"].table) == 7


def test_ombuds_board_shows_the_figures_of_the_year(snapshot: Snapshot) -> None:
    found = figures(snapshot)
    board = ombuds_board(snapshot, DAY, GRETA, "de", Selection(YEAR))
    assert board.open_cases == found["ombuds.open"]["value"]
    assert board.reactions == found["reactions.ombuds"]["value"]
    share = str(found["reactions.ombuds"]["share_percent"]).replace(".", ",")
    assert board.numbers[2].value == f"{share}\N{NO-BREAK SPACE}%"
    assert board.panels["months"].table["Reaktionen"].sum() == board.reactions
    assert board.panels["partners"].table["Reaktionen"].sum() == board.reactions
    assert board.panels["partners"].table["Heute offen"].sum() == board.open_cases


def test_ombuds_clearing_days_has_the_median_of_the_figures(snapshot: Snapshot) -> None:
    days = ombuds_clearing_days(facts_of(snapshot.frames["reactions"], DAY), YEAR)
    assert days.median == figures(snapshot)["ombuds.days_to_clear.median"]["value"]
    assert ombuds_clearing_days(facts_of(snapshot_of([]).frames["reactions"], DAY), YEAR) == ClearingDays(0, None, None)


def test_boards_count_what_is_chosen_only(snapshot: Snapshot) -> None:
    selection = Selection(YEAR, areas=("benefits",), units=("team_1", "none"))
    part = filtered(snapshot, areas=selection.areas, units=selection.units)
    found = figures(part)
    assert channels_board(snapshot, DAY, GRETA, "de", selection, None).reactions == found["reactions.total"]["value"]
    assert ombuds_board(snapshot, DAY, GRETA, "de", selection).reactions == found["reactions.ombuds"]["value"]
    open_cases = deadlines_board(snapshot, DAY, GRETA, "de", Selection(None, ("benefits",), ("team_1",)), None)
    expected = figures(filtered(snapshot, areas=("benefits",), units=("team_1",)))["open.total"]["value"]
    assert open_cases.open_cases == expected < figures(snapshot)["open.total"]["value"]


def test_every_bar_leads_to_as_many_cases_as_it_counts(snapshot: Snapshot) -> None:
    panel = deadlines_board(snapshot, DAY, KAREN, "de", Selection(), None).panels["unit"]
    for team, count in zip(panel.table["Team"], panel.table["überfällig"], strict=True):
        mark = (("unit", "none" if team == "ohne Team" else team), ("urgency", "overdue"))
        cases = cases_behind(snapshot, DAY, KAREN, "de", Selection(), mark)
        assert (cases.total, cases.title) == (count, f"{team} · überfällig")


def test_cases_behind_keeps_to_the_period_and_shows_what_a_clerk_needs() -> None:
    rows = [
        reaction("a", received_on=date(2022, 3, 1), unit="t1", subject="Mietkaution", closed_on=date(2022, 3, 9)),
        reaction("b", received_on=date(2021, 3, 1), unit="t1"),
    ]
    snapshot = snapshot_of(rows, [concern("a1", "a"), concern("b1", "b")])
    cases = cases_behind(snapshot, DAY, ALICE, "de", Selection(YEAR), (("channel", "email"),))
    assert (cases.total, cases.numbers, cases.title) == (1, ("KR-a",), "E-Mail")
    assert list(cases.rows.columns) == [
        "Nummer",
        "Stand",
        "Eingegangen am",
        "Betreff",
        "Zuständiges Team",
        "Eingangsweg",
    ]
    assert cases.rows.iloc[0]["Stand"] == "abgeschlossen am 09.03.2022"
    assert cases.rows.iloc[0]["Betreff"] == "Mietkaution"


def test_most_pressing_cases_start_with_the_longest_overdue() -> None:
    rows = [
        reaction("a", received_on=date(2023, 1, 30)),
        reaction("b", received_on=date(2023, 1, 2), acknowledged_on=date(2023, 1, 3), ombuds=True),
        reaction("c", received_on=date(2022, 1, 2), closed_on=date(2022, 2, 1)),
    ]
    snapshot = snapshot_of(rows)
    cases = most_pressing_cases(snapshot, DAY, ALICE, "de", Selection())
    assert cases.numbers == ("KR-b", "KR-a")
    assert list(cases.rows["Stand"]) == ["Klären: seit 21 Tagen überfällig", "Eingang bestätigen: noch 1 Tag"]
    assert most_pressing_cases(snapshot, DAY, ALICE, "de", Selection(), True).numbers == ("KR-b",)


def test_most_pressing_cases_put_petitions_and_submissions_above_all_else() -> None:
    rows = [reaction("late", received_on=date(2022, 1, 3)), reaction("new", received_on=date(2023, 1, 31))]
    snapshot = snapshot_of(rows, [concern("c1", "late"), concern("c2", "new", kind="submission")])
    assert most_pressing_cases(snapshot, DAY, ALICE, "de", Selection()).numbers == ("KR-new", "KR-late")


BOARDS: dict[str, Callable[[Snapshot, Actor], object]] = {
    "deadlines": lambda snapshot, actor: deadlines_board(snapshot, DAY, actor, "de", Selection(), None),
    "channels": lambda snapshot, actor: channels_board(snapshot, DAY, actor, "de", Selection(), None),
    "ombuds": lambda snapshot, actor: ombuds_board(snapshot, DAY, actor, "de", Selection()),
}


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("actor", those_without(Action.SEE_DASHBOARDS), ids=lambda actor: actor.name or "nobody")
def test_boards_refuse_the_wrong_role(snapshot: Snapshot, board: str, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        BOARDS[board](snapshot, actor)


@pytest.mark.parametrize("actor", those_without(Action.SEE_REACTIONS), ids=lambda actor: actor.name or "nobody")
def test_case_lists_refuse_the_wrong_role(snapshot: Snapshot, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        cases_behind(snapshot, DAY, actor, "de", Selection(), (("channel", "email"),))
    with pytest.raises(AccessDenied):
        most_pressing_cases(snapshot, DAY, actor, "de", Selection())


@pytest.mark.parametrize(
    ("choice", "days", "period"),
    [
        (CURRENT, (), Period.of(date(2026, 1, 1), date(2026, 11, 21))),
        (TWELVE_MONTHS, (), Period.of(date(2025, 12, 1), date(2026, 11, 21))),
        ("2022", (), YEAR),
        (ALL, (), None),
        (RANGE, (date(2022, 2, 3), date(2022, 3, 4)), Period.of(date(2022, 2, 3), date(2022, 3, 4))),
        (RANGE, (date(2022, 2, 3),), Period.of(date(2022, 2, 3), date(2022, 2, 3))),
        (RANGE, (), Period.of(date(2026, 1, 1), date(2026, 11, 21))),
    ],
)
def test_period_of_a_choice(choice: str, days: tuple[date, ...], period: Period | None) -> None:
    assert period_of(choice, date(2026, 11, 21), days) == period


def test_the_current_year_is_compared_with_the_same_days() -> None:
    current = Selection(period_of(CURRENT, date(2026, 11, 21)))
    assert current.before == Period.of(date(2025, 1, 1), date(2025, 11, 21))
    assert Selection().before is None


def test_filter_choices_offer_what_is_in_use(snapshot: Snapshot) -> None:
    offered = filter_choices(snapshot, date(2023, 2, 1), "de")
    assert offered.years == ("2022", "2021", "2020")
    assert list(offered.units) == ["team_1", "team_2", "none"]
    assert offered.areas["none"] == "ohne Bereich"
    assert filter_choices(snapshot_of([]), date(2023, 2, 1), "de").years == ()


def own(snapshot: Snapshot, **values: str) -> Snapshot:
    """Return the same register with settings of its own."""
    rows = [{"id": key, "key": key, "value": value} for key, value in values.items()]
    return replace(snapshot, frames={**snapshot.frames, "settings": frame_of("settings", rows)})


def test_deadlines_board_counts_by_the_periods_of_the_office_and_says_so(snapshot: Snapshot) -> None:
    longer = own(snapshot, acknowledge_working_days="20", clear_days="60", close_days="180", land="BY")
    usual, board = (deadlines_board(each, DAY, GRETA, "de", Selection(), None) for each in (snapshot, longer))
    facts = facts_of(snapshot.frames["reactions"], DAY, periods_of(longer))
    overdue = [int((facts[f"{clock}_state"] == "overdue").sum()) for clock in ("acknowledge", "clear", "close")]
    assert [int(number.value) for number in board.numbers] == [usual.open_cases, *overdue]
    assert sum(overdue) < sum(int(number.value) for number in usual.numbers[1:])
    assert usual.note == ""
    assert board.note == (
        "Diese Seite zählt nach den Fristen Ihrer Dienststelle: 20 Arbeitstage (Bayern), 60 und 180 Tage. Die "
        "Kennzahlen, an denen Dienststellen verglichen werden, bleiben bei 3 Arbeitstagen (Sachsen), 9 und 14 Tagen."
    )
    assert "nach 20 Arbeitstagen nicht bestätigt" in str(board.numbers[0].help)
    assert "nach 3 Arbeitstagen nicht bestätigt" in str(usual.numbers[0].help)


def test_a_longer_warning_alone_is_no_other_period(snapshot: Snapshot) -> None:
    board = deadlines_board(own(snapshot, soon_days="7", urgent_days="5"), DAY, GRETA, "de", Selection(), None)
    assert board.note == ""


def test_figures_keep_the_standard_periods_whatever_the_settings_are(snapshot: Snapshot) -> None:
    other = own(snapshot, acknowledge_working_days="1", clear_days="2", close_days="4", urgent_days="1", land="BY")
    assert figures(other) == figures(snapshot)
    assert load_figures(other, DAY, Selection(), YEAR) == load_figures(snapshot, DAY, Selection(), YEAR)
    assert [name for name in figures(snapshot) if name.startswith("overdue.")] == [
        "overdue.acknowledge",
        "overdue.clear",
        "overdue.close",
    ]


def test_deadlines_board_counts_petitions_by_their_own_clock_whatever_area_is_chosen() -> None:
    received = date(2023, 1, 20)
    known = {"received_on": received, "acknowledged_on": received, "disposition_on": DAY, "unit": "t1"}
    rows = [reaction("a", **known), reaction("b", **known)]
    concerns = [
        concern("a1", "a", kind="petition", area="municipal"),
        concern("a2", "a", rank=2, area="benefits"),
        concern("b1", "b", area="benefits"),
    ]
    snapshot = snapshot_of(rows, concerns)
    for selection in (Selection(), Selection(areas=("benefits",))):
        board = deadlines_board(snapshot, DAY, GRETA, "de", selection, "urgent")
        assert board.panels["unit"].table["überfällig"].tolist() == [1]
        assert [number.value for number in board.numbers] == ["2", "0", "0", "0"]
    mark = (("clock", "urgent"), ("state", "overdue"))
    cases = cases_behind(snapshot, DAY, KAREN, "de", Selection(areas=("benefits",)), mark)
    assert cases.numbers == ("KR-a",)
    assert list(cases.rows["Stand"]) == ["Petition oder Eingabe: seit 5 Tagen überfällig"]
