"""For tests: an emulator in this process, and gspread clients that reach it through the true authentication."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import gspread
from gspread.auth import DEFAULT_SCOPES
from requests import Response

from tests.sheets.server import EmulatorServer
from tests.sheets.token import DEFAULT_EMAIL
from tests.sheets.wire import Json
from tests.sheets.world import World

PATIENCE_SECONDS = 180  # a busy machine takes long over a whole sheet


def http_client_for(base: str) -> type[gspread.HTTPClient]:
    """Make gspread's HTTP client speak to another base address instead of Google's hosts."""

    class EmulatedHTTPClient(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Response:
            self.timeout = self.timeout or (5, PATIENCE_SECONDS)
            return super().request(method, elsewhere(endpoint, base), *args, **kwargs)

    return EmulatedHTTPClient


def elsewhere(url: str, base: str) -> str:
    """Put another base address in place of a URL's scheme and host."""
    scheme, host, *_ = urlsplit(base)
    _, _, path, query, fragment = urlsplit(url)
    return urlunsplit((scheme, host, path, query, fragment))


class Emulator:
    """A running emulator; everything it offers goes over HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._clients: list[gspread.Client] = []

    def key(self, email: str = DEFAULT_EMAIL, **more: Any) -> Json:
        """Return the key file of a service account, made where there is none."""
        return self.post("accounts", {"email": email} | more)

    def client(
        self, email: str = DEFAULT_EMAIL, key: Json | None = None, scopes: Sequence[str] = DEFAULT_SCOPES
    ) -> gspread.Client:
        """Return a client of gspread that signs in as a service account."""
        info = key or self.key(email)
        client = gspread.service_account_from_dict(info, scopes, http_client_for(self.url))
        # Otherwise google-auth asks iamcredentials.googleapis.com, in the background, where this account may be used.
        known = {"encodedLocations": "0x0", "expiry": datetime.now() + timedelta(days=365)}
        client.http_client.auth._set_regional_access_boundary(known)  # type: ignore[attr-defined]  # inherited
        self._clients.append(client)
        return client

    def create(self, title: str = "Register", **more: Any) -> str:
        """Let somebody create a spreadsheet, and return its id; `share={email: role}`, `owner=`, `locale=`."""
        return str(self.post("spreadsheets", {"title": title} | more)["id"])

    def fail(self, do: str, **rule: Any) -> None:
        """Set a fault, see tests/sheets/faults.py."""
        self.post("faults", {"do": do} | rule)

    def act(self, do: str, **action: Any) -> None:
        """Let a person act now, see tests/sheets/person.py."""
        self.post("act", {"do": do} | action)

    def counters(self) -> Json:
        """Return what was asked since the log was emptied."""
        return self.get("counters")

    def get(self, name: str) -> Json:
        """Read from `/_emulator/`."""
        return self._send("GET", name)

    def post(self, name: str, body: Json) -> Json:
        """Set at `/_emulator/`."""
        return self._send("POST", name, body)

    def delete(self, name: str) -> Json:
        """Empty at `/_emulator/`."""
        return self._send("DELETE", name)

    def _send(self, method: str, name: str, body: Json | None = None) -> Json:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_emulator/{name}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            answer: Json = json.load(response)
        return answer

    def close(self) -> None:
        """Hang up all clients."""
        for client in self._clients:
            client.http_client.session.close()
        self._clients.clear()


@contextmanager
def emulated(world: World | None = None, port: int = 0) -> Iterator[Emulator]:
    """Run an emulator in a thread of this process; with the same world and port, one that was out of reach is back."""
    server = EmulatorServer(world or World(), port=port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    emulator = Emulator(server.url)
    try:
        yield emulator
    finally:
        emulator.close()
        server.close()
        thread.join()
    if server.failures:
        raise RuntimeError("The emulator failed") from server.failures[0]
