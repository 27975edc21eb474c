from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services import keys
from services.cli.main import main
from services.errors import PortalError, RegisterUnavailable
from services.keys import Fit
from services.register.journal import verify_journal
from services.register.sheet.adapter import SheetRegister
from tests.support.cases import record
from tests.support.people import KAREN
from tests.support.sheets import ACCOUNT, SEALING_KEY, SheetPlace

NEW, OTHER = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (250, 3))
NAME = "Özdemir-Schmidt"
SEALED = re.compile(r"gAAAA[\w=-]+")

Open = Callable[..., SheetRegister]


@pytest.fixture
def portal(sheet_place: SheetPlace) -> Iterator[Open]:
    """Start a portal on the sheet with these keys, newest first."""
    opened: list[SheetRegister] = []

    def start(*known: str) -> SheetRegister:
        opened.append(SheetRegister(replace(sheet_place.connection, keys=known), watch_seconds=3600.0))
        return opened[-1]

    yield start
    for register in opened:
        register.close()


@pytest.fixture
def run(
    sheet_place: SheetPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run `key …` with these keys in the secrets, and return its status and what it said."""

    def run_key(task: str, *known: str) -> tuple[int, str]:
        path = tmp_path / f"secrets-{len(list(tmp_path.iterdir()))}.toml"
        for name, value in sheet_place.write_secrets(path).items():
            monkeypatch.setenv(name, value)
        listed = ", ".join(f'"{key}"' for key in known)
        path.write_text(
            path.read_text(encoding="utf-8").replace(f'key = "{SEALING_KEY}"', f"key = [{listed}]"), encoding="utf-8"
        )
        status = main(["key", task])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run_key


def written(place: SheetPlace) -> str:
    """Return what stands in all cells, as somebody reads it who has an account and no key."""
    book = place.emulator.client(ACCOUNT).open_by_key(place.spreadsheet_id)
    return "\n".join(str(cell) for tab in book.worksheets() for row in tab.get_all_values() for cell in row)


def test_check_of_a_sheet_says_whether_the_key_fits(
    portal: Open, sheet_place: SheetPlace, run: Callable[..., tuple[int, str]]
) -> None:
    register = portal(SEALING_KEY)
    keys.record_key(register, KAREN, [SEALING_KEY], operation_id="record")
    asked = keys.asked_groups(SEALING_KEY, "x")
    typed = [keys.groups(SEALING_KEY)[number - 1] for number in asked]
    keys.confirm_kept(register, KAREN, [SEALING_KEY], typed, seed="x", today=date(2026, 3, 4), operation_id="kept")
    record(register, customer_name=NAME)
    status, said = run("check", SEALING_KEY)
    assert (status, "passt zum Register" in said, "04.03.2026" in said) == (0, True, True)
    before = written(sheet_place)
    status, said = run("check", OTHER)
    assert status == 1
    assert OTHER not in said
    assert keys.fingerprint(OTHER) in said
    stored = written(sheet_place)
    assert stored == before
    assert keys.fingerprint(SEALING_KEY) in stored
    assert [word for word in (SEALING_KEY, NAME) if word in stored] == []
    # A group of the key has four characters: in what is sealed, they may follow one another by chance.
    read = SEALED.sub("", stored)
    assert len(read) < len(stored)
    assert [word for word in typed if word in read] == []


def test_a_portal_without_the_new_key_stops_saving_and_loses_nothing(portal: Open, sheet_place: SheetPlace) -> None:
    late, first = portal(SEALING_KEY), portal(NEW, SEALING_KEY)
    record(late, customer_name=NAME)
    first.refresh()
    record(first, customer_name="Nguyễn")
    kept, before = late.snapshot(), written(sheet_place)
    with pytest.raises(PortalError):
        record(late, customer_name="Petrov")
    assert late.snapshot().revision == kept.revision
    assert written(sheet_place) == before
    both = portal(NEW, SEALING_KEY).snapshot()
    assert sorted(both.frames["reactions"]["customer_name"]) == ["Nguyễn", NAME]
    assert keys.fit(both, [NEW, SEALING_KEY]) is Fit.NOT_RECORDED


def test_rotate_seals_the_sheet_and_its_journal_anew(
    portal: Open, sheet_place: SheetPlace, run: Callable[..., tuple[int, str]]
) -> None:
    register = portal(SEALING_KEY)
    keys.record_key(register, KAREN, [SEALING_KEY], operation_id="record")
    for name in (NAME, "Nguyễn"):
        record(register, customer_name=name)
    before = register.snapshot()
    sealed_before = sealed_cells(sheet_place)

    status, said = run("rotate", NEW, SEALING_KEY)

    assert (status, keys.fingerprint(NEW) in said) == (0, True)
    alone = portal(NEW)
    snapshot = alone.snapshot()
    assert sorted(snapshot.frames["reactions"]["customer_name"]) == ["Nguyễn", NAME]
    assert keys.fit(snapshot, [NEW]) is Fit.FITS
    assert snapshot.issues == ()
    assert verify_journal(alone.journal()) == []
    assert [row.erased for row in alone.history(before.frames["reactions"].index[0])] == [False, False]
    assert len(sealed_before) == len(sealed_cells(sheet_place)) == 4, "two records and their two entries"
    assert not set(sealed_before) & set(sealed_cells(sheet_place))
    assert portal(NEW).refresh().issues == ()


def test_rotate_again_leaves_alone_what_is_sealed_anew(portal: Open, sheet_place: SheetPlace) -> None:
    register = portal(SEALING_KEY)
    record(register, customer_name=NAME)
    shares: list[float] = []

    assert portal(NEW, SEALING_KEY).reseal(shares.append) == 2
    once = sealed_cells(sheet_place)
    assert portal(NEW, SEALING_KEY).reseal(shares.append) == 0

    assert sealed_cells(sheet_place) == once
    assert shares[-1] == 1.0


def sealed_cells(place: SheetPlace) -> list[str]:
    """Return every cell that begins as sealed ones do."""
    cells = (cell for tab in place.cells().values() for row in tab for cell in row)
    return [cell for cell in cells if isinstance(cell, str) and cell.startswith("gAAAA")]


def test_another_key_is_refused_with_the_fingerprint_that_is_wanted(portal: Open) -> None:
    register = portal(SEALING_KEY)
    keys.record_key(register, KAREN, [SEALING_KEY], operation_id="record")
    record(register, customer_name=NAME)

    with pytest.raises(RegisterUnavailable) as refused:
        portal(OTHER).snapshot()

    assert refused.value.params["recorded"] == keys.fingerprint(SEALING_KEY)
    assert keys.fingerprint(OTHER) in str(refused.value)
    assert OTHER not in str(refused.value)
