"""Google's limits: 60 reads and 60 writes a minute and user, 300 each a minute and project."""

from __future__ import annotations

from collections import deque

from tests.sheets.clock import Clock
from tests.sheets.errors import ApiError, sheets_error
from tests.sheets.wire import Json
from tests.sheets.wording import say

PROJECT = "0"
METRICS = {
    "read": ("Read requests", "ReadRequestsPerMinutePerUser"),
    "write": ("Write requests", "WriteRequestsPerMinutePerUser"),
}


class Quota:
    """Counts the requests of the last minute; switched off until a test asks for it."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.is_on = False
        self.per_user = 60
        self.per_project = 300
        self._taken: dict[tuple[str, str], deque[float]] = {}

    def take(self, kind: str, user: str) -> None:
        """Count one request.

        Raises:
            ApiError: 429; the request does not count then.
        """
        if not self.is_on:
            return
        now = self.clock.now()
        for key, limit, scope in ((user, self.per_user, " per user"), ("", self.per_project, "")):
            if len(self._recent(kind, key, now)) >= limit:
                raise quota_error(kind, limit, scope)
        for key in (user, ""):
            self._recent(kind, key, now).append(now)

    def _recent(self, kind: str, key: str, now: float) -> deque[float]:
        taken = self._taken.setdefault((kind, key), deque())
        while taken and taken[0] <= now - 60:
            taken.popleft()
        return taken

    def forget(self) -> None:
        """Begin a new minute."""
        self._taken.clear()


def quota_error(kind: str, limit: int = 60, scope: str = " per user") -> ApiError:
    """Build the 429. No Retry-After: none was ever recorded."""
    metric, name = METRICS[kind]
    detail: Json = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
            "quota_limit": name if scope else name.removesuffix("PerUser"),
            "quota_limit_value": str(limit),
            "consumer": f"projects/{PROJECT}",
        },
    }
    return sheets_error(429, say("quota", metric=metric, scope=scope, project=PROJECT), [detail])
