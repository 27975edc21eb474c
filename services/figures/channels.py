"""Channels dashboard: by which way reactions come in, and what each channel is about.

A case belongs to the period in which it was received. Every channel of the list is named, zeros included.
"""

from collections.abc import Iterable, Iterator

import pandas as pd

from services.figures.comparison import Compared, compared_df, compared_row
from services.figures.counts import counts_of, entries_of, is_within, months_of, theme_counts
from services.figures.facts import NONE
from services.figures.periods import Period


def channels_df(facts: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None) -> pd.DataFrame:
    """Return `channel, reactions` against another period; the base is all reactions of the period."""
    now = facts.loc[is_within(facts["received_on"], period), "channel"]
    then = facts.loc[is_within(facts["received_on"], before), "channel"] if before else now
    counts, old = counts_of(now), counts_of(then)
    rows = (
        compared_row([code], counts.get(code, 0), old.get(code, 0) if before else None, len(now))
        for code in entries_of(codes, counts, old, none=False)
    )
    return compared_df(rows, ["channel"], "reactions")


def channel_months_df(facts: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None) -> pd.DataFrame:
    """Return `month, channel, reactions` against the month at the same place in `before`.

    The base is all reactions of the month. Where `before` has fewer months, there is no comparison.
    """
    counts, old = _month_counts(facts, period), _month_counts(facts, before) if before else {}
    channels = entries_of(codes, *counts.values(), *old.values(), none=False)
    months_before = dict(zip(period.months, before.months if before else [], strict=False))
    rows: list[Compared] = []
    for month in period.months:
        found = counts.get(month, {})
        compared = old.get(months_before[month], {}) if month in months_before else None
        for code in channels:
            previous = None if compared is None else compared.get(code, 0)
            rows.append(compared_row([month, code], found.get(code, 0), previous, sum(found.values())))
    return compared_df(rows, ["month", "channel"], "reactions")


def channel_areas_df(
    matters: pd.DataFrame,
    channels: Iterable[str],
    areas: Iterable[str],
    period: Period,
    *,
    before: Period | None = None,
    kind: str | None = None,
) -> pd.DataFrame:
    """Return `channel, area, concerns`: what each channel is about; the base is all concerns of the channel.

    `kind` counts the concerns of one kind only, in the base as well. Concerns without an area stand under `none`.
    """
    now, old = _area_counts(matters, period, kind), _area_counts(matters, before, kind) if before else {}
    names = entries_of(areas, *now.values(), *old.values())
    rows: list[Compared] = []
    for channel in entries_of(channels, dict.fromkeys(now, 1), dict.fromkeys(old, 1), none=False):
        counts, compared = now.get(channel, {}), old.get(channel, {})
        for area in names:
            previous = compared.get(area, 0) if before else None
            rows.append(compared_row([channel, area], counts.get(area, 0), previous, sum(counts.values())))
    return compared_df(rows, ["channel", "area"], "concerns")


def channel_themes_df(
    matters: pd.DataFrame,
    period: Period,
    *,
    before: Period | None = None,
    kind: str | None = None,
    limit: int = 5,
) -> pd.DataFrame:
    """Return `channel, area, theme, concerns`: each channel's most frequent themes, `limit` at most.

    The base is all concerns of the channel. Concerns without a theme are no theme. Equal counts stand by code.
    """
    rows: list[Compared] = []
    then = dict(_by_channel(matters, before, kind)) if before else {}
    for channel, inside in _by_channel(matters, period, kind):
        old = theme_counts(then[channel]) if channel in then else {}
        themes = [
            (-count, area, theme)
            for area, counts in theme_counts(inside).items()
            for theme, count in counts.items()
            if theme != NONE
        ]
        for count, area, theme in sorted(themes)[:limit]:
            previous = old.get(area, {}).get(theme, 0) if before else None
            rows.append(compared_row([channel, area, theme], -count, previous, len(inside)))
    return compared_df(rows, ["channel", "area", "theme"], "concerns")


def _month_counts(facts: pd.DataFrame, period: Period) -> dict[str, dict[str, int]]:
    rows = facts[is_within(facts["received_on"], period)]
    months = months_of(rows["received_on"])
    return {month: counts_of(rows.loc[months == month, "channel"]) for month in period.months}


def _area_counts(matters: pd.DataFrame, period: Period, kind: str | None) -> dict[str, dict[str, int]]:
    return {channel: counts_of(inside["area"]) for channel, inside in _by_channel(matters, period, kind)}


def _by_channel(matters: pd.DataFrame, period: Period, kind: str | None) -> Iterator[tuple[str, pd.DataFrame]]:
    inside = matters[is_within(matters["received_on"], period)]
    if kind is not None:
        inside = inside[inside["kind"] == kind]
    for channel in sorted(counts_of(inside["channel"])):
        is_channel = inside["channel"].isna() if channel == NONE else inside["channel"] == channel
        yield channel, inside[is_channel]
