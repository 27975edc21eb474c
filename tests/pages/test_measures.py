"""Impulses, measures and training needs: seen by everybody with dashboards, entered by the office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.access import ROLE_ACTIONS, Action
from services.records import add_record
from services.register.base import Register
from services.register.snapshot import Row
from tests.support.apptest import PATIENCE_SECONDS, click, come_back, errors, has, held, open_page, put, texts
from tests.support.cases import TODAY, record
from tests.support.people import ALICE
from tests.support.portal import ROOT

FORM = "annual.measures"


def entered(register: Register, title: str, **values: Any) -> Row:
    row = {"title": title, "kind": "measure", "noted_on": date(2026, 1, 5), **values}
    return add_record(register, ALICE, "measures", row, today=TODAY, operation_id=title)


def opened(role: str = "office", **params: str) -> AppTest:
    return open_page("annual/measures", role, **params)


def listed(at: AppTest) -> list[str]:
    return list(at.dataframe[0].value["Worum geht es?"])


def said(at: AppTest) -> str:
    """Return what the page says without what keeps Markdown from taking it for more than text."""
    return texts(at).replace("\\", "")


def test_an_impulse_is_entered_once_and_becomes_a_measure_with_one_click(started: Register) -> None:
    at = click(opened(), f"{FORM}.add")
    put(at, FORM, title__new="Zweiter *Schalter*", kind__new="impulse", area__new="reception")
    assert held(at, f"{FORM}.noted_on.new") == TODAY
    assert not has(at, f"{FORM}.due_on.new")
    put(at, FORM, theme__new="wartezeit")
    click(at, f"{FORM}.save")
    (row,) = started.refresh().each_row("measures")
    assert (row["kind"], row["theme"], row["from_impulse"]) == ("impulse", "wartezeit", False)
    put(at, FORM, open=row["id"])
    click(at, f"{FORM}.agree")
    assert held(at, f"{FORM}.agreed_on.{row['id']}") == TODAY
    assert "bis wann sie fällig" in texts(at)
    put(at, FORM, **{f"due_on__{row['id']}": date(2026, 2, 1)})
    click(at, f"{FORM}.save")
    assert any("vor „Vereinbart am“" in error for error in errors(at))
    put(at, FORM, **{f"due_on__{row['id']}": date(2026, 12, 1)})
    click(at, f"{FORM}.save")
    (row,) = started.refresh().each_row("measures")
    assert (row["kind"], row["from_impulse"], row["due_on"]) == ("measure", True, date(2026, 12, 1))
    assert listed(at) == ["Zweiter *Schalter*"]
    assert [metric.value for metric in at.metric] == ["1", "1", "0", "0"]


def test_what_is_typed_outlives_a_look_at_another_page_but_not_where_it_has_no_meaning(started: Register) -> None:
    at = click(opened(), f"{FORM}.add")
    put(at, FORM, title__new="Zweiter Schalter", due_on__new=date(2026, 12, 1))
    at = come_back(at, "annual/measures")
    assert (held(at, f"{FORM}.title.new"), held(at, f"{FORM}.due_on.new")) == ("Zweiter Schalter", date(2026, 12, 1))
    put(at, FORM, kind__new="impulse")
    click(at, f"{FORM}.save")
    (row,) = started.refresh().each_row("measures")
    assert (row["kind"], row["due_on"]) == ("impulse", None)
    click(at, f"{FORM}.add")
    assert (held(at, f"{FORM}.title.new"), held(at, f"{FORM}.due_on.new")) == (None, None)


def test_the_entries_follow_the_filters_and_the_address(started: Register) -> None:
    entered(started, "alt", noted_on=date(2024, 1, 1), agreed_on=date(2024, 1, 2), done_on=date(2024, 9, 1))
    entered(started, "spät", agreed_on=date(2026, 1, 6), due_on=date(2026, 2, 1))
    entered(started, "Kurs", kind="training", noted_on=date(2026, 2, 1))
    record(started, received_on=date(2025, 3, 1))
    at = opened()
    assert listed(at) == ["Kurs", "spät"]
    assert "Maßnahmen: 1, davon 0 umgesetzt und 1 überfällig" in said(at)
    put(at, FORM, filter_state="overdue")
    assert listed(at) == ["spät"]
    assert listed(opened(**{f"{FORM}.year": "Alle Jahre"})) == ["Kurs", "spät", "alt"]


def test_a_click_on_a_measure_shows_the_cases_behind_it(started: Register) -> None:
    row = entered(started, "Zweiter *Schalter*", agreed_on=date(2026, 1, 6), area="benefits")
    nothing = entered(started, "Aushang", agreed_on=date(2026, 1, 6))
    record(started, received_on=date(2026, 3, 1))
    at = opened()
    at.session_state["portal.marks"] = {"measures": ("timeline", (("measure", row["id"]),))}  # as a click does
    assert f"· {TODAY.year} bis {TODAY:%d.%m.}: 1 Fall" in said(at.run())
    assert "„Zweiter *Schalter*“ ist noch nicht umgesetzt" in said(at)
    at.session_state["portal.marks"] = {"measures": ("timeline", (("measure", nothing["id"]),))}
    assert "Zu dieser Maßnahme wird nichts gezählt" in said(at.run())
    put(at, FORM, year="all")
    assert "wird nichts gezählt" not in said(at)


@pytest.mark.parametrize("role", [role for role in ROLE_ACTIONS if role in ("management", "team_lead", "staff")])
def test_who_does_not_enter_them_sees_them_at_most(started: Register, role: str) -> None:
    entered(started, "Schalter", agreed_on=date(2026, 1, 6))
    at = opened()
    at.session_state["portal.role"] = role
    at.run()
    may_see = Action.SEE_DASHBOARDS in ROLE_ACTIONS[role]
    assert ("Maßnahmen: 1, davon" in said(at)) == may_see
    assert ("nicht vorgesehen" in texts(at)) != may_see
    assert not has(at, f"{FORM}.add")


def test_the_page_past_the_app_shows_nothing(started: Register) -> None:
    at = AppTest.from_file(str(ROOT / "pages/annual/measures.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in at.error[0].value
    assert not has(at, f"{FORM}.add")
