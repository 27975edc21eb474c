from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from schema.fields import Field, FieldType
from schema.models import INT_LIMIT, int_limits, model_for, shape_problems
from schema.tables import TABLES
from services.translation import message

EVERY_FIELD = [(table.name, field) for table in TABLES.values() for field in table.fields]
each_field = pytest.mark.parametrize(
    ("table", "field"), EVERY_FIELD, ids=[f"{table}.{field.name}" for table, field in EVERY_FIELD]
)
FITS: dict[FieldType, Any] = {
    FieldType.LINE: "x",
    FieldType.TEXT: "x\ny",
    FieldType.DATE: date(2026, 3, 4),
    FieldType.BOOL: False,
    FieldType.CODE: "some_code",
    FieldType.CODES: ("office", "admin"),
    FieldType.REFERENCE: "KR-2026-0001",
    FieldType.ROW: "01M7ZZPHQXP2TZ8P1WC5Q70HED",
}
MISFITS: dict[FieldType, tuple[Any, ...]] = {
    FieldType.LINE: (1, True, b"x", ["x"], "\x07", "\ud800"),
    FieldType.TEXT: (1, date(2026, 3, 4), "\x00", "\x1b[0m"),
    FieldType.DATE: ("2026-03-04", datetime(2026, 3, 4, 12), 46085, True),
    FieldType.BOOL: (0, 1, "yes", "true"),
    FieldType.INT: ("1", 1.0, True, 2**60),
    FieldType.CODE: ("", 1, ("a",), "x" * 201),
    FieldType.CODES: ("office", ["office"], ("",), ("a,b",), ("a b",), (1,)),
    FieldType.REFERENCE: (1, "\x00"),
    FieldType.ROW: ("", 1),
}


def fitting(field: Field) -> Any:
    return int_limits(field)[0] if field.type is FieldType.INT else FITS[field.type]


@each_field
def test_a_model_has_its_fields_and_takes_a_value_of_the_declared_type(table: str, field: Field) -> None:
    model = model_for(table)
    assert tuple(model.model_fields) == TABLES[table].names
    assert getattr(model(**{field.name: fitting(field)}), field.name) == fitting(field)
    assert getattr(model(), field.name) is None


@each_field
def test_shape_problems_names_the_field_whose_value_does_not_fit(table: str, field: Field) -> None:
    assert shape_problems(table, {field.name: fitting(field)}) == []
    for value in MISFITS[field.type]:
        found = shape_problems(table, {field.name: value})
        assert {problem.field for problem in found} == {field.name}, repr(value)
        assert all(problem.value == value for problem in found)
        assert all("{" not in message(problem, "de") for problem in found)


@each_field
def test_shape_problems_takes_as_much_text_as_declared_and_no_more(table: str, field: Field) -> None:
    if field.is_text:
        assert shape_problems(table, {field.name: "ß" * field.max_length}) == []
        assert len(shape_problems(table, {field.name: "ß" * (field.max_length + 1)})) == 1


def test_shape_problems_refuses_a_field_that_is_not_declared() -> None:
    found = shape_problems("reactions", {"colour": "red"})
    assert [message(problem, "de") for problem in found] == ["Die Tabelle „reactions“ hat kein Feld „colour“."]


def test_shape_problems_finds_everything_at_once() -> None:
    values = {"received_on": "x", "channel": 1, "ombuds": "x", "subject": "x" * 301}
    assert [problem.field for problem in shape_problems("reactions", values)] == list(values)


@pytest.mark.parametrize("text", ["\t", "\n", "\r\n", "\x7f", "\x85", "👍", "e\u0301", "\u202e", "\ufeff"])
def test_shape_problems_takes_every_character_that_can_be_stored(text: str) -> None:
    assert shape_problems("reactions", {"text": text}) == []


def test_a_row_of_a_model_cannot_be_changed() -> None:
    row = model_for("reactions")(subject="x")
    with pytest.raises(ValidationError):
        row.subject = "y"  # type: ignore[attr-defined]  # the model is made at run time


def test_int_limits_are_those_declared_else_what_a_spreadsheet_holds_exactly() -> None:
    assert int_limits(TABLES["concerns"].field("rank")) == (1, 999)
    assert int_limits(Field("n", FieldType.INT, TABLES["concerns"].field("rank").label)) == (-INT_LIMIT, INT_LIMIT)


def test_a_field_declared_later_is_in_the_model_of_its_table() -> None:
    """Own fields of an office come with a later issue: the model follows the declaration, not the start."""
    table = TABLES["reactions"]
    own = Field("colour", FieldType.LINE, table.field("subject").label, limit=3)
    TABLES["reactions"] = replace(table, fields=(*table.fields, own))
    try:
        assert shape_problems("reactions", {"colour": "red"}) == []
        assert len(shape_problems("reactions", {"colour": "blue"})) == 1
    finally:
        TABLES["reactions"] = table
    assert len(shape_problems("reactions", {"colour": "red"})) == 1
