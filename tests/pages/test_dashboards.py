"""The dashboards on the screen: the same numbers as the figures, filters, roles, tables and case lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.figures import as_records, year_figures
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.apptest import PATIENCE_SECONDS, on_both_stores
from tests.support.portal import ROOT

DAY = date(2022, 4, 1)
OPEN_CASES = "dashboards.deadlines.cases"
DASHBOARDS = ("deadlines", "channels", "ombuds")
OpenPage = Callable[..., AppTest]

REACTIONS: tuple[dict[str, Any], ...] = (
    {"received_on": date(2022, 1, 10), "channel": "letter", "unit": "t1", "escalation_step": "4", "subject": "Höhe"},
    {"received_on": date(2022, 3, 28), "channel": "email", "unit": "t1", "acknowledged_on": date(2022, 3, 29)},
    {"received_on": date(2022, 1, 5), "channel": "email", "ombuds": True, "closed_on": date(2022, 1, 9)},
    {"received_on": date(2021, 2, 1), "channel": "email", "ombuds": True, "closed_on": date(2021, 2, 2)},
    {"received_on": date(2022, 2, 1), "channel": "telephone", "closed_on": date(2022, 2, 2)},
)
AREAS = ("municipal", "benefits", "municipal", "benefits", "conduct")


@pytest.fixture
def register(settings: Callable[..., None], opened: Register) -> Register:
    settings(RESONANZ_TODAY=DAY.isoformat())
    changes = [RowChange("units", new_id(), {"code": "t1", "label": "Team 1", "kind": "team"})]
    for values, area in zip(REACTIONS, AREAS, strict=True):
        row_id = new_id()
        concern = {"reaction_id": row_id, "rank": 1, "kind": "complaint", "area": area}
        changes += [RowChange("reactions", row_id, values), RowChange("concerns", new_id(), concern)]
    opened.commit(ChangeSet.of(changes, actor="test", operation_id=new_id()))
    return opened


@pytest.fixture
def open_page(register: Register) -> OpenPage:
    def open_one(page: str, role: str = "krm_officer", **address: str | list[str]) -> AppTest:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
        at.session_state["portal.role"] = role
        for name, value in address.items():
            at.query_params[name] = value
        at.run()
        return at.switch_page(f"pages/dashboards/{page}.py").run()

    return open_one


def metrics(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def headings(at: AppTest) -> list[str]:
    return [heading.value.replace("\\", "") for heading in at.header]


def figures(register: Register, year: int = 2022) -> dict[str, dict[str, Any]]:
    return {row["figure"]: row for row in as_records(year_figures(register.snapshot(), year, DAY))}


@on_both_stores
def test_deadlines_page_shows_the_figures(open_page: OpenPage, register: Register) -> None:
    at = open_page("deadlines")
    found = figures(register)
    assert metrics(at) == {
        "Offene Fälle": str(found["open.total"]["value"]),
        "Bestätigung überfällig": str(found["overdue.acknowledge"]["value"]),
        "Klärung überfällig": str(found["overdue.clear"]["value"]),
        "Abschluss überfällig": str(found["overdue.close"]["value"]),
    }
    assert headings(at) == [
        "Die meisten überfälligen Fälle hat Team 1 (1 von 1)",
        "Die meisten überfälligen Fälle stehen auf Stufe 4 Kundenreaktionsmanagement (1 von 1)",
        "Die meisten überfälligen Fälle sind über 30 Tage alt (1 von 1)",
        "Am dringendsten: 2 Fälle",
    ]
    assert len(at.get("vega_lite_chart")) == 3
    assert not at.exception


def test_deadlines_page_lists_the_most_pressing_first(open_page: OpenPage) -> None:
    rows = open_page("deadlines").dataframe(key=OPEN_CASES).value
    assert list(rows["Nummer"]) == ["KR-2022-0001", "KR-2022-0002"]
    assert list(rows["Betreff"]) == ["Höhe", ""]
    assert rows["Stand"].iloc[0].endswith("Tagen überfällig")


def test_channels_page_shows_the_figures_of_the_year(open_page: OpenPage, register: Register) -> None:
    at = open_page("channels")
    at.selectbox(key="dashboards.channels.period").set_value("2021").run()
    assert headings(at)[0] == "Die einzige Reaktion kam auf diesem Weg: E-Mail"
    at.selectbox(key="dashboards.channels.period").set_value("current").run()
    email = figures(register)["reactions.channel.email"]
    assert email["value"] == 2
    assert headings(at)[0] == "E-Mail bleibt der häufigste Weg: 2 von 4 Reaktionen (50,0\N{NO-BREAK SPACE}%)"
    assert headings(at)[1].startswith("2022 bis 01.04.: 4 Reaktionen")
    assert not at.exception


def test_ombuds_page_shows_the_figures(open_page: OpenPage, register: Register) -> None:
    at = open_page("ombuds")
    found = figures(register)
    assert metrics(at) == {
        "Jetzt offen": str(found["ombuds.open"]["value"]),
        "Eingegangen": str(found["reactions.ombuds"]["value"]),
        "Anteil an allen Reaktionen": "25,0\N{NO-BREAK SPACE}%",
        "Hälfte geklärt binnen": "4 Tagen",
    }
    assert not at.exception


@pytest.mark.parametrize("page", DASHBOARDS)
def test_a_filter_that_leaves_nothing_says_so(open_page: OpenPage, page: str) -> None:
    at = open_page(page)
    at.multiselect(key=f"dashboards.{page}.area").set_value(["hotline"]).run()
    assert [info.value.split(" ")[:3] for info in at.info] == [["In", "dieser", "Auswahl"]]
    assert not at.get("vega_lite_chart")
    assert not at.exception


@pytest.mark.parametrize("page", DASHBOARDS)
def test_reset_takes_every_filter_back_at_once(open_page: OpenPage, page: str) -> None:
    at = open_page(page)
    before = headings(at)
    assert at.button(key=f"dashboards.{page}.reset").disabled
    at.selectbox(key=f"dashboards.{page}.period").set_value("2021")
    at.multiselect(key=f"dashboards.{page}.area").set_value(["municipal"])
    at.multiselect(key=f"dashboards.{page}.team").set_value(["t1"]).run()
    assert headings(at) != before
    at.button(key=f"dashboards.{page}.reset").click().run()
    assert headings(at) == before
    assert at.multiselect(key=f"dashboards.{page}.area").value == []
    assert at.button(key=f"dashboards.{page}.reset").disabled


def test_filters_survive_a_page_change(open_page: OpenPage) -> None:
    at = open_page("deadlines")
    at.multiselect(key="dashboards.deadlines.team").set_value(["t1"])
    at.selectbox(key="dashboards.deadlines.clock").set_value("close").run()
    chosen = metrics(at)
    at.switch_page("pages/dashboards/ombuds.py").run()
    at.switch_page("pages/dashboards/deadlines.py").run()
    assert at.multiselect(key="dashboards.deadlines.team").value == ["t1"]
    assert at.selectbox(key="dashboards.deadlines.clock").value == "close"
    assert metrics(at) == chosen


def test_filters_stand_in_the_address_and_an_unknown_value_does_no_harm(open_page: OpenPage) -> None:
    address = {
        "dashboards.deadlines.area": ["Kommunale Leistungen", "Mondlandung"],
        "dashboards.deadlines.period": "Laufendes Jahr",
        "dashboards.deadlines.clock": "=cmd|x",
    }
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
    at.run()
    at.switch_page("pages/dashboards/deadlines.py")
    for name, value in address.items():
        at.query_params[name] = value
    at.run()
    assert at.multiselect(key="dashboards.deadlines.area").value == ["municipal"]
    assert at.selectbox(key="dashboards.deadlines.period").value == "current"
    assert at.selectbox(key="dashboards.deadlines.clock").value == "all"
    assert metrics(at)["Offene Fälle"] == "1"
    assert not at.exception


def test_a_free_range_of_days_can_be_chosen(open_page: OpenPage) -> None:
    at = open_page("channels")
    at.selectbox(key="dashboards.channels.period").set_value("range").run()
    at.date_input(key="dashboards.channels.days").set_value((date(2022, 1, 1), date(2022, 1, 31))).run()
    assert headings(at)[0].startswith("E-Mail und Schriftlich sind gleich häufig: je 1 von 2 Reaktionen")
    assert not at.exception


def test_an_address_may_name_codes_and_the_comparison_is_named_and_taken_back(register: Register) -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_SECONDS)
    at.run()
    at.switch_page("pages/dashboards/channels.py")
    at.query_params["dashboards.channels.period"] = "2022-Q1"
    at.query_params["dashboards.channels.compare"] = "previous"
    at.query_params["dashboards.channels.area"] = ["municipal", "benefits"]
    at.run()
    assert at.selectbox(key="dashboards.channels.quarter").value == "2022-Q1"
    assert at.multiselect(key="dashboards.channels.area").value == ["municipal", "benefits"]
    assert at.caption[-2].value.endswith("Vergleichszeitraum: 4. Quartal 2021")
    assert headings(at)[1] == "1. Quartal 2022: 3 Reaktionen, im Vergleichszeitraum keine (4. Quartal 2021)"
    at.selectbox(key="dashboards.channels.compare").set_value("not_compared").run()
    assert headings(at)[1] == "1. Quartal 2022: 3 Reaktionen"
    at.button(key="dashboards.channels.reset").click().run()
    assert at.selectbox(key="dashboards.channels.compare").value == "year_before"
    assert headings(at)[1].endswith("mehr als im Vorjahreszeitraum (1)")
    assert not at.exception


@pytest.mark.parametrize("page", DASHBOARDS)
@pytest.mark.parametrize("role", ["staff", "admin"])
def test_dashboards_are_not_for_every_role(open_page: OpenPage, page: str, role: str) -> None:
    at = open_page(page)
    assert at.get("vega_lite_chart")
    at.session_state["portal.role"] = role
    at.run()
    assert not at.get("vega_lite_chart")
    assert not at.metric
    assert not at.dataframe


@pytest.mark.parametrize("page", DASHBOARDS)
def test_case_lists_are_only_for_those_who_may_see_reactions(open_page: OpenPage, page: str) -> None:
    at = open_page(page, "management")
    assert at.get("vega_lite_chart")
    assert not at.dataframe
    assert "Klick" not in " ".join(caption.value for caption in at.caption)
    assert not at.exception


def test_the_language_changes_findings_and_labels(open_page: OpenPage) -> None:
    at = open_page("deadlines")
    at.session_state["portal.language"] = "en"
    at.run()
    assert headings(at)[0] == "Team 1 has the most overdue cases (1 of 1)"
    assert "Open cases" in metrics(at)


@on_both_stores
def test_dashboards_follow_the_register_and_the_day(
    open_page: OpenPage, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page("deadlines")
    assert metrics(at)["Klärung überfällig"] == "1"
    monkeypatch.setenv("RESONANZ_TODAY", "2022-04-07")
    at.run()
    assert metrics(at)["Klärung überfällig"] == "2"
