"""Which portals work on one sheet: Google's limits belong to the account, so they have to share.

Each portal writes every few minutes that it is there, in a row of its own of a hidden tab, and reads with its other
looks how many others are. A row that nobody has renewed for a day is taken over by the next newcomer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.register.base import new_id
from services.register.sheet.codec import Raw, cell_data, row_data, stamp_of_time
from services.register.sheet.layout import FIRST_ROW, PORTALS
from services.register.sheet.state import State

RENEWED_AFTER = timedelta(minutes=5)
GONE_AFTER = timedelta(minutes=12)
FREE_AFTER = timedelta(days=1)
NAMES = ("portal", "seen_at")


class Portals:
    """The portals of a sheet, as one of them sees them."""

    def __init__(self) -> None:
        self._own = new_id()
        self._renewed_at: datetime | None = None
        self._rows: Sequence[Sequence[Raw]] = ()
        self.count = 1

    def range_of(self, state: State) -> str:
        """Return the range that names the portals."""
        return state.views[PORTALS].rows_range(NAMES, FIRST_ROW)

    def take(self, state: State, rows: Sequence[Sequence[Raw]], now: datetime) -> None:
        """Learn who is there."""
        view = state.views[PORTALS]
        self._rows = [view.picked(NAMES, row) for row in rows]
        others = [
            portal
            for portal, seen_at in self._rows
            if portal not in ("", self._own) and now - _moment(seen_at) < GONE_AFTER
        ]
        self.count = 1 + len(set(others))

    def renewal(self, state: State, now: datetime) -> list[dict[str, Any]]:
        """Return the requests that say that this portal is there; none while it said so a short time ago."""
        if self._renewed_at is not None and now - self._renewed_at < RENEWED_AFTER:
            return []
        self._renewed_at = now
        view = state.views[PORTALS]
        cells = {"portal": self._own, "seen_at": stamp_of_time(now)}
        row = self._own_row(now)
        if row is None:
            rows = [row_data(view.by_place(cells))]
            return [{"appendCells": {"sheetId": view.tab.sheet_id, "rows": rows, "fields": "userEnteredValue"}}]
        return [
            {
                "updateCells": {
                    "start": {"sheetId": view.tab.sheet_id, "rowIndex": row - 1, "columnIndex": place},
                    "rows": [{"values": [cell_data(raw)]}],
                    "fields": "userEnteredValue",
                }
            }
            for place, raw in view.by_place(cells).items()
        ]

    def forget_renewal(self) -> None:
        """Say it again at the next look: it could not be said."""
        self._renewed_at = None

    def _own_row(self, now: datetime) -> int | None:
        free: int | None = None
        for number, (portal, seen_at) in enumerate(self._rows, FIRST_ROW):
            if portal == self._own:
                return number
            if free is None and now - _moment(seen_at) > FREE_AFTER:
                free = number
        return free


def _moment(raw: Raw) -> datetime:
    try:
        return datetime.fromisoformat(str(raw))
    except ValueError:  # nothing there, or somebody typed in it
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")
