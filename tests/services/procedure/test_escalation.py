"""The ladder of six steps (OA 10/2018, Anlage Eskalationsstufenkonzept): where a case stands, and when it moves up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from schema.lists import START_ENTRIES
from services.cases import Case, case_of
from services.clocks import clocks_of
from services.deadlines import ClockName
from services.errors import InputRejected
from services.procedure.escalation import (
    CAUSES,
    HINTS,
    RAN_OUT,
    RUNG_WORDS,
    STEPS,
    Proposal,
    RungState,
    find_proposal,
    list_rungs,
    next_step,
)
from services.procedure.steps import StepName
from services.procedure.taking import StepEntry, take_step
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.cases import COMPLAINT, RECEIVED, TODAY, record
from tests.support.people import KAREN

PETITION = {"kind": "petition", "area": "benefits"}
ASSIGNED: dict[str, Any] = {"acknowledged_on": RECEIVED, "disposition_on": RECEIVED}


def escalate(register: Register, case: Case, step: str, on: date = TODAY, **note: Any) -> Case:
    entry = StepEntry({"escalation_step": step}, note={"reason": "Ruft täglich an.", "noted_on": on, **note})
    return take_step(register, KAREN, case, StepName.ESCALATE, entry, today=TODAY, operation_id=new_id())


def proposal(register: Register, case: Case, day: date) -> Proposal | None:
    snapshot = register.snapshot()
    found = case_of(snapshot, case.id)
    return find_proposal(found, snapshot.note_rows(case.id), clocks_of(snapshot, found, day))


def unassigned(register: Register, **values: Any) -> Case:
    return record(register, **values)


def assigned(register: Register, **values: Any) -> Case:
    return record(register, **{**ASSIGNED, **values})


@pytest.fixture(autouse=True)
def team(register: Register) -> None:
    row = RowChange("units", "u1", {"code": "team_1", "label": "Team 401", "kind": "team"})
    register.commit(ChangeSet.of([row], actor=KAREN.id, operation_id=new_id()))


def test_the_ladder_has_the_steps_of_the_list() -> None:
    assert [entry.code for entry in START_ENTRIES if entry.list == "escalation_step"] == list(STEPS)
    assert set(HINTS) <= set(STEPS)
    assert set(RUNG_WORDS) == set(RungState)
    assert len({cause.de for cause in CAUSES}) == len(CAUSES)


def test_find_proposal_proposes_the_next_step_once_the_teams_clock_has_run_out(register: Register) -> None:
    """Ablauf 3: "innerhalb von 9 Kalendertagen"; the day itself is still in time."""
    case = assigned(register, unit="team_1")
    due = RECEIVED + timedelta(days=9)
    assert proposal(register, case, due) is None
    assert proposal(register, case, due + timedelta(days=1)) == Proposal("3", RAN_OUT, ClockName.CLEAR, due)


def test_find_proposal_counts_from_the_bottom_where_no_team_has_it(register: Register) -> None:
    case = unassigned(register)
    found = proposal(register, case, RECEIVED + timedelta(days=15))
    assert found is not None
    assert found.step == "1"


def test_find_proposal_looks_at_the_clock_of_a_petition(register: Register) -> None:
    """Eingaben und Petitionen: "auch bei sehr hoher Arbeitsbelastung eine besondere Dringlichkeit"."""
    case = assigned(register, unit="team_1", concerns=[PETITION])
    found = proposal(register, case, RECEIVED + timedelta(days=8))
    assert found == Proposal("3", RAN_OUT, ClockName.URGENT, RECEIVED + timedelta(days=7))


def test_find_proposal_does_not_look_at_a_receipt_confirmed_late(register: Register) -> None:
    case = unassigned(register)
    assert proposal(register, case, RECEIVED + timedelta(days=8)) is None


def test_find_proposal_is_silent_until_the_next_clock_runs_out(register: Register) -> None:
    case = assigned(register, unit="team_1", received_on=date(2026, 2, 19), **on_day(date(2026, 2, 20)))
    due = date(2026, 3, 1)
    assert proposal(register, case, TODAY) == Proposal("3", RAN_OUT, ClockName.CLEAR, due)
    case = escalate(register, case, "3", on=TODAY)
    assert proposal(register, case, TODAY) is None
    found = proposal(register, case, date(2026, 3, 6))
    assert found == Proposal("4", RAN_OUT, ClockName.CLOSE, date(2026, 3, 5))


def on_day(day: date) -> dict[str, Any]:
    return {"acknowledged_on": day, "disposition_on": day}


def test_find_proposal_has_nothing_to_say_of_a_closed_case_or_at_the_top(register: Register) -> None:
    late = RECEIVED + timedelta(days=30)
    top = escalate(register, assigned(register, unit="team_1"), "6")
    assert proposal(register, top, late) is None
    assert next_step(top) is None
    praise = record(register, concerns=[{"kind": "praise"}], acknowledged_on=RECEIVED, closed_on=TODAY)
    assert proposal(register, praise, late) is None


def test_list_rungs_says_of_each_step_how_it_stands(register: Register) -> None:
    case = assigned(register, unit="team_1")
    assert [rung.state for rung in list_rungs(case, ())] == [
        RungState.PASSED,
        RungState.CURRENT,  # by the disposition: the team lead has it
        *[RungState.AHEAD] * 4,
    ]
    case = escalate(register, case, "3", title=RAN_OUT.de, person="Frau Bereich", proof="E-Akte 12")
    case = escalate(register, case, "5")
    rungs = list_rungs(case, register.snapshot().note_rows(case.id))
    assert [rung.state for rung in rungs] == [
        *[RungState.PASSED] * 2,
        RungState.REACHED,
        RungState.PASSED,
        RungState.CURRENT,
        RungState.AHEAD,
    ]
    third = rungs[2].note
    assert third is not None
    assert {name: third[name] for name in ("noted_on", "title", "person", "reason", "proof", "step")} == {
        "noted_on": TODAY,
        "title": "Frist abgelaufen",
        "person": "Frau Bereich",
        "reason": "Ruft täglich an.",
        "proof": "E-Akte 12",
        "step": "3",
    }
    assert rungs[3].note is None


def test_list_rungs_shows_nothing_reached_before_the_case_is_assigned(register: Register) -> None:
    assert {rung.state for rung in list_rungs(record(register), ())} == {RungState.AHEAD}


def test_escalating_is_not_dated_ahead(register: Register) -> None:
    case = assigned(register, unit="team_1", concerns=[COMPLAINT])
    with pytest.raises(InputRejected) as refused:
        escalate(register, case, "3", on=TODAY + timedelta(days=1))
    assert [(problem.table, problem.field) for problem in refused.value.problems] == [("notes", "noted_on")]
    assert register.snapshot().note_rows(case.id) == []
