from __future__ import annotations

from datetime import date

import pytest

from services.access import Action, Actor
from services.errors import AccessDenied
from services.followups import MOST, Suggestion, earlier_reactions, follow_ups_of, suggested_follow_ups
from services.register.base import Register
from tests.support.cases import TODAY, record
from tests.support.people import ALICE, those_without

DAYS = [date(2026, 3, day) for day in (1, 2, 3, 4)]


def suggested(register: Register, ref: str = "", subject: str = "", own_id: str = "", day: date = TODAY) -> list[str]:
    return [found.number for found in suggested_follow_ups(register.snapshot(), day, ALICE, ref, subject, own_id)]


def test_suggested_follow_ups_names_those_of_the_same_customer_newest_first(register: Register) -> None:
    for day in DAYS[:3]:
        record(register, received_on=day, customer_ref="035A123", subject="Miete")
    record(register, customer_ref="035A124")
    assert suggested(register, "035A123") == ["KR-2026-0003", "KR-2026-0002", "KR-2026-0001"]


@pytest.mark.parametrize("ref", ["035a123", " 035A123 ", "035A123"])
def test_suggested_follow_ups_knows_a_customer_however_the_reference_is_typed(register: Register, ref: str) -> None:
    record(register, customer_ref=" 035A123")
    assert suggested(register, ref) == ["KR-2026-0001"]


def test_suggested_follow_ups_says_what_it_found_and_why(register: Register) -> None:
    record(register, received_on=DAYS[0], customer_ref="035A123", subject="Mietkaution nicht überwiesen")
    assert suggested_follow_ups(register.snapshot(), TODAY, ALICE, "035A123", "") == (
        Suggestion("KR-2026-0001", "Mietkaution nicht überwiesen", DAYS[0], by_customer=True),
    )
    assert suggested_follow_ups(register.snapshot(), TODAY, ALICE, "", "Überwiesen: Mietkaution") == (
        Suggestion("KR-2026-0001", "Mietkaution nicht überwiesen", DAYS[0], by_customer=False),
    )


def test_suggested_follow_ups_puts_the_same_customer_before_a_similar_subject(register: Register) -> None:
    record(register, received_on=DAYS[0], customer_ref="035A123", subject="Wartezeit am Empfang")
    record(register, received_on=DAYS[2], customer_ref="777", subject="Mietkaution nicht überwiesen")
    found = suggested(register, "035A123", "Mietkaution überwiesen")
    assert found == ["KR-2026-0001", "KR-2026-0002"]


@pytest.mark.parametrize(
    ("subject", "is_found"),
    [
        ("Mietkaution nicht überwiesen", True),
        ("MIETKAUTION ÜBERWIESEN", True),
        ("Kaution schon überwiesen?", True),  # a part of a compound word counts
        ("Mietkaution", False),  # one word alone is too little
        ("Kaution schon gezahlt?", False),
        ("Mietkaution Wohnung Umzug Heizung überwiesen", False),  # two of five
        ("Mietkaution Wohnung überwiesen", True),  # two of three
        ("ist es so?", False),
        ("(.*) [a-z]+ \\", False),
        ("", False),
    ],
)
def test_suggested_follow_ups_knows_a_similar_subject(register: Register, subject: str, is_found: bool) -> None:
    record(register, subject="Mietkaution nicht überwiesen")
    assert suggested(register, subject=subject) == (["KR-2026-0001"] if is_found else [])


def test_suggested_follow_ups_knows_a_subject_with_an_eszett(register: Register) -> None:
    record(register, subject="Maßnahme in der Straße abgebrochen")
    assert suggested(register, subject="Straße und Maßnahme") == ["KR-2026-0001"]


def test_suggested_follow_ups_leaves_out_the_case_itself_and_what_has_not_come_yet(register: Register) -> None:
    own = record(register, received_on=DAYS[2], customer_ref="035A123")
    record(register, received_on=DAYS[0], customer_ref="035A123")
    assert suggested(register, "035A123", own_id=own.id) == ["KR-2026-0002"]
    assert suggested(register, "035A123", day=DAYS[1]) == ["KR-2026-0002"]


def test_suggested_follow_ups_names_five_at_most(register: Register) -> None:
    for _ in range(MOST + 2):
        record(register, customer_ref="035A123")
    assert suggested(register, "035A123") == [f"KR-2026-000{place}" for place in (7, 6, 5, 4, 3)]


def test_suggested_follow_ups_names_nobody_who_gave_no_reference(register: Register) -> None:
    record(register, customer_ref=None, subject=None)
    record(register, customer_ref="   ", subject="")
    assert suggested(register, " ", "") == []
    assert suggested(register, "035A123", "Mietkaution überwiesen") == []


def test_suggested_follow_ups_of_an_empty_register_are_none(register: Register) -> None:
    assert suggested(register, "035A123", "Mietkaution überwiesen") == []


def test_follow_ups_of_names_the_reactions_that_follow(register: Register) -> None:
    first = record(register)
    record(register, follow_up_of=first.number)
    record(register, follow_up_of="KR-2019-0044")
    record(register, follow_up_of=first.number)
    assert follow_ups_of(register.snapshot(), TODAY, first.number) == ("KR-2026-0002", "KR-2026-0004")
    assert follow_ups_of(register.snapshot(), TODAY, "KR-2026-0002") == ()


@pytest.mark.parametrize("person", those_without(Action.SEE_REACTIONS), ids=lambda person: person.id or "nobody")
def test_suggested_follow_ups_tells_nobody_who_may_not_see_reactions(register: Register, person: Actor) -> None:
    record(register, customer_ref="035A123")
    with pytest.raises(AccessDenied):
        suggested_follow_ups(register.snapshot(), TODAY, person, "035A123", "")


def test_earlier_reactions_are_those_of_the_chain_the_latest_first(register: Register) -> None:
    """OA 10/2018, "Folgereaktionen": the customer returns in the same matter."""
    first = record(register)
    second = record(register, follow_up_of=first.number)
    third = record(register, follow_up_of=second.number)
    record(register)
    snapshot = register.snapshot()
    assert [case.number for case in earlier_reactions(snapshot, TODAY, ALICE, third.number)] == [
        second.number,
        first.number,
    ]
    assert earlier_reactions(snapshot, TODAY, ALICE, first.number) == ()
    assert earlier_reactions(snapshot, TODAY, ALICE, "KR-2026-9999") == ()


@pytest.mark.parametrize("person", those_without(Action.SEE_REACTIONS), ids=lambda person: person.id or "nobody")
def test_earlier_reactions_refuses_those_who_see_no_reactions(register: Register, person: Actor) -> None:
    first = record(register)
    second = record(register, follow_up_of=first.number)
    with pytest.raises(AccessDenied):
        earlier_reactions(register.snapshot(), TODAY, person, second.number)
