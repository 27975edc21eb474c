"""A PDF is tagged, has its title, language and bookmarks, and shows what people typed as it is."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pypdf import PdfReader

from services.charts.drawing import Panel
from services.charts.pictures import png_of, svg_of
from services.errors import ExportFailed
from services.printing.typesetting import typeset
from tests.services.printing.readback import bookmarks_of, tags_of, words_of

TEMPLATE = Path(__file__).with_name("sample.typ")
MARKUP = (
    '#set text(red) *bold* _soft_ $x^2$ \\ `code` @ref https://example.org/a?b=c "q" -- --- ... ~ <label> '
    "// no /* comment */ = none - none + none / none: none [a](b) #panic() #include(\"/etc/hostname\") '10' {x} |"
)


def typeset_sample(typed: str, **options: Any) -> bytes:
    data = {"typed": typed, **options.pop("data", {})}
    return typeset(TEMPLATE, data, language="de", title="Fall KR-2026-0001", **options)


def test_typeset_makes_a_tagged_pdf_with_title_language_and_bookmarks() -> None:
    pdf = typeset_sample("Guten Tag")
    reader = PdfReader(BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Fall KR-2026-0001"
    assert b"pdfuaid:part" in pdf
    assert bookmarks_of(pdf) == ["First", "Second"]
    tags = [tag for tag in tags_of(pdf) if tag in ("Title", "H1", "H2", "Table", "TH")]
    assert tags == ["Title", "H1", "H2", "Table", "TH", "TH"]
    assert words_of(pdf).endswith("Seite 1 von 1")


def test_typeset_makes_the_same_file_of_the_same_data_on_the_same_day() -> None:
    first, second = (typeset_sample("Guten Tag", made_on=date(2026, 3, 4)) for _ in range(2))
    assert first == second
    metadata = PdfReader(BytesIO(first)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == date(2026, 3, 4)


def test_typeset_shows_markup_as_it_was_typed() -> None:
    pdf = typeset_sample(MARKUP)
    assert words_of(pdf).count(MARKUP) >= 1
    assert words_of(typeset_sample("eins\nzwei\n\n= drei\n- vier")).count("eins zwei = drei - vier") == 2
    reader = PdfReader(BytesIO(pdf))
    assert not [page for page in reader.pages if "/Annots" in page]  # an address is no link


def test_typeset_takes_every_sign_that_people_type() -> None:
    for typed in ("\x00 \x1b[31m \ud800", "emoji \U0001f600", "\ue123 \U000e0001", "شكرا לך 漢字", "ẞßÄÖÜ ł č ğ ő", ""):
        assert words_of(typeset_sample(f"A {typed} Z")).count("Z") == 2


def test_typeset_keeps_a_long_word_on_the_page() -> None:
    pdf = typeset_sample("x" * 3000)
    assert words_of(pdf).replace("\u200b", "").replace(" ", "").count("x" * 3000) >= 1
    assert len(PdfReader(BytesIO(pdf)).pages) > 1


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_typeset_places_a_chart_with_its_alt_text(ending: str) -> None:
    panel = Panel("Nichts ist offen", {}, pd.DataFrame(), is_empty=True)
    files = {"chart.png": png_of(panel, scale=1.0), "chart.svg": svg_of(panel).encode()}
    pdf = typeset_sample("Guten Tag", data={"picture": f"chart.{ending}"}, files=files)
    assert tags_of(pdf).count("Figure") == 1


def test_typeset_says_that_a_file_is_no_picture() -> None:
    with pytest.raises(ExportFailed):
        typeset_sample("Guten Tag", data={"picture": "logo.png"}, files={"logo.png": b"no picture"})
    with pytest.raises(ExportFailed):
        typeset_sample("Guten Tag", data={"picture": "missing.png"})
