"""`python -m bench pages`: what a rerun of each page costs, beside a bare Streamlit page in the same rounds."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.registers import CASE, copied, register_file, save_something, url_of
from bench.report import Budget, Report
from bench.servers import PREVIEW_ROWS, Server, Session, bare_server, portal_server
from bench.timing import ScriptTime
from services.register.opening import open_register
from services.register.sql.adapter import WATCH_SECONDS

TIMES_BARE = 3.0
GROWTH = 1.5
WARM_UP_ROUNDS = 3
PAGES: Mapping[str, Mapping[str, object]] = {
    "today": {"page": "today"},  # of the KRM officer, whose role is tried out first
    "today-office": {"page": "today", "role": "Büro der Geschäftsführung"},
    "today-team-lead": {"page": "today", "role": "Teamleitung"},
    "new": {"page": "new"},
    "register": {"page": "register"},
    "case": {"page": "case", "query_params": {"number": [CASE]}},
    "deadlines": {"page": "deadlines"},
    "channels": {"page": "channels"},
    "themes": {"page": "themes"},
    "outcomes": {"page": "outcomes"},
    "praise": {"page": "praise"},
    "same_day": {"page": "same_day"},
    "ombuds": {"page": "ombuds"},
    "overview": {"page": "overview"},
    "quality": {"page": "quality"},
    "escalation": {"page": "escalation"},
    "follow_ups": {"page": "follow_ups"},
    "measures": {"page": "measures"},
    "annual": {"page": "annual"},
}
NOT_COLLECTING = {"runner.postScriptGC": "false"}
DOOR: Mapping[str, object] = {"page": "import"}
SAVES = 3
HEADER_OF_SIZE = ("ms", "× bare", "script", "cpu", "first", "saved")


@dataclass(slots=True)
class Measured:
    """The reruns of one page on one server."""

    first_ms: float = 0.0
    first_script: ScriptTime = field(default_factory=lambda: ScriptTime(0.0, 0.0))
    size: int = 0
    reruns: list[tuple[float, ScriptTime]] = field(default_factory=list)
    after_saves: list[tuple[float, ScriptTime]] = field(default_factory=list)

    @property
    def ms(self) -> float:
        """The median time until the answer is here."""
        return median(elapsed for elapsed, _ in self.reruns)

    @property
    def script_ms(self) -> float:
        """The median time of the script alone."""
        return median(script.wall_ms for _, script in self.reruns)

    @property
    def cpu_ms(self) -> float:
        """The median time of the script alone on the processor: what a busy machine disturbs least."""
        return median(script.cpu_ms for _, script in self.reruns)

    @property
    def after_save_ms(self) -> float:
        """The median time of the first rerun after a save, with everything derived to be worked out anew."""
        return median(elapsed for elapsed, _ in self.after_saves) if self.after_saves else 0.0

    def data(self) -> dict[str, Any]:
        """Return the medians and the first run."""
        return {
            "rerun_ms": self.ms,
            "script_ms": self.script_ms,
            "script_cpu_ms": self.cpu_ms,
            "first_ms": self.first_ms,
            "first_script_ms": self.first_script.wall_ms,
            "after_save_ms": self.after_save_ms,
            "answer_kb": self.size / 1000,
            "reruns_ms": [round(elapsed, 2) for elapsed, _ in self.reruns],
        }


@dataclass(frozen=True, slots=True)
class Run:
    """Everything measured in one run: the bare page, the same without collecting garbage, each page of each size."""

    sizes: tuple[int, ...]
    bare: Measured
    uncollected: Measured
    pages: Mapping[str, Mapping[int, Measured]]
    doors_ms: Mapping[int, float]
    memory_mb: Mapping[int, float]


Opened = tuple[Session, Measured]


def measure(sizes: Sequence[int], rounds: int, kept_in: Path, names: Sequence[str] = tuple(PAGES)) -> Report:
    """Start the bare page and the portal on registers of each size, drive them in turns, and report."""
    with TemporaryDirectory(prefix="resonanz-bench-") as scratch, ExitStack() as stack:
        folder = Path(scratch)
        bare = stack.enter_context(bare_server(folder, "bare"))
        uncollected = stack.enter_context(bare_server(folder, "bare-uncollected", NOT_COLLECTING))
        servers, urls = dict[int, Server](), dict[int, str]()
        for size in sizes:
            urls[size] = url_of(copied(register_file(size, kept_in), folder))
            servers[size] = stack.enter_context(portal_server(folder, f"portal-{size}", urls[size]))
        # Opened first and not kept: the process reads the register and loads its modules then.
        doors = {size: Session(server, **DOOR).first_ms for size, server in servers.items()}
        around = [_opened(bare, {}), _opened(uncollected, {})]
        opened = {name: {size: _opened(servers[size], PAGES[name]) for size in sizes} for name in names}
        _rerun(around, opened, rounds)
        memory = {size: server.memory_mb for size, server in servers.items()}
        _rerun_after_saves(opened, urls, min(SAVES, rounds))
    pages = {name: {size: measured for size, (_, measured) in by_size.items()} for name, by_size in opened.items()}
    return _report(Run(tuple(sizes), around[0][1], around[1][1], pages, doors, memory), rounds)


def _rerun(around: Sequence[Opened], opened: Mapping[str, Mapping[int, Opened]], rounds: int) -> None:
    """Run the bare pages, then a page at each size, then the bare pages again, and so on; nothing changes meanwhile."""
    for number in range(-WARM_UP_ROUNDS, rounds):
        # Forth and back, so that nothing always comes right after the same other thing.
        for name in opened if number % 2 else reversed(list(opened)):
            for session, measured in chain(around, opened[name].values()):
                rerun = session.rerun()
                if number >= 0:
                    measured.reruns.append(rerun)


def _rerun_after_saves(opened: Mapping[str, Mapping[int, Opened]], urls: Mapping[int, str], saves: int) -> None:
    """Save something from outside, wait until the portals have seen it, and run every page once; another one first."""
    names = list(opened)
    with ExitStack() as stack:
        registers = [stack.enter_context(closing(open_register(url))) for url in urls.values()]
        for number in range(saves):
            for register in registers:
                save_something(register)
            time.sleep(2 * WATCH_SECONDS + 1)
            start = number * len(names) // saves
            for name in names[start:] + names[:start]:
                for session, measured in opened[name].values():
                    measured.after_saves.append(session.rerun())


def _opened(server: Server, start: Mapping[str, object]) -> Opened:
    session = Session(server, **start)
    return session, Measured(session.first_ms, session.first_script, session.size)


def _report(run: Run, rounds: int) -> Report:
    return Report(
        "pages",
        "A rerun of each page, in milliseconds (medians)",
        ("page", *(f"{name} {size:,}" for size in run.sizes for name in HEADER_OF_SIZE), *_growth_header(run)),
        tuple(_rows(run)),
        tuple(_budgets(run)),
        tuple(_notes(run, rounds)),
        {
            "rounds": rounds,
            "bare": run.bare.data(),
            "bare_not_collecting": run.uncollected.data(),
            "pages": {
                name: {str(size): measured.data() for size, measured in by_size.items()}
                for name, by_size in run.pages.items()
            },
            "server_memory_mb": {str(size): megabytes for size, megabytes in run.memory_mb.items()},
            "first_request_ms": {str(size): elapsed for size, elapsed in run.doors_ms.items()},
        },
    )


def _growth_header(run: Run) -> tuple[str, ...]:
    return ("growth", "of script") if len(run.sizes) > 1 else ()


def _rows(run: Run) -> Iterator[tuple[str, ...]]:
    bare = run.bare
    for name, measured in (("(bare)", bare), ("(bare, not collecting)", run.uncollected)):
        cells = [_cells(measured, bare.ms) for _ in run.sizes]
        yield (name, *chain.from_iterable(cells), *("" for _ in _growth_header(run)))
    for name, by_size in run.pages.items():
        cells = [_cells(by_size[size], bare.ms) for size in run.sizes]
        growth = [f"{_growth(by_size, 'ms'):.2f}", f"{_growth(by_size, 'cpu_ms'):.2f}"] if len(run.sizes) > 1 else []
        yield (name, *chain.from_iterable(cells), *growth)


def _cells(measured: Measured, bare_ms: float) -> tuple[str, ...]:
    saved = f"{measured.after_save_ms:.0f}" if measured.after_saves else ""
    times = (measured.ms, measured.ms / bare_ms, measured.script_ms, measured.cpu_ms)
    return (*(f"{figure:.1f}" for figure in times), f"{measured.first_ms:.0f}", saved)


def _growth(by_size: Mapping[int, Measured], figure: str) -> float:
    small, *_, large = by_size.values()
    return float(getattr(large, figure) / getattr(small, figure))


def _budgets(run: Run) -> Iterator[Budget]:
    small, large = run.sizes[0], run.sizes[-1]
    for name, by_size in run.pages.items():
        yield Budget(f"{name}: {small:,} reactions, times the bare page", by_size[small].ms / run.bare.ms, TIMES_BARE)
        if len(run.sizes) > 1:
            yield Budget(f"{name}: {large:,} reactions, times {small:,}", _growth(by_size, "ms"), GROWTH)


def _notes(run: Run, rounds: int) -> Iterator[str]:
    least = [measured.ms / run.uncollected.ms for by_size in run.pages.values() for measured in by_size.values()]
    yield (
        f"{rounds} rounds; in each, every page is run once at every size, with a run of the bare page (a title and "
        f"nothing else; {len(run.pages)} runs a round) before it. A rerun is a request of the session that changes "
        "nothing: Streamlit runs the whole script, and the agent API answers with the whole page."
    )
    yield (
        f"Both sides with server.agentPreviewRows={PREVIEW_ROWS}, without file watcher and usage statistics. “script” "
        "is the time of app.py with its page, taken around it from outside; “cpu” what of that the processor was at "
        "it; “first” the first run of the page in the process, with nothing cached but the register; “saved” the first "
        f"rerun after a save by another process ({SAVES} saves)."
    )
    yield (
        "After every run Streamlit collects the garbage of the whole process (runner.postScriptGC), which is most of "
        "what the bare page costs; the portal takes its modules out of that (pages/ui/heap.py). “Not collecting” is "
        "the bare page with this switched off: the least that Streamlit and the agent API take. Beside that one, the "
        f"pages take {min(least):.1f} to {max(least):.1f} times as long."
    )
    for size in run.sizes:
        yield (
            f"{size:,} reactions: the first request of all, which loads the modules and reads the register, took "
            f"{run.doors_ms[size] / 1000:.1f} s; the server then holds {run.memory_mb[size]:.0f} MB with "
            f"{len(run.pages) + 1} sessions."
        )
