"""Drawings of the deadlines dashboard: open cases, the pressing ones first, stacked by how pressing they are."""

from typing import Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.drawing import (
    Chart,
    Panel,
    base,
    category_axis,
    clicked,
    dimmed,
    finished,
    legend_of,
    row_height,
)
from services.charts.wording import Wording
from services.deadlines import ClockState
from services.figures import NONE
from services.figures.facts import URGENCIES

HEADINGS: Final = {"unit": N_("By team"), "escalation_step": N_("By escalation step"), "age_band": N_("By age")}
MOST: Final = {
    "unit": (
        N_("{names} has the most overdue cases ({count} of {total})"),
        N_("{names} have the most overdue cases ({count} each of {total})"),
        N_("The most overdue cases are without a team ({count} of {total})"),
    ),
    "escalation_step": (
        N_("The most overdue cases are at step {names} ({count} of {total})"),
        N_("The most overdue cases are at the steps {names} ({count} each of {total})"),
        N_("The most overdue cases are at no step ({count} of {total})"),
    ),
    "age_band": (
        N_("The most overdue cases are {names} old ({count} of {total})"),
        N_("The most overdue cases are {names} old ({count} each of {total})"),
        N_("The most overdue cases are {names} old ({count} of {total})"),
    ),
}  # one, several, and those where it is not given
ROW_HEADINGS: Final = {"unit": N_("Team"), "escalation_step": N_("Escalation step"), "age_band": N_("Age")}
AROUND: Final = 92  # pixels of the legend above and the room below
SMALL_SHARE: Final = 0.05  # of the longest bar: a part below it is too short for its number


def urgency_panel(counts: pd.DataFrame, by: str, wording: Wording, clock: str | None = None) -> Panel:
    """Return the drawing of `open_cases_df`, or of one clock of `clocks_df`.

    Teams without an open case are left out of the chart, and those with most overdue cases stand first; steps and age
    bands keep their order.
    """
    state = "state" if clock else "urgency"
    wide_df = counts.pivot(index=by, columns=state, values="reactions").reindex(counts[by].unique())[list(URGENCIES)]
    if by == "unit":
        wide_df = wide_df[wide_df.sum(axis=1) > 0].sort_values(list(URGENCIES), ascending=False, kind="stable")
    labels = {str(code): wording.label(by, str(code)) for code in wide_df.index}
    overdue = {str(code): int(count) for code, count in wide_df[ClockState.OVERDUE].items()}
    total = int(wide_df.to_numpy().sum())
    title = _finding(overdue, by, labels, total, wording)
    rows = _rows(wide_df, by, state, labels, wording, clock)
    table = wide_df.assign(total=wide_df.sum(axis=1)).rename(index=labels).reset_index()
    table.columns = pd.Index(
        [wording.text(ROW_HEADINGS[by]), *(wording.label(state, code) for code in URGENCIES), wording.text(N_("Open"))]
    )
    spec = finished(_bars(by, state, labels, wording, clock), rows, wording, row_height(labels.values(), AROUND))
    return Panel(title, spec, table, is_empty=total == 0)


def _finding(overdue: dict[str, int], by: str, labels: dict[str, str], total: int, wording: Wording) -> str:
    most, sum_overdue = max(overdue.values(), default=0), sum(overdue.values())
    leaders = [code for code, count in overdue.items() if count == most]
    if most == 0 or len(leaders) > 3 or (len(leaders) > 1 and NONE in leaders):
        found = wording.count("{count} case is overdue", "{count} cases are overdue", sum_overdue)
        if most == 0:
            found = wording.text(N_("nothing is overdue") if total else N_("nothing is open"))
        return f"{wording.text(HEADINGS[by])}: {found}"
    one, several, missing = MOST[by]
    msgid = several if len(leaders) > 1 else missing if leaders == [NONE] else one
    names = wording.listed([labels[code] for code in leaders])
    return wording.text(msgid, names=names, count=wording.number(most), total=wording.number(sum_overdue))


def _rows(
    wide_df: pd.DataFrame, by: str, state: str, labels: dict[str, str], wording: Wording, clock: str | None
) -> pd.DataFrame:
    totals = wide_df.sum(axis=1)
    enough = max(int(totals.max()) if len(totals) else 0, 1) * SMALL_SHARE
    rows = []
    for code, counts in wide_df.iterrows():
        start = 0
        for place, urgency in enumerate(URGENCIES):
            count = int(counts[urgency])
            rows.append(
                {
                    by: str(code),
                    state: str(urgency),
                    "clock": clock or "",
                    "place": place,
                    "count": count,
                    "start": start,
                    "end": start + count,
                    "middle": start + count / 2,
                    "shown": wording.number(count) if count > enough else "",
                    "group": labels[str(code)],
                    "words": wording.label(state, urgency),
                    "said": f"{labels[str(code)]}, {wording.label(state, urgency)}: {wording.number(count)}",
                }
            )
            start += count
    columns = [by, state, "clock", "place", "count", "start", "end", "middle", "shown", "group", "words", "said"]
    return pd.DataFrame(rows, columns=columns)


def _bars(by: str, state: str, labels: dict[str, str], wording: Wording, clock: str | None) -> Chart:
    mark = clicked(by, state, "clock") if clock else clicked(by, state)
    states = {str(code): wording.label(state, code) for code in URGENCIES}
    y = alt.Y(f"{by}:N", sort=None, axis=category_axis(labels))
    bars = (
        base()
        .mark_bar(cursor="pointer", height={"band": 0.82})
        .encode(
            y=y,
            x=alt.X("start:Q", axis=None),
            x2="end:Q",
            color=alt.Color(
                f"{state}:N",
                scale=colours.scale_of(colours.STATES),
                legend=legend_of(states, symbolType="square", columns=2),
            ),
            opacity=dimmed(mark),
            tooltip=[
                alt.Tooltip("group:N", title=wording.text(ROW_HEADINGS[by])),
                alt.Tooltip("words:N", title=wording.text(N_("State"))),
                alt.Tooltip("count:Q", title=wording.text(N_("Cases")), format=",d"),
            ],
            description="said:N",
        )
        .add_params(mark)
    )
    numbers = (
        base()
        .mark_text(fontWeight="bold", cursor="pointer")
        .encode(
            y=y,
            x="middle:Q",
            text="shown:N",
            # A dimmed bar is nearly as the page, so its number is as the page's texts.
            color=alt.condition(mark, alt.value(colours.PAGE.drawn), alt.value(colours.TEXT.drawn)),
        )
    )
    return alt.layer(bars, numbers)
