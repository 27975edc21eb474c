"""Section 5, quantitative tables: every figure of the year, each with what it counts and what its share is of."""

from collections.abc import Iterator
from dataclasses import dataclass

from schema.words import N_
from services.deadlines import ClockName, Periods
from services.figures import NONE
from services.figures.quality import quality_months_df
from services.report.blocks import Column, Kind, Line, Table
from services.report.content.ombuds import ombuds_tables
from services.report.context import Context, optional

TOTALS = (
    ("reactions.total", N_("Reactions")),
    ("concerns.total", N_("Concerns")),
    ("reactions.follow_ups", N_("Follow-ups (share of reactions)")),
    ("reactions.ombuds", N_("Addressed to the ombuds office (share of reactions)")),
    ("ombuds.complaints", N_("of these with at least one complaint (share of these)")),
    ("reactions.extended", N_("With an extended deadline (share of reactions)")),
    ("reactions.escalated", N_("Escalated, from step 2 on (share of reactions)")),
    ("consent.asked", N_("Consent asked for (share of those who can be written to)")),
    ("consent.given", N_("Consent given (share of those who can be written to)")),
    ("consent.missing", N_("Consent missing (share of those who can be written to)")),
    ("same_day.total", N_("Put right the same day, without a reaction")),
    ("handovers.total", N_("Handed to the place responsible, without a reaction")),
)
QUALITY = (
    ("quality.closed_within_14_days", N_("Closed within 14 calendar days")),
    ("quality.cleared_within_9_days", N_("Cleared by the team within 9 calendar days")),
    ("quality.acknowledged_within_3_working_days", N_("Receipt confirmed within 3 working days")),
)
DAYS = (
    ("quality.days_to_close.median", N_("Days to close: half within")),
    ("quality.days_to_close.p90", N_("Days to close: nine of ten within")),
    ("quality.days_to_clear.median", N_("Days to clear: half within")),
    ("quality.days_to_clear.p90", N_("Days to clear: nine of ten within")),
    ("quality.working_days_to_acknowledge.median", N_("Working days to confirm receipt: half within")),
    ("quality.working_days_to_acknowledge.p90", N_("Working days to confirm receipt: nine of ten within")),
    ("ombuds.days_to_clear.median", N_("Ombuds office, days to clear: half within")),
    ("ombuds.days_to_clear.p90", N_("Ombuds office, days to clear: nine of ten within")),
)
BACKLOG = (
    ("open.total", N_("Open")),
    ("overdue.acknowledge", N_("Confirmation of receipt overdue")),
    ("overdue.clear", N_("Clearing overdue")),
    ("overdue.close", N_("Closing overdue")),
    ("ombuds.open", N_("Open at the ombuds office")),
)


@dataclass(frozen=True, slots=True)
class Family:
    """The table of a family of figures: what it is called, the list its lines are of, and the figure of their whole."""

    key: str
    caption: str
    heading: str
    figures: str
    column: str
    whole: str


REACTIONS, COMPLAINTS = "reactions.total", "concerns.kind.complaint"
WHOLES = {
    REACTIONS: N_("All reactions"),
    "concerns.total": N_("All concerns"),
    COMPLAINTS: N_("All complaints"),
    "concerns.kind.praise": N_("All praise"),
}
BY_AREA = Family("areas", N_("Complaints by area"), N_("Area"), "complaints.area", "area", COMPLAINTS)
FAMILIES = (
    Family("channels", N_("Reactions by channel"), N_("Channel"), "reactions.channel", "channel", REACTIONS),
    Family("kinds", N_("Concerns by kind"), N_("Kind"), "concerns.kind", "kind", "concerns.total"),
    BY_AREA,
    Family("types", N_("Complaints by type"), N_("Type"), "complaints.type", "complaint_type", COMPLAINTS),
    Family("outcomes", N_("Complaints by outcome"), N_("Outcome"), "complaints.outcome", "outcome", COMPLAINTS),
    Family(
        "clearing",
        N_("Complaints by kind of clearing"),
        N_("Kind of clearing"),
        "complaints.clearing",
        "clearing_kind",
        COMPLAINTS,
    ),
    Family("praise", N_("Praise by area"), N_("Area"), "praise.area", "area", "concerns.kind.praise"),
    Family(
        "escalation",
        N_("Reactions by escalation step"),
        N_("Step reached"),
        "reactions.escalation",
        "escalation_step",
        REACTIONS,
    ),
)


def tables(context: Context) -> Iterator[Table]:
    """Yield every table of section 5, in order."""
    yield _totals(context)
    for family in FAMILIES:
        yield _family(context, family)
        if family is BY_AREA:
            yield _themes(context)
            yield from _details(context)
    yield _quality(context)
    yield _quality_months(context)
    yield _days(context)
    if context.figures["reactions.ombuds"].count:
        yield from ombuds_tables(context)
    yield _backlog(context)


def _family(context: Context, family: Family) -> Table:
    def label(code: str) -> str:
        return context.text(N_("not given")) if code == NONE else context.wording.label(family.column, code)

    return context.family_table(
        family.key,
        context.text(family.caption),
        context.text(family.heading),
        family.figures,
        label,
        total=family.whole,
        total_words=context.text(WHOLES[family.whole]),
    )


def _totals(context: Context) -> Table:
    figures = context.figures
    lines = [context.count_line(figures[name], context.text(words)) for name, words in TOTALS]
    note = context.text(N_("A reaction is one contact by one customer; it holds one or more concerns."))
    received = context.text(N_("By day of receipt, as of {day}."), day=context.day)
    return Table(
        "totals",
        context.text(N_("Reactions and concerns")),
        f"{note} {received}",
        context.count_columns(context.text(N_("What is counted"))),
        tuple(lines),
    )


def _themes(context: Context) -> Table:
    every = context.text(N_("all themes"))
    lines: list[Line] = []
    for code, area in context.figures.family("complaints.area"):
        themes = context.figures.family(f"complaints.theme.{code}")
        if not (area.value or area.previous):
            continue
        label = context.wording.label("area", code)
        lines.append(context.count_line(area, label, every, is_total=True))
        lines += [
            context.count_line(figure, label, context.wording.label("theme", theme, code))
            for theme, figure in themes
            if figure.value or figure.previous
        ]
    return Table(
        "themes",
        context.text(N_("Complaints by area and theme")),
        " ".join(
            (
                context.text(N_("Counted: concerns.")),
                context.text(N_("Shares of an area are of all complaints, those of a theme of its area's.")),
                context.text(N_("Themes without a complaint in either year are left out.")),
            )
        ),
        context.count_columns(context.text(N_("Area")), context.text(N_("Theme"))),
        tuple(lines),
    )


def _details(context: Context) -> Iterator[Table]:
    """Yield the table of the details of themes; nothing where none is recorded."""
    lines = []
    for area, _ in context.figures.family("complaints.area"):
        for theme, _ in context.figures.family(f"complaints.theme.{area}"):
            entries = context.figures.family(f"complaints.detail.{area}.{theme}")
            words = context.wording.label("area", area), context.wording.label("theme", theme, area)
            lines += [
                context.count_line(figure, *words, _detail(context, area, theme, code))
                for code, figure in entries
                if figure.value or figure.previous
            ]
    if lines:
        yield Table(
            "details",
            context.text(N_("Complaints by detail")),
            context.text(N_("Counted: concerns. Shares are of the theme's complaints; only themes with details.")),
            context.count_columns(context.text(N_("Area")), context.text(N_("Theme")), context.text(N_("Detail"))),
            tuple(lines),
        )


def _detail(context: Context, area: str, theme: str, code: str) -> str:
    if code == NONE:
        return context.text(N_("not given"))
    return context.wording.label("detail", code, f"{area}/{theme}")


def _quality(context: Context) -> Table:
    figures = context.figures
    columns = [
        Column(context.text(N_("Quality standard"))),
        Column(context.text(N_("Kept {year}"), year=context.year), Kind.COUNT),
        Column(context.text(N_("of reactions")), Kind.COUNT),
        Column(context.text(N_("Share {year}"), year=context.year), Kind.PERCENT),
    ]
    if context.before:
        columns.append(Column(context.text(N_("Kept {year}"), year=context.year_before), Kind.COUNT))
    lines = []
    for name, words in QUALITY:
        figure = figures[name]
        compared = (figure.previous,) if context.before else ()
        lines.append(
            Line((context.text(words), figure.value, figure.base, figure.share_percent, *compared), figure.name)
        )
    note = context.text(
        N_(
            "The base is the reactions that were closed (cleared, confirmed) or whose time has run out. For reviews "
            "and opinion cards there is nobody to write to."
        )
    )
    return Table("quality", context.text(N_("Quality standards")), note, tuple(columns), tuple(lines))


def _quality_months(context: Context) -> Table:
    months = quality_months_df(context.facts, ClockName.CLOSE, context.period, context.before, Periods())
    columns = (
        Column(context.text(N_("Month"))),
        Column(context.text(N_("Closed within 14 days")), Kind.COUNT),
        Column(context.text(N_("of reactions")), Kind.COUNT),
        Column(context.text(N_("Share {year}"), year=context.year), Kind.PERCENT),
        *(
            (Column(context.text(N_("Share {year}"), year=context.year_before), Kind.PERCENT),)
            if context.before
            else ()
        ),
    )
    lines = tuple(
        Line(
            (
                context.wording.label("month", row["month"]),
                int(row["kept"]),
                int(row["base"]),
                optional(row["share_percent"]),
                *((optional(row["previous_percent"]),) if context.before else ()),
            )
        )
        for row in months.to_dict("records")
    )
    note = context.text(N_("By month of receipt; the base is what was closed or is older than 14 days."))
    caption = context.text(N_("Closed within 14 days by month"))
    return Table("quality_months", caption, note, columns, lines)


def _days(context: Context) -> Table:
    figures = context.figures
    columns = [Column(context.text(N_("Duration"))), Column(context.year, Kind.DAYS)]
    if context.before:
        columns.append(Column(context.year_before, Kind.DAYS))
    lines = []
    for name, words in DAYS:
        figure = figures[name]
        compared = (figure.previous,) if context.before else ()
        lines.append(Line((context.text(words), figure.value, *compared), figure.name))
    note = context.text(N_("Counted: calendar days, and working days where it says so."))
    return Table("days", context.text(N_("How long it took")), note, tuple(columns), tuple(lines))


def _backlog(context: Context) -> Table:
    lines = [Line((context.text(words), context.figures[name].value), name) for name, words in BACKLOG]
    return Table(
        "backlog",
        context.text(N_("Open and overdue on {day}"), day=context.day),
        context.text(N_("Counted: reactions of all years, as of {day}."), day=context.day),
        (Column(context.text(N_("What is counted"))), Column(context.text(N_("Reactions")), Kind.COUNT)),
        tuple(lines),
    )
