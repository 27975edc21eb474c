"""What is known of every reaction on a day, worked out once for all figures, dashboards and pages.

One row per reaction received by the day, under its row id. Dates after the day are missing; `extended_until` is a plan
and counts as it is. The clocks are those of `services/deadlines.py`, for whole columns at once.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from services import calendar
from services.calendar import Days
from services.deadlines import (
    AGE_LIMITS,
    NOBODY_TO_WRITE_TO,
    URGENT_KINDS,
    AgeBand,
    ClockName,
    ClockState,
    Periods,
    Step,
)

NONE = "none"  # the code under which a value that is not given is counted
KEPT = ("number", "channel", "partner", "unit", "escalation_step", "cleared_by", "alternatives")
MATTER = (
    "rank",
    "kind",
    "area",
    "theme",
    "detail",
    "named_as",
    "complaint_type",
    "outcome",
    "clearing_kind",
    "talked_over_on",
)
URGENCIES = (ClockState.OVERDUE, ClockState.DUE_SOON, ClockState.RUNNING)

_READ = (
    "ombuds",
    "follow_up_of",
    "acknowledged_on",
    "disposition_on",
    "cleared_on",
    "closed_on",
    "extended_until",
    "consent",
    "consent_asked_on",
    "consent_on",
)
_ANSWERS = ("given", "refused", "withdrawn")  # of the list `consent`
_STATES = list(ClockState)
_NAT = np.datetime64("NaT", "D")
_ONE_DAY = np.timedelta64(1, "D")

Array = np.ndarray[Any, Any]
Codes = Any  # a pandas Categorical; its stubs know no codes as numpy gives them


def facts_of(
    reactions: pd.DataFrame, day: date, periods: Periods | None = None, *, concerns: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the facts of every reaction received by `day`, with the clocks of `periods` (else the standard ones).

    `concerns` say which reactions have the urgent clock, `is_urgent`; without them none has.

    The reaction's own columns (KEPT) and `received_on`, `extended_until`; the dates that have happened
    (`acknowledged_on`, `disposition_on`, `cleared_on`, `closed_on`); `is_ombuds`, `is_acknowledged`, `is_cleared`
    (cleared or closed), `is_closed`, `is_follow_up`; of the consent to reading the e-file `is_consent_asked`,
    `is_consent_given` and `is_consent_missing` (no answer: not asked for, or waiting for one); `age_days` since
    receipt, `days_to_close` from receipt to closing, `days_on_clearing` from the disposition (else receipt) to the day
    and `days_to_clear` from there to clearing, all in calendar days; in working days after the day of receipt
    `acknowledge_working_days` up to the acknowledgement (`has_acknowledge_clock`: there is somebody to write to) and
    `working_days_gone` before the day. For each clock `<clock>_due_on`, `_done_on`, `_days_left`, `_state` and
    `_due_is_day_off`. Then `step`; for open cases `age_band` and `urgency` (the most pressing state of its clocks),
    for closed ones missing.
    """
    rules = periods or Periods()
    today = np.datetime64(day, "D")
    all_received = _days_of(reactions["received_on"])
    is_here = all_received <= today
    rows, received = reactions.loc[is_here, [*KEPT, *_READ]], all_received[is_here]
    acknowledged, disposed, cleared, closed = (
        _happened(_days_of(rows[name]), today)
        for name in ("acknowledged_on", "disposition_on", "cleared_on", "closed_on")
    )
    extended = _days_of(rows["extended_until"])
    cleared_or_closed = np.where(np.isnat(cleared), closed, cleared)
    start = np.where(np.isnat(disposed), received, disposed)
    is_closed = ~np.isnat(closed)
    urgent = _is_urgent(rows.index, concerns)
    clocks = _Clocks(today, received, rules, _working_calendar(received, extended, day, rules.land))
    columns: dict[str, Any] = {name: rows[name].array for name in KEPT}
    columns |= {
        "received_on": received,
        "acknowledged_on": acknowledged,
        "disposition_on": disposed,
        "cleared_on": cleared,
        "closed_on": closed,
        "extended_until": extended,
        "is_ombuds": rows["ombuds"].fillna(False).to_numpy(dtype=bool),
        "is_follow_up": rows["follow_up_of"].fillna("").ne("").to_numpy(dtype=bool),
        "is_acknowledged": ~np.isnat(acknowledged),
        "is_cleared": ~np.isnat(cleared_or_closed),
        "is_closed": is_closed,
        "is_urgent": urgent,
        **_consents(rows, today),
        "age_days": (today - received).astype("int64"),
        "days_to_close": _whole(closed - received),
        "days_on_clearing": (today - start).astype("int64"),
        "days_to_clear": _whole(cleared_or_closed - start),
        **clocks.acknowledge(acknowledged, rows["channel"], is_closed),
        **clocks.clear(start, cleared_or_closed),
        **clocks.close(extended, closed),
        **clocks.urgent(extended, closed, urgent),
    }
    is_assigned = ~np.isnat(disposed) | rows["unit"].notna().to_numpy(dtype=bool)
    columns["step"] = _steps(columns["is_acknowledged"], is_assigned, ~np.isnat(cleared), is_closed)
    columns["age_band"] = _age_bands(columns["age_days"], is_closed)
    columns["urgency"] = _urgencies([columns[f"{clock}_state"] for clock in ClockName], is_closed)
    return pd.DataFrame(columns, index=rows.index, copy=False)


def matters_of(facts: pd.DataFrame, concerns: pd.DataFrame) -> pd.DataFrame:
    """Return the concerns of the reactions in `facts`, under their row ids.

    Columns: the concern's own (MATTER), and of its reaction `received_on`, `channel`, `partner`, `is_ombuds` and
    `place`, the place of its row in `facts`.
    """
    places = facts.index.get_indexer(pd.Index(concerns["reaction_id"]))
    is_here = places >= 0
    matters = concerns.loc[is_here, list(MATTER)]
    places = places[is_here]
    taken = {name: facts[name].array.take(places) for name in ("received_on", "channel", "partner", "is_ombuds")}
    return matters.assign(**taken, place=places)


class _Clocks:
    """The clocks of whole columns: what `deadlines` says of one reaction."""

    def __init__(self, today: np.datetime64, received: Days, rules: Periods, working: np.busdaycalendar) -> None:
        self.today = today
        self.received = received
        self.rules = rules
        self.working = working

    def acknowledge(self, done: Days, channel: "pd.Series[Any]", is_closed: Array) -> dict[str, Any]:
        has_clock = ~channel.isin(list(NOBODY_TO_WRITE_TO)).to_numpy(dtype=bool)
        days = self.rules.acknowledge_working_days
        due = np.busday_offset(self.received, days, roll="backward", busdaycal=self.working)
        is_done = ~np.isnat(done)
        used = self._working_days(np.where(is_done, done, self.received) + _ONE_DAY)
        applies = has_clock & (is_done | ~is_closed)
        columns = self._clock(ClockName.ACKNOWLEDGE, np.where(has_clock, due, _NAT), done, used <= days, applies)
        return columns | {
            "has_acknowledge_clock": has_clock,
            "acknowledge_working_days": pd.arrays.IntegerArray(used.astype("int64"), ~is_done),
            "working_days_gone": self._working_days(self.today),
        }

    def _working_days(self, before: Array | np.datetime64) -> Array:
        """Return the working days after the day of receipt and before another; 0 where there is none between."""
        return np.maximum(np.busday_count(self.received + _ONE_DAY, before, busdaycal=self.working), 0)

    def clear(self, start: Days, done: Days) -> dict[str, Any]:
        due = start + np.timedelta64(self.rules.clear_days, "D")
        return self._clock(ClockName.CLEAR, due, done, done <= due)

    def close(self, extended: Days, done: Days) -> dict[str, Any]:
        usual = self.received + np.timedelta64(self.rules.close_days, "D")
        due = np.fmax(usual, extended)
        columns = self._clock(ClockName.CLOSE, due, done, done <= due)
        return columns | {"is_extended": due > usual}

    def urgent(self, extended: Days, done: Days, is_urgent: Array) -> dict[str, Any]:
        due = np.fmax(self.received + np.timedelta64(self.rules.urgent_days, "D"), extended)
        due, done = np.where(is_urgent, due, _NAT), np.where(is_urgent, done, _NAT)
        return self._clock(ClockName.URGENT, due, done, done <= due, is_urgent)

    def _clock(
        self, name: ClockName, due: Days, done: Days, in_time: Array, applies: Array | None = None
    ) -> dict[str, Any]:
        is_done = ~np.isnat(done)
        left = due - np.where(is_done, done, self.today)
        days_left = np.where(np.isnat(left), 0, left.astype("int64"))
        state = np.select(
            [is_done & in_time, is_done, days_left < 0, days_left <= self.rules.soon_days],
            [
                _STATES.index(s)
                for s in (ClockState.DONE, ClockState.DONE_LATE, ClockState.OVERDUE, ClockState.DUE_SOON)
            ],
            _STATES.index(ClockState.RUNNING),
        )
        missing = np.zeros(len(due), dtype=bool) if applies is None else ~applies
        state[missing] = _STATES.index(ClockState.NOT_APPLICABLE)
        has_due = ~np.isnat(due)
        on_working_day = np.is_busday(np.where(has_due, due, self.received), busdaycal=self.working)
        return {
            f"{name}_due_on": due,
            f"{name}_done_on": done,
            f"{name}_days_left": pd.arrays.IntegerArray(days_left, missing),
            f"{name}_state": _codes(state, ClockState, ordered=False),
            f"{name}_due_is_day_off": has_due & ~on_working_day & ~missing,
        }


def _is_urgent(reactions: "pd.Index[Any]", concerns: pd.DataFrame | None) -> Array:
    """Return for each reaction whether one of its concerns is a petition or a submission."""
    found = np.zeros(len(reactions), dtype=bool)
    if concerns is not None:
        urgent = concerns.loc[concerns["kind"].isin(list(URGENT_KINDS)), "reaction_id"]
        places = reactions.get_indexer(pd.Index(urgent))
        found[places[places >= 0]] = True
    return found


def _consents(rows: pd.DataFrame, today: np.datetime64) -> dict[str, Array]:
    """Return how the consent stood on the day; an answer without a day of its own has been given."""
    is_answered = rows["consent"].isin(list(_ANSWERS)).to_numpy(dtype=bool) & ~(_days_of(rows["consent_on"]) > today)
    asked_on = _days_of(rows["consent_asked_on"])
    is_noted = (rows["consent"] == "asked").to_numpy(dtype=bool) & ~(asked_on > today)
    return {
        "is_consent_asked": is_answered | is_noted | (asked_on <= today),
        "is_consent_given": is_answered & (rows["consent"] == "given").to_numpy(dtype=bool),
        "is_consent_missing": ~is_answered,
    }


def _days_of(column: "pd.Series[Any]") -> Days:
    return column.to_numpy(dtype="datetime64[D]")


def _happened(days: Days, today: np.datetime64) -> Days:
    return np.where(days <= today, days, _NAT)


def _whole(span: Array) -> Any:
    missing = np.isnat(span)
    return pd.arrays.IntegerArray(np.where(missing, 0, span.astype("int64")), missing)


def _working_calendar(received: Days, extended: Days, day: date, land: str) -> np.busdaycalendar:
    """Return the working days of all years in which a clock may start, be stopped or end."""
    years = calendar.years_of(received)
    first = max(years[0], calendar.FIRST_YEAR) if years else day.year
    return calendar.working_calendar([*range(first, day.year + 2), *calendar.years_of(extended)], land)


def _codes(places: Array, codes: Iterable[str], *, ordered: bool = True) -> Codes:
    return pd.Categorical.from_codes(
        places.astype("int8"), categories=pd.Index([str(c) for c in codes]), ordered=ordered
    )


def _steps(is_acknowledged: Array, is_assigned: Array, is_cleared: Array, is_closed: Array) -> Codes:
    reached = np.select([is_closed, is_cleared, is_assigned, is_acknowledged], [4, 3, 2, 1], 0)
    return _codes(reached, Step)


def _age_bands(age_days: Array, is_closed: Array) -> Codes:
    codes = np.where(is_closed, -1, np.searchsorted(np.array(AGE_LIMITS), age_days, side="left"))
    return _codes(codes, AgeBand)


def _urgencies(states: list[Codes], is_closed: Array) -> Codes:
    found = [np.any([state.codes == _STATES.index(level) for state in states], axis=0) for level in URGENCIES[:-1]]
    codes = np.where(is_closed, -1, np.select(found, list(range(len(found))), len(found)))
    return _codes(codes, URGENCIES)
