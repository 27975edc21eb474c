"""`check`: whether a register is sound; a Google Sheet is made and mended as well."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from schema.words import N_
from services import sheet_standing
from services.checking import Check, CheckState, key_check, register_checks
from services.cli import registers
from services.cli.console import Console
from services.register.base import new_id
from services.register.opening import register_url
from services.register.sheet.connection import is_sheet_url, sealing_keys

SUMMARY = N_("check a register; make and mend a Google Sheet")
DESCRIPTION = N_(
    "Says line by line what is right and what is not, with the remedy. What is missing in a Google Sheet is made, and "
    "what is damaged is mended; nothing is ever taken away. Everything else is only looked at."
)
# Not every console has signs for these.
MARKS = {CheckState.OK: "ok", CheckState.WARNING: "!", CheckState.FAILED: "X", CheckState.NOT_REACHED: "-"}
DONE_MARK = "+"


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--dry-run", action="store_true", help=console.text(N_("only look: change nothing in a Google Sheet"))
    )


def run(args: Namespace, console: Console) -> int:
    """Carry the command out; 1 where a check fails.

    Raises:
        PortalError: the register cannot be opened or read.
    """
    url = register_url(args.register)
    if not is_sheet_url(url):
        with registers.opened(args, must_exist=True) as register:
            return _said(register_checks(register), console)
    found = sheet_standing.check_configured(registers.operator(), url)
    status = _said(found, console)
    if args.dry_run or not sheet_standing.is_ready(found):
        return status
    with registers.opened(args) as register:
        done = sheet_standing.mend_configured(registers.operator(), url, register, operation_id=new_id())
        for each in done:
            console.line(f"{DONE_MARK:<3}{console.text(each.msgid, **each.params)}")
        checks = [*register_checks(register), key_check(register.snapshot(), sealing_keys())]
    return _said(checks, console)


def _said(checks: Iterable[Check], console: Console) -> int:
    """Write a line for each check, those that fail to stderr; return the exit status."""
    status = 0
    for check in checks:
        line = f"{MARKS[check.state]:<3}{console.text(check.msgid, **check.params)}"
        if check.state is CheckState.FAILED:
            status = 1
            console.out.flush()
            console.problem_lines([line])
        else:
            console.line(line)
    return status
