"""Drawings of the quality standard: the share kept by month with the target as a line, the days, teams and channels."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.comparing import days_words, share_words
from services.charts.drawing import (
    Chart,
    Panel,
    bare_axis,
    base,
    category_axis,
    clicked,
    count_axis,
    dimmed,
    finished,
    month_axis,
    row_height,
)
from services.charts.monthly import MONTHS_HEIGHT, days_lines, days_rows, short_months
from services.charts.wording import Wording
from services.deadlines import ClockName
from services.figures import Period
from services.figures.quality import Kept

STANDARDS: Final = {
    ClockName.CLOSE: (N_("closed within {days} day"), N_("closed within {days} days")),
    ClockName.CLEAR: (N_("cleared within {days} day"), N_("cleared within {days} days")),
    ClockName.ACKNOWLEDGE: (N_("confirmed within {days} working day"), N_("confirmed within {days} working days")),
}
GROUPS: Final = {"unit": N_("By team"), "channel": N_("By channel")}
GROUP_HEADINGS: Final = {"unit": N_("Team"), "channel": N_("Channel")}
AXES: Final = {
    ClockName.CLOSE: N_("Days to close"),
    ClockName.CLEAR: N_("Days to clear"),
    ClockName.ACKNOWLEDGE: N_("Working days to confirm"),
}
FINDINGS: Final = {
    ClockName.CLOSE: N_("Half of the cases were closed {half}, nine of ten {most}"),
    ClockName.CLEAR: N_("Half of the cases were cleared {half}, nine of ten {most}"),
    ClockName.ACKNOWLEDGE: N_("Half of the cases were confirmed {half}, nine of ten {most}"),
}
FINDINGS_SAME: Final = {
    ClockName.CLOSE: N_("Half of the cases and nine of ten were closed {half}"),
    ClockName.CLEAR: N_("Half of the cases and nine of ten were cleared {half}"),
    ClockName.ACKNOWLEDGE: N_("Half of the cases and nine of ten were confirmed {half}"),
}
NUMBERED_MONTHS: Final = 14  # as many fit with their number on the bar
ROOMY: Final = 15  # percent: a lower bar has no room for its number
NUMBER_ROOM: Final = 118  # pixels of the numbers behind the bars
MOST_NAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Standard:
    """Which standard is looked at: its clock, its days, and the share that is to be kept."""

    clock: ClockName
    days: int
    target_percent: int

    def words(self, wording: Wording) -> str:
        """Return what keeps it: closed within 14 days."""
        one, many = STANDARDS[self.clock]
        return wording.text(one if self.days == 1 else many, days=wording.number(self.days))

    def days_words(self, days: float, wording: Wording) -> str:
        """Return so many days of its clock."""
        if self.clock is ClockName.ACKNOWLEDGE:
            return wording.count("{count} working day", "{count} working days", days)
        return days_words(days, wording)

    def target(self, wording: Wording) -> str:
        """Return the target as people write it."""
        return wording.whole_percent(self.target_percent)


def quality_panel(months: pd.DataFrame, total: Kept, standard: Standard, period: Period, wording: Wording) -> Panel:
    """Return the drawing of `quality_months_df`: the share of each month, the target as a dashed line.

    A month in which reactions still wait is paler with an outline, and provisional in words. `total` is the period's.
    """
    rows = _share_rows(months, "month", standard, wording)
    rows["month_words"] = rows["label"]
    title = quality_finding(months, total, standard, period, wording)
    spec = finished(_month_shares(short_months(months, wording), standard, wording), rows, wording, MONTHS_HEIGHT)
    return Panel(title, spec, quality_table(months, "month", standard, wording), is_empty=not total.base)


def quality_days_panel(months: pd.DataFrame, total: Kept, standard: Standard, wording: Wording) -> Panel:
    """Return the drawing of the days of `quality_months_df`: the median, and within which nine of ten were done."""
    rows = days_rows(months, "days_median", "days_p90", "done", partial(standard.days_words, wording=wording), wording)
    chart = days_lines(
        short_months(months, wording),
        wording,
        colours.PERIOD,
        axis=wording.text(AXES[standard.clock]),
        line=wording.text(N_("Done")),
        done=wording.text(N_("Cases done")),
    )
    title = days_finding(total, standard, wording)
    spec = finished(chart, rows, wording, MONTHS_HEIGHT)
    return Panel(title, spec, quality_table(months, "month", standard, wording), is_empty=not total.done)


def quality_groups_panel(counts: pd.DataFrame, by: str, standard: Standard, wording: Wording) -> Panel:
    """Return the drawing of `quality_by_df`: the smallest share first, with its base, the target as a line."""
    ordered = counts.sort_values(["share_percent", "base"], ascending=[True, False], kind="stable")
    rows = _share_rows(ordered, by, standard, wording)
    labels = dict(zip(rows[by], rows["label"], strict=True))
    title = groups_finding(ordered, by, labels, standard, wording)
    spec = finished(_group_shares(by, labels, standard, wording), rows, wording, row_height(labels.values(), 48))
    return Panel(title, spec, quality_table(ordered, by, standard, wording), is_empty=rows.empty)


def quality_table(counts: pd.DataFrame, by: str, standard: Standard, wording: Wording) -> pd.DataFrame:
    """Return the rows under headings people read; a month that can still change says so."""
    heading = wording.text(N_("Month") if by == "month" else GROUP_HEADINGS[by])
    columns: dict[str, Any] = {
        heading: [wording.label(by, code) for code in counts[by]],
        wording.text(N_("Kept")): counts["kept"].to_numpy(),
        wording.text(N_("Of")): counts["base"].to_numpy(),
        wording.text(N_("Share in %")): counts["share_percent"].array,
        wording.text(N_("Late")): counts["late"].to_numpy(),
        wording.text(N_("Not due yet")): counts["waiting"].to_numpy(),
        wording.text(N_("Days, half within")): counts["days_median"].array,
        wording.text(N_("Days, nine of ten within")): counts["days_p90"].array,
    }
    if by == "month":
        columns[wording.text(N_("Share a year before in %"))] = counts["previous_percent"].array
        columns[wording.text(N_("Standing"))] = [_standing(row, standard, wording) for row in _records(counts)]
    return pd.DataFrame(columns)


def quality_finding(months: pd.DataFrame, total: Kept, standard: Standard, period: Period, wording: Wording) -> str:
    """Return how much of the period kept the standard, and in how many months it was missed."""
    name = wording.period(period)
    if not total.base:
        return wording.text(N_("{period}: nothing is due yet"), period=name)
    share = total.share_percent or 0.0
    reached = share >= standard.target_percent
    msgid = N_("{period}: {part} {standard}, the target of {target} is reached")
    if not reached:
        msgid = N_("{period}: {part} {standard}, the target of {target} is missed")
    found = wording.text(
        msgid,
        period=name,
        part=share_words(total.kept, total.base, share, wording),
        standard=standard.words(wording),
        target=standard.target(wording),
    )
    below = len(months_below(months, standard.target_percent))
    counted = int(((months["base"] > 0) & (months["waiting"] == 0)).sum())
    if counted < 2 or not below:
        return found
    said = wording.text(
        N_("below it in {below} of {months} months"), below=wording.number(below), months=wording.number(counted)
    )
    return f"{found}; {said}"


def months_below(months: pd.DataFrame, target_percent: float) -> list[str]:
    """Return the months whose share is below the target; one in which cases still wait can change, and is not named."""
    decided = months[(months["base"] > 0) & (months["waiting"] == 0)]
    return [str(month) for month in decided.loc[decided["share_percent"] < target_percent, "month"]]


def days_finding(total: Kept, standard: Standard, wording: Wording) -> str:
    """Return within how many days half and nine of ten were done."""
    if total.days_median is None or total.days_p90 is None:
        return wording.text(N_("Nothing of the period is done yet"))
    half, most = (_after(days, standard, wording) for days in (total.days_median, total.days_p90))
    if total.days_median == total.days_p90:
        return wording.text(FINDINGS_SAME[standard.clock], half=half)
    return wording.text(FINDINGS[standard.clock], half=half, most=most)


def groups_finding(counts: pd.DataFrame, by: str, labels: dict[str, str], standard: Standard, wording: Wording) -> str:
    """Return which groups miss the target."""
    heading = wording.text(GROUPS[by])
    below = [labels[code] for code in counts.loc[counts["share_percent"] < standard.target_percent, by]]
    target = standard.target(wording)
    if counts.empty:
        found = wording.text(N_("nothing is due yet"))
    elif not below:
        found = wording.text(N_("all reach the target of {target}"), target=target)
    elif len(below) > MOST_NAMES:
        values = {"below": wording.number(len(below)), "all": wording.number(len(counts)), "target": target}
        found = wording.text(N_("{below} of {all} are below the target of {target}"), **values)
    else:
        found = wording.text(N_("below the target of {target}: {names}"), target=target, names=wording.listed(below))
    return f"{heading}: {found}"


def _after(days: float, standard: Standard, wording: Wording) -> str:
    if not days:
        return wording.text(N_("the same day"))
    if standard.clock is ClockName.ACKNOWLEDGE:
        return wording.count("after {count} working day", "after {count} working days", days)
    return wording.count("after {count} day", "after {count} days", days)


def _records(counts: pd.DataFrame) -> list[dict[Any, Any]]:
    return counts.astype(object).to_dict("records")


def _standing(row: dict[Any, Any], standard: Standard, wording: Wording) -> str:
    """Return how a month stands: the target reached or missed, provisional while cases wait."""
    if not row["base"]:
        found = wording.text(N_("nothing is due yet") if row["waiting"] else N_("nothing came in"))
    else:
        is_kept = row["share_percent"] >= standard.target_percent
        found = wording.text(N_("target reached") if is_kept else N_("below the target"))
    if not row["waiting"]:
        return found
    waiting = wording.text(N_("{count} not due yet"), count=wording.number(row["waiting"]))
    return wording.text(N_("{found}, provisional: {waiting}"), found=found, waiting=waiting)


def _share_rows(counts: pd.DataFrame, by: str, standard: Standard, wording: Wording) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            by: counts[by].to_numpy(),
            "late": str(standard.clock),
            "share_percent": counts["share_percent"].to_numpy(dtype="float64", na_value=float("nan")),
            "is_open": (counts["waiting"] > 0).to_numpy(),
            "late_count": counts["late"].to_numpy(),
            "label": [wording.label(by, code) for code in counts[by]],
            "short": [
                f"{share:.0f}" if pd.notna(share) and share >= ROOMY else "" for share in counts["share_percent"]
            ],
            "part": [
                share_words(int(row["kept"]), int(row["base"]), row["share_percent"], wording)
                for row in _records(counts)
            ],
            "standing": [_standing(row, standard, wording) for row in _records(counts)],
        }
    )
    rows["shown"] = [
        wording.text(N_("{percent} of {base}"), percent=wording.percent(share), base=wording.number(base))
        for share, base in zip(counts["share_percent"], counts["base"], strict=True)
    ]
    rows["said"] = [
        f"{label}: {part}, {standing}"
        for label, part, standing in zip(rows["label"], rows["part"], rows["standing"], strict=True)
    ]
    return rows


def _tooltip(heading: str, standard: Standard, wording: Wording) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=heading),
        alt.Tooltip("part:N", title=standard.words(wording)),
        alt.Tooltip("late_count:Q", title=wording.text(N_("Late")), format=",d"),
        alt.Tooltip("standing:N", title=wording.text(N_("Standing"))),
    ]


def _month_shares(months: dict[str, str], standard: Standard, wording: Wording) -> Chart:
    mark = clicked("month", "late")
    target = wording.text(N_("dashed: target {target}"), target=standard.target(wording))
    heading = " · ".join(
        (wording.text(N_("Share in %")), target, wording.text(N_("pale with an outline: provisional")))
    )
    x = alt.X("month:O", sort=None, axis=month_axis(months, heading), scale=alt.Scale(domain=list(months)))
    y = alt.Y("share_percent:Q", axis=count_axis(None), scale=alt.Scale(domain=[0, 100]))
    bars = (
        base()
        .transform_filter("isValid(datum.share_percent)")
        .mark_bar(cursor="pointer", color=colours.PERIOD.drawn, stroke=colours.PERIOD.drawn)
        .encode(
            x=x,
            y=y,
            opacity=dimmed(mark),
            fillOpacity=alt.condition("datum.is_open", alt.value(0.25), alt.value(1)),
            strokeWidth=alt.condition("datum.is_open", alt.value(1.5), alt.value(0)),
            tooltip=_tooltip(wording.text(N_("Month")), standard, wording),
            description="said:N",
        )
        .add_params(mark)
    )
    line = _target_line().encode(y=alt.YDatum(standard.target_percent))
    if len(months) > NUMBERED_MONTHS:
        return alt.layer(bars, line)
    # Within the bar, where the line does not cross them; on a pale bar, and on one dimmed, as the page's texts.
    numbers = base().mark_text(baseline="top", dy=5, fontSize=11, cursor="pointer").encode(x=x, y=y, text="short:N")
    on_full = numbers.transform_filter("!datum.is_open").encode(
        color=alt.condition(mark, alt.value(colours.PAGE.drawn), alt.value(colours.TEXT.drawn))
    )
    return alt.layer(bars, line, on_full, numbers.transform_filter("datum.is_open"))


def _group_shares(by: str, labels: dict[str, str], standard: Standard, wording: Wording) -> Chart:
    mark = clicked(by, "late")
    heading = " · ".join(
        (standard.words(wording), wording.text(N_("dashed: target {target}"), target=standard.target(wording)))
    )
    y = alt.Y(f"{by}:N", sort=None, axis=category_axis(labels))
    scale = alt.Scale(domain=[0, 100], range=[0, alt.ExprRef(f"max(width - {NUMBER_ROOM}, 20)")], nice=False)
    x = alt.X("share_percent:Q", axis=bare_axis(heading), scale=scale)
    colour: Any = alt.value(colours.PERIOD.drawn)
    if by == "channel":
        colour = alt.Color("channel:N", scale=colours.channel_scale(labels), legend=None)
    bars = (
        base()
        .mark_bar(cursor="pointer", height={"band": 0.78})
        .encode(
            y=y,
            x=x,
            color=colour,
            opacity=dimmed(mark),
            tooltip=_tooltip(wording.text(GROUP_HEADINGS[by]), standard, wording),
            description="said:N",
        )
        .add_params(mark)
    )
    line = _target_line().encode(x=alt.XDatum(standard.target_percent))
    numbers = base().mark_text(align="left", dx=8).encode(y=y, x=alt.XDatum(100, scale=scale), text="shown:N")
    return alt.layer(bars, line, numbers)


def _target_line() -> alt.Chart:
    line: alt.Chart = base().mark_rule(color=colours.BEFORE.drawn, strokeDash=[6, 4], strokeWidth=2, aria=False)
    return line
