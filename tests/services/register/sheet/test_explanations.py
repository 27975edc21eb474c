"""Each thing that keeps the portal from its sheet is said with its cause and its remedy, in both languages."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import SheetClient, WriteUnknown
from services.register.sheet.connection import Connection
from services.translation import message
from tests.services.register.sheet.gates import gate, own_certificate
from tests.sheets.running import Emulator
from tests.support.sheets import ACCOUNT, SheetPlace

READ, WRITE, TOKEN = {"kind": "read"}, {"kind": "write"}, {"kind": "token"}
ADD_TAB = {"addSheet": {"properties": {"title": "New"}}}


def read(client: SheetClient) -> Any:
    return client.read(["Sheet1!A1:B2"])


def write(client: SheetClient) -> Any:
    return client.write([ADD_TAB])


@pytest.fixture
def sheet_place(emulator: Emulator) -> SheetPlace:
    """A new spreadsheet, in which nothing was made yet."""
    return SheetPlace.made(emulator)


@pytest.fixture
def client(sheet_place: SheetPlace) -> Iterator[SheetClient]:
    """A client without patience: nothing is repeated."""
    client = SheetClient(sheet_place.connection, patience_seconds=0)
    yield client
    client.close()


def why(client: SheetClient, call: Any = read) -> SheetUnavailable:
    """Call, and return the sentence it ends with; neither language leaves a gap or shows a secret."""
    with pytest.raises(SheetUnavailable) as caught:
        call(client)
    for language in ("de", "en"):
        said = message(caught.value, language)
        assert "{" not in said.replace("{'", "")
        assert "PRIVATE" not in said.replace("-----BEGIN PRIVATE KEY-----", "").replace("-----END PRIVATE KEY-----", "")
    assert message(caught.value, "de") != message(caught.value, "en")
    return caught.value


def why_elsewhere(connection: Connection, call: Any = read, **options: Any) -> SheetUnavailable:
    """Return why a client of a connection of one's own fails."""
    client = SheetClient(connection, **{"patience_seconds": 0, **options})
    try:
        return why(client, call)
    finally:
        client.close()


def at(place: SheetPlace, base: str) -> Connection:
    """Return the connection as if Google stood at another address."""
    account = {**place.key, "token_uri": f"{base}/token"}
    return replace(place.connection, endpoint=base, account=account)


def test_a_sheet_that_is_not_shared_names_whom_to_share_it_with(
    client: SheetClient, emulator: Emulator, sheet_place: SheetPlace
) -> None:
    read(client)
    emulator.act("unshare", spreadsheet=sheet_place.spreadsheet_id, email=ACCOUNT)
    said = why(client)
    assert (said.cause, said.retryable) == (Cause.NOT_SHARED, False)
    german = message(said, "de")
    assert "nicht freigegeben" in german
    assert ACCOUNT in german
    assert sheet_place.connection.address in german
    assert "Bearbeiter" in german
    emulator.act("share", spreadsheet=sheet_place.spreadsheet_id, email=ACCOUNT, role="writer")
    assert read(client) == [[]]


def test_a_sheet_shared_for_reading_is_read_and_says_what_writing_needs(
    client: SheetClient, emulator: Emulator, sheet_place: SheetPlace
) -> None:
    emulator.act("share", spreadsheet=sheet_place.spreadsheet_id, email=ACCOUNT, role="reader")
    assert read(client) == [[]]
    said = why(client, write)
    assert (said.cause, said.retryable) == (Cause.VIEW_ONLY, False)
    assert "darf die Tabelle lesen, aber nicht ändern" in message(said, "de")
    assert ACCOUNT in str(said)
    assert list(sheet_place.cells()) == ["Sheet1"]


@pytest.mark.parametrize("call", [read, write])
def test_a_deleted_sheet_is_said_to_be_gone(
    client: SheetClient, emulator: Emulator, sheet_place: SheetPlace, call: Any
) -> None:
    emulator.act("delete_file", spreadsheet=sheet_place.spreadsheet_id)
    said = why(client, call)
    assert (said.cause, said.retryable) == (Cause.NOT_FOUND, False)
    assert "Papierkorb" in message(said, "de")
    assert sheet_place.connection.address in str(said)


def test_a_tab_that_is_not_there_is_said(client: SheetClient, emulator: Emulator, sheet_place: SheetPlace) -> None:
    emulator.act("rename_sheet", spreadsheet=sheet_place.spreadsheet_id, sheet="Sheet1", title="Blatt")
    said = why(client)
    assert said.cause is Cause.RANGE
    assert "Sheet1!A1:B2" in str(said)
    assert "„Einrichtung“" in message(said, "de")


@pytest.mark.parametrize("call", [read, write])
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_revoked_key_is_said(client: SheetClient, emulator: Emulator, call: Any, is_signed_in: bool) -> None:
    if is_signed_in:
        read(client)
    emulator.act("revoke_key", email=ACCOUNT)
    said = why(client, call)
    assert (said.cause, said.retryable) == (Cause.KEY, False)
    assert "widerrufen" in message(said, "de")
    assert ACCOUNT in str(said)


@pytest.mark.parametrize("call", [read, write])
def test_a_deleted_account_is_said(client: SheetClient, emulator: Emulator, call: Any) -> None:
    read(client)
    emulator.act("delete_account", email=ACCOUNT)
    said = why(client, call)
    assert (said.cause, said.retryable) == (Cause.KEY, False)
    assert "Dienstkonto" in message(said, "de")
    assert "gelöscht" in message(said, "de")
    assert ACCOUNT in str(said)


def test_the_key_of_another_account_is_said(emulator: Emulator, sheet_place: SheetPlace) -> None:
    foreign = emulator.key("other@example.iam.gserviceaccount.com")["private_key"]
    said = why_elsewhere(replace(sheet_place.connection, account={**sheet_place.key, "private_key": foreign}))
    assert said.cause is Cause.KEY
    assert "belongs to another account" in str(said)


@pytest.mark.parametrize("key", ["", "x", "-----BEGIN PRIVATE KEY-----\nMIIx\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_said_before_anything_is_asked(emulator: Emulator, sheet_place: SheetPlace, key: str) -> None:
    with pytest.raises(SheetUnavailable, match="private_key") as caught:
        SheetClient(replace(sheet_place.connection, account={**sheet_place.key, "private_key": key}))
    assert caught.value.cause is Cause.KEY
    assert emulator.counters()["token"] == 0


@pytest.mark.parametrize("call", [read, write])
@pytest.mark.parametrize(("minutes", "sentence"), [(70, "70 Minuten nach"), (-90, "90 Minuten vor")])
def test_a_wrong_clock_is_said_with_how_far_it_is_off(
    client: SheetClient, emulator: Emulator, call: Any, minutes: int, sentence: str
) -> None:
    emulator.post("clock", {"advance": minutes * 60})
    said = why(client, call)
    assert (said.cause, said.retryable) == (Cause.CLOCK, False)
    assert sentence in message(said, "de")
    emulator.post("clock", {"advance": -minutes * 60})
    assert read(client) == [[]]


def test_a_clock_that_is_a_little_off_does_no_harm(client: SheetClient, emulator: Emulator) -> None:
    emulator.post("clock", {"advance": 200})
    assert read(client) == [[]]


def test_a_wrong_key_is_not_taken_for_a_wrong_clock(client: SheetClient, emulator: Emulator) -> None:
    emulator.post("clock", {"advance": 200})
    emulator.act("revoke_key", email=ACCOUNT)
    assert why(client).cause is Cause.KEY


@pytest.mark.parametrize("match", [READ, WRITE])
def test_an_exhausted_quota_is_said(client: SheetClient, emulator: Emulator, match: dict[str, str]) -> None:
    emulator.post("clock", {"stopped": True})
    emulator.fail("error", status=429, match=match, seconds_on_clock=60)
    call = read if match == READ else write
    said = why(client, call)
    assert (said.cause, said.retryable) == (Cause.QUOTA, True)
    assert "in einer Minute" in message(said, "de")
    emulator.post("clock", {"advance": 61})
    call(client)


def test_sixty_reads_are_allowed_and_then_the_quota_is_said(client: SheetClient, emulator: Emulator) -> None:
    emulator.post("clock", {"stopped": True})
    emulator.post("quota", {"on": True, "per_user": 5})
    for _ in range(5):
        read(client)
    assert why(client).cause is Cause.QUOTA
    assert client.counts.refused_for_quota == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_fault_of_googles_is_said(client: SheetClient, emulator: Emulator, status: int) -> None:
    emulator.fail("error", status=status, match=READ)
    said = why(client)
    assert (said.cause, said.retryable) == (Cause.GOOGLE, True)
    assert f"({status}: " in str(said)


def test_a_fault_of_the_sign_in_is_said(client: SheetClient, emulator: Emulator) -> None:
    emulator.fail("error", status=503, match=TOKEN, times=None)
    said = why(client, write)
    assert (said.cause, said.retryable) == (Cause.GOOGLE, True)
    assert "Anmeldung" in message(said, "de")
    assert emulator.counters()["write"] == 0


def answer(status: int, text: str, reason: str = "") -> dict[str, Any]:
    """Return the body of one of Google's errors."""
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}] if reason else []
    return {"error": {"code": status, "message": text, "status": "X", "details": details}}


@pytest.mark.parametrize(
    ("status", "reason", "cause", "sentence"),
    [
        (403, "SERVICE_DISABLED", Cause.API_OFF, "sheets.googleapis.com?project=emulated"),
        (403, "RATE_LIMIT_EXCEEDED", Cause.QUOTA, "aufgebraucht"),
        (418, "", Cause.GOOGLE, "abgelehnt (418: Some words)"),
        (401, "ACCOUNT_STATE_INVALID", Cause.KEY, "nimmt den Schlüssel"),
    ],
)
@pytest.mark.parametrize("call", [read, write])
def test_other_refusals_are_said(
    client: SheetClient, emulator: Emulator, status: int, reason: str, cause: Cause, sentence: str, call: Any
) -> None:
    emulator.fail("error", status=status, body=answer(status, "Some words", reason), times=None, match={"path": "^/v4"})
    said = why(client, call)
    assert said.cause is cause
    assert sentence in message(said, "de")


# ---- the network


@pytest.fixture
def closed_port() -> Iterator[str]:
    """An address where nobody listens, and that nobody else is given meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize("call", [read, write])
def test_no_network_is_said_and_a_write_was_not_sent(sheet_place: SheetPlace, closed_port: str, call: Any) -> None:
    said = why_elsewhere(at(sheet_place, closed_port), call)
    assert (said.cause, said.retryable) == (Cause.NETWORK, True)
    assert "kein Netz" in message(said, "de")


@pytest.mark.parametrize("call", [read, write])
def test_a_network_that_went_after_the_sign_in_is_said_and_a_write_was_not_sent(
    sheet_place: SheetPlace, closed_port: str, call: Any
) -> None:
    """The token is there; only the API is not reached."""
    connection = replace(sheet_place.connection, endpoint=closed_port)
    said = why_elsewhere(connection, call)
    assert said.cause is Cause.NETWORK
    assert closed_port.removeprefix("http://") in str(said)


@pytest.mark.parametrize("call", [read, write])
def test_a_name_that_is_not_found_is_said(sheet_place: SheetPlace, call: Any) -> None:
    connection = replace(sheet_place.connection, endpoint="http://sheets.invalid")
    said = why_elsewhere(connection, call)
    assert (said.cause, said.retryable) == (Cause.NETWORK, True)
    assert "sheets.invalid ist nicht zu finden" in message(said, "de")


def test_a_connection_that_broke_off_is_said(client: SheetClient, emulator: Emulator) -> None:
    emulator.fail("drop", match=READ)
    said = why(client)
    assert (said.cause, said.retryable) == (Cause.NETWORK, True)
    assert "abgebrochen" in message(said, "de")


def test_an_answer_that_does_not_come_is_said(sheet_place: SheetPlace, emulator: Emulator) -> None:
    emulator.fail("delay", seconds=1.0, match=READ)
    said = why_elsewhere(sheet_place.connection, timeouts=(5.0, 0.3))
    assert (said.cause, said.retryable) == (Cause.NETWORK, True)
    assert "antwortet nicht rechtzeitig" in message(said, "de")


def test_a_proxy_that_does_not_answer_is_said(
    sheet_place: SheetPlace, closed_port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("HTTPS_PROXY", closed_port)
    connection = replace(sheet_place.connection, endpoint="https://sheets.invalid")
    said = why_elsewhere(connection, write)
    assert (said.cause, said.retryable) == (Cause.NETWORK, True)
    assert "HTTPS_PROXY" in str(said)


def test_a_certificate_that_is_not_trusted_is_said_and_a_write_was_not_sent(
    sheet_place: SheetPlace, tmp_path: Path
) -> None:
    with gate(200, "{}", own_certificate(tmp_path)) as base:
        said = why_elsewhere(replace(sheet_place.connection, endpoint=base), write)
    assert said.cause is Cause.NETWORK
    assert "REQUESTS_CA_BUNDLE" in str(said)


def test_certificates_that_are_not_there_are_said(
    sheet_place: SheetPlace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    said = why_elsewhere(replace(sheet_place.connection, endpoint="https://127.0.0.1:9"), write)
    assert said.cause is Cause.NETWORK
    assert "REQUESTS_CA_BUNDLE" in str(said)


@pytest.mark.parametrize(
    ("status", "page"),
    [(200, "<html>Please sign in</html>"), (403, "<html>Blocked</html>"), (407, ""), (403, '["blocked"]')],
)
@pytest.mark.parametrize("is_in_front_of_sign_in", [True, False])
def test_a_gate_that_answers_for_google_is_said(
    sheet_place: SheetPlace, status: int, page: str, is_in_front_of_sign_in: bool
) -> None:
    with gate(status, page) as base:
        connection = at(sheet_place, base) if is_in_front_of_sign_in else replace(sheet_place.connection, endpoint=base)
        said = why_elsewhere(connection)
    assert said.cause is Cause.NETWORK
    assert "oauth2.googleapis.com" in str(said)


def test_a_write_that_a_gate_answered_for_google_is_unknown(sheet_place: SheetPlace) -> None:
    """The page came back with status 200: who knows what became of the request."""
    with gate(200, "<html>Done</html>") as base:
        client = SheetClient(replace(sheet_place.connection, endpoint=base), patience_seconds=0)
        with pytest.raises(WriteUnknown):
            write(client)
        client.close()
