"""The escalation ladder: how far a case has gone up it, by whom and why, and when the next step is due.

OA 10/2018, Anlage Eskalationsstufenkonzept: "Kann der Sachverhalt nicht geklärt werden bzw. drückt der Kunde den
ausdrücklichen und begründeten Wunsch nach Vorsprache beim Vorgesetzten aus, erfolgt die Weiterleitung auf die nächste
Stufe."
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from schema.words import Words
from services.cases import Case
from services.deadlines import Clock, ClockName, ClockState
from services.procedure.standing import Standing
from services.register.snapshot import Row

STEPS: Final = ("1", "2", "3", "4", "5", "6")
WITH_TEAM_LEAD: Final = 2  # a disposition goes to the team lead, who stands on this step (Ablauf 2)
NOTE_KIND: Final = "escalation"
CLOCKS: Final = (ClockName.URGENT, ClockName.CLEAR, ClockName.CLOSE)

# Why a case moves up; the German words are stored as the title of its note.
RAN_OUT: Final = Words("Frist abgelaufen", "Deadline run out")
CAUSES: Final[tuple[Words, ...]] = (
    RAN_OUT,
    Words(
        "Kundin oder Kunde bittet mit Begründung um die vorgesetzte Person",
        "The customer asks for the superior, with reasons",
    ),
    Words("Sachverhalt im Team nicht zu klären", "The matter cannot be cleared in the team"),
)
# What the fields of an escalation's note are called where it is written.
NOTE_LABELS: Final[Mapping[str, Words]] = {
    "noted_on": Words("Weitergegeben am", "Moved up on"),
    "title": Words("Anlass", "Cause"),
    "person": Words("Wer den Fall jetzt hat", "Who has the case now"),
}
# What a step means beyond its name, said where it is chosen.
HINTS: Final[Mapping[str, Words]] = {
    "1": Words(
        "Das zuständige Team behandelt die Beschwerde als seine Angelegenheit.",
        "The team in charge deals with the complaint as its own matter.",
    ),
    "2": Words("Die Teamleitung klärt selbst.", "The team lead clears it in person."),
    "3": Words("Die Bereichsleitung klärt selbst.", "The area lead clears it in person."),
    "4": Words("Das Kundenreaktionsmanagement bearbeitet den Fall selbst.", "KRM deals with the case itself."),
    "5": Words(
        "Die Geschäftsführung sieht den Fall dann auf „Heute“ und kann ihn lesen. Vereinbaren Sie gegebenenfalls einen "
        "Termin.",
        "Management then sees the case on “Today” and can read it. Arrange an appointment if need be.",
    ),
    "6": Words(
        "Hier wird vermerkt, dass der Kundin oder dem Kunden angeboten wurde, die Regionaldirektion einzuschalten: "
        "wann, durch wen und mit welchem Nachweis.",
        "This notes that the customer was offered to bring in the regional directorate: when, by whom, with proof.",
    ),
}


class RungState(StrEnum):
    """How a step of the ladder stands in a case."""

    REACHED = "reached"  # left behind, with a note
    PASSED = "passed"  # left behind without a note
    CURRENT = "current"
    AHEAD = "ahead"


RUNG_WORDS: Final[Mapping[RungState, Words]] = {
    RungState.REACHED: Words("durchlaufen", "passed"),
    RungState.PASSED: Words("ohne Vermerk", "without a note"),
    RungState.CURRENT: Words("aktuell", "current"),
    RungState.AHEAD: Words("noch nicht", "not yet"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder in a case, and the last note on it."""

    step: str
    state: RungState
    note: Row | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The step to which a case should move, and the clock that ran out."""

    step: str
    cause: Words
    clock: ClockName
    due_on: date


def level_of(case: Case) -> int:
    """Return the step on which a case stands: the one noted, the team lead's at least once it was assigned."""
    standing = Standing.of(case)
    return max(standing.escalation, WITH_TEAM_LEAD if standing.has("disposition_on") else 0)


def next_step(case: Case) -> str | None:
    """Return the step above the one on which a case stands; None at the top."""
    level = level_of(case)
    return str(level + 1) if level < len(STEPS) else None


def list_rungs(case: Case, notes: Sequence[Row]) -> tuple[Rung, ...]:
    """Return the six steps with what is noted on each."""
    level = level_of(case)
    last = {str(note["step"]): note for note in _escalations(notes)}
    return tuple(Rung(step, _state(int(step), level, last.get(step)), last.get(step)) for step in STEPS)


def find_proposal(case: Case, notes: Sequence[Row], clocks: Sequence[Clock]) -> Proposal | None:
    """Return the next step where a clock ran out and the case has not moved up since; None otherwise."""
    step = next_step(case)
    if step is None or case.reaction.get("closed_on"):
        return None
    moved_on = max((note["noted_on"] for note in _escalations(notes) if note["noted_on"]), default=None)
    over = [
        (clock.due_on, clock.name)
        for clock in clocks
        if clock.name in CLOCKS
        and clock.state is ClockState.OVERDUE
        and clock.due_on is not None
        and (moved_on is None or clock.due_on >= moved_on)
    ]
    if not over:
        return None
    due_on, clock = min(over)
    return Proposal(step, RAN_OUT, clock, due_on)


def _escalations(notes: Sequence[Row]) -> list[Row]:
    return [note for note in notes if note["kind"] == NOTE_KIND]


def _state(step: int, level: int, note: Row | None) -> RungState:
    if step == level:
        return RungState.CURRENT
    if step > level:
        return RungState.AHEAD
    return RungState.REACHED if note is not None else RungState.PASSED
