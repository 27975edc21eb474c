"""Why a printed number is not the one that the portal works out: every reason that explains the difference exactly."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from schema.words import N_
from services.figures.families import base_of, family_of, whole_of
from services.figures.lookup import Figures
from services.figures.printed.numbers import PrintedNumber, cut_off, rounded, whole_numbers_of
from services.figures.printed.publications import (
    CHANGE,
    SHARE,
    Publication,
    Publications,
    change_of,
    computed_base,
    computed_exactly,
    computed_value,
    share_of,
)

TOTALS: Final = ("reactions.total", "concerns.total")  # what a share may have been taken of by mistake
NO_WHOLE_NUMBER: Final = "no_whole_number"  # says that a number is wrong, but not why


@dataclass(frozen=True, slots=True)
class Reason:
    """One explanation as data; of its params `figure`, `family`, `whole` and `other` are names of figures."""

    rule: str
    msgid: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


def reasons_of(row: Publication, printed: Publications, figures: Figures) -> tuple[Reason, ...]:
    """Return what explains the difference, likeliest first; nothing where nothing does."""
    exact = computed_exactly(row, figures)
    if row.number is None:
        return (Reason("no_number", N_("“{text}” is no number. Please correct the entry."), {"text": row.printed}),)
    if exact is None:
        return (Reason("nothing_computed", N_("The register holds nothing to compare this with.")),)
    if row.measure == SHARE:
        found = _of_share(row, row.number, exact, printed, figures)
    elif row.measure == CHANGE:
        found = _of_change(row, row.number, exact, printed)
    else:
        found = _of_count(row, row.number, exact, printed, figures)
    return tuple(found)


def _of_share(
    row: Publication, number: PrintedNumber, exact: Fraction, printed: Publications, figures: Figures
) -> Iterator[Reason]:
    base = computed_base(row, figures) or Fraction(0)
    computed = computed_value(row.figure, figures) or Fraction(0)
    part = printed.value(row.figure)
    counts = list(dict.fromkeys(count for count in (part, computed) if count is not None))
    yield from _fewer_decimals(number, exact)
    yield from _other_bases(row, number, counts, base, printed, figures)
    if part is not None and part != computed and rounded(_percent(part, base), number.decimals) == number.value:
        msgid = N_("Follows from the printed number: {part} of {base} is {printed} %.")
        yield Reason("from_printed", msgid, {"part": part, "base": base, "printed": number.value})
    for count in counts:
        share = _percent(count, base)
        if cut_off(share, number.decimals) == number.value != rounded(share, number.decimals):
            msgid = N_("Cut off instead of rounded: {part} of {base} is {exact} %.")
            shown = rounded(share, number.decimals + 1)
            yield Reason("cut_off", msgid, {"part": count, "base": base, "exact": shown})
            break
    yield from _copied(row, printed, has_reason=part != computed)
    if part is None and base and not whole_numbers_of(number.value, int(base), number.decimals):
        msgid = N_("No whole number of {base} gives {printed} % when rounded.")
        yield Reason(NO_WHOLE_NUMBER, msgid, {"base": base, "printed": number.value})


def _other_bases(
    row: Publication,
    number: PrintedNumber,
    counts: list[Fraction],
    base: Fraction,
    printed: Publications,
    figures: Figures,
) -> Iterator[Reason]:
    """Try what else the share may be of: the sum of the printed parts, the printed whole, other totals."""
    family, name = family_of(row.figure), row.base_name
    tried = {base}
    parts = printed.parts_sum(family) if whole_of(family) else Fraction(0)
    if parts and parts not in tried:
        tried.add(parts)
        for count in counts:
            if rounded(_percent(count, parts), number.decimals) == number.value:
                msgid = N_("A share of {base}, which the printed {family} add up to: {part} of {base} is {printed} %.")
                params = {"base": parts, "family": family, "part": count, "printed": number.value}
                yield Reason("parts_as_base", msgid, params)
                break
    others = [name or "", base_of(name or "") or "", *TOTALS]
    for other in dict.fromkeys(filter(None, others)):
        for whole in (printed.value(other), computed_value(other, figures)):
            if whole is None or whole in tried:
                continue
            tried.add(whole)
            for count in counts:
                if rounded(_percent(count, whole), number.decimals) == number.value:
                    msgid = N_("A share of another number: {part} of {base} ({whole}) is {printed} %.")
                    params = {"part": count, "base": whole, "whole": other, "printed": number.value}
                    yield Reason("other_base", msgid, params)
                    return


def _of_change(row: Publication, number: PrintedNumber, exact: Fraction, printed: Publications) -> Iterator[Reason]:
    yield from _fewer_decimals(number, exact)
    if rounded(exact, number.decimals) == -number.value:
        yield Reason("sign_missing", N_("The sign is missing: it is {exact} %."), {"exact": rounded(exact, 1)})
    if cut_off(exact, number.decimals) == number.value != rounded(exact, number.decimals):
        shown = rounded(exact, number.decimals + 1)
        yield Reason("cut_off", N_("Cut off instead of rounded: more exactly {exact} %."), {"exact": shown})
    part, before = printed.value(row.figure), printed.value_before(row.figure)
    change = change_of(part, before)
    if change is not None and change != exact and rounded(change, number.decimals) == number.value:
        msgid = N_("Follows from the printed numbers: from {before} to {part} it is {printed} %.")
        yield Reason("from_printed", msgid, {"before": before, "part": part, "printed": number.value})
    yield from _copied(row, printed, has_reason=True)


def _of_count(
    row: Publication, number: PrintedNumber, exact: Fraction, printed: Publications, figures: Figures
) -> Iterator[Reason]:
    family = family_of(row.figure)
    whole = whole_of(family)
    total = printed.value(whole) if whole else None
    if total is not None and total == printed.parts_sum(family) - number.value + exact != printed.parts_sum(family):
        msgid = N_("The printed {family} add up to {sum}, printed are {total}; with {computed} here they would agree.")
        params = {"family": family, "sum": printed.parts_sum(family), "total": total, "computed": exact}
        yield Reason("family_agrees_with", msgid, params)
    yield from _copied(row, printed, has_reason=True)
    if computed_value(row.figure, figures, "previous") == number.value:
        yield Reason("year_before", N_("This is the number of the year before."))


def _fewer_decimals(number: PrintedNumber, exact: Fraction) -> Iterator[Reason]:
    if number.decimals < 1 and rounded(exact, number.decimals) == number.value:
        shown = rounded(exact, 1)
        yield Reason("fewer_decimals", N_("Rounded to fewer decimals: more exactly {exact} %."), {"exact": shown})


def _copied(row: Publication, printed: Publications, *, has_reason: bool) -> Iterator[Reason]:
    twins = printed.twins(row) if has_reason else []
    if twins and row.number is not None and row.number.value:
        msgid = N_("The very same number stands at “{other}”; perhaps it was taken over from there.")
        yield Reason("copied", msgid, {"other": twins[0]})


def _percent(part: Fraction, base: Fraction) -> Fraction:
    return share_of(part, base) or Fraction(0)
