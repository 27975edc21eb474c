from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from services.register.base import StoredEntry
from services.register.journal import journal_row
from services.register.sheet.adapter import SheetRegister
from services.register.snapshot import Snapshot
from tests.services.register.saves import case, change_set
from tests.services.register.sheet.proof import assert_sheet_is_whole, journal_rows
from tests.services.register.sheet.stress.events import Event, Schedule
from tests.sheets.running import Emulator, emulated
from tests.support.portal import ROOT
from tests.support.sheets import SheetPlace

PORTALS = ("eins", "zwei")
WRITERS = 4
SECRETS = ("Erika Muster", "Geheim")  # of each case that the portals make
WATCH_SECONDS = 1.0
PATIENCE_SECONDS = 6.0


class Portal:
    """A portal in a process of its own."""

    def __init__(
        self, place: SheetPlace, name: str, saves: list[int], cases: list[str], said: queue.Queue[Any]
    ) -> None:
        command = [sys.executable, "-m", "tests.services.register.sheet.stress.portal"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self._said = said
        self.name = name
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._tell(
            connection=asdict(place.connection),
            name=name,
            saves=saves,
            cases=cases,
            watch_seconds=WATCH_SECONDS,
            patience_seconds=PATIENCE_SECONDS,
        )

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            what = json.loads(line)
            (self._said if "operation" in what else self._answers).put(what)

    def _tell(self, **what: Any) -> None:
        assert self._process.stdin
        print(json.dumps(what), file=self._process.stdin, flush=True)

    def answer(self) -> dict[str, Any]:
        """Return what it says next, apart from its saves.

        Raises:
            RuntimeError: it ended.
        """
        while True:
            try:
                return self._answers.get(timeout=1)
            except queue.Empty:
                if self._process.poll() is not None and self._answers.empty():
                    raise RuntimeError(f"The portal {self.name} ended: {self._process.returncode}") from None

    def start(self) -> None:
        """Let it save."""
        self._tell()

    @property
    def has_saved(self) -> bool:
        """Whether all its writers are done."""
        return not self._answers.empty() or self._process.poll() is not None

    def look(self) -> dict[str, Any]:
        """Let it look at the whole sheet, and return what it knows then."""
        self._tell()
        return self.answer()

    def stop(self) -> None:
        """End it."""
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()
        self._listener.join()
        self._process.stdout.close()


@dataclass
class Outcome:
    """What came of a run."""

    saves: int
    seed: int
    seconds: float
    ends: Counter[str] = field(default_factory=Counter)
    resolved: Counter[str] = field(default_factory=Counter)
    befell: Counter[str] = field(default_factory=Counter)
    tally: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    hand_edits: Counter[str] = field(default_factory=Counter)
    entries: int = 0
    void_rows: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def figures(self) -> list[tuple[str, int | float]]:
        """What is printed of it."""
        ends, tally, asked, hand = self.ends, self.tally, self.requests, self.hand_edits
        return [
            ("saves", self.saves),
            ("reported stored", ends["stored"]),
            ("of these unknown at first, and saved again", ends["unknown at first"]),
            ("refused", ends["refused"]),
            ("left unknown", ends["unknown"]),
            ("of these stored", self.resolved["stored"]),
            ("of these nothing was left", self.resolved["nothing"]),
            *((f"befell: {kind}", count) for kind, count in sorted(self.befell.items())),
            ("answers 429", asked["refused_for_quota"]),
            ("requests tried again", asked["retries"]),
            ("writes of which nobody said whether they were stored", tally["unknown"]),
            ("of these found stored", tally["found_stored"]),
            ("refused by the fence", tally["refused_by_fence"]),
            ("let through, and did not count", tally["voided"]),
            ("saves that could not be read back", tally["not_read_back"]),
            ("rows that had moved and were looked for", tally["relocated"]),
            ("rows put back", tally["repaired"]),
            ("rows cleared of what a save had left", tally["cleared"]),
            ("hand edits", hand["made"]),
            ("of these taken over", hand["taken over"]),
            ("of these issues", hand["issues"]),
            ("journal entries", self.entries),
            ("journal rows that do not count", self.void_rows),
            ("reads", asked["reads"]),
            ("writes", asked["writes"]),
            ("seconds", round(self.seconds, 1)),
            ("problems", len(self.problems)),
        ]

    @property
    def text(self) -> str:
        """It all, for people."""
        width = max(len(name) for name, _ in self.figures)
        return "\n".join([*(f"{name:<{width}}  {figure:>6}" for name, figure in self.figures), *self.problems])


def run(saves: int, seed: int = 1) -> Outcome:
    """Carry out a stress run, and check what it left behind; `problems` says what is not as it has to be."""
    cases = [f"fall-{number:03}" for number in range(max(24, saves // 5))]
    with emulated() as emulator:
        place = SheetPlace.made(emulator)
        with _opened(place) as register:
            for start in range(0, len(cases), 50):
                rows = [case(name, 1, subject=f"Fall {name}", text="Geheim") for name in cases[start : start + 50]]
                register.commit(change_set(*(row for each in rows for row in each)))
        schedule = Schedule.made(saves, cases, seed)
        began = time.monotonic()
        ends, looks, fired = _carried_out(emulator, place, schedule)
        outcome = Outcome(saves, seed, time.monotonic() - began)
        _check(outcome, place, ends, looks, fired)
    return outcome


@contextmanager
def _opened(place: SheetPlace) -> Iterator[SheetRegister]:
    register = SheetRegister(place.connection, watch_seconds=3600)
    try:
        yield register
    finally:
        register.close()


def _carried_out(
    emulator: Emulator, place: SheetPlace, schedule: Schedule
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Event]]:
    """Let the portals save while everything happens; return how the saves ended, the last looks, and what happened."""
    said: queue.Queue[Any] = queue.Queue()
    shares = [schedule.saves // 8 + (number < schedule.saves % 8) for number in range(len(PORTALS) * WRITERS)]
    portals = [
        Portal(place, name, shares[number :: len(PORTALS)], schedule.cases, said) for number, name in enumerate(PORTALS)
    ]
    try:
        for portal in portals:
            portal.answer()
        for portal in portals:
            portal.start()
        ends, rules = _watched(emulator, place, schedule, portals, said)
        for portal in portals:
            portal.answer()
        emulator.delete("faults")
        hit = {number for each in emulator.get("log")["requests"] for number in each["faults"]}
        fired = [event for event, numbers in rules if hit & set(numbers)]
        for portal in portals:
            portal.look()
        with _opened(place) as latecomer:
            latecomer.refresh()  # a row that was typed at the very end is taken over at the second look
        return ends, [portal.look() for portal in portals], fired
    finally:
        for portal in portals:
            portal.stop()


def _watched(
    emulator: Emulator, place: SheetPlace, schedule: Schedule, portals: list[Portal], said: queue.Queue[Any]
) -> tuple[list[dict[str, Any]], list[tuple[Event, list[int]]]]:
    waiting = list(schedule.events)
    ends: list[dict[str, Any]] = []
    rules: list[tuple[Event, list[int]]] = []
    while len(ends) < schedule.saves:
        while waiting and waiting[0].after <= len(ends):
            event = waiting.pop(0)
            rules.append((event, emulator.post("faults", {"rules": event.rules})["ids"]))
        try:
            ends.append(said.get(timeout=1))
        except queue.Empty:
            if all(portal.has_saved for portal in portals) and said.empty():
                break
    return ends, rules


def _check(
    outcome: Outcome, place: SheetPlace, ends: list[dict[str, Any]], looks: list[dict[str, Any]], fired: list[Event]
) -> None:
    outcome.befell = Counter(event.kind for event in fired)
    for look in looks:
        outcome.tally.update(look["tally"])
        outcome.requests.update(look["requests"])
    typed = {event.typed for event in fired if event.typed}
    with _opened(place) as register:
        snapshot = register.refresh()
        mine = tuple(issue for issue in snapshot.issues if issue.value in typed)
        try:
            assert_sheet_is_whole(register, place, mine)
        except AssertionError as err:
            outcome.problems += str(err).splitlines()
        entries = list(register.journal())
    outcome.entries = len(entries)
    if len({look["digest"] for look in looks}) > 1:
        outcome.problems.append("The portals do not say the same.")
    _check_saves(outcome, place, ends, entries)
    _check_typed(outcome, typed, entries, snapshot)


def _check_saves(outcome: Outcome, place: SheetPlace, ends: list[dict[str, Any]], entries: list[StoredEntry]) -> None:
    stored: dict[str, list[int]] = {}
    for entry in entries:
        stored.setdefault(entry.operation_id, []).append(entry.seq)
    if len(ends) != outcome.saves:
        outcome.problems.append(f"Only {len(ends)} of {outcome.saves} saves ended.")
    for end in ends:
        operation, what = end["operation"], end["outcome"]
        outcome.ends[what] += 1
        places = stored.get(operation, [])
        if places and places != list(range(places[0], places[0] + len(places))):
            outcome.problems.append(f"{operation} stands more than once in the journal: {places}")
        if what == "stored":
            outcome.ends["unknown at first"] += "unknown" in end["tries"]
            if not places:
                outcome.problems.append(f"{operation} was reported stored, and is not: {end}")
        elif what == "unknown":
            outcome.resolved["stored" if places else "nothing"] += 1
        elif what == "refused":
            if places:
                outcome.problems.append(f"{operation} was refused, and is stored: {end}")
        else:
            outcome.problems.append(f"{operation} {what}: {end}")
    outcome.void_rows = len(journal_rows(place)) - len(entries)
    if any(secret in json.dumps(place.cells(), ensure_ascii=False) for secret in SECRETS):
        outcome.problems.append("Something personal stands in the sheet as it is.")


def _check_typed(outcome: Outcome, typed: set[str], entries: list[StoredEntry], snapshot: Snapshot) -> None:
    taken = Counter(
        change.after
        for entry in entries
        if entry.source == "sheet"
        for change in journal_row(entry).changes
        if change.after in typed
    )
    issues = {issue.value for issue in snapshot.issues}
    outcome.hand_edits.update({"made": len(typed), "taken over": len(taken), "issues": len(issues & typed)})
    for said in sorted(typed):
        if taken[said] + (said in issues) != 1:
            outcome.problems.append(f"“{said}” was typed, and was journalled {taken[said]} times")
