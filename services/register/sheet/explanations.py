"""What Google says, or does not, in sentences that name the cause and the remedy.

Decided by status, by the names Google documents, and by the time of its answers: the wording of its sentences is
nobody's promise, and only makes a sentence here more precise.
"""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from schema.words import N_
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.connection import Connection
from services.register.sheet.transport import Answered, ForeignAnswer

TROUBLE = (Answered, requests.RequestException, GoogleAuthError, HTTPError, OSError)
CLOCK_TOLERANCE_SECONDS = 240
_API_OFF = "SERVICE_DISABLED"
_QUOTA = ("RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded")
_SAID = 200  # characters of a foreign sentence that are repeated


def explanation(
    err: BaseException, connection: Connection, *, is_write: bool = False, clock_ahead_seconds: float | None = None
) -> SheetUnavailable:
    """Return the sentence for one of `TROUBLE`."""
    if isinstance(err, Answered):
        return _of_answer(err, connection, is_write)
    if isinstance(err, RefreshError):
        return _of_sign_in(err, connection, clock_ahead_seconds)
    if isinstance(err, ForeignAnswer):
        return _of_gate(err.status)
    if isinstance(err, GoogleAuthError):  # it did not get through to the token endpoint
        return _of_network(err.__cause__ or err, connection)
    return _of_network(err, connection)


def was_sent(err: BaseException) -> bool:
    """Return whether a request may have reached Google although this went wrong."""
    if isinstance(err, GoogleAuthError | requests.ConnectTimeout | requests.exceptions.ProxyError):
        return False
    if isinstance(err, requests.exceptions.SSLError):
        return False  # it fails before the first byte of the request
    reasons = [one for one in _chain(err) if isinstance(one, NewConnectionError)]
    return not reasons


def _chain(err: BaseException) -> Iterator[BaseException]:
    """Yield an error and those it came from; urllib3 keeps them as arguments."""
    seen: list[BaseException] = []
    waiting: list[object] = [err]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or one in seen:
            continue
        seen.append(one)
        yield one
        waiting += [*one.args, one.__cause__, one.__context__]
        if isinstance(one, MaxRetryError):
            waiting.append(one.reason)


def _is_file_missing(err: BaseException) -> bool:
    """Return whether the file of trusted certificates is not where the settings say."""
    return isinstance(err, OSError) and not isinstance(err, requests.RequestException)


def _of_answer(err: Answered, connection: Connection, is_write: bool) -> SheetUnavailable:
    said = err.said[:_SAID]
    if not err.is_googles and err.status not in (429, *range(500, 600)):
        return _of_gate(err.status)
    if err.status == 429 or (err.status == 403 and err.reason in _QUOTA):
        return SheetUnavailable(
            N_(
                "Google allows the portal only so many requests a minute, and they are used up now. Please try again "
                "in a minute."
            ),
            cause=Cause.QUOTA,
            retryable=True,
        )
    if err.status >= 500:
        return SheetUnavailable(
            N_("Google has a fault of its own now ({status}: {said}). Please try again in a few minutes."),
            cause=Cause.GOOGLE,
            retryable=True,
            status=err.status,
            said=said,
        )
    if err.status == 401:
        return _key_refused(connection, said)
    if err.status == 403 and (err.reason == _API_OFF or "accessNotConfigured" in err.said):
        return SheetUnavailable(
            N_(
                "The Google Sheets API is not switched on for the service account's project {project}. Please open "
                "https://console.cloud.google.com/apis/library/sheets.googleapis.com?project={project}, choose "
                "“Enable”, and try again after a few minutes."
            ),
            cause=Cause.API_OFF,
            project=str(connection.account.get("project_id", "")),
        )
    if err.status == 403 and is_write:
        return SheetUnavailable(
            N_(
                "The portal may read the sheet but not change it. Please open {address}, choose “Share”, and give "
                "{email} the right “Editor”. Nothing was stored."
            ),
            cause=Cause.VIEW_ONLY,
            address=connection.address,
            email=connection.email,
        )
    if err.status == 403:
        return SheetUnavailable(
            N_(
                "The sheet is not shared with the portal. Please open {address}, choose “Share”, and give {email} the "
                "right “Editor”."
            ),
            cause=Cause.NOT_SHARED,
            address=connection.address,
            email=connection.email,
        )
    if err.status == 404:
        return SheetUnavailable(
            N_(
                "There is no sheet {address}. It was deleted, or its address in the secrets is wrong. A deleted one "
                "lies in the bin of its owner's Google Drive for 30 days and can be restored from there."
            ),
            cause=Cause.NOT_FOUND,
            address=connection.address,
        )
    if err.status == 400 and not is_write:
        return SheetUnavailable(
            N_(
                "A part of the sheet that the portal looks for is not there: a tab was deleted or renamed, or rows are "
                "missing ({said}). The page “Set-up” repairs this."
            ),
            cause=Cause.RANGE,
            said=said,
        )
    return SheetUnavailable(
        N_("Google refused the request ({status}: {said})."), cause=Cause.GOOGLE, status=err.status, said=said
    )


def _of_gate(status: int) -> SheetUnavailable:
    return SheetUnavailable(
        N_(
            "Something on the way to Google answered in its place (status {status}): a proxy, a firewall, or the "
            "sign-in page of a network. Please ask whoever looks after the network to let sheets.googleapis.com and "
            "oauth2.googleapis.com through."
        ),
        cause=Cause.NETWORK,
        retryable=True,
        status=status,
    )


def _of_sign_in(err: RefreshError, connection: Connection, clock_ahead_seconds: float | None) -> SheetUnavailable:
    answer = err.args[1] if len(err.args) > 1 and isinstance(err.args[1], dict) else {}
    said = str(answer.get("error_description") or answer.get("error") or "")[:_SAID]
    if err.retryable:
        return SheetUnavailable(
            N_("Google's sign-in has a fault of its own now. Please try again in a few minutes."),
            cause=Cause.GOOGLE,
            retryable=True,
        )
    ahead = clock_ahead_seconds or 0.0
    if abs(ahead) > CLOCK_TOLERANCE_SECONDS:
        return SheetUnavailable(
            N_("The clock of this computer is {minutes} minutes fast, so Google refuses the sign-in. Please set it.")
            if ahead > 0
            else N_(
                "The clock of this computer is {minutes} minutes slow, so Google refuses the sign-in. Please set it."
            ),
            cause=Cause.CLOCK,
            minutes=round(abs(ahead) / 60),
        )
    if " iat " in said and " exp " in said:
        return SheetUnavailable(
            N_("The clock of this computer is wrong, so Google refuses the sign-in. Please set it."), cause=Cause.CLOCK
        )
    if "account not found" in said:
        return SheetUnavailable(
            N_(
                "Google does not know the service account {email} any more: it was deleted. Please make a new one on "
                "the page “Set-up”, and share the sheet with its address."
            ),
            cause=Cause.KEY,
            email=connection.email,
        )
    return _key_refused(connection, said)


def _key_refused(connection: Connection, said: str) -> SheetUnavailable:
    return SheetUnavailable(
        N_(
            "Google does not accept the key of {email} ({said}): it was deleted or revoked, or belongs to another "
            "account. Please make a new key for the account in Google's console and put it into the secrets."
        ),
        cause=Cause.KEY,
        email=connection.email,
        said=said,
    )


def _of_network(err: BaseException, connection: Connection) -> SheetUnavailable:
    host = urlsplit(connection.endpoint or "https://sheets.googleapis.com").netloc
    if isinstance(err, requests.exceptions.JSONDecodeError):
        return _of_gate(200)
    if isinstance(err, requests.exceptions.ProxyError):
        msgid = N_(
            "The network's proxy does not let the portal through to {host}. Please ask whoever looks after it; "
            "HTTPS_PROXY names the proxy."
        )
    elif isinstance(err, requests.exceptions.SSLError) or _is_file_missing(err):
        msgid = N_(
            "The connection to {host} is not trusted: its certificate is not the one expected. Where the network looks "
            "into such connections, REQUESTS_CA_BUNDLE names the file of its own certificates."
        )
    elif any(isinstance(one, socket.gaierror) for one in _chain(err)):
        msgid = N_(
            "{host} is not found: this computer has no connection to the Internet now, or may not ask for its address. "
            "Please check the network and try again."
        )
    elif isinstance(err, requests.Timeout):
        msgid = N_("{host} does not answer in time. Please check the network, and try again in a moment.")
    else:
        msgid = N_(
            "The connection to {host} does not come about, or broke off: there is no network now, or a firewall stands "
            "in between. Please check the network and try again."
        )
    return SheetUnavailable(msgid, cause=Cause.NETWORK, retryable=True, host=host)
