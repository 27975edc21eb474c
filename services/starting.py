"""The start of a register: empty, with made-up cases to try out, or with a file of former years."""

from datetime import date

from services import access, keys
from services.access import Action, Actor
from services.register.base import ChangeSet, Register, RowChange
from services.register.snapshot import Snapshot

STARTED_ON = "started_on"


def is_started(snapshot: Snapshot) -> bool:
    """Return whether the register holds anything but people and the notes on its key: both come before the start."""
    known = snapshot.frames["settings"].index
    if not known.isin(list(keys.NOTES)).all():
        return True
    return any(not frame.empty for table, frame in snapshot.frames.items() if table not in ("users", "settings"))


def start_empty(register: Register, actor: Actor, *, today: date, operation_id: str) -> Snapshot:
    """Begin with an empty register.

    Raises:
        AccessDenied: the actor may not set the register up.
    """
    access.require(actor, Action.SET_UP)
    snapshot = register.snapshot()
    if is_started(snapshot):
        return snapshot
    started = RowChange("settings", operation_id, {"key": STARTED_ON, "value": today.isoformat()})
    return register.commit(ChangeSet.of([started], actor=actor.id, operation_id=operation_id))
