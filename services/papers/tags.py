"""What may stand in a Word template, and what is wrong with one that is put in the portal.

Allowed are placeholders, `{{ name }}`, and conditions on one of them: `{% if name %} … {% else %} … {% endif %}`, the
same with `{%p` where a whole paragraph is to go. Everything else is refused, and named with its paragraph.
"""

import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from docx.oxml import parse_xml
from jinja2 import TemplateError, nodes
from lxml.etree import LxmlError

from schema.problems import Problem
from schema.words import N_
from services.errors import InputRejected
from services.papers import letters
from services.papers.letters import Template, W, paragraph_text, sandbox
from services.papers.wordfiles import check_file

SHOWN_CHARACTERS = 80

_TAG = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_PLACEHOLDER = re.compile(r"\s*(\w+)\s*")
_CONDITION = re.compile(r"(p?)\s+(?:if\s+(?:not\s+)?(\w+)|(else)|(endif))\s*")
_KNOWN_NODES = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not)
_PLAIN_ONLY = N_(
    "The template asks for more than placeholders and simple conditions. Please use {{{{ name }}}} and {{% if name %}} "
    "only."
)


@dataclass(frozen=True, slots=True)
class _Finding:
    """A tag that cannot be filled: the tag, the text of its paragraph, what is wrong."""

    tag: str
    paragraph: str
    msgid: str
    hint: str = ""


def check_template(name: str, content: bytes, known: Collection[str]) -> None:
    """Let a Word template pass that the portal can fill; `known` are the placeholders of its paper.

    Raises:
        InputRejected: it is no such file, is too large, or holds what cannot be filled; each place is named.
    """
    check_file(name, content)
    findings = list(dict.fromkeys(_findings(content, known)))
    if findings:
        msgid = N_("The template was not taken: something in it cannot be filled. Please correct it in Word.")
        raise InputRejected(msgid, problems=[_problem(found) for found in findings])
    _check_filling(content, known)


def _problem(found: _Finding) -> Problem:
    shown = found.paragraph if len(found.paragraph) <= SHOWN_CHARACTERS else found.paragraph[:SHOWN_CHARACTERS] + " …"
    params = {"tag": found.tag, "paragraph": shown.replace("\n", " "), "hint": found.hint}
    return Problem("settings", "value", found.tag, found.msgid, params)


def _findings(content: bytes, known: Collection[str]) -> Iterator[_Finding]:
    template = _opened(content)
    for part in _parts(template):
        open_ifs: list[tuple[str, str]] = []
        for paragraph in part.iter(f"{W}p"):
            text = paragraph_text(paragraph)
            yield from _paragraph_findings(text, known, open_ifs)
        for tag, text in open_ifs:
            yield _Finding(tag, text, N_("“{tag}” has no {{% endif %}} behind it. Paragraph: “{paragraph}”"))
        for deleted in part.iter(f"{W}delText"):
            if "{" in (deleted.text or ""):
                msgid = N_("The file has tracked changes around “{tag}”. Please accept all changes in Word first.")
                yield _Finding(str(deleted.text).strip(), "", msgid)
    for text in _unfilled_texts(template):
        if _TAG.search(text):
            yield _Finding(
                _TAG.findall(text)[0],
                text,
                N_(
                    "A placeholder stands in a comment or an endnote, where nothing is filled in. "
                    "Paragraph: “{paragraph}”"
                ),
            )


def _paragraph_findings(text: str, known: Collection[str], open_ifs: list[tuple[str, str]]) -> Iterator[_Finding]:
    place = 0
    while found := _TAG.search(text, place):
        opening = found[0]
        closing = {"{{": "}}", "{%": "%}"}.get(opening)
        end = _TAG.search(text, found.end())
        if closing is None or end is None or end[0] != closing:
            tag = text[found.start() : end.end() if end else None][:SHOWN_CHARACTERS]
            yield _Finding(tag, text, N_("“{tag}” is broken: its brackets do not close. Paragraph: “{paragraph}”"))
            place = found.end()
            continue
        tag, inner = text[found.start() : end.end()], text[found.end() : end.start()]
        if opening == "{{":
            yield from _name_findings(tag, text, _PLACEHOLDER.fullmatch(inner), 1, known)
        else:
            yield from _condition_findings(tag, inner, text, known, open_ifs)
        place = end.end()


def _name_findings(
    tag: str, text: str, found: re.Match[str] | None, group: int, known: Collection[str]
) -> Iterator[_Finding]:
    if found is None:
        msgid = N_("“{tag}” is no plain placeholder. Please write it like {{{{ name }}}}. Paragraph: “{paragraph}”")
        yield _Finding(tag, text, msgid)
        return
    name = found[group]
    if name not in known:
        near = get_close_matches(name.lower(), list(known), n=1)
        msgid = N_("The placeholder “{tag}” is not known in this letter. Paragraph: “{paragraph}”")
        near_msgid = N_(
            "The placeholder “{tag}” is not known in this letter. Do you mean “{hint}”? Paragraph: “{paragraph}”"
        )
        yield _Finding(name, text, near_msgid if near else msgid, near[0] if near else "")


def _condition_findings(
    tag: str, inner: str, text: str, known: Collection[str], open_ifs: list[tuple[str, str]]
) -> Iterator[_Finding]:
    found = _CONDITION.fullmatch(inner if inner.startswith("p ") else f" {inner}")
    if found is None:
        msgid = N_(
            "“{tag}” is no simple condition. Please write {{% if name %}}, {{% else %}}, {{% endif %}} only. "
            "Paragraph: “{paragraph}”"
        )
        yield _Finding(tag, text, msgid)
        return
    if found[1] and text.strip() != tag:
        yield _Finding(tag, text, N_("“{tag}” must stand alone in its paragraph. Paragraph: “{paragraph}”"))
    if found[2]:
        yield from _name_findings(tag, text, found, 2, known)
        open_ifs.append((tag, text))
    elif not open_ifs:
        yield _Finding(tag, text, N_("“{tag}” has no {{% if name %}} before it. Paragraph: “{paragraph}”"))
    elif found[4]:
        open_ifs.pop()


def _opened(content: bytes) -> Template:
    template = Template(io.BytesIO(content))
    template.render_init()
    return template


def _parts(template: Template) -> Iterator[Any]:
    """Return the root of every part that is filled: body, heads, feet, footnotes."""
    yield template.docx.element.body
    for uri in (Template.HEADER_URI, Template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield parse_xml(part.blob)
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith(".footnotes+xml"):
            yield parse_xml(part.blob)


def _unfilled_texts(template: Template) -> Iterator[str]:
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith((".endnotes+xml", ".comments+xml")):
            for paragraph in parse_xml(part.blob).iter(f"{W}p"):
                yield paragraph_text(paragraph)


def _check_filling(content: bytes, known: Collection[str]) -> None:
    """Fill the template once with everything and once with nothing; what the sandbox would run is looked at before.

    Raises:
        InputRejected: it cannot be filled.
    """
    try:
        template = _opened(content)
        for source in _sources(template):
            _check_source(source, known)
        for value in ("x", ""):
            values = dict.fromkeys(known, value)
            parse_xml(_opened(content).build_xml(values, sandbox()))
            letters.read_text(letters.render_letter(content, values))
    except LxmlError as err:
        raise InputRejected(
            N_(
                "A condition cuts through the letter's structure. Please put {{%p if name %}} and {{%p endif %}} each "
                "in a paragraph of its own."
            )
        ) from err
    except (TemplateError, ValueError, KeyError) as err:
        raise InputRejected(_PLAIN_ONLY) from err


def _sources(template: Template) -> Iterator[str]:
    """Return what the sandbox would be given, part by part."""
    yield template.patch_xml(template.get_xml())
    for uri in (Template.HEADER_URI, Template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith(".footnotes+xml"):
            yield template.patch_xml(part.blob.decode("utf-8"))
    properties = template.docx.core_properties
    yield from (
        getattr(properties, name) for name in ("author", "comments", "identifier", "language", "subject", "title")
    )


def _check_source(source: str, known: Collection[str]) -> None:
    for node in sandbox().parse(source).find_all(nodes.Node):
        if not isinstance(node, _KNOWN_NODES) or (isinstance(node, nodes.Name) and node.name not in known):
            raise InputRejected(_PLAIN_ONLY)
