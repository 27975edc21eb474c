"""What can be taken along from a chart: itself as a picture, and the table behind it as a file."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Final

from services import access
from services.access import Action, Actor
from services.charts.drawing import Panel
from services.charts.pictures import png_of, svg_of
from services.charts.tables import table_csv, table_xlsx


class Ending(StrEnum):
    """The kinds of file; each is the ending of its name."""

    PNG = "png"
    SVG = "svg"
    CSV = "csv"
    XLSX = "xlsx"


PICTURES: Final = (Ending.PNG, Ending.SVG)
MIMES: Final = {
    Ending.PNG: "image/png",
    Ending.SVG: "image/svg+xml",
    Ending.CSV: "text/csv",
    Ending.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def endings_of(panel: Panel) -> tuple[Ending, ...]:
    """Return the files that a chart can be taken along as; where nothing is drawn, there is no picture."""
    return tuple(ending for ending in Ending if not (panel.is_empty and ending in PICTURES))


def chart_file(actor: Actor, panel: Panel, ending: Ending, *, note: str, language: str) -> bytes:
    """Return a chart or its table as a file; `note` says what was counted, and as of which day.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    match ending:
        case Ending.PNG:
            return png_of(panel, note=note)
        case Ending.SVG:
            return svg_of(panel, note=note).encode()
        case Ending.CSV:
            return table_csv(actor, panel.table, language)
        case Ending.XLSX:
            return table_xlsx(actor, panel.table, title=panel.title, note=note, language=language)


def file_name(*parts: str | date, ending: str) -> str:
    """Return the name of a file in ASCII, its parts joined by hyphens: channels-months-2022.png."""
    said = "-".join(part.isoformat() if isinstance(part, date) else part for part in parts if part)
    letters = said.translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', plain).strip('-')}.{ending}"


_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
