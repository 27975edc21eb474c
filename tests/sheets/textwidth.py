"""How wide a text is drawn: an estimate, right to the pixel for the one width Google's answers have shown."""

from __future__ import annotations

import math

_UNITS = 2048
_PIXELS = 13
_MARGIN = 7
_WIDTHS = {"A": 1336, " ": 507, "i": 497, "l": 497, "m": 1794, "w": 1539, "W": 1817, "M": 1788, "I": 557}


def text_pixels(text: str) -> int:
    """Return the width of a column that fits a text."""
    return max(math.ceil(sum(map(_width, line)) * _PIXELS / _UNITS) for line in text.split("\n")) + _MARGIN


def _width(character: str) -> int:
    if character in _WIDTHS:
        return _WIDTHS[character]
    return 1300 if character.isupper() else 1118
