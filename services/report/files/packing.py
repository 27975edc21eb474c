"""Office files without the times at which they were packed, so that the same report gives the same bytes."""

import io
import re
import zipfile
from typing import Final

CORE, WORKBOOK = "docProps/core.xml", "xl/workbook.xml"
_TIMES: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:(?:created|modified)>")


def undated(content: bytes) -> bytes:
    """Return the file without the times at which its parts were packed, and those in the workbooks of its charts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in given.infolist():
            data = given.read(entry)
            if entry.filename.endswith(".xlsx"):
                data = undated(data)
            elif entry.filename == CORE and WORKBOOK in given.namelist():
                data = _TIMES.sub(b"", data)
            packed.writestr(zipfile.ZipInfo(entry.filename), data, zipfile.ZIP_DEFLATED, compresslevel=9)
    return out.getvalue()
