"""The figures of design.md: one tidy row each, for a period and against another.

A reaction belongs to the period in which it was received, a concern to its reaction's. As of the report's day: what is
dated after it has not happened, for the comparison period as well. Each figure's unit and base stand in its row;
`base` is the number the share is of. `none` is what is not given. A code that no list knows is counted under itself, so
that the parts add up to their whole.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from services.deadlines import Periods
from services.figures.facts import facts_of, matters_of
from services.figures.outside import OUTSIDE, as_known_on
from services.figures.periods import Period
from services.figures.rows import PeriodRows, day_rows
from services.figures.tally import STANDARD, tally_of
from services.register.snapshot import Lists, Snapshot

COLUMNS = ("figure", "unit", "period", "value", "previous", "change_percent", "base", "share_percent")


def year_figures(snapshot: Snapshot, year: int, day: date, periods: Periods | None = None) -> pd.DataFrame:
    """Return every figure of a year against the year before, as of `day`."""
    period = Period.of_year(year)
    return period_figures(snapshot, period, day, before=period.year_before, periods=periods)


def period_figures(
    snapshot: Snapshot, period: Period, day: date, *, before: Period | None, periods: Periods | None = None
) -> pd.DataFrame:
    """Return every figure of a period against another (None: without comparison), as of `day`.

    The columns are COLUMNS. For chosen areas or units hand over what `filtered` returns.
    """
    facts = facts_of(snapshot.frames["reactions"], day)
    frames = snapshot.frames
    return figures_df(
        facts, frames["concerns"], snapshot.lists, period, day, before=before, periods=periods, frames=frames
    )


def figures_df(
    facts: pd.DataFrame,
    concerns: pd.DataFrame,
    lists: Lists,
    period: Period,
    day: date,
    *,
    before: Period | None,
    periods: Periods | None = None,
    frames: Mapping[str, pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """Return the same from facts already worked out for `day` with the standard periods.

    Offices are compared by these figures, so they keep those periods; `periods` adds the shares kept within an office's
    own beside them. What is counted outside the cases stands in `frames` (OUTSIDE); without them it is missing.
    """
    rules = periods or STANDARD
    matters = matters_of(facts, concerns)
    outside = {name: as_known_on(name, frames[name], np.datetime64(day, "D")) for name in OUTSIDE} if frames else {}
    now = tally_of(facts, matters, period, rules, outside)
    then = tally_of(facts, matters, before, rules, outside) if before else None
    rows = [*PeriodRows(now, then, lists, period).all(), *day_rows(facts, period, day.isoformat())]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    floats = ["value", "previous", "change_percent", "share_percent"]
    return frame.astype({"period": "str", **dict.fromkeys(floats, "Float64"), "base": "Int64"})


def as_records(figures: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values for JSON: None where missing, whole numbers as int but for percentages."""
    return [
        {name: _plain(name, value) for name, value in zip(figures.columns, row, strict=True)}
        for row in figures.itertuples(index=False)
    ]


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() and not name.endswith("_percent") else number
