from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from services import drafts
from services.cli.main import main
from services.errors import RegisterUnavailable
from services.register import opening
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.connection import (
    GOOGLES_TOKEN_URI,
    Connection,
    account_of,
    connection_of,
    find_address,
    is_sheet_url,
    sealing_keys,
    spreadsheet_id_of,
)

SHEET_ID = "1AbC-dEf_GhI234567890123456789012345678901234"
ADDRESS = f"https://docs.google.com/spreadsheets/d/{SHEET_ID}/edit"
KEY_LINES = r"-----BEGIN PRIVATE KEY-----\nMIIsecret\n-----END PRIVATE KEY-----\n"
REGISTER = '[register]\nurl = "gsheets"\nkey = "new-key"\n'
SECTION = f"""
[connections.gsheets]
spreadsheet = "{ADDRESS}"
worksheet = "Tabelle1"
type = "service_account"
project_id = "resonanz"
private_key = "{KEY_LINES}"
client_email = "portal@resonanz.iam.gserviceaccount.com"
token_uri = "https://oauth2.googleapis.com/token"
"""


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "secrets.toml"
    path.write_text(REGISTER + SECTION, encoding="utf-8")
    monkeypatch.setenv("RESONANZ_SECRETS", str(path))
    return path


def refusal(url: str = "gsheets") -> SheetUnavailable:
    """Open the connection and return why it is refused; it names no secret."""
    with pytest.raises(SheetUnavailable) as caught:
        connection_of(url)
    said = str(caught.value)
    assert "secret" not in said.replace("secrets", "")
    assert "new-key" not in said
    assert not caught.value.retryable
    return caught.value


@pytest.mark.parametrize("url", ["gsheets", "gsheets:", f"gsheets:{SHEET_ID}", f"gsheets:{ADDRESS}", "GSheets"])
def test_is_sheet_url_knows_a_sheet(url: str) -> None:
    assert is_sheet_url(url)


@pytest.mark.parametrize("url", ["sqlite:///gsheets", "postgresql://h/gsheets", "gsheet", "gsheets.db", "", ADDRESS])
def test_is_sheet_url_knows_no_other_register(url: str) -> None:
    assert not is_sheet_url(url)


def test_connection_of_reads_the_secrets_as_streamlits_tutorial_has_them(secrets: Path) -> None:
    connection = connection_of("gsheets")
    assert connection.spreadsheet_id == SHEET_ID
    assert connection.address == ADDRESS
    assert connection.email == "portal@resonanz.iam.gserviceaccount.com"
    assert connection.keys == ("new-key",)
    assert connection.endpoint is None
    assert connection.account == {
        "type": "service_account",
        "project_id": "resonanz",
        "private_key": KEY_LINES.replace("\\n", "\n"),
        "client_email": "portal@resonanz.iam.gserviceaccount.com",
        "token_uri": GOOGLES_TOKEN_URI,
    }


def test_a_connection_shows_no_secret_of_its_own(secrets: Path) -> None:
    shown = repr(connection_of("gsheets"))
    assert SHEET_ID in shown
    assert "new-key" not in shown
    assert "MIIsecret" not in shown


def test_connection_of_restores_line_breaks_that_single_quotes_keep_apart(secrets: Path) -> None:
    secrets.write_text(
        REGISTER + SECTION.replace(f'"{KEY_LINES}"', f"'{KEY_LINES}'").replace("token_uri", "# token_uri"),
        encoding="utf-8",
    )
    account = connection_of("gsheets").account
    assert account["private_key"] == KEY_LINES.replace("\\n", "\n")
    assert account["token_uri"] == GOOGLES_TOKEN_URI


@pytest.mark.parametrize("url", ["gsheets:other-sheet", "gsheets:https://docs.google.com/spreadsheets/d/other-sheet/"])
def test_connection_of_takes_the_sheet_of_the_address_before_that_of_the_secrets(secrets: Path, url: str) -> None:
    assert connection_of(url).spreadsheet_id == "other-sheet"


def test_connection_of_takes_several_keys_newest_first(secrets: Path) -> None:
    secrets.write_text(REGISTER.replace('"new-key"', '["new-key", " old-key "]') + SECTION, encoding="utf-8")
    assert connection_of("gsheets").keys == ("new-key", "old-key")


@pytest.mark.parametrize("base", ["http://127.0.0.1:8099", "http://127.0.0.1:8099/"])
def test_connection_of_stays_at_another_endpoint_its_sign_in_included(
    secrets: Path, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    monkeypatch.setenv("RESONANZ_SHEETS_ENDPOINT", base)
    connection = connection_of("gsheets")
    assert connection.endpoint == "http://127.0.0.1:8099"
    assert connection.account["token_uri"] == "http://127.0.0.1:8099/token"


@pytest.mark.parametrize("base", ["127.0.0.1:8099", "ftp://127.0.0.1", "http://"])
def test_connection_of_refuses_an_endpoint_that_is_no_address(
    secrets: Path, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    monkeypatch.setenv("RESONANZ_SHEETS_ENDPOINT", base)
    assert "RESONANZ_SHEETS_ENDPOINT is no address" in str(refusal())


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (ADDRESS, SHEET_ID),
        (f"{ADDRESS}?usp=sharing#gid=0", SHEET_ID),
        (f"  {ADDRESS} ", SHEET_ID),
        (f"https://docs.google.com/spreadsheets/u/1/d/{SHEET_ID}/edit", SHEET_ID),
        (f"https://docs.google.com/a/amt.example/spreadsheets/d/{SHEET_ID}", SHEET_ID),
        (f"https://docs.google.com/spreadsheet/ccc?key={SHEET_ID}", SHEET_ID),
        (SHEET_ID, SHEET_ID),
    ],
)
def test_spreadsheet_id_of_finds_the_id(named: str, found: str) -> None:
    assert spreadsheet_id_of(named) == found


@pytest.mark.parametrize(
    "named",
    [
        "https://docs.google.com/spreadsheets/d/e/2PACX-1vQ/pubhtml",
        "https://docs.google.com/document/d/",
        "Mein Register",
        "",
        5.5,
    ],
)
def test_spreadsheet_id_of_refuses_what_names_no_sheet(named: object) -> None:
    with pytest.raises(SheetUnavailable, match="copy it from the browser's address line") as caught:
        spreadsheet_id_of(named)
    assert caught.value.cause is Cause.SECRETS


@pytest.mark.parametrize(
    ("content", "cause", "said"),
    [
        (REGISTER, Cause.SECRETS, "have no section [connections.gsheets]"),
        (f"{REGISTER}\n[connections]\ngsheets = 'x'", Cause.SECRETS, "have no section [connections.gsheets]"),
        (f"connections = 1\n{REGISTER}", Cause.SECRETS, "have no section [connections.gsheets]"),
        (REGISTER + SECTION.replace("spreadsheet =", "sheet ="), Cause.SECRETS, "name no sheet"),
        (REGISTER + SECTION.replace(ADDRESS, "Mein Register"), Cause.SECRETS, "sheet's address is none"),
        (REGISTER + SECTION.replace("client_email", "email"), Cause.KEY, "lacks client_email."),
        (REGISTER + SECTION.replace(f'"{KEY_LINES}"', '" "'), Cause.KEY, "lacks private_key."),
        (REGISTER + SECTION.replace(f'"{KEY_LINES}"', "5"), Cause.KEY, "lacks private_key."),
        (
            REGISTER + f'[connections.gsheets]\nspreadsheet = "{ADDRESS}"',
            Cause.SECRETS,
            "lacks client_email, private_key.",
        ),
        (REGISTER + SECTION.replace("service_account", "authorized_user"), Cause.KEY, "make one of a service account"),
        ('[register]\nurl = "gsheets"\n' + SECTION, Cause.SECRETS, "python -m services key new"),
        ("[register]\nkey = []\n" + SECTION, Cause.SECRETS, "python -m services key new"),
        ("[register]\nkey = ' '\n" + SECTION, Cause.SECRETS, "python -m services key new"),
        ("[register]\nkey = 5\n" + SECTION, Cause.SECRETS, "python -m services key new"),
        (SECTION, Cause.SECRETS, "python -m services key new"),
    ],
)
def test_connection_of_names_what_is_missing(secrets: Path, content: str, cause: Cause, said: str) -> None:
    secrets.write_text(content, encoding="utf-8")
    why = refusal()
    assert said in str(why)
    assert why.cause is cause


@pytest.mark.parametrize("key", ["text", None, ["client_email"], {}, {"client_email": "a@b"}])
def test_account_of_refuses_what_is_no_key(key: Any) -> None:
    with pytest.raises(SheetUnavailable, match="JSON file"):
        account_of(key)


def test_find_address_and_sealing_keys_need_nothing_else(secrets: Path) -> None:
    assert find_address("gsheets") == ADDRESS
    assert find_address("sqlite:///x.db") == ""
    secrets.write_text('[register]\nkey = "new-key"\n', encoding="utf-8")
    assert sealing_keys() == ("new-key",)
    assert find_address("gsheets") == ""
    assert find_address("gsheets:abc") == Connection("abc", {}, ()).address


def test_open_register_says_what_a_sheet_lacks(secrets: Path) -> None:
    secrets.write_text(REGISTER, encoding="utf-8")
    with pytest.raises(RegisterUnavailable, match="Set-up"):
        opening.open_register("gsheets")


def test_open_register_loads_gspread_for_a_sheet_only() -> None:
    code = (
        "import sys; from services.register.opening import open_register; import services.cli.main; "
        "sys.exit(any(name in sys.modules for name in ('gspread', 'requests', 'google.auth')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_drafts_of_a_sheet_lie_in_the_data_folder() -> None:
    assert drafts.drafts_folder("gsheets") == Path("data/drafts")


@pytest.mark.parametrize("call", [["backup"], ["restore"], ["restore", "x.db"]])
def test_a_sheet_is_copied_with_copy(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*call, "--register", "gsheets:abc"]) == 1
    assert "python -m services copy --from gsheets:abc --to sqlite:///kopie.db" in " ".join(
        capsys.readouterr().err.split()
    )
