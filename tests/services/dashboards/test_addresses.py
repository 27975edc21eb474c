"""What an address may say, and how the filters read it."""

from datetime import date

import pytest

from services.dashboards.addresses import spelled_out
from tests.services.figures.registers import reaction, snapshot_of

DAY = date(2023, 2, 1)
UNITS = [{"id": "u1", "code": "t1", "label": "Team 1", "kind": "team"}]
REGISTER = snapshot_of([reaction("a", received_on=date(2021, 5, 1), unit="t1")], units=UNITS)
Values = dict[str, tuple[str, ...]]


def read(address: Values, language: str = "de") -> Values:
    return dict(spelled_out(REGISTER, DAY, language, tuple(address.items())))


@pytest.mark.parametrize(
    ("address", "spelled"),
    [
        ({"period": ("current",)}, {"period": ("Laufendes Jahr",)}),
        ({"period": ("2023",)}, {"period": ("Laufendes Jahr",)}),
        ({"period": ("2022",)}, {"period": ("2022",)}),
        ({"period": ("twelve_months",)}, {"period": ("Letzte 12 Monate",)}),
        ({"period": ("2022-Q1",)}, {"period": ("Quartal …",), "quarter": ("1. Quartal 2022",)}),
        ({"period": ("2022-03",)}, {"period": ("Monat …",), "month": ("März 2022",)}),
        (
            {"period": ("2022-01-15/2022-02-10",)},
            {"period": ("Von … bis …",), "days": ("2022-01-15", "2022-02-10")},
        ),
        (
            {"period": ("range",), "days": ("2022-01-15", "2022-02-10")},
            {"period": ("Von … bis …",), "days": ("2022-01-15", "2022-02-10")},
        ),
        ({"compare": ("previous",)}, {"compare": ("Mit dem Zeitraum davor",)}),
        ({"compare": ("2021",)}, {"compare": ("Mit 2021",)}),
        (
            {"compare": ("2021-Q4",)},
            {"compare": ("Mit den Tagen von … bis …",), "compare_days": ("2021-10-01", "2021-12-31")},
        ),
        ({"area": ("municipal", "none")}, {"area": ("Kommunale Leistungen", "ohne Bereich")}),
        ({"team": ("t1",)}, {"team": ("Team 1",)}),
        ({"channel": ("letter",), "clock": ("close",)}, {"channel": ("Schriftlich",), "clock": ("Abschließen",)}),
    ],
)
def test_spelled_out_reads_codes(address: Values, spelled: Values) -> None:
    assert read(address) == spelled
    assert read(spelled) == spelled


def test_spelled_out_reads_the_labels_of_the_other_language() -> None:
    german = {"period": ("Quartal …",), "quarter": ("1. Quartal 2022",), "area": ("Kommunale Leistungen",)}
    english = {"period": ("Quarter …",), "quarter": ("1st quarter 2022",), "area": ("Municipal benefits",)}
    assert read(german, "en") == english
    assert read(english) == german


def test_spelled_out_leaves_alone_what_nobody_knows() -> None:
    strange = {"period": ("=cmd|x",), "area": ("Mondlandung",), "kind": ("Lob",), "quarter": ("2022-Q9",)}
    assert read(strange) == strange
    assert read({"period": ("1999-Q1", "2022-Q1")}) == {"period": ("1999-Q1", "2022-Q1")}
    assert read({}) == {}
