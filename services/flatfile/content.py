"""What a file is, from its first bytes and its ending, and the text in it."""

import codecs
from pathlib import PurePath

from schema.words import N_
from services.flatfile.problems import FileRejected, Note

TEXT_ENDINGS = (".csv", ".txt")
WORKBOOK_ENDINGS = (".xlsx",)
ZIP = b"PK\x03\x04"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3\x00", "SQLite"),
)


def is_workbook(name: str, data: bytes) -> bool:
    """Return whether the file is an XLSX workbook (else it is text).

    Raises:
        FileRejected: it is empty, of a kind the portal does not read, or not what its ending says.
    """
    ending = PurePath(name).suffix.lower()
    if not data.strip():
        raise FileRejected.whole(name, N_("The file is empty. Please choose a file with a heading row and data."))
    if ending not in (*TEXT_ENDINGS, *WORKBOOK_ENDINGS):
        raise FileRejected.whole(
            name,
            N_("Files ending in “{ending}” cannot be read. Please save it as CSV (.csv) or Excel workbook (.xlsx)."),
            ending=ending,
        )
    is_zip = data.startswith(ZIP)
    if ending in WORKBOOK_ENDINGS:
        if is_zip:
            return True
        kind = _signature(data)
        if kind == "XLS":
            raise FileRejected.whole(
                name,
                N_(
                    "The file ends in .xlsx, but is an old or password-protected Excel file. "
                    "Please save it as Excel workbook (.xlsx) without a password."
                ),
            )
        if kind is None and b"\x00" not in data[:4096]:
            raise FileRejected.whole(
                name,
                N_(
                    "The file ends in .xlsx, but is plain text. "
                    "Please rename it to .csv, or save it as Excel workbook (.xlsx)."
                ),
            )
        raise FileRejected.whole(
            name,
            N_("The file ends in .xlsx, but is no Excel workbook. Please open it in Excel and save it as .xlsx."),
        )
    if is_zip and b"xl/" in data:
        raise FileRejected.whole(
            name,
            N_("The file ends in {ending}, but is an Excel workbook. Please rename it to .xlsx, or save it as CSV."),
            ending=ending,
        )
    if is_zip or _signature(data):
        raise FileRejected.whole(
            name,
            N_("The file ends in {ending}, but holds {kind} data and no text. Please save the table as CSV."),
            ending=ending,
            kind=_signature(data) or "ZIP",
        )
    return False


def _signature(data: bytes) -> str | None:
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)


def decode_text(name: str, data: bytes) -> tuple[str, list[Note]]:
    """Return the text of a file: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252, which is said.

    Raises:
        FileRejected: it is none of them.
    """
    if data.startswith(codecs.BOM_UTF8):
        return _decoded(name, data[len(codecs.BOM_UTF8) :], "utf-8", "UTF-8"), []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(name, data, "utf-16", "UTF-16"), [Note(N_("The file is written in UTF-16; it was read so."))]
    if b"\x00" in data:
        raise FileRejected.whole(
            name,
            N_("The file is no text that the portal can read. Please save it as “CSV UTF-8” and try again."),
        )
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        note = Note(
            N_(
                "The file is written in Windows-1252, not in UTF-8; it was read so. "
                "Please check that umlauts look right."
            )
        )
        return _decoded(name, data, "cp1252", "Windows-1252"), [note]


def _decoded(name: str, data: bytes, codec: str, encoding: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as err:
        raise FileRejected.whole(
            name,
            N_(
                "The file cannot be read as {encoding}: byte {place} is not part of a character. "
                "Please save it as “CSV UTF-8” and try again."
            ),
            encoding=encoding,
            place=err.start + 1,
        ) from err
