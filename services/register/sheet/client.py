"""The sheet as requests: one read, one write, and what is done where one fails.

Reads are tried three times. A write is repeated only where it cannot have been stored: after 429, and where it never
left this machine. Otherwise `WriteUnknown` leaves the decision to whoever can look into the journal.
"""

import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import requests
from gspread.urls import SPREADSHEET_VALUES_BATCH_URL
from urllib3.exceptions import HTTPError

from services.register.sheet.causes import SheetUnavailable
from services.register.sheet.connection import Connection
from services.register.sheet.counts import RequestCounts
from services.register.sheet.explanations import TROUBLE, explanation, was_sent
from services.register.sheet.transport import TIMEOUTS, Answered, Transport

TRIES = 3
PATIENCE_SECONDS = 10.0
LONGEST_QUERY = 7_000  # characters; what Google takes as an address at most is not documented
_FIRST_WAIT_SECONDS = 0.5
_READ_OPTIONS = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}

Answer = TypeVar("Answer")


class WriteUnknown(Exception):
    """Nobody knows whether the write was stored; `why` says in a sentence what happened."""

    def __init__(self, why: SheetUnavailable) -> None:
        super().__init__(str(why))
        self.why = why


class WriteRefused(Exception):
    """Google found the write not valid, and stored nothing of it; `said` is what it said."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class SheetClient:
    """Reads and writes one sheet; safe to use from several threads, which take turns.

    Raises from every request:
        SheetUnavailable: it cannot be used now, in a sentence that names cause and remedy; nothing was stored.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
        timeouts: tuple[float, float] = TIMEOUTS,
    ) -> None:
        self.connection = connection
        self._patience_seconds = patience_seconds
        self._transport = Transport(connection, timeouts)
        self._closed = threading.Event()

    @property
    def counts(self) -> RequestCounts:
        """What was asked of Google so far."""
        return self._transport.counts

    @property
    def clock_ahead_seconds(self) -> float | None:
        """How far this machine's clock went ahead of Google's at the last answer; None before the first one."""
        return self._transport.clock_ahead_seconds

    def read(self, ranges: Sequence[str]) -> list[list[list[Any]]]:
        """Return the rows of each range, in the order of the ranges; empty cells at the end are left out.

        Numbers, dates as serial numbers; text as it stands.
        """
        if not ranges:
            return []
        if len(urlencode({"ranges": list(ranges)}, doseq=True)) > LONGEST_QUERY:
            return self._read_by_filters(ranges)
        params = {**_READ_OPTIONS, "majorDimension": "ROWS", "fields": "valueRanges(range,values)"}
        answer = self._tried(
            lambda: self._transport.values_batch_get(self.connection.spreadsheet_id, list(ranges), dict(params))
        )
        return [found.get("values", []) for _, found in zip(ranges, answer["valueRanges"], strict=True)]

    def _read_by_filters(self, ranges: Sequence[str]) -> list[list[list[Any]]]:
        """Read the same where the ranges are too many for an address: they stand in a body."""
        body = {**_READ_OPTIONS, "majorDimension": "ROWS", "dataFilters": [{"a1Range": each} for each in ranges]}
        url = f"{SPREADSHEET_VALUES_BATCH_URL % self.connection.spreadsheet_id}ByDataFilter"
        answer = self._tried(lambda: self._transport.request("post", url, json=body).json())
        rows = {
            asked["a1Range"]: found["valueRange"].get("values", [])
            for found in answer.get("valueRanges", ())
            for asked in found["dataFilters"]
        }
        return [rows[each] for each in ranges]

    def properties(self, fields: str, ranges: Sequence[str] = ()) -> dict[str, Any]:
        """Return what a field mask names of the spreadsheet; of its cells those in `ranges`, where it names cells."""
        params: dict[str, Any] = {"fields": fields}
        if ranges:
            params["ranges"] = list(ranges)
        answer: dict[str, Any] = self._tried(
            lambda: self._transport.spreadsheets_get(self.connection.spreadsheet_id, dict(params))
        )
        return answer

    def write(self, requests: Sequence[Mapping[str, Any]], *, may_repeat: bool = False) -> dict[str, Any]:
        """Carry out one batch, all of it or nothing, and return what Google answers.

        `may_repeat` says that the requests may run twice; they are then tried like a read.

        Raises:
            WriteRefused: a request is not valid; nothing was stored.
            WriteUnknown: nobody knows whether it was stored; never with `may_repeat`.
        """
        body = {"requests": list(requests)}
        answer: dict[str, Any] = self._tried(
            lambda: self._transport.batch_update(self.connection.spreadsheet_id, body),
            is_write=True,
            may_repeat=may_repeat,
        )
        return answer

    def close(self) -> None:
        """Hang up; whoever waits to try again gives up."""
        self._closed.set()
        self._transport.close()

    def _tried(self, send: Callable[[], Answer], *, is_write: bool = False, may_repeat: bool = True) -> Answer:
        until = time.monotonic() + self._patience_seconds
        tries = 0
        while True:
            tries += 1
            try:
                return send()
            except TROUBLE as err:
                why = self._why(err, is_write)
                if is_write and isinstance(err, Answered) and err.status == 400:
                    raise WriteRefused(err.said) from err
                if is_write and not may_repeat and _may_be_stored(err):
                    raise WriteUnknown(why) from err
                is_last = tries >= TRIES and not (is_write and _is_over_quota(err))
                if not why.retryable or is_last or not self._wait(tries, until):
                    raise why from err
            self.counts.repeated()

    def _why(self, err: BaseException, is_write: bool) -> SheetUnavailable:
        ahead = self._transport.clock_ahead_seconds
        return explanation(err, self.connection, is_write=is_write, clock_ahead_seconds=ahead)

    def _wait(self, tries: int, until: float) -> bool:
        """Wait before the next try, longer each time; return False where patience is at its end."""
        wanted = _FIRST_WAIT_SECONDS * 2 ** (tries - 1) * random.uniform(0.75, 1.25)
        if time.monotonic() + wanted > until:
            return False
        return not self._closed.wait(wanted)


def _is_over_quota(err: BaseException) -> bool:
    return isinstance(err, Answered) and err.status == 429


def _may_be_stored(err: BaseException) -> bool:
    """Return whether a write that ended so may have been stored: no answer, a broken one, or a fault of Google's."""
    if isinstance(err, Answered):
        return err.status >= 500 or err.status == 408
    return isinstance(err, requests.RequestException | HTTPError) and was_sent(err)
