"""Dashboards in real windows: they follow what is stored elsewhere; a bar leads to its cases, an address to filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.e2e.conftest import Store
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import Portal, StartPortal
from tests.support.screen import at, press

DAY = {"RESONANZ_TODAY": "2022-04-01"}
ACKNOWLEDGED = date(2022, 3, 29)
THEME = "auszahlung_des_regelbedarfs"
REACTIONS: tuple[dict[str, Any], ...] = (
    {
        "received_on": date(2022, 1, 10),
        "channel": "letter",
        "unit": "t1",
        "subject": "Mietkaution fehlt",
        "escalation_step": "6",
    },
    {
        "received_on": date(2022, 3, 28),
        "channel": "email",
        "unit": "t2",
        "ombuds": True,
        "partner": "p1",
        "acknowledged_on": ACKNOWLEDGED,
    },
)
# What a mark is called; what Vega says of its own accord; how many drawings stand where nothing is cleared yet.
MARKS = {"Balken", "Feld", "Punkt"}
MADE_UP = re.compile(r"axis|legend|titled|scale|_|email|letter|municipal|benefits|overdue|: undefined|t1|p1")
DRAWINGS = {"deadlines": 3, "channels": 4, "ombuds": 4}


@pytest.fixture
def register(store: Store) -> Iterator[Register]:
    """The portal's register, as another process has it."""
    opened = store.open()
    changes = [
        RowChange("units", new_id(), {"code": code, "label": f"Team {code[1]}", "kind": "team"})
        for code in ("t1", "t2")
    ]
    for values in REACTIONS:
        changes += new_case(**values)
    changes.append(RowChange("partners", new_id(), {"code": "p1", "label": "Sozialdienst im Krankenhaus am Stadtpark"}))
    opened.commit(ChangeSet.of(changes, actor="test", operation_id=new_id()))
    yield opened
    opened.close()


@pytest.fixture
def portal(register: Register, store: Store, portal_server: StartPortal) -> Portal:
    return portal_server({**store.settings, **DAY})


def new_case(**values: Any) -> list[RowChange]:
    row_id = new_id()
    concern = {"reaction_id": row_id, "rank": 1, "kind": "complaint", "area": "benefits", "theme": THEME}
    return [RowChange("reactions", row_id, values), RowChange("concerns", new_id(), concern)]


def metric(page: Page, label: str) -> Locator:
    return page.get_by_test_id("stMetric").filter(has_text=label).get_by_test_id("stMetricValue")


def bar(page: Page, said: str) -> Locator:
    return page.locator(f'path[aria-label*="{said}"]')


def test_a_dashboard_follows_what_is_stored_elsewhere_without_a_reload(
    portal: Portal, register: Register, open_window: OpenWindow
) -> None:
    page = open_window(f"{portal.url}/deadlines")
    expect(metric(page, "Offene Fälle")).to_have_text("2")
    expect(bar(page, "Team 1, überfällig: 1")).to_be_visible()
    page.evaluate("window.isTheSamePage = true")

    late = new_case(received_on=date(2022, 1, 11), channel="email", unit="t1")
    register.commit(ChangeSet.of(late, actor="somebody", operation_id=new_id()))

    expect(metric(page, "Offene Fälle")).to_have_text("3")
    expect(bar(page, "Team 1, überfällig: 2")).to_be_visible()
    expect(page.get_by_role("heading", name="Die meisten überfälligen Fälle hat Team 1 (2 von 2)")).to_be_visible()
    assert page.evaluate("window.isTheSamePage") is True


@pytest.mark.parametrize("store", ["sqlite", "sheet"], indirect=True)  # the others read the same snapshot
def test_a_bar_leads_to_its_cases_and_a_case_to_its_page(
    portal: Portal, register: Register, open_window: OpenWindow
) -> None:
    page = open_window(f"{portal.url}/deadlines")
    expect(page.get_by_role("heading", name="Am dringendsten: 2 Fälle")).to_be_visible()

    bar(page, "Team 2, in der Frist: 1").click()

    heading = page.get_by_role("heading", name="Team 2 · in der Frist: 1 Fall")
    expect(heading).to_be_visible()
    wait_until_drawn(page)
    bar(page, "über 30 Tage, überfällig: 1").click()
    expect(page.get_by_role("heading", name="über 30 Tage · überfällig: 1 Fall")).to_be_visible()
    expect(heading).to_be_hidden()
    grid = at(page, "dashboards.deadlines.cases").get_by_test_id("stDataFrameResizable")
    wait_until_drawn(page)  # the grid of the new choice stands
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 18, "y": 52})
    expect(page).to_have_url(re.compile(r"/case\?number=KR-2022-0001"))
    expect(page.get_by_text("Mietkaution fehlt").first).to_be_visible()


def test_the_choice_is_taken_back_and_the_most_pressing_are_listed_again(
    portal: Portal, register: Register, open_window: OpenWindow
) -> None:
    page = open_window(f"{portal.url}/deadlines")
    bar(page, "Team 2, in der Frist: 1").click()
    expect(page.get_by_role("heading", name="Team 2 · in der Frist: 1 Fall")).to_be_visible()
    wait_until_drawn(page)
    press(page, "dashboards.deadlines.unmark")
    expect(page.get_by_role("heading", name="Am dringendsten: 2 Fälle")).to_be_visible()
    expect(at(page, "dashboards.deadlines.unmark")).to_have_count(0)


def test_a_filter_stands_in_the_address_and_works_in_another_window(
    portal: Portal, register: Register, open_window: OpenWindow
) -> None:
    page = open_window(f"{portal.url}/deadlines")
    page.get_by_role("button", name="Bereich und Team").click()
    teams = at(page, "dashboards.deadlines.team")
    teams.locator("input").fill("Team 1")
    expect(page.get_by_role("option", name="Team 1", exact=True)).to_be_visible()
    teams.locator("input").press("Enter")
    expect(metric(page, "Offene Fälle")).to_have_text("1")
    expect(page).to_have_url(re.compile("dashboards.deadlines.team=Team"))

    other = open_window(page.url)

    expect(metric(other, "Offene Fälle")).to_have_text("1")
    expect(other.get_by_text("Nur: Team 1")).to_be_visible()
    at(other, "dashboards.deadlines.reset").locator("button").click()
    expect(metric(other, "Offene Fälle")).to_have_text("2")
    expect(other).not_to_have_url(re.compile("dashboards.deadlines.team"))


def test_labels_of_charts_can_be_read_in_the_light_and_in_the_dark(
    portal: Portal, register: Register, open_window: OpenWindow
) -> None:
    for dark, label, overdue in ((False, "#44575D", "#B3261E"), (True, "#B4C3C8", "#FF8577")):
        page = open_window(f"{portal.url}/deadlines", dark=dark)
        expect(bar(page, "Team 1, überfällig: 1")).to_have_attribute("fill", overdue)
        assert label in page.locator(".role-axis-label text").evaluate_all(
            "all => all.map(one => one.getAttribute('fill'))"
        )


def drawn(page: Page, address: str) -> Locator:
    """Wait until every drawing of a dashboard stands."""
    drawings = page.locator("svg.marks")
    expect(drawings).to_have_count(DRAWINGS[address])
    return drawings


@pytest.mark.parametrize("width", [1300, 390])
def test_every_chart_can_be_read_seen_or_heard(
    portal: Portal, register: Register, open_window: OpenWindow, width: int
) -> None:
    for address in DRAWINGS:
        page = open_window(f"{portal.url}/{address}", width=width)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_labels_are_whole(page, address)
        assert_nothing_is_made_up(page, address)
        if width < 1000:
            assert_nothing_runs_over_the_edge(page, address)
        page.context.close()


def assert_labels_are_whole(page: Page, address: str) -> None:
    labels = drawn(page, address).locator(".role-axis-label text, .role-legend-label text").all_text_contents()
    assert [label for label in labels if "…" in label] == []
    assert any(
        words in " ".join(labels)
        for words in (
            "Regionaldirektionangeboten",
            "SchriftlichAuszahlung des Regelbedarfs",
            "Krankenhaus am Stadtpark",
        )
    )


def assert_nothing_is_made_up(page: Page, address: str) -> None:
    """Check what a screen reader says: sentences of the portal's, none of Vega's."""
    said = drawn(page, address).locator("[aria-label]:not([aria-hidden=true] *)")
    words = said.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    roles = said.evaluate_all("all => all.map(one => one.getAttribute('aria-roledescription'))")
    assert words
    assert [one for one in words if MADE_UP.search(one)] == []
    assert set(roles) <= MARKS
    levels = (
        page.get_by_test_id("stMain")
        .locator("h1, h2, h3, h4, h5, h6")
        .evaluate_all("all => all.map(one => one.tagName)")
    )
    assert levels[0] == "H1"
    assert set(levels[1:]) == {"H2"}


def assert_nothing_runs_over_the_edge(page: Page, address: str) -> None:
    widths = page.get_by_test_id("stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert widths[0] <= widths[1]
    buttons = page.get_by_test_id("stMain").get_by_role("button", name="Tabelle", exact=True)
    assert buttons.count() >= DRAWINGS[address]
    assert (
        buttons.evaluate_all(
            """all => all.filter(one => {
            const row = one.closest('[data-testid=stHorizontalBlock]').getBoundingClientRect()
            const parts = [...one.querySelectorAll('*')].map(part => part.getBoundingClientRect().right)
            return Math.max(...parts) > row.right
        }).length"""
        )
        == 0
    )
