from __future__ import annotations

from tests.sheets.wire import Json
from tests.sheets.wording import say

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """An answer other than 200, with the body Google gives it."""

    def __init__(self, code: int, body: Json) -> None:
        super().__init__(code, body)
        self.code = code
        self.body = body


class Refusal(Exception):
    """A request of a batch, or a write of values, that is not valid; the sentence without its place."""


def sheets_error(code: int, message: str, details: list[Json] | None = None) -> ApiError:
    """Build an error of the Sheets API."""
    error: Json = {"code": code, "message": message, "status": STATUSES.get(code, "UNKNOWN")}
    if details:
        error["details"] = details
    return ApiError(code, {"error": error})


def field_violation(field: str, message: str) -> ApiError:
    """Build the error for a body that does not fit the API's schema."""
    violation = {"field": field, "description": message}
    detail: Json = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return sheets_error(400, message, [detail])


def drive_error(
    code: int, reason: str, message: str, *, domain: str = "global", location: str | None = None
) -> ApiError:
    """Build an error of the Drive API, which still lists `errors`."""
    entry: Json = {"message": message, "domain": domain, "reason": reason}
    if location:
        entry |= {"location": location, "locationType": "parameter"}
    return ApiError(code, {"error": {"code": code, "message": message, "errors": [entry]}})


def grant_error(reason: str, message: str) -> ApiError:
    """Build an error of the token endpoint."""
    return ApiError(400, {"error": reason, "error_description": message})


def credentials_error(key: str, reason: str) -> ApiError:
    """Build the answer to a request without a valid token."""
    detail: Json = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": "sheets.googleapis.com"},
    }
    return sheets_error(401, say(key), [detail])


def forbidden() -> ApiError:
    """Build the answer for a sheet that is not shared with the caller, or for reading only."""
    return sheets_error(403, say("forbidden"))


def not_found() -> ApiError:
    """Build the answer for an unknown id."""
    return sheets_error(404, say("not_found"))
