"""Overview for management: the five things that matter on one screen, each with its line by month, and what stands out.

What came in, what was closed in time, what was upheld, what is open, and the load of the ombuds office. Every number is
a figure; a tile leads to its dashboard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.comparing import change_words, concerns_words, points_words, reactions_words, share_words
from services.charts.drawing import Panel
from services.charts.overview import overview_panel
from services.charts.quality import Standard
from services.charts.sparkline import Spark, sparkline
from services.charts.wording import Wording
from services.dashboards.channels import whole_period
from services.dashboards.courses import STANDARD
from services.dashboards.notable import Notable, list_notable
from services.dashboards.numbers import load_figures
from services.dashboards.selection import Selection, facts_and_matters, standard_facts
from services.deadlines import ClockName, ClockState
from services.figures import Period
from services.figures.overview import overview_months_df
from services.figures.quality import kept_of, standard_days
from services.figures.shares import percent
from services.register.snapshot import Snapshot
from services.settings import settings_of

MONTHS: Final = 24  # that end with the period: a year beside the year before
DECIDED: Final = 0.9  # of a month's complaints, for its share to be drawn
SPARKS: Final = {
    "received": Spark("reactions", N_("Received")),
    "closed": Spark("kept_percent", N_("Closed within 14 days"), "kept"),
    "upheld": Spark("upheld_percent", N_("Complaints upheld"), "upheld"),
    "open": Spark("open", N_("Open at the end of the month")),
    "ombuds": Spark("ombuds_percent", N_("Ombuds office"), "ombuds"),
}
Figure = Mapping[str, float | None]


@dataclass(frozen=True)
class Tile:
    """One of the five: its number, how it compares, what stands behind it, its line, and the dashboard it leads to.

    `keeps_period` is false where the number is of the day, whatever period is chosen.
    """

    key: str
    label: str
    value: str
    change: str
    detail: str
    line: Panel
    address: str
    keeps_period: bool = True


@dataclass(frozen=True)
class OverviewBoard:
    """What the overview shows."""

    tiles: tuple[Tile, ...]
    notable: tuple[Notable, ...]
    reactions: int
    open_cases: int


def overview_board(snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection) -> OverviewBoard:
    """Return the overview of what is chosen.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    facts, matters = facts_and_matters(snapshot, today, selection.whole)
    standard = standard_facts(snapshot, today, selection.whole)
    period, before = selection.period or whole_period(snapshot, today), selection.before
    figures = load_figures(snapshot, today, selection.whole, period, before)
    target = Standard(ClockName.CLOSE, standard_days(ClockName.CLOSE, STANDARD), settings_of(snapshot).target_percent)
    since = whole_period(snapshot, today).start
    months = _settled(overview_months_df(standard, matters, months_up_to(min(period.end, today), since), STANDARD))
    until_today = overview_months_df(standard, matters, months_up_to(today, since), STANDARD)
    was_kept = kept_of(standard, ClockName.CLOSE, before, STANDARD).share_percent if before else None
    overdue = int((facts["urgency"] == ClockState.OVERDUE).sum())
    tiles = _Tiles(figures, months, until_today, period, target, wording)
    return OverviewBoard(
        (
            tiles.received(),
            tiles.closed_in_time(was_kept),
            tiles.upheld(),
            tiles.open_now(overdue, today),
            tiles.ombuds(),
        ),
        list_notable(snapshot, facts, standard, figures, period, target, wording),
        _count(figures["reactions.total"]),
        _count(figures["open.total"]),
    )


def overview_months(snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection) -> Panel:
    """Return the numbers behind the lines as a table, and the lines as one picture, to be taken along.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    matters = facts_and_matters(snapshot, today, selection.whole)[1]
    standard = standard_facts(snapshot, today, selection.whole)
    known = whole_period(snapshot, today)
    period = selection.period or known
    months = overview_months_df(standard, matters, months_up_to(min(period.end, today), known.start), STANDARD)
    sparks = list(_sparks(settings_of(snapshot).target_percent).values())
    words = wording.period(period)
    return overview_panel(_settled(months), sparks, period.months, months_table(months, wording), words, wording)


def _sparks(target_percent: int) -> dict[str, Spark]:
    return SPARKS | {"closed": replace(SPARKS["closed"], target_percent=target_percent)}


def months_up_to(day: date, since: date = date.min) -> list[str]:
    """Return the MONTHS months that end with that of the day, as 2022-03; fewer where the register begins later."""
    last, first = (each.year * 12 + each.month - 1 for each in (day, since))
    months = range(min(max(last - MONTHS + 1, first), last), last + 1)
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]


def months_table(months: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    """Return the numbers behind the lines under headings people read."""
    return pd.DataFrame(
        {
            wording.text(N_("Month")): [wording.label("month", month) for month in months["month"]],
            wording.text(N_("Came in")): months["reactions"],
            wording.text(N_("Closed within 14 days, in %")): months["kept_percent"],
            wording.text(N_("Complaints upheld, in %")): months["upheld_percent"],
            wording.text(N_("Open at its end")): months["open"],
            wording.text(N_("To the ombuds office")): months["ombuds"],
            wording.text(N_("Of all reactions, in %")): months["ombuds_percent"],
        }
    )


@dataclass(frozen=True, slots=True)
class _Tiles:
    """Makes the five tiles of one period."""

    figures: Mapping[str, Figure]
    months: pd.DataFrame
    until_today: pd.DataFrame
    period: Period
    target: Standard
    wording: Wording

    def received(self) -> Tile:
        """Return how much came in."""
        wording, figure = self.wording, self.figures["reactions.total"]
        concerns = concerns_words(_count(self.figures["concerns.total"]), wording)
        name = wording.text(SPARKS["received"].name)
        return Tile(
            "received",
            name,
            wording.number(_count(figure)),
            _change(figure, wording),
            wording.text(N_("Reactions, with {concerns}"), concerns=concerns),
            sparkline(self.months, SPARKS["received"], self.period.months, wording),
            "channels",
        )

    def closed_in_time(self, was: float | None) -> Tile:
        """Return the share closed in time; `was` is that of the other period."""
        wording, figure = self.wording, self.figures["quality.closed_within_14_days"]
        share, name = figure["share_percent"], wording.text(SPARKS["closed"].name)
        detail = wording.text(N_("Nothing is due yet"))
        if share is not None:
            msgid = N_("Target {target} reached: {part}")
            if share < self.target.target_percent:
                msgid = N_("Target {target} missed: {part}")
            part = wording.text(
                N_("{count} of {base}"), count=wording.number(_count(figure)), base=wording.number(figure["base"] or 0)
            )
            detail = wording.text(msgid, target=self.target.target(wording), part=part)
        spark = _sparks(self.target.target_percent)["closed"]
        line = sparkline(self.months, spark, self.period.months, wording)
        change = points_words(share, was, wording)
        return Tile("closed", name, wording.percent(share), change, detail, line, "quality")

    def upheld(self) -> Tile:
        """Return the share of the complaints that were upheld."""
        wording, figure = self.wording, self.figures["complaints.outcome.upheld"]
        complaints = self.figures["concerns.kind.complaint"]
        partly = _count(self.figures["complaints.outcome.partly_upheld"])
        name = wording.text(SPARKS["upheld"].name)
        detail = wording.text(N_("No complaint came in"))
        if figure["base"]:
            part = wording.text(
                N_("{count} of {base}"), count=wording.number(_count(figure)), base=wording.number(figure["base"])
            )
            detail = wording.text(N_("{part}, and {partly} partly"), part=part, partly=wording.number(partly))
        return Tile(
            "upheld",
            name,
            wording.percent(figure["share_percent"]),
            points_words(figure["share_percent"], percent(figure["previous"], complaints["previous"]), wording),
            detail,
            sparkline(self.months, SPARKS["upheld"], self.period.months, wording),
            "outcomes",
        )

    def open_now(self, overdue: int, today: date) -> Tile:
        """Return how much is open today, and how much of it is overdue."""
        wording, count = self.wording, _count(self.figures["open.total"])
        name = wording.text(N_("Open now"))
        part = share_words(overdue, count, percent(overdue, count), wording)
        change = wording.text(N_("Overdue: {part}"), part=part) if count else wording.text(N_("Nothing is open"))
        recent = list(self.until_today["month"][-(MONTHS // 2) :])
        return Tile(
            "open",
            name,
            wording.number(count),
            change,
            wording.text(N_("On {day}, over all years"), day=wording.day(today)),
            sparkline(self.until_today, SPARKS["open"], recent, wording),
            "deadlines",
            keeps_period=False,
        )

    def ombuds(self) -> Tile:
        """Return the load of the ombuds office: its share of all reactions, and what is open there."""
        wording, figure = self.wording, self.figures["reactions.ombuds"]
        everything = self.figures["reactions.total"]
        name = wording.text(SPARKS["ombuds"].name)
        open_there = wording.number(_count(self.figures["ombuds.open"]))
        return Tile(
            "ombuds",
            name,
            wording.percent(figure["share_percent"]),
            points_words(figure["share_percent"], percent(figure["previous"], everything["previous"]), wording),
            wording.text(
                N_("{reactions}, {open} open now"), reactions=reactions_words(_count(figure), wording), open=open_there
            ),
            sparkline(self.months, SPARKS["ombuds"], self.period.months, wording),
            "ombuds",
        )


def _settled(months: pd.DataFrame) -> pd.DataFrame:
    """Return the months with a share only where it hardly changes any more: else every line would fall at its end."""
    return months.assign(
        kept_percent=months["kept_percent"].where(months["due"] == months["reactions"]),
        upheld_percent=months["upheld_percent"].where(months["decided"] >= DECIDED * months["complaints"]),
    )


def _change(figure: Figure, wording: Wording) -> str:
    previous = figure["previous"]
    return change_words(_count(figure), None if previous is None else int(previous), wording)


def _count(figure: Figure) -> int:
    return int(figure["value"] or 0)
