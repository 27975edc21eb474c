"""Word files as they are brought: which are taken, and how they are kept.

What could do something on the computer of whoever opens a letter is refused: macros, embedded and fetched files.
"""

import io
import re
import zipfile
from pathlib import PurePath

from docx import Document
from docx.oxml import parse_xml
from lxml.etree import LxmlError

from schema.words import N_
from services.errors import InputRejected

SHOWN_CHARACTERS = 80
MOST_BYTES = 2_000_000  # of the file that is brought
MOST_UNPACKED = 20_000_000
MOST_XML = 1_000_000  # of one part: a letter of a few pages has a tenth of it
MOST_PARTS = 300

_XML = (".xml", ".rels")
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # .doc, and .docx behind a password
_MACRO_FILES = re.compile(r"vbaProject|vbaData|activeX|embeddings/|\.bin$", re.IGNORECASE)
_ACTIVE_FIELDS = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|LINK)\b")
_HARMLESS_LINKS = ("hyperlink", "attachedTemplate")  # the second is taken out, see `packed`
_ATTACHED = re.compile(rb"<w:attachedTemplate\b[^>]*/>")
_ATTACHED_LINK = re.compile(rb"<Relationship\b[^>]*attachedTemplate[^>]*/>")

_NO_WORD_FILE = N_("This is no Word file (.docx). In Word, choose “Save as” and the type “Word document (*.docx)”.")
_WITH_MACROS = N_(
    "The file has macros or other active content. Please save it as “Word document (*.docx)”, without macros and "
    "without embedded files."
)
_DAMAGED = N_("The file is damaged and cannot be opened. Please save it once more in Word, and bring it again.")


def check_file(name: str, content: bytes) -> None:
    """Let a Word file pass that is whole, small enough and does nothing by itself.

    Raises:
        InputRejected: it is none; the sentence says why and what to do.
    """
    if len(content) > MOST_BYTES:
        msgid = N_("The file has {size} MB; a template may have 2 MB at most. Please compress its pictures in Word.")
        raise InputRejected(msgid, size=f"{len(content) / 1_000_000:.1f}")
    if PurePath(name).suffix.lower() in (".docm", ".dotm"):
        raise InputRejected(_WITH_MACROS)
    if content.startswith(_OLD_WORD):
        raise InputRejected(
            N_(
                "The file has the old Word format, or a password. Please save it as “Word document (*.docx)”, without "
                "a password."
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_parts(packed)
        Document(io.BytesIO(content))
    # What zipfile raises for a damaged, locked or unusually packed file, and then what python-docx raises for another.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as err:
        raise InputRejected(_DAMAGED if content.startswith(b"PK") else _NO_WORD_FILE) from err
    except (KeyError, ValueError, AttributeError, LxmlError) as err:
        raise InputRejected(_NO_WORD_FILE) from err


def _check_parts(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    too_large = any(part.file_size > MOST_XML for part in parts if part.filename.endswith(_XML))
    if too_large or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise InputRejected(N_("The file holds unusually much inside. Please start again from the original template."))
    if any(_MACRO_FILES.search(part.filename) for part in parts):
        raise InputRejected(_WITH_MACROS)
    for part in parts:
        data = packed.read(part)  # and so its checksum is looked at
        if part.filename.endswith(_XML):
            _check_xml(part.filename, data)


def _check_xml(name: str, data: bytes) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as err:
        raise InputRejected(_DAMAGED) from err
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputRejected(_DAMAGED)
    if "macroEnabled" in text and name == "[Content_Types].xml":
        raise InputRejected(_WITH_MACROS)
    if name.endswith(".rels"):
        for link in parse_xml(data):
            if link.get("TargetMode") == "External" and not str(link.get("Type")).endswith(_HARMLESS_LINKS):
                msgid = N_(
                    "The template fetches something from elsewhere ({target}). Please put it into the file itself."
                )
                raise InputRejected(msgid, target=str(link.get("Target"))[:SHOWN_CHARACTERS])
    elif any(
        _ACTIVE_FIELDS.search(found)
        for found in re.findall(r"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)", text)
        for found in found
    ):
        raise InputRejected(_WITH_MACROS)


def packed(content: bytes) -> bytes:
    """Return a checked template packed as small as it goes, without the link to the template it was made from."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w") as new:
        for part in given.infolist():
            data = given.read(part)
            if part.filename == "word/settings.xml":
                data = _ATTACHED.sub(b"", data)
            elif part.filename == "word/_rels/settings.xml.rels":
                data = _ATTACHED_LINK.sub(b"", data)
            # Without a time of its own, so that the same template is the same bytes.
            new.writestr(zipfile.ZipInfo(part.filename), data, zipfile.ZIP_DEFLATED, compresslevel=9)
    return made.getvalue()
