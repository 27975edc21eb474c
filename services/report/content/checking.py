"""Section 5.1, check of the figures: what contradicts itself or is missing, and how published numbers compare."""

import pandas as pd

from schema.words import N_
from services.charts.figure_words import figure_label, sentence_of
from services.figures.checks.findings import Finding
from services.figures.checks.plausibility import check
from services.figures.printed.published import Verdict, compared_with_published, contradictions_df
from services.report.blocks import Column, Kind, Line, Table
from services.report.context import Content, Context
from services.report.prose import joined

VERDICTS = {
    Verdict.AGREES: N_("agrees"),
    Verdict.EXPLAINED: N_("explained"),
    Verdict.UNEXPLAINED: N_("not explained"),
    Verdict.UNKNOWN: N_("cannot be compared"),
}
MEASURE_LIST = "published_measure"
SECTION = "5"


def findings(context: Context) -> tuple[Finding, ...]:
    """Return what does not hold in the figures and the cases of the year, breaches first."""
    return check(context.frame, context.facts, context.matters, context.snapshot, context.period, context.day)


def sentence(finding: Finding, context: Context) -> str:
    """Return what a finding says."""
    return sentence_of(finding.msgid, finding.params, context.wording)


def checked(context: Context) -> Content:
    """Return what the check came to: in one sentence, what is missing, and where published numbers differ."""
    found = findings(context)
    table = differences_table(context)
    return Content(
        _summary(context, found),
        tables=(table,) if table else (),
        remarks=(
            *(sentence(finding, context) for finding in found if not finding.is_breach),
            *contradictions(context),
        ),
    )


def _summary(context: Context, found: tuple[Finding, ...]) -> str:
    breaches = sum(finding.is_breach for finding in found)
    said = (
        context.wording.count(
            "The check found {count} contradiction; it is named below.",
            "The check found {count} contradictions; they are named below.",
            breaches,
        )
        if breaches
        else context.text(N_("The figures were checked and do not contradict each other."))
    )
    return joined(said, _published_words(context))


def _published_words(context: Context) -> str:
    compared = compared_with_published(context.snapshot.frames["published"], context.period.start.year, context.figures)
    if compared.empty:
        return ""
    counts = compared["verdict"].value_counts()
    agreeing = int(counts.get(Verdict.AGREES, 0))
    return context.text(
        N_("Of {total} numbers published for {year}, {agreeing} agree with the register; the table names the others."),
        total=context.wording.number(len(compared)),
        year=context.year,
        agreeing=context.wording.number(agreeing),
    )


def contradictions(context: Context) -> list[str]:
    """Return where the published numbers of the year contradict each other, as sentences with their places."""
    frame = contradictions_df(context.snapshot.frames["published"], context.period.start.year, context.figures)
    said = []
    for row in frame.to_dict("records"):
        where = context.wording.listed([place for place in row["places"] if place])
        words = sentence_of(row["reason"].msgid, row["reason"].params, context.wording)
        said.append(f"{words} ({where})" if where else words)
    return said


def differences_table(context: Context) -> Table | None:
    """Return the published numbers that differ from the register's, with what explains them; None where none does."""
    frame = compared_with_published(context.snapshot.frames["published"], context.period.start.year, context.figures)
    rows = frame[frame["verdict"] != Verdict.AGREES]
    if rows.empty:
        return None
    lines = []
    for row in rows.to_dict("records"):
        reasons = [sentence_of(reason.msgid, reason.params, context.wording) for reason in row["reasons"]]
        why = joined(*reasons, row["note"] or "") or context.text(VERDICTS[Verdict(row["verdict"])])
        lines.append(
            Line(
                (
                    figure_label(row["figure"], context.wording),
                    context.wording.label(MEASURE_LIST, row["measure"]),
                    row["text"],
                    None if pd.isna(row["computed"]) else float(row["computed"]),
                    why,
                    row["place"] or "",
                )
            )
        )
    columns = (
        Column(context.text(N_("Figure"))),
        Column(context.text(N_("Number given"))),
        Column(context.text(N_("Published"))),
        Column(context.text(N_("Register")), Kind.DECIMAL),
        Column(context.text(N_("Explanation"))),
        Column(context.text(N_("Place"))),
    )
    return Table(
        "published",
        context.text(N_("Published numbers that differ from the register, {year}"), year=context.year),
        context.text(
            N_("Percentages are compared with one decimal at least; the place is that of the printed report.")
        ),
        columns,
        tuple(lines),
    )
