"""Ombuds office load: how many cases are open there, how many come in, from whom, about what, how fast they go."""

from dataclasses import dataclass
from datetime import date

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.comparing import share_words
from services.charts.drawing import Panel
from services.charts.ombuds import arrivals_panel, days_panel, partners_panel, share_panel, themes_panel
from services.charts.wording import Wording
from services.dashboards.channels import whole_period
from services.dashboards.numbers import Number, delta_of, load_figures
from services.dashboards.selection import Selection, facts_and_matters
from services.figures import ombuds_months_df, ombuds_partners_df, ombuds_themes_df
from services.figures.clearing import ombuds_clearing_days
from services.register.snapshot import Snapshot


@dataclass(frozen=True)
class OmbudsBoard:
    """What the ombuds dashboard shows."""

    numbers: tuple[Number, ...]
    panels: dict[str, Panel]
    reactions: int
    open_cases: int


def ombuds_board(snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection) -> OmbudsBoard:
    """Return the board for what is chosen.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    facts, matters = facts_and_matters(snapshot, today, selection.whole)
    period = selection.period or whole_period(snapshot, today)
    before = selection.before
    figures = load_figures(snapshot, today, selection.whole, period, before)
    days = ombuds_clearing_days(facts, period)
    months = ombuds_months_df(facts, period, before)
    arrived, share = figures["reactions.ombuds"], figures["reactions.ombuds"]["share_percent"]
    count, base = int(arrived["value"] or 0), int(arrived["base"] or 0)
    open_now = int(figures["ombuds.open"]["value"] or 0)
    numbers = (
        Number(
            wording.text(N_("Open now")),
            wording.number(open_now),
            help=wording.text(N_("Cases of the ombuds office that are not closed today, over all years.")),
        ),
        Number(
            wording.text(N_("Came in")),
            wording.number(count),
            delta_of(arrived, wording),
            wording.text(N_("Reactions to the ombuds office in the period; the change is against a year before."))
            if before
            else wording.text(N_("Reactions to the ombuds office in the period.")),
        ),
        Number(
            wording.text(N_("Share of all reactions")),
            wording.percent(share),
            help=share_words(count, base, share, wording),
        ),
        Number(
            wording.text(N_("Half cleared within")),
            _days(days.median, wording),
            help=wording.text(N_("Calendar days from the disposition, or from receipt: the median.")),
        ),
    )
    panels = {
        "months": arrivals_panel(months, period, wording),
        "share": share_panel(months, share_words(count, base, share, wording), wording),
        "days": days_panel(months, days, wording),
        "partners": partners_panel(ombuds_partners_df(facts, snapshot.lists.codes("partner"), period, before), wording),
        "themes": themes_panel(ombuds_themes_df(matters, period, before), wording),
    }
    return OmbudsBoard(numbers, panels, count, open_now)


def _days(days: float | None, wording: Wording) -> str:
    return "–" if days is None else wording.count("{count} day", "{count} days", days)
