"""Bars with their number and share, and a stroke where each was a year before; and the table behind them."""

from typing import Any, Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.comparing import change_words
from services.charts.drawing import Chart, bare_axis, base, category_axis, clicked, dimmed
from services.charts.wording import Wording

NUMBER_PIXELS: Final = 5.4  # a letter of the numbers behind the bars


def compared_table(
    counts: pd.DataFrame, headings: dict[str, list[str]], unit: str, wording: Wording, *, counted: str = ""
) -> pd.DataFrame:
    """Return the rows of a compared frame under headings people read; `counted` heads the numbers.

    Where nothing was compared there is no column for it.
    """
    unit_heading = counted or wording.text(N_("Reactions") if unit == "reactions" else N_("Concerns"))
    before = {
        wording.text(N_("A year before")): counts["previous"].array,
        wording.text(N_("Change in %")): counts["change_percent"].array,
    }
    return pd.DataFrame(
        {
            **headings,
            unit_heading: counts[unit].to_numpy(),
            **(before if counts.empty or counts["previous"].notna().any() else {}),
            wording.text(N_("Share in %")): counts["share_percent"].array,
        }
    )


def compared_rows(counts: pd.DataFrame, column: str, unit: str, wording: Wording) -> pd.DataFrame:
    """Return the rows of a compared frame as `compared_bars` draws them."""
    found, previous = counts[unit], counts["previous"].fillna(0)
    return pd.DataFrame(
        {
            column: counts[column].to_numpy(),
            "count": found.to_numpy(),
            "before": counts["previous"].astype("Float64").array,
            "label_at": found.where(found > previous, previous).astype("int64").to_numpy(),
            "label": [wording.label(column, code) for code in counts[column]],
            "shown": [
                f"{wording.number(count)} · {wording.percent(share)}"
                for count, share in zip(found, counts["share_percent"], strict=True)
            ],
            "compared": [
                change_words(int(count), None if pd.isna(old) else int(old), wording)
                for count, old in zip(found, counts["previous"], strict=True)
            ],
        }
    )


def compared_bars(
    key: str,
    labels: dict[str, str],
    rows: pd.DataFrame,
    wording: Wording,
    *,
    axis: str,
    colour: Any,
    fields: tuple[str, ...] = (),
    can_click: bool = True,
) -> Chart:
    """Return bars with their number and share, and a stroke where each was a year before.

    A click chooses the codes in `fields`, else in `key`; without `can_click` no case stands behind a bar.
    """
    mark = clicked(*(fields or (key,)))
    y = alt.Y(f"{key}:N", sort=None, axis=category_axis(labels))
    longest = max(float(rows["label_at"].max()) if len(rows) else 0.0, 1.0)
    has_before = bool(rows["before"].notna().any())
    heading = " · ".join((axis, wording.text(N_("stroke: year before")))) if has_before else axis
    room = 16 + round(NUMBER_PIXELS * max((len(shown) for shown in rows["shown"]), default=0))
    scale = alt.Scale(domain=[0, longest], range=[0, alt.ExprRef(f"max(width - {room}, 20)")], nice=False)
    x = alt.X("count:Q", axis=bare_axis(heading), scale=scale)
    tooltip = [
        alt.Tooltip("label:N", title=wording.text(N_("What"))),
        alt.Tooltip("shown:N", title=axis),
        *([alt.Tooltip("compared:N", title=wording.text(N_("Comparison")))] if has_before else []),
    ]
    bars = (
        base()
        .transform_calculate(said="datum.label + ': ' + datum.shown")
        .mark_bar(cursor="pointer" if can_click else alt.Undefined, height={"band": 0.78})
        .encode(y=y, x=x, color=colour, tooltip=tooltip, description="said:N")
    )
    if can_click:
        bars = bars.encode(opacity=dimmed(mark)).add_params(mark)
    strokes = (
        base()
        .mark_tick(color=colours.BEFORE.drawn, thickness=3, height={"band": 0.95}, aria=False)
        .encode(y=y, x="before:Q", tooltip=tooltip)
    )
    numbers = base().mark_text(align="left", dx=8).encode(y=y, x="label_at:Q", text="shown:N")
    return alt.layer(bars, *([strokes] if has_before else []), numbers)
