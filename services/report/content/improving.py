"""Sections 2.1, 2.2, 2.4 and 4 c: impulses, measures and their effect, the survey, training needs.

They stand in the report whether or not the year has reactions.
"""

from typing import Any

import pandas as pd

from schema.tables import TABLES
from schema.words import N_
from services.figures.measures import (
    MEASURE,
    MeasureState,
    impulses_df,
    measure_counts,
    measure_effects_df,
    measures_df,
    trainings_df,
)
from services.figures.surveys import survey_df
from services.report.blocks import Cell, Column, Kind, Line, Table
from services.report.context import Content, Context
from services.report.prose import joined

STATES = {
    MeasureState.IMPULSE: N_("to be decided"),
    MeasureState.OPEN: N_("open"),
    MeasureState.OVERDUE: N_("overdue"),
    MeasureState.DONE: N_("done"),
    MeasureState.DONE_LATE: N_("done after the day it was due"),
}


def impulses(context: Context) -> Content:
    """Return the impulses noted in the year, and what became of them."""
    found = impulses_df(context.snapshot.frames["measures"], context.period, context.day)
    if found.empty:
        return Content(context.text(N_("No impulse was noted in {year}."), year=context.year))
    taken = int((found["kind"] == MEASURE).sum())
    said = context.wording.count("{count} impulse was noted.", "{count} impulses were noted.", len(found))
    became = (
        context.wording.count("{count} of them became a measure.", "{count} of them became measures.", taken)
        if taken
        else ""
    )
    columns = (
        Column(_heading("noted_on", context), Kind.DATE),
        Column(context.text(N_("Impulse"))),
        Column(_heading("area", context)),
        Column(context.text(N_("What became of it"))),
    )
    lines = tuple(
        Line((_day(row["noted_on"]), row["title"], _area(row, context), _became(row, context)))
        for row in found.sort_values("noted_on", kind="stable").to_dict("records")
    )
    note = context.text(N_("By the day on which it was noted; how it stands on {day}."), day=context.day)
    table = Table("impulses", context.text(N_("Impulses, {year}"), year=context.year), note, columns, lines)
    return Content(joined(said, became), tables=(table,))


def _became(row: dict[Any, Any], context: Context) -> str:
    if row["kind"] != MEASURE:
        return _state(row, context)
    return context.text(N_("became a measure: {state}"), state=_state(row, context))


def measures(context: Context) -> Content:
    """Return the measures of the year with how they stand, and what became of the complaints they were meant for."""
    frame = context.snapshot.frames["measures"]
    counts = measure_counts(frame, context.period, context.day)
    found = measures_df(frame, context.period, context.day)
    found = found[(found["kind"] == MEASURE).to_numpy(dtype=bool)]
    if found.empty:
        return Content(context.text(N_("There was no measure in {year}."), year=context.year))
    number = context.wording.number
    said = context.text(
        N_("In {year}, {agreed} measures were agreed, {due} fell due and {done} were done."),
        year=context.year,
        agreed=number(counts.agreed),
        due=number(counts.due),
        done=number(counts.done),
    )
    overdue = (
        context.wording.count("{count} measure is overdue.", "{count} measures are overdue.", counts.overdue)
        if counts.overdue
        else ""
    )
    effects = _effects(context)
    tables = (_measures_table(found, context), *((effects,) if effects else ()))
    return Content(joined(said, overdue), tables=tables)


def _measures_table(found: pd.DataFrame, context: Context) -> Table:
    columns = (
        Column(context.text(N_("Measure"))),
        Column(_heading("area", context)),
        Column(_heading("agreed_on", context), Kind.DATE),
        Column(_heading("due_on", context), Kind.DATE),
        Column(_heading("done_on", context), Kind.DATE),
        Column(context.text(N_("State"))),
        Column(_heading("effect", context)),
    )
    lines = tuple(
        Line(
            (
                row["title"],
                _area(row, context),
                _day(row["agreed_on"]),
                _day(row["due_on"]),
                _day(row["done_on"]),
                _state(row, context),
                _text(row["effect"]),
            )
        )
        for row in found.sort_values(["agreed_on", "title"], kind="stable").to_dict("records")
    )
    msgid = N_("Measures that were agreed before and not done before {year} are among them.")
    note = context.text(msgid, year=context.year)
    return Table("measures", context.text(N_("Measures, {year}"), year=context.year), note, columns, lines)


def _effects(context: Context) -> Table | None:
    """Return the complaints on the themes of what was done in the year or the one before; None where nothing was."""
    frame = measure_effects_df(context.snapshot.frames["measures"], context.matters, context.day)
    year = context.period.start.year
    frame = frame[frame["year"].isin([year - 1, year]).to_numpy(dtype=bool)]
    if frame.empty:
        return None
    columns = (
        Column(context.text(N_("Measure"))),
        Column(context.text(N_("Measured against"))),
        Column(context.text(N_("Year of the measure")), Kind.TEXT),
        Column(context.text(N_("The year before")), Kind.COUNT),
        Column(context.text(N_("That year")), Kind.COUNT),
        Column(context.text(N_("The year after")), Kind.COUNT),
        Column(context.text(N_("Change")), Kind.CHANGE),
    )
    lines = tuple(
        Line(
            (
                row["title"],
                _theme(row, context),
                str(row["year"]),
                *(_number(row[f"complaints_{name}"]) for name in ("before", "year", "after")),
                None if pd.isna(row["change_percent"]) else float(row["change_percent"]),
            )
        )
        for row in frame.to_dict("records")
    )
    note = context.text(
        N_(
            "Counted: complaints on the theme of the measure. The change compares the year after with the year of the "
            "measure, as far as the year after has gone. It says how the complaints developed, not why."
        )
    )
    return Table("effects", context.text(N_("Complaints before and after a measure")), note, columns, lines)


def trainings(context: Context) -> Content:
    """Return the training needs of the year (section 4 c)."""
    found = trainings_df(context.snapshot.frames["measures"], context.period, context.day)
    if found.empty:
        return Content(context.text(N_("No training need was noted.")))
    columns = (
        Column(context.text(N_("Training need"))),
        Column(_heading("unit", context)),
        Column(_heading("due_on", context), Kind.DATE),
        Column(_heading("done_on", context), Kind.DATE),
        Column(context.text(N_("State"))),
    )
    lines = tuple(
        Line((row["title"], _unit(row, context), _day(row["due_on"]), _day(row["done_on"]), _state(row, context)))
        for row in found.sort_values(["noted_on", "title"], kind="stable").to_dict("records")
    )
    said = context.wording.count("{count} training need was noted.", "{count} training needs were noted.", len(found))
    note = context.text(N_("How they stand on {day}."), day=context.day)
    table = Table("trainings", context.text(N_("Training needs, {year}"), year=context.year), note, columns, lines)
    return Content(said, tables=(table,))


def survey(context: Context) -> Content:
    """Return the results of the year's survey, question by question (section 2)."""
    found = survey_df(context.snapshot.frames["surveys"], context.period.start.year)
    if found.empty:
        return Content(context.text(N_("No survey of {year} is recorded."), year=context.year))
    tables = []
    for place, question in enumerate(dict.fromkeys(found["question"]), start=1):
        rows = found[found["question"] == question].to_dict("records")
        columns = (
            Column(_heading("answer", context, "surveys")),
            Column(_heading("answers", context, "surveys"), Kind.COUNT),
            Column(context.text(N_("Share")), Kind.PERCENT),
            Column(context.text(N_("Survey before")), Kind.PERCENT),
        )
        lines = tuple(
            Line(
                (
                    row["answer"],
                    _number(row["count"]),
                    None if pd.isna(row["share_percent"]) else float(row["share_percent"]),
                    None if pd.isna(row["previous_share_percent"]) else float(row["previous_share_percent"]),
                )
            )
            for row in rows
        )
        base, source = rows[0]["base"], rows[0]["source"]
        said = (
            context.text(N_("Only the shares are known."))
            if pd.isna(base)
            else context.text(N_("Shares are of {base} answers."), base=context.wording.number(int(base)))
        )
        where = context.text(N_("Source: {source}."), source=source) if source else ""
        tables.append(Table(f"survey_{place}", str(question), joined(said, where), columns, lines))
    said = context.wording.count("The survey had {count} question.", "The survey had {count} questions.", len(tables))
    return Content(said, tables=tuple(tables))


def _heading(name: str, context: Context, table: str = "measures") -> str:
    return TABLES[table].field(name).label.within(context.wording.language)


def _area(row: dict[Any, Any], context: Context) -> str:
    return "" if pd.isna(row["area"]) else context.wording.label("area", row["area"])


def _theme(row: dict[Any, Any], context: Context) -> str:
    if pd.isna(row["theme"]):
        return _area(row, context)
    return f"{_area(row, context)}: {context.wording.label('theme', row['theme'], row['area'])}"


def _unit(row: dict[Any, Any], context: Context) -> str:
    return "" if pd.isna(row["unit"]) else context.wording.label("unit", row["unit"])


def _state(row: dict[Any, Any], context: Context) -> str:
    return context.text(STATES[MeasureState(row["state"])])


def _day(value: Any) -> Cell:
    return None if pd.isna(value) else str(pd.Timestamp(value).date())


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _number(value: Any) -> Cell:
    return None if pd.isna(value) else int(value)
