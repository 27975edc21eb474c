"""Percentages: exact, to one decimal, half away from zero (19.25 is 19.3, -19.25 is -19.3)."""

from fractions import Fraction


def percent(part: float | None, base: float | None) -> float | None:
    """Return `part` as a percentage of `base`; None where either is missing or the base is not above 0."""
    if part is None or base is None or base <= 0:
        return None
    tenths = abs(Fraction(part)) * 1000 / Fraction(base)
    rounded = int(tenths + Fraction(1, 2))  # int cuts off, and nothing here is below 0
    return (rounded if part >= 0 else -rounded) / 10 + 0.0


def change_percent(value: float | None, previous: float | None) -> float | None:
    """Return the change from `previous` to `value` as a percentage of `previous`; None where there is no comparison."""
    return None if value is None or previous is None else percent(value - previous, previous)
