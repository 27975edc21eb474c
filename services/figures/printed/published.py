"""Figures published in former years, beside those the portal works out: what differs, and why.

publications.py  the table `published`, read       numbers.py   numbers as they are printed
reasons.py       what explains a difference        here         the comparison, and what the print itself contradicts
"""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pandas as pd

from schema.words import N_
from services.figures.facts import NONE
from services.figures.families import whole_of
from services.figures.lookup import Figures
from services.figures.printed.numbers import rounded, whole_numbers_of
from services.figures.printed.publications import (
    CHANGE,
    SHARE,
    VALUE,
    Publication,
    Publications,
    change_of,
    computed_exactly,
    share_of,
)
from services.figures.printed.reasons import NO_WHOLE_NUMBER, Reason, reasons_of
from services.figures.year import COLUMNS

COMPARED = (
    "id",
    "year",
    "figure",
    "measure",
    "base",
    "text",
    "printed",
    "computed",
    "difference",
    "agrees",
    "verdict",
    "reasons",
    "note",
    "place",
)
CONTRADICTIONS = ("rule", "year", "figure", "printed", "found", "difference", "places", "reason")

NOTHING = Figures(pd.DataFrame(columns=list(COLUMNS)))


class Verdict(StrEnum):
    """How a printed number stands to the one worked out; a difference is explained by a rule, or by the officer."""

    AGREES = "agrees"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"
    UNKNOWN = "unknown"  # nothing to compare with, or no number


def published_years(published: pd.DataFrame) -> list[int]:
    """Return the years of which something is published, latest first."""
    used = published.loc[published["active"].fillna(True), "year"].dropna()
    return sorted({int(year) for year in used}, reverse=True)


def compared_with_published(published: pd.DataFrame, year: int, figures: Figures) -> pd.DataFrame:
    """Return what was printed for a year beside what the portal works out (`figures` of that year): COMPARED.

    `text` is as printed, `printed` its number; `computed` is rounded as printed, but percentages to one decimal at
    least, and so is `difference` (printed less computed). `reasons` holds a tuple of Reason; `note` is the officer's.
    A year of which the register holds no reaction has nothing to compare with, not zeros.
    """
    printed = Publications.of(published, year)
    known = figures if "reactions.total" in figures and figures["reactions.total"].count else NOTHING
    rows = [_compared(row, printed, known) for row in printed.rows]
    frame = pd.DataFrame(rows, columns=list(COMPARED))
    numbers = dict.fromkeys(("printed", "computed", "difference"), "Float64")
    return frame.astype({"year": "int64", **numbers, "agrees": "boolean"})


def contradictions_df(published: pd.DataFrame, year: int, figures: Figures | None = None) -> pd.DataFrame:
    """Return where the printed numbers of a year contradict each other, whatever the register says: CONTRADICTIONS.

    `printed` is what is printed, `found` what the other printed numbers make of it; `reason` is the sentence. A family
    whose parts make up less than its whole is named only where `figures` show no part that was not printed: a report
    may well name the largest ones alone.
    """
    printed = Publications.of(published, year)
    rows = [*_families(printed, figures), *_percentages(printed)]
    frame = pd.DataFrame(rows, columns=list(CONTRADICTIONS))
    return frame.astype({"year": "int64", **dict.fromkeys(("printed", "found", "difference"), "Float64")})


def _compared(row: Publication, printed: Publications, figures: Figures) -> tuple[Any, ...]:
    exact, number = computed_exactly(row, figures), row.number
    decimals = number.decimals if number else 0
    decimals = decimals if row.measure == VALUE else max(decimals, 1)
    computed = None if exact is None else exact if row.measure == VALUE else rounded(exact, decimals)
    difference = None if number is None or computed is None else number.value - computed
    agrees = None if difference is None else difference == 0
    reasons = () if agrees else reasons_of(row, printed, figures)
    if agrees is None:
        verdict = Verdict.UNKNOWN
    elif agrees:
        verdict = Verdict.AGREES
    else:
        is_explained = row.note or any(reason.rule != NO_WHOLE_NUMBER for reason in reasons)
        verdict = Verdict.EXPLAINED if is_explained else Verdict.UNEXPLAINED
    numbers = (_float(number.value if number else None), _float(computed), _float(difference))
    head = (row.id, row.year, row.figure, row.measure, row.base_name or "", row.printed)
    return (*head, *numbers, agrees, str(verdict), reasons, row.note, row.place)


def _families(printed: Publications, figures: Figures | None) -> Iterator[tuple[Any, ...]]:
    for family, names in printed.parts().items():
        whole = str(whole_of(family))
        total, found = printed.value(whole), printed.parts_sum(family)
        if total is None or total == found or (found < total and not _is_complete(family, names, figures)):
            continue
        msgid = N_("{family}: the printed parts add up to {found}, but {whole} is printed as {printed}.")
        params = {"family": family, "found": found, "whole": whole, "printed": total}
        places = _places(printed, (whole, *names), VALUE)
        reason = Reason("parts", msgid, params)
        yield "parts", printed.year, family, float(total), float(found), float(found - total), places, reason


def _is_complete(family: str, names: list[str], figures: Figures | None) -> bool:
    """Return whether a report names every part that there was."""
    if figures is None:
        return False
    left = [figure for code, figure in figures.family(family) if figure.name not in names and code != NONE]
    return len(names) > 1 and all(not figure.value for figure in left)


def _percentages(printed: Publications) -> Iterator[tuple[Any, ...]]:
    for row in printed.rows:
        if row.number is None or row.measure == VALUE:
            continue
        value, decimals = printed.value(row.figure), row.number.decimals
        if row.measure == CHANGE:
            other = printed.value_before(row.figure)
            exact = change_of(value, other)
            msgid = N_("{figure}: from {other} to {value} it is {found} %, printed is {printed} %.")
        else:
            other = printed.value(row.base_name) if row.base_name else None
            exact = share_of(value, other)
            msgid = N_("{figure}: {value} of {other} is {found} %, printed is {printed} %.")
        params: dict[str, object] = {"figure": row.figure, "value": value, "other": other, "printed": row.number.value}
        if exact is not None and rounded(exact, decimals) != row.number.value:
            found = rounded(exact, max(decimals, 1))
            yield _percentage(printed, row, found, Reason(row.measure, msgid, {**params, "found": found}))
        elif row.measure == SHARE and value is None and _is_no_share(row, other):
            msgid = N_("{figure}: no whole number of {other} is {printed} % when rounded.")
            yield _percentage(printed, row, None, Reason(NO_WHOLE_NUMBER, msgid, params))


def _is_no_share(row: Publication, base: Fraction | None) -> bool:
    """Return whether no count at all could have the share that is printed."""
    if row.number is None or not base:
        return False
    return not whole_numbers_of(row.number.value, int(base), row.number.decimals)


def _percentage(printed: Publications, row: Publication, found: Fraction | None, reason: Reason) -> tuple[Any, ...]:
    assert row.number is not None
    said = row.number.value
    difference = None if found is None else _float(said - found)
    places = _places(printed, (row.figure, row.base_name or ""), None)
    return reason.rule, printed.year, row.figure, float(said), _float(found), difference, places, reason


def _places(printed: Publications, figures: tuple[str, ...], measure: str | None) -> tuple[str, ...]:
    found = (row.place for row in printed.rows if row.figure in figures and measure in (None, row.measure))
    return tuple(dict.fromkeys(place for place in found if place))


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
