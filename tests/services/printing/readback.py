"""What is in a PDF: its words, its tags, its bookmarks, and everything that lies in it unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject


def words_of(pdf: bytes) -> str:
    """Return every word of the pages, one blank between."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def tags_of(pdf: bytes) -> list[str]:
    """Return the kinds of the structure elements, in the order of reading."""
    root: Any = PdfReader(BytesIO(pdf)).trailer["/Root"]
    return list(_tags(root["/StructTreeRoot"]))


def bookmarks_of(pdf: bytes) -> list[str]:
    """Return the titles of the bookmarks, whatever their level."""
    return list(_titles(PdfReader(BytesIO(pdf)).outline))


def everything_in(pdf: bytes) -> bytes:
    """Return all that lies in the file: as it is, and every stream unpacked, and every string as text."""
    reader = PdfReader(BytesIO(pdf))
    found = [pdf]
    for number in range(1, int(str(reader.trailer["/Size"]))):
        held = reader.get_object(number)
        if isinstance(held, StreamObject):
            found.append(held.get_data())
        found.append(str(held).encode("utf-8", "replace"))
    return b"\n".join(found)


def _tags(node: Any) -> Iterator[str]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for part in node:
            yield from _tags(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]).removeprefix("/")
        if "/K" in node:
            yield from _tags(node["/K"])


def _titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title)
