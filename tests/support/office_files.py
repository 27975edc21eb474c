"""Files of an office, opened as the office opens them: LibreOffice prints them to PDF, pdftotext reads the pages."""

from __future__ import annotations

import atexit
import functools
import subprocess
import tempfile
from pathlib import Path

import pytest

SOFFICE = Path("/usr/bin/soffice")
PDFTOTEXT = Path("/usr/bin/pdftotext")

# It takes a second; a machine with much else to do takes longer, and only one that hangs takes this long.
SECONDS = 180


def to_pdf(path: Path) -> Path:
    """Print a DOCX, PPTX or XLSX to PDF with LibreOffice, into a folder of its own beside the file.

    A file that LibreOffice cannot open fails the test, and so does a machine without LibreOffice: nothing is skipped.
    """
    target = path.parent / f"{path.name}-as-pdf"
    profile = f"-env:UserInstallation={_profile().as_uri()}"
    said = _run(SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(target), str(path))
    pdf = target / f"{path.stem}.pdf"
    # It ends with 0 where it could not load the file, too.
    if not pdf.exists():
        pytest.fail(f"LibreOffice made no PDF of {path.name}: {said}", pytrace=False)
    return pdf


def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page, its words where they stand on the page."""
    text = _run(PDFTOTEXT, "-layout", "-enc", "UTF-8", str(pdf), "-")
    return text.split("\f")[:-1]


@functools.cache
def _profile() -> Path:
    """Return the folder of this process for LibreOffice's settings: two of them at once would lock one another out."""
    folder = tempfile.TemporaryDirectory(prefix="resonanz-libreoffice-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _run(program: Path, *arguments: str) -> str:
    if not program.exists():
        pytest.fail(f"The tests of the office files need {program}; `.ci/debian` installs it.", pytrace=False)
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        pytest.fail(f"{program.name} took longer than {SECONDS} seconds over {arguments[-1]}", pytrace=False)
    if done.returncode != 0:
        pytest.fail(f"{program.name} ended with {done.returncode}: {done.stderr or done.stdout}", pytrace=False)
    return done.stdout if program == PDFTOTEXT else done.stdout + done.stderr
