"""What every register does, whatever it lies in: creating, changing, refusing, removing."""

from __future__ import annotations

from datetime import date

import pytest

from schema.fields import FieldType
from schema.tables import TABLES
from services.errors import InputRejected, RecordNotFound, StaleRecord
from services.register.base import Register
from tests.services.register.conftest import OpenRegister
from tests.services.register.saves import (
    a_value_of,
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


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_commit_keeps_text_as_it_is(open_register: OpenRegister, text: str) -> None:
    register = open_register()

    register.commit(change_set(created("reactions", "r", text=text)))

    assert open_register().snapshot().row("reactions", "r")["text"] == text
    assert [change.after for change in register.history("r")[0].changes if change.field == "text"] == [text]
    assert_holds_together(register)


@pytest.mark.parametrize("table", TABLES)
def test_commit_keeps_every_field(open_register: OpenRegister, table: str) -> None:
    values = {field.name: a_value_of(field) for field in TABLES[table].fields}
    register = open_register()
    if table == "concerns":
        register.commit(change_set(created("reactions", values["reaction_id"])))

    seen = register.commit(change_set(created(table, "x", **values))).row(table, "x")
    reread = open_register().snapshot().row(table, "x")

    assert declared(table, seen) == values
    assert reread == seen
    assert {name: type(value) for name, value in declared(table, reread).items()} == {
        name: type(value) for name, value in values.items()
    }


@pytest.mark.parametrize("table", TABLES)
def test_commit_keeps_empty_fields_as_none(open_register: OpenRegister, table: str) -> None:
    register = open_register()
    fields = TABLES[table].fields
    needed = {field.name: a_value_of(field) for field in fields if field.required is True}
    if table == "concerns":
        register.commit(change_set(created("reactions", needed["reaction_id"])))
    empty = {
        field.name: "" if field.is_text else () if field.type is FieldType.CODES else None
        for field in fields
        if field.name not in needed
    }

    register.commit(change_set(created(table, "x", **empty, **needed)))

    found = open_register().snapshot().row(table, "x")
    given = {name for name, value in declared(table, found).items() if value is not None}
    assert given - {"number"} == set(needed)


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


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"received_on": "2022-02-30"}, "received_on"),
        ({"received_on": None}, "received_on"),
        ({"channel": ""}, "channel"),
        ({"text": "x" * 20_001}, "text"),
        ({"subject": "nul\x00"}, "subject"),
        ({"subject": "half an emoji \ud83d"}, "subject"),
        ({"ombuds": "yes"}, "ombuds"),
        ({"no_such_field": "x"}, "no_such_field"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, str) else None,
)
def test_commit_stores_nothing_when_one_row_is_wrong(
    open_register: OpenRegister, wrong: dict[str, object], field: str
) -> None:
    register = open_register()
    before = register.commit(change_set(created("reactions", "old")))
    seen = before.row("reactions", "old")

    with pytest.raises(InputRejected) as refused:
        register.commit(change_set(*case("good"), changed(seen, subject="Neu"), created("reactions", "bad", **wrong)))

    assert [problem.field for problem in refused.value.problems] == [field]
    assert open_register().snapshot().revision == before.revision
    assert register.history("good") == []
    assert register.snapshot() is before


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
