"""Section 2, contribution to quality management, and section 4 b, the quality standard (Dresden 2022, pages 4 to 7)."""

from schema.words import N_
from services.charts.ombuds import arrivals_panel, partners_panel
from services.charts.ombuds import themes_panel as ombuds_themes_panel
from services.charts.quality import Standard, quality_panel
from services.deadlines import ClockName, Periods
from services.figures import NONE, ombuds_months_df, ombuds_partners_df, ombuds_themes_df
from services.figures.lookup import Figure
from services.figures.quality import kept_of, quality_months_df
from services.report.blocks import Picture
from services.report.context import Context
from services.report.prose import OF_REACTIONS, joined, moved, share
from services.settings import settings_of

MOST_THEMES = 5
STANDARDS = (
    ("quality.closed_within_14_days", N_("closed within 14 calendar days: {share}")),
    ("quality.cleared_within_9_days", N_("cleared by the team within 9 calendar days: {share}")),
    ("quality.acknowledged_within_3_working_days", N_("receipt confirmed within 3 working days: {share}")),
)


def ombuds(context: Context) -> str:
    """Return how many reactions went to the ombuds office, what about, and how fast they were cleared."""
    figures = context.figures
    number = figures["reactions.ombuds"]
    if not number.count:
        return context.text(N_("No reaction was addressed to the ombuds office."))
    themes = ombuds_themes_df(context.matters, context.period, context.before)
    named = themes[themes["theme"] != NONE].head(MOST_THEMES)
    labels = [
        context.text(
            N_("{theme} ({area}) {count}"),
            theme=context.wording.label("theme", theme, area),
            area=context.wording.label("area", area),
            count=context.wording.number(count),
        )
        for theme, area, count in zip(named["theme"], named["area"], named["concerns"], strict=True)
    ]
    return joined(
        context.text(N_("Addressed to the ombuds office were {share}."), share=share(context, number, OF_REACTIONS)),
        moved(context, N_("Their number"), number) if context.before else "",
        context.text(
            N_("At least one complaint was held by {share}."), share=share(context, figures["ombuds.complaints"])
        ),
        context.text(N_("Focal points were: {themes}."), themes=context.wording.listed(labels)) if labels else "",
        _days_to_clear(context, figures["ombuds.days_to_clear.median"]),
    )


def _days_to_clear(context: Context, median: Figure) -> str:
    if median.value is None:
        return ""
    if not median.value:
        return context.text(N_("Half of those that are cleared were cleared on the very day."))
    days = context.wording.count("{count} day", "{count} days", float(median.value))
    return context.text(N_("Half of those that are cleared were cleared within {days}."), days=days)


def ombuds_pictures(context: Context) -> tuple[Picture, ...]:
    """Return the arrivals by month, the partners and the themes of the ombuds office; none where nothing came."""
    number = context.figures["reactions.ombuds"]
    if not number.count:
        return ()
    note = context.note(number)
    months = ombuds_months_df(context.facts, context.period, context.before)
    partners = ombuds_partners_df(
        context.facts, context.snapshot.lists.codes("partner"), context.period, context.before
    )
    themes = ombuds_themes_df(context.matters, context.period, context.before)
    return (
        Picture(
            "ombuds_months",
            context.text(N_("Reactions to the ombuds office by month, {year}"), year=context.year),
            note,
            arrivals_panel(months, context.period, context.wording),
            table="ombuds_months",
        ),
        Picture(
            "ombuds_partners",
            context.text(N_("Reactions to the ombuds office by partner, {year}"), year=context.year),
            note,
            partners_panel(partners, context.wording),
            table="ombuds_partners",
        ),
        Picture(
            "ombuds_themes",
            context.text(N_("Concerns at the ombuds office by theme, {year}"), year=context.year),
            context.note(context.figures["concerns.total"]),
            ombuds_themes_panel(themes, context.wording),
            table="ombuds_themes",
        ),
    )


def standard_picture(context: Context) -> Picture:
    """Return the share closed within 14 days by month, with the office's target (section 4 b)."""
    periods, clock = Periods(), ClockName.CLOSE
    months = quality_months_df(context.facts, clock, context.period, context.before, periods)
    total = kept_of(context.facts, clock, context.period, periods)
    standard = Standard(clock, periods.close_days, settings_of(context.snapshot).target_percent)
    return Picture(
        "quality",
        context.text(N_("Closed within 14 days by month, {year}"), year=context.year),
        context.note(context.figures["quality.closed_within_14_days"]),
        quality_panel(months, total, standard, context.period, context.wording),
        table="quality_months",
    )


def standards(context: Context) -> str:
    """Return how the quality standards were kept, and how many days it took (section 4 b)."""
    figures = context.figures
    closed = figures["quality.closed_within_14_days"]
    if not closed.base:
        return context.text(N_("No reaction of the year is closed or due yet."))
    kept = [context.text(msgid, share=share(context, figures[name])) for name, msgid in STANDARDS if figures[name].base]
    median, most = figures["quality.days_to_close.median"], figures["quality.days_to_close.p90"]
    days = ""
    if median.value is not None and most.value is not None:
        days = context.text(
            N_("Half of the closed reactions were closed within {half}, nine of ten within {most}."),
            half=context.wording.count("{count} day", "{count} days", float(median.value)),
            most=context.wording.count("{count} day", "{count} days", float(most.value)),
        )
    compared = ""
    if closed.previous is not None:
        compared = context.text(
            N_("In {before} these were {count}."),
            before=context.year_before,
            count=context.wording.number(closed.previous),
        )
    pending = figures["reactions.total"].count - closed.base
    return joined(
        context.text(
            N_("Within 14 days, and so within the quality standard, {share} were closed."),
            share=share(context, closed, OF_REACTIONS),
        ),
        compared,
        context.text(N_("In detail: {kept}."), kept="; ".join(kept[1:])) if kept[1:] else "",
        days,
        context.text(
            N_("{count} reactions are still open and not older than 14 days; they are not judged yet."),
            count=context.wording.number(pending),
        )
        if pending > 0
        else "",
    )
