"""Reading while others write: nobody who only looks waits for the store."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.register.sql import SqlRegister, adapter
from services.register.sql.loading import load_table
from tests.services.register.saves import PATIENCE_SECONDS, all_rows, case, change_set, changed, removed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.db"


@pytest.fixture
def register(path: Path) -> Iterator[SqlRegister]:
    register = SqlRegister(f"sqlite:///{path}", watch_seconds=3600, busy_seconds=PATIENCE_SECONDS)
    yield register
    register.close()


def test_snapshot_does_not_wait_for_a_save(register: SqlRegister, path: Path) -> None:
    before = register.commit(change_set(*case("a")))
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        saving = threading.Thread(target=register.commit, args=[change_set(*case("b"))])
        saving.start()

        assert register.snapshot() is before
        assert saving.is_alive(), "the save still waits for the other program"
        other.rollback()
    saving.join()

    assert register.snapshot().find_row("reactions", "b") is not None


def test_snapshot_does_not_wait_for_a_refresh(register: SqlRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    before = register.commit(change_set(*case("a")))
    entered, go_on = threading.Event(), threading.Event()

    def load_slowly(*args: object) -> object:
        entered.set()
        assert go_on.wait(PATIENCE_SECONDS)
        return load_table(*args)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(adapter, "load_table", load_slowly)
    saving = threading.Thread(target=register.commit, args=[change_set(*case("b"))])
    saving.start()
    assert entered.wait(PATIENCE_SECONDS)

    assert register.snapshot() is before
    go_on.set()
    saving.join()

    assert register.snapshot().find_row("reactions", "b") is not None


def test_many_changes_at_once_are_read_as_one_by_one(
    register: SqlRegister, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stepwise = SqlRegister(f"sqlite:///{path}", watch_seconds=3600)
    at_once = SqlRegister(f"sqlite:///{path}", watch_seconds=3600)
    start = register.commit(change_set(*case("a"), *case("b")))
    stepwise.snapshot()
    at_once.snapshot()

    register.commit(change_set(changed(start.row("reactions", "a"), subject="Neu"), *case("c")))
    end = register.commit(change_set(removed(start.row("reactions", "b"))))
    stepwise.refresh()
    monkeypatch.setattr(adapter, "MOST_CHANGES", 1)
    at_once.refresh()

    for other in (stepwise, at_once):
        assert all_rows(other.snapshot()) == all_rows(end)
        assert other.snapshot().revision == end.revision
        other.close()


def test_appending_many_rows_keeps_columns_in_few_pieces(register: SqlRegister) -> None:
    for number in range(70):
        snapshot = register.commit(change_set(*case(f"r{number}", concerns=0)))

    pieces = [
        snapshot.frames["reactions"][name].array.__arrow_array__().num_chunks for name in ("text", "subject", "number")
    ]
    assert max(pieces) <= 64
    assert snapshot.frames["reactions"].index.tolist() == [f"r{number}" for number in range(70)]
