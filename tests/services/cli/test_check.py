from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from services import keys
from services.register.opening import open_register
from services.register.sheet.layout import tabs
from services.register.snapshot import Snapshot
from tests.services.cli.conftest import Run, Said
from tests.services.register.saves import case, change_set
from tests.sheets.running import Emulator, emulated
from tests.support.sheets import ACCOUNT, SEALING_KEY, SheetPlace

OWNER = "amt@example.org"


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with emulated() as emulator:
        yield emulator


@pytest.fixture
def place(running: Emulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SheetPlace:
    """An empty spreadsheet that the secrets name."""
    running.post("reset", {})
    found = SheetPlace.made(running)
    for name, value in found.write_secrets(tmp_path / "secrets.toml").items():
        monkeypatch.setenv(name, value)
    return found


@pytest.fixture
def check(run: Run, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `check` on the sheet."""
    from services.cli.main import main

    def run_check(*args: object) -> Said:
        status = main(["check", "--register", "gsheets", *map(str, args)])
        said = capsys.readouterr()
        return Said(status, said.out.splitlines(), said.err.splitlines())

    return run_check


def stored() -> Snapshot:
    register = open_register("gsheets")
    snapshot = register.snapshot()
    register.close()
    return snapshot


def cells(place: SheetPlace) -> dict[str, list[list[object]]]:
    """What stands in the sheet; which portals have looked at it aside."""
    return {title: rows for title, rows in place.cells().items() if title != "Portale"}


# ---- a Google Sheet


def test_check_makes_a_register_of_an_empty_sheet_and_says_so(place: SheetPlace, check: Run) -> None:
    said = check()
    assert (said.status, said.err) == (0, [])
    assert said.out[:2] == [
        "ok Die Tabelle und das Dienstkonto sind benannt.",
        f"ok Der Schlüssel des Dienstkontos ist lesbar: {ACCOUNT}.",
    ]
    assert "!  In der Tabelle ist noch kein Register; das Einrichten legt alle Tabs und Spalten an." in said.out
    assert "+  Tab „Reaktionen“ ist angelegt." in said.out
    assert "ok Das Register lässt sich öffnen: " in "\n".join(said.out)
    assert said.out[-1].startswith("!  Noch niemand hat bestätigt, dass die Schlüsselseite")
    assert keys.recorded_fingerprint(stored()) == keys.fingerprint(SEALING_KEY)


def test_check_again_finds_everything_in_place(place: SheetPlace, check: Run) -> None:
    check()
    before = cells(place)
    said = check()
    assert said.status == 0
    assert [line for line in said.out if line.startswith("+")] == []
    assert f"ok Alle {len(tabs())} Tabs sind da, mit allen Spalten." in said.out
    assert cells(place) == before


def test_check_mends_what_is_damaged_and_keeps_the_cases(place: SheetPlace, check: Run) -> None:
    check()
    register = open_register("gsheets")
    register.commit(change_set(*case("r", subject="Miete")))
    register.close()
    place.emulator.act("delete_sheet", spreadsheet=place.spreadsheet_id, sheet="Listen")
    place.emulator.act("type", spreadsheet=place.spreadsheet_id, range="Reaktionen!B1", values=[["Nummer"]])
    said = check()
    assert said.status == 0
    assert said.err == [
        "X  Es fehlen Tabs: Listen. Erneutes Einrichten legt sie an; was darin stand, steht im Verlauf."
    ]
    assert "+  Tab „Listen“ ist angelegt." in said.out
    assert "+  In „Reaktionen“ sind die Kürzel wieder eingetragen von: Nummer." in said.out
    assert stored().row("reactions", "r")["subject"] == "Miete"


def test_dry_run_changes_nothing(place: SheetPlace, check: Run) -> None:
    before = place.emulator.get(f"spreadsheets?id={place.spreadsheet_id}")
    said = check("--dry-run")
    assert said.status == 0
    assert place.emulator.get(f"spreadsheets?id={place.spreadsheet_id}") == before


def test_dry_run_says_what_is_damaged(place: SheetPlace, check: Run) -> None:
    check()
    place.emulator.act("delete_sheet", spreadsheet=place.spreadsheet_id, sheet="Listen")
    before = cells(place)
    said = check("--dry-run")
    assert said.status == 1
    assert len(said.err) == 1
    assert cells(place) == before


def test_a_sheet_that_is_not_shared_is_refused_with_the_remedy(place: SheetPlace, check: Run) -> None:
    place.emulator.act("unshare", spreadsheet=place.spreadsheet_id, email=ACCOUNT)
    said = check()
    assert said.status == 1
    assert len(said.err) == 1
    assert said.err[0].startswith("X  ")
    assert ACCOUNT in said.err[0]
    assert said.out[-1] == "-  Noch nicht geprüft: Platz in der Tabelle."


def test_another_key_is_refused_and_nothing_is_changed(place: SheetPlace, check: Run, tmp_path: Path) -> None:
    check()
    before = cells(place)
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(secrets.read_text().replace(SEALING_KEY, keys.new_key()))
    said = check()
    assert said.status == 1
    assert keys.fingerprint(SEALING_KEY) in said.err[-1]
    assert cells(place) == before


def test_no_secret_is_said(place: SheetPlace, check: Run) -> None:
    said = "\n".join([*check().out, *check("--dry-run").out])
    assert SEALING_KEY not in said
    assert "PRIVATE KEY" not in said


# ---- another store


def test_check_of_a_file_opens_it_and_verifies_its_journal(run: Run, url: str) -> None:
    register = open_register(url)
    register.commit(change_set(*case("r")))
    register.close()
    said = run("check")
    assert (said.status, said.err) == (0, [])
    assert said.out[0].startswith("ok Das Register lässt sich öffnen: ")
    assert said.out[1:] == [
        "ok Der Verlauf ist vollständig, von der ersten bis zur letzten Zeile.",
        "ok Alle Zeilen folgen den Regeln des Registers.",
    ]


def test_check_of_a_file_names_a_changed_journal_and_broken_rows(run: Run, url: str) -> None:
    register = open_register(url)
    register.commit(change_set(*case("r")))
    register.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as store:
        store.execute("UPDATE journal SET actor = 'jemand' WHERE seq = 2")
        store.execute("UPDATE reactions SET received_on = 'gestern' WHERE id = 'r'")
    store.close()
    said = run("check")
    assert said.status == 1
    assert len(said.err) == 1
    assert said.err[0].startswith("X  Der Verlauf ist an 1 Stellen von Hand geändert, zuerst in Zeile 2.")
    assert said.out[-1].startswith("!  Zeilen, die den Regeln des Registers nicht folgen: 1.")


def test_check_makes_no_file_where_there_is_none(run: Run, url: str) -> None:
    said = run("check")
    assert said.status == 1
    assert not Path(url.removeprefix("sqlite:///")).exists()
