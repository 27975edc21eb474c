"""What the sheet's register asks of Google: exact counts of requests, and bytes; never times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from services.register.base import Register
from services.register.sheet.adapter import WATCH_SECONDS, SheetRegister
from services.register.sheet.pace import READS_A_MINUTE, ROWS_A_LOOK, SHARE_FOR_WATCHING, Pace
from tests.services.register.saves import case, change_set, changed
from tests.sheets.running import Emulator
from tests.support.sheets import SheetPlace

OpenSheet = Callable[..., SheetRegister]

TEXT = ("Der Bescheid vom September ist nicht zu verstehen, und am Telefon hieß es, er werde „neu geprüft“. " * 11)[
    :1000
]
LARGEST_SAVE = 20_000  # bytes, both ways
MOST_READS_A_MINUTE = 4


@dataclass
class Cost:
    """What a piece of work asked for: requests, and bytes of bodies both ways."""

    reads: int = 0
    writes: int = 0
    bytes: int = 0

    @property
    def requests(self) -> tuple[int, int]:
        return self.reads, self.writes


@contextmanager
def counted(emulator: Emulator) -> Iterator[Cost]:
    emulator.delete("log")
    cost = Cost()
    yield cost
    counters = emulator.counters()
    cost.reads, cost.writes = counters["read"], counters["write"]
    cost.bytes = counters["request_bytes"] + counters["response_bytes"]
    assert counters["requests"] == cost.reads + cost.writes + counters["token"]


@pytest.fixture
def quiet_sheet(open_sheet: OpenSheet) -> Callable[[], SheetRegister]:
    """Opens the sheet as another portal, which looks only when it is told to, and has said that it is there."""

    def open_one() -> SheetRegister:
        register = open_sheet(watch_seconds=3600)
        register.snapshot()
        register.refresh()
        return register

    return open_one


@pytest.fixture
def register(quiet_sheet: Callable[[], SheetRegister]) -> SheetRegister:
    return quiet_sheet()


def fill(register: Register, count: int, *, first: int = 0) -> None:
    changes = [change for number in range(first, first + count) for change in case(f"filled-{number}", text=TEXT)]
    register.commit(change_set(*changes))


def save_new(register: Register, row_id: str) -> None:
    register.commit(change_set(*case(row_id, 1, text=TEXT)))


def save_change(register: Register, row_id: str) -> None:
    seen = register.snapshot().row("reactions", row_id)
    register.commit(change_set(changed(seen, text=TEXT[::-1], subject=f"{seen['subject']}, Rückruf erbeten")))


# ---- a save


@pytest.mark.parametrize("work", [save_new, save_change])
def test_a_save_is_two_reads_and_one_write_within_its_bytes(
    register: SheetRegister, emulator: Emulator, work: Callable[[Register, str], None]
) -> None:
    fill(register, 3)
    row_id = "r"
    if work is save_change:
        save_new(register, row_id)

    with counted(emulator) as cost:
        work(register, row_id)

    assert cost.requests == (2, 1)
    assert 1_000 < cost.bytes <= LARGEST_SAVE


def test_a_save_of_a_row_that_somebody_moved_is_two_reads_more_and_writes_no_more(
    register: SheetRegister, emulator: Emulator, sheet_place: SheetPlace
) -> None:
    fill(register, 3)
    where = {"spreadsheet": sheet_place.spreadsheet_id, "sheet": "Reaktionen", "column": "A", "from_row": 3}
    emulator.act("sort", **where, order="DESCENDING")

    with counted(emulator) as cost:
        save_change(register, "filled-0")

    assert cost.requests == (4, 1)  # read where it stood, find it, read where it stands


def test_a_save_grows_with_what_it_changes_and_not_with_the_register(
    register: SheetRegister, emulator: Emulator
) -> None:
    costs: dict[tuple[int, str], Cost] = {}
    for size, more in ((20, 20), (400, 380)):
        fill(register, more, first=size - more)
        with counted(emulator) as costs[size, "new"]:
            save_new(register, f"new-{size:03}")
        with counted(emulator) as costs[size, "change"]:
            save_change(register, f"new-{size:03}")
        with counted(emulator) as costs[size, "twenty"]:
            fill(register, 20, first=1_000 + size)

    for kind in ("new", "change", "twenty"):
        small, large = costs[20, kind], costs[400, kind]
        assert small.requests == large.requests == (2, 1)
        assert large.bytes == pytest.approx(small.bytes, rel=0.1)
    assert costs[400, "twenty"].bytes > 5 * costs[400, "new"].bytes


def test_a_save_after_another_portals_saves_needs_no_second_write(
    quiet_sheet: Callable[[], SheetRegister], emulator: Emulator
) -> None:
    one, other = quiet_sheet(), quiet_sheet()
    save_new(one, "r")
    for number in range(6):  # more than there are fences
        save_new(other, f"other-{number}")
    one.glance()

    with counted(emulator) as cost:
        save_change(one, "r")

    assert cost.requests == (2, 1)


def test_a_save_that_meets_one_not_yet_seen_looks_twice_and_writes_once(
    quiet_sheet: Callable[[], SheetRegister], emulator: Emulator
) -> None:
    one, other = quiet_sheet(), quiet_sheet()
    save_new(one, "r")
    save_new(other, "other")

    with counted(emulator) as cost:
        save_change(one, "r")

    assert cost.requests == (4, 1)  # look, read the other's entries, look again, read back


def test_the_same_operation_twice_writes_once(register: SheetRegister, emulator: Emulator) -> None:
    change = change_set(*case("r", 1, text=TEXT))
    register.commit(change)

    with counted(emulator) as cost:
        register.commit(change)

    assert cost.requests == (0, 0)


# ---- looking


def test_an_idle_look_is_one_read(register: SheetRegister, emulator: Emulator) -> None:
    fill(register, 20)

    with counted(emulator) as glance:
        register.glance()
    with counted(emulator) as whole:
        register.refresh()

    assert glance.requests == whole.requests == (1, 0)
    assert glance.bytes < 1_500


def test_a_look_with_another_portals_change_is_two_reads(
    quiet_sheet: Callable[[], SheetRegister], emulator: Emulator
) -> None:
    one, other = quiet_sheet(), quiet_sheet()
    costs: dict[tuple[int, str], Cost] = {}
    for size, more in ((20, 20), (400, 380)):
        fill(one, more, first=size - more)
        other.refresh()
        save_new(one, f"new-{size:03}")
        with counted(emulator) as costs[size, "glance"]:
            assert other.glance().find_row("reactions", f"new-{size:03}") is not None
        save_change(one, f"new-{size:03}")
        with counted(emulator) as costs[size, "whole"]:
            assert other.refresh().row("reactions", f"new-{size:03}")["version"] == 2

    assert {cost.requests for cost in costs.values()} == {(2, 0)}
    assert costs[400, "glance"].bytes == pytest.approx(costs[20, "glance"].bytes, rel=0.1)


def test_an_idle_minute_is_four_reads_at_most_and_a_hundred_viewers_add_none(
    register: SheetRegister, emulator: Emulator
) -> None:
    fill(register, 20)
    looks = round(60 / WATCH_SECONDS)

    with counted(emulator) as alone:
        for _ in range(looks):
            register._look()
    with counted(emulator) as seen_by_many, ThreadPoolExecutor(20) as viewers:
        for _ in range(looks):
            shown = list(viewers.map(lambda _: register.snapshot(), range(100)))
            assert all(snapshot is shown[0] for snapshot in shown)
            register._look()

    assert looks <= MOST_READS_A_MINUTE
    assert alone.requests == seen_by_many.requests == (looks, 0)
    assert seen_by_many.bytes == alone.bytes


def test_the_watcher_looks_at_all_rows_less_often_the_more_there_are() -> None:
    few, many = Pace(WATCH_SECONDS), Pace(WATCH_SECONDS)

    assert [few.is_whole_due(ROWS_A_LOOK - 1) for _ in range(4)] == [True] * 4
    whole = [many.is_whole_due(25_000) for _ in range(8)]
    assert whole == [True, False, False, False] * 2
    assert whole.index(True, 1) * WATCH_SECONDS * 1.1 < 120  # a hand edit shows within two minutes


def test_the_watchers_pace_keeps_within_the_reads_that_all_portals_share() -> None:
    for portals in (1, 2, 10, 30, 60):
        pause = min(Pace(WATCH_SECONDS).seconds(portals) for _ in range(50))
        assert 60 / pause <= MOST_READS_A_MINUTE
        assert portals * 60 / pause <= READS_A_MINUTE * SHARE_FOR_WATCHING
    for portals in (1, 2, 10):
        assert (
            max(Pace(WATCH_SECONDS).seconds(portals) for _ in range(50)) < 25
        )  # what was stored shows in half a minute


def test_a_portal_that_is_to_look_only_when_it_is_told_does_not_look_before() -> None:
    assert Pace(3600).seconds(1) >= 3600


def test_a_cold_load_is_a_handful_of_reads_and_writes_nothing(
    register: SheetRegister, emulator: Emulator, open_sheet: OpenSheet
) -> None:
    fill(register, 100)
    cold = open_sheet(watch_seconds=3600)

    with counted(emulator) as cost:
        assert len(cold.snapshot().frames["reactions"]) == 100

    assert cost.requests == (4, 0)
