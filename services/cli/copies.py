"""`backup` and `restore`: copies of a SQLite register, by hand."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from schema.words import N_
from services import clock
from services.cli import registers
from services.cli.console import Console
from services.errors import PortalError, RegisterUnavailable
from services.register.opening import open_register, register_url
from services.register.sql.addresses import copies_folder
from services.register.sql.backups import copy_register, restore_register

BACKUP_SUMMARY = N_("copy the register file, while it is in use too")
BACKUP_DESCRIPTION = N_("Without FILE, the copy lies in the folder of the daily copies beside the register.")
RESTORE_SUMMARY = N_("put a copy in the place of the register")
RESTORE_DESCRIPTION = N_(
    "What lay there before is kept beside it; a portal that runs follows. Without FILE, the copies are listed."
)


def add_backup_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what `backup` takes."""
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help=console.text(N_("the copy to write")))
    parser.add_argument(
        "--force", action="store_true", help=console.text(N_("replace the file where it exists already"))
    )


def add_restore_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what `restore` takes."""
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help=console.text(N_("the copy to put back")))


def run_backup(args: Namespace, console: Console) -> int:
    """Carry `backup` out."""
    path = registers.file_of(args)
    target: Path = args.file or _free_name(path)
    if target.exists() and not args.force:
        raise RegisterUnavailable(
            N_("{place} exists already. Choose another name, or replace it with --force."), place=str(target)
        )
    if path.exists() and target.absolute() == path:
        raise RegisterUnavailable(N_("{place} is the register itself. Choose another name."), place=str(target))
    _make_folder(target.parent)
    copy_register(path, target)
    console.say(N_("Copy of {place} written to {target}."), place=str(path), target=str(target))
    return 0


def run_restore(args: Namespace, console: Console) -> int:
    """Carry `restore` out; 2 where no copy is named."""
    path = registers.file_of(args)
    copy: Path | None = args.file
    if copy is None:
        found = sorted(copies_folder(path).glob("*.db"))
        console.complain(
            N_("Please name the copy to put back. These are there:") if found else N_("There is no copy of {place}."),
            place=str(path),
        )
        for one in found:
            console.line(str(one))
        return 2
    if copy.absolute() == path:
        raise RegisterUnavailable(N_("{place} is the register itself. Choose another name."), place=str(copy))
    kept = restore_register(copy, path, clock.today())
    try:
        open_register(register_url(args.register)).close()
    except PortalError:  # the copy is of a newer version, say: what lay there before comes back
        if kept is None:
            path.unlink(missing_ok=True)
        else:
            restore_register(kept, path, clock.today())
        raise
    console.say(N_("{place} is again as in {copy}."), place=str(path), copy=str(copy))
    if kept is not None:
        console.say(N_("What lay there before is kept in {kept}."), kept=str(kept))
    return 0


def _free_name(path: Path) -> Path:
    wanted = copies_folder(path) / f"{path.stem}-by-hand-{clock.today().isoformat()}.db"
    place, number = wanted, 2
    while place.exists():
        place, number = wanted.with_stem(f"{wanted.stem}-{number}"), number + 1
    return place


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise RegisterUnavailable(
            N_("The folder {place} cannot be made: {said}."), place=str(folder), said=err.strerror or str(err)
        ) from err
