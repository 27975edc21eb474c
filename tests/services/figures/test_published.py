"""The Dresden report beside the sample register; and every explanation found in a report made up for it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from services.charts.figure_words import sentence_of
from services.charts.wording import Wording
from services.demo.dresden import PRINTED
from services.errors import InputRejected
from services.figures import Figures, year_figures
from services.figures.printed.numbers import cut_off, read_printed, rounded, whole_numbers_of
from services.figures.printed.published import compared_with_published, contradictions_df, published_years
from services.register.frames import frame_of
from services.register.snapshot import Snapshot
from tests.services.figures.registers import concern, reaction, snapshot_of
from tests.support.sample import sample_snapshot

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return sample_snapshot(DAY)


@pytest.fixture(scope="module")
def figures(sample: Snapshot) -> dict[int, Figures]:
    return {year: Figures(year_figures(sample, year, DAY)) for year in (2021, 2022)}


def test_every_printed_figure_agrees_but_those_the_sample_does_not_follow(
    sample: Snapshot, figures: dict[int, Figures]
) -> None:
    published = sample.frames["published"]
    differing = set()
    for year in (2021, 2022):
        compared = compared_with_published(published, year, figures[year])
        assert len(compared) == sum(figure.year == year for figure in PRINTED)
        assert compared["agrees"].notna().all()
        rows = compared[~compared["agrees"].astype(bool)]
        differing |= {(year, *row) for row in rows[["figure", "measure"]].itertuples(index=False, name=None)}

    assert differing == {(f.year, f.figure, f.measure) for f in PRINTED if not f.followed}


def test_every_difference_of_2022_is_explained_by_rules(sample: Snapshot, figures: dict[int, Figures]) -> None:
    compared = compared_with_published(sample.frames["published"], 2022, figures[2022])
    rows = compared[~compared["agrees"].astype(bool)]
    found = {
        (row.figure, row.measure): (row.verdict, float(row.computed), {reason.rule for reason in row.reasons})
        for row in rows.itertuples()
    }

    of_750 = {"parts_as_base", "cut_off"}
    assert found == {
        ("reactions.channel.email", "share"): ("explained", 44.1, {"fewer_decimals", "parts_as_base"}),
        ("reactions.channel.telephone", "share"): ("explained", 18.6, of_750),
        ("reactions.channel.letter", "share"): ("explained", 12.6, of_750),
        ("reactions.channel.in_person", "value"): ("explained", 137, {"family_agrees_with", "copied"}),
        ("reactions.channel.in_person", "share"): ("explained", 18.3, {*of_750, "copied"}),
        ("quality.closed_within_14_days", "share"): ("explained", 90.4, {"cut_off", "no_whole_number"}),
    }


def test_the_explanations_of_2022_are_sentences(sample: Snapshot, figures: dict[int, Figures]) -> None:
    compared = compared_with_published(sample.frames["published"], 2022, figures[2022])
    wording = Wording("de", sample.lists)
    said = {
        (row.figure.rpartition(".")[2], row.measure): [
            sentence_of(reason.msgid, reason.params, wording) for reason in row.reasons
        ]
        for row in compared.itertuples()
        if row.reasons
    }

    assert said["telephone", "share"] == [
        "Anteil an 750, der Summe der veröffentlichten Teile (Eingangswege): 139 von 750 sind 18,5 %.",
        "Abgeschnitten statt gerundet: 139 von 748 sind 18,58 %.",
    ]
    assert said["in_person", "value"] == [
        "Die veröffentlichten Teile (Eingangswege) ergeben 750 statt 748; mit 137 an dieser Stelle ginge es auf.",
        "Dieselbe Zahl steht bei „Kundenreaktionen, Eingangsweg Telefon“; vielleicht wurde sie von dort übernommen.",
    ]
    assert said["closed_within_14_days", "share"] == [
        "Abgeschnitten statt gerundet: 676 von 748 sind 90,37 %.",
        "Keine ganze Zahl von 748 ergibt gerundet 90,3 %.",
    ]


def test_the_report_of_2022_contradicts_itself_where_dresden_py_says_so(
    sample: Snapshot, figures: dict[int, Figures]
) -> None:
    found = contradictions_df(sample.frames["published"], 2022, figures[2022])

    assert {(row.rule, row.figure): (row.printed, row.found) for row in found.astype(object).itertuples()} == {
        ("parts", "reactions.channel"): (748.0, 750.0),
        ("parts", "praise.area"): (61.0, 58.0),
        ("share", "reactions.channel.telephone"): (18.5, 18.6),
        ("share", "reactions.channel.letter"): (12.5, 12.6),
        ("share", "reactions.channel.in_person"): (18.5, 18.6),
        ("no_whole_number", "quality.closed_within_14_days"): (90.3, pd.NA),
    }
    assert found.iloc[0]["places"] == ("Seite 1, Abschnitt 1", "Seite 2, Abschnitt 1")
    assert sentence_of(found.iloc[1]["reason"].msgid, found.iloc[1]["reason"].params, Wording("de", sample.lists)) == (
        "Bereiche der Lobe: Die veröffentlichten Teile ergeben 58, als Ganzes (Lobe) sind aber 61 veröffentlicht."
    )


def test_the_report_of_2021_does_not_contradict_itself(sample: Snapshot, figures: dict[int, Figures]) -> None:
    assert contradictions_df(sample.frames["published"], 2021, figures[2021]).empty


def test_parts_below_their_whole_contradict_nothing_while_nobody_knows_the_others(sample: Snapshot) -> None:
    found = contradictions_df(sample.frames["published"], 2022)

    assert [row.figure for row in found.itertuples() if row.rule == "parts"] == ["reactions.channel"]


def test_published_years_are_those_in_use(sample: Snapshot) -> None:
    assert published_years(sample.frames["published"]) == [2022, 2021]
    assert published_years(table(row("reactions.total", "1", active=False))) == []


def row(figure: str, printed: str, measure: str = "value", **values: Any) -> dict[str, Any]:
    return {
        "id": f"{figure} {measure} {values.get('year', 2022)}",
        "year": 2022,
        "figure": figure,
        "measure": measure,
        "printed": printed,
        "active": True,
        **values,
    }


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame_of("published", rows)


@pytest.fixture(scope="module")
def small() -> Figures:
    """3 e-mails and 4 letters, 21 complaints of 32 concerns; the year before 2 e-mails and 14 complaints."""
    rows = [reaction(f"e{place}") for place in range(3)]
    rows += [reaction(f"l{place}", channel="letter") for place in range(4)]
    rows += [reaction(f"o{place}", received_on=date(2021, 3, 1)) for place in range(2)]
    concerns = [concern(f"c{place}", "e0", area="benefits") for place in range(21)]
    concerns += [concern(f"p{place}", "l0", kind="praise", area="conduct") for place in range(11)]
    concerns += [concern(f"o{place}", "o0", area="benefits") for place in range(14)]
    return Figures(year_figures(snapshot_of(rows, concerns), 2022, DAY))


def reasons(figures: Figures, *rows: dict[str, Any]) -> dict[str, list[str]]:
    compared = compared_with_published(table(*rows), 2022, figures)
    return {found.id: [reason.rule for reason in found.reasons] for found in compared.itertuples()}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("reactions.channel.email", "42,9", "share")], []),
        ([row("reactions.channel.email", "42.86 %", "share")], []),
        ([row("reactions.channel.email", "43", "share")], ["fewer_decimals"]),
        ([row("reactions.channel.email", "42,8", "share")], ["cut_off", "no_whole_number"]),
        ([row("reactions.channel.email", "42", "share")], ["cut_off", "no_whole_number"]),
        ([row("reactions.channel.email", "9,4", "share")], ["other_base", "no_whole_number"]),
        ([row("reactions.channel.email", "12,3", "share")], ["no_whole_number"]),
        ([row("concerns.kind.complaint", "50,0", "change")], []),
        ([row("concerns.kind.complaint", "-50,0", "change")], ["sign_missing"]),
        ([row("concerns.kind.complaint", "49,9", "change")], []),
        ([row("reactions.channel.email", "2")], ["year_before"]),
        ([row("reactions.channel.email", "5")], []),
        ([row("reactions.channel.email", "viele")], ["no_number"]),
        ([row("reactions.channel.pigeon", "5")], ["nothing_computed"]),
    ],
)
def test_reasons_explain_a_number(small: Figures, rows: list[dict[str, Any]], expected: list[str]) -> None:
    assert reasons(small, *rows)[rows[0]["id"]] == expected


def test_a_number_no_rule_explains_stays_open_until_the_officer_says_why(small: Figures) -> None:
    bare = row("reactions.channel.email", "5")
    explained = row("reactions.channel.letter", "6", explanation="Zwei kamen doppelt.")
    compared = compared_with_published(table(bare, explained), 2022, small)

    assert list(compared["verdict"]) == ["unexplained", "explained"]
    assert list(compared["note"]) == ["", "Zwei kamen doppelt."]
    assert list(compared["difference"]) == [2.0, 2.0]


def test_a_number_copied_from_its_neighbour_is_seen(small: Figures) -> None:
    rows = [row("reactions.channel.email", "4"), row("reactions.channel.letter", "4"), row("reactions.total", "7")]

    assert reasons(small, *rows) == {
        rows[0]["id"]: ["family_agrees_with", "copied"],
        rows[1]["id"]: [],
        rows[2]["id"]: [],
    }


def test_a_share_that_follows_from_a_wrong_number_is_seen(small: Figures) -> None:
    rows = [row("reactions.channel.email", "2"), row("reactions.channel.email", "28,6", "share")]

    assert reasons(small, *rows)[rows[1]["id"]] == ["from_printed"]


def test_a_change_that_follows_from_wrong_numbers_is_seen(small: Figures) -> None:
    rows = [
        row("reactions.channel.email", "4"),
        row("reactions.channel.email", "33,3", "change"),
        row("reactions.channel.email", "3", year=2021),
    ]

    assert reasons(small, *rows)[rows[1]["id"]] == ["from_printed"]


def test_sums_of_figures_are_compared_as_one(small: Figures) -> None:
    both = "reactions.channel.email + reactions.channel.letter"
    compared = compared_with_published(table(row(both, "7"), row(both, "100", "share")), 2022, small)

    assert list(compared["figure"]) == ["reactions.channel.email+reactions.channel.letter"] * 2
    assert list(compared["computed"]) == [100.0, 7.0]
    assert compared["agrees"].all()


def test_a_wrong_change_contradicts_the_printed_numbers(small: Figures) -> None:
    rows = [
        row("reactions.total", "9"),
        row("reactions.total", "8", year=2021),
        row("reactions.total", "12,4", "change"),
    ]
    found = contradictions_df(table(*rows), 2022, small)

    assert [(row.rule, row.printed, row.found) for row in found.itertuples()] == [("change", 12.4, 12.5)]


def test_a_year_without_reactions_has_nothing_to_compare_with() -> None:
    empty = Figures(year_figures(snapshot_of([]), 2022, DAY))
    compared = compared_with_published(table(row("reactions.total", "748"), row("pigeons", "1")), 2022, empty)

    assert list(compared["verdict"]) == ["unknown", "unknown"]
    assert compared["computed"].isna().all()
    assert [reason.rule for reason in compared["reasons"][0]] == ["nothing_computed"]


def test_no_year_and_no_rows_are_an_empty_comparison(small: Figures) -> None:
    assert compared_with_published(table(), 2022, small).empty
    assert contradictions_df(table(row("reactions.total", "7", year=2020)), 2022, small).empty


@pytest.mark.parametrize(
    ("text", "measure", "value", "decimals"),
    [
        ("748", "value", Fraction(748), 0),
        ("1.041", "value", Fraction(1041), 0),
        ("1.041", "share", Fraction(1041, 1000), 3),
        ("1,74", "share", Fraction(174, 100), 2),
        ("-18,5 %", "change", Fraction(-185, 10), 1),
        ("\N{MINUS SIGN}0,1", "change", Fraction(-1, 10), 1),
        ("+110,3%", "change", Fraction(1103, 10), 1),
        (" 44 ", "share", Fraction(44), 0),
        ("9,5", "value", Fraction(19, 2), 1),
    ],
)
def test_read_printed_reads_numbers_as_they_are_printed(
    text: str, measure: str, value: Fraction, decimals: int
) -> None:
    number = read_printed(text, measure)
    assert (number.value, number.decimals) == (value, decimals)


@pytest.mark.parametrize("text", ["", "viele", "1,2,3", "12 345x", "--5", "%", "1e5", "½"])
def test_read_printed_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(InputRejected):
        read_printed(text)


def test_rounding_and_cutting_off_keep_the_sign() -> None:
    assert (rounded(Fraction(-1925, 100), 1), cut_off(Fraction(-1929, 100), 1)) == (
        Fraction(-193, 10),
        Fraction(-192, 10),
    )
    assert whole_numbers_of(Fraction(903, 10), 748, 1) == []
    assert whole_numbers_of(Fraction(227, 10), 902, 1) == [205]
