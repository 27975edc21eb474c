"""What keeps somebody who cannot see from reading a Word file or a PDF, as far as a machine can tell.

The points are those that PDF/UA-1 and WCAG 2.1 name and that can be read off a file: title, language, order of
headings, alternative texts, heads of tables, bookmarks. It is no veraPDF, and whether an alternative text says what the
picture shows, only a reader can tell.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"


def docx_problems(content: bytes) -> list[str]:
    """Return what is wrong with a Word file, one sentence each."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        body = etree.fromstring(packed.read("word/document.xml"))
        styles = etree.fromstring(packed.read("word/styles.xml"))
        core = etree.fromstring(packed.read("docProps/core.xml"))
        others = [
            etree.fromstring(packed.read(name))
            for name in packed.namelist()
            if re.fullmatch(r"word/(header|footer)\d*\.xml", name)
        ]
    return [
        *_title_problems(body, core),
        *_language_problems(body, styles),
        *_heading_problems(_docx_headings(body, styles)),
        *_picture_problems([body, *others]),
        *(problem for table in body.iter(f"{W}tbl") for problem in _table_problems(table)),
    ]


def _title_problems(body: Any, core: Any) -> Iterator[str]:
    titles = [_text(paragraph) for paragraph in body.iter(f"{W}p") if _style(paragraph) == "Title"]
    if len(titles) != 1 or not titles[0].strip():
        yield f"{len(titles)} titles"
    if not (core.findtext(f"{DC}title") or "").strip():
        yield "the properties have no title"


def _language_problems(body: Any, styles: Any) -> Iterator[str]:
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if default is None or not default.get(f"{W}val"):
        yield "no language"
    for language in body.iter(f"{W}lang"):
        if not language.get(f"{W}val"):
            yield "a text without a language"


def _docx_headings(body: Any, styles: Any) -> list[tuple[int, str]]:
    levels = {}
    for style in styles.iter(f"{W}style"):
        level = style.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            levels[style.get(f"{W}styleId")] = int(level.get(f"{W}val")) + 1
    return [
        (levels[_style(paragraph)], _text(paragraph)) for paragraph in body.iter(f"{W}p") if _style(paragraph) in levels
    ]


def _heading_problems(headings: Iterable[tuple[int, str]]) -> Iterator[str]:
    last = 0
    for level, text in headings:
        if not text.strip():
            yield "an empty heading"
        if level > last + 1:
            yield f"“{text}” is of level {level} below one of level {last}"
        last = level
    if not last:
        yield "no headings"


def _picture_problems(parts: Iterable[Any]) -> Iterator[str]:
    for part in parts:
        for place in (*part.iter(f"{WP}inline"), *part.iter(f"{WP}anchor")):
            described = place.find(f"{WP}docPr")
            if described is None or not (described.get("descr") or "").strip():
                yield "a picture without an alternative text"


def _table_problems(table: Any) -> Iterator[str]:
    rows = table.findall(f"{W}tr")
    if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None:
        yield "a table without a head"
    if any(True for _ in table.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge")):
        yield "a table with merged cells"
    if len({len(row.findall(f"{W}tc")) for row in rows}) > 1:
        yield "a table with rows of different lengths"
    if rows and not all(_text(cell).strip() for cell in rows[0].findall(f"{W}tc")):
        yield "a table with an empty head"


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def _text(element: Any) -> str:
    return "".join(str(part.text or "") for part in element.iter(f"{W}t"))


def pdf_problems(content: bytes) -> list[str]:
    """Return what is wrong with a PDF, one sentence each."""
    pdf = PdfReader(io.BytesIO(content))
    root = pdf.root_object
    problems = []
    if not _get(root, "/MarkInfo", "/Marked"):
        problems.append("not tagged")
    if not str(_get(root, "/Lang") or ""):
        problems.append("no language")
    if not (pdf.metadata and (pdf.metadata.title or "").strip()):
        problems.append("no title")
    if not _get(root, "/ViewerPreferences", "/DisplayDocTitle"):
        problems.append("the window shows the name of the file, not the title")
    if "pdfuaid" not in _metadata(root):
        problems.append("does not say that it keeps PDF/UA")
    if not pdf.outline:
        problems.append("no bookmarks")
    if any(page.get("/Tabs") != "/S" for page in pdf.pages if page.get("/Annots")):
        problems.append("links are not reached in the order of the text")
    if not all(_is_embedded(font) for page in pdf.pages for font in _fonts(page)):
        problems.append("a typeface is not in the file")
    if any(not str(link.get("/Contents", "")).strip() for page in pdf.pages for link in _links(page)):
        problems.append("a link that does not say where it leads")
    if any(_has_loose_text(page, pdf) for page in pdf.pages):
        problems.append("a text that is neither tagged nor marked as ornament")
    return [*problems, *_structure_problems(root)]


def _links(page: Any) -> Iterator[Any]:
    notes = (note.get_object() for note in page.get("/Annots", ()))
    return (note for note in notes if note.get("/Subtype") == "/Link")


def _has_loose_text(page: Any, pdf: PdfReader) -> bool:
    depth = 0
    for _, operator in ContentStream(page.get_contents(), pdf).operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in (b"Tj", b"TJ") and not depth:
            return True
    return False


def _structure_problems(root: DictionaryObject) -> Iterator[str]:
    tree = _get(root, "/StructTreeRoot")
    if not tree:
        yield "no structure"
        return
    every = list(_elements(tree))
    yield from _heading_problems(
        (int(element["/S"][2:]), str(element.get("/T", element["/S"])))
        for element in every
        if re.fullmatch(r"/H\d", element["/S"])
    )
    for element in every:
        if element["/S"] in ("/Figure", "/Formula") and not str(element.get("/Alt", "")).strip():
            yield "a picture without an alternative text"
        if element["/S"] == "/Table":
            heads = [inner for inner in _elements(element) if inner["/S"] == "/TH"]
            if not heads:
                yield "a table without a head"
            elif any(_get(head, "/A") is None or "/Scope" not in _attributes(head) for head in heads):
                yield "the head of a table does not say whose it is"


def _elements(place: Any) -> Iterator[Any]:
    """Yield the elements below a place of the structure, in the order in which they are read out."""
    found = place.get_object()
    inner = found.get("/K", ()) if isinstance(found, DictionaryObject) else ()
    resolved = inner.get_object() if isinstance(inner, IndirectObject) else inner
    for child in resolved if isinstance(resolved, ArrayObject) else (resolved,):
        element = child.get_object() if isinstance(child, IndirectObject) else child
        if isinstance(element, DictionaryObject) and "/S" in element:
            yield element
            yield from _elements(element)


def _attributes(element: Any) -> set[str]:
    given = element["/A"].get_object()
    return {name for part in (given if isinstance(given, ArrayObject) else (given,)) for name in part.get_object()}


def _fonts(page: Any) -> Iterator[Any]:
    fonts = _get(page, "/Resources", "/Font") or {}
    return (font.get_object() for font in fonts.values())


def _is_embedded(font: Any) -> bool:
    parts = [part.get_object() for part in font.get("/DescendantFonts", ())] or [font]
    described = [_get(part, "/FontDescriptor") for part in parts]
    return all(found and {"/FontFile", "/FontFile2", "/FontFile3"} & set(found) for found in described)


def _metadata(root: DictionaryObject) -> str:
    stream = _get(root, "/Metadata")
    return stream.get_data().decode("utf-8", "replace") if stream else ""


def _get(place: Any, *names: str) -> Any:
    for name in names:
        if place is None:
            return None
        place = place.get(name)
        place = place.get_object() if isinstance(place, IndirectObject) else place
    return place
