"""The titles of themes, outcomes, praise and the same-day counter say the finding, right for nothing, one and equal."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from services.charts.outcomes import outcome_months_panel, outcomes_panel, upheld_panel
from services.charts.praise import praise_areas_panel
from services.charts.themes import area_themes_panel, areas_panel, theme_changes_panel, theme_details_panel
from services.figures.comparison import compared_df, compared_row
from tests.services.charts.frames import DE, EN, NBSP


def counts_of(
    column: str, now: Mapping[str, int], before: Mapping[str, int] | None = None, **above: str
) -> pd.DataFrame:
    total = sum(now.values())
    rows = (
        compared_row([*above.values(), code], now.get(code, 0), None if before is None else before.get(code, 0), total)
        for code in {**now, **(before or {}), "none": 0}
    )
    return compared_df(rows, [*above, column], "concerns")


@pytest.mark.parametrize(
    ("now", "before", "title"),
    [
        (
            {"benefits": 238, "municipal": 664},
            {"municipal": 700},
            f"Am häufigsten: Kommunale Leistungen, 664 von 902 Beschwerden (73,6{NBSP}%), "
            f"5,1{NBSP}% weniger als im Vorjahreszeitraum (700)",
        ),
        ({"benefits": 1}, None, f"Am häufigsten: Leistungsgewährung, 1 von 1 Beschwerde (100,0{NBSP}%)"),
        (
            {"benefits": 2, "conduct": 2},
            {"benefits": 9},
            f"Am häufigsten: Leistungsgewährung und Mitarbeiterverhalten, je 2 von 4 Beschwerden (50,0{NBSP}%)",
        ),
        ({"none": 3}, {}, "3 Beschwerden, ohne Angabe des Bereichs"),
        ({}, {"benefits": 2}, "Keine Beschwerde ging ein"),
    ],
)
def test_areas_panel_says_what_leads(now: dict[str, int], before: dict[str, int] | None, title: str) -> None:
    assert areas_panel(counts_of("area", now, before), DE, kind="complaint").title == title


def test_areas_panel_speaks_of_what_is_counted() -> None:
    counts = counts_of("area", {"benefits": 2, "conduct": 1})
    assert areas_panel(counts, DE).title == f"Am häufigsten: Leistungsgewährung, 2 von 3 Anliegen (66,7{NBSP}%)"
    assert areas_panel(counts, EN, kind="suggestion").title == "Most often: Benefits, 2 of 3 suggestions (66.7%)"
    assert list(areas_panel(counts, DE, kind="praise").table.columns)[:2] == ["Bereich", "Lobe"]


def test_theme_and_detail_panels_name_what_they_belong_to() -> None:
    themes = counts_of("theme", {"hoehe": 3, "mietkaution": 1}, {"hoehe": 3}, area="municipal")
    assert area_themes_panel(themes, DE, kind="complaint").title == (
        f"Kommunale Leistungen: am häufigsten Höhe, 3 von 4 Beschwerden (75,0{NBSP}%), "
        "so viele wie im Vorjahreszeitraum"
    )
    details = counts_of("detail", {"none": 2}, area="municipal", theme="hoehe")
    panel = theme_details_panel(details, DE, kind="complaint")
    assert panel.title == "Höhe: 2 Beschwerden, ohne Angabe einer Einzelheit"
    assert not panel.is_empty
    assert theme_details_panel(counts_of("detail", {}, area="municipal", theme="hoehe"), DE).is_empty


def changes(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = compared_df(
        (compared_row(["municipal", theme], now, was, 50) for theme, was, now in rows), ["area", "theme"], "concerns"
    )
    return frame.assign(difference=pd.Series([now - was for _, was, now in rows], dtype="int64"))


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [("mietkaution", 8, 17), ("hoehe", 40, 32)],
            "Am stärksten gewachsen: Mietkaution (Kommunale Leistungen), von 8 auf 17",
        ),
        ([("hoehe", 40, 32)], "Am stärksten gesunken: Höhe (Kommunale Leistungen), von 40 auf 32"),
        ([], "Kein Thema ist merklich gewachsen oder gesunken"),
    ],
)
def test_theme_changes_panel_says_what_grew_most(rows: list[tuple[str, int, int]], title: str) -> None:
    panel = theme_changes_panel(changes(*rows), DE, kind="complaint")
    assert panel.title == title
    assert panel.is_empty == (not rows)
    assert list(panel.table.get("Unterschied", [])) == [now - was for _, was, now in rows]


@pytest.mark.parametrize(
    ("now", "before", "title"),
    [
        (
            {"upheld": 205, "not_upheld": 697},
            {"upheld": 263},
            f"Begründet: 205 von 902 Beschwerden (22,7{NBSP}%), 22,1{NBSP}% weniger als im Vorjahreszeitraum (263)",
        ),
        ({"upheld": 0, "none": 1}, None, f"Begründet: 0 von 1 Beschwerde (0,0{NBSP}%)"),
        ({"upheld": 0}, {"upheld": 1}, "Keine Beschwerde ging ein"),
    ],
)
def test_outcomes_panel_says_how_many_are_upheld(
    now: dict[str, int], before: dict[str, int] | None, title: str
) -> None:
    assert outcomes_panel(counts_of("outcome", now, before), DE).title == title


def upheld(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = compared_df((compared_row([area], count, None, base) for area, count, base in rows), ["area"], "concerns")
    nothing = pd.Series([None] * len(rows), dtype="Float64")
    return frame.assign(decided=frame["base"], previous_share_percent=nothing)


def test_upheld_panel_leaves_few_cases_out_of_its_finding_and_marks_them() -> None:
    panel = upheld_panel(upheld(("conduct", 3, 3), ("benefits", 5, 20), ("municipal", 1, 20)), DE)
    assert panel.title == f"Am häufigsten begründet: Leistungsgewährung, 5 von 20 Beschwerden (25,0{NBSP}%)"
    assert list(panel.table["Bereich"]) == ["Leistungsgewährung", "Kommunale Leistungen", "Mitarbeiterverhalten"]
    few = upheld_panel(upheld(("conduct", 3, 3)), DE)
    assert few.title == "Anteil begründet nach Bereich: zu wenige Fälle für einen Vergleich"
    assert upheld_panel(upheld(("none", 9, 12), ("conduct", 1, 12)), DE).title == (
        f"Am häufigsten begründet: Mitarbeiterverhalten, 1 von 12 Beschwerden (8,3{NBSP}%)"
    )


def test_outcome_months_panel_says_nothing_of_months_that_are_open_still() -> None:
    months = {"2022-01": (5, 14, 1), "2022-02": (3, 17, 0), "2022-03": (1, 10, 9), "2022-04": (4, 0, 0)}
    rows = [
        compared_row([month, outcome], count, None, sum(found))
        for month, found in months.items()
        for outcome, count in zip(("upheld", "not_upheld", "none"), found, strict=True)
    ]
    panel = outcome_months_panel(compared_df(rows, ["month", "outcome"], "concerns"), DE)
    assert panel.title == f"Anteil begründet nach Monat: zwischen 15,0{NBSP}% und 25,0{NBSP}%"
    assert list(panel.table["noch ohne Ergebnis"]) == [1, 0, 9, 0]


@pytest.mark.parametrize(
    ("now", "before", "title"),
    [
        (
            {"conduct": 29, "placement": 18, "none": 14},
            {"conduct": 29},
            f"61 Lobe, 110,3{NBSP}% mehr als im Vorjahreszeitraum (29); am häufigsten: Mitarbeiterverhalten",
        ),
        ({"none": 1}, None, "1 Lob"),
        ({}, {"conduct": 3}, "Kein Lob ging ein"),
    ],
)
def test_praise_areas_panel_says_how_much_praise(
    now: dict[str, int], before: dict[str, int] | None, title: str
) -> None:
    assert praise_areas_panel(counts_of("area", now, before), DE).title == title
