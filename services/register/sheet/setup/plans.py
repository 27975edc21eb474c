"""What is to be done to a sheet: requests, and the sentences that say what they do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Request = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, as a sentence."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Plan:
    """What is to be done: requests in their order, and the sentences that say it."""

    requests: list[Request] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, requests: Sequence[Request], msgid: str, **params: object) -> None:
        """Add requests with the sentence that says what they do, where there are any."""
        if requests:
            self.requests += requests
            self.done.append(Done(msgid, params))
