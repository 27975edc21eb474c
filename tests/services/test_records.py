from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from services.access import Action, Actor
from services.errors import AccessDenied, InputRejected, RecordNotFound
from services.records import RecordMergeNeeded, add_record, change_record, list_records
from services.register.base import ChangeSet, Register, RowChange, new_id
from services.register.snapshot import Row
from tests.support.cases import TODAY
from tests.support.people import ADA, KAREN, those_without

OLGA: Mapping[str, Any] = {"login": "olga@amt.example", "label": "Olga Büro", "roles": ("office",), "active": True}
BOSS: Mapping[str, Any] = {"login": "ada@amt.example", "label": "Ada Verwaltung", "roles": ("admin",), "active": True}


def add(register: Register, values: Mapping[str, Any] = OLGA, table: str = "users", actor: Actor = ADA) -> Row:
    return add_record(register, actor, table, values, today=TODAY, operation_id=new_id())


def change(register: Register, seen: Row, table: str = "users", actor: Actor = ADA, **values: Any) -> Row:
    return change_record(register, actor, table, seen, values, today=TODAY, operation_id=new_id())


def problem_of(err: InputRejected) -> tuple[str, str]:
    (problem,) = err.problems
    return problem.field, problem.msgid


def test_add_record_stores_a_person(register: Register) -> None:
    row = add(register, {**OLGA, "login": "  olga@amt.example "})
    assert {name: row[name] for name in OLGA} == dict(OLGA)
    assert [entry.actor for entry in register.history(row["id"])] == [ADA.id]


def test_add_record_stores_one_for_one_operation(register: Register) -> None:
    for _ in range(2):
        add_record(register, ADA, "users", OLGA, today=TODAY, operation_id="one click")
    assert len(register.refresh().frames["users"]) == 1


def test_add_record_takes_what_is_declared_where_nothing_is_given(register: Register) -> None:
    row = add(register, {"code": "nord", "label": "Team Nord"}, "units")
    assert (row["kind"], row["active"]) == ("team", True)


@pytest.mark.parametrize("login", ["olga@amt.example", "OLGA@Amt.Example", " olga@amt.example"])
def test_add_record_refuses_a_sign_in_name_that_is_taken(register: Register, login: str) -> None:
    add(register)
    with pytest.raises(InputRejected) as refused:
        add(register, {**OLGA, "login": login, "label": "Olga die Zweite"})
    assert problem_of(refused.value)[0] == "login"
    assert "taken already" in problem_of(refused.value)[1]
    assert len(register.refresh().frames["users"]) == 1


@pytest.mark.parametrize("login", ["olga", "olga@amt@example", "olga büro@amt.example", "@amt.example"])
def test_add_record_refuses_a_sign_in_name_that_is_no_address(register: Register, login: str) -> None:
    with pytest.raises(InputRejected) as refused:
        add(register, {**OLGA, "login": login})
    assert problem_of(refused.value)[0] == "login"
    assert register.refresh().frames["users"].empty


@pytest.mark.parametrize(
    ("values", "field"),
    [({"roles": ()}, "roles"), ({"roles": ("boss",)}, "roles"), ({"label": " "}, "label"), ({"unit": "mond"}, "unit")],
)
def test_add_record_refuses_bad_input(register: Register, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InputRejected) as refused:
        add(register, {**OLGA, **values})
    assert problem_of(refused.value)[0] == field
    assert register.refresh().frames["users"].empty


@pytest.mark.parametrize("actor", those_without(Action.MANAGE_USERS), ids=lambda actor: actor.id or "signed out")
def test_people_are_for_the_administration_only(register: Register, actor: Actor) -> None:
    row = add(register)
    with pytest.raises(AccessDenied):
        add(register, BOSS, actor=actor)
    with pytest.raises(AccessDenied):
        change(register, row, actor=actor, roles=("admin",))
    with pytest.raises(AccessDenied):
        list_records(register.snapshot(), actor, "users")
    assert list(register.refresh().frames["users"]["roles"]) == ["office"]


@pytest.mark.parametrize("table", ["reactions", "concerns", "report_texts"])
def test_a_table_nobody_was_given_is_nobodys(register: Register, table: str) -> None:
    for actor in (ADA, KAREN):
        with pytest.raises(AccessDenied):
            list_records(register.snapshot(), actor, table)


def test_list_records_goes_by_name(register: Register) -> None:
    for code, label in (("b", "zweites"), ("a", "Erstes")):
        add(register, {"code": code, "label": label}, "units")
    assert [row["label"] for row in list_records(register.snapshot(), KAREN, "units")] == ["Erstes", "zweites"]


def test_change_record_stores_what_was_changed(register: Register) -> None:
    row = change(register, add(register), label="Olga Bauer", roles=("office", "krm_officer"))
    assert (row["label"], row["roles"], row["login"]) == ("Olga Bauer", ("office", "krm_officer"), OLGA["login"])


def test_change_record_writes_nothing_where_nothing_changed(register: Register) -> None:
    row = add(register)
    revision = register.snapshot().revision
    assert change(register, row, **OLGA) == row
    assert register.refresh().revision == revision


def test_change_record_keeps_what_somebody_else_changed_meanwhile(register: Register) -> None:
    seen = add(register)
    change(register, seen, label="Olga Bauer")
    row = change(register, seen, roles=("krm_officer",))
    assert (row["label"], row["roles"]) == ("Olga Bauer", ("krm_officer",))


def test_change_record_asks_where_both_changed_the_same(register: Register) -> None:
    seen = add(register)
    change(register, seen, label="Olga Bauer")
    with pytest.raises(RecordMergeNeeded) as asked:
        change(register, seen, label="Olga Beck")
    (clash,) = asked.value.clashes
    assert (clash.mine["label"], clash.theirs["label"]) == ("Olga Beck", "Olga Bauer")
    assert register.refresh().row("users", seen["id"])["label"] == "Olga Bauer"
    assert change(register, asked.value.current, label="Olga Beck")["label"] == "Olga Beck"


def test_change_record_says_when_the_row_is_gone(register: Register) -> None:
    seen = add(register)
    gone = RowChange("users", seen["id"], {}, seen=seen, removed=True)
    register.commit(ChangeSet.of([gone], actor="test", operation_id=new_id()))
    with pytest.raises(RecordNotFound):
        change(register, seen, label="Olga Bauer")


def test_change_record_refuses_a_name_that_another_row_has(register: Register) -> None:
    add(register)
    other = add(register, {**OLGA, "login": "otto@amt.example"})
    with pytest.raises(InputRejected):
        change(register, other, login="OLGA@amt.example")
    assert change(register, other, login="Otto@amt.example")["login"] == "Otto@amt.example"


@pytest.mark.parametrize("values", [{"active": False}, {"roles": ("office",)}])
def test_change_record_keeps_the_last_administrator(register: Register, values: dict[str, Any]) -> None:
    boss = add(register, BOSS)
    add(register, {**BOSS, "login": "alt@amt.example", "active": False})
    with pytest.raises(InputRejected) as refused:
        change(register, boss, **values)
    assert problem_of(refused.value)[0] == "roles"
    assert register.refresh().row("users", boss["id"])["active"] is True

    second = add(register, {**BOSS, "login": "bea@amt.example"})
    change(register, boss, **values)
    with pytest.raises(InputRejected):
        change(register, second, **values)


def test_change_record_lets_a_person_be_changed_while_there_is_no_administrator(register: Register) -> None:
    row = add(register)
    assert change(register, row, active=False)["active"] is False
