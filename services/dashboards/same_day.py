"""Put right the same day: the nameless counter beside the complaints recorded, by month, channel, area and theme."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.drawing import Panel
from services.charts.same_day import same_day_by_panel, same_day_months_panel, same_day_themes_panel
from services.dashboards.channels import whole_period
from services.dashboards.numbers import Number, change_of
from services.dashboards.selection import Selection, facts_and_matters
from services.figures import filtered
from services.figures.outside import as_known_on
from services.figures.same_day import same_day_by_df, same_day_months_df, same_day_themes_df
from services.figures.shares import percent
from services.register.snapshot import Snapshot

TABLE = "same_day"


@dataclass(frozen=True)
class SameDayBoard:
    """What the same-day dashboard shows; `total` are the matters put right and the complaints recorded together."""

    numbers: tuple[Number, ...]
    panels: dict[str, Panel]
    total: int


def same_day_board(snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection) -> SameDayBoard:
    """Return the board for what is chosen; the teams chosen are left out, for the counter knows none.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording, lists = selection.wording(language, snapshot.lists), snapshot.lists
    everything = replace(selection.whole, units=())
    _, matters = facts_and_matters(snapshot, today, everything)
    kept = filtered(snapshot, areas=selection.areas).frames[TABLE]
    counter = as_known_on(TABLE, kept, np.datetime64(today, "D"))
    period, before = selection.period or whole_period(snapshot, today), selection.before
    months = same_day_months_df(counter, matters, period, before)
    areas = same_day_by_df(counter, matters, "area", lists.codes("area"), period, before)
    channels = same_day_by_df(counter, matters, "channel", lists.codes("channel"), period, before)
    themes = same_day_themes_df(counter, matters, period, before)
    panels = {
        "months": same_day_months_panel(months, wording),
        "channels": same_day_by_panel(channels, "channel", wording),
        "areas": same_day_by_panel(areas, "area", wording),
        "themes": same_day_themes_panel(themes, wording),
    }
    done, recorded = (int(areas[name].sum()) for name in ("same_day", "recorded"))
    old = int(areas["previous"].sum()) if before else None
    share = percent(done, done + recorded)
    numbers = (
        Number(wording.text(N_("Put right at once")), wording.number(done), change_of(done, old, wording)),
        Number(wording.text(N_("Complaints recorded")), wording.number(recorded)),
        Number(
            wording.text(N_("Of 100 complaints put right at once")),
            "–" if share is None else wording.number(share),
            help=wording.text(N_("Of all complaints: those put right at once and those recorded together.")),
        ),
    )
    return SameDayBoard(numbers, panels, done + recorded)
