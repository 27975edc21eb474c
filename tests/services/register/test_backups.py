from __future__ import annotations

import contextlib
import itertools
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from services.errors import RegisterShapeError, RegisterUnavailable
from services.register.sql import SqlRegister, backups
from services.register.sql.backups import DailyCopies, copy_register, daily_copies, keep_daily_copy, restore_register
from tests.services.register.saves import all_rows, assert_holds_together, case, change_set, changed, wait_until

DAY = date(2026, 11, 21)
WATCH_SECONDS = 0.05


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.db"


@pytest.fixture
def register(path: Path) -> Iterator[SqlRegister]:
    register = SqlRegister(f"sqlite:///{path}", watch_seconds=WATCH_SECONDS)
    yield register
    register.close()


def put_in_place(other: Path, path: Path) -> None:
    """Do by hand what `restore` is for."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    other.replace(path)


def names(path: Path) -> set[str]:
    """Return the reactions in a register file, having checked that it is whole and leaves nothing beside it."""
    beside = set(path.parent.iterdir())
    register = SqlRegister(f"sqlite:///{path}", watch_seconds=3600)
    snapshot = register.snapshot()
    assert_holds_together(register, snapshot)
    register.close()
    assert set(path.parent.iterdir()) == beside
    return set(snapshot.frames["reactions"].index)


def test_keep_daily_copy_makes_one_a_day(register: SqlRegister, path: Path) -> None:
    register.commit(change_set(*case("a")))

    first = keep_daily_copy(path, DAY)
    register.commit(change_set(*case("b")))
    again = keep_daily_copy(path, DAY)
    next_day = keep_daily_copy(path, DAY + timedelta(days=1))

    assert again is None
    assert first == path.parent / "register-copies" / "register-2026-11-21.db"
    assert next_day == path.parent / "register-copies" / "register-2026-11-22.db"
    assert daily_copies(path) == [first, next_day]
    assert (names(first), names(next_day)) == ({"a"}, {"a", "b"})
    assert first.stat().st_mode & 0o077 == 0


def test_keep_daily_copy_keeps_fourteen(register: SqlRegister, path: Path) -> None:
    register.commit(change_set(*case("a")))
    days = [DAY + timedelta(days=number) for number in range(16)]
    own = path.parent / "register-copies" / "register-2020-01-01-vor-dem-umzug.db"

    for day in days:
        keep_daily_copy(path, day)
        own.touch()

    assert [copy.name for copy in daily_copies(path)] == [f"register-{day}.db" for day in days[2:]]
    assert own.exists()


def test_keep_daily_copy_keeps_the_one_just_made_when_the_clock_went_back(register: SqlRegister, path: Path) -> None:
    for number in range(14):
        keep_daily_copy(path, DAY + timedelta(days=number))

    made = keep_daily_copy(path, DAY - timedelta(days=400))

    assert made is not None
    assert made.exists()
    assert len(daily_copies(path)) == 14


def test_running_register_makes_the_copy_of_the_day(register: SqlRegister, path: Path) -> None:
    register.commit(change_set(*case("a")))
    register.snapshot()

    wait_until(lambda: len(daily_copies(path)) == 1)


def test_daily_copies_wait_an_hour_after_a_failure(
    register: SqlRegister, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (path.parent / "register-copies").write_text("in the way")
    copies = DailyCopies(path)
    start = datetime(2026, 11, 21, 8, tzinfo=UTC)

    for minutes in (0, 1, 59, 60, 61):
        copies.keep(start + timedelta(minutes=minutes))
    (path.parent / "register-copies").unlink()
    copies.keep(start + timedelta(minutes=125))

    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert "could not be copied" in caplog.messages[0]
    assert [copy.name for copy in daily_copies(path)] == ["register-2026-11-21.db"]


def test_copy_made_while_others_write_is_a_whole_state(register: SqlRegister, path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            register.commit(change_set(*case(f"r{number}", text="x" * 5000)))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [path.parent / "copies" / f"{number}.db" for number in range(6)]
        for copy in copies:
            copy_register(path, copy)
    finally:
        stop.set()
        writer.join()

    states = [names(copy) for copy in copies]
    assert all(one <= other for one, other in itertools.pairwise(states))
    assert all(state == {f"r{number}" for number in range(len(state))} for state in states)


def test_copy_refuses_what_is_no_register(tmp_path: Path) -> None:
    text, target = tmp_path / "text.db", tmp_path / "copy.db"
    text.write_text("x" * 5000)
    target.write_text("was here before")

    with pytest.raises(RegisterShapeError, match="is damaged or is no register"):
        copy_register(text, target)
    with pytest.raises(RegisterUnavailable, match="There is no file"):
        copy_register(tmp_path / "nothing.db", target)

    assert target.read_text() == "was here before"
    assert {found.name for found in tmp_path.iterdir()} == {"text.db", "copy.db"}


def test_restore_puts_a_copy_back_and_keeps_what_lay_there(register: SqlRegister, path: Path, tmp_path: Path) -> None:
    register.commit(change_set(*case("a")))
    copy_register(path, tmp_path / "copy.db")
    register.commit(change_set(*case("b")))
    register.close()

    kept = restore_register(tmp_path / "copy.db", path, DAY)
    kept_too = restore_register(tmp_path / "copy.db", path, DAY)

    assert kept == path.parent / "register-copies" / "register-before-restore-2026-11-21.db"
    assert kept_too == path.parent / "register-copies" / "register-before-restore-2026-11-21-2.db"
    assert (names(path), names(kept), names(kept_too)) == ({"a"}, {"a", "b"}, {"a"})
    assert daily_copies(path) == []


def test_restore_makes_a_register_where_there_is_none(register: SqlRegister, path: Path, tmp_path: Path) -> None:
    register.commit(change_set(*case("a")))
    copy_register(path, tmp_path / "copy.db")

    assert restore_register(tmp_path / "copy.db", tmp_path / "new" / "place.db", DAY) is None

    assert names(tmp_path / "new" / "place.db") == {"a"}


def test_restore_names_no_copies_of_a_damaged_copy(register: SqlRegister, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("x" * 5000)

    with pytest.raises(RegisterShapeError, match=r"Choose another copy\.$") as caught:
        restore_register(copy, path, DAY)

    assert "copy-copies" not in str(caught.value)


@pytest.mark.parametrize("damage", ["text", "truncated", "pages", "foreign"])
def test_restore_refuses_a_damaged_copy(register: SqlRegister, path: Path, tmp_path: Path, damage: str) -> None:
    register.commit(change_set(*case("a", text="x" * 20_000)))
    copy = tmp_path / "copy.db"
    copy_register(path, copy)
    whole = copy.read_bytes()
    if damage == "text":
        copy.write_text("x" * 5000)
    elif damage == "truncated":
        copy.write_bytes(whole[: len(whole) // 2])
    elif damage == "pages":
        copy.write_bytes(whole[:8192] + b"\xa5" * 4096 * 8 + whole[8192 + 4096 * 8 :])
    else:
        copy.unlink()
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            connection.execute("CREATE TABLE t (x)")
    before = {found.name for found in tmp_path.iterdir()}

    with pytest.raises(RegisterShapeError):
        restore_register(copy, path, DAY)

    assert register.refresh().find_row("reactions", "a") is not None
    assert {found.name for found in tmp_path.iterdir()} == before
    register.close()
    assert names(path) == {"a"}


def test_restore_refuses_a_copy_of_a_newer_version(register: SqlRegister, path: Path, tmp_path: Path) -> None:
    register.commit(change_set(*case("a")))
    copy_register(path, tmp_path / "copy.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as connection, connection:
        connection.execute("UPDATE register_facts SET value = '99'")

    with pytest.raises(RegisterShapeError, match="newer version"):
        restore_register(tmp_path / "copy.db", path, DAY)

    assert register.refresh().find_row("reactions", "a") is not None


def test_copy_refuses_to_replace_a_register_in_use(register: SqlRegister, path: Path, tmp_path: Path) -> None:
    register.commit(change_set(*case("a")))
    copy_register(path, tmp_path / "copy.db")
    register.commit(change_set(*case("b")))

    with pytest.raises(RegisterUnavailable, match="in use"):
        copy_register(tmp_path / "copy.db", path)

    assert set(register.refresh().frames["reactions"].index) == {"a", "b"}


@pytest.mark.parametrize("rubbish", [b"no register at all" * 400, b"", None])
def test_restore_mends_a_damaged_register(
    register: SqlRegister, path: Path, tmp_path: Path, rubbish: bytes | None
) -> None:
    register.commit(change_set(*case("a")))
    copy_register(path, tmp_path / "copy.db")
    register.close()
    rubbish = path.read_bytes()[:5000] if rubbish is None else rubbish
    path.write_bytes(rubbish)

    kept = restore_register(tmp_path / "copy.db", path, DAY)

    assert names(path) == {"a"}
    assert kept is not None
    assert kept.read_bytes() == rubbish


def test_restore_says_that_another_program_holds_the_register(
    register: SqlRegister, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "BUSY_SECONDS", 0.1)
    register.commit(change_set(*case("a")))
    copy_register(path, tmp_path / "copy.db")
    register.commit(change_set(*case("b")))
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterUnavailable, match="locked"):
            restore_register(tmp_path / "copy.db", path, DAY)

    register.close()
    assert names(path) == {"a", "b"}


def test_running_register_sees_what_was_restored(register: SqlRegister, path: Path, tmp_path: Path) -> None:
    seen = register.commit(change_set(*case("a", subject="Alt"))).row("reactions", "a")
    copy_register(path, tmp_path / "copy.db")
    before = register.commit(change_set(changed(seen, subject="Neu"), *case("b")))
    assert before.find_reaction_id("KR-2026-0002") == "b"

    restore_register(tmp_path / "copy.db", path, DAY)

    wait_until(lambda: register.snapshot().find_row("reactions", "b") is None)
    after = register.snapshot()
    assert after.row("reactions", "a") == seen
    assert after.find_reaction_id("KR-2026-0002") is None
    assert after.revision > before.revision, "what is kept by revision must not come up again"
    assert_holds_together(register, after)
    assert register.commit(change_set(*case("c"))).row("reactions", "c")["number"] == "KR-2026-0002"
    assert_holds_together(register)


def test_running_register_sees_what_was_restored_and_written_on(
    register: SqlRegister, path: Path, tmp_path: Path
) -> None:
    register.commit(change_set(*case("a")))
    copy_register(path, tmp_path / "copy.db")
    register.close()
    watching = SqlRegister(f"sqlite:///{path}", watch_seconds=3600)
    watching.commit(change_set(*case("b")))
    other = SqlRegister(f"sqlite:///{path}", watch_seconds=3600)

    restore_register(tmp_path / "copy.db", path, DAY)
    other.commit(change_set(*case("c")))
    other.commit(change_set(*case("d")))

    snapshot = watching.refresh()
    assert set(snapshot.frames["reactions"].index) == {"a", "c", "d"}
    assert all_rows(snapshot) == all_rows(other.snapshot())
    for register in (watching, other):
        register.close()


@pytest.mark.parametrize("first", ["look", "save"])
def test_running_register_notices_another_file_in_its_place(
    register: SqlRegister, path: Path, tmp_path: Path, first: str
) -> None:
    register.commit(change_set(*case("a")))
    copy_register(path, tmp_path / "copy.db")
    register.commit(change_set(*case("b")))
    put_in_place(tmp_path / "copy.db", path)

    if first == "look":
        wait_until(lambda: register.snapshot().find_row("reactions", "b") is None)
    snapshot = register.commit(change_set(*case("c")))

    register.close()
    assert set(snapshot.frames["reactions"].index) == {"a", "c"} == names(path)


def test_running_register_refuses_another_file_that_is_no_register(register: SqlRegister, path: Path) -> None:
    before = register.commit(change_set(*case("a")))
    other = path.with_name("other.db")
    other.write_text("x" * 5000)
    put_in_place(other, path)

    with pytest.raises(RegisterShapeError):
        register.commit(change_set(*case("b")))

    assert register.snapshot() is before
    assert path.read_text() == "x" * 5000
