from datetime import date
from typing import Any

from services.deadlines import Periods
from services.figures import Period, as_records, facts_of, figures_df, filtered, period_figures, year_figures
from services.figures.year import COLUMNS
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, plain_lists, random_rows, reaction, snapshot_of

DAY = date(2022, 12, 31)


def by_name(snapshot: Snapshot, day: date = DAY, year: int = 2022) -> dict[str, dict[str, Any]]:
    return {record["figure"]: record for record in as_records(year_figures(snapshot, year, day))}


def small_register() -> Snapshot:
    return snapshot_of(
        [
            reaction("a", received_on=date(2022, 3, 1), closed_on=date(2022, 3, 15), ombuds=True),
            reaction("b", received_on=date(2022, 3, 1), closed_on=date(2022, 3, 16), channel="letter"),
            reaction("c", received_on=date(2022, 12, 20), follow_up_of="KR-a", channel="review_site"),
            reaction("d", received_on=date(2021, 5, 5), closed_on=date(2021, 5, 10)),
            reaction("e", received_on=date(2023, 1, 1)),
        ],
        [
            concern("a1", "a", kind="complaint", area="benefits", theme="bearbeitungsdauer", outcome="upheld"),
            concern("a2", "a", kind="complaint", area="municipal", theme="bearbeitungsdauer"),
            concern("b1", "b", kind="praise", area="conduct"),
            concern("c1", "c", kind="complaint", area="benefits"),
            concern("d1", "d", kind="complaint", area="benefits", theme="bearbeitungsdauer", outcome="not_upheld"),
            concern("e1", "e", kind="petition"),
        ],
    )


def test_year_figures_counts_reactions_and_concerns_against_the_year_before() -> None:
    figures = by_name(small_register())
    assert figures["reactions.total"] == {
        "figure": "reactions.total",
        "unit": "reactions",
        "period": "2022",
        "value": 3,
        "previous": 1,
        "change_percent": 200.0,
        "base": None,
        "share_percent": None,
    }
    assert figures["complaints.theme.benefits.bearbeitungsdauer"] == {
        "figure": "complaints.theme.benefits.bearbeitungsdauer",
        "unit": "concerns",
        "period": "2022",
        "value": 1,
        "previous": 1,
        "change_percent": 0.0,
        "base": 2,
        "share_percent": 50.0,
    }
    assert figures["complaints.outcome.none"]["value"] == 2
    assert figures["praise.area.conduct"]["share_percent"] == 100.0
    assert figures["ombuds.complaints"]["base"] == 1


def test_year_figures_gives_quality_with_its_own_base() -> None:
    figures = by_name(small_register())
    closed = figures["quality.closed_within_14_days"]
    assert (closed["value"], closed["base"], closed["share_percent"], closed["previous"]) == (1, 2, 50.0, 1)
    assert figures["quality.cleared_within_9_days"]["base"] == 3  # c has had eleven days
    assert figures["quality.acknowledged_within_3_working_days"]["base"] == 2  # nobody to write to for c
    assert figures["quality.days_to_close.median"]["value"] == 14.5
    assert figures["quality.days_to_close.p90"]["value"] == 15


def test_year_figures_has_median_and_p90_beside_every_share_of_time() -> None:
    rows = [
        reaction("a", received_on=date(2022, 3, 1), acknowledged_on=date(2022, 3, 2), cleared_on=date(2022, 3, 4)),
        reaction("b", received_on=date(2022, 3, 1), acknowledged_on=date(2022, 3, 7), disposition_on=date(2022, 3, 3)),
        reaction("c", received_on=date(2022, 3, 1), channel="opinion_card", acknowledged_on=date(2022, 6, 1)),
        reaction("d", received_on=date(2022, 3, 1), ombuds=True, cleared_on=date(2022, 3, 21)),
    ]
    figures = by_name(snapshot_of(rows))
    names = ("days_to_clear.median", "days_to_clear.p90", "working_days_to_acknowledge.median")
    assert [figures[f"quality.{name}"]["value"] for name in names] == [11.5, 20, 2.5]
    p90 = figures["quality.working_days_to_acknowledge.p90"]
    assert (p90["value"], p90["unit"], p90["previous"], p90["base"]) == (4, "working_days", None, None)
    assert figures["ombuds.days_to_clear.p90"]["value"] == 20


def test_year_figures_counts_details_only_where_a_theme_has_some() -> None:
    concerns = [
        concern("a1", "a", area="municipal", theme="hoehe", detail="heating"),
        concern("a2", "a", area="municipal", theme="hoehe"),
        concern("a3", "a", area="municipal", theme="beratung"),
        concern("b1", "b", area="benefits", theme="hoehe", detail="late"),
    ]
    rows = [reaction("a"), reaction("b", received_on=date(2021, 3, 1))]
    figures = by_name(snapshot_of(rows, concerns))
    found = {name.removeprefix("complaints.detail."): row for name, row in figures.items() if ".detail." in name}
    shown = {name: (row["value"], row["previous"], row["base"]) for name, row in found.items()}
    assert shown == {
        "municipal.hoehe.heating": (1, 0, 2),
        "municipal.hoehe.none": (1, 0, 2),
        "benefits.hoehe.late": (0, 1, 0),
        "benefits.hoehe.none": (0, 0, 0),
    }


def test_year_figures_follows_the_course_of_the_cases() -> None:
    rows = [
        reaction("a", escalation_step="3", extended_until=date(2022, 3, 20), consent="given"),
        reaction("b", escalation_step="1", extended_until=date(2022, 3, 15), consent_asked_on=date(2022, 3, 2)),
        reaction("c", disposition_on=date(2022, 3, 2), consent="given", consent_on=date(2023, 1, 1)),
        reaction("d", channel="opinion_card", consent="given"),
    ]
    figures = by_name(snapshot_of(rows))
    assert [figures[f"reactions.{name}"]["value"] for name in ("extended", "escalated")] == [1, 1]
    steps = {name: row["value"] for name, row in figures.items() if name.startswith("reactions.escalation.")}
    assert list(steps.values()) == [1, 0, 1, 0, 0, 0, 2]
    consents = [figures[f"consent.{name}"] for name in ("asked", "given", "missing")]
    assert [(row["value"], row["base"]) for row in consents] == [(2, 3), (1, 3), (2, 3)]


def test_year_figures_counts_what_is_no_reaction() -> None:
    handed = {"received_on": date(2022, 3, 1), "handed_on": date(2022, 3, 2)}
    snapshot = snapshot_of(
        [],
        same_day=[
            {"id": "s1", "day": date(2022, 3, 1), "area": "conduct"},
            {"id": "s2", "day": date(2021, 3, 1)},
            {"id": "s3", "day": date(2023, 3, 1)},
        ],
        handovers=[
            {"id": "h1", **handed},
            {"id": "h2", **handed, "taken_back_on": date(2022, 3, 9)},
            {"id": "h3", **handed, "taken_back_on": date(2023, 3, 9)},
            {"id": "h4", **handed, "handed_on": date(2023, 1, 1)},
        ],
    )

    def totals(part: Snapshot) -> list[Any]:
        return [by_name(part)[name]["value"] for name in ("same_day.total", "handovers.total")]

    assert totals(snapshot) == [1, 2]
    assert by_name(snapshot)["same_day.total"]["previous"] == 1
    assert totals(filtered(snapshot, areas=["conduct"])) == [1, 0]
    assert totals(filtered(snapshot, areas=["none"])) == [0, 2]
    assert totals(filtered(snapshot, units=["team_1"])) == [0, 0]
    assert totals(filtered(snapshot, units=["team_1", "none"])) == [1, 2]


def test_year_figures_as_of_the_day_have_no_comparison() -> None:
    figures = by_name(small_register())
    assert figures["open.total"] == {
        "figure": "open.total",
        "unit": "reactions",
        "period": "2022-12-31",
        "value": 1,
        **dict.fromkeys(("previous", "change_percent", "base", "share_percent")),
    }
    assert figures["overdue.acknowledge"]["value"] == 0
    assert figures["overdue.clear"]["value"] == 1
    assert figures["overdue.close"]["value"] == 0
    assert figures["ombuds.days_to_clear.median"]["value"] == 14


def test_year_figures_sees_the_register_as_it_stood_on_the_day() -> None:
    figures = by_name(small_register(), date(2022, 3, 15))
    assert figures["reactions.total"]["value"] == 2
    assert figures["open.total"]["value"] == 1
    assert figures["quality.closed_within_14_days"]["base"] == 1
    before = by_name(small_register(), date(2021, 5, 7), year=2021)
    assert (before["reactions.total"]["value"], before["open.total"]["value"]) == (1, 1)
    assert before["quality.days_to_close.median"]["value"] is None


def test_year_figures_names_every_entry_of_every_list_once() -> None:
    names = year_figures(snapshot_of([]), 2022, DAY)["figure"].tolist()
    lists = plain_lists()
    expected = {f"reactions.channel.{code}" for code in lists["channel"]}
    expected |= {f"{name}.{code}" for name in ("complaints.area", "praise.area") for code in [*lists["area"], "none"]}
    expected |= {f"complaints.outcome.{code}" for code in [*lists["outcome"], "none"]}
    expected |= {f"concerns.kind.{code}" for code in lists["kind"]}
    expected |= {
        f"complaints.theme.{area}.{code}" for area, codes in lists["theme"].items() for code in [*codes, "none"]
    }
    assert expected <= set(names)
    assert len(names) == len(set(names))
    assert "reactions.channel.none" not in names


def test_year_figures_names_what_the_office_added_and_what_no_list_knows() -> None:
    added = {"id": "l1", "list": "theme", "code": "parkplatz", "label": "Parkplatz", "parent": "organisation"}
    snapshot = snapshot_of(
        [reaction("a", channel="fax"), reaction("b", channel=None)],
        [concern("c", "a", area="yard", theme="gate")],
        lists=[added],
    )
    figures = by_name(snapshot)
    assert figures["complaints.theme.organisation.parkplatz"]["value"] == 0
    assert figures["complaints.theme.yard.gate"] | {"base": 1, "value": 1} == figures["complaints.theme.yard.gate"]
    assert figures["reactions.channel.fax"]["value"] == figures["reactions.channel.none"]["value"] == 1


def test_year_figures_add_up() -> None:
    reactions, concerns = random_rows(5, count=300)
    figures = by_name(snapshot_of(reactions, concerns))

    def total(prefix: str, key: str) -> int:
        return sum(record[key] for name, record in figures.items() if name.startswith(prefix))

    for key in ("value", "previous"):
        assert total("reactions.channel.", key) == figures["reactions.total"][key]
        assert total("concerns.kind.", key) == figures["concerns.total"][key]
        assert total("complaints.clearing.", key) == figures["concerns.kind.complaint"][key]
        assert total("complaints.type.", key) == figures["concerns.kind.complaint"][key]
        assert total("reactions.escalation.", key) == figures["reactions.total"][key]
        assert total("complaints.outcome.", key) == figures["concerns.kind.complaint"][key]
        assert total("praise.area.", key) == figures["concerns.kind.praise"][key]
        for name in [name for name in figures if name.startswith("complaints.area.")]:
            assert total(name.replace(".area.", ".theme.") + ".", key) == figures[name][key]


def test_figures_df_adds_the_office_own_periods_beside_those_of_the_contract() -> None:
    rules = Periods(close_days=15)
    snapshot = small_register()
    facts = facts_of(snapshot.frames["reactions"], DAY, rules)
    period = Period.of_year(2022)
    frame = figures_df(
        facts, snapshot.frames["concerns"], snapshot.lists, period, DAY, before=period.year_before, periods=rules
    )
    figures = frame.set_index("figure")["value"]
    assert figures["quality.closed_within_14_days"] == 1
    assert figures["quality.closed_within_15_days"] == 2


def test_period_figures_has_no_comparison_when_none_is_asked_for() -> None:
    frame = period_figures(small_register(), Period.of_month(2022, 3), DAY, before=None)
    assert tuple(frame.columns) == COLUMNS
    assert frame["previous"].isna().all()
    assert frame["change_percent"].isna().all()
    assert frame.set_index("figure").loc["reactions.total", ["period", "value"]].tolist() == ["2022-03", 2]


def test_filtered_counts_only_matching_concerns_of_matching_reactions() -> None:
    figures = by_name(filtered(small_register(), areas=["benefits"]))
    assert [figures[name]["value"] for name in ("reactions.total", "concerns.total")] == [2, 2]
    assert figures["complaints.area.municipal"]["value"] == 0
    assert figures["reactions.total"]["previous"] == 1


def test_filtered_takes_none_for_what_is_not_given_and_filters_nothing_when_nothing_is_chosen() -> None:
    snapshot = snapshot_of(
        [reaction("a", unit="team_1"), reaction("b"), reaction("c", received_on=date(2021, 1, 1))],
        [concern("a1", "a", area="conduct"), concern("b1", "b"), concern("c1", "c")],
    )
    assert filtered(snapshot) is snapshot
    for chosen, reactions, concerns in (
        (filtered(snapshot, units=["none"]), ["b", "c"], ["b1", "c1"]),
        (filtered(snapshot, units=["none", "team_1"], areas=["conduct"]), ["a"], ["a1"]),
        (filtered(snapshot, Period.of_year(2022), areas=["none"]), ["b"], ["b1"]),
        (filtered(snapshot, units=["team_9"]), [], []),
    ):
        assert list(chosen.frames["reactions"].index) == reactions
        assert list(chosen.frames["concerns"].index) == concerns
