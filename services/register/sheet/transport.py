"""gspread's HTTP client as the portal needs it: time-outs set, one request at a time, everything counted.

Nothing is repeated here but a request whose token had ended: `client.py` knows which request may be.
"""

import json as jsons
import threading
import time
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import gspread
import requests
from google.auth.credentials import TokenState
from google.auth.exceptions import TransportError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.service_account import Credentials
from gspread.http_client import FileType, ParamsType

from schema.words import N_
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.connection import Connection
from services.register.sheet.counts import RequestCounts, RequestKind

SCOPE = "https://www.googleapis.com/auth/spreadsheets"  # no Drive: less to set up, and less power
TIMEOUTS = (5.0, 60.0)  # seconds to connect, and to wait for an answer
_READING_POST = "GetByDataFilter"  # a read that is sent like a write


class Answered(Exception):
    """Google, or something on the way to it, answered with an error: status, sentence, and the reason's name."""

    def __init__(self, response: requests.Response) -> None:
        error = _error_of(response)
        self.status = response.status_code
        self.is_googles = bool(error)
        self.said = str(error.get("message", "")) or response.reason or ""
        details = [detail for detail in error.get("details") or () if isinstance(detail, dict)]
        self.reason = next((str(detail["reason"]) for detail in details if detail.get("reason")), "")
        super().__init__(f"{self.status}: {self.said}")


def _error_of(response: requests.Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except ValueError:  # a page of some gate on the way
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


class ForeignAnswer(TransportError):
    """What answered at the token endpoint is not Google's: the page of some gate on the way."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status}: no JSON")  # type: ignore[no-untyped-call]  # google-auth's methods have no types
        self.status = status


class Account(Credentials):
    """A service account that asks nobody but the token endpoint.

    google-auth would also ask iamcredentials.googleapis.com, in the background, which regions the account may be used
    in: Sheets has none, an office's firewall may not know that host, and a test must stay at home.
    """

    def before_request(self, request: Any, method: str, url: str, headers: MutableMapping[str, str]) -> None:
        """Sign in where the token has ended or soon will, and put it on the request."""
        if self.token_state is not TokenState.FRESH:
            self.refresh(request)  # type: ignore[no-untyped-call]  # google-auth's methods have no types
        self.apply(headers)  # type: ignore[no-untyped-call]  # google-auth's methods have no types


class _SignIn(Request):
    """Counts the requests for a token, and notes the time that the endpoint says it is."""

    def __init__(self, transport: "Transport") -> None:
        super().__init__(requests.Session())
        self._transport = transport

    def __call__(self, url: str, method: str = "GET", body: Any = None, *args: Any, **kwargs: Any) -> Any:
        with self._transport.counted(RequestKind.TOKEN, len(url) + len(body or b"")) as received:
            answer = super().__call__(url, method, body, *args, **kwargs)  # type: ignore[no-untyped-call]  # none there
            received(answer.status, answer.headers, answer.data)
        if answer.status < 500 and not _is_json_object(answer.data):
            raise ForeignAnswer(answer.status)
        return answer


class Transport(gspread.HTTPClient):
    """Sends one request at a time: a session of requests is not made for several threads.

    `clock_ahead_seconds` says how far this machine's clock went ahead of Google's at the last answer.
    """

    def __init__(self, connection: Connection, timeouts: tuple[float, float] = TIMEOUTS) -> None:
        account = _account(connection)
        self._sign_in = _SignIn(self)
        session = AuthorizedSession(account, auth_request=self._sign_in)  # type: ignore[no-untyped-call]  # none there
        super().__init__(account, session)
        self.set_timeout(timeouts)
        self.counts = RequestCounts()
        self.clock_ahead_seconds: float | None = None
        self._endpoint = connection.endpoint
        self._lock = threading.Lock()

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """Send a request once and return its answer.

        Raises:
            Answered: the answer is an error.
            requests.RequestException, google.auth.exceptions.GoogleAuthError: there is none, or no token.
        """
        url = endpoint if self._endpoint is None else elsewhere(endpoint, self._endpoint)
        kind = RequestKind.READ if method.lower() == "get" or _READING_POST in url else RequestKind.WRITE
        body = data if json is None else jsons.dumps(json, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json"} if headers is None and json is not None else headers
        size = len(url) + len(urlencode(params or {}, doseq=True)) + len(body or b"")
        with self._lock, self.counted(kind, size) as received:
            response = self.session.request(
                method, url, params=params, data=body, files=files, headers=headers, timeout=self.timeout
            )
            received(response.status_code, response.headers, response.content)
        if not response.ok:
            raise Answered(response)
        return response

    @contextmanager
    def counted(self, kind: RequestKind, size: int) -> Iterator["_Received"]:
        """Count a request of that size, and the answer that the block receives."""
        received = _Received()
        self.counts.sent(kind, size)
        began = time.monotonic()
        try:
            yield received
        finally:
            self.counts.answered(received.status, received.size, time.monotonic() - began)
            if received.moment is not None:
                self.clock_ahead_seconds = time.time() - received.moment

    def close(self) -> None:
        """Hang up."""
        self.session.close()
        self._sign_in.session.close()


class _Received:
    """What is noted of an answer: its status (0 where there is none), its size and its time."""

    def __init__(self) -> None:
        self.status = 0
        self.size = 0
        self.moment: float | None = None

    def __call__(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status = status
        self.size = len(content)
        try:
            self.moment = parsedate_to_datetime(headers.get("Date", "")).timestamp()
        except ValueError:  # some gate on the way says no time, or one of its own form
            self.moment = None


def _is_json_object(content: bytes) -> bool:
    try:
        return isinstance(jsons.loads(content), dict)
    except ValueError:
        return False


def _account(connection: Connection) -> Account:
    try:
        account: Account = Account.from_service_account_info(  # type: ignore[no-untyped-call]  # it has no types
            dict(connection.account), scopes=[SCOPE]
        )
    except (ValueError, TypeError, KeyError) as err:  # what google-auth and cryptography say of a key that is none
        raise SheetUnavailable(
            N_(
                "The private_key of the service account cannot be read. Please copy it anew from the JSON file, from "
                "-----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----, with each \\n in between."
            ),
            cause=Cause.KEY,
        ) from err
    return account


def elsewhere(url: str, base: str) -> str:
    """Put another base address in place of a URL's scheme and host."""
    scheme, host, *_ = urlsplit(base)
    _, _, path, query, fragment = urlsplit(url)
    return urlunsplit((scheme, host, path, query, fragment))
