"""What was put right on the day it was made: counted without a name, never recorded as a reaction.

"Kann der Beschwerde am gleichen Tag abgeholfen werden, erfolgt keine Erfassung in KRM. Die Anliegensklärung wird
nachvollziehbar in VerBIS dokumentiert." (OA 10/2018, Anlage Eskalationsstufenkonzept)
"""

from datetime import date

import pandas as pd

from schema.rules import normalised, record_problems
from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import editable, refuse
from services.errors import InputRejected
from services.register.base import ChangeSet, Register, RowChange, Values
from services.register.snapshot import Row, Snapshot

TABLE = "same_day"


def count_same_day(register: Register, actor: Actor, values: Values, *, today: date, operation_id: str) -> Row:
    """Count a complaint that was put right on the day it was made (OA 10/2018, Anlage Eskalationsstufenkonzept).

    Day, channel, area and theme are all that is kept. The same operation twice counts once.

    Raises:
        AccessDenied: the actor may not record reactions.
        InputRejected: something is missing or wrong, or the day lies ahead.
    """
    access.require(actor, Action.RECORD_REACTION)
    row = {name: None for name in TABLES[TABLE].names} | editable(actor, TABLE, values)
    snapshot = register.snapshot()
    if snapshot.find_row(TABLE, operation_id) is None:
        refuse(record_problems(TABLE, row, today=today, is_known=snapshot.lists.is_known))
        change = RowChange(TABLE, operation_id, normalised(TABLE, row))
        snapshot = register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
    return snapshot.row(TABLE, operation_id)


def find_last_own(snapshot: Snapshot, actor: Actor, today: date) -> Row | None:
    """Return what the actor counted last for this month, or None."""
    frame = _of_month(snapshot, today)
    own = frame.index[(frame["changed_by"] == actor.id).to_numpy(dtype=bool)]
    return snapshot.row(TABLE, max(own)) if len(own) else None  # ids sort by the time they were made


def undo_same_day(register: Register, actor: Actor, seen: Row, *, today: date, operation_id: str) -> None:
    """Take back what the actor counted last; it stays in the journal.

    Raises:
        AccessDenied: the actor may not record reactions.
        InputRejected: it is not the actor's last one of this month.
        StaleRecord: it was changed meanwhile.
    """
    access.require(actor, Action.RECORD_REACTION)
    snapshot = register.snapshot()
    if snapshot.find_row(TABLE, seen["id"]) is None:
        return  # a second click
    last = find_last_own(snapshot, actor, today)
    if last is None or last["id"] != seen["id"]:
        raise InputRejected(N_("Only what you counted last can be taken back, and in the same month."))
    change = RowChange(TABLE, seen["id"], {}, seen=seen, removed=True)
    register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))


def month_by_area(snapshot: Snapshot, today: date) -> tuple[tuple[str | None, int], ...]:
    """Return how many were put right at once this month, by area, most first; None is no area."""
    areas = _of_month(snapshot, today)["area"]
    counts = areas.astype(object).where(areas.notna(), None).value_counts(dropna=False)
    found = [(None if area is None or area != area else str(area), int(count)) for area, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0] or "~")))


def _of_month(snapshot: Snapshot, today: date) -> pd.DataFrame:
    frame = snapshot.frames[TABLE]
    days = frame["day"].dt
    is_of_month: pd.Series[bool] = (days.year == today.year) & (days.month == today.month)
    return frame[is_of_month]
