"""Outcomes: how complaints end, where they are upheld, how they were cleared, and what they were handled as."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.clearing import alternatives_panel, clearing_panel, clearing_ways_panel, named_treated_panel
from services.charts.counted import COMPLAINT, heading_of, part_of
from services.charts.drawing import Panel
from services.charts.outcomes import outcome_months_panel, outcomes_panel, upheld_panel
from services.charts.wording import Wording
from services.dashboards.channels import whole_period
from services.dashboards.numbers import Number, change_of
from services.dashboards.selection import Selection, facts_and_matters
from services.figures import NONE
from services.figures.outcomes import (
    REFUSED,
    UPHELD,
    alternatives_df,
    clearing_ways_df,
    complaints_df,
    named_treated_df,
    outcome_months_df,
    upheld_df,
)
from services.figures.shares import percent
from services.register.snapshot import Snapshot


@dataclass(frozen=True)
class OutcomesBoard:
    """What the outcomes dashboard shows."""

    numbers: tuple[Number, ...]
    panels: dict[str, Panel]
    complaints: int


def outcomes_board(snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection) -> OutcomesBoard:
    """Return the board for what is chosen.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording, lists = selection.wording(language, snapshot.lists), snapshot.lists
    facts, matters = facts_and_matters(snapshot, today, selection.whole)
    period, before = selection.period or whole_period(snapshot, today), selection.before
    outcomes = complaints_df(matters, "outcome", lists.codes("outcome"), period, before)
    clearing = complaints_df(matters, "clearing_kind", lists.codes("clearing_kind"), period, before)
    ways = clearing_ways_df(facts, lists.codes("clearing_way"), period, before)
    alternatives = alternatives_df(facts, matters, lists.codes("alternatives"), period, before)
    panels = {
        "outcomes": outcomes_panel(outcomes, wording),
        "months": outcome_months_panel(outcome_months_df(matters, lists.codes("outcome"), period), wording),
        "areas": upheld_panel(upheld_df(matters, ("area",), period, before), wording),
        "themes": upheld_panel(upheld_df(matters, ("area", "theme"), period, before), wording),
        "clearing": clearing_panel(clearing, wording),
        "ways": clearing_ways_panel(ways, wording),
        "named": named_treated_panel(named_treated_df(matters, lists.codes("complaint_type"), period), wording),
        "alternatives": alternatives_panel(alternatives, wording),
    }
    return OutcomesBoard(_numbers(outcomes, wording), panels, int(outcomes["concerns"].sum()))


def _numbers(outcomes: pd.DataFrame, wording: Wording) -> tuple[Number, ...]:
    counts = dict(zip(outcomes["outcome"], outcomes["concerns"].tolist(), strict=True))
    total = sum(counts.values())
    upheld, partly = counts.get(UPHELD, 0), counts.get(REFUSED[0], 0)
    decided = total - counts.get(NONE, 0)
    is_compared = bool(outcomes["previous"].notna().any())
    old = int(outcomes["previous"].sum()) if is_compared else None
    return (
        Number(heading_of(COMPLAINT, wording), wording.number(total), change_of(total, old, wording)),
        Number(
            wording.text(N_("Upheld")),
            wording.percent(percent(upheld, total)),
            help=part_of(upheld, COMPLAINT, total, percent(upheld, total), wording),
        ),
        Number(
            wording.text(N_("Upheld wholly or partly")),
            wording.percent(percent(upheld + partly, total)),
            help=part_of(upheld + partly, COMPLAINT, total, percent(upheld + partly, total), wording),
        ),
        Number(
            wording.text(N_("Upheld, of those with an outcome")),
            wording.percent(percent(upheld, decided)),
            help=part_of(upheld, COMPLAINT, decided, percent(upheld, decided), wording),
        ),
    )
