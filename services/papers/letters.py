"""A letter as Word: a template with its placeholders filled.

A template is not trusted. It is filled in a sandbox that knows the placeholders and nothing else, and every value is
text. docxtpl is given that sandbox for all parts: by itself it would fill a document's properties and footnotes in an
open environment (its issues 549 and 632).
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError

from schema.words import N_
from services.errors import ExportFailed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Template(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """A Word template whose values come out as they are: docxtpl itself makes `{{` of a customer's `{_{`."""

    def render_xml_part(self, src_xml: str, part: Any, context: Mapping[str, str], jinja_env: Any = None) -> str:
        """Return one part of the document, filled."""
        self.current_rendering_part = part
        return str(self.resolve_listing(jinja_env.from_string(src_xml).render(context)))


def sandbox() -> ImmutableSandboxedEnvironment:
    """Return an environment in which a template knows its placeholders and nothing else."""
    env = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    for known in (env.globals, env.filters, env.tests):
        known.clear()
    return env


def render_letter(template: bytes, values: Mapping[str, str]) -> bytes:
    """Return a template with its placeholders filled.

    Raises:
        ExportFailed: it cannot be filled.
    """
    try:
        letter = Template(BytesIO(template))
        letter.render(dict(values), jinja_env=sandbox(), autoescape=True)
        made = BytesIO()
        letter.save(made)
    except (TemplateError, LxmlError, ValueError, KeyError) as err:
        raise ExportFailed(
            N_("The letter could not be made: its template is damaged. Please put it back to the original.")
        ) from err
    return made.getvalue()


def read_text(letter: bytes) -> str:
    """Return what a letter says, one line per paragraph: the body, its tables and boxes."""
    return "\n".join(_paragraphs(Document(BytesIO(letter)).element.body))


def read_preview(letter: bytes) -> str:
    """Return what a letter says as it may be read on a screen: its paragraphs apart, address and marks in lines."""
    body = Document(BytesIO(letter)).element.body
    parts = ("\n".join(filter(None, _paragraphs(block))) for block in body)
    return "\n\n".join(filter(None, parts))


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter(f"{W}p"):  # itself, too, where it is one
        yield paragraph_text(paragraph)


def paragraph_text(paragraph: Any) -> str:
    """Return the text of one paragraph, without that of boxes inside it."""
    parts = []
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if next(node.iterancestors(f"{W}p")) is paragraph and node.getparent().tag == f"{W}r":
            parts.append(node.text or "" if node.tag == f"{W}t" else ("\n" if node.tag == f"{W}br" else "\t"))
    return "".join(parts)
