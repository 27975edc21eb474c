"""Impulses, measures, training needs and surveys: how they stand, and what became of the complaints."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from services.figures import Period, facts_of, matters_of
from services.figures.measures import (
    MeasureCounts,
    impulses_df,
    measure_counts,
    measure_effects_df,
    measures_df,
    trainings_df,
)
from services.figures.surveys import survey_df, survey_years, typed_sum
from services.register.frames import frame_of
from tests.services.figures.registers import Row, concern, reaction, snapshot_of

DAY = date(2024, 3, 15)
Y2022, Y2023, Y2024 = (Period.of_year(year) for year in (2022, 2023, 2024))
EMPTY: Row = {
    **dict.fromkeys(("area", "theme", "unit", "text", "effect", "agreed_on", "due_on", "done_on")),
    "kind": "measure",
    "from_impulse": False,
    "active": True,
}


def frame(*rows: Row) -> pd.DataFrame:
    return frame_of("measures", [{**EMPTY, "title": row["id"], **row} for row in rows])


def d(text: str) -> date:
    return date.fromisoformat(text)


MEASURES = frame(
    {"id": "idea", "kind": "impulse", "noted_on": d("2022-05-01"), "due_on": d("2022-06-01")},
    {"id": "wrong", "kind": "impulse", "noted_on": d("2022-05-02"), "active": False},
    {"id": "late", "noted_on": d("2022-02-01"), "agreed_on": d("2022-02-10"), "due_on": d("2022-06-30")}
    | {"done_on": d("2022-07-01"), "from_impulse": True},
    {"id": "in time", "noted_on": d("2022-03-01"), "agreed_on": d("2022-03-10"), "due_on": d("2023-01-31")}
    | {"done_on": d("2023-01-31")},
    {"id": "overdue", "noted_on": d("2022-10-01"), "agreed_on": d("2022-10-10"), "due_on": d("2024-03-14")},
    {"id": "due today", "noted_on": d("2024-01-01"), "agreed_on": d("2024-01-02"), "due_on": DAY},
    {"id": "done later", "noted_on": d("2024-01-01"), "agreed_on": d("2024-01-03"), "done_on": d("2024-04-01")},
    {"id": "later", "noted_on": d("2024-04-01")},
    {"id": "course", "kind": "training", "noted_on": d("2022-11-01"), "due_on": d("2023-03-31")},
    {"id": "held", "kind": "training", "noted_on": d("2021-11-01"), "done_on": d("2022-01-31")},
)


def states(period: Period | None) -> dict[str, str]:
    found = measures_df(MEASURES, period, DAY)
    return dict(zip(found.index, found["state"].map(str), strict=True))


def test_measures_df_says_how_each_stands_on_the_day() -> None:
    assert states(None) == {
        "idea": "impulse",
        "late": "done_late",
        "in time": "done",
        "overdue": "overdue",
        "due today": "open",
        "done later": "open",
        "course": "overdue",
        "held": "done",
    }
    assert measures_df(MEASURES, None, DAY)["done_on"].isna()["done later"]


def test_measures_df_of_a_period_has_what_was_noted_by_its_end_and_not_done_before_it() -> None:
    assert list(states(Y2022)) == ["idea", "late", "in time", "overdue", "course", "held"]
    assert list(states(Y2023)) == ["in time", "overdue", "course"]
    assert list(states(Y2024)) == ["overdue", "due today", "done later", "course"]


def test_impulses_df_keeps_those_that_became_a_measure() -> None:
    assert list(impulses_df(MEASURES, Y2022, DAY).index) == ["idea", "late"]
    assert impulses_df(MEASURES, Y2023, DAY).empty


def test_trainings_df_has_what_is_still_needed() -> None:
    assert list(trainings_df(MEASURES, Y2022, DAY).index) == ["course", "held"]
    assert list(trainings_df(MEASURES, Y2023, DAY).index) == ["course"]


def test_measure_counts_are_of_measures_only() -> None:
    assert measure_counts(MEASURES, Y2022, DAY) == MeasureCounts(agreed=3, due=1, done=1, overdue=0)
    assert measure_counts(MEASURES, Y2023, DAY) == MeasureCounts(agreed=0, due=1, done=1, overdue=0)
    assert measure_counts(MEASURES, Y2024, DAY) == MeasureCounts(agreed=2, due=2, done=0, overdue=1)
    assert measure_counts(MEASURES, None, DAY) == MeasureCounts(agreed=5, due=4, done=2, overdue=1)
    assert measure_counts(frame(), Y2022, DAY) == MeasureCounts(0, 0, 0, 0)


def effects(day: date, *days: str, **values: Any) -> dict[str, Any]:
    """Return the effect of one measure on as many complaints, received on these days."""
    reactions = [reaction(str(place), received_on=d(one)) for place, one in enumerate(days)]
    concerns = [concern(f"c{one['id']}", one["id"], area="benefits", theme="hoehe") for one in reactions]
    concerns.append(concern("praise", "0", kind="praise", area="benefits", theme="hoehe"))
    concerns.append(concern("other", "0", area="municipal", theme="hoehe"))
    snapshot = snapshot_of(reactions, concerns)
    matters = matters_of(facts_of(snapshot.frames["reactions"], day), snapshot.frames["concerns"])
    row = {"id": "m", "noted_on": d("2021-01-01"), "area": "benefits", "theme": "hoehe", "done_on": d("2022-06-01")}
    found = measure_effects_df(frame({**row, **values}), matters, day)
    return {} if found.empty else dict(found.iloc[0])


def test_measure_effects_df_counts_the_complaints_of_the_three_years() -> None:
    days = ("2021-01-01", "2021-12-31", "2022-01-01", "2022-05-01", "2022-09-01", "2022-12-31", "2023-01-01")
    found = effects(date(2023, 12, 31), *days)
    assert (found["complaints_before"], found["complaints_year"], found["complaints_after"]) == (2, 4, 1)
    assert (found["complaints_compared"], found["change_percent"], found["is_provisional"]) == (4, -75.0, False)
    assert found["year"] == 2022
    of_area = effects(date(2023, 12, 31), *days, theme=None)
    assert (of_area["complaints_year"], of_area["theme"]) == (4, None)
    assert effects(date(2023, 12, 31), *days, theme="auszahlung")["complaints_year"] == 0


def test_measure_effects_df_compares_the_same_months_while_the_year_after_is_running() -> None:
    days = ("2022-01-05", "2022-02-05", "2022-02-28", "2022-03-01", "2023-01-05", "2023-02-28", "2023-03-01")
    found = effects(date(2023, 2, 28), *days)
    assert (found["complaints_before"] is pd.NA, found["complaints_year"], found["complaints_after"]) == (True, 4, 2)
    assert (found["compared_until"], found["complaints_compared"]) == (pd.Timestamp(2023, 2, 28), 3)
    assert (found["change_percent"], found["is_provisional"]) == (-33.3, True)


def test_measure_effects_df_says_nothing_before_the_year_after_begins() -> None:
    found = effects(date(2022, 12, 31), "2022-01-05")
    assert (found["complaints_year"], found["is_provisional"]) == (1, True)
    missing = ("complaints_before", "complaints_after", "complaints_compared", "change_percent", "compared_until")
    assert all(pd.isna(found[name]) for name in missing)
    for values in ({"area": None, "theme": None}, {"done_on": None}, {"kind": "training"}, {"active": False}):
        assert effects(date(2023, 12, 31), "2022-01-05", **values) == {}


def answer(row_id: str, year: int, question: str, text: str, count: int | None, share: int | None = None) -> Row:
    given = {"year": year, "question": question, "answer": text, "answers": count, "share": share}
    return {"id": row_id, **given, "source": None, "active": True}


SURVEYS = frame_of(
    "surveys",
    [
        answer("1", 2021, "Weg?", "E-Mail", 40),
        answer("2", 2021, "Weg?", "Telefon", 60),
        answer("3", 2022, "weg? ", "Brief", 10),
        answer("4", 2022, "weg? ", " E-MAIL", 20, 99),
        answer("5", 2022, "Zufrieden?", "ja", None, 55),
        answer("6", 2022, "Zufrieden?", "nein", None, 43),
        {**answer("7", 2022, "weg? ", "Fax", 5), "active": False},
        answer("8", 2022, "Wer?", "niemand", 0),
    ],
)


def test_survey_df_has_shares_their_base_and_those_before() -> None:
    rows = survey_df(SURVEYS, 2022).astype(object).where(lambda one: one.notna(), None)
    assert [tuple(row)[1:7] for row in rows.itertuples(index=False)] == [
        ("Brief", 10, 33.3, 30, 2021, None),
        (" E-MAIL", 20, 66.7, 30, 2021, 40.0),
        ("ja", None, 55.0, None, None, None),
        ("nein", None, 43.0, None, None, None),
        ("niemand", 0, None, 0, None, None),
    ]
    assert survey_years(SURVEYS) == [2022, 2021]
    assert typed_sum(survey_df(SURVEYS, 2022), "Zufrieden?") == 98.0
    assert typed_sum(survey_df(SURVEYS, 2022), "weg? ") is None


def test_survey_df_of_a_year_without_answers_is_empty_and_well_formed() -> None:
    assert list(survey_df(SURVEYS, 1999).columns) == list(survey_df(SURVEYS, 2022).columns)
    assert survey_df(frame_of("surveys", []), 2022).empty
    assert survey_years(frame_of("surveys", [])) == []
