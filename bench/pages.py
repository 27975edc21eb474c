"""`python -m bench pages`: what a rerun of each page costs, beside a bare Streamlit page in the same rounds."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.registers import CASE, copied, register_file, url_of
from bench.report import Budget, Report
from bench.servers import PREVIEW_ROWS, Server, Session, bare_server, portal_server
from bench.timing import ScriptTime

TIMES_BARE = 3.0
GROWTH = 1.5
WARM_UP_ROUNDS = 3
PAGES: Mapping[str, Mapping[str, object]] = {
    "today": {"page": "today"},
    "new": {"page": "new"},
    "register": {"page": "register"},
    "case": {"page": "case", "query_params": {"number": [CASE]}},
    "deadlines": {"page": "deadlines"},
    "channels": {"page": "channels"},
    "ombuds": {"page": "ombuds"},
}
# Opened first on each server and not measured: the process reads the register and loads its modules then.
DOOR: Mapping[str, object] = {"page": "import"}
HEADER_OF_SIZE = ("ms", "× bare", "script", "cpu", "first", "its script")


@dataclass(slots=True)
class Measured:
    """The reruns of one page on one server."""

    first_ms: float = 0.0
    first_script: ScriptTime = field(default_factory=lambda: ScriptTime(0.0, 0.0))
    size: int = 0
    reruns: list[tuple[float, ScriptTime]] = field(default_factory=list)

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

    def data(self) -> dict[str, Any]:
        """Return the medians and the first run."""
        return {
            "rerun_ms": self.ms,
            "script_ms": self.script_ms,
            "script_cpu_ms": self.cpu_ms,
            "first_ms": self.first_ms,
            "first_script_ms": self.first_script.wall_ms,
            "answer_kb": self.size / 1000,
            "reruns_ms": [round(elapsed, 2) for elapsed, _ in self.reruns],
        }


@dataclass(frozen=True, slots=True)
class Run:
    """Everything measured in one run: the bare page, and each page of each size."""

    sizes: tuple[int, ...]
    bare: Measured
    pages: Mapping[str, Mapping[int, Measured]]
    doors_ms: Mapping[int, float]
    memory_mb: Mapping[int, float]


def measure(sizes: Sequence[int], rounds: int, kept_in: Path, names: Sequence[str] = tuple(PAGES)) -> Report:
    """Start the bare page and the portal on registers of each size, drive them in turns, and report."""
    with TemporaryDirectory(prefix="resonanz-bench-") as scratch, ExitStack() as stack:
        folder = Path(scratch)
        bare = stack.enter_context(bare_server(folder))
        servers: dict[int, Server] = {}
        for size in sizes:
            url = url_of(copied(register_file(size, kept_in), folder))
            servers[size] = stack.enter_context(portal_server(folder, f"portal-{size}", url))
        return _report(_measured(bare, servers, rounds, names), rounds)


def _measured(bare: Server, servers: Mapping[int, Server], rounds: int, names: Sequence[str]) -> Run:
    doors = {size: Session(server, **DOOR).first_ms for size, server in servers.items()}
    bare_session, bare_measured = _opened(bare, {})
    opened = {name: {size: _opened(server, PAGES[name]) for size, server in servers.items()} for name in names}
    for number in range(-WARM_UP_ROUNDS, rounds):
        # Forth and back, so that nothing always comes right after the same other thing.
        for name in names if number % 2 else reversed(names):
            in_turn = chain([(bare_session, bare_measured)], opened[name].values())
            for session, measured in in_turn:
                rerun = session.rerun()
                if number >= 0:
                    measured.reruns.append(rerun)
    return Run(
        tuple(servers),
        bare_measured,
        {name: {size: measured for size, (_, measured) in by_size.items()} for name, by_size in opened.items()},
        doors,
        {size: server.memory_mb for size, server in servers.items()},
    )


def _opened(server: Server, start: Mapping[str, object]) -> tuple[Session, Measured]:
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
    cells = [_cells(bare, bare.ms) for _ in run.sizes]
    yield ("(bare)", *chain.from_iterable(cells), *("" for _ in _growth_header(run)))
    for name, by_size in run.pages.items():
        cells = [_cells(by_size[size], bare.ms) for size in run.sizes]
        growth = [f"{_growth(by_size, 'ms'):.2f}", f"{_growth(by_size, 'cpu_ms'):.2f}"] if len(run.sizes) > 1 else []
        yield (name, *chain.from_iterable(cells), *growth)


def _cells(measured: Measured, bare_ms: float) -> tuple[str, ...]:
    times = (measured.ms, measured.ms / bare_ms, measured.script_ms, measured.cpu_ms)
    return (*(f"{figure:.1f}" for figure in times), f"{measured.first_ms:.0f}", f"{measured.first_script.wall_ms:.0f}")


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
    yield (
        f"{rounds} rounds; in each, every page is run once at every size, with a run of the bare page (a title and "
        f"nothing else, {len(run.pages)} runs a round) before it. A rerun is a request of the session that changes "
        "nothing: Streamlit runs the whole script, and the agent API answers with the whole page."
    )
    yield (
        f"Both sides with server.agentPreviewRows={PREVIEW_ROWS}, without file watcher and usage statistics. “script” "
        "is the time of app.py with its page, taken around it from outside; “cpu” what of that the processor was at "
        "it; “first” the first run of the page in the process, with nothing cached but the register."
    )
    for size in run.sizes:
        yield (
            f"{size:,} reactions: the first request of all, which loads the modules and reads the register, took "
            f"{run.doors_ms[size] / 1000:.1f} s; the server then holds {run.memory_mb[size]:.0f} MB with "
            f"{len(run.pages) + 1} sessions."
        )
