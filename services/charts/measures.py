"""Drawings of the measures: from being agreed to being done, and what became of the complaints."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import altair as alt
import pandas as pd

from schema.tables import TABLES
from schema.words import N_
from services.charts import colours
from services.charts.drawing import Chart, Panel, base, clicked, dimmed, finished, legend_of
from services.charts.wording import Wording
from services.deadlines import ClockState
from services.figures.measures import MeasureState

STATE_WORDS: Final[dict[str, str]] = {
    MeasureState.IMPULSE: N_("to be decided on"),
    MeasureState.OPEN: N_("open"),
    MeasureState.OVERDUE: N_("overdue"),
    MeasureState.DONE: N_("put into practice"),
    MeasureState.DONE_LATE: N_("put into practice late"),
}
STATE_COLOURS: Final = {
    MeasureState.OVERDUE: colours.STATES[ClockState.OVERDUE],
    MeasureState.OPEN: colours.STATES[ClockState.RUNNING],
    MeasureState.DONE: colours.PERIOD,
    MeasureState.DONE_LATE: colours.STATES[ClockState.DUE_SOON],
}
ROW_PIXELS: Final = 62  # two lines and a bar
AROUND_TIMELINE, AROUND_EFFECTS = 92, 28  # axis, its title, and the legend of the states
BAR_PIXELS: Final = 9
NUMBER_PIXELS: Final = 40  # room for the number behind a bar


def timeline_panel(measures: pd.DataFrame, day: date, wording: Wording) -> Panel:
    """Return the drawing of the measures in `measures_df`: a bar from the day of agreeing to that of doing, else today.

    What is overdue comes first, then what is open, then what is done; a stroke stands where each is due.
    """
    places = {state: place for place, state in enumerate(STATE_COLOURS)}
    order = measures.assign(place=measures["state"].map(places)).sort_values(["place", "due_on"], kind="stable")
    start = order["agreed_on"].fillna(order["noted_on"])
    rows = pd.DataFrame(
        {
            "row": [f"{place:03d}" for place in range(len(order))],
            "measure": order.index.astype("str"),
            "title": order["title"].to_numpy(),
            "state": order["state"].astype("str").to_numpy(),
            "start": _days(start),
            "end": _days(order["done_on"].fillna(pd.Timestamp(day))),
            "due": _days(order["due_on"]),
            "said": [_said(row, wording) for row in _each(order)],
        }
    )
    overdue = int((order["state"] == MeasureState.OVERDUE).sum())
    done = int(order["state"].isin([MeasureState.DONE, MeasureState.DONE_LATE]).sum())
    title = wording.text(
        N_("Measures: {all}, of them {done} done and {overdue} overdue"),
        all=wording.number(len(order)),
        done=wording.number(done),
        overdue=wording.number(overdue),
    )
    if order.empty:
        title = wording.text(N_("No measure belongs to this time."))
    spec = finished(_timeline(rows, wording), rows, wording, len(rows) * ROW_PIXELS + AROUND_TIMELINE)
    return Panel(title, spec, measures_table(order, wording), is_empty=order.empty)


def effects_panel(effects: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `measure_effects_df`: complaints in the year after, a stroke where the year itself was."""
    known = effects[effects["complaints_after"].notna().to_numpy(dtype=bool)]
    rows = pd.DataFrame(
        {
            "row": [f"{place:03d}" for place in range(len(known))],
            "measure": known["id"].astype("str").to_numpy(),
            "title": [f"{row.title} · {_about(row, wording)}" for row in _each(known)],
            "count": known["complaints_after"].astype("int64").to_numpy(),
            "before": known["complaints_compared"].astype("Float64").array,
            "shown_at": known[["complaints_after", "complaints_compared"]]
            .fillna(0)
            .max(axis=1)
            .astype("int64")
            .to_numpy(),
            "shown": [wording.number(int(count)) for count in known["complaints_after"]],
            "said": [effect_words(row, wording) for row in _each(known)],
        }
    )
    fewer = int((known["change_percent"] < 0).fillna(False).sum())
    title = wording.text(
        N_("After {fewer} of {all} measures there were fewer complaints than in the year they were done"),
        fewer=wording.number(fewer),
        all=wording.number(len(known)),
    )
    if known.empty:
        title = wording.text(N_("What became of the complaints shows in the year after a measure is done."))
    spec = finished(_effects(rows, wording), rows, wording, len(rows) * ROW_PIXELS + AROUND_EFFECTS)
    return Panel(title, spec, effects_table(effects, wording), is_empty=known.empty)


def effect_words(row: Any, wording: Wording) -> str:
    """Return what became of the complaints after a measure, in a sentence; `row` is one of `measure_effects_df`."""
    if pd.isna(row.complaints_after):
        said = N_("{year}: {complaints}; the year after has not begun.")
        return wording.text(said, complaints=_complaints(row.complaints_year, wording), year=row.year)
    params: dict[str, Any] = {
        "complaints": _complaints(row.complaints_after, wording),
        "after": row.year + 1,
        "year": row.year,
        "compared": "–" if pd.isna(row.complaints_compared) else wording.number(int(row.complaints_compared)),
        "day": row.compared_until.date(),
    }
    change = row.change_percent
    if not pd.isna(change) and change:
        params["percent"] = wording.percent(abs(change))
        if row.is_provisional:
            more = N_("{after} up to {day}: {complaints}, {percent} more than in {year} up to then ({compared})")
            less = N_("{after} up to {day}: {complaints}, {percent} less than in {year} up to then ({compared})")
        else:
            more = N_("{after}: {complaints}, {percent} more than in {year} ({compared})")
            less = N_("{after}: {complaints}, {percent} less than in {year} ({compared})")
        return wording.text(more if change > 0 else less, **params)
    if row.is_provisional:
        return wording.text(N_("{after} up to {day}: {complaints}; in {year} up to then {compared}"), **params)
    return wording.text(N_("{after}: {complaints}; in {year} {compared}"), **params)


def measures_table(measures: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    """Return rows of `measures_df` under headings people read, in their order."""
    labels = _labels(wording)
    rows = list(_each(measures))
    return pd.DataFrame(
        {
            labels["title"]: measures["title"].to_numpy(),
            labels["kind"]: [wording.label("measure_kind", row.kind) for row in rows],
            wording.text(N_("Area and theme")): [_about(row, wording) for row in rows],
            labels["unit"]: [_label("unit", row.unit, wording) for row in rows],
            **{labels[name]: _days(measures[name]) for name in ("noted_on", "agreed_on", "due_on", "done_on")},
            wording.text(N_("State")): [wording.text(STATE_WORDS[row.state]) for row in rows],
        }
    )


def effects_table(effects: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    """Return rows of `measure_effects_df` under headings people read."""
    labels = _labels(wording)
    rows = list(_each(effects))
    return pd.DataFrame(
        {
            labels["title"]: effects["title"].to_numpy(),
            wording.text(N_("Area and theme")): [_about(row, wording) for row in rows],
            labels["done_on"]: _days(effects["done_on"]),
            wording.text(N_("Complaints in the year before")): effects["complaints_before"].array,
            wording.text(N_("In the year it was done")): effects["complaints_year"].array,
            wording.text(N_("Compared days of that year")): effects["complaints_compared"].array,
            wording.text(N_("In the year after")): effects["complaints_after"].array,
            wording.text(N_("Change in %")): effects["change_percent"].array,
            wording.text(N_("Compared up to")): _days(effects["compared_until"]),
        }
    )


def _timeline(rows: pd.DataFrame, wording: Wording) -> Chart:
    y = alt.Y("row:N", sort=None, axis=None)
    used: dict[str, str] = {
        state: wording.text(STATE_WORDS[state]) for state in STATE_COLOURS if state in set(rows["state"])
    }
    colour = alt.Color(
        "state:N",
        scale=colours.scale_of({state: colour for state, colour in STATE_COLOURS.items() if state in used}),
        legend=legend_of(used, symbolType="square"),
    )
    axis = alt.Axis(title=wording.text(N_("stroke: due")), titleAnchor="end", format="%m/%Y", labelOverlap=True)
    tooltip = [
        alt.Tooltip("title:N", title=wording.text(N_("Measure"))),
        alt.Tooltip("said:N", title=wording.text(N_("State"))),
    ]
    mark = clicked("measure")
    bars = (
        base()
        .transform_calculate(spoken="datum.title + ': ' + datum.said")
        .mark_bar(height=BAR_PIXELS, yOffset=16, cornerRadius=2, cursor="pointer")
        .encode(
            y=y,
            x=alt.X("start:T", axis=axis),
            x2="end:T",
            color=colour,
            opacity=dimmed(mark),
            tooltip=tooltip,
            description="spoken:N",
        )
        .add_params(mark)
    )
    due = (
        base()
        .mark_tick(color=colours.TEXT.drawn, thickness=3, height=18, yOffset=16, aria=False)
        .encode(y=y, x="due:T", tooltip=tooltip)
    )
    return alt.layer(bars, due, *_texts(y, tooltip))


def _effects(rows: pd.DataFrame, wording: Wording) -> Chart:
    y = alt.Y("row:N", sort=None, axis=None)
    longest = max(float(rows["count"].max()), float(rows["before"].max()), 1.0) if len(rows) else 1.0
    scale = alt.Scale(domain=[0, longest], range=[0, alt.ExprRef(f"max(width - {NUMBER_PIXELS}, 20)")], nice=False)
    title = wording.text(N_("stroke: year it was done"))
    axis = alt.Axis(title=title, titleAnchor="end", labels=False, grid=False, ticks=False, domain=False)
    tooltip = [
        alt.Tooltip("title:N", title=wording.text(N_("Measure"))),
        alt.Tooltip("said:N", title=wording.text(N_("Comparison"))),
    ]
    mark = clicked("measure")
    bars = (
        base()
        .transform_calculate(spoken="datum.title + ': ' + datum.said")
        .mark_bar(height=BAR_PIXELS, yOffset=16, color=colours.PERIOD.drawn, cursor="pointer")
        .encode(
            y=y,
            x=alt.X("count:Q", axis=axis, scale=scale),
            opacity=dimmed(mark),
            tooltip=tooltip,
            description="spoken:N",
        )
        .add_params(mark)
    )
    strokes = (
        base()
        .mark_tick(color=colours.BEFORE.drawn, thickness=3, height=18, yOffset=16, aria=False)
        .encode(y=y, x="before:Q", tooltip=tooltip)
    )
    numbers = base().mark_text(align="left", dx=6, yOffset=16).encode(y=y, x="shown_at:Q", text="shown:N")
    return alt.layer(bars, strokes, numbers, *_texts(y, tooltip))


def _texts(y: alt.Y, tooltip: Sequence[alt.Tooltip]) -> Sequence[alt.Chart]:
    """Return the name of each row and what is said of it, one line each, above its bar.

    With a tooltip of their own they can be clicked as well: a bar may be only days wide.
    """
    limit: Any = alt.ExprRef("width")
    placed: dict[str, Any] = {"align": "left", "baseline": "middle", "limit": limit, "cursor": "pointer"}
    name = base().mark_text(**placed, yOffset=-16, fontWeight="bold")
    said = base().mark_text(**placed, yOffset=0, color=colours.LABEL.drawn)
    return [
        name.encode(y=y, x=alt.value(0), text="title:N", tooltip=tooltip),
        said.encode(y=y, x=alt.value(0), text="said:N", tooltip=tooltip),
    ]


def _said(row: Any, wording: Wording) -> str:
    """Return how a measure stands: its state, the days, who is in charge."""
    due = None if pd.isna(row.due_on) else row.due_on.date()
    done = None if pd.isna(row.done_on) else row.done_on.date()
    match row.state:
        case MeasureState.OVERDUE:
            state = wording.text(N_("overdue since {day}"), day=due)
        case MeasureState.OPEN if due is not None:
            state = wording.text(N_("open, due on {day}"), day=due)
        case MeasureState.OPEN:
            state = wording.text(N_("open, without a day it is due"))
        case MeasureState.DONE_LATE:
            state = wording.text(N_("put into practice on {day}, was due on {due}"), day=done, due=due)
        case _:
            state = wording.text(N_("put into practice on {day}"), day=done)
    return " · ".join(part for part in (state, _label("unit", row.unit, wording)) if part)


def _about(row: Any, wording: Wording) -> str:
    area = _label("area", row.area, wording)
    if pd.isna(row.theme):
        return area
    return f"{area} › {wording.label('theme', row.theme, row.area)}"


def _label(name: str, code: Any, wording: Wording) -> str:
    return "" if pd.isna(code) else wording.label(name, code)


def _labels(wording: Wording) -> dict[str, str]:
    return {field.name: field.label.within(wording.language) for field in TABLES["measures"].fields}


def _complaints(count: Any, wording: Wording) -> str:
    if pd.isna(count):
        return wording.text(N_("no reactions known"))
    return wording.count("{count} complaint", "{count} complaints", int(count))


def _days(column: "pd.Series[Any]") -> Any:
    return column.astype("datetime64[ms]").to_numpy()


def _each(frame: pd.DataFrame) -> Any:
    return frame.itertuples()
