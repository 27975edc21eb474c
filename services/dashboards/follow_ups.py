"""Follow-ups: who came back in the same matter, how long after its closing, with what, and after which outcome."""

from dataclasses import dataclass
from datetime import date

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.comparing import share_words
from services.charts.drawing import Panel
from services.charts.follow_ups import areas_panel, gaps_panel, months_panel, outcomes_panel, returns_panel
from services.dashboards.channels import whole_period
from services.dashboards.courses import known_follow_ups
from services.dashboards.numbers import Number, delta_of
from services.dashboards.selection import Selection, facts_and_matters
from services.figures.concerned import part_by_concern_df, part_months_df, part_of_all
from services.figures.follow_ups import follow_up_gaps_df, follow_up_outcomes_df, gap_days, returns_df
from services.register.snapshot import Snapshot


@dataclass(frozen=True)
class FollowUpsBoard:
    """What the follow-ups dashboard shows."""

    numbers: tuple[Number, ...]
    panels: dict[str, Panel]
    reactions: int
    follow_ups: int


def follow_ups_board(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection
) -> FollowUpsBoard:
    """Return the board for what is chosen.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    facts, matters = facts_and_matters(snapshot, today, selection.whole)
    period, before = selection.period or whole_period(snapshot, today), selection.before
    known = known_follow_ups(snapshot, today, facts)
    part = facts["is_follow_up"].to_numpy(dtype=bool)
    found = part_of_all(facts, part, period, before)
    count, base, share = found["reactions"], found["base"], found["share_percent"]
    returned = returns_df(facts, known, period, before)
    outcomes = follow_up_outcomes_df(facts, known, snapshot.lists.codes("outcome"), period, before)
    numbers = (
        Number(
            wording.text(N_("Follow-ups")),
            wording.number(count),
            delta_of(found, wording),
            wording.text(N_("Received in the period, in a matter that was dealt with before.")),
        ),
        Number(
            wording.text(N_("Share of all reactions")),
            wording.percent(share),
            help=share_words(count, base, share, wording),
        ),
    )
    panels = {
        "months": months_panel(part_months_df(facts, part, period, before), wording),
        "gaps": gaps_panel(follow_up_gaps_df(facts, known, period, before), gap_days(facts, known, period), wording),
        "areas": areas_panel(part_by_concern_df(facts, matters, part, ["area"], period, before), wording),
        "outcomes": outcomes_panel(outcomes, wording),
        "returns": returns_panel(returned, period, wording),
    }
    return FollowUpsBoard(numbers, panels, base, count)
