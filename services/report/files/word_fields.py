"""What a Word file counts and finds by itself: fields, bookmarks, links; each shows a result until Word counts anew."""

from collections.abc import Iterator, Mapping

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph


class Bookmarks:
    """The bookmarks of one file, each with a number of its own."""

    def __init__(self) -> None:
        self._number = 0

    def around(self, name: str, *inner: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        """Yield elements with a bookmark around them."""
        self._number += 1
        number = str(self._number)
        yield element("w:bookmarkStart", {"w:id": number, "w:name": name})
        yield from inner
        yield element("w:bookmarkEnd", {"w:id": number})


def element(name: str, attributes: Mapping[str, str] | None = None, *inner: BaseOxmlElement) -> BaseOxmlElement:
    """Return an element of Word with its attributes and what stands in it."""
    made = OxmlElement(name, {qn(key): value for key, value in (attributes or {}).items()})
    for part in inner:
        made.append(part)
    return made


def run(text: str, style: str = "") -> BaseOxmlElement:
    """Return a text, in a style of letters where one is named."""
    written = element("w:t", {"xml:space": "preserve"})
    written.text = text
    return _run(written, style=style)


def tab() -> BaseOxmlElement:
    """Return a step to the next tab stop."""
    return _run(element("w:tab"))


def field(code: str, result: str, style: str = "") -> list[BaseOxmlElement]:
    """Return a field with its code, and the result that it shows until it is counted anew."""
    return [*opened(code, style), run(result, style), closed(style)]


def opened(code: str, style: str = "") -> list[BaseOxmlElement]:
    """Return the start of a field whose result follows, up to `closed`."""
    instruction = element("w:instrText", {"xml:space": "preserve"})
    instruction.text = f" {code} "
    return [_mark("begin", style), _run(instruction, style), _mark("separate", style)]


def closed(style: str = "") -> BaseOxmlElement:
    """Return the end of a field."""
    return _mark("end", style)


def link(bookmark: str, *inner: BaseOxmlElement) -> BaseOxmlElement:
    """Return elements as a link to a bookmark of the same file."""
    return element("w:hyperlink", {"w:anchor": bookmark, "w:history": "1"}, *inner)


def write(paragraph: Paragraph, *parts: BaseOxmlElement) -> Paragraph:
    """Put elements at the end of a paragraph."""
    for part in parts:
        paragraph._p.append(part)
    return paragraph


def _run(inner: BaseOxmlElement, style: str = "") -> BaseOxmlElement:
    if not style:
        return element("w:r", None, inner)
    return element("w:r", None, element("w:rPr", None, element("w:rStyle", {"w:val": style})), inner)


def _mark(kind: str, style: str) -> BaseOxmlElement:
    return _run(element("w:fldChar", {"w:fldCharType": kind}), style)
