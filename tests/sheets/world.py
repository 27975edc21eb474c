"""Everything the emulator knows: time, accounts, files, quotas, faults, and what was asked of it."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

from tests.sheets.book import Book
from tests.sheets.call import Call
from tests.sheets.clock import Clock
from tests.sheets.faults import Faults
from tests.sheets.files import Drive
from tests.sheets.quota import Quota
from tests.sheets.token import Accounts, Grant
from tests.sheets.wire import Json

# Somebody else's spreadsheet, which is shared with nobody: gspread's own tests ask for it by this id.
PRIVATE_ID = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"
SOMEBODY = "somebody@example.org"


class World:
    """One emulator; `lock` is held while it changes."""

    def __init__(self, *, checks_tokens: bool = True) -> None:
        self.lock = threading.RLock()
        self.checks_tokens = checks_tokens
        self.is_quota_on = False
        self.kept: dict[str, Book] = {}
        self.reset()

    def reset(self) -> None:
        """Forget everything but the spreadsheets that are kept to be copied."""
        self.clock = Clock()
        self.accounts = Accounts(self.clock)
        self.drive = Drive(self.clock)
        self.quota = Quota(self.clock)
        self.quota.is_on = self.is_quota_on
        self.faults = Faults(self.clock)
        self.log: list[Json] = []
        self.drive.create("Private", SOMEBODY, file_id=PRIVATE_ID)

    def caller(self, call: Call, default: Grant) -> Grant:
        """Return who asks; without checks, a request without a token is the default account's.

        Raises:
            ApiError: 401.
        """
        authorization = call.headers.get("Authorization")
        if not self.checks_tokens and not authorization:
            return default
        return self.accounts.caller(authorization)

    def note(self, call: Call, **more: Any) -> None:
        """Write a request into the log."""
        entry = {"number": len(self.log) + 1, "at": self.clock.stamp(), "kind": call.kind, "method": call.method}
        entry |= {"path": call.path, "query": call.query, "request_bytes": len(call.body)}
        self.log.append(entry | more)

    def counters(self) -> Json:
        """Add up the log: requests by kind and by status, and bytes both ways."""
        kinds = Counter(entry["kind"] for entry in self.log)
        statuses = Counter(str(entry["status"]) for entry in self.log)
        return {
            "requests": len(self.log),
            **{kind: kinds[kind] for kind in ("read", "write", "drive", "token", "other")},
            "status": dict(statuses),
            "request_bytes": sum(entry["request_bytes"] for entry in self.log),
            "response_bytes": sum(entry["response_bytes"] for entry in self.log),
        }
