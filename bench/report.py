"""What was measured, as aligned text, as JSON and as a part of the page in the docs."""

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Budget:
    """What a figure should not exceed."""

    name: str
    figure: float
    limit: float

    @property
    def verdict(self) -> str:
        """Whether the figure keeps within its budget, and by how much it misses it."""
        if self.figure <= self.limit:
            return f"within budget ({self.figure:.2f} of {self.limit:g})"
        if not self.limit:
            return f"missed ({self.figure:g} instead of 0)"
        return f"missed by {(self.figure / self.limit - 1) * 100:.0f} % ({self.figure:.2f} instead of {self.limit:g})"


@dataclass(frozen=True, slots=True)
class Report:
    """One command's result: a table with a header, the budgets, and what to know about how it was measured."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    budgets: tuple[Budget, ...]
    notes: tuple[str, ...]
    figures: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """Return it for a terminal."""
        lines = [self.title, "", *_aligned([self.header, *self.rows]), ""]
        lines += _aligned([(budget.name, budget.verdict) for budget in self.budgets], left=2)
        return "\n".join([*lines, "", *self.notes, f"Measured on {machine()}."])

    def data(self) -> dict[str, Any]:
        """Return it for `--json`."""
        budgets = [
            {
                "name": budget.name,
                "figure": budget.figure,
                "limit": budget.limit,
                "within": budget.figure <= budget.limit,
            }
            for budget in self.budgets
        ]
        return {"name": self.name, "machine": machine(), "figures": self.figures, "budgets": budgets}

    def markdown(self) -> str:
        """Return it for the docs."""
        rows = [self.header, ("---", *["---:"] * (len(self.header) - 1)), *self.rows]
        lines = [f"## {self.title}", "", *(f"| {' | '.join(row)} |" for row in rows), ""]
        lines += ["| Budget | |", "| --- | --- |", *(f"| {b.name} | {b.verdict} |" for b in self.budgets), ""]
        return "\n".join([*lines, *(f"- {note}" for note in self.notes), f"- Measured on {machine()}.", ""])


def machine() -> str:
    """Return what the figures depend on: processor, Python, Streamlit."""
    found = re.search(r"^model name\s*: (.+)$", _proc("cpuinfo"), re.MULTILINE)
    model = found[1].strip() if found else platform.machine()
    load = os.getloadavg()[0]
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "pandas", "pyarrow"))
    cores = f"{os.cpu_count()} cores ({model}), load {load:.1f} at the end"
    return f"{cores}, Python {platform.python_version()}, {packages}"


def write_into(page: Path, report: Report) -> None:
    """Put a report in its place in the page: between its marks, or at the end where it was not there before."""
    start, end = f"<!-- {report.name}: written by python -m bench -->", f"<!-- end of {report.name} -->"
    part = f"{start}\n{report.markdown()}{end}"
    text = page.read_text(encoding="utf-8") if page.exists() else "# Benchmarks\n"
    head, mark, rest = text.partition(start)
    text = head + part + rest.partition(end)[2] if mark else f"{text.rstrip()}\n\n{part}\n"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")


def _proc(name: str) -> str:
    path = Path("/proc") / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _aligned(rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Return the rows as lines; all columns but the first `left` are set to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
