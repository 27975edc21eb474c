"""Google, emulated in a process of its own, and what was asked of it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Self
from urllib.parse import urlencode

from bench.registers import ROOT
from services.register.sheet.connection import Connection
from services.register.sheet.sealing import new_key
from tests.sheets.running import Emulator

PORTAL = "portal@bench.iam.gserviceaccount.com"


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests that count towards Google's quotas, and the bytes of all: addresses and bodies, before compression."""

    reads: int = 0
    writes: int = 0
    sent: int = 0
    received: int = 0

    @property
    def requests(self) -> int:
        """Reads and writes."""
        return self.reads + self.writes

    @property
    def kilobytes(self) -> float:
        """What went either way, in kB of 1,000 bytes."""
        return (self.sent + self.received) / 1000

    def times(self, factor: float) -> "Asked":
        """Return the same as often as that."""
        return Asked(*(round(count * factor) for count in (self.reads, self.writes, self.sent, self.received)))


@dataclass(frozen=True, slots=True)
class Effort:
    """What a piece of work took: requests, time on the clock, time of this processor, and of Google's; in seconds."""

    asked: Asked
    wall_s: float
    cpu_s: float
    google_s: float

    @classmethod
    def typical(cls, rounds: Sequence[Self]) -> Self:
        """Return the medians of the times, Google's on average, and the dearest round's requests."""
        return cls(
            max((each.asked for each in rounds), key=lambda asked: (asked.requests, asked.kilobytes)),
            median(each.wall_s for each in rounds),
            median(each.cpu_s for each in rounds),
            fmean(each.google_s for each in rounds),
        )


class Google:
    """An emulator that runs elsewhere, so that its work is not counted as the portal's."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.sheets", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline().split()
        if said[:1] != ["ready"]:
            self.stop()
            raise RuntimeError("The emulator did not start.")
        self.emulator = Emulator(said[1])

    def new_place(self) -> Connection:
        """Let somebody create a spreadsheet and share it with the portal's account."""
        key = self.emulator.key(PORTAL)
        book_id = self.emulator.create(locale="de_DE", time_zone="Europe/Berlin", share={PORTAL: "writer"})
        return Connection(book_id, key, (new_key(),), self.emulator.url)

    def forget(self) -> None:
        """Begin to count anew."""
        self.emulator.delete("log")

    def asked(self) -> Asked:
        """Return what was asked since then."""
        return asked_of(self.emulator)

    def measured(self, work: Callable[[], object]) -> Effort:
        """Do something, and return what it took."""
        self.forget()
        google, wall, cpu = self._cpu_s, time.perf_counter(), time.process_time()
        work()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        return Effort(self.asked(), wall, cpu, self._cpu_s - google)

    @property
    def _cpu_s(self) -> float:
        """The time its process has worked; Linux keeps it under /proc, in hundredths of a second."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def asked_of(emulator: Emulator) -> Asked:
    """Return what was asked of an emulator since its log was emptied."""
    log = emulator.get("log")["requests"]
    kinds = [entry["kind"] for entry in log]
    return Asked(
        kinds.count("read"),
        kinds.count("write"),
        sum(entry["request_bytes"] + len(_address(entry["path"], entry["query"])) for entry in log),
        sum(entry["response_bytes"] for entry in log),
    )


@contextmanager
def running_google() -> Iterator[Google]:
    """Run one."""
    google = Google()
    try:
        yield google
    finally:
        google.stop()


def _address(path: str, query: dict[str, list[str]]) -> str:
    return f"{path}?{urlencode(query, doseq=True)}"
