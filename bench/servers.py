"""Streamlit servers to measure, and sessions on them through the agent API."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bench import timing
from bench.registers import ROOT, TODAY
from tests.support.portal import free_port

# The agent API repeats the first rows of each table as JSON, which no browser asks for: one row of them is enough.
PREVIEW_ROWS = 1
STARTED_WITHIN_SECONDS = 120
ANSWERED_WITHIN_SECONDS = 600
STOPPED_WITHIN_SECONDS = 5
ROLE_KEY = "portal.role"  # of the list in the sidebar, while the portal is tried out
HEADERS = {"Content-Type": "application/json"}


class Server:
    """A Streamlit server of our own, with the times of its script runs."""

    def __init__(
        self, name: str, script: Path, folder: Path, *, env: Mapping[str, str], more: Mapping[str, object]
    ) -> None:
        self.name = name
        self.port = free_port()
        self._log = folder / f"{name}.log"
        times = folder / f"{name}.times"
        self.times = timing.Times(times)
        wrapper = timing.staged(script, folder / name)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("RESONANZ_", "STREAMLIT_"))}
        own = {timing.TIMES_VARIABLE: str(times), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        options = {
            "server.port": self.port,
            "server.address": "127.0.0.1",
            "server.headless": "true",
            "server.fileWatcherType": "none",
            "server.enableAgentApi": "true",
            "server.agentPreviewRows": PREVIEW_ROWS,
            "server.agentWaitTimeout": ANSWERED_WITHIN_SECONDS,
            "browser.gatherUsageStats": "false",
            **more,
        }
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "streamlit", "run", str(wrapper)),
                    *(f"--{option}={value}" for option, value in options.items()),
                ],
                cwd=ROOT if script.parent == ROOT else folder,
                env={**kept, **own, **env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def memory_mb(self) -> float:
        """What the server holds in memory now."""
        return resident_mb(self._process.pid)

    def wait_until_healthy(self) -> None:
        """Return once the server answers.

        Raises:
            RuntimeError: it ended, or did not answer in time.
        """
        deadline = time.monotonic() + STARTED_WITHIN_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
                with contextlib.closing(connection):
                    connection.request("GET", "/_stcore/health")
                    if connection.getresponse().status == 200:
                        return
            time.sleep(0.05)
        raise RuntimeError(f"The server {self.name} did not start:\n{self.output}")

    @property
    def output(self) -> str:
        """What the server has printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the server and what it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(STOPPED_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Session:
    """A session on a server, at one page."""

    def __init__(self, server: Server, *, role: object = None, **start: object) -> None:
        """Open the page, as somebody of that role; `first_ms` and `first_script` say how long that took."""
        self._server = server
        said = self._first(start)
        self._again = {"session_id": said["session_id"]}
        if role:  # chosen in the sidebar: the next run is the first of the page for that role
            self._first({**self._again, "widget_state": {ROLE_KEY: role}})

    def _first(self, request: Mapping[str, object]) -> dict[str, Any]:
        self.first_ms, answer = self._ask(request)
        self.first_script = self._server.times.take()
        self.size = len(answer)
        said: dict[str, Any] = json.loads(answer)
        if said.get("status") != "ready":
            raise RuntimeError(f"{request} on {self._server.name}: {answer[:2000].decode()}\n{self._server.output}")
        return said

    def rerun(self) -> tuple[float, timing.ScriptTime]:
        """Run the script again with nothing changed; return the time until the answer was here, and the script's."""
        elapsed, _ = self._ask(self._again)
        return elapsed, self._server.times.take()

    def _ask(self, request: Mapping[str, object]) -> tuple[float, bytes]:
        body = json.dumps(request).encode()
        # A connection for each request, made before the clock starts: the server closes those that are idle.
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=ANSWERED_WITHIN_SECONDS)
        with contextlib.closing(connection):
            connection.connect()
            started = time.perf_counter()
            connection.request("POST", "/_stcore/agent/interact", body, HEADERS)
            answer = connection.getresponse().read()
            return (time.perf_counter() - started) * 1000, answer


@contextmanager
def bare_server(folder: Path, name: str, more: Mapping[str, object] = MappingProxyType({})) -> Iterator[Server]:
    """Start Streamlit with the smallest page of the kind that the portal's are: a title. `more` are more options."""
    script = folder / "bare_page.py"
    script.write_text('import streamlit as st\n\nst.title("Heute")\n', encoding="utf-8")
    with _running(Server(name, script, folder, env={}, more=more)) as server:
        yield server


@contextmanager
def portal_server(folder: Path, name: str, register_url: str) -> Iterator[Server]:
    """Start the portal on a register, with no secrets, on the day the register was made for."""
    secrets = folder / "no-secrets.toml"
    secrets.touch()
    env = {
        "RESONANZ_REGISTER": register_url,
        "RESONANZ_TODAY": TODAY.isoformat(),
        "RESONANZ_SECRETS": str(secrets),
        "STREAMLIT_SECRETS_FILES": str(secrets),
    }
    with _running(Server(name, ROOT / "app.py", folder, env=env, more={})) as server:
        yield server


@contextmanager
def _running(server: Server) -> Iterator[Server]:
    try:
        server.wait_until_healthy()
        yield server
    finally:
        server.stop()


def resident_mb(pid: int | str = "self") -> float:
    """Return the resident memory of a process; Linux keeps it under /proc."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
