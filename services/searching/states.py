"""The state of a reaction as the register filters it, and as its grid says it in a word."""

from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from schema.words import Words
from services import deadlines
from services.deadlines import ClockName, ClockState
from services.figures.facts import URGENCIES, facts_of
from services.register.snapshot import Snapshot
from services.searching.work import last_working_day, work_of
from services.settings import periods_of

Array = np.ndarray[Any, Any]

URGENT_KINDS = deadlines.URGENT_KINDS
AREA_LEAD_STEP, MANAGEMENT_STEP, HIGHEST_STEP = 3, 5, 6  # OA 10/2018, Anlage Eskalationsstufenkonzept
ESCALATING_CLOCKS = (ClockName.URGENT, ClockName.CLEAR, ClockName.CLOSE)


class State(StrEnum):
    """What the register can be narrowed to; the states overlap."""

    OPEN = "open"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    URGENT = "urgent"
    UNACKNOWLEDGED = "unacknowledged"
    UNASSIGNED = "unassigned"
    NEWLY_ASSIGNED = "newly_assigned"
    TO_CLEAR = "to_clear"
    STATEMENT_OPEN = "statement_open"
    TO_TALK_OVER = "to_talk_over"
    TO_SIGN = "to_sign"
    TO_CLOSE = "to_close"
    CONSENT_OPEN = "consent_open"
    CONSENT_UNPROVEN = "consent_unproven"
    TO_ESCALATE = "to_escalate"
    ESCALATED = "escalated"
    BEFORE_MANAGEMENT = "before_management"
    EXTENSION_ENDING = "extension_ending"
    PRIVACY_OPEN = "privacy_open"
    PRIVACY_INVOLVED = "privacy_involved"
    NEWS = "news"
    CLOSED = "closed"


STATE_WORDS: dict[State, Words] = {
    State.OPEN: Words("offen", "open"),
    State.OVERDUE: Words("überfällig", "overdue"),
    State.DUE_SOON: Words("bald fällig", "due soon"),
    State.URGENT: Words("Petitionen, Eingaben", "petitions, submissions"),
    State.UNACKNOWLEDGED: Words("nicht bestätigt", "not acknowledged"),
    State.UNASSIGNED: Words("zu verfügen", "to be assigned"),
    State.NEWLY_ASSIGNED: Words("neu verfügt", "newly assigned"),
    State.TO_CLEAR: Words("zu klären", "to be cleared"),
    State.STATEMENT_OPEN: Words("Stellungnahme offen", "statement open"),
    State.TO_TALK_OVER: Words("Lob auszuwerten", "praise to be talked over"),
    State.TO_SIGN: Words("zu zeichnen", "to be signed"),
    State.TO_CLOSE: Words("abzuschließen", "to be closed"),
    State.CONSENT_OPEN: Words("Einverständnis offen", "consent open"),
    State.CONSENT_UNPROVEN: Words("Einverständnis ohne Nachweis", "consent without proof"),
    State.TO_ESCALATE: Words("Eskalation vorgeschlagen", "escalation proposed"),
    State.ESCALATED: Words("eskaliert ab Stufe 3", "escalated to step 3 or higher"),
    State.BEFORE_MANAGEMENT: Words("eskaliert ab Stufe 5", "escalated to step 5 or higher"),
    State.EXTENSION_ENDING: Words("Verlängerung läuft aus", "extension ending"),
    State.PRIVACY_OPEN: Words("Datenschutz nicht einbezogen", "data protection not involved"),
    State.PRIVACY_INVOLVED: Words("Datenschutz einbezogen in diesem Monat", "data protection involved this month"),
    State.NEWS: Words("Neues seit dem letzten Arbeitstag", "news since the last working day"),
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
    places = facts["place"].to_numpy()
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
            keep = is_open & _waits_for_word(facts)
        case State.EXTENSION_ENDING:
            is_ending = facts["close_state"].isin([str(ClockState.DUE_SOON), str(ClockState.OVERDUE)])
            keep = is_open & (facts["is_extended"] & is_ending).to_numpy(dtype=bool)
        case State.PRIVACY_INVOLVED:
            keep = _is_this_month(snapshot.frames["reactions"]["privacy_officer_on"], today)[places]
        case State.NEWS:
            keep = work_of(snapshot, today).has_news[places]
        case _:
            keep = is_open & _waits_for(snapshot, today, state)
    found[places[keep]] = True
    return found


def _waits_for(snapshot: Snapshot, today: date, state: State) -> Array:
    """Return of the day's facts, open or not, what waits for the step or the word that a state is named after."""
    facts, work = day_facts(snapshot, today), work_of(snapshot, today)
    places = facts["place"].to_numpy()
    is_cleared = facts["is_cleared"].to_numpy(dtype=bool)
    is_to_be_cleared = work.needs_clearing[places] & ~is_cleared
    is_unsigned = (work.is_written & ~work.is_signed)[places]
    is_disciplinary, escalation = work.is_disciplinary[places], work.escalation[places]
    is_stated = (work.has_statement & work.has_privacy_officer)[places]
    waits: Array
    match state:
        case State.UNASSIGNED:
            has_unit = facts["unit"].notna().to_numpy(dtype=bool)
            is_assigned = work.has_disposition[places] & has_unit
            waits = work.needs_assigning[places] & ~is_assigned & ~is_cleared & ~_waits_for_word(facts)
        case State.NEWLY_ASSIGNED:
            since = np.datetime64(last_working_day(snapshot, today), "D")
            waits = ~is_cleared & (facts["disposition_on"].to_numpy(dtype="datetime64[D]") >= since)
        case State.TO_CLEAR:
            waits = is_to_be_cleared & (_is_taken(facts) | ~work.needs_team[places]) & ~is_disciplinary
        case State.STATEMENT_OPEN:
            waits = is_disciplinary & ~(is_stated & is_cleared)
        case State.TO_TALK_OVER:
            waits = ~work.is_talked_over[places]
        case State.TO_SIGN:
            waits = is_unsigned & is_cleared
        case State.TO_CLOSE:
            is_told = is_cleared | ~_waits_for_word(facts)
            is_settled = is_told & ~is_to_be_cleared & ~is_unsigned & (is_stated | ~is_disciplinary)
            waits = is_settled & work.is_talked_over[places]
        case State.CONSENT_OPEN:
            waits = work.is_consent_open[places]
        case State.CONSENT_UNPROVEN:
            waits = work.is_consent_unproven[places]
        case State.TO_ESCALATE:
            waits = (escalation < HIGHEST_STEP) & _ran_out_since(facts, work.escalated_on[places])
        case State.ESCALATED:
            waits = escalation >= AREA_LEAD_STEP
        case State.BEFORE_MANAGEMENT:
            waits = escalation >= MANAGEMENT_STEP
        case State.PRIVACY_OPEN:
            waits = is_disciplinary & ~work.has_privacy_officer[places]
        case _:
            raise ValueError(state)
    return waits


def _waits_for_word(facts: pd.DataFrame) -> Array:
    """Return whether somebody is to be written to and was not."""
    has_clock = facts["has_acknowledge_clock"].to_numpy(dtype=bool)
    waits: Array = has_clock & ~facts["is_acknowledged"].to_numpy(dtype=bool)
    return waits


def _ran_out_since(facts: pd.DataFrame, escalated_on: Array) -> Array:
    """Return whether a clock of the matter ran out, and the case was not moved up the ladder after that."""
    found = np.zeros(len(facts), dtype=bool)
    for clock in ESCALATING_CLOCKS:
        is_over = (facts[f"{clock}_state"] == str(ClockState.OVERDUE)).to_numpy(dtype=bool)
        found |= is_over & ~(escalated_on > facts[f"{clock}_due_on"].to_numpy(dtype="datetime64[D]"))
    return found


def _is_this_month(column: "pd.Series[Any]", today: date) -> Array:
    days = column.to_numpy(dtype="datetime64[D]")
    is_so: Array = (days >= np.datetime64(today.replace(day=1), "D")) & (days <= np.datetime64(today, "D"))
    return is_so


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
