"""The parts of an agenda with their counts and most pressing cases, looked up for whole columns at once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from services import calendar, handovers
from services.agenda.parts import PART_RULES, Order, Part, PartRule, Scope
from services.agenda.plan import Task
from services.agenda.remarks import Looked, Remark
from services.calendar import DayOff
from services.deadlines import ClockName, ClockState
from services.figures.facts import NONE, URGENCIES
from services.figures.filters import has_code
from services.register.snapshot import Snapshot
from services.searching.concerns import belonging
from services.searching.states import URGENT_KINDS, day_facts, is_in_state
from services.settings import periods_of

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One case of a part: the clock that presses most, where one runs, how it stands, and what is said of the case."""

    number: str
    subject: str
    unit: str | None
    kind: str | None
    clock: ClockName | None
    state: ClockState
    days_left: int
    due_on: date | None
    day_off: DayOff | None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """How many cases of a part have one code in the field it is counted by."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an agenda: how many cases, how many of them stand in other parts only, and the most pressing."""

    task: Task
    count: int
    elsewhere: int = 0
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def part(self) -> Part:
        """The part."""
        return self.task.part


def list_sections(snapshot: Snapshot, today: date, plan: tuple[Task, ...], language: str) -> tuple[Section, ...]:
    """Return the parts of a plan in their order; those without a case are left out."""
    rows = {task: _rows(snapshot, today, task) for task in plan}
    is_elsewhere = np.zeros(len(day_facts(snapshot, today)), dtype=bool)
    for task in plan:
        if not (task.is_rest or PART_RULES[task.part].groups):
            is_elsewhere[rows[task]] = True
    sections = []
    for task in plan:
        rule, own = PART_RULES[task.part], rows[task]
        if rule.state is None:
            sections += _errand(snapshot, today, task)
        elif rule.groups and len(own):
            sections.append(Section(task, len(own), groups=_groups(day_facts(snapshot, today), rule.groups, own)))
        elif len(own):
            listed = own[~is_elsewhere[own]] if task.is_rest else own
            is_elsewhere[own] = True
            items = _items(snapshot, today, rule, listed, language)
            sections.append(Section(task, len(own), len(own) - len(listed), items))
    return tuple(sections)


def _rows(snapshot: Snapshot, today: date, task: Task) -> Array:
    """Return the rows of a part in the facts of the day."""
    state, facts = PART_RULES[task.part].state, day_facts(snapshot, today)
    if state is None:
        return np.zeros(0, dtype="int64")
    is_meant = is_in_state(snapshot, today, state)[facts["place"].to_numpy()]
    return np.flatnonzero(is_meant & _is_within(facts, task.scope))


def _errand(snapshot: Snapshot, today: date, task: Task) -> list[Section]:
    """Return what waits on a page of its own."""
    if task.part is not Part.HANDOVER_TEXTS:
        return [Section(task, 0)]
    count = handovers.count_due(snapshot, today)
    return [Section(task, count)] if count else []


def _is_within(facts: Any, scope: Scope) -> Array:
    is_within = np.ones(len(facts), dtype=bool)
    if scope.is_ombuds is not None:
        is_within &= facts["is_ombuds"].to_numpy(dtype=bool) == scope.is_ombuds
    if scope.units is not None:
        is_within &= has_code(facts["unit"], scope.units)
    return is_within


def _groups(facts: Any, name: str, rows: Array) -> tuple[Group, ...]:
    """Return the codes with their counts, the most frequent first; what is not given comes last."""
    column = facts[name].array.take(rows)
    counts = np.bincount(np.asarray(column.codes) + 1, minlength=len(column.categories) + 1)
    found = [Group(str(code), int(count)) for code, count in zip(column.categories, counts[1:], strict=True) if count]
    found.sort(key=lambda group: (-group.count, group.code))
    return (*found, *([Group(NONE, int(counts[0]))] if counts[0] else []))


def _items(snapshot: Snapshot, today: date, rule: PartRule, rows: Array, language: str) -> tuple[Item, ...]:
    if not len(rows):
        return ()
    facts = day_facts(snapshot, today)
    clocks = [rule.clock] if rule.clock else list(ClockName)
    left = np.column_stack([_days_left(facts, clock, rows) for clock in clocks])
    pressing, least = left.argmin(axis=1), left.min(axis=1)
    received = facts["received_on"].to_numpy(dtype="datetime64[D]")[rows].astype("int64")
    keys = {Order.PRESSING: (received, least), Order.OLDEST: (received,), Order.NEWEST: (-received,)}
    first = np.lexsort(keys[rule.order])[: rule.shown]
    return tuple(
        _item(Looked(snapshot, today, language, int(rows[at])), rule, _running(clocks[pressing[at]], least[at]))
        for at in first
    )


def _running(clock: ClockName, days_left: float) -> ClockName | None:
    return clock if np.isfinite(days_left) else None


def _days_left(facts: Any, clock: ClockName, rows: Array) -> Array:
    """Return the days left of a clock that runs; far ahead where it does not."""
    state = facts[f"{clock}_state"].array.take(rows)
    left = facts[f"{clock}_days_left"].array.take(rows).to_numpy(dtype="float64", na_value=np.inf)
    return np.where(np.isin(np.asarray(state), [str(urgency) for urgency in URGENCIES]), left, np.inf)


def _item(case: Looked, rule: PartRule, clock: ClockName | None) -> Item:
    due = case.fact(f"{clock}_due_on") if clock else None
    kinds = [kind for kind in _kinds(case.snapshot, case.place) if isinstance(kind, str)]
    urgent = [kind for kind in kinds if kind in URGENT_KINDS]
    return Item(
        number=case.fact("number"),
        subject=case.cell("subject") or "",
        unit=case.fact("unit"),
        kind=next(iter(urgent or kinds), None),
        clock=clock,
        state=ClockState(case.fact(f"{clock}_state")) if clock else _stopped(case),
        days_left=case.fact(f"{clock}_days_left") if clock else 0,
        due_on=due,
        day_off=calendar.find_day_off(due, periods_of(case.snapshot).land, case.language) if due else None,
        remarks=tuple(remark for says in rule.says for remark in says(case)),
    )


def _stopped(case: Looked) -> ClockState:
    """Return how the clock for closing ended, where none runs any more."""
    return ClockState(case.fact(f"{ClockName.CLOSE}_state"))


def _kinds(snapshot: Snapshot, place: int) -> list[object]:
    concerns = belonging(snapshot)
    rows = concerns.rows[concerns.starts[place] : concerns.starts[place] + concerns.counts[place]]
    return list(snapshot.frames["concerns"]["kind"].array.take(rows))
