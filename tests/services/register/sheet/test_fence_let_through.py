"""What nobody knows of Google: two saves from one state, and the fence lets both through. The journal decides."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from services.register.sheet.adapter import SheetRegister
from tests.services.register.saves import wait_until
from tests.services.register.sheet.proof import assert_sheet_is_whole
from tests.sheets.running import emulated
from tests.support.cases import all_reactions, change, record
from tests.support.people import ALICE, BOB
from tests.support.sheets import SheetPlace

WRITE = {"path": ":batchUpdate$"}


@pytest.fixture
def place() -> Iterator[SheetPlace]:
    with emulated() as emulator:
        yield SheetPlace.made(emulator)


@pytest.fixture
def portals(place: SheetPlace) -> Iterator[tuple[SheetRegister, SheetRegister]]:
    """Two portals that do not take turns: a sheet's lock belongs to a process and an address."""
    elsewhere = replace(place.connection, endpoint=f"{place.emulator.url}/elsewhere")
    found = SheetRegister(place.connection), SheetRegister(elsewhere)
    yield found
    for register in found:
        register.close()


def let_through(place: SheetPlace) -> None:
    """Keep the next save on its way, and then let its fence be taken by another name."""
    place.emulator.fail("conflict", match=WRITE)
    place.emulator.fail("hold", match=WRITE)


def wait_until_on_its_way(place: SheetPlace) -> None:
    wait_until(lambda: bool(place.emulator.get("faults")["held"]))


def let_arrive(place: SheetPlace) -> None:
    place.emulator.delete("faults")


def test_of_two_new_cases_the_second_is_stored_on_top(
    place: SheetPlace, portals: tuple[SheetRegister, SheetRegister]
) -> None:
    slow, quick = portals
    slow.snapshot(), quick.snapshot()
    let_through(place)
    with ThreadPoolExecutor() as threads:
        first = threads.submit(record, slow, actor=ALICE, subject="Zuerst abgeschickt", operation_id="first-operation")
        wait_until_on_its_way(place)
        record(quick, actor=BOB, subject="Zuerst angekommen", operation_id="second-operation")
        let_arrive(place)
        assert first.result().number == "KR-2026-0002"

    assert slow.tally.voided == 1
    for register in portals:
        assert all_reactions(register.refresh()) == ["KR-2026-0001", "KR-2026-0002"]
        stored = {entry.operation_id for entry in register.journal() if entry.action == "created"}
        assert {"first-operation", "second-operation"} <= stored
    assert_sheet_is_whole(slow, place)
    assert_sheet_is_whole(quick, place)


def test_of_two_changes_of_one_case_both_are_in_the_end(
    place: SheetPlace, portals: tuple[SheetRegister, SheetRegister]
) -> None:
    slow, quick = portals
    case = record(slow, subject="Beginn", customer_name="Mia Muster")
    quick.refresh()
    let_through(place)

    with ThreadPoolExecutor() as threads:
        first = threads.submit(change, slow, case, ALICE, subject="Geändert")
        wait_until_on_its_way(place)
        change(quick, case, BOB, customer_name="Max Muster")
        let_arrive(place)
        first.result()

    assert slow.tally.voided == 1
    for register in portals:
        row = register.refresh().row("reactions", case.id)
        assert (row["subject"], row["customer_name"]) == ("Geändert", "Max Muster")
    assert_sheet_is_whole(slow, place)


def test_a_fence_that_holds_voids_nothing(place: SheetPlace, portals: tuple[SheetRegister, SheetRegister]) -> None:
    slow, quick = portals
    slow.snapshot(), quick.snapshot()
    place.emulator.fail("hold", match=WRITE)
    with ThreadPoolExecutor() as threads:
        first = threads.submit(record, slow, subject="Zuerst abgeschickt")
        wait_until_on_its_way(place)
        record(quick, subject="Zuerst angekommen")
        let_arrive(place)
        first.result()

    assert (slow.tally.voided, slow.tally.refused_by_fence) == (0, 1)
    assert all_reactions(quick.refresh()) == ["KR-2026-0001", "KR-2026-0002"]
    assert_sheet_is_whole(quick, place)
