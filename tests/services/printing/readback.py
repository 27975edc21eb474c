"""What is in a PDF: its words, its tags, its bookmarks, and every string that lies in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import IndirectObject, StreamObject

"""What a page says beside what it draws: the properties of marked content."""
MARKED = frozenset({b"BDC", b"DP"})
"""The file's id in its metadata: letters and digits by chance."""
OWN_ID = re.compile(r"<xmpMM:(InstanceID|DocumentID)>.*?</xmpMM:\1>")


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


def strings_in(pdf: bytes) -> list[str]:
    """Return every string that lies in the file: in its objects, beside the drawn text, and in its metadata.

    Numbers, offsets, packed bytes and the file's own id are no text: a time of day or a chance among them can look like
    one. What is drawn is in `words_of`.
    """
    reader = PdfReader(BytesIO(pdf))
    held = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    beside = [operands for page in reader.pages for operands, operator in _operations(page) if operator in MARKED]
    return list(_strings([*held, *beside]))


def _operations(page: PageObject) -> list[tuple[Any, bytes]]:
    contents = page.get_contents()
    return [] if contents is None else contents.operations


def _strings(held: Any) -> Iterator[str]:
    if isinstance(held, StreamObject) and held.get("/Type") == "/Metadata":
        yield OWN_ID.sub("", held.get_data().decode())
    if isinstance(held, dict):
        yield from _strings([*held.keys(), *held.values()])
    elif isinstance(held, list):
        for part in held:
            yield from _strings(part)
    elif isinstance(held, bytes):
        yield held.decode("latin-1")
    elif isinstance(held, str):
        yield held


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
