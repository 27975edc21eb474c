"""Follow-ups: who comes back in the same matter, how long after it was closed, and after which outcome.

Unit: reactions. A follow-up names the earlier reaction (OA 10/2018: the customer turns to the office again in a matter
that was fully dealt with). It belongs to the period in which it was received itself. What is known of the earlier
reaction is looked up in the whole register, whatever is chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from services.figures.comparison import compared_df, compared_row
from services.figures.counts import counts_of, entries_of, is_within, middle, ninetieth
from services.figures.facts import Array, Codes
from services.figures.periods import Period

BEFORE_CLOSING: Final = "before_closing"
GAPS: Final = (BEFORE_CLOSING, "0-7", "8-30", "31-90", "over_90")
GAP_LIMITS: Final = (7, 30, 90)  # the last day of each band but the first and the last
RETURNS: Final = ("1", "2", "3_or_more")
OUTCOMES: Final = ("upheld", "partly_upheld", "not_upheld")  # of several complaints the one best for the customer
_NAT = np.datetime64("NaT", "D")


def follow_up_facts(reactions: pd.DataFrame, concerns: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return for each reaction received by `day` what is known of it as a follow-up, and as one that was followed.

    Columns: `gap_days` from the closing of the earlier reaction to the receipt of this one, `gap` its band
    (BEFORE_CLOSING: the earlier one was still open; missing: no follow-up, or the earlier one is not in the register),
    `outcome_before` of the earlier reaction's complaints (missing: it has none with an outcome), `returns`: how often
    the reaction was followed itself (missing: never).
    """
    today = np.datetime64(day, "D")
    is_here = reactions["received_on"].to_numpy(dtype="datetime64[D]") <= today
    rows = reactions.loc[is_here, ["number", "follow_up_of", "received_on", "closed_on"]]
    names = rows["follow_up_of"].fillna("")
    at = _places(rows["number"], names)
    closed = rows["closed_on"].to_numpy(dtype="datetime64[D]")
    then = np.where((at >= 0) & (closed[at] <= today), closed[at], _NAT)
    gap = rows["received_on"].to_numpy(dtype="datetime64[D]") - then
    is_open = (at >= 0) & ~(gap.astype("int64") >= 0)  # what is not closed yet is far below 0
    gap_days = np.where((at < 0) | is_open, 0, gap.astype("int64"))
    band = np.where(is_open, 0, 1 + np.searchsorted(np.array(GAP_LIMITS), gap_days, side="left"))
    return pd.DataFrame(
        {
            "gap_days": pd.arrays.IntegerArray(gap_days, (at < 0) | is_open),
            "gap": _coded(np.where(at < 0, -1, band), GAPS),
            "outcome_before": _outcomes_before(rows.index, concerns, at),
            "returns": _returns(rows["number"], names),
        },
        index=rows.index,
    )


def follow_up_gaps_df(facts: pd.DataFrame, known: pd.DataFrame, period: Period, before: Period | None) -> pd.DataFrame:
    """Return `gap, reactions`; the base is all follow-ups of the period, `none` those whose earlier one is missing."""
    return _follow_ups_by("gap", GAPS, facts, known, period, before)


def follow_up_outcomes_df(
    facts: pd.DataFrame, known: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None
) -> pd.DataFrame:
    """Return `outcome_before, reactions`; the base is all follow-ups of the period."""
    return _follow_ups_by("outcome_before", codes, facts, known, period, before)


def returns_df(facts: pd.DataFrame, known: pd.DataFrame, period: Period, before: Period | None) -> pd.DataFrame:
    """Return `returns, reactions`: how many of the period's reactions were followed once, twice, or more often.

    The base is all reactions of the period.
    """
    inside = is_within(facts["received_on"], period)
    now = counts_of(known.loc[inside, "returns"].dropna())
    old = counts_of(known.loc[is_within(facts["received_on"], before), "returns"].dropna()) if before else {}
    rows = (
        compared_row([code], now.get(code, 0), old.get(code, 0) if before else None, int(inside.sum()))
        for code in RETURNS
    )
    return compared_df(rows, ["returns"], "reactions")


def gap_days(facts: pd.DataFrame, known: pd.DataFrame, period: Period) -> tuple[int | float | None, int | None]:
    """Return the median and the 90th percentile of the days from a closing to the return."""
    days = known.loc[is_within(facts["received_on"], period), "gap_days"].dropna().to_numpy(dtype="int64")
    return middle(days), ninetieth(days)


def _follow_ups_by(
    column: str,
    codes: Iterable[str],
    facts: pd.DataFrame,
    known: pd.DataFrame,
    period: Period,
    before: Period | None,
) -> pd.DataFrame:
    now = _counts(column, facts, known, period)
    old: Mapping[str, int] = _counts(column, facts, known, before) if before else {}
    total = sum(now.values())
    rows = (
        compared_row([code], now.get(code, 0), old.get(code, 0) if before else None, total)
        for code in entries_of(codes, now, old, none=False)
    )
    return compared_df(rows, [column], "reactions")


def _counts(column: str, facts: pd.DataFrame, known: pd.DataFrame, period: Period) -> dict[str, int]:
    keep = is_within(facts["received_on"], period) & facts["is_follow_up"].to_numpy(dtype=bool)
    return counts_of(known.loc[keep, column])


def _places(numbers: "pd.Series[Any]", names: "pd.Series[Any]") -> Array:
    """Return the place of the reaction with each number; -1 where there is none, the first where there are several."""
    found = np.full(len(names), -1)
    asked = np.flatnonzero((names != "").to_numpy(dtype=bool))
    first = np.flatnonzero(~numbers.duplicated().to_numpy())
    if len(asked) and len(first):
        at = pd.Index(numbers.iloc[first]).get_indexer(pd.Index(names.iloc[asked]))
        found[asked] = np.where(at >= 0, first[at], -1)
    return found


def _outcomes_before(index: "pd.Index[Any]", concerns: pd.DataFrame, at: Array) -> Codes:
    """Return for each reaction the best outcome of the complaints of the one at the place `at`."""
    is_decided = ((concerns["kind"] == "complaint") & concerns["outcome"].notna()).to_numpy(dtype=bool)
    places = np.full(len(concerns), -1)
    places[is_decided] = index.get_indexer(pd.Index(concerns.loc[is_decided, "reaction_id"]))
    outcomes = concerns.loc[places >= 0, "outcome"].astype(object)
    order = entries_of(OUTCOMES, counts_of(outcomes), none=False)
    best = np.full(len(index), len(order))
    np.minimum.at(best, places[places >= 0], pd.Categorical(outcomes, categories=pd.Index(order)).codes)
    found = np.where(at >= 0, best[at], len(order))
    return _coded(np.where(found < len(order), found, -1), order)


def _returns(numbers: "pd.Series[Any]", names: "pd.Series[Any]") -> Codes:
    """Return for each reaction how often its number was named by a follow-up."""
    often = names[names != ""].value_counts()
    at = pd.Index(often.index).get_indexer(pd.Index(numbers))
    counts = np.where(at >= 0, often.to_numpy()[at], 0) if len(often) else np.zeros(len(numbers), dtype="int64")
    return _coded(np.minimum(counts, len(RETURNS)) - 1, RETURNS)


def _coded(places: Array, codes: Sequence[str]) -> Codes:
    return pd.Categorical.from_codes(places.astype("int8"), categories=pd.Index(list(codes)))
