"""An import follows its own rule: contradictions are refused, missing or unusually ordered steps are taken."""

from __future__ import annotations

import pytest

from services.access import Actor
from services.importing import plan_import, run_import
from services.register.base import Register
from tests.support.flatfiles import TODAY, csv_bytes, planned, problem_lines

CIRCLE = (
    "daten.csv, Zeile {row}, Spalte „follow_up_of“, Wert „{number}“: {number} ist selbst eine Folgereaktion zu dieser "
    "Reaktion, vielleicht über andere: Sie folgen einander im Kreis. Bitte lassen Sie die Zelle der frühesten leer."
)


@pytest.mark.parametrize("follows", [("A-2", "A-1"), ("A-2", "A-3", "A-1"), ("A-3", "A-1", "A-2")])
def test_plan_import_refuses_follow_ups_in_a_circle_with_line_and_remedy(follows: tuple[str, ...]) -> None:
    """OA 10/2018, "Folgereaktionen": "erneut in derselben Sache" is later, so no reaction comes before itself."""
    rows = [{"reaction": f"A-{place}", "follow_up_of": one} for place, one in enumerate(follows, start=1)]
    data = csv_bytes(*rows)
    assert problem_lines(data) == [CIRCLE.format(row=place, number=one) for place, one in enumerate(follows, start=2)]
    plan = planned(data)
    assert (plan.new, plan.refused, plan.changes) == (0, len(rows), ())


def test_plan_import_takes_what_leads_to_a_circle_without_being_part_of_it() -> None:
    rows = [("A-1", "A-2"), ("A-2", "A-1"), ("A-3", "A-2"), ("A-4", ""), ("A-5", "A-4"), ("A-6", "unknown")]
    plan = planned(csv_bytes(*({"reaction": number, "follow_up_of": follows} for number, follows in rows)))
    assert (plan.new, plan.refused, len(plan.problems)) == (4, 2, 2)


def test_plan_import_refuses_a_circle_that_leads_over_the_register(register: Register, officer: Actor) -> None:
    first = csv_bytes({"reaction": "A-1"}, {"reaction": "A-2", "follow_up_of": "A-1"})
    run_import(register, officer, plan_import(register.snapshot(), "eins.csv", first, today=TODAY))
    second = csv_bytes({"reaction": "A-1", "follow_up_of": "A-3"}, {"reaction": "A-3", "follow_up_of": "A-2"})
    said = problem_lines(second, snapshot=register.snapshot(), update=True)
    assert said == [CIRCLE.format(row=2, number="A-3"), CIRCLE.format(row=3, number="A-2")]


def test_plan_import_lets_a_file_take_a_circle_apart(register: Register, officer: Actor) -> None:
    first = csv_bytes({"reaction": "A-1"}, {"reaction": "A-2", "follow_up_of": "A-1"})
    run_import(register, officer, plan_import(register.snapshot(), "eins.csv", first, today=TODAY))
    turned = csv_bytes({"reaction": "A-1", "follow_up_of": "A-2"}, {"reaction": "A-2", "follow_up_of": ""})
    plan = plan_import(register.snapshot(), "zwei.csv", turned, today=TODAY, update=True)
    assert (plan.problems, plan.changed) == ((), 2)


@pytest.mark.parametrize(
    "row",
    [
        {"closed_on": "2022-03-20"},
        {"disposition_on": "2022-03-03"},
        {"cleared_on": "2022-03-10", "disposition_on": "2022-03-12", "cleared_by": "telephone"},
        {"cleared_on": "2022-03-10"},
        {"closed_on": "2022-03-05", "cleared_on": "2022-03-10"},
        {"consent": "withdrawn"},
        {"extended_until": "2022-03-05"},
        {"closed_on": "2022-03-20", "kind": "complaint", "complaint_type": "disciplinary"},
        {"kind": "praise", "employee": "Frau Kurz", "closed_on": "2022-03-20"},
        {"cleared_by": "letter", "closed_on": "2022-03-20"},
    ],
    ids=lambda row: "+".join(row),
)
def test_plan_import_takes_missing_and_unusually_ordered_steps_of_former_years(row: dict[str, str]) -> None:
    plan = planned(csv_bytes(row))
    assert (plan.problems, plan.new) == ((), 1)
