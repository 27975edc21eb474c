"""What every register does with a reaction and its concerns: one aggregate, one version."""

from __future__ import annotations

import pytest

from services.errors import StaleRecord
from services.register.base import Register
from tests.services.register.conftest import OpenRegister
from tests.services.register.saves import assert_holds_together, case, change_set, changed, created, removed


def test_commit_raises_the_version_of_the_reaction_with_a_concern(open_register: OpenRegister) -> None:
    register = open_register()
    before = register.commit(change_set(*case("r")))

    snapshot = register.commit(change_set(changed(before.row("concerns", "r-2"), "concerns", area="hotline")))

    versions = {row_id: snapshot.row("concerns", row_id)["version"] for row_id in ("r-1", "r-2")}
    assert snapshot.row("reactions", "r")["version"] == 2
    assert versions == {"r-1": 1, "r-2": 2}
    assert open_register().snapshot().row("reactions", "r") == snapshot.row("reactions", "r")
    assert_holds_together(register)


def test_commit_raises_the_version_once_for_a_whole_case(register: Register) -> None:
    before = register.commit(change_set(*case("r")))

    snapshot = register.commit(
        change_set(
            changed(before.row("reactions", "r"), subject="Neu"),
            changed(before.row("concerns", "r-1"), "concerns", area="hotline"),
            created("concerns", "r-3", reaction_id="r", rank=3),
        )
    )

    assert snapshot.row("reactions", "r")["version"] == 2


def test_commit_raises_the_version_with_a_concern_added_or_removed(register: Register) -> None:
    register.commit(change_set(*case("r", concerns=1)))

    added = register.commit(change_set(created("concerns", "r-2", reaction_id="r", rank=2)))
    taken = register.commit(change_set(removed(added.row("concerns", "r-1"), "concerns")))

    assert added.row("reactions", "r")["version"] == 2
    assert taken.row("reactions", "r")["version"] == 3
    assert [row["id"] for row in added.concern_rows("r")] == ["r-1", "r-2"]
    assert [row["id"] for row in taken.concern_rows("r")] == ["r-2"]


def test_commit_raises_both_reactions_when_a_concern_moves(register: Register) -> None:
    before = register.commit(change_set(*case("a"), *case("b")))
    assert len(before.concern_rows("a")) == 2

    snapshot = register.commit(change_set(changed(before.row("concerns", "a-2"), "concerns", reaction_id="b")))

    assert [snapshot.row("reactions", row_id)["version"] for row_id in "ab"] == [2, 2]
    assert [row["id"] for row in snapshot.concern_rows("a")] == ["a-1"]
    assert {row["id"] for row in snapshot.concern_rows("b")} == {"a-2", "b-1", "b-2"}
    assert_holds_together(register)


def test_commit_refuses_a_change_to_a_reaction_whose_concern_was_changed(open_register: OpenRegister) -> None:
    one, other = open_register(), open_register()
    seen = one.commit(change_set(*case("r"))).row("reactions", "r")
    other.commit(change_set(changed(other.snapshot().row("concerns", "r-1"), "concerns", area="hotline")))

    with pytest.raises(StaleRecord):
        one.commit(change_set(changed(seen, subject="Neu")))


def test_commit_lets_two_writers_change_different_concerns(open_register: OpenRegister) -> None:
    one, other = open_register(), open_register()
    before = one.commit(change_set(*case("r")))

    other.commit(change_set(changed(before.row("concerns", "r-1"), "concerns", area="hotline")))
    snapshot = one.commit(change_set(changed(before.row("concerns", "r-2"), "concerns", area="reception")))

    assert [row["area"] for row in snapshot.concern_rows("r")] == ["hotline", "reception"]
    assert snapshot.row("reactions", "r")["version"] == 3
    assert_holds_together(one)


def test_commit_removes_the_concerns_with_their_reaction(open_register: OpenRegister) -> None:
    register = open_register()
    before = register.commit(change_set(*case("r"), *case("other")))

    snapshot = register.commit(change_set(removed(before.row("reactions", "r"))))

    assert list(snapshot.frames["concerns"].index) == ["other-1", "other-2"]
    assert snapshot.concern_rows("r") == []
    assert [row.action for row in register.history("r")] == ["created"] * 3 + ["removed"] * 3
    assert_holds_together(register)


def test_commit_refuses_a_concern_of_a_reaction_that_went(open_register: OpenRegister) -> None:
    one, other = open_register(), open_register()
    seen = one.commit(change_set(*case("r"))).row("reactions", "r")
    other.commit(change_set(removed(seen)))

    with pytest.raises(StaleRecord) as refused:
        one.commit(change_set(created("concerns", "r-3", reaction_id="r", rank=3)))

    assert refused.value.row_ids == ("r",)
    assert open_register().snapshot().find_row("concerns", "r-3") is None


def test_concern_rows_stand_in_the_customers_order(register: Register) -> None:
    register.commit(
        change_set(
            created("reactions", "r"),
            *(created("concerns", f"c{rank}", reaction_id="r", rank=rank) for rank in (10, 2, 1)),
        )
    )

    assert [row["rank"] for row in register.snapshot().concern_rows("r")] == [1, 2, 10]


def test_lookups_follow_every_change(register: Register) -> None:
    before = register.commit(change_set(*case("a", number="1"), *case("b", number="2")))
    assert (before.find_reaction_id("1"), len(before.concern_rows("a"))) == ("a", 2)
    assert before.lists.find("theme", "neues") is None

    register.commit(change_set(changed(before.row("reactions", "a"), number="3")))
    after = register.commit(
        change_set(
            removed(before.row("reactions", "b")),
            created("lists", "l", list="theme", code="neues", label="Neues", parent="benefits"),
            *case("c", number="1", concerns=1),
        )
    )

    assert [after.find_reaction_id(number) for number in ("1", "2", "3")] == ["c", None, "a"]
    assert [len(after.concern_rows(row_id)) for row_id in "abc"] == [2, 0, 1]
    assert after.lists.label("theme", "neues") == "Neues"
    assert [before.find_reaction_id(number) for number in ("1", "2", "3")] == ["a", "b", None]
    assert [len(before.concern_rows(row_id)) for row_id in "abc"] == [2, 2, 0]
