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
    return {code: count for (code,), count in _occurring(column).items()}


def theme_counts(concerns: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return area -> theme -> how many of the concerns."""
    found: dict[str, dict[str, int]] = {}
    for (area, theme), count in _occurring(concerns["area"], concerns["theme"]).items():
        found.setdefault(area, {})[theme] = count
    return found


def detail_counts(concerns: pd.DataFrame) -> dict[tuple[str, str], dict[str, int]]:
    """Return (area, theme) -> detail -> how many of the concerns; those without a detail are not among them."""
    detailed = concerns.loc[concerns["detail"].notna().to_numpy(), ["area", "theme", "detail"]]
    found: dict[tuple[str, str], dict[str, int]] = {}
    for (area, theme, detail), count in _occurring(*(detailed[name] for name in detailed.columns)).items():
        if detail != NONE:
            found.setdefault((area, theme), {})[detail] = count
    return found


def _occurring(*columns: "pd.Series[Any]") -> dict[tuple[str, ...], int]:
    """Return how often each combination of codes occurs, of the whole columns at once."""
    factors = [_factor(column) for column in columns]
    places = np.zeros(len(columns[0]), dtype="int64")
    for codes, names in factors:
        places = places * len(names) + codes
    found: dict[tuple[str, ...], int] = {}
    kinds, counted = np.unique(places, return_counts=True)
    for place, count in zip(kinds.tolist(), counted.tolist(), strict=True):
        key: tuple[str, ...] = ()
        for _, names in reversed(factors):
            place, code = divmod(place, len(names))
            key = (names[code], *key)
        found[key] = found.get(key, 0) + count
    return found


def _factor(column: "pd.Series[Any]") -> tuple[Array, list[str]]:
    """Return for each row the place of its name, and the names: NONE first, for what is not given."""
    codes: Any = column.array if isinstance(column.dtype, pd.CategoricalDtype) else pd.Categorical(column)
    names = [NONE, *(str(code) or NONE for code in codes.categories)]
    return codes.codes.astype("int64") + 1, names


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
