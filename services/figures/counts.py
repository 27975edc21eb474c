"""Counting what a period holds: every entry of a list, then what no list knows, then what is not given."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from services.figures.facts import NONE, Array
from services.figures.periods import Period


def is_within(days: "pd.Series[Any]", period: Period) -> Array:
    """Return for each day whether it lies in the period."""
    values = days.to_numpy(dtype="datetime64[D]")
    return (values >= np.datetime64(period.start)) & (values <= np.datetime64(period.end))


def counts_of(column: "pd.Series[Any]") -> dict[str, int]:
    """Return how often each code occurs; what is not given counts under NONE."""
    counted = column.value_counts(dropna=False)
    found: dict[str, int] = {}
    for code, count in zip(counted.index, counted.to_numpy(), strict=True):
        if count:
            key = NONE if pd.isna(code) or code == "" else str(code)
            found[key] = found.get(key, 0) + int(count)
    return found


def theme_counts(concerns: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return area -> theme -> how many of the concerns."""
    return {
        area: counts_of(concerns.loc[concerns["area"].isna() if area == NONE else concerns["area"] == area, "theme"])
        for area in counts_of(concerns["area"])
    }


def entries_of(codes: Iterable[str], *counted: Mapping[str, int], none: bool = True) -> list[str]:
    """Return the codes to name: those of the list, those only the data has, and NONE (always, or where it occurs)."""
    known = list(dict.fromkeys(code for code in codes if code != NONE))
    extra = sorted({code for counts in counted for code in counts if code != NONE} - set(known))
    last = [NONE] if none or any(NONE in counts for counts in counted) else []
    return [*known, *extra, *last]


def middle(days: Array) -> int | float | None:
    """Return the median; None of nothing."""
    if not len(days):
        return None
    ordered = np.sort(days)
    low, high = int(ordered[(len(ordered) - 1) // 2]), int(ordered[len(ordered) // 2])
    return (low + high) // 2 if (low + high) % 2 == 0 else (low + high) / 2


def ninetieth(days: Array) -> int | None:
    """Return the smallest of the days within which 90 % lie; None of nothing."""
    return int(np.sort(days)[(9 * len(days) + 9) // 10 - 1]) if len(days) else None


def months_of(days: "pd.Series[Any]") -> Array:
    """Return the month of each day, as 2022-03."""
    return days.to_numpy(dtype="datetime64[M]").astype("str")
