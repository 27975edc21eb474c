"""What needs a person now: the open cases that wait for them, by their role.

The office and the KRM officer see everything; a team lead the own team's cases, an area lead those of the area's teams,
the ombuds office its own. Petitions and submissions stand above all else, whatever their deadline.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np

from schema.words import Words
from services import access, calendar
from services.access import Action, Actor
from services.calendar import DayOff
from services.deadlines import ClockName, ClockState
from services.figures.facts import URGENCIES
from services.register.snapshot import Snapshot
from services.searching import State
from services.searching.concerns import belonging
from services.searching.finding import YES
from services.searching.states import URGENT_KINDS, day_facts, is_in_state
from services.settings import periods_of

Array = np.ndarray[Any, Any]

SHOWN = 6
EVERYTHING = frozenset({"office", "krm_officer"})


class Part(StrEnum):
    """The parts of the agenda, in their order; each is a state of the register."""

    URGENT = State.URGENT
    OVERDUE = State.OVERDUE
    DUE_SOON = State.DUE_SOON
    TO_CLEAR = State.TO_CLEAR
    TO_CLOSE = State.TO_CLOSE
    UNACKNOWLEDGED = State.UNACKNOWLEDGED
    UNASSIGNED = State.UNASSIGNED

    @property
    def state(self) -> State:
        """The state of the register that holds the same cases."""
        return State(self.value)


PART_WORDS: dict[Part, Words] = {
    Part.URGENT: Words("Petitionen und Eingaben", "Petitions and submissions"),
    Part.OVERDUE: Words("Überfällig", "Overdue"),
    Part.DUE_SOON: Words("Bald fällig", "Due soon"),
    Part.TO_CLEAR: Words("Wartet auf Ihre Klärung", "Waiting for you to clear it"),
    Part.TO_CLOSE: Words("Geklärt, wartet auf Ihren Abschluss", "Cleared, waiting for you to close it"),
    Part.UNACKNOWLEDGED: Words("Eingang noch nicht bestätigt", "Not acknowledged yet"),
    Part.UNASSIGNED: Words("Noch ohne Team", "Without a team yet"),
}
OFFICE_PARTS = (
    Part.URGENT,
    Part.OVERDUE,
    Part.DUE_SOON,
    Part.UNACKNOWLEDGED,
    Part.UNASSIGNED,
    Part.TO_CLOSE,
)
LEAD_PARTS = (Part.URGENT, Part.OVERDUE, Part.DUE_SOON, Part.TO_CLEAR)
PARTS_OF_CLOCK = {
    Part.UNACKNOWLEDGED: ClockName.ACKNOWLEDGE,
    Part.TO_CLEAR: ClockName.CLEAR,
    Part.TO_CLOSE: ClockName.CLOSE,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose cases: those of some units, the ombuds office's, or all; and the parts that person works on."""

    parts: tuple[Part, ...]
    units: tuple[str, ...] = ()
    is_ombuds: bool = False

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The filters that narrow the register to the same cases."""
        return {"unit": self.units} if self.units else {"ombuds": (YES,)} if self.is_ombuds else {}


@dataclass(frozen=True, slots=True)
class Item:
    """One case of a part: the clock that presses most, and how it stands."""

    number: str
    subject: str
    unit: str | None
    kind: str | None
    clock: ClockName
    state: ClockState
    days_left: int
    due_on: date
    day_off: DayOff | None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the agenda: how many cases, and the most pressing of them."""

    part: Part
    count: int
    items: tuple[Item, ...]


def scope_of(actor: Actor, snapshot: Snapshot) -> Scope:
    """Return whose cases and which parts the actor works on.

    Raises:
        AccessDenied: the actor has no agenda.
    """
    access.require(actor, Action.SEE_TODAY)
    if actor.roles & EVERYTHING:
        return Scope(OFFICE_PARTS)
    if "ombudsperson" in actor.roles:
        return Scope(LEAD_PARTS, is_ombuds=True)
    if actor.unit is None:  # whoever tries the portal out belongs to no unit
        return Scope(LEAD_PARTS)
    units = [actor.unit]
    if "area_lead" in actor.roles:
        table = snapshot.frames["units"]
        units += [str(code) for code in table.loc[table["parent"] == actor.unit, "code"]]
    return Scope(LEAD_PARTS, units=tuple(units))


def list_sections(snapshot: Snapshot, today: date, scope: Scope, language: str) -> tuple[Section, ...]:
    """Return the parts of an agenda in their order; empty ones are left out."""
    facts = day_facts(snapshot, today)
    mine = np.ones(len(facts), dtype=bool)
    if scope.is_ombuds:
        mine &= facts["is_ombuds"].to_numpy(dtype=bool)
    if scope.units:
        mine &= facts["unit"].isin(list(scope.units)).to_numpy(dtype=bool)
    sections = []
    for part in scope.parts:
        keep = is_in_state(snapshot, today, part.state)[facts["place"].to_numpy()] & mine
        rows = np.flatnonzero(keep)
        if len(rows):
            sections.append(Section(part, len(rows), _items(snapshot, today, part, rows, language)))
    return tuple(sections)


def _items(snapshot: Snapshot, today: date, part: Part, rows: Array, language: str) -> tuple[Item, ...]:
    facts = day_facts(snapshot, today)
    clocks = [PARTS_OF_CLOCK[part]] if part in PARTS_OF_CLOCK else list(ClockName)
    left = np.column_stack([_days_left(facts, clock, rows) for clock in clocks])
    pressing = left.argmin(axis=1)
    least = left.min(axis=1)
    received = facts["received_on"].to_numpy(dtype="datetime64[D]")[rows]
    first = np.lexsort((received, least))[:SHOWN]
    return tuple(_item(snapshot, facts, int(rows[at]), clocks[pressing[at]], language) for at in first)


def _days_left(facts: Any, clock: ClockName, rows: Array) -> Array:
    """Return the days left of a clock that runs; far ahead where it does not."""
    state = facts[f"{clock}_state"].array.take(rows)
    left = facts[f"{clock}_days_left"].array.take(rows).to_numpy(dtype="float64", na_value=np.inf)
    return np.where(np.isin(np.asarray(state), [str(urgency) for urgency in URGENCIES]), left, np.inf)


def _item(snapshot: Snapshot, facts: Any, row: int, clock: ClockName, language: str) -> Item:
    fact = facts.iloc[row]
    due = fact[f"{clock}_due_on"].date()
    place = int(fact["place"])
    kinds = [kind for kind in _kinds(snapshot, place) if isinstance(kind, str)]
    urgent = [kind for kind in kinds if kind in URGENT_KINDS]
    return Item(
        number=str(fact["number"]),
        subject=_text(snapshot.frames["reactions"]["subject"].array[place]) or "",
        unit=_text(fact["unit"]),
        kind=next(iter(urgent or kinds), None),
        clock=clock,
        state=ClockState(fact[f"{clock}_state"]),
        days_left=int(fact[f"{clock}_days_left"]),
        due_on=due,
        day_off=calendar.find_day_off(due, periods_of(snapshot).land, language),
    )


def _kinds(snapshot: Snapshot, place: int) -> list[object]:
    concerns = belonging(snapshot)
    rows = concerns.rows[concerns.starts[place] : concerns.starts[place] + concerns.counts[place]]
    return list(snapshot.frames["concerns"]["kind"].array.take(rows))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
