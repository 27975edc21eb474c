from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """The emulator's time: the machine's, moved on by a test, or stopped."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._stopped: float | None = None

    def now(self) -> float:
        """Return seconds since 1970."""
        return self._stopped if self._stopped is not None else time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Move on, or back."""
        self._offset += seconds
        if self._stopped is not None:
            self._stopped += seconds

    def stop(self, at: float | None = None) -> None:
        """Stand still, at a given time or now."""
        self._stopped = self.now() if at is None else at

    def run(self) -> None:
        """Run on from the time that is shown."""
        if self._stopped is not None:
            self._offset = self._stopped - time.time()
            self._stopped = None

    def stamp(self) -> str:
        """Write the time as Drive does."""
        moment = datetime.fromtimestamp(self.now(), UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
