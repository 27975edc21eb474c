"""What every register does with the notes on a reaction: they are part of it, as its concerns are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.errors import InputRejected, StaleRecord
from services.register.base import Register, RowChange
from tests.services.register.conftest import OpenRegister
from tests.services.register.saves import assert_holds_together, case, change_set, changed, created, removed


def note(row_id: str, reaction_id: str, day: int = 9, /, **values: Any) -> RowChange:
    start: dict[str, Any] = {"reaction_id": reaction_id, "kind": "escalation", "noted_on": date(2026, 3, day)}
    return created("notes", row_id, **{**start, **values})


def test_a_note_is_read_back_whole_and_stands_in_the_history_of_its_reaction(open_register: OpenRegister) -> None:
    register = open_register()
    register.commit(change_set(*case("r", concerns=1), *case("other", concerns=1)))
    said = {"step": "3", "title": "Bereichsleitung", "person": "Frau Kern", "reason": "Verlangt sie.", "proof": "Bl. 7"}

    snapshot = register.commit(change_set(note("n", "r", **said), operation_id="op-2"))

    stored = open_register().snapshot()
    assert stored.note_rows("r") == snapshot.note_rows("r") == [snapshot.row("notes", "n")]
    assert {name: snapshot.row("notes", "n")[name] for name in said} == said
    assert [(row.operation_id, row.table, row.row_id) for row in register.history("r")][2:] == [
        ("op-2", "reactions", "r"),
        ("op-2", "notes", "n"),
    ]
    assert [row.row_id for row in register.history("other")] == ["other", "other-1"]
    assert_holds_together(register)


def test_commit_raises_the_version_of_the_reaction_with_a_note(open_register: OpenRegister) -> None:
    register = open_register()
    register.commit(change_set(*case("r", concerns=1)))

    added = register.commit(change_set(note("n", "r")))
    corrected = register.commit(change_set(changed(added.row("notes", "n"), "notes", title="Anruf")))
    taken = register.commit(change_set(removed(corrected.row("notes", "n"), "notes")))

    states = (added, corrected, taken)
    assert [state.row("reactions", "r")["version"] for state in states] == [2, 3, 4]
    assert [state.row("concerns", "r-1")["version"] for state in states] == [1, 1, 1]
    assert [len(state.note_rows("r")) for state in states] == [1, 1, 0]
    assert_holds_together(register)


def test_commit_refuses_a_change_to_a_reaction_on_which_somebody_noted_something(open_register: OpenRegister) -> None:
    one, other = open_register(), open_register()
    seen = one.commit(change_set(*case("r"))).row("reactions", "r")
    other.refresh()
    other.commit(change_set(note("n", "r")))

    with pytest.raises(StaleRecord):
        one.commit(change_set(changed(seen, subject="Neu")))

    assert open_register().snapshot().row("reactions", "r")["subject"] == "Bescheid"


def test_commit_raises_the_version_once_for_a_case_with_its_concern_and_note(register: Register) -> None:
    before = register.commit(change_set(*case("r", concerns=1)))

    snapshot = register.commit(
        change_set(
            changed(before.row("reactions", "r"), escalation_step="2"),
            changed(before.row("concerns", "r-1"), "concerns", area="hotline"),
            note("n", "r", step="2"),
        )
    )

    assert snapshot.row("reactions", "r")["version"] == 2
    assert [row.action for row in register.history("r")] == ["created", "created", "changed", "changed", "created"]


def test_commit_removes_the_notes_with_their_reaction(open_register: OpenRegister) -> None:
    register = open_register()
    before = register.commit(change_set(*case("r", concerns=1), note("n", "r"), *case("other"), note("m", "other")))

    snapshot = register.commit(change_set(removed(before.row("reactions", "r"))))

    assert list(snapshot.frames["notes"].index) == ["m"]
    assert snapshot.note_rows("r") == []
    assert [row["id"] for row in snapshot.note_rows("other")] == ["m"]
    assert [(row.table, row.action) for row in register.history("r")][3:] == [
        ("reactions", "removed"),
        ("concerns", "removed"),
        ("notes", "removed"),
    ]
    assert_holds_together(register)


def test_commit_refuses_a_note_on_a_reaction_that_went(open_register: OpenRegister) -> None:
    one, other = open_register(), open_register()
    seen = one.commit(change_set(*case("r"))).row("reactions", "r")
    other.refresh()
    other.commit(change_set(removed(seen)))

    with pytest.raises(StaleRecord) as refused:
        one.commit(change_set(note("n", "r")))

    assert refused.value.row_ids == ("r",)
    assert open_register().snapshot().find_row("notes", "n") is None


def test_commit_refuses_a_note_without_kind_or_day(register: Register) -> None:
    before = register.commit(change_set(*case("r")))

    with pytest.raises(InputRejected) as refused:
        register.commit(change_set(created("notes", "n", reaction_id="r")))

    assert {problem.field for problem in refused.value.problems} == {"kind", "noted_on"}
    assert register.snapshot().row("reactions", "r") == before.row("reactions", "r")


def test_note_rows_stand_in_the_order_of_their_days(register: Register) -> None:
    days = {"b": 9, "a": 9, "c": 2, "d": 30}
    register.commit(change_set(*case("r"), *(note(row_id, "r", day) for row_id, day in days.items())))

    assert [row["id"] for row in register.snapshot().note_rows("r")] == ["c", "a", "b", "d"]
    assert register.snapshot().note_rows("nobody") == []


def test_note_rows_follow_every_change(register: Register) -> None:
    before = register.commit(change_set(*case("a"), *case("b"), note("n", "a"), note("m", "a", 10)))
    assert [len(before.note_rows(row_id)) for row_id in "ab"] == [2, 0]

    moved = register.commit(change_set(changed(before.row("notes", "m"), "notes", reaction_id="b")))
    after = register.commit(change_set(note("o", "b", 1), removed(moved.row("notes", "n"), "notes")))

    assert [[row["id"] for row in after.note_rows(row_id)] for row_id in "ab"] == [[], ["o", "m"]]
    assert [after.row("reactions", row_id)["version"] for row_id in "ab"] == [3, 3]
    assert [[row["id"] for row in before.note_rows(row_id)] for row_id in "ab"] == [["n", "m"], []]
    assert_holds_together(register)
