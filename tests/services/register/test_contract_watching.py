"""What every register shows to readers: whole states that never change, and soon what others wrote."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.errors import StaleRecord
from services.register.base import Register
from services.register.snapshot import Snapshot
from tests.services.register.conftest import OpenRegister
from tests.services.register.saves import (
    all_rows,
    assert_holds_together,
    case,
    change_set,
    changed,
    created,
    removed,
    wait_until,
)

WRITERS = 4
ROUNDS = 6


@pytest.fixture
def watch_seconds() -> float:
    """Here it is waited for."""
    return 0.05


def test_snapshot_stays_as_it_was(register: Register) -> None:
    before = register.commit(change_set(*case("r"), created("partners", "p", code="awo", label="AWO")))
    rows = all_rows(before)

    register.commit(
        change_set(
            changed(before.row("reactions", "r"), subject="Neu", text="Neu", channel="letter", unit="t1", ombuds=True),
            removed(before.row("concerns", "r-1"), "concerns"),
            changed(before.row("partners", "p"), "partners", label="Caritas"),
            *case("s"),
        )
    )

    assert all_rows(before) == rows
    assert before.lists.label("partner", "awo") == "AWO"
    assert register.snapshot().lists.label("partner", "awo") == "Caritas"


def test_snapshot_is_the_same_while_nothing_changes(register: Register) -> None:
    snapshot = register.commit(change_set(*case("r")))

    assert register.snapshot() is snapshot


def test_revision_rises_with_every_save(open_register: OpenRegister) -> None:
    one, other = open_register(), open_register()
    revisions = [one.snapshot().revision]
    for number in range(4):
        revisions.append((one, other)[number % 2].commit(change_set(created("reactions", f"r{number}"))).revision)

    assert sorted(set(revisions)) == revisions


def test_watcher_sees_what_another_process_wrote(open_register: OpenRegister) -> None:
    watching, writing = open_register(), open_register()
    assert watching.snapshot().revision == 0

    seen = writing.commit(change_set(*case("r"))).row("reactions", "r")
    wait_until(lambda: watching.snapshot().find_row("reactions", "r") is not None)
    writing.commit(change_set(changed(seen, subject="Neu")))
    wait_until(lambda: watching.snapshot().row("reactions", "r")["subject"] == "Neu")
    writing.commit(change_set(removed(writing.snapshot().row("reactions", "r"))))
    wait_until(lambda: watching.snapshot().find_row("reactions", "r") is None)

    assert all_rows(watching.snapshot()) == all_rows(writing.snapshot()) == {}
    assert watching.snapshot().revision == writing.snapshot().revision


def test_watcher_starts_where_the_first_call_was_a_save(open_register: OpenRegister) -> None:
    watching, writing = open_register(), open_register()
    watching.commit(change_set(*case("r")))
    assert watching.snapshot().find_row("reactions", "s") is None

    writing.commit(change_set(*case("s")))

    wait_until(lambda: watching.snapshot().find_row("reactions", "s") is not None)


def test_stale_save_shows_at_once_what_the_other_wrote(open_register: OpenRegister) -> None:
    one, other = open_register(watch_seconds=3600), open_register()
    seen = one.commit(change_set(*case("r"))).row("reactions", "r")
    other.commit(change_set(changed(seen, subject="Ihres")))

    with pytest.raises(StaleRecord):
        one.commit(change_set(changed(seen, subject="Meines")))

    assert one.snapshot().row("reactions", "r")["subject"] == "Ihres"


def test_same_operation_from_many_sides_at_once_is_applied_once(open_register: OpenRegister) -> None:
    registers = [open_register(), open_register()]
    change = change_set(*case("r"), operation_id="op")
    start = threading.Barrier(8)

    def commit(number: int) -> Snapshot:
        start.wait()
        return registers[number % 2].commit(change)

    with ThreadPoolExecutor(8) as pool:
        snapshots = list(pool.map(commit, range(8)))

    assert {snapshot.revision for snapshot in snapshots} == {3}
    assert [row.row_id for row in registers[0].history("r")] == ["r", "r-1", "r-2"]
    assert_holds_together(registers[0])


def test_many_writers_lose_nothing(open_register: OpenRegister) -> None:
    registers = [open_register(), open_register()]
    registers[0].commit(change_set(*case("shared", text="")))
    start = threading.Barrier(2 * WRITERS)
    states: list[Snapshot] = []

    def write(number: int) -> int:
        register, refused = registers[number % 2], 0
        start.wait()
        for turn in range(ROUNDS):
            register.commit(change_set(*case(f"{number}-{turn}")))
            done = False
            while not done:
                seen = register.snapshot().row("reactions", "shared")
                try:
                    register.commit(change_set(changed(seen, text=f"{seen['text'] or ''}{number}")))
                    done = True
                except StaleRecord:
                    refused += 1
        return refused

    def read(number: int) -> None:
        start.wait()
        last = 0
        for _ in range(50 * ROUNDS):
            snapshot = registers[number % 2].snapshot()
            assert snapshot.revision >= last
            last = snapshot.revision
            _assert_whole_cases(snapshot)
            states.append(snapshot)

    with ThreadPoolExecutor(2 * WRITERS) as pool:
        writers = [pool.submit(write, number) for number in range(WRITERS)]
        readers = [pool.submit(read, number) for number in range(WRITERS)]
        for future in (*writers, *readers):
            future.result()

    snapshot = open_register().snapshot()
    text = snapshot.row("reactions", "shared")["text"]
    assert sorted(text) == sorted(str(number) for number in range(WRITERS) for _ in range(ROUNDS))
    assert len(snapshot.frames["reactions"]) == WRITERS * ROUNDS + 1
    assert snapshot.frames["reactions"]["number"].nunique() == WRITERS * ROUNDS + 1
    assert_holds_together(registers[0], snapshot)


def _assert_whole_cases(snapshot: Snapshot) -> None:
    owners = snapshot.frames["concerns"]["reaction_id"].value_counts()
    assert set(owners.index) == set(snapshot.frames["reactions"].index), (
        "a reaction without its concerns, or they alone"
    )
    assert set(owners) == {2}
    for row_id in snapshot.frames["reactions"].index[-2:]:
        assert snapshot.find_row("reactions", row_id) is not None
        assert len(snapshot.concern_rows(row_id)) == 2


@pytest.mark.parametrize("use", [lambda register: register.close(), lambda register: register.snapshot()])
def test_close_can_come_twice_and_leaves_the_last_state_readable(
    open_register: OpenRegister, use: Callable[[Register], object]
) -> None:
    before = set(threading.enumerate())  # other tests of this process may have left watchers of their own
    register = open_register()
    snapshot = register.commit(change_set(*case("r")))
    register.close()

    use(register)

    assert register.snapshot() is snapshot
    assert not [thread for thread in set(threading.enumerate()) - before if thread.name == "register-watcher"]
