"""What goes wrong, and when: rules that a test sets over HTTP.

A rule: {"do": …, "match": {"method", "path" (a pattern), "kind"}, "skip": n, "times": n or null, "seconds_on_clock"}
    error     answer `status` (429, 500, 503 …, with a `body` of one's own), `when` before or after the request
              was carried out
    drop      close the connection without an answer, `when` before or after
    delay     answer `seconds` later, `when` before or after
    hold      answer once the rules are taken away (`DELETE faults`), `when` before or after; after 180 s at the latest
    act       let a person act first: `actions`, see tests/sheets/person.py
    conflict  a tab whose title is taken becomes X_conflict…, as when two callers race; so does a named range, of which
              nobody knows what Google does with two of the same moment
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.sheets.call import Call
from tests.sheets.clock import Clock
from tests.sheets.wire import Json

KINDS = ("error", "drop", "delay", "hold", "act", "conflict")


@dataclass
class Rule:
    """One fault that is set."""

    number: int
    do: str
    when: str = "before"
    match: Json = field(default_factory=dict)
    skip: int = 0
    times: int | None = 1
    until: float | None = None
    details: Json = field(default_factory=dict)

    def fits(self, call: Call) -> bool:
        """Say whether a request is meant."""
        path = self.match.get("path")
        return (
            self.match.get("method", call.method) == call.method
            and self.match.get("kind", call.kind) == call.kind
            and (path is None or re.search(path, call.path) is not None)
        )

    def written(self) -> Json:
        """Write the rule as it stands now."""
        left: dict[str, Any] = {"id": self.number, "do": self.do, "when": self.when, "match": self.match}
        return left | {"skip": self.skip, "times": self.times} | self.details


class Faults:
    """The rules that are set."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.rules: list[Rule] = []
        self.held: set[int] = set()  # the numbers of the rules that hold a request now
        self._count = 0

    def add(self, asked: Json) -> Rule:
        """Set a rule.

        Raises:
            ValueError: there is no such fault.
        """
        if asked.get("do") not in KINDS:
            raise ValueError(f"do must be one of {', '.join(KINDS)}")
        self._count += 1
        lasting = asked.get("seconds_on_clock")
        details = {key: value for key, value in asked.items() if key in ("status", "body", "seconds", "actions")}
        rule = Rule(
            self._count,
            asked["do"],
            asked.get("when", "before"),
            asked.get("match") or {},
            asked.get("skip", 0),
            asked.get("times", None if lasting else 1),
            self.clock.now() + lasting if lasting else None,
            details,
        )
        self.rules.append(rule)
        return rule

    def take(self, call: Call) -> list[Rule]:
        """Return what befalls a request, and count it."""
        now = self.clock.now()
        self.rules = [rule for rule in self.rules if rule.until is None or rule.until > now]
        befalling = []
        for rule in self.rules:
            if not rule.fits(call):
                continue
            if rule.skip:
                rule.skip -= 1
                continue
            befalling.append(rule)
            if rule.times is not None:
                rule.times -= 1
        self.rules = [rule for rule in self.rules if rule.times is None or rule.times > 0]
        return befalling
