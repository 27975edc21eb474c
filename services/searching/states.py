"""The state of a reaction as the register filters it, and as its grid says it in a word."""

from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from schema.words import Words
from services import deadlines
from services.deadlines import ClockName, Step
from services.figures.facts import URGENCIES, facts_of
from services.register.snapshot import Snapshot
from services.settings import periods_of

Array = np.ndarray[Any, Any]

URGENT_KINDS = deadlines.URGENT_KINDS


class State(StrEnum):
    """What the register can be narrowed to; the states overlap."""

    OPEN = "open"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    URGENT = "urgent"
    UNACKNOWLEDGED = "unacknowledged"
    UNASSIGNED = "unassigned"
    TO_CLEAR = "to_clear"
    TO_CLOSE = "to_close"
    CLOSED = "closed"


STATE_WORDS: dict[State, Words] = {
    State.OPEN: Words("offen", "open"),
    State.OVERDUE: Words("überfällig", "overdue"),
    State.DUE_SOON: Words("bald fällig", "due soon"),
    State.URGENT: Words("Petitionen, Eingaben", "petitions, submissions"),
    State.UNACKNOWLEDGED: Words("nicht bestätigt", "not acknowledged"),
    State.UNASSIGNED: Words("ohne Team", "without a team"),
    State.TO_CLEAR: Words("zu klären", "to be cleared"),
    State.TO_CLOSE: Words("abzuschließen", "to be closed"),
    State.CLOSED: Words("abgeschlossen", "closed"),
}
GRID_WORDS = (
    STATE_WORDS[State.OVERDUE],
    STATE_WORDS[State.DUE_SOON],
    Words("in der Frist", "in time"),
    STATE_WORDS[State.CLOSED],
)  # in the order of URGENCIES, then closed


def day_facts(snapshot: Snapshot, today: date) -> pd.DataFrame:
    """Return the facts of the day, with `place`, the place of the reaction's row in its table; worked out once."""
    return snapshot.derived(_day_facts, today)


def _day_facts(snapshot: Snapshot, today: date) -> pd.DataFrame:
    reactions = snapshot.frames["reactions"]
    facts = facts_of(reactions, today, periods_of(snapshot), concerns=snapshot.frames["concerns"])
    is_here = reactions["received_on"].to_numpy(dtype="datetime64[D]") <= np.datetime64(today, "D")
    due = np.full(len(facts), np.datetime64("NaT", "D"))
    for clock in ClockName:
        is_running = facts[f"{clock}_state"].isin([str(state) for state in URGENCIES]).to_numpy(dtype=bool)
        due = np.fmin(due, np.where(is_running, facts[f"{clock}_due_on"].to_numpy(dtype="datetime64[D]"), due))
    due[facts["is_closed"].to_numpy(dtype=bool)] = np.datetime64("NaT", "D")
    return facts.assign(next_due_on=due, place=np.flatnonzero(is_here))


def is_in_state(snapshot: Snapshot, today: date, state: State) -> Array:
    """Return for each reaction of the table whether it is in that state."""
    return snapshot.derived(_is_in_state, today, state)


def _is_in_state(snapshot: Snapshot, today: date, state: State) -> Array:
    facts = day_facts(snapshot, today)
    is_open = ~facts["is_closed"].to_numpy(dtype=bool)
    found = np.zeros(len(snapshot.frames["reactions"]), dtype=bool)
    match state:
        case State.OPEN:
            keep = is_open
        case State.CLOSED:
            keep = ~is_open
        case State.OVERDUE | State.DUE_SOON:
            keep = (facts["urgency"] == state.value).to_numpy(dtype=bool)
        case State.URGENT:
            keep = is_open & facts["is_urgent"].to_numpy(dtype=bool)
        case State.UNACKNOWLEDGED:
            has_clock = facts["has_acknowledge_clock"].to_numpy(dtype=bool)
            keep = is_open & has_clock & ~facts["is_acknowledged"].to_numpy(dtype=bool)
        case State.UNASSIGNED:
            keep = ~_is_taken(facts) & ~facts["is_cleared"].to_numpy(dtype=bool)
        case State.TO_CLEAR:
            keep = _is_taken(facts) & ~facts["is_cleared"].to_numpy(dtype=bool)
        case State.TO_CLOSE:
            keep = (facts["step"] == Step.CLEARED.value).to_numpy(dtype=bool)
    found[facts["place"].to_numpy()[keep]] = True
    return found


def _is_taken(facts: pd.DataFrame) -> Array:
    """Return whether somebody is to clear the case: a team, or the ombuds office, which clears what reached it."""
    is_taken: Array = facts["unit"].notna().to_numpy(dtype=bool) | facts["is_ombuds"].to_numpy(dtype=bool)
    return is_taken


def grid_codes(snapshot: Snapshot, today: date) -> Array:
    """Return for each reaction of the table the place of its word in GRID_WORDS; -1 where it has not come in yet."""
    return snapshot.derived(_grid_codes, today)


def _grid_codes(snapshot: Snapshot, today: date) -> Array:
    facts = day_facts(snapshot, today)
    codes = np.full(len(snapshot.frames["reactions"]), -1, dtype="int8")
    codes[facts["place"].to_numpy()] = np.where(facts["is_closed"], len(URGENCIES), facts["urgency"].cat.codes)
    return codes


def next_due(snapshot: Snapshot, today: date) -> Array:
    """Return for each reaction of the table the next due date of its running clocks."""
    facts = day_facts(snapshot, today)
    days = np.full(len(snapshot.frames["reactions"]), np.datetime64("NaT", "D"))
    days[facts["place"].to_numpy()] = facts["next_due_on"].to_numpy(dtype="datetime64[D]")
    return days
