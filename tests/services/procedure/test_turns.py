"""Whose turn it is, on the way of each kind as the office order lays it down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.procedure.leads import list_leads
from services.procedure.standing import Standing
from services.procedure.steps import STEP_OF, Step, StepName
from services.procedure.turns import ONWARD, find_turn
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.people import KAREN

DAY = date(2026, 3, 2)
COMPLAINT = {"kind": "complaint"}
DISCIPLINARY = {"kind": "complaint", "complaint_type": "disciplinary"}
PRAISE = {"kind": "praise", "employee": "Frau Kurz"}
ACKNOWLEDGED: dict[str, Any] = {"acknowledged_on": DAY}
ASSIGNED = {**ACKNOWLEDGED, "disposition_on": DAY, "unit": "team_1"}
CLEARED = {**ASSIGNED, "cleared_on": DAY, "cleared_by": "telephone"}
DRAFTED = {**ASSIGNED, "cleared_on": DAY, "cleared_by": "letter", "draft_on": DAY}
ASKED = {**ASSIGNED, "statement_asked_on": DAY, "privacy_officer_on": DAY}
OFFICE = {"office", "krm_officer"}
LEADS = {"team_lead", "area_lead"}

WAYS: list[tuple[str, dict[str, Any], list[dict[str, Any]], StepName | None, set[str]]] = [
    ("Ablauf 1", {}, [COMPLAINT], StepName.ACKNOWLEDGE, OFFICE),
    ("Ablauf 2", ACKNOWLEDGED, [COMPLAINT], StepName.ASSIGN, OFFICE),
    ("Ablauf 3", ASSIGNED, [COMPLAINT], StepName.CLEAR, LEADS),
    ("Ablauf 3 a", CLEARED, [COMPLAINT], StepName.CLOSE, OFFICE),
    ("Ablauf 3 b", DRAFTED, [COMPLAINT], StepName.SIGN, {"krm_officer"}),
    ("Ablauf 3 b, versandt", {**DRAFTED, "signed_on": DAY}, [COMPLAINT], StepName.CLOSE, OFFICE),
    ("Dienstaufsicht: Stellungnahme", ASSIGNED, [DISCIPLINARY], StepName.ASK_STATEMENT, OFFICE),
    ("Dienstaufsicht: eingegangen", ASKED, [DISCIPLINARY], StepName.STATEMENT, OFFICE),
    ("Dienstaufsicht: Führungskraft", {**ASKED, "statement_on": DAY}, [DISCIPLINARY], StepName.SUMMARISE, LEADS),
    (
        "Dienstaufsicht: KRM-Beauftragte oder BGF",
        {**ASKED, **DRAFTED, "statement_on": DAY, "summary": "x"},
        [DISCIPLINARY],
        StepName.SIGN,
        OFFICE,
    ),
    ("Lob mit Namen, an die Leitung", ACKNOWLEDGED, [PRAISE], StepName.ASSIGN, OFFICE),
    ("Lob mit Namen, ausgewertet", ASSIGNED, [PRAISE], StepName.TALK_OVER, {"team_lead"}),
    ("Lob mit Namen, danach", ASSIGNED, [{**PRAISE, "talked_over_on": DAY}], StepName.CLOSE, OFFICE),
    ("Lob ohne Namen", ACKNOWLEDGED, [{"kind": "praise"}], StepName.CLOSE, OFFICE),
    ("Ideen werden beantwortet", ASSIGNED, [{"kind": "suggestion"}], StepName.CLEAR, LEADS),
    ("Meinungskarte", {"channel": "opinion_card"}, [{"kind": "suggestion"}], StepName.CLOSE, OFFICE),
    ("Ombudsstelle", {**ACKNOWLEDGED, "ombuds": True}, [COMPLAINT], StepName.CLEAR, {"ombudsperson"}),
    ("abgeschlossen", {**CLEARED, "closed_on": DAY}, [COMPLAINT], None, set()),
]


@pytest.mark.parametrize(
    ("reaction", "concerns", "name", "roles"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS]
)
def test_find_turn_reads_as_the_office_order_does(
    reaction: dict[str, Any], concerns: list[dict[str, Any]], name: StepName | None, roles: set[str]
) -> None:
    turn = find_turn(Standing({"channel": "email", **reaction}, tuple(concerns)))
    assert (turn.step.name if turn else None, set(turn.roles) if turn else set()) == (name, roles)


def test_the_steps_that_lead_on_stand_in_the_order_of_the_table() -> None:
    assert [name for name in STEP_OF if name in ONWARD] == list(ONWARD)
    assert all(isinstance(STEP_OF[name], Step) for name in ONWARD)


def test_list_leads_names_those_of_the_team_first_and_nobody_of_another(register: Register) -> None:
    """Ablauf 2: "an die zuständige Teamleitung (cc zuständige Bereichsleitung)"."""
    units = [
        {"code": "area", "label": "Bereich", "kind": "area"},
        {"code": "team_1", "label": "Team 1", "kind": "team", "parent": "area"},
        {"code": "team_2", "label": "Team 2", "kind": "team", "parent": "area"},
    ]
    users = [
        ("bl", ("area_lead",), "area", True),
        ("tl1", ("team_lead",), "team_1", True),
        ("tl2", ("team_lead",), "team_2", True),
        ("gone", ("team_lead",), "team_1", False),
        ("clerk", ("office",), "team_1", True),
    ]
    changes = [RowChange("units", f"u{place}", unit) for place, unit in enumerate(units)]
    changes += [
        RowChange("users", login, {"login": login, "label": login, "roles": roles, "unit": unit, "active": active})
        for login, roles, unit, active in users
    ]
    register.commit(ChangeSet.of(changes, actor=KAREN.id, operation_id=new_id()))
    snapshot = register.snapshot()
    assert [row["login"] for row in list_leads(snapshot, "team_1")] == ["tl1", "bl"]
    assert [row["login"] for row in list_leads(snapshot, "team_2")] == ["tl2", "bl"]
    assert list_leads(snapshot, None) == []
