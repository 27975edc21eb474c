from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from services.errors import InputRejected, RegisterUnavailable
from services.sheet_secrets import sheet_block, with_sheet, write_sheet

ADDRESS = "https://docs.google.com/spreadsheets/d/1abc/edit"
ACCOUNT = {
    "type": "service_account",
    "client_email": "portal@x.iam.gserviceaccount.com",
    "private_key": "-----BEGIN PRIVATE KEY-----\nabc=\n-----END PRIVATE KEY-----\n",
}
SECTION = {"spreadsheet": ADDRESS, **ACCOUNT}
NEW, OLD = "N" * 43 + "=", "O" * 43 + "="


def written(text: str) -> dict[str, Any]:
    changed = with_sheet(text, ADDRESS, ACCOUNT, [NEW])
    assert changed is not None
    return tomllib.loads(changed)


def test_sheet_block_is_read_back_as_it_was_entered() -> None:
    assert tomllib.loads(sheet_block(ADDRESS, ACCOUNT, [NEW])) == {
        "register": {"url": "gsheets", "key": NEW},
        "connections": {"gsheets": SECTION},
    }


def test_with_sheet_makes_an_empty_file() -> None:
    assert written("") == tomllib.loads(sheet_block(ADDRESS, ACCOUNT, [NEW]))


def test_with_sheet_keeps_other_sections_and_comments() -> None:
    text = (
        '# Unser Portal\n\n[register]  # das Register\n# früher:\nurl = "sqlite:///data/register.db"\nother = 1\n\n'
        '# Anmeldung\n[auth]\nclient_secret = "geheim"\n\n[connections.other]\nx = 1\n'
    )
    changed = with_sheet(text, ADDRESS, ACCOUNT, [NEW])
    assert changed is not None
    assert tomllib.loads(changed) == {
        "register": {"url": "gsheets", "key": NEW, "other": 1},
        "auth": {"client_secret": "geheim"},
        "connections": {"other": {"x": 1}, "gsheets": SECTION},
    }
    for comment in ("# Unser Portal", "# das Register", "# früher:", "# Anmeldung\n[auth]"):
        assert comment in changed


def test_with_sheet_replaces_another_sheet_whole() -> None:
    text = '[connections.gsheets]\n# alt\nspreadsheet = "x"\nworksheet = "y"\nprivate_key = "z"\n\n[auth]\na = 1\n'
    assert written(text) == {
        "register": {"url": "gsheets", "key": NEW},
        "connections": {"gsheets": SECTION},
        "auth": {"a": 1},
    }


def test_with_sheet_takes_the_same_again_without_a_change() -> None:
    once = with_sheet("", ADDRESS, ACCOUNT, [NEW])
    assert once is not None
    assert with_sheet(once, ADDRESS, ACCOUNT, [NEW]) == once


@pytest.mark.parametrize("known", [f'"{OLD}"', f'["{OLD}"]', f'["{NEW}", "{OLD}"]'])
def test_with_sheet_keeps_keys_that_another_register_may_need(known: str) -> None:
    assert written(f"[register]\nkey = {known}\n")["register"]["key"] == [NEW, OLD]


def test_with_sheet_keeps_the_line_ends_of_windows() -> None:
    changed = with_sheet("[auth]\r\na = 1\r\n", ADDRESS, ACCOUNT, [NEW])
    assert changed is not None
    assert changed.count("\n") == changed.count("\r\n") > 5


@pytest.mark.parametrize(
    "text",
    [
        'connections = {gsheets = {spreadsheet = "x"}}\n',
        'register = "x"\n',
        '[connections]\ngsheets.spreadsheet = "x"\n',
        f'[register]\nkey = [\n  "{OLD}",\n]\n',
        '[connections.gsheets]\nprivate_key = """\n[a]\nb"""\n',
    ],
)
def test_with_sheet_leaves_alone_what_it_cannot_change_safely(text: str) -> None:
    assert with_sheet(text, ADDRESS, ACCOUNT, [NEW]) is None


def test_write_sheet_makes_a_file_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secrets.toml"
    write_sheet(path, ADDRESS, ACCOUNT, [NEW])
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    write_sheet(path, ADDRESS, ACCOUNT, [NEW])
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secrets.toml"]


def test_write_sheet_refuses_what_it_cannot_change_and_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text('register = "x"\n')
    with pytest.raises(InputRejected, match="Nothing in it was changed"):
        write_sheet(path, ADDRESS, ACCOUNT, [NEW])
    path.write_text("= no TOML\n")
    with pytest.raises(RegisterUnavailable, match="cannot be read"):
        write_sheet(path, ADDRESS, ACCOUNT, [NEW])
    assert path.read_text() == "= no TOML\n"
