from __future__ import annotations

import base64
import re
import stat
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from services import keys
from services.cli.main import main
from services.register.opening import open_register
from services.register.sheet.sealing import plain_key
from tests.services.cli.conftest import Run, Said
from tests.support.people import KAREN

KEY, OLD, OTHER = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (250, 2, 3))
TODAY = date(2026, 11, 21)

Secrets = Callable[..., Path]


@pytest.fixture
def secrets(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Secrets:
    """Write the keys into the secrets, beside a sheet."""

    def write(*known: str) -> Path:
        path = tmp_path / "secrets.toml"
        listed = ", ".join(f'"{key}"' for key in known)
        path.write_text(
            f'# Zugangsdaten\n[register]\nkey = [{listed}]\n\n[connections.gsheets]\nspreadsheet = "1AbC_d-E"\n',
            encoding="utf-8",
        )
        monkeypatch.setenv("RESONANZ_SECRETS", str(path))
        return path

    return write


def record(url: str, *known: str, kept: bool = False) -> None:
    register = open_register(url)
    keys.record_key(register, KAREN, known, operation_id="record")
    if kept:
        typed = [keys.groups(known[0])[number - 1] for number in keys.asked_groups(known[0], "x")]
        keys.confirm_kept(register, KAREN, known, typed, seed="x", today=TODAY, operation_id="kept")
    register.close()


def key_in(said: Said) -> str:
    found = [line for line in said.out if re.fullmatch(r"[\w-]{43}=", line)]
    assert len(found) == 1
    return plain_key(found[0])


def text_of(said: Said) -> str:
    return " ".join(said.out)


def test_new_prints_a_key_and_where_it_goes_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    said = run("key", "new")
    key = key_in(said)
    assert (said.status, said.err) == (0, [])
    assert "[register]" in said.out
    assert f'key = "{key}"' in said.out
    assert keys.fingerprint(key) in text_of(said)
    assert "key check --page" in text_of(said)
    assert "rotate" not in text_of(said)
    assert list(tmp_path.iterdir()) == []
    assert key_in(run("key", "new")) != key


def test_new_puts_the_key_first_in_the_secrets_file_it_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / ".streamlit" / "secrets.toml"
    first = run("key", "new", "--write", path)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["register"]["key"] == key_in(first)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "rotate" not in text_of(first)
    second = run("key", "new", "--write", path)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["register"]["key"] == [key_in(second), key_in(first)]
    assert "key rotate --register gsheets" in text_of(second)


def test_new_says_what_to_do_with_the_present_key_and_does_not_show_it(run: Run, secrets: Secrets) -> None:
    path = secrets(OLD)
    before = path.read_bytes()
    said = run("key", "new")
    assert f'key = ["{key_in(said)}", "…"]' in said.out
    assert "key rotate --register gsheets" in text_of(said)
    assert OLD not in text_of(said)
    assert path.read_bytes() == before


def test_new_shows_the_key_even_where_it_cannot_write_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text("[register]\nkey = 5\n", encoding="utf-8")
    said = run("key", "new", "--write", path)
    assert said.status == 1
    assert key_in(said) not in " ".join(said.err)
    assert "tragen Sie den Schlüssel selbst ein" in said.err[0]
    assert path.read_text(encoding="utf-8") == "[register]\nkey = 5\n"


@pytest.mark.parametrize("flag_first", [True, False])
def test_new_writes_the_page_of_the_key_for_its_owner_only(
    url: str, secrets: Secrets, tmp_path: Path, capsys: pytest.CaptureFixture[str], flag_first: bool
) -> None:
    secrets(OLD)
    page = tmp_path / "seite.html"
    flag, task = ["--register", "gsheets"], ["new", "--page", str(page)]
    assert main(["key", *flag, *task] if flag_first else ["key", *task, *flag]) == 0
    key = key_in(Said(0, capsys.readouterr().out.splitlines(), []))
    written = page.read_text(encoding="utf-8")
    assert keys.fingerprint(key) in written
    assert keys.fingerprint(OLD) not in written
    assert "21.11.2026" in written
    assert "https://docs.google.com/spreadsheets/d/1AbC_d-E/edit" in written
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


@pytest.mark.parametrize("task", ["new", "check"])
def test_a_page_that_is_there_is_never_written_over(run: Run, secrets: Secrets, tmp_path: Path, task: str) -> None:
    path = secrets(OLD)
    before = path.read_bytes()
    page = tmp_path / "seite.html"
    page.write_text("the only page of an older key", encoding="utf-8")
    arguments = ["--write", path] if task == "new" else []
    said = run("key", task, "--page", page, *arguments)
    assert said.status == 1
    assert "Schlüssel" in said.err[0]
    assert page.read_text(encoding="utf-8") == "the only page of an older key"
    assert path.read_bytes() == before


def test_check_says_that_the_key_fits_and_who_kept_its_page(run: Run, url: str, secrets: Secrets) -> None:
    secrets(KEY)
    record(url, KEY)
    said = run("key", "check")
    assert said.status == 0
    assert keys.fingerprint(KEY) in said.out[0]
    assert "passt zum Register" in said.out[1]
    assert "Noch hat niemand bestätigt" in said.err[0]
    record(url, KEY, kept=True)
    said = run("key", "check")
    assert (said.status, said.err) == (0, [])
    assert said.out[2] == f"{KAREN.id} hat am 21.11.2026 bestätigt, dass seine Schlüsselseite verwahrt ist."
    assert KEY not in text_of(said)


def test_check_refuses_another_key_and_names_both_by_their_fingerprints(run: Run, url: str, secrets: Secrets) -> None:
    secrets(OTHER)
    record(url, KEY, kept=True)
    said = run("key", "check")
    assert said.status == 1
    assert keys.fingerprint(KEY) in said.err[0]
    assert keys.fingerprint(OTHER) in said.err[0]
    assert OTHER not in " ".join(said.out + said.err)


def test_check_says_when_a_change_of_the_key_is_not_finished_or_is(run: Run, url: str, secrets: Secrets) -> None:
    record(url, OLD)
    secrets(KEY, OLD)
    said = run("key", "check")
    assert said.status == 0
    assert "nicht abgeschlossen" in said.err[0]
    secrets(OLD, OTHER)
    said = run("key", "check")
    assert "Der ältere Schlüssel in den Zugangsdaten wird nicht mehr gebraucht" in said.out[2]


def test_check_without_a_key_or_with_none_is_refused(run: Run, url: str, secrets: Secrets) -> None:
    record(url, KEY)
    said = run("key", "check")
    assert (said.status, said.out) == (1, [])
    assert "key new" in said.err[0]
    secrets(KEY, "no key at all")
    said = run("key", "check")
    assert said.status == 1
    assert "Der Schlüssel Nummer 2" in said.err[0]
    assert "no key at all" not in said.err[0]


def test_check_of_a_register_that_names_no_key_or_is_not_there(run: Run, url: str, secrets: Secrets) -> None:
    secrets(KEY)
    said = run("key", "check")
    assert said.status == 1
    assert "Es gibt kein Register" in said.err[0]
    open_register(url).close()
    said = run("key", "check")
    assert said.status == 1
    assert "sagt nicht, mit welchem Schlüssel" in said.err[0]


def test_rotate_refuses_a_register_that_seals_nothing(run: Run, url: str, secrets: Secrets) -> None:
    secrets(KEY, OLD)
    open_register(url).close()
    said = run("key", "rotate")
    assert (said.status, said.out) == (1, [])
    assert "verschlüsselt nichts" in said.err[0]


@pytest.mark.parametrize("call", [[], ["anew"], ["rotate", "--write", "x"], ["new", "key"]])
def test_a_wrong_call_is_said(run: Run, call: list[str]) -> None:
    assert run("key", *call).status == 2
