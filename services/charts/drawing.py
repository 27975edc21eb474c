"""A finished chart: drawn once for everybody, its data as Arrow beside it, so that showing it costs next to nothing.

The data has the same name in every drawing: where only numbers change, the browser swaps them without drawing anew.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd
import pyarrow as pa

from services.charts import colours
from services.charts.wording import Wording

ROWS: Final = "rows"
MARK: Final = "mark"  # the selection that a click makes: the codes of the mark clicked
STEP_PIXELS: Final = 24
Chart = alt.Chart | alt.LayerChart | alt.FacetChart

_GERMAN = alt.Locale(number=alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["", " €"]))


@dataclass(frozen=True)
class Panel:
    """One chart with all that stands around it; `table` has the same figures with headings people read.

    `title` says the finding, and is the chart's name for who cannot see it. `is_empty`: there is nothing to draw, and
    the title says so.
    """

    title: str
    spec: Mapping[str, Any]
    table: pd.DataFrame
    is_empty: bool = False


def base() -> alt.Chart:
    """Return a chart of the rows that `finished` puts beside it."""
    return alt.Chart(alt.NamedData(ROWS))


def clicked(*fields: str) -> alt.Parameter:
    """Return the selection of the mark clicked, by the codes in these columns."""
    return alt.selection_point(name=MARK, fields=list(fields), toggle=False)


def dimmed(mark: alt.Parameter) -> Any:
    """Return the opacity that leaves only the mark clicked strong."""
    return alt.condition(mark, alt.value(1), alt.value(0.35))


def labels_of(labels: Mapping[str, str]) -> str:
    """Return the expression that shows each code under its label."""
    return f"({json.dumps(dict(labels), ensure_ascii=False)})[datum.value]"


def category_axis(labels: Mapping[str, str], limit: int = 145) -> alt.Axis:
    """Return the axis of a list: labels for codes, nothing else."""
    return alt.Axis(
        title=None, labelExpr=labels_of(labels), labelLimit=limit, labelOverlap=False, ticks=False, domain=False
    )


def bare_axis(title: str | None) -> alt.Axis:
    """Return the axis of bars that carry their numbers: its title alone."""
    return alt.Axis(title=title, titleAnchor="end", labels=False, grid=False, ticks=False, domain=False)


def legend_of(labels: Mapping[str, str], **options: Any) -> alt.Legend:
    """Return the legend that shows each code under its label."""
    return alt.Legend(labelExpr=labels_of(labels), **options)


def count_axis(title: str | None) -> alt.Axis:
    """Return the axis of a count: whole numbers only."""
    return alt.Axis(title=title, format=",d", tickMinStep=1, tickCount=5, domain=False, ticks=False)


def month_axis(labels: Mapping[str, str], title: str) -> alt.Axis:
    """Return the axis of the months; `title` says what is counted, where it stays readable."""
    return alt.Axis(
        title=title, labelExpr=labels_of(labels), labelAngle=0, labelOverlap="greedy", ticks=False, domain=False
    )


def finished(chart: Chart, rows: pd.DataFrame, wording: Wording, height: int) -> dict[str, Any]:
    """Return the specification of the chart with its data, ready to be shown any number of times."""
    label, text = colours.LABEL.drawn, colours.TEXT.drawn
    configured = chart.properties(height=height).configure(
        locale=_GERMAN if wording.language == "de" else alt.Undefined,
        axis=alt.AxisConfig(labelColor=label, titleColor=label, gridColor=colours.GRID.drawn, titleFontWeight="normal"),
        legend=alt.LegendConfig(labelColor=text, orient="top", title=None, labelFontSize=12, columnPadding=8),
        text=alt.MarkConfig(color=text, fontSize=12),
        view=alt.ViewConfig(stroke=None),
    )
    # A test holds every drawing against the schema of Vega-Lite; here it would take half of the time.
    return {**configured.to_dict(validate=False), "datasets": {ROWS: _arrow(rows)}}


def row_height(rows: int, around: int) -> int:
    """Return how high a chart of so many bars is, `around` for its axis and legend."""
    return max(rows, 1) * STEP_PIXELS + around


def _arrow(rows: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(rows, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())
