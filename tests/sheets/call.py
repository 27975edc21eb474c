"""One request and its answer, apart from HTTP."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import Message
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from tests.sheets.errors import sheets_error
from tests.sheets.wire import Json
from tests.sheets.wording import say

Kind = Literal["read", "write", "drive", "token", "other"]

# Google's hosts may stand before the path, for clients that keep one base address per host.
HOSTS = ("sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com", "accounts.google.com")
TOKEN_PATHS = ("/token", "/oauth2/token", "/oauth2/v4/token", "/o/oauth2/token")
_READING_POSTS = (":getByDataFilter", ":batchGetByDataFilter", "/developerMetadata:search")


@dataclass
class Call:
    """A request as it came in."""

    method: str
    raw_path: str
    query: dict[str, list[str]]
    headers: Message
    body: bytes = b""
    keeps_conflicts: bool = False

    @property
    def path(self) -> str:
        return unquote(self.raw_path)

    @property
    def kind(self) -> Kind:
        """Say which quota a request counts towards."""
        if self.raw_path in TOKEN_PATHS:
            return "token"
        if self.raw_path.startswith("/v4/spreadsheets"):
            is_read = self.method == "GET" or self.raw_path.endswith(_READING_POSTS)
            return "read" if is_read else "write"
        return "drive" if self.raw_path.startswith(("/drive/", "/upload/")) else "other"

    @property
    def options(self) -> dict[str, str]:
        """Return the query's parameters, the last one where one is repeated."""
        return {name: values[-1] for name, values in self.query.items()}

    def json(self) -> Json:
        """Read the body.

        Raises:
            ApiError: it is no JSON object.
        """
        if not self.body.strip():
            return {}
        try:
            content: Any = json.loads(self.body)
        except ValueError as error:
            raise sheets_error(400, say("bad_json", problem=str(error))) from None
        if not isinstance(content, dict):
            raise sheets_error(400, say("bad_json", problem="Root element must be a message."))
        return content

    def form(self) -> dict[str, str]:
        """Read the body of a form."""
        return {name: values[-1] for name, values in parse_qs(self.body.decode("utf-8", "replace")).items()}


@dataclass
class Answer:
    """What goes back: JSON, or the bytes of a file."""

    status: int = 200
    content: Json | bytes | None = None
    content_type: str = "application/json; charset=UTF-8"

    def payload(self) -> bytes:
        """Write the body."""
        if self.content is None:
            return b""
        return (
            self.content if isinstance(self.content, bytes) else json.dumps(self.content, ensure_ascii=False).encode()
        )


def read_call(method: str, target: str, headers: Message, body: bytes) -> Call:
    """Take a request line apart; a host of Google's in front of the path is left out."""
    parts = urlsplit(target)
    path = parts.path
    for host in HOSTS:
        if path.startswith(f"/{host}/"):
            path = path.removeprefix(f"/{host}")
    return Call(method, path, parse_qs(parts.query, keep_blank_values=True), headers, body)
