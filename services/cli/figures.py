"""`figures`: the figures of a year."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from schema.words import N_
from services import clock
from services.cli import registers
from services.cli.console import Console
from services.figures import as_records, year_figures

SUMMARY = N_("print the figures of a year")
DESCRIPTION = N_(
    "Reactions and concerns of a year against the year before, as of today (RESONANZ_TODAY names another day)."
)
UNITS = {
    "reactions": N_("reactions"),
    "concerns": N_("concerns"),
    "matters": N_("matters"),
    "days": N_("days"),
    "working_days": N_("working days"),
}
NOTHING = "–"


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    parser.add_argument("--year", type=year, required=True, help=console.text(N_("the year, for example 2022")))
    parser.add_argument("--json", action="store_true", help=console.text(N_("as JSON, for other programs")))


def year(text: str) -> int:
    """Return the year that is written; argparse names a wrong one by this function's name."""
    number = int(text)
    if not 1990 <= number <= 2200:
        raise ValueError(text)
    return number


def run(args: Namespace, console: Console) -> int:
    """Carry the command out."""
    with registers.opened(args, must_exist=True) as register:
        records = as_records(year_figures(register.snapshot(), args.year, clock.today()))
    if args.json:
        console.line(json.dumps(records, ensure_ascii=False, indent=1))
        return 0
    heading = [
        console.text(msgid)
        for msgid in (
            N_("Figure"),
            N_("Unit"),
            N_("Period"),
            N_("Value"),
            N_("Year before"),
            N_("Change"),
            N_("Base"),
            N_("Share"),
        )
    ]
    for line in aligned([heading, *(_cells(record, console) for record in records)], left=3):
        console.line(line)
    return 0


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
