"""A1 notation and field masks."""

from __future__ import annotations

import pytest

from tests.sheets.a1 import Area, Bounds, column_letters, column_number, format_area, parse_cells, split_title
from tests.sheets.fields import BadMask, merge, parse_mask, pick


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("A1", Bounds(0, 0, 1, 1)),
        ("$B$2", Bounds(1, 1, 2, 2)),
        ("A1:C3", Bounds(0, 0, 3, 3)),
        ("D4:A1", Bounds(0, 0, 4, 4)),
        ("a:c", Bounds(None, 0, None, 3)),
        ("2:3", Bounds(1, None, 3, None)),
        ("A1:C", Bounds(0, 0, None, 3)),
        ("A2:2", Bounds(1, 0, 2, None)),
        ("R2C3:R4C5", Bounds(1, 2, 4, 5)),
        ("ZZZ1", Bounds(0, 18277, 1, 18278)),
        ("Sheet1", None),
        ("A", None),
        ("A0", None),
        ("A1:B2:C3", None),
        ("", None),
        ("[['1']]", None),
    ],
)
def test_parse_cells_reads_every_way_of_writing_a_range(text: str, bounds: Bounds | None) -> None:
    assert parse_cells(text) == bounds


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sheet1!A1", ("Sheet1", "A1")),
        ("'it''s a!b'!A1", ("it's a!b", "A1")),
        ("'Sheet1'", ("Sheet1", None)),
        ("🌵 one!A:A", ("🌵 one", "A:A")),
        ("A1", (None, "A1")),
    ],
)
def test_split_title_takes_the_title_off(text: str, parts: tuple[str | None, str | None]) -> None:
    assert split_title(text) == parts


@pytest.mark.parametrize(
    ("title", "written"),
    [("Sheet1", "Sheet1!A1"), ("D3", "'D3'!A1"), ("it's", "'it''s'!A1"), ("a b", "'a b'!A1"), ("2026", "'2026'!A1")],
)
def test_format_area_quotes_where_google_does(title: str, written: str) -> None:
    assert format_area(title, Area(0, 0, 1, 1)) == written


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("ZZ", 702), ("AAA", 703)])
def test_columns_count_in_letters(letters: str, number: int) -> None:
    assert column_number(letters) == number
    assert column_letters(number - 1) == letters


def test_parse_mask_reads_every_way_of_writing_a_mask() -> None:
    assert parse_mask("a,b.c, b/d") == {"a": {}, "b": {"c": {}, "d": {}}}
    assert parse_mask("a(b,c.d),e") == {"a": {"b": {}, "c": {"d": {}}}, "e": {}}
    assert parse_mask("sheets/data/rowData/values/note") == parse_mask("sheets.data(rowData.values.note)")
    assert parse_mask("user_entered_value") == {"userEnteredValue": {}}
    assert parse_mask("*") == {"*": {}}


@pytest.mark.parametrize("text", ["", "a,", "a(b", "a)b", "a..b", "a b!"])
def test_parse_mask_refuses_what_is_none(text: str) -> None:
    with pytest.raises(BadMask):
        parse_mask(text)


def test_pick_keeps_containers_and_drops_the_rest() -> None:
    answer = {"sheets": [{"data": [{"startRow": 1}], "properties": {"title": "a"}}], "spreadsheetId": "x"}
    assert pick(answer, parse_mask("sheets.data.rowData")) == {"sheets": [{"data": [{}]}]}
    assert pick(answer, parse_mask("namedRanges")) == {}
    assert pick(answer, parse_mask("sheets.properties,spreadsheetId")) == {
        "sheets": [{"properties": {"title": "a"}}],
        "spreadsheetId": "x",
    }


def test_merge_replaces_what_the_mask_names() -> None:
    old = {"a": {"x": 1, "y": 2}, "b": 3}
    assert merge(old, {"a": {"x": 9}}, parse_mask("a.x")) == {"a": {"x": 9, "y": 2}, "b": 3}
    assert merge(old, {"a": {"x": 9}}, parse_mask("a")) == {"a": {"x": 9}, "b": 3}
    assert merge(old, {}, parse_mask("b")) == {"a": {"x": 1, "y": 2}}
    assert merge(old, {"c": 1}, parse_mask("*")) == {"c": 1}
    assert old == {"a": {"x": 1, "y": 2}, "b": 3}
