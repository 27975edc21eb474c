"""The whole numbers of a year, from which its cases are made.

2021 and 2022 hold every figure the report prints (`dresden.py`). What it does not print is made up so that it
fits: the themes that are not named stay smaller than those that are, for the report calls the named ones the
largest. Later years are drawn around 2022.
"""

import random
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")
Theme = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Targets:
    """What a year must add up to. `sizes` holds how many reactions have one, two, three ... concerns."""

    year: int
    channels: dict[str, int]
    sizes: tuple[int, ...]
    complaints: dict[Theme, int]
    upheld: int
    partly: int
    without_outcome: int
    praises: dict[str | None, int]
    suggestions: int
    petitions: int
    submissions: int
    ombuds: int
    ombuds_without_complaint: int
    within_14_days: int
    follow_ups: int
    disciplinary: int

    @property
    def reactions(self) -> int:
        """How many reactions the year has."""
        return sum(self.sizes)

    @property
    def concerns(self) -> int:
        """How many concerns the year has."""
        return sum(place * count for place, count in enumerate(self.sizes, 1))


def _complaints(**areas: dict[str | None, int]) -> dict[Theme, int]:
    return {
        (None if area == "none" else area, theme): count
        for area, themes in areas.items()
        for theme, count in themes.items()
    }


DRESDEN_2021 = Targets(
    year=2021,
    channels={
        "email": 362,
        "telephone": 242,
        "letter": 93,
        "in_person": 13,
        "online_portal": 29,
        "review_site": 10,
        "opinion_card": 0,
    },
    sizes=(361, 248, 140),
    complaints=_complaints(
        benefits={
            "auszahlung_des_regelbedarfs": 78,
            "hoehe_des_regelbedarfs": 62,
            "anrechnung_von_einkommen": 55,
            "bearbeitungsdauer": 94,
            "bescheid_unverstaendlich": 29,
            "abgelehnte_leistung": 30,
            None: 14,
        },
        municipal={
            "hoehe": 35,
            "auszahlung": 24,
            "abgelehnte_kosten": 21,
            "zustimmung_zum_umzug": 18,
            "mietkaution": 16,
            "beratung": 15,
            "bearbeitungsdauer": 24,
            "erstausstattung": 14,
            "angemessenheit_der_unterkunft": 13,
            "neben_und_heizkosten": 14,
            "bildung_und_teilhabe": 9,
            "kostensenkung": 10,
            "direktzahlung_an_vermieter": 9,
            "umzugskosten": 9,
            "mietschulden": 8,
            "renovierung": 5,
            "bescheid_unverstaendlich": 7,
            None: 8,
        },
        placement={
            "beratung": 18,
            "fachliche_kompetenz": 14,
            "betreuerwechsel": 12,
            "massnahmezuweisung": 14,
            "foerderleistung_abgelehnt": 11,
            "leistungsminderung": 9,
            None: 6,
        },
        self_employed={"bearbeitungsdauer": 25, "einkommensberechnung": 22, "abschliessende_eks": 16, None: 3},
        reception={"wartezeit": 20, "auskunft": 22, None: 2},
        hotline={"erreichbarkeit": 78, "gespraechsfuehrung": 31, None: 3},
        conduct={"freundlichkeit": 51, "verstaendnis": 40, "zuverlaessigkeit": 28, None: 5},
        organisation={"wartebereich": 9, "bauliche_gegebenheiten": 8, "jobcenter_digital": 30, None: 3},
        none={None: 18},
    ),
    upheld=263,
    partly=141,
    without_outcome=13,
    praises={"conduct": 14, "placement": 9, "benefits": 5, "organisation": 1},
    suggestions=120,
    petitions=6,
    submissions=3,
    ombuds=221,
    ombuds_without_complaint=8,
    within_14_days=650,
    follow_ups=46,
    disciplinary=21,
)

DRESDEN_2022 = Targets(
    year=2022,
    channels={
        "email": 330,
        "telephone": 139,
        "letter": 94,
        "in_person": 137,
        "online_portal": 40,
        "review_site": 8,
        "opinion_card": 0,
    },
    sizes=(518, 167, 63),
    complaints=_complaints(
        benefits={
            "auszahlung_des_regelbedarfs": 52,
            "hoehe_des_regelbedarfs": 44,
            "anrechnung_von_einkommen": 41,
            "bearbeitungsdauer": 50,
            "bescheid_unverstaendlich": 19,
            "abgelehnte_leistung": 22,
            None: 10,
        },
        municipal={
            "hoehe": 32,
            "auszahlung": 19,
            "abgelehnte_kosten": 18,
            "zustimmung_zum_umzug": 17,
            "mietkaution": 17,
            "beratung": 13,
            "bearbeitungsdauer": 13,
            "erstausstattung": 12,
            "angemessenheit_der_unterkunft": 11,
            "neben_und_heizkosten": 11,
            "bildung_und_teilhabe": 11,
            "kostensenkung": 10,
            "direktzahlung_an_vermieter": 9,
            "umzugskosten": 9,
            "mietschulden": 8,
            "renovierung": 7,
            "bescheid_unverstaendlich": 8,
            None: 10,
        },
        placement={
            "beratung": 14,
            "fachliche_kompetenz": 11,
            "betreuerwechsel": 9,
            "massnahmezuweisung": 10,
            "foerderleistung_abgelehnt": 9,
            "leistungsminderung": 3,
            None: 6,
        },
        self_employed={"bearbeitungsdauer": 17, "einkommensberechnung": 16, "abschliessende_eks": 12, None: 3},
        reception={"wartezeit": 34, "auskunft": 25, None: 3},
        hotline={"erreichbarkeit": 46, "gespraechsfuehrung": 23, None: 2},
        conduct={"freundlichkeit": 49, "verstaendnis": 36, "zuverlaessigkeit": 27, None: 6},
        organisation={"wartebereich": 15, "bauliche_gegebenheiten": 14, "jobcenter_digital": 19, None: 4},
        none={None: 16},
    ),
    upheld=205,
    partly=112,
    without_outcome=11,
    praises={"conduct": 29, "placement": 18, "benefits": 7, "organisation": 4, None: 3},
    suggestions=72,
    petitions=4,
    submissions=2,
    ombuds=254,
    ombuds_without_complaint=7,
    within_14_days=676,
    follow_ups=41,
    disciplinary=17,
)

DRESDEN = {2021: DRESDEN_2021, 2022: DRESDEN_2022}
USUAL_YEAR = 745  # reactions

_CHANNELS = {  # shares in per mille, and their yearly change after 2022
    "email": (432, 8),
    "telephone": (190, -8),
    "letter": (118, -8),
    "in_person": (165, -5),
    "online_portal": (52, 13),
    "review_site": (11, 1),
    "opinion_card": (32, -1),
}
_PRAISES: dict[str | None, int] = {
    "conduct": 46,
    "placement": 26,
    "benefits": 13,
    "organisation": 6,
    "reception": 5,
    "hotline": 3,
    "municipal": 4,
    None: 2,
}


def later_year(rng: random.Random, year: int, reactions: int | None = None) -> Targets:
    """Return made-up targets of a year the report says nothing about."""
    total = reactions if reactions is not None else USUAL_YEAR + rng.randrange(-40, 36)
    ahead = max(0, min(year - 2022, 6))
    channels = shared(total, {name: share + ahead * change for name, (share, change) in _CHANNELS.items()}, rng)
    sizes = tuple(shared(total, {1: 640, 2: 235, 3: 85, 4: 27, 5: 13}, rng).values())
    concerns = sum(place * count for place, count in enumerate(sizes, 1))
    praise, suggestions = concerns * 65 // 1000, concerns * 72 // 1000
    petitions, submissions = max(1, total * 6 // 1000), total * 4 // 1000
    complaints = concerns - praise - suggestions - petitions - submissions
    ombuds = total * rng.randrange(315, 365) // 1000
    return Targets(
        year=year,
        channels=channels,
        sizes=sizes,
        complaints=shared(complaints, {key: count * 10 for key, count in DRESDEN_2022.complaints.items()}, rng),
        upheld=complaints * rng.randrange(205, 240) // 1000,
        partly=complaints * rng.randrange(115, 140) // 1000,
        without_outcome=0,  # since the portal asks for one before a case is closed
        praises=shared(praise, _PRAISES, rng),
        suggestions=suggestions,
        petitions=petitions,
        submissions=submissions,
        ombuds=ombuds,
        ombuds_without_complaint=ombuds // 35,
        within_14_days=total * rng.randrange(880, 915) // 1000,
        follow_ups=total * rng.randrange(50, 62) // 1000,
        disciplinary=complaints // 55,
    )


def shared(total: int, weights: dict[Key, int], rng: random.Random) -> dict[Key, int]:
    """Return `total` shared out by `weights`, each moved by up to a tenth; the largest share takes the rest."""
    moved = {key: weight * rng.randrange(90, 111) for key, weight in weights.items()}
    whole = sum(moved.values())
    out = {key: total * weight // whole for key, weight in moved.items()}
    largest = max(moved, key=lambda key: moved[key])
    out[largest] += total - sum(out.values())
    return out
