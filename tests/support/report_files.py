"""Reading a report back out of its files, without what wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Rows = list[list[str]]


def body_of(docx: bytes) -> Any:
    """Return the text of a Word file as XML."""
    with zipfile.ZipFile(io.BytesIO(docx)) as packed:
        return etree.fromstring(packed.read("word/document.xml")).find(f"{W}body")


def words(element: Any) -> str:
    """Return what a reader sees of an element: its texts, tab stops as tabs, no instructions of fields."""
    return "".join("\t" if part.tag == f"{W}tab" else str(part.text or "") for part in element.iter(f"{W}t", f"{W}tab"))


def paragraphs_of_docx(docx: bytes) -> list[tuple[str, str]]:
    """Return style and text of each paragraph outside of tables, those of the table of contents too."""
    return [
        (str(style.get(f"{W}val")), words(paragraph))
        for paragraph in body_of(docx).iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and paragraph.getparent().tag != f"{W}tc"
    ]


def tables_of_docx(docx: bytes) -> dict[str, Rows]:
    """Return the cells of each table of a Word file, its head first, by the caption above it."""
    found = {}
    caption = ""
    for element in body_of(docx):
        if element.tag == f"{W}p":
            caption = words(element)
        elif element.tag == f"{W}tbl":
            rows = element.findall(f"{W}tr")
            found[caption] = [[words(cell) for cell in row.findall(f"{W}tc")] for row in rows]
    return found


def tables_of_pdf(pdf: bytes) -> dict[str, Rows]:
    """Return the cells of each table of a tagged PDF, its head first, by the caption above: as it is read out."""
    found: dict[str, Rows] = {}
    caption = ""
    for element in tagged(pdf):
        if element.tag == "Caption":
            caption = element.text
        elif element.tag == "TR":
            found.setdefault(caption, []).append([])
        elif element.tag in ("TH", "TD"):
            found[caption][-1].append(element.text)
    return found


@dataclass(frozen=True, slots=True)
class Tagged:
    """An element of a tagged PDF, and all that is read out of it and of what it holds."""

    tag: str
    text: str


@cache
def tagged(pdf: bytes) -> list[Tagged]:
    """Return what a tagged PDF says, in the order in which it is read out."""
    reader = PdfReader(io.BytesIO(pdf))
    said: list[Tagged] = []
    _read_out(reader.root_object["/StructTreeRoot"], None, _marked_texts(reader), said)
    return said


def _read_out(place: Any, page: int | None, texts: dict[tuple[int | None, int], str], said: list[Tagged]) -> str:
    """Put an element and those below it behind what was said, and return its text."""
    element = place.get_object()
    if isinstance(element, int):
        return texts.get((page, element), "")
    if isinstance(element, ArrayObject):
        return "".join(_read_out(part, page, texts, said) for part in element)
    page = element.raw_get("/Pg").idnum if "/Pg" in element else page
    if element.get("/Type") == "/OBJR":
        return ""
    if element.get("/Type") == "/MCR":
        return texts.get((page, element["/MCID"]), "")
    at = len(said)
    said.append(Tagged("", ""))
    text = _read_out(element["/K"], page, texts, said) if "/K" in element else ""
    said[at] = Tagged(str(element.get("/S", ""))[1:], text)
    return text


def _marked_texts(reader: PdfReader) -> dict[tuple[int | None, int], str]:
    """Return the text of each marked place, by its page and number."""
    found: dict[tuple[int | None, int], str] = defaultdict(str)
    for page in reader.pages:
        signs = {name: _signs(font.get_object()) for name, font in (page["/Resources"].get("/Font") or {}).items()}
        mark: list[int | None] = [None]
        face = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                # What is no place of its own belongs to the one around it; an ornament belongs to none.
                given = operands[1] if operator == b"BDC" and isinstance(operands[1], DictionaryObject) else {}
                mark.append(None if operands[0] == "/Artifact" else given.get("/MCID", mark[-1]))
            elif operator == b"EMC":
                mark.pop()
            elif operator == b"Tf":
                face = operands[0]
            elif operator in (b"Tj", b"TJ") and mark[-1] is not None:
                found[page.indirect_reference.idnum, mark[-1]] += _shown(operands[0], signs[face])
    return found


def _shown(operand: Any, signs: dict[bytes, str]) -> str:
    parts = operand if isinstance(operand, ArrayObject) else [operand]
    codes = [part.original_bytes for part in parts if hasattr(part, "original_bytes")]
    return "".join(signs.get(code[at : at + 2], "") for code in codes for at in range(0, len(code), 2))


def _signs(font: Any) -> dict[bytes, str]:
    """Return what each code of a typeface stands for."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    return {
        bytes.fromhex(code): bytes.fromhex(sign).decode("utf-16-be")
        for code, sign in re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
    }
