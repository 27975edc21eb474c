"""Drawings of themes: areas, the themes of an area, the details of a theme, what grew most, and month by month."""

from typing import Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.cells import cells_chart
from services.charts.compared import compared_bars, compared_rows, compared_table
from services.charts.comparing import change_words
from services.charts.counted import counted, heading_of, nothing_of, part_of
from services.charts.drawing import Panel, bare_axis, base, category_axis, clicked, dimmed, finished, row_height
from services.charts.theme_words import theme_axis, theme_labels
from services.charts.wording import Wording
from services.figures import NONE

MOST_BARS: Final = 20
MOST_CHANGES: Final = 5  # that grew, and as many that declined
CHANGE_PIXELS: Final = 105  # what a change and its two numbers take


def areas_panel(counts: pd.DataFrame, wording: Wording, *, kind: str | None = None) -> Panel:
    """Return the drawing of `areas_df`: the most frequent area first, a stroke where each was before."""
    return _level_panel(counts, "area", wording, kind=kind)


def area_themes_panel(counts: pd.DataFrame, wording: Wording, *, kind: str | None = None) -> Panel:
    """Return the drawing of `area_themes_df`: the themes of one area, a stroke where each was before."""
    return _level_panel(counts, "theme", wording, kind=kind)


def theme_details_panel(counts: pd.DataFrame, wording: Wording, *, kind: str | None = None) -> Panel:
    """Return the drawing of `theme_details_df`: the details of one theme, a stroke where each was before."""
    return _level_panel(counts, "detail", wording, kind=kind)


def theme_changes_panel(
    counts: pd.DataFrame, wording: Wording, *, kind: str | None = None, is_compared: bool = True
) -> Panel:
    """Return the drawing of `theme_changes_df`: what grew most, and what declined most."""
    grown = counts[counts["difference"] > 0].head(MOST_CHANGES)
    declined = counts[counts["difference"] < 0].tail(MOST_CHANGES)
    shown = pd.concat([grown, declined], ignore_index=True)
    differences = [int(number) for number in shown["difference"]]
    rows = pd.DataFrame(
        {
            "kind": kind or "",
            "area": shown["area"],
            "theme": shown["theme"],
            "key": shown["area"] + " " + shown["theme"],
            "label": theme_labels(shown, wording, with_area=True),
            "difference": differences,
            "number_at": shown["difference"].clip(lower=0),
            "shown": [
                f"{_signed(difference, wording)} ({wording.number(count - difference)} → {wording.number(count)})"
                for difference, count in zip(differences, map(int, shown["concerns"]), strict=True)
            ],
        }
    )
    axis = theme_axis(shown, wording)
    low, high = (min([0, *differences]), max([0, *differences]))
    mark = clicked("kind", "area", "theme")
    y = alt.Y("key:N", sort=None, axis=category_axis(axis))
    scale = alt.Scale(
        domain=[low, max(high, low + 1)], range=[0, alt.ExprRef(f"max(width - {CHANGE_PIXELS}, 20)")], nice=False
    )
    tooltip = [
        alt.Tooltip("label:N", title=wording.text(N_("What"))),
        alt.Tooltip("shown:N", title=heading_of(kind, wording)),
    ]
    bars = (
        base()
        .transform_calculate(said="datum.label + ': ' + datum.shown")
        .mark_bar(cursor="pointer", height={"band": 0.78})
        .encode(
            y=y,
            x=alt.X("difference:Q", axis=bare_axis(heading_of(kind, wording)), scale=scale),
            color=alt.value(colours.PERIOD.drawn),
            opacity=dimmed(mark),
            tooltip=tooltip,
            description="said:N",
        )
        .add_params(mark)
    )
    numbers = base().mark_text(align="left", dx=8).encode(y=y, x="number_at:Q", text="shown:N")
    headings = {
        wording.field("area"): [wording.label("area", code) for code in counts["area"]],
        wording.field("theme"): theme_labels(counts, wording),
    }
    table = compared_table(counts, headings, "concerns", wording, counted=heading_of(kind, wording))
    table.insert(4, wording.text(N_("Difference")), counts["difference"].to_numpy())
    spec = finished(alt.layer(bars, numbers), rows, wording, row_height(axis.values(), 48))
    title = _changes_finding(grown, declined, wording)
    if not is_compared:
        title = wording.text(N_("What grew most can be said with a comparison only"))
    return Panel(title, spec, table, is_empty=rows.empty)


def theme_times_panel(counts: pd.DataFrame, wording: Wording, *, kind: str | None = None) -> Panel:
    """Return the drawing of `theme_times_df`: themes by months (or years), the numbers in their cells."""
    unit = "month" if "month" in counts else "year"
    times = list(dict.fromkeys(counts[unit]))
    heads = dict(zip(times, wording.months(times) if unit == "month" else times, strict=True))
    keys = counts["area"] + " " + counts["theme"]
    names = theme_axis(counts, wording)
    rows = pd.DataFrame(
        {
            "kind": kind or "",
            "area": counts["area"],
            "theme": counts["theme"],
            "key": keys,
            unit: counts[unit],
            "count": counts["concerns"],
            "row_words": theme_labels(counts, wording, with_area=True),
            "column_words": [wording.label("month", code) if unit == "month" else code for code in counts[unit]],
        }
    )
    chart, rows = cells_chart(
        rows,
        (unit, heads, wording.text(N_("Month") if unit == "month" else N_("Year"))),
        ("key", names, wording.field("theme")),
        heading_of(kind, wording),
        ("kind", "area", "theme", unit),
        wording,
    )
    table = pd.DataFrame(
        {
            wording.field("theme"): rows["row_words"],
            wording.text(N_("Month") if unit == "month" else N_("Year")): rows["column_words"],
            heading_of(kind, wording): rows["count"],
        }
    )
    title = _times_finding(rows, kind, wording)
    spec = finished(chart, rows, wording, len(names) * 30 + 60)
    return Panel(title, spec, table, is_empty=rows.empty)


def _level_panel(counts: pd.DataFrame, column: str, wording: Wording, *, kind: str | None) -> Panel:
    """Return bars of one level: areas, themes of an area or details of a theme."""
    parent = "/".join(counts[name].iloc[0] for name in ("area", "theme") if name in counts and name != column)
    labels = {code: wording.label(column, code, parent or None) for code in counts[column]}
    seen = counts[(counts["concerns"] > 0) | (counts["previous"].fillna(0) > 0)]
    ordered = seen.assign(is_none=seen[column] == NONE).sort_values(
        ["is_none", "concerns", "previous"], ascending=[True, False, False], kind="stable"
    )
    shown = ordered.head(MOST_BARS)
    fields = tuple(name for name in ("area", "theme", "detail") if name in counts)
    rows = compared_rows(shown, column, "concerns", wording).assign(
        kind=kind or "", label=[labels[code] for code in shown[column]], **{name: list(shown[name]) for name in fields}
    )
    axis = {code: labels[code] for code in shown[column]}
    chart = compared_bars(
        column,
        axis,
        rows,
        wording,
        axis=heading_of(kind, wording),
        colour=alt.value(colours.PERIOD.drawn),
        fields=("kind", *fields),
    )
    headings = {wording.field(column): list(labels.values())}
    table = compared_table(counts, headings, "concerns", wording, counted=heading_of(kind, wording))
    spec = finished(chart, rows, wording, row_height(axis.values(), 48))
    return Panel(_level_finding(counts, column, labels, kind, wording), spec, table, is_empty=rows.empty)


WITHOUT: Final = {
    "area": N_("{all_of_it}, none with an area"),
    "theme": N_("{all_of_it}, none with a theme"),
    "detail": N_("{all_of_it}, none with a detail"),
}


def _level_finding(
    counts: pd.DataFrame, column: str, labels: dict[str, str], kind: str | None, wording: Wording
) -> str:
    total = int(counts["concerns"].sum())
    where = _where(counts, column, wording)
    named = counts[counts[column] != NONE]
    most = int(named["concerns"].max()) if len(named) else 0
    if not most:
        said = nothing_of(kind, wording)
        if total:
            said = wording.text(WITHOUT[column], all_of_it=counted(kind, total, wording))
        return f"{where}: {said}" if where else said
    leaders = named[named["concerns"] == most]
    first = leaders.iloc[0]
    names = wording.listed([labels[code] for code in leaders[column]][:3])
    share = part_of(most, kind, total, float(first["share_percent"]), wording, each=len(leaders) > 1)
    if where:
        said = wording.text(N_("{where}: most often {names}, {share}"), where=where, names=names, share=share)
    else:
        said = wording.text(N_("Most often: {names}, {share}"), names=names, share=share)
    previous = None if pd.isna(first["previous"]) or len(leaders) > 1 else int(first["previous"])
    compared = change_words(most, previous, wording)
    return f"{said}, {compared}" if compared else said


def _where(counts: pd.DataFrame, column: str, wording: Wording) -> str:
    if column == "area" or counts.empty:
        return ""
    area = str(counts["area"].iloc[0])
    return wording.label("area", area) if column == "theme" else wording.label("theme", counts["theme"].iloc[0], area)


def _signed(number: int, wording: Wording) -> str:
    sign = "+" if number > 0 else "\N{MINUS SIGN}"
    return f"{sign}{wording.number(abs(number))}"


def _changes_finding(grown: pd.DataFrame, declined: pd.DataFrame, wording: Wording) -> str:
    if grown.empty and declined.empty:
        return wording.text(N_("No theme grew or declined noticeably"))
    first = declined.iloc[[-1]] if grown.empty else grown.iloc[[0]]
    return wording.text(
        N_("Declined most: {name}, from {previous} to {count}")
        if grown.empty
        else N_("Grew most: {name}, from {previous} to {count}"),
        name=theme_labels(first, wording, with_area=True)[0],
        previous=wording.number(int(first["previous"].iloc[0])),
        count=wording.number(int(first["concerns"].iloc[0])),
    )


def _times_finding(rows: pd.DataFrame, kind: str | None, wording: Wording) -> str:
    most = rows[rows["count"] == rows["count"].max()] if len(rows) else rows
    if rows.empty or not int(most["count"].iloc[0]):
        return wording.text(N_("No theme was recorded"))
    first = most.iloc[0]
    if len(most) > 1:
        return wording.text(N_("The most frequent themes over time"))
    return wording.text(
        N_("Peak: {theme}, {time}: {count}"),
        theme=first["row_words"],
        time=first["column_words"],
        count=counted(kind, int(first["count"]), wording),
    )
