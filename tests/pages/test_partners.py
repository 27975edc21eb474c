"""Partner organisations with their contact and their cases, for those who work with them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from services.access import Action
from services.partners import add_partner
from services.records import change_record
from services.register.base import Register
from services.register.snapshot import Row
from tests.support.apptest import PATIENCE_SECONDS, click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import TODAY, record
from tests.support.people import OLIVIA, those_without
from tests.support.portal import ROOT

FORM = "cases.partners"


def partner(register: Register, label: str = "Caritas") -> Row:
    values = {"label": label, "kind": "debt", "contact": "Frau *Beispiel*, 0351 1"}
    return add_partner(register, OLIVIA, values, today=TODAY, operation_id=f"partner-{label}")


def opened(role: str = "ombudsperson") -> AppTest:
    return open_page("cases/partners", role)


def open_one(row: Row, role: str = "ombudsperson") -> AppTest:
    return put(opened(role), FORM, open=row["id"])


@pytest.mark.parametrize("role", ["ombudsperson", "office", "krm_officer"])
def test_partners_are_listed_with_contact_kind_and_cases(started: Register, role: str) -> None:
    partner(started)
    partner(started, "AWO")
    record(started, partner="caritas", ombuds=True)
    record(started, partner="caritas")
    rows = opened(role).dataframe[0].value
    assert list(rows.columns) == [
        *("Name", "Art", "Fälle in diesem Jahr", "Jetzt offen", "Ansprechpartner", "In Benutzung")
    ]
    assert [list(row) for row in rows.to_numpy()] == [
        ["AWO", "Schuldnerberatung", 0, 0, "Frau *Beispiel*, 0351 1", "ja"],
        ["Caritas", "Schuldnerberatung", 2, 2, "Frau *Beispiel*, 0351 1", "ja"],
    ]


def test_a_partner_shows_its_cases_with_links(started: Register) -> None:
    row = partner(started)
    number = record(started, partner="caritas", subject="Kaution *fehlt*").number
    record(started, subject="Ohne Partner")
    at = open_one(row)
    assert held(at, f"{FORM}.contact.{row['id']}") == "Frau *Beispiel*, 0351 1"
    (table,) = at.table
    assert [list(line) for line in table.value.to_numpy()] == [
        [f"[{number.replace('-', chr(92) + '-')}](case?number={number})", "02.03.2026", r"Kaution \*fehlt\*", "offen"]
    ]
    assert "Ohne Partner" not in str(table.value)


def test_a_partner_without_cases_says_so(started: Register) -> None:
    assert "Dieser Partner hat noch keinen Fall gebracht." in texts(open_one(partner(started)))


@on_both_stores
def test_a_contact_is_changed_once_on_a_double_click(started: Register) -> None:
    row = partner(started)
    first, second = open_one(row), open_one(row)
    for at in (first, second):
        put(at, FORM, **{f"contact__{row['id']}": "Herr Muster"})
    click(first, f"{FORM}.save")
    click(second, f"{FORM}.save")
    (stored,) = started.refresh().each_row("partners")
    assert (stored["contact"], stored["version"]) == ("Herr Muster", 2)


def test_a_refused_partner_is_kept_as_it_was_typed(started: Register) -> None:
    partner(started)
    at = click(opened(), f"{FORM}.add")
    put(at, FORM, code__new="CARITAS", label__new="Caritas Nord", contact__new="Telefon 1")
    click(at, f"{FORM}.save")
    assert any("schon vergeben" in said for said in errors(at))
    assert held(at, f"{FORM}.contact.new") == "Telefon 1"
    assert len(started.refresh().frames["partners"]) == 1


@on_both_stores
def test_what_somebody_else_changed_meanwhile_is_not_written_over(started: Register) -> None:
    row = partner(started)
    at = put(open_one(row), FORM, **{f"contact__{row['id']}": "Meins"})
    change_record(started, OLIVIA, "partners", row, {"contact": "Ihres"}, today=TODAY, operation_id="two")
    click(at, f"{FORM}.save")
    assert errors(at)
    assert [one["contact"] for one in started.refresh().each_row("partners")] == ["Ihres"]
    assert held(at, f"{FORM}.contact.{row['id']}") == "Meins"


@pytest.mark.parametrize(
    "role",
    sorted({role for actor in those_without(Action.MANAGE_PARTNERS) for role in actor.roles if role != "boss"}),
)
def test_partners_are_not_for_other_roles(started: Register, role: str) -> None:
    partner(started)
    at = opened("office")
    at.session_state["portal.role"] = role
    at.run()
    assert len(at.dataframe) == 0
    assert not has(at, f"{FORM}.add")
    assert "Beispiel" not in texts(at)


def test_the_page_past_the_app_shows_nothing() -> None:
    at = AppTest.from_file(str(ROOT / "pages/cases/partners.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in at.error[0].value
    assert len(at.dataframe) == 0
