"""The rows of the figures: what a period holds beside what another one does, in the order in which people read them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from services.deadlines import USUAL_CLOCKS, ClockState
from services.figures.counts import entries_of, is_within, middle, ninetieth
from services.figures.facts import NONE
from services.figures.periods import Period
from services.figures.shares import change_percent, percent
from services.figures.tally import Tally, days_of
from services.register.snapshot import Lists

REACTIONS, CONCERNS, DAYS, WORKING_DAYS, MATTERS = "reactions", "concerns", "days", "working_days", "matters"

Number = int | float | None
Counts = Mapping[str, int]
FigureRow = tuple[Any, ...]  # as the columns of `year.COLUMNS`


class PeriodRows:
    """Makes the rows of one period, beside those of another where there is one."""

    def __init__(self, now: Tally, then: Tally | None, lists: Lists, period: Period) -> None:
        self.now = now
        self.old = then or now
        self.is_compared = then is not None
        self.lists = lists
        self.period = period

    def all(self) -> Iterator[FigureRow]:
        """Give every row."""
        yield from self._reactions()
        yield from self._concerns()
        yield from self._quality()
        yield from self._course()
        yield from self._outside()

    def _row(self, name: str, unit: str, value: Number, previous: Number, base: int | None = None) -> FigureRow:
        compared = previous if self.is_compared else None
        change = change_percent(value, compared)
        return name, unit, self.period.label, value, compared, change, base, percent(value, base)

    def _parts(
        self, name: str, unit: str, codes: Iterable[str], counts: Counts, old: Counts, base: int, *, none: bool = True
    ) -> Iterator[FigureRow]:
        for code in entries_of(codes, counts, old, none=none):
            yield self._row(f"{name}.{code}", unit, counts.get(code, 0), old.get(code, 0), base)

    def _reactions(self) -> Iterator[FigureRow]:
        now, old = self.now, self.old
        channels = self.lists.codes("channel")
        yield self._row("reactions.total", REACTIONS, now.reactions, old.reactions)
        yield self._row("concerns.total", CONCERNS, now.concerns, old.concerns)
        yield from self._parts(
            "reactions.channel", REACTIONS, channels, now.channel, old.channel, now.reactions, none=False
        )
        yield self._row("reactions.ombuds", REACTIONS, now.ombuds, old.ombuds, now.reactions)
        yield self._row("ombuds.complaints", REACTIONS, now.ombuds_complaints, old.ombuds_complaints, now.ombuds)
        yield self._row("reactions.follow_ups", REACTIONS, now.follow_ups, old.follow_ups, now.reactions)

    def _concerns(self) -> Iterator[FigureRow]:
        now, old, lists = self.now, self.old, self.lists
        complaints, praises = now.kind.get("complaint", 0), now.kind.get("praise", 0)
        areas = lists.codes("area")
        yield from self._parts("concerns.kind", CONCERNS, lists.codes("kind"), now.kind, old.kind, now.concerns)
        yield from self._parts("complaints.area", CONCERNS, areas, now.area, old.area, complaints)
        for area in entries_of(areas, now.area, old.area):
            themes = self._entries("theme", area)
            counts, before = now.theme.get(area, {}), old.theme.get(area, {})
            yield from self._parts(f"complaints.theme.{area}", CONCERNS, themes, counts, before, now.area.get(area, 0))
            for theme in entries_of(themes, counts, before):
                yield from self._details(area, theme)
        for name, listed, counts, before in (
            ("complaints.outcome", "outcome", now.outcome, old.outcome),
            ("complaints.clearing", "clearing_kind", now.clearing, old.clearing),
            ("complaints.type", "complaint_type", now.type, old.type),
        ):
            yield from self._parts(name, CONCERNS, lists.codes(listed), counts, before, complaints)
        yield from self._parts("praise.area", CONCERNS, areas, now.praise, old.praise, praises)

    def _details(self, area: str, theme: str) -> Iterator[FigureRow]:
        """Give the rows of a theme's details; none where the theme has none, on no list and in no case."""
        details = self._entries("detail", f"{area}/{theme}")
        counts, old = (_with_none(tally, area, theme) for tally in (self.now, self.old))
        if details or set(counts) | set(old) != {NONE}:
            name = f"complaints.detail.{area}.{theme}"
            base = self.now.theme.get(area, {}).get(theme, 0)
            yield from self._parts(name, CONCERNS, details, counts, old, base)

    def _entries(self, name: str, parent: str) -> list[str]:
        return [entry.code for entry in self.lists.entries.get(name, ()) if entry.parent == parent]

    def _quality(self) -> Iterator[FigureRow]:
        now, old = self.now, self.old
        for name, (kept, due) in now.quality.items():
            yield self._row(name, REACTIONS, kept, old.quality[name][0], due)
        for name, unit, days, before in (
            ("days_to_close", DAYS, now.days_to_close, old.days_to_close),
            ("days_to_clear", DAYS, now.days_to_clear, old.days_to_clear),
            (
                "working_days_to_acknowledge",
                WORKING_DAYS,
                now.working_days_to_acknowledge,
                old.working_days_to_acknowledge,
            ),
        ):
            yield self._row(f"quality.{name}.median", unit, middle(days), middle(before))
            yield self._row(f"quality.{name}.p90", unit, ninetieth(days), ninetieth(before))

    def _course(self) -> Iterator[FigureRow]:
        now, old = self.now, self.old
        steps = self.lists.codes("escalation_step")
        yield self._row("reactions.extended", REACTIONS, now.extended, old.extended, now.reactions)
        yield self._row("reactions.escalated", REACTIONS, now.escalated, old.escalated, now.reactions)
        yield from self._parts("reactions.escalation", REACTIONS, steps, now.escalation, old.escalation, now.reactions)
        for name, count in now.consent.items():
            yield self._row(f"consent.{name}", REACTIONS, count, old.consent[name], now.answerable)

    def _outside(self) -> Iterator[FigureRow]:
        yield self._row("same_day.total", MATTERS, self.now.same_day, self.old.same_day)
        yield self._row("handovers.total", MATTERS, self.now.handovers, self.old.handovers)


def day_rows(facts: pd.DataFrame, period: Period, day: str) -> Iterator[FigureRow]:
    """Give the rows that say how things stand on a day, without a comparison."""

    def row(name: str, unit: str, label: str, value: Number) -> FigureRow:
        return name, unit, label, value, None, None, None, None

    is_open = ~facts["is_closed"]
    yield row("open.total", REACTIONS, day, int(is_open.sum()))
    for clock in USUAL_CLOCKS:
        overdue = int((facts[f"{clock}_state"] == ClockState.OVERDUE).sum())
        yield row(f"overdue.{clock}", REACTIONS, day, overdue)
    yield row("ombuds.open", REACTIONS, day, int((is_open & facts["is_ombuds"]).sum()))
    cleared = facts[facts["is_ombuds"] & facts["is_cleared"] & is_within(facts["received_on"], period)]
    days = days_of(cleared["days_to_clear"])
    yield row("ombuds.days_to_clear.median", DAYS, period.label, middle(days))
    yield row("ombuds.days_to_clear.p90", DAYS, period.label, ninetieth(days))


def _with_none(tally: Tally, area: str, theme: str) -> dict[str, int]:
    """Return the details of a theme's complaints, and how many of them have none."""
    counts = tally.detail.get((area, theme), {})
    return {**counts, NONE: tally.theme.get(area, {}).get(theme, 0) - sum(counts.values())}
