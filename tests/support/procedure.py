"""An office that works by the order: its teams and people, and a case that is walked through the procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from services.access import Actor
from services.cases import Case, ConcernEntry, case_of
from services.errors import AccessDenied, InputRejected
from services.procedure.joining import join_reactions
from services.procedure.standing import Position, Standing
from services.procedure.steps import STEP_OF, StepName
from services.procedure.taking import StepEntry, take_step
from services.procedure.undoing import undo_last_step
from services.recording import record_reaction
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support import people
from tests.support.people import ALICE, DORA, GRETA, KAREN, OLIVIA, STELLA

TEAM, OTHER_TEAM, AREA = "team_nord", "team_sued", "leistung"
LEAD = Actor(people.BOB.id, people.BOB.name, frozenset({"team_lead"}), TEAM)
OTHER_LEAD = Actor("carl@amt.example", "Carl Teamleitung", frozenset({"team_lead"}), OTHER_TEAM)
AREA_LEAD = Actor(people.ARTHUR.id, people.ARTHUR.name, frozenset({"area_lead"}), AREA)
HOMELESS = Actor("hugo@amt.example", "Hugo ohne Team", frozenset({"team_lead"}))
OFFICERS = (STELLA, ALICE, KAREN, LEAD, OTHER_LEAD, AREA_LEAD, HOMELESS, OLIVIA, GRETA, DORA)
UNITS = ((AREA, "area", None), (TEAM, "team", AREA), (OTHER_TEAM, "team", AREA))

COMPLAINT: Mapping[str, Any] = {"kind": "complaint", "area": "benefits", "theme": "bescheid_unverstaendlich"}
TECHNICAL: Mapping[str, Any] = {
    **COMPLAINT,
    "named_as": "disciplinary",
    "complaint_type": "technical_supervision",
}
DISCIPLINARY: Mapping[str, Any] = {
    "kind": "complaint",
    "area": "conduct",
    "complaint_type": "disciplinary",
    "employee": "Frau Kurz",
}
PRAISE: Mapping[str, Any] = {"kind": "praise", "area": "reception"}
PRAISE_OF_KURZ: Mapping[str, Any] = {**PRAISE, "employee": "Frau Kurz"}
SUGGESTION: Mapping[str, Any] = {"kind": "suggestion", "area": "organisation"}
PETITION: Mapping[str, Any] = {"kind": "petition", "area": "benefits"}
SUBMISSION: Mapping[str, Any] = {"kind": "submission", "area": "benefits"}
UPHELD: Mapping[str, Any] = {"outcome": "upheld", "clearing_kind": "own_error"}
NOT_UPHELD: Mapping[str, Any] = {"outcome": "not_upheld", "clearing_kind": "explained"}

MONTH = (2026, 3)  # the second is a Monday


def march(day: int) -> date:
    """Return a day of the month in which everything happens."""
    return date(*MONTH, day)


def open_office(register: Register) -> None:
    """Enter the teams and the people of the office."""
    changes = [
        RowChange("units", f"unit-{code}", {"code": code, "label": code, "kind": kind, "parent": parent})
        for code, kind, parent in UNITS
    ]
    changes += [
        RowChange(
            "users",
            f"user-{one.id}",
            {"login": one.id, "label": one.name, "roles": tuple(one.roles), "unit": one.unit, "active": True},
        )
        for one in OFFICERS
    ]
    register.commit(ChangeSet.of(changes, actor="setup", operation_id=new_id()))


class Walk:
    """A case on its way: `on` a day somebody `takes` a step, `cannot` yet, or `may_not` at all."""

    def __init__(self, register: Register, case: Case, day: date) -> None:
        self.register = register
        self.case = case
        self.day = day

    @property
    def standing(self) -> Standing:
        """How the case stands."""
        return Standing.of(self.case)

    @property
    def position(self) -> Position:
        """How far it has come."""
        return self.standing.position

    @property
    def notes(self) -> list[str]:
        """The kinds of its notes."""
        return [str(note["kind"]) for note in self.register.snapshot().note_rows(self.case.id)]

    def on(self, day: int) -> Walk:
        """Go on to another day of the month."""
        self.day = march(day)
        return self

    def takes(
        self,
        actor: Actor,
        step: StepName,
        *,
        concerns: Mapping[str, Any] | Sequence[Mapping[str, Any]] = (),
        note: Mapping[str, Any] | None = None,
        operation_id: str | None = None,
        **values: Any,
    ) -> Walk:
        """Let somebody take a step; `concerns` is entered of each concern, or of each its own."""
        entry = StepEntry(values, self._concerns(concerns), note or {})
        self.case = take_step(
            self.register, actor, self.case, step, entry, today=self.day, operation_id=operation_id or new_id()
        )
        leads_to = STEP_OF[step].leads_to
        assert leads_to in (None, self.position), (step, self.position)
        return self

    def cannot(self, actor: Actor, step: StepName, *fields: str, **options: Any) -> Walk:
        """Let somebody find the step out of order, or something missing: exactly these fields are named."""
        before = self.register.snapshot().revision
        with pytest.raises(InputRejected) as refused:
            self.takes(actor, step, **options)
        assert [problem.field for problem in refused.value.problems] == list(fields)
        assert self.register.refresh().revision == before
        return self

    def may_not(self, step: StepName, *actors: Actor, **options: Any) -> Walk:
        """Let all of these find that the step is not theirs."""
        before = self.register.snapshot().revision
        for actor in actors:
            with pytest.raises(AccessDenied):
                self.takes(actor, step, **options)
        assert self.register.refresh().revision == before
        return self

    def undone_by(self, actor: Actor, reason: str = "Versehen", *, operation_id: str | None = None) -> Walk:
        """Let somebody take the last step back."""
        self.case = undo_last_step(
            self.register, actor, self.case, reason, today=self.day, operation_id=operation_id or new_id()
        )
        return self

    def joined_with(self, other: Walk, actor: Actor, reason: str = "Zweimal erfasst") -> Walk:
        """Let somebody put the other record into this one."""
        self.case = join_reactions(
            self.register, actor, self.case, other.case.number, reason, today=self.day, operation_id=new_id()
        )
        return self

    def again(self) -> Walk:
        """Look at the case anew."""
        self.case = case_of(self.register.refresh(), self.case.id)
        return self

    def _concerns(self, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
        each = [values] * len(self.case.concerns) if isinstance(values, Mapping) else values
        return {str(row["id"]): entry for row, entry in zip(self.case.concerns, each, strict=False)}


def received(register: Register, *concerns: Mapping[str, Any], by: Actor = ALICE, on: int = 2, **values: Any) -> Walk:
    """Record a reaction on a day of the month."""
    entry = {"received_on": march(on), "channel": "email", "ombuds": False, "subject": "Bescheid", **values}
    entries = [ConcernEntry(one) for one in concerns or (COMPLAINT,)]
    case = record_reaction(register, by, entry, entries, today=march(on), operation_id=new_id())
    return Walk(register, case, march(on))


def with_team(register: Register, *concerns: Mapping[str, Any], **values: Any) -> Walk:
    """Record a reaction, confirm its receipt, and give it to the team."""
    walk = received(register, *concerns, **values)
    return walk.takes(ALICE, StepName.ACKNOWLEDGE).takes(ALICE, StepName.ASSIGN, unit=TEAM, assigned_to=LEAD.id)
