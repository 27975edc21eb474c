"""Small lines by month for the overview: the months of the period drawn through, those before it dashed."""

from collections.abc import Sequence
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


def sparkline(
    counts: pd.DataFrame,
    column: str,
    period_months: Sequence[str],
    name: str,
    wording: Wording,
    *,
    part: str = "",
    target_percent: int | None = None,
) -> Panel:
    """Return the line of a column of `overview_months_df`: a count, or a share (then `part` is the count behind it).

    The months outside of `period_months` are dashed. A share has its target as a line where one is given.
    """
    values = counts[column].astype("Float64").reset_index(drop=True)
    shown = [_shown(row, column, part, wording) for row in counts.astype(object).to_dict("records")]
    words = [wording.label("month", month) for month in counts["month"]]
    inside = counts["month"].isin(list(period_months)).to_numpy()
    rows = pd.DataFrame(
        {
            "month": counts["month"].to_numpy(),
            "value": values.to_numpy(dtype="float64", na_value=float("nan")),
            "part": [PERIOD if each else BEFORE for each in inside],
            "month_words": words,
            "shown": shown,
            "said": [f"{month}: {value}" for month, value in zip(words, shown, strict=True)],
        }
    )
    spec = finished(_line(rows, wording, bool(part), target_percent), rows, wording, HEIGHT) | {"padding": PADDING}
    table = pd.DataFrame({wording.text(N_("Month")): words, name: values.array})
    title = _spoken(name, rows, wording)
    return Panel(title, spec, table, is_empty=not values.fillna(0).any())


def _shown(row: dict[Any, Any], column: str, part: str, wording: Wording) -> str:
    value = row[column]
    if not part:
        return wording.number(value)
    return f"{wording.percent(value)} ({wording.number(row[part])})"


def _spoken(name: str, rows: pd.DataFrame, wording: Wording) -> str:
    """Return the line in words: where it begins, its least and its most, where it ends."""
    drawn = rows[rows["value"].notna()]
    if drawn.empty:
        return wording.text(N_("{name} by month: nothing yet"), name=name)
    first, last = drawn.iloc[0], drawn.iloc[-1]
    low, high = drawn.iloc[int(drawn["value"].argmin())], drawn.iloc[int(drawn["value"].argmax())]
    return wording.text(
        N_("{name} by month: {first}; least {low}; most {high}; {last}"),
        name=name,
        first=first["said"],
        low=low["said"],
        high=high["said"],
        last=last["said"],
    )


def _line(rows: pd.DataFrame, wording: Wording, is_share: bool, target_percent: int | None) -> Chart:
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
    drawn = rows["value"].dropna()
    bounds: list[float] = [0.0, max(float(drawn.max()) if len(drawn) else 0.0, 1.0)]
    if is_share and target_percent is not None:
        bounds = [max(min(float(drawn.min()) if len(drawn) else 0.0, target_percent) - 5, 0), 100]
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=bounds, nice=False))
    drawn_colours = alt.Scale(domain=[PERIOD, BEFORE], range=[colours.PERIOD.drawn, colours.BEFORE.drawn])
    line = (
        base()
        .transform_filter("isValid(datum.value)")
        .mark_line(point={"size": 22, "filled": True}, strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=alt.Color("part:N", scale=drawn_colours, legend=None),
            strokeDash=alt.StrokeDash(
                "part:N", scale=alt.Scale(domain=[PERIOD, BEFORE], range=[[1, 0], [3, 3]]), legend=None
            ),
            tooltip=[
                alt.Tooltip("month_words:N", title=wording.text(N_("Month"))),
                alt.Tooltip("shown:N", title=wording.text(N_("Number"))),
            ],
            description="said:N",
        )
    )
    layers = [line]
    if target_percent is not None:
        rule = base().mark_rule(color=colours.BEFORE.drawn, strokeDash=[6, 4], aria=False)
        layers.append(rule.encode(y=alt.YDatum(target_percent)))
    return alt.layer(*layers)
