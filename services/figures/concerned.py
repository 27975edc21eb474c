"""Reactions of a kind (escalated, follow-ups) by what they are about: each area or theme of theirs counts them once.

A reaction about several areas counts in each, so the rows do not add up to the reactions; each bar's number is that of
the cases behind it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from services.figures.comparison import COMPARED, compared_df, compared_row
from services.figures.counts import is_within
from services.figures.crossed import crossed
from services.figures.facts import NONE, Array
from services.figures.periods import Period

Codes = tuple[str, ...]


def part_by_concern_df(
    facts: pd.DataFrame,
    matters: pd.DataFrame,
    is_part: Array,
    by: Sequence[str],
    period: Period,
    before: Period | None,
) -> pd.DataFrame:
    """Return `by, reactions` (`by`: area; area and theme), most frequent first, what is not given last.

    `is_part` says of each reaction whether it is counted; the base is all reactions of the period with such a concern.
    Only what has a reaction counted in one of the two periods.
    """
    now, base = _counts(facts, matters, is_part, by, period)
    old = _counts(facts, matters, is_part, by, before)[0] if before else {}
    keys = sorted({*now, *old}, key=lambda key: (key[-1] == NONE, -now.get(key, 0), -old.get(key, 0), key))
    rows = (compared_row(key, now.get(key, 0), old.get(key, 0) if before else None, base.get(key, 0)) for key in keys)
    return compared_df(rows, list(by), "reactions")


def _counts(
    facts: pd.DataFrame, matters: pd.DataFrame, is_part: Array, by: Sequence[str], period: Period
) -> tuple[dict[Codes, int], dict[Codes, int]]:
    """Return for each code how many reactions of the part, and how many reactions at all."""
    inside = matters[is_within(matters["received_on"], period)]
    once = inside[~inside.duplicated(["place", *by]).to_numpy()]
    counted = is_part[once["place"].to_numpy()]
    part = once[counted]
    return _crossed(part, by), _crossed(once, by)


def _crossed(rows: pd.DataFrame, by: Sequence[str]) -> dict[Codes, int]:
    return crossed(*(rows[column] for column in by)) if len(rows) else {}


def part_of_all(facts: pd.DataFrame, is_part: Array, period: Period, before: Period | None) -> dict[str, Any]:
    """Return one row as of a compared frame: how many reactions of the period are the part, of all of them."""
    inside = is_within(facts["received_on"], period)
    old = int((is_within(facts["received_on"], before) & is_part).sum()) if before else None
    row = compared_row([], int((inside & is_part).sum()), old, int(inside.sum()))
    return dict(zip(("reactions", *COMPARED), row, strict=True))


def part_months_df(facts: pd.DataFrame, is_part: Array, period: Period, before: Period | None) -> pd.DataFrame:
    """Return `month, reactions` against the month at the same place in `before`; the base is all of the month."""
    months = facts["received_on"].to_numpy(dtype="datetime64[M]")
    now, base = (_by_month(months, is_within(facts["received_on"], period) & part) for part in (is_part, True))
    old = _by_month(months, is_within(facts["received_on"], before) & is_part) if before else {}
    months_before = dict(zip(period.months, before.months if before else [], strict=False))
    rows = []
    for month in period.months:
        was = months_before.get(month)
        previous = old.get(was, 0) if was else None
        rows.append(compared_row([month], now.get(month, 0), previous, base.get(month, 0)))
    return compared_df(rows, ["month"], "reactions")


def _by_month(months: Array, keep: Array) -> dict[str, int]:
    found, counts = np.unique(months[keep], return_counts=True)
    return dict(zip(found.astype("str").tolist(), counts.tolist(), strict=True))
