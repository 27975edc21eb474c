"""Rows that stand beside the same row of another period.

`previous` is the count of the comparison period (missing without one), `base` the number the share is of;
percentages follow `shares`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from services.figures.shares import change_percent, percent

Compared = tuple[Any, ...]
COMPARED = ("previous", "change_percent", "base", "share_percent")


def compared_row(dimensions: Iterable[str], count: int, previous: int | None, base: int) -> Compared:
    """Return one row: its dimensions, then the count, and how it compares."""
    return (*dimensions, count, previous, change_percent(count, previous), base, percent(count, base))


def compared_df(rows: Iterable[Compared], dimensions: Sequence[str], unit: str) -> pd.DataFrame:
    """Return `dimensions, unit, previous, change_percent, base, share_percent`; `unit` heads the counts."""
    frame = pd.DataFrame(list(rows), columns=[*dimensions, unit, *COMPARED])
    numbers = {unit: "int64", "previous": "Int64", "base": "int64"}
    return frame.astype({**dict.fromkeys(dimensions, "str"), **numbers, **dict.fromkeys(COMPARED[1::2], "Float64")})
