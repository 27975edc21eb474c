"""How a column looks below its heading: number format, and what may be chosen in its cells.

Choices are never strict: a wrong value is warned about in the sheet, and becomes an issue in the portal.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from schema.fields import FieldType
from schema.lists import LIST_WORDS, START_ENTRIES, TABLE_LISTS, Entry
from services.register.sheet.layout import FIRST_ROW, Kind, SheetColumn, letters, quoted, tabs
from services.register.snapshot import Lists

Json = Mapping[str, Any]

LONGEST_HINT = 300
MOST_CHOICES = 500  # beyond that, a list of choices helps nobody

FORMATS: Mapping[Kind, dict[str, str]] = {
    Kind.TEXT: {"type": "TEXT", "pattern": "@"},
    Kind.NUMBER: {"type": "NUMBER", "pattern": "0"},
    Kind.DATE: {"type": "DATE", "pattern": "dd.mm.yyyy"},
}
# A cell with a checkbox counts as filled, so new rows would be added below all of them.
YES_NO = ("WAHR", "FALSCH")


def start_lists() -> Lists:
    """Return the lists that a register starts with."""
    names = dict.fromkeys(entry.list for entry in START_ENTRIES)
    return Lists({name: tuple(entry for entry in START_ENTRIES if entry.list == name) for name in names})


def number_format(column: SheetColumn) -> dict[str, str] | None:
    """Return the number format of a column; None where the sheet's own is right."""
    return FORMATS.get(column.kind)


def validation(column: SheetColumn, lists: Lists, table_ranges: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what may be chosen in a column, None for anything; `table_ranges` has the codes of lists with a tab."""
    field = column.field
    if field is None:
        return None
    if field.type is FieldType.DATE:
        return _rule("DATE_IS_VALID", [], "Ein Datum, zum Beispiel 31.12.2026")
    if field.type is FieldType.BOOL:
        return _rule("ONE_OF_LIST", YES_NO, "WAHR für ja, FALSCH für nein; leer heißt: nicht angegeben")
    if field.type is not FieldType.CODE or field.list is None:
        return None
    if field.list in TABLE_LISTS:
        found = table_ranges.get(field.list)
        title = tabs()[TABLE_LISTS[field.list]].title
        return _rule("ONE_OF_RANGE", [found], f"Ein Kürzel aus dem Tab „{title}“") if found else None
    codes = lists.codes(field.list)
    return _rule("ONE_OF_LIST", codes, _hint(field.list, lists)) if 0 < len(codes) <= MOST_CHOICES else None


def table_range(title: str, place: int) -> str:
    """Return the codes of a list that has a tab of its own, as a choice names them."""
    column = letters(place)
    return f"={quoted(title)}!${column}${FIRST_ROW}:${column}"


def _rule(kind: str, values: Sequence[str], hint: str) -> dict[str, Any]:
    condition: dict[str, Any] = {"type": kind}
    if values:
        condition["values"] = [{"userEnteredValue": value} for value in values]
    shows_choices = kind in ("ONE_OF_LIST", "ONE_OF_RANGE")
    return {"condition": condition, "inputMessage": hint, "strict": False, "showCustomUi": shows_choices}


def _hint(name: str, lists: Lists) -> str:
    entries: dict[str, Entry] = {}
    for entry in lists.entries[name]:
        entries.setdefault(entry.code, entry)
    said = " · ".join(
        f"{entry.code} = {entry.label.de}" for entry in entries.values() if entry.code != entry.label.de.casefold()
    )
    return said if 0 < len(said) <= LONGEST_HINT else f"Kürzel aus der Liste „{LIST_WORDS[name].de}“"


def has_look(cell: Json, column: SheetColumn) -> bool:
    """Return whether a cell looks as those of `column` do; which entries may be chosen does not matter."""
    return _kinds(cell.get("dataValidation", {}), cell.get("userEnteredFormat", {}).get("numberFormat", {})) == (
        look_kinds(column)
    )


def look_kinds(column: SheetColumn) -> tuple[str, str]:
    """Return what kinds of choice and of number format a column has, "" for none."""
    rule = validation(column, start_lists(), dict.fromkeys(TABLE_LISTS, "="))
    return _kinds(rule or {}, number_format(column) or {})


def _kinds(rule: Json, form: Json) -> tuple[str, str]:
    return str(rule.get("condition", {}).get("type", "")), str(form.get("type", ""))


def is_same_format(cell: Json, wanted: Json | None) -> bool:
    """Return whether a cell has that number format; Google may leave out the pattern of text."""
    found = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    if wanted is None or wanted["type"] == "TEXT":
        return wanted is None or found.get("type") == "TEXT"
    return bool(found == wanted)


def is_same_validation(cell: Json, wanted: Json | None) -> bool:
    """Return whether a cell has that choice; where the portal wants none, somebody's own may stand."""
    found = cell.get("dataValidation") or {}
    return wanted is None or (
        _values(found) == _values(wanted)
        and found.get("condition", {}).get("type") == wanted["condition"]["type"]
        and found.get("inputMessage", "") == wanted["inputMessage"]
        and not found.get("strict")
    )


def _values(rule: Json) -> list[str]:
    values = rule.get("condition", {}).get("values", [])
    return ["".join(str(value.get("userEnteredValue", "")).replace("'", "").split()) for value in values]
