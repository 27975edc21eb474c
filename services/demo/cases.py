"""The cases of a year before anything is written about them: what, on which way, when, and by whom."""

from dataclasses import dataclass, field
from datetime import date

from services.demo.people import Person


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
    acknowledged_on: date | None = None
    disposition_on: date | None = None
    escalation_step: str | None = None
    extended_until: date | None = None
    extended_for: date | None = None  # the day on which the extension was entered
    consent: str | None = None
    consent_on: date | None = None
    informed_on: date | None = None
    cleared_on: date | None = None
    cleared_by: str | None = None
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
