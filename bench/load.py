"""`python -m bench load`: what a cold snapshot costs, beside `json.loads` of the same rows; and its memory."""

import contextlib
import gc
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.registers import ROOT, copied, register_file, url_of
from bench.report import Budget, Report
from bench.servers import resident_mb
from schema.tables import TABLES
from services.register import opening

TIMES_JSON = 6.0


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How long something took: on the clock, and of that on the processor, in seconds."""

    wall_s: float
    cpu_s: float


def measure(reactions: int, rounds: int, kept_in: Path) -> Report:
    """Read the register cold and the same rows as JSON, in turns, and report."""
    with TemporaryDirectory(prefix="resonanz-bench-") as scratch:
        file = copied(register_file(reactions, kept_in), Path(scratch))
        rows = _stored_rows(file)
        counts = {table: len(of_table) for table, of_table in rows.items() if of_table}
        text = json.dumps(rows, ensure_ascii=False)
        del rows
        cold, parsed = list[Elapsed](), list[Elapsed]()
        for _ in range(rounds):
            cold.append(_timed(lambda: _read_cold(file)))
            parsed.append(_timed(lambda: json.loads(text)))
        before, after, peak = _memory(file)
    ratio = _median(cold).wall_s / _median(parsed).wall_s
    cpu_ratio = _median(cold).cpu_s / _median(parsed).cpu_s
    listed = ", ".join(f"{count:,} {table}" for table, count in counts.items())
    return Report(
        "load",
        f"A cold snapshot of {reactions:,} reactions",
        ("", "median s", "× json.loads", "cpu s", "× json.loads"),
        (
            (
                "snapshot",
                f"{_median(cold).wall_s:.2f}",
                f"{ratio:.2f}",
                f"{_median(cold).cpu_s:.2f}",
                f"{cpu_ratio:.2f}",
            ),
            ("json.loads", f"{_median(parsed).wall_s:.2f}", "1.00", f"{_median(parsed).cpu_s:.2f}", "1.00"),
        ),
        (Budget(f"cold snapshot of {reactions:,}, times json.loads", ratio, TIMES_JSON),),
        (
            f"{rounds} rounds, one after the other in one process: a register opened and read from its SQLite file, "
            f"and json.loads of the same rows ({listed}; a list of objects per table, every column, "
            f"{len(text) / 1e6:.0f} million characters). “cpu” is what the processor was at it: what a busy machine "
            "disturbs least.",
            f"Resident memory of a process of its own: {before:.0f} MB before, {after:.0f} MB with the snapshot, "
            f"{peak:.0f} MB at most.",
        ),
        {
            "rounds": rounds,
            "rows": counts,
            "snapshot_s": [elapsed.wall_s for elapsed in cold],
            "json_loads_s": [elapsed.wall_s for elapsed in parsed],
            "ratio": ratio,
            "cpu_ratio": cpu_ratio,
            "memory_mb": {"before": before, "after": after, "peak": peak},
        },
    )


def _stored_rows(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every declared table, read past the portal."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return {table: [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')] for table in TABLES}


def _timed(work: Callable[[], object]) -> Elapsed:
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    elapsed = Elapsed(time.perf_counter() - wall, time.process_time() - cpu)
    del result
    return elapsed


def _median(rounds: Sequence[Elapsed]) -> Elapsed:
    return Elapsed(median(each.wall_s for each in rounds), median(each.cpu_s for each in rounds))


def _read_cold(file: Path) -> object:
    with contextlib.closing(opening.open_register(url_of(file))) as register:
        return register.snapshot()


def _memory(file: Path) -> tuple[float, float, float]:
    """Return what a process holds before and after it reads the register, and at most, in MB."""
    command = [sys.executable, "-m", "bench.load", str(file)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    before, after, peak = json.loads(said.stdout)
    return before, after, peak


def _tell_memory(file: Path) -> None:
    import resource

    before = resident_mb()
    snapshot = _read_cold(file)
    gc.collect()
    after = resident_mb()
    print(json.dumps([before, after, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
    del snapshot


if __name__ == "__main__":
    _tell_memory(Path(sys.argv[1]))
