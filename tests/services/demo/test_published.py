"""What the Dresden report printed, as the sample register holds it."""

from __future__ import annotations

from datetime import date

import pytest

from services.demo.dresden import PRINTED
from services.demo.published import published_rows
from services.figures.printed.numbers import read_printed

TODAY = date(2026, 11, 21)


def test_published_rows_hold_every_number_as_it_is_printed() -> None:
    rows = published_rows(2022, TODAY)
    numbers = [float(read_printed(row["printed"], row["measure"]).value) for row in rows]

    assert [(row["figure"], row["year"], row["measure"]) for row in rows] == [
        (figure.figure, figure.year, figure.measure) for figure in PRINTED
    ]
    assert [round(number, 1) for number in numbers] == [figure.printed for figure in PRINTED]
    assert {row["printed"] for row in rows} >= {"748", "44", "1,74", "-18,5", "90,3"}
    assert (rows[0]["place"], rows[-1]["place"]) == ("Seite 1, Abschnitt 1", "Seite 7, Abschnitt 4 b")
    assert {row["explanation"] for row in rows} == {None}


def test_published_rows_are_the_same_every_time_and_have_ids_of_their_own() -> None:
    rows = published_rows(2022, TODAY)

    assert rows == published_rows(2022, TODAY)
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize(("today", "count"), [(date(2023, 2, 28), 0), (date(2023, 3, 1), len(PRINTED))])
def test_nothing_is_published_before_the_report_was_there(today: date, count: int) -> None:
    assert len(published_rows(2022, today)) == count
