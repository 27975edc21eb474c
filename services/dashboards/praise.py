"""Praise: for which area, month by month, beside the complaints, and whether it was talked over. No names anywhere."""

from dataclasses import dataclass
from datetime import date

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.counted import COMPLAINT, PRAISE, counted, heading_of, part_of
from services.charts.drawing import Panel
from services.charts.praise import praise_areas_panel, praise_months_panel, praise_ratio_panel, talked_over_panel
from services.dashboards.channels import whole_period
from services.dashboards.numbers import Number, change_of
from services.dashboards.selection import Selection, facts_and_matters
from services.figures.praise import praise_months_df, talked_over_df
from services.figures.shares import percent
from services.figures.themes import areas_df
from services.register.snapshot import Snapshot


@dataclass(frozen=True)
class PraiseBoard:
    """What the praise dashboard shows."""

    numbers: tuple[Number, ...]
    panels: dict[str, Panel]
    praises: int


def praise_board(snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection) -> PraiseBoard:
    """Return the board for what is chosen.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    _, matters = facts_and_matters(snapshot, today, selection.whole)
    period, before = selection.period or whole_period(snapshot, today), selection.before
    areas = areas_df(matters, snapshot.lists.codes("area"), period, before, kind=PRAISE)
    months, talked = praise_months_df(matters, period, before), talked_over_df(matters, today, period)
    praises, complaints = int(areas["concerns"].sum()), int(months["complaints"].sum())
    old = int(areas["previous"].sum()) if before else None
    done = int(talked["concerns"].sum())
    ratio, share = percent(praises, complaints), percent(done, praises)
    numbers = (
        Number(heading_of(PRAISE, wording), wording.number(praises), change_of(praises, old, wording)),
        Number(
            wording.text(N_("Praise for each 100 complaints")),
            "–" if ratio is None else wording.number(ratio),
            help=f"{counted(PRAISE, praises, wording)}, {counted(COMPLAINT, complaints, wording)}",
        ),
        Number(
            wording.text(N_("Talked over")),
            wording.percent(share),
            help=" ".join(
                (
                    part_of(done, PRAISE, praises, share, wording),
                    wording.text(N_("The team lead talks a praise over where it names somebody.")),
                )
            ),
        ),
    )
    panels = {
        "areas": praise_areas_panel(areas, wording),
        "months": praise_months_panel(months, wording),
        "ratio": praise_ratio_panel(months, wording),
        "talked": talked_over_panel(talked, wording),
    }
    return PraiseBoard(numbers, panels, praises)
