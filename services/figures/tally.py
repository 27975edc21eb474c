"""What one period holds, counted once: the numbers from which the rows of the figures are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from services.deadlines import ClockName, Periods
from services.figures.counts import counts_of, detail_counts, is_within, theme_counts
from services.figures.facts import MATTER, NONE, Array
from services.figures.outside import handovers_total, same_day_total
from services.figures.periods import Period
from services.figures.quality import marks_of, standard_days

STANDARD = Periods()  # the periods named in the figures of the contract
COUNTED = [
    *("received_on", "extended_until", "channel", "escalation_step", "is_ombuds", "is_follow_up", "is_closed"),
    *("is_cleared", "is_acknowledged", "has_acknowledge_clock", "age_days", "days_to_close", "days_on_clearing"),
    *("days_to_clear", "acknowledge_working_days", "working_days_gone"),
    *("is_consent_asked", "is_consent_given", "is_consent_missing"),
]
KEPT = {
    ClockName.CLOSE: "quality.closed_within_{days}_days",
    ClockName.CLEAR: "quality.cleared_within_{days}_days",
    ClockName.ACKNOWLEDGE: "quality.acknowledged_within_{days}_working_days",
}  # the figures that say how a standard was kept
ESCALATED = "2"  # from this step on a case has left the employee whose matter it was


@dataclass(slots=True)
class Tally:
    """What one period holds; a code that is not in a mapping occurs 0 times."""

    reactions: int
    concerns: int
    channel: dict[str, int]
    kind: dict[str, int]
    area: dict[str, int]
    theme: dict[str, dict[str, int]]
    detail: dict[tuple[str, str], dict[str, int]]
    outcome: dict[str, int]
    clearing: dict[str, int]
    type: dict[str, int]
    praise: dict[str, int]
    escalation: dict[str, int]
    ombuds: int
    ombuds_complaints: int
    follow_ups: int
    extended: int
    answerable: int
    consent: dict[str, int]
    days_to_close: Array
    days_to_clear: Array
    working_days_to_acknowledge: Array
    same_day: int | None = None
    handovers: int | None = None
    quality: dict[str, tuple[int, int]] = field(default_factory=dict)  # how many kept it, of how many

    @property
    def escalated(self) -> int:
        """How many reactions reached the second step or a higher one."""
        return sum(count for step, count in self.escalation.items() if step != NONE and step >= ESCALATED)


def tally_of(
    facts: pd.DataFrame,
    matters: pd.DataFrame,
    period: Period,
    rules: Periods,
    outside: Mapping[str, pd.DataFrame],
) -> Tally:
    """Return what a period holds; `outside` are the tables OUTSIDE as known on the day, counted where given."""
    rows = facts.loc[is_within(facts["received_on"], period), COUNTED]
    inside = matters.loc[is_within(matters["received_on"], period), [*MATTER, "is_ombuds", "place"]]
    complaints = inside[inside["kind"] == "complaint"]
    written = rows[rows["has_acknowledge_clock"]]
    return Tally(
        reactions=len(rows),
        concerns=len(inside),
        channel=counts_of(rows["channel"]),
        kind=counts_of(inside["kind"]),
        area=counts_of(complaints["area"]),
        theme=theme_counts(complaints),
        detail=detail_counts(complaints),
        outcome=counts_of(complaints["outcome"]),
        clearing=counts_of(complaints["clearing_kind"]),
        type=counts_of(complaints["complaint_type"]),
        praise=counts_of(inside.loc[inside["kind"] == "praise", "area"]),
        escalation=counts_of(rows["escalation_step"]),
        ombuds=_sum(rows["is_ombuds"]),
        ombuds_complaints=complaints.loc[complaints["is_ombuds"], "place"].nunique(),
        follow_ups=_sum(rows["is_follow_up"]),
        extended=int(_is_extended(rows).sum()),
        answerable=len(written),
        consent={name: _sum(written[f"is_consent_{name}"]) for name in ("asked", "given", "missing")},
        days_to_close=days_of(rows["days_to_close"]),
        days_to_clear=days_of(rows["days_to_clear"]),
        working_days_to_acknowledge=days_of(written["acknowledge_working_days"]),
        same_day=same_day_total(outside["same_day"], period) if "same_day" in outside else None,
        handovers=handovers_total(outside["handovers"], period) if "handovers" in outside else None,
        quality=_quality(rows, rules),
    )


def days_of(column: "pd.Series[Any]") -> Array:
    """Return the numbers of days that are known."""
    return column.dropna().to_numpy(dtype="int64")


def _is_extended(rows: pd.DataFrame) -> Array:
    """Return whether each was given a later day than the standard says; the procedure asks for the reason."""
    usual = rows["received_on"].to_numpy(dtype="datetime64[D]") + np.timedelta64(STANDARD.close_days, "D")
    later: Array = rows["extended_until"].to_numpy(dtype="datetime64[D]") > usual
    return later


def _quality(rows: pd.DataFrame, rules: Periods) -> dict[str, tuple[int, int]]:
    """Return the shares kept in time: for the periods the contract names, and for the office's own where others."""
    found: dict[str, tuple[int, int]] = {}
    for clock, name in KEPT.items():
        for periods in (STANDARD, rules):
            kept, due = marks_of(rows, clock, periods)
            found[name.format(days=standard_days(clock, periods))] = int(kept.sum()), int(due.sum())
    return found


def _sum(mask: "pd.Series[Any]") -> int:
    return int(mask.sum())
