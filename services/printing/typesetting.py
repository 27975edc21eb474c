"""Setting a PDF with Typst: a template and data in, a tagged PDF out (PDF/UA-1, for screen readers).

What people typed travels as data (a JSON file beside the template) and is shown as a string: no markup, no command, no
address in it is ever carried out. Templates start from `page.typ`, which has the page, the typeface, colours, headings,
tables and the page numbers. Fonts: Source Sans Pro (services/printing/fonts.py); for signs that it lacks those that
Typst brings (Libertinus Serif, New Computer Modern, DejaVu Sans Mono) and those of the machine. Nothing is fetched:
templates import no packages.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, cast

import typst

from schema.words import N_
from services import translation
from services.charts import colours
from services.errors import ExportFailed
from services.printing.blackening import BAR
from services.printing.fonts import font_folder

PAGE: Final = Path(__file__).with_name("page.typ")
STANDARD: Final[Literal["ua-1"]] = "ua-1"
COLOURS: Final = {
    "text": colours.TEXT.light,
    "label": colours.LABEL.light,
    "line": "#C3CFD3",
    "accent": colours.PERIOD.light,
    "fill": "#F3F7F8",
}
LONGEST_WORD: Final = 50  # signs; a longer one may be broken anywhere, or it would leave the page
NO_FILES: Final[Mapping[str, bytes]] = {}
ZERO_WIDTH_SPACE: Final = "\u200b"


def typeset(
    template: Path,
    data: Mapping[str, Any],
    *,
    language: str,
    title: str,
    files: Mapping[str, bytes] = NO_FILES,
    made_on: date | None = None,
) -> bytes:
    """Return the PDF that a template makes of `data`.

    The template finds in `data`, besides what is given: `language`, `title`, `page_words` and `colours` (those given
    win, so that an office has its own). `files` stand beside the template under their names: pictures, above all, which
    need an `alt` each. With `made_on` the file says that day, and the same data gives the same bytes.

    Raises:
        ExportFailed: the template does not fit the data, or a file is no picture.
    """
    whole = {
        "language": language,
        "title": title,
        "page_words": translation.text(N_("Page {page} of {pages}"), language, {"page": "{page}", "pages": "{pages}"}),
        **data,
        "colours": {**COLOURS, **data.get("colours", {})},
    }
    project = {
        "page.typ": PAGE.read_bytes(),
        "data.json": json.dumps(_settable(whole), ensure_ascii=False).encode(),
        "main.typ": template.read_bytes(),
    }
    with TemporaryDirectory(prefix="resonanz-pdf-") as folder:
        for name, content in files.items():  # Typst (0.15) takes pictures from a folder only; the data stays in memory
            (Path(folder) / name).write_bytes(content)
        try:
            return _compiled(project, folder, [STANDARD], made_on)
        except typst.TypstError as err:
            if not _lacks_glyph(err):
                raise ExportFailed(
                    N_("The PDF could not be made. Please try again, or tell those who run the portal.")
                ) from err
        # A sign that no font has: the standard forbids it, so the file does not claim the standard; its tags stay.
        return _compiled(project, folder, [], made_on)


def _compiled(project: dict[str, bytes], root: str, standards: list[Literal["ua-1"]], made_on: date | None) -> bytes:
    stamp = datetime.combine(made_on, time(12), UTC) if made_on else None
    # typst's own annotations (0.15) know no project of several files.
    found: Any = typst.compile(
        cast("Any", project),
        root=cast("Any", root),
        format="pdf",
        font_paths=_fonts(),
        pdf_standards=[*standards],
        timestamp=stamp,
    )
    return bytes(found)


def _lacks_glyph(err: typst.TypstError) -> bool:
    return "could not be displayed with" in f"{err.message} {err.diagnostic}"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[font_folder()])


def _settable(value: Any) -> Any:
    """Return data with texts that can be set: no control characters, and no word wider than the page."""
    if isinstance(value, str):
        clean = value.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
        clean = "".join(sign for sign in clean if sign.isprintable() or sign.isspace() or sign == BAR)
        return re.sub(rf"\S{{{LONGEST_WORD},}}", _breakable, clean)
    if isinstance(value, Mapping):
        return {str(name): _settable(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_settable(part) for part in value]
    return value


def _breakable(found: re.Match[str]) -> str:
    word = found[0]
    return ZERO_WIDTH_SPACE.join(word[at : at + LONGEST_WORD // 2] for at in range(0, len(word), LONGEST_WORD // 2))
