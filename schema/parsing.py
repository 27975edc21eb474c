"""From what people write to typed values: ISO and German dates, yes and no in either language."""

import re
from datetime import date, datetime
from typing import Any

from schema.fields import Field, FieldType
from schema.models import WRONG_TYPE
from schema.problems import Problem

YES = frozenset({"yes", "ja", "true", "wahr", "1", "x", "y", "j"})
NO = frozenset({"no", "nein", "false", "falsch", "0", "n"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def parse_date(text: str) -> date | None:
    """Return the date that `text` writes, ISO or German, or None if it writes none."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _GERMAN.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def parse_value(table: str, field: Field, raw: object) -> Any:
    """Return the typed value of `raw` (text from a file, or already typed), None where it is empty.

    Codes are returned as they are written; the lists say whether they are known.

    Raises:
        ParseError: it cannot be read as the field's type.
    """
    if raw is None or raw == "":
        return None
    found: date | bool | int | None
    if field.type is FieldType.DATE:
        if isinstance(raw, datetime):
            return raw.date()
        found = raw if isinstance(raw, date) else parse_date(str(raw))
    elif field.type is FieldType.BOOL:
        word = str(raw).strip().lower()
        found = raw if isinstance(raw, bool) else True if word in YES else False if word in NO else None
    elif field.type is FieldType.INT:
        found = int(str(raw)) if re.fullmatch(r"\s*-?\d{1,15}(\.0+)?\s*", str(raw)) and "." not in str(raw) else None
        if found is None and isinstance(raw, float) and raw.is_integer():
            found = int(raw)
    elif field.type is FieldType.CODES:
        parts = raw if isinstance(raw, list | tuple) else str(raw).split(",")
        return tuple(part.strip() for part in parts if part.strip())
    else:
        return raw if isinstance(raw, str) else str(raw)
    if found is None:
        raise ParseError(Problem(table, field.name, raw, WRONG_TYPE[field.type], {"label": field.label}))
    return found


class ParseError(ValueError):
    """A value that cannot be read as its field's type; `problem` says which and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
