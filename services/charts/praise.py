"""Drawings of praise: by area, by month, beside the complaints, and whether it was talked over."""

from dataclasses import replace

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.compared import compared_bars, compared_rows, compared_table
from services.charts.comparing import change_words
from services.charts.counted import PRAISE, counted, heading_of, nothing_of, part_of
from services.charts.drawing import Panel, finished, row_height
from services.charts.monthly import MONTHS_HEIGHT, month_bars, month_line, month_rows, short_months
from services.charts.themes import areas_panel
from services.charts.wording import Wording
from services.figures import NONE
from services.figures.shares import percent


def praise_areas_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `areas_df` of praise: the most praised area first, a stroke where each was before."""
    return replace(areas_panel(counts, wording, kind=PRAISE), title=_areas_finding(counts, wording))


def praise_months_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `praise_months_df`: bars for the months, a dashed line for those of the other period."""
    rows = month_rows(counts, wording, unit="concerns").assign(kind=PRAISE)
    heading = heading_of(PRAISE, wording)
    chart = month_bars(
        short_months(counts, wording),
        wording,
        colours.PERIOD,
        ("kind", "month"),
        is_compared=bool(counts["previous"].notna().any()),
        counted=heading,
        share=wording.text(N_("Share of all praise")),
    )
    spec = finished(chart, rows, wording, MONTHS_HEIGHT)
    is_empty = not counts["concerns"].sum() and not counts["previous"].fillna(0).sum()
    return Panel(_months_finding(counts, wording), spec, _months_table(counts, wording), is_empty=is_empty)


def praise_ratio_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of the praise that comes in for each hundred complaints, month by month."""
    heading = wording.text(N_("Praise for each 100 complaints"))
    rows = pd.DataFrame(
        {
            "kind": PRAISE,
            "month": counts["month"],
            "month_words": [wording.label("month", code) for code in counts["month"]],
            "ratio": counts["per_100_complaints"],
            "shown": [_ratio_words(ratio, wording) for ratio in counts["per_100_complaints"]],
        }
    )
    rows["said"] = [f"{month}: {shown}" for month, shown in zip(rows["month_words"], rows["shown"], strict=True)]
    chart = month_line(
        short_months(counts, wording), wording, share="ratio", axis=heading, said=heading, fields=("kind", "month")
    )
    praises, complaints = int(counts["concerns"].sum()), int(counts["complaints"].sum())
    title = wording.text(N_("No complaint to set the praise beside"))
    if complaints:
        title = wording.text(
            N_("{ratio} for each 100 complaints ({praises} beside {complaints})"),
            ratio=_ratio_words(percent(praises, complaints), wording),
            praises=wording.number(praises),
            complaints=counted("complaint", complaints, wording),
        )
    spec = finished(chart, rows, wording, MONTHS_HEIGHT)
    return Panel(title, spec, _months_table(counts, wording), is_empty=not complaints)


def talked_over_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `talked_over_df`: how much of each area's praise was talked over with the person named."""
    labels = {code: wording.label("area", code) for code in counts["area"]}
    rows = compared_rows(counts, "area", "concerns", wording).assign(
        kind=PRAISE,
        is_talked_over=True,
        shown=[
            wording.text(N_("{count} of {base}"), count=wording.number(count), base=wording.number(base_count))
            for count, base_count in zip(counts["concerns"], counts["base"], strict=True)
        ],
    )
    heading = wording.text(N_("Talked over"))
    chart = compared_bars(
        "area",
        labels,
        rows,
        wording,
        axis=heading,
        colour=alt.value(colours.PERIOD.drawn),
        fields=("kind", "is_talked_over", "area"),
    )
    table = compared_table(counts, {wording.field("area"): list(labels.values())}, "concerns", wording, counted=heading)
    table.insert(2, heading_of(PRAISE, wording), counts["base"].to_numpy())
    done, total = int(counts["concerns"].sum()), int(counts["base"].sum())
    title = nothing_of(PRAISE, wording)
    if total:
        share = part_of(done, PRAISE, total, percent(done, total), wording)
        title = wording.text(N_("Talked over with the person named: {share}"), share=share)
    return Panel(title, finished(chart, rows, wording, row_height(labels.values(), 48)), table, is_empty=not total)


def _months_table(counts: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    headings = {wording.text(N_("Month")): [wording.label("month", code) for code in counts["month"]]}
    table = compared_table(counts, headings, "concerns", wording, counted=heading_of(PRAISE, wording))
    return table.assign(
        **{
            heading_of("complaint", wording): counts["complaints"].to_numpy(),
            wording.text(N_("Praise for each 100 complaints")): counts["per_100_complaints"].array,
        }
    )


def _months_finding(counts: pd.DataFrame, wording: Wording) -> str:
    most = int(counts["concerns"].max()) if len(counts) else 0
    if not most:
        return nothing_of(PRAISE, wording)
    months = [wording.label("month", code) for code in counts.loc[counts["concerns"] == most, "month"]]
    if len(months) > 3:
        return wording.text(N_("Praise by month: {count} at most"), count=wording.number(most))
    msgid = N_("Most praise: {months} ({count} each)") if len(months) > 1 else N_("Most praise: {months} ({count})")
    return wording.text(msgid, months=wording.listed(months), count=wording.number(most))


def _ratio_words(ratio: float | None, wording: Wording) -> str:
    return "–" if pd.isna(ratio) else wording.count("{count} praise", "{count} praises", float(ratio))


def _areas_finding(counts: pd.DataFrame, wording: Wording) -> str:
    total = int(counts["concerns"].sum())
    old = None if counts["previous"].isna().any() else int(counts["previous"].sum())
    if not total:
        return nothing_of(PRAISE, wording)
    compared = change_words(total, old, wording)
    said = f"{counted(PRAISE, total, wording)}, {compared}" if compared else counted(PRAISE, total, wording)
    named = counts[counts["area"] != NONE]
    most = int(named["concerns"].max()) if len(named) else 0
    if not most:
        return said
    leaders = wording.listed([wording.label("area", code) for code in named.loc[named["concerns"] == most, "area"]])
    return wording.text(N_("{praises}; most often: {names}"), praises=said, names=leaders)
