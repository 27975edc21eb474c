"""Drawings of survey results: the share of each answer, with what the survey before had."""

from typing import Any, Final

import altair as alt
import pandas as pd

from schema.tables import TABLES
from schema.words import N_
from services.charts import colours
from services.charts.drawing import Chart, Panel, bare_axis, base, category_axis, finished, row_height
from services.charts.wording import Wording

NUMBER_PIXELS: Final = 110  # room for the share and the count behind a bar


def question_panel(answers: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of one question of `survey_df`."""
    found = answers[answers["share_percent"].notna().to_numpy(dtype=bool)]
    before = found["previous_share_percent"]
    rows = pd.DataFrame(
        {
            "answer": found["answer"].to_numpy(),
            "share": found["share_percent"].astype("float64").to_numpy(),
            "before": before.astype("Float64").array,
            "shown_at": found[["share_percent", "previous_share_percent"]].fillna(0).max(axis=1).astype("float64"),
            "shown": [
                wording.percent(share) if pd.isna(count) else f"{wording.percent(share)} · {wording.number(int(count))}"
                for share, count in zip(found["share_percent"], found["count"], strict=True)
            ],
        }
    )
    rows["said"] = [
        shown if pd.isna(old) else f"{shown} · {_year(found, wording)}: {wording.percent(old)}"
        for shown, old in zip(rows["shown"], before, strict=True)
    ]
    labels = {str(answer): str(answer) for answer in rows["answer"]}
    spec = finished(_bars(rows, labels, _year(found, wording), wording), rows, wording, row_height(labels, 40))
    return Panel(_finding(answers, found, wording), spec, _table(answers, wording), is_empty=found.empty)


def _finding(answers: pd.DataFrame, found: pd.DataFrame, wording: Wording) -> str:
    question = str(answers["question"].iloc[0])
    if found.empty:
        return question
    shares = found["share_percent"].astype("float64").to_numpy()
    first = int(shares.argmax())
    params: dict[str, Any] = {
        "question": question,
        "answer": str(found["answer"].iloc[first]),
        "percent": wording.percent(float(shares[first])),
    }
    base_count = found["base"].iloc[first]
    if pd.isna(base_count):
        return wording.text(N_("{question} Most frequent: {answer} ({percent})"), **params)
    params["base"] = wording.number(int(base_count))
    return wording.text(N_("{question} Most frequent: {answer} ({percent} of {base} answers)"), **params)


def _bars(rows: pd.DataFrame, labels: dict[str, str], year: str, wording: Wording) -> Chart:
    has_before = bool(rows["before"].notna().any())
    longest = max(float(rows["shown_at"].max()) if len(rows) else 0.0, 1.0)
    scale = alt.Scale(domain=[0, longest], range=[0, alt.ExprRef(f"max(width - {NUMBER_PIXELS}, 20)")], nice=False)
    y = alt.Y("answer:N", sort=None, axis=category_axis(labels))
    title = wording.text(N_("stroke: {before}"), before=year) if has_before else None
    tooltip = [
        alt.Tooltip("answer:N", title=_label("answer", wording)),
        alt.Tooltip("said:N", title=wording.text(N_("Share"))),
    ]
    bars = (
        base()
        .transform_calculate(spoken="datum.answer + ': ' + datum.said")
        .mark_bar(height={"band": 0.78}, color=colours.PERIOD.drawn)
        .encode(y=y, x=alt.X("share:Q", axis=bare_axis(title), scale=scale), tooltip=tooltip, description="spoken:N")
    )
    strokes = (
        base()
        .mark_tick(color=colours.BEFORE.drawn, thickness=3, height={"band": 0.95}, aria=False)
        .encode(y=y, x="before:Q", tooltip=tooltip)
    )
    numbers = base().mark_text(align="left", dx=8).encode(y=y, x="shown_at:Q", text="shown:N")
    return alt.layer(bars, *([strokes] if has_before else []), numbers)


def _table(answers: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    has_before = answers["previous_share_percent"].notna().any()
    before = wording.text(N_("Share {before} in %"), before=_year(answers, wording))
    return pd.DataFrame(
        {
            _label("answer", wording): answers["answer"].to_numpy(),
            _label("answers", wording): answers["count"].array,
            wording.text(N_("Share in %")): answers["share_percent"].array,
            **({before: answers["previous_share_percent"].array} if has_before else {}),
        }
    )


def _year(answers: pd.DataFrame, wording: Wording) -> str:
    years = answers["previous_year"].dropna()
    return str(int(years.iloc[0])) if len(years) else ""


def _label(name: str, wording: Wording) -> str:
    return TABLES["surveys"].field(name).label.within(wording.language)
