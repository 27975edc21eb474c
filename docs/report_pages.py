"""The pages of the report's four files as pictures, as LibreOffice and a PDF viewer show them.

`python -m docs.report_pages` makes the report of 2022 from the sample register and writes sheets of its pages; with
kinds behind it (docx, pptx, xlsx, pdf), only those.
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
DAY: Final = date(2023, 2, 1)
OFFICE: Final = "Jobcenter Musterstadt"
PDFTOPPM: Final = Path("/usr/bin/pdftoppm")
DOTS_PER_INCH: Final = 64
ACROSS, DOWN = 4, 2  # pages on a sheet
GAP: Final = 6
COLOURS: Final = 224


def pages_as_pictures(path: Path, dots_per_inch: int = DOTS_PER_INCH) -> list[bytes]:
    """Return the pages of a DOCX, PPTX, XLSX or PDF as PNG, in order; what is no PDF is printed by LibreOffice."""
    pdf = path if path.suffix == ".pdf" else to_pdf(path)
    with tempfile.TemporaryDirectory(prefix="resonanz-pages-") as folder:
        subprocess.run(
            [PDFTOPPM, "-r", str(dots_per_inch), "-png", pdf, Path(folder) / "page"], check=True, capture_output=True
        )
        return [page.read_bytes() for page in sorted(Path(folder).iterdir())]


def sheets(pages: list[bytes]) -> list[Image.Image]:
    """Return the pages side by side, so many on a sheet as fit."""
    pictures = [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]
    return [_sheet(pictures[at : at + ACROSS * DOWN]) for at in range(0, len(pictures), ACROSS * DOWN)]


def _sheet(pages: list[Image.Image]) -> Image.Image:
    width, height = (max(sizes) + GAP for sizes in zip(*(page.size for page in pages), strict=True))
    across = min(ACROSS, len(pages))
    sheet = Image.new("RGB", (across * width + GAP, -(-len(pages) // across) * height + GAP), "#8A979B")
    for place, page in enumerate(pages):
        sheet.paste(page, (GAP + place % across * width, GAP + place // across * height))
    return sheet


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
    """Make the files and write their sheets: bericht-docx-1.png and so on."""
    report = replace(annual_report(sample_snapshot(DAY), DAY, KAREN, "de", 2022), office=OFFICE)
    with tempfile.TemporaryDirectory(prefix="resonanz-report-") as folder:
        for kind in kinds:
            file = made(report, branding(), kind)
            path = Path(folder) / file.name
            path.write_bytes(file.content)
            for old in PICTURES.glob(f"bericht-{kind}-*.png"):
                old.unlink()
            for number, sheet in enumerate(sheets(pages_as_pictures(path)), start=1):
                target = PICTURES / f"bericht-{kind}-{number}.png"
                sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
                print(target.relative_to(ROOT), flush=True)


if __name__ == "__main__":
    take(tuple(map(FileKind, sys.argv[1:])) or tuple(FileKind))
