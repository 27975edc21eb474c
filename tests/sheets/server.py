"""The emulator over HTTP: one thread per connection, one request at a time where the world changes."""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.sheets.call import Answer, Call, read_call
from tests.sheets.control import PREFIX, answer_control
from tests.sheets.drive_api import answer_drive
from tests.sheets.errors import ApiError, Refusal, sheets_error
from tests.sheets.faults import Rule
from tests.sheets.fields import pick
from tests.sheets.person import act
from tests.sheets.quota import quota_error
from tests.sheets.sheets_api import answer_sheets, read_fields
from tests.sheets.token import DEFAULT_EMAIL, DRIVE_SCOPE, Grant
from tests.sheets.wire import Json
from tests.sheets.wording import say
from tests.sheets.world import World

DEFAULT_GRANT = Grant(DEFAULT_EMAIL, frozenset({DRIVE_SCOPE}), float("inf"))

LONGEST_HOLD_SECONDS = 180  # a busy machine takes long over what is to come before


class Dropped(Exception):
    """The connection is to be closed without an answer."""


def respond(world: World, call: Call) -> Answer:
    """Answer one request, with the faults that are set for it.

    Raises:
        Dropped: no answer is to be given.
    """
    if call.raw_path.startswith(PREFIX):
        with world.lock:
            return answer_control(world, call)
    with world.lock:  # the request that a rule counted as the first is answered as the first, unless it is to wait
        log, befalling = world.log, world.faults.take(call)
        is_to_wait = any(rule.when == "before" and rule.do in ("delay", "hold") for rule in befalling)
        answer = None if is_to_wait else _carried_out(world, call, log, befalling)
    if answer is None:
        answer = _carried_out(world, call, log, befalling)
    if answer.status < 400:
        answer = _befall(world, call, log, befalling, "after") or answer
    _log(world, call, log, answer.status, len(answer.payload()), befalling)
    return answer


def _carried_out(world: World, call: Call, log: list[Json], befalling: list[Rule]) -> Answer:
    answer = _befall(world, call, log, befalling, "before")
    if answer is None:
        with world.lock:
            answer = _answered(world, call)
    return answer


def _log(world: World, call: Call, log: list[Json], status: int, size: int, befalling: list[Rule]) -> None:
    with world.lock:
        if log is world.log:  # what was asked before a reset, and had to wait, is nothing that was asked after it
            world.note(call, status=status, response_bytes=size, faults=[rule.number for rule in befalling])


def _befall(world: World, call: Call, log: list[Json], befalling: list[Rule], when: str) -> Answer | None:
    rules = [rule for rule in befalling if rule.when == when]
    for rule in sorted(rules, key=lambda rule: rule.do != "act"):  # people act, whatever becomes of the request
        if rule.do == "delay":
            time.sleep(rule.details.get("seconds", 1))
        elif rule.do == "hold":
            _hold(world, rule)
        elif rule.do == "act":
            _let_act(world, call, rule)
        elif rule.do == "conflict":
            call.keeps_conflicts = True
        elif rule.do == "drop":
            _log(world, call, log, 0, 0, befalling)
            raise Dropped
        else:
            error = _error(call, rule.details.get("status", 500))
            return Answer(error.code, rule.details.get("body") or error.body)
    return None


def _hold(world: World, rule: Rule) -> None:
    deadline = time.monotonic() + LONGEST_HOLD_SECONDS
    with world.lock:
        world.faults.held.add(rule.number)
    while rule.number in world.faults.held and time.monotonic() < deadline:
        time.sleep(0.005)


def _let_act(world: World, call: Call, rule: Rule) -> None:
    parts = call.raw_path.split("/")
    spreadsheet = parts[3].partition(":")[0] if call.raw_path.startswith("/v4/spreadsheets/") else None
    with world.lock:
        for action in rule.details.get("actions", []):
            act(world, action, spreadsheet)


def _error(call: Call, status: int) -> ApiError:
    if status == 429:
        return quota_error("read" if call.kind == "read" else "write")
    return sheets_error(status, say("internal" if status == 500 else "unavailable"))


def _answered(world: World, call: Call) -> Answer:
    try:
        if call.kind == "token":
            return Answer(200, world.accounts.grant(call.form()))
        if call.kind == "other":
            raise sheets_error(404, say("unknown_path", path=call.path))
        return _called(world, call)
    except ApiError as error:
        return Answer(error.code, error.body)
    except Refusal as refusal:
        return Answer(400, sheets_error(400, str(refusal)).body)


def _called(world: World, call: Call) -> Answer:
    grant = world.caller(call, DEFAULT_GRANT)
    api = "drive" if call.kind == "drive" else "sheets"
    writes = call.method != "GET" and call.kind != "read"
    if not grant.allows(api, writes=writes):
        raise sheets_error(403, say("scope"))
    if api == "drive":
        return answer_drive(world, call, grant)
    world.quota.take("write" if writes else "read", grant.email)
    answer = answer_sheets(world, call, grant)
    fields = call.options.get("fields")
    if fields:
        answer.content = pick(answer.content, read_fields(fields))
    return answer


class Handler(BaseHTTPRequestHandler):
    """Reads a request, writes the answer."""

    server: EmulatorServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def handle(self) -> None:
        """Serve a connection until the other side hangs up."""
        with self.server.kept(self.connection), contextlib.suppress(ConnectionError, TimeoutError, ValueError):
            super().handle()

    def finish(self) -> None:
        """Hang up; the other side may have done so already."""
        with contextlib.suppress(ConnectionError):
            super().finish()

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        call = read_call(self.command, self.path, self.headers, body)
        try:
            answer = respond(self.server.world, call)
        except Dropped:
            self._drop()
            return
        except Exception as error:
            self.log_error("%r", error)
            self.server.failures.append(error)
            answer = Answer(500, sheets_error(500, f"The emulator failed: {error!r}").body)
        payload = answer.payload()
        self.send_response(answer.status)
        if payload:
            self.send_header("Content-Type", answer.content_type)
        if len(payload) > 1400 and "gzip" in (self.headers.get("Accept-Encoding") or ""):
            payload = gzip.compress(payload, 1)
            self.send_header("Content-Encoding", "gzip")
        if answer.status != 204:
            self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)
        self.wfile.flush()

    def _drop(self) -> None:
        """Hang up in the middle, so that the other side sees a reset connection."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Write the time for an answer's head; now is what the emulator's clock says."""
        return super().date_time_string(self.server.world.clock.now() if timestamp is None else timestamp)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the log is read over HTTP."""


class EmulatorServer(ThreadingHTTPServer):
    """The listening socket and its connections."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, world: World, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__((host, port), Handler)
        self.world = world
        self.failures: list[Exception] = []
        self._connections: set[socket.socket] = set()
        self._guard = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    @contextlib.contextmanager
    def kept(self, connection: socket.socket) -> Any:
        """Remember a connection while it is open."""
        with self._guard:
            self._connections.add(connection)
        try:
            yield
        finally:
            with self._guard:
                self._connections.discard(connection)

    def close(self) -> None:
        """Stop listening and hang up."""
        self.shutdown()
        self.server_close()
        with self._guard:
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
