"""Pydantic models of the tables, derived from their declarations: the shape every stored row has."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError, create_model
from pydantic import Field as ModelField

from schema.fields import Field, FieldType
from schema.problems import Problem
from schema.tables import TABLES
from schema.words import N_

INT_LIMIT = 2**53 - 1  # a spreadsheet's numbers are exact up to here
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def _readable(text: str) -> str:
    """Refuse characters that no store and no file format carries."""
    if _UNREADABLE.search(text):
        raise ValueError("control character")
    return text


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def int_limits(field: Field) -> tuple[int, int]:
    """Return the least and the greatest number that a field holds."""
    low = -INT_LIMIT if field.minimum is None else field.minimum
    return low, INT_LIMIT if field.maximum is None else field.maximum


def _annotation(field: Field) -> Any:
    match field.type:
        case FieldType.DATE:
            return date
        case FieldType.BOOL:
            return bool
        case FieldType.INT:
            low, high = int_limits(field)
            return Annotated[int, ModelField(ge=low, le=high)]
        case FieldType.CODES:
            return tuple[Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^,\s]+$")], ...]
        case FieldType.CODE | FieldType.ROW:
            return Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_readable)]
        case _:
            return Annotated[str, StringConstraints(max_length=field.max_length), AfterValidator(_readable)]


@cache
def _built_model(table: str, fields: tuple[Field, ...]) -> type[BaseModel]:
    shape: dict[str, Any] = {field.name: (_annotation(field) | None, None) for field in fields}
    return create_model(f"{table.title()}Row", __base__=_Row, **shape)


def model_for(table: str) -> type[BaseModel]:
    """Return the model of a table's rows, without the columns every row has."""
    return _built_model(table, TABLES[table].fields)


_CONTROL = N_("“{label}” has a control character that cannot be stored. Please type the text again.")
_MESSAGES = {
    "string_too_long": N_("“{label}” holds {limit} characters at most; here are {length}. Please shorten the text."),
    "value_error": _CONTROL,
    "string_unicode": _CONTROL,  # half a character
    "greater_than_equal": N_("“{label}” must be {minimum} or more."),
    "less_than_equal": N_("“{label}” must be {maximum} or less."),
}
WRONG_TYPE = {
    FieldType.DATE: N_("“{value}” is no date for “{label}”. Write it like 2026-11-21 or 21.11.2026."),
    FieldType.BOOL: N_("“{value}” is neither yes nor no for “{label}”. Write yes or no."),
    FieldType.INT: N_("“{value}” is no whole number for “{label}”. Write digits only, like 12."),
}
_NO_TEXT = N_("“{value}” cannot be stored in “{label}”.")


def shape_problems(table: str, values: Mapping[str, object]) -> list[Problem]:
    """Return what in `values` does not have the declared type, length or range."""
    try:
        model_for(table).model_validate(dict(values))
    except ValidationError as err:
        return [_problem(table, values, error) for error in err.errors(include_url=False)]
    return []


def _problem(table: str, values: Mapping[str, object], error: Any) -> Problem:
    name = str(error["loc"][0])
    value = values.get(name)
    if name not in TABLES[table].names:
        return Problem(
            table, name, value, N_("The table “{table}” has no field “{name}”."), {"table": table, "name": name}
        )
    field = TABLES[table].field(name)
    msgid = _MESSAGES.get(error["type"]) or WRONG_TYPE.get(field.type, _NO_TEXT)
    if error["type"] == "string_too_long" and field.type is FieldType.CODE:
        msgid = _NO_TEXT
    low, high = int_limits(field)
    length = len(value) if isinstance(value, str) else 0
    params = {"label": field.label, "limit": field.max_length, "length": length, "minimum": low, "maximum": high}
    return Problem(table, name, value, msgid, params)
