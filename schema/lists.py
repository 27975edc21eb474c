"""The lists a register starts with; the office's own entries and renamings lie in the table `lists`.

Areas, themes and channels as the Dresden report for 2022 uses them; kinds and complaint types as OA 10/2018 does.
"""

import re
import unicodedata
from dataclasses import dataclass

from schema.words import Words

CLOSED_LISTS = frozenset(
    {
        "channel",
        "kind",
        "area",
        "complaint_type",
        "outcome",
        "clearing_way",
        "clearing_kind",
        "consent",
        "escalation_step",
        "alternatives",
        "note_kind",
        "finding",
        "handover_matter",
        "role",
        "unit_kind",
        "partner_kind",
        "measure_kind",
        "published_measure",
    }
)
OPEN_LISTS = frozenset({"theme", "detail", "unit", "partner"})
TABLE_LISTS = {"unit": "units", "partner": "partners"}  # lists whose entries are rows of a table of their own
LIST_PARENTS = {"theme": "area", "detail": "theme"}

LIST_WORDS: dict[str, Words] = {
    "channel": Words("Eingangswege", "Channels"),
    "kind": Words("Arten", "Kinds"),
    "area": Words("Bereiche", "Areas"),
    "theme": Words("Themen", "Themes"),
    "detail": Words("Einzelheiten", "Details"),
    "complaint_type": Words("Beschwerdearten", "Complaint types"),
    "outcome": Words("Ergebnisse", "Outcomes"),
    "clearing_way": Words("Wege der Klärung", "Ways of clearing"),
    "clearing_kind": Words("Arten der Klärung", "Kinds of clearing"),
    "consent": Words("Einverständnis", "Consent"),
    "escalation_step": Words("Eskalationsstufen", "Escalation steps"),
    "alternatives": Words("Prüfung von Alternativen", "Alternatives looked at"),
    "note_kind": Words("Arten von Vermerken", "Kinds of note"),
    "finding": Words("Befunde einer Stichprobe", "Findings of a spot check"),
    "handover_matter": Words("Inhalte von Abgaben", "Matters of hand-overs"),
    "role": Words("Rollen", "Roles"),
    "unit_kind": Words("Arten von Einheiten", "Kinds of unit"),
    "partner_kind": Words("Arten von Partnern", "Kinds of partner"),
    "measure_kind": Words("Impulse, Maßnahmen, Schulungen", "Impulses, measures, trainings"),
    "published_measure": Words("Angaben einer Kennzahl", "Numbers of a figure"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list; `parent` is the code path above it (`area` or `area/theme`)."""

    list: str
    code: str
    label: Words
    parent: str = ""
    position: int = 0
    active: bool = True


# What registers of former years and the two source documents call an entry besides its label; read by the import.
ALSO_CALLED: dict[tuple[str, str], tuple[str, ...]] = {
    ("channel", "telephone"): ("telefonisch",),
    ("channel", "letter"): ("Brief", "per Brief"),
    ("channel", "in_person"): ("persönliche Vorsprache",),
    ("channel", "opinion_card"): ("MK",),
    ("kind", "suggestion"): ("Idee / Anregung", "Idee", "Anregung"),
    ("area", "benefits"): ("Leistung",),
    ("area", "placement"): ("Arbeitsvermittlung (Markt und Integration)", "Markt und Integration"),
    ("area", "hotline"): ("Service-Center, Sammelanschluss", "Sammelanschluss"),
}

_TRANSLITERATION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def code_for(label: str) -> str:
    """Return the code of a new entry: its label in ASCII, lower case, with underscores.

    The figures call `none` what is not given, so an entry labelled that way is `none_1`.
    """
    plain = unicodedata.normalize("NFKD", label.translate(_TRANSLITERATION)).encode("ascii", "ignore").decode()
    code = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    return f"{code}_1" if code == "none" else code


def _entries(list_name: str, *pairs: tuple[str, str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(list_name, code, Words(de, en), position=i) for i, (code, de, en) in enumerate(pairs))


def _themes(area: str, *labels: tuple[str, str]) -> tuple[Entry, ...]:
    return tuple(
        Entry("theme", code_for(de), Words(de, en), parent=area, position=i) for i, (de, en) in enumerate(labels)
    )


START_ENTRIES: tuple[Entry, ...] = (
    *_entries(
        "channel",
        ("email", "E-Mail", "E-mail"),
        ("telephone", "Telefon", "Telephone"),
        ("letter", "Schriftlich", "In writing"),
        ("in_person", "Persönlich", "In person"),
        ("online_portal", "Onlineportal", "Online portal"),
        ("review_site", "Bewertungsportal", "Review site"),
        ("opinion_card", "Meinungskarte", "Opinion card"),
    ),
    *_entries(
        "kind",
        ("complaint", "Beschwerde", "Complaint"),
        ("praise", "Lob", "Praise"),
        ("suggestion", "Idee oder Anregung", "Suggestion"),
        ("petition", "Petition", "Petition"),
        ("submission", "Eingabe", "Submission"),
    ),
    *_entries(
        "area",
        ("benefits", "Leistungsgewährung", "Benefits"),
        ("municipal", "Kommunale Leistungen", "Municipal benefits"),
        ("placement", "Arbeitsvermittlung", "Placement"),
        ("self_employed", "Selbständigen-Zentrum", "Self-employed centre"),
        ("reception", "Eingangszone", "Reception"),
        ("hotline", "Service-Center", "Hotline"),
        ("conduct", "Mitarbeiterverhalten", "Conduct of employees"),
        ("organisation", "Organisation", "Organisation"),
    ),
    *_entries(
        "complaint_type",
        ("technical_supervision", "Fachaufsichtsbeschwerde", "Technical supervision complaint"),
        ("disciplinary", "Dienstaufsichtsbeschwerde", "Disciplinary complaint"),
        ("general", "Allgemeine Beschwerde", "General complaint"),
    ),
    *_entries(
        "outcome",
        ("upheld", "begründet", "upheld"),
        ("partly_upheld", "teilweise begründet", "partly upheld"),
        ("not_upheld", "unbegründet", "not upheld"),
    ),
    *_entries(
        "clearing_way",
        ("in_person", "Persönlich", "In person"),
        ("telephone", "Telefonisch", "By telephone"),
        ("email", "Per E-Mail", "By e-mail"),
        ("letter", "Per Brief", "By letter"),
    ),
    *_entries(
        "clearing_kind",
        ("new_facts", "Abgeholfen wegen neuer Tatsachen", "Put right because of new facts"),
        ("own_error", "Abgeholfen wegen eigenen Fehlers", "Put right because of an own error"),
        ("explained", "Erläutert", "Explained"),
    ),
    *_entries(
        "consent",
        ("asked", "erbeten", "asked for"),
        ("given", "erteilt", "given"),
        ("refused", "verweigert", "refused"),
        ("withdrawn", "widerrufen", "withdrawn"),
    ),
    *_entries(
        "escalation_step",
        ("1", "1 Mitarbeitende im Team", "1 Employee of the team"),
        ("2", "2 Teamleitung", "2 Team lead"),
        ("3", "3 Bereichsleitung", "3 Area lead"),
        ("4", "4 Kundenreaktionsmanagement", "4 KRM"),
        ("5", "5 Geschäftsführung", "5 Management"),
        ("6", "6 Regionaldirektion angeboten", "6 Regional directorate offered"),
    ),
    *_entries(
        "alternatives",
        ("granted", "Wunsch wurde entsprochen", "The wish was met"),
        ("offered", "Alternative angeboten", "An alternative was offered"),
        ("not_found", "Geprüft, keine Alternative möglich", "Looked at, no alternative possible"),
    ),
    *_entries(
        "note_kind",
        ("escalation", "Eskalation", "Escalation"),
        ("paper", "Schreiben", "Letter or mail"),
        ("print", "Ausdruck", "Print"),
        ("reopening", "Wiederaufnahme", "Reopening"),
        ("undone", "Zurückgenommener Schritt", "Step taken back"),
        ("merging", "Zusammenführung", "Merging"),
        ("return", "Rückgabe an das Team", "Return to the team"),
        ("correction", "Berichtigung", "Correction"),
        ("spot_check", "Stichprobe", "Spot check"),
    ),
    *_entries(
        "finding",
        ("in_order", "In Ordnung", "In order"),
        ("proof_missing", "Nachweis fehlt", "Proof missing"),
        ("other", "Anderes", "Other"),
    ),
    *_entries(
        "handover_matter",
        ("technical_enquiry", "Fachliche Anfrage", "Technical enquiry"),
        ("data_protection", "Datenschutz", "Data protection"),
        ("corruption", "Korruption", "Corruption"),
        ("benefit_fraud", "Leistungsmissbrauch", "Benefit fraud"),
        ("objection", "Widerspruch gegen einen Bescheid", "Objection to a decision"),
        ("other", "Anderes Anliegen", "Other matter"),
    ),
    *_entries(
        "role",
        ("staff", "Mitarbeitende, Empfang", "Staff, reception"),
        ("office", "Büro der Geschäftsführung", "Management office"),
        ("krm_officer", "KRM-Beauftragte", "KRM officer"),
        ("team_lead", "Teamleitung", "Team lead"),
        ("area_lead", "Bereichsleitung", "Area lead"),
        ("ombudsperson", "Ombudsstelle", "Ombuds office"),
        ("management", "Geschäftsführung", "Management"),
        ("data_protection", "Datenschutzbeauftragte", "Data protection officer"),
        ("admin", "Verwaltung des Portals", "Portal administration"),
    ),
    *_entries("unit_kind", ("area", "Bereich", "Area"), ("team", "Team", "Team")),
    *_entries(
        "partner_kind",
        ("migration", "Migrationsberatung", "Migration counselling"),
        ("debt", "Schuldnerberatung", "Debt counselling"),
        ("housing", "Wohnungsnotfallhilfe", "Emergency housing aid"),
        ("pregnancy", "Schwangerenberatung", "Pregnancy counselling"),
        ("unemployed", "Arbeitsloseninitiative", "Unemployment initiative"),
        ("care", "Pflege- und Betreuungsverein", "Care association"),
        ("hospital", "Sozialdienst im Krankenhaus", "Hospital social service"),
        ("psychiatric", "Sozialpsychiatrischer Dienst", "Social-psychiatric service"),
        ("social_office", "Sozialamt", "Social welfare office"),
        ("volunteer", "Ehrenamtliche", "Volunteers"),
        ("other", "Sonstige", "Other"),
    ),
    *_entries(
        "measure_kind",
        ("impulse", "Impuls", "Impulse"),
        ("measure", "Maßnahme", "Measure"),
        ("training", "Schulungsbedarf", "Training need"),
    ),
    *_entries(
        "published_measure",
        ("value", "Zahl", "Number"),
        ("change", "Veränderung in Prozent", "Change in percent"),
        ("share", "Anteil in Prozent", "Share in percent"),
    ),
    *_themes(
        "benefits",
        ("Auszahlung des Regelbedarfs", "Payment of the standard benefit"),
        ("Höhe des Regelbedarfs", "Amount of the standard benefit"),
        ("Anrechnung von Einkommen", "Income set off"),
        ("Bearbeitungsdauer", "Processing time"),
        ("Bescheid unverständlich", "Decision not understandable"),
        ("abgelehnte Leistung", "Benefit refused"),
    ),
    *_themes(
        "municipal",
        ("Höhe", "Amount"),
        ("Auszahlung", "Payment"),
        ("abgelehnte Kosten", "Costs refused"),
        ("Zustimmung zum Umzug", "Consent to moving house"),
        ("Mietkaution", "Rental deposit"),
        ("Erstausstattung", "First furnishing"),
        ("Beratung", "Advice"),
        ("Bearbeitungsdauer", "Processing time"),
        ("Angemessenheit der Unterkunft", "Adequacy of housing"),
        ("Neben- und Heizkosten", "Heating and ancillary costs"),
        ("Bildung und Teilhabe", "Education and participation"),
    ),
    *_themes(
        "placement",
        ("Beratung", "Advice"),
        ("fachliche Kompetenz", "Professional competence"),
        ("Betreuerwechsel", "Change of adviser"),
        ("Maßnahmezuweisung", "Assignment to a measure"),
        ("Förderleistung abgelehnt", "Support refused"),
        ("Leistungsminderung", "Reduction of benefit"),
    ),
    *_themes(
        "self_employed",
        ("Bearbeitungsdauer", "Processing time"),
        ("Einkommensberechnung", "Calculation of income"),
        ("abschließende EKS", "Final income statement (EKS)"),
    ),
    *_themes("reception", ("Wartezeit", "Waiting time"), ("Auskunft", "Information given")),
    *_themes("hotline", ("Erreichbarkeit", "Availability"), ("Gesprächsführung", "Conduct of calls")),
    *_themes(
        "conduct",
        ("Freundlichkeit", "Friendliness"),
        ("Verständnis", "Understanding"),
        ("Zuverlässigkeit", "Reliability"),
    ),
    *_themes(
        "organisation",
        ("Wartebereich", "Waiting area"),
        ("bauliche Gegebenheiten", "Building"),
        ("Jobcenter digital", "Jobcenter digital"),
    ),
)
