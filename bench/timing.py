"""Runs a Streamlit script and writes down how long it took; started by the wrapper that `staged` makes.

The portal itself knows nothing of being timed.
"""

import os
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from bench.registers import ROOT

TIMES_VARIABLE = "BENCH_TIMES"
WRAPPER = "from bench import timing\n\ntiming.run({script!r}, globals())\n"


@dataclass(frozen=True, slots=True)
class ScriptTime:
    """How long runs of the script took: on the clock, and of that on the processor, in milliseconds."""

    wall_ms: float
    cpu_ms: float


def staged(script: Path, folder: Path) -> Path:
    """Return a script that times `script`, with the portal's pages beside it, as Streamlit looks for them there."""
    folder.mkdir()
    if script.parent == ROOT:
        (folder / "pages").symlink_to(ROOT / "pages")
    wrapper = folder / "app.py"
    wrapper.write_text(WRAPPER.format(script=str(script)), encoding="utf-8")
    return wrapper


def run(script: str, names: dict[str, Any]) -> None:
    """Run the script in the namespace of the wrapper, as Streamlit would."""
    code = _compiled(script)
    wall, cpu = time.perf_counter(), time.thread_time()
    try:
        exec(code, names)
    finally:
        line = f"{(time.perf_counter() - wall) * 1000:.4f} {(time.thread_time() - cpu) * 1000:.4f}\n"
        with open(os.environ[TIMES_VARIABLE], "a", encoding="ascii") as times:
            times.write(line)


@cache
def _compiled(script: str) -> CodeType:
    return compile(Path(script).read_text(encoding="utf-8"), script, "exec")


class Times:
    """Reads what the wrapper writes."""

    def __init__(self, file: Path) -> None:
        file.touch()
        self._file = file
        self._read = 0

    def take(self) -> ScriptTime:
        """Return the time of all runs since the last call, added up."""
        with self._file.open("rb") as file:
            file.seek(self._read)
            lines = file.read()
        self._read += len(lines)
        runs = [tuple(map(float, line.split())) for line in lines.splitlines()]
        return ScriptTime(sum(run[0] for run in runs), sum(run[1] for run in runs))
