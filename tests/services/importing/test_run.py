from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.access import NOBODY, Actor
from services.errors import AccessDenied, InputRejected, StaleRecord
from services.importing import ImportPlan, Mode, plan_import, run_import
from services.register.base import ChangeSet, Register, RowChange, new_id
from services.translation import message
from tests.support.flatfiles import TODAY, csv_bytes


def plan_of(register: Register, data: bytes, **options: Any) -> ImportPlan:
    return plan_import(register.snapshot(), "daten.csv", data, today=TODAY, **options)


def take(register: Register, actor: Actor, data: bytes, *, mode: Mode = Mode.ALL, **options: Any) -> ImportPlan:
    plan = plan_of(register, data, **options)
    run_import(register, actor, plan, mode=mode)
    return plan


def reactions(register: Register) -> list[tuple[Any, ...]]:
    snapshot = register.snapshot()
    found = [snapshot.row("reactions", row_id) for row_id in snapshot.frames["reactions"].index]
    return sorted((row["number"], row["channel"], row["subject"]) for row in found)


def concerns(register: Register, number: str) -> list[tuple[Any, ...]]:
    snapshot = register.snapshot()
    row_id = snapshot.find_reaction_id(number)
    assert row_id is not None
    return [(row["rank"], row["kind"], row["theme"]) for row in snapshot.concern_rows(row_id)]


def test_run_import_stores_reactions_concerns_and_entries_in_one_save(register: Register, officer: Actor) -> None:
    data = csv_bytes(
        {"reaction": "A-1", "subject": "=1+1", "area": "municipal", "theme": "Strom"},
        {"reaction": "A-1", "subject": "=1+1", "kind": "praise"},
        {"subject": "ohne Nummer"},
    )
    take(register, officer, data)
    assert reactions(register) == [("A-1", "email", "=1+1"), ("KR-2022-0001", "email", "ohne Nummer")]
    assert concerns(register, "A-1") == [(1, "complaint", "strom"), (2, "praise", None)]
    assert register.snapshot().lists.label("theme", "strom", parent="municipal") == "Strom"
    row_id = register.snapshot().find_reaction_id("A-1")
    assert row_id is not None
    history = register.history(row_id)
    assert {(row.source, row.actor, row.reason) for row in history} == {("import", "olga", "daten.csv")}
    assert len({row.operation_id for row in history}) == 1


def test_run_import_of_the_same_file_twice_changes_nothing(register: Register, officer: Actor) -> None:
    data = csv_bytes({"reaction": "A"}, {"subject": "x"}, {"subject": "x"}, {"subject": "y", "unit": "Team 1"})
    take(register, officer, data)
    before = register.snapshot()
    again = take(register, officer, data)
    assert (again.new, again.unchanged, again.changed, again.refused) == (0, 4, 0, 0)
    assert (again.changes, again.additions) == ((), ())
    assert register.snapshot().revision == before.revision


def test_run_import_knows_the_rows_of_a_file_that_grew(register: Register, officer: Actor) -> None:
    take(register, officer, csv_bytes({"subject": "x"}, {"subject": "x"}))
    grown = take(register, officer, csv_bytes({"subject": "new"}, {"subject": "x"}, {"subject": "x"}, {"subject": "x"}))
    assert (grown.new, grown.unchanged) == (2, 2)


def test_run_import_knows_a_row_without_number_after_it_was_edited(register: Register, officer: Actor) -> None:
    data = csv_bytes({"subject": "x", "unit": "Team 1"})
    take(register, officer, data)
    snapshot = register.snapshot()
    seen = snapshot.row("reactions", snapshot.frames["reactions"].index[0])
    unit = snapshot.row("units", snapshot.frames["units"].index[0])
    changes = [
        RowChange("reactions", seen["id"], {"subject": "corrected", "channel": "letter"}, seen),
        RowChange("units", unit["id"], {"label": "Team Eins"}, unit),
    ]
    register.commit(ChangeSet.of(changes, actor="olga", operation_id=new_id()))
    again = take(register, officer, data, update=True)
    assert (again.new, again.unchanged, again.changed, again.additions) == (0, 1, 0, ())
    assert reactions(register) == [("KR-2022-0001", "letter", "corrected")]


def test_run_import_stores_the_same_plan_once(register: Register, officer: Actor) -> None:
    plan = plan_of(register, csv_bytes({"subject": "x"}))
    run_import(register, officer, plan)
    run_import(register, officer, plan)
    assert len(reactions(register)) == 1


def test_run_import_takes_nothing_where_one_row_is_wrong(register: Register, officer: Actor) -> None:
    plan = plan_of(register, csv_bytes({"reaction": "A"}, {"reaction": "B", "kind": ""}))
    with pytest.raises(InputRejected) as caught:
        run_import(register, officer, plan)
    assert message(caught.value, "de") == (
        "„daten.csv“ wurde nicht importiert. Bitte beheben Sie die genannten Probleme oder importieren Sie nur die "
        "fehlerfreien Reaktionen."
    )
    assert [problem.field for problem in caught.value.problems] == ["kind"]
    assert register.snapshot().revision == 0


def test_run_import_takes_the_good_reactions_whole_where_asked(register: Register, officer: Actor) -> None:
    data = csv_bytes({"reaction": "A"}, {"reaction": "B"}, {"reaction": "B", "kind": ""})
    plan = take(register, officer, data, mode=Mode.GOOD_ROWS)
    assert (plan.new, plan.refused) == (1, 1)
    assert reactions(register) == [("A", "email", None)]


def test_run_import_refuses_a_file_that_cannot_be_read_in_either_mode(register: Register, officer: Actor) -> None:
    with pytest.raises(InputRejected):
        run_import(register, officer, plan_of(register, b"%PDF"), mode=Mode.GOOD_ROWS)
    assert register.snapshot().revision == 0


def test_run_import_refuses_other_content_of_a_known_number(register: Register, officer: Actor) -> None:
    take(register, officer, csv_bytes({"reaction": "A", "subject": "x"}))
    other = csv_bytes({"reaction": "A", "subject": "y", "channel": "Telefon"})
    plan = plan_of(register, other)
    assert [problem.line("de") for problem in plan.problems] == [
        "daten.csv, Zeile 2, Spalte „channel“, Wert „Telefon“: Die Reaktion A steht mit anderem Inhalt im Register "
        "(channel, subject). Geben Sie an, dass bekannte Reaktionen geändert werden sollen "
        "(Häkchen setzen; auf der Kommandozeile „--update“), oder nehmen Sie sie aus der Datei."
    ]
    take(register, officer, other, mode=Mode.GOOD_ROWS)
    assert reactions(register) == [("A", "email", "x")]


def test_run_import_changes_other_content_where_asked(register: Register, officer: Actor) -> None:
    take(
        register,
        officer,
        csv_bytes({"reaction": "A", "subject": "x"}, {"reaction": "A", "subject": "x", "kind": "praise"}),
    )
    plan = take(register, officer, csv_bytes({"reaction": "A", "subject": "y", "kind": "praise"}), update=True)
    assert (plan.new, plan.changed, plan.unchanged) == (0, 1, 0)
    assert reactions(register) == [("A", "email", "y")]
    assert concerns(register, "A") == [(1, "praise", None)]
    back = csv_bytes({"reaction": "A", "subject": ""}, {"reaction": "A", "subject": "", "kind": "petition"})
    take(register, officer, back, update=True)
    assert reactions(register) == [("A", "email", None)]
    assert concerns(register, "A") == [(1, "complaint", None), (2, "petition", None)]
    assert plan_of(register, back).unchanged == 1


def test_run_import_checks_the_rules_on_what_an_update_makes(register: Register, officer: Actor) -> None:
    take(register, officer, csv_bytes({"reaction": "A", "closed_on": "2022-03-05"}))
    plan = plan_of(register, csv_bytes({"reaction": "A", "received_on": "2022-03-06"}), update=True)
    assert [(problem.row, problem.column) for problem in plan.problems] == [(2, "closed_on")]


@pytest.mark.parametrize("actor", [Actor("tina", "Tina", frozenset({"team_lead"})), NOBODY])
def test_run_import_refuses_who_may_not(register: Register, actor: Actor) -> None:
    plan = plan_of(register, csv_bytes({}))
    with pytest.raises(AccessDenied):
        run_import(register, actor, plan)
    assert register.snapshot().revision == 0


def test_run_import_says_when_a_number_was_given_meanwhile(register: Register, officer: Actor) -> None:
    plan = plan_of(register, csv_bytes({"reaction": "A"}))
    values = {"number": "A", "received_on": date(2022, 3, 1), "channel": "letter"}
    register.commit(ChangeSet.of([RowChange("reactions", new_id(), values)], actor="olga", operation_id=new_id()))
    with pytest.raises(StaleRecord) as caught:
        run_import(register, officer, plan)
    assert message(caught.value, "de") == (
        "Die Nummer A wurde an eine andere Reaktion vergeben, während „daten.csv“ geprüft wurde. "
        "Es wurde nichts gespeichert. Bitte importieren Sie die Datei noch einmal."
    )
    assert reactions(register) == [("A", "letter", None)]


def test_run_import_says_when_a_reaction_changed_meanwhile(register: Register, officer: Actor) -> None:
    take(register, officer, csv_bytes({"reaction": "A", "subject": "x"}))
    plan = plan_of(register, csv_bytes({"reaction": "A", "subject": "y"}), update=True)
    take(register, officer, csv_bytes({"reaction": "A", "subject": "z"}), update=True)
    with pytest.raises(StaleRecord) as caught:
        run_import(register, officer, plan)
    assert message(caught.value, "de") == (
        "Das Register hat sich geändert, während „daten.csv“ geprüft wurde. Es wurde nichts gespeichert. "
        "Bitte importieren Sie die Datei noch einmal."
    )
    assert reactions(register) == [("A", "email", "z")]


def test_run_import_takes_many_reactions_at_once(register: Register, officer: Actor) -> None:
    rows = [{"reaction": f"A-{number}", "unit": f"Team {number % 7}"} for number in range(1200)]
    take(register, officer, csv_bytes(*rows, *rows, *({"subject": f"x{number}"} for number in range(100))))
    frames = register.snapshot().frames
    assert [len(frames[table]) for table in ("reactions", "concerns", "units")] == [1300, 2500, 7]
    assert register.snapshot().find_reaction_id("KR-2022-0100") is not None


def test_run_import_reports_how_far_it_is(register: Register, officer: Actor) -> None:
    said: list[tuple[int, int]] = []
    plan = plan_of(register, csv_bytes({}, {}))
    run_import(register, officer, plan, progress=lambda done, total: said.append((done, total)))
    assert said == [(0, 2), (2, 2)]
