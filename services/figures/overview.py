"""What management looks at, month by month: what came in, was closed in time, was upheld, was open, went to the ombuds.

A reaction and its complaints belong to the month of receipt; what is open is counted at the end of each month, that of
the day's own month on the day.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from services.deadlines import ClockName, Periods
from services.figures.facts import Array
from services.figures.quality import marks_of
from services.figures.shares import percent


def overview_months_df(
    facts: pd.DataFrame, matters: pd.DataFrame, months: Sequence[str], periods: Periods
) -> pd.DataFrame:
    """Return for each of these months, which follow each other, the counts and shares management looks at.

    Columns: `month`, `reactions`; `kept` of `due` closed in time and `kept_percent`; `upheld` of `complaints` and
    `upheld_percent`, `decided` with an outcome; `open` at its end; `ombuds` and `ombuds_percent` of the reactions.
    """
    received = _places(facts["received_on"], months)
    of_matters = _places(matters["received_on"], months)
    is_kept, is_due = marks_of(facts, ClockName.CLOSE, periods)
    is_complaint = (matters["kind"] == "complaint").to_numpy(dtype=bool)
    is_upheld = is_complaint & (matters["outcome"] == "upheld").fillna(False).to_numpy(dtype=bool)
    frame = pd.DataFrame(
        {
            "month": list(months),
            "reactions": _counted(received, months),
            "kept": _counted(received[is_kept], months),
            "due": _counted(received[is_due], months),
            "complaints": _counted(of_matters[is_complaint], months),
            "upheld": _counted(of_matters[is_upheld], months),
            "decided": _counted(of_matters[is_complaint & matters["outcome"].notna().to_numpy()], months),
            "open": _up_to(received, months) - _up_to(_places(facts["closed_on"], months), months),
            "ombuds": _counted(received[facts["is_ombuds"].to_numpy(dtype=bool)], months),
        }
    )
    for share, part, base in (
        ("kept_percent", "kept", "due"),
        ("upheld_percent", "upheld", "complaints"),
        ("ombuds_percent", "ombuds", "reactions"),
    ):
        shares = [percent(int(one), int(all_)) for one, all_ in zip(frame[part], frame[base], strict=True)]
        frame[share] = pd.array(shares, dtype="Float64")
    return frame


def _places(days: "pd.Series[Any]", months: Sequence[str]) -> Array:
    """Return the place of each day's month, below 0 before the first; what has no day stands behind the last."""
    values = days.to_numpy(dtype="datetime64[M]")
    places = (values - np.datetime64(months[0], "M")).astype("int64")
    return np.where(np.isnat(values), len(months), places)


def _counted(places: Array, months: Sequence[str]) -> Array:
    inside = places[(places >= 0) & (places < len(months))]
    return np.bincount(inside, minlength=len(months))


def _up_to(places: Array, months: Sequence[str]) -> Array:
    """Return how many there are up to the end of each month, those before the first included."""
    counts: Array = np.cumsum(_counted(places, months)) + int((places < 0).sum())
    return counts
