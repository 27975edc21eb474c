"""The page of a case: it shows all of it, and two people who edit it lose nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.i18n import plain
from services.access import Action
from services.cases import Case
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.apptest import click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import (
    COMPLAINT,
    IDEA,
    PRAISE,
    RECEIVED,
    TODAY,
    change,
    kinds,
    record,
    seen_again,
    with_concern,
)
from tests.support.people import BOB, KAREN, those_without

FORM = "cases.case"
NUMBER = "KR-2026-0001"


def open_case(number: str = NUMBER, role: str = "office", **params: str) -> AppTest:
    return open_page("cases/case", role, number=number, **params)


def edit(role: str = "office", **values: Any) -> AppTest:
    """Open the case for editing and type something."""
    return put(click(open_case(role=role), f"{FORM}.edit"), FORM, **values)


def shown(at: AppTest, label: str) -> str:
    """Return what stands under a label on the page."""
    start = f":gray[{label}]  \n"
    found = [element.value.removeprefix(start) for element in at.markdown if element.value.startswith(start)]
    assert len(found) == 1, f"{label}: {found}"
    return str(found[0])


# ---- reading


@on_both_stores
def test_case_shows_every_field_that_is_given(started: Register) -> None:
    team = {"code": "team_1", "label": "Team 401", "kind": "team"}
    register_team = RowChange("units", "u1", team)
    started.commit(ChangeSet.of([register_team], actor=KAREN.id, operation_id=new_id()))
    record(
        started,
        concerns=[{**COMPLAINT, "outcome": "partly_upheld", "employee": "Frau Kurz"}, PRAISE],
        customer_name="Erika Muster",
        unit="team_1",
        consent="given",
        consent_asked_on=RECEIVED,
        consent_on=TODAY,
        completion_note="Angerufen.\nGeklärt.",
        cleared_by="telephone",
        ombuds=True,
    )
    at = open_case()
    assert not at.exception
    assert at.title[0].value == NUMBER
    expected = {
        "Eingegangen am": r"02\.03\.2026",
        "Eingangsweg": r"E\-Mail",
        "Name": "Erika Muster",
        "Betreff": "Bescheid seit drei Monaten unverständlich",
        "Schilderung": r"Ich verstehe meinen Bescheid nicht\.",
        "Zuständiges Team": "Team 401",
        "Einverständnis vom": r"04\.03\.2026",
        "Erledigungsvermerk": "Angerufen\\.  \nGeklärt\\.",
        "Geklärt auf welchem Weg": "Telefonisch",
        "Thema": "Bescheid unverständlich",
        "Ergebnis": "teilweise begründet",
        "Genannte Mitarbeiterin oder genannter Mitarbeiter": "Frau Kurz",
    }
    assert {label: shown(at, label) for label in expected} == expected
    sections = [element.value for element in at.header]
    assert sections == [
        *("Eingang", "Kundin oder Kunde", "Sachverhalt", "Anliegen", "Bearbeitung"),
        *("Einverständnis und Information", "Abschluss", "Verlauf"),
    ]
    assert texts(at).index("**Anliegen 1**") < texts(at).index("**Anliegen 2**")


def test_case_shows_the_three_clocks_with_the_days_left(started: Register) -> None:
    record(started, received_on=date(2026, 2, 18), acknowledged_on=date(2026, 2, 19))
    said = texts(open_case())
    assert "**Eingang bestätigen** :green-badge[:material/check_circle: fristgerecht erledigt]" in said
    assert "**Klären** :red-badge[:material/alarm: seit 5 Tagen überfällig]" in said
    assert "**Abschließen** :orange-badge[:material/hourglass_bottom: heute fällig]" in said


def test_case_tells_its_story_newest_first(started: Register) -> None:
    case = record(started)
    change(started, case, KAREN, with_concern(case, 0, outcome="upheld"), acknowledged_on=TODAY, reason="Anruf *heute*")
    said = texts(open_case())
    assert said.index(r"karen\@amt\.example") < said.index(r"alice\@amt\.example")
    assert r"Anruf \*heute\*" in said
    assert "- Eingang bestätigt am: _keine Angabe_ → „04\\.03\\.2026“" in said
    assert "- Anliegen 1, Ergebnis: _keine Angabe_ → „begründet“" in said
    assert "- Reaktion erfasst\n- 1 Anliegen aufgenommen" in said


def test_case_links_the_reactions_before_and_after_it(started: Register) -> None:
    record(started)
    record(started, follow_up_of=NUMBER)
    first, second = (
        [(link.proto.label, link.proto.query_string) for link in open_case(f"KR-2026-000{place}").get("page_link")]
        for place in (1, 2)
    )
    assert ("Darauf folgt KR-2026-0002", "number=KR-2026-0002") in first
    assert ("Folgereaktion zu KR-2026-0001", "number=KR-2026-0001") in second


@pytest.mark.parametrize("typed", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "# x $y$ :material/home:"])
def test_case_shows_what_was_typed_as_text(started: Register, typed: str) -> None:
    record(started, subject=typed, text=typed, concerns=[{**COMPLAINT, "employee": typed}])
    at = open_case()
    assert typed not in texts(at).replace("=cmd|' /C calc'!A0", "")
    for label in ("Betreff", "Schilderung", "Genannte Mitarbeiterin oder genannter Mitarbeiter"):
        assert shown(at, label).replace("\\", "").replace("\u2060", "") == typed
    assert not at.get("html")


@pytest.mark.parametrize("number", ["KR-2026-9999", "<b>x</b>", "[hier](https://example.org)", "' OR 1=1 --"])
def test_case_says_when_there_is_no_such_case(started: Register, number: str) -> None:
    record(started)
    at = open_case(number)
    assert not at.exception
    assert at.warning[0].value == f"Einen Fall {plain(number)} gibt es im Register nicht."
    assert plain(number) != number
    assert "Bescheid" not in texts(at)


def test_case_is_found_where_its_number_is_typed_in_small_letters(started: Register) -> None:
    record(started)
    at = put(open_page("cases/case"), FORM, wanted=" kr-2026-0001 ")
    assert at.title[0].value == NUMBER


def test_case_asks_for_a_number_where_the_address_has_none(started: Register) -> None:
    record(started)
    at = open_page("cases/case")
    assert not at.warning
    put(at, FORM, wanted=f" {NUMBER} ")
    assert (at.title[0].value, at.query_params) == (NUMBER, {"number": NUMBER})


# ---- who may


@pytest.mark.parametrize("role", ["ombudsperson", "office", "data_protection"])
def test_case_shows_the_employee_to_those_who_work_on_it_only(started: Register, role: str) -> None:
    case = record(started, concerns=[{**COMPLAINT, "employee": "Frau Kurz"}])
    change(started, case, BOB, with_concern(case, 0, employee="Herr Lang"))
    said = texts(open_case(role=role))
    assert ("Herr Lang" in said, "Kurz" in said) == ((role != "ombudsperson"),) * 2
    assert "Bescheid unverständlich" in said


@pytest.mark.parametrize("role", ["area_lead", "data_protection"])
def test_case_is_read_only_for_roles_that_do_not_change_cases(started: Register, role: str) -> None:
    record(started)
    assert not has(open_case(role=role), f"{FORM}.edit")
    draft = edit(subject="Entwurf").query_params["draft"]
    at = open_case(role=role, draft=str(draft))
    assert not has(at, f"{FORM}.subject")
    assert not has(at, f"{FORM}.save")


ROLES_WITHOUT = [role for person in those_without(Action.SEE_CASE) for role in person.roles if role != "boss"]


@pytest.mark.parametrize("role", ROLES_WITHOUT)
def test_case_is_not_for_other_roles(started: Register, role: str) -> None:
    record(started)
    at = open_case()
    at.session_state["portal.role"] = role
    at.run()
    assert len(errors(at)) == 1
    assert errors(at)[0].startswith("Diese Seite ist für Ihre Rolle nicht vorgesehen.")
    assert "Bescheid" not in texts(at)
    assert NUMBER not in texts(at)


@pytest.mark.parametrize("step", [None, "4"])
def test_case_shows_management_no_case_that_was_not_put_before_it(started: Register, step: str | None) -> None:
    record(started, escalation_step=step)
    at = open_case(role="management")
    assert not at.exception
    assert at.warning[0].value == (
        f"{plain(NUMBER)} gehört nicht zu den Fällen, die der Geschäftsführung vorliegen (Stufen 5 und 6)."
    )
    assert "Bescheid" not in texts(at)


def test_case_of_step_5_is_read_by_management_and_changed_by_others(started: Register) -> None:
    record(started)
    record(started, follow_up_of=NUMBER, escalation_step="5")
    at = open_case("KR-2026-0002", role="management")
    assert at.title[0].value == "KR-2026-0002"
    assert "Bescheid seit drei Monaten" in texts(at)
    assert not [link for link in at.main.get("page_link") if NUMBER in link.proto.label]
    assert not [element.key for element in (*at.button, *at.text_input) if str(element.key).startswith(FORM)]


# ---- editing


@on_both_stores
def test_edit_stores_what_was_changed_and_shows_it(started: Register) -> None:
    case = record(started)
    at = click(edit(subject="Neu", acknowledged_on=TODAY), f"{FORM}.save")
    assert not at.exception
    assert (shown(at, "Betreff"), at.query_params) == ("Neu", {"number": NUMBER})
    row = seen_again(started, case).reaction
    stored = (row["subject"], row["acknowledged_on"], row["version"], row["changed_by"])
    assert stored == ("Neu", TODAY, 2, "tryout:office")


def test_edit_begins_with_what_is_stored(started: Register) -> None:
    case = record(started, concerns=[{**COMPLAINT, "employee": "Frau Kurz"}, PRAISE], cleared_by="letter", ombuds=True)
    at = edit()
    stored = {**case.reaction, "text": case.reaction["text"]}
    names = ("received_on", "channel", "ombuds", "subject", "text", "cleared_by", "closed_on")
    assert {name: held(at, f"{FORM}.{name}") for name in names} == {name: stored[name] for name in names}
    for row in case.concerns:
        assert (held(at, f"{FORM}.kind.{row['id']}"), held(at, f"{FORM}.area.{row['id']}")) == (
            row["kind"],
            row["area"],
        )
    click(at, f"{FORM}.save")
    assert seen_again(started, case) == case


def test_edit_gives_each_field_what_it_holds_as_its_default_too(started: Register) -> None:
    """Streamlit sends a value of the session once; where that gets lost, the field would be sent back as emptied."""
    record(started, concerns=[{**COMPLAINT, "employee": "Frau Kurz"}], customer_name="Mia", ombuds=True, unit=None)
    at = edit().run()

    drawn = {element.key: element.proto for element in at.main if getattr(element, "key", None) in at.session_state}
    assert drawn["cases.case.subject"].default == "Bescheid seit drei Monaten unverständlich"
    assert drawn["cases.case.text"].default == "Ich verstehe meinen Bescheid nicht."
    assert drawn["cases.case.customer_name"].default == "Mia"
    assert drawn["cases.case.ombuds"].default is True
    assert list(drawn["cases.case.received_on"].default) == [RECEIVED.isoformat()]
    channel = drawn["cases.case.channel"]
    assert channel.options[channel.default] == "E-Mail"
    assert [proto.default for key, proto in drawn.items() if key.startswith("cases.case.employee.")] == ["Frau Kurz"]


def test_edit_cancelled_stores_nothing(started: Register) -> None:
    case = record(started)
    at = click(edit(subject="Verworfen"), f"{FORM}.cancel")
    assert shown(at, "Betreff") == "Bescheid seit drei Monaten unverständlich"
    assert at.query_params == {"number": NUMBER}
    assert seen_again(started, case) == case
    assert held(edit(), f"{FORM}.subject") == "Bescheid seit drei Monaten unverständlich"


def test_edit_refuses_bad_input_at_its_field_and_keeps_it(started: Register) -> None:
    case = record(started)
    at = click(edit(closed_on=date(2026, 3, 1), text="x" * 25_000, subject="Bleibt"), f"{FORM}.save")
    assert [sentence.split("“")[0] for sentence in errors(at)[1:]] == ["„Schilderung", "„Abgeschlossen am"]
    assert (held(at, f"{FORM}.subject"), len(held(at, f"{FORM}.text"))) == ("Bleibt", 25_000)
    assert seen_again(started, case) == case
    click(put(at, FORM, closed_on=None, text="kurz"), f"{FORM}.save")
    assert seen_again(started, case).reaction["subject"] == "Bleibt"


def test_edit_that_moves_a_deadline_needs_its_reason_which_is_kept_and_noted(started: Register) -> None:
    """OA 10/2018, Ablauf 4: the KRM officer watches the deadlines, so none moves without a word."""
    case = record(started, acknowledged_on=RECEIVED)
    at = click(edit(acknowledged_on=TODAY), f"{FORM}.save")
    assert len(errors(at)) == 2
    assert errors(at)[1].endswith("Bitte tragen Sie den Grund ein.")
    assert seen_again(started, case) == case
    put(at, FORM, reason="Das Schreiben ging erst heute hinaus.")
    again = open_page("cases/case", **{name: str(value) for name, value in at.query_params.items()})
    assert held(again, f"{FORM}.reason") == "Das Schreiben ging erst heute hinaus."
    click(again, f"{FORM}.save")
    assert seen_again(started, case).reaction["acknowledged_on"] == TODAY
    (note,) = started.snapshot().note_rows(case.id)
    assert (note["kind"], note["reason"]) == ("correction", "Das Schreiben ging erst heute hinaus.")
    assert texts(again).count("Das Schreiben ging erst heute hinaus") == 2  # among the notes, and in the timeline


def test_edit_goes_on_after_a_reload(started: Register) -> None:
    case = record(started, concerns=[COMPLAINT, PRAISE])
    at = edit(subject="Angefangen")
    click(at, f"{FORM}.down.{case.concerns[0]['id']}")
    click(at, f"{FORM}.add_concern")
    put(at, FORM, kind__3="petition")
    again = open_page("cases/case", **{name: str(value) for name, value in at.query_params.items()})
    assert held(again, f"{FORM}.subject") == "Angefangen"
    click(again, f"{FORM}.save")
    assert kinds(seen_again(started, case)) == [(1, "praise"), (2, "complaint"), (3, "petition")]


def test_edit_that_was_left_is_offered_when_the_case_is_opened_again(started: Register) -> None:
    record(started)
    click(open_case(), f"{FORM}.edit")  # nothing typed: nothing to offer
    draft = edit(subject="Angefangen").query_params["draft"]
    at = open_case()
    assert "Sie haben begonnen, diesen Fall zu ändern, und noch nicht gespeichert." in texts(at)
    assert [button.key for button in at.button if ".continue." in str(button.key)] == [f"{FORM}.continue.{draft}"]
    click(at, f"{FORM}.continue.{draft}")
    assert held(at, f"{FORM}.subject") == "Angefangen"
    click(at, f"{FORM}.save")
    assert "und noch nicht gespeichert" not in texts(open_case())


def test_edit_that_was_left_is_offered_at_its_case_to_its_owner_only_and_can_be_thrown_away(started: Register) -> None:
    record(started)
    record(started)
    draft = edit(subject="Angefangen").query_params["draft"]
    assert not has(open_case("KR-2026-0002"), f"{FORM}.throw.{draft}")
    assert not has(open_case(role="krm_officer"), f"{FORM}.throw.{draft}")
    at = click(open_case(), f"{FORM}.throw.{draft}")
    assert "und noch nicht gespeichert" not in texts(at)
    assert "und noch nicht gespeichert" not in texts(open_case())


def test_edit_of_somebody_else_is_not_given_away_by_its_address(started: Register) -> None:
    record(started)
    at = edit(subject="Angefangen")
    other = open_case(role="team_lead", draft=str(at.query_params["draft"]))
    assert not has(other, f"{FORM}.subject")
    assert other.query_params == {"number": NUMBER}
    assert "Angefangen" not in texts(other)


def test_edit_does_not_open_with_the_draft_of_another_case(started: Register) -> None:
    record(started)
    record(started, subject="Andere Sache")
    at = edit(subject="Angefangen")
    other = open_case("KR-2026-0002", draft=str(at.query_params["draft"]))
    assert not has(other, f"{FORM}.subject")
    assert shown(other, "Betreff") == "Andere Sache"


def test_edit_adds_and_removes_concerns(started: Register) -> None:
    case = record(started, concerns=[COMPLAINT, PRAISE, IDEA])
    at = click(edit(), f"{FORM}.remove.{case.concerns[1]['id']}")
    click(at, f"{FORM}.save")
    assert kinds(seen_again(started, case)) == [(1, "complaint"), (2, "suggestion")]


def test_edit_keeps_the_employee_that_the_ombuds_office_does_not_see(started: Register) -> None:
    case = record(started, concerns=[{**COMPLAINT, "employee": "Frau Kurz"}])
    at = edit("ombudsperson", **{f"outcome__{case.concerns[0]['id']}": "upheld"})
    assert not has(at, f"{FORM}.employee.{case.concerns[0]['id']}")
    click(at, f"{FORM}.save")
    concern = seen_again(started, case).concerns[0]
    assert (concern["outcome"], concern["employee"]) == ("upheld", "Frau Kurz")


def test_edit_takes_away_what_no_longer_applies(started: Register) -> None:
    case = record(started, concerns=[{**COMPLAINT, "outcome": "upheld", "complaint_type": "general"}])
    row_id = case.concerns[0]["id"]
    click(edit(**{f"kind__{row_id}": "praise"}), f"{FORM}.save")
    concern = seen_again(started, case).concerns[0]
    assert (concern["kind"], concern["outcome"], concern["complaint_type"]) == ("praise", None, None)


# ---- two people


@on_both_stores
def test_two_people_who_change_different_fields_both_succeed(started: Register) -> None:
    case = record(started)
    first, second = edit("office", subject="Vom Büro"), edit("team_lead", completion_note="Vom Team")
    click(first, f"{FORM}.save")
    at = click(second, f"{FORM}.save")
    assert errors(at) == []
    row = seen_again(started, case).reaction
    assert (row["subject"], row["completion_note"], row["version"]) == ("Vom Büro", "Vom Team", 3)


def test_the_form_says_that_somebody_else_has_saved_meanwhile(started: Register) -> None:
    record(started)
    at, other = edit(subject="Vom Büro"), edit("krm_officer", acknowledged_on=TODAY)
    assert not at.info
    click(other, f"{FORM}.save")
    at.run()
    assert len(at.info) == 1
    assert held(at, f"{FORM}.subject") == "Vom Büro"


def clashing(started: Register) -> tuple[Case, AppTest]:
    """Let two people change the subject, and the second one also something else; return the second one's page."""
    case = record(started)
    first, second = edit("office", subject="Vom *Büro*"), edit("team_lead", subject="Vom Team", cleared_by="letter")
    click(first, f"{FORM}.save")
    return case, click(second, f"{FORM}.save")


@on_both_stores
def test_the_same_field_is_put_side_by_side_and_both_texts_are_there(started: Register) -> None:
    case, at = clashing(started)
    assert at.warning
    said = texts(at)
    assert r"Vom \*Büro\*" in said
    assert "Vom Team" in said
    assert "**Betreff**" in said
    assert held(at, f"{FORM}.choice.{case.id}.subject") == "mine"
    row = seen_again(started, case).reaction
    assert (row["subject"], row["cleared_by"]) == ("Vom *Büro*", None)


@pytest.mark.parametrize(("side", "subject"), [("mine", "Vom Team"), ("theirs", "Vom *Büro*")])
def test_what_was_chosen_is_stored_with_all_else(started: Register, side: str, subject: str) -> None:
    case, at = clashing(started)
    put(at, FORM, **{f"choice__{case.id}__subject": side})
    click(at, f"{FORM}.save")
    assert not at.exception
    assert not at.warning
    row = seen_again(started, case).reaction
    assert (row["subject"], row["cleared_by"]) == (subject, "letter")
    assert at.query_params == {"number": NUMBER}


def test_a_choice_can_be_left_without_storing_anything(started: Register) -> None:
    case, at = clashing(started)
    click(at, f"{FORM}.cancel")
    assert shown(at, "Betreff") == r"Vom \*Büro\*"
    assert seen_again(started, case).reaction["cleared_by"] is None


def test_a_third_save_during_the_choice_is_asked_about_again(started: Register) -> None:
    case, at = clashing(started)
    change(started, seen_again(started, case), BOB, subject="Vom Dritten")
    click(at, f"{FORM}.save")
    assert "Vom Dritten" in texts(at)
    assert seen_again(started, case).reaction["subject"] == "Vom Dritten"
    click(put(at, FORM, **{f"choice__{case.id}__subject": "theirs"}), f"{FORM}.save")
    row = seen_again(started, case).reaction
    assert (row["subject"], row["cleared_by"]) == ("Vom Dritten", "letter")


@on_both_stores
def test_a_concern_removed_by_one_and_changed_by_the_other_is_asked_about(started: Register) -> None:
    case = record(started, concerns=[COMPLAINT, PRAISE])
    row_id = case.concerns[0]["id"]
    at = edit(**{f"outcome__{row_id}": "upheld"})
    change(started, case, BOB, with_concern(case, 1)[1:])
    click(at, f"{FORM}.save")
    assert "**Anliegen 1 · Ergebnis**" in texts(at)
    assert "Dieses Anliegen wurde entfernt." in texts(at)
    assert "begründet" in texts(at)
    click(put(at, FORM, **{f"choice__{row_id}__outcome": "theirs"}), f"{FORM}.save")
    assert kinds(seen_again(started, case)) == [(1, "praise")]


def test_another_order_of_both_is_put_side_by_side(started: Register) -> None:
    case = record(started, concerns=[COMPLAINT, PRAISE, IDEA])
    complaint, praise, idea = with_concern(case, 0)
    at = click(edit(), f"{FORM}.up.{idea.id}")
    change(started, case, BOB, [praise, complaint, idea])
    click(at, f"{FORM}.save")
    assert "**Reihenfolge der Anliegen**" in texts(at)
    click(put(at, FORM, **{f"choice__{case.id}__rank": "theirs"}), f"{FORM}.save")
    assert kinds(seen_again(started, case)) == [(1, "praise"), (2, "complaint"), (3, "suggestion")]


@on_both_stores
def test_a_case_removed_meanwhile_is_said_and_not_brought_back(started: Register) -> None:
    case = record(started)
    at = edit(subject="Noch da")
    gone = RowChange("reactions", case.id, {}, seen=case.reaction, removed=True)
    started.commit(ChangeSet.of([gone], actor=KAREN.id, operation_id=new_id()))
    click(at, f"{FORM}.save")
    assert not at.exception
    assert at.warning[0].value == f"Einen Fall {plain(NUMBER)} gibt es im Register nicht."
    assert started.refresh().find_row("reactions", case.id) is None


# ---- language


def test_case_speaks_english(started: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    record(started)
    at = open_case()
    assert (shown(at, "Received on"), shown(at, "Channel")) == ("2 Mar 2026", r"E\-mail")
    assert at.button(key=f"{FORM}.edit").label == "Edit"
