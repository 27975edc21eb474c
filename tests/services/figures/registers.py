"""Small and random registers for the tests of figures and clocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from schema.lists import START_ENTRIES
from schema.tables import TABLES
from services.register.frames import frame_of
from services.register.snapshot import Snapshot

Row = dict[str, Any]
REACTION: Row = {
    "received_on": date(2022, 3, 1),
    "channel": "email",
    "ombuds": False,
    "partner": None,
    "unit": None,
    "escalation_step": None,
    "acknowledged_on": None,
    "disposition_on": None,
    "cleared_on": None,
    "closed_on": None,
    "extended_until": None,
    "follow_up_of": None,
    "consent": None,
    "consent_asked_on": None,
    "consent_on": None,
}
CONCERN: Row = {
    "rank": 1,
    "kind": "complaint",
    "area": None,
    "theme": None,
    "detail": None,
    "outcome": None,
    "clearing_kind": None,
    "complaint_type": None,
}


def reaction(row_id: str, **values: Any) -> Row:
    return {**REACTION, "id": row_id, "number": f"KR-{row_id}", **values}


def concern(row_id: str, reaction_id: str, **values: Any) -> Row:
    return {**CONCERN, "id": row_id, "reaction_id": reaction_id, **values}


def snapshot_of(reactions: Iterable[Row], concerns: Iterable[Row] = (), **tables: Iterable[Row]) -> Snapshot:
    rows = {**tables, "reactions": reactions, "concerns": concerns}
    return Snapshot(1, {name: frame_of(name, rows.get(name, ())) for name in TABLES})


def plain_lists() -> dict[str, Any]:
    """The lists a register starts with, as plain codes."""
    lists: dict[str, Any] = {"theme": {}}
    for entry in START_ENTRIES:
        if entry.list == "theme":
            lists["theme"].setdefault(entry.parent, []).append(entry.code)
        else:
            lists.setdefault(entry.list, []).append(entry.code)
    return lists


def random_rows(seed: int, count: int = 120) -> tuple[list[Row], list[Row]]:
    """Return reactions of 2020 to 2023 and their concerns: steps missing, out of order, in the future, extended."""
    chance = Random(seed)
    lists = plain_lists()

    def step(received: date, odds: float, low: int, high: int) -> date | None:
        return received + timedelta(days=chance.randint(low, high)) if chance.random() < odds else None

    reactions, concerns = [], []
    for place in range(count):
        received = date(2020, 1, 1) + timedelta(days=chance.randint(0, 4 * 365))
        if chance.random() < 0.15:  # around the turn of the year and its holidays
            received = date(chance.randint(2020, 2023), 12, 20) + timedelta(days=chance.randint(0, 20))
        row = reaction(
            f"r{place}",
            received_on=received,
            channel=chance.choice(lists["channel"]),
            ombuds=chance.choice([True, False, None]),
            partner=chance.choice([None, "caritas", "diakonie"]),
            unit=chance.choice([None, "team_1", "team_2"]),
            escalation_step=chance.choice([None, "1", "4"]),
            acknowledged_on=step(received, 0.7, -1, 8),
            disposition_on=step(received, 0.6, -1, 12),
            cleared_on=step(received, 0.6, -1, 25),
            closed_on=step(received, 0.7, 0, 35),
            extended_until=step(received, 0.25, -3, 60),
            follow_up_of=chance.choice([None, None, "KR-r0"]),
        )
        reactions.append(row)
        for rank in range(1, chance.choice([0, 1, 1, 1, 2, 4]) + 1):
            area = chance.choice([None, *lists["area"], "yard"])
            concerns.append(
                concern(
                    f"c{place}-{rank}",
                    row["id"],
                    rank=rank,
                    kind=chance.choice(["complaint", "complaint", "complaint", *lists["kind"]]),
                    area=area,
                    theme=chance.choice([None, "hoehe", "beratung", "parking", *lists["theme"].get(area, [])]),
                    outcome=chance.choice([None, *lists["outcome"]]),
                )
            )
    _add_further(Random(f"further {seed}"), lists, reactions, concerns)
    return reactions, concerns


def _add_further(chance: Random, lists: dict[str, Any], reactions: list[Row], concerns: list[Row]) -> None:
    """Give the rows what was declared later, drawn apart, so that all else stays as it was."""
    for row in reactions:
        days = [row["received_on"] + timedelta(days=chance.randint(-2, 20)) for _ in range(2)]
        row["escalation_step"] = chance.choice([row["escalation_step"], *lists["escalation_step"]])
        row["consent"] = chance.choice([None, *lists["consent"]])
        row["consent_asked_on"], row["consent_on"] = (chance.choice([None, day]) for day in days)
    for row in concerns:
        row["detail"] = chance.choice([None, None, None, "slow", "wrong"])
        row["clearing_kind"] = chance.choice([None, *lists["clearing_kind"]])
        row["complaint_type"] = chance.choice([None, *lists["complaint_type"]])


def random_outside(seed: int, count: int = 60) -> dict[str, list[Row]]:
    """Return what is counted outside the cases: put right on the day, and handed over, some of it taken back later."""
    chance = Random(f"outside {seed}")
    same_day, handovers = [], []
    for place in range(count):
        received = date(2020, 1, 1) + timedelta(days=chance.randint(0, 4 * 365))
        handed = received + timedelta(days=chance.randint(0, 9))
        taken_back = chance.choice([None, None, handed + timedelta(days=chance.randint(0, 30))])
        same_day.append(
            {"id": f"s{place}", "day": received, "channel": "email", "area": chance.choice([None, "conduct"])}
        )
        handovers.append(
            {
                "id": f"h{place}",
                "received_on": received,
                "channel": "letter",
                "matter": "objection",
                "handed_to": "Widerspruchsstelle",
                "handed_on": handed,
                "taken_back_on": taken_back,
            }
        )
    return {"same_day": same_day, "handovers": handovers}
