"""The intake of the ombuds office: short, a new partner at hand, closed at once where it was cleared by telephone."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.access import Action
from services.register.base import Register
from services.register.snapshot import Row
from tests.support.apptest import PATIENCE_SECONDS, click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import TODAY, all_reactions
from tests.support.people import those_without
from tests.support.portal import ROOT

PAGE, FORM = "cases/ombuds_intake", "cases.ombuds"
CALL: dict[str, Any] = {
    "channel": "telephone",
    "counsellor": "Frau Beispiel",
    "came_alone": True,
    "subject": "Regelbedarf nicht ausgezahlt",
    "kind__1": "complaint",
    "area__1": "benefits",
    "theme__1": "auszahlung_des_regelbedarfs",
}


def opened(role: str = "ombudsperson", **address: str) -> AppTest:
    return open_page(PAGE, role, **address)


def reload(at: AppTest, role: str = "ombudsperson") -> AppTest:
    """Open the address of a page in a new session, as a reload of the browser does."""
    return opened(role, **{name: str(value) for name, value in at.query_params.items()})


def cleared(at: AppTest) -> AppTest:
    """Type a whole case that was cleared by telephone at once."""
    put(at, FORM, **CALL, cleared_now=True)
    return put(
        at,
        FORM,
        outcome__1="upheld",
        clearing_kind__1="own_error",
        completion_note="Auszahlung veranlasst",
        verbis_on=TODAY,
    )


def stored(register: Register) -> tuple[Row, list[Row]]:
    snapshot = register.refresh()
    row_id = snapshot.find_reaction_id("KR-2026-0001")
    assert row_id is not None
    return snapshot.row("reactions", row_id), snapshot.concern_rows(row_id)


@on_both_stores
@pytest.mark.parametrize("role", ["ombudsperson", "office", "krm_officer"])
def test_a_case_cleared_by_telephone_is_recorded_and_closed_with_one_click(started: Register, role: str) -> None:
    at = click(cleared(opened(role)), f"{FORM}.save")
    assert at.title[0].value == "KR-2026-0001"
    reaction, (concern,) = stored(started)
    names = ("ombuds", "counsellor", "came_alone", "cleared_by", "cleared_on", "closed_on", "completion_note")
    assert [reaction[name] for name in names] == [
        *(True, "Frau Beispiel", True, "telephone", TODAY, TODAY, "Auszahlung veranlasst")
    ]
    assert (concern["outcome"], concern["clearing_kind"]) == ("upheld", "own_error")


def test_a_case_that_is_not_cleared_stays_open(started: Register) -> None:
    at = click(put(opened(), FORM, **CALL), f"{FORM}.save")
    assert at.title[0].value == "KR-2026-0001"
    reaction, (concern,) = stored(started)
    assert [reaction[name] for name in ("ombuds", "cleared_on", "closed_on", "cleared_by")] == [True, None, None, None]
    assert concern["outcome"] is None


def test_the_short_form_asks_for_the_outcome_only_where_it_was_cleared(started: Register) -> None:
    at = put(opened(), FORM, **CALL)
    names = ("outcome.1", "clearing_kind.1", "completion_note", "verbis_on", "complaint_type.1", "disposition")
    assert [name for name in names if has(at, f"{FORM}.{name}")] == []
    put(at, FORM, cleared_now=True)
    assert [name for name in names if has(at, f"{FORM}.{name}")] == [*names[:4]]
    assert not has(at, f"{FORM}.alternatives")
    put(at, FORM, outcome__1="not_upheld")
    assert has(at, f"{FORM}.alternatives")
    put(at, FORM, kind__1="suggestion")
    assert not has(at, f"{FORM}.outcome.1")


def test_a_refused_case_keeps_what_was_typed_and_says_what_is_missing(started: Register) -> None:
    at = put(opened(), FORM, **CALL, cleared_now=True)
    put(at, FORM, completion_note="Bleibt stehen")
    click(at, f"{FORM}.save")
    assert errors(at)[1:] == [
        "Anliegen 1 ist offen: Eine Beschwerde braucht ein Ergebnis, bevor der Fall abgeschlossen wird.",
        "„Art der Klärung“ fehlt. Bitte ausfüllen.",
        "„Hinweis in VerBIS am“ fehlt. Bitte ausfüllen.",
    ]
    assert held(at, f"{FORM}.completion_note") == "Bleibt stehen"
    assert all_reactions(started.refresh()) == []
    put(at, FORM, outcome__1="upheld", clearing_kind__1="explained", verbis_on=TODAY)
    click(at, f"{FORM}.save")
    assert stored(started)[0]["completion_note"] == "Bleibt stehen"


def test_a_draft_goes_on_after_a_reload_with_the_switch_as_it_stood(started: Register) -> None:
    at = cleared(opened())
    again = reload(at)
    assert held(again, f"{FORM}.cleared_now") is True
    assert [held(again, f"{FORM}.{name}") for name in ("completion_note", "outcome.1", "counsellor")] == [
        *("Auszahlung veranlasst", "upheld", "Frau Beispiel")
    ]
    click(again, f"{FORM}.save")
    assert stored(started)[0]["closed_on"] == TODAY


def test_what_was_typed_for_closing_comes_back_with_the_switch_and_is_not_stored_without_it(started: Register) -> None:
    at = put(cleared(opened()), FORM, cleared_now=False)
    assert not has(at, f"{FORM}.completion_note")
    put(at, FORM, cleared_now=True)
    assert [held(at, f"{FORM}.{name}") for name in ("completion_note", "outcome.1")] == [
        *("Auszahlung veranlasst", "upheld")
    ]
    click(put(at, FORM, cleared_now=False), f"{FORM}.save")
    reaction, (concern,) = stored(started)
    assert [reaction[name] for name in ("closed_on", "completion_note", "verbis_on")] == [None] * 3
    assert concern["outcome"] is None


def test_a_double_click_stores_one_case(started: Register) -> None:
    """The browser sends the second click before it has seen what the first one did."""
    at = cleared(opened())
    second = reload(at)
    click(at, f"{FORM}.save")
    click(second, f"{FORM}.save")
    assert second.title[0].value == "KR-2026-0001"
    assert all_reactions(started.refresh()) == ["KR-2026-0001"]


def test_drafts_of_the_intake_and_of_new_reactions_stay_apart(started: Register) -> None:
    put(opened("office"), FORM, subject="Von der Ombudsstelle")
    other = open_page("cases/new", "office")
    assert held(other, "cases.new.subject") == ""
    assert "Von der Ombudsstelle" not in texts(other)


@on_both_stores
def test_a_new_partner_is_entered_and_chosen(started: Register) -> None:
    at = put(opened(), FORM, subject="Bleibt stehen", counsellor="Frau Beispiel")
    put(at, FORM, new_partner__label="Schuldnerberatung Pirna", new_partner__kind="debt")
    put(at, FORM, new_partner__contact="Telefon 03501 1")
    click(at, f"{FORM}.new_partner.save")
    assert held(at, f"{FORM}.partner") == "schuldnerberatung_pirna"
    assert (held(at, f"{FORM}.subject"), held(at, f"{FORM}.counsellor")) == ("Bleibt stehen", "Frau Beispiel")
    assert held(at, f"{FORM}.new_partner.label") == ""
    (row,) = started.refresh().each_row("partners")
    assert (row["label"], row["kind"], row["contact"]) == ("Schuldnerberatung Pirna", "debt", "Telefon 03501 1")
    put(at, FORM, **CALL)
    click(at, f"{FORM}.save")
    assert stored(started)[0]["partner"] == "schuldnerberatung_pirna"


def test_a_partner_without_a_name_is_refused_and_what_was_typed_stays(started: Register) -> None:
    at = put(opened(), FORM, new_partner__contact="Telefon 03501 1", subject="Bleibt auch")
    click(at, f"{FORM}.new_partner.save")
    assert errors(at) == ["„Name“ fehlt. Bitte ausfüllen."]
    assert held(at, f"{FORM}.new_partner.contact") == "Telefon 03501 1"
    assert held(at, f"{FORM}.subject") == "Bleibt auch"
    assert len(started.refresh().frames["partners"]) == 0


@pytest.mark.parametrize(
    "role",
    sorted({role for actor in those_without(Action.TAKE_OMBUDS_CASES) for role in actor.roles if role != "boss"}),
)
def test_the_intake_is_not_for_other_roles(started: Register, role: str) -> None:
    at = opened("office")
    at.session_state["portal.role"] = role
    at.run()
    assert not has(at, f"{FORM}.save")
    assert all_reactions(started.refresh()) == []


def test_the_page_past_the_app_shows_nothing() -> None:
    at = AppTest.from_file(str(ROOT / "pages/cases/ombuds_intake.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in at.error[0].value
    assert not has(at, f"{FORM}.save")
