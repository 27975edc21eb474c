from __future__ import annotations

import contextlib
import itertools
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
STARTED_WITHIN_SECONDS = 180  # all that may be waited for; it takes three, and longer where much else is done
PORTS = (20_000, 32_000)
WORKERS = 16  # of pytest-xdist, at most; each has ports of its own
STOPPED_WITHIN_SECONDS = 5

# What the person who runs the tests has set must not reach the portal under test.
FOREIGN = ("RESONANZ_", "STREAMLIT_")


class Portal:
    """A running portal: `streamlit run` in a process group of its own, its output in a file."""

    def __init__(
        self, *, script: Path, env: Mapping[str, str], arguments: Sequence[str], log: Path, folder: Path = ROOT
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        own = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "streamlit", "run", str(script)),
                    *("--server.port", str(self.port)),
                    *("--server.headless", "true"),
                    *("--server.fileWatcherType", "none"),
                    *arguments,
                ],
                cwd=folder,
                env={**own, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **env},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        """What the portal has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_until_healthy(self) -> None:
        deadline = time.monotonic() + STARTED_WITHIN_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"The portal ended with status {self.process.returncode}:\n{self.output}")
            if answers(f"{self.url}/_stcore/health"):
                return
            time.sleep(0.05)
        raise RuntimeError(f"The portal did not start within {STARTED_WITHIN_SECONDS} seconds:\n{self.output}")

    def kill(self) -> None:
        """End it in the middle of whatever it does, as a power cut would."""
        self._signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End the whole process group; politely first."""
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(STOPPED_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        # A child may have outlived its parent.
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


class StartPortal(Protocol):
    """What `portal_server` gives: call it to start a portal that ends with the test."""

    def __call__(
        self, env: Mapping[str, str] | None = None, *, script: Path | None = None, arguments: Sequence[str] = ()
    ) -> Portal: ...


def free_port() -> int:
    """Find a port nobody uses.

    It lies below those that the system gives to connections: one of these could be taken until a server listens.
    """
    while True:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", next(_own_ports)))
            return int(probe.getsockname()[1])


def _ports_of_this_worker() -> Iterator[int]:
    """Yield ports, each once before any comes again: servers that start together would else be given the same one."""
    number = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0) % WORKERS
    own = list(range(PORTS[0] + number, PORTS[1], WORKERS))
    random.SystemRandom().shuffle(own)
    yield from itertools.cycle(own)


_own_ports = _ports_of_this_worker()


def answers(url: str) -> bool:
    """Tell whether the address answers with success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
