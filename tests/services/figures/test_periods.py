from datetime import date

import pytest

from services.figures import Period


@pytest.mark.parametrize(
    ("period", "start", "end", "label"),
    [
        (Period.of_year(2022), date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (Period.of_quarter(2022, 4), date(2022, 10, 1), date(2022, 12, 31), "2022-Q4"),
        (Period.of_month(2024, 2), date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (Period.of(date(2022, 2, 1), date(2022, 4, 30)), date(2022, 2, 1), date(2022, 4, 30), "2022-02-01/2022-04-30"),
        (Period.of(date(2022, 1, 1), date(2023, 1, 31)), date(2022, 1, 1), date(2023, 1, 31), "2022-01-01/2023-01-31"),
    ],
)
def test_period_is_labelled_by_its_days(period: Period, start: date, end: date, label: str) -> None:
    assert (period.start, period.end, period.label) == (start, end, label)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period.of_year(2022), "2021"),
        (Period.of_quarter(2022, 1), "2021-Q1"),
        (Period.of_month(2024, 2), "2023-02"),
        (Period.of_month(2025, 2), "2024-02"),  # ends on 29 February
        (Period.of(date(2024, 2, 29), date(2024, 3, 5)), "2023-02-28/2023-03-05"),
    ],
)
def test_year_before_is_the_same_span(period: Period, before: str) -> None:
    assert period.year_before.label == before


def test_months_are_all_that_the_period_touches() -> None:
    assert Period.of(date(2021, 11, 30), date(2022, 2, 1)).months == ["2021-11", "2021-12", "2022-01", "2022-02"]
