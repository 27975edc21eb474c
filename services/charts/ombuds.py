"""Drawings of the ombuds dashboard: arrivals, share, days to clear, partners and themes."""

from typing import Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.compared import compared_bars, compared_rows, compared_table
from services.charts.comparing import count_finding, days_words
from services.charts.drawing import (
    Panel,
    base,
    count_axis,
    finished,
    month_axis,
    row_height,
)
from services.charts.monthly import MONTHS_HEIGHT, days_lines, days_rows, month_bars, month_rows, short_months
from services.charts.wording import Wording
from services.figures import NONE, Period
from services.figures.clearing import ClearingDays

MOST_THEMES: Final = 10


def arrivals_panel(counts: pd.DataFrame, period: Period, wording: Wording) -> Panel:
    """Return the drawing of `ombuds_months_df`: bars for the period, a dashed line for the year before."""
    rows = month_rows(counts, wording)
    total = int(counts["reactions"].sum())
    old = None if counts["previous"].isna().any() else int(counts["previous"].sum())
    title = count_finding(total, old, wording.period(period), wording)
    is_compared = bool(counts["previous"].notna().any())
    chart = month_bars(short_months(counts, wording), wording, colours.OMBUDS, is_compared=is_compared)
    spec = finished(chart, rows, wording, MONTHS_HEIGHT)
    return Panel(title, spec, months_table(counts, wording), is_empty=not total and not old)


def share_panel(counts: pd.DataFrame, share: str, wording: Wording) -> Panel:
    """Return the drawing of the share of all reactions, month by month; `share` says that of the whole period."""
    rows = month_rows(counts, wording)
    months = short_months(counts, wording)
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
    rows = days_rows(
        counts, "days_to_clear_median", "days_to_clear_p90", "cleared", lambda days: days_words(days, wording), wording
    )
    chart = days_lines(
        short_months(counts, wording),
        wording,
        colours.OMBUDS,
        axis=wording.text(N_("Days to clear")),
        line=wording.text(N_("Cleared")),
        done=wording.text(N_("Cleared cases")),
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
