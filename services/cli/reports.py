"""`report`: the annual report of a year as DOCX, PPTX, XLSX and PDF."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from schema.words import N_
from services import clock
from services.cli import registers
from services.cli.console import Console
from services.cli.figures import year
from services.errors import ExportFailed
from services.report.files.making import FileKind, file_stem, report_files

SUMMARY = N_("write the annual report of a year (DOCX, PPTX, XLSX, PDF)")
DESCRIPTION = N_(
    "The four files of the annual report into a folder, as of today (RESONANZ_TODAY names another day). What the "
    "officer wrote in the portal stands in them."
)


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    parser.add_argument("--year", type=year, required=True, help=console.text(N_("the year, for example 2022")))
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help=console.text(N_("the folder to write to"))
    )
    parser.add_argument("--force", action="store_true", help=console.text(N_("replace files that exist already")))


def run(args: Namespace, console: Console) -> int:
    """Carry the command out."""
    folder: Path = args.out
    paths = [folder / f"{file_stem(console.language, args.year)}.{kind}" for kind in FileKind]
    if not args.force:
        for path in paths:
            if path.exists():
                raise ExportFailed(
                    N_("{place} exists already. Choose another folder, or replace it with --force."), place=path
                )
    with registers.opened(args, must_exist=True) as register:
        snapshot = register.snapshot()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for done, file in enumerate(
            report_files(snapshot, clock.today(), registers.operator(), console.language, args.year), start=1
        ):
            (folder / file.name).write_bytes(file.content)
            console.progress(done, len(paths))
            console.line(str(folder / file.name))
    except OSError as err:
        raise ExportFailed(
            N_("The file {place} cannot be written: {said}."),
            place=err.filename or folder,
            said=err.strerror or str(err),
        ) from err
    return 0
