from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from pages.ui import navigation
from schema.lists import START_ENTRIES
from services.access import ROLE_ACTIONS, Action, Actor
from services.agenda import (
    PART_RULES,
    ROLE_PARTS,
    SHOWN,
    Part,
    Remark,
    RemarkKind,
    Scope,
    Section,
    Task,
    list_sections,
    plan_of,
)
from services.deadlines import ClockName, ClockState
from services.errors import AccessDenied
from services.people import tryout_visitor
from services.register.snapshot import Snapshot
from services.searching import State, find_places, query_of
from tests.support.lists import TODAY, concern, reaction, snapshot_of
from tests.support.people import ALICE, ARTHUR, BOB, DORA, GRETA, KAREN, OLIVIA, those_without

UNITS = [
    {"id": "u1", "code": "benefits", "label": "Leistung", "kind": "area"},
    {"id": "u2", "code": "team_1", "label": "Team 1", "kind": "team", "parent": "benefits"},
    {"id": "u3", "code": "team_2", "label": "Team 2", "kind": "team", "parent": "benefits"},
    {"id": "u4", "code": "team_9", "label": "Team 9", "kind": "team"},
]
LEAD_1 = Actor(BOB.id, BOB.name, BOB.roles, "team_1")
LEAD_OF_AREA = Actor(ARTHUR.id, ARTHUR.name, ARTHUR.roles, "benefits")
KNOWN: dict[str, Any] = {"acknowledged_on": date(2026, 3, 17)}
SENT: dict[str, Any] = {**KNOWN, "unit": "team_1", "disposition_on": date(2026, 3, 17)}
DISCIPLINARY: dict[str, Any] = {"complaint_type": "disciplinary"}


def case(number: str, received_on: date = date(2026, 3, 16), **values: Any) -> dict[str, Any]:
    """Return a case without a team, acknowledged."""
    return reaction(number, received_on, **{**KNOWN, **values})


def sent(number: str, received_on: date = date(2026, 3, 16), **values: Any) -> dict[str, Any]:
    """Return a case that team 1 has with a disposition of the day after."""
    return reaction(number, received_on, **{**SENT, **values})


def note(of: str, noted_on: date, **values: Any) -> dict[str, Any]:
    return {"id": f"{of}/{noted_on}", "reaction_id": of, "kind": "escalation", "noted_on": noted_on, **values}


OLD: dict[str, Any] = {"disposition_on": date(2026, 3, 3), "acknowledged_on": date(2026, 3, 3)}
OFFICE_QUEUE = snapshot_of(
    units=UNITS,
    reactions=[
        reaction("A-new", date(2026, 3, 19)),
        case("A-unassigned"),
        sent("A-with-team"),
        sent("A-draft", cleared_on=TODAY, cleared_by="letter", draft_on=date(2026, 3, 19)),
        sent("A-called", cleared_on=date(2026, 3, 19), cleared_by="telephone"),
        sent("A-asked", consent="asked", consent_asked_on=date(2026, 3, 18)),
        sent("A-petition"),
        sent("A-closed", closed_on=TODAY, consent="asked"),
        reaction("A-card", channel="opinion_card"),
        case("A-ombuds", ombuds=True),
    ],
    concerns=[
        concern("A-card"),
        concern("A-ombuds"),
        *(concern(f"A-{name}") for name in ("new", "unassigned", "with-team", "draft", "called", "asked", "closed")),
        concern("A-petition"),
        concern("A-petition", 2, kind="petition"),
    ],
    handovers=[
        {"id": "h1", "text": "Name und Anliegen", "text_until": date(2026, 3, 19)},
        {"id": "h2", "text": "Name und Anliegen", "text_until": date(2026, 3, 21)},
    ],
)


def agenda(actor: Actor, snapshot: Snapshot, day: date = TODAY) -> dict[Part, Section]:
    sections = list_sections(snapshot, day, plan_of(actor, snapshot), "de")
    return {section.part: section for section in sections}


def numbers(sections: Mapping[Part, Section]) -> dict[Part, list[str]]:
    return {part: [item.number for item in section.items] for part, section in sections.items()}


def one_of(actor: Actor, *reactions: dict[str, Any], **tables: Any) -> dict[Part, Section]:
    """Return somebody's agenda with these reactions, each with a complaint unless `concerns` are given."""
    concerns = tables.pop("concerns", None) or [concern(row["id"]) for row in reactions]
    return agenda(actor, snapshot_of(units=UNITS, reactions=reactions, concerns=concerns, **tables))


def remarks(section: Section) -> list[tuple[Remark, ...]]:
    return [item.remarks for item in section.items]


def test_every_part_that_needs_an_agenda_is_somebodys_and_every_page_is_there() -> None:
    used = [part for parts in ROLE_PARTS.values() for part in parts]
    assert set(used) == set(Part) == set(PART_RULES)
    assert set(ROLE_PARTS) == {role for role, actions in ROLE_ACTIONS.items() if Action.SEE_TODAY in actions}
    assert set(ROLE_PARTS) <= {entry.code for entry in START_ENTRIES if entry.list == "role"}
    pages = {entry.address: entry.action for entry in navigation.PAGES}
    for role, parts in ROLE_PARTS.items():
        assert len(set(parts)) == len(parts)
        for rule in (PART_RULES[part] for part in parts):
            assert (rule.state is None) is bool(rule.address)
            assert not rule.address or pages[rule.address] in ROLE_ACTIONS[role]


def test_the_office_has_its_queue_petitions_first() -> None:
    found = agenda(ALICE, OFFICE_QUEUE)
    assert numbers(found) == {
        Part.URGENT: ["A-petition"],
        Part.UNACKNOWLEDGED: ["A-new"],
        Part.UNASSIGNED: ["A-unassigned"],
        Part.OF_NO_TEAM: ["A-card"],
        Part.TO_FORWARD: ["A-draft"],
        Part.TO_CLOSE: ["A-called"],
        Part.CONSENT_OPEN: ["A-asked"],
        Part.HANDOVER_TEXTS: [],
    }
    assert next(iter(found)) is Part.URGENT
    assert found[Part.HANDOVER_TEXTS].count == 1
    assert found[Part.URGENT].items[0].kind == "petition"  # though it is the second concern


def test_the_office_sees_the_working_days_left_to_acknowledge() -> None:
    received_on_friday = one_of(ALICE, reaction("A-1", TODAY))[Part.UNACKNOWLEDGED]
    assert received_on_friday.items[0].due_on == date(2026, 3, 25)
    assert remarks(received_on_friday) == [(Remark(RemarkKind.WORKING_DAYS, count=3),)]
    overdue = one_of(ALICE, reaction("A-1", date(2026, 3, 2)))[Part.UNACKNOWLEDGED]
    assert remarks(overdue) == [()]  # the days left say so
    assert overdue.items[0].state is ClockState.OVERDUE


def test_the_officer_watches_the_deadlines_of_what_stands_in_no_other_part() -> None:
    draft: dict[str, Any] = {"cleared_on": TODAY, "cleared_by": "letter", "draft_on": TODAY}
    found = one_of(
        KAREN,
        sent("A-petition", date(2026, 3, 2), **OLD),
        sent("A-over", date(2026, 3, 2), **OLD),
        sent("A-draft", date(2026, 3, 2), **OLD, **draft),
        sent("A-moved-up", date(2026, 3, 2), **OLD, escalation_step="4"),
        sent("A-soon", date(2026, 3, 12), disposition_on=date(2026, 3, 13)),
        sent("A-extended", date(2026, 3, 4), extended_until=date(2026, 3, 23)),
        sent("A-calm"),
        concerns=[
            concern("A-petition", kind="petition"),
            *(concern(f"A-{name}") for name in ("over", "draft", "moved-up", "soon", "extended", "calm")),
        ],
        notes=[note("A-moved-up", date(2026, 3, 18), step="4", reason="Termin verlangt")],
    )
    assert numbers(found) == {
        Part.URGENT: ["A-petition"],
        Part.OVERDUE: ["A-over"],
        Part.DUE_SOON: ["A-soon", "A-extended"],
        Part.TO_SIGN: ["A-draft"],
        Part.TO_ESCALATE: [],
        Part.ESCALATED: ["A-moved-up"],
        Part.EXTENSION_ENDING: [],
    }
    counted = {part: (section.count, section.elsewhere) for part, section in found.items()}
    assert counted[Part.OVERDUE] == (4, 3)
    assert counted[Part.TO_ESCALATE] == (3, 3)
    assert counted[Part.EXTENSION_ENDING] == (1, 1)
    proposed = (Remark(RemarkKind.PROPOSAL, text="3 Bereichsleitung"),)  # a disposition went to the team lead, step 2
    assert remarks(found[Part.OVERDUE]) == remarks(found[Part.URGENT]) == [proposed]
    moved = (Remark(RemarkKind.STEP, date(2026, 3, 18), text="4 Kundenreaktionsmanagement"),)
    assert remarks(found[Part.ESCALATED]) == [moved]


def test_the_officer_signs_what_was_cleared_by_letter_and_nothing_else() -> None:
    letter: dict[str, Any] = {"cleared_by": "letter", "cleared_on": date(2026, 3, 19)}
    found = one_of(
        KAREN,
        sent("A-draft", **letter, draft_on=date(2026, 3, 18)),
        sent("A-signed", **letter, draft_on=date(2026, 3, 18), signed_on=TODAY),
        sent("A-called", cleared_by="telephone", cleared_on=date(2026, 3, 19)),
    )
    assert numbers(found) == {Part.TO_SIGN: ["A-draft"], Part.TO_CLOSE: ["A-signed", "A-called"]}
    assert [(remark.day, remark.words and remark.words.en) for remark in found[Part.TO_SIGN].items[0].remarks] == [
        (date(2026, 3, 18), "Draft answer of")
    ]


def test_a_card_with_a_complaint_and_no_team_is_cleared_by_the_office_and_a_praise_by_name_is_talked_over() -> None:
    cards = [reaction(f"A-{name}", channel="opinion_card") for name in ("complaint", "praise")]
    concerns = [concern("A-complaint"), concern("A-praise", kind="praise", employee="Frau Beispiel")]
    assert numbers(one_of(ALICE, *cards, concerns=concerns)) == {Part.OF_NO_TEAM: ["A-complaint"]}
    assert numbers(one_of(KAREN, *cards, concerns=concerns)) == {
        Part.OF_NO_TEAM: ["A-complaint"],
        Part.TO_TALK_OVER: ["A-praise"],
    }
    assert one_of(KAREN, case("A-ombuds", ombuds=True)) == {}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, [Remark(RemarkKind.STATEMENT_UNASKED)]),
        (
            {"statement_asked_on": date(2026, 3, 17), "privacy_officer_on": date(2026, 3, 17)},
            [Remark(RemarkKind.STATEMENT_OUTSTANDING, date(2026, 3, 17))],
        ),
        (
            {"statement_asked_on": date(2026, 3, 17)},
            [Remark(RemarkKind.STATEMENT_OUTSTANDING, date(2026, 3, 17)), Remark(RemarkKind.PRIVACY_MISSING)],
        ),
        (
            {name: date(2026, 3, 18) for name in ("statement_asked_on", "privacy_officer_on", "statement_on")},
            [Remark(RemarkKind.SUMMARY_OUTSTANDING, date(2026, 3, 18))],
        ),
    ],
)
@pytest.mark.parametrize("actor", [KAREN, LEAD_1, LEAD_OF_AREA], ids=["officer", "team lead", "area lead"])
def test_a_disciplinary_complaint_says_what_is_open(actor: Actor, values: dict[str, date], said: list[Remark]) -> None:
    found = one_of(actor, sent("A-1", **values), concerns=[concern("A-1", **DISCIPLINARY)])
    assert remarks(found[Part.STATEMENT_OPEN]) == [tuple(said)]
    assert Part.TO_CLEAR not in found


def test_a_team_lead_has_new_dispositions_with_their_beginning_then_what_is_to_be_cleared() -> None:
    long = "Bitte rufen Sie die Kundin an und klären Sie, warum der Bescheid vom Januar nicht zugestellt wurde. " * 3
    found = one_of(
        LEAD_1,
        sent("A-new", disposition_on=date(2026, 3, 19), disposition=f"\n{long}"),
        sent("A-older", disposition_on=date(2026, 3, 18)),
        sent("A-cleared", disposition_on=TODAY, cleared_on=TODAY, cleared_by="telephone"),
        sent("A-praise", disposition_on=date(2026, 3, 18)),
        concerns=[
            *(concern(f"A-{name}") for name in ("new", "older", "cleared")),
            concern("A-praise", kind="praise", employee="Frau Beispiel"),
        ],
    )
    assert numbers(found) == {
        Part.NEWLY_ASSIGNED: ["A-new"],
        Part.TO_CLEAR: ["A-older"],
        Part.TO_TALK_OVER: ["A-praise"],
    }
    assert (found[Part.TO_CLEAR].count, found[Part.TO_CLEAR].elsewhere) == (2, 1)
    (said,) = found[Part.NEWLY_ASSIGNED].items[0].remarks
    assert said.day == date(2026, 3, 19)
    assert said.text.startswith("Bitte rufen Sie die Kundin an")
    assert said.text.endswith(" …")
    assert len(said.text) <= 122
    item = found[Part.NEWLY_ASSIGNED].items[0]
    assert (item.clock, item.days_left, item.due_on) == (ClockName.CLEAR, 8, date(2026, 3, 28))
    assert item.day_off is not None
    assert item.day_off.kind == "weekend"
    assert "Beispiel" not in repr(found)  # the employee's name stays in the case


@pytest.mark.parametrize("unit", ["team_2", "team_9", "benefits", None])
def test_a_team_lead_sees_no_case_of_another_team(unit: str | None) -> None:
    concerns = [concern("A-1", **DISCIPLINARY), concern("A-1", 2, kind="petition"), concern("A-1", 3, kind="praise")]
    assert one_of(LEAD_1, sent("A-1", unit=unit), concerns=concerns) == {}


def test_a_team_lead_without_a_team_sees_no_case_and_who_tries_the_portal_out_sees_all() -> None:
    assert plan_of(BOB, OFFICE_QUEUE)[0].scope == Scope(())
    assert agenda(BOB, OFFICE_QUEUE) == {}
    assert agenda(tryout_visitor("team_lead").actor, OFFICE_QUEUE)[Part.URGENT].count == 1


def test_an_area_lead_reads_all_open_cases_of_the_area_the_news_first() -> None:
    found = one_of(
        LEAD_OF_AREA,
        sent("A-1", date(2026, 3, 9)),
        sent("A-2", date(2026, 3, 10), unit="team_2", signed_on=date(2026, 3, 19), cleared_on=date(2026, 3, 18)),
        sent("A-3", date(2026, 3, 11), unit="team_2", closed_on=TODAY),
        sent("A-4", date(2026, 3, 12), unit="team_9", cleared_on=TODAY),
        sent("A-5", date(2026, 3, 13), escalation_step="3"),
        sent("A-6", date(2026, 3, 14)),
    )
    assert numbers(found) == {Part.ESCALATED: ["A-5"], Part.NEWS: ["A-3", "A-2"], Part.OTHERS: ["A-6", "A-1"]}
    assert [[(said.day, said.words and said.words.en) for said in each] for each in remarks(found[Part.NEWS])] == [
        [(TODAY, "Closed on")],
        [(date(2026, 3, 19), "Answer signed and sent on")],
    ]
    assert found[Part.NEWS].items[0].clock is None
    assert found[Part.NEWS].items[0].state is ClockState.DONE


def test_the_ombuds_office_has_its_own_cases_by_age_and_by_partner() -> None:
    found = one_of(
        OLIVIA,
        case("A-clear", date(2026, 3, 9), ombuds=True, partner="caritas"),
        case("A-younger", date(2026, 3, 10), ombuds=True, partner="caritas"),
        case("A-close", ombuds=True, cleared_on=TODAY, cleared_by="telephone"),
        case("A-letter", ombuds=True, cleared_on=TODAY, cleared_by="letter", partner="awo"),
        sent("A-other"),
        case("A-closed", ombuds=True, closed_on=TODAY, partner="caritas"),
    )
    assert numbers(found) == {
        Part.TO_CLEAR: ["A-clear", "A-younger"],
        Part.TO_CLOSE: ["A-close"],
        Part.BY_AGE: ["A-letter"],
        Part.BY_PARTNER: [],
    }
    assert remarks(found[Part.TO_CLEAR])[0] == (Remark(RemarkKind.AGE, count=11),)
    groups = [(group.code, group.count) for group in found[Part.BY_PARTNER].groups]
    assert groups == [("caritas", 2), ("awo", 1), ("none", 1)]


@pytest.mark.parametrize("step", [None, "1", "2", "3", "4"])
def test_management_sees_no_case_below_step_5(step: str | None) -> None:
    concerns = [concern("A-1", **DISCIPLINARY), concern("A-1", 2, kind="petition")]
    assert one_of(GRETA, sent("A-1", date(2026, 1, 2), escalation_step=step), concerns=concerns) == {}


def test_management_sees_what_was_put_before_it_since_when_and_why() -> None:
    reason = "Die Kundin verlangt\nein Gespräch."
    found = one_of(
        GRETA,
        sent("A-5", escalation_step="5"),
        sent("A-6", escalation_step="6"),
        sent("A-closed", escalation_step="5", closed_on=TODAY),
        notes=[
            note("A-5", date(2026, 3, 10), step="4", reason="Anderes"),
            note("A-5", date(2026, 3, 17), step="5", reason=reason),
            note("A-5", date(2026, 3, 19), kind="paper", reason="Schreiben"),
        ],
    )
    assert numbers(found) == {Part.BEFORE_MANAGEMENT: ["A-5", "A-6"]}
    assert remarks(found[Part.BEFORE_MANAGEMENT]) == [
        (
            Remark(RemarkKind.STEP, date(2026, 3, 17), text="5 Geschäftsführung"),
            Remark(RemarkKind.REASON, text="Die Kundin verlangt ein Gespräch."),
        ),
        (Remark(RemarkKind.STEP, text="6 Regionaldirektion angeboten"),),  # entered without a note
    ]


def test_data_protection_has_the_disciplinary_complaints_and_the_consents() -> None:
    disciplinary = ("A-missing", "A-involved", "A-before", "A-closed")
    found = one_of(
        DORA,
        sent("A-missing"),
        sent("A-involved", privacy_officer_on=date(2026, 3, 18)),
        sent("A-before", date(2026, 2, 2), privacy_officer_on=date(2026, 2, 27)),
        sent("A-closed", closed_on=TODAY),
        sent("A-consent", consent="given", consent_on=date(2026, 3, 18)),
        sent("A-other"),
        concerns=[
            *(concern(number, **DISCIPLINARY) for number in disciplinary),
            concern("A-consent"),
            concern("A-other"),
        ],
    )
    assert numbers(found) == {
        Part.PRIVACY_OPEN: ["A-missing"],
        Part.PRIVACY_INVOLVED: ["A-involved"],
        Part.CONSENT_UNPROVEN: ["A-consent"],
        Part.SPOT_CHECKS: [],
    }


def test_several_roles_unite_their_parts_and_none_is_said_twice() -> None:
    both = Actor("x@amt.example", "X", frozenset({"office", "krm_officer", "team_lead", "ombudsperson"}), "team_1")
    plan = plan_of(both, OFFICE_QUEUE)
    assert Task(Part.UNACKNOWLEDGED) in plan  # the office does what the officer only watches
    assert plan[0] == Task(Part.URGENT)
    assert [task.part for task in plan].count(Part.URGENT) == [task.part for task in plan].count(Part.TO_CLOSE) == 1
    parts = {task.part for task in plan}
    assert Part.TO_SIGN in parts
    assert Part.TO_FORWARD not in parts  # the same cases
    assert [task.scope for task in plan if task.part is Part.TO_CLEAR] == [Scope(("team_1",)), Scope(is_ombuds=True)]
    leads = Actor("y@amt.example", "Y", frozenset({"team_lead", "area_lead"}), "benefits")
    urgent = [task.scope for task in plan_of(leads, OFFICE_QUEUE) if task.part is Part.URGENT]
    assert urgent == [Scope(("benefits", "team_1", "team_2"))]  # the own unit is among them
    alone = plan_of(Actor("z@amt.example", "Z", frozenset({"management", "data_protection"})), OFFICE_QUEUE)
    assert {task.part for task in alone} == {*ROLE_PARTS["management"], *ROLE_PARTS["data_protection"]}


def test_a_case_becomes_overdue_overnight() -> None:
    row = sent("A-1", date(2026, 3, 16))  # nine days from 17 March: Thursday, 26 March
    snapshot = snapshot_of(reactions=[row], concerns=[concern("A-1")])
    assert Part.OVERDUE not in agenda(KAREN, snapshot, date(2026, 3, 26))
    assert agenda(KAREN, snapshot, date(2026, 3, 27))[Part.OVERDUE].items[0].days_left == -1


def test_a_list_is_short_and_knows_how_many_there_are() -> None:
    many = [sent(f"A-{place}", date(2026, 1, 1 + place), disposition_on=None) for place in range(SHOWN + 3)]
    overdue = one_of(KAREN, *many)[Part.OVERDUE]
    assert (overdue.count, overdue.elsewhere) == (SHOWN + 3, 0)
    assert [item.number for item in overdue.items] == [f"A-{place}" for place in range(SHOWN)]


def test_nothing_waits_in_an_empty_register_or_when_all_is_closed() -> None:
    assert agenda(KAREN, snapshot_of()) == {}
    assert one_of(KAREN, sent("A-1", closed_on=date(2026, 3, 17))) == {}
    assert one_of(KAREN, sent("A-1", date(2026, 3, 21))) == {}  # not here yet


@pytest.mark.parametrize(
    "actor", [KAREN, ALICE, OLIVIA, DORA, LEAD_1, LEAD_OF_AREA], ids=lambda actor: next(iter(actor.roles))
)
def test_the_register_narrowed_to_a_part_holds_as_many_cases(actor: Actor) -> None:
    for section in list_sections(OFFICE_QUEUE, TODAY, plan_of(actor, OFFICE_QUEUE), "de"):
        state: State | None = PART_RULES[section.part].state
        if state is not None:
            query = query_of(actor, state=state, codes=section.task.scope.codes)
            assert len(find_places(OFFICE_QUEUE, TODAY, query)) == section.count


@pytest.mark.parametrize("actor", those_without(Action.SEE_TODAY), ids=lambda actor: actor.id or "signed out")
def test_plan_of_refuses_who_has_no_agenda(actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        plan_of(actor, OFFICE_QUEUE)
