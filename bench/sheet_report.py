"""What `python -m bench sheet` reports: every work beside plain gspread's, the budgets, and how it was measured."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from bench.google import Asked, Effort
from bench.report import Budget, Report
from services.register.sheet.adapter import WATCH_SECONDS

VIEWERS = 100
VIEWED_EVERY_SECONDS = 2.0  # as every open page asks
FILLED_AT_ONCE = 500  # rows
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


def report_of(found: dict[int, Measured], rounds: int, minute_seconds: float, watch_seconds: float) -> Report:
    """Return the report of what was measured at every size."""
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
