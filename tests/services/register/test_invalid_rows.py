"""Rows that somebody changed in the store by hand, past all rules: data, not failures."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from services.errors import StaleRecord
from services.register.snapshot import Issue, Snapshot
from services.register.sql import SqlRegister
from tests.services.register.saves import REACTION, case, change_set, changed, created


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with three cases, closed."""
    path = tmp_path / "register.db"
    register = SqlRegister(f"sqlite:///{path}")
    register.commit(change_set(*case("a", subject="Alt", ombuds=True), *case("b"), *case("c")))
    register.close()
    return path


def by_hand(path: Path, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def read(path: Path) -> Snapshot:
    register = SqlRegister(f"sqlite:///{path}")
    try:
        return register.snapshot()
    finally:
        register.close()


def place(issue: Issue) -> tuple[str, str, str, object, bool]:
    return (issue.table, issue.row, issue.column, issue.value, issue.kept)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("reactions", "received_on", "2022-02-30"),
        ("reactions", "received_on", None),
        ("reactions", "closed_on", "gestern"),
        ("reactions", "ombuds", "vielleicht"),
        ("reactions", "ombuds", 7),
        ("reactions", "text", "x" * 20_001),
        ("reactions", "subject", "a\x01b"),
        ("reactions", "channel", None),
        ("reactions", "changed_at", "neulich"),
        ("concerns", "rank", "erster"),
        ("concerns", "rank", 0),
        ("concerns", "version", "zwei"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_row_that_became_invalid_keeps_its_last_valid_state(path: Path, table: str, column: str, value: object) -> None:
    row_id = "a" if table == "reactions" else "a-1"
    before = read(path).row(table, row_id)
    by_hand(path, f"UPDATE {table} SET {column} = ? WHERE id = ?", value, row_id)

    snapshot = read(path)

    assert [place(issue) for issue in snapshot.issues] == [(table, row_id, column, value, True)]
    assert snapshot.row(table, row_id) == before
    assert set(snapshot.frames["reactions"].index) == {"a", "b", "c"}
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", [row_id]).fetchone() == (value,)


def test_row_that_was_never_valid_is_left_out(path: Path) -> None:
    by_hand(
        path,
        "INSERT INTO reactions (id, version, changed_at, changed_by, number, received_on, channel)"
        " VALUES ('x', 1, '2026-01-01 00:00:00.000000', 'hand', '7', '30.02.2022', 'email')",
    )

    snapshot = read(path)

    assert [place(issue) for issue in snapshot.issues] == [("reactions", "x", "received_on", "30.02.2022", False)]
    assert snapshot.find_row("reactions", "x") is None
    assert len(snapshot.frames["reactions"]) == 3


def test_each_wrong_value_is_an_issue_of_its_own(path: Path) -> None:
    by_hand(path, "UPDATE reactions SET received_on = 'x', ombuds = 'y' WHERE id IN ('a', 'b')")

    issues = read(path).issues

    assert {place(issue)[1:4] for issue in issues} == {
        ("a", "received_on", "x"),
        ("a", "ombuds", "y"),
        ("b", "received_on", "x"),
        ("b", "ombuds", "y"),
    }
    label = "“{label}”"
    assert all(label in issue.msgid for issue in issues)
    assert all(issue.msgid.format(**issue.params) for issue in issues)


def test_commit_does_not_overwrite_what_is_invalid(path: Path) -> None:
    by_hand(path, "UPDATE reactions SET received_on = '30.02.2022' WHERE id = 'a'")
    register = SqlRegister(f"sqlite:///{path}")
    seen = register.snapshot().row("reactions", "a")

    with pytest.raises(StaleRecord):
        register.commit(change_set(changed(seen, subject="Neu")))

    register.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT received_on, subject FROM reactions WHERE id = 'a'").fetchone() == (
            "30.02.2022",
            "Alt",
        )


def test_commit_goes_on_beside_an_invalid_row(path: Path) -> None:
    by_hand(path, "UPDATE reactions SET received_on = '30.02.2022' WHERE id = 'a'")
    register = SqlRegister(f"sqlite:///{path}")

    snapshot = register.commit(
        change_set(changed(register.snapshot().row("reactions", "b"), subject="Neu"), created("reactions", "d"))
    )

    register.close()
    assert snapshot.row("reactions", "b")["subject"] == "Neu"
    assert snapshot.row("reactions", "d")["received_on"] == REACTION["received_on"]
    assert [issue.row for issue in snapshot.issues] == ["a"]


def test_issue_goes_when_the_row_is_mended(path: Path) -> None:
    by_hand(path, "UPDATE reactions SET ombuds = 'vielleicht' WHERE id = 'a'")
    assert [issue.row for issue in read(path).issues] == ["a"]
    by_hand(path, "UPDATE reactions SET ombuds = 1 WHERE id = 'a'")

    assert read(path).issues == ()
