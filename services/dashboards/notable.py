"""What stands out in a period, in sentences worked out from the figures, each with the dashboard that says more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from schema.words import N_
from services.charts.deadlines import urgency_panel
from services.charts.quality import Standard, months_below
from services.charts.wording import Wording
from services.dashboards.courses import STANDARD
from services.deadlines import ClockState
from services.figures import NONE, Period, open_cases_df
from services.figures.quality import quality_months_df
from services.register.snapshot import Snapshot

LEAST_GROWTH: Final = 3  # a smaller one says nothing
MOST_MONTHS: Final = 3
Figures = Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True, slots=True)
class Notable:
    """One sentence, and the dashboard that says more; `keeps_period` is false where it is of the day."""

    key: str
    text: str
    address: str
    keeps_period: bool = True


def list_notable(
    snapshot: Snapshot,
    facts: pd.DataFrame,
    standard_facts: pd.DataFrame,
    figures: Figures,
    period: Period,
    standard: Standard,
    wording: Wording,
) -> tuple[Notable, ...]:
    """Return what stands out, four sentences at most; nothing where all is as it was."""
    return (
        *_growing_theme(figures, wording),
        *_overdue_team(snapshot, facts, wording),
        *_months_below(standard_facts, period, standard, wording),
        *_growing_channel(figures, wording),
    )


def _growing_theme(figures: Figures, wording: Wording) -> Iterator[Notable]:
    name = _most_grown(figures, "complaints.theme.")
    if name is not None:
        area, theme = name.split(".")[2:]
        label = f"{wording.label('theme', theme, area)} ({wording.label('area', area)})"
        text = wording.text(
            N_("Grown most: {theme}, {count} complaints instead of {previous}"),
            theme=label,
            **_numbers(figures[name], wording),
        )
        yield Notable("theme", text, "themes")


def _growing_channel(figures: Figures, wording: Wording) -> Iterator[Notable]:
    name = _most_grown(figures, "reactions.channel.")
    if name is not None:
        text = wording.text(
            N_("More often used: {channel}, {count} reactions instead of {previous}"),
            channel=wording.label("channel", name.rpartition(".")[2]),
            **_numbers(figures[name], wording),
        )
        yield Notable("channel", text, "channels")


def _overdue_team(snapshot: Snapshot, facts: pd.DataFrame, wording: Wording) -> Iterator[Notable]:
    counts = open_cases_df(facts, "unit", snapshot.lists.codes("unit"))
    if counts.loc[counts["urgency"] == ClockState.OVERDUE, "reactions"].sum():
        yield Notable("overdue", urgency_panel(counts, "unit", wording).title, "deadlines", keeps_period=False)


def _months_below(facts: pd.DataFrame, period: Period, standard: Standard, wording: Wording) -> Iterator[Notable]:
    months = quality_months_df(facts, standard.clock, period, None, STANDARD)
    below = months_below(months, standard.target_percent)
    if not below:
        return
    target = standard.target(wording)
    if len(below) > MOST_MONTHS:
        decided = int(((months["base"] > 0) & (months["waiting"] == 0)).sum())
        text = wording.text(
            N_("Below the target of {target} in {below} of {months} months, last in {last}"),
            target=target,
            below=wording.number(len(below)),
            months=wording.number(decided),
            last=wording.label("month", below[-1]),
        )
    else:
        names = wording.listed([wording.label("month", month) for month in below])
        text = wording.text(N_("Below the target of {target}: {months}"), target=target, months=names)
    yield Notable("target", text, "quality")


def _most_grown(figures: Figures, family: str) -> str | None:
    """Return the figure of a family that grew most against the other period, by number; None where none did."""
    grown = {
        name: (figure["value"] or 0) - figure["previous"]
        for name, figure in figures.items()
        if name.startswith(family) and not name.endswith(f".{NONE}") and figure["previous"] is not None
    }
    name = max(grown, key=lambda one: (grown[one], one), default=None)
    return name if name is not None and grown[name] >= LEAST_GROWTH else None


def _numbers(figure: Mapping[str, float | None], wording: Wording) -> dict[str, str]:
    return {"count": wording.number(figure["value"] or 0), "previous": wording.number(figure["previous"] or 0)}
