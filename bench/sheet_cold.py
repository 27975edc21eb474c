"""A register on a sheet, opened in a process that has done nothing else: its time and its memory."""

import contextlib
import gc
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace

from bench.google import Effort, Google
from bench.registers import ROOT
from bench.servers import resident_mb
from bench.sheet_report import LOOKS_KEPT
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.connection import Connection


def cold_load(google: Google, place: Connection) -> tuple[Effort, dict[str, float]]:
    """Open the register in such a process; return what it took, and how many MB it held before, after and at most."""
    command = [sys.executable, "-m", "bench.sheet_cold"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        parts = (place.spreadsheet_id, dict(place.account), place.keys, place.endpoint)
        process.stdin.write(json.dumps(parts) + "\n")
        process.stdin.flush()
        lines = process.stdout
        said: dict[str, float] = {}
        effort = google.measured(lambda: said.update(json.loads(lines.readline())))
        process.stdin.write("go on\n")
        process.stdin.flush()
        memory_mb = json.loads(lines.readline())
    return replace(effort, wall_s=said["wall_s"], cpu_s=said["cpu_s"]), memory_mb


def _tell_of_cold_load() -> None:
    """Open the register that stdin names and say how long it took; then, when told, how much memory it takes."""
    book_id, account, keys, endpoint = json.loads(sys.stdin.readline())
    with contextlib.closing(SheetRegister(Connection(book_id, account, tuple(keys), endpoint))) as register:
        before, wall, cpu = resident_mb(), time.perf_counter(), time.process_time()
        register.snapshot()
        print(json.dumps({"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}), flush=True)
        sys.stdin.readline()
        gc.collect()
        after = resident_mb()
        for _ in range(LOOKS_KEPT):
            register.refresh()
        later, peak = resident_mb(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"before": before, "after": after, "later": later, "peak": peak}))


if __name__ == "__main__":
    _tell_of_cold_load()
