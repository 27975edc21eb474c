"""The figures of design.md, counted over plain rows without pandas and without the portal's own figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def count(name: str, year: int, reactions: Sequence[Row], concerns: Sequence[Row]) -> tuple[int, int]:
    """Return a figure's value and the base of its share."""
    if "+" in name:
        return sum(count(part, year, reactions, concerns)[0] for part in name.split("+")), 0
    its = {row["id"]: row for row in reactions if row["received_on"].year == year}
    matters = [row for row in concerns if row["reaction_id"] in its]
    complaints = [row for row in matters if row["kind"] == "complaint"]
    match name.split("."):
        case ["reactions", "total"]:
            return len(its), 0
        case ["reactions", "channel", channel]:
            return sum(row["channel"] == channel for row in its.values()), len(its)
        case ["reactions", "ombuds"]:
            return sum(row["ombuds"] for row in its.values()), len(its)
        case ["ombuds", "complaints"]:
            ombuds = {row["id"] for row in its.values() if row["ombuds"]}
            return len({row["reaction_id"] for row in complaints} & ombuds), len(ombuds)
        case ["concerns", "total"]:
            return len(matters), 0
        case ["concerns", "kind", kind]:
            return sum(row["kind"] == kind for row in matters), len(matters)
        case ["complaints", "area", area]:
            return sum(row["area"] == area for row in complaints), len(complaints)
        case ["complaints", "theme", area, theme]:
            inside = [row for row in complaints if row["area"] == area]
            return sum(row["theme"] == theme for row in inside), len(inside)
        case ["complaints", "outcome", outcome]:
            return sum(row["outcome"] == outcome for row in complaints), len(complaints)
        case ["praise", "area", area]:
            praises = [row for row in matters if row["kind"] == "praise"]
            return sum(row["area"] == (None if area == "none" else area) for row in praises), len(praises)
        case ["quality", "closed_within_14_days"]:
            days = [(row["closed_on"] - row["received_on"]).days for row in its.values() if row["closed_on"]]
            return sum(day <= 14 for day in days), len(its)
    raise LookupError(name)


def percent(part: int, whole: int) -> float:
    """Return a percentage to one decimal, half away from zero."""
    tenths, rest = divmod(abs(part) * 1000, whole)
    return (tenths + (2 * rest >= whole)) / 10 * (-1 if part < 0 else 1)
