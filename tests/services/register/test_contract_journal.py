"""What every register remembers: who changed what from what to what, in a chain nobody can mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import clock
from services.errors import InputRejected, StaleRecord
from services.register.base import ChangeSet, FieldChange, Register, RowChange, StoredEntry
from services.register.journal import journal_row, verify_journal
from services.register.snapshot import Row
from tests.services.register.conftest import OpenRegister
from tests.services.register.saves import assert_holds_together, case, change_set, changed, created, removed


def test_history_says_who_when_and_what_from_what_to_what(open_register: OpenRegister) -> None:
    register = open_register()
    started = clock.now()
    seen = register.commit(change_set(created("reactions", "r", text="Vorher"), actor="bgf", reason="Neu")).row(
        "reactions", "r"
    )

    change = ChangeSet.of(
        [RowChange("reactions", "r", {"text": "Nachher", "closed_on": date(2026, 3, 9)}, seen=seen)],
        actor="krm",
        operation_id="op-2",
        reason="Anruf",
        source="import",
    )
    register.commit(change)

    first, second = open_register().history("r")
    assert (first.action, first.version, first.actor, first.reason, first.source) == (
        "created",
        1,
        "bgf",
        "Neu",
        "portal",
    )
    assert (second.seq, second.operation_id, second.actor, second.reason, second.source) == (
        first.seq + 1,
        "op-2",
        "krm",
        "Anruf",
        "import",
    )
    assert (second.table, second.row_id, second.aggregate_id, second.action, second.version) == (
        "reactions",
        "r",
        "r",
        "changed",
        2,
    )
    assert set(second.changes) == {
        FieldChange("text", "Vorher", "Nachher"),
        FieldChange("closed_on", None, date(2026, 3, 9)),
    }
    assert started <= first.at <= second.at <= clock.now()
    assert register.snapshot().row("reactions", "r")["changed_at"] == second.at
    assert register.snapshot().row("reactions", "r")["changed_by"] == "krm"


def test_history_of_a_reaction_includes_its_concerns(register: Register) -> None:
    register.commit(change_set(*case("r"), operation_id="op-1"))
    register.commit(change_set(*case("other")))
    seen = register.snapshot().row("concerns", "r-1")
    register.commit(change_set(changed(seen, "concerns", area="hotline"), operation_id="op-2"))

    assert [(row.operation_id, row.row_id) for row in register.history("r")] == [
        ("op-1", "r"),
        ("op-1", "r-1"),
        ("op-1", "r-2"),
        ("op-2", "r"),
        ("op-2", "r-1"),
    ]
    assert [row.row_id for row in register.history("r-1")] == ["r-1", "r-1"]
    assert register.history("nobody") == []


def test_journal_keeps_personal_parts_apart(register: Register) -> None:
    register.commit(change_set(created("reactions", "r", customer_name="Erika Muster", subject="Bescheid")))

    (entry,) = register.journal()

    assert "Muster" not in entry.plain
    assert "Bescheid" in entry.plain
    assert entry.personal is not None
    assert "Erika Muster" in entry.personal


def test_same_operation_twice_is_applied_once(open_register: OpenRegister) -> None:
    one, other = open_register(), open_register()
    change = change_set(*case("r"), operation_id="op")

    first = one.commit(change)
    again = one.commit(change)
    elsewhere = other.commit(change)

    assert again is first
    assert elsewhere.revision == first.revision == 3
    assert [row.operation_id for row in one.history("r")] == ["op"] * 3


def test_same_operation_again_is_no_error_when_the_record_moved_on(register: Register) -> None:
    seen = register.commit(change_set(created("reactions", "r"))).row("reactions", "r")
    change = change_set(changed(seen, subject="Neu"))
    register.commit(change)
    register.commit(change_set(changed(register.snapshot().row("reactions", "r"), subject="Neuer")))

    assert register.commit(change).row("reactions", "r")["subject"] == "Neuer"


def test_verify_journal_holds_after_a_personal_part_is_erased(register: Register) -> None:
    register.commit(change_set(*case("r", customer_name="Erika Muster")))
    entries = list(register.journal())

    erased = [replace(entry, personal=None) for entry in entries]

    assert verify_journal(erased) == []
    row = journal_row(erased[0])
    assert row.erased
    assert "customer_name" not in {change.field for change in row.changes}
    assert not journal_row(entries[0]).erased
    assert not journal_row(erased[1]).erased, "nothing personal was in it"


def test_verify_journal_finds_what_was_tampered_with(register: Register) -> None:
    for number in range(4):
        register.commit(change_set(created("reactions", f"r{number}", customer_name="Erika Muster", text="Text")))
    entries = list(register.journal())
    assert verify_journal(entries) == []

    def broken(place: int, **wrong: object) -> list[int]:
        tampered: list[StoredEntry] = list(entries)
        tampered[place] = replace(entries[place], **wrong)  # type: ignore[arg-type]  # any field in turn
        return [link.seq for link in verify_journal(tampered)]

    assert broken(1, plain=entries[1].plain.replace("email", "letter")) == [2]
    assert broken(1, personal=(entries[1].personal or "").replace("Erika", "Frieda")) == [2]
    assert broken(0, actor="nobody") == [1]
    assert broken(2, at=entries[1].at) == [3]
    assert broken(3, row_id="r0") == [4]
    assert [link.seq for link in verify_journal(entries[1:])] == [2]
    assert [link.seq for link in verify_journal([*entries[:1], *entries[2:]])] == [3]
    assert [link.seq for link in verify_journal([*entries[:2], *entries[1:]])] == [2]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["create", "change", "concern", "move", "remove", "wrong"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.dictionaries(
            st.sampled_from(["subject", "text", "customer_name"]),
            st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
            max_size=3,
        ),
    ),
    max_size=12,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_tables_are_what_the_journal_adds_up_to(
    open_register: OpenRegister, steps: list[tuple[str, int, int, Row]]
) -> None:
    register, other = open_register(), open_register()
    prefix = f"{register.snapshot().revision}-"  # the examples share one store
    for step, first, second, values in steps:
        change = _change(register, step, f"{prefix}{first}", f"{prefix}{second}", values)
        if change is not None:
            try:
                register.commit(change_set(change))
            except (StaleRecord, InputRejected):
                assert step in ("create", "wrong", "concern", "move")

    assert_holds_together(register)
    assert_holds_together(other, other.commit(change_set()))


def _change(register: Register, step: str, row_id: str, owner: str, values: dict[str, object]) -> RowChange | None:
    snapshot = register.snapshot()
    reaction, concern = snapshot.find_row("reactions", row_id), snapshot.find_row("concerns", f"c{row_id}")
    match step:
        case "create":
            return created("reactions", row_id, **values)
        case "concern":
            return created("concerns", f"c{row_id}", reaction_id=owner)
        case "move":
            return changed(concern, "concerns", reaction_id=owner) if concern else None
        case "change":
            return changed(reaction, **values) if reaction else None
        case "wrong":
            return changed({**reaction, "version": 99}, **values) if reaction else None
        case _:
            return removed(concern, "concerns") if concern else removed(reaction) if reaction else None
