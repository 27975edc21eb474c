"""The overview and the dashboards of quality, escalation and follow-ups on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.apptest import has, open_page

NBSP = "\N{NO-BREAK SPACE}"
PAGES = ("overview", "quality", "escalation", "follow_ups")
REACTIONS: tuple[dict[str, Any], ...] = (
    {"number": "KR-1", "received_on": date(2022, 1, 10), "channel": "letter", "unit": "t1", "escalation_step": "4"},
    {"number": "KR-2", "received_on": date(2022, 1, 12), "channel": "email", "closed_on": date(2022, 1, 20)},
    {"number": "KR-3", "received_on": date(2022, 2, 1), "channel": "email", "follow_up_of": "KR-2"},
    {"number": "KR-4", "received_on": date(2022, 3, 28), "channel": "email", "ombuds": True},
    {"number": "KR-5", "received_on": date(2021, 2, 1), "channel": "email", "closed_on": date(2021, 2, 2)},
)


@pytest.fixture
def register(settings: Callable[..., None], opened: Register) -> Register:
    settings(RESONANZ_TODAY="2022-04-01")
    changes = [RowChange("units", new_id(), {"code": "t1", "label": "Team 1", "kind": "team"})]
    for values in REACTIONS:
        row_id = new_id()
        concern = {"reaction_id": row_id, "rank": 1, "kind": "complaint", "area": "municipal"}
        changes += [RowChange("reactions", row_id, values), RowChange("concerns", new_id(), concern)]
    opened.commit(ChangeSet.of(changes, actor="test", operation_id=new_id()))
    return opened


def headings(at: AppTest) -> list[str]:
    return [heading.value.replace("\\", "") for heading in at.header]


def links(at: AppTest) -> dict[str, dict[str, list[str]]]:
    """Return page -> the filters that the links of the overview put into its address."""
    found = [element.proto for element in at.get("page_link")]
    return {link.page: parse_qs(link.query_string) for link in found}


@pytest.mark.usefixtures("register")
def test_overview_page_shows_five_numbers_and_leads_on_with_the_same_choice() -> None:
    at = open_page("dashboards/overview", "management")
    assert {metric.label: metric.value for metric in at.metric} == {
        "Eingegangen": "4",
        "Innerhalb von 14 Tagen abgeschlossen": f"33,3{NBSP}%",
        "Begründete Beschwerden": f"0,0{NBSP}%",
        "Jetzt offen": "3",
        "Ombudsstelle": f"25,0{NBSP}%",
    }
    assert len(at.get("vega_lite_chart")) == 4  # nothing was upheld
    assert "Die meisten überfälligen Fälle" in at.button(key="dashboards.overview.overdue_notable").label
    at.selectbox(key="dashboards.overview.period").set_value("2021")
    at.multiselect(key="dashboards.overview.team").set_value(["t1"]).run()
    address = links(at)["channels"]
    assert address["dashboards.channels.period"] == ["2021"]
    assert address["dashboards.channels.team"] == ["Team 1"]
    assert links(at)["deadlines"] == {"dashboards.deadlines.team": ["Team 1"]}  # what is open is of today
    assert not at.exception


@pytest.mark.usefixtures("register")
def test_the_lines_of_the_overview_can_be_taken_along_with_their_numbers() -> None:
    at = open_page("dashboards/overview", "management")
    assert not at.get("download_button")
    at.session_state["dashboards.overview.months"] = True
    at.run()
    keys = [button.key for button in at.get("download_button")]
    assert keys == [f"dashboards.overview.months_{ending}" for ending in ("png", "svg", "csv", "xlsx")]
    assert not at.exception


@pytest.mark.usefixtures("register")
def test_a_sentence_of_the_overview_leads_to_its_dashboard() -> None:
    at = open_page("dashboards/overview", "management")
    at.button(key="dashboards.overview.target_notable").click().run()
    assert [title.value for title in at.title] == ["Qualitätsstandard"]
    assert not at.exception


@pytest.mark.usefixtures("register")
def test_quality_page_looks_at_the_standard_that_is_chosen() -> None:
    at = open_page("dashboards/quality", "krm_officer")
    assert headings(at)[0].startswith(f"2022 bis 01.04.: 1 von 3 (33,3{NBSP}%) innerhalb von 14 Tagen abgeschlossen")
    assert [caption.value for caption in at.caption if "vorläufig" in caption.value] == [
        "März 2022 ist vorläufig: 1 Fall ist noch nicht fällig."
    ]
    at.selectbox(key="dashboards.quality.standard").set_value("acknowledge").run()
    assert "innerhalb von 3 Arbeitstagen bestätigt" in headings(at)[0]
    assert not at.exception


@pytest.mark.usefixtures("register")
def test_escalation_and_follow_ups_say_what_they_found_and_where_there_is_nothing() -> None:
    at = open_page("dashboards/escalation", "krm_officer")
    assert headings(at)[0] == f"2022 bis 01.04.: eskaliert 1 von 4 (25,0{NBSP}%), 1 über die Teamleitung hinaus"
    at.multiselect(key="dashboards.escalation.area").set_value(["hotline"]).run()
    assert at.info[0].value.startswith("In dieser Auswahl gibt es keine Reaktion")
    assert not at.get("vega_lite_chart")
    at = open_page("dashboards/follow_ups", "krm_officer")
    assert at.metric[0].value == "1"
    assert "Die Hälfte kam binnen 12 Tagen nach dem Abschluss wieder, neun von zehn binnen 12 Tagen" in headings(at)
    assert not at.exception


@pytest.mark.usefixtures("register")
def test_the_pages_are_not_for_every_role() -> None:
    at = open_page("dashboards/overview", "management")
    for page in PAGES:
        at.session_state["portal.role"] = "management"
        at.run()
        at.switch_page(f"pages/dashboards/{page}.py").run()
        assert at.get("vega_lite_chart"), page
        at.session_state["portal.role"] = "staff"
        at.run()
        assert not at.get("vega_lite_chart"), page
        assert not at.metric, page
        assert not has(at, f"dashboards.{page}.period"), page
