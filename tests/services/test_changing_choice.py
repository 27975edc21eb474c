"""What stands after a person decided between their own entry and what was saved meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from services.cases import Case, ConcernEntry
from services.changing import MergeNeeded, change_reaction, settled
from services.errors import InputRejected
from services.register.base import Register, new_id
from tests.support.cases import (
    COMPLAINT,
    IDEA,
    PRAISE,
    TODAY,
    change,
    entries_of,
    kinds,
    record,
    seen_again,
    with_concern,
)
from tests.support.people import ALICE, BOB

MINE, THEIRS = False, True


def decide(
    register: Register,
    seen: Case,
    choice: bool,
    concerns: Sequence[ConcernEntry] | None = None,
    **values: Any,
) -> Case:
    """Save as Alice, be asked, choose one side everywhere, and save again."""
    reaction, entries = {**seen.reaction, **values}, list(entries_of(seen) if concerns is None else concerns)
    operation_id = new_id()
    with pytest.raises(MergeNeeded) as asked:
        change_reaction(register, ALICE, seen, reaction, entries, today=TODAY, operation_id=operation_id)
    clashes, current = asked.value.clashes, asked.value.current
    theirs = frozenset((clash.row_id, clash.fields[0]) for clash in clashes) if choice else frozenset()
    reaction, entries = settled(seen, current, reaction, entries, clashes, theirs)
    return change_reaction(register, ALICE, current, reaction, entries, today=TODAY, operation_id=operation_id)


@pytest.mark.parametrize(("choice", "subject"), [(MINE, "Von Alice"), (THEIRS, "Von Bob")])
def test_settled_stores_the_side_chosen_and_all_that_nobody_had_to_decide(
    register: Register, choice: bool, subject: str
) -> None:
    seen = record(register)
    change(register, seen, BOB, subject="Von Bob", text="Von Bob")
    case = decide(register, seen, choice, subject="Von Alice", acknowledged_on=TODAY)
    assert case.reaction["subject"] == subject
    assert (case.reaction["text"], case.reaction["acknowledged_on"]) == ("Von Bob", TODAY)
    assert case == seen_again(register, seen)


def test_settled_takes_each_clash_by_itself(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, subject="Von Bob", text="Text von Bob")
    mine = {**seen.reaction, "subject": "Von Alice", "text": "Text von Alice"}
    with pytest.raises(MergeNeeded) as asked:
        change_reaction(register, ALICE, seen, mine, entries_of(seen), today=TODAY, operation_id=new_id())
    assert [clash.fields for clash in asked.value.clashes] == [("subject",), ("text",)]
    reaction, _ = settled(
        seen, asked.value.current, mine, entries_of(seen), asked.value.clashes, frozenset({(seen.id, "text")})
    )
    assert (reaction["subject"], reaction["text"]) == ("Von Alice", "Text von Bob")


def test_settled_lets_a_group_of_mine_stand_as_a_whole(register: Register) -> None:
    """Half of each side would be a praise that was upheld: something that neither of the two wrote."""
    seen = record(register)
    change(register, seen, BOB, with_concern(seen, 0, kind="praise"))
    case = decide(register, seen, MINE, with_concern(seen, 0, outcome="upheld"))
    assert (case.concerns[0]["kind"], case.concerns[0]["outcome"]) == ("complaint", "upheld")


def test_settled_lets_a_group_of_theirs_stand_as_a_whole(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, with_concern(seen, 0, area="reception", theme="wartezeit"))
    case = decide(register, seen, THEIRS, with_concern(seen, 0, area="hotline", theme=None, outcome="upheld"))
    concern = case.concerns[0]
    assert (concern["area"], concern["theme"], concern["outcome"]) == ("reception", "wartezeit", "upheld")


@pytest.mark.parametrize(
    ("choice", "order"),
    [(MINE, ["complaint", "suggestion", "praise"]), (THEIRS, ["praise", "complaint", "suggestion"])],
)
def test_settled_takes_the_order_chosen(register: Register, choice: bool, order: list[str]) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE, IDEA])
    complaint, praise, idea = entries_of(seen)
    change(register, seen, BOB, [praise, complaint, idea])
    case = decide(register, seen, choice, [complaint, idea, praise])
    assert kinds(case) == list(enumerate(order, start=1))


@pytest.mark.parametrize("choice", [MINE, THEIRS])
def test_settled_keeps_what_both_added_whatever_order_is_chosen(register: Register, choice: bool) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE, IDEA])
    complaint, praise, idea = entries_of(seen)
    change(register, seen, BOB, [praise, complaint, idea, ConcernEntry({"kind": "petition"})])
    case = decide(register, seen, choice, [complaint, idea, praise, ConcernEntry({"kind": "submission"})])
    assert sorted(row["kind"] for row in case.concerns) == [
        "complaint",
        "petition",
        "praise",
        "submission",
        "suggestion",
    ]
    assert [row["rank"] for row in case.concerns] == [1, 2, 3, 4, 5]


def test_settled_makes_a_concern_anew_that_the_other_side_removed(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, entries_of(seen)[1:])
    case = decide(register, seen, MINE, with_concern(seen, 0, outcome="upheld"))
    assert sorted((row["kind"], row["outcome"]) for row in case.concerns) == [("complaint", "upheld"), ("praise", None)]
    assert [row["rank"] for row in case.concerns] == [1, 2]


def test_settled_lets_the_other_sides_removal_stand(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, entries_of(seen)[1:])
    case = decide(register, seen, THEIRS, with_concern(seen, 0, outcome="upheld"), subject="Neu")
    assert (kinds(case), case.reaction["subject"]) == ([(1, "praise")], "Neu")


def test_settled_lets_this_sides_removal_stand(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, with_concern(seen, 0, outcome="upheld"))
    assert kinds(decide(register, seen, MINE, entries_of(seen)[1:])) == [(1, "praise")]


def test_settled_keeps_a_concern_that_this_side_removed(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, with_concern(seen, 0, outcome="upheld"))
    case = decide(register, seen, THEIRS, entries_of(seen)[1:], subject="Neu")
    assert (kinds(case), case.concerns[0]["outcome"]) == ([(1, "complaint"), (2, "praise")], "upheld")
    assert case.reaction["subject"] == "Neu"


def test_settled_does_not_bring_back_a_concern_that_the_other_side_removed_untouched(register: Register) -> None:
    """The choice was about the subject; the concern that went is none of it."""
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, entries_of(seen)[1:], subject="Von Bob")
    case = decide(register, seen, MINE, subject="Von Alice")
    assert (kinds(case), case.reaction["subject"]) == ([(1, "praise")], "Von Alice")


def test_settled_keeps_the_concern_that_the_other_side_added(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, [*entries_of(seen), ConcernEntry(PRAISE)], subject="Von Bob")
    case = decide(register, seen, MINE, subject="Von Alice")
    assert (kinds(case), case.reaction["subject"]) == ([(1, "complaint"), (2, "praise")], "Von Alice")


def test_a_third_change_between_the_question_and_the_answer_is_merged_too(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, subject="Von Bob")
    mine = {**seen.reaction, "subject": "Von Alice"}
    with pytest.raises(MergeNeeded) as asked:
        change_reaction(register, ALICE, seen, mine, entries_of(seen), today=TODAY, operation_id=new_id())
    current = asked.value.current
    change(register, current, BOB, text="Von Bob")
    reaction, concerns = settled(seen, current, mine, entries_of(seen), asked.value.clashes, frozenset())
    case = change_reaction(register, ALICE, current, reaction, concerns, today=TODAY, operation_id=new_id())
    assert (case.reaction["subject"], case.reaction["text"]) == ("Von Alice", "Von Bob")


def test_what_was_chosen_is_refused_where_it_contradicts_what_was_merged(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, with_concern(seen, 0, area="reception", theme=None), subject="Von Bob")
    before = seen_again(register, seen)
    with pytest.raises(InputRejected):
        decide(register, seen, MINE, with_concern(seen, 0, detail="flur"), subject="x" * 400)
    assert seen_again(register, seen) == before
