"""What keeps the portal from its sheet, as its register tells it: from when on, why, and that it is over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from services.errors import RegisterUnavailable
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.layout import PORTALS, tabs
from tests.services.register.saves import case, change_set, changed
from tests.support.sheets import ACCOUNT, SheetPlace

OpenSheet = Callable[..., SheetRegister]
READERS = 6
TRIES = 3


@pytest.fixture
def register(open_sheet: OpenSheet) -> SheetRegister:
    register = open_sheet(watch_seconds=3600)
    register.commit(change_set(*case("a")))
    return register


def cause_of(register: SheetRegister) -> Cause | None:
    trouble = register.health.trouble
    assert trouble is None or isinstance(trouble, SheetUnavailable)
    return trouble.cause if trouble else None


def test_trouble_stands_from_the_first_failure_to_the_next_good_look(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    before, looked_at = register.snapshot(), register.health.looked_at
    assert cause_of(register) is None
    sheet_place.emulator.act("unshare", spreadsheet=sheet_place.spreadsheet_id, email=ACCOUNT)

    with pytest.raises(SheetUnavailable):
        register.refresh()

    assert cause_of(register) is Cause.NOT_SHARED
    assert register.health.looked_at == looked_at
    assert register.snapshot() is before

    sheet_place.emulator.act("share", spreadsheet=sheet_place.spreadsheet_id, email=ACCOUNT, role="writer")
    register.refresh()

    assert cause_of(register) is None
    assert (register.health.looked_at or looked_at) != looked_at


def test_a_sheet_that_may_only_be_read_says_so_until_it_may_be_written(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    seen = register.snapshot().row("reactions", "a")
    sheet_place.emulator.act("share", spreadsheet=sheet_place.spreadsheet_id, email=ACCOUNT, role="reader")
    with pytest.raises(SheetUnavailable):
        register.commit(change_set(changed(seen, subject="Neu")))

    register.refresh()  # it can be read
    register.refresh()

    assert cause_of(register) is Cause.VIEW_ONLY
    assert register.snapshot().row("reactions", "a") == seen

    sheet_place.emulator.act("share", spreadsheet=sheet_place.spreadsheet_id, email=ACCOUNT, role="writer")
    register.refresh()

    assert cause_of(register) is None
    assert len(sheet_place.cells()[tabs()[PORTALS].title]) == 3  # two rows of headings, and this portal once


def test_those_who_stand_in_line_behind_a_failing_look_ask_google_once(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    sheet_place.emulator.fail("error", status=503, times=None)
    sheet_place.emulator.delete("log")
    together = Barrier(READERS)

    def read(_: int) -> object:
        together.wait()
        with pytest.raises(RegisterUnavailable) as unavailable:
            register.history("a")
        return unavailable.value

    with ThreadPoolExecutor(READERS) as readers:
        said = list(readers.map(read, range(READERS)))

    assert sheet_place.emulator.counters()["requests"] == TRIES
    assert len(set(map(id, said))) == 1
