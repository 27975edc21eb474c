"""The measures: which are agreed, due, done and overdue, what became of the complaints, and what else was noted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.drawing import Panel
from services.charts.measures import STATE_WORDS, effects_panel, measures_table, timeline_panel
from services.charts.wording import Wording
from services.dashboards.cases import CaseList, Mark, cases_behind, mark_words, no_cases
from services.dashboards.numbers import Number
from services.dashboards.selection import Selection, facts_and_matters
from services.figures import Period
from services.figures.measures import (
    MEASURE,
    impulses_df,
    measure_counts,
    measure_effects_df,
    measured_period,
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


def cases_of_measure(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection, mark: Mark
) -> CaseList:
    """Return the cases behind the bar of a measure (`measure`, its row id): where its effect shows, oldest first.

    They are those with a complaint on its theme, else its area, received in `measured_period`; which span that is, or
    why nothing is counted, stands in `said`. `selection` is not asked: a measure is for everybody.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    access.require(actor, Action.SEE_REACTIONS)
    wording = Wording(language, snapshot.lists)
    found = measures_df(snapshot.frames["measures"], None, today)
    row_id = str(dict(mark)["measure"])
    if row_id not in found.index:
        return no_cases(wording.text(N_("Measure")), wording.text(N_("This measure does not count any more.")))
    measure = found.loc[row_id]
    title = str(measure["title"])
    if pd.isna(measure["area"]):
        said = N_("Nothing is counted for this measure: without an area, nothing says which complaints are about it.")
        return no_cases(title, wording.text(said))
    done = None if pd.isna(measure["done_on"]) else measure["done_on"].date()
    period = measured_period(done, today)
    codes = ((name, measure[name]) for name in ("area", "theme"))
    about = (("kind", "complaint"), *((name, str(code)) for name, code in codes if not pd.isna(code)))
    cases = cases_behind(snapshot, today, actor, language, Selection(period), about)
    words = f"{mark_words(about, wording)} · {wording.period(period)}"
    return replace(cases, title=words, said=_span_words(title, done, period, wording))


def _span_words(title: str, done: date | None, period: Period, wording: Wording) -> str:
    """Return why just these days are counted for a measure."""
    if done is None:
        said = N_("“{title}” is not put into practice yet: these are the complaints of the running year.")
        return wording.text(said, title=title)
    if period.start.year > done.year:
        said = N_("The effect of “{title}”, put into practice on {day}, is measured in the year after.")
    else:
        said = N_("“{title}” was put into practice on {day}: these are the complaints of the year it is compared with.")
    return wording.text(said, title=title, day=done)


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
