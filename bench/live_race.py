"""Two threads that save at the same moment: does Google ever let both through?

Every round, both ask for the fence of the same revision in one batch with a row of their own, as two portals do that
read the same state. In every second round the batch also lets go of the oldest fences, as the adapter's saves do: a
deletion may be what is refused then. What each was told is compared with what then stands in the sheet.
"""

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.live_place import PREFIX, Measured, appended, made_tab, milliseconds, p90
from services.register.sheet.batches import fence_of
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import SheetClient, WriteRefused, WriteUnknown
from services.register.sheet.layout import FIRST_ROW
from services.register.sheet.state import FENCES_KEPT
from services.register.sheet.views import View

GAPS_SECONDS = (0.0, 0.0, 0.01, 0.03, 0.1, 0.3)  # how much later the second one begins
QUOTA_SECONDS = 61.0
STORED, REFUSED, UNKNOWN, QUOTA = "stored", "refused", "unknown", "quota"


@dataclass(frozen=True, slots=True)
class _Told:
    """What one of the two was told: the outcome, Google's words where it refused, and after how long."""

    outcome: str
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Round:
    number: int
    gap: float
    has_dropped: bool
    told: tuple[_Told, ...]

    @property
    def stored(self) -> int:
        """How many of the two were told that they had stored."""
        return sum(told.outcome == STORED for told in self.told)


def race(clients: Sequence[SheetClient], rounds: int, pace_seconds: float) -> Measured:
    """Let two clients save `rounds` times at the same moment, and say what came of it.

    The clients have no patience: a save that waits for the quota no longer races.
    """
    view = made_tab(clients[0], "race", ("seq", "operation_id"))
    kept: list[str] = []
    run: list[_Round] = []
    rng = random.Random(1)
    for number in range(1, rounds + 1):
        dropped = kept[: max(0, len(kept) + 1 - FENCES_KEPT)] if number % 2 == 0 else []
        one = _raced(clients, view, number, rng.choice(GAPS_SECONDS), dropped)
        run.append(one)
        if one.stored:
            kept = [*kept[len(dropped) :], _name(number)]
        elif any(told.outcome == UNKNOWN for told in one.told):
            kept = _names(clients[0])
        if any(told.outcome == QUOTA for told in one.told):
            time.sleep(QUOTA_SECONDS)
        else:
            time.sleep(pace_seconds)
    return _measured(run, _rows(clients[0], view), _all_names(clients[0]))


def _raced(clients: Sequence[SheetClient], view: View, number: int, gap: float, dropped: Sequence[str]) -> _Round:
    start = threading.Barrier(len(clients))

    def save(who: int) -> _Told:
        requests = [
            appended(view, [{0: number, 1: _operation(number, who)}]),
            *({"deleteNamedRange": {"namedRangeId": name}} for name in dropped),
            {"addNamedRange": {"namedRange": fence_of(view, _name(number))}},
        ]
        start.wait()
        time.sleep(gap * who)
        return _sent(clients[who], requests)

    with ThreadPoolExecutor(len(clients)) as threads:
        told = tuple(threads.map(save, range(len(clients))))
    return _Round(number, gap, bool(dropped), told)


def _sent(client: SheetClient, requests: Sequence[dict[str, Any]]) -> _Told:
    began = time.perf_counter()
    outcome, said = STORED, ""
    try:
        client.write(requests)
    except WriteRefused as refused:
        outcome, said = REFUSED, refused.said
    except WriteUnknown as lost:
        outcome, said = UNKNOWN, str(lost)
    except SheetUnavailable as err:
        if err.cause is not Cause.QUOTA:
            raise
        outcome = QUOTA
    return _Told(outcome, said, time.perf_counter() - began)


def _measured(run: Sequence[_Round], rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> Measured:
    raced = [one for one in run if all(told.outcome != QUOTA for told in one.told)]
    in_sheet = Counter(number for number, _ in rows)
    there = {operation for _, operation in rows}
    twice = [one for one in run if in_sheet[one.number] > 1]
    said = Counter(_general(told.said) for one in run for told in one.told if told.outcome == REFUSED)
    lost = false = 0
    for one in run:
        for who, told in enumerate(one.told):
            lost += told.outcome == STORED and _operation(one.number, who) not in there
            false += told.outcome == REFUSED and _operation(one.number, who) in there
    order = [number for number, _ in rows]
    seconds = [told.seconds for one in raced for told in one.told if told.outcome == STORED]
    figures: dict[str, Any] = {
        "rounds": len(run),
        "raced": len(raced),
        "one_stored": sum(one.stored == 1 for one in raced),
        "both_stored": sum(one.stored == 2 for one in raced),
        "none_stored": sum(one.stored == 0 for one in raced),
        "unknown": sum(told.outcome == UNKNOWN for one in run for told in one.told),
        "quota": len(run) - len(raced),
        "twice_in_the_sheet": len(twice),
        "twice_while_dropping": sum(one.has_dropped for one in twice),
        "twice_by_gap_seconds": {str(gap): sum(one.gap == gap for one in twice) for gap in sorted(set(GAPS_SECONDS))},
        "stored_and_missing": lost,
        "refused_and_there": false,
        "rows_in_order": order == sorted(order),
        "ranges_renamed": sorted(name for name in names if not re.fullmatch(rf"{PREFIX}\d+", name)),
        "ranges_twice": sorted(name for name, count in Counter(names).items() if count > 1),
        "refusals": dict(said),
        "save_ms": {"median": milliseconds(median(seconds)), "p90": milliseconds(p90(seconds))} if seconds else {},
    }
    lines = (
        ("rounds in which two saves raced", str(figures["raced"])),
        ("… exactly one was told that it stored", str(figures["one_stored"])),
        ("… BOTH were told that they stored", str(figures["both_stored"])),
        ("… neither was", str(figures["none_stored"])),
        ("rounds with TWO rows in the sheet (the fence did not hold)", str(figures["twice_in_the_sheet"])),
        ("… of them with the deletion of old fences", str(figures["twice_while_dropping"])),
        ("… by how much later the second began", ", ".join(f"{g} s: {n}" for g, n in _by_gap(figures))),
        ("told “stored”, and no row is there", str(lost)),
        ("told “refused”, and a row is there", str(false)),
        ("rows stand in the order of their revisions", "yes" if figures["rows_in_order"] else "NO"),
        ("fences that were renamed, or stand twice", _listed(figures["ranges_renamed"] + figures["ranges_twice"])),
        ("outcome unknown", str(figures["unknown"])),
        ("rounds spoilt by the quota", str(figures["quota"])),
        *((f"refused {count} times", words) for words, count in said.most_common()),
        ("a save that was stored, median / p90", _times(figures["save_ms"])),
    )
    return Measured("race", "Two saves at the same moment", lines, figures)


def _by_gap(figures: dict[str, Any]) -> list[tuple[str, int]]:
    return list(figures["twice_by_gap_seconds"].items())


def _times(times: dict[str, float]) -> str:
    return f"{times['median']} / {times['p90']} ms" if times else "none was"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _general(said: str) -> str:
    """Return what Google said without the number of the round."""
    return re.sub(r"\d+", "N", said)


def _name(number: int) -> str:
    return f"{PREFIX}{number}"


def _operation(number: int, who: int) -> str:
    return f"{number}-{who}"


def _all_names(client: SheetClient) -> list[str]:
    found = client.properties("namedRanges(namedRangeId,name)").get("namedRanges", [])
    return [each["name"] for each in found if each["name"].startswith(PREFIX)]


def _names(client: SheetClient) -> list[str]:
    """Return the fences there are, oldest first."""
    return sorted(_all_names(client), key=lambda name: int("0" + re.sub(r"\D", "", name)))


def _rows(client: SheetClient, view: View) -> list[tuple[Any, ...]]:
    (rows,) = client.read([view.rows_range(view.tab.names, FIRST_ROW)])
    return [view.picked(view.tab.names, row) for row in rows if row]
