"""What every register does, whatever it lies in: creating, changing, refusing, removing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import pytest

from schema.fields import FieldType
from schema.tables import TABLES
from services.errors import InputRejected, RecordNotFound, StaleRecord
from services.register.base import FieldChange, Register
from tests.services.register.conftest import OpenRegister
from tests.services.register.saves import (
    a_value_of,
    all_rows,
    assert_holds_together,
    case,
    change_set,
    changed,
    created,
    declared,
    removed,
)

TEXTS = {
    "leading zero": "01234",
    "comma": "1,5",
    "formula": "=1+1",
    "link": '=HYPERLINK("http://example.org";"x")',
    "plus": "+49 351 1234567",
    "minus": "-1",
    "at": "@x",
    "apostrophe": "'x",
    "two apostrophes": "''x",
    "umlauts": "Größe, Straße, ÄÖÜ, e\u0301",
    "emoji": "👩‍👩‍👧‍👦 🇩🇪 \U0001f9ff",
    "newlines": "eins\nzwei\r\ndrei\rvier\n",
    "tab first": "\tx",
    "CR first": "\rx",
    "spaces": "  x  ",
    "only spaces": " ",
    "quotes": "\"a\" 'b' „c“ `d` \\ \\n %s {x} ; -- /* */ ?",
    "date": "31.12.2022",
    "true": "TRUE",
    "none": "None",
    "nan": "NaN",
    "long": "ä" * 19_999 + "\U0001f600",
}


def test_snapshot_of_a_new_register_is_empty(register: Register) -> None:
    snapshot = register.snapshot()

    assert snapshot.revision == 0
    assert {name: len(frame) for name, frame in snapshot.frames.items()} == dict.fromkeys(TABLES, 0)
    assert snapshot.issues == ()
    assert list(register.journal()) == []


def test_commit_keeps_text_as_it_is(open_register: OpenRegister) -> None:
    register = open_register()

    register.commit(change_set(*(created("reactions", name, text=text) for name, text in TEXTS.items())))

    rows = all_rows(open_register().snapshot())
    assert {row_id: row["text"] for (_, row_id), row in rows.items()} == TEXTS
    journal = {row_id: register.history(row_id)[0].changes for row_id in TEXTS}
    assert {row_id: _after(changes, "text") for row_id, changes in journal.items()} == TEXTS
    assert_holds_together(register)


def _after(changes: Iterable[FieldChange], field: str) -> object:
    return next(change.after for change in changes if change.field == field)


PARTS = ("concerns", "notes")  # of a reaction


def test_commit_keeps_every_field_of_every_table(open_register: OpenRegister) -> None:
    values = {
        (table, f"a-{table}"): {field.name: a_value_of(field) for field in TABLES[table].fields} for table in TABLES
    }
    for part in PARTS:
        values[part, f"a-{part}"]["reaction_id"] = "a-reactions"
    register = open_register()

    seen = register.commit(change_set(*(created(*place, **fields) for place, fields in values.items())))
    reread = all_rows(open_register().snapshot())

    assert {place: declared(place[0], row) for place, row in reread.items()} == values
    assert {place: _kinds(row) for place, row in reread.items()} == {
        place: {**_kinds(fields), **SYSTEM_KINDS} for place, fields in values.items()
    }
    assert reread == all_rows(seen)
    assert_holds_together(register)


SYSTEM_KINDS = {"id": str, "version": int, "changed_at": datetime, "changed_by": str}


def _kinds(row: Mapping[str, object]) -> dict[str, type]:
    return {name: type(value) for name, value in row.items()}


def test_commit_keeps_empty_fields_as_none(open_register: OpenRegister) -> None:
    register = open_register()
    needed: dict[str, dict[str, object]] = {}
    changes = []
    for table, declaration in TABLES.items():
        needed[table] = {field.name: a_value_of(field) for field in declaration.fields if field.required is True}
        if table in PARTS:
            needed[table]["reaction_id"] = "a-reactions"
        empty = {field.name: EMPTY.get(field.type) for field in declaration.fields if field.name not in needed[table]}
        changes.append(created(table, f"a-{table}", **empty, **needed[table]))

    register.commit(change_set(*changes))

    snapshot = open_register().snapshot()
    found = {table: declared(table, snapshot.row(table, f"a-{table}")) for table in TABLES}
    assert found["reactions"].pop("number") == "KR-2024-0001"
    given = {table: {name: value for name, value in row.items() if value is not None} for table, row in found.items()}
    assert given == needed


EMPTY = {FieldType.LINE: "", FieldType.TEXT: "", FieldType.REFERENCE: "", FieldType.CODES: ()}


def test_commit_stores_false_and_zero_as_such(open_register: OpenRegister) -> None:
    register = open_register()

    register.commit(change_set(created("lists", "l", list="theme", code="x", label="X", position=0, active=False)))

    row = open_register().snapshot().row("lists", "l")
    assert (row["position"], row["active"]) == (0, False)


def test_commit_empties_a_field(register: Register) -> None:
    seen = register.commit(change_set(created("reactions", "r", text="etwas", ombuds=True))).row("reactions", "r")

    snapshot = register.commit(change_set(changed(seen, text="", ombuds=None)))

    row = snapshot.row("reactions", "r")
    assert (row["text"], row["ombuds"], row["subject"]) == (None, None, "Bescheid")


def test_commit_numbers_reactions_by_the_year_received(open_register: OpenRegister) -> None:
    first, second = open_register(), open_register()

    first.commit(change_set(created("reactions", "a"), created("reactions", "b")))
    second.commit(change_set(created("reactions", "c", received_on=date(2025, 12, 31))))
    second.commit(change_set(created("reactions", "d")))

    snapshot = open_register().snapshot()
    numbers = {row_id: snapshot.row("reactions", row_id)["number"] for row_id in "abcd"}
    assert numbers == {"a": "KR-2026-0001", "b": "KR-2026-0002", "c": "KR-2025-0001", "d": "KR-2026-0003"}


def test_commit_counts_on_from_own_numbers_of_the_same_form(register: Register) -> None:
    register.commit(change_set(created("reactions", "a", number="KR-2026-9999"), created("reactions", "b")))
    snapshot = register.commit(change_set(created("reactions", "c")))

    assert snapshot.row("reactions", "b")["number"] == "KR-2026-10000"
    assert snapshot.row("reactions", "c")["number"] == "KR-2026-10001"


def test_commit_keeps_an_own_number_as_it_came(register: Register) -> None:
    snapshot = register.commit(change_set(created("reactions", "a", number=" 0815/26 ä")))

    assert snapshot.row("reactions", "a")["number"] == " 0815/26 ä"
    assert snapshot.find_reaction_id(" 0815/26 ä") == "a"


def test_commit_refuses_a_number_that_is_taken(register: Register) -> None:
    before = register.commit(change_set(created("reactions", "a", number="7"), created("reactions", "b", number="8")))

    with pytest.raises(InputRejected) as fresh:
        register.commit(change_set(created("reactions", "c", number="7")))
    with pytest.raises(InputRejected):
        register.commit(change_set(changed(before.row("reactions", "b"), number="7")))
    with pytest.raises(InputRejected):
        register.commit(change_set(created("reactions", "d", number="9"), created("reactions", "e", number="9")))

    assert [(problem.field, problem.value) for problem in fresh.value.problems] == [("number", "7")]
    assert register.snapshot() is before


def test_commit_never_gives_the_number_of_a_removed_reaction_again(register: Register) -> None:
    seen = register.commit(change_set(created("reactions", "a"))).row("reactions", "a")
    register.commit(change_set(removed(seen)))

    assert register.commit(change_set(created("reactions", "b"))).row("reactions", "b")["number"] == "KR-2026-0002"


def test_commit_does_not_take_a_number_away(register: Register) -> None:
    seen = register.commit(change_set(created("reactions", "a"))).row("reactions", "a")

    assert register.commit(change_set(changed(seen, number=None))).row("reactions", "a")["number"] == "KR-2026-0001"


WRONG: list[dict[str, object]] = [
    {"received_on": "2022-02-30"},
    {"received_on": None},
    {"channel": ""},
    {"text": "x" * 20_001},
    {"subject": "nul\x00"},
    {"subject": "half an emoji \ud83d"},
    {"ombuds": "yes"},
    {"no_such_field": "x"},
]


def test_commit_stores_nothing_when_one_row_is_wrong(open_register: OpenRegister) -> None:
    register = open_register()
    before = register.commit(change_set(created("reactions", "old")))
    seen = before.row("reactions", "old")

    for wrong in WRONG:
        bad = created("reactions", "bad", **wrong)
        with pytest.raises(InputRejected) as refused:
            register.commit(change_set(*case("good"), changed(seen, subject="Neu"), bad))
        assert [problem.field for problem in refused.value.problems] == list(wrong)

    assert register.snapshot() is before
    assert all_rows(open_register().snapshot()) == all_rows(before)
    assert register.history("good") == []


def test_commit_refuses_a_row_named_twice(register: Register) -> None:
    with pytest.raises(InputRejected):
        register.commit(change_set(created("reactions", "a"), created("reactions", "a")))

    assert register.snapshot().revision == 0


def test_commit_refuses_a_record_of_another_version(open_register: OpenRegister) -> None:
    one, other = open_register(), open_register()
    seen = one.commit(change_set(created("reactions", "r"))).row("reactions", "r")
    other.commit(change_set(changed(seen, subject="Ihres")))

    with pytest.raises(StaleRecord) as refused:
        one.commit(change_set(*case("new"), changed(seen, subject="Meines")))

    assert refused.value.row_ids == ("r",)
    snapshot = open_register().snapshot()
    assert snapshot.row("reactions", "r")["subject"] == "Ihres"
    assert snapshot.find_row("reactions", "new") is None


def test_commit_refuses_a_record_of_other_content(register: Register) -> None:
    seen = register.commit(change_set(created("reactions", "r"))).row("reactions", "r")

    with pytest.raises(StaleRecord):
        register.commit(change_set(changed({**seen, "subject": "Anders"}, text="Neu")))

    assert register.snapshot().row("reactions", "r")["text"] is None


def test_commit_compares_only_what_was_seen(register: Register) -> None:
    register.commit(change_set(created("reactions", "r", text="Geheim")))

    snapshot = register.commit(change_set(changed({"id": "r", "version": 1, "subject": "Bescheid"}, subject="Neu")))

    assert snapshot.row("reactions", "r")["subject"] == "Neu"
    assert snapshot.row("reactions", "r")["text"] == "Geheim"


def test_commit_refuses_to_create_what_is_there(register: Register) -> None:
    register.commit(change_set(created("reactions", "r")))

    with pytest.raises(StaleRecord):
        register.commit(change_set(created("reactions", "r", subject="Zweiter")))

    assert register.snapshot().row("reactions", "r")["subject"] == "Bescheid"


def test_commit_refuses_to_change_or_remove_what_is_gone(register: Register) -> None:
    seen = register.commit(change_set(created("reactions", "r"))).row("reactions", "r")
    before = register.commit(change_set(removed(seen)))

    with pytest.raises(StaleRecord):
        register.commit(change_set(changed(seen, subject="Neu")))
    with pytest.raises(StaleRecord):
        register.commit(change_set(removed(seen)))

    assert register.snapshot() is before


def test_commit_removes_a_row_and_keeps_its_journal(open_register: OpenRegister) -> None:
    register = open_register()
    seen = register.commit(change_set(created("partners", "p", code="awo", label="AWO"))).row("partners", "p")

    snapshot = register.commit(change_set(removed(seen, "partners")))

    assert snapshot.find_row("partners", "p") is None
    with pytest.raises(RecordNotFound):
        snapshot.row("partners", "p")
    assert open_register().snapshot().find_row("partners", "p") is None
    assert [(row.action, row.version) for row in register.history("p")] == [("created", 1), ("removed", 2)]
    gone = {change.field: (change.before, change.after) for change in register.history("p")[1].changes}
    assert gone == {"code": ("awo", None), "label": ("AWO", None)}
    assert_holds_together(register)


def test_commit_of_nothing_changes_nothing(register: Register) -> None:
    before = register.snapshot()

    assert register.commit(change_set()) is before
