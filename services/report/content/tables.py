"""Section 5, quantitative tables: every figure of the year, each with what it counts and what its share is of."""

from collections.abc import Callable, Iterator

from schema.words import N_
from services.figures import NONE
from services.report.blocks import Column, Kind, Line, Table
from services.report.context import Context

TOTALS = (
    ("reactions.total", N_("Reactions")),
    ("concerns.total", N_("Concerns")),
    ("reactions.follow_ups", N_("Follow-ups (share of reactions)")),
    ("reactions.ombuds", N_("Addressed to the ombuds office (share of reactions)")),
    ("ombuds.complaints", N_("of these with at least one complaint (share of these)")),
)
QUALITY = (
    ("quality.closed_within_14_days", N_("Closed within 14 calendar days")),
    ("quality.cleared_within_9_days", N_("Cleared by the team within 9 calendar days")),
    ("quality.acknowledged_within_3_working_days", N_("Receipt confirmed within 3 working days")),
)
DAYS = (
    ("quality.days_to_close.median", N_("Days to close: half within")),
    ("quality.days_to_close.p90", N_("Days to close: nine of ten within")),
    ("ombuds.days_to_clear.median", N_("Ombuds office, days to clear: half within")),
)
BACKLOG = (
    ("open.total", N_("Open")),
    ("overdue.acknowledge", N_("Confirmation of receipt overdue")),
    ("overdue.clear", N_("Clearing overdue")),
    ("overdue.close", N_("Closing overdue")),
    ("ombuds.open", N_("Open at the ombuds office")),
)


def tables(context: Context) -> Iterator[Table]:
    """Yield every table of section 5, in order."""
    yield _totals(context)
    label = _labels(context)
    yield context.family_table(
        "channels",
        context.text(N_("Reactions by channel")),
        context.text(N_("Channel")),
        "reactions.channel",
        label("channel"),
        total="reactions.total",
        total_words=context.text(N_("All reactions")),
    )
    yield context.family_table(
        "kinds",
        context.text(N_("Concerns by kind")),
        context.text(N_("Kind")),
        "concerns.kind",
        label("kind"),
        total="concerns.total",
        total_words=context.text(N_("All concerns")),
    )
    complaints = {"total": "concerns.kind.complaint", "total_words": context.text(N_("All complaints"))}
    yield context.family_table(
        "areas",
        context.text(N_("Complaints by area")),
        context.text(N_("Area")),
        "complaints.area",
        label("area"),
        **complaints,
    )
    yield _themes(context)
    yield context.family_table(
        "outcomes",
        context.text(N_("Complaints by outcome")),
        context.text(N_("Outcome")),
        "complaints.outcome",
        label("outcome"),
        **complaints,
    )
    yield context.family_table(
        "praise",
        context.text(N_("Praise by area")),
        context.text(N_("Area")),
        "praise.area",
        label("area"),
        total="concerns.kind.praise",
        total_words=context.text(N_("All praise")),
    )
    yield _quality(context)
    yield _days(context)
    yield _backlog(context)


def _labels(context: Context) -> Callable[[str], Callable[[str], str]]:
    def of(column: str) -> Callable[[str], str]:
        return lambda code: context.text(N_("not given")) if code == NONE else context.wording.label(column, code)

    return of


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
    note = context.text(N_("Counted: calendar days."))
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
