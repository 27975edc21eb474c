"""`python -m bench sheet`: what the register on a Google Sheet asks of Google, beside plain gspread in the same run."""

import contextlib
import gc
import json
import random
import resource
import string
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial

from bench import registers
from bench.google import Asked, Effort, Google, running_google
from bench.plain_gspread import PlainSheet
from bench.report import Budget, Report
from bench.servers import resident_mb
from services.register.base import ChangeSet, RowChange, new_id
from services.register.sheet.adapter import WATCH_SECONDS, SheetRegister
from services.register.sheet.connection import Connection
from services.register.sheet.layout import letters, tabs
from services.register.snapshot import Row, Snapshot

VIEWERS = 100
VIEWED_EVERY_SECONDS = 2.0  # as every open page asks
FILLED_AT_ONCE = 500  # rows
TEXT_CHARACTERS = 1_000
NEVER_SECONDS = 86_400.0  # a portal that looks only when it is told to
PATIENCE_SECONDS = 600.0
SHOWN_ROUNDS = 3
TYPED_ROUNDS = 2
LOOKS_KEPT = 3  # at all rows, before the memory is looked at again
MOST_READS, MOST_WRITES, MOST_KILOBYTES = 2, 1, 20  # of one save
MOST_READS_A_MINUTE = 4
PORTAL_SHOWS_WITHIN_S, HAND_SHOWS_WITHIN_S = 30.0, 120.0
MOST_GROWTH_OF_BYTES, MOST_GROWTH_OF_TIME = 1.1, 1.5
MOST_LOOK_CPU_S = 1.0

SAVE_NEW = "save: a new case, 1,000 characters"
SAVE_CHANGE = "save: a change, 1,000 characters"
REFRESH = "refresh: another portal changed one"
GLANCE = "look: nothing new"
LOOK = "look at all rows: nothing new"
LOAD = "cold load"
IDLE = {1: "idle minute, 1 viewer", VIEWERS: f"idle minute, {VIEWERS} viewers"}


@dataclass
class Measured:
    """What was measured at one size."""

    rows: dict[str, int] = field(default_factory=dict)
    filling: Effort | None = None
    efforts: dict[str, Effort] = field(default_factory=dict)
    plain: dict[str, Effort] = field(default_factory=dict)
    memory_mb: dict[str, float] = field(default_factory=dict)
    idle: dict[int, Asked] = field(default_factory=dict)
    portal_shown_s: list[float] = field(default_factory=list)
    hand_shown_s: list[float] = field(default_factory=list)


def measure(
    sizes: Sequence[int], rounds: int, minute_seconds: float = 60.0, watch_seconds: float = WATCH_SECONDS
) -> Report:
    """Measure at every size, and report; `minute_seconds` is how long an idle minute lasts."""
    found = {size: Measured() for size in sizes}
    with contextlib.ExitStack() as stack:
        googles = {size: stack.enter_context(running_google()) for size in sizes}
        places = {size: googles[size].new_place() for size in sizes}
        for size in sizes:
            _measure_work(googles[size], places[size], size, rounds, found[size])
        # Nearly all of this is waiting, so that all sizes wait at once.
        with ThreadPoolExecutor(len(sizes)) as pool:
            waits = [
                pool.submit(_wait, googles[size], places[size], minute_seconds, watch_seconds, found[size])
                for size in sizes
            ]
            for wait in waits:
                wait.result()
    return _report(found, rounds, minute_seconds, watch_seconds)


# ---- work


def _measure_work(google: Google, place: Connection, size: int, rounds: int, found: Measured) -> None:
    with _portal(place) as register:
        found.filling = google.measured(lambda: registers.fill(register, size, rows_at_once=FILLED_AT_ONCE))
        snapshot = register.refresh()
        found.rows = {table: len(frame) for table, frame in snapshot.frames.items() if len(frame)}
    found.efforts[LOAD] = _cold_load(google, place, found)
    with _portal(place) as register, _portal(place) as other:
        portals = (register, other)
        plain = PlainSheet(google, snapshot)
        works = (
            (SAVE_NEW, _new_saves(register, plain, rounds)),
            (SAVE_CHANGE, _changing_saves(register, plain, rounds)),
            (REFRESH, _refreshes(portals, plain, rounds)),
            (GLANCE, [(register.glance, plain.load)] * rounds),
            (LOOK, [(register.refresh, plain.load)] * rounds),
        )
        for name, pairs in works:
            efforts = [(google.measured(ours), google.measured(theirs)) for ours, theirs in pairs]
            found.efforts[name] = Effort.typical([ours for ours, _ in efforts])
            found.plain[name] = Effort.typical([theirs for _, theirs in efforts])
        found.plain[LOAD] = google.measured(plain.open_and_load)


Pair = tuple[Callable[[], object], Callable[[], object]]


def _new_saves(register: SheetRegister, plain: PlainSheet, rounds: int) -> Iterator[Pair]:
    for _ in range(rounds):
        rows = _new_case()
        changes = [RowChange(table, row["id"], _without_id(row)) for table, row in rows.items()]
        yield partial(_commit, register, changes), partial(plain.save_new, rows)


def _changing_saves(register: SheetRegister, plain: PlainSheet, rounds: int) -> Iterator[Pair]:
    for _ in range(rounds):
        seen = _case(register.snapshot())
        values = {"text": _text(), "subject": f"Rückruf erbeten ({new_id()})"}
        change = RowChange("reactions", seen["id"], values, seen=seen)
        yield partial(_commit, register, [change]), partial(plain.save_change, {**seen, **values})


def _refreshes(portals: tuple[SheetRegister, SheetRegister], plain: PlainSheet, rounds: int) -> Iterator[Pair]:
    register, other = portals
    other.refresh()
    for _ in range(rounds):
        registers.save_something(other)
        yield register.glance, plain.load
        assert _case(register.snapshot()) == _case(other.snapshot())


def _new_case() -> dict[str, Row]:
    reaction = {"id": new_id(), "received_on": date(2026, 11, 2), "channel": "email", "text": _text()}
    reaction |= {"subject": "Bescheid unverständlich", "customer_name": "Erika Muster", "customer_ref": "BG 4711"}
    concern = {"id": new_id(), "reaction_id": reaction["id"], "rank": 1, "kind": "complaint", "area": "benefits"}
    return {"reactions": reaction, "concerns": concern}


def _text() -> str:
    """Return words of random letters: there is no text that is harder to compress."""
    words = ("".join(random.choices(string.ascii_lowercase, k=random.randint(2, 12))) for _ in range(TEXT_CHARACTERS))
    return " ".join(words)[:TEXT_CHARACTERS].strip().ljust(TEXT_CHARACTERS, "x")


def _case(snapshot: Snapshot) -> Row:
    """Return the case that every register has."""
    return snapshot.row("reactions", str(snapshot.find_reaction_id(registers.CASE)))


def _without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


def _commit(register: SheetRegister, changes: Sequence[RowChange]) -> None:
    register.commit(ChangeSet.of(changes, actor="bench", operation_id=new_id()))


@contextmanager
def _portal(place: Connection, watch_seconds: float = NEVER_SECONDS) -> Iterator[SheetRegister]:
    """Open the register as another portal, which has said that it is there."""
    with contextlib.closing(SheetRegister(place, watch_seconds=watch_seconds)) as register:
        register.snapshot()
        register.refresh()
        yield register


# ---- waiting, at the pace of a true portal


def _wait(google: Google, place: Connection, minute_seconds: float, watch_seconds: float, found: Measured) -> None:
    with _portal(place, watch_seconds) as register, _portal(place) as other:
        for viewers in IDLE:
            with _viewing(register, viewers):
                google.forget()
                time.sleep(minute_seconds)
                found.idle[viewers] = google.asked()
        for _ in range(SHOWN_ROUNDS):
            registers.save_something(other)
            found.portal_shown_s.append(_seconds_until(register, "version", _case(other.snapshot())["version"]))
        # The second one is typed right after a look at all rows: the longest wait there is.
        for number in range(TYPED_ROUNDS):
            subject = f"In der Tabelle geändert, zum {number + 1}. Mal"
            _type(google, place, _case(register.snapshot())["id"], subject)
            found.hand_shown_s.append(_seconds_until(register, "subject", subject))


@contextmanager
def _viewing(register: SheetRegister, viewers: int) -> Iterator[None]:
    stopped = threading.Event()

    def view() -> None:
        while not stopped.wait(VIEWED_EVERY_SECONDS * random.random() * 2):
            register.snapshot()

    with ThreadPoolExecutor(viewers) as pool:
        views = [pool.submit(view) for _ in range(viewers)]
        yield
        stopped.set()
        for each in views:
            each.result()


def _seconds_until(register: SheetRegister, column: str, value: object) -> float:
    """Wait until the case holds that value, and return how long it took."""
    began = time.monotonic()
    while _case(register.snapshot())[column] != value:
        if time.monotonic() - began > PATIENCE_SECONDS:
            raise RuntimeError(f"Not seen within {PATIENCE_SECONDS:.0f} seconds.")
        time.sleep(0.02)
    return time.monotonic() - began


def _type(google: Google, place: Connection, row_id: str, subject: str) -> None:
    tab = tabs()["reactions"]
    where = {"column": letters(tab.names.index("subject")), "beside": {"column": "A", "text": row_id}}
    google.emulator.act("type", spreadsheet=place.spreadsheet_id, sheet=tab.title, values=[[subject]], **where)


# ---- a process of its own


def _cold_load(google: Google, place: Connection, found: Measured) -> Effort:
    """Open the register in a process that has done nothing else."""
    command = [sys.executable, "-m", "bench.sheet"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=registers.ROOT, stdin=pipe, stdout=pipe, text=True) as process:
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
        found.memory_mb = json.loads(lines.readline())
    return replace(effort, wall_s=said["wall_s"], cpu_s=said["cpu_s"])


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


# ---- the report


def _report(found: dict[int, Measured], rounds: int, minute_seconds: float, watch_seconds: float) -> Report:
    ours = ("reads", "writes", "kB", "ms", "cpu ms", "Google cpu ms")
    header = ("", *ours, "gspread: requests", "kB", "ms", "× kB", "× ms")
    rows = [row for size, measured in found.items() for row in _rows(size, measured, minute_seconds)]
    budgets = [budget for size, measured in found.items() for budget in _budgets(size, measured)]
    smallest, largest = min(found), max(found)
    if smallest != largest:
        budgets += _growths(smallest, found[smallest], largest, found[largest])
    return Report(
        "sheet",
        "The register on a Google Sheet",
        header,
        tuple(rows),
        tuple(budgets),
        (*_notes(rounds, minute_seconds, watch_seconds), *(_told(size, measured) for size, measured in found.items())),
        {"rounds": rounds, "sizes": {str(size): asdict(measured) for size, measured in found.items()}},
    )


def _rows(size: int, found: Measured, minute_seconds: float) -> Iterator[tuple[str, ...]]:
    assert found.filling is not None
    yield _row(f"{size:,}: filling it", found.filling)
    for name, effort in found.efforts.items():
        yield _row(f"{size:,}: {name}", effort, found.plain[name])
    looks = minute_seconds / WATCH_SECONDS
    for viewers, asked in found.idle.items():
        theirs = found.plain[LOOK].asked.times(looks * viewers)
        requests, kilobytes = f"({theirs.requests:,})", f"({theirs.kilobytes:,.0f})"
        ours = (str(asked.reads), str(asked.writes), f"{asked.kilobytes:,.1f}", "", "", "")
        yield (f"{size:,}: {IDLE[viewers]}", *ours, requests, kilobytes, "", _times(theirs, asked), "")


def _row(name: str, effort: Effort, plain: Effort | None = None) -> tuple[str, ...]:
    asked = effort.asked
    times = [f"{seconds * 1000:,.0f}" for seconds in (effort.wall_s, effort.cpu_s, effort.google_s)]
    ours = (name, str(asked.reads), str(asked.writes), f"{asked.kilobytes:,.1f}", *times)
    if plain is None:
        return (*ours, "", "", "", "", "")
    theirs = (str(plain.asked.requests), f"{plain.asked.kilobytes:,.1f}", f"{plain.wall_s * 1000:,.0f}")
    return (*ours, *theirs, _times(plain.asked, asked), f"{plain.wall_s / effort.wall_s:,.1f}")


def _times(theirs: Asked, ours: Asked) -> str:
    return f"{theirs.kilobytes / ours.kilobytes:,.1f}" if ours.kilobytes else ""


def _budgets(size: int, found: Measured) -> Iterator[Budget]:
    for name in (SAVE_NEW, SAVE_CHANGE):
        asked = found.efforts[name].asked
        yield Budget(f"{size:,}: {name}: reads", asked.reads, MOST_READS)
        yield Budget(f"{size:,}: {name}: writes", asked.writes, MOST_WRITES)
        yield Budget(f"{size:,}: {name}: kB", asked.kilobytes, MOST_KILOBYTES)
    for viewers, asked in found.idle.items():
        yield Budget(f"{size:,}: {IDLE[viewers]}: reads", asked.reads, MOST_READS_A_MINUTE)
    yield Budget(
        f"{size:,}: seconds until another portal's change is seen", max(found.portal_shown_s), PORTAL_SHOWS_WITHIN_S
    )
    yield Budget(f"{size:,}: seconds until a hand edit is seen", max(found.hand_shown_s), HAND_SHOWS_WITHIN_S)
    yield Budget(f"{size:,}: {LOOK}: cpu s", found.efforts[LOOK].cpu_s, MOST_LOOK_CPU_S)


def _growths(small: int, fewer: Measured, large: int, more: Measured) -> Iterator[Budget]:
    """Compare what must not depend on the register's size."""
    for name in (SAVE_NEW, SAVE_CHANGE, REFRESH):
        growth = more.efforts[name].asked.kilobytes / fewer.efforts[name].asked.kilobytes
        yield Budget(f"{name}: kB at {large:,}, times {small:,}", growth, MOST_GROWTH_OF_BYTES)
    growth = more.efforts[REFRESH].cpu_s / fewer.efforts[REFRESH].cpu_s
    yield Budget(f"{REFRESH}: cpu at {large:,}, times {small:,}", growth, MOST_GROWTH_OF_TIME)


def _notes(rounds: int, minute_seconds: float, watch_seconds: float) -> Iterator[str]:
    yield (
        "The emulator of the Sheets API runs in a process of its own, over HTTP, without Google's distance: a request "
        "to Google takes some tenths of a second more. kB are those of addresses and bodies, both ways, before "
        "compression. “cpu” is what the portal's processor was at it, “Google cpu” what the emulator's was."
    )
    yield (
        f"{rounds} rounds of each work, the portal's and plain gspread's in turns: medians of the times, the dearest "
        "round's requests. The texts are random letters, which nothing compresses. A new case is a reaction with one "
        "concern."
    )
    yield (
        "Plain gspread, the usual way: the same rows in two tabs, with nothing sealed and no journal; a save is "
        "`col_values` for the next number and two `append_row`, or `find` and `update`; a look is `get_all_records` "
        "of both tabs. “×” is plain gspread's figure by the portal's. In brackets, worked out from one look: every "
        f"viewer looks every {WATCH_SECONDS:.0f} seconds, as a script without a cache does. Google allows 60 reads a "
        "minute."
    )
    yield (
        f"The idle minute took {minute_seconds:g} seconds, with a portal that looks every {watch_seconds:g} seconds, "
        f"at most a tenth more; each viewer asks for the snapshot every {VIEWED_EVERY_SECONDS:.0f} seconds, as an "
        "open page does."
    )


def _told(size: int, found: Measured) -> str:
    assert found.filling is not None
    rows = ", ".join(f"{count:,} {table}" for table, count in found.rows.items())
    shown, typed = (", ".join(f"{each:.1f}" for each in times) for times in (found.portal_shown_s, found.hand_shown_s))
    memory = found.memory_mb
    return (
        f"{size:,} reactions ({rows}): filled {FILLED_AT_ONCE} rows at a time in {found.filling.wall_s:.0f} s. What "
        f"another portal saved was seen {shown} s later (from the second on, saved right after a look), what was typed "
        f"in the sheet {typed} s later (the second typed right after a look at all rows). Resident memory of a process "
        "of its own: "
        f"{memory['before']:.0f} MB before, {memory['after']:.0f} MB with the register, {memory['later']:.0f} MB after "
        f"{LOOKS_KEPT} looks at all rows, {memory['peak']:.0f} MB at most."
    )


if __name__ == "__main__":
    _tell_of_cold_load()
