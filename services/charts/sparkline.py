"""Small lines by month for the overview: the months of the period drawn through, those before it dashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.drawing import Chart, Panel, base, finished, labels_of
from services.charts.wording import Wording

HEIGHT: Final = 84
PADDING: Final = {"left": 2, "right": 2, "top": 4, "bottom": 4}
PERIOD, BEFORE = "period", "before"


@dataclass(frozen=True, slots=True)
class Spark:
    """What a line shows: a column of `overview_months_df`, and its name as a message id.

    For a share, `part` is the column of the count behind it; `target_percent` is drawn as a line where one is given.
    """

    column: str
    name: str
    part: str = ""
    target_percent: int | None = None


def sparkline(counts: pd.DataFrame, spark: Spark, period_months: Sequence[str], wording: Wording) -> Panel:
    """Return the line by month; the months outside of `period_months` are dashed."""
    rows, name = spark_rows(counts, spark, period_months, wording), wording.text(spark.name)
    spec = finished(_line(rows, wording, spark), rows, wording, HEIGHT) | {"padding": PADDING}
    values = counts[spark.column].astype("Float64").reset_index(drop=True)
    table = pd.DataFrame({wording.text(N_("Month")): rows["month_words"], name: values.array})
    return Panel(_spoken(name, rows, wording), spec, table, is_empty=not values.fillna(0).any())


def spark_rows(counts: pd.DataFrame, spark: Spark, period_months: Sequence[str], wording: Wording) -> pd.DataFrame:
    """Return a month's `value` a row, whether it is of the period (`part`), and how it is said."""
    shown = [_shown(row, spark.column, spark.part, wording) for row in counts.astype(object).to_dict("records")]
    words = [wording.label("month", month) for month in counts["month"]]
    inside = counts["month"].isin(list(period_months)).to_numpy()
    return pd.DataFrame(
        {
            "month": counts["month"].to_numpy(),
            "value": counts[spark.column].astype("Float64").to_numpy(dtype="float64", na_value=float("nan")),
            "part": [PERIOD if each else BEFORE for each in inside],
            "month_words": words,
            "shown": shown,
            "said": [f"{month}: {value}" for month, value in zip(words, shown, strict=True)],
        }
    )


def bounds_of(rows: pd.DataFrame, spark: Spark) -> tuple[float, float]:
    """Return between which values a line is drawn."""
    drawn = rows["value"].dropna()
    if spark.part and spark.target_percent is not None:
        return max(min(float(drawn.min()) if len(drawn) else 0.0, spark.target_percent) - 5, 0), 100
    return 0.0, max(float(drawn.max()) if len(drawn) else 0.0, 1.0)


def ends_of(rows: pd.DataFrame) -> tuple[str, str, str, str] | None:
    """Return the first, the least, the most and the last month of a line in words; None where there is none."""
    drawn = rows[rows["value"].notna()]
    if drawn.empty:
        return None
    low, high = int(drawn["value"].argmin()), int(drawn["value"].argmax())
    first, least, most, last = (str(drawn["said"].iloc[place]) for place in (0, low, high, -1))
    return first, least, most, last


def _shown(row: dict[Any, Any], column: str, part: str, wording: Wording) -> str:
    value = row[column]
    if not part:
        return wording.number(value)
    return f"{wording.percent(value)} ({wording.number(row[part])})"


def _spoken(name: str, rows: pd.DataFrame, wording: Wording) -> str:
    """Return the line in words: where it begins, its least and its most, where it ends."""
    ends = ends_of(rows)
    if ends is None:
        return wording.text(N_("{name} by month: nothing yet"), name=name)
    said = N_("{name} by month: {first}; least {low}; most {high}; {last}")
    return wording.text(said, name=name, **dict(zip(("first", "low", "high", "last"), ends, strict=True)))


def _line(rows: pd.DataFrame, wording: Wording, spark: Spark) -> Chart:
    months = list(rows["month"])
    ends = dict(zip(months, wording.months(months), strict=True))
    x = alt.X(
        "month:O",
        sort=None,
        scale=alt.Scale(domain=months),
        axis=alt.Axis(
            title=None,
            values=[months[0], months[-1]],
            labelExpr=labels_of(ends),
            labelAngle=0,
            labelFlush=True,
            labelAlign=alt.ExprRef(f"datum.value == '{months[0]}' ? 'left' : 'right'"),
            labelOverlap=False,
            ticks=False,
            domain=False,
        ),
    )
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=list(bounds_of(rows, spark)), nice=False))
    tooltip = [
        alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
        alt.Tooltip("shown:N", title=wording.text(N_("Number"))),
    ]
    layers = [drawn_line(x, y).encode(tooltip=tooltip)]
    if spark.target_percent is not None:
        layers.append(target_rule().encode(y=alt.YDatum(spark.target_percent)))
    return alt.layer(*layers)


def drawn_line(x: alt.X, y: alt.Y) -> alt.Chart:
    """Return the line of `spark_rows`: the months of the period drawn through, the others dashed."""
    parts = [PERIOD, BEFORE]
    drawn = alt.Scale(domain=parts, range=[colours.PERIOD.drawn, colours.BEFORE.drawn])
    dashes = alt.Scale(domain=parts, range=[[1, 0], [3, 3]])
    line: alt.Chart = (
        base()
        .transform_filter("isValid(datum.value)")
        .mark_line(point={"size": 22, "filled": True}, strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=alt.Color("part:N", scale=drawn, legend=None),
            strokeDash=alt.StrokeDash("part:N", scale=dashes, legend=None),
            description="said:N",
        )
    )
    return line


def target_rule() -> alt.Chart:
    """Return the dashed line of a target; where it stands is still to be said."""
    rule: alt.Chart = base().mark_rule(color=colours.BEFORE.drawn, strokeDash=[6, 4], aria=False)
    return rule
