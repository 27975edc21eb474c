"""Signing in as a service account, and what a caller may not do."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

import gspread
import pytest
from google.auth import jwt
from google.auth.crypt import RSASigner
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError

from tests.sheets.running import PATIENCE_SECONDS, Emulator
from tests.sheets.token import DEFAULT_EMAIL, GRANT
from tests.sheets.wire import Json

COLLEAGUE = "colleague@example.iam.gserviceaccount.com"


def send(url: str, data: bytes | None = None, **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(url, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def ask_for_token(emulator: Emulator, key: Json, **claims: Any) -> tuple[int, Any]:
    """Send a grant with some claims of one's own."""
    signer = RSASigner.from_service_account_info(key)
    now = int(time.time())
    payload = {"iss": key["client_email"], "aud": key["token_uri"], "iat": now, "exp": now + 3600, "scope": "x"}
    assertion = jwt.encode(signer, payload | claims).decode()
    form = urlencode({"grant_type": GRANT, "assertion": assertion}).encode()
    return send(f"{emulator.url}/token", form)


def test_token_is_given_for_a_signed_grant(emulator: Emulator) -> None:
    status, answer = ask_for_token(emulator, emulator.key())
    assert (status, answer["token_type"], answer["expires_in"]) == (200, "Bearer", 3599)


@pytest.mark.parametrize(
    "claims",
    [{"iat": 0, "exp": 3600}, {"exp": int(time.time()) + 90_000}, {"iat": int(time.time()) + 900_000}],
    ids=["slow clock", "too long", "fast clock"],
)
def test_token_is_refused_when_the_clock_is_wrong(emulator: Emulator, claims: Json) -> None:
    status, answer = ask_for_token(emulator, emulator.key(), **claims)
    assert (status, answer["error"]) == (400, "invalid_grant")
    assert "Token must be a short-lived token (60 minutes) and in a reasonable timeframe" in answer["error_description"]


def test_token_is_refused_for_a_wrong_or_revoked_key(emulator: Emulator) -> None:
    foreign = emulator.key(COLLEAGUE) | {"client_email": DEFAULT_EMAIL}
    emulator.key()
    expected = (400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."})
    assert ask_for_token(emulator, foreign) == expected
    emulator.act("revoke_key", email=DEFAULT_EMAIL)
    assert ask_for_token(emulator, emulator.key()) == expected
    emulator.act("delete_account", email=DEFAULT_EMAIL)
    assert ask_for_token(emulator, emulator.key())[1]["error_description"] == "Invalid grant: account not found"


def test_token_is_refused_without_a_grant(emulator: Emulator) -> None:
    assert send(f"{emulator.url}/token", b"grant_type=password")[1]["error"] == "unsupported_grant_type"
    form = urlencode({"grant_type": GRANT, "assertion": "a.b.c"}).encode()
    assert send(f"{emulator.url}/token", form)[1]["error"] == "invalid_grant"


def test_an_unknown_account_is_taken_on_trust(emulator: Emulator) -> None:
    key = emulator.key(COLLEAGUE)
    emulator.post("reset", {})
    assert ask_for_token(emulator, key)[0] == 200


def test_requests_without_a_valid_token_get_401(emulator: Emulator, client: gspread.Client) -> None:
    url = f"{emulator.url}/v4/spreadsheets/{client.create('Register').id}"
    status, answer = send(url)
    assert (status, answer["error"]["status"]) == (401, "UNAUTHENTICATED")
    assert answer["error"]["message"].startswith("Request is missing required authentication credential.")
    status, answer = send(url, Authorization="Bearer wrong")
    assert (status, answer["error"]["details"][0]["reason"]) == (401, "ACCESS_TOKEN_INVALID")


def test_client_signs_in_again_when_its_token_ends(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    emulator.act("expire_tokens")
    emulator.delete("log")
    assert book.sheet1.get_values() == [[]]
    assert emulator.counters()["status"] == {"401": 1, "200": 3}


def test_client_is_refused_when_its_key_is_revoked(emulator: Emulator, book: gspread.Spreadsheet) -> None:
    emulator.act("revoke_key", email=DEFAULT_EMAIL)
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        book.fetch_sheet_metadata()


def test_view_only_share_may_read_and_not_write(emulator: Emulator) -> None:
    key = emulator.create("Cases", share={DEFAULT_EMAIL: "reader"})
    tab = emulator.client().open_by_key(key).sheet1
    assert tab.get_values() == [[]]
    for write in (lambda: tab.update([["x"]], "A1"), lambda: tab.append_row(["x"]), lambda: tab.delete_rows(1)):
        with pytest.raises(APIError, match=re.escape("[403]: The caller does not have permission")):
            write()
    emulator.act("unshare", spreadsheet=key, email=DEFAULT_EMAIL)
    with pytest.raises(APIError, match=re.escape("[403]: The caller does not have permission")):
        tab.get_values()
    emulator.act("delete_file", spreadsheet=key)
    with pytest.raises(APIError, match=re.escape("[404]: Requested entity was not found.")):
        tab.get_values()


def test_scopes_limit_what_a_token_is_good_for(emulator: Emulator) -> None:
    key = emulator.create("Cases", share={DEFAULT_EMAIL: "writer"})
    client = emulator.client(scopes=["https://www.googleapis.com/auth/spreadsheets.readonly"])
    tab = client.open_by_key(key).sheet1
    with pytest.raises(APIError, match="insufficient authentication scopes"):
        tab.update([["x"]], "A1")
    with pytest.raises(APIError, match="insufficient authentication scopes"):
        client.list_spreadsheet_files()
