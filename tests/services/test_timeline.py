from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.access import ROLE_ACTIONS, Action, Actor
from services.cases import ConcernEntry
from services.errors import AccessDenied
from services.people import tryout_visitor
from services.register.base import ChangeSet, Register, RowChange, new_id
from services.timeline import Event, list_events, name_of
from tests.support.cases import COMPLAINT, PRAISE, TODAY, change, entries_of, record, with_concern
from tests.support.people import ALICE, ARTHUR, BOB, DORA, GRETA, KAREN, OLIVIA, those_without


def events(register: Register, reaction_id: str, actor: Actor = ALICE) -> list[Event]:
    return list_events(register, actor, register.snapshot(), reaction_id)


def shown(event: Event) -> list[tuple[str, str, object, object]]:
    return [(one.table, one.field.name, one.before, one.after) for one in event.changes]


def test_list_events_has_one_event_for_each_save_newest_first(register: Register) -> None:
    case = record(register, concerns=[COMPLAINT, PRAISE])
    before = case.reaction["subject"]
    case = change(register, case, BOB, subject="Neu", reason="Anruf")
    change(register, case, KAREN, [*entries_of(case)[1:], ConcernEntry({"kind": "praise"})], closed_on=TODAY)
    third, second, first = events(register, case.id)
    assert [event.who for event in (third, second, first)] == [KAREN.id, BOB.id, ALICE.id]
    assert (second.reason, second.source, second.actions) == ("", "portal", ())
    assert [(note["kind"], note["reason"]) for note in second.notes] == [("correction", "Anruf")]
    assert shown(second) == [("reactions", "subject", before, "Neu")]
    assert first.actions == (("reactions", "created"), ("concerns", "created"), ("concerns", "created"))
    assert first.changes == ()
    assert sorted(third.actions) == [("concerns", "created"), ("concerns", "removed")]
    assert shown(third) == [("reactions", "closed_on", None, TODAY), ("concerns", "rank", 2, 1)]


def test_list_events_says_what_became_of_a_concern(register: Register) -> None:
    case = record(register)
    change(register, case, BOB, with_concern(case, 0, outcome="upheld", area="reception", theme=None))
    event = events(register, case.id)[0]
    assert sorted(shown(event)) == sorted(
        [
            ("concerns", "area", "benefits", "reception"),
            ("concerns", "outcome", None, "upheld"),
            ("concerns", "theme", "bescheid_unverstaendlich", None),
        ]
    )
    assert {one.row_id for one in event.changes} == {case.concerns[0]["id"]}


def test_list_events_says_when_in_the_time_of_berlin(register: Register) -> None:
    case = record(register)
    (event,) = events(register, case.id)
    assert event.at.tzinfo == ZoneInfo("Europe/Berlin")
    assert event.at == register.history(case.id)[0].at
    assert event.at.utcoffset() in (timedelta(hours=1), timedelta(hours=2))
    assert datetime.now(UTC) >= event.at


@pytest.mark.parametrize(
    ("actor", "is_shown"), [(ALICE, True), (KAREN, True), (BOB, True), (ARTHUR, True), (DORA, True), (OLIVIA, False)]
)
def test_list_events_shows_the_employee_only_to_roles_that_work_on_it(
    register: Register, actor: Actor, is_shown: bool
) -> None:
    case = record(register, concerns=[{**COMPLAINT, "employee": "Frau Kurz"}])
    change(register, case, ALICE, with_concern(case, 0, employee="Herr Lang", outcome="upheld"))
    fields = {one.field.name for one in events(register, case.id, actor)[0].changes}
    assert fields == ({"employee", "outcome"} if is_shown else {"outcome"})
    told = repr(events(register, case.id, actor))
    assert ("Kurz" in told) is is_shown


@pytest.mark.parametrize("actor", those_without(Action.SEE_CASE), ids=lambda actor: actor.id or "signed out")
def test_list_events_refuses_a_wrong_role_and_the_signed_out(register: Register, actor: Actor) -> None:
    case = record(register)
    with pytest.raises(AccessDenied):
        events(register, case.id, actor)


def test_those_who_may_not_see_cases_are_the_roles_of_the_design() -> None:
    refused = {role for person in those_without(Action.SEE_CASE) for role in person.roles} & set(ROLE_ACTIONS)
    assert refused == {"staff", "admin"}


@pytest.mark.parametrize("step", [None, "4"])
def test_list_events_refuses_management_a_case_that_was_not_put_before_it(register: Register, step: str | None) -> None:
    case = record(register, escalation_step=step)
    with pytest.raises(AccessDenied):
        events(register, case.id, GRETA)
    shown_to_it = record(register, escalation_step="5")
    assert len(events(register, shown_to_it.id, GRETA)) == 1


def test_list_events_has_the_notes_of_a_save_as_they_were_written(register: Register) -> None:
    case = record(register)
    note = {"reaction_id": case.id, "kind": "escalation", "noted_on": TODAY, "step": "2", "reason": "Ruft täglich an"}
    register.commit(ChangeSet.of([RowChange("notes", "n1", note)], actor=KAREN.id, operation_id=new_id(), reason="x"))
    event = events(register, case.id)[0]
    assert (event.actions, event.changes) == ((), ())
    (found,) = event.notes
    assert note.items() <= found.items()
    assert events(register, case.id)[1].notes == ()


def test_list_events_of_a_case_that_never_was_are_none(register: Register) -> None:
    record(register)
    assert events(register, "no such row") == []


def test_list_events_names_where_a_change_was_made(register: Register) -> None:
    case = record(register)
    done = RowChange("reactions", case.id, {"closed_on": TODAY}, seen=case.reaction)
    register.commit(ChangeSet.of([done], actor=KAREN.id, operation_id=new_id(), reason="alt.csv", source="import"))
    event = events(register, case.id)[0]
    assert (event.source, event.reason, event.who, event.has_erased) == ("import", "alt.csv", KAREN.id, False)


def test_list_events_keeps_the_name_of_somebody_known_and_not_of_another_case(register: Register) -> None:
    known = {"login": "ALICE@amt.example", "label": "Alice Büro", "roles": ("office",), "active": False}
    register.commit(ChangeSet.of([RowChange("users", "u1", known)], actor="x", operation_id=new_id()))
    case, other = record(register), record(register)
    change(register, other, BOB, subject="Neu")
    assert [event.who for event in events(register, case.id)] == ["Alice Büro"]


def test_name_of_says_who_somebody_is(register: Register) -> None:
    snapshot = register.snapshot()
    visitor = tryout_visitor("team_lead")
    assert name_of(snapshot, visitor.login) == visitor.name
    assert name_of(snapshot, visitor.login, "en") == "Team lead"
    assert name_of(snapshot, "nobody@amt.example") == "nobody@amt.example"


@pytest.mark.parametrize(
    ("login", "language", "name"),
    [
        ("cli:weber", "de", "weber (Kommandozeile)"),
        ("cli:weber", "en", "weber (command line)"),
        ("tryout:office", "de", "Büro der Geschäftsführung"),
        ("unknown@amt.example", "de", "unknown@amt.example"),
    ],
)
def test_name_of_says_who_it_was(register: Register, login: str, language: str, name: str) -> None:
    assert name_of(register.snapshot(), login, language) == name
