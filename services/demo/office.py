"""The made-up office of the sample register: areas and teams, partners, people, and its own themes and details."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from schema.lists import START_ENTRIES, code_for
from services.demo.ids import IdMaker

Row = dict[str, Any]

FOUNDED = date(2021, 1, 1)

AREAS = (
    ("Bereich Leistung", ("Team Leistung 1", "Team Leistung 2", "Team Leistung 3", "Team Leistung 4")),
    ("Bereich Kommunale Leistungen", ("Team Unterkunft Nord", "Team Unterkunft Süd", "Team Bildung und Teilhabe")),
    (
        "Bereich Markt und Integration",
        ("Team Vermittlung 1", "Team Vermittlung 2", "Team Vermittlung 3", "Team U25", "Arbeitgeber-Service"),
    ),
    ("Bereich 7 Selbständigen-Zentrum", ("Team Selbständige Leistung", "Team Selbständige Beratung")),
    ("Bereich Kundenzugang", ("Eingangszone Haus A", "Eingangszone Haus B", "Service-Center")),
    ("Büro der Geschäftsführung", ("BGF Kundenreaktionen", "Ombudsstelle", "Innere Dienste")),
)

PARTNERS = (
    ("Migrationsberatung Brückenhaus", "migration", 9),
    ("Migrationsberatung Ankerplatz", "migration", 7),
    ("Jugendmigrationsdienst Kompass", "migration", 4),
    ("Schuldnerberatung Lindenhof", "debt", 8),
    ("Schuldnerberatung Am Anger", "debt", 5),
    ("Wohnungsnotfallhilfe Obdach und Rat", "housing", 8),
    ("Schwangerenberatung Wiegenlied", "pregnancy", 4),
    ("Arbeitsloseninitiative Neuer Weg", "unemployed", 6),
    ("Pflege- und Betreuungsverein Sonnenhang", "care", 4),
    ("Betreuungsverein Rückenwind", "care", 3),
    ("Sozialdienst im Krankenhaus am Stadtpark", "hospital", 4),
    ("Sozialpsychiatrischer Dienst West", "psychiatric", 4),
    ("Sozialamt, Allgemeiner Sozialdienst", "social_office", 4),
    ("Ehrenamtlicher Helferkreis Mitte", "volunteer", 4),
    ("Beratungscafé Treffpunkt", "other", 3),
)

_COUNSELLORS = (
    *("Frau Adeyemi", "Herr Bielski", "Frau Castellano", "Herr Dragoste", "Frau Emmerich", "Herr Farkas"),
    *("Frau Gerlach", "Herr Hollmann", "Frau Isaković", "Herr Jablonski", "Frau Kemmler", "Frau Loos"),
    *("Herr Marten", "Frau Nordhoff", "Herr Ostendorf"),
)

USERS = (  # sign-in name, name, role, unit
    ("empfang", "Miriam Tannert", "staff", "Eingangszone Haus A"),
    ("bgf", "Torben Ackermann", "office", "BGF Kundenreaktionen"),
    ("krm", "Henrike Solbach", "krm_officer", "BGF Kundenreaktionen"),
    ("teamleitung", "Jorid Kestner", "team_lead", "Team Leistung 1"),
    ("bereichsleitung", "Albert Wendland", "area_lead", "Bereich Leistung"),
    ("ombudsstelle", "Clara Ostrau", "ombudsperson", "Ombudsstelle"),
    ("geschaeftsfuehrung", "Dr. Ruth Hagedorn", "management", "Büro der Geschäftsführung"),
    ("datenschutz", "Levin Marquardt", "data_protection", None),
    ("verwaltung", "Swantje Ihlow", "admin", None),
)

# Who leads the other areas and teams: sign-in name, name, unit.
MORE_LEADS = (
    ("tl.leistung2", "Konrad Helbig", "Team Leistung 2"),
    ("tl.leistung3", "Mechthild Zander", "Team Leistung 3"),
    ("tl.leistung4", "Ansgar Riedel", "Team Leistung 4"),
    ("bl.kommunales", "Friederike Naumburg", "Bereich Kommunale Leistungen"),
    ("tl.unterkunft-nord", "Gesine Pohlmann", "Team Unterkunft Nord"),
    ("tl.unterkunft-sued", "Hartmut Ebeling", "Team Unterkunft Süd"),
    ("tl.teilhabe", "Svenja Brückner", "Team Bildung und Teilhabe"),
    ("bl.markt", "Dietmar Kranich", "Bereich Markt und Integration"),
    ("tl.vermittlung1", "Rieke Stolzenburg", "Team Vermittlung 1"),
    ("tl.vermittlung2", "Burkhard Lenz", "Team Vermittlung 2"),
    ("tl.vermittlung3", "Wiebke Arnold", "Team Vermittlung 3"),
    ("tl.u25", "Malte Hinrichs", "Team U25"),
    ("tl.arbeitgeber", "Edda Wachsmuth", "Arbeitgeber-Service"),
    ("bl.selbstaendige", "Volker Sandmann", "Bereich 7 Selbständigen-Zentrum"),
    ("tl.selbstaendige1", "Undine Falkner", "Team Selbständige Leistung"),
    ("tl.selbstaendige2", "Lothar Wessel", "Team Selbständige Beratung"),
    ("bl.zugang", "Astrid Moosbach", "Bereich Kundenzugang"),
    ("tl.eingang-a", "Ruben Tischler", "Eingangszone Haus A"),
    ("tl.eingang-b", "Hedwig Seiffert", "Eingangszone Haus B"),
    ("tl.service", "Nils Oberländer", "Service-Center"),
    ("bl.bgf", "Renate Kühnast", "Büro der Geschäftsführung"),
    ("tl.innere", "Gregor Damm", "Innere Dienste"),
)

MUNICIPAL_THEMES = (
    ("Kostensenkung", "Reduction of housing costs"),
    ("Direktzahlung an Vermieter", "Direct payment to the landlord"),
    ("Umzugskosten", "Costs of moving house"),
    ("Mietschulden", "Rent arrears"),
    ("Renovierung", "Renovation"),
    ("Bescheid unverständlich", "Decision not understandable"),
)

DETAILS = {
    "benefits/bearbeitungsdauer": ("Neuantrag", "Weiterbewilligung", "Überprüfungsantrag", "Widerspruch abgewartet"),
    "benefits/anrechnung_von_einkommen": ("Erwerbseinkommen", "Kindergeld", "Unterhalt", "Nachzahlung anderer Stellen"),
    "benefits/auszahlung_des_regelbedarfs": ("verspätet", "vorläufig eingestellt", "falsches Konto"),
    "municipal/hoehe": ("Unterkunft", "Heizung", "Kopfteile"),
    "municipal/mietkaution": ("Darlehen", "Fristsache", "Aufrechnung"),
    "municipal/erstausstattung": ("Möbel", "Haushaltsgeräte", "Bekleidung", "Geburt"),
    "municipal/neben_und_heizkosten": ("Betriebskosten", "Heizkosten", "Brennstoff"),
    "municipal/bildung_und_teilhabe": ("Schulbedarf", "Mittagessen", "Klassenfahrt", "Lernförderung"),
    "placement/foerderleistung_abgelehnt": ("Führerschein", "Weiterbildung", "Fahrkosten", "Sprachkurs"),
    "hotline/erreichbarkeit": ("Warteschleife", "Rückruf ausgeblieben"),
    "organisation/jobcenter_digital": ("Anmeldung", "Hochladen", "Postfach"),
}

_TEAMS_BY_AREA = {
    "benefits": AREAS[0][1],
    "municipal": AREAS[1][1][:2],
    "placement": AREAS[2][1][:4],
    "self_employed": AREAS[3][1][:1],
    "reception": AREAS[4][1][:2],
    "hotline": AREAS[4][1][2:],
    "conduct": AREAS[0][1] + AREAS[2][1][:4] + AREAS[4][1][:2],
    "organisation": AREAS[5][1][2:] + AREAS[4][1][:1],
    None: AREAS[5][1][:1],
}
UNIT_LABELS = {code_for(label): label for area, teams in AREAS for label in (area, *teams)}
PARTNER_KINDS = {code_for(label): kind for label, kind, _ in PARTNERS}
PARTNER_WEIGHTS = [weight for _, _, weight in PARTNERS]
PARTNER_CODES = list(PARTNER_KINDS)
TEAMS: dict[str | None, tuple[str, ...]] = {
    area: tuple(code_for(team) for team in teams) for area, teams in _TEAMS_BY_AREA.items()
}
SPECIAL_TEAMS = {("municipal", "bildung_und_teilhabe"): code_for("Team Bildung und Teilhabe")}
OFFICER, MANAGEMENT = (
    next(name for _, name, role, _ in USERS if role == wanted) for wanted in ("krm_officer", "management")
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a team or an area."""

    login: str
    label: str


def _leads() -> dict[str, Lead]:
    """Return who leads each unit; the area's lead where a team has none of its own."""
    own = [(login, name, unit) for login, name, role, unit in USERS if role in ("team_lead", "area_lead")]
    named = {unit: Lead(f"{login}@example.org", name) for login, name, unit in (*own, *MORE_LEADS)}
    return {code_for(team): named.get(team, named[area]) for area, teams in AREAS for team in (area, *teams)}


LEADS = _leads()  # by unit
AREA_LEADS = {code_for(team): LEADS[code_for(area)].label for area, teams in AREAS for team in (area, *teams)}


def unit_rows(ids: IdMaker) -> list[Row]:
    """Return the areas and teams."""
    rows = []
    for area, teams in AREAS:
        for label, kind in ((area, "area"), *((team, "team") for team in teams)):
            parent = code_for(area) if kind == "team" else None
            row = {"code": code_for(label), "label": label, "kind": kind, "parent": parent, "active": True}
            rows.append({"id": ids.make(FOUNDED), **row})
    return rows


def partner_rows(ids: IdMaker) -> list[Row]:
    """Return the counselling services that bring cases to the ombuds office."""
    return [
        {
            "id": ids.make(FOUNDED),
            "code": code,
            "label": label,
            "kind": kind,
            "contact": f"{_COUNSELLORS[place]}, Tel. 030 23125 {700 + place}, {code.replace('_', '-')}@example.org",
            "active": True,
        }
        for place, (code, (label, kind, _)) in enumerate(zip(PARTNER_CODES, PARTNERS, strict=True))
    ]


def user_rows(ids: IdMaker) -> list[Row]:
    """Return one made-up person for each role, and who leads the other areas and teams."""
    areas = {area for area, _ in AREAS}
    more = [(login, name, "area_lead" if unit in areas else "team_lead", unit) for login, name, unit in MORE_LEADS]
    return [
        {
            "id": ids.make(FOUNDED),
            "login": f"{login}@example.org",
            "label": name,
            "roles": (role,),
            "unit": None if unit is None else code_for(unit),
            "active": False,  # nobody signs in as one of them, and none counts as an administrator
        }
        for login, name, role, unit in (*USERS, *more)
    ]


def list_rows(ids: IdMaker) -> list[Row]:
    """Return the themes and details the office has added to those a register starts with."""
    known = sum(entry.list == "theme" and entry.parent == "municipal" for entry in START_ENTRIES)
    rows = [
        _list_row(ids, "theme", german, english, "municipal", known + place)
        for place, (german, english) in enumerate(MUNICIPAL_THEMES)
    ]
    for parent, labels in DETAILS.items():
        rows += [_list_row(ids, "detail", label, None, parent, place) for place, label in enumerate(labels)]
    return rows


def _list_row(ids: IdMaker, name: str, label: str, english: str | None, parent: str, position: int) -> Row:
    return {
        "id": ids.make(FOUNDED),
        "list": name,
        "code": code_for(label),
        "label": label,
        "label_en": english,
        "parent": parent,
        "position": position,
        "active": True,
    }
