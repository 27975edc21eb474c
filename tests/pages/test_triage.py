"""The way in: a few questions, and what comes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.access import Action
from services.register.base import Register
from tests.support.apptest import click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import TODAY, all_reactions
from tests.support.people import those_without

PAGE = "cases.triage"
NEW = "cases.triage.handover"
COUNT = "cases.same_day"
NOT_STORED = (
    "Der Eintrag wurde nicht gespeichert. Bitte berichtigen Sie, was markiert ist; alles Eingegebene ist noch da."
)
AT_ONCE = {"channel": "telephone", "kind": "complaint", "decision": "no", "today": "yes"}


def answer(at: AppTest, **answers: str) -> AppTest:
    """Answer the questions that are asked, in turn."""
    for question, code in answers.items():
        click(at, f"{PAGE}.{question}.{code}")
    return at


def asked(at: AppTest) -> str:
    """Return what the page asks, or says."""
    return str(at.header[0].value)


def reload(at: AppTest, role: str = "office") -> AppTest:
    return open_page("cases/triage", role, **{name: str(value) for name, value in at.query_params.items()})


def rows(register: Register, table: str) -> list[dict[str, Any]]:
    return list(register.refresh().each_row(table))


# ---- the questions


def test_triage_asks_one_question_at_a_time_and_leads_back(started: Register) -> None:
    at = open_page("cases/triage", "staff")
    assert asked(at) == "Wie hat es uns erreicht?"
    assert not has(at, f"{PAGE}.back")
    answer(at, channel="telephone")
    assert asked(at) == "Was teilt die Kundin oder der Kunde mit?"
    assert not has(at, f"{PAGE}.channel.email")
    answer(at, kind="complaint")
    assert asked(at) == "Soll ein Bescheid selbst geändert werden?"
    assert "**Telefon** · **Beschwerde**" in texts(at)
    click(at, f"{PAGE}.back")
    assert asked(at) == "Was teilt die Kundin oder der Kunde mit?"
    click(at, f"{PAGE}.restart")
    assert (asked(at), at.query_params) == ("Wie hat es uns erreicht?", {})


def test_triage_goes_on_after_a_reload(started: Register) -> None:
    at = answer(open_page("cases/triage"), channel="letter", kind="complaint")
    assert asked(reload(at)) == "Soll ein Bescheid selbst geändert werden?"


@pytest.mark.parametrize(
    "answers", [{"channel": "pigeon"}, {"kind": "praise"}, {"channel": "", "matter": "corruption"}]
)
def test_triage_begins_at_the_first_question_where_the_address_makes_no_sense(
    started: Register, answers: dict[str, str]
) -> None:
    assert asked(open_page("cases/triage", **answers)) == "Wie hat es uns erreicht?"


def test_triage_is_the_first_page_of_the_reception(started: Register) -> None:
    at = open_page("cases/today", "office")
    at.selectbox(key="portal.role").set_value("staff").run()
    assert at.title[0].value == "Neue Meldung"


def test_triage_stores_nothing_while_it_asks(started: Register) -> None:
    revision = started.snapshot().revision
    answer(open_page("cases/triage", "staff"), channel="email", kind="complaint", decision="no", today="no")
    assert started.refresh().revision == revision


# ---- into the register


def test_triage_leads_to_a_new_reaction_with_what_was_answered(started: Register) -> None:
    at = answer(
        open_page("cases/triage", "staff"),
        channel="telephone",
        kind="complaint",
        decision="no",
        today="no",
        ombuds="no",
    )
    assert asked(at) == "Das ist eine Reaktion für das KRM."
    click(at, f"{PAGE}.go")
    assert at.title[0].value == "Neue Reaktion"
    names = ("channel", "received_on", "kind.1", "ombuds")
    assert [held(at, f"cases.new.{name}") for name in names] == ["telephone", TODAY, "complaint", False]
    click(at, "cases.new.save")
    assert all_reactions(started.refresh()) == ["KR-2026-0001"]


def test_triage_says_that_a_petition_is_urgent(started: Register) -> None:
    at = answer(open_page("cases/triage"), channel="letter", kind="petition")
    assert [element.value for element in at.warning] == [
        "Besonders dringlich: Bitte geben Sie das Schreiben noch heute an das KRM."
    ]
    click(at, f"{PAGE}.go")
    assert held(at, "cases.new.kind.1") == "petition"


def test_triage_gives_those_without_the_ombuds_intake_a_new_reaction_that_says_so(started: Register) -> None:
    at = answer(open_page("cases/triage", "staff"), channel="email", kind="praise", ombuds="yes")
    click(at, f"{PAGE}.go")
    assert (at.title[0].value, held(at, "cases.new.ombuds")) == ("Neue Reaktion", True)


def test_triage_leads_the_ombuds_office_to_its_own_intake(started: Register) -> None:
    at = answer(open_page("cases/triage", "ombudsperson"), channel="email", kind="suggestion", ombuds="yes")
    click(at, f"{PAGE}.go")
    assert at.title[0].value == "Annahme Ombudsstelle"
    assert (held(at, "cases.ombuds.channel"), held(at, "cases.ombuds.kind.1")) == ("email", "suggestion")


def test_triage_leads_cards_to_their_stack_or_to_a_single_reaction(started: Register) -> None:
    at = click(answer(open_page("cases/triage", "staff"), channel="opinion_card"), f"{PAGE}.go")
    assert at.title[0].value == "Meinungskarten"
    at = click(answer(open_page("cases/triage", "team_lead"), channel="opinion_card"), f"{PAGE}.go")
    assert (at.title[0].value, held(at, "cases.new.channel")) == ("Neue Reaktion", "opinion_card")


# ---- handed over


def open_form(matter: str = "data_protection", role: str = "staff") -> AppTest:
    return open_page("cases/triage", role, channel="letter", kind="none", matter=matter)


@on_both_stores
def test_triage_notes_a_hand_over_and_says_what_to_tell_the_customer(started: Register) -> None:
    at = open_form()
    assert [block.value for block in at.code] == [
        "Vielen Dank für Ihre Nachricht. Es geht Ihnen um den Schutz Ihrer Daten. Dafür ist bei uns die "
        "Datenschutzbeauftragte zuständig. Wir haben Ihr Anliegen heute an sie weitergeleitet, und sie meldet sich bei "
        "Ihnen."
    ]
    assert held(at, f"{NEW}.handed_to") == "Datenschutzbeauftragte"
    click(put(at, NEW, subject="Auskunft", text="Was wissen Sie?"), f"{NEW}.save")
    assert "Die Abgabe ist vermerkt. Sie geht an: Datenschutzbeauftragte." in texts(at)
    assert not at.get("page_link")  # the reception does not see the list
    (row,) = rows(started, "handovers")
    names = ("channel", "matter", "handed_on", "subject", "text", "text_until", "changed_by")
    assert [row[name] for name in names] == [
        *("letter", "data_protection", TODAY, "Auskunft", "Was wissen Sie?", TODAY + timedelta(days=14)),
        "tryout:staff",
    ]
    assert all_reactions(started.refresh()) == []


def test_triage_sends_an_objection_through_the_team_to_the_objections_unit(started: Register) -> None:
    at = answer(open_page("cases/triage"), channel="letter", kind="complaint", decision="yes")
    assert held(at, f"{NEW}.handed_to") == "über das zuständige Team an die Widerspruchsstelle"
    click(at, f"{NEW}.save")
    assert [row["matter"] for row in rows(started, "handovers")] == ["objection"]
    assert [link.proto.page for link in at.get("page_link")] == ["handovers"]


def test_triage_refuses_a_hand_over_to_nobody_and_keeps_what_was_typed(started: Register) -> None:
    at = put(open_form("other"), NEW, text="Bleibt")
    click(at, f"{NEW}.save")
    assert errors(at) == [NOT_STORED, "„Abgegeben an“ fehlt. Bitte ausfüllen."]
    again = reload(at, "staff")
    assert held(again, f"{NEW}.text") == "Bleibt"
    assert rows(started, "handovers") == []
    click(put(again, NEW, handed_to="Sozialamt"), f"{NEW}.save")
    assert [(row["handed_to"], row["text"]) for row in rows(started, "handovers")] == [("Sozialamt", "Bleibt")]


def test_triage_stores_a_hand_over_once_in_two_windows(started: Register) -> None:
    at = put(open_form(), NEW, subject="Einmal")
    second = reload(at, "staff")
    click(at, f"{NEW}.save")
    click(second, f"{NEW}.save")
    assert "Die Abgabe ist vermerkt" in texts(second)
    assert [row["subject"] for row in rows(started, "handovers")] == ["Einmal"]


def test_triage_proposes_another_receiver_with_another_matter_but_keeps_one_that_was_typed(started: Register) -> None:
    at = click(put(open_form("corruption"), NEW, subject="Hinweis"), f"{PAGE}.back")
    answer(at, matter="benefit_fraud")
    assert held(at, f"{NEW}.handed_to") == "Ansprechperson für Leistungsmissbrauch"
    assert held(at, f"{NEW}.subject") == "Hinweis"
    click(put(at, NEW, handed_to="Frau Beispiel"), f"{PAGE}.back")
    answer(at, matter="corruption")
    assert held(at, f"{NEW}.handed_to") == "Frau Beispiel"


def test_triage_forgets_what_was_typed_when_it_starts_over(started: Register) -> None:
    at = click(put(open_form(), NEW, text="Geheim"), f"{PAGE}.restart")
    answer(at, channel="email", kind="none", matter="data_protection")
    assert not held(at, f"{NEW}.text")


def test_triage_gives_nobody_what_somebody_else_typed(started: Register) -> None:
    at = put(open_form(), NEW, text="Geheim")
    other = reload(at, "office")
    assert not held(other, f"{NEW}.text")
    assert other.query_params["draft"] != at.query_params["draft"]


# ---- put right the same day


def test_triage_counts_what_was_put_right_today_without_a_name(started: Register) -> None:
    at = answer(open_page("cases/triage", "staff"), **AT_ONCE)
    assert "dokumentieren Sie in VerBIS" in texts(at)
    assert not has(at, f"{COUNT}.undo")
    click(put(at, COUNT, area="reception", theme="wartezeit"), f"{COUNT}.save")
    (row,) = rows(started, "same_day")
    assert (row["day"], row["channel"], row["area"], row["theme"]) == (TODAY, "telephone", "reception", "wartezeit")
    assert all_reactions(started.refresh()) == []
    assert "Telefon · Eingangszone · Wartezeit" in texts(at)
    assert at.table[0].value.to_numpy().tolist() == [["Eingangszone", 1]]
    assert held(at, f"{COUNT}.area") is None


def test_triage_takes_back_the_last_one_counted(started: Register) -> None:
    at = answer(open_page("cases/triage", "staff"), **AT_ONCE)
    click(at, f"{COUNT}.save")
    click(put(at, COUNT, area="hotline"), f"{COUNT}.save")
    click(at, f"{COUNT}.undo")
    assert [row["area"] for row in rows(started, "same_day")] == [None]
    click(at, f"{COUNT}.undo")
    assert rows(started, "same_day") == []
    assert not has(at, f"{COUNT}.undo")


@on_both_stores
def test_triage_counts_once_in_two_windows_and_nothing_that_lies_ahead(started: Register) -> None:
    at = put(answer(open_page("cases/triage", "staff"), **AT_ONCE), COUNT, day=TODAY + timedelta(days=1))
    click(at, f"{COUNT}.save")
    assert [error for error in errors(at) if "liegt in der Zukunft" in error] != []
    assert rows(started, "same_day") == []
    put(at, COUNT, day=TODAY)
    second = reload(at, "staff")
    click(at, f"{COUNT}.save")
    click(second, f"{COUNT}.save")
    assert len(rows(started, "same_day")) == 1


# ---- who may


@pytest.mark.parametrize(
    "role", [role for person in those_without(Action.RECORD_REACTION) for role in person.roles if role != "boss"]
)
def test_triage_is_not_for_other_roles(started: Register, role: str) -> None:
    at = open_page("cases/triage")
    at.session_state["portal.role"] = role
    at.run()
    assert [error[:48] for error in errors(at)] == ["Diese Seite ist für Ihre Rolle nicht vorgesehen."]
    assert not has(at, f"{PAGE}.channel.email")


def test_triage_speaks_english(started: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    at = answer(open_page("cases/triage"), channel="email")
    assert asked(at) == "What does the customer tell us?"
