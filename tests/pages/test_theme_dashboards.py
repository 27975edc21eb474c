"""Themes, outcomes, praise and the same-day counter on the screen: down and up, filters, roles, empty states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.apptest import PATIENCE_SECONDS
from tests.support.portal import ROOT

DAY = date(2022, 4, 1)
NBSP = "\N{NO-BREAK SPACE}"
CONCERNS: tuple[tuple[date, dict[str, Any]], ...] = (
    (date(2022, 1, 10), {"area": "municipal", "theme": "hoehe", "outcome": "upheld"}),
    (date(2022, 2, 10), {"area": "municipal", "theme": "hoehe", "outcome": "not_upheld"}),
    (date(2022, 2, 11), {"area": "municipal", "theme": "mietkaution"}),
    (date(2022, 3, 1), {"area": "benefits"}),
    (date(2022, 3, 2), {"kind": "praise", "area": "conduct", "employee": "Frau Beispiel", "talked_over_on": DAY}),
    (date(2021, 2, 1), {"area": "municipal", "theme": "hoehe"}),
)
OpenPage = Callable[..., AppTest]


@pytest.fixture
def register(settings: Callable[..., None], opened: Register) -> Register:
    settings(RESONANZ_TODAY=DAY.isoformat())
    counted = {"day": date(2022, 2, 1), "channel": "telephone", "area": "reception", "theme": "wartezeit"}
    changes = [RowChange("same_day", new_id(), counted)]
    for day, values in CONCERNS:
        row_id = new_id()
        concern = {"reaction_id": row_id, "rank": 1, "kind": "complaint", **values}
        reaction = {"received_on": day, "channel": "email", "subject": "Sache"}
        changes += [RowChange("reactions", row_id, reaction), RowChange("concerns", new_id(), concern)]
    opened.commit(ChangeSet.of(changes, actor="test", operation_id=new_id()))
    return opened


@pytest.fixture
def open_page(register: Register) -> OpenPage:
    def open_one(page: str, role: str = "krm_officer", **address: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
        at.session_state["portal.role"] = role
        at.run()
        at.switch_page(f"pages/dashboards/{page}.py")
        for name, value in address.items():
            at.query_params[f"dashboards.{page}.{name}"] = value
        return at.run()

    return open_one


def headings(at: AppTest) -> list[str]:
    return [heading.value.replace("\\", "") for heading in at.header]


def test_themes_page_leads_from_the_areas_to_the_details_and_back(open_page: OpenPage) -> None:
    at = open_page("themes", in_area="Kommunale Leistungen")
    assert headings(at)[0] == (
        f"Kommunale Leistungen: am häufigsten Höhe, 2 von 3 Beschwerden (66,7{NBSP}%), "
        f"100,0{NBSP}% mehr als im Vorjahreszeitraum (1)"
    )
    assert headings(at)[-1] == "Beschwerde · Kommunale Leistungen: 3 Fälle"
    at.selectbox(key="dashboards.themes.in_theme").set_value("hoehe").run()
    assert headings(at)[0] == "Höhe: 2 Beschwerden, ohne Angabe einer Einzelheit"
    assert list(at.dataframe(key="dashboards.themes.cases").value["Nummer"]) == ["KR-2022-0001", "KR-2022-0002"]
    at.button(key="dashboards.themes.up").click().run()
    assert at.selectbox(key="dashboards.themes.in_theme").value == "all"
    at.button(key="dashboards.themes.up").click().run()
    assert headings(at)[0].startswith("Am häufigsten: Kommunale Leistungen, 3 von 4 Beschwerden")
    assert not at.dataframe
    assert not at.exception


def test_themes_page_counts_what_is_chosen_and_reset_takes_all_back(open_page: OpenPage) -> None:
    at = open_page("themes", kind="Lobe")
    assert (
        headings(at)[0]
        == f"Am häufigsten: Mitarbeiterverhalten, 1 von 1 Lob (100,0{NBSP}%), im Vorjahreszeitraum keine"
    )
    at.selectbox(key="dashboards.themes.kind").set_value("suggestion").run()
    assert [info.value.split(".")[0] for info in at.info] == ["In dieser Auswahl ging nichts ein"]
    at.selectbox(key="dashboards.themes.kind").set_value("every").run()
    at.session_state["portal.marks"] = {"themes": ("changes", (("area", "benefits"),))}  # as a click does
    at.run()
    assert headings(at)[-1] == "Leistungsgewährung: 1 Fall"
    at.button(key="dashboards.themes.reset").click().run()
    assert at.selectbox(key="dashboards.themes.kind").value == "all"
    assert not at.dataframe
    assert headings(at)[0].startswith("Am häufigsten: Kommunale Leistungen, 3 von 4 Beschwerden")
    assert not at.exception


def test_outcomes_praise_and_same_day_show_their_figures_and_no_name(open_page: OpenPage) -> None:
    at = open_page("outcomes")
    assert headings(at)[0] == f"Begründet: 1 von 4 Beschwerden (25,0{NBSP}%), im Vorjahreszeitraum keine"
    assert {metric.label: metric.value for metric in at.metric}["Beschwerden"] == "4"
    at.switch_page("pages/dashboards/praise.py").run()
    assert headings(at)[0] == "1 Lob, im Vorjahreszeitraum keine; am häufigsten: Mitarbeiterverhalten"
    assert "Beispiel" not in str(at)
    at.switch_page("pages/dashboards/same_day.py").run()
    assert headings(at)[0] == "Von 100 Beschwerden wurden 20 sofort geklärt (1 von 5)"
    at.multiselect(key="dashboards.same_day.area").set_value(["hotline"]).run()
    assert [info.value.split(".")[0] for info in at.info] == [
        "In dieser Auswahl wurde nichts gezählt und nichts aufgenommen"
    ]
    assert not at.exception


def test_the_pages_are_not_for_every_role_and_cases_not_for_management(open_page: OpenPage) -> None:
    at = open_page("themes", "management", in_area="Kommunale Leistungen")
    assert at.get("vega_lite_chart")
    assert not at.dataframe
    at.session_state["portal.role"] = "staff"
    at.run()
    assert not at.get("vega_lite_chart")
    assert not [caption for caption in at.caption if "Beschwerde" in caption.value]
