"""The intake of the ombuds office: recorded, or recorded and closed at once by telephone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from services.access import Action, Actor
from services.cases import Case, ConcernEntry
from services.errors import AccessDenied, InputRejected
from services.ombuds import record_cleared_case, record_ombuds_case
from services.register.base import Register, new_id
from tests.support.cases import COMPLAINT, IDEA, RECEIVED, TODAY, all_reactions
from tests.support.people import ALICE, KAREN, OLIVIA, those_without

SETTLED: Mapping[str, Any] = {**COMPLAINT, "outcome": "upheld", "clearing_kind": "explained"}
BROUGHT: Mapping[str, Any] = {
    "received_on": TODAY,
    "channel": "telephone",
    "subject": "Regelbedarf nicht ausgezahlt",
    "counsellor": "Frau Beispiel",
    "came_alone": True,
    "represented": True,
}
NOTED: Mapping[str, Any] = {"completion_note": "Auszahlung veranlasst", "verbis_on": TODAY}


def clear(
    register: Register,
    *concerns: Mapping[str, Any],
    actor: Actor = OLIVIA,
    operation_id: str | None = None,
    **values: Any,
) -> Case:
    return record_cleared_case(
        register,
        actor,
        {**BROUGHT, **NOTED, **values},
        [ConcernEntry(concern) for concern in concerns or (SETTLED,)],
        today=TODAY,
        operation_id=operation_id or new_id(),
    )


@pytest.mark.parametrize("actor", [OLIVIA, ALICE, KAREN], ids=lambda actor: actor.name)
def test_record_cleared_case_closes_it_today_by_telephone(register: Register, actor: Actor) -> None:
    """Dresden report 2022, section 2: clearing at once by telephone, in the counsellor's presence."""
    case = clear(register, actor=actor)
    names = ("ombuds", "cleared_on", "closed_on", "cleared_by", "completion_note", "counsellor", "came_alone")
    assert [case.reaction[name] for name in names] == [
        *(True, TODAY, TODAY, "telephone", "Auszahlung veranlasst", "Frau Beispiel", True)
    ]
    assert [(one["outcome"], one["clearing_kind"]) for one in case.concerns] == [("upheld", "explained")]
    assert case.reaction["disposition_on"] is None


def test_record_cleared_case_stores_one_on_a_double_click(register: Register) -> None:
    first = clear(register, operation_id="01M7ZZPHQXP2TZ8P1WC5Q70HED")
    assert clear(register, operation_id="01M7ZZPHQXP2TZ8P1WC5Q70HED").id == first.id
    assert all_reactions(register.refresh()) == [first.number]


@pytest.mark.parametrize(
    ("concern", "values", "places"),
    [
        ({**SETTLED, "outcome": None}, {}, [("concerns", "outcome", 1)]),
        ({**SETTLED, "clearing_kind": None}, {}, [("concerns", "clearing_kind", 1)]),
        (SETTLED, {"completion_note": None}, [("reactions", "completion_note", None)]),
        (SETTLED, {"verbis_on": None}, [("reactions", "verbis_on", None)]),
        ({**SETTLED, "outcome": "not_upheld"}, {}, [("reactions", "alternatives", None)]),
        (SETTLED, {"channel": None}, [("reactions", "channel", None)]),
    ],
)
def test_record_cleared_case_asks_what_closing_asks(
    register: Register, concern: Mapping[str, Any], values: Mapping[str, Any], places: list[Any]
) -> None:
    """OA 10/2018, procedure step 3: completion note, note in VerBIS; each complaint has its outcome."""
    with pytest.raises(InputRejected) as refused:
        clear(register, concern, **values)
    found = [(problem.table, problem.field, problem.params.get("place")) for problem in refused.value.problems]
    assert found == places
    assert all_reactions(register.refresh()) == []


def test_record_cleared_case_needs_an_outcome_of_every_complaint_and_of_nothing_else(register: Register) -> None:
    with pytest.raises(InputRejected) as refused:
        clear(register, SETTLED, COMPLAINT, IDEA)
    assert {(problem.field, problem.params["place"]) for problem in refused.value.problems} == {
        ("outcome", 2),
        ("clearing_kind", 2),
    }
    clear(register, SETTLED, IDEA)


def test_record_ombuds_case_leaves_the_case_open_whatever_was_typed_for_closing(register: Register) -> None:
    case = record_ombuds_case(
        register,
        OLIVIA,
        {**BROUGHT, **NOTED, "ombuds": False, "received_on": RECEIVED, "closed_on": TODAY, "cleared_on": TODAY},
        [ConcernEntry(SETTLED)],
        today=TODAY,
        operation_id=new_id(),
    )
    assert case.reaction["ombuds"] is True
    given = [name for name in ("closed_on", "cleared_on", "cleared_by", *NOTED) if case.reaction[name] is not None]
    assert given == []
    assert (case.concerns[0]["outcome"], case.concerns[0]["theme"]) == (None, COMPLAINT["theme"])


@pytest.mark.parametrize("actor", those_without(Action.TAKE_OMBUDS_CASES), ids=lambda actor: actor.name or "nobody")
def test_cases_of_the_ombuds_office_are_not_taken_by_other_roles(register: Register, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        clear(register, actor=actor)
    with pytest.raises(AccessDenied):
        record_ombuds_case(register, actor, BROUGHT, [ConcernEntry(COMPLAINT)], today=TODAY, operation_id=new_id())
    assert all_reactions(register.refresh()) == []
