"""`python -m services`: the commands, their exit status, and what is said when something is wrong.

0 done, 1 refused (stderr says why, and what to do), 2 wrong call.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schema.words import N_
from services import translation
from services.cli import checks, copies, copying, exports, figures, imports, keys, reports, samples
from services.cli.console import Console
from services.errors import PortalError

DONE, REFUSED, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130
REGISTER_HELP = N_(
    "the register: sqlite:///path/register.db, postgresql+psycopg://… or gsheets (else RESONANZ_REGISTER)"
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it is for, what it takes and what it does."""

    name: str
    summary: str
    description: str
    add_arguments: Callable[[argparse.ArgumentParser, Console], None]
    run: Callable[[argparse.Namespace, Console], int]
    takes_register: bool = True  # `copy` names two


COMMANDS = (
    Command("demo", samples.SUMMARY, samples.DESCRIPTION, samples.add_arguments, samples.run),
    Command("import", imports.SUMMARY, imports.DESCRIPTION, imports.add_arguments, imports.run),
    Command("export", exports.SUMMARY, exports.DESCRIPTION, exports.add_arguments, exports.run),
    Command("figures", figures.SUMMARY, figures.DESCRIPTION, figures.add_arguments, figures.run),
    Command("report", reports.SUMMARY, reports.DESCRIPTION, reports.add_arguments, reports.run),
    Command("backup", copies.BACKUP_SUMMARY, copies.BACKUP_DESCRIPTION, copies.add_backup_arguments, copies.run_backup),
    Command(
        "restore", copies.RESTORE_SUMMARY, copies.RESTORE_DESCRIPTION, copies.add_restore_arguments, copies.run_restore
    ),
    Command("copy", copying.SUMMARY, copying.DESCRIPTION, copying.add_arguments, copying.run, takes_register=False),
    Command("check", checks.SUMMARY, checks.DESCRIPTION, checks.add_arguments, checks.run),
    Command("key", keys.SUMMARY, keys.DESCRIPTION, keys.add_arguments, keys.run),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows a ? for it
    console = Console(translation.chosen_language())
    try:
        return _run(argv, console)
    except BrokenPipeError:
        # Whoever read the output has enough; Python would complain about it once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except KeyboardInterrupt:
        console.complain(N_("Interrupted. What was not said to be stored was not stored."))
        return INTERRUPTED


def _run(argv: Sequence[str] | None, console: Console) -> int:
    parser = build_parser(console)
    try:
        args = parser.parse_args(argv)
    except SystemExit as done:  # argparse has said what is wrong, or has shown the help
        return done.code if isinstance(done.code, int) else WRONG_CALL
    if args.command is None:
        parser.print_help()
        return WRONG_CALL
    command = next(command for command in COMMANDS if command.name == args.command)
    try:
        status = command.run(args, console)
        console.clear()
        sys.stdout.flush()
    except PortalError as err:
        console.error(err)
        return REFUSED
    return status


def build_parser(console: Console) -> argparse.ArgumentParser:
    """Return the parser of all commands, with its help in the console's language."""
    parser = argparse.ArgumentParser(
        prog="python -m services",
        description=console.text(N_("The register of the portal from the command line.")),
        epilog=console.text(N_("Exit status: 0 done, 1 refused, 2 wrong call.")),
    )
    parser.add_argument("--register", metavar="URL", default=None, help=console.text(REGISTER_HELP))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        part = commands.add_parser(
            command.name, help=console.text(command.summary), description=console.text(command.description)
        )
        # The flag stands before or behind the command; without a default here, the one before is not overwritten.
        if command.takes_register:
            part.add_argument("--register", metavar="URL", default=argparse.SUPPRESS, help=console.text(REGISTER_HELP))
        command.add_arguments(part, console)
    return parser
