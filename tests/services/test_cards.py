"""Opinion cards in stacks (OA 10/2018, "Meinungskarten (MK)")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from services.access import Action, Actor
from services.cards import KINDS, record_cards
from services.cases import Case
from services.errors import AccessDenied, InputRejected
from services.register.base import Register, new_id
from tests.support.cases import RECEIVED, TODAY, all_reactions
from tests.support.people import STELLA, those_without

HEAD: Mapping[str, Any] = {"received_on": RECEIVED, "unit": None}
THANKS: Mapping[str, Any] = {
    "kind": "praise",
    "area": "reception",
    "theme": None,
    "text": "Sehr freundlich",
    "customer_name": "",
}
WAITED: Mapping[str, Any] = {
    "kind": "complaint",
    "area": "reception",
    "theme": "wartezeit",
    "customer_name": "M. Muster",
}
EMPTY: Mapping[str, Any] = {"kind": None, "area": None, "theme": None, "text": " ", "customer_name": ""}


def store(
    register: Register,
    cards: Mapping[int, Mapping[str, Any]],
    actor: Actor = STELLA,
    *,
    operation_id: str = "",
    **head: Any,
) -> list[Case]:
    return record_cards(register, actor, {**HEAD, **head}, cards, today=TODAY, operation_id=operation_id or new_id())


def test_record_cards_stores_each_card_as_a_reaction(register: Register) -> None:
    """ "Die Rückmeldungen werden durch KRM erfasst und ausgewertet." """
    cases = store(register, {1: THANKS, 2: EMPTY, 5: WAITED, 6: EMPTY})
    assert [case.number for case in cases] == ["KR-2026-0001", "KR-2026-0002"]
    assert [(case.reaction["channel"], case.reaction["received_on"]) for case in cases] == [
        ("opinion_card", RECEIVED),
        ("opinion_card", RECEIVED),
    ]
    assert [(case.reaction["text"], case.reaction["customer_name"]) for case in cases] == [
        ("Sehr freundlich", None),
        (None, "M. Muster"),
    ]
    assert [[(row["rank"], row["kind"], row["area"], row["theme"]) for row in case.concerns] for case in cases] == [
        [(1, "praise", "reception", None)],
        [(1, "complaint", "reception", "wartezeit")],
    ]
    assert len({row.operation_id for case in cases for row in register.history(case.id)}) == 1


def test_record_cards_takes_what_a_card_may_say() -> None:
    """ "die Möglichkeit gegeben, Anregungen, Lob oder Kritik zu äußern" """
    assert set(KINDS) == {"suggestion", "praise", "complaint"}


def test_record_cards_stores_once_for_one_operation(register: Register) -> None:
    operation_id = new_id()
    first = store(register, {1: THANKS, 3: WAITED}, operation_id=operation_id)
    second = store(register, {1: THANKS, 3: WAITED}, operation_id=operation_id)
    assert [case.number for case in second] == [case.number for case in first]
    assert len(all_reactions(register.refresh())) == 2


def test_record_cards_refuses_the_stack_where_one_row_is_wrong_and_names_it(register: Register) -> None:
    nameless = {**EMPTY, "text": "Ohne Art"}
    with pytest.raises(InputRejected) as refused:
        store(register, {1: THANKS, 4: nameless, 7: {**WAITED, "theme": "mietkaution"}})
    found = [(problem.params["row"], problem.field) for problem in refused.value.problems]
    assert found == [(4, "kind"), (7, "theme")]
    assert all_reactions(register.refresh()) == []
    assert register.refresh().frames["concerns"].empty


def test_record_cards_refuses_a_day_ahead(register: Register) -> None:
    with pytest.raises(InputRejected) as refused:
        store(register, {1: THANKS}, received_on=TODAY.replace(day=5))
    assert [problem.field for problem in refused.value.problems] == ["received_on"]
    assert all_reactions(register.refresh()) == []


def test_record_cards_refuses_an_empty_stack(register: Register) -> None:
    with pytest.raises(InputRejected):
        store(register, {1: EMPTY, 2: {}})
    assert all_reactions(register.refresh()) == []


@pytest.mark.parametrize("actor", those_without(Action.RECORD_CARDS), ids=lambda actor: actor.id or "signed out")
def test_record_cards_refuses_other_roles(register: Register, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        store(register, {1: THANKS}, actor)
    assert all_reactions(register.refresh()) == []
