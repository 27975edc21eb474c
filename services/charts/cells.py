"""Cells of a table drawn as a heat map: the stronger the colour, the more; the number stands in each."""

import altair as alt
import pandas as pd

from services.charts import colours
from services.charts.drawing import Chart, base, category_axis, clicked, labels_of
from services.charts.wording import Wording

Side = tuple[str, dict[str, str], str]  # the column of the codes, their labels in order, and what they are
STRONG = "(luminance(background) > 0.4 ? 0.78 : 0.68)"  # from here on the page's colour stands out better


def cells_chart(
    rows: pd.DataFrame, across: Side, down: Side, counted: str, fields: tuple[str, ...], wording: Wording
) -> tuple[Chart, pd.DataFrame]:
    """Return the drawing and its rows; these have `count`, `row_words` and `column_words`, and the `fields` of a click.

    `counted` says what the numbers are.
    """
    most = max(int(rows["count"].max()) if len(rows) else 0, 1)
    shown = [wording.number(count) if count else "" for count in rows["count"]]
    said = [
        f"{row}, {column}: {wording.number(count)}"
        for row, column, count in zip(rows["row_words"], rows["column_words"], rows["count"], strict=True)
    ]
    drawn = rows.assign(strength=rows["count"] / most, shown=shown, said=said)
    mark = clicked(*fields)
    is_narrow = len(across[1]) > 6 or max(map(len, across[1].values()), default=0) <= 6
    x = alt.X(
        f"{across[0]}:N",
        sort=None,
        axis=alt.Axis(
            title=None,
            orient="top",
            labelExpr=labels_of(across[1]),
            # Slanting labels run to the left, above the names of the lines, where there is room.
            labelAngle=0 if is_narrow else 40,
            labelAlign="center" if is_narrow else "right",
            labelOverlap="greedy" if is_narrow else False,
            labelLimit=180,
            ticks=False,
            domain=False,
        ),
    )
    y = alt.Y(f"{down[0]}:N", sort=None, axis=category_axis(down[1]))
    cells = (
        base()
        .mark_rect(cursor="pointer", color=colours.PERIOD.drawn, stroke=colours.PAGE.drawn, strokeWidth=1)
        .encode(
            x=x,
            y=y,
            opacity=alt.Opacity("strength:Q", scale=alt.Scale(domain=[0, 1], range=[0.04, 1]), legend=None),
            tooltip=[
                alt.Tooltip("row_words:N", title=down[2]),
                alt.Tooltip("column_words:N", title=across[2]),
                alt.Tooltip("count:Q", title=counted, format=",d"),
            ],
            description="said:N",
        )
        .add_params(mark)
    )
    strong = alt.condition(f"datum.strength > {STRONG}", alt.value(colours.PAGE.drawn), alt.value(colours.TEXT.drawn))
    numbers = base().mark_text(cursor="pointer").encode(x=x, y=y, text="shown:N", color=strong)
    return alt.layer(cells, numbers), drawn
