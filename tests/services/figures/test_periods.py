from datetime import date

import pytest

from services.errors import InputRejected
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


@pytest.mark.parametrize(
    "label", ["2022", "2022-Q1", "2022-Q4", "2022-03", "2022-01-15/2022-02-10", "2022-03-05/2022-03-05"]
)
def test_parse_reads_every_label(label: str) -> None:
    assert Period.parse(label).label == label


def test_parse_is_patient_with_spaces_and_small_letters() -> None:
    assert Period.parse(" 2022-q3 ") == Period.of_quarter(2022, 3)
    assert Period.parse("2022-01-01/2022-12-31") == Period.of_year(2022)
    assert Period.parse("2022-05-03") == Period.of(date(2022, 5, 3), date(2022, 5, 3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "2022-Q5",
        "2022-13",
        "2022-00",
        "0000",
        "0202",
        "20222",
        "2022-05-03/9999-01-01",
        "March",
        "2022-02-30",
        "2022-01-01/",
        "2022/2023",
    ],
)
def test_parse_refuses_what_names_no_period(text: str) -> None:
    with pytest.raises(InputRejected) as refused:
        Period.parse(text)
    assert refused.value.params["value"] == text


def test_parse_refuses_a_period_that_ends_before_it_begins() -> None:
    with pytest.raises(InputRejected, match="ends before it begins"):
        Period.parse("2022-03-01/2022-02-01")


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        (Period.of_year(2022), "2021"),
        (Period.of_quarter(2022, 1), "2021-Q4"),
        (Period.of_quarter(2022, 3), "2022-Q2"),
        (Period.of_month(2024, 3), "2024-02"),
        (Period.of_month(2024, 1), "2023-12"),
        (Period.of(date(2022, 2, 1), date(2022, 3, 31)), "2021-12-01/2022-01-31"),  # whole months
        (Period.of(date(2022, 3, 5), date(2022, 3, 5)), "2022-03-04/2022-03-04"),
        (Period.of(date(2022, 1, 15), date(2022, 2, 10)), "2021-12-19/2022-01-14"),  # 27 days each
    ],
)
def test_previous_is_the_span_of_the_same_kind_right_before(period: Period, previous: str) -> None:
    assert period.previous.label == previous
