"""Any sequence of steps, corrections, takings back and joinings, by anybody, on days that go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar, TypeVar

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from services.access import Actor
from services.cases import Case, ConcernEntry, case_of
from services.changing import change_reaction
from services.errors import PortalError
from services.handovers import hand_over_reaction
from services.procedure.joining import join_reactions
from services.procedure.standing import Standing
from services.procedure.steps import STEP_OF, STEPS, StepName
from services.procedure.taking import StepEntry, list_steps, missing_for, take_step
from services.procedure.undoing import undo_last_step
from services.recording import record_reaction
from services.register.base import Register, new_id
from services.register.folding import fold
from services.register.journal import FIRST_LINK, journal_row, verify_journal
from tests.services.procedure import allowed
from tests.services.procedure.draws import Between, Either, OneOf, Several, first, move, run_seeded
from tests.support.cases import entries_of
from tests.support.people import ADA, ALICE, DORA, GRETA, KAREN, MALLORY, OLIVIA, STELLA
from tests.support.procedure import (
    AREA_LEAD,
    COMPLAINT,
    DISCIPLINARY,
    HOMELESS,
    LEAD,
    OTHER_LEAD,
    OTHER_TEAM,
    PETITION,
    PRAISE,
    PRAISE_OF_KURZ,
    SUGGESTION,
    TEAM,
    TECHNICAL,
    march,
)

AT_WORK = (ALICE, KAREN, LEAD, OTHER_LEAD, AREA_LEAD, OLIVIA)
EVERYBODY = (*AT_WORK, HOMELESS, STELLA, GRETA, DORA, ADA, MALLORY)
KINDS = (COMPLAINT, TECHNICAL, DISCIPLINARY, PRAISE, PRAISE_OF_KURZ, SUGGESTION, PETITION)
CHANNELS = ("email", "letter", "telephone", "opinion_card", "review_site")
HEARING = (StepName.ASK_STATEMENT, StepName.STATEMENT)
CONSENT_DAYS = ("consent_asked_on", "consent_on")
CORRECTIONS: tuple[dict[str, Any], ...] = (  # 0 is the day itself
    {"cleared_on": 0, "cleared_by": "telephone"},
    {"cleared_on": 0},
    {"consent": "given", "consent_on": 0},
    {"consent": "withdrawn", "consent_on": 0},
    {"disposition_on": 0, "unit": TEAM},
    {"signed_on": 0},
    {"closed_on": 0},
    {"channel": "email"},
    {"channel": "opinion_card"},
    {"ombuds": True},
    {"ombuds": False},
    {"cleared_by": "letter"},
    {"cleared_by": "telephone"},
    {"unit": TEAM},
    {"unit": None},
    {"escalation_step": "3"},
    {"escalation_step": None},
    {"assigned_to": OTHER_LEAD.id},
    {"summary": None},
    {"extension_reason": "Gutachten"},
)
MOST_CASES = 4
LAST_DAY = date(2026, 6, 30)

people = OneOf(*EVERYBODY)
workers = OneOf(*AT_WORK)
places = Between(0, MOST_CASES - 1)
ages = OneOf(0, 0, 0, 0, 1, 2)
offsets = OneOf(0, 0, 0, 0, -1, -2, -5, 1)
reasons = OneOf("Berichtigung", "Anruf", "", "  ")
units = OneOf(TEAM, TEAM, TEAM, OTHER_TEAM, None, "nirgends")
leaders = OneOf(None, None, LEAD.id, OTHER_LEAD.id, AREA_LEAD.id, HOMELESS.id, STELLA.id)
mostly_none = Either(OneOf(None), OneOf(None), OneOf(None), OneOf(*KINDS))
outcomes = OneOf("upheld", "upheld", "not_upheld", None)

Done = TypeVar("Done")


def none_of(faults: Iterator[str]) -> None:
    """Let nothing pass that is not allowed, and say what it is."""
    found = list(faults)
    assert found == [], found


@dataclass
class Tally:
    """How often what was done, and how often it was refused."""

    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


class Office(RuleBasedStateMachine):
    """An office in which anybody tries anything; what must hold is said in `allowed`."""

    register: ClassVar[Register]
    tally: ClassVar[Tally] = Tally()
    journal_end: ClassVar[tuple[int, str]] = FIRST_LINK

    def __init__(self) -> None:
        super().__init__()
        self.today = march(2)
        self.views: dict[str, list[Case]] = {}

    # ---- what can happen

    @first(
        kind=OneOf(COMPLAINT, TECHNICAL, DISCIPLINARY, DISCIPLINARY, PRAISE_OF_KURZ, SUGGESTION, PETITION),
        channel=OneOf("email", "email", *CHANNELS),
        ombuds=OneOf(False, False, True),
    )
    def first(self, kind: dict[str, Any], channel: str, ombuds: bool) -> None:
        self.record(kind, None, channel, ombuds, ALICE, 0, {}, 0)

    @move(
        lambda self: len(self.views) < MOST_CASES,
        kind=OneOf(*KINDS),
        second=OneOf(None, *KINDS),
        channel=OneOf(*CHANNELS),
        ombuds=OneOf(False, True),
        actor=people,
        offset=offsets,
        values=OneOf({}, {}, {"closed_on": 0}, {"acknowledged_on": 0}, {"escalation_step": "2"}),
        follows=places,
    )
    def record(
        self,
        kind: dict[str, Any],
        second: dict[str, Any] | None,
        channel: str,
        ombuds: bool,
        actor: Actor,
        offset: int,
        values: dict[str, Any],
        follows: int,
    ) -> None:
        entry: dict[str, Any] = {"received_on": self.day(offset), "channel": channel, "ombuds": ombuds}
        entry |= {name: self.today if value == 0 else value for name, value in values.items()}
        if follows < len(self.views):
            entry["follow_up_of"] = self.latest(follows).number
        concerns = [ConcernEntry(one) for one in (kind, second) if one]
        recorded = self.attempt(
            "record",
            lambda operation_id: record_reaction(
                self.register, actor, entry, concerns, today=self.today, operation_id=operation_id
            ),
        )
        if recorded is not None:
            self.views[recorded.id] = [recorded]
            none_of(allowed.entered_by(actor, None, recorded))

    @move(days=Between(1, 6))
    def days_go_by(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), LAST_DAY)

    @move(lambda self: self.views, place=places, choices=Several(Between(0, 60), 1, 7), who=leaders, offset=offsets)
    def go_on(self, place: int, choices: list[int], who: str | None, offset: int) -> None:
        """Let those whose turn it is take some of the steps that come next."""
        row_id = self.latest(place).id
        for choice in choices:
            case = self.views[row_id][-1]
            standing, snapshot = Standing.of(case), self.register.snapshot()
            offered = [
                (actor, step)
                for actor in AT_WORK
                for step in list_steps(snapshot, actor, case)
                if not missing_for(step, standing)
                and (step.leads_to is not None or step.concerns or step.name in HEARING or choice % 4 == 0)
            ]
            if offered:
                actor, step = offered[choice % len(offered)]
                self.step(case, actor, step.name, TEAM, who, "upheld", offset if choice % 3 == 0 else 0, case, True)

    @move(
        lambda self: self.views,
        place=places,
        actor=people,
        step=OneOf(*(step.name for step in STEPS)),
        unit=units,
        who=leaders,
        outcome=outcomes,
        offset=offsets,
        age=ages,
        whole=OneOf(False, True),
    )
    def take(
        self,
        place: int,
        actor: Actor,
        step: StepName,
        unit: str | None,
        who: str | None,
        outcome: str | None,
        offset: int,
        age: int,
        whole: bool,
    ) -> None:
        case = self.latest(place)
        self.step(case, actor, step, unit, who, outcome, offset, self.seen(case, age), whole)

    def step(
        self,
        before: Case,
        actor: Actor,
        step: StepName,
        unit: str | None,
        who: str | None,
        outcome: str | None,
        offset: int,
        seen: Case,
        whole: bool,
    ) -> None:
        entry = self.entry_of(step, seen, unit, who, outcome, offset, whole)
        done = self.attempt(
            step.value,
            lambda operation_id: take_step(
                self.register, actor, seen, step, entry, today=self.today, operation_id=operation_id
            ),
        )
        if done is None:
            return
        assert allowed.is_theirs(actor, step, before), (actor.id, step)
        none_of(allowed.moved(before, done, with_reason=bool(entry.note)))

    @move(
        lambda self: self.views,
        place=places,
        actor=Either(OneOf(ALICE, KAREN), people),
        names=Either(OneOf([]), Several(OneOf(*allowed.MARKS, "received_on", *CONSENT_DAYS), 0, 2)),
        offset=offsets,
        empty=OneOf(False, True),
        other=Either(OneOf({}), OneOf(*CORRECTIONS)),
        consent=OneOf("asked", "given", "withdrawn", None),
        kind=mostly_none,
        added=mostly_none,
        follows=Either(OneOf(None), OneOf(None), places),
        reason=reasons,
        age=ages,
    )
    def correct(
        self,
        place: int,
        actor: Actor,
        names: list[str],
        offset: int,
        empty: bool,
        other: dict[str, Any],
        consent: str | None,
        kind: dict[str, Any] | None,
        added: dict[str, Any] | None,
        follows: int | None,
        reason: str,
        age: int,
    ) -> None:
        before = self.latest(place)
        seen = self.seen(before, age)
        values: dict[str, Any] = {name: None if empty else self.day(offset) for name in names}
        values |= {name: self.today if value == 0 and value is not False else value for name, value in other.items()}
        if "consent" in names:
            values["consent"] = consent
        if "extended_until" in names and not empty:
            values["extended_until"] = self.today + timedelta(days=20 + offset)
        if follows is not None and follows < len(self.views):
            values["follow_up_of"] = self.latest(follows).number
        entries = entries_of(seen)
        if kind is not None:
            entries[0] = ConcernEntry({**entries[0].values, **kind}, entries[0].id)
        if added is not None and len(entries) < 4:
            entries.append(ConcernEntry(added))
        done = self.attempt(
            "correct",
            lambda operation_id: change_reaction(
                self.register,
                actor,
                seen,
                {**seen.reaction, **values},
                entries,
                today=self.today,
                operation_id=operation_id,
                reason=reason,
            ),
        )
        if done is None:
            return
        has_reason = bool(reason.strip())
        none_of(allowed.entered_by(actor, before, done))
        none_of(allowed.moved(before, done, with_reason=has_reason, may_shorten=has_reason))

    @move(lambda self: self.views, place=places, actor=workers, reason=reasons, age=ages)
    def undo(self, place: int, actor: Actor, reason: str, age: int) -> None:
        before = self.latest(place)
        seen = self.seen(before, age)
        done = self.attempt(
            "undo",
            lambda operation_id: undo_last_step(
                self.register, actor, seen, reason, today=self.today, operation_id=operation_id
            ),
        )
        if done is not None:
            assert reason.strip()
            last = self.register.snapshot().note_rows(done.id)[-1]
            assert actor.roles & allowed.KEEPERS or allowed.leads(actor, before.reaction) or before.reaction["ombuds"]
            assert last["noted_on"] == self.today

    @move(lambda self: len(self.views) > 1, place=places, other=places, actor=workers, reason=reasons, age=ages)
    def join(self, place: int, other: int, actor: Actor, reason: str, age: int) -> None:
        before, gone = self.latest(place), self.latest(place + other)
        done = self.attempt(
            "join",
            lambda operation_id: join_reactions(
                self.register,
                actor,
                self.seen(before, age),
                gone.number,
                reason,
                today=self.today,
                operation_id=operation_id,
            ),
        )
        if done is None:
            return
        assert actor.roles & allowed.KEEPERS
        assert reason.strip()
        assert before.id != gone.id
        assert len(done.concerns) >= max(len(before.concerns), 1)
        none_of(allowed.moved(before, done, with_reason=True))
        del self.views[gone.id]
        self.check_all()

    @move(lambda self: len(self.views) > 1, place=places, actor=workers, reason=reasons)
    def hand_over(self, place: int, actor: Actor, reason: str) -> None:
        case = self.latest(place)
        values = {"matter": "technical_enquiry", "handed_to": "Leistung"}
        done = self.attempt(
            "hand_over",
            lambda operation_id: hand_over_reaction(
                self.register, actor, case, values, reason=reason, today=self.today, operation_id=operation_id
            ),
        )
        if done is not None:
            assert reason.strip()
            assert not case.reaction["closed_on"]
            del self.views[case.id]
            self.check_all()

    # ---- carrying it out

    def attempt(self, what: str, act: Callable[[str], Done]) -> Done | None:
        """Do it twice, as a double click does; refused it changes nothing, done it is done once."""
        operation_id, before = new_id(), self.register.refresh()
        held = self.rows()
        try:
            done = act(operation_id)
        except PortalError:
            self.tally.refused[what] += 1
            assert self.register.refresh().revision == before.revision
            assert self.rows() == held
            return None
        self.tally.taken[what] += 1
        after = self.register.refresh()
        with suppress(PortalError):  # what has come meanwhile may forbid it; that is no second time either
            act(operation_id)
        assert self.register.refresh().revision == after.revision
        for views in self.views.values():
            if after.find_row("reactions", views[0].id) is not None:
                views.append(case_of(after, views[0].id))
                del views[:-3]
        if what not in ("join", "hand_over"):
            self.check_all()
        if isinstance(done, Case):  # as it is stored; a form in which nothing was changed gives back what was seen
            assert after.row("reactions", done.id)["version"] >= done.reaction["version"]
            return case_of(after, done.id)  # type: ignore[return-value]
        return done

    def check_all(self) -> None:
        """Look at every case there is: it must stand as the order lets it."""
        snapshot = self.register.snapshot()
        cases = [case_of(snapshot, row_id) for row_id in self.views]
        for case in cases:
            none_of(allowed.faults(case, self.today, allowed.numbered(cases)))

    def rows(self) -> list[Case]:
        snapshot = self.register.snapshot()
        return [case_of(snapshot, row_id) for row_id in self.views]

    def teardown(self) -> None:
        """Add the journal up: its chain holds, and it comes to the rows there are."""
        entries = list(self.register.journal(self.journal_end[0]))
        assert verify_journal(entries, after=self.journal_end) == []
        if entries:
            type(self).journal_end = (entries[-1].seq, entries[-1].hash)
        journal = [journal_row(entry) for entry in entries]
        snapshot = self.register.refresh()
        for table, row_id in {(row.table, row.row_id) for row in journal}:
            stands = snapshot.find_row(table, row_id)
            folded = fold(journal, table, row_id)
            assert (folded is None) == (stands is None), (table, row_id)
            if folded is not None and stands is not None:
                for name, value in folded.items():
                    assert (stands[name] or None) == (value or None), (table, row_id, name)

    # ---- what is typed

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def latest(self, place: int) -> Case:
        views = list(self.views.values())
        return views[place % len(views)][-1]

    def seen(self, case: Case, age: int) -> Case:
        views = self.views[case.id]
        return views[max(len(views) - 1 - age, 0)]

    def entry_of(
        self,
        name: StepName,
        case: Case,
        unit: str | None,
        who: str | None,
        outcome: str | None,
        offset: int,
        whole: bool,
    ) -> StepEntry:
        """Return what somebody types for a step: all of it, or not all."""
        step = STEP_OF[name]
        typed: dict[str, Any] = {date_name: self.day(offset) for date_name in step.dates if offset}
        filled: dict[str, Any] = {
            "unit": unit,
            "assigned_to": who if unit == TEAM else None,
            "cleared_by": "telephone" if case.reaction["channel"] != "letter" else "letter",
            "call_note": "Angerufen.",
            "answer_draft": "Sehr geehrte …",
            "summary": "Ergebnis.",
            "extended_until": self.today + timedelta(days=20 + offset),
            "extension_reason": "Gutachten",
            "escalation_step": str(min(Standing.of(case).escalation + 1 + max(offset, -2), 6)) if offset > -5 else None,
            "completion_note": "Erledigt.",
            "verbis_on": self.today,
            "informed_on": self.today,
            "third_informed_on": self.today,
            "alternatives": "offered",
        }
        names = (*step.asks, *step.asks_where, *(one for one in step.offers if one in filled and one != "answer_draft"))
        typed |= {one: filled[one] for one in (names if whole else names[1:])}
        about = {"outcome": outcome, "clearing_kind": outcome and "explained", "talked_over_on": self.today}
        concerns = {str(row["id"]): {one: about[one] for one in step.concerns} for row in case.concerns}
        says_why = (step.note is not None and whole) or offset == -2
        return StepEntry(typed, concerns, {"reason": "Grund"} if says_why else {})


@dataclass(frozen=True)
class Seeded:
    """So many sequences of so many moves, the same ones in any process."""

    seed: int
    sequences: int
    length: int


def run_sequences(office: Register, how: settings | Seeded, counted: Tally | None = None) -> Tally:
    """Try sequences on the register of an office, and say what was done how often."""
    entries = list(office.journal())

    class ThisOffice(Office):
        register = office
        tally = Tally() if counted is None else counted
        journal_end = (entries[-1].seq, entries[-1].hash) if entries else FIRST_LINK

    if isinstance(how, settings):
        run_state_machine_as_test(ThisOffice, settings=how)
    else:
        run_seeded(ThisOffice, how.seed, sequences=how.sequences, length=how.length)
    return ThisOffice.tally
