"""What befalls the sheet during a stress run: Google's faults, and what people do, each at a moment of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from services.register.sheet.layout import letters, tabs

WRITE, READ = {"kind": "write"}, {"kind": "read"}
SUBJECT, RECEIVED, CLOSED = (
    letters(tabs()["reactions"].names.index(name)) for name in ("subject", "received_on", "closed_on")
)
AREA = letters(tabs()["concerns"].names.index("area"))
TYPED = ("received_on", "channel", "subject")  # the cells of a row typed by hand

# How often of each kind in a hundred saves.
FAULTS = {
    "429 on writes": 4,
    "429 on reads": 4,
    "500 before it was applied": 3,
    "500 after it was applied": 3,
    "503 on reads": 3,
    "dropped before it was applied": 3,
    "dropped after it was applied": 3,
    "a read dropped": 2,
    "slow answers": 4,
    "an outage in the middle of a save": 2,
    "the fence lets one through": 4,
}
ACTS = {
    "sorted": 6,
    "row inserted": 3,
    "concerns sorted": 2,
    "column moved": 1,
    "typed": 10,
    "typed, not valid": 1,
    "row typed": 2,
}


@dataclass(frozen=True)
class Event:
    """Something that begins once so many saves have ended: rules for the emulator, and what a person types with it."""

    kind: str
    after: int
    rules: list[dict[str, Any]]
    typed: str = ""


@dataclass
class Schedule:
    """All events of a run, in order."""

    saves: int
    cases: list[str]
    chance: random.Random
    events: list[Event] = field(default_factory=list)

    @classmethod
    def made(cls, saves: int, cases: list[str], seed: int) -> Schedule:
        """Choose the moment and the details of every event."""
        schedule = cls(saves, cases, random.Random(seed))
        schedule.events = sorted(schedule._chosen(), key=lambda event: event.after)
        return schedule

    def _chosen(self) -> Iterator[Event]:
        often = {kind: max(1, round(count * self.saves / 100)) for kind, count in {**FAULTS, **ACTS}.items()}
        rows = iter(self.chance.sample(self.cases, often["typed"] + often["typed, not valid"]))
        for kind, count in often.items():
            for number in range(count):
                after = self.chance.randint(0, self.saves * 9 // 10)
                if kind in FAULTS:
                    yield Event(kind, after, self._fault(kind))
                elif kind == "typed":
                    yield self._typing(kind, after, next(rows), SUBJECT, f"Von Hand {number}")
                elif kind == "typed, not valid":
                    yield self._typing(kind, after, next(rows), CLOSED, f"demnächst {number}")
                elif kind == "row typed":
                    said = f"Neue Zeile {number}"
                    row = {"do": "insert_row", "sheet": "Reaktionen", "row": self.chance.randint(3, 12)}
                    values = [_cells(dict(zip(TYPED, ("02.03.2026", "Telefon", said), strict=True)))]
                    cells = {"do": "type", "range": f"Reaktionen!{RECEIVED}{row['row']}", "values": values}
                    yield Event(kind, after, [self._act(row, cells)], said)
                else:
                    yield Event(kind, after, [self._act(self._move(kind))])

    def _fault(self, kind: str) -> list[dict[str, Any]]:
        chance = self.chance
        rule: dict[str, Any]
        match kind:
            case "429 on writes" | "429 on reads":
                match = WRITE if kind.endswith("writes") else READ
                rule = {"do": "error", "status": 429, "match": match, "times": chance.randint(1, 4)}
            case "500 before it was applied":
                rule = {
                    "do": "error",
                    "status": chance.choice((500, 503)),
                    "match": WRITE,
                    "times": chance.randint(1, 2),
                }
            case "500 after it was applied":
                rule = {"do": "error", "status": chance.choice((500, 503)), "match": WRITE, "when": "after"}
            case "503 on reads":
                rule = {"do": "error", "status": 503, "match": READ, "times": chance.randint(1, 3)}
            case "dropped before it was applied":
                rule = {"do": "drop", "match": WRITE}
            case "dropped after it was applied":
                rule = {"do": "drop", "match": WRITE, "when": "after"}
            case "a read dropped":
                rule = {"do": "drop", "match": READ}
            case "slow answers":
                when = chance.choice(("before", "after"))
                rule = {"do": "delay", "seconds": 0.4, "match": chance.choice((WRITE, READ)), "when": when, "times": 2}
            case "an outage in the middle of a save":
                lost = {"do": "drop", "match": WRITE, "when": chance.choice(("before", "after"))}
                return [lost, {"do": "error", "status": 503, "match": READ, "times": 12}]
            case _:
                rule = {"do": "conflict", "match": WRITE, "times": 8}
        return [rule]

    def _act(self, *actions: dict[str, Any]) -> dict[str, Any]:
        return {"do": "act", "match": self.chance.choice((WRITE, WRITE, READ)), "actions": list(actions)}

    def _move(self, kind: str) -> dict[str, Any]:
        chance = self.chance
        if kind == "row inserted":
            return {"do": "insert_row", "sheet": "Reaktionen", "row": chance.randint(3, 12)}
        if kind == "column moved":
            return {"do": "move_column", "sheet": "Anliegen", "column": AREA, "to": chance.choice("CDEFGH")}
        table = "concerns" if kind.startswith("concerns") else "reactions"
        column = letters(chance.randrange(8))
        order = chance.choice(("ASCENDING", "DESCENDING"))
        return {"do": "sort", "sheet": tabs()[table].title, "column": column, "from_row": 3, "order": order}

    def _typing(self, kind: str, after: int, case: str, column: str, said: str) -> Event:
        beside = {"column": "A", "text": case}
        cell = {"do": "type", "sheet": "Reaktionen", "column": column, "beside": beside, "values": [[said]]}
        return Event(kind, after, [self._act(cell)], said)


def _cells(typed: dict[str, str]) -> list[str]:
    """Return the cells of a row from its first typed one to its last, wherever the columns stand."""
    names = tabs()["reactions"].names
    places = [names.index(name) for name in typed]
    return [typed.get(name, "") for name in names[min(places) : max(places) + 1]]
