"""Drawings of the ombuds dashboard: arrivals, share, days to clear, partners and themes."""

from typing import Any, Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.compared import compared_bars, compared_rows, compared_table
from services.charts.comparing import count_finding
from services.charts.drawing import (
    Panel,
    base,
    clicked,
    count_axis,
    dimmed,
    finished,
    legend_of,
    month_axis,
    row_height,
)
from services.charts.wording import Wording
from services.figures import NONE, Period
from services.figures.clearing import ClearingDays

MONTHS_HEIGHT: Final = 240
MOST_THEMES: Final = 10


def arrivals_panel(counts: pd.DataFrame, period: Period, wording: Wording) -> Panel:
    """Return the drawing of `ombuds_months_df`: bars for the period, a dashed line for the year before."""
    rows = _month_rows(counts, wording)
    months = dict(zip(rows["month"], wording.months(list(rows["month"])), strict=True))
    total = int(counts["reactions"].sum())
    old = None if counts["previous"].isna().any() else int(counts["previous"].sum())
    title = count_finding(total, old, wording.period(period), wording)
    mark = clicked("month")
    heading = " · ".join((wording.text(N_("Reactions")), wording.text(N_("dashed: year before"))))
    x = alt.X("month:O", sort=None, axis=month_axis(months, heading))
    tooltip = [
        alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
        alt.Tooltip("count:Q", title=wording.text(N_("Reactions")), format=",d"),
        alt.Tooltip("before:Q", title=wording.text(N_("A year before")), format=",d"),
        alt.Tooltip("share:N", title=wording.text(N_("Share of all reactions"))),
    ]
    bars = (
        base()
        .mark_bar(cursor="pointer", color=colours.OMBUDS.drawn)
        .encode(
            x=x,
            y=alt.Y("count:Q", axis=count_axis(None)),
            opacity=dimmed(mark),
            tooltip=tooltip,
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
        .encode(x=x, y="before:Q", tooltip=tooltip)
    )
    spec = finished(alt.layer(bars, line), rows, wording, MONTHS_HEIGHT)
    return Panel(title, spec, months_table(counts, wording), is_empty=not total and not old)


def share_panel(counts: pd.DataFrame, share: str, wording: Wording) -> Panel:
    """Return the drawing of the share of all reactions, month by month; `share` says that of the whole period."""
    rows = _month_rows(counts, wording)
    months = dict(zip(rows["month"], wording.months(list(rows["month"])), strict=True))
    title = wording.text(N_("Share of all reactions: {share}"), share=share)
    chart = (
        base()
        .transform_filter("isValid(datum.share_percent)")
        .mark_line(color=colours.OMBUDS.drawn, point={"color": colours.OMBUDS.drawn, "size": 45})
        .encode(
            x=alt.X(
                "month:O",
                sort=None,
                axis=month_axis(months, wording.text(N_("Share in %"))),
                scale=alt.Scale(domain=list(months)),
            ),
            y=alt.Y(
                "share_percent:Q",
                axis=count_axis(None),
                scale=alt.Scale(domainMin=0),
            ),
            tooltip=[
                alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
                alt.Tooltip("share:N", title=wording.text(N_("Share of all reactions"))),
                alt.Tooltip("count:Q", title=wording.text(N_("Reactions")), format=",d"),
            ],
            description="said:N",
        )
    )
    spec = finished(chart, rows, wording, MONTHS_HEIGHT)
    return Panel(title, spec, months_table(counts, wording), is_empty=not counts["base"].sum())


def days_panel(counts: pd.DataFrame, days: ClearingDays, wording: Wording) -> Panel:
    """Return the drawing of the days to clear: the median as a line, nine of ten as a dashed one with other points."""
    half, most = wording.text(N_("half within")), wording.text(N_("nine of ten within"))
    months = dict(zip(counts["month"], wording.months(list(counts["month"])), strict=True))
    lines = [("half", half, "days_to_clear_median"), ("most", most, "days_to_clear_p90")]
    rows = pd.concat(
        [
            pd.DataFrame(
                {
                    "month": counts["month"],
                    "month_words": counts["month"].map(lambda code: wording.label("month", code)),
                    "line": line,
                    "line_words": words,
                    "days": counts[column].astype("Float64"),
                    "cleared": counts["cleared"],
                }
            )
            for line, words, column in lines
        ],
        ignore_index=True,
    )
    rows["said"] = [
        f"{month}: {words} {_days(found, wording)}"
        for month, words, found in zip(rows["month_words"], rows["line_words"], rows["days"], strict=True)
    ]
    words_by_line = {line: words for line, words, _ in lines}
    drawn = colours.OMBUDS.drawn
    legend = legend_of(words_by_line, symbolFillColor=drawn, symbolStrokeColor=drawn)
    chart = (
        base()
        .transform_filter("isValid(datum.days)")
        .mark_line(color=drawn, point={"size": 55, "filled": True, "color": drawn})
        .encode(
            x=alt.X(
                "month:O",
                sort=None,
                axis=month_axis(months, wording.text(N_("Days to clear"))),
                scale=alt.Scale(domain=list(months)),
            ),
            y=alt.Y("days:Q", axis=count_axis(None), scale=alt.Scale(domainMin=0)),
            strokeDash=alt.StrokeDash(
                "line:N", scale=alt.Scale(domain=list(words_by_line), range=[[1, 0], [6, 4]]), legend=legend
            ),
            shape=alt.Shape(
                "line:N",
                scale=alt.Scale(domain=list(words_by_line), range=["circle", "triangle-up"]),
                legend=legend,
            ),
            tooltip=[
                alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
                alt.Tooltip("line_words:N", title=wording.text(N_("Cleared"))),
                alt.Tooltip("days:Q", title=wording.text(N_("Days")), format=",.1~f"),
                alt.Tooltip("cleared:Q", title=wording.text(N_("Cleared cases")), format=",d"),
            ],
            description="said:N",
        )
    )
    title = _days_finding(days, wording)
    spec = finished(chart, rows, wording, MONTHS_HEIGHT)
    return Panel(title, spec, months_table(counts, wording), is_empty=not days.cleared)


def partners_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `ombuds_partners_df`: the partners that occur, most frequent first."""
    seen = counts[(counts["reactions"] > 0) | (counts["previous"].fillna(0) > 0) | (counts["open"] > 0)]
    ordered = seen.assign(is_none=seen["partner"] == NONE).sort_values(
        ["is_none", "reactions"], ascending=[True, False], kind="stable"
    )
    rows = compared_rows(ordered, "partner", "reactions", wording)
    labels = dict(zip(rows["partner"], rows["label"], strict=True))
    chart = compared_bars(
        "partner",
        labels,
        rows,
        wording,
        axis=wording.text(N_("Reactions")),
        colour=alt.value(colours.OMBUDS.drawn),
    )
    title = _partners_finding(ordered, labels, wording)
    table = compared_table(ordered, {wording.text(N_("Partner")): list(rows["label"])}, "reactions", wording)
    table.insert(2, wording.text(N_("Open today")), ordered["open"].to_numpy())
    spec = finished(chart, rows, wording, row_height(labels.values(), 48))
    return Panel(title, spec, table, is_empty=rows.empty)


def themes_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `ombuds_themes_df`: the most frequent themes; the table has them all."""
    all_labels = [
        wording.label("theme", theme, area) for theme, area in zip(counts["theme"], counts["area"], strict=True)
    ]
    shown = counts[counts["theme"] != NONE].head(MOST_THEMES)
    rows = compared_rows(shown, "theme", "concerns", wording).assign(
        area=list(shown["area"]),
        label=[
            f"{wording.label('theme', theme, area)} ({wording.label('area', area)})"
            for theme, area in zip(shown["theme"], shown["area"], strict=True)
        ],
        key=[" ".join(codes) for codes in zip(shown["area"], shown["theme"], strict=True)],
    )
    short = [wording.label("theme", theme, area) for theme, area in zip(shown["theme"], shown["area"], strict=True)]
    chart = compared_bars(
        "key",
        dict(zip(rows["key"], short, strict=True)),
        rows,
        wording,
        axis=wording.text(N_("Concerns")),
        colour=alt.value(colours.OMBUDS.drawn),
        fields=("area", "theme"),
    )
    title = _themes_finding(shown, list(rows["label"]), wording)
    headings = {
        wording.text(N_("Area")): [wording.label("area", code) for code in counts["area"]],
        wording.text(N_("Theme")): all_labels,
    }
    table = compared_table(counts, headings, "concerns", wording)
    spec = finished(chart, rows, wording, row_height(short, 48))
    return Panel(title, spec, table, is_empty=rows.empty)


def months_table(counts: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    """Return everything that is known of each month under headings people read."""
    headings = {wording.text(N_("Month")): [wording.label("month", code) for code in counts["month"]]}
    return compared_table(counts, headings, "reactions", wording).assign(
        **{
            wording.text(N_("Cleared")): counts["cleared"].array,
            wording.text(N_("Days to clear, half within")): counts["days_to_clear_median"].array,
            wording.text(N_("Days to clear, nine of ten within")): counts["days_to_clear_p90"].array,
        }
    )


def _month_rows(counts: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "month": counts["month"],
            "month_words": counts["month"].map(lambda code: wording.label("month", code)),
            "count": counts["reactions"],
            "before": counts["previous"].astype("Float64"),
            "share_percent": counts["share_percent"],
            "share": counts["share_percent"].map(wording.percent),
        }
    )
    rows["said"] = [
        f"{month}: {wording.number(count)} ({share})"
        for month, count, share in zip(rows["month_words"], rows["count"], rows["share"], strict=True)
    ]
    return rows


def _days(days: Any, wording: Wording) -> str:
    return "–" if pd.isna(days) else wording.count("{count} day", "{count} days", float(days))


def _days_finding(days: ClearingDays, wording: Wording) -> str:
    if days.median is None or days.p90 is None:
        return wording.text(N_("Nothing of the period is cleared yet"))
    half, most = _after(days.median, wording), _after(days.p90, wording)
    if days.cleared == 1:
        return wording.text(N_("One case is cleared: {half}"), half=half)
    if days.median == days.p90:
        return wording.text(N_("Half of the cases and nine of ten were cleared {half}"), half=half)
    return wording.text(N_("Half of the cases were cleared {half}, nine of ten {most}"), half=half, most=most)


def _after(days: float, wording: Wording) -> str:
    return wording.count("after {count} day", "after {count} days", days) if days else wording.text(N_("the same day"))


def _partners_finding(counts: pd.DataFrame, labels: dict[str, str], wording: Wording) -> str:
    total = int(counts["reactions"].sum())
    named = counts[counts["partner"] != NONE]
    most = int(named["reactions"].max()) if len(named) else 0
    if not total:
        return wording.text(N_("No reaction came to the ombuds office"))
    if not most:
        return wording.text(N_("No reaction was brought by a partner"))
    leaders = named[named["reactions"] == most]
    names = [labels[code] for code in leaders["partner"]]
    if len(names) > 3:
        brought = int(named["reactions"].sum())
        return wording.text(
            N_("Partners brought {count} of {total} reactions"),
            count=wording.number(brought),
            total=wording.number(total),
        )
    msgid = N_("{names} brought most: {count} of {total} reactions ({percent})")
    if len(names) > 1:
        msgid = N_("{names} brought most: {count} each of {total} reactions ({percent})")
    return wording.text(
        msgid,
        names=wording.listed(names),
        count=wording.number(most),
        total=wording.number(total),
        percent=wording.percent(float(leaders["share_percent"].iloc[0])),
    )


def _themes_finding(counts: pd.DataFrame, labels: list[str], wording: Wording) -> str:
    most = int(counts["concerns"].max()) if len(counts) else 0
    if not most:
        return wording.text(N_("No theme was recorded"))
    leaders = counts[counts["concerns"] == most]
    names = labels[: len(leaders)]
    msgid = N_("Most frequent theme: {names}, {count} of {total} concerns")
    if len(names) > 1:
        msgid = N_("Most frequent themes: {names}, {count} each of {total} concerns")
    total = wording.number(int(counts["base"].iloc[0]))
    return wording.text(msgid, names=wording.listed(names[:3]), count=wording.number(most), total=total)
