"""Every rule holds for what the portal counts, and every one of them notices a number changed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from services.figures import Period, filtered, year_figures
from services.figures.checks.arithmetic import arithmetic_findings
from services.figures.checks.findings import Finding, Severity
from services.figures.checks.plausibility import check, months_of, period_findings
from services.figures.facts import facts_of, matters_of
from services.figures.year import figures_df
from services.register.snapshot import Issue, Snapshot
from tests.services.figures.registers import concern, random_rows, reaction, snapshot_of
from tests.support.sample import sample_snapshot

DAY = date(2023, 2, 1)
YEAR = Period.of_year(2022)


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return year_figures(snapshot_of(*random_rows(5, count=400)), 2022, DAY)


def changed(figures: pd.DataFrame, name: str, **numbers: float) -> pd.DataFrame:
    """Return the figures with one row's numbers overwritten, its share and change left as they are."""
    broken = figures.copy()
    for column, number in numbers.items():
        broken.loc[broken["figure"] == name, column] = number
    return broken


def rules(found: list[Finding] | tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in found}


def test_figures_of_the_portal_keep_every_rule(figures: pd.DataFrame) -> None:
    assert arithmetic_findings(figures) == []


@pytest.mark.parametrize("period", [YEAR, Period.parse("2022-Q1"), Period.parse("2022-01-15/2022-04-10")])
def test_check_finds_no_contradiction_in_the_figures_of_any_period(period: Period) -> None:
    snapshot = snapshot_of(*random_rows(6, count=200))
    found = rules(period_findings(snapshot, period, DAY))

    assert (
        found & {"parts_add_up", "within_base", "base_is_whole", "months_add_up", "recounted", "share_right"} == set()
    )


@pytest.mark.parametrize(
    ("name", "numbers", "rule"),
    [
        ("reactions.channel.email", {"value": 1}, "parts_add_up"),
        ("reactions.channel.email", {"previous": 1000}, "parts_add_up"),
        ("concerns.kind.praise", {"value": 0}, "parts_add_up"),
        ("complaints.area.none", {"value": 0}, "parts_add_up"),
        ("complaints.theme.municipal.hoehe", {"value": 99}, "parts_add_up"),
        ("complaints.outcome.none", {"value": 0}, "parts_add_up"),
        ("praise.area.conduct", {"value": 99}, "parts_add_up"),
        ("reactions.total", {"value": 0}, "parts_add_up"),
        ("reactions.ombuds", {"value": 5000}, "part_of_whole"),
        ("ombuds.complaints", {"previous": 5000}, "part_of_whole"),
        ("consent.given", {"value": 5000}, "part_of_whole"),
        ("overdue.close", {"value": 5000}, "part_of_whole"),
        ("reactions.follow_ups", {"value": -1}, "not_negative"),
        ("quality.closed_within_14_days", {"value": 5000}, "within_base"),
        ("quality.closed_within_14_days", {"base": 5000}, "base_within_total"),
        ("reactions.ombuds", {"base": 7}, "base_is_whole"),
        ("complaints.outcome.upheld", {"base": 3000}, "base_is_whole"),
        ("reactions.ombuds", {"share_percent": 100.1}, "share_possible"),
        ("reactions.ombuds", {"share_percent": -0.1}, "share_possible"),
        ("reactions.ombuds", {"share_percent": 12.3}, "share_right"),
        ("reactions.total", {"change_percent": 12.3}, "change_right"),
        ("quality.days_to_close.median", {"value": 400}, "median_below_p90"),
    ],
)
def test_arithmetic_findings_name_what_was_changed_by_hand(
    figures: pd.DataFrame, name: str, numbers: dict[str, float], rule: str
) -> None:
    found = [finding for finding in arithmetic_findings(changed(figures, name, **numbers)) if finding.rule == rule]

    assert found, rule
    assert all(finding.severity is Severity.BREACH for finding in found)
    assert any(name in finding.figures for finding in found)


def test_arithmetic_findings_say_what_should_be_and_what_is(figures: pd.DataFrame) -> None:
    total = float(figures.set_index("figure").loc["reactions.total", "value"])
    email = float(figures.set_index("figure").loc["reactions.channel.email", "value"])
    broken = changed(figures, "reactions.channel.email", value=email + 2)
    (found,) = [finding for finding in arithmetic_findings(broken) if finding.rule == "parts_add_up"]

    assert (found.expected, found.found) == (total, total + 2)
    assert (found.params["family"], found.params["whole"]) == ("reactions.channel", "reactions.total")


def test_a_family_without_its_whole_is_a_breach(figures: pd.DataFrame) -> None:
    without = figures[figures["figure"] != "concerns.kind.praise"]
    families = {finding.params.get("family") for finding in arithmetic_findings(without)}

    assert families == {"concerns.kind", "praise.area"} | ({None} & families)


def test_months_that_do_not_add_up_are_a_breach() -> None:
    snapshot = snapshot_of(*random_rows(5, count=100))
    facts = facts_of(snapshot.frames["reactions"], DAY)
    year, *months = (
        figures_df(facts, snapshot.frames["concerns"], snapshot.lists, period, DAY, before=None)
        for period in (YEAR, *months_of(YEAR))
    )

    assert arithmetic_findings(year, months) == []
    assert rules(arithmetic_findings(year, months[:-1])) == {"months_add_up"}


def test_months_of_a_free_period_end_with_it() -> None:
    labels = [month.label for month in months_of(Period.parse("2022-01-15/2022-03-10"))]
    assert labels == ["2022-01-15/2022-01-31", "2022-02", "2022-03-01/2022-03-10"]


def test_check_notices_figures_of_other_cases() -> None:
    snapshot = snapshot_of([reaction("a"), reaction("b")], [concern("a1", "a"), concern("b1", "b")])
    other = year_figures(snapshot_of([reaction("a")], [concern("a1", "a")]), 2022, DAY)
    facts = facts_of(snapshot.frames["reactions"], DAY)
    matters = matters_of(facts, snapshot.frames["concerns"])
    found = [finding for finding in check(other, facts, matters, snapshot, YEAR, DAY) if finding.rule == "recounted"]

    assert [(finding.figures, finding.expected, finding.found) for finding in found] == [
        (("reactions.total",), 2, 1),
        (("concerns.total",), 2, 1),
    ]


COMPLETE: dict[str, Any] = {
    "area": "benefits",
    "theme": "bearbeitungsdauer",
    "outcome": "upheld",
    "complaint_type": "general",
}


def behind(reactions: list[dict[str, Any]], concerns: list[dict[str, Any]]) -> dict[str, Finding]:
    return {finding.rule: finding for finding in period_findings(snapshot_of(reactions, concerns), YEAR, DAY)}


def test_nothing_is_found_where_everything_is_given() -> None:
    row = reaction("a", received_on=date(2022, 3, 1), cleared_on=date(2022, 3, 5), closed_on=date(2022, 3, 6))
    assert behind([row], [concern("a1", "a", **COMPLETE)]) == {}


@pytest.mark.parametrize(
    ("values", "matter", "rule", "severity"),
    [
        ({}, None, "without_concern", Severity.BREACH),
        ({}, {"area": None, "theme": None}, "complaint_without_area", Severity.REMARK),
        ({}, {"theme": None}, "complaint_without_theme", Severity.REMARK),
        ({"closed_on": date(2022, 4, 1)}, {"outcome": None}, "closed_without_outcome", Severity.REMARK),
        ({}, {"complaint_type": None}, "complaint_without_type", Severity.REMARK),
        ({}, {"kind": "praise", "outcome": None, "area": None, "theme": None, "complaint_type": None},
         "praise_without_area", Severity.REMARK),
        ({}, {"kind": None, "outcome": None, "complaint_type": None}, "concern_without_kind", Severity.REMARK),
        ({}, {"kind": "praise"}, "only_complaints", Severity.BREACH),
        ({}, {"area": None}, "theme_without_area", Severity.BREACH),
        ({"channel": "pigeon"}, {}, "channel_unknown", Severity.BREACH),
        ({"channel": None}, {}, "channel_unknown", Severity.BREACH),
        ({}, {"outcome": "won"}, "code_unknown", Severity.BREACH),
        ({}, {"theme": "parking"}, "code_unknown", Severity.BREACH),
        ({"closed_on": date(2022, 2, 1)}, {}, "dates_out_of_order", Severity.BREACH),
        ({"acknowledged_on": date(2022, 2, 1)}, {}, "dates_out_of_order", Severity.BREACH),
        ({"cleared_on": date(2022, 4, 1), "closed_on": date(2022, 3, 20)}, {}, "cleared_after_closing",
         Severity.REMARK),
        ({"ombuds": True}, {}, "ombuds_without_partner", Severity.REMARK),
        ({"follow_up_of": "KR-unknown"}, {}, "follow_up_of_nothing", Severity.REMARK),
    ],
)  # fmt: skip
def test_check_names_the_cases_behind(
    values: dict[str, Any], matter: dict[str, Any] | None, rule: str, severity: Severity
) -> None:
    good = reaction("good", received_on=date(2022, 3, 3))
    old = reaction("old", **{"received_on": date(2021, 3, 1), **values})
    bad = reaction("bad", **{"received_on": date(2022, 3, 1), **values})
    parts = [concern(f"{row['id']}1", row["id"], **{**COMPLETE, **matter}) for row in (old, bad) if matter is not None]
    found = behind([good, old, bad], [concern("good1", "good", **COMPLETE), *parts])

    assert (found[rule].row_ids, found[rule].found, found[rule].severity) == (("bad",), 1, severity)


def test_an_open_complaint_may_be_without_an_outcome() -> None:
    assert behind([reaction("a")], [concern("a1", "a", **{**COMPLETE, "outcome": None})]) == {}


def test_somebody_who_came_alone_has_no_partner() -> None:
    row = reaction("a", ombuds=True, came_alone=True)
    assert behind([row], [concern("a1", "a", **COMPLETE)]) == {}


def test_check_finds_what_was_entered_twice_but_no_two_cards() -> None:
    same = {"received_on": date(2022, 3, 1), "text": "Der Bescheid fehlt.", "customer_ref": "BG 1"}
    rows = [
        reaction("a", **same),
        reaction("b", **same),
        reaction("c", **{**same, "text": "Der Bescheid ist da."}),
        reaction("d", **same, channel="opinion_card"),
        reaction("e", **same, channel="opinion_card"),
        reaction("f"),
        reaction("g"),
    ]
    found = behind(rows, [concern(f"{row['id']}1", row["id"], **COMPLETE) for row in rows])

    assert {rule: finding.row_ids for rule, finding in found.items()} == {"entered_twice": ("a", "b")}


def test_check_names_concerns_of_no_reaction() -> None:
    found = behind([reaction("a")], [concern("a1", "a", **COMPLETE), concern("x1", "gone", **COMPLETE)])

    assert {rule: (finding.found, finding.severity) for rule, finding in found.items()} == {
        "without_reaction": (1, Severity.BREACH)
    }


def test_a_part_of_the_register_is_checked_knowing_the_whole() -> None:
    rows = [reaction("a", unit="team_1"), reaction("b", unit="team_2", follow_up_of="KR-a")]
    whole = snapshot_of(rows, [concern(f"{row['id']}1", row["id"], **COMPLETE) for row in rows])
    part = filtered(whole, units=["team_2"])

    assert period_findings(part, YEAR, DAY, whole=whole) == ()
    assert [finding.rule for finding in period_findings(part, YEAR, DAY)] == ["follow_up_of_nothing"]


def issue(table: str, row: str, *, kept: bool) -> Issue:
    return Issue(table, row, "channel", "pigeon", "wrong", {}, kept)


def test_check_names_the_rows_that_are_left_out() -> None:
    whole = snapshot_of([reaction("a")], [concern("a1", "a", **COMPLETE)])
    snapshot: Snapshot = replace(
        whole,
        issues=(
            issue("reactions", "z", kept=False),
            issue("reactions", "z", kept=False),
            issue("reactions", "a", kept=True),
            issue("units", "u", kept=False),
        ),
    )
    found = {finding.rule: finding for finding in period_findings(snapshot, YEAR, DAY)}

    assert {rule: (finding.row_ids, finding.severity) for rule, finding in found.items()} == {
        "left_out": (("z",), Severity.BREACH),
        "last_valid": (("a",), Severity.REMARK),
    }


def test_breaches_come_first() -> None:
    rows = [reaction("a"), reaction("b")]
    found = period_findings(snapshot_of(rows, [concern("a1", "a", area=None)]), YEAR, DAY)
    severities = [finding.severity for finding in found]

    assert severities == sorted(severities, key=[Severity.BREACH, Severity.REMARK].index)
    assert len(set(severities)) == 2


@pytest.mark.parametrize("year", [2021, 2022, 2025])
def test_the_sample_register_contradicts_itself_nowhere(year: int) -> None:
    found = period_findings(sample_snapshot(date(2026, 11, 21)), Period.of_year(year), date(2026, 11, 21))

    assert [finding.rule for finding in found if finding.is_breach] == []


def test_the_sample_register_of_2022_says_what_is_not_given() -> None:
    found = period_findings(sample_snapshot(date(2026, 11, 21)), YEAR, date(2026, 11, 21))

    assert {finding.rule: finding.found for finding in found} == {
        "complaint_without_area": 16,
        "complaint_without_theme": 44,
        "closed_without_outcome": 11,
        "praise_without_area": 3,
    }
