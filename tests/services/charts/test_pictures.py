"""Charts as pictures for paper: whole, in light colours, in the language of the page, with nothing from outside."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from services.charts import colours
from services.charts.drawing import Panel, base, finished
from services.charts.pictures import for_paper, png_of, svg_of
from tests.services.charts.frames import DE
from tests.services.charts.test_drawing import all_panels
from tests.services.figures.registers import random_rows, snapshot_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def panels() -> dict[str, Panel]:
    return dict(all_panels(snapshot_of(*random_rows(11, count=300))))


@pytest.fixture(scope="module")
def drawn(panels: dict[str, Panel]) -> dict[str, str]:
    """Every chart of the dashboards as SVG, drawn once."""
    return {name: svg_of(panel, note="Stand 01.02.2023") for name, panel in panels.items()}


def texts_of(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


def test_svg_of_shows_finding_chart_and_note_in_full(panels: dict[str, Panel], drawn: dict[str, str]) -> None:
    for name, panel in panels.items():
        shown = texts_of(drawn[name])
        assert shown[-1] == "Stand 01.02.2023", name
        assert " ".join(shown).startswith(panel.title), name
        assert not [text for text in shown if "…" in text], name
    assert "Kundenreaktionsmanagement" in " ".join(texts_of(svg_of(panels["deadlines.escalation_step"])))
    assert panels["channels.channels"].title not in texts_of(svg_of(panels["channels.channels"], title=False))


def test_svg_of_is_as_wide_as_asked_and_for_white_paper(drawn: dict[str, str]) -> None:
    dark = {colour.dark for colour in (colours.TEXT, colours.LABEL, colours.GRID, colours.PERIOD, colours.OMBUDS)}
    for name, svg in drawn.items():
        root = ElementTree.fromstring(svg)
        assert float(root.get("width", "")) == pytest.approx(640, abs=3), name
        assert not [colour for colour in dark if colour in svg], name
        assert "cursor" not in svg, name
        assert not re.search(r'opacity="0\.35"', svg), name


def test_png_of_has_the_dots_asked_for(panels: dict[str, Panel]) -> None:
    picture = Image.open(BytesIO(png_of(panels["channels.channels"], width=500, scale=3.0, note="Stand 01.02.2023")))
    assert picture.format == "PNG"
    assert picture.width == pytest.approx(1500, abs=9)
    assert picture.convert("RGB").getpixel((picture.width - 1, picture.height - 1)) == (255, 255, 255)
    ink = picture.convert("L").crop((0, 0, 1500, 60)).getextrema()
    assert isinstance(ink[0], int | float)
    assert ink[0] < 80  # the finding is there, in letters


def test_svg_of_speaks_german_numbers() -> None:
    rows = pd.DataFrame({"name": ["a"], "value": [12345.5]})
    chart = base().mark_text().encode(y="name:N")
    shown = chart.encode(text={"field": "value", "type": "quantitative", "format": ",.1f"})
    assert "12.345,5" in texts_of(svg_of(Panel("", finished(shown, rows, DE, 40), rows)))


def test_svg_of_keeps_what_people_typed_as_text(panels: dict[str, Panel]) -> None:
    typed = 'Team <script>alert(1)</script> & "Söhne"\x00 ]]> <image href="http://example.org/x.png"/>'
    panel = replace(panels["channels.channels"], title=typed)
    root = ElementTree.fromstring(svg_of(panel, note=typed))
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {"svg", "title", "rect", "g", "path", "text", "line"}
    assert "<script>alert(1)</script> &" in " ".join(texts_of(svg_of(panel)))


def test_svg_of_cuts_no_long_finding_off(panels: dict[str, Panel]) -> None:
    title = "WWWWWW mit Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurfsvorlage " * 3
    shown = texts_of(svg_of(replace(panels["ombuds.share"], title=title), width=320))
    assert "".join(shown).replace(" ", "").startswith(title.replace(" ", ""))
    assert max(map(len, shown)) < 45


def test_svg_of_keeps_a_number_with_its_per_cent(panels: dict[str, Panel]) -> None:
    title = "Anteil von 100,0\N{NO-BREAK SPACE}% " * 12
    for line in texts_of(svg_of(replace(panels["ombuds.share"], title=title)))[:4]:
        assert line.count("100,0\N{NO-BREAK SPACE}%") == line.count("%")


def test_svg_of_says_the_finding_where_there_is_nothing_to_draw(panels: dict[str, Panel]) -> None:
    panel = replace(panels["channels.channels"], is_empty=True)
    assert texts_of(svg_of(panel, title=False)) == [panel.title]


def test_for_paper_fetches_nothing_and_leaves_the_chart_of_the_screen_alone(panels: dict[str, Panel]) -> None:
    panel = panels["channels.months"]
    before = repr(panel.spec)
    drawn = for_paper(panel.spec, 640)
    assert repr(panel.spec) == before
    assert isinstance(drawn["datasets"]["rows"], list)
    assert all(value == value for row in drawn["datasets"]["rows"] for value in row.values())


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/rows.json", "file:///etc/hostname"])
def test_svg_of_refuses_data_from_an_address(address: str) -> None:
    spec: dict[str, Any] = {"data": {"url": address}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    with pytest.raises(ValueError, match="no data from an address"):
        svg_of(Panel("Von außen", spec, pd.DataFrame()))


def test_png_of_may_be_called_from_several_threads(panels: dict[str, Panel]) -> None:
    some = [panels[name] for name in ("deadlines.unit", "ombuds.share", "channels.channels", "ombuds.days")]
    alone = [png_of(panel, scale=1) for panel in some]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda panel: png_of(panel, scale=1), some)) == alone
