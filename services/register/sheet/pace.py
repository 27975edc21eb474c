"""How often a portal looks at the sheet: 60 reads a minute belong to the account, whoever of its portals asks.

While nobody has asked for a page for some minutes a portal looks less often, and catches up when somebody does. The
look at all rows, for what people typed in the sheet, comes less often the more rows there are.
"""

import random
import time

READS_A_MINUTE = 60
SHARE_FOR_WATCHING = 2 / 3  # the rest is for saves, which look twice
SLOWEST_SECONDS = 120.0
DOZES_AFTER_SECONDS = 300.0
DOZING_FACTOR = 3.0
ROWS_A_LOOK = 8_000  # rows of all tables for which every look may be one at all rows
MOST_LOOKS_APART = 4


class Pace:
    """When to look next; `base_seconds` while one portal has the account to itself."""

    def __init__(self, base_seconds: float) -> None:
        self._base_seconds = base_seconds
        self._slowed = 1.0
        self._asked_at = time.monotonic()
        self._turn = 0

    def asked(self) -> None:
        """Note that somebody wants to see the register."""
        self._asked_at = time.monotonic()

    @property
    def is_dozing(self) -> bool:
        """Whether nobody has looked for a while."""
        return time.monotonic() - self._asked_at > max(DOZES_AFTER_SECONDS, self._base_seconds)

    def seconds(self, portals: int) -> float:
        """Return how long to wait, a little different each time so that portals do not look in step."""
        shared = 60 * portals / (READS_A_MINUTE * SHARE_FOR_WATCHING) if self._base_seconds >= 1 else 0.0
        wanted = max(self._base_seconds, shared) * self._slowed * (DOZING_FACTOR if self.is_dozing else 1.0)
        return min(wanted, max(SLOWEST_SECONDS, shared, self._base_seconds)) * random.uniform(1.0, 1.1)

    def is_whole_due(self, rows: int) -> bool:
        """Return whether the look that comes now is one at all rows."""
        apart = min(MOST_LOOKS_APART, 1 + rows // ROWS_A_LOOK)
        self._turn += 1
        return (self._turn - 1) % apart == 0

    def succeeded(self) -> None:
        """Note that a look was answered."""
        self._slowed = max(1.0, self._slowed / 2)

    def was_refused(self) -> None:
        """Note that Google had too many questions: ask less often."""
        self._slowed = min(8.0, self._slowed * 2)
