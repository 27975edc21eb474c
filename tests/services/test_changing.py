"""Changing a case: every write has five (works, wrong role, signed out, stale, bad input), and the merge of two."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.access import Action, Actor
from services.cases import ConcernEntry, case_of
from services.changing import MergeNeeded
from services.errors import AccessDenied, InputRejected, RecordNotFound, StaleRecord
from services.register import opening
from services.register.base import ChangeSet, Register, RowChange, new_id
from services.translation import message
from tests.support.cases import (
    COMPLAINT,
    IDEA,
    PRAISE,
    RECEIVED,
    TODAY,
    change,
    entries_of,
    kinds,
    record,
    seen_again,
    with_concern,
)
from tests.support.people import ALICE, BOB, KAREN, OLIVIA, those_without

# ---- one person


def test_change_reaction_stores_what_was_changed_and_says_so_in_the_journal(register: Register) -> None:
    seen = record(register)
    case = change(register, seen, KAREN, subject="Neu", acknowledged_on=TODAY)
    assert (case.reaction["subject"], case.reaction["acknowledged_on"], case.reaction["version"]) == ("Neu", TODAY, 2)
    last = register.history(seen.id)[-1]
    assert (last.actor, last.reason, last.action) == (KAREN.id, "", "changed")
    assert {(one.field, one.before, one.after) for one in last.changes} == {
        ("subject", seen.reaction["subject"], "Neu"),
        ("acknowledged_on", None, TODAY),
    }


def test_change_reaction_keeps_the_reason_in_a_note_and_not_in_the_open_part_of_the_journal(register: Register) -> None:
    """A reason may name people: it stands in a field that is sealed and erased, with the change it explains."""
    seen, operation_id = record(register, acknowledged_on=TODAY), new_id()
    for _ in range(2):
        change(register, seen, acknowledged_on=RECEIVED, reason=" Frau Kurz rief an ", operation_id=operation_id)
    (note,) = register.snapshot().note_rows(seen.id)
    assert (note["kind"], note["noted_on"], note["reason"]) == ("correction", TODAY, "Frau Kurz rief an")
    rows = [row for row in register.history(seen.id) if row.operation_id == operation_id]
    assert {(row.table, row.reason) for row in rows} == {("reactions", ""), ("notes", "")}


def test_change_reaction_writes_no_note_of_a_reason_for_nothing(register: Register) -> None:
    seen = record(register)
    assert change(register, seen, reason="Anruf") == seen
    assert register.snapshot().note_rows(seen.id) == []


def test_change_reaction_stores_nothing_where_nothing_was_changed(register: Register) -> None:
    seen = record(register)
    assert change(register, seen) == seen
    assert register.refresh().row("reactions", seen.id)["version"] == 1
    assert len(register.history(seen.id)) == 2


@pytest.mark.parametrize("empty", ["", None])
def test_change_reaction_takes_an_emptied_field_as_not_given(register: Register, empty: str | None) -> None:
    case = change(register, record(register, completion_note="x"), completion_note=empty)
    assert case.reaction["completion_note"] is None


def test_change_reaction_stores_once_when_called_twice_with_one_operation_id(register: Register) -> None:
    seen, operation_id = record(register), new_id()
    concerns = [*entries_of(seen), ConcernEntry(PRAISE)]
    for _ in range(2):
        case = change(register, seen, concerns=concerns, operation_id=operation_id, subject="Neu")
    assert (case.reaction["version"], kinds(case)) == (2, [(1, "complaint"), (2, "praise")])
    assert len([row for row in register.history(seen.id) if row.operation_id == operation_id]) == 2


def test_change_reaction_called_again_finds_it_stored_although_somebody_went_on(register: Register) -> None:
    """A second click that arrives late must not undo what another person saved in between."""
    seen, operation_id = record(register), new_id()
    concerns = [*entries_of(seen), ConcernEntry(PRAISE)]
    stored = change(register, seen, concerns=concerns, operation_id=operation_id, subject="Von Alice")
    change(register, stored, BOB, subject="Von Bob")
    case = change(register, seen, concerns=concerns, operation_id=operation_id, subject="Von Alice")
    assert (case.reaction["subject"], case.reaction["version"]) == ("Von Bob", 3)
    assert kinds(case) == [(1, "complaint"), (2, "praise")]


def test_change_reaction_loses_nothing_of_a_form_that_stood_in_two_windows(register: Register) -> None:
    """Both windows have the same draft, and so one operation id: the second save is no second click."""
    seen, operation_id = record(register), new_id()
    change(register, seen, concerns=[*entries_of(seen), ConcernEntry(PRAISE)], operation_id=operation_id)
    entries = [*entries_of(seen), ConcernEntry(IDEA)]
    case = change(register, seen, concerns=entries, operation_id=operation_id, text="Aus dem zweiten Fenster")
    assert case.reaction["text"] == "Aus dem zweiten Fenster"
    assert sorted(kind for _, kind in kinds(case)) == ["complaint", "praise", "suggestion"]


def test_change_reaction_asks_where_two_windows_of_one_form_changed_the_same_field(register: Register) -> None:
    seen, operation_id = record(register), new_id()
    change(register, seen, subject="Erstes Fenster", operation_id=operation_id)
    with pytest.raises(MergeNeeded) as asked:
        change(register, seen, subject="Zweites Fenster", operation_id=operation_id)
    assert asked.value.clashes[0].theirs == {"subject": "Erstes Fenster"}
    assert seen_again(register, seen).reaction["subject"] == "Erstes Fenster"


def test_change_reaction_raises_the_version_for_a_change_in_a_concern_alone(register: Register) -> None:
    seen = record(register)
    case = change(register, seen, concerns=with_concern(seen, 0, outcome="upheld"))
    assert (case.concerns[0]["outcome"], case.reaction["version"]) == ("upheld", 2)


def test_change_reaction_adds_removes_and_reorders_concerns(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE, IDEA])
    complaint, _, idea = entries_of(seen)
    case = change(register, seen, concerns=[idea, ConcernEntry({"kind": "petition"}), complaint])
    assert kinds(case) == [(1, "suggestion"), (2, "petition"), (3, "complaint")]
    assert [row["id"] for row in case.concerns][::2] == [idea.id, complaint.id]
    removed = [row.row_id for row in register.history(seen.id) if row.action == "removed"]
    assert removed == [seen.concerns[1]["id"]]


def test_change_reaction_ignores_what_the_portal_sets_itself(register: Register) -> None:
    seen = record(register)
    case = change(register, seen, number="KR-1999-0001", id="x", version=7, subject="Neu")
    assert (case.number, case.id, case.reaction["version"]) == (seen.number, seen.id, 2)


def test_change_reaction_ignores_a_field_that_the_role_may_not_edit(register: Register) -> None:
    seen = record(register, concerns=[{**COMPLAINT, "employee": "Frau Kurz"}])
    case = change(register, seen, OLIVIA, concerns=with_concern(seen, 0, employee="Herr Lang", outcome="upheld"))
    assert (case.concerns[0]["employee"], case.concerns[0]["outcome"]) == ("Frau Kurz", "upheld")


# ---- refused


@pytest.mark.parametrize("actor", those_without(Action.CHANGE_REACTION), ids=lambda actor: actor.id or "signed out")
def test_change_reaction_refuses_a_wrong_role_and_the_signed_out(register: Register, actor: Actor) -> None:
    seen = record(register)
    with pytest.raises(AccessDenied):
        change(register, seen, actor, subject="Neu")
    assert seen_again(register, seen) == seen


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_on": None}, "received_on"),
        ({"received_on": date(2026, 3, 5)}, "received_on"),
        ({"closed_on": date(2026, 3, 1)}, "closed_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"text": "x" * 25_000}, "text"),
        ({"text": "\x07"}, "text"),
        ({"follow_up_of": "KR-2026-0001"}, "follow_up_of"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_change_reaction_refuses_bad_input_at_its_place(register: Register, values: dict[str, Any], field: str) -> None:
    seen = record(register)
    with pytest.raises(InputRejected) as refused:
        change(register, seen, **values)
    assert [(problem.table, problem.field) for problem in refused.value.problems] == [("reactions", field)]
    assert seen_again(register, seen) == seen


def test_change_reaction_names_the_place_of_a_concern_in_the_new_order(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    complaint, praise = entries_of(seen)
    spoilt = ConcernEntry({**complaint.values, "theme": "wartezeit"}, complaint.id)
    with pytest.raises(InputRejected) as refused:
        change(register, seen, concerns=[praise, ConcernEntry({"area": "conduct"}), spoilt])
    found = [(problem.field, problem.params["place"]) for problem in refused.value.problems]
    assert found == [("kind", 2), ("theme", 3)]
    assert seen_again(register, seen) == seen


def test_change_reaction_refuses_a_case_without_concerns(register: Register) -> None:
    seen = record(register)
    with pytest.raises(InputRejected) as refused:
        change(register, seen, concerns=[])
    assert message(refused.value.problems[0], "de") == (
        "Eine Reaktion braucht mindestens ein Anliegen. Bitte fügen Sie eines hinzu."
    )
    assert seen_again(register, seen) == seen


def test_change_reaction_says_when_the_case_is_gone(register: Register) -> None:
    seen = record(register)
    gone = RowChange("reactions", seen.id, {}, seen=seen.reaction, removed=True)
    register.commit(ChangeSet.of([gone], actor=KAREN.id, operation_id=new_id()))
    with pytest.raises(RecordNotFound):
        change(register, seen, subject="Neu")
    assert register.refresh().find_row("reactions", seen.id) is None


# ---- two people


def test_change_reaction_keeps_what_both_changed_in_different_fields(register: Register) -> None:
    seen = record(register)
    change(register, seen, KAREN, acknowledged_on=TODAY)
    case = change(register, seen, ALICE, subject="Neu")
    assert (case.reaction["subject"], case.reaction["acknowledged_on"], case.reaction["version"]) == ("Neu", TODAY, 3)
    assert [row.actor for row in register.history(seen.id)[-2:]] == [KAREN.id, ALICE.id]


def test_change_reaction_keeps_what_both_changed_in_different_concerns(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, COMPLAINT])
    change(register, seen, BOB, with_concern(seen, 0, outcome="upheld"))
    case = change(register, seen, ALICE, with_concern(seen, 1, outcome="not_upheld"))
    assert [row["outcome"] for row in case.concerns] == ["upheld", "not_upheld"]


def test_change_reaction_takes_the_same_change_of_both_as_no_clash(register: Register) -> None:
    seen = record(register)
    change(register, seen, KAREN, acknowledged_on=TODAY)
    case = change(register, seen, ALICE, acknowledged_on=TODAY)
    assert (case.reaction["acknowledged_on"], case.reaction["version"]) == (TODAY, 2)


def test_change_reaction_asks_with_both_sides_where_both_changed_one_field(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, subject="Von Bob", text="Von Bob")
    with pytest.raises(MergeNeeded) as asked:
        change(register, seen, ALICE, subject="Von Alice", acknowledged_on=TODAY)
    (clash,) = asked.value.clashes
    assert (clash.table, clash.row_id, clash.fields) == ("reactions", seen.id, ("subject",))
    assert (clash.seen, clash.mine, clash.theirs) == (
        {"subject": seen.reaction["subject"]},
        {"subject": "Von Alice"},
        {"subject": "Von Bob"},
    )
    assert asked.value.current == seen_again(register, seen)
    assert (asked.value.current.reaction["subject"], asked.value.current.reaction["acknowledged_on"]) == (
        "Von Bob",
        None,
    )


def test_merge_needed_is_a_stale_record_that_a_page_can_say(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, subject="Von Bob")
    with pytest.raises(StaleRecord) as asked:
        change(register, seen, ALICE, subject="Von Alice")
    assert asked.value.row_ids == (seen.id,)
    assert "Von" not in message(asked.value, "de")


GROUPS = [
    ({"kind": "praise", "outcome": None}, {"outcome": "upheld"}, "kind"),
    ({"complaint_type": "disciplinary"}, {"outcome": "upheld"}, "kind"),
    ({"theme": "hoehe_des_regelbedarfs"}, {"area": "reception", "theme": "wartezeit"}, "area"),
    ({"theme": None}, {"area": "reception", "theme": None}, "area"),
]


@pytest.mark.parametrize(("bobs", "alices", "group"), GROUPS, ids=lambda value: str(value)[:40])
def test_change_reaction_asks_where_both_changed_one_group(
    register: Register, bobs: dict[str, Any], alices: dict[str, Any], group: str
) -> None:
    seen = record(register)
    change(register, seen, BOB, with_concern(seen, 0, **bobs))
    stored = seen_again(register, seen)
    with pytest.raises(MergeNeeded) as asked:
        change(register, seen, ALICE, with_concern(seen, 0, **alices))
    (clash,) = asked.value.clashes
    assert (clash.row_id, clash.fields[0]) == (seen.concerns[0]["id"], group)
    assert {name: clash.mine[name] for name in alices} == alices
    assert {name: clash.theirs[name] for name in bobs} == bobs
    assert seen_again(register, seen) == stored


def test_change_reaction_keeps_both_where_they_changed_different_groups(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, with_concern(seen, 0, outcome="upheld"))
    case = change(register, seen, ALICE, with_concern(seen, 0, area="reception", theme="wartezeit"))
    concern = case.concerns[0]
    assert (concern["outcome"], concern["area"], concern["theme"]) == ("upheld", "reception", "wartezeit")


def test_change_reaction_runs_the_rules_again_over_what_both_changed(register: Register) -> None:
    """Each change is valid by itself; together they would close the case before it came in."""
    seen = record(register, concerns=[PRAISE], received_on=date(2026, 2, 2))
    change(register, seen, KAREN, closed_on=date(2026, 2, 20))
    with pytest.raises(InputRejected) as refused:
        change(register, seen, ALICE, received_on=date(2026, 3, 1), reason="Eingangsstempel")
    assert [problem.field for problem in refused.value.problems] == ["closed_on"]
    case = seen_again(register, seen)
    assert (case.reaction["received_on"], case.reaction["closed_on"]) == (date(2026, 2, 2), date(2026, 2, 20))


def test_change_reaction_does_not_let_two_people_remove_the_last_concerns(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    first, second = entries_of(seen)
    change(register, seen, BOB, [first])
    with pytest.raises(InputRejected):
        change(register, seen, ALICE, [second])
    assert kinds(seen_again(register, seen)) == [(1, "complaint")]


# ---- two people and the concerns themselves


def test_change_reaction_keeps_the_concerns_that_both_added(register: Register) -> None:
    seen = record(register)
    change(register, seen, BOB, [*entries_of(seen), ConcernEntry(PRAISE)])
    case = change(register, seen, ALICE, [*entries_of(seen), ConcernEntry(IDEA)])
    assert sorted(kinds(case)) == [(1, "complaint"), (2, "suggestion"), (3, "praise")]


def test_change_reaction_ranks_anew_what_one_removed_and_the_other_added(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, [*entries_of(seen), ConcernEntry(IDEA)])
    case = change(register, seen, ALICE, entries_of(seen)[1:])
    assert kinds(case) == [(1, "praise"), (2, "suggestion")]


def test_change_reaction_lets_both_remove_the_same_concern(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE, IDEA])
    change(register, seen, BOB, entries_of(seen)[1:])
    case = change(register, seen, ALICE, entries_of(seen)[1:])
    assert (kinds(case), case.reaction["version"]) == ([(1, "praise"), (2, "suggestion")], 2)


def test_change_reaction_keeps_an_order_and_a_change_in_one_of_the_concerns(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, entries_of(seen)[::-1])
    case = change(register, seen, ALICE, with_concern(seen, 0, outcome="upheld"))
    assert [(row["rank"], row["kind"], row["outcome"]) for row in case.concerns] == [
        (1, "praise", None),
        (2, "complaint", "upheld"),
    ]


def test_change_reaction_keeps_an_order_and_the_other_sides_removal(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE, IDEA])
    complaint, praise, idea = entries_of(seen)
    change(register, seen, BOB, [praise, idea])
    case = change(register, seen, ALICE, [complaint, idea, praise])
    assert kinds(case) == [(1, "suggestion"), (2, "praise")]


def test_change_reaction_asks_once_where_both_put_the_concerns_into_another_order(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE, IDEA])
    complaint, praise, idea = entries_of(seen)
    change(register, seen, BOB, [praise, complaint, idea])
    with pytest.raises(MergeNeeded) as asked:
        change(register, seen, ALICE, [complaint, idea, praise])
    (clash,) = asked.value.clashes
    assert (clash.row_id, clash.fields) == (seen.id, ("rank",))
    assert clash.mine == {"rank": (complaint.id, idea.id, praise.id)}
    assert clash.theirs == {"rank": (praise.id, complaint.id, idea.id)}
    assert kinds(seen_again(register, seen)) == [(1, "praise"), (2, "complaint"), (3, "suggestion")]


def test_change_reaction_takes_the_same_order_of_both_as_no_clash(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, entries_of(seen)[::-1])
    assert change(register, seen, ALICE, entries_of(seen)[::-1]).reaction["version"] == 2


def test_change_reaction_asks_where_the_other_side_removed_what_this_one_changed(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, entries_of(seen)[1:])
    with pytest.raises(MergeNeeded) as asked:
        change(register, seen, ALICE, with_concern(seen, 0, outcome="upheld"))
    (clash,) = asked.value.clashes
    assert (clash.row_id, dict(clash.mine), dict(clash.theirs)) == (seen.concerns[0]["id"], {"outcome": "upheld"}, {})
    assert kinds(seen_again(register, seen)) == [(1, "praise")]


def test_change_reaction_asks_where_this_side_removed_what_the_other_one_changed(register: Register) -> None:
    """Otherwise what the other person typed would be gone without anybody having seen it."""
    seen = record(register, concerns=[COMPLAINT, PRAISE])
    change(register, seen, BOB, with_concern(seen, 0, outcome="upheld"))
    with pytest.raises(MergeNeeded) as asked:
        change(register, seen, ALICE, entries_of(seen)[1:])
    (clash,) = asked.value.clashes
    assert (clash.row_id, dict(clash.mine), dict(clash.theirs)) == (seen.concerns[0]["id"], {}, {"outcome": "upheld"})
    assert kinds(seen_again(register, seen)) == [(1, "complaint"), (2, "praise")]


def test_change_reaction_leaves_out_a_concern_that_the_other_side_removed_untouched(register: Register) -> None:
    seen = record(register, concerns=[COMPLAINT, PRAISE, IDEA])
    change(register, seen, BOB, entries_of(seen)[1:])
    case = change(register, seen, ALICE, subject="Neu")
    assert (kinds(case), case.reaction["subject"]) == ([(1, "praise"), (2, "suggestion")], "Neu")


def test_change_reaction_merges_over_what_another_process_wrote(register: Register, tmp_path: Path) -> None:
    """The state this process knows may be behind; what counts is what the store holds when it is written."""
    seen = record(register)
    other = opening.open_register(f"sqlite:///{tmp_path / 'register.db'}")
    change(other, case_of(other.snapshot(), seen.id), KAREN, acknowledged_on=TODAY)
    other.close()
    case = change(register, seen, ALICE, subject="Neu")
    assert (case.reaction["subject"], case.reaction["acknowledged_on"], case.reaction["version"]) == ("Neu", TODAY, 3)
