"""What a filter offers: every entry of the field's list, and what is not given where that can be."""

from datetime import date

from schema.fields import FieldType
from schema.lists import LIST_PARENTS
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


def filters_above(name: str) -> tuple[str, ...]:
    """Return the filters whose choices narrow what this one offers, the widest first: area, then theme, of a detail."""
    field = named_columns((name,))[0].field
    if field is None or field.parent is None or field.list not in LIST_PARENTS:
        return ()
    above = name.removesuffix(field.name) + field.parent
    return (*filters_above(above), above)


def codes_below(snapshot: Snapshot, today: date, name: str, chosen: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """Return the codes of a filter that stand below what is `chosen` in those above (nothing: any); and NONE."""
    field = named_columns((name,))[0].field
    assert field is not None, f"{name} is no field"
    entries = snapshot.lists.entries.get(field.list or "", ())
    return frozenset(entry.code for entry in entries if _is_below(entry.parent.split("/"), chosen)) | {NONE}


def _is_below(path: list[str], chosen: tuple[tuple[str, ...], ...]) -> bool:
    return len(path) == len(chosen) and all(
        not codes or part in codes for part, codes in zip(path, chosen, strict=True)
    )


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
