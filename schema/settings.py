"""The settings of an office: each declared once, stored as a row of the table `settings` (key, value).

A setting without a row, or with an empty value, has its default. `CODE` settings draw from a list of their own that
`services/settings.py` gives; it is no list of the register.
"""

from schema.fields import Field, FieldType
from schema.words import Words

SECTIONS: dict[str, Words] = {
    "clocks": Words("Fristen", "Deadlines"),
    "office": Words("Dienststelle", "Office"),
    "procedure": Words("Verfahren und Ablage", "Procedure and filing"),
    "report": Words("Jahresbericht", "Annual report"),
}

LAND, MAILBOX = "land", "krm_mailbox"
COLOURS = ("report_colour", "report_second_colour")  # written #RRGGBB; white text must be readable on them

SETTINGS: tuple[Field, ...] = (
    Field(
        "acknowledge_working_days",
        FieldType.INT,
        Words("Eingang bestätigen: Arbeitstage", "Confirm receipt: working days"),
        Words(
            "Arbeitstage nach dem Tag des Eingangs. Üblich sind 3 (HEGA 09/15).",
            "Working days after the day of receipt. Usual are 3 (HEGA 09/15).",
        ),
        section="clocks",
        required=True,
        minimum=1,
        maximum=20,
        default=3,
    ),
    Field(
        "clear_days",
        FieldType.INT,
        Words("Klären: Kalendertage", "Clear: calendar days"),
        Words(
            "Kalendertage für das Team ab der Verfügung, ohne Verfügung ab dem Eingang. Üblich sind 9 (OA 10/2018).",
            "Calendar days for the team from the disposition, without one from receipt. Usual are 9 (OA 10/2018).",
        ),
        section="clocks",
        required=True,
        minimum=1,
        maximum=60,
        default=9,
    ),
    Field(
        "close_days",
        FieldType.INT,
        Words("Abschließen: Kalendertage", "Close: calendar days"),
        Words(
            "Kalendertage ab dem Eingang. Üblich sind 14: in der Regel zwei Wochen (OA 10/2018).",
            "Calendar days from receipt. Usual are 14: two weeks as a rule (OA 10/2018).",
        ),
        section="clocks",
        required=True,
        minimum=1,
        maximum=180,
        default=14,
    ),
    Field(
        "urgent_days",
        FieldType.INT,
        Words("Petitionen und Eingaben: Kalendertage", "Petitions and submissions: calendar days"),
        Words(
            "Kalendertage ab dem Eingang, bis eine Petition oder Eingabe abgeschlossen ist. Die OA 10/2018 verlangt "
            "„besondere Dringlichkeit“ und nennt keine Zahl; 7 ist der Vorschlag des Portals.",
            "Calendar days from receipt until a petition or submission is closed. OA 10/2018 asks for “particular "
            "urgency” and names no number; 7 is the portal's suggestion.",
        ),
        section="clocks",
        required=True,
        minimum=1,
        maximum=60,
        default=7,
    ),
    Field(
        "soon_days",
        FieldType.INT,
        Words("Bald fällig: Tage vorher", "Due soon: days before"),
        Words(
            "So viele Kalendertage vor dem Ende einer Frist gilt ein Fall als bald fällig.",
            "So many calendar days before a deadline ends a case counts as due soon.",
        ),
        section="clocks",
        required=True,
        minimum=0,
        maximum=14,
        default=3,
    ),
    Field(
        LAND,
        FieldType.CODE,
        Words("Bundesland", "Land"),
        Words(
            "Seine Feiertage gelten für Arbeitstage und für den Hinweis, dass eine Frist auf einen Feiertag fällt.",
            "Its public holidays count for working days, and for the warning that a deadline falls on one.",
        ),
        section="clocks",
        list="land",
        required=True,
        default="SN",
    ),
    Field(
        "target_percent",
        FieldType.INT,
        Words("Ziel: Anteil innerhalb der Frist", "Target: share within the period"),
        Words(
            "In Prozent, für die Seite „Qualitätsstandard“ und den Bericht. Die OA 10/2018 nennt keine Zahl; 90 ist "
            "der Vorschlag des Portals, nahe den 90,3 % im Dresdner Bericht 2022.",
            "In percent, for the page “Quality standard” and the report. OA 10/2018 names no number; 90 is the "
            "portal's suggestion, close to the 90.3% of the Dresden report for 2022.",
        ),
        section="clocks",
        required=True,
        minimum=1,
        maximum=100,
        default=90,
    ),
    Field(
        "office_name",
        FieldType.LINE,
        Words("Name der Dienststelle", "Name of the office"),
        Words("Steht in Briefen und Berichten.", "Stands in letters and reports."),
        section="office",
        limit=200,
        default="",
    ),
    Field(
        "office_phone",
        FieldType.LINE,
        Words("Telefon", "Telephone"),
        Words("Unter dieser Nummer erreichen Kunden das KRM.", "Customers reach KRM under this number."),
        section="office",
        limit=60,
        default="",
    ),
    Field(
        "office_address",
        FieldType.TEXT,
        Words("Anschrift", "Address"),
        Words("Mehrere Zeilen, wie sie im Brief stehen sollen.", "Several lines, as they are to stand in a letter."),
        section="office",
        limit=500,
        default="",
    ),
    Field(
        MAILBOX,
        FieldType.LINE,
        Words("KRM-Postfach", "KRM mailbox"),
        Words(
            "Die E-Mail-Adresse, an die Teams ihre Vermerke und Entwürfe senden.",
            "The e-mail address to which teams send their notes and drafts.",
        ),
        section="office",
        limit=200,
        default="",
    ),
    Field(
        "officer_name",
        FieldType.LINE,
        Words("KRM-Beauftragte", "KRM officer"),
        Words(
            "Name, wie er unter Antworten steht: Die KRM-Beauftragte zeichnet und versendet sie.",
            "The name as it stands under answers: the KRM officer signs and sends them.",
        ),
        section="office",
        limit=200,
        default="",
    ),
    Field(
        "file_plan",
        FieldType.LINE,
        Words("Aktenzeichen der Einverständnisse", "File number of the consents"),
        Words(
            "Unter diesem Aktenzeichen wird der schriftliche Nachweis abgelegt.",
            "The written proof is filed under this number.",
        ),
        section="procedure",
        required=True,
        limit=60,
        default="II-6000",
    ),
    Field(
        "consent_place",
        FieldType.LINE,
        Words("Ablageort der Einverständnisse", "Place of the consents"),
        Words(
            "Wo der Nachweis liegt, zum Beispiel ein Ordner im Büro der Geschäftsführung oder ein Laufwerk.",
            "Where the proof lies, for example a folder in the management's office or a drive.",
        ),
        section="procedure",
        limit=200,
        default="",
    ),
    Field(
        "statement_days",
        FieldType.INT,
        Words("Stellungnahme: Kalendertage", "Statement: calendar days"),
        Words(
            "So lange haben Beschäftigte bei einer Dienstaufsichtsbeschwerde Zeit für ihre Stellungnahme.",
            "So long employees have for their statement on a disciplinary complaint.",
        ),
        section="procedure",
        required=True,
        minimum=1,
        maximum=60,
        default=5,
    ),
    Field(
        "report_colour",
        FieldType.LINE,
        Words("Farbe der Berichte", "Colour of the reports"),
        Words(
            "Für Überschriften, Tabellenköpfe und Titelseiten. Dunkel genug, dass weiße Schrift darauf lesbar ist.",
            "For headings, table heads and title pages. Dark enough that white text can be read on it.",
        ),
        section="report",
        required=True,
        limit=7,
        default="#0B6B7A",
    ),
    Field(
        "report_second_colour",
        FieldType.LINE,
        Words("Zweite Farbe", "Second colour"),
        Words(
            "Für Unterüberschriften und Linien, neben der ersten. Dunkel genug, dass weiße Schrift darauf lesbar ist.",
            "For minor headings and lines, beside the first. Dark enough that white text can be read on it.",
        ),
        section="report",
        required=True,
        limit=7,
        default="#33474D",
    ),
)
BY_KEY: dict[str, Field] = {setting.name: setting for setting in SETTINGS}
