from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.importing import ImportPlan, run_import
from services.register.base import RowChange
from tests.support.flatfiles import csv_bytes, planned, raw_csv


def rows_of(plan: ImportPlan, table: str) -> list[RowChange]:
    return [change for change in plan.changes if change.table == table]


def values_of(plan: ImportPlan, table: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(change.values[name] for name in names) for change in rows_of(plan, table)]


def test_plan_import_makes_rows_of_one_number_one_reaction() -> None:
    plan = planned(
        csv_bytes(
            {"reaction": "A-1", "kind": "Beschwerde"},
            {"reaction": "B-1", "kind": "praise"},
            {"reaction": "A-1", "kind": "Lob"},
        )
    )
    assert plan.problems == ()
    assert (plan.lines, plan.new, plan.new_concerns) == (3, 2, 3)
    assert values_of(plan, "reactions", "number", "received_on", "channel", "ombuds") == [
        ("A-1", date(2022, 3, 1), "email", False),
        ("B-1", date(2022, 3, 1), "email", False),
    ]
    first, second = (change.id for change in rows_of(plan, "reactions"))
    assert values_of(plan, "concerns", "reaction_id", "rank", "kind") == [
        (first, 1, "complaint"),
        (first, 2, "praise"),
        (second, 1, "praise"),
    ]


def test_plan_import_makes_every_row_without_a_number_a_reaction_of_its_own() -> None:
    plan = planned(csv_bytes({}, {}, {"reaction": " "}))
    assert plan.new == 3
    assert len({change.id for change in rows_of(plan, "reactions")}) == 3
    assert values_of(plan, "reactions", "number") == [(None,)] * 3


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [(["", "", ""], [1, 2, 3]), (["3", "", ""], [3, 1, 2]), (["5", "1", "2"], [5, 1, 2]), (["", "1", ""], [2, 1, 3])],
)
def test_plan_import_fills_in_missing_ranks_in_the_order_of_the_file(ranks: list[str], expected: list[int]) -> None:
    plan = planned(csv_bytes(*({"reaction": "A", "rank": rank} for rank in ranks)))
    assert [rank for (rank,) in values_of(plan, "concerns", "rank")] == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("email", "email"),
        ("E-Mail", "email"),
        (" e-mail ", "email"),
        ("SCHRIFTLICH", "letter"),
        ("In person", "in_person"),
    ],
)
def test_plan_import_reads_codes_and_labels(written: str, code: str) -> None:
    assert values_of(planned(csv_bytes({"channel": written})), "reactions", "channel") == [(code,)]


def test_plan_import_adds_what_open_lists_lack_once_and_says_so() -> None:
    plan = planned(
        csv_bytes(
            {"unit": "Team 512", "partner": "Caritas Pirna", "area": "municipal", "theme": "Höhe", "detail": "Größe"},
            {
                "unit": "TEAM 512",
                "partner": "",
                "area": "Kommunale Leistungen",
                "theme": "Stromkosten",
                "detail": "Größe",
            },
            {"unit": "", "partner": "", "area": "benefits", "theme": "Stromkosten", "detail": ""},
        )
    )
    assert [(one.list, one.parent, one.code, one.label) for one in plan.additions] == [
        ("partner", "", "caritas_pirna", "Caritas Pirna"),
        ("unit", "", "team_512", "Team 512"),
        ("detail", "municipal/hoehe", "groesse", "Größe"),
        ("theme", "municipal", "stromkosten", "Stromkosten"),
        ("detail", "municipal/stromkosten", "groesse", "Größe"),
        ("theme", "benefits", "stromkosten", "Stromkosten"),
    ]
    assert values_of(plan, "units", "code", "label", "kind", "active") == [("team_512", "Team 512", "team", True)]
    assert values_of(plan, "partners", "code", "label") == [("caritas_pirna", "Caritas Pirna")]
    assert values_of(plan, "concerns", "theme", "detail") == [
        ("hoehe", "groesse"),
        ("stromkosten", "groesse"),
        ("stromkosten", None),
    ]


def test_plan_import_never_gives_two_entries_one_code() -> None:
    plan = planned(csv_bytes({"unit": "Höhe!"}, {"unit": "Höhe?"}, {"unit": "Höhe!"}, {"unit": "Тема"}))
    assert [(one.code, one.label) for one in plan.additions[:2]] == [("hoehe", "Höhe!"), ("hoehe_2", "Höhe?")]
    assert [code for (code,) in values_of(plan, "reactions", "unit")][:3] == ["hoehe", "hoehe_2", "hoehe"]
    assert plan.additions[2].code.startswith("x_")


def test_plan_import_gives_no_entry_the_code_by_which_figures_call_what_is_not_given() -> None:
    plan = planned(csv_bytes({"area": "benefits", "theme": "None"}, {"area": "benefits", "theme": "none"}))
    assert [(one.code, one.label) for one in plan.additions] == [("none_1", "None")]
    assert values_of(plan, "concerns", "theme") == [("none_1",), ("none_1",)]


def test_plan_import_adds_no_entry_for_a_refused_reaction() -> None:
    plan = planned(csv_bytes({"unit": "Team 1", "kind": ""}, {"unit": "Team 2"}))
    assert [one.label for one in plan.additions] == ["Team 2"]
    assert (plan.new, plan.refused) == (1, 1)


def test_plan_import_is_the_same_for_the_same_file() -> None:
    data = csv_bytes({"reaction": "A"}, {}, {})
    assert planned(data) == planned(data)


def test_plan_import_reports_how_far_it_is() -> None:
    said: list[tuple[int, int]] = []
    planned(csv_bytes({}, {}, {}), progress=lambda done, total: said.append((done, total)))
    assert said == [(0, 3), (3, 3)]


def test_plan_import_takes_former_years_with_missing_and_unusual_steps() -> None:
    row = {
        "received_on": "2005-01-03",
        "acknowledged_on": "2005-06-01",
        "cleared_on": "2005-02-01",
        "closed_on": "2005-01-31",
        "kind": "Beschwerde",
    }
    assert planned(csv_bytes(row)).new == 1


def test_plan_import_leaves_alone_what_the_file_has_no_column_for(register: Any, officer: Any) -> None:
    full = csv_bytes({"reaction": "A", "subject": "Betreff", "unit": "Team 1", "theme": "Höhe", "area": "municipal"})
    run_import(register, officer, planned(full, snapshot=register.snapshot()))
    part = raw_csv([["reaction", "received_on", "channel", "kind"], ["A", "1.3.2022", "E-Mail", "Beschwerde"]])
    plan = planned(part, snapshot=register.snapshot())
    assert (plan.unchanged, plan.changes, plan.problems) == (1, (), ())
