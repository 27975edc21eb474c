"""Drawings of the follow-ups dashboard: months, time since the closing, areas, earlier outcomes, repeated returns."""

import pandas as pd

from schema.words import N_
from services.charts.drawing import Panel
from services.charts.parts import leader_finding, months_finding, part_finding, part_months_panel, part_panel
from services.charts.wording import Wording
from services.figures import Period
from services.figures.shares import percent

FOLLOW_UP = "follow_up"
SEVERAL = N_("{count} of them several times")


def months_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of the follow-ups by month."""
    title = months_finding(counts, wording.text(N_("Follow-ups")), wording)
    return part_months_panel(counts, title, FOLLOW_UP, wording)


def gaps_panel(counts: pd.DataFrame, days: tuple[int | float | None, int | None], wording: Wording) -> Panel:
    """Return the drawing of `follow_up_gaps_df`; `days` are the median and the 90th percentile."""
    half, most = days
    title = wording.text(N_("How long after the closing is not known of any"))
    if half is not None and most is not None:
        title = wording.text(
            N_("Half came back {half} of the closing, nine of ten {most}"),
            half=wording.count("within {count} day", "within {count} days", half),
            most=wording.count("within {count} day", "within {count} days", most),
        )
    return part_panel(counts, "gap", title, wording.text(N_("Came back")), wording, FOLLOW_UP)


def areas_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of the follow-ups by area; the share is of all reactions about it."""
    msgids = (
        N_("No follow-up has an area"),
        N_("Most follow-ups: {name}, {count} of {base} reactions ({percent})"),
        N_("Most follow-ups: {names}, {count} each"),
    )
    title = leader_finding(counts, "area", wording, msgids)
    return part_panel(counts, "area", title, wording.text(N_("Area")), wording, FOLLOW_UP)


def outcomes_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `follow_up_outcomes_df`."""
    msgids = (
        N_("No earlier reaction has an outcome"),
        N_("Most came back after “{name}”: {count} of {base} follow-ups ({percent})"),
        N_("Most came back after {names}: {count} follow-ups each"),
    )
    title = leader_finding(counts, "outcome_before", wording, msgids)
    return part_panel(counts, "outcome_before", title, wording.text(N_("Earlier outcome")), wording, FOLLOW_UP)


def returns_panel(counts: pd.DataFrame, period: Period, wording: Wording) -> Panel:
    """Return the drawing of `returns_df`: the period's reactions that were followed, by how often."""
    count, reactions = int(counts["reactions"].sum()), int(counts["base"].max()) if len(counts) else 0
    several = int(counts.loc[counts["returns"] != "1", "reactions"].sum())
    msgids = (
        N_("None of {reactions} received in {period} had a follow-up"),
        N_("Received in {period} and followed later: {part}"),
    )
    title = part_finding(msgids, count, reactions, percent(count, reactions), period, wording)
    if several:
        title = f"{title}, {wording.text(SEVERAL, count=wording.number(several))}"
    return part_panel(counts, "returns", title, wording.text(N_("How often")), wording)
