"""The charts of a report as pictures. Their finding stands in the text of the report, not in the picture."""

import io
import re
from dataclasses import dataclass
from typing import Final

from PIL import Image

from services.charts.pictures import png_of, svg_of
from services.report.blocks import Report

WIDTH_PIXELS: Final = 640  # on 160 mm of paper: letters of 12 pixels are 8.5 points high
SCALE: Final = 2.5  # 250 dots per inch on paper

_SIZE: Final = re.compile(r'^<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture (PNG, JPEG or SVG), and how high it is for its width."""

    content: bytes
    height_per_width: float

    def size(self, width: float, tallest: float) -> tuple[float, float]:
        """Return its width and height where it may be so wide and so high."""
        height = width * self.height_per_width
        return (width, height) if height <= tallest else (tallest / self.height_per_width, tallest)


def bitmaps(report: Report) -> dict[str, Drawn]:
    """Return every chart of the report as PNG, by its key: for Word, which shows no SVG to everybody."""
    return {
        picture.key: measured(png_of(picture.panel, width=WIDTH_PIXELS, scale=SCALE, title=False))
        for picture in report.pictures
    }


def vectors(report: Report) -> dict[str, Drawn]:
    """Return every chart of the report as SVG, by its key: its letters stay letters, sharp at every size."""
    return {picture.key: _vector(svg_of(picture.panel, width=WIDTH_PIXELS, title=False)) for picture in report.pictures}


def measured(picture: bytes) -> Drawn:
    """Return a PNG or JPEG with its proportions."""
    with Image.open(io.BytesIO(picture)) as opened:
        return Drawn(picture, opened.height / opened.width)


def _vector(svg: str) -> Drawn:
    found = _SIZE.match(svg)
    assert found is not None, svg[:200]
    return Drawn(svg.encode(), float(found[2]) / float(found[1]))
