"""What was put right on the day it was made: the nameless counter, beside the complaints that were recorded.

"Kann der Beschwerde am gleichen Tag abgeholfen werden, erfolgt keine Erfassung in KRM." (OA 10/2018, Anlage
Eskalationsstufenkonzept) Statistics that leave these out say little of an office, so both stand side by side. Unit:
matters (the counter's clicks) and recorded complaints; of both together a share was put right at once. A matter
belongs to the period of its day, a complaint to that of its reaction's receipt. The counter knows no team.
"""

from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from services.figures.counts import counts_of, entries_of, is_within
from services.figures.crossed import crossed, inside_of, month_codes
from services.figures.facts import NONE
from services.figures.periods import Period
from services.figures.shares import percent

COMPLAINT: Final = "complaint"
SIDES: Final = ("same_day", "recorded", "previous", "previous_recorded")


def same_day_months_df(
    same_day: pd.DataFrame, matters: pd.DataFrame, period: Period, before: Period | None
) -> pd.DataFrame:
    """Return `month, same_day, recorded, total, share_percent` against the month at the same place in `before`.

    `same_day` are the rows of the counter as known on the day, `total` are both together.
    """
    now = _months(same_day, "day", period), _months(inside_of(matters, period, COMPLAINT), "received_on", period)
    old = (
        (_months(same_day, "day", before), _months(inside_of(matters, before, COMPLAINT), "received_on", before))
        if before
        else ({}, {})
    )
    months_before = dict(zip(period.months, before.months if before else [], strict=False))
    rows = []
    for month in period.months:
        then = months_before.get(month)
        previous = [None if then is None else counts.get(then, 0) for counts in old]
        rows.append((month, *(counts.get(month, 0) for counts in now), *previous))
    return _sides_df(rows, ["month"])


def same_day_by_df(
    same_day: pd.DataFrame,
    matters: pd.DataFrame,
    column: str,
    codes: Iterable[str],
    period: Period,
    before: Period | None,
) -> pd.DataFrame:
    """Return `column, same_day, recorded, total, share_percent` by `channel` or `area`, against another period."""
    counts = [
        counts_of(rows[column])
        for each in (period, before)
        for rows in (_counter(same_day, each), inside_of(matters, each, COMPLAINT))
    ]
    rows = [
        (code, *(found.get(code, 0) if place < 2 or before else None for place, found in enumerate(counts)))
        for code in entries_of(codes, *counts)
    ]
    return _sides_df(rows, [column])


def same_day_themes_df(
    same_day: pd.DataFrame, matters: pd.DataFrame, period: Period, before: Period | None, *, limit: int = 10
) -> pd.DataFrame:
    """Return `area, theme, same_day, …` of the themes put right at once most often; matters without one are none."""
    counts = [
        crossed(rows["area"], rows["theme"])
        for each in (period, before)
        for rows in (_counter(same_day, each), inside_of(matters, each, COMPLAINT))
    ]
    named = sorted((-count, key) for key, count in counts[0].items() if key[1] != NONE)
    rows = [
        (*key, *(found.get(key, 0) if place < 2 or before else None for place, found in enumerate(counts)))
        for _, key in named[:limit]
    ]
    return _sides_df(rows, ["area", "theme"])


def _counter(same_day: pd.DataFrame, period: Period | None) -> pd.DataFrame:
    return same_day[:0] if period is None else same_day[is_within(same_day["day"], period)]


def _months(rows: pd.DataFrame, column: str, period: Period) -> dict[str, int]:
    return counts_of(pd.Series(month_codes(rows.loc[is_within(rows[column], period), column])))


def _sides_df(rows: list[tuple[Any, ...]], dimensions: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*dimensions, *SIDES])
    frame = frame.astype({**dict.fromkeys(dimensions, "str"), **dict.fromkeys(SIDES, "Int64")})
    total, before = frame["same_day"] + frame["recorded"], frame["previous"] + frame["previous_recorded"]
    return frame.assign(
        total=total,
        share_percent=_shares(frame["same_day"], total),
        previous_share_percent=_shares(frame["previous"], before),
    )


def _shares(parts: "pd.Series[Any]", totals: "pd.Series[Any]") -> "pd.Series[Any]":
    pairs = zip(parts.astype(object), totals.astype(object), strict=True)
    found = [None if pd.isna(part) else percent(int(part), int(total)) for part, total in pairs]
    return pd.Series(found, dtype="Float64", index=parts.index)
