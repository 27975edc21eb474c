"""A register moved to a sheet and from it again: every row, the whole journal, and nothing personal to be read."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from services.cli.main import main
from services.copying import copy_register, find_origin
from services.errors import InputRejected, RegisterShapeError, RegisterUnavailable
from services.register.base import Register
from services.register.sheet import adopting
from services.register.sheet.adapter import SheetRegister
from services.register.sql import SqlRegister
from tests.services.moves import AWKWARD, assert_copies, fill
from tests.services.register.saves import (
    all_rows,
    assert_holds_together,
    case,
    change_set,
    changed,
    created,
    removed,
    wait_until,
)
from tests.support.portal import ROOT
from tests.support.sheets import SheetPlace

SMALL = 60_000  # characters of a batch, so that there are many


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adopting, "MOST_CHARACTERS", SMALL)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Register]:
    register = SqlRegister(f"sqlite:///{tmp_path / 'source.db'}")
    fill(register, reactions=20)
    yield register
    register.close()


OpenSheet = Callable[..., SheetRegister]


@pytest.fixture
def open_target(open_sheet: OpenSheet) -> OpenSheet:
    """Opens the sheet for a copy; Google's limits are no matter here, and nobody waits."""

    def open_one(**options: Any) -> SheetRegister:
        return open_sheet(for_adoption=True, **options)

    return open_one


def copy(source: Register, target: Register) -> None:
    copy_register(source, target, find_origin(source))


def test_register_moves_to_a_sheet_to_postgresql_and_back(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet, postgres_database: str, tmp_path: Path
) -> None:
    copy(source, open_target())
    sheet = open_sheet()
    assert_copies(source, sheet)
    with contextlib.closing(SqlRegister(postgres_database, for_adoption=True)) as there:
        copy(sheet, there)
        assert_copies(sheet, there)
        with contextlib.closing(SqlRegister(f"sqlite:///{tmp_path / 'back.db'}", for_adoption=True)) as back:
            copy(there, back)
            assert_copies(source, back)


def test_command_moves_a_register_to_a_sheet_and_back(
    source: Register,
    sheet_place: SheetPlace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in sheet_place.write_secrets(tmp_path / "secrets.toml").items():
        monkeypatch.setenv(name, value)
    source_url, back_url = (f"sqlite:///{tmp_path / name}" for name in ("source.db", "back.db"))
    assert main(["copy", "--from", source_url, "--to", "gsheets"]) == 0
    assert capsys.readouterr().out.startswith(f"Kopiert von {source.label} nach Google Sheet ")
    assert main(["copy", "--from", source_url, "--to", "gsheets"]) == 1
    assert "ist nicht leer" in capsys.readouterr().err
    assert main(["copy", "--from", "gsheets", "--to", f"gsheets:{sheet_place.spreadsheet_id}"]) == 1
    assert "nicht in sich selbst" in capsys.readouterr().err
    assert main(["copy", "--from", "gsheets", "--to", back_url]) == 0
    with contextlib.closing(SqlRegister(back_url)) as back:
        assert_copies(source, back)


def test_sheet_holds_nothing_personal_that_can_be_read(
    source: Register, open_target: OpenSheet, sheet_place: SheetPlace
) -> None:
    copy(source, open_target())
    stored = json.dumps(sheet_place.cells(), ensure_ascii=False)
    assert "Muster" not in stored
    assert "4956789" not in stored
    assert "ü" * 50 not in stored


def test_copied_sheet_is_a_register_like_any_other(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet
) -> None:
    copy(source, open_target())
    sheet = open_sheet()
    snapshot = sheet.commit(change_set(*case("next")))
    snapshot = sheet.commit(change_set(changed(snapshot.row("reactions", "kept"), text="Neu")))
    sheet.commit(change_set(removed(snapshot.row("reactions", "long"))))
    assert sheet.refresh().issues == ()
    assert_holds_together(sheet, open_sheet().snapshot())
    assert sheet.tally.repaired == 0


def test_copy_takes_what_is_stored_meanwhile(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet, tmp_path: Path
) -> None:
    clerk = SqlRegister(f"sqlite:///{tmp_path / 'source.db'}")

    def saves() -> Iterator[None]:
        seen = clerk.commit(change_set(*case("late", text="Herr Spät")))
        yield
        clerk.commit(change_set(changed(seen.row("reactions", "kept"), subject=AWKWARD * 2, ombuds=False)))
        yield
        clerk.commit(change_set(removed(seen.row("reactions", "long"))))
        yield
        clerk.commit(change_set(changed(seen.row("concerns", "late-1"), "concerns", area="hotline")))
        yield

    steps = saves()
    with contextlib.closing(clerk):
        copy_register(source, open_target(), find_origin(source), progress=lambda _done, _total: next(steps, None))
        assert next(steps, 1) == 1, "all of it was stored meanwhile"
        assert_copies(clerk, open_sheet())


def test_sheet_with_something_in_it_is_left_alone(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    open_sheet().commit(change_set(created("settings", "s", key="k")))
    before = sheet_place.cells()
    with pytest.raises(InputRejected, match="not empty"):
        copy(source, open_target())
    assert sheet_place.cells() == before
    assert open_sheet().snapshot().issues == ()


def test_row_that_somebody_typed_is_left_alone(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    open_sheet().snapshot()
    sheet_place.emulator.act(
        "type", spreadsheet=sheet_place.spreadsheet_id, range="Personen!B30", values=[["uta@amt.example"]]
    )
    with pytest.raises(InputRejected, match="not empty"):
        copy(source, open_target())
    assert "uta@amt.example" in json.dumps(sheet_place.cells())


def test_register_too_large_for_a_sheet_is_refused_before_anything_is_written(
    open_target: OpenSheet, open_sheet: OpenSheet
) -> None:
    target = open_target()
    with pytest.raises(InputRejected, match="million cells"):
        target.begin_adoption("somewhere", {"reactions": 100_000, "concerns": 150_000, "journal": 400_000})
    assert open_sheet().snapshot().revision == 0


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("fault", [{"do": "drop"}, {"do": "error", "status": 500}], ids=["drop", "500"])
def test_batch_whose_answer_is_lost_is_stored_once(
    source: Register,
    open_target: OpenSheet,
    open_sheet: OpenSheet,
    sheet_place: SheetPlace,
    fault: dict[str, Any],
    when: str,
) -> None:
    target = open_target()
    sheet_place.emulator.fail(**fault, when=when, match={"kind": "write"}, skip=2, times=2)
    copy(source, target)
    assert_copies(source, open_sheet())


def test_copy_waits_for_the_quota(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    sheet_place.emulator.fail("error", status=429, match={"kind": "write"}, skip=3, times=2)
    copy(source, open_target())
    assert_copies(source, open_sheet())


# ---- stopped half-way


def stop_at(share: float) -> Callable[[int, int], None]:
    def on_progress(done: int, total: int) -> None:
        if done > share * total:
            raise KeyboardInterrupt

    return on_progress


@pytest.mark.parametrize("share", [0, 0.1, 0.6])
def test_stopped_copy_is_no_register_and_begins_anew(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet, share: float
) -> None:
    rows, entries = all_rows(source.snapshot()), list(source.journal())
    with pytest.raises(KeyboardInterrupt):
        copy_register(source, open_target(), find_origin(source), progress=stop_at(share))
    with pytest.raises(RegisterShapeError) as caught:
        open_sheet().snapshot()
    assert source.label in str(caught.value)
    assert (all_rows(source.refresh()), list(source.journal())) == (rows, entries)

    copy(source, open_target())
    assert_copies(source, open_sheet())


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_copy_is_no_register_and_begins_anew(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet, sheet_place: SheetPlace, tmp_path: Path, when: str
) -> None:
    """Killed while a write is under way; the sheet carries it out all the same, before the end or after it."""
    with contextlib.closing(open_sheet(watch_seconds=3600)) as portal:
        portal.snapshot()  # set up already, and nobody else writes: the first write is the mark, then journal and rows
    for write in (1, 2):
        killed_at_write(sheet_place, f"sqlite:///{tmp_path / 'source.db'}", tmp_path, write, when)
        with pytest.raises(RegisterShapeError, match="unfinished copy"):
            open_sheet().snapshot()
    copy(source, open_target())
    assert_copies(source, open_sheet())


def killed_at_write(place: SheetPlace, source_url: str, folder: Path, write: int, when: str) -> None:
    """Run the command, and kill it while its write of that number (from 0) waits for an answer."""
    emulator = place.emulator
    emulator.delete("log")
    emulator.fail("hold", when=when, skip=write, match={"kind": "write"})
    settings = {**os.environ, **place.write_secrets(folder / "secrets.toml"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "services", "copy", "--from", source_url, "--to", "gsheets"]
    with subprocess.Popen(command, env=settings, cwd=folder) as process:
        wait_until(lambda: emulator.get("faults")["held"] or process.poll() is not None)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    emulator.delete("faults")
    wait_until(lambda: emulator.counters()["write"] == write + 1)  # it is carried out all the same


def test_portal_that_has_the_empty_sheet_open_stores_nothing_there(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet
) -> None:
    portal, target = open_sheet(watch_seconds=3600), open_target()
    portal.snapshot()
    target.begin_adoption(source.label, {})
    with pytest.raises(RegisterShapeError, match="unfinished copy"):
        portal.commit(change_set(*case("own")))
    copy(source, target)
    portal.commit(change_set(*case("own")))
    assert_holds_together(portal, portal.refresh())


def test_second_copy_to_one_sheet_ends_the_first(
    source: Register, open_target: OpenSheet, open_sheet: OpenSheet
) -> None:
    first, second = open_target(), open_target()
    first.begin_adoption(source.label, {})
    second.begin_adoption(source.label, {})
    for work in (lambda: first.adopt(source.journal(), {}, {}), first.finish_adoption):
        with pytest.raises(RegisterUnavailable, match="another copy"):
            work()
    copy(source, second)
    assert_copies(source, open_sheet())


def test_sheet_that_was_not_opened_for_it_adopts_nothing(source: Register, open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    with pytest.raises(RegisterUnavailable):
        sheet.begin_adoption(source.label, {})
    with pytest.raises(RegisterUnavailable):
        sheet.adopt(source.journal(), {}, {})
    assert sheet.refresh().revision == 0
