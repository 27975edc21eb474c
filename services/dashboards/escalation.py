"""Escalation: how far cases of a period went up the ladder, where, why, and how long it took."""

from dataclasses import dataclass
from datetime import date

from services import access
from services.access import Action, Actor
from services.charts.drawing import Panel
from services.charts.escalation import areas_panel, causes_panel, days_panel, months_panel, steps_panel, themes_panel
from services.dashboards.channels import whole_period
from services.dashboards.courses import CAUSE_CODES, known_moves
from services.dashboards.selection import Selection, facts_and_matters
from services.figures.concerned import part_by_concern_df, part_months_df, part_of_all
from services.figures.escalation import escalation_causes_df, escalation_days_df, escalation_steps_df, is_escalated
from services.register.snapshot import Snapshot


@dataclass(frozen=True)
class EscalationBoard:
    """What the escalation dashboard shows."""

    panels: dict[str, Panel]
    reactions: int
    escalated: int


def escalation_board(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection
) -> EscalationBoard:
    """Return the board for what is chosen.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    facts, matters = facts_and_matters(snapshot, today, selection.whole)
    period, before = selection.period or whole_period(snapshot, today), selection.before
    steps = snapshot.lists.codes("escalation_step")
    reached = escalation_steps_df(facts, steps, period, before)
    part, moves = is_escalated(facts), known_moves(snapshot, facts)
    found = part_of_all(facts, part, period, before)
    panels = {
        "steps": steps_panel(reached, found["base"], period, wording),
        "months": months_panel(part_months_df(facts, part, period, before), wording),
        "areas": areas_panel(part_by_concern_df(facts, matters, part, ["area"], period, before), wording),
        "themes": themes_panel(part_by_concern_df(facts, matters, part, ["area", "theme"], period, before), wording),
        "causes": causes_panel(escalation_causes_df(moves, CAUSE_CODES, period, before), wording),
        "days": days_panel(escalation_days_df(moves, steps, period), wording),
    }
    return EscalationBoard(panels, found["base"], found["reactions"])
