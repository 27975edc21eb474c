"""`copy`: a whole register to another store."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from schema.tables import TABLES
from schema.words import N_
from services.cli import registers
from services.cli.console import Console
from services.copying import Origin, copy_register, find_origin, issue_lines, same_place
from services.errors import InputRejected, PortalError, RegisterUnavailable
from services.register.base import Register
from services.register.opening import open_register
from services.register.snapshot import Snapshot

SUMMARY = N_("move the register to another store, its journal included")
DESCRIPTION = N_(
    "Copies every row and the whole journal from one register to an empty one, in whatever store each is kept, and "
    "compares both afterwards. The source is only read. A copy that was stopped half-way is no register; the same call "
    "begins anew."
)
_URL = N_("a register: sqlite:///path/register.db, postgresql+psycopg://… or gsheets")


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    parser.add_argument("--from", dest="source", metavar="URL", required=True, help=console.text(_URL))
    parser.add_argument("--to", dest="target", metavar="URL", required=True, help=console.text(_URL))
    parser.add_argument(
        "--with-issues",
        action="store_true",
        help=console.text(N_("copy the last valid state of rows that cannot be stored as they are")),
    )


def run(args: Namespace, console: Console) -> int:
    """Carry the command out; 2 where --register is given, which says nothing here.

    Raises:
        InputRejected, RegisterShapeError, RegisterUnavailable: as `copy_register`; or there is no source.
    """
    if args.register is not None:
        console.complain(N_("“copy” takes no --register. Name both registers, with --from and --to."))
        return 2
    file = registers.find_file(args.source)
    if file is not None and not file.exists():
        raise RegisterUnavailable(
            N_("There is no register {place}. Please check the address given with --from."), place=str(file)
        )
    other = registers.find_file(args.target)
    if file is not None and other is not None and file.resolve() == other.resolve():
        raise same_place(str(file))
    with _closing(open_register(args.source, is_patient=True)) as source:
        _report_issues(source.refresh(), console)
        origin = find_origin(source, with_issues=args.with_issues, progress=console.progress)
        console.clear()
        with _closing(open_register(args.target, for_adoption=True)) as target:
            return _copy(source, target, origin, console)


def _copy(source: Register, target: Register, origin: Origin, console: Console) -> int:
    try:
        copied = copy_register(source, target, origin, progress=console.progress)
    except InputRejected:  # before anything was written
        raise
    except PortalError as err:
        console.error(err)
        _say_how_they_stand(source, target, console)
        return 1
    except KeyboardInterrupt:
        _say_how_they_stand(source, target, console)
        raise
    labels = {table: TABLES[table].label.within(console.language) for table in copied.rows}
    counts = [f"{labels[table]} {console.number(count)}" for table, count in copied.rows.items() if count]
    console.say(
        N_("Copied from {source} to {target}, and compared row by row: {rows}. Journal rows: {entries}."),
        source=source.label,
        target=target.label,
        rows=", ".join(counts),
        entries=console.number(copied.entries),
    )
    console.say(
        N_(
            "{source} was not touched. What is entered there from now on is not in {target}: close it before you go on."
        ),
        source=source.label,
        target=target.label,
    )
    return 0


def _say_how_they_stand(source: Register, target: Register, console: Console) -> None:
    console.complain(
        N_(
            "{source} is untouched. What lies in {target} is an unfinished copy, which no portal opens. "
            "The same call begins it anew; or delete it."
        ),
        source=source.label,
        target=target.label,
    )


def _report_issues(snapshot: Snapshot, console: Console) -> None:
    console.problem_lines(issue_lines(snapshot.issues, console.language))
    lost = {(issue.table, issue.row) for issue in snapshot.issues if not issue.kept}
    if lost:
        console.complain(
            N_("Rows that were never valid, and of which there is nothing to copy: {count}."),
            count=console.number(len(lost)),
        )


@contextmanager
def _closing(register: Register) -> Iterator[Register]:
    try:
        yield register
    finally:
        register.close()
