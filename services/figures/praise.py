"""Praise: how much, month by month, beside the complaints, and whether the team lead talked it over.

Unit: concerns. By area it is `themes.areas_df` of the kind praise, the figures `praise.area`. Whom a praise names is
never counted: names are erased before the figures are.
"""

from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from services.figures.comparison import Compared, compared_df, compared_row
from services.figures.counts import is_within
from services.figures.crossed import crossed, inside_of, month_codes
from services.figures.facts import NONE
from services.figures.periods import Period
from services.figures.shares import percent

PRAISE: Final = "praise"
COMPLAINT: Final = "complaint"


def praise_months_df(matters: pd.DataFrame, period: Period, before: Period | None) -> pd.DataFrame:
    """Return `month, concerns` of praise against the month at the same place in `before`.

    The base is all praise of the period. `complaints` are those of the month, `per_100_complaints` the praise that
    came in for each hundred of them.
    """
    now, old = (_by_month(matters, each) for each in (period, before))
    total = sum(count for (kind, _), count in now.items() if kind == PRAISE)
    months_before = dict(zip(period.months, before.months if before else [], strict=False))
    rows: list[Compared] = []
    for month in period.months:
        previous = old.get((PRAISE, months_before[month]), 0) if month in months_before else None
        rows.append(compared_row([month], now.get((PRAISE, month), 0), previous, total))
    frame = compared_df(rows, ["month"], "concerns")
    complaints = [now.get((COMPLAINT, month), 0) for month in period.months]
    shares = [percent(count, base) for count, base in zip(frame["concerns"], complaints, strict=True)]
    return frame.assign(
        complaints=pd.Series(complaints, dtype="int64"), per_100_complaints=pd.Series(shares, dtype="Float64")
    )


def per_100_complaints(matters: pd.DataFrame, period: Period) -> tuple[int, int, float | None]:
    """Return how much praise and how many complaints a period has, and the praise for each hundred of them."""
    inside = matters.loc[is_within(matters["received_on"], period), "kind"]
    praises, complaints = int((inside == PRAISE).sum()), int((inside == COMPLAINT).sum())
    return praises, complaints, percent(praises, complaints)


def talked_over_df(matters: pd.DataFrame, day: date, period: Period) -> pd.DataFrame:
    """Return `area, concerns`: the praise talked over with the person named by `day` (OA 10/2018, "Lobe").

    The base is all praise of the area, whether it names somebody or not; most praised first, without an area last.
    """
    rows = inside_of(matters, period, PRAISE)
    is_done = np.where(rows["talked_over_on"].to_numpy(dtype="datetime64[D]") <= np.datetime64(day, "D"), "yes", "no")
    counts = crossed(rows["area"], is_done)
    areas = {area: counts.get((area, "yes"), 0) + counts.get((area, "no"), 0) for area, _ in counts}
    ordered = sorted(areas, key=lambda area: (area == NONE, -areas[area], area))
    return compared_df(
        (compared_row([area], counts.get((area, "yes"), 0), None, areas[area]) for area in ordered),
        ["area"],
        "concerns",
    )


def _by_month(matters: pd.DataFrame, period: Period | None) -> dict[tuple[str, ...], int]:
    rows = inside_of(matters, period)
    return crossed(rows["kind"], month_codes(rows["received_on"]))
