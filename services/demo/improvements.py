"""What the made-up office made of its reactions: impulses, measures, training needs, and what its customers answered.

All of it is made up. Two shares are those of the Dresden report for 2022, section 2: 45 % would rather write an e-mail,
55 % call their complaint successful; the counts behind them are made up as well.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schema.lists import code_for
from services.demo.ids import IdMaker
from services.demo.office import Row


@dataclass(frozen=True, slots=True)
class _Plan:
    """An impulse, measure or training need as it went on over the years; days as 2022-03-31."""

    noted: str
    kind: str
    title: str
    about: str  # area, or area/theme
    unit: str
    text: str = ""
    agreed: str = ""
    due: str = ""
    done: str = ""
    effect: str = ""
    from_impulse: bool = False


_PLANS = (
    _Plan(
        *("2021-03-08", "measure", "Bescheide mit einem Begleitblatt erklären", "benefits/bescheid_unverstaendlich"),
        *("Bereich Leistung", "Ein Blatt in einfacher Sprache liegt jedem Erstbescheid bei."),
        *("2021-04-12", "2021-09-30", "2021-09-20", "In der Eingangszone wird seltener nach dem Bescheid gefragt."),
    ),
    _Plan(
        *("2021-05-17", "measure", "Rückrufzusage innerhalb von zwei Arbeitstagen", "hotline/erreichbarkeit"),
        *(
            "Service-Center",
            "Wer nicht verbunden werden kann, erhält eine Zusage und einen Eintrag im Wiedervorlagesystem.",
        ),
        *("2021-06-14", "2021-12-31", "2022-02-11", "Die Zusage wird überwiegend eingehalten."),
    ),
    _Plan(
        *(
            "2021-09-06",
            "impulse",
            "Wegweiser im Wartebereich auch auf Ukrainisch und Arabisch",
            "organisation/wartebereich",
        ),
        *("Innere Dienste", "Angeregt von mehreren Beratungsstellen."),
    ),
    _Plan(
        *(
            "2021-10-11",
            "training",
            "Schreiben, die ohne Nachfrage verstanden werden",
            "benefits/bescheid_unverstaendlich",
        ),
        *("Bereich Leistung", "Für alle Teams der Leistung, je ein halber Tag."),
        *("", "2022-06-30", "2022-05-20"),
    ),
    _Plan(
        *("2022-01-24", "measure", "Vertretung bei Abwesenheit in der Leistung", "benefits/bearbeitungsdauer"),
        *("Bereich Leistung", "Jedes Team benennt eine Vertretung; Posteingänge bleiben nicht mehr liegen."),
        *("2022-02-14", "2022-06-30", "2022-06-27", "Eilige Anträge werden auch in der Ferienzeit bearbeitet."),
        from_impulse=True,
    ),
    _Plan(
        *("2022-03-21", "measure", "Rückfragen zuerst am Telefon klären", "benefits/auszahlung_des_regelbedarfs"),
        *("Bereich Leistung", "Fehlende Unterlagen werden vor einer Zahlungseinstellung telefonisch angefragt."),
        *("2022-04-04", "2022-09-30", "2022-09-12", "Weniger Vorsprachen ohne Termin am Monatsanfang."),
    ),
    _Plan(
        *("2022-05-09", "training", "CoSach als Grundlage der Beratung", "placement/beratung"),
        *("Bereich Markt und Integration", "Ein Schulungskonzept wird entwickelt und in allen Teams angewendet."),
        *("", "2022-12-31", "2023-02-28"),
    ),
    _Plan(
        *("2022-06-13", "measure", "Feste Sprechzeit der Ombudsstelle für Beratungsstellen", "municipal/beratung"),
        *("Ombudsstelle", "Beratungsstellen rufen gemeinsam mit ihren Klienten an; das meiste klärt sich sofort."),
        *("2022-07-01", "2022-10-31", "2022-10-04", "Wird sehr gut angenommen."),
        from_impulse=True,
    ),
    _Plan(
        *("2022-08-29", "impulse", "Stehpulte zum Ausfüllen von Anträgen", "reception/wartezeit"),
        *("Eingangszone Haus A", "Aus Meinungskarten: Wer einen Antrag ausfüllt, hält den Schalter auf."),
    ),
    _Plan(
        *("2022-09-19", "measure", "Merkblatt zu Neben- und Heizkosten", "municipal/neben_und_heizkosten"),
        *("Bereich Kommunale Leistungen", "Was bei einer Nachforderung einzureichen ist, auf einer Seite."),
        *("2022-10-10", "2023-01-31", "2023-03-06", "Unterlagen kommen vollständiger an."),
    ),
    _Plan(
        *("2022-10-24", "training", "Bürgergeld: was sich zum Jahreswechsel ändert", "benefits"),
        *("Bereich Leistung", "Für alle, die Bescheide erlassen oder Auskunft geben."),
        *("", "2023-01-31", "2023-01-20"),
    ),
    _Plan(
        *(
            "2022-11-14",
            "training",
            "Selbständigkeit, Markt und Rahmenbedingungen außerhalb des SGB II",
            "self_employed",
        ),
        *("Bereich 7 Selbständigen-Zentrum", "Jährlich aufzufrischen."),
        *("", "2023-09-30", "2023-09-18"),
    ),
    _Plan(
        *("2023-02-06", "measure", "Mietkaution: Zusage am Tag der Vorsprache", "municipal/mietkaution"),
        *("Bereich Kommunale Leistungen", "Liegt das Wohnungsangebot vor, wird am selben Tag entschieden."),
        *("2023-03-01", "2023-08-31", "2023-08-15", "Wohnungen gehen seltener verloren."),
    ),
    _Plan(
        *("2023-04-17", "measure", "Leitfaden für Beratungsgespräche", "placement/beratung"),
        *("Bereich Markt und Integration", "Was ein Gespräch enthält, und was danach schriftlich vorliegt."),
        *("2023-05-08", "2023-12-31", "2024-01-22", "Kundinnen und Kunden wissen häufiger, wie es weitergeht."),
    ),
    _Plan(
        *("2023-06-26", "impulse", "Beratungstermine auch am frühen Abend", "placement/beratung"),
        *("Bereich Markt und Integration", "Von Eltern und Beschäftigten mehrfach gewünscht."),
    ),
    _Plan(
        *("2023-10-09", "training", "Gespräche in schwierigen Lagen", "conduct/freundlichkeit"),
        *("Bereich Kundenzugang", "Mit Rollenspielen, zwei Tage je Team."),
        *("", "2024-06-30", "2024-06-14"),
    ),
    _Plan(
        *("2024-02-12", "measure", "Anleitungen für Jobcenter digital", "organisation/jobcenter_digital"),
        *("Innere Dienste", "Kurze Filme und ein Ansprechpartner in jeder Eingangszone."),
        *("2024-03-04", "2024-07-31", "2024-07-22", "Anträge kommen häufiger vollständig online."),
        from_impulse=True,
    ),
    _Plan(
        *(
            "2024-05-27",
            "measure",
            "Einkommen vorläufig anrechnen, wenn Belege fehlen",
            "benefits/anrechnung_von_einkommen",
        ),
        *("Bereich Leistung", "Einheitliche Vorgehensweise in allen Teams."),
        *("2024-06-17", "2024-11-30", "2025-01-13", "Weniger Nachfragen zu Rückforderungen."),
    ),
    _Plan(
        *("2024-09-16", "impulse", "Kinderecke im Haus B", "organisation/wartebereich"),
        *("Innere Dienste", "Angeregt in drei Lobkarten."),
    ),
    _Plan(
        *("2025-01-27", "measure", "Zweiter Schalter am Monatsanfang", "reception/wartezeit"),
        *("Eingangszone Haus A", "An den ersten drei Arbeitstagen des Monats."),
        *("2025-02-10", "2025-05-31", "2025-05-05", "Die Schlange reicht nicht mehr bis zur Tür."),
        from_impulse=True,
    ),
    _Plan(
        *(
            "2025-04-07",
            "measure",
            "Vier Wochen für Anträge auf Bildung und Teilhabe",
            "municipal/bildung_und_teilhabe",
        ),
        *("Team Bildung und Teilhabe", "Ziel für jeden vollständigen Antrag; wöchentliche Übersicht im Team."),
        *("2025-05-05", "2025-12-31"),
    ),
    _Plan(
        *("2025-11-03", "training", "Neu im Team: Kundenreaktionen aufnehmen", "conduct"),
        *("Büro der Geschäftsführung", "Für alle, die seit Sommer neu sind."),
        *("", "2026-03-31"),
    ),
    _Plan(
        *(
            "2026-02-09",
            "measure",
            "Abschließende EKS: Belege in einer Liste anfordern",
            "self_employed/abschliessende_eks",
        ),
        *("Team Selbständige Leistung", "Eine Anforderung statt mehrerer Schreiben."),
        *("2026-03-02", "2026-08-31", "2026-08-24"),
    ),
    _Plan(
        *("2026-08-17", "measure", "Rückmeldung nach jeder Beschwerde am Telefon", "conduct/zuverlaessigkeit"),
        *("BGF Kundenreaktionen", "Ergebnis zuerst am Telefon, dann schriftlich."),
        *("2026-09-07", "2027-03-31"),
    ),
    _Plan(
        *("2026-10-05", "impulse", "Wartenummern auf das Telefon", "reception/wartezeit"),
        *("Eingangszone Haus B", "Aus der Kundenbefragung."),
    ),
)

_WAY = "Wie möchten Sie am liebsten Kontakt aufnehmen?"
_SUCCESS = "War Ihre Beschwerde erfolgreich?"
_CONTENT = "Wie zufrieden sind Sie mit der Bearbeitung Ihres Anliegens?"
_WAYS = ("E-Mail", "Telefon", "persönlich", "Jobcenter digital", "Brief")
_SUCCESSES = ("ja", "zum Teil", "nein")
_CONTENTS = ("sehr zufrieden", "zufrieden", "weniger zufrieden", "unzufrieden")
_ANSWERED_ON = (12, 1)  # since when a year's survey is known
_COUNTS: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {
    2021: ((148, 121, 31, 33, 37), (98, 41, 71)),
    2022: ((180, 96, 52, 48, 24), (132, 43, 65)),
    2023: ((169, 98, 55, 71, 19), (127, 49, 58)),
    2024: ((171, 92, 49, 96, 15), (139, 51, 55)),
    2025: ((158, 88, 53, 121, 12), (144, 47, 52)),
}
_SHARES: dict[int, tuple[int, ...]] = {2023: (34, 41, 18, 6), 2025: (37, 42, 15, 6)}  # printed without their counts


def measure_rows(seed: int, today: date) -> list[Row]:
    """Return the impulses, measures and training needs as they stand on a day."""
    ids = IdMaker(random.Random(f"resonanz {seed} measures ids"))
    return [
        {"id": ids.make(_day(plan.noted) or today), **_as_of(plan, today)} for plan in _PLANS if _is_past(plan, today)
    ]


def survey_rows(seed: int, today: date) -> list[Row]:
    """Return the answers of each year's survey, from December of that year on."""
    ids = IdMaker(random.Random(f"resonanz {seed} surveys ids"))
    return [{"id": ids.make(day), **row} for day, row in _answers() if day <= today]


def _is_past(plan: _Plan, today: date) -> bool:
    noted = _day(plan.noted)
    return noted is not None and noted <= today


def _as_of(plan: _Plan, today: date) -> Row:
    """Return the row as it stands: what is agreed later is an impulse still, what is done later is open."""
    area, _, theme = plan.about.partition("/")
    agreed, done = _day(plan.agreed), _day(plan.done)
    is_idea = plan.kind == "impulse" or (plan.kind == "measure" and (agreed is None or agreed > today))
    is_done = done is not None and done <= today
    return {
        "title": plan.title,
        "kind": "impulse" if is_idea else plan.kind,
        "noted_on": _day(plan.noted),
        "area": area,
        "theme": theme or None,
        "unit": code_for(plan.unit),
        "text": plan.text or None,
        "from_impulse": plan.from_impulse and not is_idea,
        "agreed_on": None if is_idea else agreed,
        "due_on": None if is_idea else _day(plan.due),
        "done_on": done if is_done and not is_idea else None,
        "effect": (plan.effect or None) if is_done and not is_idea else None,
        "active": True,
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _answers() -> Iterator[tuple[date, Row]]:
    for year, (ways, successes) in _COUNTS.items():
        day = date(year, *_ANSWERED_ON)
        for question, names, counts in ((_WAY, _WAYS, ways), (_SUCCESS, _SUCCESSES, successes)):
            for name, count in zip(names, counts, strict=True):
                yield day, _answer(year, question, name, "Kundenbefragung", answers=count)
        for name, share in zip(_CONTENTS, _SHARES.get(year, ()), strict=False):
            yield day, _answer(year, _CONTENT, name, "Bericht der Regionaldirektion", share=share)


def _answer(
    year: int, question: str, answer: str, source: str, *, answers: int | None = None, share: int | None = None
) -> Row:
    given = {"year": year, "question": question, "answer": answer, "answers": answers, "share": share}
    return {**given, "source": source, "active": True}
