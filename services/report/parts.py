"""The parts of the annual report in the order of the Dresden report for 2022, sections 1 to 5.

The questions below the headings are those the regional directorate asks, shortened (Dresden 2022, pages 1, 4, 6 and 8).
"""

from dataclasses import dataclass

from schema.words import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class PartKind:
    """One part: its key (which the officer's texts are kept under), its number, heading and question."""

    key: str
    number: str
    title: Words
    level: int = 2
    question: Words = NO_WORDS
    has_own: bool = True

    @property
    def section(self) -> str:
        """The number of the section it belongs to."""
        return self.key[0]


CHECK = "5.check"  # where it stands what the check of the figures came to
PARTS: tuple[PartKind, ...] = (
    PartKind(
        "1",
        "1",
        Words("Schwerpunktthemen", "Focal points"),
        level=1,
        question=Words(
            "Welche Schwerpunkte gab es bei den Anliegen, welche Ursachen lagen zugrunde, welche Maßnahmen wurden "
            "ergriffen oder sind vorgesehen?",
            "Which focal points were there among the concerns, what caused them, which measures were taken or are "
            "planned?",
        ),
    ),
    PartKind("1.volume", "1.1", Words("Kundenreaktionen und Anliegen", "Reactions and concerns")),
    PartKind("1.channels", "1.2", Words("Eingangswege", "Channels")),
    PartKind("1.complaints", "1.3", Words("Beschwerden und ihr Ergebnis", "Complaints and their outcome")),
    PartKind("1.praise", "1.4", Words("Lob", "Praise")),
    PartKind("1.benefits", "1.5", Words("Leistungsbereich", "Benefits")),
    PartKind("1.municipal", "1.6", Words("Kommunale Leistungen", "Municipal benefits")),
    PartKind("1.placement", "1.7", Words("Arbeitsvermittlung", "Placement")),
    PartKind("1.self_employed", "1.8", Words("Selbständigen-Zentrum", "Centre for the self-employed")),
    PartKind("1.others", "1.9", Words("Weitere Bereiche", "Other areas")),
    PartKind(
        "2",
        "2",
        Words("Beitrag zum Qualitätsmanagement", "Contribution to quality management"),
        level=1,
        question=Words(
            "Welche Impulse zur Verbesserung der Abläufe, der Dienstleistungen und der örtlichen Gegebenheiten gab es? "
            "Was wurde aus der Kundenbefragung abgeleitet?",
            "Which impulses were there to improve procedures, services and local conditions? What followed from the "
            "customer survey?",
        ),
    ),
    PartKind("2.impulses", "2.1", Words("Impulse", "Impulses")),
    PartKind("2.measures", "2.2", Words("Maßnahmen und ihre Wirkung", "Measures and their effect")),
    PartKind("2.ombuds", "2.3", Words("Ombudsstelle", "Ombuds office")),
    PartKind("2.survey", "2.4", Words("Kundenbefragung", "Customer survey")),
    PartKind(
        "3",
        "3",
        Words("Petitionen und Eingaben", "Petitions and submissions"),
        level=1,
        question=Words(
            "Liegen aus der Bearbeitung von Petitionen Auffälligkeiten vor?",
            "Did anything stand out in the handling of petitions?",
        ),
    ),
    PartKind("4", "4", Words("Sonstige wesentliche Feststellungen", "Other findings"), level=1),
    PartKind("4.a", "4 a", Words("Zusammenarbeit mit beteiligten Stellen", "Cooperation with others")),
    PartKind("4.b", "4 b", Words("Einhaltung der Qualitätsstandards", "Quality standards")),
    PartKind("4.c", "4 c", Words("Schulungen und Schulungsbedarfe", "Trainings and training needs")),
    PartKind("4.d", "4 d", Words("Inanspruchnahme der IT-Anwendung", "Use of the application")),
    PartKind("4.e", "4 e", Words("Optimierungsbedarfe und Hinweise", "Room for improvement")),
    PartKind("4.f", "4 f", Words("Rahmenbedingungen vor Ort", "Local conditions")),
    PartKind("5", "5", Words("Quantitative Auswertungen", "Quantitative tables"), level=1),
    PartKind(CHECK, "5.1", Words("Prüfung der Zahlen", "Check of the figures"), has_own=False),
    PartKind("5.tables", "5.2", Words("Tabellen", "Tables"), has_own=False),
)
SECTIONS: tuple[str, ...] = tuple(part.key for part in PARTS if part.level == 1)
BY_KEY: dict[str, PartKind] = {part.key: part for part in PARTS}
