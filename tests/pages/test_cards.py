"""Opinion cards in a stack: stored whole or not at all, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.access import Action
from services.register.base import Register
from tests.support.apptest import click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import RECEIVED, TODAY, all_reactions
from tests.support.people import those_without

FORM = "cases.cards"


def cell(at: AppTest, row: int, **values: Any) -> AppTest:
    """Type into a row."""
    return put(at, FORM, **{f"{row}__{name}": value for name, value in values.items()})


def reload(at: AppTest, role: str = "staff") -> AppTest:
    return open_page("cases/cards", role, **{name: str(value) for name, value in at.query_params.items()})


def stored(register: Register) -> list[tuple[Any, ...]]:
    """Return what the register has of each card, in the order of their numbers."""
    snapshot = register.refresh()
    found = []
    for number in all_reactions(snapshot):
        row_id = str(snapshot.find_reaction_id(number))
        row, (concern,) = snapshot.row("reactions", row_id), snapshot.concern_rows(row_id)
        found.append((row["channel"], concern["kind"], concern["area"], concern["theme"], row["text"]))
    return found


@on_both_stores
def test_cards_stores_the_rows_that_are_filled_and_tells_their_numbers(started: Register) -> None:
    at = open_page("cases/cards", "staff")
    put(at, FORM, received_on=RECEIVED)
    cell(at, 1, kind="praise", about="reception", text="Sehr freundlich")
    cell(at, 3, kind="complaint", about="reception/wartezeit", customer_name="M. Muster")
    click(at, f"{FORM}.save")
    assert [element.value for element in at.success] == ["Gespeichert: KR-2026-0001, KR-2026-0002"]
    assert stored(started) == [
        ("opinion_card", "praise", "reception", None, "Sehr freundlich"),
        ("opinion_card", "complaint", "reception", "wartezeit", None),
    ]
    # The next stack comes from the same place and day.
    assert (held(at, f"{FORM}.received_on"), held(at, f"{FORM}.1.kind")) == (RECEIVED, "")
    cell(at, 1, kind="suggestion")
    click(at, f"{FORM}.save")
    assert len(stored(started)) == 3


def test_cards_takes_ten(started: Register) -> None:
    at = open_page("cases/cards", "staff")
    for row in range(1, 11):
        cell(at, row, kind="praise")
    click(at, f"{FORM}.save")
    assert len(all_reactions(started.refresh())) == 10
    assert not has(at, f"{FORM}.11.kind")


def test_cards_names_the_row_that_is_wrong_stores_nothing_and_keeps_everything(started: Register) -> None:
    at = cell(open_page("cases/cards", "staff"), 1, kind="praise")
    cell(at, 4, text="Ohne Art")
    click(at, f"{FORM}.save")
    assert errors(at) == [
        "Zeile 4: „Art“ fehlt. Bitte ausfüllen.",
        "Nichts wurde gespeichert. Zu berichtigen: Zeile 4.",
    ]
    assert all_reactions(started.refresh()) == []
    again = reload(at)
    assert (held(again, f"{FORM}.1.kind"), held(again, f"{FORM}.4.text")) == ("praise", "Ohne Art")
    click(cell(again, 4, kind="complaint"), f"{FORM}.save")
    assert [card[1] for card in stored(started)] == ["praise", "complaint"]


def test_cards_shows_a_wrong_day_once_at_the_head(started: Register) -> None:
    at = put(open_page("cases/cards", "staff"), FORM, received_on=TODAY + timedelta(days=1))
    cell(at, 1, kind="praise")
    cell(at, 2, kind="praise")
    click(at, f"{FORM}.save")
    assert len([error for error in errors(at) if "liegt in der Zukunft" in error]) == 1
    assert all_reactions(started.refresh()) == []


def test_cards_refuses_an_empty_stack(started: Register) -> None:
    at = click(open_page("cases/cards", "staff"), f"{FORM}.save")
    assert errors(at) == ["Noch ist keine Karte ausgefüllt. Bitte wählen Sie wenigstens bei einer die Art."]


def test_cards_offers_area_and_theme_in_one(started: Register) -> None:
    """A list that changes with another field would be drawn anew under the hands of a quick typist."""
    options = open_page("cases/cards", "staff").selectbox(key=f"{FORM}.2.about").options
    assert options[0] == "Bereich › Thema …"
    assert [option for option in options if option.startswith("Eingangszone")] == [
        "Eingangszone",
        "Eingangszone › Wartezeit",
        "Eingangszone › Auskunft",
    ]


def test_cards_offers_what_a_card_may_say(started: Register) -> None:
    at = open_page("cases/cards", "staff")
    assert at.selectbox(key=f"{FORM}.1.kind").options == ["Art …", "Lob", "Beschwerde", "Idee oder Anregung"]


@on_both_stores
def test_cards_stores_once_in_two_windows_and_keeps_what_stands_in_the_second(started: Register) -> None:
    at = cell(open_page("cases/cards", "staff"), 1, kind="praise", text="Beide")
    second = cell(reload(at), 2, kind="complaint", text="Nur im zweiten")
    click(at, f"{FORM}.save")
    click(second, f"{FORM}.save")
    assert [error for error in errors(second) if "als KR-2026-0001 gespeichert" in error] != []
    assert len(stored(started)) == 1
    assert held(second, f"{FORM}.2.text") == "Nur im zweiten"
    assert held(reload(second), f"{FORM}.2.text") == "Nur im zweiten"


def test_cards_empties_all_rows_but_not_the_head(started: Register) -> None:
    at = cell(put(open_page("cases/cards", "staff"), FORM, received_on=RECEIVED), 1, kind="praise", text="weg")
    click(at, f"{FORM}.discard")
    assert (held(at, f"{FORM}.1.kind"), held(at, f"{FORM}.received_on")) == ("", RECEIVED)
    assert not held(reload(at), f"{FORM}.1.text")


def test_cards_lets_go_of_what_was_chosen(started: Register) -> None:
    at = cell(open_page("cases/cards", "staff"), 1, kind="praise")
    cell(at, 2, kind="praise", about="reception")
    cell(at, 2, kind="", about="")
    click(at, f"{FORM}.save")
    assert [card[1:3] for card in stored(started)] == [("praise", None)]


def test_cards_gives_nobody_the_stack_of_somebody_else(started: Register) -> None:
    at = cell(open_page("cases/cards", "staff"), 1, text="Geheim")
    assert not held(reload(at, "office"), f"{FORM}.1.text")


@pytest.mark.parametrize(
    "role", [role for person in those_without(Action.RECORD_CARDS) for role in person.roles if role != "boss"]
)
def test_cards_is_not_for_other_roles(started: Register, role: str) -> None:
    at = open_page("cases/cards")
    at.session_state["portal.role"] = role
    at.run()
    assert [error[:48] for error in errors(at)] == ["Diese Seite ist für Ihre Rolle nicht vorgesehen."]
    assert "Karten speichern" not in texts(at)
