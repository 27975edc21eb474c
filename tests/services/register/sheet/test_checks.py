from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from services import translation
from services.checking import Check, CheckState
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.connection import Connection
from services.register.sheet.layout import tabs
from services.register.sheet.setup import checks
from services.register.sheet.setup.checks import CHECKS, cells_check, is_ready, run_checks
from tests.services.register.sheet.places import ACCOUNT, OWNER, SEALING_KEY, Place, new_place
from tests.sheets.running import Emulator, emulated

API_OFF = {
    "error": {
        "code": 403,
        "message": "Google Sheets API has not been used in project 1 before or it is disabled.",
        "status": "PERMISSION_DENIED",
        "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED"}],
    }
}


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with emulated() as emulator:
        yield emulator


@pytest.fixture
def place(running: Emulator) -> Iterator[Place]:
    """An empty spreadsheet."""
    running.post("reset", {})
    found = new_place(running, title="Kundenreaktionen")
    yield found
    found.client.close()


def checked(connection: Connection) -> list[Check]:
    return run_checks(lambda: connection, patience_seconds=0.5)


def said(check: Check) -> str:
    return translation.text(check.msgid, "en", check.params)


def failed(found: list[Check]) -> Check:
    """The one check that fails: all before it have passed, none behind it was reached."""
    states = [check.state for check in found]
    at = states.index(CheckState.FAILED)
    assert all(check.is_passed for check in found[:at])
    assert set(states[at + 1 :]) <= {CheckState.NOT_REACHED}
    assert [check.name for check in found] == list(CHECKS)
    return found[at]


def test_a_new_sheet_passes_every_check_and_waits_to_be_set_up(place: Place) -> None:
    found = checked(place.connection)
    assert [check.name for check in found] == list(CHECKS)
    assert [said(check) for check in found] == [
        "The sheet and the service account are named.",
        f"The key of the service account can be read: {ACCOUNT}.",
        f"The key for sealing can be read; its fingerprint is {found[2].params['fingerprint']}.",
        "Google is reached.",
        "The clock of this computer is right.",
        "Google accepts the service account's key.",
        "The Google Sheets API is switched on.",
        "The sheet is found: “Kundenreaktionen”.",
        f"It is shared with the service account {ACCOUNT}.",
        "The portal may write in it.",
        "It has the locale en_US and the time zone Etc/GMT; setting it up makes them German and Berlin.",
        "There is no register in the sheet yet; setting it up makes all tabs and columns.",
        "0 % of the 10 million cells are in use.",
    ]
    assert {check.state for check in found[:10]} == {CheckState.OK}
    assert [check.state for check in found[10:]] == [CheckState.WARNING, CheckState.WARNING, CheckState.OK]
    assert is_ready(found)


def test_a_register_passes_every_check_and_nothing_is_changed(place: Place) -> None:
    place.build()
    before = place.stored()
    found = checked(place.connection)
    assert {check.state for check in found} == {CheckState.OK}
    assert said(found[11]) == f"All {len(tabs())} tabs are in place, with all columns."
    assert place.stored() == before


def test_what_is_missing_in_the_secrets_is_said_first() -> None:
    def connect() -> Connection:
        raise SheetUnavailable("There is no section.", cause=Cause.SECRETS)

    check = failed(run_checks(connect))
    assert (check.name, check.msgid) == ("secrets", "There is no section.")


def test_a_key_that_is_none_is_said_of_the_key() -> None:
    def connect() -> Connection:
        raise SheetUnavailable("This is no key.", cause=Cause.KEY)

    assert failed(run_checks(connect)).name == "key"


def test_a_damaged_private_key_is_found_before_google_is_asked(place: Place) -> None:
    account = {**place.connection.account, "private_key": "-----BEGIN PRIVATE KEY-----\nxyz\n"}
    place.emulator.delete("log")
    check = failed(checked(replace(place.connection, account=account)))
    assert check.name == "key"
    assert "xyz" not in said(check)
    assert place.emulator.counters()["read"] == 0


@pytest.mark.parametrize("keys", [(), ("zu kurz",)])
def test_a_key_for_sealing_that_is_none_is_found_before_google_is_asked(place: Place, keys: tuple[str, ...]) -> None:
    check = failed(checked(replace(place.connection, keys=keys)))
    assert check.name == "seal"
    assert all(key not in said(check) for key in keys)


def test_a_place_that_is_not_reached_is_said_of_the_network(place: Place) -> None:
    check = failed(checked(replace(place.connection, endpoint="http://127.0.0.1:9")))
    assert check.name == "network"


def test_a_wrong_clock_is_said_of_the_clock(place: Place) -> None:
    place.emulator.post("clock", {"advance": 7200})
    check = failed(checked(place.connection))
    assert (check.name, check.params["minutes"]) == ("clock", 120)


def test_a_clock_that_is_a_little_wrong_is_a_warning(place: Place) -> None:
    place.emulator.post("clock", {"advance": 180})
    check = next(check for check in checked(place.connection) if check.name == "clock")
    assert check.state is CheckState.WARNING
    assert "3 minutes wrong" in said(check)


def test_a_revoked_key_is_said_of_the_account(place: Place) -> None:
    place.emulator.act("revoke_key", email=ACCOUNT)
    check = failed(checked(place.connection))
    assert check.name == "account"
    assert ACCOUNT in said(check)


def test_an_api_that_is_off_is_said_with_where_to_switch_it_on(place: Place) -> None:
    place.emulator.fail("error", status=403, body=API_OFF, match={"kind": "read"}, times=None)
    check = failed(checked(place.connection))
    assert check.name == "api"
    assert "console.cloud.google.com/apis/library/sheets.googleapis.com?project=emulated" in said(check)


def test_a_sheet_that_is_not_there_is_said_of_the_sheet(place: Place) -> None:
    check = failed(checked(replace(place.connection, spreadsheet_id="1nowhere")))
    assert check.name == "sheet"
    assert "1nowhere" in said(check)


def test_a_sheet_that_is_not_shared_is_said_with_the_address_to_share_it_with(place: Place) -> None:
    place.act("unshare", email=ACCOUNT)
    check = failed(checked(place.connection))
    assert check.name == "shared"
    assert ACCOUNT in said(check)
    assert place.connection.address in said(check)


def test_a_sheet_shared_for_reading_is_said_of_writing(running: Emulator) -> None:
    place = new_place(running, role="reader")
    check = failed(checked(place.connection))
    place.client.close()
    assert check.name == "write"
    assert "Editor" in said(check)


def test_a_protection_that_keeps_the_portal_out_is_found(place: Place) -> None:
    place.build()
    lies = {"sheetId": tabs()["reactions"].sheet_id}
    place.change({"addProtectedRange": {"protectedRange": {"range": lies, "editors": {"users": [OWNER]}}}})
    check = failed(checked(place.connection))
    assert check.name == "write"
    assert said(check).startswith("Somebody protected parts of “Reaktionen”")
    assert ACCOUNT in said(check)


def test_a_fault_of_google_is_no_fault_of_the_settings(place: Place) -> None:
    place.emulator.fail("error", status=503, match={"kind": "read"}, times=None)
    check = failed(checked(place.connection))
    assert check.name == "network"
    assert "Google has a fault" in said(check)


def shape(place: Place) -> Check:
    found = checked(place.connection)
    assert is_ready(found)
    return next(check for check in found if check.name == "shape")


def test_a_missing_tab_is_named(place: Place) -> None:
    place.build()
    place.act("delete_sheet", "concerns")
    check = shape(place)
    assert check.state is CheckState.FAILED
    assert "Tabs are missing: Anliegen." in said(check)


def test_a_damaged_heading_is_named(place: Place) -> None:
    place.build()
    place.type("reactions", "B1", ["nummer"])
    check = shape(place)
    assert check.state is CheckState.FAILED
    assert said(check).startswith("The first rows or columns of Reaktionen are damaged.")


def test_a_lost_heading_is_said_with_what_brings_it_back(place: Place) -> None:
    place.build()
    place.type("reactions", "A3", ["01H", "KR-2026-0001"])
    place.act("clear", range="Reaktionen!1:2")
    check = shape(place)
    assert check.state is CheckState.FAILED
    assert "Version history" in said(check)


@pytest.mark.parametrize(
    ("cells", "state", "word"),
    [
        (200_000, CheckState.OK, "2 %"),
        (4_999_999, CheckState.OK, "50 %"),
        (5_000_000, CheckState.WARNING, "plan to move"),
        (8_000_000, CheckState.WARNING, "now"),
    ],
)
def test_the_room_in_use_is_warned_about_at_half_and_at_four_fifths(cells: int, state: CheckState, word: str) -> None:
    check = cells_check(cells)
    assert check.state is state
    assert word in said(check)


def test_no_check_says_a_secret(place: Place) -> None:
    secrets: list[Any] = [SEALING_KEY, place.connection.account["private_key"]]
    found = [check for account in ("", "x") for check in checked(_broken(place.connection, account))]
    assert not [check for check in found for secret in secrets if str(secret) in f"{check} {said(check)}"]


def _broken(connection: Connection, account: str) -> Connection:
    return replace(connection, account={**connection.account, "client_email": account}) if account else connection


def test_every_check_has_a_name_and_a_sentence() -> None:
    assert set(checks._PASSED) <= set(CHECKS)
    assert len(CHECKS) == 13
