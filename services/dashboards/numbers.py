"""The numbers on top of a dashboard: taken from the figures, with how they compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from services.charts.wording import Wording
from services.dashboards.selection import Selection, standard_facts
from services.figures import Period, figures_df, filtered
from services.figures.shares import change_percent
from services.register.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Number:
    """One number: what it counts, its value as people write it, how it compares, and what it means."""

    label: str
    value: str
    delta: str | None = None
    help: str | None = None


def load_figures(
    snapshot: Snapshot, today: date, selection: Selection, period: Period, before: Period | None = None
) -> Mapping[str, Mapping[str, float | None]]:
    """Return the figures of a period by name, each as its columns; missing values are None.

    `selection` is over all years, so that it holds the period compared with as well: `Selection.whole`. They keep the
    standard periods, whatever the office's own are.
    """
    facts = standard_facts(snapshot, today, selection)
    frames = filtered(snapshot, selection.period, areas=selection.areas, units=selection.units).frames
    frame = figures_df(facts, frames["concerns"], snapshot.lists, period, today, before=before, frames=frames)
    columns = ["value", "previous", "change_percent", "base", "share_percent"]
    plain = frame.set_index("figure")[columns].astype(object)
    return {
        str(name): {column: None if pd.isna(row[column]) else float(row[column]) for column in columns}
        for name, row in plain.iterrows()
    }


def delta_of(figure: Mapping[str, float | None], wording: Wording) -> str | None:
    """Return the change against the period before as a signed percentage; None where there is no comparison."""
    change = figure["change_percent"]
    return None if change is None else wording.change(change)


def change_of(count: int, previous: int | None, wording: Wording) -> str | None:
    """Return the change of a count against the period before, in the same way."""
    change = change_percent(count, previous)
    return None if change is None else wording.change(change)
