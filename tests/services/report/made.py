"""Reports to write: a small one by hand with every kind of block, and that of 2022 from the sample register."""

from __future__ import annotations

from datetime import date
from functools import cache

import pandas as pd

from services.branding import Branding
from services.charts.channels import channels_panel
from services.charts.wording import Wording
from services.figures import Period
from services.figures.lookup import Figures
from services.report.blocks import Column, Kind, Line, Part, Picture, Report, Table, shown
from services.report.building import annual_report
from tests.services.charts.frames import LISTS, channel_counts
from tests.support.people import KAREN
from tests.support.sample import sample_snapshot

BRANDING = Branding("#0B6B7A", "#33474D", None, None, "", "Jobcenter Musterstadt")
DAY = date(2023, 2, 1)
SAMPLE_DAY = date(2026, 11, 20)  # by then the numbers that were printed for 2022 are known, with what contradicts them
NASTY = (
    '{{ name }} {% if x %} <w:t>fett</w:t> &amp; & #set text(red) #eval("1") *stark* _kursiv_ $x$ @label <ref> `code` '
    "\\u{41} //kein Kommentar [a] «»"
)
FIGURES = Figures(
    pd.DataFrame(columns=["figure", "unit", "period", "value", "previous", "change_percent", "base", "share_percent"])
)
CHANNELS = channels_panel(
    channel_counts({"email": 330, "telephone": 139}, {"email": 362, "telephone": 242}), Wording("de", LISTS)
)


def table(key: str = "channels", caption: str = "Kundenreaktionen nach Eingangsweg", lines: int = 2) -> Table:
    return Table(
        key,
        caption,
        "Gezählt sind Kundenreaktionen. Anteile beziehen sich auf 1.469.",
        (
            Column("Eingangsweg"),
            Column("2022", Kind.COUNT),
            Column("Änderung", Kind.CHANGE),
            Column("Anteil 2022", Kind.PERCENT),
            Column("zuletzt", Kind.DATE),
        ),
        (
            *(
                Line((f"Weg {at}", 1000 + at, -8.8, 44.1, "2022-12-30"), "reactions.channel.email")
                for at in range(lines)
            ),
            Line(("Alle", 1469, None, 100.0, None), "reactions.total", is_total=True),
        ),
    )


WORDS, LONG_WORDS = 120, 3000


def high_tables() -> tuple[Table, ...]:
    """Return a table whose rows do not fit on a page together, and one with a row that is higher than a page."""
    columns = (Column("Zeile"), Column("Erläuterung"), Column("2022", Kind.COUNT))
    many = tuple(Line((f"Zeile{at:03}", "Wort " * WORDS, at)) for at in range(12))
    return (
        Table("many", "Viele hohe Zeilen", "Anmerkung.", columns, many),
        Table("one", "Eine sehr hohe Zeile", "Anmerkung.", columns, (Line(("Eine", "Wort " * LONG_WORDS, 1)),)),
    )


def picture(key: str = "channels", shows: str = "channels") -> Picture:
    return Picture(key, "Eingangswege 2022", "Gezählt sind Kundenreaktionen.", CHANNELS, shows)


def report(*parts: Part, language: str = "de", findings: tuple[str, ...] = (), title: str = "KRM-Bericht") -> Report:
    """Return a report of these parts; without any, one that has every kind of block."""
    return Report(
        title=title,
        office="Jobcenter Musterstadt",
        year=2022,
        period=Period.of_year(2022),
        before=Period.of_year(2021),
        day=DAY,
        wording=Wording(language, LISTS),
        figures=FIGURES,
        parts=parts or whole(),
        findings=findings,
        rules=("Eine Kundenreaktion zählt in dem Jahr, in dem sie eingegangen ist.",),
    )


def whole() -> tuple[Part, ...]:
    return (
        Part("1", "1", "Schwerpunktthemen", 1, question="Welche Schwerpunkte gab es?", remarks=("Es fehlt etwas.",)),
        Part("1.channels", "1.1", "Eingangswege", 2, drafted="Im Jahr 2022 waren es 1.469.", pictures=(picture(),)),
        Part(
            "1.praise",
            "1.2",
            "Lob",
            2,
            drafted="Entwurf.",
            edited="Geändert.",
            own="Dazu:\n- erstens\n– zweitens\nEnde.",
        ),
        Part("2", "2", "Qualität", 1),
        Part("2.impulses", "2.1", "Impulse", 2),
        Part("3", "3", "Petitionen", 1),
        Part("5", "5", "Auswertungen", 1),
        Part("5.check", "5.1", "Prüfung", 2, drafted="Geprüft."),
        Part("5.tables", "5.2", "Tabellen", 2, tables=(table(), table("long", "Lange Tabelle", 60))),
    )


@cache
def real_report() -> Report:
    return annual_report(sample_snapshot(SAMPLE_DAY), SAMPLE_DAY, KAREN, "de", 2022)


@cache
def english_report() -> Report:
    return annual_report(sample_snapshot(SAMPLE_DAY), SAMPLE_DAY, KAREN, "en", 2022)


def expected_tables(report: Report) -> dict[str, list[list[str]]]:
    """Return every table as people read it, by its caption with its number."""
    return {
        f"Tabelle {table.number}: {table.caption}": [
            [column.heading for column in table.columns],
            *(
                [
                    shown(cell, column.kind, report.wording)
                    for cell, column in zip(line.cells, table.columns, strict=True)
                ]
                for line in table.lines
            ),
        ]
        for table in report.tables
    }
