"""The steps on the case: what comes next, the form of a step, what it refuses, and what happens beside the steps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.i18n import plain
from services.cases import Case
from services.procedure.steps import StepName
from services.procedure.taking import StepEntry, take_step
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.apptest import click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import COMPLAINT, IDEA, PRAISE, RECEIVED, TODAY, record, seen_again
from tests.support.people import KAREN

STEP = "cases.case.step"
NUMBER = "KR-2026-0001"
LEAD = "tina@amt.example"
ACKNOWLEDGED: dict[str, Any] = {"acknowledged_on": RECEIVED, "consent_asked_on": RECEIVED, "consent": "asked"}
ASSIGNED: dict[str, Any] = {**ACKNOWLEDGED, "disposition_on": RECEIVED, "unit": "team_1"}
CLEARED: dict[str, Any] = {**ASSIGNED, "cleared_on": TODAY, "cleared_by": "telephone", "call_note": "Erklärt."}


@pytest.fixture
def office(started: Register) -> Register:
    """A register with a team and its lead."""
    team = {"code": "team_1", "label": "Team 401", "kind": "team"}
    lead = {"login": LEAD, "label": "Tina Leitung", "roles": ("team_lead",), "unit": "team_1", "active": True}
    rows = [RowChange("units", "u1", team), RowChange("users", "p1", lead)]
    started.commit(ChangeSet.of(rows, actor=KAREN.id, operation_id=new_id()))
    return started


def open_case(role: str = "office", number: str = NUMBER, **params: str) -> AppTest:
    return open_page("cases/case", role, number=number, **params)


def reopened(at: AppTest, role: str = "office") -> AppTest:
    """Open the same address in another window."""
    return open_page("cases/case", role, **{name: str(value) for name, value in at.query_params.items()})


def steps_offered(at: AppTest) -> dict[str, bool]:
    """Return the steps with a button, and whether it is the main one."""
    names = {f"{STEP}.{name}": str(name) for name in StepName}
    return {names[button.key]: button.proto.type == "primary" for button in at.button if button.key in names}


def done(register: Register, case: Case, name: StepName, *, reason: str = "", **values: Any) -> Case:
    entry = StepEntry(values, note={"reason": reason} if reason else {})
    return take_step(register, KAREN, case, name, entry, today=TODAY, operation_id=new_id())


# ---- what comes next


def test_the_office_sees_what_comes_next_and_what_has_to_wait(office: Register) -> None:
    record(office)
    at = open_case()
    assert "**Sie sind dran:** Eingang bestätigen" in texts(at)
    offered = steps_offered(at)
    assert [name for name, is_main in offered.items() if is_main] == ["acknowledge"]
    assert {"extend", "escalate", "inform"} <= set(offered)
    assert not {"assign", "clear", "close", "sign", "talk_over"} & set(offered)
    assert plain("Der Eingang ist noch nicht bestätigt.") in texts(at)


def test_the_case_says_whose_turn_it_is_where_it_is_nobody_here(office: Register) -> None:
    record(office, **ASSIGNED, assigned_to=LEAD)
    at = open_case()
    assert f"**Jetzt dran: {plain('Teamleitung, Team 401, Tina Leitung')}.** Klärung eintragen" in texts(at)
    assert not any(steps_offered(at).values())
    assert "**Sie sind dran:** Klärung eintragen" in texts(open_case("team_lead"))


@pytest.mark.parametrize("role", ["data_protection", "management"])
def test_readers_take_no_steps(office: Register, role: str) -> None:
    case = record(office, **ASSIGNED)
    done(office, case, StepName.ESCALATE, escalation_step="5", reason="Ruft täglich an.")
    at = open_case(role)
    assert at.title[0].value == NUMBER
    assert steps_offered(at) == {}
    assert not [button.key for button in at.button if str(button.key).startswith("cases.case.")]
    assert plain("Ruft täglich an.") in texts(at)


def test_a_closed_case_is_only_reopened(office: Register) -> None:
    record(office, concerns=[PRAISE], **ACKNOWLEDGED, closed_on=TODAY, completion_note="Gefreut.")
    at = open_case()
    assert "**Der Fall ist abgeschlossen.**" in texts(at)
    assert set(steps_offered(at)) & {"reopen", "close", "assign", "escalate"} == {"reopen"}


# ---- taking a step


@on_both_stores
def test_a_step_is_taken_in_place_with_today_and_told(office: Register) -> None:
    case = record(office)
    at = click(open_case(), f"{STEP}.acknowledge")
    assert (held(at, f"{STEP}.acknowledge.acknowledged_on"), held(at, f"{STEP}.acknowledge.informed_on")) == (
        TODAY,
        None,
    )
    assert plain("OA 10/2018, Ablauf 1") in texts(at)
    put(at, f"{STEP}.acknowledge", acknowledged_on=date(2026, 3, 3))
    click(at, f"{STEP}.save")
    row = seen_again(office, case).reaction
    assert (row["acknowledged_on"], row["consent_asked_on"], row["consent"]) == (date(2026, 3, 3), TODAY, "asked")
    assert (row["changed_by"], at.query_params) == ("tryout:office", {"number": NUMBER})
    assert f"{NUMBER}: Eingang bestätigt, Einverständnis erbeten." in [toast.value for toast in at.toast]
    assert "**Sie sind dran:** Mit Verfügung zuweisen" in texts(at)


def test_a_case_is_assigned_to_a_person_by_name(office: Register) -> None:
    """Ablauf 2: "mit einer entsprechenden Verfügung … an die zuständige Teamleitung"."""
    case = record(office, **ACKNOWLEDGED)
    at = click(open_case(), f"{STEP}.assign")
    assert at.selectbox(key=f"{STEP}.assign.assigned_to").options == []
    put(at, f"{STEP}.assign", unit="team_1")
    assert at.selectbox(key=f"{STEP}.assign.assigned_to").options == ["Tina Leitung"]
    put(at, f"{STEP}.assign", assigned_to=LEAD, disposition="Bitte zurückrufen.")
    click(at, f"{STEP}.save")
    row = seen_again(office, case).reaction
    assert [row[name] for name in ("unit", "assigned_to", "disposition", "disposition_on")] == [
        *("team_1", LEAD, "Bitte zurückrufen.", TODAY)
    ]
    assert ":gray[Zuständige Leitung]  \nTina Leitung" in texts(at)
    assert LEAD.split("@")[0] not in texts(at)


def test_a_refused_step_says_what_is_missing_at_its_field_and_keeps_what_was_typed(office: Register) -> None:
    case = record(office, **ASSIGNED)
    at = put(click(open_case("team_lead"), f"{STEP}.clear"), f"{STEP}.clear", cleared_by="telephone")
    click(at, f"{STEP}.save")
    assert errors(at)[1:] == ["„Gesprächsvermerk der Teamleitung“ fehlt. Bitte ausfüllen."]
    assert held(at, f"{STEP}.clear.cleared_by") == "telephone"
    assert seen_again(office, case) == case
    put(at, f"{STEP}.clear", call_note="Frau Muster angerufen, alles erklärt.")
    again = reopened(at, "team_lead")
    assert held(again, f"{STEP}.clear.call_note") == "Frau Muster angerufen, alles erklärt."
    click(again, f"{STEP}.save")
    row = seen_again(office, case).reaction
    assert (row["cleared_on"], row["cleared_by"], row["call_note"]) == (
        *(TODAY, "telephone"),
        "Frau Muster angerufen, alles erklärt.",
    )


def test_what_was_typed_for_a_step_is_there_after_another_page_and_gone_after_cancel(office: Register) -> None:
    record(office, **ASSIGNED)
    at = put(click(open_case("team_lead"), f"{STEP}.clear"), f"{STEP}.clear", call_note="Angefangen")
    again = click(open_case("team_lead"), f"{STEP}.clear")
    assert held(again, f"{STEP}.clear.call_note") == "Angefangen"
    click(again, f"{STEP}.cancel")
    assert "step" not in again.query_params
    assert held(click(open_case("team_lead"), f"{STEP}.clear"), f"{STEP}.clear.call_note") in (None, "")
    assert at.title[0].value == NUMBER


@on_both_stores
def test_a_step_clicked_twice_is_taken_once(office: Register) -> None:
    case = record(office, **ASSIGNED)
    at = click(open_case(), f"{STEP}.escalate")
    put(at, f"{STEP}.escalate", note__reason="Die Frist ist um.")
    other = reopened(at)
    click(at, f"{STEP}.save")
    click(other, f"{STEP}.save")
    assert errors(other) == []
    assert seen_again(office, case).reaction["version"] == 2
    assert len(office.snapshot().note_rows(case.id)) == 1


@on_both_stores
def test_a_step_that_somebody_else_took_meanwhile_is_not_taken_again(office: Register) -> None:
    case = record(office)
    at = click(open_case(), f"{STEP}.acknowledge")
    done(office, case, StepName.ACKNOWLEDGE, acknowledged_on=RECEIVED)
    click(at, f"{STEP}.save")
    assert len(errors(at)) == 1
    assert seen_again(office, case).reaction["acknowledged_on"] == RECEIVED


def test_a_step_begun_by_one_person_is_not_opened_by_another(office: Register) -> None:
    record(office, **ASSIGNED)
    at = put(click(open_case("team_lead"), f"{STEP}.clear"), f"{STEP}.clear", call_note="Vertraulich")
    other = reopened(at)
    assert not has(other, f"{STEP}.clear.call_note")
    assert "step" not in other.query_params


def test_closing_asks_for_the_outcome_of_each_complaint(office: Register) -> None:
    """Ablauf 3 and HEGA 09/15: outcome and kind of clearing per complaint, alternatives where the wish was refused."""
    case = record(office, concerns=[COMPLAINT, IDEA, {**COMPLAINT, "theme": None}], **CLEARED)
    first, idea, second = (row["id"] for row in case.concerns)
    at = click(open_case(), f"{STEP}.close")
    assert not has(at, f"{STEP}.close.outcome.{idea}")
    put(at, f"{STEP}.close", completion_note="Angerufen.", verbis_on=TODAY)
    put(at, f"{STEP}.close", **{f"outcome__{first}": "upheld", f"clearing_kind__{first}": "own_error"})
    click(at, f"{STEP}.save")
    assert len([said for said in errors(at) if "Ergebnis" in said]) == 1
    assert seen_again(office, case) == case
    put(at, f"{STEP}.close", **{f"outcome__{second}": "not_upheld", f"clearing_kind__{second}": "explained"})
    assert at.selectbox(key=f"{STEP}.close.alternatives").label.endswith("*")
    click(at, f"{STEP}.save")
    assert [said for said in errors(at) if "Alternativen geprüft" in said]
    click(put(at, f"{STEP}.close", alternatives="not_found"), f"{STEP}.save")
    closed = seen_again(office, case)
    assert [row["outcome"] for row in closed.concerns] == ["upheld", None, "not_upheld"]
    assert (closed.reaction["closed_on"], closed.reaction["alternatives"]) == (TODAY, "not_found")


def test_assigning_again_keeps_the_day_and_moves_it_with_a_reason_only(office: Register) -> None:
    case = record(office, **ASSIGNED)
    at = click(open_case(), f"{STEP}.assign")
    assert held(at, f"{STEP}.assign.disposition_on") == RECEIVED
    click(put(at, f"{STEP}.assign", disposition_on=TODAY), f"{STEP}.save")
    assert errors(at)[1:] == [
        "„Verfügung vom“ war 02.03.2026 und wird geändert: Damit verschiebt sich eine Frist. "
        "Bitte tragen Sie den Grund ein."
    ]
    assert seen_again(office, case) == case
    click(put(at, f"{STEP}.assign", note__reason="Neu verfügt."), f"{STEP}.save")
    assert seen_again(office, case).reaction["disposition_on"] == TODAY
    assert [row["kind"] for row in office.snapshot().note_rows(case.id)] == ["correction"]


def test_a_praise_is_talked_over_with_the_person_named(office: Register) -> None:
    """Lobe: "Werden Mitarbeiter konkret benannt, ist durch den Teamleiter eine Auswertung … vorzunehmen"."""
    case = record(office, concerns=[IDEA, {**PRAISE, "employee": "Frau Kurz"}], **ASSIGNED)
    at = click(open_case("team_lead"), f"{STEP}.talk_over")
    assert "**Anliegen 2** · Lob · Eingangszone · Frau Kurz" in texts(at)
    click(at, f"{STEP}.save")
    assert [row["talked_over_on"] for row in seen_again(office, case).concerns] == [None, TODAY]


# ---- the ladder


def test_the_next_step_of_the_ladder_is_proposed_when_a_clock_ran_out(
    office: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anlage Eskalationsstufenkonzept: each step with day, person, reason and proof."""
    case = record(office, **ASSIGNED)
    assert not has(open_case(), "cases.case.propose")
    monkeypatch.setenv("RESONANZ_TODAY", "2026-03-12")
    at = open_case()
    assert "Die Frist „Klären“ ist am 11.03.2026 abgelaufen." in texts(at)
    click(at, "cases.case.propose")
    form = f"{STEP}.escalate"
    assert (held(at, f"{form}.escalation_step"), held(at, f"{form}.note.title")) == ("3", "Frist abgelaufen")
    click(put(at, form, note__person="Frau Bereich", note__proof="E-Akte 12"), f"{STEP}.save")
    assert errors(at)[1:] == ["„Begründung“ fehlt. Bitte ausfüllen."]
    click(put(at, form, note__reason="Team ist ausgefallen."), f"{STEP}.save")
    assert not has(at, "cases.case.propose")
    said = texts(at)
    assert "**3 Bereichsleitung** :orange-badge[aktuell]" in said
    for fact in ("Frist abgelaufen", "Frau Bereich", "Team ist ausgefallen.", "E-Akte 12"):
        assert plain(fact) in said
    (note,) = office.refresh().note_rows(case.id)
    assert (note["step"], note["noted_on"]) == ("3", date(2026, 3, 12))


# ---- beside the steps


@on_both_stores
def test_the_last_step_is_taken_back_with_a_reason(office: Register) -> None:
    case = done(office, record(office), StepName.ACKNOWLEDGE)
    at = click(open_case(), "cases.case.undo")
    assert "**Eingang bestätigt, Einverständnis erbeten**" in texts(at)
    click(at, f"{STEP}.save")
    assert errors(at)[1:] == ["Bitte tragen Sie ein, warum der Schritt zurückgenommen wird."]
    assert seen_again(office, case) == case
    click(put(at, f"{STEP}.undo", reason="Falscher Fall."), f"{STEP}.save")
    assert seen_again(office, case).reaction["acknowledged_on"] is None
    assert "**Zurückgenommener Schritt** · Eingang bestätigt, Einverständnis erbeten" in texts(at)
    assert texts(at).count(plain("Falscher Fall.")) == 2  # among the notes, and in the timeline


def test_a_step_of_somebody_else_is_not_taken_back_by_the_team_lead(office: Register) -> None:
    done(office, record(office, **ACKNOWLEDGED), StepName.ASSIGN, unit="team_1")
    at = click(open_case("team_lead"), "cases.case.undo")
    assert not has(at, f"{STEP}.save")
    assert "jemand anderes" in at.info[0].value


@on_both_stores
def test_two_records_of_one_reaction_are_put_together(office: Register) -> None:
    kept = record(office, customer_name=None)
    other = record(office, customer_name="Erika Muster", concerns=[COMPLAINT, PRAISE], subject="Zweiter Brief")
    at = put(click(open_case(), "cases.case.join"), f"{STEP}.join", number="kr-2026-0002")
    assert "Zweiter Brief" in texts(at)
    assert "- Name: Erika Muster" in texts(at)
    click(at, f"{STEP}.save")
    assert errors(at)[1:] == ["Bitte tragen Sie ein, warum beide dieselbe Reaktion sind."]
    click(put(at, f"{STEP}.join", reason="Kam per E-Mail und per Post."), f"{STEP}.save")
    now = seen_again(office, kept)
    assert (now.reaction["customer_name"], [row["kind"] for row in now.concerns]) == (
        "Erika Muster",
        ["complaint", "praise"],
    )
    assert office.snapshot().find_row("reactions", other.id) is None
    assert "**Zusammenführung** · KR" in texts(at)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("KR-2026-9999", "Einen Fall KR"),
        (NUMBER, "Das ist dieser Fall selbst."),
    ],
)
def test_no_record_is_put_together_with_one_that_is_not_there(office: Register, typed: str, said: str) -> None:
    record(office)
    at = put(click(open_case(), "cases.case.join"), f"{STEP}.join", number=typed)
    assert at.warning[0].value.startswith(said)
    assert not has(at, f"{STEP}.save")


def test_only_the_office_puts_records_together(office: Register) -> None:
    record(office)
    assert not has(open_case("team_lead"), "cases.case.join")


def test_a_follow_up_starts_with_the_customer(office: Register) -> None:
    record(office, customer_name="Erika Muster", customer_ref="035A1")
    at = open_case()
    at.button(key="cases.case.follow_up").click()
    at.run()
    assert not at.exception
    names = ("follow_up_of", "customer_name", "customer_ref", "subject")
    assert [held(at, f"cases.new.{name}") for name in names] == [NUMBER, "Erika Muster", "035A1", ""]


def test_a_follow_up_shows_what_was_said_before(office: Register) -> None:
    """Folgereaktionen: "trotz umfassender und abgeschlossener Bearbeitung … erneut in derselben Sache"."""
    record(office, concerns=[PRAISE], **ACKNOWLEDGED, completion_note="Am Telefon erklärt.")
    follow_up, other = record(office, follow_up_of=NUMBER, subject="Schon wieder"), record(office)
    said = texts(open_case(number=follow_up.number))
    assert plain("Am Telefon erklärt.") in said
    assert plain("Lob · Eingangszone") in said
    assert plain("Am Telefon erklärt.") not in texts(open_case(number=other.number))


def test_the_timeline_says_a_step_in_its_words_and_its_note(office: Register) -> None:
    case = done(office, record(office, **ASSIGNED), StepName.ESCALATE, escalation_step="3", reason="Ruft täglich an.")
    done(office, case, StepName.CLEAR, cleared_by="telephone", call_note="Erklärt.")
    said = texts(open_case())
    assert "Vom Team geklärt" in said
    assert "**Eskalation** · 3 Bereichsleitung" in said
    assert "Anliegen aufgenommen" in said


def test_the_office_is_led_to_the_hand_over_of_the_case(office: Register) -> None:
    """KRM-Beauftragter: what is not KRM's goes "zuständigkeitshalber" to the place responsible."""
    record(office)
    for role, expected in (("office", [f"reaction={NUMBER}"]), ("team_lead", [])):
        links = open_case(role).get("page_link")
        found = [link.proto.query_string for link in links if link.proto.label == "An andere Stelle abgeben"]
        assert found == expected, role
