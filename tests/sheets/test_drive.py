"""Drive as gspread's client calls it."""

from __future__ import annotations

import io

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import ExportFormat
from openpyxl import load_workbook

from tests.sheets.running import Emulator
from tests.sheets.token import DEFAULT_EMAIL

COLLEAGUE = "colleague@example.iam.gserviceaccount.com"


def test_list_spreadsheet_files_shows_what_is_shared(emulator: Emulator, client: gspread.Client) -> None:
    client.create("Mine")
    shared = emulator.create("Shared", share={DEFAULT_EMAIL: "reader"})
    emulator.create("Foreign")
    files = client.list_spreadsheet_files()
    assert sorted(file["name"] for file in files) == ["Mine", "Shared"]
    assert files[0].keys() == {"id", "name", "createdTime", "modifiedTime"}
    assert [file["id"] for file in client.list_spreadsheet_files("Shared")] == [shared]
    assert [book.title for book in client.openall("Mine")] == ["Mine"]


def test_files_are_listed_by_folder(client: gspread.Client) -> None:
    inside = client.create("Inside", folder_id="folder-1")
    client.create("Outside")
    assert [file["id"] for file in client.list_spreadsheet_files(folder_id="folder-1")] == [inside.id]


def test_list_spreadsheet_files_goes_through_all_pages(emulator: Emulator, client: gspread.Client) -> None:
    for number in range(5):
        emulator.create(f"Book {number}", owner=DEFAULT_EMAIL)
    url, names, token = "https://www.googleapis.com/drive/v3/files", [], "0"
    while token:
        page = client.http_client.request("get", url, params={"pageSize": 2, "pageToken": token}).json()
        names += [file["name"] for file in page["files"]]
        token = page.get("nextPageToken")
    assert sorted(names) == [f"Book {number}" for number in range(5)]


def test_copy_is_a_spreadsheet_of_its_own(client: gspread.Client) -> None:
    book = client.create("Register")
    book.sheet1.update([["a"]], "A1")
    book.share(COLLEAGUE, "user", "writer")
    copied = client.copy(book.id, copy_permissions=True)
    assert copied.title == "Copy of Register"
    assert copied.fetch_sheet_metadata()["sheets"] == book.fetch_sheet_metadata()["sheets"]
    copied.sheet1.update([["b"]], "A1")
    assert book.sheet1.get_values() == [["a"]]
    assert {entry["emailAddress"]: entry["role"] for entry in copied.list_permissions()} == {
        DEFAULT_EMAIL: "owner",
        COLLEAGUE: "writer",
    }


def test_share_and_remove_permissions(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    other = emulator.client(COLLEAGUE)
    with pytest.raises(PermissionError):
        other.open_by_key(book.id)
    book.share(COLLEAGUE, "user", "reader")
    assert other.open_by_key(book.id).title == "Register"
    with pytest.raises(APIError, match="sufficient permissions"):
        other.del_spreadsheet(book.id)
    book.remove_permissions(COLLEAGUE)
    with pytest.raises(PermissionError):
        other.open_by_key(book.id)
    with pytest.raises(APIError, match="File not found"):
        other.get_file_drive_metadata(book.id)


def test_ownership_is_handed_over(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    other = emulator.client(COLLEAGUE)
    book.share(COLLEAGUE, "user", "writer")
    (permission,) = [entry for entry in book.list_permissions() if entry["emailAddress"] == COLLEAGUE]
    book.transfer_ownership(str(permission["id"]))
    other.open_by_key(book.id).accept_ownership(str(permission["id"]))
    roles = {entry["emailAddress"]: entry["role"] for entry in book.list_permissions()}
    assert roles == {DEFAULT_EMAIL: "writer", COLLEAGUE: "owner"}


def test_export_writes_csv_and_xlsx(client: gspread.Client, book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["a1", 'B "2"'], ["01234", 1.5]], "A1")
    assert client.export(book.id, ExportFormat.CSV) == b'a1,"B ""2"""\r\n01234,1.5'
    workbook = load_workbook(io.BytesIO(client.export(book.id, ExportFormat.EXCEL)))
    assert [list(row) for row in workbook["Sheet1"].values] == [["a1", 'B "2"'], ["01234", 1.5]]
    workbook.close()
    with pytest.raises(APIError, match="conversion is not supported"):
        client.export(book.id, ExportFormat.PDF)


def test_import_csv_replaces_everything(client: gspread.Client, book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Second", 1, 1)
    client.import_csv(book.id, "a,b\n1,ü")
    assert [tab.title for tab in book.worksheets()] == ["Sheet1"]
    assert book.sheet1.get_values() == [["a", "b"], ["1", "ü"]]


def test_modified_time_moves_with_a_change_only(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    emulator.post("clock", {"stopped": True})
    book.sheet1.update([["a"]], "A1")
    written = book.get_lastUpdateTime()
    emulator.post("clock", {"advance": 60})
    book.sheet1.get_values()
    assert book.get_lastUpdateTime() == written
    book.sheet1.update([["b"]], "A1")
    assert book.get_lastUpdateTime() > written


def test_a_service_account_without_storage_owns_nothing(emulator: Emulator) -> None:
    client = emulator.client(key=emulator.key(has_storage=False))
    with pytest.raises(APIError, match="storage quota has been exceeded") as caught:
        client.create("Register")
    assert caught.value.error["errors"][0]["domain"] == "usageLimits"


def test_update_title_renames_the_file(client: gspread.Client, book: gspread.Spreadsheet) -> None:
    book.update_title("🎊 Fälle")
    assert client.open("🎊 Fälle").id == book.id
    client.del_spreadsheet(book.id)
    assert client.list_spreadsheet_files() == []
