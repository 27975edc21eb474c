"""How fast the ombuds office clears what came in, in calendar days from the disposition or receipt."""

from dataclasses import dataclass

import pandas as pd

from services.figures.counts import is_within, middle, ninetieth
from services.figures.periods import Period


@dataclass(frozen=True, slots=True)
class ClearingDays:
    """How many of the period's ombuds reactions are cleared or closed, and within how many days."""

    cleared: int
    median: int | float | None
    p90: int | None


def ombuds_clearing_days(facts: pd.DataFrame, period: Period) -> ClearingDays:
    """Return the days of the period's ombuds reactions; the median is the figure `ombuds.days_to_clear.median`."""
    rows = facts[facts["is_ombuds"] & facts["is_cleared"] & is_within(facts["received_on"], period)]
    days = rows["days_to_clear"].dropna().to_numpy(dtype="int64")
    return ClearingDays(len(days), middle(days), ninetieth(days))
