"""`python -m bench annual`: what the four files of an annual report cost, step by step, beside the slowest of them."""

import contextlib
import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.registers import TODAY, copied, register_file, url_of
from bench.report import Report
from services.branding import branding_of
from services.people import tryout_visitor
from services.register import opening
from services.report.building import annual_report
from services.report.files.docx import report_docx
from services.report.files.pdf import report_pdf
from services.report.files.pictures import bitmaps, vectors
from services.report.files.pptx import report_pptx
from services.report.files.xlsx import report_xlsx


def measure(reactions: int, rounds: int, kept_in: Path) -> Report:
    """Make the report of the last whole year, its pictures and its files, one after the other, and report."""
    times: dict[str, list[float]] = {}
    sizes: dict[str, int] = {}

    def timed(name: str, work: Callable[..., Any], *args: Any) -> Any:
        gc.collect()
        start = time.perf_counter()
        made = work(*args)
        times.setdefault(name, []).append(time.perf_counter() - start)
        if isinstance(made, bytes):
            sizes[name] = len(made)
        return made

    actor = tryout_visitor("krm_officer").actor
    with TemporaryDirectory(prefix="resonanz-bench-") as scratch, contextlib.ExitStack() as stack:
        register = opening.open_register(url_of(copied(register_file(reactions, kept_in), Path(scratch))))
        stack.callback(register.close)
        snapshot = register.snapshot()
        branding = branding_of(snapshot)
        for _ in range(rounds):
            report = timed("report", annual_report, snapshot, TODAY, actor, "de", TODAY.year - 1)
            for_word = timed("pictures for Word", bitmaps, report)
            timed("DOCX", report_docx, report, branding, for_word)
            timed("PPTX", report_pptx, report, branding)
            timed("XLSX", report_xlsx, report, branding)
            for_pdf = timed("pictures for PDF", vectors, report)
            timed("PDF", report_pdf, report, branding, for_pdf)
    medians = {name: median(found) for name, found in times.items()}
    slowest = max(medians.values())
    whole = sum(medians.values())
    rows = [
        (name, f"{found:.2f}", f"{found / slowest:.2f}", _kilobytes(sizes.get(name))) for name, found in medians.items()
    ]
    return Report(
        "annual",
        f"The four files of the annual report, from {reactions:,} reactions",
        ("", "median s", "× slowest step", "kB"),
        (*rows, ("all four files", f"{whole:.2f}", f"{whole / slowest:.2f}", _kilobytes(sum(sizes.values())))),
        (),
        (
            f"{rounds} rounds in one process, one step after the other, the report of {TODAY.year - 1}; it is built "
            "once for all four files. The first round also starts the engine that draws the charts.",
        ),
        {"seconds": times, "bytes": sizes},
    )


def _kilobytes(size: int | None) -> str:
    return "" if size is None else f"{size / 1000:,.0f}"
