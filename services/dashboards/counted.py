"""What a dashboard counts, in one line: the note below a picture and above a table that leave the portal."""

from datetime import date

from schema.words import N_
from services.charts.wording import Wording
from services.dashboards.selection import Selection
from services.register.snapshot import Snapshot


def counted_words(snapshot: Snapshot, today: date, language: str, selection: Selection) -> str:
    """Return the period, the areas and teams chosen, and the day of the figures."""
    wording = Wording(language, snapshot.lists)
    period = selection.period
    parts = [
        wording.text(N_("Received: {period}"), period=wording.period(period)) if period else "",
        *(wording.label("area", code) for code in selection.areas),
        *(wording.label("unit", code) for code in selection.units),
        wording.text(N_("Figures as of: {day}"), day=wording.day(today)),
    ]
    return " · ".join(part for part in parts if part)
