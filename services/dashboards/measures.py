"""The measures: which are agreed, due, done and overdue, what became of the complaints, and what else was noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.drawing import Panel
from services.charts.measures import STATE_WORDS, effects_panel, measures_table, timeline_panel
from services.charts.wording import Wording
from services.dashboards.numbers import Number
from services.dashboards.selection import Selection, facts_and_matters
from services.figures import Period
from services.figures.measures import (
    MEASURE,
    impulses_df,
    measure_counts,
    measure_effects_df,
    measures_df,
    trainings_df,
)
from services.register.snapshot import Snapshot


@dataclass(frozen=True)
class MeasuresBoard:
    """What the page of the measures shows of a year, or of all; tables have headings people read."""

    numbers: tuple[Number, ...]
    panels: Mapping[str, Panel]
    impulses: pd.DataFrame
    trainings: pd.DataFrame


def measures_board(snapshot: Snapshot, today: date, actor: Actor, language: str, year: int | None) -> MeasuresBoard:
    """Return what is to be seen of a year; None for all years.

    The effect is shown of the measures that were done in the year or in the one before, for it takes a year to show.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = Wording(language, snapshot.lists)
    measures = snapshot.frames["measures"]
    period = Period.of_year(year) if year else None
    found = measures_df(measures, period, today)
    effects = measure_effects_df(measures, facts_and_matters(snapshot, today, Selection())[1], today)
    if year:
        effects = effects[effects["year"].isin([year - 1, year])]
    span = period or Period.of(date(1990, 1, 1), today)
    return MeasuresBoard(
        _numbers(measures, period, today, wording),
        {
            "timeline": timeline_panel(found[(found["kind"] == MEASURE).to_numpy(dtype=bool)], today, wording),
            "effects": effects_panel(effects, wording),
        },
        measures_table(impulses_df(measures, span, today), wording),
        measures_table(trainings_df(measures, period or span, today), wording),
    )


def measure_years(snapshot: Snapshot, today: date) -> tuple[int, ...]:
    """Return the years that something was noted in, and this one; latest first."""
    noted = snapshot.frames["measures"]["noted_on"].dropna()
    return tuple(sorted({today.year, *(int(year) for year in noted.dt.year)}, reverse=True))


def measure_states(snapshot: Snapshot, today: date) -> Mapping[str, str]:
    """Return the state of everything that counts, by row id."""
    found = measures_df(snapshot.frames["measures"], None, today)
    return {str(row_id): str(state) for row_id, state in zip(found.index, found["state"], strict=True)}


def state_choices(snapshot: Snapshot, today: date, language: str) -> Mapping[str, str]:
    """Return the states with the words people read."""
    wording = Wording(language, snapshot.lists)
    return {str(state): wording.text(words) for state, words in STATE_WORDS.items()}


def _numbers(measures: pd.DataFrame, period: Period | None, today: date, wording: Wording) -> tuple[Number, ...]:
    counts = measure_counts(measures, period, today)
    return (
        Number(
            wording.text(N_("Agreed")), wording.number(counts.agreed), help=wording.text(N_("Agreed in this time."))
        ),
        Number(wording.text(N_("Due")), wording.number(counts.due), help=wording.text(N_("Due in this time."))),
        Number(
            wording.text(N_("Put into practice")),
            wording.number(counts.done),
            help=wording.text(N_("Put into practice in this time.")),
        ),
        Number(
            wording.text(N_("Overdue")),
            wording.number(counts.overdue),
            help=wording.text(N_("Due by the end of this time, and not put into practice today.")),
        ),
    )
