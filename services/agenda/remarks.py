"""What is said of a case beside its days left: what is missing and since when, what is proposed, what is new."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from schema.tables import REACTIONS
from schema.words import Words
from services import calendar
from services.cases import Case
from services.procedure.escalation import NOTE_KIND, next_step
from services.register.snapshot import Snapshot, plain_value
from services.searching import State
from services.searching.states import AREA_LEAD_STEP, day_facts, is_in_state
from services.searching.work import NEWS, last_working_day, work_of
from services.settings import periods_of

LONGEST_TEXT = 120
MOST_NEWS = 2


class RemarkKind(StrEnum):
    """What a remark says; the words are the screen's."""

    AGE = "age"
    WORKING_DAYS = "working_days"
    DISPOSITION = "disposition"
    STATEMENT_UNASKED = "statement_unasked"
    STATEMENT_OUTSTANDING = "statement_outstanding"
    PRIVACY_MISSING = "privacy_missing"
    SUMMARY_OUTSTANDING = "summary_outstanding"
    CONSENT_ASKED = "consent_asked"
    STEP = "step"
    PROPOSAL = "proposal"
    REASON = "reason"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: a day, a number, a text or declared words, as its kind needs them."""

    kind: RemarkKind
    day: date | None = None
    count: int = 0
    text: str = ""
    words: Words | None = None


@dataclass(frozen=True)
class Looked:
    """A case as it is looked at: its place in the table of reactions, and its row in the facts of the day."""

    snapshot: Snapshot
    today: date
    language: str
    row: int

    @cached_property
    def place(self) -> int:
        """The place in the table of reactions."""
        return int(self.fact("place"))

    @cached_property
    def id(self) -> str:
        """The row id of the reaction."""
        return str(self.snapshot.frames["reactions"].index[self.place])

    def fact(self, name: str) -> Any:
        """Return one of the day's facts as a plain value."""
        return plain_value(day_facts(self.snapshot, self.today)[name].array[self.row])

    def cell(self, name: str) -> Any:
        """Return a field of the reaction as a plain value."""
        return plain_value(self.snapshot.frames["reactions"][name].array[self.place])

    def day(self, name: str) -> date | None:
        """Return a date of the reaction that has happened."""
        value: date | None = self.cell(name)
        return value if value is not None and value <= self.today else None

    def label(self, name: str, code: str) -> str:
        """Return what people call an entry of a list."""
        return self.snapshot.lists.label(name, code, self.language)


Says = Callable[[Looked], Iterator[Remark]]


def age(case: Looked) -> Iterator[Remark]:
    """Say for how long the case has been open."""
    yield Remark(RemarkKind.AGE, count=case.fact("age_days"))


def age_without_disposition(case: Looked) -> Iterator[Remark]:
    """Say for how long it has been open, where no disposition says when it began."""
    if case.day("disposition_on") is None:
        yield from age(case)


def working_days(case: Looked) -> Iterator[Remark]:
    """Say how many working days are left to acknowledge it (HEGA 09/15)."""
    due = case.fact("acknowledge_due_on")
    if due is not None and due > case.today:
        left = calendar.count_working_days(case.today, due, periods_of(case.snapshot).land)
        yield Remark(RemarkKind.WORKING_DAYS, count=left)


def disposition(case: Looked) -> Iterator[Remark]:
    """Say when the disposition was made, and how it begins (OA 10/2018, Ablauf 2)."""
    if (made := case.day("disposition_on")) is not None:
        yield Remark(RemarkKind.DISPOSITION, made, text=beginning(case.cell("disposition")))


def statement(case: Looked) -> Iterator[Remark]:
    """Say what is still open of a disciplinary complaint (OA 10/2018, Dienstaufsichtsbeschwerden)."""
    asked, came = case.day("statement_asked_on"), case.day("statement_on")
    if asked is None and came is None:
        yield Remark(RemarkKind.STATEMENT_UNASKED)
    elif came is None:
        yield Remark(RemarkKind.STATEMENT_OUTSTANDING, asked)
    elif case.day("cleared_on") is None:
        yield Remark(RemarkKind.SUMMARY_OUTSTANDING, came)
    if asked is not None and case.day("privacy_officer_on") is None:
        yield Remark(RemarkKind.PRIVACY_MISSING)


def draft(case: Looked) -> Iterator[Remark]:
    """Say since when the draft of the answer has been here (OA 10/2018, Ablauf 3 b)."""
    yield from _dated(case, "draft_on" if case.day("draft_on") else "cleared_on")


def clearing(case: Looked) -> Iterator[Remark]:
    """Say when it was cleared or answered."""
    yield from _dated(case, "signed_on" if case.day("signed_on") else "cleared_on")


def consent_asked(case: Looked) -> Iterator[Remark]:
    """Say since when the customer has been asked for consent."""
    yield Remark(RemarkKind.CONSENT_ASKED, case.day("consent_asked_on") or case.day("acknowledged_on"))


def consent_given(case: Looked) -> Iterator[Remark]:
    """Say when the consent was given."""
    yield from _dated(case, "consent_on")


def involved(case: Looked) -> Iterator[Remark]:
    """Say when the data protection officer was involved."""
    yield from _dated(case, "privacy_officer_on")


def ladder(case: Looked) -> Iterator[Remark]:
    """Say on which step of the escalation ladder it stands, from the area lead on, and since when."""
    if _step(case) >= AREA_LEAD_STEP:
        since = plain_value(work_of(case.snapshot, case.today).escalated_on[case.place])
        yield Remark(RemarkKind.STEP, since, text=case.label("escalation_step", str(_step(case))))


def proposal(case: Looked) -> Iterator[Remark]:
    """Propose the next step of the ladder where a clock ran out and none was taken after that."""
    if is_in_state(case.snapshot, case.today, State.TO_ESCALATE)[case.place]:
        following = next_step(Case(case.snapshot.row("reactions", case.id), ()))  # the concerns do not matter
        if following is not None:
            yield Remark(RemarkKind.PROPOSAL, text=case.label("escalation_step", following))


def reason(case: Looked) -> Iterator[Remark]:
    """Say in one line why it was moved up the ladder last."""
    notes = case.snapshot.frames["notes"]
    own = notes[(notes["reaction_id"] == case.id) & (notes["kind"] == NOTE_KIND)]
    if len(own):
        last = own.sort_values("noted_on", kind="stable").iloc[-1]
        if said := beginning(plain_value(last["reason"]) or plain_value(last["title"])):
            yield Remark(RemarkKind.REASON, text=said)


def news(case: Looked) -> Iterator[Remark]:
    """Say what happened since the last working day, the last thing first."""
    since = last_working_day(case.snapshot, case.today)
    happened = [name for name in NEWS if (on := case.day(name)) is not None and on >= since]
    for name in happened[:MOST_NEWS]:
        yield from _dated(case, name)
    if not happened:
        yield from ladder(case)


def beginning(text: str | None) -> str:
    """Return the first words of a text in one line."""
    line = " ".join((text or "").split())
    if len(line) <= LONGEST_TEXT:
        return line
    return f"{line[:LONGEST_TEXT].rpartition(' ')[0] or line[:LONGEST_TEXT]} …"


def _dated(case: Looked, name: str) -> Iterator[Remark]:
    if (on := case.day(name)) is not None:
        yield Remark(RemarkKind.DATE, on, words=REACTIONS.field(name).label)


def _step(case: Looked) -> int:
    return int(work_of(case.snapshot, case.today).escalation[case.place])
