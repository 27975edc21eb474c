"""Which parts of the register wait for whom: one table of the parts, one of the roles.

A part is a state of the register, so that its count is that of the register narrowed to it, and the link leads to the
same cases. What is to be done lists its most pressing cases, whatever else they wait for. What is to be watched
(`is_rest`) lists a case only where no other part of the page has it: an answer to be signed that is overdue stands
among the answers to be signed, and is not said twice. What one role does, another may only watch (`WATCHED`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schema.words import Words
from services.agenda import remarks
from services.agenda.remarks import Says
from services.deadlines import ClockName
from services.figures.facts import NONE
from services.searching import State
from services.searching.finding import NO, YES

SHOWN = 6


class Part(StrEnum):
    """The parts of the agenda."""

    URGENT = "urgent"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    UNACKNOWLEDGED = "unacknowledged"
    UNASSIGNED = "unassigned"
    NEWLY_ASSIGNED = "newly_assigned"
    TO_CLEAR = "to_clear"
    OF_NO_TEAM = "of_no_team"
    STATEMENT_OPEN = "statement_open"
    TO_TALK_OVER = "to_talk_over"
    TO_SIGN = "to_sign"
    TO_FORWARD = "to_forward"
    TO_CLOSE = "to_close"
    CONSENT_OPEN = "consent_open"
    CONSENT_UNPROVEN = "consent_unproven"
    TO_ESCALATE = "to_escalate"
    ESCALATED = "escalated"
    EXTENSION_ENDING = "extension_ending"
    NEWS = "news"
    OTHERS = "others"
    BY_AGE = "by_age"
    BY_PARTNER = "by_partner"
    PRIVACY_OPEN = "privacy_open"
    PRIVACY_INVOLVED = "privacy_involved"
    BEFORE_MANAGEMENT = "before_management"
    HANDOVER_TEXTS = "handover_texts"
    SPOT_CHECKS = "spot_checks"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose cases: those of some units (None: of all, NONE: of none), of the ombuds office or of the others."""

    units: tuple[str, ...] | None = None
    is_ombuds: bool | None = None

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The filters that narrow the register to the same cases."""
        codes = {"unit": self.units} if self.units else {}
        return codes if self.is_ombuds is None else {**codes, "ombuds": (YES if self.is_ombuds else NO,)}

    def holds(self, other: "Scope") -> bool:
        """Return whether all cases of another scope are among these."""
        if self in (other, EVERYTHING):
            return True
        is_alike = self.is_ombuds in (None, other.is_ombuds)
        return is_alike and self.units is not None and set(other.units or (None,)) <= set(self.units)


EVERYTHING = Scope()
OF_NO_TEAM = Scope((NONE,), is_ombuds=False)


class Order(StrEnum):
    """In which order the cases of a part are listed."""

    PRESSING = "pressing"  # by the days left, then the oldest first
    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class PartRule:
    """A part: its heading, the state that holds its cases, and how they are listed.

    `clock` is the one whose days left are shown, else the one that presses most; `says` are the remarks on a case.
    `groups` counts the cases by a field instead of listing them; `scope` says whose cases, whoever looks. A part with
    an `address` and no state is a page of its own.
    """

    words: Words
    state: State | None = None
    clock: ClockName | None = None
    order: Order = Order.PRESSING
    is_rest: bool = False
    says: tuple[Says, ...] = ()
    shown: int = SHOWN
    groups: str = ""
    scope: Scope | None = None
    address: str = ""


PART_RULES: Mapping[Part, PartRule] = {
    Part.URGENT: PartRule(
        Words("Petitionen und Eingaben", "Petitions and submissions"),
        State.URGENT,
        says=(remarks.ladder, remarks.proposal),
    ),
    Part.OVERDUE: PartRule(
        Words("Überfällig", "Overdue"), State.OVERDUE, is_rest=True, says=(remarks.ladder, remarks.proposal)
    ),
    Part.DUE_SOON: PartRule(Words("Bald fällig", "Due soon"), State.DUE_SOON, is_rest=True, says=(remarks.ladder,)),
    Part.UNACKNOWLEDGED: PartRule(
        Words("Eingang zu bestätigen", "To be acknowledged"),
        State.UNACKNOWLEDGED,
        ClockName.ACKNOWLEDGE,
        says=(remarks.working_days,),
    ),
    Part.UNASSIGNED: PartRule(
        Words("Mit Verfügung an ein Team zu geben", "To be assigned with a disposition"), State.UNASSIGNED
    ),
    Part.NEWLY_ASSIGNED: PartRule(
        Words("Neue Verfügungen", "New dispositions"),
        State.NEWLY_ASSIGNED,
        ClockName.CLEAR,
        says=(remarks.disposition,),
    ),
    Part.TO_CLEAR: PartRule(
        Words("Zu klären", "To be cleared"),
        State.TO_CLEAR,
        ClockName.CLEAR,
        is_rest=True,
        says=(remarks.disposition, remarks.age_without_disposition),
    ),
    Part.OF_NO_TEAM: PartRule(
        Words("Ohne Team zu klären (Meinungskarten)", "To be cleared without a team (opinion cards)"),
        State.TO_CLEAR,
        ClockName.CLEAR,
        says=(remarks.age,),
        scope=OF_NO_TEAM,
    ),
    Part.STATEMENT_OPEN: PartRule(
        Words("Dienstaufsichtsbeschwerden, noch nicht geklärt", "Disciplinary complaints, not cleared yet"),
        State.STATEMENT_OPEN,
        says=(remarks.statement,),
    ),
    Part.TO_TALK_OVER: PartRule(
        Words("Lob, mit der genannten Person auszuwerten", "Praise to talk over with the person named"),
        State.TO_TALK_OVER,
        order=Order.OLDEST,
        says=(remarks.age,),
    ),
    Part.TO_SIGN: PartRule(
        Words("Antworten zu zeichnen", "Answers to be signed"),
        State.TO_SIGN,
        ClockName.CLOSE,
        says=(remarks.draft,),
    ),
    Part.TO_FORWARD: PartRule(
        Words("Antworten zur Zeichnung vorzulegen", "Answers to be put before the KRM officer"),
        State.TO_SIGN,
        ClockName.CLOSE,
        says=(remarks.draft,),
    ),
    Part.TO_CLOSE: PartRule(
        Words("Abzuschließen", "To be closed"), State.TO_CLOSE, ClockName.CLOSE, says=(remarks.clearing,)
    ),
    Part.CONSENT_OPEN: PartRule(
        Words("Einverständnis noch ohne Antwort", "Consent not answered yet"),
        State.CONSENT_OPEN,
        order=Order.OLDEST,
        says=(remarks.consent_asked,),
    ),
    Part.CONSENT_UNPROVEN: PartRule(
        Words("Einverständnis ohne Nachweis unter II-6000", "Consent without proof under II-6000"),
        State.CONSENT_UNPROVEN,
        order=Order.OLDEST,
        says=(remarks.consent_given,),
    ),
    Part.TO_ESCALATE: PartRule(
        Words("Frist abgelaufen, danach keine Eskalation", "Deadline over, no escalation since"),
        State.TO_ESCALATE,
        is_rest=True,
        says=(remarks.ladder, remarks.proposal),
    ),
    Part.ESCALATED: PartRule(
        Words("Eskaliert ab Stufe 3", "Escalated to step 3 or higher"),
        State.ESCALATED,
        says=(remarks.ladder,),
    ),
    Part.EXTENSION_ENDING: PartRule(
        Words("Verlängerte Fristen laufen aus", "Extended deadlines are ending"),
        State.EXTENSION_ENDING,
        ClockName.CLOSE,
        is_rest=True,
    ),
    Part.NEWS: PartRule(
        Words("Neues seit dem letzten Arbeitstag", "News since the last working day"),
        State.NEWS,
        order=Order.NEWEST,
        says=(remarks.news,),
    ),
    Part.OTHERS: PartRule(
        Words("Offene Fälle, die neuesten zuerst", "Open cases, the newest first"),
        State.OPEN,
        order=Order.NEWEST,
        is_rest=True,
        says=(remarks.age,),
    ),
    Part.BY_AGE: PartRule(
        Words("Offene Fälle, die ältesten zuerst", "Open cases, the oldest first"),
        State.OPEN,
        order=Order.OLDEST,
        is_rest=True,
        says=(remarks.age,),
    ),
    Part.BY_PARTNER: PartRule(Words("Offen je Partnerorganisation", "Open by partner"), State.OPEN, groups="partner"),
    Part.PRIVACY_OPEN: PartRule(
        Words(
            "Dienstaufsichtsbeschwerden, an denen Sie noch nicht beteiligt sind",
            "Disciplinary complaints in which you are not involved yet",
        ),
        State.PRIVACY_OPEN,
        order=Order.OLDEST,
        says=(remarks.age,),
    ),
    Part.PRIVACY_INVOLVED: PartRule(
        Words("In diesem Monat beteiligt", "Involved this month"),
        State.PRIVACY_INVOLVED,
        order=Order.NEWEST,
        says=(remarks.involved,),
    ),
    Part.BEFORE_MANAGEMENT: PartRule(
        Words("Der Geschäftsführung vorgelegt", "Put before the management"),
        State.BEFORE_MANAGEMENT,
        says=(remarks.ladder, remarks.reason),
        shown=30,
    ),
    Part.HANDOVER_TEXTS: PartRule(
        Words("Texte von Abgaben zu löschen", "Texts of hand-overs to be removed"), address="handovers"
    ),
    Part.SPOT_CHECKS: PartRule(
        Words("Einverständnisse stichprobenweise prüfen", "Check consents by random sample"), address="spot_checks"
    ),
}

# By role, in the order in which the parts of several roles follow each other.
ROLE_PARTS: Mapping[str, tuple[Part, ...]] = {
    "krm_officer": (
        Part.URGENT,
        Part.OVERDUE,
        Part.DUE_SOON,
        Part.TO_SIGN,
        Part.STATEMENT_OPEN,
        Part.TO_ESCALATE,
        Part.ESCALATED,
        Part.EXTENSION_ENDING,
        Part.UNACKNOWLEDGED,
        Part.UNASSIGNED,
        Part.OF_NO_TEAM,
        Part.TO_TALK_OVER,
        Part.TO_CLOSE,
    ),
    "office": (
        Part.URGENT,
        Part.UNACKNOWLEDGED,
        Part.UNASSIGNED,
        Part.OF_NO_TEAM,
        Part.TO_FORWARD,
        Part.TO_CLOSE,
        Part.CONSENT_OPEN,
        Part.HANDOVER_TEXTS,
    ),
    "team_lead": (
        Part.URGENT,
        Part.NEWLY_ASSIGNED,
        Part.TO_CLEAR,
        Part.STATEMENT_OPEN,
        Part.TO_TALK_OVER,
    ),
    "area_lead": (Part.URGENT, Part.ESCALATED, Part.STATEMENT_OPEN, Part.NEWS, Part.OTHERS),
    "ombudsperson": (Part.URGENT, Part.TO_CLEAR, Part.TO_CLOSE, Part.BY_AGE, Part.BY_PARTNER),
    "data_protection": (Part.PRIVACY_OPEN, Part.PRIVACY_INVOLVED, Part.CONSENT_UNPROVEN, Part.SPOT_CHECKS),
    "management": (Part.BEFORE_MANAGEMENT,),
}
# What the KRM officer could do as well, but others do; it is listed as far as the deadlines do not show it.
WATCHED: Mapping[str, frozenset[Part]] = {
    "krm_officer": frozenset({Part.UNACKNOWLEDGED, Part.UNASSIGNED, Part.OF_NO_TEAM, Part.TO_TALK_OVER, Part.TO_CLOSE})
}
