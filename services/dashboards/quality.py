"""Quality standard: what is closed, cleared and confirmed in time, by month with the target, by team and by channel."""

from dataclasses import dataclass
from datetime import date

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.comparing import share_words
from services.charts.drawing import Panel
from services.charts.quality import Standard, quality_days_panel, quality_groups_panel, quality_panel
from services.charts.wording import Wording
from services.dashboards.channels import whole_period
from services.dashboards.courses import STANDARD
from services.dashboards.deadlines import COMPARED
from services.dashboards.numbers import Number
from services.dashboards.selection import Selection, standard_facts
from services.deadlines import ClockName, Periods
from services.figures.quality import Kept, extended_total, kept_of, quality_by_df, quality_months_df, standard_days
from services.register.snapshot import Snapshot
from services.settings import periods_of, settings_of

RULES = N_(
    "Counted are the reactions received in the period that are done, or whose {days} days are over. A later day that "
    "was agreed does not count here."
)
OWN_PERIODS = N_(
    "Your office has deadlines of its own. This page keeps to the standard ones, by which offices are compared; the "
    "page “Deadlines” goes by yours."
)


@dataclass(frozen=True)
class QualityBoard:
    """What the dashboard of the quality standard shows; `notes` say what can still change, and which rules hold."""

    numbers: tuple[Number, ...]
    panels: dict[str, Panel]
    reactions: int
    notes: tuple[str, ...] = ()


def quality_board(
    snapshot: Snapshot, today: date, actor: Actor, language: str, selection: Selection, clock: ClockName
) -> QualityBoard:
    """Return the board for what is chosen; `clock` is the standard looked at: close, clear or acknowledge.

    It keeps the standard days, by which offices are compared, whatever the office's own are.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    facts = standard_facts(snapshot, today, selection.whole)
    period = selection.period or whole_period(snapshot, today)
    standard = Standard(clock, standard_days(clock, STANDARD), settings_of(snapshot).target_percent)
    total = kept_of(facts, clock, period, STANDARD)
    months = quality_months_df(facts, clock, period, selection.before, STANDARD)
    panels = {
        "months": quality_panel(months, total, standard, period, wording),
        "days": quality_days_panel(months, total, standard, wording),
    }
    for by in ("unit", "channel"):
        counts = quality_by_df(facts, clock, by, snapshot.lists.codes(by), period, STANDARD)
        panels[by] = quality_groups_panel(counts, by, standard, wording)
    numbers = _numbers(total, standard, extended_total(facts, period), wording)
    waiting = [str(month) for month in months.loc[months["waiting"] > 0, "month"]]
    notes = (_waiting_words(waiting, total, wording), _own_words(periods_of(snapshot), wording))
    shown = tuple(note for note in notes if note)
    return QualityBoard(numbers, panels, total.base + total.waiting, shown)


def _numbers(total: Kept, standard: Standard, extended: int, wording: Wording) -> tuple[Number, ...]:
    speed = "–"
    if total.days_median is not None and total.days_p90 is not None:
        half = wording.number(float(total.days_median))
        speed = f"{half} · {standard.days_words(total.days_p90, wording)}"
    return (
        Number(
            wording.text(N_("In time, target {target}"), target=standard.target(wording)),
            wording.percent(total.share_percent),
            help=share_words(total.kept, total.base, total.share_percent, wording),
        ),
        Number(
            wording.text(N_("Late")),
            wording.number(total.late),
            help=wording.text(RULES, days=wording.number(standard.days)),
        ),
        Number(
            wording.text(N_("Half · nine of ten within")),
            speed,
            help=wording.text(N_("Of all that are done: the median, and the days within which 90% were done.")),
        ),
        Number(
            wording.text(N_("Extended with a reason")),
            wording.number(extended),
            help=wording.text(
                N_("Given a later day for closing; the portal asks for the reason. They count as late all the same.")
            ),
        ),
    )


def _own_words(own: Periods, wording: Wording) -> str:
    """Return that the office has days of its own, which do not count here; "" where they are the standard ones."""
    is_usual = all(getattr(own, name) == getattr(STANDARD, name) for name in COMPARED)
    return "" if is_usual else wording.text(OWN_PERIODS)


def _waiting_words(months: list[str], total: Kept, wording: Wording) -> str:
    """Return which months can still change, and by how many cases; "" where none can."""
    if not months:
        return ""
    names = wording.listed([wording.label("month", month) for month in months[-3:]])
    waiting = wording.count("{count} case is not due yet", "{count} cases are not due yet", total.waiting)
    one, several = N_("{months} is provisional: {waiting}."), N_("{months} are provisional: {waiting}.")
    return wording.text(one if len(months) == 1 else several, months=names, waiting=waiting)
