"""The clocks of a frame are the clocks of its rows."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from services import calendar
from services.deadlines import USUAL_CLOCKS, ClockName, Periods, age_band, find_step, is_urgent, list_clocks
from services.figures import facts_of, matters_of
from services.register.snapshot import plain_value
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of

OTHER_RULES = Periods(acknowledge_working_days=5, clear_days=4, close_days=21, urgent_days=10, land="BY", soon_days=1)


def facts_from(*rows: dict[str, Any], day: date) -> pd.DataFrame:
    return facts_of(snapshot_of(rows).frames["reactions"], day)


@pytest.mark.parametrize("rules", [Periods(), OTHER_RULES], ids=["usual", "other"])
@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2022, 6, 7), date(2021, 1, 3), date(2019, 1, 1)])
@pytest.mark.parametrize("seed", range(3))
def test_facts_of_agrees_with_list_clocks_row_by_row(seed: int, day: date, rules: Periods) -> None:
    reactions, concerns = random_rows(seed, count=250)
    frames = snapshot_of(reactions, concerns).frames
    facts = facts_of(frames["reactions"], day, rules, concerns=frames["concerns"])
    kinds = {row["id"]: [each["kind"] for each in concerns if each["reaction_id"] == row["id"]] for row in reactions}
    assert set(facts.index) == {row["id"] for row in reactions if row["received_on"] <= day}
    for row in reactions:
        clocks = list_clocks(row, day, rules, kinds=kinds[row["id"]])
        if row["id"] not in facts.index:
            assert clocks == ()
            continue
        found = {name: plain_value(facts.at[row["id"], name]) for name in facts.columns}
        for clock in clocks:
            assert found[f"{clock.name}_due_on"] == clock.due_on
            assert found[f"{clock.name}_done_on"] == clock.done_on
            assert found[f"{clock.name}_days_left"] == clock.days_left
            assert found[f"{clock.name}_state"] == clock.state
            assert found[f"{clock.name}_due_is_day_off"] == (clock.day_off is not None)
        assert found["is_urgent"] == is_urgent(kinds[row["id"]]) == (clocks[0].name is ClockName.URGENT)
        if not found["is_urgent"]:
            assert [found[f"urgent_{name}"] for name in ("due_on", "done_on", "days_left")] == [None, None, None]
            assert found["urgent_state"] == "not_applicable"
        assert found["is_extended"] == clocks[-1].is_extended
        assert found["step"] == find_step(row, day)
        is_closed = row["closed_on"] is not None and row["closed_on"] <= day
        assert found["age_band"] == (None if is_closed else age_band((day - row["received_on"]).days))
        gone = calendar.count_working_days(row["received_on"], day - timedelta(days=1), rules.land)
        assert found["working_days_gone"] == gone


def test_facts_of_takes_a_date_after_the_day_as_not_happened() -> None:
    row = reaction("a", acknowledged_on=date(2022, 3, 3), cleared_on=date(2022, 3, 9), closed_on=date(2022, 3, 11))
    facts = facts_from(row, day=date(2022, 3, 10))
    known = ["is_acknowledged", "is_cleared", "is_closed", "days_to_clear", "age_days", "age_band", "step"]
    assert facts.loc["a", known].tolist() == [True, True, False, 8, 9, "4-9", "cleared"]
    assert pd.isna(facts.at["a", "closed_on"])
    assert pd.isna(facts.at["a", "days_to_close"])


def test_facts_of_names_the_most_pressing_clock_of_open_cases_only() -> None:
    day = date(2022, 3, 8)
    facts = facts_from(
        reaction("overdue", received_on=date(2022, 3, 2), acknowledged_on=None),
        reaction("soon", received_on=date(2022, 3, 1), acknowledged_on=date(2022, 3, 1)),
        reaction("running", received_on=date(2022, 3, 4), acknowledged_on=date(2022, 3, 5)),
        reaction("closed", received_on=date(2022, 2, 1), closed_on=date(2022, 3, 8)),
        day=day,
    )
    assert [plain_value(value) for value in facts["urgency"]] == ["overdue", "due_soon", "running", None]


def test_facts_of_counts_a_petition_as_pressing_by_its_own_clock_while_it_is_open() -> None:
    rows = [
        reaction("petition", received_on=date(2022, 3, 1), acknowledged_on=date(2022, 3, 1)),
        reaction("complaint", received_on=date(2022, 3, 1), acknowledged_on=date(2022, 3, 1)),
        reaction("closed", received_on=date(2022, 3, 1), closed_on=date(2022, 3, 9)),
    ]
    kinds = {"petition": "petition", "complaint": "complaint", "closed": "submission"}
    frames = snapshot_of(rows, [concern(f"{of}1", of, kind=kind) for of, kind in kinds.items()]).frames
    facts = facts_of(frames["reactions"], date(2022, 3, 9), concerns=frames["concerns"])
    assert [plain_value(value) for value in facts["urgency"]] == ["overdue", "due_soon", None]
    assert facts["urgent_state"].tolist() == ["overdue", "not_applicable", "done_late"]
    # The clocks that every reaction has stay as they are.
    without = facts_of(frames["reactions"], date(2022, 3, 9))
    for clock in USUAL_CLOCKS:
        assert facts[f"{clock}_state"].tolist() == without[f"{clock}_state"].tolist()


def test_facts_of_keeps_columns_and_types_when_there_is_nothing() -> None:
    empty = facts_from(day=date(2022, 3, 8))
    one = facts_from(reaction("a"), day=date(2022, 3, 8))
    assert empty.empty
    assert list(empty.columns) == list(one.columns)
    assert [name for name in ClockName if f"{name}_due_on" not in empty] == []


def test_matters_of_leaves_out_concerns_of_reactions_that_are_not_there() -> None:
    snapshot = snapshot_of(
        [reaction("late", received_on=date(2022, 5, 1)), reaction("a", channel="letter", ombuds=True)],
        [concern("c1", "a", area="conduct"), concern("c2", "late"), concern("c3", "lost"), concern("c4", "a")],
    )
    matters = matters_of(facts_of(snapshot.frames["reactions"], date(2022, 4, 1)), snapshot.frames["concerns"])
    assert list(matters.index) == ["c1", "c4"]
    assert matters["channel"].tolist() == ["letter", "letter"]
    assert matters["is_ombuds"].tolist() == [True, True]
    assert matters["place"].tolist() == [0, 0]
