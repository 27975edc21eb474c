"""How complaints end: upheld, partly, not; how they were put right, by which way, and what they were handled as.

Unit: complaints, where nothing else is said. A complaint belongs to the period in which its reaction was received; one
without an outcome counts under `none` and stays in the base, so that every share agrees with `complaints.outcome`.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd

from services.figures.comparison import Compared, compared_df, compared_row
from services.figures.counts import counts_of, entries_of, is_within
from services.figures.crossed import crossed, inside_of, month_codes, nested
from services.figures.facts import NONE, Array
from services.figures.periods import Period
from services.figures.shares import percent

COMPLAINT: Final = "complaint"
UPHELD: Final = "upheld"
REFUSED: Final = ("partly_upheld", "not_upheld")


def complaints_df(
    matters: pd.DataFrame, column: str, codes: Iterable[str], period: Period, before: Period | None
) -> pd.DataFrame:
    """Return `column, concerns` (`outcome`, `clearing_kind`, `complaint_type`) against another period.

    The base is all complaints of the period.
    """
    now, old = (inside_of(matters, each, COMPLAINT)[column] for each in (period, before))
    return _listed(column, "concerns", codes, counts_of(now), counts_of(old) if before else None, len(now))


def upheld_df(
    matters: pd.DataFrame, by: tuple[str, ...], period: Period, before: Period | None, *, outcome: str = UPHELD
) -> pd.DataFrame:
    """Return `by, concerns`: the upheld complaints of each area (`by` = area) or theme (area, theme).

    The greatest share goes first, of equal ones that of the greater base. The base is the area's or theme's
    complaints, `decided` those with an outcome; `previous_share_percent` is the share in the other period. Only what
    has complaints in the period.
    """
    now, old = (_outcomes_by(matters, by, each) for each in (period, before))
    rows: list[tuple[Compared, int, float | None]] = []
    for key, found in now.items():
        was = old.get(key, {})
        row = compared_row(key, found.get(outcome, 0), was.get(outcome, 0) if before else None, sum(found.values()))
        rows.append((row, sum(found.values()) - found.get(NONE, 0), percent(was.get(outcome, 0), sum(was.values()))))
    rows.sort(key=lambda one: (-(one[0][-1] or 0.0), -one[0][-2], one[0][: len(by)]))
    frame = compared_df((row for row, _, _ in rows), list(by), "concerns")
    return frame.assign(
        decided=pd.Series([decided for _, decided, _ in rows], dtype="int64"),
        previous_share_percent=pd.Series([share for _, _, share in rows], dtype="Float64"),
    )


def outcome_months_df(matters: pd.DataFrame, codes: Iterable[str], period: Period) -> pd.DataFrame:
    """Return `month, outcome, concerns`: each month's complaints by outcome; the base is all of the month."""
    rows = inside_of(matters, period, COMPLAINT)
    counts = nested(crossed(month_codes(rows["received_on"]), rows["outcome"]))
    outcomes = entries_of(codes, *counts.values())
    found: list[Compared] = []
    for month in period.months:
        of_month = counts.get(month, {})
        total = sum(of_month.values())
        found += [compared_row([month, code], of_month.get(code, 0), None, total) for code in outcomes]
    return compared_df(found, ["month", "outcome"], "concerns")


def named_treated_df(matters: pd.DataFrame, codes: Iterable[str], period: Period) -> pd.DataFrame:
    """Return `named_as, complaint_type, concerns`: what customers called it, and what it was handled as.

    The base is all complaints that were called so.
    """
    rows = inside_of(matters, period, COMPLAINT)
    counts = nested(crossed(rows["named_as"], rows["complaint_type"]))
    kinds = list(codes)
    treated = entries_of(kinds, *counts.values())
    found: list[Compared] = []
    for named in entries_of(kinds, dict.fromkeys(counts, 1)):
        of_name = counts.get(named, {})
        total = sum(of_name.values())
        found += [compared_row([named, code], of_name.get(code, 0), None, total) for code in treated]
    return compared_df(found, ["named_as", "complaint_type"], "concerns")


def clearing_ways_df(facts: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None) -> pd.DataFrame:
    """Return `cleared_by, reactions` against another period; the base is the reactions cleared or closed."""
    now, old = (_coded(facts, "cleared_by", each, facts["is_cleared"]) for each in (period, before))
    return _listed("cleared_by", "reactions", codes, now, old if before else None, sum(now.values()))


def alternatives_df(
    facts: pd.DataFrame, matters: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None
) -> pd.DataFrame:
    """Return `alternatives, reactions`: what was looked at where the wish was refused, wholly or partly (HEGA 09/15).

    The base is the closed reactions with a complaint that was not, or not wholly, upheld.
    """
    keep = facts["is_closed"] & is_refused(facts, matters)
    now, old = (_coded(facts, "alternatives", each, keep) for each in (period, before))
    return _listed("alternatives", "reactions", codes, now, old if before else None, sum(now.values()))


def is_refused(facts: pd.DataFrame, matters: pd.DataFrame) -> Array:
    """Return which reactions have a complaint that was not, or not wholly, upheld; `matters` are those of `facts`."""
    of_refused = (matters["kind"] == COMPLAINT) & matters["outcome"].isin(list(REFUSED))
    found = np.zeros(len(facts), dtype=bool)
    found[matters.loc[of_refused, "place"].to_numpy()] = True
    return found


def _outcomes_by(
    matters: pd.DataFrame, by: tuple[str, ...], period: Period | None
) -> dict[tuple[str, ...], dict[str, int]]:
    rows = inside_of(matters, period, COMPLAINT)
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for (*key, outcome), count in crossed(*(rows[column] for column in by), rows["outcome"]).items():
        found.setdefault(tuple(key), {})[outcome] = count
    return found


def _coded(facts: pd.DataFrame, column: str, period: Period | None, keep: "pd.Series[bool]") -> dict[str, int]:
    if period is None:
        return {}
    inside: Array = is_within(facts["received_on"], period)
    return counts_of(facts.loc[inside & keep.to_numpy(dtype=bool), column])


def _listed(
    column: str, unit: str, codes: Iterable[str], now: dict[str, int], old: dict[str, int] | None, base: int
) -> pd.DataFrame:
    rows = (
        compared_row([code], now.get(code, 0), None if old is None else old.get(code, 0), base)
        for code in entries_of(codes, now, old or {})
    )
    return compared_df(rows, [column], unit)
