"""Counting by several codes at once, in one pass over the columns, however many codes they have."""

from typing import Any

import numpy as np
import pandas as pd

from services.figures.counts import is_within
from services.figures.facts import NONE, Array
from services.figures.periods import Period

Codes = tuple[str, ...]


def crossed(*columns: Any) -> dict[Codes, int]:
    """Return how often the codes in the columns (of one length) occur together; what is not given is NONE."""
    places = np.zeros(len(columns[0]), dtype="int64")
    names: list[list[str]] = []
    for column in columns:
        codes, found = pd.factorize(column)
        names.append([*(str(code) if code != "" else NONE for code in found), NONE])
        places = places * (len(found) + 1) + np.where(codes < 0, len(found), codes)
    shape = [len(found) for found in names]
    used, numbers = np.unique(places, return_counts=True)
    counts: dict[Codes, int] = {}
    for *at, number in zip(*np.unravel_index(used, shape), numbers, strict=True):
        key = tuple(found[place] for found, place in zip(names, at, strict=True))
        counts[key] = counts.get(key, 0) + int(number)
    return counts


def nested(counts: dict[Codes, int]) -> dict[str, dict[str, int]]:
    """Return first code -> second code -> how often, of what `crossed` counted in two columns."""
    found: dict[str, dict[str, int]] = {}
    for (first, second), count in counts.items():
        found.setdefault(first, {})[second] = count
    return found


def inside_of(matters: pd.DataFrame, period: Period | None, kind: str | None = None) -> pd.DataFrame:
    """Return the concerns received in a period, of one kind where one is named; none without a period."""
    if period is None:
        return matters[:0]
    keep = is_within(matters["received_on"], period)
    return matters[keep if kind is None else keep & (matters["kind"] == kind).to_numpy(dtype=bool)]


def month_codes(days: "pd.Series[Any]") -> pd.Categorical:
    """Return the month of each day, as 2022-03; only the months that occur are written out."""
    return _times(days, "datetime64[M]")


def year_codes(days: "pd.Series[Any]") -> pd.Categorical:
    """Return the year of each day."""
    return _times(days, "datetime64[Y]")


def _times(days: "pd.Series[Any]", unit: str) -> pd.Categorical:
    found, places = np.unique(days.to_numpy(dtype=unit), return_inverse=True)
    codes: Array = np.where(np.isnat(found)[places], -1, places) if len(found) else places
    known = found[~np.isnat(found)]
    return pd.Categorical.from_codes(codes, categories=pd.Index(known.astype("str")))
