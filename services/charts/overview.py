"""The lines of the overview in one picture, to be taken along: each with its name, its least, its most and its last."""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.drawing import Chart, Panel, base, finished, month_axis
from services.charts.sparkline import Spark, bounds_of, drawn_line, ends_of, spark_rows, target_rule
from services.charts.wording import Wording

BAND_PIXELS, AROUND_PIXELS = 92, 44
NAME_AT, SAID_AT, LINE_AT, LINE_PART = 0.1, 0.28, 0.94, 0.52  # of a band, from its top


def overview_panel(
    months: pd.DataFrame,
    sparks: Sequence[Spark],
    period_months: Sequence[str],
    table: pd.DataFrame,
    period_words: str,
    wording: Wording,
) -> Panel:
    """Return the lines below each other; `table` has the numbers behind them.

    `months` are those of `overview_months_df`; each line fills its own band, from 0 (a share with a target: from a
    little below) to its most.
    """
    parts = [_band(place, months, spark, period_months, wording) for place, spark in enumerate(sparks)]
    rows = pd.concat(parts, ignore_index=True)
    codes = list(months["month"])
    first, last = (wording.label("month", codes[place]) for place in (0, -1))
    title = wording.text(N_("The numbers of the overview by month, {first} to {last}"), first=first, last=last)
    axis_title = wording.text(N_("solid: {period}; without months that can still change"), period=period_words)
    spec = finished(
        _bands(codes, len(sparks), axis_title, wording), rows, wording, len(sparks) * BAND_PIXELS + AROUND_PIXELS
    )
    return Panel(title, spec, table, is_empty=not rows["value"].fillna(0).any())


def _band(
    place: int, months: pd.DataFrame, spark: Spark, period_months: Sequence[str], wording: Wording
) -> pd.DataFrame:
    """Return the rows of one line; the first one carries what is written above it."""
    rows = spark_rows(months, spark, period_months, wording)
    low, high = bounds_of(rows, spark)

    def at(value: float) -> float:
        return place + LINE_AT - LINE_PART * (value - low) / (high - low)

    name = wording.text(spark.name)
    target = spark.target_percent
    if target is not None:
        name = wording.text(
            N_("{name}, dashed: the target of {target}"), name=name, target=wording.whole_percent(target)
        )
    ends = ends_of(rows)
    said = wording.text(N_("nothing yet"))
    if ends is not None:
        said = wording.text(N_("least {low}; most {high}; last {last}"), low=ends[1], high=ends[2], last=ends[3])
    is_first = rows.index == 0
    return rows.assign(
        place=float(place),
        at=[at(value) for value in rows["value"]],
        target=None if target is None else at(target),
        name=pd.Series(is_first).map({True: name, False: ""}),
        about=pd.Series(is_first).map({True: said, False: ""}),
    )


def _bands(months: Sequence[str], count: int, axis_title: str, wording: Wording) -> Chart:
    labels = dict(zip(months, wording.months(months), strict=True))
    x = alt.X("month:O", sort=None, scale=alt.Scale(domain=list(months)), axis=month_axis(labels, axis_title))
    scale = alt.Scale(domain=[count, 0], nice=False, zero=False)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=None, scale=scale)

    targets = target_rule().transform_filter("isValid(datum.target) && datum.name != ''").encode(y=y("target"))
    names, abouts = (_written(field, offset, y) for field, offset in (("name", NAME_AT), ("about", SAID_AT)))
    return alt.layer(
        drawn_line(x, y("at")).encode(detail="place:N"),
        targets,
        names.mark_text(align="left", baseline="middle", fontWeight="bold"),
        abouts.mark_text(align="left", baseline="middle", color=colours.LABEL.drawn),
    )


def _written(field: str, offset: float, y: Callable[[str], alt.Y]) -> alt.Chart:
    """Return what is written above each line, so far below the top of its band; its mark is still to be chosen."""
    placed = base().transform_filter(f"datum.{field} != ''").transform_calculate(written=f"datum.place + {offset}")
    return placed.encode(x=alt.value(0), y=y("written"), text=f"{field}:N")
