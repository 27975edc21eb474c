"""Drawings of how complaints were cleared: kind, way, alternatives looked at, what they were called and handled as."""

from typing import Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.cells import cells_chart
from services.charts.compared import compared_bars, compared_rows, compared_table
from services.charts.counted import COMPLAINT, heading_of, nothing_of, out_of, part_of
from services.charts.drawing import Panel, finished, row_height
from services.charts.wording import Wording
from services.figures import NONE

WHOLE: Final[dict[str, dict[str, str | bool]]] = {
    "cleared_by": {"is_cleared": True},
    "alternatives": {"is_closed": True, "is_refused": True},
}  # of which reactions each is a part


def clearing_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `complaints_df` by kind of clearing: new facts, own error, explained."""
    known = counts[counts["clearing_kind"] != NONE]
    title = _leading(known, "clearing_kind", "concerns", int(counts["concerns"].sum()), wording)
    return listed_panel(counts, "clearing_kind", "concerns", title, wording)


def clearing_ways_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `clearing_ways_df`: in person, by telephone, by e-mail, by letter."""
    known = counts[counts["cleared_by"] != NONE]
    title = _leading(known, "cleared_by", "reactions", int(counts["reactions"].sum()), wording)
    return listed_panel(counts, "cleared_by", "reactions", title, wording)


def alternatives_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `alternatives_df`: what was looked at where the wish was refused."""
    total = int(counts["reactions"].sum())
    title = wording.text(N_("No closed case in which a wish was refused"))
    if total:
        looked = int(counts.loc[counts["alternatives"] != NONE, "reactions"].sum())
        title = wording.text(
            N_("Alternatives looked at: in {count} of {total} closed cases in which a wish was refused"),
            count=wording.number(looked),
            total=wording.number(total),
        )
    return listed_panel(counts, "alternatives", "reactions", title, wording)


def named_treated_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `named_treated_df`: a small table of what it was called and what it was handled as."""
    used = counts["concerns"].groupby(counts["named_as"]).transform("sum").gt(0)
    across = counts["concerns"].groupby(counts["complaint_type"]).transform("sum").gt(0)
    shown = counts[used & across]
    columns = {code: wording.label("complaint_type", code) for code in dict.fromkeys(shown["complaint_type"])}
    lines = {code: wording.label("named_as", code) for code in dict.fromkeys(shown["named_as"])}
    rows = pd.DataFrame(
        {
            "kind": COMPLAINT,
            "named_as": shown["named_as"],
            "complaint_type": shown["complaint_type"],
            "count": shown["concerns"],
            "row_words": shown["named_as"].map(lines),
            "column_words": shown["complaint_type"].map(columns),
        }
    )
    chart, rows = cells_chart(
        rows,
        ("complaint_type", columns, wording.field("complaint_type")),
        ("named_as", lines, wording.field("named_as")),
        heading_of(COMPLAINT, wording),
        ("kind", "named_as", "complaint_type"),
        wording,
    )
    headings = {
        wording.field("named_as"): [wording.label("named_as", code) for code in counts["named_as"]],
        wording.field("complaint_type"): [wording.label("complaint_type", code) for code in counts["complaint_type"]],
    }
    table = compared_table(counts, headings, "concerns", wording, counted=heading_of(COMPLAINT, wording))
    named = counts[(counts["named_as"] != NONE) & (counts["complaint_type"] != NONE)]
    total = int(named["concerns"].sum())
    other = int(named.loc[named["named_as"] != named["complaint_type"], "concerns"].sum())
    title = wording.text(N_("What customers called it was not noted"))
    if total:
        title = wording.text(
            N_("Treated as something else than it was called: {count} {of_all}"),
            count=wording.number(other),
            of_all=out_of(COMPLAINT, total, wording),
        )
    return Panel(title, finished(chart, rows, wording, len(lines) * 34 + 110), table, is_empty=not total)


def listed_panel(counts: pd.DataFrame, column: str, unit: str, title: str, wording: Wording) -> Panel:
    """Return bars in the order of the list; what all are part of stands beside each for a click."""
    is_empty_none = (counts[column] == NONE) & (counts[unit] == 0) & (counts["previous"].fillna(0) == 0)
    rows = compared_rows(counts[~is_empty_none], column, unit, wording)
    whole: dict[str, str | bool] = {"kind": COMPLAINT} if unit == "concerns" else WHOLE[column]
    rows = rows.assign(**whole)
    labels = dict(zip(rows[column], rows["label"], strict=True))
    heading = heading_of(COMPLAINT, wording) if unit == "concerns" else wording.text(N_("Reactions"))
    chart = compared_bars(
        column, labels, rows, wording, axis=heading, colour=alt.value(colours.PERIOD.drawn), fields=(*whole, column)
    )
    table = compared_table(
        counts,
        {wording.field(column): [wording.label(column, code) for code in counts[column]]},
        unit,
        wording,
        counted=heading,
    )
    spec = finished(chart, rows, wording, row_height(labels.values(), 48))
    return Panel(title, spec, table, is_empty=not counts[unit].sum())


def _leading(known: pd.DataFrame, column: str, unit: str, total: int, wording: Wording) -> str:
    most = int(known[unit].max()) if len(known) else 0
    kind = COMPLAINT if unit == "concerns" else "reactions"
    if not total:
        return nothing_of(COMPLAINT, wording) if unit == "concerns" else wording.text(N_("No reaction was cleared yet"))
    if not most:
        return wording.text(N_("{heading}: not given"), heading=wording.field(column))
    leaders = known[known[unit] == most]
    names = wording.listed([wording.label(column, code) for code in leaders[column]])
    share = float(leaders["share_percent"].iloc[0])
    shown = part_of(most, kind, total, share, wording, each=len(leaders) > 1)
    return wording.text(N_("Most often: {names}, {share}"), names=names, share=shown)
