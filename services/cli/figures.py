"""`figures`: the figures of a period."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from schema.words import N_
from services import clock
from services.charts.figure_words import sentence_of
from services.charts.wording import Wording
from services.cli import registers
from services.cli.console import Console
from services.errors import InputRejected
from services.figures import NONE, Period, as_records, filtered, period_figures
from services.figures.checks.findings import Finding
from services.figures.checks.plausibility import period_findings
from services.figures.units import UNITS
from services.register.snapshot import Snapshot

SUMMARY = N_("print the figures of a year, quarter, month or any span of days")
DESCRIPTION = N_(
    "Reactions and concerns of a period against the year before or another period, as of today (RESONANZ_TODAY names "
    "another day)."
)
NOT_COMPARED = "none"
NOTHING = "–"
YEAR_BEFORE = N_("Year before")  # the heading where no other period of comparison is named
UNKNOWN_AREA = N_("There is no area “{value}”. Please name one of these: {known}.")
UNKNOWN_UNIT = N_("There is no team “{value}”. Please name one of these: {known}.")
SHOWN_CASES = 10


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    span = parser.add_mutually_exclusive_group(required=True)
    span.add_argument("--year", type=year, help=console.text(N_("the year, for example 2022")))
    span.add_argument(
        "--period",
        metavar="PERIOD",
        help=console.text(N_("the period: 2022, 2022-Q1, 2022-03 or 2022-01-15/2022-02-10")),
    )
    parser.add_argument(
        "--before",
        metavar="PERIOD",
        help=console.text(N_("the period to compare with, or none (without it: the year before)")),
    )
    for name, msgid in (
        ("--area", N_("only what is said about this area (its code, or none); may be repeated")),
        ("--unit", N_("only reactions of this team (its code, or none); may be repeated")),
    ):
        parser.add_argument(name, action="append", default=[], metavar="CODE", help=console.text(msgid))
    parser.add_argument("--json", action="store_true", help=console.text(N_("as JSON, for other programs")))
    parser.add_argument(
        "--check",
        action="store_true",
        help=console.text(N_("say what contradicts itself or is not given in them, with the cases behind")),
    )


def year(text: str) -> int:
    """Return the year that is written; argparse names a wrong one by this function's name."""
    number = int(text)
    if not 1990 <= number <= 2200:
        raise ValueError(text)
    return number


def run(args: Namespace, console: Console) -> int:
    """Carry the command out."""
    period = Period.of_year(args.year) if args.year else Period.parse(args.period)
    before = _before(args.before, period)
    with registers.opened(args, must_exist=True) as register:
        snapshot = register.snapshot()
        part = filtered(
            snapshot,
            areas=_known(snapshot, "area", args.area, UNKNOWN_AREA),
            units=_known(snapshot, "unit", args.unit, UNKNOWN_UNIT),
        )
        records = as_records(period_figures(part, period, clock.today(), before=before))
        findings = _findings(part, snapshot, period, before, console) if args.check else []
    if args.json:
        console.line(json.dumps(records, ensure_ascii=False, indent=1))
        console.problem_lines(findings)
    else:
        compared = Wording(console.language, snapshot.lists).period(before) if args.before and before else ""
        for line in findings if args.check else _table(records, compared, console):
            console.line(line)
    return 0


def _table(records: Sequence[dict[str, Any]], compared: str, console: Console) -> list[str]:
    """Return the lines of the table; `compared` heads what is compared with, where it is not the year before."""
    heading = [
        compared if compared and msgid == YEAR_BEFORE else console.text(msgid)
        for msgid in (
            N_("Figure"),
            N_("Unit"),
            N_("Period"),
            N_("Value"),
            YEAR_BEFORE,
            N_("Change"),
            N_("Base"),
            N_("Share"),
        )
    ]
    return aligned([heading, *(_cells(record, console) for record in records)], left=3)


def _findings(part: Snapshot, snapshot: Snapshot, period: Period, before: Period | None, console: Console) -> list[str]:
    """Return a line for each finding: what it is, what it says, and the first cases behind it."""
    wording = Wording(console.language, snapshot.lists)
    found = period_findings(part, period, clock.today(), before=before, whole=snapshot)
    lines = [_finding_line(finding, snapshot, wording) for finding in found]
    return lines or [console.text(N_("The figures of {year} keep every rule."), year=wording.period(period))]


def _finding_line(finding: Finding, snapshot: Snapshot, wording: Wording) -> str:
    kind = wording.text(N_("Contradiction") if finding.is_breach else N_("Note"))
    said = f"{kind}: {sentence_of(finding.msgid, finding.params, wording)}"
    rows = (snapshot.find_row("reactions", row_id) for row_id in finding.row_ids[:SHOWN_CASES])
    numbers = [str(row["number"]) for row in rows if row]
    more = [NOTHING if not numbers else "…"] if len(finding.row_ids) > len(numbers) else []
    return f"{said} ({', '.join([*numbers, *more])})" if finding.row_ids else said


def _before(text: str | None, period: Period) -> Period | None:
    """Return what the period is compared with."""
    if text is None:
        return period.year_before
    return None if text.strip().lower() == NOT_COMPARED else Period.parse(text)


def _known(snapshot: Snapshot, name: str, codes: Sequence[str], msgid: str) -> tuple[str, ...]:
    """Return the codes where each is one of the list, or stands in the register all the same.

    Raises:
        InputRejected: nobody knows one of them; the sentence says which there are.
    """
    frame = snapshot.frames["concerns" if name == "area" else "reactions"]
    known = list(dict.fromkeys([*snapshot.lists.codes(name), *map(str, frame[name].dropna().unique()), NONE]))
    for code in codes:
        if code not in known:
            raise InputRejected(msgid, value=code, known=", ".join(known))
    return tuple(codes)


def _cells(record: dict[str, Any], console: Console) -> list[str]:
    def number(name: str) -> str:
        return NOTHING if record[name] is None else console.number(record[name])

    def percent(name: str) -> str:
        return NOTHING if record[name] is None else console.percent(record[name])

    return [
        record["figure"],
        console.text(UNITS.get(record["unit"], record["unit"])),
        record["period"],
        number("value"),
        number("previous"),
        percent("change_percent"),
        number("base"),
        percent("share_percent"),
    ]


def aligned(rows: Sequence[Sequence[str]], *, left: int) -> list[str]:
    """Return the rows as lines with straight columns, the first `left` of them flush left, the others right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
