"""The pages of the report's four files as pictures, as LibreOffice and a PDF viewer show them.

`python -m docs.report_pages` makes the report of 2022 from the sample register and writes a picture of the pages
of each file; with kinds behind it (docx, pptx, xlsx, pdf), only those.
"""

import io
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from services.branding import Branding
from services.report.building import annual_report
from services.report.files.making import FileKind, made
from tests.support.office_files import to_pdf
from tests.support.people import KAREN
from tests.support.portal import ROOT
from tests.support.sample import sample_snapshot

PICTURES: Final = ROOT / "docs" / "bilder"
DAY: Final = date(2026, 11, 20)
OFFICE: Final = "Jobcenter Musterstadt"
PDFTOPPM: Final = Path("/usr/bin/pdftoppm")
DOTS_PER_INCH: Final = 56
ACROSS: Final = 6  # pages
GAP: Final = 6
COLOURS: Final = 128


def pages_as_pictures(path: Path, dots_per_inch: int = DOTS_PER_INCH) -> list[bytes]:
    """Return the pages of a DOCX, PPTX, XLSX or PDF as PNG, in order; what is no PDF is printed by LibreOffice."""
    pdf = path if path.suffix == ".pdf" else to_pdf(path)
    with tempfile.TemporaryDirectory(prefix="resonanz-pages-") as folder:
        subprocess.run(
            [PDFTOPPM, "-r", str(dots_per_inch), "-png", pdf, Path(folder) / "page"], check=True, capture_output=True
        )
        return [page.read_bytes() for page in sorted(Path(folder).iterdir())]


def sheet_of(pages: list[bytes]) -> Image.Image:
    """Return the pages side by side."""
    pictures = [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]
    width, height = (max(sizes) + GAP for sizes in zip(*(picture.size for picture in pictures), strict=True))
    across = min(ACROSS, len(pictures))
    sheet = Image.new("RGB", (across * width + GAP, -(-len(pictures) // across) * height + GAP), "#8A979B")
    for place, picture in enumerate(pictures):
        sheet.paste(picture, (GAP + place % across * width, GAP + place // across * height))
    return sheet


def picture_of(kind: FileKind) -> Path:
    """Return where the picture of a kind of file stands."""
    return PICTURES / f"bericht-{kind}.png"


def branding() -> Branding:
    """Return how the office of the pictures shows itself, with a logo drawn here."""
    logo = Image.new("RGB", (600, 200), "#FFFFFF")
    draw = ImageDraw.Draw(logo)
    for place, colour in enumerate(("#0B6B7A", "#4FAAB7", "#33474D")):
        draw.ellipse((20 + place * 110, 20, 180 + place * 110, 180), fill=colour)
    packed = io.BytesIO()
    logo.crop((0, 0, 430, 200)).save(packed, "PNG")
    return Branding("#0B6B7A", "#33474D", packed.getvalue(), "png", f"Logo {OFFICE}", OFFICE)


def take(kinds: tuple[FileKind, ...]) -> None:
    """Make the files and write a picture of the pages of each."""
    report = replace(annual_report(sample_snapshot(DAY), DAY, KAREN, "de", 2022), office=OFFICE)
    with tempfile.TemporaryDirectory(prefix="resonanz-report-") as folder:
        for kind in kinds:
            file = made(report, branding(), kind)
            path = Path(folder) / file.name
            path.write_bytes(file.content)
            sheet = sheet_of(pages_as_pictures(path))
            sheet.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
                picture_of(kind), optimize=True
            )
            print(kind, flush=True)


if __name__ == "__main__":
    take(tuple(map(FileKind, sys.argv[1:])) or tuple(FileKind))
