"""The states by which the register is narrowed say of the whole table what the table of steps says of one case."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from services.cases import Case, case_of
from services.clocks import clocks_of
from services.consent import ConsentState, consent_state
from services.procedure.escalation import find_proposal
from services.procedure.standing import Standing
from services.procedure.steps import ACKNOWLEDGED, STEP_OF, StepName
from services.procedure.turns import leads_on
from services.searching import State, find_places, query_of
from tests.support.lists import TODAY, concern, reaction, snapshot_of
from tests.support.people import KAREN

CASES = 400
CHOICES: dict[str, tuple[Any, ...]] = {
    "channel": ("email", "letter", "opinion_card", "review_site"),
    "ombuds": (True, False, False, None),
    "unit": ("team_1", None),
    "cleared_by": ("letter", "telephone", None),
    "consent": ("asked", "given", "refused", None, None),
    "escalation_step": ("1", "3", "5", "6", None),
}
DATES = (
    "acknowledged_on",
    "disposition_on",
    "statement_asked_on",
    "privacy_officer_on",
    "statement_on",
    "draft_on",
    "cleared_on",
    "signed_on",
    "consent_asked_on",
    "consent_filed_on",
)
RNG = random.Random(4)


def day_or_none() -> date | None:
    return RNG.choice((None, TODAY - timedelta(days=RNG.randrange(3))))


def random_case(number: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    values = {name: RNG.choice(codes) for name, codes in CHOICES.items()} | {name: day_or_none() for name in DATES}
    if values["cleared_on"] is None:  # how it was cleared stands beside when
        values["cleared_by"] = None
    closed = TODAY if RNG.random() < 0.2 else None
    concerns = [
        concern(
            number,
            rank,
            RNG.choice(("complaint", "praise", "suggestion", "petition")),
            employee=RNG.choice(("Frau Beispiel", "", None)),
            talked_over_on=day_or_none(),
        )
        for rank in range(1, RNG.randrange(2, 4))
    ]
    for one in concerns:
        if one["kind"] == "complaint":
            one["complaint_type"] = RNG.choice(("disciplinary", "general", None))
    return reaction(number, TODAY - timedelta(days=RNG.randrange(3, 20)), closed_on=closed, **values), concerns


DRAWN = [random_case(f"A-{place:04}") for place in range(CASES)]
SNAPSHOT = snapshot_of(reactions=[row for row, _ in DRAWN], concerns=[one for _, concerns in DRAWN for one in concerns])


def numbers(state: State) -> set[str]:
    column = SNAPSHOT.frames["reactions"]["number"]
    return {str(column.iloc[place]) for place in find_places(SNAPSHOT, TODAY, query_of(KAREN, state=state))}


def applies(step: StepName) -> Callable[[Case], bool]:
    return lambda case: STEP_OF[step].applies(Standing.of(case))


def to_be_assigned(case: Case) -> bool:
    standing, step = Standing.of(case), STEP_OF[StepName.ASSIGN]
    is_wanted = leads_on(step, standing) or (step.applies(standing) and not standing.has("unit"))
    return is_wanted and _goes_to_a_team(standing) and ACKNOWLEDGED.holds(standing)


def _goes_to_a_team(standing: Standing) -> bool:
    return standing.needs_team or bool(standing.praises_of_employees)


def to_be_cleared(case: Case) -> bool:
    is_taken = case.reaction["unit"] or case.reaction["ombuds"] or not Standing.of(case).needs_team
    return applies(StepName.CLEAR)(case) and bool(is_taken)


def statement_open(case: Case) -> bool:
    standing = Standing.of(case)
    done = ("statement_on", "privacy_officer_on", "cleared_on")
    return standing.is_disciplinary and not all(standing.has(name) for name in done)


def to_be_closed(case: Case) -> bool:
    waits_for_word = applies(StepName.ACKNOWLEDGE)(case) and not case.reaction["cleared_on"]
    return not waits_for_word and all(need.holds(Standing.of(case)) for need in STEP_OF[StepName.CLOSE].needs)


def to_be_escalated(case: Case) -> bool:
    return find_proposal(case, [], clocks_of(SNAPSHOT, case, TODAY)) is not None


def privacy_open(case: Case) -> bool:
    standing = Standing.of(case)
    return standing.is_disciplinary and not standing.has("privacy_officer_on")


@pytest.mark.parametrize(
    ("state", "rule"),
    [
        (State.UNACKNOWLEDGED, applies(StepName.ACKNOWLEDGE)),
        (State.UNASSIGNED, to_be_assigned),
        (State.TO_CLEAR, to_be_cleared),
        (State.STATEMENT_OPEN, statement_open),
        (State.TO_TALK_OVER, applies(StepName.TALK_OVER)),
        (State.TO_SIGN, applies(StepName.SIGN)),
        (State.TO_CLOSE, to_be_closed),
        (State.CONSENT_OPEN, lambda case: consent_state(case.reaction) is ConsentState.ASKED),
        (State.TO_ESCALATE, to_be_escalated),
        (State.PRIVACY_OPEN, privacy_open),
        (State.ESCALATED, lambda case: Standing.of(case).escalation >= 3),
        (State.BEFORE_MANAGEMENT, lambda case: Standing.of(case).escalation >= 5),
    ],
)
def test_a_state_holds_the_open_cases_of_which_the_steps_say_the_same(
    state: State, rule: Callable[[Case], bool]
) -> None:
    cases = [case_of(SNAPSHOT, str(row["id"])) for row, _ in DRAWN]
    expected = {case.number for case in cases if case.reaction["closed_on"] is None and rule(case)}
    assert 0 < len(expected) < CASES
    assert numbers(state) == expected


def test_every_open_case_waits_for_somebody() -> None:
    work = (
        State.UNACKNOWLEDGED,
        State.UNASSIGNED,
        State.TO_CLEAR,
        State.STATEMENT_OPEN,
        State.TO_TALK_OVER,
        State.TO_SIGN,
        State.TO_CLOSE,
    )
    assert set().union(*(numbers(state) for state in work)) == numbers(State.OPEN)


def found(state: State, *reactions: dict[str, Any], day: date = TODAY, **tables: Any) -> list[str]:
    snapshot = snapshot_of(reactions=reactions, **tables)
    column = snapshot.frames["reactions"]["number"]
    return [str(column.iloc[place]) for place in find_places(snapshot, day, query_of(KAREN, state=state))]


def note(of: str, noted_on: date, kind: str = "escalation") -> dict[str, Any]:
    return {"id": f"{of}/note", "reaction_id": of, "kind": kind, "noted_on": noted_on}


def test_an_escalation_is_proposed_once_a_clock_ran_out_and_no_step_followed() -> None:
    old = [reaction(f"A-{place}", date(2026, 3, 6)) for place in range(3)]  # nine days end on 15 March
    notes = [note("A-0", date(2026, 3, 15)), note("A-1", date(2026, 3, 16))]
    assert found(State.TO_ESCALATE, *old, notes=notes) == ["A-2", "A-0"]
    assert found(State.TO_ESCALATE, *old, notes=notes, day=date(2026, 3, 15)) == []
    assert found(State.TO_ESCALATE, *old, notes=notes, day=date(2026, 3, 21)) == ["A-2", "A-1", "A-0"]  # the 14 days
    assert found(State.TO_ESCALATE, reaction("A-1", date(2026, 3, 1), escalation_step="6")) == []  # no step is left
    assert found(State.TO_ESCALATE, reaction("A-1", date(2026, 3, 1), cleared_on=date(2026, 3, 2))) == ["A-1"]
    assert found(State.TO_ESCALATE, reaction("A-1", date(2026, 3, 12))) == []  # only the acknowledgement is late


def test_a_note_of_another_kind_is_no_escalation() -> None:
    paper = [note("A-1", date(2026, 3, 19), "paper")]
    assert found(State.TO_ESCALATE, reaction("A-1", date(2026, 3, 5)), notes=paper) == ["A-1"]


def test_news_are_what_happened_since_the_last_working_day() -> None:
    friday, monday = date(2026, 3, 20), date(2026, 3, 23)
    rows = [
        reaction("A-1", date(2026, 3, 2), signed_on=friday),
        reaction("A-2", date(2026, 3, 2), cleared_on=date(2026, 3, 19)),
        reaction("A-3", date(2026, 3, 2), closed_on=friday),
        reaction("A-4", date(2026, 3, 2), disposition_on=date(2026, 3, 24)),  # a plan
        reaction("A-5", date(2026, 3, 2)),
    ]
    notes = [note("A-5", date(2026, 3, 22))]
    assert sorted(found(State.NEWS, *rows, notes=notes, day=monday)) == ["A-1", "A-3", "A-5"]
    assert found(State.NEWS, *rows, day=friday) == ["A-3", "A-2", "A-1"]


def test_an_extension_ends_in_the_days_before_the_new_date_and_after_it() -> None:
    ends = date(2026, 3, 23)
    row = reaction("A-1", date(2026, 3, 2), extended_until=ends)
    assert found(State.EXTENSION_ENDING, row) == ["A-1"]
    assert found(State.EXTENSION_ENDING, row, day=date(2026, 3, 19)) == []
    assert found(State.EXTENSION_ENDING, row, day=date(2026, 3, 25)) == ["A-1"]
    assert found(State.EXTENSION_ENDING, reaction("A-1", date(2026, 3, 8))) == []  # due soon, but not extended


def test_data_protection_is_involved_in_this_month_or_in_another() -> None:
    first = reaction("A-1", privacy_officer_on=date(2026, 3, 1), closed_on=date(2026, 3, 18))
    before = reaction("A-2", date(2026, 2, 2), privacy_officer_on=date(2026, 2, 28))
    assert found(State.PRIVACY_INVOLVED, first, before) == ["A-1"]


def test_a_proof_of_consent_is_missing_where_it_was_given_and_not_filed() -> None:
    given: dict[str, Any] = {"consent": "given", "consent_on": TODAY}
    rows = [reaction("A-1", **given), reaction("A-2", **given, consent_filed_on=TODAY), reaction("A-3")]
    assert found(State.CONSENT_UNPROVEN, *rows) == ["A-1"]


def test_a_case_is_newly_assigned_for_two_working_days_unless_it_is_cleared() -> None:
    rows = [
        reaction("A-1", date(2026, 3, 2), unit="team_1", disposition_on=date(2026, 3, 19)),
        reaction("A-2", date(2026, 3, 2), unit="team_1", disposition_on=date(2026, 3, 18)),
        reaction("A-3", date(2026, 3, 2), unit="team_1", disposition_on=TODAY, cleared_on=TODAY),
    ]
    assert found(State.NEWLY_ASSIGNED, *rows) == ["A-1"]
