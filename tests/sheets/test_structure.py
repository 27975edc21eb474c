"""Sheets, rows and columns, formats and protections, as gspread's client changes them."""

from __future__ import annotations

import re

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import ValidationConditionType

from tests.sheets.running import Emulator
from tests.sheets.wire import Json


def sheet_json(book: gspread.Spreadsheet, index: int = 0) -> Json:
    found: Json = book.fetch_sheet_metadata()["sheets"][index]
    return found


def test_add_worksheet_refuses_a_title_that_is_taken(book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Cases", 5, 5)
    expected = 'Invalid requests[0].addSheet: A sheet with the name "Cases" already exists. Please enter another name.'
    with pytest.raises(APIError, match=re.escape(expected)):
        book.add_worksheet("Cases", 5, 5)
    with pytest.raises(APIError, match="The sheet name cannot be greater than 100 characters"):
        book.add_worksheet("x" * 101, 5, 5)
    assert [tab.title for tab in book.worksheets()] == ["Sheet1", "Cases"]


def test_add_worksheet_stops_at_ten_million_cells(book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Large", 99_000, 100)
    with pytest.raises(APIError, match="above the limit of 10000000 cells"):
        book.add_worksheet("Too large", 1_000, 100)


def test_del_worksheet_keeps_the_last_one(book: gspread.Spreadsheet) -> None:
    second = book.add_worksheet("Second", 1, 1)
    book.del_worksheet(second)
    with pytest.raises(APIError, match="You can't remove all the sheets in a document"):
        book.del_worksheet(book.sheet1)


def test_reorder_worksheets_and_update_index(book: gspread.Spreadsheet) -> None:
    for title in ("B", "C"):
        book.add_worksheet(title, 1, 1)
    book.reorder_worksheets(list(reversed(book.worksheets())))
    assert [tab.title for tab in book.worksheets()] == ["C", "B", "Sheet1"]
    book.worksheet("Sheet1").update_index(0)
    assert [tab.title for tab in book.worksheets()] == ["Sheet1", "C", "B"]


def test_duplicate_and_copy_to_carry_everything_along(client: gspread.Client, tab: gspread.Worksheet) -> None:
    tab.update([["a", "b"]], "A1")
    tab.insert_note("A1", "note")
    tab.merge_cells("A2:B2")
    twin = tab.duplicate(new_sheet_name="Twin")
    assert (twin.index, twin.get_values(), twin.get_note("A1")) == (0, [["a", "b"]], "note")
    other = client.create("Other")
    copied = tab.copy_to(other.id)
    assert copied["title"] == "Copy of Sheet1"
    assert other.worksheet("Copy of Sheet1").get_values() == [["a", "b"]]
    assert sheet_json(other, 1)["merges"][0]["sheetId"] == copied["sheetId"]
    twin.update([["changed"]], "A1")
    assert tab.acell("A1").value == "a"


def test_merge_cells_keeps_the_first_value_only(tab: gspread.Worksheet) -> None:
    tab.update([["", "b"], ["c", "d"]], "A1")
    tab.merge_cells("A1:B2")
    assert tab.get_values() == [["b"]]
    with pytest.raises(APIError, match="select all cells in a merged range"):
        tab.merge_cells("B1:C1")
    tab.unmerge_cells("A1:B2")
    assert "merges" not in sheet_json(tab.spreadsheet)


def test_notes_are_written_read_and_taken_away(tab: gspread.Worksheet) -> None:
    tab.update_notes({"A1": "one", "B2": "two"})
    assert tab.get_notes() == [["one"], ["", "two"]]
    tab.clear_notes(["A1", "B2"])
    assert tab.get_notes() == [[]]


def test_freeze_hide_and_resize(tab: gspread.Worksheet) -> None:
    tab.freeze(rows=2, cols=1)
    assert sheet_json(tab.spreadsheet)["properties"]["gridProperties"] == {
        "rowCount": 1000,
        "columnCount": 26,
        "frozenRowCount": 2,
        "frozenColumnCount": 1,
    }
    tab.freeze(0, 0)
    tab.resize(3, 2)
    assert sheet_json(tab.spreadsheet)["properties"]["gridProperties"] == {"rowCount": 3, "columnCount": 2}
    tab.hide_rows(0, 1)
    data = tab.spreadsheet.fetch_sheet_metadata({"fields": "sheets.data.rowMetadata"})["sheets"][0]["data"][0]
    assert data["rowMetadata"] == [{"pixelSize": 21, "hiddenByUser": True}, {"pixelSize": 21}, {"pixelSize": 21}]
    tab.insert_row(["x"], 1)
    data = tab.spreadsheet.fetch_sheet_metadata({"fields": "sheets.data.rowMetadata"})["sheets"][0]["data"][0]
    assert [row.get("hiddenByUser") for row in data["rowMetadata"]] == [None, True, None, None]


def test_tab_colour_and_title(tab: gspread.Worksheet) -> None:
    tab.update_tab_color("#ff0080")
    tab.update_title("Fälle")
    properties = sheet_json(tab.spreadsheet)["properties"]
    assert properties["title"] == "Fälle"
    assert properties["tabColor"] == {"red": 1, "blue": 0.5019608}
    assert properties["tabColorStyle"] == {"rgbColor": {"red": 1, "blue": 0.5019608}}
    tab.clear_tab_color()
    assert "tabColor" not in sheet_json(tab.spreadsheet)["properties"]


def test_basic_filter_is_set_and_cleared(tab: gspread.Worksheet) -> None:
    tab.resize(20, 20)
    tab.set_basic_filter()
    filtered = {"startRowIndex": 0, "endRowIndex": 20, "startColumnIndex": 0, "endColumnIndex": 20}
    assert sheet_json(tab.spreadsheet)["basicFilter"] == {"range": filtered}
    tab.set_basic_filter("B1:C2")
    assert sheet_json(tab.spreadsheet)["basicFilter"]["range"]["endColumnIndex"] == 3
    tab.clear_basic_filter()
    assert "basicFilter" not in sheet_json(tab.spreadsheet)


def test_named_ranges_move_with_rows_and_end_with_their_sheet(book: gspread.Spreadsheet) -> None:
    tab = book.add_worksheet("Cases", 10, 5)
    tab.define_named_range("A2:B3", "moving")
    tab.insert_row(["x"], 1)
    (named,) = book.list_named_ranges()
    assert (named["range"]["startRowIndex"], named["range"]["endRowIndex"]) == (2, 4)
    expected = "Cannot add named range with name moving, a named range with that name already exists."
    with pytest.raises(APIError, match=re.escape(expected)):
        tab.define_named_range("C1", "moving")
    tab.delete_named_range(named["namedRangeId"])
    with pytest.raises(APIError, match=f"No named range with id: {named['namedRangeId']}"):
        tab.delete_named_range(named["namedRangeId"])


def test_named_range_is_broken_when_its_rows_are_deleted(tab: gspread.Worksheet) -> None:
    tab.define_named_range("A2:B3", "gone")
    tab.delete_rows(2, 3)
    (named,) = tab.spreadsheet.list_named_ranges()
    assert named.keys() == {"namedRangeId", "name"}
    with pytest.raises(APIError, match="Unable to parse range: gone"):
        tab.spreadsheet.values_get("gone")
    tab.insert_row(["x"], 1)
    tab.delete_named_range(named["namedRangeId"])
    assert tab.spreadsheet.list_named_ranges() == []


def test_protected_range_keeps_others_out(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    tab = book.sheet1
    colleague = "colleague@example.iam.gserviceaccount.com"
    book.share(colleague, "user", "writer")
    tab.add_protected_range("A1:B2", [], description="code names")
    other = emulator.client(colleague).open_by_key(book.id).sheet1
    other.update([["mine"]], "C1")
    for write in (lambda: other.update([["x"]], "B2"), lambda: other.delete_rows(1), lambda: other.clear()):
        with pytest.raises(APIError, match="trying to edit a protected cell or object"):
            write()
    tab.update([["owner"]], "B2")
    assert tab.get_values() == [["", "", "mine"], ["", "owner", ""]]
    (protected,) = book.list_protected_ranges(0)
    assert protected["description"] == "code names"
    assert protected["requestingUserCanEdit"] is True
    (seen,) = other.spreadsheet.list_protected_ranges(0)
    assert seen == {key: protected[key] for key in ("protectedRangeId", "range", "description")}
    tab.delete_protected_range(protected["protectedRangeId"])
    other.update([["free"]], "B2")
    with pytest.raises(APIError, match="No protected range with id"):
        tab.delete_protected_range(protected["protectedRangeId"])


def test_format_and_validation_stay_on_their_cells(tab: gspread.Worksheet) -> None:
    tab.format("A1:B1", {"textFormat": {"bold": True}, "numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"}})
    tab.add_validation("A2:A3", ValidationConditionType.one_of_list, ["ja", "nein"], strict=True, showCustomUi=True)
    tab.update([[44926]], "A1")
    data = tab.spreadsheet.fetch_sheet_metadata({"includeGridData": "true", "ranges": "A1:B3"})["sheets"][0]["data"][0]
    first = data["rowData"][0]["values"][0]
    assert first["formattedValue"] == "31.12.2022"
    assert first["userEnteredFormat"]["textFormat"] == {"bold": True}
    assert first["effectiveFormat"]["textFormat"]["bold"] is True
    rule = data["rowData"][1]["values"][0]["dataValidation"]
    values = [{"userEnteredValue": "ja"}, {"userEnteredValue": "nein"}]
    condition = {"type": "ONE_OF_LIST", "values": values}
    assert rule == {"condition": condition, "strict": True, "showCustomUi": True}


def test_groups_nest(tab: gspread.Worksheet) -> None:
    tab.add_dimension_group_rows(0, 5)
    tab.add_dimension_group_rows(1, 3)
    groups = [(entry["range"]["startIndex"], entry["range"]["endIndex"], entry["depth"]) for entry in
              tab.list_dimension_group_rows()]  # fmt: skip
    assert groups == [(0, 5, 1), (1, 3, 2)]
    tab.delete_dimension_group_rows(0, 5)
    assert [entry["depth"] for entry in tab.list_dimension_group_rows()] == [1]


def test_delete_rows_leaves_at_least_one(tab: gspread.Worksheet) -> None:
    tab.resize(3, 3)
    with pytest.raises(APIError, match="You can't delete all the rows on the sheet"):
        tab.delete_rows(1, 3)
    tab.freeze(rows=1)
    with pytest.raises(APIError, match="not possible to delete all non-frozen rows"):
        tab.delete_rows(2, 3)


def test_colours_are_stored_in_eight_bits(tab: gspread.Worksheet) -> None:
    tab.format("A1", {"backgroundColor": {"red": 1, "green": 0, "blue": 0.5}})
    asked = {"fields": "sheets.data.rowData.values.userEnteredFormat.backgroundColor"}
    (row,) = tab.spreadsheet.fetch_sheet_metadata(asked)["sheets"][0]["data"][0]["rowData"]
    assert row["values"] == [{"userEnteredFormat": {"backgroundColor": {"red": 1, "blue": 0.49803922}}}]


def test_a_kept_spreadsheet_is_copied_after_a_reset_and_no_copy_changes_another(emulator: Emulator) -> None:
    first = emulator.client().create("Muster")
    first.sheet1.update([["Vorlage"]], "A1")
    emulator.post("kept", {"name": "muster", "spreadsheet": first.id})
    first.sheet1.update([["danach"]], "A1")
    emulator.post("reset", {})

    client = emulator.client()
    share = {str(client.http_client.auth.service_account_email): "writer"}  # type: ignore[attr-defined]  # inherited
    one, other = (client.open_by_key(emulator.create(name, copy_of="muster", share=share)) for name in ("A", "B"))
    one.sheet1.update([["nur hier"]], "A1")

    assert (one.title, other.title) == ("A", "B")
    assert (one.sheet1.acell("A1").value, other.sheet1.acell("A1").value) == ("nur hier", "Vorlage")
