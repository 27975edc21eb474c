"""Channels: by which way reactions come in, month by month, and what each is about."""

from dataclasses import dataclass
from datetime import date

from services import access
from services.access import Action, Actor
from services.charts.channels import areas_panel, channels_panel, months_panel, themes_panel
from services.charts.drawing import Panel
from services.dashboards.selection import Selection, facts_and_matters
from services.figures import Period, channel_areas_df, channel_months_df, channel_themes_df, channels_df
from services.register.snapshot import Snapshot

THEMES_OF_ALL, THEMES_OF_ONE = 2, 10


@dataclass(frozen=True)
class ChannelsBoard:
    """What the channels dashboard shows."""

    panels: dict[str, Panel]
    reactions: int


def channels_board(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection, channel: str | None
) -> ChannelsBoard:
    """Return the board for what is chosen; `channel` narrows the months and the themes to one.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    facts, matters = facts_and_matters(snapshot, today, selection.whole)
    period = selection.period or whole_period(snapshot, today)
    before = selection.before
    codes = snapshot.lists.codes("channel")
    counts = channels_df(facts, codes, period, before)
    areas = channel_areas_df(matters, codes, snapshot.lists.codes("area"), period, before=before)
    themes = channel_themes_df(matters, period, before=before, limit=THEMES_OF_ONE if channel else THEMES_OF_ALL)
    months = channel_months_df(facts, codes, period, before)
    panels = {
        "channels": channels_panel(counts, wording),
        "months": months_panel(months, channel, period, wording),
        "areas": areas_panel(areas, wording),
        "themes": themes_panel(themes, channel, wording),
    }
    return ChannelsBoard(panels, int(counts["reactions"].sum()))


def whole_period(snapshot: Snapshot, today: date) -> Period:
    """Return the days from the first reaction to today."""
    received = snapshot.frames["reactions"]["received_on"]
    first = today if received.isna().all() else min(received.min().date(), today)
    return Period.of(first.replace(day=1), today)
