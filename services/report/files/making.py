"""The files of a report: each kind by itself, or all in one archive, from the same report."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from services.access import Actor
from services.branding import Branding, branding_of
from services.register.snapshot import Snapshot
from services.report.blocks import Report
from services.report.building import annual_report
from services.report.files.docx import report_docx
from services.report.files.pdf import report_pdf
from services.report.files.pptx import report_pptx
from services.report.files.xlsx import report_xlsx


class FileKind(StrEnum):
    """The kinds of file a report comes as."""

    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of a report: its name and its bytes."""

    name: str
    content: bytes


Writer = Callable[[Report, Branding], bytes]
WRITERS: Final[Mapping[FileKind, Writer]] = {
    FileKind.DOCX: report_docx,
    FileKind.PPTX: report_pptx,
    FileKind.XLSX: report_xlsx,
    FileKind.PDF: report_pdf,
}
MIME: Final[Mapping[FileKind, str]] = {
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
}


def report_file(snapshot: Snapshot, today: date, actor: Actor, language: str, year: int, kind: FileKind) -> MadeFile:
    """Return one file of the report of a year.

    Raises:
        AccessDenied: the report is not the actor's to see.
    """
    report = annual_report(snapshot, today, actor, language, year)
    return made(report, branding_of(snapshot), kind)


def report_files(snapshot: Snapshot, today: date, actor: Actor, language: str, year: int) -> Iterator[MadeFile]:
    """Yield the four files of the report of a year, one after the other, all from the same report.

    Raises:
        AccessDenied: the report is not the actor's to see.
    """
    report = annual_report(snapshot, today, actor, language, year)
    branding = branding_of(snapshot)
    return (made(report, branding, kind) for kind in WRITERS)


def report_archive(snapshot: Snapshot, today: date, actor: Actor, language: str, year: int) -> MadeFile:
    """Return the four files in one archive; the same report gives the same bytes.

    Raises:
        AccessDenied: the report is not the actor's to see.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in report_files(snapshot, today, actor, language, year):
            entry = zipfile.ZipInfo(file.name, (today.year, today.month, today.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.content)
    return MadeFile(f"{file_stem(language, year)}.zip", out.getvalue())


def made(report: Report, branding: Branding, kind: FileKind) -> MadeFile:
    """Return one file of a report."""
    return MadeFile(f"{file_stem(report.language, report.year)}.{kind}", WRITERS[kind](report, branding))


def file_stem(language: str, year: int) -> str:
    """Return the name of a report's files, without its ending."""
    return f"KRM-Bericht-{year}" if language == "de" else f"KRM-report-{year}"
