"""Overdue and deadlines: the open cases of today, by how pressing they are."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.deadlines import urgency_panel
from services.charts.drawing import Panel
from services.charts.wording import Wording
from services.dashboards.numbers import Number, load_figures
from services.dashboards.selection import Selection, facts_and_matters
from services.deadlines import ClockName
from services.figures import Period, clocks_df, open_cases_df
from services.register.snapshot import Snapshot

NUMBERS: Final = {
    "open.total": N_("Open cases"),
    f"overdue.{ClockName.ACKNOWLEDGE}": N_("Confirmation overdue"),
    f"overdue.{ClockName.CLEAR}": N_("Clearing overdue"),
    f"overdue.{ClockName.CLOSE}": N_("Closing overdue"),
}
RULES: Final = N_(
    "Received and not closed today. Overdue: not confirmed after 3 working days, not cleared 9 days after the team was "
    "given the case, not closed 14 days after receipt or after the extended date."
)


@dataclass(frozen=True)
class DeadlinesBoard:
    """What the deadlines dashboard shows."""

    numbers: tuple[Number, ...]
    panels: dict[str, Panel]
    open_cases: int


def deadlines_board(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection, clock: str | None
) -> DeadlinesBoard:
    """Return the board for what is chosen; `clock` looks at one of the three deadlines only.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = Wording(language, snapshot.lists)
    facts, _ = facts_and_matters(snapshot, today, selection)
    figures = load_figures(snapshot, today, selection, selection.period or Period.of_year(today.year))
    numbers = tuple(
        Number(
            wording.text(label),
            wording.number(figures[name]["value"] or 0),
            help=wording.text(RULES) if name == "open.total" else None,
        )
        for name, label in NUMBERS.items()
    )
    panels = {}
    for by in ("unit", "escalation_step", "age_band"):
        codes = [] if by == "age_band" else snapshot.lists.codes(by)
        counts = clocks_df(facts, by, codes) if clock else open_cases_df(facts, by, codes)
        if clock:
            counts = counts[counts["clock"] == clock]
        panels[by] = urgency_panel(counts, by, wording, clock)
    return DeadlinesBoard(numbers, panels, int(figures["open.total"]["value"] or 0))
