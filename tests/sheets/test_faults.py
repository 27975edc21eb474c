"""What can go wrong, set over HTTP: quotas, errors, dropped connections, people, races."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError

from tests.services.register.saves import wait_until
from tests.sheets.running import PATIENCE_SECONDS, Emulator

WRITE = {"kind": "write"}


@pytest.fixture
def rows(tab: gspread.Worksheet) -> gspread.Worksheet:
    """A tab with a heading and three rows."""
    tab.update([["id", "n"], ["a", 3], ["b", 1], ["c", 2]], "A1")
    return tab


def test_quota_allows_sixty_reads_a_minute(emulator: Emulator, tab: gspread.Worksheet) -> None:
    emulator.post("clock", {"stopped": True})
    emulator.post("quota", {"on": True})
    for _ in range(60):
        tab.get_values("A1")
    expected = (
        "[429]: Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of "
        "service 'sheets.googleapis.com'"
    )
    with pytest.raises(APIError, match=re.escape(expected)) as caught:
        tab.get_values("A1")
    assert caught.value.error["status"] == "RESOURCE_EXHAUSTED"
    assert "Retry-After" not in caught.value.response.headers
    tab.update([["writes are counted apart"]], "A1")
    emulator.post("clock", {"advance": 59})
    with pytest.raises(APIError, match="Quota exceeded"):
        tab.get_values("A1")
    emulator.post("clock", {"advance": 1})
    assert tab.acell("A1").value == "writes are counted apart"


def test_quota_counts_a_batch_once_and_each_account_apart(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    emulator.post("clock", {"stopped": True})
    other = emulator.client("other@example.iam.gserviceaccount.com")
    book.share("other@example.iam.gserviceaccount.com", "user", "writer")
    emulator.post("quota", {"on": True, "per_user": 1, "per_project": 2})
    book.values_batch_get(["A1", "B1", "C1"])
    with pytest.raises(APIError, match="per minute per user"):
        book.values_get("A1")
    assert other.open_by_key(book.id).title == "Register"
    emulator.post("quota", {"per_user": 60, "per_project": 1})
    book.values_get("A1")
    with pytest.raises(APIError, match="limit 'Read requests per minute' of"):
        other.open_by_key(book.id)


def test_error_lasts_as_long_as_it_is_set(emulator: Emulator, rows: gspread.Worksheet) -> None:
    emulator.post("clock", {"stopped": True})
    emulator.fail("error", status=429, match=WRITE, seconds_on_clock=30)
    for _ in range(3):
        with pytest.raises(APIError, match="Write requests per minute per user"):
            rows.append_row(["d", 4])
    assert rows.acell("A2").value == "a"
    emulator.post("clock", {"advance": 31})
    rows.append_row(["d", 4])
    assert rows.col_values(1) == ["id", "a", "b", "c", "d"]


@pytest.mark.parametrize(("when", "is_stored"), [("before", False), ("after", True)])
def test_error_comes_before_or_after_the_change(
    emulator: Emulator, rows: gspread.Worksheet, when: str, is_stored: bool
) -> None:
    emulator.fail("error", status=500, when=when, match=WRITE)
    with pytest.raises(APIError, match=re.escape("[500]: Internal error encountered.")):
        rows.append_row(["d", 4])
    assert ("d" in rows.col_values(1)) is is_stored
    rows.append_row(["e", 5])


@pytest.mark.parametrize(("when", "is_stored"), [("before", False), ("after", True)])
def test_connection_drops_before_or_after_the_change(
    emulator: Emulator, rows: gspread.Worksheet, when: str, is_stored: bool
) -> None:
    emulator.fail("drop", when=when, match=WRITE)
    with pytest.raises(requests.ConnectionError):
        rows.append_row(["d", 4])
    assert ("d" in rows.col_values(1)) is is_stored


def test_slow_answer_runs_into_the_time_out(emulator: Emulator, rows: gspread.Worksheet) -> None:
    emulator.fail("delay", seconds=1, when="after", match=WRITE)
    rows.client.set_timeout((5, 0.2))
    with pytest.raises(requests.ReadTimeout):
        rows.append_row(["d", 4])
    rows.client.set_timeout((5, PATIENCE_SECONDS))
    wait_until(lambda: "d" in rows.col_values(1))  # who hangs up so soon may not have been heard yet
    assert rows.col_values(1) == ["id", "a", "b", "c", "d"]


def test_a_request_that_waited_over_a_reset_is_in_no_log(emulator: Emulator, rows: gspread.Worksheet) -> None:
    emulator.fail("hold", match=WRITE)
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(rows.append_row, ["d", 4])
        while not emulator.get("faults")["held"]:
            assert not held.done()
        emulator.post("reset", {})
        with pytest.raises(APIError):
            held.result()
    # Its token was none any more; what stands there is that the client signed in anew and asked again.
    assert [entry["status"] for entry in emulator.get("log")["requests"]] == [200, 404]


def test_a_request_can_be_held_until_the_test_lets_it_go(emulator: Emulator, rows: gspread.Worksheet) -> None:
    emulator.fail("hold", match=WRITE)
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(rows.append_row, ["d", 4])
        while not emulator.get("faults")["held"]:
            assert not held.done()
        emulator.act("type", spreadsheet=rows.spreadsheet_id, range="Sheet1!A5", values=[["first"]])
        emulator.delete("faults")
        held.result()
    assert rows.col_values(1) == ["id", "a", "b", "c", "first", "d"]


def test_a_refused_request_is_refused_whatever_follows(emulator: Emulator, rows: gspread.Worksheet) -> None:
    emulator.fail("error", status=500, when="after", match=WRITE)
    with pytest.raises(APIError, match="No named range"):
        rows.delete_named_range("none")


def test_a_person_acts_between_two_requests(emulator: Emulator, rows: gspread.Worksheet) -> None:
    sort = {"do": "sort", "sheet": "Sheet1", "column": "B", "from_row": 2}
    insert = {"do": "insert_row", "sheet": "Sheet1", "row": 2}
    typed = {"do": "type", "range": "Sheet1!A2", "values": [["typed", "31"]]}
    emulator.fail("act", skip=1, match={"kind": "read"}, actions=[sort, insert, typed])
    assert rows.col_values(1) == ["id", "a", "b", "c"]
    assert rows.get_values() == [["id", "n"], ["typed", "31"], ["b", "1"], ["c", "2"], ["a", "3"]]


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ({"do": "delete_row", "row": 3}, [["id", "n"], ["a", "3"], ["c", "2"]]),
        ({"do": "copy_row", "row": 2, "to": 5}, [["id", "n"], ["a", "3"], ["b", "1"], ["c", "2"], ["a", "3"]]),
        ({"do": "copy_row", "row": 4, "to": 2}, [["id", "n"], ["c", "2"], ["a", "3"], ["b", "1"], ["c", "2"]]),
        ({"do": "insert_column", "column": "A"}, [["", "id", "n"], ["", "a", "3"], ["", "b", "1"], ["", "c", "2"]]),
        ({"do": "delete_column", "column": "B"}, [["id"], ["a"], ["b"], ["c"]]),
        ({"do": "move_column", "column": "A", "to": "C"}, [["n", "id"], ["3", "a"], ["1", "b"], ["2", "c"]]),
        ({"do": "clear", "range": "Sheet1!B2:B4"}, [["id", "n"], ["a", ""], ["b", ""], ["c", ""]]),
    ],
    ids=lambda value: value["do"] if isinstance(value, dict) else "",
)
def test_a_person_changes_rows_and_columns(
    emulator: Emulator, rows: gspread.Worksheet, action: dict[str, object], left: list[list[str]]
) -> None:
    emulator.post("act", {"spreadsheet": rows.spreadsheet_id, "sheet": "Sheet1"} | action)
    assert rows.get_values() == left


def test_a_person_renames_and_deletes_tabs(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Cases", 2, 2)
    emulator.act("rename_sheet", spreadsheet=book.id, sheet="Cases", title="Fälle")
    assert [tab.title for tab in book.worksheets()] == ["Sheet1", "Fälle"]
    emulator.act("delete_sheet", spreadsheet=book.id, sheet="Fälle")
    assert [tab.title for tab in book.worksheets()] == ["Sheet1"]


def test_racing_tabs_of_one_title_are_both_created(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Cases", 2, 2)
    emulator.fail("conflict", match={"path": ":batchUpdate$"})
    loser = book.add_worksheet("Cases", 2, 2)
    assert re.fullmatch(r"Cases_conflict\d+", loser.title)
    with pytest.raises(APIError, match="already exists"):
        book.add_worksheet("Cases", 2, 2)


def test_racing_named_ranges_of_one_name_are_both_created(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    named = {"name": "revision_8", "namedRangeId": "revision_8", "range": {"sheetId": 0}}
    both = {"requests": [{"deleteNamedRange": {"namedRangeId": "7"}}, {"addNamedRange": {"namedRange": named}}]}
    book.batch_update({"requests": [{"addNamedRange": {"namedRange": {**named, "name": "x", "namedRangeId": "7"}}}]})
    book.batch_update(both)
    emulator.fail("conflict", match={"path": ":batchUpdate$"})
    book.batch_update(both)
    names = [each["name"] for each in book.list_named_ranges()]
    assert names[0] == "revision_8"
    assert re.fullmatch(r"revision_8_conflict\d+", names[1])
    with pytest.raises(APIError, match="No named range"):
        book.batch_update(both)


def test_a_person_types_beside_what_moves_about(emulator: Emulator, rows: gspread.Worksheet) -> None:
    typed = {"do": "type", "sheet": "Sheet1", "column": "B", "values": [["9"]]}
    sort = {"do": "sort", "sheet": "Sheet1", "column": "B", "from_row": 2}
    emulator.post(
        "act",
        {
            "actions": [
                each | {"spreadsheet": rows.spreadsheet_id}
                for each in (
                    sort,
                    typed | {"beside": {"column": "A", "text": "c"}},
                    typed | {"beside": {"column": "A", "text": "nobody"}},
                )
            ]
        },
    )
    assert rows.get_values() == [["id", "n"], ["b", "1"], ["c", "9"], ["a", "3"]]


def test_log_and_counters_show_what_was_asked(emulator: Emulator, rows: gspread.Worksheet) -> None:
    emulator.delete("log")
    rows.update([["ü"]], "A2")
    rows.get_values()
    first, second = emulator.get("log")["requests"]
    assert (first["method"], first["kind"], first["status"]) == ("PUT", "write", 200)
    assert first["path"].endswith("/values/'Sheet1'!A2")
    assert second["response_bytes"] > 20
    counters = emulator.counters()
    assert (counters["requests"], counters["read"], counters["write"]) == (2, 1, 1)
    assert counters["request_bytes"] == first["request_bytes"]


def test_log_names_everything_that_befell_a_request_nobody_answered(
    emulator: Emulator, rows: gspread.Worksheet
) -> None:
    typed = {"do": "type", "sheet": "Sheet1", "range": "B2", "values": [["9"]]}
    rules = [{"do": "act", "match": WRITE, "actions": [typed]}, {"do": "drop", "match": WRITE, "when": "after"}]
    numbers = emulator.post("faults", {"rules": rules})["ids"]
    emulator.delete("log")
    with pytest.raises(requests.exceptions.ConnectionError):
        rows.update([["7"]], "B3")
    assert rows.get_values("B2:B3") == [["9"], ["7"]]
    assert [request["faults"] for request in emulator.get("log")["requests"]] == [numbers, []]


def test_error_may_have_a_body_of_its_own(emulator: Emulator, rows: gspread.Worksheet) -> None:
    body = {"error": {"code": 403, "message": "Google Sheets API has not been used", "status": "PERMISSION_DENIED"}}
    emulator.fail("error", status=403, body=body, match={"kind": "read"})
    with pytest.raises(APIError, match=re.escape("[403]: Google Sheets API has not been used")):
        rows.get_values()


def test_token_endpoint_can_fail_too(emulator: Emulator, rows: gspread.Worksheet) -> None:
    emulator.act("expire_tokens")
    emulator.act("advance", seconds=7200)
    with pytest.raises(RefreshError, match="reasonable timeframe"):
        rows.get_values()


def test_faults_are_listed_and_cleared(emulator: Emulator, rows: gspread.Worksheet) -> None:
    emulator.fail("error", status=503, times=None, match=WRITE)
    with pytest.raises(APIError, match="currently unavailable"):
        rows.append_row(["d", 4])
    assert [rule["status"] for rule in emulator.get("faults")["rules"]] == [503]
    emulator.delete("faults")
    rows.append_row(["d", 4])
