"""One cell: what was entered, its format, note and validation. Cells are replaced, never changed in place."""

from __future__ import annotations

import math
import struct
from typing import Any

from tests.sheets.errors import Refusal
from tests.sheets.wire import Json, tidy_number
from tests.sheets.wording import say

Cell = Json

MAX_CHARACTERS = 50_000
VALUE_KINDS = ("numberValue", "stringValue", "boolValue", "formulaValue", "errorValue")
KEPT = (
    "userEnteredValue",
    "userEnteredFormat",
    "note",
    "dataValidation",
    "textFormatRuns",
    "pivotTable",
    "dataSourceTable",
    "dataSourceFormula",
    "chipRuns",
)
DERIVED = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink")
_COLOURS = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "tabColor": "tabColorStyle",
    "color": "colorStyle",
    "headerColor": "headerColorStyle",
    "firstBandColor": "firstBandColorStyle",
    "secondBandColor": "secondBandColorStyle",
    "footerColor": "footerColorStyle",
}
_STYLES = {style: colour for colour, style in _COLOURS.items()}


def tidy_cell(cell: Cell) -> Cell:
    """Bring a cell into the form it is stored in; an empty one becomes {}."""
    tidy: Cell = {}
    for key in KEPT:
        value = cell.get(key)
        if key == "userEnteredValue":
            value = tidy_value(value)
        elif key == "userEnteredFormat" and value:
            value = tidy_colours(value)
        if value not in (None, "", {}, []):
            tidy[key] = value
    return tidy


def tidy_value(value: Json | None) -> Json | None:
    """Check an ExtendedValue; an empty string is an empty cell."""
    for kind in VALUE_KINDS:
        if value and kind in value:
            content = value[kind]
            if kind in ("stringValue", "formulaValue"):
                check_length(content)
                if content == "":
                    return None
            return {kind: tidy_number(content) if kind == "numberValue" else content}
    return None


def check_length(text: str) -> None:
    """Refuse what is too long for one cell.

    Raises:
        Refusal: more than 50,000 characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise Refusal(say("cell_length"))


def tidy_colours(value: Any) -> Any:
    """Write each colour both ways, as Google's answers do, and leave out what is zero."""
    if isinstance(value, list):
        return [tidy_colours(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    tidy = {}
    for key, entry in value.items():
        if key in _COLOURS and not (isinstance(entry, dict) and "rgbColor" in entry):
            if _COLOURS[key] not in value:
                tidy[key] = tidy_colour(entry)
                tidy[_COLOURS[key]] = {"rgbColor": tidy_colour(entry)}
        elif key in _STYLES:
            if not entry or entry.get("rgbColor", {}) is None:
                continue
            style = {"rgbColor": tidy_colour(entry["rgbColor"])} if "rgbColor" in entry else entry
            tidy[key] = style
            if "rgbColor" in style:
                tidy[_STYLES[key]] = style["rgbColor"]
        elif entry is not None:
            tidy[key] = tidy_colours(entry)
    return tidy


def tidy_colour(colour: Json | None) -> Json:
    """Store a colour as Google does: 8 bits a part, cut off, and without the parts that are zero."""
    stored = {part: _in_eight_bits(share) for part, share in (colour or {}).items() if share}
    return {part: share for part, share in stored.items() if share}


def _in_eight_bits(share: float) -> float:
    value = math.floor(share * 255 + 1e-6) / 255
    single = struct.unpack("f", struct.pack("f", value))[0]
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    shortest = next(text for text in texts if struct.unpack("f", struct.pack("f", float(text)))[0] == single)
    return tidy_number(float(shortest))


def with_value(cell: Cell, value: Json | None) -> Cell:
    """Enter another value and keep the rest of the cell."""
    changed = {key: entry for key, entry in cell.items() if key != "userEnteredValue"}
    return changed | {"userEnteredValue": value} if value else changed
