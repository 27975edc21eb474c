"""Whose turn it is in a case: the next step on its way, and the roles that usually take it."""

from dataclasses import dataclass

from services.procedure.standing import Position, Standing
from services.procedure.steps import LEADS, OFFICE, OMBUDS, STEP_OF, Step, StepName

# The steps that bring a case on, in their order; all others are taken beside them.
ONWARD = (
    StepName.ACKNOWLEDGE,
    StepName.ASSIGN,
    StepName.ASK_STATEMENT,
    StepName.STATEMENT,
    StepName.SUMMARISE,
    StepName.TALK_OVER,
    StepName.CLEAR,
    StepName.DRAFT,
    StepName.SIGN,
    StepName.CLOSE,
)
_BY_LEAD = frozenset({StepName.SUMMARISE, StepName.TALK_OVER, StepName.CLEAR, StepName.DRAFT})


@dataclass(frozen=True, slots=True)
class Turn:
    """The step that comes next, and who usually takes it; others who may, may."""

    step: Step
    roles: frozenset[str]


def find_turn(case: Standing) -> Turn | None:
    """Return what comes next in a case, or None where it is closed."""
    for name in ONWARD:
        step = STEP_OF[name]
        if leads_on(step, case) and all(need.holds(case) for need in step.needs):
            return Turn(step, _usual_roles(step, case))
    return None


def leads_on(step: Step, case: Standing) -> bool:
    """Return whether a step would bring the case on from where it stands."""
    if step.name not in ONWARD or not step.applies(case) or case.position is Position.CLOSED:
        return False
    if step.name is StepName.ASSIGN:
        return not case.has("disposition_on") and (case.needs_team or bool(case.praises_of_employees))
    return True


def _usual_roles(step: Step, case: Standing) -> frozenset[str]:
    """Return who usually takes a step: the ombuds office in its own cases, the lead what the team does, KRM the rest.

    OA 10/2018, Ablauf 3: "Die TL klären die Anliegen"; "Die KRM-Beauftragte unterzeichnet und versendet".
    """
    roles = step.roles(case)
    if case.is_ombuds and roles & OMBUDS:
        return OMBUDS
    if step.name in _BY_LEAD and (case.needs_team or step.name is not StepName.CLEAR):
        return roles & LEADS
    return roles & OFFICE
