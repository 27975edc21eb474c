"""What the client asks of Google, what it repeats and what it does not; why it failed is in test_explanations.py."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import LONGEST_QUERY, SheetClient, WriteRefused, WriteUnknown
from tests.services.register.saves import wait_until
from tests.sheets.running import Emulator
from tests.support.sheets import SheetPlace

READ, WRITE, TOKEN = {"kind": "read"}, {"kind": "write"}, {"kind": "token"}
OpenClient = Callable[..., SheetClient]


@pytest.fixture
def sheet_place(emulator: Emulator) -> SheetPlace:
    """A new spreadsheet, in which nothing was made yet."""
    return SheetPlace.made(emulator)


@pytest.fixture
def open_client(sheet_place: SheetPlace) -> Iterator[OpenClient]:
    """Open clients of one shared spreadsheet with a single tab, `Sheet1`."""
    opened = []

    def open_one(**options: Any) -> SheetClient:
        opened.append(SheetClient(sheet_place.connection, **{"patience_seconds": 60.0, **options}))
        return opened[-1]

    yield open_one
    for client in opened:
        client.close()


@pytest.fixture
def client(open_client: OpenClient) -> SheetClient:
    return open_client()


def typed(*values: Any) -> dict[str, Any]:
    """Return the request that writes texts, numbers and truth values below what stands in the first tab."""
    kinds = {str: "stringValue", bool: "boolValue", int: "numberValue", float: "numberValue"}
    cells = [{"userEnteredValue": {kinds[type(value)]: value}} if value != "" else {} for value in values]
    return {"appendCells": {"sheetId": 0, "rows": [{"values": cells}], "fields": "userEnteredValue"}}


def first_column(client: SheetClient) -> list[Any]:
    (rows,) = client.read(["Sheet1!A:A"])
    return [row[0] for row in rows]


def test_read_returns_the_values_as_they_stand_in_one_request(client: SheetClient, emulator: Emulator) -> None:
    text = "Zeile 1\nZeile 2 – ümläüt 🎈 ='x"
    client.write([typed("01234", "1,5", "=1+1", "'x", text), typed(44561, 0.5, True, "", "end"), typed("", "", 7)])
    emulator.delete("log")
    whole, none, corner, beyond = client.read(["Sheet1!A1:E9", "Sheet1!G1:H2", "Sheet1!B2", "Sheet1!A3:C3"])
    assert whole == [["01234", "1,5", "=1+1", "'x", text], [44561, 0.5, True, "", "end"], ["", "", 7]]
    assert (none, corner, beyond) == ([], [[0.5]], [["", "", 7]])
    assert emulator.counters()["read"] == 1


def test_read_of_nothing_asks_nothing(client: SheetClient) -> None:
    assert client.read([]) == []
    assert client.counts.reads == 0


def test_read_of_many_ranges_is_one_request_as_well(client: SheetClient, emulator: Emulator) -> None:
    client.write([typed(f"row {row}") for row in range(900)])
    ranges = [f"Sheet1!A{row}:C{row}" for row in range(1, 901)]
    assert len("".join(ranges)) > LONGEST_QUERY
    emulator.delete("log")
    assert client.read([*ranges, "Sheet1!D1:E2", ranges[0]]) == [
        *([[f"row {row}"]] for row in range(900)),
        [],
        [["row 0"]],
    ]
    assert emulator.counters()["read"] == 1
    assert emulator.counters()["write"] == 0


def test_properties_reads_what_the_mask_names(client: SheetClient) -> None:
    client.write([typed("a", "b"), typed("c", "d")])
    assert client.properties("sheets.properties(sheetId,title)") == {
        "sheets": [{"properties": {"sheetId": 0, "title": "Sheet1"}}]
    }
    cells = client.properties("sheets.data.rowData.values.userEnteredValue", ["Sheet1!B2"])
    assert cells == {"sheets": [{"data": [{"rowData": [{"values": [{"userEnteredValue": {"stringValue": "d"}}]}]}]}]}


def test_write_stores_all_or_nothing(client: SheetClient, emulator: Emulator) -> None:
    client.write([typed("a")])
    with pytest.raises(WriteRefused) as caught:
        client.write([typed("b"), {"deleteSheet": {"sheetId": 999}}])
    assert "requests[1]" in caught.value.said
    assert first_column(client) == ["a"]
    assert client.counts.writes == emulator.counters()["write"] == 2


def test_counts_are_what_was_asked(client: SheetClient, emulator: Emulator) -> None:
    emulator.delete("log")
    client.write([typed("a")])
    first_column(client)
    first_column(client)
    seen, counts = emulator.counters(), client.counts.as_dict()
    assert (counts["reads"], counts["writes"], counts["tokens"]) == (seen["read"], seen["write"], seen["token"])
    assert (counts["reads"], counts["writes"], counts["tokens"]) == (2, 1, 1)
    assert counts["bytes_received"] == seen["response_bytes"]
    assert counts["bytes_sent"] > seen["request_bytes"] > 0
    assert (counts["retries"], counts["refused_for_quota"]) == (0, 0)
    assert client.counts.last_minute() == (2, 1)


def test_several_threads_take_turns(client: SheetClient) -> None:
    client.write([typed(f"row {row}") for row in range(20)])

    def read(row: int) -> list[list[list[Any]]]:
        return client.read([f"Sheet1!A{row}"])

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read, [*range(1, 21)] * 3))
    assert found == [[[[f"row {row}"]]] for row in range(20)] * 3
    assert client.counts.reads == 60
    assert client.counts.tokens == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"do": "error", "status": 429},
        {"do": "error", "status": 500},
        {"do": "error", "status": 503, "when": "after"},
        {"do": "drop"},
        {"do": "drop", "when": "after"},
    ],
    ids=["429", "500", "503 after", "drop", "drop after"],
)
def test_read_is_repeated(client: SheetClient, emulator: Emulator, fault: dict[str, Any]) -> None:
    client.write([typed("a")])
    emulator.fail(match=READ, **fault)
    assert first_column(client) == ["a"]
    assert (client.counts.reads, client.counts.retries) == (2, 1)


def test_read_is_tried_three_times(client: SheetClient, emulator: Emulator) -> None:
    emulator.fail("error", status=500, match=READ, times=None)
    with pytest.raises(SheetUnavailable) as caught:
        client.read(["Sheet1!A1"])
    assert caught.value.cause is Cause.GOOGLE
    assert (client.counts.reads, client.counts.retries) == (3, 2)


def test_read_is_not_repeated_where_that_cannot_help(client: SheetClient) -> None:
    with pytest.raises(SheetUnavailable) as caught:
        client.read(["Gone!A1"])
    assert caught.value.cause is Cause.RANGE
    assert client.counts.reads == 1


def test_read_gives_up_where_waiting_would_take_too_long(open_client: OpenClient, emulator: Emulator) -> None:
    client = open_client(patience_seconds=0.1)
    emulator.fail("error", status=503, match=READ, times=None)
    with pytest.raises(SheetUnavailable):
        client.read(["Sheet1!A1"])
    assert client.counts.reads == 1


def test_write_is_repeated_after_429_and_stored_once(client: SheetClient, emulator: Emulator) -> None:
    emulator.fail("error", status=429, match=WRITE, times=2)
    client.write([typed("a")])
    assert first_column(client) == ["a"]
    assert (client.counts.writes, client.counts.retries, client.counts.refused_for_quota) == (3, 2, 2)


def test_write_is_given_up_while_the_quota_lasts_and_stored_after_it(
    open_client: OpenClient, emulator: Emulator
) -> None:
    client = open_client(patience_seconds=1)
    emulator.post("clock", {"stopped": True})
    emulator.fail("error", status=429, match=WRITE, seconds_on_clock=60)
    with pytest.raises(SheetUnavailable) as caught:
        client.write([typed("a")])
    assert (caught.value.cause, caught.value.retryable) == (Cause.QUOTA, True)
    assert first_column(client) == []
    emulator.post("clock", {"advance": 61})
    client.write([typed("b")])
    assert first_column(client) == ["b"]


def test_write_waits_for_the_quota_as_long_as_patience_lasts(open_client: OpenClient, emulator: Emulator) -> None:
    """More than three tries: a 429 stores nothing."""
    client = open_client(patience_seconds=30)
    emulator.fail("error", status=429, match=WRITE, times=3)
    client.write([typed("a")])
    assert first_column(client) == ["a"]
    assert client.counts.retries == 3


@pytest.mark.parametrize("status", [500, 503])
@pytest.mark.parametrize("do", ["error", "drop"])
@pytest.mark.parametrize(("when", "stored"), [("before", []), ("after", ["a"])])
def test_write_is_never_repeated_where_nobody_knows(
    client: SheetClient, emulator: Emulator, do: str, status: int, when: str, stored: list[str]
) -> None:
    first_column(client)
    emulator.fail(do, status=status, when=when, match=WRITE)
    with pytest.raises(WriteUnknown) as caught:
        client.write([typed("a")])
    assert caught.value.why.retryable
    assert first_column(client) == stored
    assert (client.counts.writes, client.counts.retries) == (1, 0)


@pytest.mark.parametrize(("when", "stored"), [("before", []), ("after", ["a"])])
def test_write_without_an_answer_in_time_is_unknown(
    open_client: OpenClient, emulator: Emulator, when: str, stored: list[str]
) -> None:
    client = open_client(timeouts=(5.0, 2.0))
    first_column(client)
    emulator.fail("hold", when=when, match=WRITE)
    with pytest.raises(WriteUnknown) as caught:
        client.write([typed("a")])
    assert caught.value.why.cause is Cause.NETWORK
    assert "does not answer in time" in str(caught.value)
    assert client.counts.writes == 1
    wait_until(lambda: bool(emulator.get("faults")["held"]))
    assert first_column(client) == stored


def test_write_that_may_run_twice_is_repeated(client: SheetClient, emulator: Emulator) -> None:
    emulator.fail("drop", when="after", match=WRITE)
    emulator.fail("error", status=500, match=WRITE, skip=1)
    client.write([typed("a")], may_repeat=True)
    assert first_column(client) == ["a", "a"]
    assert client.counts.writes == 3


def test_write_that_may_run_twice_is_never_unknown(open_client: OpenClient, emulator: Emulator) -> None:
    client = open_client(patience_seconds=0)
    emulator.fail("drop", when="after", match=WRITE)
    with pytest.raises(SheetUnavailable) as caught:
        client.write([typed("a")], may_repeat=True)
    assert caught.value.cause is Cause.NETWORK


def test_write_that_found_no_way_to_sign_in_was_not_sent(client: SheetClient, emulator: Emulator) -> None:
    emulator.fail("drop", match=TOKEN)
    client.write([typed("a")])
    assert first_column(client) == ["a"]
    assert emulator.counters()["write"] == 1


def test_client_signs_in_again_when_its_token_ended(client: SheetClient, emulator: Emulator) -> None:
    client.write([typed("a")])
    emulator.act("expire_tokens")
    client.write([typed("b")])
    assert first_column(client) == ["a", "b"]
    assert client.counts.tokens == 2


def test_close_ends_the_waiting(client: SheetClient, emulator: Emulator) -> None:
    emulator.fail("error", status=429, match=WRITE, times=None)
    caught: list[BaseException] = []

    def write() -> None:
        try:
            client.write([typed("a")])
        except SheetUnavailable as err:
            caught.append(err)

    writer = threading.Thread(target=write)
    writer.start()
    while not emulator.counters()["write"]:
        pass
    client.close()
    writer.join()
    assert [type(err) for err in caught] == [SheetUnavailable]
    tried = emulator.counters()["write"]
    assert tried == client.counts.writes


def test_clock_is_compared_with_googles(client: SheetClient, emulator: Emulator) -> None:
    assert client.clock_ahead_seconds is None
    first_column(client)
    assert client.clock_ahead_seconds is not None
    assert abs(client.clock_ahead_seconds) < 60
    emulator.post("clock", {"advance": 600})
    first_column(client)
    assert -660 < client.clock_ahead_seconds < -540


def test_nothing_is_asked_of_any_other_host(
    sheet_place: SheetPlace, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """google-auth would look up where the account may be used, at another host and behind the scenes."""
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        before = set(threading.enumerate())
        client = SheetClient(sheet_place.connection)
        client.write([typed("a")])
        emulator.act("expire_tokens")
        assert first_column(client) == ["a"]
        behind = [thread for thread in set(threading.enumerate()) - before if "Regional" in type(thread).__name__]
        assert behind == []
        client.close()
        proxy.setblocking(False)
        with pytest.raises(BlockingIOError):
            proxy.accept()
