"""Numbers as a report of former years prints them, read exactly: how many decimals they have matters."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from schema.words import N_
from services.errors import InputRejected

_SIGNS: Final = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{NO-BREAK SPACE}": " "})
_NUMBER: Final = re.compile(r"([+-]?) ?(\d+)(?:[.,](\d+))?")
_IN_THOUSANDS: Final = re.compile(r"[+-]? ?\d{1,3}(?:[., ]\d{3})+")


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number exactly as printed; `decimals` is how many digits stand behind its comma."""

    value: Fraction
    decimals: int


def read_printed(text: str, measure: str = "value") -> PrintedNumber:
    """Return the number printed, with a comma or a point, a percent sign or not.

    What is counted has no decimals, so 1.041 is a thousand and forty-one there, and a bit more than one of a share.

    Raises:
        InputRejected: it is no number; the sentence says how to write it.
    """
    plain = text.translate(_SIGNS).strip().removesuffix("%").strip()
    if measure == "value" and _IN_THOUSANDS.fullmatch(plain):
        plain = re.sub(r"(?<=\d)[., ](?=\d{3})", "", plain)
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise InputRejected(
            N_("“{value}” is no number. Please write it as it is printed, for example 748 or -18,5."), value=text
        )
    sign, whole, behind = found.groups()
    decimals = len(behind or "")
    number = Fraction(int(f"{whole}{behind or ''}"), 10**decimals)
    return PrintedNumber(-number if sign == "-" else number, decimals)


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Return the value to so many decimals, half away from zero."""
    steps = abs(value) * 10**decimals
    whole = Fraction(int(steps + Fraction(1, 2)), 10**decimals)
    return whole if value >= 0 else -whole


def cut_off(value: Fraction, decimals: int) -> Fraction:
    """Return the value with the digits behind so many decimals left away."""
    whole = Fraction(int(abs(value) * 10**decimals), 10**decimals)
    return whole if value >= 0 else -whole


def whole_numbers_of(share: Fraction, base: int, decimals: int) -> list[int]:
    """Return every count whose share of `base`, rounded, is the one printed."""
    near = int(share * base / 100)
    return [
        count
        for count in range(max(near - 2, 0), min(near + 3, base) + 1)
        if rounded(Fraction(100 * count, base), decimals) == share
    ]
