"""Which due dates fall on a day on which nobody works: shown beforehand, never added to the deadline."""

from typing import Any

import numpy as np

from services.calendar import find_day_off
from services.register.snapshot import Snapshot
from services.settings import periods_of

Array = np.ndarray[Any, Any]


def days_off(snapshot: Snapshot, days: Array, language: str = "de") -> list[str]:
    """Return for each day the name of its holiday in the office's Land, Saturday or Sunday; "" for a working day."""
    land = periods_of(snapshot).land
    known, places = np.unique(days, return_inverse=True)
    names = []
    for day in known.astype("datetime64[D]").tolist():
        off = None if day is None else find_day_off(day, land, language)
        names.append(off.name if off else "")
    return [names[place] for place in places.tolist()]
