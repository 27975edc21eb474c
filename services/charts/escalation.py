"""Drawings of the escalation dashboard: the step reached, the months, areas and themes, why, and how long it took."""

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.comparing import days_words
from services.charts.drawing import Chart, Panel, bare_axis, base, category_axis, clicked, dimmed, finished, row_height
from services.charts.parts import (
    leader_finding,
    months_finding,
    part_finding,
    part_months_panel,
    part_panel,
    part_themes_panel,
)
from services.charts.wording import Wording
from services.figures import Period
from services.figures.shares import percent

ESCALATED = "escalated"
NUMBER_ROOM = 56  # pixels of the numbers behind the bars
WITH_TEAM_LEAD = "2"
BEYOND = N_("{count} beyond the team lead")


def steps_panel(counts: pd.DataFrame, reactions: int, period: Period, wording: Wording) -> Panel:
    """Return the drawing of `escalation_steps_df`, and how many of the period's reactions went how far."""
    escalated = int(counts["reactions"].sum())
    beyond = int(counts.loc[counts["escalation_step"] > WITH_TEAM_LEAD, "reactions"].sum())
    msgids = (
        N_("{period}: none of {reactions} was escalated"),
        N_("{period}: escalated {part}"),
    )
    title = part_finding(msgids, escalated, reactions, percent(escalated, reactions), period, wording)
    if escalated:
        title = f"{title}, {wording.text(BEYOND, count=wording.number(beyond))}"
    return part_panel(counts, "escalation_step", title, wording.text(N_("Escalation step")), wording)


def months_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of the escalated reactions by month."""
    title = months_finding(counts, wording.text(N_("Escalated, by month of receipt")), wording)
    return part_months_panel(counts, title, ESCALATED, wording)


def areas_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of the escalated reactions by area; the share is of all reactions about it."""
    msgids = (
        N_("No escalated reaction has an area"),
        N_("Escalated most often: {name}, {count} of {base} reactions ({percent})"),
        N_("Escalated most often: {names}, {count} each"),
    )
    title = leader_finding(counts, "area", wording, msgids)
    return part_panel(counts, "area", title, wording.text(N_("Area")), wording, ESCALATED)


def themes_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of the escalated reactions by theme; the share is of all reactions about it."""
    msgids = (
        N_("No escalated reaction has a theme"),
        N_("Theme escalated most often: {name}, {count} of {base} reactions ({percent})"),
        N_("Themes escalated most often: {names}, {count} each"),
    )
    return part_themes_panel(counts, leader_finding(counts, "theme", wording, msgids), ESCALATED, wording)


def causes_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `escalation_causes_df`."""
    msgids = (
        N_("No cause is noted"),
        N_("Most frequent cause: {name}, in {count} of {base} reactions ({percent})"),
        N_("Most frequent causes: {names}, in {count} reactions each"),
    )
    title = leader_finding(counts, "cause", wording, msgids)
    return part_panel(counts, "cause", title, wording.text(N_("Cause")), wording)


def days_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `escalation_days_df`: bars up to the median, a stroke where nine of ten had got there."""
    labels = {code: wording.label("moved_to", code) for code in counts["moved_to"]}
    half = [days_words(float(days), wording) for days in counts["days_median"]]
    most = [days_words(int(days), wording) for days in counts["days_p90"]]
    rows = pd.DataFrame(
        {
            "moved_to": counts["moved_to"].to_numpy(),
            "days": counts["days_median"].to_numpy(dtype="float64"),
            "most": counts["days_p90"].to_numpy(dtype="float64"),
            "count": counts["reactions"].to_numpy(),
            "label": list(labels.values()),
            "half_words": half,
            "most_words": most,
            "shown": [
                f"{wording.number(float(days))} · {wording.number(int(late))}"
                for days, late in zip(counts["days_median"], counts["days_p90"], strict=True)
            ],
        }
    )
    rows["said"] = [
        wording.text(N_("{step}: half within {half}, nine of ten within {most}"), step=step, half=one, most=other)
        for step, one, other in zip(rows["label"], half, most, strict=True)
    ]
    table = pd.DataFrame(
        {
            wording.text(N_("Escalation step")): list(labels.values()),
            wording.text(N_("Reactions")): counts["reactions"].to_numpy(),
            wording.text(N_("Days, half within")): counts["days_median"].array,
            wording.text(N_("Days, nine of ten within")): counts["days_p90"].array,
        }
    )
    title = wording.text(N_("No move to a step is noted"))
    if len(rows):
        first = rows.iloc[0]
        title = wording.text(
            N_("Until the step {step}, half of the cases took {half}"), step=first["label"], half=first["half_words"]
        )
    spec = finished(_day_bars(labels, rows, wording), rows, wording, row_height(labels.values(), 48))
    return Panel(title, spec, table, is_empty=rows.empty)


def _day_bars(labels: dict[str, str], rows: pd.DataFrame, wording: Wording) -> Chart:
    mark = clicked("moved_to")
    y = alt.Y("moved_to:N", sort=None, axis=category_axis(labels))
    longest = max(float(rows["most"].max()) if len(rows) else 0.0, 1.0)
    scale = alt.Scale(domain=[0, longest], range=[0, alt.ExprRef(f"max(width - {NUMBER_ROOM}, 20)")], nice=False)
    heading = wording.text(N_("Days: half within · stroke: nine of ten"))
    x = alt.X("days:Q", axis=bare_axis(heading), scale=scale)
    tooltip = [
        alt.Tooltip("label:N", title=wording.text(N_("Escalation step"))),
        alt.Tooltip("half_words:N", title=wording.text(N_("half within"))),
        alt.Tooltip("most_words:N", title=wording.text(N_("nine of ten within"))),
        alt.Tooltip("count:Q", title=wording.text(N_("Reactions")), format=",d"),
    ]
    bars = (
        base()
        .mark_bar(cursor="pointer", height={"band": 0.78}, color=colours.PERIOD.drawn)
        .encode(y=y, x=x, opacity=dimmed(mark), tooltip=tooltip, description="said:N")
        .add_params(mark)
    )
    strokes = (
        base()
        .mark_tick(color=colours.BEFORE.drawn, thickness=3, height={"band": 0.95}, aria=False)
        .encode(y=y, x="most:Q", tooltip=tooltip)
    )
    numbers = base().mark_text(align="left", dx=8).encode(y=y, x="most:Q", text="shown:N")
    return alt.layer(bars, strokes, numbers)
