"""The boards show the figures, and refuse those who may not see them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.access import Action, Actor
from services.charts.wording import NAMED
from services.dashboards.addresses import COMPARISONS
from services.dashboards.cases import cases_behind, most_pressing_cases
from services.dashboards.channels import channels_board
from services.dashboards.deadlines import deadlines_board
from services.dashboards.numbers import load_figures
from services.dashboards.ombuds import ombuds_board
from services.dashboards.selection import (
    ALL,
    CURRENT,
    NOT_COMPARED,
    PREVIOUS,
    RANGE,
    TWELVE_MONTHS,
    YEAR_BEFORE,
    Selection,
    compared_with,
    filter_choices,
    period_of,
)
from services.errors import AccessDenied
from services.figures import Figures, Period, as_records, filtered, period_figures, year_figures
from services.figures.clearing import ClearingDays, ombuds_clearing_days
from services.figures.counts import is_within
from services.figures.facts import facts_of
from services.register.frames import frame_of
from services.register.snapshot import Snapshot
from services.settings import periods_of
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of
from tests.support.catalogues import messages_in
from tests.support.people import ALICE, GRETA, KAREN, those_without
from tests.support.portal import ROOT

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
        ("2022-Q3", (), Period.of_quarter(2022, 3)),
        ("2022-03", (), Period.of_month(2022, 3)),
        ("2022-02-03/2022-03-04", (), Period.of(date(2022, 2, 3), date(2022, 3, 4))),
        ("2026-11", (), Period.of(date(2026, 11, 1), date(2026, 11, 21))),
        ("2027", (), Period.of_year(2027)),
        ("last summer", (), Period.of(date(2026, 1, 1), date(2026, 11, 21))),
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


@pytest.mark.parametrize(
    ("choice", "days", "before"),
    [
        (YEAR_BEFORE, (), Period.of_quarter(2021, 3)),
        (PREVIOUS, (), Period.of_quarter(2022, 2)),
        ("2019", (), Period.of_year(2019)),
        (RANGE, (date(2020, 1, 1), date(2020, 2, 10)), Period.of(date(2020, 1, 1), date(2020, 2, 10))),
        (RANGE, (), Period.of_quarter(2021, 3)),
        (NOT_COMPARED, (), None),
    ],
)
def test_compared_with_resolves_a_choice(choice: str, days: tuple[date, ...], before: Period | None) -> None:
    chosen = compared_with(Selection(Period.of_quarter(2022, 3)), choice, date(2026, 11, 21), days)
    assert chosen.before == before
    assert hash(chosen) == hash(replace(chosen))


def test_all_years_are_compared_with_nothing() -> None:
    assert compared_with(Selection(), PREVIOUS, date(2026, 11, 21)).before is None
    assert Selection(YEAR, ("benefits",), ("t1",), YEAR).whole == Selection(None, ("benefits",), ("t1",))


def test_boards_compare_with_the_period_chosen_and_name_it(snapshot: Snapshot) -> None:
    other = Period.of_quarter(2021, 4)
    selection = Selection(Period.of_quarter(2022, 1), compared=other)
    panel = channels_board(snapshot, DAY, GRETA, "de", selection, None).panels["channels"]
    facts = facts_of(snapshot.frames["reactions"], DAY)
    assert panel.table["4. Quartal 2021"].sum() == is_within(facts["received_on"], other).sum() > 0
    number = ombuds_board(snapshot, DAY, GRETA, "de", selection).numbers[1]
    found = Figures(period_figures(snapshot, Period.of_quarter(2022, 1), DAY, before=other))["reactions.ombuds"]
    assert number.value == str(found.value)
    assert str(number.delta)[1:] == f"{abs(found.change_percent or 0):.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"
    assert "gegenüber 4. Quartal 2021" in str(number.help)
    shown = json.dumps(panel.spec, default=str, ensure_ascii=False)
    assert "Strich: 4. Quartal 2021" in shown
    assert "Vorjahr" not in shown + " ".join(panel.table.columns)


def test_boards_without_a_comparison_show_none(snapshot: Snapshot) -> None:
    selection = Selection(YEAR, is_compared=False)
    for board in (
        channels_board(snapshot, DAY, GRETA, "de", selection, None),
        ombuds_board(snapshot, DAY, GRETA, "de", selection),
    ):
        for panel in board.panels.values():
            assert "Vorjahr" not in panel.title + " ".join(panel.table.columns) + json.dumps(panel.spec, default=str)
            assert "Veränderung in %" not in panel.table.columns
    assert ombuds_board(snapshot, DAY, GRETA, "de", selection).numbers[1].delta is None


def test_every_sentence_on_the_year_before_can_name_another_period() -> None:
    said = {msgid for path in (ROOT / "services" / "charts").rglob("*.py") for _, msgid, _ in messages_in(path)}
    said |= {msgid for path in (ROOT / "services" / "dashboards").rglob("*.py") for _, msgid, _ in messages_in(path)}
    said -= {*COMPARISONS.values(), "Complaints in the year before"}  # a measure is held against its own years
    assert {msgid for msgid in said if "year before" in msgid.lower()} - set(NAMED) == set()


def test_filter_choices_offer_what_is_in_use(snapshot: Snapshot) -> None:
    offered = filter_choices(snapshot, date(2023, 2, 1), "de")
    assert offered.years == ("2022", "2021", "2020")
    assert list(offered.quarters)[:2] == ["2023-Q1", "2022-Q4"]
    assert list(offered.quarters.items())[-1] == ("2020-Q1", "1. Quartal 2020")
    assert next(iter(offered.months.items())) == ("2023-02", "Februar 2023")
    assert list(offered.months)[-1] == "2020-01"
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
