from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from schema.tables import TABLES
from services.access import Action, Actor
from services.register.base import Register
from tests.support.apptest import PATIENCE_SECONDS, on_both_stores
from tests.support.cases import COMPLAINT, IDEA, PRAISE, record
from tests.support.people import those_without
from tests.support.portal import ROOT

PAGE = "pages/cases/register.py"


@pytest.fixture
def register(opened: Register) -> Register:
    """A register with three cases."""
    record(opened, subject="Mietkaution für Frau Müller", concerns=[COMPLAINT, PRAISE])
    record(opened, subject="Antwort *fehlt* [noch]", channel="telephone", received_on=date(2026, 1, 5))
    record(opened, subject="Wegweiser im Foyer", channel="opinion_card", ombuds=True, concerns=[IDEA])
    return opened


def open_register_page(*, role: str = "krm_officer", **params: str | list[str]) -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = role
    at.run()
    for name, value in params.items():
        at.query_params[name] = value
    return at.switch_page(PAGE).run()


def numbers(at: AppTest) -> list[str]:
    return [str(value)[-4:] for value in at.dataframe[0].value["number"]] if at.dataframe else []


def texts(at: AppTest) -> list[str]:
    """Return the texts of the page as they are read."""
    return [element.value.replace("\\", "") for element in at.markdown]


def counted(at: AppTest) -> str:
    return next(element.value for element in at.markdown if "**" in element.value)


def test_register_shows_all_cases_newest_first_and_says_how_many(register: Register) -> None:
    at = open_register_page()
    assert not at.exception
    assert at.title[0].value == "Register"
    assert numbers(at) == ["0003", "0001", "0002"]
    assert counted(at) == "**3** von 3 Reaktionen"
    assert "number" in at.dataframe[0].value.columns
    assert "text" not in at.dataframe[0].value.columns


@on_both_stores
def test_register_searches_and_filters_and_resets_with_one_click(register: Register) -> None:
    at = open_register_page()
    at.text_input(key="cases.register.text").set_value("mueller").run()
    assert numbers(at) == ["0001"]
    assert counted(at) == "**1** von 3 Reaktionen"
    at.multiselect(key="cases.register.concerns.kind").set_value(["suggestion"]).run()
    assert not at.dataframe
    assert "Dazu gibt es nichts." in at.info[0].value
    assert any("Suche: mueller" in text for text in texts(at))
    assert any("Art: Idee oder Anregung" in text for text in texts(at))
    at.button(key="cases.register.reset").click().run()
    assert numbers(at) == ["0003", "0001", "0002"]
    assert at.text_input(key="cases.register.text").value == ""
    assert not any(button.key == "cases.register.reset" for button in at.button)


def test_register_narrows_by_state_and_days(register: Register) -> None:
    at = open_register_page()
    at.selectbox(key="cases.register.state").set_value("overdue").run()
    assert numbers(at) == ["0002"]
    at.selectbox(key="cases.register.state").set_value(None).run()
    at.date_input(key="cases.register.from").set_value(date(2026, 3, 1)).run()
    assert numbers(at) == ["0003", "0001"]
    assert any("Eingegangen ab 01.03.2026" in text for text in texts(at))


def test_register_takes_its_filters_from_the_address(register: Register) -> None:
    at = open_register_page(**{"cases.register.channel": ["Telefon", "E-Mail"], "cases.register.sort": "Betreff"})
    assert numbers(at) == ["0001", "0002"]
    assert at.selectbox(key="cases.register.sort").value == "subject"
    at = open_register_page(**{"cases.register.channel": "Brieftaube"})
    assert numbers(at) == ["0003", "0001", "0002"]


def test_register_finds_its_filters_again_after_another_page(register: Register) -> None:
    at = open_register_page()
    at.text_input(key="cases.register.text").set_value("mueller").run()
    at.toggle(key="cases.register.upwards").set_value(True).run()
    at.switch_page("pages/cases/today.py").run()
    at.query_params.clear()
    at.switch_page(PAGE).run()
    assert at.text_input(key="cases.register.text").value == "mueller"
    assert at.toggle(key="cases.register.upwards").value is True
    assert numbers(at) == ["0001"]


def test_register_sorts_and_shows_chosen_columns(register: Register) -> None:
    at = open_register_page()
    at.selectbox(key="cases.register.sort").set_value("subject").run()
    at.toggle(key="cases.register.upwards").set_value(True).run()
    assert numbers(at) == ["0002", "0001", "0003"]
    at.multiselect(key="cases.register.columns").set_value(["number", "concerns.kind"]).run()
    assert list(at.dataframe[0].value.columns) == ["number", "concerns.kind"]
    assert "Beschwerde, Lob" in list(at.dataframe[0].value["concerns.kind"])


def test_register_offers_a_column_or_filter_for_everything_declared(register: Register) -> None:
    at = open_register_page()
    offered = at.multiselect(key="cases.register.columns").options
    keys = {widget.key for widget in at.multiselect}
    for table, prefix in (("reactions", ""), ("concerns", "concerns.")):
        for field in TABLES[table].fields:
            assert (field.label.de in offered) or field.grid == "never"
            assert (f"cases.register.{prefix}{field.name}" in keys) is field.is_filter


def test_register_offers_the_themes_of_the_chosen_areas_only(register: Register) -> None:
    at = open_register_page()
    assert {"Mietkaution", "Wartezeit"} <= set(at.multiselect(key="cases.register.concerns.theme").options)
    at.multiselect(key="cases.register.concerns.theme").set_value(["wartezeit"]).run()
    at.multiselect(key="cases.register.concerns.area").set_value(["municipal"]).run()
    assert not at.exception
    theme = at.multiselect(key="cases.register.concerns.theme")
    assert "Mietkaution" in theme.options
    assert "Wartezeit" not in theme.options
    assert theme.value == []
    assert not any("Thema" in text for text in texts(at))


def test_register_speaks_english(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    at = open_register_page()
    assert counted(at) == "**3** of 3 reactions"
    assert "Telephone" in list(at.dataframe[0].value["channel"])


@pytest.mark.parametrize("role", ["team_lead", "area_lead", "ombudsperson", "data_protection"])
def test_register_offers_no_files_to_who_may_not_export(register: Register, role: str) -> None:
    at = open_register_page(role=role)
    assert numbers(at) == ["0003", "0001", "0002"]
    assert not at.get("download_button")
    assert len(open_register_page(role="office").get("download_button")) == 2


@pytest.mark.parametrize(
    "actor", those_without(Action.SEE_REACTIONS), ids=lambda actor: next(iter(actor.roles), "signed out")
)
def test_register_shows_nothing_to_who_may_not_see_cases(register: Register, actor: Actor) -> None:
    at = AppTest.from_file(ROOT / PAGE, default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.actor"] = actor
    at.run()
    assert at.error
    assert not at.dataframe
    assert not at.text_input


@pytest.mark.parametrize("role", ["staff", "management", "admin"])
def test_register_is_no_page_for_roles_without_cases(register: Register, role: str) -> None:
    with pytest.raises(ValueError, match=PAGE):
        open_register_page(role=role)
