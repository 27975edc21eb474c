"""What every register does with a hand-over that becomes a reaction: both in one save, the number in both."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.register.base import Register
from tests.services.register.conftest import OpenRegister
from tests.services.register.saves import assert_holds_together, case, change_set, changed, created

HANDED: dict[str, Any] = {
    "received_on": date(2026, 3, 2),
    "channel": "letter",
    "matter": "other",
    "handed_to": "Sozialamt",
    "handed_on": date(2026, 3, 4),
    "text": "Vertraulich",
}


def test_commit_gives_a_hand_over_the_number_of_the_reaction_it_becomes(open_register: OpenRegister) -> None:
    register = open_register()
    register.commit(change_set(*case("first")))
    before = register.commit(change_set(created("handovers", "h", **HANDED)))
    row = before.row("handovers", "h")

    snapshot = register.commit(change_set(*case("r"), changed(row, "handovers", reaction_number="r", text=None)))

    number = snapshot.row("reactions", "r")["number"]
    assert (snapshot.row("handovers", "h")["reaction_number"], snapshot.row("handovers", "h")["text"]) == (number, None)
    assert open_register().snapshot().row("handovers", "h") == snapshot.row("handovers", "h")
    assert_holds_together(register)


def test_commit_keeps_the_number_of_a_reaction_that_is_not_of_this_save(register: Register) -> None:
    snapshot = register.commit(change_set(created("handovers", "h", **HANDED, reaction_number="KR-2020-0001")))
    assert snapshot.row("handovers", "h")["reaction_number"] == "KR-2020-0001"
    assert_holds_together(register)
