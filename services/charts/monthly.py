"""Drawings by month: bars beside the year before, and the days within which half and nine of ten were done."""

from collections.abc import Callable, Mapping
from typing import Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.colours import Colour
from services.charts.drawing import Chart, base, clicked, count_axis, dimmed, legend_of, month_axis
from services.charts.wording import Wording

MONTHS_HEIGHT: Final = 240
HALF, MOST = N_("half within"), N_("nine of ten within")


def month_rows(counts: pd.DataFrame, wording: Wording, *, unit: str = "reactions") -> pd.DataFrame:
    """Return the rows of a compared frame of months as `month_bars` draws them; `unit` is its column of counts."""
    rows = pd.DataFrame(
        {
            "month": counts["month"],
            "month_words": counts["month"].map(lambda code: wording.label("month", code)),
            "count": counts[unit],
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


def short_months(counts: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """Return the months of a frame with what an axis calls them."""
    return dict(zip(counts["month"], wording.months(list(counts["month"])), strict=True))


def month_bars(
    months: Mapping[str, str],
    wording: Wording,
    colour: Colour,
    fields: tuple[str, ...] = ("month",),
    *,
    is_compared: bool = True,
    counted: str = "",
    share: str = "",
) -> Chart:
    """Return bars for the months of a period, and a dashed line for those it is compared with.

    `counted` says what is counted and `share` of what, where these are no reactions.
    """
    mark = clicked(*fields)
    counted = counted or wording.text(N_("Reactions"))
    heading = months_heading(wording, is_compared=is_compared, counted=counted)
    x = alt.X("month:O", sort=None, axis=month_axis(months, heading))
    tooltip = [
        alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
        alt.Tooltip("count:Q", title=counted, format=",d"),
        *([alt.Tooltip("before:Q", title=wording.text(N_("A year before")), format=",d")] if is_compared else []),
        alt.Tooltip("share:N", title=share or wording.text(N_("Share of all reactions"))),
    ]
    bars = (
        base()
        .mark_bar(cursor="pointer", color=colour.drawn)
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
    return alt.layer(bars, *([line] if is_compared else []))


def months_heading(wording: Wording, *, is_compared: bool, counted: str = "") -> str:
    """Return what bars by month count (else reactions), and what the dashed line is where there is one."""
    said = counted or wording.text(N_("Reactions"))
    return " · ".join((said, wording.text(N_("dashed: year before")))) if is_compared else said


def month_line(
    months: Mapping[str, str], wording: Wording, *, share: str, axis: str, said: str, fields: tuple[str, ...]
) -> Chart:
    """Return a line with points through the column `share` of each month; months without one are left out.

    `axis` heads it, `said` what stands in the column `shown`; a click chooses the codes in `fields`.
    """
    mark = clicked(*fields)
    x = alt.X("month:O", sort=None, axis=month_axis(months, axis), scale=alt.Scale(domain=list(months)))
    y = alt.Y(f"{share}:Q", axis=count_axis(None), scale=alt.Scale(domainMin=0))
    given = base().transform_filter(f"isValid(datum.{share})")
    points = (
        given.mark_point(cursor="pointer", color=colours.PERIOD.drawn, filled=True, size=70)
        .encode(
            x=x,
            y=y,
            opacity=dimmed(mark),
            tooltip=[
                alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
                alt.Tooltip("shown:N", title=said),
            ],
            description="said:N",
        )
        .add_params(mark)
    )
    return alt.layer(points, given.mark_line(color=colours.PERIOD.drawn).encode(x=x, y=y))


def days_rows(
    counts: pd.DataFrame, half: str, most: str, done: str, said: Callable[[float], str], wording: Wording
) -> pd.DataFrame:
    """Return the rows of `days_lines`: of the columns `half` and `most` of each month, with `done` of it.

    `said` says so many days.
    """
    lines = [("half", wording.text(HALF), half), ("most", wording.text(MOST), most)]
    rows = pd.concat(
        [
            pd.DataFrame(
                {
                    "month": counts["month"],
                    "month_words": counts["month"].map(lambda code: wording.label("month", code)),
                    "line": line,
                    "line_words": words,
                    "days": counts[column].astype("Float64"),
                    "done": counts[done],
                }
            )
            for line, words, column in lines
        ],
        ignore_index=True,
    )
    rows["said"] = [
        f"{month}: {words} {'–' if pd.isna(found) else said(float(found))}"
        for month, words, found in zip(rows["month_words"], rows["line_words"], rows["days"], strict=True)
    ]
    return rows


def days_lines(
    months: Mapping[str, str], wording: Wording, colour: Colour, *, axis: str, line: str, done: str
) -> Chart:
    """Return the median as a line, nine of ten as a dashed one with other points; the words are headings."""
    words = {"half": wording.text(HALF), "most": wording.text(MOST)}
    drawn = colour.drawn
    legend = legend_of(words, symbolFillColor=drawn, symbolStrokeColor=drawn)
    chart: alt.Chart = (
        base()
        .transform_filter("isValid(datum.days)")
        .mark_line(color=drawn, point={"size": 55, "filled": True, "color": drawn})
        .encode(
            x=alt.X("month:O", sort=None, axis=month_axis(months, axis), scale=alt.Scale(domain=list(months))),
            y=alt.Y("days:Q", axis=count_axis(None), scale=alt.Scale(domainMin=0)),
            strokeDash=alt.StrokeDash(
                "line:N", scale=alt.Scale(domain=list(words), range=[[1, 0], [6, 4]]), legend=legend
            ),
            shape=alt.Shape(
                "line:N", scale=alt.Scale(domain=list(words), range=["circle", "triangle-up"]), legend=legend
            ),
            tooltip=[
                alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
                alt.Tooltip("line_words:N", title=line),
                alt.Tooltip("days:Q", title=wording.text(N_("Days")), format=",.1~f"),
                alt.Tooltip("done:Q", title=done, format=",d"),
            ],
            description="said:N",
        )
    )
    return chart
