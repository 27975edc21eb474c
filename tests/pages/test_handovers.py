"""The list of what was handed over: seen, taken back, its texts removed; by the office only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.access import Action
from services.handovers import record_handover
from services.register.base import Register, new_id
from services.register.snapshot import Row
from tests.support.apptest import click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import RECEIVED, TODAY, all_reactions, record
from tests.support.people import STELLA, those_without

PAGE = "cases.handovers"
BACK = f"{PAGE}.back"
OUT = f"{PAGE}.out"


def hand_over(register: Register, **values: Any) -> Row:
    entry = {
        "received_on": RECEIVED,
        "channel": "email",
        "matter": "technical_enquiry",
        "handed_to": "Team *Nord*",
        "subject": "Frage zum # Antrag",
        "text": "Wie lange dauert es?",
        **values,
    }
    return record_handover(register, STELLA, entry, today=TODAY, operation_id=new_id())


def shown(at: AppTest) -> list[list[Any]]:
    """Return what the list shows: state, matter and subject."""
    frame = at.dataframe[0].value
    return [list(row) for row in frame[["Stand", "Inhalt", "Betreff"]].to_numpy().tolist()]


def row_of(register: Register, row: Row) -> Row:
    return register.refresh().row("handovers", row["id"])


def test_handovers_lists_the_newest_first_and_filters(started: Register) -> None:
    hand_over(started, handed_on=RECEIVED, matter="corruption", subject="Alt", text=None)
    hand_over(started)
    at = open_page("cases/handovers")
    assert shown(at) == [
        ["Text noch da", "Fachliche Anfrage", "Frage zum # Antrag"],
        ["ohne Text", "Korruption", "Alt"],
    ]
    put(at, PAGE, matter="corruption")
    assert [row[2] for row in shown(at)] == ["Alt"]
    put(at, PAGE, state="kept")
    assert "nichts passt zur Auswahl" in texts(at)
    assert not at.dataframe


def test_handovers_says_when_there_are_none(started: Register) -> None:
    assert "Noch wurde nichts abgegeben" in texts(open_page("cases/handovers"))


def test_handovers_opens_one_and_shows_it_after_a_reload(started: Register) -> None:
    row = hand_over(started)
    at = open_page("cases/handovers")
    put(at, PAGE, open=row["id"])
    assert at.query_params["handover"] == row["id"]
    again = open_page("cases/handovers", handover=row["id"])
    assert r"Team \*Nord\*" in texts(again)
    assert "Wie lange dauert es?" in texts(again)
    click(again, f"{PAGE}.close")
    assert len(shown(again)) == 1


def test_handovers_shows_the_list_where_the_address_names_none(started: Register) -> None:
    hand_over(started)
    assert len(shown(open_page("cases/handovers", handover="gone"))) == 1


@on_both_stores
def test_handovers_takes_one_back_into_the_register(started: Register) -> None:
    row = hand_over(started)
    at = open_page("cases/handovers", handover=row["id"])
    click(at, f"{BACK}.save")
    assert "„Art“ fehlt. Bitte ausfüllen." in errors(at)
    assert all_reactions(started.refresh()) == []
    put(at, BACK, **{f"kind__{row['id']}": "complaint", f"area__{row['id']}": "benefits"})
    click(at, f"{BACK}.save")
    assert all_reactions(started.refresh()) == ["KR-2026-0001"]
    assert [link.proto.query_string for link in at.get("page_link")] == ["number=KR-2026-0001"]
    assert not has(at, f"{BACK}.save")
    left = row_of(started, row)
    assert (left["text"], left["reaction_number"]) == (None, "KR-2026-0001")
    assert "Wie lange dauert es?" not in texts(at)


def test_handovers_says_when_somebody_else_was_quicker(started: Register) -> None:
    row = hand_over(started)
    first, second = (open_page("cases/handovers", handover=row["id"]) for _ in range(2))
    for at in (first, second):
        put(at, BACK, **{f"kind__{row['id']}": "praise"})
    click(first, f"{BACK}.save")
    second.run()
    assert not has(second, f"{BACK}.save")
    assert all_reactions(started.refresh()) == ["KR-2026-0001"]


@on_both_stores
def test_handovers_removes_the_text_that_has_arrived(started: Register) -> None:
    row = hand_over(started)
    at = click(open_page("cases/handovers", handover=row["id"]), f"{PAGE}.confirm")
    assert (row_of(started, row)["text"], row_of(started, row)["text_removed_on"]) == (None, TODAY)
    assert not has(at, f"{PAGE}.confirm")


def test_handovers_removes_texts_past_their_day_when_asked_and_never_by_itself(
    started: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    due, kept = hand_over(started, text_until=TODAY), hand_over(started)
    assert not has(open_page("cases/handovers"), f"{PAGE}.remove")
    monkeypatch.setenv("RESONANZ_TODAY", (TODAY + timedelta(days=1)).isoformat())
    at = open_page("cases/handovers")
    assert "1 Text wird länger aufbewahrt als nötig." in texts(at)
    assert row_of(started, due)["text"] == "Wie lange dauert es?"
    click(at, f"{PAGE}.remove")
    assert (row_of(started, due)["text"], row_of(started, kept)["text"]) == (None, "Wie lange dauert es?")
    assert not has(at, f"{PAGE}.remove")


@on_both_stores
def test_handovers_takes_a_reaction_out_of_the_register(started: Register) -> None:
    case = record(started, subject="Nur eine Frage")
    at = open_page("cases/handovers", reaction=case.number)
    assert held(at, f"{OUT}.number") == case.number
    assert "Nur eine Frage" in texts(at)
    put(at, OUT, matter="technical_enquiry")
    assert held(at, f"{OUT}.handed_to") == "zuständiges Team"
    click(put(at, OUT, handed_to="Team Nord"), f"{OUT}.save")
    assert errors(at) == ["Bitte geben Sie an, warum das keine Reaktion für das KRM ist."]
    assert all_reactions(started.refresh()) == [case.number]
    click(put(at, OUT, reason="fachliche Frage"), f"{OUT}.save")
    assert all_reactions(started.refresh()) == []
    assert "Nur eine Frage" in texts(at)
    (row,) = started.refresh().each_row("handovers")
    assert (row["reaction_number"], row["handed_to"], row["text"]) == (case.number, "Team Nord", case.reaction["text"])


def test_handovers_refuses_a_case_that_is_not_there(started: Register) -> None:
    at = put(open_page("cases/handovers"), OUT, number="KR-1999-0001", reason="x")
    click(at, f"{OUT}.save")
    assert errors(at) == ["Einen Fall KR-1999-0001 gibt es im Register nicht."]


@pytest.mark.parametrize(
    "role", [role for person in those_without(Action.SEE_HANDOVERS) for role in person.roles if role != "boss"]
)
def test_handovers_is_not_for_other_roles(started: Register, role: str) -> None:
    row = hand_over(started)
    at = open_page("cases/handovers", handover=row["id"])
    at.session_state["portal.role"] = role
    at.run()
    assert [error[:48] for error in errors(at)] == ["Diese Seite ist für Ihre Rolle nicht vorgesehen."]
    assert "Wie lange" not in texts(at)
