"""What stands in the grid: a page of it on the screen, or all of it in a file; words instead of codes, real dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from schema.fields import FieldType
from schema.words import Words
from services.register.snapshot import Snapshot
from services.searching.columns import (
    DUE_DAY_OFF,
    NEXT_DUE,
    OF_CONCERNS,
    STATE,
    SUMMARY,
    Column,
    named_columns,
    summary_fields,
)
from services.searching.concerns import belonging
from services.searching.days_off import days_off
from services.searching.finding import find_places
from services.searching.query import Query
from services.searching.states import GRID_WORDS, grid_codes, next_due
from services.translation import day

Array = np.ndarray[Any, Any]

PAGE_ROWS = 100
YES_NO = (Words("ja", "yes"), Words("nein", "no"))


@dataclass(frozen=True, slots=True)
class GridPage:
    """One page of the grid: its rows (columns by their names), and how many there are in all."""

    rows: pd.DataFrame
    numbers: tuple[str, ...]
    found: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.found // PAGE_ROWS))


def build_page(
    snapshot: Snapshot, today: date, query: Query, columns: tuple[str, ...], page: int, language: str
) -> GridPage:
    """Return a page of what a query finds, counted from 1; the last one where there are fewer."""
    places = find_places(snapshot, today, query)
    last = max(1, -(-len(places) // PAGE_ROWS))
    start = (min(max(page, 1), last) - 1) * PAGE_ROWS
    shown = places[start : start + PAGE_ROWS]
    reactions = snapshot.frames["reactions"]
    rows = grid_frame(snapshot, today, shown, named_columns(columns), language)
    numbers = tuple(reactions["number"].array.take(shown).astype(object))
    return GridPage(rows, numbers, len(places), len(reactions))


def grid_frame(
    snapshot: Snapshot, today: date, places: Array, columns: tuple[Column, ...], language: str
) -> pd.DataFrame:
    """Return the rows at `places` with these columns under their names."""
    data = {column.name: _values(snapshot, today, places, column, language) for column in columns}
    return pd.DataFrame(data, index=pd.RangeIndex(len(places)), copy=False)


def _values(snapshot: Snapshot, today: date, places: Array, column: Column, language: str) -> Any:
    if column.name == STATE.name:
        words = _texts([word.within(language) for word in GRID_WORDS])
        return words.take(grid_codes(snapshot, today)[places], allow_fill=True)
    if column.name == NEXT_DUE.name:
        return snapshot.derived(_next_due, today)[places].astype("datetime64[s]")
    if column.name == DUE_DAY_OFF.name:
        return _texts([name or None for name in days_off(snapshot, next_due(snapshot, today)[places], language)])
    if column.name == SUMMARY.name:
        return _summary(snapshot, places, language)
    if column.is_of_concerns:
        return _of_concerns(snapshot, places, column.name.removeprefix(OF_CONCERNS), language)
    values = snapshot.frames["reactions"][column.name].array.take(places)
    return _shown(snapshot, values, column, language)


def _next_due(snapshot: Snapshot, today: date) -> Array:
    return next_due(snapshot, today)


def _shown(snapshot: Snapshot, values: Any, column: Column, language: str) -> Any:
    if column.type is FieldType.BOOL:
        yes, no = (word.within(language) for word in YES_NO)
        return _texts([None if value is pd.NA else yes if value else no for value in values])
    if column.type is FieldType.CODE and column.field is not None:
        return _labels(snapshot, values, column.field.list or "", language).take(values.codes, allow_fill=True)
    if column.type is FieldType.CODES and column.field is not None:
        name = column.field.list or ""
        split = [[] if not isinstance(value, str) or not value else value.split(",") for value in values]
        return _texts([", ".join(snapshot.lists.label(name, code, language) for code in codes) for codes in split])
    return values


def _labels(snapshot: Snapshot, values: Any, list_name: str, language: str) -> Any:
    return _texts([snapshot.lists.label(list_name, code, language) for code in values.categories])


def _texts(values: Sequence[str | None]) -> Any:
    return pd.array(list(values), dtype="str")


def _summary(snapshot: Snapshot, places: Array, language: str) -> Any:
    """Return the first concern in a line, and how many more there are."""
    known = belonging(snapshot)
    first = known.first(places)
    parts = [_concern_words(snapshot, field.name, first[first >= 0], language) for field in summary_fields()]
    lines = iter([" · ".join(filter(None, words)) for words in zip(*parts, strict=True)])
    counts = known.counts[places].tolist()
    cells = [(next(lines) + (f" +{count - 1}" if count > 1 else "")).strip() if count else None for count in counts]
    return _texts(cells)


def _of_concerns(snapshot: Snapshot, places: Array, name: str, language: str) -> Any:
    """Return what all concerns of a reaction have in a field, each value once, in the customer's order."""
    known = belonging(snapshot)
    counts = known.counts[places]
    rows = known.rows[np.repeat(known.starts[places], counts) + _ahead(counts)]
    words = iter(_concern_words(snapshot, name, rows, language))
    found = ([next(words) for _ in range(count)] for count in counts.tolist())
    return _texts([", ".join(dict.fromkeys(filter(None, cell))) or None for cell in found])


def _ahead(counts: Array) -> Array:
    """Return 0, 1, … up to each count, one after the other."""
    ends = np.cumsum(counts)
    places: Array = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
    return places


def _concern_words(snapshot: Snapshot, name: str, rows: Array, language: str) -> list[str]:
    """Return the words of chosen concerns, "" where nothing is given."""
    column = named_columns((OF_CONCERNS + name,))[0]
    values = _shown(snapshot, snapshot.frames["concerns"][name].array.take(rows), column, language)
    if column.type is FieldType.DATE:
        return ["" if pd.isna(value) else day(value.date(), language) for value in values]
    return ["" if pd.isna(value) else str(value) for value in values]
