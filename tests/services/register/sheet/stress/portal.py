"""One portal of the stress run: four writers on one sheet, in a process of its own.

    python -m tests.services.register.sheet.stress.portal

The first line it reads says how the sheet is reached and what to do. It answers `ready`, waits for a line, lets its
writers save, and prints each save as it ends. Every line after that is answered with a look at the sheet; it ends with
its input.
"""

from __future__ import annotations

import hashlib
import json
import logging
import random
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from services.errors import InputRejected, OutcomeUnknown, RegisterUnavailable, StaleRecord
from services.register.base import RowChange
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.connection import Connection
from services.register.snapshot import Row, Snapshot
from tests.services.register.saves import all_rows, case, change_set, changed, created, removed

TRIES = 4
AREAS = ("benefits", "placement", "hotline", "conduct")
DAY = date(2026, 3, 2)

_printing = threading.Lock()


def main() -> None:
    logging.basicConfig(level=logging.CRITICAL)  # what goes wrong here is wanted
    order = json.loads(sys.stdin.readline())
    register = SheetRegister(
        Connection(**order["connection"]),
        watch_seconds=order["watch_seconds"],
        patience_seconds=order["patience_seconds"],
    )
    register.snapshot()
    say({"ready": True})
    sys.stdin.readline()
    writers = [
        Writer(register, f"{order['name']}-{number}", saves, order["cases"])
        for number, saves in enumerate(order["saves"])
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    say({"done": True})
    for _ in sys.stdin:
        say(_looked(register))
    register.close()


def say(what: dict[str, Any]) -> None:
    with _printing:
        print(json.dumps(what), flush=True)


def _looked(register: SheetRegister) -> dict[str, Any]:
    """Look at the whole sheet, and tell what is known and what happened so far."""
    snapshot = register.refresh()
    rows = sorted((place, sorted(row.items(), key=str)) for place, row in all_rows(snapshot).items())
    return {
        "digest": hashlib.sha256(repr(rows).encode()).hexdigest(),
        "tally": asdict(register.tally),
        "requests": register.requests.as_dict(),
    }


class Writer(threading.Thread):
    """Saves one thing after the other, as somebody does who merges, and who presses save again where it is unknown."""

    def __init__(self, register: SheetRegister, name: str, saves: int, cases: list[str]) -> None:
        super().__init__(name=name)
        self._register = register
        self._name, self._saves, self._cases = name, saves, cases
        self._own: list[str] = []
        self._random = random.Random(name)

    def run(self) -> None:
        for number in range(self._saves):
            operation_id = f"{self._name}-{number}"
            try:
                outcome, tries = self._save(operation_id)
            except BaseException as err:
                say({"operation": operation_id, "outcome": "crashed", "why": repr(err)})
                raise
            say({"operation": operation_id, "outcome": outcome, "tries": tries})

    def _save(self, operation_id: str) -> tuple[str, list[str]]:
        made = f"made-{operation_id}"
        make = self._choose(made)
        is_patient = self._random.random() < 0.5
        changes: list[RowChange] = []
        tries: list[str] = []
        while len(tries) < TRIES:
            snapshot = self._register.snapshot()
            changes = make(snapshot) or changes or self._new_case(made)
            try:
                shown = self._register.commit(change_set(*changes, operation_id=operation_id))
            except OutcomeUnknown:
                tries.append("unknown")
                if not is_patient:
                    break
            except (StaleRecord, InputRejected, RegisterUnavailable) as err:
                tries.append(type(err).__name__)
                if isinstance(err, InputRejected):
                    break
            else:
                if changes[0].id == made:
                    self._own.append(made)
                    if shown.find_row("reactions", made) is None:
                        raise AssertionError(f"{made} was stored, and is not shown")
                return "stored", [*tries, "stored"]
        return _outcome(tries), tries

    def _choose(self, made: str) -> Callable[[Snapshot], list[RowChange]]:
        kind = self._random.choices(
            ("make", "change", "concern", "several", "remove"), (30, 40, 12, 8, 10 if self._own else 0)
        )[0]
        if kind == "make":
            new = self._new_case(made)
            return lambda _: new
        if kind == "remove":
            # Of a case, not the case: a removal empties its row, and what was typed in one that was sorted there.
            owner = self._random.choice(self._own)
            return lambda snapshot: [removed(row, "concerns") for row in snapshot.concern_rows(owner)[:1]]
        names = self._random.sample([*self._cases, *self._own], 3 if kind == "several" else 1)
        values = self._values(made)
        if kind == "concern":
            area, rank = self._random.choice(AREAS), self._random.randint(1, 9)
            return lambda snapshot: _concern(snapshot, names[0], f"part-{made}", area=area, rank=rank)
        return lambda snapshot: [changed(row, **values) for row in _found(snapshot, names)]

    def _new_case(self, made: str) -> list[RowChange]:
        concerns, text = self._random.randint(0, 2), f"Text {made} " * self._random.randint(1, 60)
        return case(made, concerns, subject=None, text=text, customer_name="Erika Muster")

    def _values(self, made: str) -> dict[str, Any]:
        """Return new values of fields in which nobody types.

        A cell that a save changes, and in which somebody types between its look and its write, holds what the save
        wrote: nobody can tell. So does the row that is sorted to its place at that moment.
        """
        choices = {
            "ombuds": self._random.random() < 0.5,
            "acknowledged_on": DAY + timedelta(self._random.randint(0, 9)),
            "informed_on": DAY + timedelta(self._random.randint(0, 9)),
            "text": f"Geändert {made}",
            "customer_ref": made,
        }
        return {name: choices[name] for name in self._random.sample(list(choices), self._random.randint(1, 3))}


def _found(snapshot: Snapshot, names: list[str]) -> list[Row]:
    rows = (snapshot.find_row("reactions", name) for name in names)
    return [row for row in rows if row is not None]


def _concern(snapshot: Snapshot, name: str, part: str, **values: Any) -> list[RowChange]:
    """Change the first concern of a case, or make one."""
    if snapshot.find_row("reactions", name) is None:
        return []
    parts = snapshot.concern_rows(name)
    if parts and parts[0]["id"] != part:
        return [changed(parts[0], "concerns", **values)]
    return [created("concerns", part, reaction_id=name, **values)]


def _outcome(tries: list[str]) -> str:
    """Return what became of a save in the end: what was unknown once is refused where a later answer says so."""
    if tries[-1] in ("StaleRecord", "InputRejected"):
        return "refused"
    return "unknown" if "unknown" in tries else "refused"


if __name__ == "__main__":
    main()
