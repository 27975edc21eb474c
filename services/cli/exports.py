"""`export`: the register's reactions as a flat file."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from schema.words import N_
from services import exporting
from services.cli import registers
from services.cli.console import Console
from services.errors import ExportFailed
from services.exporting import Format
from services.register.snapshot import Snapshot

SUMMARY = N_("write the register's reactions to a flat file (CSV or XLSX)")
DESCRIPTION = N_("One row per concern, in the columns that “import” reads. Without FILE, CSV goes to standard output.")


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help=console.text(N_("the file to write: .csv or .xlsx"))
    )
    parser.add_argument(
        "--format",
        choices=[*Format],
        type=Format,
        help=console.text(N_("the format, where the file's ending does not say it")),
    )
    parser.add_argument(
        "--labels",
        choices=["de", "en"],
        help=console.text(N_("write labels in this language in the place of code names")),
    )
    parser.add_argument("--year", type=int, help=console.text(N_("only reactions received in this year")))
    parser.add_argument(
        "--force", action="store_true", help=console.text(N_("replace the file where it exists already"))
    )


def run(args: Namespace, console: Console) -> int:
    """Carry the command out."""
    file: Path | None = args.file if args.file != Path("-") else None
    fmt: Format = args.format or _format_of(file)
    if file is not None and file.exists() and not args.force:
        raise ExportFailed(N_("{place} exists already. Choose another name, or replace it with --force."), place=file)
    with registers.opened(args, must_exist=True) as register:
        snapshot = register.snapshot()
    ids = _chosen(snapshot, args.year)
    data = exporting.export_flat(snapshot, registers.operator(), ids, fmt=fmt, labels=args.labels)
    if file is None:
        console.out.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return 0
    try:
        file.write_bytes(data)
    except OSError as err:
        raise ExportFailed(
            N_("The file {place} cannot be written: {said}."), place=str(file), said=err.strerror or str(err)
        ) from err
    console.say(N_("{count} reactions written to {place}."), count=console.number(len(ids)), place=str(file))
    return 0


def _format_of(file: Path | None) -> Format:
    return Format.XLSX if file is not None and file.suffix.lower() == ".xlsx" else Format.CSV


def _chosen(snapshot: Snapshot, year: int | None) -> list[str]:
    """Return the ids of the reactions of a year (all where None), in the order in which they came in."""
    reactions = snapshot.frames["reactions"].sort_values(["received_on", "number"])
    if year is not None:
        reactions = reactions[reactions["received_on"].dt.year == year]
    return list(reactions.index)
