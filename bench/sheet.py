"""`python -m bench sheet`: what the register on a Google Sheet asks of Google, beside plain gspread in the same run."""

import contextlib
import random
import string
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial

from bench import registers
from bench.google import Effort, Google, running_google
from bench.plain_gspread import PlainSheet
from bench.report import Report
from bench.sheet_cold import cold_load
from bench.sheet_report import (
    FILLED_AT_ONCE,
    GLANCE,
    IDLE,
    LOAD,
    LOOK,
    REFRESH,
    SAVE_CHANGE,
    SAVE_NEW,
    VIEWED_EVERY_SECONDS,
    Measured,
    report_of,
)
from services.register.base import ChangeSet, RowChange, new_id
from services.register.sheet.adapter import WATCH_SECONDS, SheetRegister
from services.register.sheet.connection import Connection
from services.register.sheet.layout import letters, tabs
from services.register.snapshot import Row, Snapshot

TEXT_CHARACTERS = 1_000
NEVER_SECONDS = 86_400.0  # a portal that looks only when it is told to
PATIENCE_SECONDS = 600.0
SHOWN_ROUNDS = 3
TYPED_ROUNDS = 2


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
    return report_of(found, rounds, minute_seconds, watch_seconds)


# ---- work


def _measure_work(google: Google, place: Connection, size: int, rounds: int, found: Measured) -> None:
    with _portal(place) as register:
        found.filling = google.measured(lambda: registers.fill(register, size, rows_at_once=FILLED_AT_ONCE))
        snapshot = register.refresh()
        found.rows = {table: len(frame) for table, frame in snapshot.frames.items() if len(frame)}
    found.efforts[LOAD], found.memory_mb = cold_load(google, place)
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
