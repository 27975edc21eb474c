"""The cases of a year before anything is written about them: what, on which way, when, and by whom."""

from dataclasses import dataclass, field
from datetime import date

from services.demo.people import Person

NOBODY_TO_WRITE_TO = frozenset({"review_site", "opinion_card"})


@dataclass(slots=True)
class Matter:
    """One concern of a case."""

    kind: str
    area: str | None = None
    theme: str | None = None
    detail: str | None = None
    outcome: str | None = None
    complaint_type: str | None = None
    named_as: str | None = None
    clearing_kind: str | None = None
    employee: str | None = None
    talked_over_on: date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a case in the making."""

    kind: str
    noted_on: date
    title: str
    step: str | None = None
    person: str | None = None
    reason: str | None = None
    proof: str | None = None


@dataclass(slots=True)
class Case:
    """One reaction in the making."""

    matters: list[Matter]
    channel: str = "email"
    ombuds: bool = False
    partner: str | None = None
    received_on: date = date.min
    number: str = ""
    follows: "Case | None" = None
    person: Person | None = None
    unit: str | None = None
    assigned_to: str | None = None
    represented: bool | None = None
    counsellor: str | None = None
    came_alone: bool | None = None
    acknowledged_on: date | None = None
    disposition_on: date | None = None
    statement_asked_on: date | None = None
    statement_on: date | None = None
    draft_on: date | None = None
    signed_on: date | None = None
    escalation_step: str | None = None
    extended_until: date | None = None
    extended_for: date | None = None  # the day on which the extension was entered
    interim_on: date | None = None
    consent_asked_on: date | None = None
    consent: str | None = None
    consent_on: date | None = None
    consent_filed_on: date | None = None
    informed_on: date | None = None
    third_informed_on: date | None = None
    cleared_on: date | None = None
    cleared_by: str | None = None
    verbis_on: date | None = None
    alternatives: str | None = None
    closed_on: date | None = None
    staged: bool = field(default=False)

    @property
    def first(self) -> Matter:
        """The concern that matters most to the customer."""
        return self.matters[0]

    @property
    def has_complaint(self) -> bool:
        """Whether one of the concerns is a complaint."""
        return any(matter.kind == "complaint" for matter in self.matters)

    @property
    def is_disciplinary(self) -> bool:
        """Whether one of its complaints is handled as a disciplinary one."""
        return any(matter.complaint_type == "disciplinary" for matter in self.matters)

    @property
    def is_mere_praise(self) -> bool:
        """Whether it is praise and nothing else."""
        return all(matter.kind == "praise" for matter in self.matters)

    @property
    def is_answerable(self) -> bool:
        """Whether there is somebody to write to."""
        return self.channel not in NOBODY_TO_WRITE_TO

    @property
    def needs_team(self) -> bool:
        """Whether a team clears it (OA 10/2018, Ablauf 2)."""
        return not (self.ombuds or self.channel == "opinion_card" or self.is_mere_praise)
