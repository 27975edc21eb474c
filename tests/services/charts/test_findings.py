"""The titles say the finding, and are right for nothing, one and equal."""

from __future__ import annotations

import pandas as pd
import pytest

from services.charts.channels import channels_panel, themes_panel
from services.charts.comparing import change_words, count_finding
from services.charts.deadlines import urgency_panel
from services.charts.ombuds import days_panel, partners_panel
from services.charts.ombuds import themes_panel as ombuds_themes_panel
from services.figures import Period
from services.figures.clearing import ClearingDays
from services.figures.comparison import compared_df, compared_row
from tests.services.charts.frames import DE, EN, NBSP, channel_counts, urgency_counts


@pytest.mark.parametrize(
    ("now", "before", "title"),
    [
        (
            {"email": 330, "telephone": 137, "letter": 281},
            {"email": 362, "letter": 387},
            f"E-Mail ist jetzt der häufigste Weg: 330 von 748 Reaktionen (44,1{NBSP}%)",
        ),
        (
            {"email": 330, "telephone": 218, "letter": 200},
            {"email": 362, "letter": 300},
            f"E-Mail bleibt der häufigste Weg: 330 von 748 Reaktionen (44,1{NBSP}%)",
        ),
        (
            {"email": 3, "letter": 1},
            {},
            f"E-Mail ist der häufigste Weg: 3 von 4 Reaktionen (75,0{NBSP}%)",
        ),
        (
            {"email": 3, "letter": 1},
            None,
            f"E-Mail ist der häufigste Weg: 3 von 4 Reaktionen (75,0{NBSP}%)",
        ),
        (
            {"email": 2, "telephone": 2, "letter": 2},
            {"email": 1},
            f"E-Mail, Telefon und Schriftlich sind gleich häufig: je 2 von 6 Reaktionen (33,3{NBSP}%)",
        ),
        ({"letter": 1}, {"email": 7}, "Die einzige Reaktion kam auf diesem Weg: Schriftlich"),
        ({}, {"email": 7}, "Keine Reaktion ging ein"),
    ],
)
def test_channels_panel_says_which_way_leads(now: dict[str, int], before: dict[str, int] | None, title: str) -> None:
    panel = channels_panel(channel_counts(now, before), DE)
    assert panel.title == title
    assert panel.is_empty == (not now)


def test_channels_panel_says_it_in_english_too() -> None:
    panel = channels_panel(channel_counts({"email": 3, "letter": 1}, {"email": 1}), EN)
    assert panel.title == "E-mail remains the most frequent way: 3 of 4 reactions (75.0%)"


def test_channels_panel_has_the_numbers_in_its_table() -> None:
    panel = channels_panel(channel_counts({"email": 3, "letter": 1}, {"email": 2}), DE)
    assert list(panel.table.columns) == [
        "Eingangsweg",
        "Reaktionen",
        "Vorjahreszeitraum",
        "Veränderung in %",
        "Anteil in %",
    ]
    assert list(panel.table.iloc[0]) == ["E-Mail", 3, 2, 50.0, 75.0]


@pytest.mark.parametrize(
    ("count", "previous", "words"),
    [
        (0, 0, "2022: 0 Reaktionen, auch im Vorjahreszeitraum keine"),
        (0, 4, f"2022: 0 Reaktionen, 100,0{NBSP}% weniger als im Vorjahreszeitraum (4)"),
        (1, None, "2022: 1 Reaktion"),
        (1, 0, "2022: 1 Reaktion, im Vorjahreszeitraum keine"),
        (5, 5, "2022: 5 Reaktionen, so viele wie im Vorjahreszeitraum"),
        (748, 749, f"2022: 748 Reaktionen, 0,1{NBSP}% weniger als im Vorjahreszeitraum (749)"),
        (1041, 918, f"2022: 1.041 Reaktionen, 13,4{NBSP}% mehr als im Vorjahreszeitraum (918)"),
        (10_001, 10_000, "2022: 10.001 Reaktionen, fast so viele wie im Vorjahreszeitraum"),
    ],
)
def test_count_finding_compares(count: int, previous: int | None, words: str) -> None:
    assert count_finding(count, previous, DE.period(Period.of_year(2022)), DE) == words


def test_change_words_say_nothing_without_a_comparison() -> None:
    assert change_words(5, None, DE) == ""


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ({"t1": (5, 1, 0), "none": (2, 0, 0)}, "Die meisten überfälligen Fälle hat t1 (5 von 7)"),
        ({"t1": (0, 0, 1), "none": (2, 0, 0)}, "Die meisten überfälligen Fälle sind ohne Team (2 von 2)"),
        ({"t1": (1, 0, 0), "t2": (1, 0, 0)}, "Die meisten überfälligen Fälle haben t1 und t2 (je 1 von 2)"),
        ({"t1": (1, 0, 0), "none": (1, 0, 0)}, "Nach Team: 2 Fälle sind überfällig"),
        ({f"t{place}": (1, 0, 0) for place in range(4)}, "Nach Team: 4 Fälle sind überfällig"),
        ({"t1": (0, 2, 1)}, "Nach Team: nichts ist überfällig"),
        ({"t1": (0, 0, 0)}, "Nach Team: nichts ist offen"),
    ],
)
def test_urgency_panel_says_where_most_is_overdue(counts: dict[str, tuple[int, int, int]], title: str) -> None:
    assert urgency_panel(urgency_counts("unit", counts), "unit", DE).title == title


@pytest.mark.parametrize(
    ("by", "codes", "title"),
    [
        ("escalation_step", ["2"], "Die meisten überfälligen Fälle stehen auf Stufe 2 Teamleitung (1 von 1)"),
        (
            "escalation_step",
            ["2", "3"],
            "Die meisten überfälligen Fälle stehen auf den Stufen 2 Teamleitung und 3 Bereichsleitung (je 1 von 2)",
        ),
        ("escalation_step", ["none"], "Die meisten überfälligen Fälle stehen auf keiner Stufe (1 von 1)"),
        ("age_band", ["15-30"], "Die meisten überfälligen Fälle sind 15 bis 30 Tage alt (1 von 1)"),
        (
            "age_band",
            ["15-30", "over_30"],
            "Die meisten überfälligen Fälle sind 15 bis 30 Tage und über 30 Tage alt (je 1 von 2)",
        ),
    ],
)
def test_urgency_panel_says_it_in_a_sentence_for_each_drawing(by: str, codes: list[str], title: str) -> None:
    counts = {code: (1, 0, 0) for code in codes} | {"4-9" if by == "age_band" else "1": (0, 1, 0)}
    assert urgency_panel(urgency_counts(by, counts), by, DE).title == title


def test_urgency_panel_leaves_out_teams_without_cases_but_no_age_band() -> None:
    teams = urgency_panel(urgency_counts("unit", {"t1": (0, 1, 0), "t2": (0, 0, 0)}), "unit", DE)
    ages = urgency_panel(urgency_counts("age_band", {"0-3": (0, 1, 0), "4-9": (0, 0, 0)}), "age_band", DE)
    assert list(teams.table["Team"]) == ["t1"]
    assert list(ages.table["Alter"]) == ["0 bis 3 Tage", "4 bis 9 Tage"]
    assert list(ages.table["Offen"]) == [1, 0]


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (ClearingDays(0, None, None), "Aus dem Zeitraum ist noch nichts geklärt"),
        (ClearingDays(1, 0, 0), "Ein Fall ist geklärt: am selben Tag"),
        (ClearingDays(1, 3, 3), "Ein Fall ist geklärt: nach 3 Tagen"),
        (ClearingDays(4, 2, 2), "Die Hälfte der Fälle und auch neun von zehn waren nach 2 Tagen geklärt"),
        (ClearingDays(4, 1, 8), "Die Hälfte der Fälle war nach 1 Tag geklärt, neun von zehn nach 8 Tagen"),
        (ClearingDays(4, 3.5, 8), "Die Hälfte der Fälle war nach 3,5 Tagen geklärt, neun von zehn nach 8 Tagen"),
    ],
)
def test_days_panel_says_how_fast(days: ClearingDays, title: str) -> None:
    assert days_panel(months([]), days, DE).title == title


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ({"caritas": 3, "none": 5}, f"Am meisten über caritas: 3 von 8 Reaktionen (37,5{NBSP}%)"),
        ({"a": 1, "b": 1}, f"Am meisten über a und b: je 1 von 2 Reaktionen (50,0{NBSP}%)"),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "none": 1}, "Über Partnerorganisationen kamen 4 von 5 Reaktionen"),
        ({"caritas": 0, "none": 5}, "Keine Reaktion kam über eine Partnerorganisation"),
        ({"none": 0}, "An die Ombudsstelle ging keine Reaktion"),
    ],
)
def test_partners_panel_says_who_brings_most(counts: dict[str, int], title: str) -> None:
    total = sum(counts.values())
    frame = compared_df((compared_row([c], n, None, total) for c, n in counts.items()), ["partner"], "reactions")
    assert partners_panel(frame.assign(open=0), DE).title == title


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ({"hoehe": 2, "mietkaution": 1}, "Häufigstes Thema: Höhe (Kommunale Leistungen), 2 von 3 Anliegen"),
        (
            {"hoehe": 1, "mietkaution": 1},
            "Häufigste Themen: Höhe (Kommunale Leistungen) und Mietkaution (Kommunale Leistungen), je 1 von 2 Anliegen",
        ),
        ({"none": 2}, "Kein Thema erfasst"),
        ({}, "Kein Thema erfasst"),
    ],
)
def test_ombuds_themes_panel_says_what_it_is_about(counts: dict[str, int], title: str) -> None:
    total = sum(counts.values())
    rows = (compared_row(["municipal", code], count, None, total) for code, count in counts.items())
    assert ombuds_themes_panel(compared_df(rows, ["area", "theme"], "concerns"), DE).title == title


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ({"hoehe": 2}, f"E-Mail: häufigstes Thema ist Höhe, 2 von 4 Anliegen (50,0{NBSP}%)"),
        ({"hoehe": 1, "mietkaution": 1}, "E-Mail: häufigste Themen sind Höhe und Mietkaution, je 1 von 4 Anliegen"),
        ({}, "Kein Thema erfasst"),
    ],
)
def test_themes_panel_says_what_a_channel_is_about(counts: dict[str, int], title: str) -> None:
    rows = (compared_row(["email", "municipal", code], count, None, 4) for code, count in counts.items())
    frame = compared_df(rows, ["channel", "area", "theme"], "concerns")
    assert themes_panel(frame, "email", DE).title == title


def months(codes: list[str]) -> pd.DataFrame:
    frame = compared_df((compared_row([code], 0, None, 0) for code in codes), ["month"], "reactions")
    return frame.assign(
        cleared=0,
        days_to_clear_median=pd.Series(dtype="Float64"),
        days_to_clear_p90=pd.Series(dtype="Int64"),
    )
