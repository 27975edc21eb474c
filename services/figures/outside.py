"""What is counted outside the cases: matters put right on the day, and matters handed to another office.

Neither has a team, and a hand-over has no area: a choice of teams or areas leaves those only under `none`.
"""

import numpy as np
import pandas as pd

from services.figures.counts import is_within
from services.figures.facts import Array
from services.figures.periods import Period

OUTSIDE = ("same_day", "handovers")  # the tables


def same_day_total(same_day: pd.DataFrame, period: Period) -> int:
    """Return how many matters were put right on a day of the period."""
    return int(is_within(same_day["day"], period).sum())


def handovers_total(handovers: pd.DataFrame, period: Period) -> int:
    """Return how many matters that came in during the period were handed to the place responsible.

    One that was taken back into the register has become a reaction and is counted there.
    """
    is_here: Array = handovers["taken_back_on"].isna().to_numpy(dtype=bool)
    return int((is_here & is_within(handovers["received_on"], period)).sum())


def as_known_on(table: str, frame: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    """Return the rows that have happened by a day; a hand-over taken back later is still one."""
    if table == "same_day":
        return frame[frame["day"].to_numpy(dtype="datetime64[D]") <= day]
    known = frame[frame["handed_on"].to_numpy(dtype="datetime64[D]") <= day]
    taken_back = known["taken_back_on"]
    return known.assign(taken_back_on=taken_back.where(taken_back.to_numpy(dtype="datetime64[D]") <= day))
