"""Partner organisations: entered once, with the cases they brought."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.access import Action, Actor
from services.errors import AccessDenied, InputRejected
from services.partners import Load, PartnerCase, add_partner, partner_cases, partner_loads
from services.records import change_record, list_records
from services.register.base import Register, new_id
from services.register.snapshot import Row
from tests.support.cases import COMPLAINT, RECEIVED, TODAY, record
from tests.support.people import ADA, OLIVIA, those_without


def enter(register: Register, label: str, actor: Actor = OLIVIA, operation_id: str = "", **values: Any) -> Row:
    return add_partner(register, actor, {"label": label, **values}, today=TODAY, operation_id=operation_id or new_id())


def labels(register: Register) -> list[tuple[str, str]]:
    return sorted(zip(*(register.refresh().frames["partners"][name] for name in ("code", "label")), strict=True))


def test_add_partner_makes_a_code_of_the_name(register: Register) -> None:
    row = enter(register, " Schuldnerberatung Pirna ", kind="debt", contact="Frau Beispiel, 0351 1")
    assert (row["code"], row["label"], row["kind"], row["active"]) == (
        *("schuldnerberatung_pirna", "Schuldnerberatung Pirna", "debt", True),
    )
    assert row["contact"] == "Frau Beispiel, 0351 1"


def test_add_partner_gives_no_code_twice(register: Register) -> None:
    enter(register, "AWO Süd")
    enter(register, "AWO-Süd")
    enter(register, "…")
    assert labels(register) == [("awo_sued", "AWO Süd"), ("awo_sued_2", "AWO-Süd"), ("partner", "…")]


def test_add_partner_stores_one_on_a_double_click(register: Register) -> None:
    first = enter(register, "Caritas", operation_id="once")
    assert enter(register, "Caritas", operation_id="once") == first
    assert labels(register) == [("caritas", "Caritas")]


@pytest.mark.parametrize("label", ["caritas", " CARITAS ", "", "  "])
def test_add_partner_refuses_a_name_that_is_missing_or_taken(register: Register, label: str) -> None:
    enter(register, "Caritas")
    with pytest.raises(InputRejected) as refused:
        enter(register, label)
    assert [problem.field for problem in refused.value.problems] == ["label"]
    assert labels(register) == [("caritas", "Caritas")]


@pytest.mark.parametrize("actor", those_without(Action.MANAGE_PARTNERS), ids=lambda actor: actor.name or "nobody")
def test_partners_and_their_contacts_are_not_for_other_roles(register: Register, actor: Actor) -> None:
    """The contact is personal data: the portal's administration does not see it either."""
    row = enter(register, "Caritas", contact="Frau Beispiel")
    for call in (
        lambda: enter(register, "AWO", actor),
        lambda: list_records(register.snapshot(), actor, "partners"),
        lambda: change_record(register, actor, "partners", row, {"label": "X"}, today=TODAY, operation_id=new_id()),
        lambda: partner_loads(register.snapshot(), TODAY, actor),
        lambda: partner_cases(register.snapshot(), TODAY, actor, "caritas"),
    ):
        with pytest.raises(AccessDenied):
            call()
    assert ADA in those_without(Action.MANAGE_PARTNERS)
    assert labels(register) == [("caritas", "Caritas")]


def test_partner_loads_counts_this_year_and_what_is_open(register: Register) -> None:
    enter(register, "Caritas")
    enter(register, "AWO")
    closed = {**COMPLAINT, "outcome": "upheld"}
    record(register, partner="caritas")
    record(register, partner="caritas", received_on=date(2025, 12, 31))
    record(register)
    done = {"ombuds": True, "cleared_on": RECEIVED, "cleared_by": "telephone", "closed_on": TODAY}
    record(register, partner="caritas", concerns=[closed], **done)
    assert partner_loads(register.snapshot(), TODAY, OLIVIA) == {"caritas": Load(2, 3, 2)}
    assert partner_loads(register.snapshot(), RECEIVED, OLIVIA) == {"caritas": Load(2, 3, 3)}
    assert partner_loads(register.snapshot(), date(2026, 1, 1), OLIVIA) == {"caritas": Load(0, 1, 1)}


def test_partner_cases_names_the_open_ones_first(register: Register) -> None:
    enter(register, "Caritas")
    record(register, partner="caritas", received_on=date(2026, 1, 5), subject="Alt")
    done = {"ombuds": True, "cleared_on": RECEIVED, "cleared_by": "telephone", "closed_on": TODAY}
    record(register, partner="caritas", concerns=[{**COMPLAINT, "outcome": "upheld"}], subject=None, **done)
    record(register, subject="Ohne Partner")
    assert partner_cases(register.snapshot(), TODAY, OLIVIA, "caritas") == (
        PartnerCase("KR-2026-0001", date(2026, 1, 5), "Alt", None),
        PartnerCase("KR-2026-0002", RECEIVED, "", TODAY),
    )
    assert partner_cases(register.snapshot(), TODAY, OLIVIA, "awo") == ()
