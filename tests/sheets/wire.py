"""What travels over the wire: JSON objects, and how their numbers are written."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def tidy_number(value: float) -> float:
    """Write whole numbers as Google does, without ".0"."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # type: ignore[redundant-expr]  # an int is a float
        return int(value)
    return value


def is_true(value: object) -> bool:
    """Read a boolean query parameter: Python's clients write True, others true or 1."""
    return str(value).lower() in ("true", "1")
