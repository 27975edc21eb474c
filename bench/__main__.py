"""`python -m bench`: the commands. The exit status is 0 whatever the figures are."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import annual, load, pages, procedure, sheet, stress
from bench.registers import KEPT_IN
from bench.report import Report, write_into
from services.register.sheet.adapter import WATCH_SECONDS


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what is asked for, and print, keep and write it."""
    args = build_parser().parse_args(argv)
    report = _measured(args)
    print(report.text())
    if args.json:
        args.json.write_text(json.dumps(report.data(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if args.write:
        write_into(args.write, report)
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="How quick the portal is, on this machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    of_pages = commands.add_parser("pages", help="a rerun of each page, beside a bare Streamlit page")
    of_pages.add_argument(
        "--sizes", type=_sizes, default=(10_000, 100_000), metavar="N,N", help="reactions to measure at"
    )
    of_pages.add_argument("--rounds", type=int, default=40)
    of_pages.add_argument("--pages", type=_names, default=tuple(pages.PAGES), metavar="NAME,NAME", help="only these")
    of_load = commands.add_parser("load", help="a cold snapshot, beside json.loads of the same rows")
    of_load.add_argument("--size", type=int, default=100_000, metavar="N", help="reactions to measure at")
    of_load.add_argument("--rounds", type=int, default=7)
    of_sheet = commands.add_parser("sheet", help="the register on a Google Sheet, beside plain gspread")
    of_sheet.add_argument("--sizes", type=_sizes, default=(1_000, 10_000), metavar="N,N", help="reactions")
    of_sheet.add_argument("--rounds", type=int, default=9)
    of_sheet.add_argument("--minute", type=float, default=60.0, metavar="SECONDS", help="how long an idle minute lasts")
    of_sheet.add_argument(
        "--pace", type=float, default=WATCH_SECONDS, metavar="SECONDS", help="how often the portal looks at the sheet"
    )
    of_stress = commands.add_parser("stress", help="two portals on one sheet, a person in it, and every fault there is")
    of_stress.add_argument("--saves", type=int, default=1_000, metavar="N")
    of_stress.add_argument("--seed", type=int, default=1, metavar="N", help="another one lets other things happen")
    of_procedure = commands.add_parser("procedure", help="any sequence of steps by anybody, against the office order")
    of_procedure.add_argument("--examples", type=int, default=1_000, metavar="N", help="how many sequences")
    of_annual = commands.add_parser("annual", help="the four files of an annual report, step by step")
    of_annual.add_argument("--size", type=int, default=10_000, metavar="N", help="reactions to measure at")
    of_annual.add_argument("--rounds", type=int, default=5)
    for command in (of_pages, of_load, of_sheet, of_stress, of_procedure, of_annual):
        command.add_argument("--json", type=Path, metavar="FILE", help="write every figure here")
        command.add_argument("--write", type=Path, metavar="FILE", help="put the report into this Markdown page")
    for command in (of_pages, of_load, of_annual):
        command.add_argument(
            "--registers", type=Path, default=KEPT_IN, metavar="FOLDER", help="where registers are kept"
        )
    return parser


def _measured(args: argparse.Namespace) -> Report:
    if args.command == "pages":
        return pages.measure(args.sizes, args.rounds, args.registers, args.pages)
    if args.command == "sheet":
        return sheet.measure(args.sizes, args.rounds, args.minute, args.pace)
    if args.command == "stress":
        return stress.measure(args.saves, args.seed)
    if args.command == "procedure":
        return procedure.measure(args.examples)
    if args.command == "annual":
        return annual.measure(args.size, args.rounds, args.registers)
    return load.measure(args.size, args.rounds, args.registers)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part.replace("_", "")) for part in text.split(","))


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := [name for name in names if name not in pages.PAGES]:
        raise argparse.ArgumentTypeError(f"no such page: {', '.join(unknown)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
