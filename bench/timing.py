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
# The server reads the portal's script once at its start, and finds there that it is an application; see app.py.
PORTAL_WRAPPER = """import streamlit as st

from bench import timing
from pages.ui import server

if __name__ != "__main__":
    server.use_own_navigation()
    app = st.App(__file__)
else:
    timing.run({script!r}, globals())
"""
WRAPPER = "from bench import timing\n\ntiming.run({script!r}, globals())\n"


@dataclass(frozen=True, slots=True)
class ScriptTime:
    """How long runs of the script took: on the clock, and of that on the processor, in milliseconds."""

    wall_ms: float
    cpu_ms: float


def staged(script: Path, folder: Path) -> Path:
    """Return a script that times `script`, with the portal's pages beside it, as Streamlit looks for them there."""
    folder.mkdir()
    wrapper = folder / f"timed_{script.stem}.py"  # not app.py: that name would be looked up in the portal's folder
    is_portal = script.parent == ROOT
    if is_portal:
        (folder / "pages").symlink_to(ROOT / "pages")
    wrapper.write_text((PORTAL_WRAPPER if is_portal else WRAPPER).format(script=str(script)), encoding="utf-8")
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
