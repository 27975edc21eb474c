import threading
import time
from collections import deque
from enum import StrEnum

MINUTE_SECONDS = 60.0


class RequestKind(StrEnum):
    """Which of Google's quotas a request counts towards."""

    READ = "read"
    WRITE = "write"
    TOKEN = "token"  # signing in; it has no quota


class RequestCounts:
    """What one client asked of Google since it began; safe to use from several threads.

    Bytes are those of bodies and addresses, before they are compressed. `seconds` is the time spent waiting for
    answers, `slowest_seconds` the longest of them, `retries` the requests that were sent once more, `refused_for_quota`
    the answers 429.
    """

    def __init__(self) -> None:
        self.reads = 0
        self.writes = 0
        self.tokens = 0
        self.retries = 0
        self.refused_for_quota = 0
        self.bytes_sent = 0
        self.bytes_received = 0
        self.seconds = 0.0
        self.slowest_seconds = 0.0
        self._recent: dict[RequestKind, deque[float]] = {kind: deque() for kind in RequestKind}
        self._lock = threading.Lock()

    def sent(self, kind: RequestKind, size: int) -> None:
        """Count a request that is about to be sent."""
        with self._lock:
            self._recent[kind].append(time.monotonic())
            self._forget_old()
            self.bytes_sent += size
            if kind is RequestKind.READ:
                self.reads += 1
            elif kind is RequestKind.WRITE:
                self.writes += 1
            else:
                self.tokens += 1

    def answered(self, status: int, size: int, seconds: float) -> None:
        """Count an answer; status 0 where none came."""
        with self._lock:
            self.bytes_received += size
            self.seconds += seconds
            self.slowest_seconds = max(self.slowest_seconds, seconds)
            self.refused_for_quota += status == 429

    def repeated(self) -> None:
        """Count that a request is sent once more."""
        with self._lock:
            self.retries += 1

    def last_minute(self) -> tuple[int, int]:
        """Return the reads and the writes sent within the last 60 seconds."""
        with self._lock:
            self._forget_old()
            return len(self._recent[RequestKind.READ]), len(self._recent[RequestKind.WRITE])

    def as_dict(self) -> dict[str, float]:
        """Return all counts of one moment by their names."""
        names = "reads writes tokens retries refused_for_quota bytes_sent bytes_received seconds slowest_seconds"
        with self._lock:
            return {name: getattr(self, name) for name in names.split()}

    def _forget_old(self) -> None:
        oldest = time.monotonic() - MINUTE_SECONDS
        for moments in self._recent.values():
            while moments and moments[0] <= oldest:
                moments.popleft()
