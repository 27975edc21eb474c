"""Drawings of what was put right the same day, beside the complaints recorded. No case stands behind a mark."""

from typing import Any

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.compared import compared_bars
from services.charts.comparing import change_words
from services.charts.drawing import Chart, Panel, base, count_axis, finished, month_axis, row_height
from services.charts.monthly import MONTHS_HEIGHT, short_months
from services.charts.theme_words import theme_axis, theme_labels
from services.charts.wording import Wording
from services.figures.shares import percent


def same_day_months_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `same_day_months_df`: filled what was put right at once, outlined what was recorded."""
    months = [wording.label("month", code) for code in counts["month"]]
    sides = {"same_day": wording.text(N_("put right at once")), "recorded": wording.text(N_("recorded"))}
    rows = pd.concat(
        [
            pd.DataFrame(
                {
                    "month": counts["month"],
                    "month_words": months,
                    "side": side,
                    "side_words": words,
                    "count": counts[side].astype("int64"),
                    "share": counts["share_percent"].map(wording.percent),
                }
            )
            for side, words in sides.items()
        ],
        ignore_index=True,
    )
    rows["said"] = [
        f"{month}: {wording.number(count)} {words}"
        for month, words, count in zip(rows["month_words"], rows["side_words"], rows["count"], strict=True)
    ]
    title = _share_finding(counts, wording)
    spec = finished(_month_bars(short_months(counts, wording), wording), rows, wording, MONTHS_HEIGHT)
    table = _table(counts, {wording.text(N_("Month")): months}, wording)
    return Panel(title, spec, table, is_empty=not counts["total"].sum())


def same_day_by_panel(counts: pd.DataFrame, column: str, wording: Wording) -> Panel:
    """Return the drawing of `same_day_by_df` by `channel` or `area`: bars with the share put right at once."""
    seen = counts[(counts["same_day"] > 0) | (counts["previous"].fillna(0) > 0)]
    ordered = seen.sort_values("same_day", ascending=False, kind="stable")
    labels = [wording.label(column, code) for code in ordered[column]]
    title = _leading_finding(ordered, labels, wording)
    all_labels = {wording.field(column): [wording.label(column, code) for code in counts[column]]}
    axis = dict(zip(ordered[column], labels, strict=True))
    return _bars_panel(ordered, axis, labels, title, _table(counts, all_labels, wording), wording)


def same_day_themes_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `same_day_themes_df`: the themes put right at once most often."""
    labels = theme_labels(counts, wording)
    headings = {
        wording.field("area"): [wording.label("area", area) for area in counts["area"]],
        wording.field("theme"): labels,
    }
    title = wording.text(N_("No theme was recorded")) if counts.empty else _leading_finding(counts, labels, wording)
    axis = theme_axis(counts, wording)
    full = theme_labels(counts, wording, with_area=True)
    return _bars_panel(counts, axis, full, title, _table(counts, headings, wording), wording)


def _bars_panel(
    counts: pd.DataFrame, axis: dict[str, str], labels: list[str], title: str, table: pd.DataFrame, wording: Wording
) -> Panel:
    rows = pd.DataFrame(
        {
            "key": list(axis),
            "label": labels,
            "count": counts["same_day"].astype("int64").array,
            "before": counts["previous"].astype("Float64").array,
            "label_at": counts[["same_day", "previous"]].astype("Float64").max(axis=1).astype("float64").array,
            "shown": [
                wording.text(
                    N_("{count} of {base} ({percent})"),
                    count=wording.number(count),
                    base=wording.number(total),
                    percent=wording.percent(share),
                )
                for count, total, share in zip(
                    counts["same_day"], counts["total"], counts["share_percent"], strict=True
                )
            ],
            "compared": [
                change_words(int(count), None if pd.isna(old) else int(old), wording)
                for count, old in zip(counts["same_day"], counts["previous"], strict=True)
            ],
        }
    )
    chart = compared_bars(
        "key",
        axis,
        rows,
        wording,
        axis=wording.text(N_("Put right at once")),
        colour=alt.value(colours.PERIOD.drawn),
        can_click=False,
    )
    return Panel(title, finished(chart, rows, wording, row_height(axis.values(), 48)), table, is_empty=rows.empty)


def _month_bars(months: dict[str, str], wording: Wording) -> Chart:
    heading = wording.text(N_("filled: put right at once · outlined: recorded"))
    x = alt.X("month:O", sort=None, axis=month_axis(months, heading))
    tooltip = [
        alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
        alt.Tooltip("side_words:N", title=wording.text(N_("What"))),
        alt.Tooltip("count:Q", title=wording.text(N_("Complaints")), format=",d"),
        alt.Tooltip("share:N", title=wording.text(N_("Put right at once"))),
    ]
    bars: alt.Chart = (
        base()
        .transform_calculate(place="datum.side === 'same_day' ? 0 : 1")
        .mark_bar(color=colours.PERIOD.drawn, stroke=colours.PERIOD.drawn, strokeWidth=1.5)
        .encode(
            x=x,
            y=alt.Y("count:Q", stack="zero", axis=count_axis(None)),
            order="place:Q",
            fillOpacity=alt.condition("datum.side === 'same_day'", alt.value(1), alt.value(0)),
            detail="side:N",
            tooltip=tooltip,
            description="said:N",
        )
    )
    return bars


def _table(counts: pd.DataFrame, headings: dict[str, list[str]], wording: Wording) -> pd.DataFrame:
    before = wording.text(N_("A year before"))
    compared: dict[str, Any] = {
        before: counts["previous"].array,
        f"{before} (%)": counts["previous_share_percent"].array,
    }
    return pd.DataFrame(
        {
            **headings,
            wording.text(N_("Put right at once")): counts["same_day"].array,
            wording.text(N_("Complaints recorded")): counts["recorded"].array,
            wording.text(N_("Put right at once, in %")): counts["share_percent"].array,
            **(compared if counts["previous"].notna().any() else {}),
        }
    )


def _share_finding(counts: pd.DataFrame, wording: Wording) -> str:
    done, total = int(counts["same_day"].sum()), int(counts["total"].sum())
    if not total:
        return wording.text(N_("No complaint was recorded, and none put right at once"))
    return wording.text(
        N_("Of 100 complaints {share} were put right at once ({count} of {total})"),
        share=wording.number(percent(done, total) or 0),
        count=wording.number(done),
        total=wording.number(total),
    )


def _leading_finding(ordered: pd.DataFrame, labels: list[str], wording: Wording) -> str:
    most = int(ordered["same_day"].max()) if len(ordered) else 0
    if not most:
        return wording.text(N_("Nothing was put right at once"))
    names = [label for label, count in zip(labels, ordered["same_day"], strict=True) if count == most]
    return wording.text(
        N_("Put right at once most often: {names} ({count})"),
        names=wording.listed(names[:3]),
        count=wording.number(most),
    )
