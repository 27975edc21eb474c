"""Drawing and table of the numbers of a printed report beside those worked out."""

from collections.abc import Iterable
from typing import Any, Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.drawing import Chart, Panel, bare_axis, base, category_axis, finished, row_height
from services.charts.figure_words import figure_label, sentence_of
from services.charts.wording import Wording
from services.figures.printed.publications import SHARE, VALUE
from services.figures.printed.published import Verdict
from services.figures.printed.reasons import Reason

VERDICT_WORDS: Final = {
    Verdict.AGREES: N_("agrees"),
    Verdict.EXPLAINED: N_("explained"),
    Verdict.UNEXPLAINED: N_("not explained"),
    Verdict.UNKNOWN: N_("cannot be compared"),
}


def published_panel(compared: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `compared_with_published`: what differs, as a percentage of the number worked out.

    Counts and percentages stand side by side, so that nothing but the relative difference has one scale. The table has
    every number, those that agree too.
    """
    differing = compared[compared["difference"].fillna(0) != 0]
    computed = differing["computed"].astype("Float64")
    labels = [figure_label(name, wording).rpartition(", ")[2] for name in differing["figure"]]
    rows = pd.DataFrame(
        {
            "id": list(differing["id"]),
            "label": labels,
            "off": (100 * differing["difference"] / computed.where(computed != 0)).astype("Float64").array,
            "shown": [
                wording.text(
                    N_("{printed} instead of {computed}"),
                    printed=row["text"],
                    computed=number_words(row["computed"], row["measure"], wording),
                )
                for row in differing.to_dict("records")
            ],
        }
    ).dropna()
    axis = dict(zip(rows["id"], rows["label"], strict=True))
    spec = finished(_bars(axis, rows, wording), rows, wording, row_height(axis.values(), 48))
    return Panel(published_finding(compared, wording), spec, published_table(compared, wording), is_empty=rows.empty)


def published_finding(compared: pd.DataFrame, wording: Wording) -> str:
    """Return how many of the numbers agree, and how many of the others nothing explains."""
    total, agreeing = len(compared), int((compared["verdict"] == Verdict.AGREES).sum())
    params = {"agreeing": wording.number(agreeing), "total": wording.number(total)}
    if agreeing == total:
        return wording.text(N_("All published numbers agree with the register ({total})"), **params)
    unexplained = int((compared["verdict"] == Verdict.UNEXPLAINED).sum())
    if unexplained:
        msgid = N_("{agreeing} of {total} published numbers agree with the register; not explained: {open}")
        return wording.text(msgid, **params, open=wording.number(unexplained))
    return wording.text(N_("{agreeing} of {total} published numbers agree with the register"), **params)


def published_table(compared: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    """Return the rows of `compared_with_published` under headings people read, its numbers as numbers."""
    rows = compared.to_dict("records")
    return pd.DataFrame(
        {
            wording.text(N_("Figure")): [figure_label(row["figure"], wording) for row in rows],
            wording.text(N_("Number given")): [measure_words(row, wording) for row in rows],
            wording.text(N_("Published")): [row["text"] for row in rows],
            wording.text(N_("Worked out")): compared["computed"].array,
            wording.text(N_("Difference")): compared["difference"].round(6).array,
            wording.text(N_("Result")): [wording.text(VERDICT_WORDS[Verdict(row["verdict"])]) for row in rows],
            wording.text(N_("Explanation")): [explanation(row["reasons"], row["note"], wording) for row in rows],
            wording.text(N_("Place")): [row["place"] for row in rows],
        }
    )


def explanation(reasons: Iterable[Reason], note: str, wording: Wording) -> str:
    """Return what explains a difference: what the rules found, and the officer's own words."""
    found = [sentence_of(reason.msgid, reason.params, wording) for reason in reasons]
    return " ".join([*found, note]).strip()


def measure_words(row: dict[Any, Any], wording: Wording) -> str:
    """Return which number of a figure it is; of a share what it is of."""
    label = wording.lists.label("published_measure", row["measure"], wording.language)
    if row["measure"] == SHARE and row["base"]:
        return wording.text(N_("{label} of “{base}”"), label=label, base=figure_label(row["base"], wording))
    return label


def number_words(number: Any, measure: str, wording: Wording) -> str:
    """Return a number worked out, with as many decimals as it was rounded to; a dash where there is none."""
    if pd.isna(number):
        return "–"
    whole = float(number)
    said = wording.number(int(whole) if whole.is_integer() else round(whole, 6))
    return said if measure == VALUE else f"{said}\N{NO-BREAK SPACE}%"


def _bars(axis: dict[str, str], rows: pd.DataFrame, wording: Wording) -> Chart:
    most = max(float(rows["off"].abs().max()) if len(rows) else 0.0, 1.0)
    scale = alt.Scale(domain=[-2.4 * most, 2.4 * most], nice=False)
    y = alt.Y("id:N", sort=None, axis=category_axis(axis))
    heading = wording.text(N_("Difference in % of the number worked out"))
    x = alt.X("off:Q", scale=scale, axis=bare_axis(heading))
    bars = (
        base()
        .transform_calculate(said="datum.label + ': ' + datum.shown")
        .mark_bar(color=colours.PERIOD.drawn, height={"band": 0.7})
        .encode(
            y=y,
            x=x,
            tooltip=[
                alt.Tooltip("label:N", title=wording.text(N_("What"))),
                alt.Tooltip("shown:N", title=wording.text(N_("Published"))),
                alt.Tooltip("off:Q", title=heading, format="+.1f"),
            ],
            description="said:N",
        )
    )
    behind = base().transform_filter("datum.off >= 0").mark_text(align="left", dx=6)
    before = base().transform_filter("datum.off < 0").mark_text(align="right", dx=-6)
    return alt.layer(bars, *(words.encode(y=y, x=x, text="shown:N") for words in (behind, before)))
