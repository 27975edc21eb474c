"""Which figures are the parts of which: a family has the name of its parts without their last word."""

from collections.abc import Iterable, Mapping
from typing import Final

COMPLAINTS: Final = "concerns.kind.complaint"
WHOLES: Final[Mapping[str, str]] = {
    "reactions.channel": "reactions.total",
    "reactions.escalation": "reactions.total",
    "concerns.kind": "concerns.total",
    "complaints.area": COMPLAINTS,
    "complaints.outcome": COMPLAINTS,
    "complaints.clearing": COMPLAINTS,
    "complaints.type": COMPLAINTS,
    "praise.area": "concerns.kind.praise",
}
# Further figures that are part of another one, but have no sisters that make up the rest.
PARTS: Final[Mapping[str, str]] = {
    "reactions.ombuds": "reactions.total",
    "reactions.follow_ups": "reactions.total",
    "reactions.extended": "reactions.total",
    "reactions.escalated": "reactions.total",
    "ombuds.complaints": "reactions.ombuds",
}


def family_of(figure: str) -> str:
    """Return the family a figure belongs to: reactions.channel of reactions.channel.email; "" for a sum of several."""
    return "" if "+" in figure else figure.rpartition(".")[0]


def whole_of(family: str) -> str | None:
    """Return the figure that the parts of a family add up to; None for what is no family."""
    head, _, rest = family.partition(".theme.")
    if head == "complaints" and rest:
        return f"complaints.area.{rest}"
    head, _, rest = family.partition(".detail.")
    if head == "complaints" and rest:
        return f"complaints.theme.{rest}"
    return WHOLES.get(family)


def base_of(figure: str) -> str | None:
    """Return the figure that the share of a figure is of, several joined by "+"; None where that is no figure."""
    found = [whole_of(family_of(part)) or PARTS.get(part) for part in names_of(figure)]
    return None if None in found or not found else "+".join(dict.fromkeys(filter(None, found)))


def names_of(figure: str) -> list[str]:
    """Return the names joined by "+"."""
    return [name.strip() for name in figure.split("+") if name.strip()]


def families_in(figures: Iterable[str]) -> dict[str, list[str]]:
    """Return the families that these figures make up, with their members."""
    found: dict[str, list[str]] = {}
    for figure in figures:
        if whole_of(family_of(figure)) is not None:
            found.setdefault(family_of(figure), []).append(figure)
    return found
