"""What each figure counts, and where the report prints it: one declaration per kind of figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docs.markdown import page, table
from services.demo.dresden import PRINTED, Printed

UNITS = {
    "reactions": "Reaktionen",
    "concerns": "Anliegen",
    "matters": "Angelegenheiten",
    "days": "Kalendertage",
    "working_days": "Arbeitstage",
}
MEASURES = {"value": "Anzahl", "change": "Veränderung in %", "share": "Anteil in %"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A kind of figure. In `name`, <…> stands for an entry of a list; `base` is the figure its share is of, or words.

    `is_of_the_day` is true where it says how things stand on the report's day, whatever the year.
    """

    name: str
    unit: str
    counts: str
    base: str = ""
    rule: str = ""
    is_of_the_day: bool = False

    def matches(self, figure: str) -> bool:
        """Return whether a figure is of this kind."""
        return self._pattern.fullmatch(figure) is not None

    def base_of(self, figure: str) -> str:
        """Return the name of the figure that the share of a figure is of."""
        found = self._pattern.fullmatch(figure)
        assert found, figure
        return re.sub(r"<(\w+)>", lambda part: found[part[1]], self.base)

    @property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^.]+)", self.name.replace(".", r"\.")))


COMPLAINTS, PRAISE = "concerns.kind.complaint", "concerns.kind.praise"
IN_TIME = "abgeschlossene Reaktionen und solche, deren Frist am Berichtstag vorbei ist"
ANSWERABLE = "Reaktionen, bei denen man jemandem schreiben kann (ohne Bewertungsportal und Meinungskarte)"
FIGURES: tuple[Figure, ...] = (
    Figure("reactions.total", "reactions", "Kundenreaktionen"),
    Figure("concerns.total", "concerns", "Anliegen in diesen Reaktionen", rule="Alle, auch das vierte und weitere."),
    Figure("reactions.channel.<channel>", "reactions", "Reaktionen auf diesem Eingangsweg", "reactions.total"),
    Figure("reactions.ombuds", "reactions", "Reaktionen an die Ombudsstelle", "reactions.total"),
    Figure(
        "ombuds.complaints",
        "reactions",
        "Reaktionen an die Ombudsstelle mit mindestens einer Beschwerde",
        "reactions.ombuds",
    ),
    Figure("reactions.follow_ups", "reactions", "Folgereaktionen", "reactions.total"),
    Figure("concerns.kind.<kind>", "concerns", "Anliegen dieser Art", "concerns.total"),
    Figure("complaints.area.<area>", "concerns", "Beschwerden zu diesem Bereich", COMPLAINTS),
    Figure("complaints.theme.<area>.<theme>", "concerns", "Beschwerden zu diesem Thema", "complaints.area.<area>"),
    Figure(
        "complaints.detail.<area>.<theme>.<detail>",
        "concerns",
        "Beschwerden mit dieser Einzelheit",
        "complaints.theme.<area>.<theme>",
        "Nur bei Themen, zu denen es Einzelheiten gibt.",
    ),
    Figure("complaints.outcome.<outcome>", "concerns", "Beschwerden mit diesem Ergebnis", COMPLAINTS),
    Figure(
        "complaints.clearing.<clearing_kind>", "concerns", "Beschwerden, die auf diese Art geklärt sind", COMPLAINTS
    ),
    Figure("complaints.type.<complaint_type>", "concerns", "Beschwerden, die als solche behandelt wurden", COMPLAINTS),
    Figure("praise.area.<area>", "concerns", "Lob zu diesem Bereich", PRAISE),
    Figure(
        "quality.closed_within_14_days",
        "reactions",
        "Reaktionen, die binnen 14 Kalendertagen nach Eingang abgeschlossen sind",
        IN_TIME,
        "Der Qualitätsstandard: Eine verlängerte Frist zählt hier nicht.",
    ),
    Figure(
        "quality.cleared_within_9_days",
        "reactions",
        "Reaktionen, die das Team binnen 9 Kalendertagen geklärt hat",
        "geklärte oder abgeschlossene Reaktionen und solche, deren Frist am Berichtstag vorbei ist",
        "Ab der Verfügung, sonst ab Eingang. Ohne Tag der Klärung gilt der Tag des Abschlusses.",
    ),
    Figure(
        "quality.acknowledged_within_3_working_days",
        "reactions",
        "Reaktionen, deren Eingang binnen 3 Arbeitstagen bestätigt ist",
        "bestätigte Reaktionen und solche, deren dritter Arbeitstag am Berichtstag vorbei ist",
        "Montag bis Freitag ohne die Feiertage in Sachsen. Bewertungsportal und Meinungskarte bleiben außen vor: Dort "
        "gibt es niemanden, dem man schreiben kann.",
    ),
    Figure(
        "quality.days_to_close.median",
        "days",
        "Tage vom Eingang bis zum Abschluss: die Hälfte der Fälle brauchte höchstens so viele",
    ),
    Figure(
        "quality.days_to_close.p90",
        "days",
        "Tage vom Eingang bis zum Abschluss: neun von zehn Fällen brauchten höchstens so viele",
    ),
    Figure(
        "quality.days_to_clear.median",
        "days",
        "Tage von der Verfügung (sonst vom Eingang) bis zur Klärung: die Hälfte der Fälle brauchte höchstens so viele",
        rule="Ohne Tag der Klärung gilt der Tag des Abschlusses.",
    ),
    Figure(
        "quality.days_to_clear.p90",
        "days",
        "Tage von der Verfügung (sonst vom Eingang) bis zur Klärung: neun von zehn Fällen brauchten höchstens so viele",
    ),
    Figure(
        "quality.working_days_to_acknowledge.median",
        "working_days",
        "Arbeitstage vom Eingang bis zur Eingangsbestätigung: die Hälfte der Fälle brauchte höchstens so viele",
        rule="Gezählt ab dem Tag nach dem Eingang; ohne Bewertungsportal und Meinungskarte.",
    ),
    Figure(
        "quality.working_days_to_acknowledge.p90",
        "working_days",
        "Arbeitstage vom Eingang bis zur Eingangsbestätigung: neun von zehn Fällen brauchten höchstens so viele",
    ),
    Figure(
        "reactions.extended",
        "reactions",
        "Reaktionen, deren Frist über die 14 Tage hinaus verlängert wurde",
        "reactions.total",
        "Zu jeder Verlängerung verlangt das Portal den Grund.",
    ),
    Figure(
        "reactions.escalated",
        "reactions",
        "Reaktionen, für die Stufe 2 oder eine höhere vermerkt ist",
        "reactions.total",
        "Die Verfügung an die Teamleitung allein zählt nicht.",
    ),
    Figure(
        "reactions.escalation.<step>",
        "reactions",
        "Reaktionen, die diese Stufe als höchste erreicht haben",
        "reactions.total",
        "`none`: Keine Stufe ist vermerkt.",
    ),
    Figure(
        "consent.asked",
        "reactions",
        "Reaktionen, zu denen das Einverständnis zur Einsicht in die E-Akte erbeten wurde",
        ANSWERABLE,
    ),
    Figure(
        "consent.given",
        "reactions",
        "Reaktionen, zu denen das Einverständnis erteilt ist",
        ANSWERABLE,
        "Ein widerrufenes zählt nicht mehr.",
    ),
    Figure(
        "consent.missing",
        "reactions",
        "Reaktionen, zu denen das Einverständnis fehlt: nicht erbeten oder noch ohne Antwort",
        ANSWERABLE,
    ),
    Figure(
        "same_day.total",
        "matters",
        "am selben Tag geklärte Beschwerden, ohne Namen gezählt",
        rule="Sie sind keine Reaktionen und stehen in keiner anderen Zahl.",
    ),
    Figure(
        "handovers.total",
        "matters",
        "Abgaben an eine andere Stelle",
        rule="Nach dem Tag des Eingangs; ohne solche, die ins Register übernommen wurden.",
    ),
    Figure("open.total", "reactions", "eingegangene Reaktionen, die nicht abgeschlossen sind", is_of_the_day=True),
    Figure(
        "overdue.acknowledge",
        "reactions",
        "offene Reaktionen ohne Eingangsbestätigung nach dem dritten Arbeitstag",
        rule="Ohne Bewertungsportal und Meinungskarte.",
        is_of_the_day=True,
    ),
    Figure(
        "overdue.clear",
        "reactions",
        "offene Reaktionen, die mehr als 9 Kalendertage nach der Verfügung (sonst dem Eingang) nicht geklärt sind",
        is_of_the_day=True,
    ),
    Figure(
        "overdue.close",
        "reactions",
        "Reaktionen, die mehr als 14 Kalendertage nach Eingang nicht abgeschlossen sind",
        rule="Ist die Frist verlängert, gilt der spätere Tag.",
        is_of_the_day=True,
    ),
    Figure("ombuds.open", "reactions", "offene Reaktionen an die Ombudsstelle", is_of_the_day=True),
    Figure(
        "ombuds.days_to_clear.median",
        "days",
        "Tage bis zur Klärung der Reaktionen an die Ombudsstelle: die Hälfte brauchte höchstens so viele",
        rule="Nur geklärte oder abgeschlossene; ab der Verfügung, sonst ab Eingang. Ohne Vergleich.",
    ),
    Figure(
        "ombuds.days_to_clear.p90",
        "days",
        "Tage bis zur Klärung der Reaktionen an die Ombudsstelle: neun von zehn brauchten höchstens so viele",
        rule="Ohne Vergleich.",
    ),
)


def build() -> str:
    """Return the page."""
    return page(
        "Kennzahlen",
        "Was gezählt wird, wenn das Portal eine Zahl zeigt: auf den Auswertungen, in den Dateien und bei "
        "`python -m services figures` ([Betrieb](../operations.md)). Für alle Zahlen gilt:",
        "- **Zeitraum:** Eine Reaktion zählt in dem Zeitraum, in dem sie einging; ein Anliegen mit seiner Reaktion.\n"
        "- **Berichtstag:** heute. Was später liegt, ist noch nicht geschehen.\n"
        "- **Vergleich:** derselbe Zeitraum ein Jahr davor, oder ein anderer ([Zeitraum und Vergleich](zeitraum.md)).\n"
        "- **Anteil:** an der Zahl, die unter „Anteil an“ steht. Ist sie 0, gibt es keinen Anteil.\n"
        "- **Rundung:** auf eine Stelle hinter dem Komma, die Hälfte von der Null weg (19,25 wird 19,3).\n"
        "- **Nicht angegeben** (`none`): wird überall mitgezählt, damit die Teile das Ganze ergeben.\n"
        "- **Fristen:** Es zählen immer 3 Arbeitstage (Sachsen), 9 und 14 Tage, damit Dienststellen vergleichbar "
        "bleiben, auch wenn die [Einstellungen](einstellungen.md) andere nennen. Nur die Seite [Fristen](fristen.md) "
        "zählt nach den eigenen; sind es andere, sagt sie es.",
        "In spitzen Klammern steht ein Eintrag einer [Auswahlliste](auswahllisten.md), zum Beispiel "
        "`reactions.channel.email`. Die letzte Spalte nennt die Stelle im Bericht des KRM des Jobcenters Dresden für "
        "2022, an der diese Zahl gedruckt ist.",
        "## Zahlen eines Zeitraums",
        _part(False),
        "## Stand am Berichtstag, über alle Jahre",
        _part(True),
        "## Beispielregister und gedruckter Bericht",
        "Das Beispielregister gibt die gedruckten Zahlen für 2021 und 2022 wieder. An zwei Stellen geht der Bericht "
        "nicht auf: Seine Eingangswege ergeben 750, gezählt sind aber 748 Reaktionen; und 90,3 % von 748 ist keine "
        "ganze Zahl. Deshalb weichen diese Zahlen ab:",
        table(("Kennzahl", "Angabe", "Jahr", "gedruckt", "im Beispielregister"), _not_followed()),
    )


def _part(is_of_the_day: bool) -> str:
    rows = [
        (f"`{one.name}`", one.counts + (f". {one.rule}" if one.rule else ""), UNITS[one.unit], _base(one), _source(one))
        for one in FIGURES
        if one.is_of_the_day is is_of_the_day
    ]
    headings = ("Kennzahl", "Was sie zählt", "Einheit", "Anteil an", "Im Bericht")
    kept = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    return table([headings[place] for place in kept], ([row[place] for place in kept] for row in rows))


def _base(one: Figure) -> str:
    return f"`{one.base}`" if re.fullmatch(r"[a-z_.<>]+", one.base) else one.base


def _source(one: Figure) -> str:
    """Return where the report prints figures of this kind, from what the sample register is held to."""
    found = {(printed.section, printed.page) for printed in PRINTED if any(map(one.matches, _names(printed)))}
    return "; ".join(f"Abschnitt {section}, S. {at}" for section, at in sorted(found))


def _names(printed: Printed) -> list[str]:
    return printed.figure.split("+")


def _not_followed() -> Iterator[tuple[str, ...]]:
    for one in PRINTED:
        if not one.followed:
            numbers = (one.printed, one.expected)
            texts = [f"{number:g}".replace(".", ",") for number in numbers]
            yield f"`{one.figure}`", MEASURES[one.measure], str(one.year), *texts
