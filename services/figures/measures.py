"""Impulses, measures and training needs: how they stand on a day, and how the complaints went on after a measure.

What does not count (`active` is no) is left out everywhere. A date after the day has not happened yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from services.figures.counts import is_within
from services.figures.periods import Period
from services.figures.shares import change_percent

IMPULSE, MEASURE, TRAINING = "impulse", "measure", "training"
COLUMNS = ("kind", "title", "text", "area", "theme", "unit", "noted_on", "agreed_on", "due_on", "done_on", "effect")
EFFECT_COLUMNS = (
    *("id", "title", "area", "theme", "done_on", "year", "complaints_before", "complaints_year", "complaints_after"),
    *("compared_until", "complaints_compared", "change_percent", "is_provisional"),
)


class MeasureState(StrEnum):
    """How one of them stands on a day."""

    IMPULSE = "impulse"  # still to be decided on
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"  # after the day it was due


@dataclass(frozen=True, slots=True)
class MeasureCounts:
    """How many measures were agreed, fell due and were done in a period, and are overdue of those due by its end."""

    agreed: int
    due: int
    done: int
    overdue: int


def measures_df(measures: pd.DataFrame, period: Period | None, day: date) -> pd.DataFrame:
    """Return the impulses, measures and training needs that a period has to do with, under their row ids.

    An impulse belongs to the period in which it was noted; a measure and a training need to every one from the day it
    was noted to the day it was done. Columns: COLUMNS, `came_from_impulse` and `state`, as of `day`.
    """
    rows = measures[measures["active"].fillna(True).to_numpy(dtype=bool)]
    found = rows.loc[:, list(COLUMNS)].assign(came_from_impulse=rows["from_impulse"].fillna(False).to_numpy(dtype=bool))
    is_past = found["done_on"].notna() & (found["done_on"] <= pd.Timestamp(day))
    found["done_on"] = found["done_on"].where(is_past)
    begun = found["noted_on"].fillna(found["agreed_on"]).fillna(found["due_on"])
    found = found[~(begun > pd.Timestamp(day)).to_numpy()]
    begun = begun.loc[found.index]
    found["state"] = [
        _state(kind, due, done, day)
        for kind, due, done in zip(found["kind"], found["due_on"], found["done_on"], strict=True)
    ]
    if period is None:
        return found
    is_impulse = (found["kind"] == IMPULSE).to_numpy(dtype=bool)
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
    touched = ~(begun > end) & ~(found["done_on"] < start)
    return found[(is_impulse & is_within(begun, period)) | (~is_impulse & touched.to_numpy(dtype=bool))]


def impulses_df(measures: pd.DataFrame, period: Period, day: date) -> pd.DataFrame:
    """Return the impulses noted in a period, as `measures_df`; those that became a measure are among them."""
    found = measures_df(measures, None, day)
    is_impulse = (found["kind"] == IMPULSE) | ((found["kind"] == MEASURE) & found["came_from_impulse"])
    return found[is_impulse.to_numpy(dtype=bool) & is_within(found["noted_on"], period)]


def trainings_df(measures: pd.DataFrame, period: Period, day: date) -> pd.DataFrame:
    """Return the training needs that a period has to do with, as `measures_df`."""
    found = measures_df(measures, period, day)
    return found[(found["kind"] == TRAINING).to_numpy(dtype=bool)]


def measure_counts(measures: pd.DataFrame, period: Period | None, day: date) -> MeasureCounts:
    """Return the counts of the measures; without a period those of all times."""
    found = measures_df(measures, None, day)
    found = found[(found["kind"] == MEASURE).to_numpy(dtype=bool)]
    is_overdue = (found["state"] == MeasureState.OVERDUE).to_numpy(dtype=bool)
    if period is not None:
        is_overdue = is_overdue & (found["due_on"] <= pd.Timestamp(period.end)).to_numpy(dtype=bool)
    span = period or Period.of(date.min.replace(year=1900), day)
    agreed, due, done = (int(is_within(found[name], span).sum()) for name in ("agreed_on", "due_on", "done_on"))
    return MeasureCounts(agreed, due, done, int(is_overdue.sum()))


def measure_effects_df(measures: pd.DataFrame, matters: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return what became of the complaints on the theme (else the area) of every measure that was done, latest first.

    `year` is the one in which it was done; `complaints_before`, `_year` and `_after` are those received in the year
    before, in it and in the year after; missing where the register holds no reaction of that year, or it has not begun.
    `change_percent` compares the year after with the year. While the year after is running (`is_provisional`),
    both are compared up to the same day: `compared_until` is that day, `complaints_compared` the complaints of the year
    up to then.
    Measures without an area are not in it, for nothing says which complaints are theirs.
    """
    found = measures_df(measures, None, day)
    is_done = (found["kind"] == MEASURE) & found["done_on"].notna() & found["area"].notna()
    done = found[is_done.to_numpy(dtype=bool)].sort_values("done_on", ascending=False, kind="stable")
    frame = pd.DataFrame(list(_effects(done, matters, day)), columns=list(EFFECT_COLUMNS))
    counts = {name: "Int64" for name in EFFECT_COLUMNS if name.startswith("complaints")}
    return frame.astype({**counts, "year": "int64", "change_percent": "Float64", "is_provisional": "bool"})


def measured_period(done: date | None, day: date) -> Period:
    """Return the span whose complaints tell of a measure: the year after it was done, up to `day` while it is running.

    Before that has begun, and while the measure is not done, it is the year that will be compared with, as it stands.
    """
    if done is not None and done.year < day.year:
        return _year_up_to(done.year + 1, day)
    return _year_up_to(done.year if done is not None else day.year, day)


def _year_up_to(year: int, day: date) -> Period:
    whole = Period.of_year(year)
    return Period.of(whole.start, day) if whole.start <= day < whole.end else whole


def _effects(done: pd.DataFrame, matters: pd.DataFrame, day: date) -> Iterator[tuple[Any, ...]]:
    is_complaint = (matters["kind"] == "complaint").to_numpy(dtype=bool)
    received = matters["received_on"]
    known = {int(year) for year in received.dt.year.dropna().unique()}
    rows: Iterator[Any] = done.itertuples()
    for row in rows:
        theme: Any = None if pd.isna(row.theme) else row.theme
        mine = is_complaint & (matters["area"] == row.area).to_numpy(dtype=bool)
        if theme is not None:
            mine = mine & (matters["theme"] == theme).to_numpy(dtype=bool)
        days = received[mine]

        def counted(period: Period, days: "pd.Series[Any]" = days) -> int | None:
            return int(is_within(days, period).sum()) if period.start.year in known and period.start <= day else None

        when: Any = row.done_on
        year = int(when.year)
        after, is_provisional = _year_up_to(year + 1, day), day < date(year + 1, 12, 31)
        count_after, compared = counted(after), counted(after.year_before)
        is_comparable = after.start <= day
        yield (
            *(row.Index, row.title, row.area, theme, when, year),
            *(counted(Period.of_year(year - 1)), counted(Period.of_year(year)), count_after),
            *(pd.Timestamp(after.end) if is_comparable else None, compared if is_comparable else None),
            *(change_percent(count_after, compared), is_provisional),
        )


def _state(kind: Any, due: Any, done: Any, day: date) -> MeasureState:
    if kind == IMPULSE:
        return MeasureState.IMPULSE
    if not pd.isna(done):
        return MeasureState.DONE_LATE if not pd.isna(due) and done > due else MeasureState.DONE
    return MeasureState.OVERDUE if not pd.isna(due) and due < pd.Timestamp(day) else MeasureState.OPEN
