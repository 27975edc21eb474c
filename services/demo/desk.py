"""What never became a reaction: hand-overs to those responsible, and the counter of what was put right the same day."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

from services.demo.days import Arrivals, add_working_days, arrivals_in, working_day_until
from services.demo.ids import IdMaker
from services.demo.office import Row
from services.demo.people import draw_person
from services.demo.templates import Voice
from services.demo.texts import handovers
from services.handovers import KEPT_DAYS

HANDOVERS_A_YEAR = 60
SAME_DAY_A_YEAR = {2021: 180, 2022: 290}  # few came to the counter before 20 March 2022
_SAME_DAY_USUALLY = 330
_LATELY = (1, 5, 8)  # days ago: what the office still waits to hear of
_CLERKS = ("Torben Ackermann", "Torben Ackermann", "Henrike Solbach", "Miriam Tannert")

_AT_THE_DESK: dict[tuple[str, str | None], int] = {
    ("benefits", "auszahlung_des_regelbedarfs"): 12,
    ("benefits", "bescheid_unverstaendlich"): 13,
    ("benefits", "bearbeitungsdauer"): 9,
    ("benefits", None): 4,
    ("municipal", "beratung"): 6,
    ("municipal", "neben_und_heizkosten"): 5,
    ("municipal", "bildung_und_teilhabe"): 5,
    ("placement", "beratung"): 7,
    ("placement", "betreuerwechsel"): 2,
    ("self_employed", "bearbeitungsdauer"): 2,
    ("reception", "auskunft"): 17,
    ("reception", "wartezeit"): 15,
    ("hotline", "erreichbarkeit"): 14,
    ("conduct", "freundlichkeit"): 4,
    ("organisation", "jobcenter_digital"): 11,
    ("organisation", "wartebereich"): 4,
}
_DESK_CHANNELS = {"in_person": 52, "telephone": 40, "email": 5, "online_portal": 3}


def handover_rows(seed: int, ids: IdMaker, years: Mapping[int, int], today: date) -> list[Row]:
    """Return the hand-overs of some years, so many each, up to `today`; texts no longer needed are removed."""
    rows: list[tuple[date, Row]] = []
    for year, count in years.items():
        rng = random.Random(f"resonanz {seed} {year} handovers")
        arrivals = arrivals_in(year)
        rows += [(row["received_on"], row) for row in (_handover(rng, arrivals) for _ in range(count))]
    dice = random.Random(f"resonanz {seed} {today.isoformat()} handovers")
    newest = [working_day_until(today - timedelta(days=ago)) for ago in _LATELY if years]
    rows += [(day, _handover(dice, arrivals_in(day.year), day)) for day in newest]
    rows.sort(key=lambda pair: pair[0])
    return [
        {"id": ids.make(day), **_as_of(row, today)} for day, row in rows if day <= today and row["handed_on"] <= today
    ]


def _handover(rng: random.Random, arrivals: Arrivals, day: date | None = None) -> Row:
    matter = rng.choices(list(handovers.WEIGHTS), weights=list(handovers.WEIGHTS.values()))[0]
    channel = rng.choices(list(handovers.CHANNELS), weights=list(handovers.CHANNELS.values()))[0]
    received = day or arrivals.draw(rng, channel)
    person = draw_person(rng, channel)
    voice = Voice(rng, received, False, person.is_woman)
    subject, text, places = rng.choice(handovers.STORIES[matter])
    handed = add_working_days(received, rng.choice((0, 1, 1, 2)))
    removed = add_working_days(handed, rng.choice((1, 2, 3, 6))) if rng.randrange(100) < 55 else None
    return {
        "received_on": received,
        "channel": channel,
        "matter": matter,
        "handed_to": rng.choice(places),
        "handed_on": handed,
        "handed_by": rng.choice(_CLERKS),
        "subject": voice.say(subject),
        "customer": None if matter in handovers.NAMELESS else f"{person.name}\n{person.contact}",
        "text": voice.say(text),
        "text_until": handed + timedelta(days=KEPT_DAYS),
        "text_removed_on": removed,
        "reaction_number": None,
        "taken_back_on": None,
    }


def _as_of(row: Row, today: date) -> Row:
    """Return a hand-over as it stands: the texts of the last two weeks are still there, so that there are some."""
    if row["text_until"] >= today:
        return {**row, "text_removed_on": None}
    gone = row["text_removed_on"] or row["text_until"] + timedelta(days=1)
    return {**row, "customer": None, "text": None, "text_removed_on": gone}


def same_day_rows(seed: int, ids: IdMaker, years: Mapping[int, int], today: date) -> list[Row]:
    """Return the counter of some years, so many entries each, up to `today`."""
    rows: list[tuple[date, Row]] = []
    for year, count in years.items():
        rng = random.Random(f"resonanz {seed} {year} counter")
        arrivals = arrivals_in(year)
        for _ in range(count):
            channel = rng.choices(list(_DESK_CHANNELS), weights=list(_DESK_CHANNELS.values()))[0]
            area, theme = rng.choices(list(_AT_THE_DESK), weights=list(_AT_THE_DESK.values()))[0]
            day = arrivals.draw(rng, channel)
            rows.append((day, {"day": day, "channel": channel, "area": area, "theme": theme}))
    rows.sort(key=lambda pair: pair[0])
    return [{"id": ids.make(day), **row} for day, row in rows if day <= today]


def usual_years(first: int, last: int) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many hand-overs and how many entries of the counter each year has."""
    years = range(first, last + 1)
    return dict.fromkeys(years, HANDOVERS_A_YEAR), {
        year: SAME_DAY_A_YEAR.get(year, _SAME_DAY_USUALLY) for year in years
    }


def shares_of(reactions: Mapping[int, int]) -> tuple[dict[int, int], dict[int, int]]:
    """Return both for years with so many reactions each."""
    return (
        {year: count * HANDOVERS_A_YEAR // 745 for year, count in reactions.items()},
        {year: count * _SAME_DAY_USUALLY // 745 for year, count in reactions.items()},
    )
