"""What a filter offers: every entry of the field's list, and what is not given where that can be."""

from datetime import date

from schema.fields import FieldType
from schema.words import Words
from services.figures.facts import NONE
from services.register.snapshot import Snapshot
from services.searching.columns import Column, named_columns
from services.searching.finding import NO, YES
from services.searching.grid import YES_NO

NOT_GIVEN = Words("ohne Angabe", "not given")

Options = tuple[tuple[str, str], ...]  # codes with their labels


def filter_options(snapshot: Snapshot, today: date, names: tuple[str, ...], language: str) -> dict[str, Options]:
    """Return for each filter its codes with their labels, no label twice."""
    return {column.name: _options(snapshot, column, language) for column in named_columns(names)}


def _options(snapshot: Snapshot, column: Column, language: str) -> Options:
    if column.type is FieldType.BOOL:
        return tuple(zip((YES, NO), (word.within(language) for word in YES_NO), strict=True))
    assert column.field is not None, f"{column.name} is no field"
    lists, name = snapshot.lists, column.field.list or ""
    found: dict[str, str] = {}
    for code in lists.codes(name):
        label = lists.label(name, code, language)
        found[f"{label} ({code})" if label in found else label] = code
    if column.field.required is not True:
        found.setdefault(NOT_GIVEN.within(language), NONE)
    return tuple((code, label) for label, code in found.items())
