"""What the drawings of quality, escalation and follow-ups say: right for nothing, one and equal."""

from __future__ import annotations

import pandas as pd
import pytest

from services.charts.comparing import points_words
from services.charts.escalation import causes_panel, steps_panel
from services.charts.escalation import days_panel as escalation_days_panel
from services.charts.follow_ups import gaps_panel, returns_panel
from services.charts.quality import (
    Standard,
    months_below,
    quality_days_panel,
    quality_groups_panel,
    quality_panel,
)
from services.charts.sparkline import Spark, sparkline
from services.deadlines import ClockName
from services.figures import Period
from services.figures.comparison import compared_df, compared_row
from services.figures.quality import Kept
from services.figures.shares import percent
from tests.services.charts.frames import DE, EN, NBSP

YEAR = Period.of_year(2022)
CLOSE = Standard(ClockName.CLOSE, 14, 90)
CONFIRM = Standard(ClockName.ACKNOWLEDGE, 3, 90)


def kept(part: int, base: int, waiting: int = 0) -> Kept:
    return Kept(part, base, waiting, base, 8, 14)


def shares(by: str, **counts: tuple[int, int, int]) -> pd.DataFrame:
    """Return rows as `quality_by_df` gives them: kept, base, waiting for each code."""
    rows = [
        {
            by: code.replace("m", "2022-") if by == "month" else code,
            "kept": part,
            "base": base,
            "share_percent": percent(part, base),
            "late": base - part,
            "waiting": waiting,
            "done": base,
            "days_median": 8.0,
            "days_p90": 14,
            "previous_percent": None,
        }
        for code, (part, base, waiting) in counts.items()
    ]
    return pd.DataFrame(rows).astype({"share_percent": "Float64", "previous_percent": "Float64", "days_p90": "Int64"})


@pytest.mark.parametrize(
    ("months", "total", "title"),
    [
        (
            shares("month", m01=(9, 10, 0), m02=(8, 10, 0), m03=(1, 5, 3)),
            kept(18, 25, 3),
            f"2022: 18 von 25 (72,0{NBSP}%) innerhalb von 14 Tagen abgeschlossen, Ziel von 90{NBSP}% verfehlt; "
            "in 1 von 2 Monaten darunter",
        ),
        (
            shares("month", m01=(9, 10, 0)),
            kept(9, 10),
            f"2022: 9 von 10 (90,0{NBSP}%) innerhalb von 14 Tagen abgeschlossen, Ziel von 90{NBSP}% erreicht",
        ),
        (shares("month", m01=(0, 0, 2)), kept(0, 0, 2), "2022: noch nichts ist fällig"),
    ],
)
def test_quality_panel_says_whether_the_target_is_reached(months: pd.DataFrame, total: Kept, title: str) -> None:
    panel = quality_panel(months, total, CLOSE, YEAR, DE)
    assert panel.title == title
    assert panel.is_empty == (not total.base)


def test_quality_panel_says_of_each_month_how_it_stands() -> None:
    months = shares("month", m01=(9, 10, 0), m02=(8, 10, 0), m03=(1, 5, 3), m04=(0, 0, 2), m05=(0, 0, 0))
    panel = quality_panel(months, kept(18, 25, 5), CLOSE, YEAR, DE)
    assert list(panel.table["Stand des Ziels"]) == [
        "Ziel erreicht",
        "unter dem Ziel",
        "unter dem Ziel, vorläufig: 3 noch nicht fällig",
        "noch nichts ist fällig, vorläufig: 2 noch nicht fällig",
        "nichts ging ein",
    ]
    assert months_below(months, 90) == ["2022-02"]
    english = quality_panel(months, kept(18, 25, 5), CONFIRM, YEAR, EN).title
    assert english.startswith("2022: 18 of 25 (72.0%) confirmed within 3 working days, the target of 90% is missed")


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ({"t1": (9, 10, 0), "t2": (10, 10, 0)}, f"Nach Team: alle erreichen das Ziel von 90{NBSP}%"),
        ({"t1": (8, 10, 0), "t2": (10, 10, 0)}, f"Nach Team: unter dem Ziel von 90{NBSP}%: t1"),
        ({f"t{n}": (1, 10, 0) for n in range(4)}, f"Nach Team: 4 von 4 unter dem Ziel von 90{NBSP}%"),
    ],
)
def test_quality_groups_panel_names_who_misses_the_target(counts: dict[str, tuple[int, int, int]], title: str) -> None:
    assert quality_groups_panel(shares("unit", **counts), "unit", CLOSE, DE).title == title


def test_quality_groups_panel_puts_the_smallest_share_first_and_says_its_base() -> None:
    panel = quality_groups_panel(shares("unit", t1=(9, 10, 0), t2=(1, 4, 0)), "unit", CLOSE, DE)
    assert list(panel.table["Team"]) == ["t2", "t1"]
    assert quality_groups_panel(shares("unit", t1=(0, 1, 0)).iloc[:0], "unit", CLOSE, DE).is_empty


@pytest.mark.parametrize(
    ("standard", "days", "title"),
    [
        (CLOSE, (8, 14), "Die Hälfte der Fälle war nach 8 Tagen abgeschlossen, neun von zehn nach 14 Tagen"),
        (CONFIRM, (1, 3), "Die Hälfte der Fälle war nach 1 Arbeitstag bestätigt, neun von zehn nach 3 Arbeitstagen"),
        (CLOSE, (0, 0), "Die Hälfte der Fälle und neun von zehn waren am selben Tag abgeschlossen"),
        (CLOSE, (None, None), "Aus diesem Zeitraum ist noch nichts erledigt"),
    ],
)
def test_quality_days_panel_says_half_and_nine_of_ten(
    standard: Standard, days: tuple[int | None, int | None], title: str
) -> None:
    total = Kept(1, 1, 0, 1, *days)
    assert quality_days_panel(shares("month", m01=(1, 1, 0)), total, standard, DE).title == title


def steps(**counts: int) -> pd.DataFrame:
    rows = (compared_row([code.lstrip("s")], count, 0, 100) for code, count in counts.items())
    return compared_df(rows, ["escalation_step"], "reactions")


def test_steps_panel_says_how_many_went_how_far() -> None:
    assert steps_panel(steps(s2=10, s3=2, s4=1), 100, YEAR, DE).title == (
        f"2022: eskaliert 13 von 100 (13,0{NBSP}%), 3 über die Teamleitung hinaus"
    )
    nothing = steps_panel(steps(s2=0, s3=0), 1, YEAR, DE)
    assert (nothing.title, nothing.is_empty) == ("2022: von 1 Reaktion wurde keine eskaliert", True)


def test_causes_panel_names_the_most_frequent() -> None:
    def causes(**counts: int) -> pd.DataFrame:
        rows = (compared_row([code], count, None, 10) for code, count in counts.items())
        return compared_df(rows, ["cause"], "reactions")

    assert causes_panel(causes(ran_out=4, superior=2, none=9), DE).title == (
        f"Häufigster Anlass: Frist abgelaufen, bei 4 von 10 Reaktionen (40,0{NBSP}%)"
    )
    assert causes_panel(causes(ran_out=2, other=2), DE).title == (
        "Häufigste Anlässe: Frist abgelaufen und anderer Anlass, bei je 2 Reaktionen"
    )
    assert causes_panel(causes(ran_out=0), DE).title == "Kein Anlass ist vermerkt"


def test_escalation_days_panel_says_how_long_the_first_step_took() -> None:
    counts = pd.DataFrame({"moved_to": ["3"], "reactions": [2], "days_median": [1.0], "days_p90": [13]})
    panel = escalation_days_panel(counts.astype({"days_median": "Float64", "days_p90": "Int64"}), DE)
    assert panel.title == "Bis zur Stufe 3 Bereichsleitung dauerte es bei der Hälfte der Fälle bis zu 1 Tag"
    assert escalation_days_panel(counts.iloc[:0], DE).title == "Kein Aufstieg auf eine Stufe ist vermerkt"


def test_follow_ups_say_how_long_after_and_how_often() -> None:
    gaps = compared_df([compared_row(["0-7"], 3, None, 3)], ["gap"], "reactions")
    assert gaps_panel(gaps, (1, 7), DE).title == (
        "Die Hälfte kam binnen 1 Tag nach dem Abschluss wieder, neun von zehn binnen 7 Tagen"
    )
    assert gaps_panel(gaps, (None, None), DE).title == "Wie lange nach dem Abschluss, ist von keiner bekannt"
    returns = compared_df(
        [compared_row([code], count, None, 50) for code, count in (("1", 4), ("2", 1), ("3_or_more", 0))],
        ["returns"],
        "reactions",
    )
    assert returns_panel(returns, YEAR, DE).title == (
        f"2022 eingegangen und später mit Folgereaktion: 5 von 50 (10,0{NBSP}%), 1 davon mehrfach"
    )


@pytest.mark.parametrize(
    ("share", "previous", "words"),
    [
        (89.3, 87.9, f"1,4 Prozentpunkte mehr als im Vorjahreszeitraum (87,9{NBSP}%)"),
        (20.4, 21.2, f"0,8 Prozentpunkte weniger als im Vorjahreszeitraum (21,2{NBSP}%)"),
        (50.0, 50.0, "derselbe Anteil wie im Vorjahreszeitraum"),
        (50.0, None, ""),
        (None, 50.0, ""),
    ],
)
def test_points_words_compare_shares(share: float | None, previous: float | None, words: str) -> None:
    assert points_words(share, previous, DE) == words


def test_sparkline_says_in_words_where_it_goes() -> None:
    counts = pd.DataFrame({"month": ["2022-01", "2022-02", "2022-03"], "open": [4, 9, 2]})
    panel = sparkline(counts, Spark("open", "Offen"), ["2022-03"], DE)
    assert panel.title == (
        "Offen nach Monat: Januar 2022: 4; am wenigsten März 2022: 2; am meisten Februar 2022: 9; März 2022: 2"
    )
    assert list(panel.table["Offen"]) == [4, 9, 2]
    nothing = sparkline(counts.assign(open=0), Spark("open", "Offen"), [], DE)
    assert nothing.is_empty
