"""A finished chart: drawn once for everybody, its data as Arrow beside it, so that showing it costs next to nothing.

The data has the same name in every drawing: where only numbers change, the browser swaps them without drawing anew.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd
import pyarrow as pa
from altair.utils import schemapi

from schema.words import N_
from services.charts import colours
from services.charts.wording import Wording

ROWS: Final = "rows"
MARK: Final = "mark"  # the selection that a click makes: the codes of the mark clicked
DIMMED: Final = 0.35  # how much is left of what was not clicked
STEP_PIXELS: Final = 24
STEP_OF_TWO_LINES_PIXELS: Final = 34
LINE_LETTERS: Final = 28
LINE_PIXELS: Final = 165  # as many letters as LINE_LETTERS, and on a phone still half of the chart for the bars
Chart = alt.Chart | alt.LayerChart | alt.FacetChart

# Altair else holds every part of a drawing against the schema of Vega-Lite as well: a third of the time.
schemapi.disable_debug_mode()

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
    return alt.condition(mark, alt.value(1), alt.value(DIMMED))


def labels_of(labels: Mapping[str, str]) -> str:
    """Return the expression that shows each code under its label."""
    return f"({json.dumps(dict(labels), ensure_ascii=False)})[datum.value]"


def in_lines(label: str) -> str:
    """Return a label that is too long for one line in two of about the same length; one that has two keeps them."""
    parts = label.split(" ")
    if "\n" in label or len(label) <= LINE_LETTERS or len(parts) == 1:
        return label
    halves = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    return "\n".join(min(halves, key=lambda half: max(map(len, half))))


def category_axis(labels: Mapping[str, str]) -> alt.Axis:
    """Return the axis of a list: labels for codes, long ones in two lines, nothing else."""
    shown = {code: in_lines(label) for code, label in labels.items()}
    two_lines = json.dumps([code for code, label in shown.items() if "\n" in label], ensure_ascii=False)
    # Vega puts the first line where the only one would stand: above the middle, the second one comes below it.
    baseline: Any = {
        "condition": {"test": f"indexof({two_lines}, datum.value) >= 0", "value": "line-bottom"},
        "value": "middle",
    }
    return alt.Axis(
        title=None,
        labelExpr=f"split({labels_of(shown)}, '\\n')",
        labelBaseline=baseline,
        labelLineHeight=14,
        labelLimit=LINE_PIXELS,
        labelOverlap=False,
        ticks=False,
        domain=False,
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
    """Return the specification of the chart with its data, ready to be shown any number of times.

    Screen readers get the sentences in `said` and nothing that Vega makes up: codes of scales, and English words.
    """
    label, text = colours.LABEL.drawn, colours.TEXT.drawn
    configured = chart.properties(height=height).configure(
        locale=_GERMAN if wording.language == "de" else alt.Undefined,
        axis=alt.AxisConfig(
            labelColor=label, titleColor=label, gridColor=colours.GRID.drawn, titleFontWeight="normal", aria=False
        ),
        legend=alt.LegendConfig(
            labelColor=text, orient="top", title=None, labelFontSize=12, columnPadding=8, aria=False
        ),
        text=alt.MarkConfig(color=text, fontSize=12, aria=False),
        line=alt.LineConfig(aria=False),
        bar=alt.BarConfig(ariaRoleDescription=wording.text(N_("bar"))),
        rect=alt.RectConfig(ariaRoleDescription=wording.text(N_("cell"))),
        point=alt.MarkConfig(ariaRoleDescription=wording.text(N_("point"))),
        view=alt.ViewConfig(stroke=None),
    )
    # A test holds every drawing against the schema of Vega-Lite; here it would take half of the time.
    return {**configured.to_dict(validate=False), "datasets": {ROWS: _arrow(rows)}}


def row_height(labels: Iterable[str], around: int) -> int:
    """Return how high a chart with a bar for each label is, `around` for its axis and legend."""
    shown = [in_lines(label) for label in labels]
    step = STEP_OF_TWO_LINES_PIXELS if any("\n" in label for label in shown) else STEP_PIXELS
    return max(len(shown), 1) * step + around


def _arrow(rows: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(rows, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())
