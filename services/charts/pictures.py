"""Charts as pictures for paper: what the screen shows, drawn by Vega without a browser, in light colours on white.

The annual report (DOCX, PPTX, PDF) takes its charts from here as well as the downloads beside a chart. Nothing is
fetched: the data stands in the specification, the typeface comes with the portal, and every address is refused.

A picture is laid out in three parts, one below the other: the finding (if asked for), the chart, a note. vl-convert
draws the chart; the parts are put together as SVG, and PNG is made of that, so that both show the same. Sizes are in
CSS pixels (96 to the inch), so 640 are 169 mm; `scale` says how many dots one of them gets. The first picture of a
process takes a third of a second longer: the engine starts.
"""

import copy
import json
import re
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import vl_convert
from PIL import ImageFont

from services.charts import colours
from services.charts.drawing import Panel
from services.printing import fonts

WIDTH_PIXELS: Final = 640  # as wide as the text of an A4 page
FONTS: Final = f"{fonts.FAMILY}, Arial, sans-serif"  # the others where an SVG meets a machine without the first
TITLE_PIXELS, NOTE_PIXELS, LINE_HEIGHT = 17, 12, 1.3
GAP_PIXELS: Final = 12
LABEL_PIXELS: Final = 12  # on paper 9 points
SYMBOL_PIXELS: Final = 36  # of a legend: the symbol, and the room between two entries
LABEL_SHARE: Final = 0.42  # of the width: as much as a label may take before it is cut
MEASURE_PIXELS: Final = 100
FILES: Final = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf"}

# Vega runs in one engine for the whole process; while it draws, nobody else does.
_ENGINE: Final = threading.Lock()
_SIZE: Final = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def svg_of(panel: Panel, *, width: int = WIDTH_PIXELS, title: bool = True, note: str = "") -> str:
    """Return a chart as an SVG `width` pixels wide, as high as it needs.

    `title` puts the finding above the chart; a report that says it in its own text leaves it out. `note` stands below,
    in small letters: what was counted, on which day. Where there is nothing to draw, the finding stands alone.
    """
    chart, chart_width, chart_height = ("", 0.0, 0.0) if panel.is_empty else _drawn(panel.spec, width)
    whole = max(float(width), chart_width)
    parts: list[str] = []
    top = 0.0
    if title or panel.is_empty:
        top = _write(parts, top, panel.title, whole, TITLE_PIXELS, 600, colours.TEXT.light)
    if chart:
        parts.append(f'<g transform="translate(0,{top:g})">{chart}</g>')
        top += chart_height + GAP_PIXELS
    top = _write(parts, top, note, whole, NOTE_PIXELS, 400, colours.LABEL.light)
    height = max(top - GAP_PIXELS, 1) + 2
    name = _printable(panel.title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" role="img" '
        f'aria-label={quoteattr(name)} width="{whole:g}" height="{height:g}" viewBox="0 0 {whole:g} {height:g}" '
        f"font-family={quoteattr(FONTS)}><title>{escape(name)}</title>"
        f'<rect width="100%" height="100%" fill="{colours.PAGE.light}"/>{"".join(parts)}</svg>'
    )


def png_of(panel: Panel, *, width: int = WIDTH_PIXELS, scale: float = 2.0, title: bool = True, note: str = "") -> bytes:
    """Return a chart as a PNG `width * scale` dots wide; the rest as `svg_of`."""
    svg = svg_of(panel, width=width, title=title, note=note)
    with _ENGINE:
        _use_typeface()
        return vl_convert.svg_to_png(svg, scale=scale)


def for_paper(spec: Mapping[str, Any], width: int) -> dict[str, Any]:
    """Return a specification that holds its data itself, `width` pixels wide with its labels, and knows no mouse.

    Raises:
        ValueError: it takes its data from an address.
    """
    drawn = copy.deepcopy({name: part for name, part in spec.items() if name != "datasets"})
    drawn["datasets"] = {name: _rows(data) for name, data in spec.get("datasets", {}).items()}
    drawn["background"] = colours.PAGE.light
    for view in _views(drawn):
        if "mark" in view or "layer" in view:
            view.pop("width", None)
    if "mark" in drawn or "layer" in drawn:
        drawn["width"] = width
        drawn["autosize"] = {"type": "fit-x", "contains": "padding"}
    drawn["padding"] = {"left": 0, "top": 2, "right": 4, "bottom": 2}
    config = drawn.setdefault("config", {})
    config["font"] = FONTS
    config["axis"] = {
        **config.get("axis", {}),
        "labelFontSize": LABEL_PIXELS,
        "titleFontSize": LABEL_PIXELS,
        "labelPadding": 5,
    }
    for part in _objects(drawn):
        part.pop("cursor", None)
        if isinstance(part.get("data"), dict) and "url" in part["data"]:
            raise ValueError("a picture takes no data from an address")
        if isinstance(part.get("axis"), dict):
            part["axis"]["labelLimit"] = round(width * LABEL_SHARE)
            part["axis"]["titleLimit"] = 0
            if part["axis"].get("labelAngle"):
                drawn["padding"]["right"] = 2 * LABEL_PIXELS  # the last label leans over the edge
        if isinstance(part.get("legend"), dict):
            _spread(part["legend"], width)
    return drawn


def _write(parts: list[str], top: float, text: str, width: float, size: int, weight: int, colour: str) -> float:
    """Add a text in lines, beginning at `top`; return where the next part begins."""
    for line in _lines(text, width, size, weight):
        top += size * LINE_HEIGHT
        parts.append(
            f'<text x="0" y="{top - size * 0.3:g}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
            f"{escape(line)}</text>"
        )
    return top + (GAP_PIXELS if text else 0)


def _drawn(spec: Mapping[str, Any], width: int) -> tuple[str, float, float]:
    """Return the chart as SVG, and how wide and high it came out."""
    drawn = for_paper(spec, width)
    locale = drawn["config"].get("locale", {})
    with _ENGINE:
        _use_typeface()
        svg = vl_convert.vegalite_to_svg(drawn, allowed_base_urls=[], format_locale=locale.get("number"))
    found = _SIZE.match(svg)
    assert found is not None, svg[:200]
    return svg, float(found[1]), float(found[2])


@cache
def _use_typeface() -> None:
    vl_convert.register_font_directory(str(fonts.font_folder()))


def _rows(data: Any) -> list[dict[str, Any]]:
    """Return the rows of a chart's data as JSON has them: days as text, what is missing as nothing."""
    if not isinstance(data, bytes):
        return list(data)
    rows = pa.ipc.open_stream(data).read_all().to_pylist()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return None if value != value else value


def _spread(legend: dict[str, Any], width: int) -> None:
    """Put as many entries of a legend beside each other as the width of the paper takes."""
    legend["labelLimit"] = 0
    found = re.match(r"\((\{.*\})\)\[datum\.(?:value|label)\]$", str(legend.get("labelExpr", "")), re.DOTALL)
    labels = json.loads(found[1]).values() if found else ()
    longest = max((_width(str(label), LABEL_PIXELS) for label in labels), default=0)
    if longest:
        legend["columns"] = max(1, int(width // (longest + SYMBOL_PIXELS)))


def _views(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a specification and those it is made of."""
    yield spec
    for name in ("layer", "hconcat", "vconcat", "concat"):
        for part in spec.get(name, ()):
            yield from _views(part)
    if isinstance(spec.get("spec"), dict):
        yield from _views(spec["spec"])


def _objects(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for name, inner in part.items():
            if name != "datasets":
                yield from _objects(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _objects(inner)


def _lines(text: str, width: float, size: int, weight: int) -> list[str]:
    """Return a text in lines that fit into so many pixels; a word longer than that is cut up."""
    lines: list[str] = []
    for word in re.findall(r"[^ \t\r\n]+", _printable(text)):  # a number stays with its per cent
        if lines and _width(f"{lines[-1]} {word}", size, weight) <= width:
            lines[-1] += f" {word}"
            continue
        while _width(word, size, weight) > width and len(word) > 1:
            most = next(at for at in range(len(word) - 1, 0, -1) if at == 1 or _width(word[:at], size, weight) <= width)
            lines.append(word[:most])
            word = word[most:]
        lines.append(word)
    return lines


def _width(text: str, size: int, weight: int = 400) -> float:
    return _measure(weight).getlength(text) * size / MEASURE_PIXELS


@cache
def _measure(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fonts.font_folder() / FILES[weight], MEASURE_PIXELS)


def _printable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return "".join(sign for sign in text if sign.isprintable() or sign.isspace())
