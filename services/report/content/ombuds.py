"""Section 5, tables of the ombuds office: when its cases came, from whom, and what about."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from schema.words import N_
from services.charts.ombuds import MOST_THEMES
from services.figures import ombuds_focus_df, ombuds_months_df, ombuds_partners_df
from services.figures.ombuds import ALL, REST
from services.report.blocks import Cell, Line, Table
from services.report.context import Context, optional


def ombuds_tables(context: Context) -> Iterator[Table]:
    """Yield the tables of the ombuds office: by month, by partner, by area and theme."""
    facts, period, before = context.facts, context.period, context.before
    partners = context.snapshot.lists.codes("partner")
    note = context.note(context.figures["reactions.ombuds"])
    yield _compared(
        context,
        "ombuds_months",
        context.text(N_("Reactions to the ombuds office by month")),
        {context.text(N_("Month")): lambda row: context.wording.label("month", row["month"])},
        ombuds_months_df(facts, period, before),
        context.text(N_("Counted: reactions. Shares are of all reactions of the month.")),
    )
    yield _compared(
        context,
        "ombuds_partners",
        context.text(N_("Reactions to the ombuds office by partner")),
        {context.text(N_("Partner")): lambda row: context.wording.label("partner", row["partner"])},
        ombuds_partners_df(facts, partners, period, before).drop(columns="open"),
        note,
    )
    yield _ombuds_themes(context)


def _ombuds_themes(context: Context) -> Table:
    """Return the areas, each with the themes that are the most frequent of all: those of the picture are among them."""
    labels = {ALL: context.text(N_("all themes")), REST: context.text(N_("further themes"))}
    lines = []
    for row in ombuds_focus_df(context.matters, context.period, context.before, MOST_THEMES).to_dict("records"):
        area, theme = str(row["area"]), str(row["theme"])
        words = (
            context.text(N_("All areas")) if area == ALL else context.wording.label("area", area),
            labels.get(theme) or context.wording.label("theme", theme, area),
        )
        cells = _compared_cells(context, row, "concerns")
        lines.append(Line((*words, *cells), is_total=theme == ALL, is_rest=theme == REST))
    counted = N_("Counted: concerns of all kinds. Shares are of all concerns at the ombuds office.")
    named = N_(
        "Named are the {count} most frequent themes of a year; the portal has them all on the ombuds office’s page."
    )
    note = f"{context.text(counted)} {context.text(named, count=MOST_THEMES)}"
    columns = context.count_columns(context.text(N_("Area")), context.text(N_("Theme")))
    return Table(
        "ombuds_themes",
        context.text(N_("Concerns at the ombuds office by area and theme")),
        note,
        columns,
        tuple(lines),
    )


def _compared(
    context: Context,
    key: str,
    caption: str,
    labels: Mapping[str, Callable[[Mapping[Hashable, Any]], str]],
    frame: pd.DataFrame,
    note: str,
) -> Table:
    """Return the table of a compared frame; what occurs in neither period is left out but for months."""
    unit = "concerns" if "concerns" in frame else "reactions"
    lines = []
    for row in frame.to_dict("records"):
        if "month" not in row and not row[unit] and not (optional(row["previous"]) or 0):
            continue
        lines.append(Line((*(label(row) for label in labels.values()), *_compared_cells(context, row, unit))))
    return Table(key, caption, note, context.count_columns(*labels), tuple(lines))


def _compared_cells(context: Context, row: Mapping[Hashable, Any], unit: str) -> tuple[Cell, ...]:
    compared = (optional(row["previous"]), optional(row["change_percent"])) if context.before else ()
    return (int(row[unit]), *compared, optional(row["share_percent"]))
