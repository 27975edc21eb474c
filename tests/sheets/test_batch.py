"""spreadsheets.batchUpdate where gspread has no method of its own: rollback, updateCells, appendCells, fences."""

from __future__ import annotations

import re
from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.sheets.running import Emulator
from tests.sheets.wire import Json


def batch(tab: gspread.Worksheet, *requests: Json) -> list[Json]:
    replies: list[Json] = tab.spreadsheet.batch_update({"requests": list(requests)})["replies"]
    return replies


def text(*values: str) -> Json:
    return {"values": [{"userEnteredValue": {"stringValue": value}} for value in values]}


def area(top: int, left: int, bottom: int, right: int) -> Json:
    return {"startRowIndex": top, "startColumnIndex": left, "endRowIndex": bottom, "endColumnIndex": right}


def named(name: str, named_id: str) -> Json:
    return {"addNamedRange": {"namedRange": {"name": name, "namedRangeId": named_id, "range": area(0, 0, 1, 1)}}}


def whole(tab: gspread.Worksheet) -> Any:
    """Everything the API shows of a spreadsheet."""
    return tab.spreadsheet.fetch_sheet_metadata({"includeGridData": "true"})


def test_batch_update_replies_once_for_each_request(tab: gspread.Worksheet) -> None:
    replies = batch(
        tab,
        named("revision_1", "r1"),
        {"appendCells": {"sheetId": 0, "rows": [text("a")], "fields": "userEnteredValue"}},
        {"addSheet": {"properties": {"title": "B"}}},
    )
    assert [list(reply) for reply in replies] == [["addNamedRange"], [], ["addSheet"]]


@pytest.mark.parametrize(
    "valid",
    [
        {"updateCells": {"range": area(0, 0, 1, 1), "rows": [text("lost")], "fields": "userEnteredValue"}},
        {"appendCells": {"sheetId": 0, "rows": [text("lost")] * 2000, "fields": "userEnteredValue"}},
        {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}},
        {"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 2}}},
        {"moveDimension": {"source": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}, "destinationIndex": 3}},
        {"sortRange": {"range": {}, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}},
        {"updateSheetProperties": {"properties": {"title": "X", "hidden": False}, "fields": "title,hidden"}},
        {"updateSpreadsheetProperties": {"properties": {"locale": "de_DE"}, "fields": "locale"}},
        {"addSheet": {"properties": {"title": "new"}}},
        {"duplicateSheet": {"sourceSheetId": 0}},
        {"mergeCells": {"range": area(0, 0, 2, 2), "mergeType": "MERGE_ALL"}},
        {"addProtectedRange": {"protectedRange": {"range": area(0, 0, 1, 1)}}},
        {"deleteNamedRange": {"namedRangeId": "kept"}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area(0, 0, 1, 1)], "booleanRule": {}}, "index": 0}},
        {"findReplace": {"find": "a", "replacement": "z", "allSheets": True}},
        {"cutPaste": {"source": area(0, 0, 2, 2), "destination": {"rowIndex": 5, "columnIndex": 5}}},
        {"addDimensionGroup": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}},
        {
            "updateDimensionProperties": {
                "range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2},
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        },
        {"setBasicFilter": {"filter": {"range": {}}}},
        {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 7, "metadataKey": "k", "location": {}}}},
    ],
    ids=lambda request: next(iter(request)),
)
def test_batch_update_leaves_no_trace_of_a_refused_batch(tab: gspread.Worksheet, valid: Json) -> None:
    tab.update([["b", "1"], ["a", "2"], ["c", "3"]], "A1")
    batch(tab, named("kept", "kept"))
    before = whole(tab)
    with pytest.raises(APIError, match=re.escape("Invalid requests[1].deleteNamedRange: No named range with id: none")):
        batch(tab, valid, {"deleteNamedRange": {"namedRangeId": "none"}})
    assert whole(tab) == before
    batch(tab, valid)
    assert whole(tab) != before


def test_a_fence_refuses_whoever_read_an_older_revision(tab: gspread.Worksheet) -> None:
    batch(tab, named("revision_7", "revision_7"))
    row = {"appendCells": {"sheetId": 0, "rows": [text("first")], "fields": "userEnteredValue"}}
    fence = ({"deleteNamedRange": {"namedRangeId": "revision_7"}}, named("revision_8", "revision_8"))
    batch(tab, *fence, row)
    with pytest.raises(APIError, match="No named range with id: revision_7"):
        batch(tab, *fence, row)
    with pytest.raises(
        APIError, match=re.escape("Invalid requests[1].addNamedRange: Cannot add named range with name")
    ):
        batch(tab, row, named("revision_8", "other"))
    with pytest.raises(APIError, match="revision_8"):
        batch(tab, named("other", "revision_8"))
    assert tab.get_values() == [["first"]]


def test_update_cells_clears_what_its_rows_do_not_cover(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b", "c"], ["d", "e", "f"]], "A1")
    tab.update_notes({"B1": "stays", "C2": "stays"})
    batch(tab, {"updateCells": {"range": area(0, 0, 2, 3), "rows": [text("A")], "fields": "userEnteredValue"}})
    assert tab.get_values() == [["A"]]
    assert tab.get_note("C2") == "stays"
    batch(tab, {"updateCells": {"range": area(0, 0, 2, 3), "fields": "*"}})
    assert tab.get_notes() == [[]]


def test_update_cells_from_a_start_touches_only_its_rows(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b", "c"], ["d", "e", "f"]], "A1")
    start = {"rowIndex": 1, "columnIndex": 1}
    batch(tab, {"updateCells": {"start": start, "rows": [text("E")], "fields": "userEnteredValue"}})
    assert tab.get_values() == [["a", "b", "c"], ["d", "E", "f"]]


@pytest.mark.parametrize(
    ("request_json", "message"),
    [
        ({"range": area(0, 0, 1, 1), "rows": [text("a")]}, "At least one field must be listed in 'fields'"),
        ({"range": area(0, 0, 1, 1), "rows": [text("a", "b")], "fields": "*"}, "Attempting to write column: 1, beyond"),
        ({"range": area(0, 0, 1, 1), "rows": [text("a")] * 2, "fields": "*"}, "Attempting to write row: 1, beyond"),
        ({"range": {"sheetId": 9} | area(0, 0, 1, 1), "fields": "*"}, "No grid with id: 9"),
        ({"range": area(0, 0, 1001, 1), "fields": "*"}, "range.endRowIndex[1001] is after last row in grid[1000]"),
        ({"start": {"rowIndex": 1000}, "fields": "*"}, "GridCoordinate.rowIndex[1000] is after last row in grid[999]"),
        (
            {"start": {"columnIndex": 25}, "rows": [text("a", "b")], "fields": "*"},
            "Attempting to write column: 26, beyond",
        ),
        ({"range": area(0, 0, 1, 1), "rows": [text("x" * 50_001)], "fields": "*"}, "maximum of 50000 characters"),
        ({"range": area(0, 0, 1, 1), "fields": "nonsense"}, "Invalid value at 'requests.fields'"),
    ],
)
def test_update_cells_refuses(tab: gspread.Worksheet, request_json: Json, message: str) -> None:
    with pytest.raises(APIError, match=re.escape(message)):
        batch(tab, {"updateCells": request_json})
    assert tab.get_values() == [[]]


def test_append_cells_counts_the_whole_sheet_and_grows_it(tab: gspread.Worksheet) -> None:
    tab.resize(3, 2)
    tab.update([["x"]], "B3")
    tab.update_note("A3", "no data")
    batch(tab, {"appendCells": {"sheetId": 0, "rows": [text("a", "b", "c"), {}], "fields": "userEnteredValue"}})
    assert tab.get_values("A4:C4") == [["a", "b", "c"]]
    grid = tab.spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]
    assert grid == {"rowCount": 5, "columnCount": 3}


def test_update_cells_keeps_types_apart(tab: gspread.Worksheet) -> None:
    values: list[Json] = [
        {"stringValue": "=1+1"},
        {"numberValue": 44926},
        {"boolValue": True},
        {"formulaValue": "=B1+1"},
        {"stringValue": ""},
    ]
    row = {"values": [{"userEnteredValue": value} for value in values]}
    batch(tab, {"updateCells": {"range": area(0, 0, 1, 5), "rows": [row], "fields": "userEnteredValue"}})
    options = {"valueRenderOption": "UNFORMATTED_VALUE"}
    assert tab.spreadsheet.values_get("A1:E1", options)["values"] == [["=1+1", 44926, True, 44927]]


def test_move_dimension_counts_before_the_move(tab: gspread.Worksheet) -> None:
    tab.update([["a"], ["b"], ["c"], ["d"]], "A1")
    source = {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    batch(tab, {"moveDimension": {"source": source, "destinationIndex": 3}})
    assert tab.col_values(1) == ["b", "c", "a", "d"]


def test_insert_and_delete_range_shift_cells_only(tab: gspread.Worksheet) -> None:
    tab.update([["a", "1"], ["b", "2"], ["c", "3"]], "A1")
    batch(tab, {"insertRange": {"range": area(1, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert tab.get_values() == [["a", "1"], ["", "2"], ["b", "3"], ["c", ""]]
    batch(tab, {"deleteRange": {"range": area(0, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert tab.get_values() == [["b", "1"], ["c", "2"], ["", "3"]]


def test_conditional_formats_are_known_by_their_place(tab: gspread.Worksheet) -> None:
    rules = [{"ranges": [area(row, 0, row + 1, 1)], "booleanRule": {}} for row in range(2)]
    batch(tab, *({"addConditionalFormatRule": {"rule": rule, "index": 0}} for rule in rules))
    sheet = tab.spreadsheet.fetch_sheet_metadata()["sheets"][0]
    assert [rule["ranges"][0]["startRowIndex"] for rule in sheet["conditionalFormats"]] == [1, 0]
    (reply,) = batch(tab, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}})
    assert reply["deleteConditionalFormatRule"]["rule"]["ranges"][0]["startRowIndex"] == 1
    with pytest.raises(APIError, match="No conditional format on sheet: 0 at index: 1"):
        batch(tab, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}})


def test_find_replace_counts_what_it_changed(tab: gspread.Worksheet) -> None:
    tab.update([["open", "opened"], ["Open", "x"]], "A1")
    (reply,) = batch(
        tab, {"findReplace": {"find": "open", "replacement": "new", "matchEntireCell": True, "sheetId": 0}}
    )
    assert reply["findReplace"] == {
        "valuesChanged": 2,
        "occurrencesChanged": 2,
        "rowsChanged": 2,
        "sheetsChanged": 1,
    }
    assert tab.get_values() == [["new", "opened"], ["new", "x"]]


def test_developer_metadata_ids_are_taken_once(tab: gspread.Worksheet) -> None:
    create = {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 7, "metadataKey": "k", "location": {}}}}
    batch(tab, create)
    with pytest.raises(APIError, match=re.escape("Cannot add developer metadata with ID [7] because")):
        batch(tab, create)
    delete = {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 7}}}}
    assert len(batch(tab, delete)[0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]) == 1
    assert batch(tab, delete) == [{"deleteDeveloperMetadata": {}}]


def test_batch_update_refuses_what_it_does_not_know(tab: gspread.Worksheet) -> None:
    with pytest.raises(APIError, match=r"Unknown name \"sortrange\" at 'requests\[0\]'"):
        batch(tab, {"sortrange": {}})
    with pytest.raises(APIError, match="The emulator does not know addChart"):
        batch(tab, {"addChart": {}})
    with pytest.raises(APIError, match="Must specify at least one request"):
        batch(tab)


def test_batch_update_answers_with_the_spreadsheet_when_asked(emulator: Emulator, tab: gspread.Worksheet) -> None:
    body = {
        "requests": [{"appendCells": {"sheetId": 0, "rows": [text("a")], "fields": "userEnteredValue"}}],
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": ["Sheet1!A1:A3"],
    }
    emulator.delete("log")
    data = tab.spreadsheet.batch_update(body)["updatedSpreadsheet"]["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"][0]["formattedValue"] == "a"
    assert (emulator.counters()["read"], emulator.counters()["write"]) == (0, 1)
