import pytest

from services.figures.shares import change_percent, percent


@pytest.mark.parametrize(
    ("part", "base", "expected"),
    [
        (139, 748, 18.6),  # the printed report cuts off: 18,5
        (1, 800, 0.1),
        (1, 2000, 0.1),  # 0.05 is half: away from zero
        (-1, 2000, -0.1),
        (-1, 2001, 0.0),
        (321, 8000, 4.0),
        (33, 8000, 0.4),
        (0, 5, 0.0),
        (2.5, 2, 125.0),
        (3, 0, None),
        (3, -1, None),
        (None, 3, None),
        (3, None, None),
    ],
)
def test_percent_is_half_away_from_zero_and_missing_without_a_base(
    part: float | None, base: float | None, expected: float | None
) -> None:
    found = percent(part, base)
    assert found == expected
    assert str(found) != "-0.0"


@pytest.mark.parametrize(
    ("value", "previous", "expected"),
    [
        (1041, 1277, -18.5),
        (748, 749, -0.1),
        (61, 29, 110.3),
        (7.5, 6, 25.0),
        (5, 0, None),
        (5, None, None),
        (None, 5, None),
    ],
)
def test_change_percent_is_of_the_previous_value(
    value: float | None, previous: float | None, expected: float | None
) -> None:
    assert change_percent(value, previous) == expected
