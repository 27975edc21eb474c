"""A part of the reactions by one thing: bars with their number and share, their table, and the cases behind each."""

from typing import Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.compared import compared_bars, compared_rows, compared_table
from services.charts.comparing import change_words, reactions_words, share_words
from services.charts.drawing import Panel, finished, row_height
from services.charts.monthly import MONTHS_HEIGHT, month_bars, month_rows, short_months
from services.charts.wording import Wording
from services.figures import NONE, Period

COURSE: Final = "course"
MOST_THEMES: Final = 10


def part_panel(
    counts: pd.DataFrame, column: str, title: str, heading: str, wording: Wording, course: str = ""
) -> Panel:
    """Return the drawing of a compared frame of reactions by `column`, as its rows are ordered; zeros in the table.

    A click leads to the reactions with the code, those of a `course` (escalated, follow_up) where one is given.
    """
    seen = counts[(counts["reactions"] > 0) | (counts["previous"].fillna(0) > 0)]
    rows = compared_rows(seen, column, "reactions", wording).assign(course=course)
    labels = dict(zip(rows[column], rows["label"], strict=True))
    chart = compared_bars(
        column,
        labels,
        rows,
        wording,
        axis=wording.text(N_("Reactions")),
        colour=alt.value(colours.PERIOD.drawn),
        fields=(COURSE, column) if course else (column,),
    )
    spec = finished(chart, rows, wording, row_height(labels.values(), 48))
    names = {heading: [wording.label(column, code) for code in counts[column]]}
    return Panel(title, spec, compared_table(counts, names, "reactions", wording), is_empty=rows.empty)


def part_months_panel(counts: pd.DataFrame, title: str, course: str, wording: Wording) -> Panel:
    """Return the drawing of `part_months_df`: bars for the period, a dashed line for what it is compared with."""
    rows = month_rows(counts, wording).assign(course=course)
    is_compared = bool(counts["previous"].notna().any())
    chart = month_bars(
        short_months(counts, wording), wording, colours.PERIOD, (COURSE, "month"), is_compared=is_compared
    )
    names = {wording.text(N_("Month")): list(rows["month_words"])}
    table = compared_table(counts, names, "reactions", wording)
    spec = finished(chart, rows, wording, MONTHS_HEIGHT)
    return Panel(title, spec, table, is_empty=not counts["reactions"].sum() and not counts["previous"].fillna(0).sum())


def part_themes_panel(counts: pd.DataFrame, title: str, course: str, wording: Wording) -> Panel:
    """Return the drawing of `part_by_concern_df` by area and theme: the most frequent; the table has them all."""
    shown = counts[(counts["theme"] != NONE) & (counts["reactions"] > 0)].head(MOST_THEMES)
    short = theme_labels(shown, wording)
    rows = compared_rows(shown, "theme", "reactions", wording).assign(
        course=course,
        area=list(shown["area"]),
        label=[f"{theme} ({wording.label('area', area)})" for theme, area in zip(short, shown["area"], strict=True)],
        key=[" ".join(codes) for codes in zip(shown["area"], shown["theme"], strict=True)],
    )
    chart = compared_bars(
        "key",
        dict(zip(rows["key"], short, strict=True)),
        rows,
        wording,
        axis=wording.text(N_("Reactions")),
        colour=alt.value(colours.PERIOD.drawn),
        fields=(COURSE, "area", "theme"),
    )
    names = {
        wording.text(N_("Area")): [wording.label("area", code) for code in counts["area"]],
        wording.text(N_("Theme")): theme_labels(counts, wording),
    }
    spec = finished(chart, rows, wording, row_height(short, 48))
    return Panel(title, spec, compared_table(counts, names, "reactions", wording), is_empty=rows.empty)


def theme_labels(counts: pd.DataFrame, wording: Wording) -> list[str]:
    """Return what people call the theme of each row."""
    return [wording.label("theme", theme, area) for theme, area in zip(counts["theme"], counts["area"], strict=True)]


def part_finding(
    msgids: tuple[str, str], count: int, base: int, share: float | None, period: Period, wording: Wording
) -> str:
    """Return how many reactions of a period are the part: `msgids` for none and for some, with their parameters."""
    none, some = msgids
    name = wording.period(period)
    if not count:
        return wording.text(none, period=name, reactions=reactions_words(base, wording))
    return wording.text(some, period=name, part=share_words(count, base, share, wording))


def months_finding(counts: pd.DataFrame, what: str, wording: Wording) -> str:
    """Return how many the months come to, and how that compares."""
    total = int(counts["reactions"].sum())
    old = None if counts["previous"].isna().any() or counts.empty else int(counts["previous"].sum())
    said = f"{what}: {wording.number(total)}"
    compared = change_words(total, old, wording)
    return f"{said}, {compared}" if compared else said


def leader_finding(counts: pd.DataFrame, column: str, wording: Wording, msgids: tuple[str, str, str]) -> str:
    """Return what is most frequent: `msgids` for nothing, for one {name}, and for several {names} with as many."""
    nothing, one, several = msgids
    named = counts[(counts[column] != NONE) & (counts["reactions"] > 0)]
    if named.empty:
        return wording.text(nothing)
    most = named["reactions"].max()
    leaders = named[named["reactions"] == most]
    names = [
        wording.label(column, row[column], row["area"] if column == "theme" else None)
        for row in leaders.to_dict("records")
    ]
    first = leaders.iloc[0]
    values = {
        "count": wording.number(int(most)),
        "base": wording.number(int(first["base"])),
        "percent": wording.percent(first["share_percent"]),
    }
    if len(names) == 1:
        return wording.text(one, name=names[0], **values)
    return wording.text(several, names=wording.listed(names[:3]), **values)
