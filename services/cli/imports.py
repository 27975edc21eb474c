"""`import`: a flat file into the register."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from schema.words import N_
from services import clock, importing
from services.cli import registers
from services.cli.console import Console
from services.errors import InputRejected
from services.importing import ADDED, ImportPlan, Mode
from services.register.frames import empty_frames
from services.register.opening import register_url
from services.register.snapshot import Snapshot

SUMMARY = N_("take a flat file (CSV or XLSX) into the register")
DESCRIPTION = N_(
    "One row per concern; rows with the same reaction number are one reaction. All or nothing, unless --good-rows is "
    "given. Importing the same file twice changes nothing."
)


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", metavar="FILE", type=Path, help=console.text(N_("the file: .csv or .xlsx")))
    parser.add_argument(
        "--dry-run", action="store_true", help=console.text(N_("only say what would happen, and list every problem"))
    )
    parser.add_argument(
        "--good-rows", action="store_true", help=console.text(N_("take the reactions without problems"))
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help=console.text(N_("change reactions that are known by their number and have other content")),
    )


def run(args: Namespace, console: Console) -> int:
    """Carry the command out; 1 where the file, or every reaction in it, is refused."""
    file: Path = args.file
    data = _content(file)
    mode = Mode.GOOD_ROWS if args.good_rows else Mode.ALL
    if args.dry_run:
        plan = _planned(args, file, data, console)
        _report(plan, console)
        console.say(N_("Dry run: nothing was stored."))
        return _status(plan, mode)
    with registers.opened(args) as register:
        plan = importing.plan_import(
            register.snapshot(),
            file.name,
            data,
            today=clock.today(),
            update=args.update,
            progress=console.progress,
        )
        _report(plan, console)
        if _status(plan, mode):
            console.complain(
                N_("Nothing was imported. Please correct the problems, or take the good rows with --good-rows.")
                if mode is Mode.ALL and plan.is_readable and plan.taken
                else N_("Nothing was imported.")
            )
            return 1
        importing.run_import(register, registers.operator(), plan, mode=mode, progress=console.progress)
        console.say(
            N_("Stored in {place}: {new} new reactions, {changed} changed."),
            place=register.label,
            new=console.number(plan.new),
            changed=console.number(plan.changed),
        )
    return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as err:
        raise InputRejected(N_("There is no file {place}. Please check its name."), place=str(file)) from err
    except OSError as err:
        raise InputRejected(
            N_("The file {place} cannot be read: {said}."), place=str(file), said=err.strerror or str(err)
        ) from err


def _planned(args: Namespace, file: Path, data: bytes, console: Console) -> ImportPlan:
    """Return the plan; a register that does not exist yet is not made for a dry run."""
    path = registers.find_file(register_url(args.register))
    if path is not None and not path.exists():
        return _plan_on(Snapshot(0, empty_frames()), args, file, data, console)
    with registers.opened(args) as register:
        return _plan_on(register.snapshot(), args, file, data, console)


def _plan_on(snapshot: Snapshot, args: Namespace, file: Path, data: bytes, console: Console) -> ImportPlan:
    return importing.plan_import(
        snapshot, file.name, data, today=clock.today(), update=args.update, progress=console.progress
    )


def _status(plan: ImportPlan, mode: Mode) -> int:
    return 1 if plan.problems and (mode is Mode.ALL or not plan.taken) else 0


def _report(plan: ImportPlan, console: Console) -> None:
    console.problem_lines([problem.line(console.language) for problem in plan.problems])
    for note in plan.notes:
        console.line(f"{plan.file}: {note.message(console.language)}")
    if not plan.is_readable:
        return
    console.say(
        N_("{file}: {lines} rows. Reactions: {new} new, {changed} changed, {unchanged} known, {refused} refused."),
        file=plan.file,
        lines=console.number(plan.lines),
        new=console.number(plan.new),
        changed=console.number(plan.changed),
        unchanged=console.number(plan.unchanged),
        refused=console.number(plan.refused),
    )
    for addition in plan.additions:
        above = f"{addition.parent}/" if addition.parent else ""
        console.say(
            N_("New in the list “{list}”: {label} ({code})"),
            list=ADDED[addition.list],
            label=addition.label,
            code=f"{above}{addition.code}",
        )
