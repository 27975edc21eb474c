"""What a report of former years printed, read from the table `published`, and what the portal's figures say instead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from services.errors import InputRejected
from services.figures.families import base_of, families_in, family_of, names_of
from services.figures.lookup import Figures
from services.figures.printed.numbers import PrintedNumber, read_printed
from services.register.snapshot import plain_value

VALUE, CHANGE, SHARE = "value", "change", "share"


@dataclass(frozen=True, slots=True)
class Publication:
    """One number as printed; `figure` and `base` are names of figures, several joined by "+".

    `number` is None where the text is no number. `note` is the officer's own explanation.
    """

    id: str
    year: int
    figure: str
    measure: str
    printed: str
    number: PrintedNumber | None
    base: str = ""
    place: str = ""
    note: str = ""

    @property
    def base_name(self) -> str | None:
        """What the share is of: as given, else the figure's own base; None where that is no figure."""
        return self.base or base_of(self.figure)


@dataclass(frozen=True)
class Publications:
    """Everything printed for one year; what is out of use is not among it."""

    year: int
    rows: tuple[Publication, ...]
    before: tuple[Publication, ...] = ()  # what was printed for the year before

    @classmethod
    def of(cls, published: pd.DataFrame, year: int) -> "Publications":
        """Return what the table holds of a year."""
        return cls(year, tuple(publications_of(published, year)), tuple(publications_of(published, year - 1)))

    @cached_property
    def values(self) -> Mapping[str, Fraction]:
        """Each count that was printed, by the name of its figure; the last one printed holds."""
        return _counts(self.rows)

    def value(self, figure: str) -> Fraction | None:
        """Return the count printed for a figure, or for each of those joined by "+"; None where one is missing."""
        return _sum_of(self.values, figure)

    def value_before(self, figure: str) -> Fraction | None:
        """Return the same of the year before, as printed for that year."""
        return _sum_of(_counts(self.before), figure)

    def parts(self) -> dict[str, list[str]]:
        """Return the families of which counts were printed, with the figures printed."""
        return families_in(self.values)

    def parts_sum(self, family: str) -> Fraction:
        """Return what the printed counts of a family add up to."""
        return sum((self.values[name] for name in self.parts().get(family, ())), Fraction(0))

    def twins(self, row: Publication) -> list[str]:
        """Return the other figures of the same family for which the very same number was printed."""
        return [
            other.figure
            for other in self.rows
            if other.id != row.id
            and other.figure != row.figure
            and family_of(other.figure) == family_of(row.figure) != ""
            and other.measure == row.measure
            and other.number is not None
            and row.number is not None
            and other.number.value == row.number.value
        ]


def publications_of(published: pd.DataFrame, year: int) -> Iterator[Publication]:
    """Give what the table holds of a year, in the order of its ids; what is out of use is left out."""
    chosen = published[(published["year"] == year).fillna(False) & published["active"].fillna(True)]
    for row_id, *values in chosen[list(_READ)].sort_index().itertuples():
        row: dict[str, Any] = dict(zip(_READ, map(plain_value, values), strict=True))
        text = {name: str(row[name] or "").strip() for name in _READ[1:]}
        number = _number(text["printed"], text["measure"])
        yield Publication(
            str(row_id),
            int(row["year"]),
            "+".join(names_of(text["figure"])),
            text["measure"] or VALUE,
            text["printed"],
            number,
            "+".join(names_of(text["base"])),
            text["place"],
            text["explanation"],
        )


_READ = ("year", "figure", "measure", "printed", "base", "place", "explanation")


def computed_exactly(row: Publication, figures: Figures) -> Fraction | None:
    """Return what the portal's figures of the year say instead, not rounded; None where they say nothing."""
    value = computed_value(row.figure, figures)
    if row.measure == CHANGE:
        before = computed_value(row.figure, figures, "previous")
        return change_of(value, before)
    if row.measure == SHARE:
        return share_of(value, computed_base(row, figures))
    return value


def computed_value(figure: str, figures: Figures, column: str = "value") -> Fraction | None:
    """Return the value (or `previous`) of a figure, or of those joined by "+" together."""
    values = {name: getattr(figures[name], column) for name in names_of(figure) if name in figures}
    return _sum_of({name: Fraction(value) for name, value in values.items() if value is not None}, figure)


def computed_base(row: Publication, figures: Figures) -> Fraction | None:
    """Return the number the share is of."""
    name = row.base_name
    if name is not None:
        return computed_value(name, figures)
    base = figures[row.figure].base if row.figure in figures else None
    return None if base is None else Fraction(base)


def share_of(part: Fraction | None, base: Fraction | None) -> Fraction | None:
    """Return a part as an exact percentage of its base."""
    return None if part is None or not base else 100 * part / base


def change_of(value: Fraction | None, before: Fraction | None) -> Fraction | None:
    """Return a change as an exact percentage of the number before."""
    return None if value is None or not before else 100 * (value - before) / before


def _counts(rows: Iterable[Publication]) -> dict[str, Fraction]:
    return {row.figure: row.number.value for row in rows if row.measure == VALUE and row.number is not None}


def _sum_of(values: Mapping[str, Fraction], figure: str) -> Fraction | None:
    if figure in values:
        return values[figure]
    names = names_of(figure)
    if not names or any(name not in values for name in names):
        return None
    return sum((values[name] for name in names), Fraction(0))


def _number(text: str, measure: str) -> PrintedNumber | None:
    try:
        return read_printed(text, measure or VALUE)
    except InputRejected:
        return None
