"""Drawings of the channels dashboard: how often each way is used, month by month, and what for."""

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.channel_findings import areas_finding, channels_finding, themes_finding
from services.charts.compared import compared_bars, compared_rows, compared_table
from services.charts.comparing import count_finding
from services.charts.drawing import (
    Chart,
    Panel,
    base,
    category_axis,
    clicked,
    count_axis,
    dimmed,
    finished,
    labels_of,
    legend_of,
    month_axis,
    row_height,
)
from services.charts.monthly import months_heading
from services.charts.wording import Wording
from services.figures import Period

MONTHS_HEIGHT = 260


def channels_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `channels_df`: bars in the channels' colours, a stroke where the year before was."""
    rows = compared_rows(counts, "channel", "reactions", wording)
    labels = dict(zip(rows["channel"], rows["label"], strict=True))
    title = channels_finding(counts, labels, wording)
    chart = compared_bars(
        "channel",
        labels,
        rows,
        wording,
        axis=wording.text(N_("Reactions")),
        colour=alt.Color("channel:N", scale=colours.channel_scale(labels), legend=None),
    )
    spec = finished(chart, rows, wording, row_height(labels.values(), 48))
    table = compared_table(counts, {wording.text(N_("Channel")): list(labels.values())}, "reactions", wording)
    return Panel(title, spec, table, is_empty=not counts["reactions"].sum())


def months_panel(counts: pd.DataFrame, channel: str | None, period: Period, wording: Wording) -> Panel:
    """Return the drawing of `channel_months_df`: stacked bars by channel, a dashed line for the year before."""
    rows_df = counts if channel is None else counts[counts["channel"] == channel]
    months = list(dict.fromkeys(rows_df["month"]))
    short = dict(zip(months, wording.months(months), strict=True))
    labels = {code: wording.label("channel", code) for code in dict.fromkeys(rows_df["channel"])}
    order = {code: place for place, code in enumerate(labels)}
    before = rows_df.groupby("month")["previous"].sum(min_count=1)
    first = next(iter(labels), "")
    rows = pd.DataFrame(
        {
            "month": rows_df["month"],
            "channel": rows_df["channel"],
            "count": rows_df["reactions"],
            "place": rows_df["channel"].map(order),
            # Once in each month, not once for each channel.
            "before": rows_df["month"].map(before).where(rows_df["channel"] == first).astype("Float64"),
            "label": rows_df["channel"].map(labels),
            "month_words": rows_df["month"].map(lambda code: wording.label("month", code)),
            "share": rows_df["share_percent"].map(wording.percent),
        }
    )
    rows["said"] = [
        f"{month}, {label}: {wording.number(count)}"
        for month, label, count in zip(rows["month_words"], rows["label"], rows["count"], strict=True)
    ]
    total = int(rows_df["reactions"].sum())
    old = None if rows_df["previous"].isna().any() else int(rows_df["previous"].sum())
    name = f"{labels[channel]}, " if channel in labels else ""
    title = count_finding(total, old, f"{name}{wording.period(period)}", wording)
    is_compared = bool(rows_df["previous"].notna().any())
    spec = finished(_month_bars(short, labels, wording, is_compared), rows, wording, MONTHS_HEIGHT)
    headings = {
        wording.text(N_("Month")): list(rows["month_words"]),
        wording.text(N_("Channel")): list(rows["label"]),
    }
    table = compared_table(rows_df, headings, "reactions", wording)
    return Panel(title, spec, table, is_empty=not total and not old)


def areas_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `channel_areas_df`: each channel's concerns by area, the numbers in their cells."""
    used = counts.groupby("channel")["concerns"].transform("sum").gt(0) & counts.groupby("area")["concerns"].transform(
        "sum"
    ).gt(0)
    rows_df = counts[used]
    channels = {code: wording.label("channel", code) for code in dict.fromkeys(rows_df["channel"])}
    areas = {code: wording.label("area", code) for code in dict.fromkeys(rows_df["area"])}
    most = max(int(rows_df["concerns"].max()) if len(rows_df) else 0, 1)
    rows = pd.DataFrame(
        {
            "channel": rows_df["channel"],
            "area": rows_df["area"],
            "count": rows_df["concerns"],
            "strength": rows_df["concerns"] / most,
            "shown": rows_df["concerns"].map(wording.number),
            "channel_words": rows_df["channel"].map(channels),
            "area_words": rows_df["area"].map(areas),
            "share": rows_df["share_percent"].map(wording.percent),
        }
    )
    rows["said"] = [
        f"{channel}, {area}: {shown}"
        for channel, area, shown in zip(rows["channel_words"], rows["area_words"], rows["shown"], strict=True)
    ]
    title = areas_finding(rows, int(counts["concerns"].sum()), wording)
    spec = finished(_cells(channels, areas, wording), rows, wording, len(areas) * 30 + 70)
    headings = {
        wording.text(N_("Channel")): [wording.label("channel", code) for code in counts["channel"]],
        wording.text(N_("Area")): [wording.label("area", code) for code in counts["area"]],
    }
    table = compared_table(counts, headings, "concerns", wording)
    return Panel(title, spec, table, is_empty=rows.empty)


def themes_panel(counts: pd.DataFrame, channel: str | None, wording: Wording) -> Panel:
    """Return the drawing of `channel_themes_df`: each channel's most frequent themes, or those of one channel."""
    rows_df = counts if channel is None else counts[counts["channel"] == channel]
    places = {code: place for place, code in enumerate(wording.lists.codes("channel"))}
    rows_df = rows_df.sort_values("channel", key=lambda codes: codes.map(places), kind="stable")
    labels = [
        wording.label("theme", theme, area) for theme, area in zip(rows_df["theme"], rows_df["area"], strict=True)
    ]
    names = [wording.label("channel", code) for code in rows_df["channel"]]
    rows = compared_rows(rows_df, "theme", "concerns", wording).assign(
        channel=list(rows_df["channel"]),
        area=list(rows_df["area"]),
        label=labels if channel else [f"{name}: {label}" for name, label in zip(names, labels, strict=True)],
        key=[" ".join(codes) for codes in zip(rows_df["channel"], rows_df["area"], rows_df["theme"], strict=True)],
    )
    lines = labels if channel else [f"{name}\n{label}" for name, label in zip(names, labels, strict=True)]
    axis = dict(zip(rows["key"], lines, strict=True))
    chart = compared_bars(
        "key",
        axis,
        rows,
        wording,
        axis=wording.text(N_("Concerns")),
        colour=alt.Color("channel:N", scale=colours.channel_scale(dict.fromkeys(rows_df["channel"])), legend=None),
        fields=("channel", "area", "theme"),
    )
    title = themes_finding(rows_df, labels, names, channel, wording)
    headings = {
        wording.text(N_("Channel")): names,
        wording.text(N_("Area")): [wording.label("area", code) for code in rows_df["area"]],
        wording.text(N_("Theme")): labels,
    }
    table = compared_table(rows_df, headings, "concerns", wording)
    spec = finished(chart, rows, wording, row_height(lines, 48))
    return Panel(title, spec, table, is_empty=rows.empty)


def _month_bars(months: dict[str, str], labels: dict[str, str], wording: Wording, is_compared: bool) -> Chart:
    mark = clicked("month", "channel")
    x = alt.X("month:O", sort=None, axis=month_axis(months, months_heading(wording, is_compared=is_compared)))
    bars = (
        base()
        .mark_bar(cursor="pointer")
        .encode(
            x=x,
            y=alt.Y("count:Q", stack="zero", axis=count_axis(None)),
            color=alt.Color(
                "channel:N",
                scale=colours.channel_scale(labels),
                legend=legend_of(labels, columns=3, labelLimit=130, symbolType="square"),
            ),
            order="place:Q",
            opacity=dimmed(mark),
            tooltip=[
                alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
                alt.Tooltip("label:N", title=wording.text(N_("Channel"))),
                alt.Tooltip("count:Q", title=wording.text(N_("Reactions")), format=",d"),
                alt.Tooltip("share:N", title=wording.text(N_("Share"))),
            ],
            description="said:N",
        )
        .add_params(mark)
    )
    line = (
        base()
        .transform_filter("isValid(datum.before)")
        .mark_line(
            color=colours.BEFORE.drawn,
            strokeDash=[5, 4],
            point={"color": colours.BEFORE.drawn, "size": 26, "aria": False},
        )
        .encode(
            x=x,
            y="before:Q",
            tooltip=[
                alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
                alt.Tooltip("before:Q", title=wording.text(N_("A year before")), format=",d"),
            ],
        )
    )
    return alt.layer(bars, *([line] if is_compared else []))


def _cells(channels: dict[str, str], areas: dict[str, str], wording: Wording) -> Chart:
    mark = clicked("channel", "area")
    x = alt.X(
        "channel:N",
        sort=None,
        axis=alt.Axis(
            title=None,
            orient="top",
            labelExpr=labels_of(channels),
            labelAngle=-40,
            labelOverlap=False,
            labelAlign="left",
            labelLimit=110,
            ticks=False,
            domain=False,
        ),
    )
    y = alt.Y("area:N", sort=None, axis=category_axis(areas))
    cells = (
        base()
        .mark_rect(cursor="pointer", color=colours.PERIOD.drawn, stroke=colours.PAGE.drawn, strokeWidth=1)
        .encode(
            x=x,
            y=y,
            opacity=alt.Opacity("strength:Q", scale=alt.Scale(domain=[0, 1], range=[0.04, 1]), legend=None),
            tooltip=[
                alt.Tooltip("channel_words:N", title=wording.text(N_("Channel"))),
                alt.Tooltip("area_words:N", title=wording.text(N_("Area"))),
                alt.Tooltip("shown:N", title=wording.text(N_("Concerns"))),
                alt.Tooltip("share:N", title=wording.text(N_("Share of the channel"))),
            ],
            description="said:N",
        )
        .add_params(mark)
    )
    strong = alt.condition("datum.strength > 0.55", alt.value(colours.PAGE.drawn), alt.value(colours.TEXT.drawn))
    numbers = base().mark_text(cursor="pointer").encode(x=x, y=y, text="shown:N", color=strong)
    return alt.layer(cells, numbers)
