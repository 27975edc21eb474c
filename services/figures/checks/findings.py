"""What a look for contradictions comes to: each finding as data, its sentence translated where it is shown."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters.

    A breach: figures contradict each other, or something counts nowhere; it stands in the report until it is solved. A
    remark: something is not given, so that the parts add up to their whole only with those "not given".
    """

    BREACH = "breach"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that does not hold: what should be, what is, and the reactions behind it.

    `msgid` with `params` is the sentence; of the params `figure`, `family` and `whole` are names of figures. `row_ids`
    are ids of reactions, oldest first; a row that the register left out is in no list, so its id may be known nowhere.
    `figures` are the names of the figures it is about.
    """

    rule: str
    severity: Severity
    msgid: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    expected: float | None = None
    found: float | None = None
    row_ids: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    @property
    def is_breach(self) -> bool:
        """Whether the report names it until it is solved."""
        return self.severity is Severity.BREACH
