"""Overdue and deadlines: the open cases of today, by how pressing they are."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from schema.words import N_
from services import access, calendar
from services.access import Action, Actor
from services.charts.deadlines import urgency_panel
from services.charts.drawing import Panel
from services.charts.wording import Wording
from services.dashboards.numbers import Number
from services.dashboards.selection import Selection, facts_and_matters
from services.deadlines import ClockName, ClockState, Periods
from services.figures import clocks_df, open_cases_df
from services.register.snapshot import Snapshot
from services.settings import periods_of

OVERDUE: Final = {
    ClockName.ACKNOWLEDGE: N_("Confirmation overdue"),
    ClockName.CLEAR: N_("Clearing overdue"),
    ClockName.CLOSE: N_("Closing overdue"),
}
RULES: Final = N_(
    "Received and not closed today. Overdue: not confirmed after {acknowledge} working days, not cleared {clear} days "
    "after the team was given the case, not closed {close} days after receipt (petitions and submissions: {urgent}) or "
    "after the extended date."
)
OWN_PERIODS: Final = N_(
    "This page counts by the deadlines of your office: {acknowledge} working days ({land}), {clear} and {close} days. "
    "The figures by which offices are compared keep to {standard_acknowledge} working days ({standard_land}), "
    "{standard_clear} and {standard_close} days."
)


COMPARED: Final = ("acknowledge_working_days", "clear_days", "close_days", "land")  # the periods in those figures


@dataclass(frozen=True)
class DeadlinesBoard:
    """What the deadlines dashboard shows; `note` says where the office's periods are not the standard ones."""

    numbers: tuple[Number, ...]
    panels: dict[str, Panel]
    open_cases: int
    note: str = ""


def deadlines_board(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection, clock: str | None
) -> DeadlinesBoard:
    """Return the board for what is chosen; `clock` looks at one of the deadlines only.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = Wording(language, snapshot.lists)
    facts, _ = facts_and_matters(snapshot, today, selection)
    periods = periods_of(snapshot)
    is_open = ~facts["is_closed"]
    numbers = (
        Number(
            wording.text(N_("Open cases")),
            wording.number(int(is_open.sum())),
            help=wording.text(RULES, **_days(periods)),
        ),
        *(
            Number(wording.text(label), wording.number(int((facts[f"{name}_state"] == ClockState.OVERDUE).sum())))
            for name, label in OVERDUE.items()
        ),
    )
    panels = {}
    for by in ("unit", "escalation_step", "age_band"):
        codes = [] if by == "age_band" else snapshot.lists.codes(by)
        counts = clocks_df(facts, by, codes) if clock else open_cases_df(facts, by, codes)
        if clock:
            counts = counts[counts["clock"] == clock]
        panels[by] = urgency_panel(counts, by, wording, clock)
    return DeadlinesBoard(numbers, panels, int(is_open.sum()), own_periods_words(periods, wording))


def own_periods_words(periods: Periods, wording: Wording) -> str:
    """Return the sentence on an office's own periods; "" where they are the standard ones."""
    standard = Periods()
    if all(getattr(periods, name) == getattr(standard, name) for name in COMPARED):
        return ""
    lands = calendar.lands()
    return wording.text(
        OWN_PERIODS,
        **{name: days for name, days in _days(periods).items() if name != "urgent"},
        **{f"standard_{name}": days for name, days in _days(standard).items() if name != "urgent"},
        land=lands[periods.land],
        standard_land=lands[standard.land],
    )


def _days(periods: Periods) -> dict[str, object]:
    return {
        "acknowledge": periods.acknowledge_working_days,
        "clear": periods.clear_days,
        "close": periods.close_days,
        "urgent": periods.urgent_days,
    }
