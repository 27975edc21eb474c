"""Spot checks: a sample is drawn by its address, checked off once, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.i18n import plain
from services.access import Action
from services.cases import Case
from services.register.base import Register
from services.spot_checks import Draw, check_off
from tests.support.apptest import PATIENCE_SECONDS, click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import RECEIVED, TODAY, record
from tests.support.people import KAREN, those_without
from tests.support.portal import ROOT

PAGE = "cases.spot_checks"
DRAW = Draw(RECEIVED, TODAY, 20, "K7QM2X")
ADDRESS = {"from": "2026-03-02", "to": "2026-03-04", "size": "20", "seed": "K7QM2X"}


def asked(register: Register, **values: Any) -> Case:
    return record(register, consent="asked", consent_asked_on=RECEIVED, **values)


def opened(role: str = "data_protection", **address: str) -> AppTest:
    return open_page("cases/spot_checks", role, **(address or ADDRESS))


def finding(case: Case) -> str:
    return f"finding__{case.id}__K7QM2X"


def reason(case: Case) -> str:
    return f"reason__{case.id}__K7QM2X"


def save(case: Case) -> str:
    return f"{PAGE}.{DRAW.name}.{case.id}.save"


def found(register: Register) -> list[tuple[str, str | None, str]]:
    return [(note["finding"], note["reason"], note["person"]) for note in register.refresh().each_row("notes")]


@on_both_stores
@pytest.mark.parametrize("role", ["data_protection", "krm_officer"])
def test_the_cases_of_a_sample_are_checked_off_one_after_the_other(started: Register, role: str) -> None:
    first, second = asked(started), asked(started)
    at = opened(role)
    assert held(at, f"{PAGE}.case") == first.id
    assert "gezogen aus 2 Reaktionen" in at.get("progress")[0].proto.text
    put(at, PAGE, **{finding(first): "in_order"})
    click(at, save(first))
    assert held(at, f"{PAGE}.case") == second.id
    put(at, PAGE, **{finding(second): "other", reason(second): "Liegt unter II-1900"})
    click(at, save(second))
    assert {one[:2] for one in found(started)} == {("in_order", None), ("other", "Liegt unter II-1900")}
    assert "Alle Fälle dieser Stichprobe sind geprüft." in texts(at)


def test_the_register_is_shown_as_it_stands(started: Register) -> None:
    asked(started)
    record(started)
    at = opened()
    (table,) = at.table
    assert list(table.value["Was das Register sagt"]) == [
        plain("Das Einverständnis ist seit dem 02.03.2026 erbeten; eine Antwort liegt noch nicht vor.")
    ]
    assert "KR" in table.value["Nummer"].iloc[0]


def test_a_refused_check_keeps_what_was_typed_and_stores_nothing(started: Register) -> None:
    case = asked(started)
    at = put(opened(), PAGE, **{reason(case): "Bleibt stehen"})
    click(at, save(case))
    assert errors(at) == ["Bitte wählen Sie, was die Prüfung ergab."]
    assert held(at, f"{PAGE}.reason.{case.id}.K7QM2X") == "Bleibt stehen"
    assert found(started) == []
    put(at, PAGE, **{reason(case): "", finding(case): "other"})
    click(at, save(case))
    assert errors(at) == ["Bitte beschreiben Sie, was die Prüfung ergab."]
    assert found(started) == []
    put(at, PAGE, **{reason(case): "Doch etwas"})
    click(at, save(case))
    assert found(started) == [("other", "Doch etwas", "Datenschutzbeauftragte")]


def test_a_double_click_checks_one_case_off(started: Register) -> None:
    """The browser sends the second click before it has seen what the first one did."""
    first, second = asked(started), asked(started)
    windows = [put(opened(), PAGE, **{finding(first): "in_order"}) for _ in range(2)]
    for at in windows:
        click(at, save(first))
        assert errors(at) == []
        assert held(at, f"{PAGE}.case") == second.id
    assert len(found(started)) == 1


@on_both_stores
def test_what_somebody_else_found_is_not_written_over(started: Register) -> None:
    case = asked(started)
    at = put(opened(), PAGE, **{finding(case): "in_order", reason(case): "Meins"})
    check_off(started, KAREN, DRAW, case.id, "proof_missing", "", today=TODAY, operation_id="karen")
    click(at, save(case))
    said = "Karen KRM hat diesen Fall inzwischen abgehakt. Bitte sehen Sie sich zuerst diesen Befund an."
    assert errors(at) == [said]
    assert found(started) == [("proof_missing", None, "Karen KRM")]
    assert held(at, f"{PAGE}.reason.{case.id}.K7QM2X") == "Meins"
    click(at, save(case))  # now the finding was seen
    assert found(started) == [("in_order", "Meins", "Datenschutzbeauftragte")]


def test_nothing_is_drawn_before_somebody_asks_for_it(started: Register) -> None:
    asked(started)
    at = open_page("cases/spot_checks", "data_protection")
    assert not has(at, f"{PAGE}.case")
    assert len(at.table) == 0
    assert len(held(at, f"{PAGE}.seed")) == 6
    assert "from" not in at.query_params
    put(at, PAGE, **{"from": RECEIVED, "to": TODAY, "seed": "K7QM2X", "size": 20})
    click(at, f"{PAGE}.draw")
    assert at.query_params == ADDRESS
    assert len(at.table) == 1


def test_a_sample_begun_is_offered_again(started: Register) -> None:
    case = asked(started)
    check_off(started, KAREN, DRAW, case.id, "proof_missing", "", today=TODAY, operation_id="karen")
    at = click(open_page("cases/spot_checks", "data_protection"), f"{PAGE}.go_on.{DRAW.name}")
    assert at.query_params == ADDRESS
    assert (held(at, f"{PAGE}.seed"), held(at, f"{PAGE}.from")) == ("K7QM2X", RECEIVED)
    assert held(at, f"{PAGE}.finding.{case.id}.K7QM2X") == "proof_missing"


def test_a_period_without_consents_says_so(started: Register) -> None:
    record(started)
    at = opened()
    assert "In diesem Zeitraum gibt es nichts zu prüfen" in texts(at)
    assert (len(at.table), has(at, f"{PAGE}.xlsx")) == (0, False)


@pytest.mark.parametrize(
    "address",
    [
        {**ADDRESS, "from": "2026-13-01"},
        {**ADDRESS, "size": "viele"},
        {"seed": "x"},
        {**ADDRESS, "from": "2026-03-05", "to": "2026-03-01"},
        {**ADDRESS, "size": "100000"},
        {**ADDRESS, "seed": " "},
    ],
)
def test_an_address_that_names_no_sample_draws_none(started: Register, address: dict[str, str]) -> None:
    asked(started)
    at = opened(**address)
    assert not at.exception
    assert len(at.table) == 0
    assert has(at, f"{PAGE}.draw")


@pytest.mark.parametrize(
    "role",
    sorted({role for actor in those_without(Action.CHECK_CONSENTS) for role in actor.roles if role != "boss"}),
)
def test_spot_checks_are_not_for_other_roles(started: Register, role: str) -> None:
    asked(started)
    at = opened("krm_officer")
    at.session_state["portal.role"] = role
    at.run()
    assert not has(at, f"{PAGE}.draw")
    assert len(at.table) == 0
    assert "KR-2026-0001" not in texts(at)


def test_the_page_past_the_app_shows_nothing() -> None:
    at = AppTest.from_file(str(ROOT / "pages/cases/spot_checks.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in at.error[0].value
    assert len(at.table) == 0
