"""How a case stands: which kinds of concern it has, which way it takes, and how far it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schema.words import Words
from services.cases import Case
from services.deadlines import NOBODY_TO_WRITE_TO
from services.searching.states import URGENT_KINDS

DISCIPLINARY = "disciplinary"
LETTER = "letter"
REFUSED_OUTCOMES = frozenset({"partly_upheld", "not_upheld"})  # the wish was not, or not wholly, met


class Position(StrEnum):
    """How far a case has come; a case of a short way leaves some out."""

    RECORDED = "recorded"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    CLEARED = "cleared"
    SIGNED = "signed"
    CLOSED = "closed"


POSITION_WORDS: dict[Position, Words] = {
    Position.RECORDED: Words("erfasst", "recorded"),
    Position.ACKNOWLEDGED: Words("Eingang bestätigt", "acknowledged"),
    Position.ASSIGNED: Words("beim Team", "with the team"),
    Position.DRAFTED: Words("Entwurf liegt vor", "draft to be signed"),
    Position.CLEARED: Words("geklärt", "cleared"),
    Position.SIGNED: Words("Antwort versandt", "answer sent"),
    Position.CLOSED: Words("abgeschlossen", "closed"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A reaction and its concerns, as the procedure looks at them; stored, or as they would be stored."""

    reaction: Mapping[str, Any]
    concerns: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, case: Case) -> "Standing":
        """Return how a stored case stands."""
        return cls(case.reaction, case.concerns)

    def has(self, name: str) -> bool:
        """Return whether a field of the reaction has a value."""
        return self.reaction.get(name) not in (None, "", False, ())

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its concerns."""
        return frozenset(str(concern["kind"]) for concern in self.concerns if concern.get("kind"))

    @property
    def complaints(self) -> tuple[Mapping[str, Any], ...]:
        """Its complaints."""
        return tuple(concern for concern in self.concerns if concern.get("kind") == "complaint")

    @property
    def open_complaints(self) -> tuple[Mapping[str, Any], ...]:
        """Its complaints without an outcome: a concern is open as long as it is one of these."""
        return tuple(concern for concern in self.complaints if not concern.get("outcome"))

    @property
    def praises_of_employees(self) -> tuple[Mapping[str, Any], ...]:
        """Its praises that name an employee (OA 10/2018, "Lobe")."""
        return tuple(one for one in self.concerns if one.get("kind") == "praise" and one.get("employee"))

    @property
    def is_disciplinary(self) -> bool:
        """Whether one of its complaints is handled as a disciplinary one."""
        return any(concern.get("complaint_type") == DISCIPLINARY for concern in self.complaints)

    @property
    def is_urgent(self) -> bool:
        """Whether it is a petition or a submission (OA 10/2018, "Eingaben und Petitionen")."""
        return bool(self.kinds.intersection(URGENT_KINDS))

    @property
    def is_opinion_card(self) -> bool:
        """Whether it came as an opinion card: recorded and evaluated, nothing more (OA 10/2018, "Meinungskarten")."""
        return self.reaction.get("channel") == "opinion_card"

    @property
    def is_ombuds(self) -> bool:
        """Whether the ombuds office clears it by itself."""
        return bool(self.reaction.get("ombuds"))

    @property
    def is_answerable(self) -> bool:
        """Whether there is somebody to write to."""
        return self.reaction.get("channel") not in NOBODY_TO_WRITE_TO

    @property
    def needs_team(self) -> bool:
        """Whether a team clears it; the ombuds office's own cases, opinion cards and mere praise need none."""
        return not (self.is_ombuds or self.is_opinion_card or self.is_mere_praise)

    @property
    def is_mere_praise(self) -> bool:
        """Whether it is praise and nothing else."""
        return self.kinds == {"praise"}

    @property
    def needs_clearing(self) -> bool:
        """Whether something is to be cleared before it can be closed."""
        return bool(self.complaints) or self.needs_team

    @property
    def is_written(self) -> bool:
        """Whether it is cleared by letter, which the KRM officer signs (procedure 3 b)."""
        return self.reaction.get("cleared_by") == LETTER

    @property
    def is_wish_refused(self) -> bool:
        """Whether a complaint was not, or not wholly, upheld: alternatives are then looked at (HEGA 09/15)."""
        return any(concern.get("outcome") in REFUSED_OUTCOMES for concern in self.complaints)

    @property
    def escalation(self) -> int:
        """The step of the escalation ladder it has reached, 0 where it has reached none."""
        return int(self.reaction.get("escalation_step") or 0)

    @property
    def position(self) -> Position:
        """How far it has come."""
        if self.has("closed_on"):
            return Position.CLOSED
        if self.has("signed_on") and self.is_written:
            return Position.SIGNED
        if self.has("draft_on") and self.is_written:
            return Position.DRAFTED
        if self.has("cleared_on"):
            return Position.CLEARED
        if self.has("disposition_on"):
            return Position.ASSIGNED
        return Position.ACKNOWLEDGED if self.has("acknowledged_on") else Position.RECORDED


def after(before: Standing, reaction: Mapping[str, Any], concerns: Mapping[str, Mapping[str, Any]]) -> Standing:
    """Return how a case would stand with these values of the reaction and, by row id, of its concerns."""
    changed: Sequence[Mapping[str, Any]] = [
        {**concern, **concerns.get(str(concern.get("id")), {})} for concern in before.concerns
    ]
    return Standing({**before.reaction, **reaction}, tuple(changed))
