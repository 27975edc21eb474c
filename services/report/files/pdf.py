"""The annual report as a PDF for print and the intranet: tagged (PDF/UA-1), with bookmarks, its charts as vectors."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from schema.words import N_
from services.branding import Branding
from services.charts.wording import Wording
from services.printing.typesetting import typeset
from services.report.blocks import Kind, Picture, Report, Table, shown
from services.report.files import paper
from services.report.files.outline import (
    Element,
    Heading,
    Role,
    Said,
    elements,
    find_reference,
    picture_words,
    starts_page,
    table_words,
    title_page,
)
from services.report.files.pictures import Drawn, measured, vectors

TEMPLATE: Final = Path(__file__).with_name("pdf.typ")
GROUPS: Final[Mapping[Role, str]] = {
    Role.ITEM: "list",
    Role.RULE: "list",
    Role.FINDING: "findings",
    Role.REMARK: "remark",
}
"""What paragraphs of a kind are together, where they stand below each other."""


def report_pdf(report: Report, branding: Branding, pictures: Mapping[str, Drawn] | None = None) -> bytes:
    """Return the report as a PDF; `pictures` are its charts where they are drawn already (`pictures.vectors`).

    Raises:
        ExportFailed: the PDF could not be set.
    """
    images = vectors(report) if pictures is None else pictures
    front, wording, parts = title_page(report), report.wording, list(elements(report))
    files = {f"{key}.svg": image.content for key, image in images.items()}
    logo = None
    if branding.logo is not None:
        width, height = measured(branding.logo).size(paper.LOGO_WIDTH_MM, paper.LOGO_HEIGHT_MM)
        logo = {"name": f"logo.{branding.logo_kind}", "width": width, "height": height, "alt": branding.logo_alt}
        files[f"logo.{branding.logo_kind}"] = branding.logo
    data = {
        "author": front.office,
        "office": front.office,
        "facts": front.lines,
        "as_of": front.as_of,
        "day": [report.day.year, report.day.month, report.day.day],
        "colours": {"accent": branding.colour, "second": branding.second_colour},
        "margins": {
            "left": paper.LEFT_MM,
            "right": paper.RIGHT_MM,
            "top": paper.TOP_MM,
            "bottom": paper.BOTTOM_MM,
        },
        "title_from_top": paper.TITLE_FROM_TOP_PT,
        "logo": logo,
        "contents": wording.text(N_("Contents")),
        "table_words": table_words(wording, "").strip(),
        "figure_words": picture_words(wording, "").strip(),
        "parts": list(_parts(parts, wording, images)),
    }
    return typeset(TEMPLATE, data, language=report.language, title=front.title, files=files)


def _parts(parts: Sequence[Element], wording: Wording, images: Mapping[str, Drawn]) -> Iterator[dict[str, Any]]:
    """Yield what the template lays out; the lines of a list are one list, and remarks stand in one box."""
    lines: dict[str, Any] = {}
    for part in parts:
        kind = GROUPS.get(part.role, "") if isinstance(part, Said) else ""
        if lines and lines["kind"] != kind:
            yield lines
            lines = {}
        if isinstance(part, Said) and kind:
            lines = {"kind": kind, "items": [*lines.get("items", ()), part.text]}
        elif isinstance(part, Said):
            yield {"kind": part.role, "text": part.text}
        elif isinstance(part, Heading):
            yield {"kind": "heading", "text": part.text, "level": part.level, "starts_page": starts_page(part, parts)}
        elif isinstance(part, Picture):
            yield _picture(part, parts, wording, images[part.key])
        else:
            yield _table(part, wording)
    if lines:
        yield lines


def _picture(part: Picture, parts: Sequence[Element], wording: Wording, image: Drawn) -> dict[str, Any]:
    refers = find_reference(part, parts, wording)
    return {
        "kind": "picture",
        "file": f"{part.key}.svg",
        "width": image.size(paper.TEXT_WIDTH_MM, paper.TALLEST_PICTURE_MM)[0],
        "alt": part.panel.title,
        "caption": part.caption,
        "note": part.note,
        "refers": None
        if refers is None
        else {"before": refers.before, "words": refers.words, "after": refers.after, "key": refers.key},
        "mark": f"picture-{part.key}",
    }


def _table(part: Table, wording: Wording) -> dict[str, Any]:
    grid = paper.grid_of(part, wording)
    return {
        "kind": "table",
        "caption": part.caption,
        "note": part.note,
        "mark": f"table-{part.key}",
        "is_short": grid.is_kept_together,
        "size": grid.size,
        "side": grid.side,
        "widths": grid.widths,
        "numbers": [column.kind not in (Kind.TEXT, Kind.DATE) for column in part.columns],
        "head": [column.heading for column in part.columns],
        "rows": [
            {
                "cells": [
                    shown(cell, column.kind, wording) for cell, column in zip(line.cells, part.columns, strict=True)
                ],
                "is_total": line.is_total,
                "is_kept": grid.is_row_kept(place),
            }
            for place, line in enumerate(part.lines)
        ],
    }
