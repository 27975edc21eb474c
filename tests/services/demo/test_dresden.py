from __future__ import annotations

from datetime import date

import pytest

from services.demo.dresden import PRINTED, Printed
from services.demo.sample import SampleRegister, sample_rows
from services.demo.targets import DRESDEN
from tests.services.demo.counting import count, percent

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module", params=[1, 2022])
def sample(request: pytest.FixtureRequest) -> SampleRegister:
    return sample_rows(request.param, TODAY)


def of_2022(sample: SampleRegister) -> set[str]:
    return {row["id"] for row in sample.reactions if row["received_on"].year == 2022}


def measured(figure: Printed, sample: SampleRegister) -> float:
    value, base = count(figure.figure, figure.year, sample.reactions, sample.concerns)
    if figure.measure == "value":
        return value
    if figure.measure == "change":
        before, _ = count(figure.figure, figure.year - 1, sample.reactions, sample.concerns)
        return percent(value - before, before)
    if figure.base:
        base, _ = count(figure.base, figure.year, sample.reactions, sample.concerns)
    return percent(value, base)


@pytest.mark.parametrize("figure", PRINTED, ids=lambda figure: f"{figure.year}-{figure.figure}-{figure.measure}"[:70])
def test_sample_rows_hold_what_the_report_prints(figure: Printed, sample: SampleRegister) -> None:
    assert measured(figure, sample) == figure.expected


@pytest.mark.parametrize("today", [date(2022, 12, 31), date(2023, 1, 10)])
def test_sample_rows_hold_the_printed_areas_while_the_year_is_young(today: date) -> None:
    sample = sample_rows(2022, today)
    areas = [figure for figure in PRINTED if figure.year == 2022 and ".area." in figure.figure]

    assert len(areas) > 5
    assert [figure.figure for figure in areas if measured(figure, sample) != figure.expected] == []


def test_every_figure_not_followed_says_why_and_differs() -> None:
    not_followed = [figure for figure in PRINTED if not figure.followed]

    assert all(figure.why and figure.sample not in (None, figure.printed) for figure in not_followed)
    assert sorted((figure.figure, figure.measure) for figure in not_followed) == [
        ("quality.closed_within_14_days", "share"),
        ("reactions.channel.email", "share"),
        ("reactions.channel.in_person", "share"),
        ("reactions.channel.in_person", "value"),
        ("reactions.channel.letter", "share"),
        ("reactions.channel.telephone", "share"),
    ]


def test_the_printed_channels_of_2021_add_up_and_those_of_2022_do_not() -> None:
    printed = {
        year: sum(
            figure.printed
            for figure in PRINTED
            if figure.figure.startswith("reactions.channel.") and figure.measure == "value" and figure.year == year
        )
        for year in (2021, 2022)
    }

    assert printed == {2021: 749, 2022: 750}


def test_the_printed_shares_of_2022_are_shares_of_750() -> None:
    assert [percent(value, 750) for value in (330, 139, 94, 40)] == [44.0, 18.5, 12.5, 5.3]
    assert percent(677, 750) == 90.3
    assert 90.3 not in {percent(value, 748) for value in range(749)}


def test_the_numbers_behind_the_printed_percentages_are_the_only_ones() -> None:
    complaints_2021 = [n for n in range(903, 2000) if percent(902 - n, n) == -19.4]
    upheld = [n for n in range(903) if percent(n, 902) == 22.7]
    upheld_2021 = [n for n in range(1, 2000) if percent(205 - n, n) == -22.1]
    duration_2021 = [n for n in range(1, 2000) if percent(63 - n, n) == -46.6]

    assert (complaints_2021, upheld, upheld_2021, duration_2021) == ([1119], [205], [263], [118])


def test_676_of_748_were_closed_within_14_days(sample: SampleRegister) -> None:
    assert count("quality.closed_within_14_days", 2022, sample.reactions, sample.concerns) == (676, 748)


def test_three_praises_of_2022_are_without_an_area(sample: SampleRegister) -> None:
    assert count("praise.area.none", 2022, sample.reactions, sample.concerns) == (3, 61)


@pytest.mark.parametrize("year", [2021, 2022])
def test_no_reaction_of_the_report_has_more_than_three_concerns(sample: SampleRegister, year: int) -> None:
    ids = {row["id"] for row in sample.reactions if row["received_on"].year == year}

    assert max(row["rank"] for row in sample.concerns if row["reaction_id"] in ids) == 3


@pytest.mark.parametrize("year", [2021, 2022])
def test_targets_add_up(year: int) -> None:
    targets = DRESDEN[year]
    kinds = (
        sum(targets.complaints.values()),
        sum(targets.praises.values()),
        targets.suggestions,
        targets.petitions,
        targets.submissions,
    )

    assert sum(targets.channels.values()) == targets.reactions
    assert sum(kinds) == targets.concerns


def test_named_municipal_themes_of_2022_are_the_largest(sample: SampleRegister) -> None:
    themes = {theme: n for (area, theme), n in DRESDEN[2022].complaints.items() if area == "municipal"}
    named = {
        figure.figure.split(".")[3] for figure in PRINTED if figure.figure.startswith("complaints.theme.municipal")
    }

    assert max(n for theme, n in themes.items() if theme not in named) < min(themes[str(theme)] for theme in named)


def test_the_ombuds_office_is_mostly_asked_about_the_themes_named(sample: SampleRegister) -> None:
    focus = {
        ("benefits", "auszahlung_des_regelbedarfs"),
        ("benefits", "hoehe_des_regelbedarfs"),
        ("benefits", "anrechnung_von_einkommen"),
        ("municipal", "hoehe"),
        ("municipal", "mietkaution"),
    }
    ombuds = {row["id"] for row in sample.reactions if row["ombuds"] and row["received_on"].year == 2022}
    firsts = [row for row in sample.concerns if row["reaction_id"] in ombuds and row["rank"] == 1]
    inside = sum((row["area"], row["theme"]) in focus for row in firsts)

    others = of_2022(sample) - ombuds
    outside = [row for row in sample.concerns if row["reaction_id"] in others and row["rank"] == 1]
    elsewhere = sum((row["area"], row["theme"]) in focus for row in outside)

    assert (len(firsts), len(outside)) == (254, 494)
    assert inside / 254 > 5 * elsewhere / 494
