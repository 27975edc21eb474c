"""What gspread's client does with cells, through the true authentication."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import gspread
import pytest
from gspread.exceptions import APIError, GSpreadException, SpreadsheetNotFound, WorksheetNotFound
from gspread.utils import ValueInputOption, ValueRenderOption

from tests.sheets.running import Emulator

ROWS = [["id", "name", "count"], ["a", "Äpfel", 3], ["b", "Birnen", 1.5], ["c", "", 2]]


def test_open_by_key_finds_what_was_shared(emulator: Emulator, client: gspread.Client) -> None:
    key = emulator.create("Cases", share={"service-account@example.iam.gserviceaccount.com": "writer"})
    assert client.open_by_key(key).title == "Cases"
    assert client.open("Cases").id == key
    assert client.open_by_url(f"https://docs.google.com/spreadsheets/d/{key}/edit#gid=0").id == key


def test_open_by_key_refuses_what_does_not_exist_or_is_not_shared(emulator: Emulator, client: gspread.Client) -> None:
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_key("test")
    with pytest.raises(SpreadsheetNotFound):
        client.open("Please don't use this phrase as a name of a sheet.")
    with pytest.raises(PermissionError):
        client.open_by_key(emulator.create("Private"))


def test_get_all_records_reads_what_update_wrote(tab: gspread.Worksheet) -> None:
    answer = tab.update(ROWS, "A1")
    assert (answer["updatedRange"], answer["updatedCells"]) == ("Sheet1!A1:C4", 12)
    assert tab.get_all_records() == [
        {"id": "a", "name": "Äpfel", "count": 3},
        {"id": "b", "name": "Birnen", "count": 1.5},
        {"id": "c", "name": "", "count": 2},
    ]


def test_get_all_records_reads_values_formulas_and_dates(tab: gspread.Worksheet) -> None:
    rows = [["=4/2", "2020-01-01", "string", 53], ["=3/2", 0.12, "1999-01-02", ""]]
    tab.resize(2, 4)
    tab.update(rows, "A1:D2", value_input_option=ValueInputOption.user_entered)
    assert tab.get_all_records() == [{"2": 1.5, "2020-01-01": 0.12, "string": "1999-01-02", "53": ""}]
    assert tab.get(value_render_option=ValueRenderOption.unformatted) == [
        [2, 43831, "string", 53],
        [1.5, 0.12, 36162],
    ]
    assert tab.get(value_render_option=ValueRenderOption.formula) == [
        ["=4/2", 43831, "string", 53],
        ["=3/2", 0.12, 36162],
    ]


def test_update_leaves_alone_what_is_none_and_empties_what_is_blank(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b", "c"]], "A1")
    tab.update([[None, "", "C"]], "A1:C1")
    assert tab.get("A1:C1") == [["a", "", "C"]]


def test_update_refuses_what_leaves_its_range(tab: gspread.Worksheet) -> None:
    with pytest.raises(APIError, match=re.escape("Requested writing within range [Sheet1!A1:B1], but tried writing")):
        tab.update([["a", "b", "c"]], "A1:B1")
    with pytest.raises(APIError, match=re.escape("Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max")):
        tab.update([["a"]], "A1001")
    assert tab.get_all_values() == [[]]


def test_get_trims_empty_rows_and_columns_at_the_end(tab: gspread.Worksheet) -> None:
    tab.update([["A1", "B1", "", "D1"], ["", "b2", "", ""], ["", "", "", ""], ["A4", "", "", ""]], "A1")
    assert tab.get("A1:D6") == [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4"]]
    assert tab.get("A:A", major_dimension="COLUMNS") == [["A1", "", "", "A4"]]
    assert tab.row_values(2) == ["", "b2"]
    assert tab.col_values(2) == ["B1", "b2"]
    assert tab.get("C5:D9") == [[]]


def test_append_row_finds_the_table(tab: gspread.Worksheet) -> None:
    tab.append_row(["a", "", "c"])
    answer = tab.append_row(["a", "", "c"])
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Sheet1!C1", "Sheet1!C2:E2")
    answer = tab.append_row(["a", "", "c"], table_range="A1")
    assert answer["updates"]["updatedRange"] == "Sheet1!A2:C2"


@pytest.mark.parametrize(
    ("asked", "first"),
    [("Sheet1", "B7"), ("C5:D5", "B7"), ("B2:D4", "B7"), ("A3:G10", "B7"), ("A1", "A3"), ("E4", "E4"), ("A4", "A4")],
)
def test_append_row_begins_where_googles_guide_says(tab: gspread.Worksheet, asked: str, first: str) -> None:
    tab.batch_update([{"range": "A1:C2", "values": [["x"] * 3] * 2}, {"range": "B4:D6", "values": [["y"] * 3] * 3}])
    answer = tab.spreadsheet.values_append(asked, {"valueInputOption": "RAW"}, {"values": [["new"]]})
    assert answer["updates"]["updatedRange"] == f"Sheet1!{first}"


def test_append_rows_grows_the_grid(tab: gspread.Worksheet) -> None:
    tab.resize(2, 2)
    tab.append_rows([["a", "b"], ["c", "d"]])
    tab.append_rows([["e", "f", "g"]])
    grid = tab.spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]
    assert grid == {"rowCount": 3, "columnCount": 3}
    assert tab.get_all_values() == [["a", "b", ""], ["c", "d", ""], ["e", "f", "g"]]


def test_append_row_inserts_rows_when_asked_to(tab: gspread.Worksheet) -> None:
    tab.update([["a"], [""], ["below"]], "A1")
    tab.append_row(["b"], table_range="A1", insert_data_option="INSERT_ROWS")
    assert tab.get_values() == [["a"], ["b"], [""], ["below"]]


def test_find_finds_text_and_patterns(tab: gspread.Worksheet) -> None:
    tab.update(ROWS, "A1")
    assert tab.find("birnen", case_sensitive=False) == gspread.Cell(3, 2, "Birnen")
    assert [cell.address for cell in tab.findall(re.compile("^[bc]$"))] == ["A3", "A4"]
    assert tab.find("does not exist") is None


def test_sort_puts_blanks_last_and_takes_notes_along(tab: gspread.Worksheet) -> None:
    tab.update([["n", "h"], [3, "c"], ["", "blank"], [1, "a"], ["t", "text"]], "A1")
    tab.insert_note("B2", "third")
    tab.freeze(rows=1)
    tab.sort((1, "asc"))
    assert tab.get_values("A2:B5") == [["1", "a"], ["3", "c"], ["t", "text"], ["", "blank"]]
    assert tab.get_note("B3") == "third"
    tab.sort((1, "des"))
    assert tab.col_values(2) == ["h", "text", "c", "a", "blank"]


def test_insert_rows_and_delete_rows_move_what_is_below(tab: gspread.Worksheet) -> None:
    tab.update([["a"], ["b"], ["c"]], "A1")
    tab.insert_rows([["x", "y"], ["z"]], 2)
    assert tab.get_values() == [["a", ""], ["x", "y"], ["z", ""], ["b", ""], ["c", ""]]
    tab.delete_rows(2, 3)
    tab.insert_cols([["1", "2"]], 1)
    assert tab.get_values() == [["1", "a"], ["2", "b"], ["", "c"]]
    tab.delete_columns(1)
    assert tab.get_values() == [["a"], ["b"], ["c"]]
    with pytest.raises(GSpreadException):
        tab.insert_row(["x"], 1, inherit_from_before=True)


def test_clear_and_batch_clear_keep_formats_and_notes(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b"], ["c", "d"]], "A1")
    tab.insert_note("A1", "stays")
    tab.batch_clear(["A1", "B2:C9"])
    assert tab.get_values() == [["", "b"], ["c", ""]]
    tab.clear()
    assert tab.get_values() == [[]]
    assert tab.get_note("A1") == "stays"


def test_batch_update_writes_all_or_nothing(tab: gspread.Worksheet) -> None:
    tab.batch_update([{"range": "A1", "values": [["a"]]}, {"range": "C3:D3", "values": [["c", "d"]]}])
    with pytest.raises(APIError, match=re.escape("Invalid data[1]: Range (Sheet1!A5000) exceeds grid limits")):
        tab.batch_update([{"range": "A1", "values": [["lost"]]}, {"range": "A5000", "values": [["x"]]}])
    assert tab.batch_get(["A1", "C3:D3"]) == [[["a"]], [["c", "d"]]]


def test_batch_update_counts_a_row_or_column_once(tab: gspread.Worksheet) -> None:
    data = [{"range": "A1:D1", "values": [["a"] * 4]}, {"range": "B1:C2", "values": [["b", None], ["c"]]}]
    answer = tab.batch_update(data)
    totals = {key: value for key, value in answer.items() if key.startswith("total")}
    assert totals == {
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 4,
        "totalUpdatedCells": 6,
        "totalUpdatedSheets": 1,
    }
    assert answer["responses"][1] | {"spreadsheetId": ""} == {
        "spreadsheetId": "",
        "updatedRange": "Sheet1!B1:C2",
        "updatedRows": 2,
        "updatedColumns": 1,
        "updatedCells": 2,
    }


def test_update_refuses_a_value_that_is_a_list(tab: gspread.Worksheet) -> None:
    expected = 'Invalid values[0][1]: list_value {\n  values {\n    string_value: "x"\n  }\n}\n'
    with pytest.raises(APIError) as caught:
        tab.update([["a", ["x"]]], "A1")
    assert caught.value.error["message"] == expected


def test_values_are_found_by_data_filters(book: gspread.Spreadsheet) -> None:
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}/values"
    row = {"gridRange": {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}}
    data = [{"dataFilter": {"a1Range": "A1:B1"}, "values": [["a", "b"]]}, {"dataFilter": row, "values": [["c", "d"]]}]
    body = {"valueInputOption": "RAW", "data": data}
    written = book.client.request("post", f"{url}:batchUpdateByDataFilter", json=body).json()
    assert [entry["updatedRange"] for entry in written["responses"]] == ["Sheet1!A1:B1", "Sheet1!A2:B2"]
    found = book.client.request("post", f"{url}:batchGetByDataFilter", json={"dataFilters": [row]}).json()
    assert found["valueRanges"][0]["valueRange"]["values"] == [["c", "d"]]
    book.client.request("post", f"{url}:batchClearByDataFilter", json={"dataFilters": [row]})
    assert book.sheet1.get_values() == [["a", "b"]]


def test_writers_in_many_threads_lose_nothing(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    def append(name: str) -> None:
        tab = emulator.client().open_by_key(book.id).sheet1
        for number in range(5):
            cells = {"values": [{"userEnteredValue": {"stringValue": f"{name}-{number}"}}]}
            request = {"appendCells": {"sheetId": 0, "rows": [cells], "fields": "userEnteredValue"}}
            tab.spreadsheet.batch_update({"requests": [request]})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(append, "abcd"))
    written = book.sheet1.col_values(1)
    assert sorted(map(str, written)) == sorted(f"{name}-{number}" for name in "abcd" for number in range(5))


def test_titles_that_look_like_cells_are_quoted(book: gspread.Spreadsheet) -> None:
    for title in ("D3", "it's", "Fälle 2026", "Fälle", "2026", "R1C1"):
        tab = book.add_worksheet(title, 2, 2)
        tab.update([["x"]], "A1")
        assert tab.get_values() == [["x"]]
        assert book.values_get(f"'{title.replace(chr(39), chr(39) * 2)}'!A1:B2")["values"] == [["x"]]
    assert book.values_get("'D3'")["range"] == "'D3'!A1:B2"
    assert book.values_get("'Fälle'")["range"] == "Fälle!A1:B2"


def test_named_range_is_read_by_its_name(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b"], ["c", "d"]], "A1")
    tab.define_named_range("A1:B2", "corner")
    assert [cell.value for cell in tab.spreadsheet.named_range("corner")] == ["a", "b", "c", "d"]


def test_worksheet_raises_for_an_unknown_title(book: gspread.Spreadsheet) -> None:
    with pytest.raises(WorksheetNotFound):
        book.worksheet("none")
    with pytest.raises(APIError, match="Unable to parse range: none!A1"):
        book.values_get("none!A1")


@pytest.mark.parametrize(
    "text", ["01234", "1,5", "=1+1", "'x", "2022-02-30", "31.12.2022", "Größe – „ja“", "🌵\nzwei\nZeilen", "x" * 20_000]
)
def test_raw_text_comes_back_as_it_was_in_a_german_sheet(emulator: Emulator, text: str) -> None:
    client = emulator.client()
    email = client.http_client.auth.service_account_email  # type: ignore[attr-defined]  # inherited
    key = emulator.create("Fälle", owner=email, locale="de_DE", time_zone="Europe/Berlin")
    tab = client.open_by_key(key).sheet1
    assert tab.title == "Tabellenblatt1"
    tab.update([[text]], "A1")
    for option in ValueRenderOption:
        assert tab.get("A1", value_render_option=option) == [[text]]
