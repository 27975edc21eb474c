"""Section 1, focal points: how many came, by which way, what about, what became of it (Dresden 2022, pages 1 to 4)."""

from schema.words import N_
from services.charts.channels import channels_panel
from services.charts.outcomes import outcomes_panel
from services.charts.praise import praise_areas_panel
from services.charts.themes import area_themes_panel, areas_panel
from services.figures import NONE, channels_df
from services.figures.outcomes import complaints_df
from services.figures.shares import percent
from services.figures.sums import together
from services.figures.themes import area_themes_df, areas_df
from services.report.blocks import Picture
from services.report.context import Context, ranked
from services.report.prose import (
    OF_COMPLAINTS,
    OF_REACTIONS,
    compared_count,
    joined,
    listed_counts,
    moved,
    of_complaints,
    share,
)

BENEFITS = ("complaints.area.benefits", "complaints.area.municipal")
DURATION = ("complaints.theme.benefits.bearbeitungsdauer", "complaints.theme.municipal.bearbeitungsdauer")
OWN_PART = ("benefits", "municipal", "placement", "self_employed")  # areas with a part of their own
MOST_THEMES = 8


def volume(context: Context) -> str:
    """Return how many reactions and concerns there were."""
    figures, words = context.figures, context.wording
    reactions, concerns = figures["reactions.total"], figures["concerns.total"]
    said = context.text(
        N_("In {year}, {reactions} with {concerns} in all were recorded."),
        year=context.year,
        reactions=words.count("{count} customer reaction", "{count} customer reactions", reactions.count),
        concerns=words.count("{count} concern", "{count} concerns", concerns.count),
    )
    compared = [
        moved(context, N_("The number of reactions"), reactions),
        moved(context, N_("The number of concerns"), concerns),
    ]
    returned = figures["reactions.follow_ups"]
    again = (
        context.text(
            N_("Follow-ups in a matter that had been dealt with were {share}."),
            share=share(context, returned, OF_REACTIONS),
        )
        if returned.count
        else ""
    )
    return joined(said, *(compared if context.before else ()), again)


def channels(context: Context) -> str:
    """Return which ways were used most, and which grew and shrank most."""
    entries = [
        (context.wording.label("channel", code), figure)
        for code, figure in ranked(context.figures.family("reactions.channel"))
    ]
    if not entries:
        return ""
    (label, first), *others = entries
    sentences = [
        context.text(N_("Most came by “{label}”: {share}."), label=label, share=share(context, first, OF_REACTIONS))
    ]
    if others:
        counts = [
            f"{name} {context.wording.number(figure.count)} ({context.wording.percent(figure.share_percent)})"
            for name, figure in others
        ]
        sentences.append(context.text(N_("Then follow {others}."), others=context.wording.listed(counts)))
    return joined(*sentences, *_movers(context))


def _movers(context: Context) -> list[str]:
    moves = [
        (figure.count - int(figure.previous), context.wording.label("channel", code), figure)
        for code, figure in context.figures.family("reactions.channel")
        if figure.previous is not None and code != NONE
    ]
    said = []
    for msgid, pick, sign in (
        (N_("“{label}” grew most, from {previous} to {value}."), max, 1),
        (N_("“{label}” fell most, from {previous} to {value}."), min, -1),
    ):
        difference, label, figure = pick(moves, key=lambda move: move[0], default=(0, "", None))
        if figure is not None and difference * sign > 0:
            said.append(
                context.text(
                    msgid,
                    label=label,
                    previous=context.wording.number(figure.previous or 0),
                    value=context.wording.number(figure.count),
                )
            )
    return said


def channels_picture(context: Context) -> Picture:
    """Return the channels against the year before."""
    counts = channels_df(context.facts, context.snapshot.lists.codes("channel"), context.period, context.before)
    return Picture(
        "channels",
        context.text(N_("Reactions by channel, {year}"), year=context.year),
        context.note(context.figures["reactions.ombuds"]),
        channels_panel(counts, context.wording),
        table="channels",
    )


def areas_picture(context: Context) -> Picture:
    """Return the complaints by area against the year before."""
    codes = context.snapshot.lists.codes("area")
    counts = areas_df(context.matters, codes, context.period, context.before, kind="complaint")
    return Picture(
        "areas",
        context.text(N_("Complaints by area, {year}"), year=context.year),
        context.note(context.figures["complaints.area.none"]),
        areas_panel(counts, context.wording, kind="complaint"),
        table="areas",
    )


def outcomes_picture(context: Context) -> Picture:
    """Return the complaints by outcome against the year before."""
    codes = context.snapshot.lists.codes("outcome")
    counts = complaints_df(context.matters, "outcome", codes, context.period, context.before)
    return Picture(
        "outcomes",
        context.text(N_("Complaints by outcome, {year}"), year=context.year),
        context.note(context.figures["complaints.outcome.none"]),
        outcomes_panel(counts, context.wording),
        table="outcomes",
    )


def praise_picture(context: Context) -> Picture:
    """Return the praise by area against the year before."""
    codes = context.snapshot.lists.codes("area")
    counts = areas_df(context.matters, codes, context.period, context.before, kind="praise")
    return Picture(
        "praise",
        context.text(N_("Praise by area, {year}"), year=context.year),
        context.note(context.figures["praise.area.none"]),
        praise_areas_panel(counts, context.wording),
        table="praise",
    )


def themes_picture(context: Context, area: str) -> Picture:
    """Return the themes of an area's complaints against the year before."""
    codes = [entry.code for entry in context.snapshot.lists.entries.get("theme", ()) if entry.parent == area]
    counts = area_themes_df(context.matters, area, codes, context.period, context.before, kind="complaint")
    label = context.wording.label("area", area)
    return Picture(
        f"themes_{area}",
        context.text(N_("Complaints on {area} by theme, {year}"), area=label, year=context.year),
        context.note(context.figures[f"complaints.theme.{area}.none"]),
        area_themes_panel(counts, context.wording, kind="complaint"),
        table="themes",
    )


def complaints(context: Context) -> str:
    """Return how many complaints there were, and how many were upheld."""
    figures = context.figures
    number = figures["concerns.kind.complaint"]
    if not number.count:
        return context.text(N_("No complaint was recorded."))
    upheld, partly = figures["complaints.outcome.upheld"], figures["complaints.outcome.partly_upheld"]
    pending = figures["complaints.outcome.none"]
    sentences = [
        moved(context, N_("The number of complaints"), number),
        moved(context, N_("The number of upheld complaints"), upheld),
        of_complaints(context, upheld),
    ]
    if partly.count:
        sentences.append(context.text(N_("Partly upheld were {share}."), share=share(context, partly, OF_COMPLAINTS)))
    if pending.count:
        sentences.append(context.text(N_("The outcome is still open for {share}."), share=share(context, pending)))
    return joined(*sentences)


def praise(context: Context) -> str:
    """Return how much praise there was, and for which areas."""
    number = context.figures["concerns.kind.praise"]
    if not number.count:
        return context.text(N_("No praise was recorded."))
    entries = [
        (context.wording.label("area", code), figure) for code, figure in ranked(context.figures.family("praise.area"))
    ]
    none = context.figures["praise.area.none"]
    return joined(
        moved(context, N_("The number of praises"), number),
        context.text(N_("By area: {counts}."), counts=listed_counts(context, entries)) if entries else "",
        context.text(N_("Without an area: {count}."), count=context.wording.number(none.count)) if none.count else "",
    )


def benefits(context: Context) -> str:
    """Return the complaints on benefits, the office's own and municipal together ("Leistungsbereich")."""
    number = together(context.figures, BENEFITS, "concerns.kind.complaint")
    if not number.count:
        return context.text(N_("There was no complaint on this area."))
    duration = together(context.figures, DURATION)
    sentences = [
        moved(context, N_("The number of complaints on benefits, municipal ones included,"), number),
        of_complaints(context, number),
    ]
    if duration.count:
        sentences.append(moved(context, N_("The number of complaints on the processing time"), duration))
        sentences.append(
            context.text(
                N_("That is {percent} of the complaints on benefits."),
                percent=context.wording.percent(percent(duration.count, number.count)),
            )
        )
    return joined(*sentences, _themes(context, "benefits", N_("The most frequent themes of “{area}”: {counts}.")))


def area(context: Context, code: str) -> str:
    """Return the complaints on one area, and its most frequent themes."""
    number = context.figures.get(f"complaints.area.{code}")
    if number is None or not number.count:
        return context.text(N_("There was no complaint on this area."))
    return joined(
        moved(context, N_("The number of complaints on this area"), number),
        of_complaints(context, number),
        _themes(context, code, N_("The most frequent themes: {counts}.")),
    )


def _themes(context: Context, code: str, msgid: str) -> str:
    entries = [
        (context.wording.label("theme", theme, code), figure)
        for theme, figure in ranked(context.figures.family(f"complaints.theme.{code}"), MOST_THEMES)
    ]
    if not entries:
        return ""
    return context.text(msgid, area=context.wording.label("area", code), counts=listed_counts(context, entries))


def others(context: Context) -> str:
    """Return the complaints on the areas without a part of their own."""
    entries = [
        (context.wording.label("area", code), figure)
        for code, figure in ranked(context.figures.family("complaints.area"))
        if code not in OWN_PART
    ]
    none = context.figures["complaints.area.none"]
    counts = context.wording.listed([f"{label} {compared_count(context, figure)}" for label, figure in entries])
    return joined(
        context.text(N_("Complaints on the other areas: {counts}."), counts=counts) if entries else "",
        context.text(N_("Without an area: {count}."), count=context.wording.number(none.count)) if none.count else "",
    )
