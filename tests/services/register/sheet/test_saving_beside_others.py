"""Saves beside other portals, and beside what no fence stops: one counts, and every portal says the same one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from services import clock
from services.errors import RegisterUnavailable, StaleRecord
from services.register.base import ChangeSet
from services.register.commits import Planned
from services.register.journal import journal_entries
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.codec import row_data
from services.register.sheet.journal import entry_cells
from services.register.sheet.layout import JOURNAL, letters, tabs
from services.register.sheet.sealing import Sealer
from services.register.sheet.state import FENCE
from services.register.snapshot import Snapshot
from tests.services.register.saves import all_rows, case, change_set, changed, declared, wait_until
from tests.services.register.sheet.edits import NAMES, assert_stored_once, edit, filled, times_stored, typed_row
from tests.services.register.sheet.proof import assert_sheet_is_whole, journal_rows
from tests.support.sheets import SheetPlace

OpenSheet = Callable[..., SheetRegister]
WRITE = {"kind": "write"}
SUBJECT = letters(tabs()["reactions"].names.index("subject"))


@pytest.fixture
def register(open_sheet: OpenSheet) -> SheetRegister:
    return filled(open_sheet(watch_seconds=3600))


@pytest.fixture
def elsewhere(register: SheetRegister, sheet_place: SheetPlace) -> Any:
    """Another portal on the sheet, which does not take turns with the first one as those of one process do."""
    connection = replace(sheet_place.connection, endpoint=f"{sheet_place.emulator.url}/elsewhere")
    other = SheetRegister(connection, watch_seconds=3600)
    other.snapshot()
    yield other
    other.close()


def save_both(
    slow: SheetRegister, slow_save: ChangeSet, quick: SheetRegister, quick_save: ChangeSet, place: SheetPlace
) -> None:
    """Let the second save come between the look and the write of the first one."""
    place.emulator.fail("hold", match=WRITE)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(slow.commit, slow_save)
        wait_until(lambda: bool(place.emulator.get("faults")["held"]))
        quick.commit(quick_save)
        place.emulator.delete("faults")
        first.result()


def assert_all_say_the_same(*registers: SheetRegister) -> Snapshot:
    for register in registers:
        register.refresh()
    first, *others = [(all_rows(register.refresh()), list(register.journal())) for register in registers]
    for other in others:
        assert other == first
    return registers[0].snapshot()


def test_a_stale_portal_is_refused_by_the_fence_and_merges(
    register: SheetRegister, elsewhere: SheetRegister, sheet_place: SheetPlace
) -> None:
    mine = change_set(changed(register.snapshot().row("reactions", "b"), subject="Anders"), operation_id="edit-b")

    save_both(register, mine, elsewhere, edit(elsewhere), sheet_place)

    assert register.tally.refused_by_fence == 1
    assert (register.tally.voided, register.tally.fence_missing) == (0, 0)
    snapshot = assert_all_say_the_same(register, elsewhere)
    assert snapshot.row("reactions", "b")["subject"] == "Anders"
    assert_stored_once(register, sheet_place)
    assert times_stored(sheet_place, "edit-b") == 1


def test_a_stale_portal_is_refused_by_the_fence_and_says_so(
    register: SheetRegister, elsewhere: SheetRegister, sheet_place: SheetPlace
) -> None:
    mine = change_set(changed(register.snapshot().row("reactions", "a"), subject="Anders"), operation_id="refused")

    with pytest.raises(StaleRecord):
        save_both(register, mine, elsewhere, edit(elsewhere), sheet_place)

    assert register.snapshot().row("reactions", "a")["subject"] == "Neu"
    assert_all_say_the_same(register, elsewhere)
    assert_stored_once(register, sheet_place)
    assert times_stored(sheet_place, "refused") == 0


def test_two_portals_that_save_in_turns_take_no_fence_for_another(
    register: SheetRegister, elsewhere: SheetRegister, sheet_place: SheetPlace
) -> None:
    for turn in range(6):
        one = (register, elsewhere)[turn % 2]
        one.refresh()
        one.commit(change_set(*case(f"turn-{turn}", 1)))

    assert (register.tally.refused_by_fence, elsewhere.tally.refused_by_fence) == (0, 0)
    writes = [each for each in sheet_place.emulator.get("log")["requests"] if each["kind"] == "write"]
    assert {each["status"] for each in writes} == {200}
    assert_sheet_is_whole(register, sheet_place)


@pytest.mark.parametrize("is_save", [False, True])
def test_what_others_saved_is_not_half_known_when_it_cannot_be_read(
    register: SheetRegister, elsewhere: SheetRegister, sheet_place: SheetPlace, is_save: bool
) -> None:
    before = register.snapshot()
    elsewhere.commit(edit(elsewhere))
    mine = change_set(changed(before.row("reactions", "b"), subject="Anders"), operation_id="mine")
    sheet_place.emulator.fail("error", status=503, match={"kind": "read"}, skip=1, times=3)

    with pytest.raises(RegisterUnavailable):
        register.commit(mine) if is_save else register.refresh()

    assert sheet_place.emulator.get("faults")["rules"] == []
    assert register.snapshot() is before
    snapshot = register.refresh()
    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    register.commit(mine)
    assert all_rows(assert_all_say_the_same(register, elsewhere)) == all_rows(register.snapshot())
    assert_stored_once(register, sheet_place)


def test_a_name_that_is_taken_though_nothing_was_written_does_not_stay_in_the_way(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    name = f"{FENCE}{len(journal_rows(sheet_place)) + 1}"
    span = {"sheetId": tabs()[JOURNAL].sheet_id}
    taken = {"addNamedRange": {"namedRange": {"name": name, "namedRangeId": name, "range": span}}}
    sheet_place.emulator.act("batch", spreadsheet=sheet_place.spreadsheet_id, requests=[taken])

    register.commit(edit(register))

    assert register.tally.refused_by_fence > 1
    assert_stored_once(register, sheet_place)
    register.commit(change_set(*case("next")))
    assert_sheet_is_whole(register, sheet_place)


# ---- what no fence stops


def rogue_entry(register: SheetRegister, place: SheetPlace, name: str) -> dict[str, Any]:
    """Return the request that changes a case in the journal alone, as the next entry and without a fence."""
    row, last = register.snapshot().row("reactions", name), list(register.journal())[-1]
    before = declared("reactions", row)
    planned = Planned("reactions", name, name, "changed", row["version"] + 1, before, {**before, "subject": "Fremd"})
    change = ChangeSet((), "somebody", f"rogue-{name}", source="portal")
    (entry,) = journal_entries([planned], change, at=clock.now(), after=(last.seq, last.hash))
    tab = tabs()[JOURNAL]
    cells = entry_cells(tab, entry, Sealer(place.connection.keys))
    row_of_cells = row_data({at: cells[column] for at, column in enumerate(tab.names)})
    return {"appendCells": {"sheetId": tab.sheet_id, "rows": [row_of_cells], "fields": "userEnteredValue"}}


@pytest.mark.parametrize("concerns", [0, 1])
def test_a_save_that_another_entry_came_before_is_planned_anew(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, concerns: int
) -> None:
    watching = open_sheet(watch_seconds=3600)
    watching.snapshot()
    save = edit(register)
    save = replace(save, changes=save.changes[: 1 + concerns])
    sheet_place.emulator.fail(
        "act", actions=[{"do": "batch", "requests": [rogue_entry(register, sheet_place, "b")]}], match=WRITE
    )

    register.commit(save)

    assert register.tally.voided == 1
    snapshot = assert_all_say_the_same(register, watching, open_sheet(watch_seconds=3600))
    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    assert snapshot.row("reactions", "b")["subject"] == "Fremd"
    assert times_stored(sheet_place) == 2, "once in vain, and once for good"
    assert sum(entry.operation_id == "edit-a" for entry in register.journal()) == 1 + concerns
    assert_sheet_is_whole(register, sheet_place)


def test_a_save_that_another_entry_came_before_is_refused_where_both_change_one_record(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    sheet_place.emulator.fail(
        "act", actions=[{"do": "batch", "requests": [rogue_entry(register, sheet_place, "a")]}], match=WRITE
    )

    with pytest.raises(StaleRecord):
        register.commit(edit(register))

    # The row holds what does not count, under a stamp that fits: nobody who opens the sheet now believes it.
    latecomer = open_sheet(watch_seconds=3600)
    assert latecomer.snapshot().row("reactions", "a")["subject"] == "Fremd"
    assert latecomer.snapshot().row("concerns", "a-1")["area"] == "benefits"
    snapshot = assert_all_say_the_same(register, latecomer)
    assert snapshot.row("reactions", "a")["subject"] == "Fremd"
    assert sum(entry.operation_id == "edit-a" for entry in register.journal()) == 0
    assert_sheet_is_whole(latecomer, sheet_place)


def test_a_case_that_was_made_in_vain_leaves_no_row(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    rogue = {"do": "batch", "requests": [rogue_entry(register, sheet_place, "b")]}
    sheet_place.emulator.fail("act", actions=[rogue], match=WRITE)
    sheet_place.emulator.fail("error", status=403, match=WRITE, skip=1, times=None)

    with pytest.raises(Exception, match="may read the sheet but not change it"):
        register.commit(change_set(*case("new"), operation_id="new"))

    sheet_place.emulator.delete("faults")
    latecomer = open_sheet(watch_seconds=3600)
    snapshot = assert_all_say_the_same(register, latecomer)
    assert sorted(snapshot.frames["reactions"].index) == list(NAMES)
    assert_sheet_is_whole(latecomer, sheet_place)
    register.commit(change_set(*case("new"), operation_id="new"))
    assert len(assert_all_say_the_same(register, latecomer).concern_rows("new")) == 2
    assert_sheet_is_whole(register, sheet_place)


@pytest.mark.parametrize("name", ["a", "b"])
def test_of_two_saves_that_google_let_through_the_first_one_counts(
    register: SheetRegister, elsewhere: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, name: str
) -> None:
    theirs = edit(elsewhere)
    mine = change_set(changed(register.snapshot().row("reactions", name), subject="Anders"), operation_id="mine")
    sheet_place.emulator.fail("conflict", match=WRITE, times=1)

    if name == "a":
        with pytest.raises(StaleRecord):
            save_both(register, mine, elsewhere, theirs, sheet_place)
    else:
        save_both(register, mine, elsewhere, theirs, sheet_place)

    assert register.tally.voided == 1
    snapshot = assert_all_say_the_same(elsewhere, register, open_sheet(watch_seconds=3600))
    assert snapshot.row("reactions", name)["subject"] == ("Neu" if name == "a" else "Anders")
    assert sum(entry.operation_id == "mine" for entry in register.journal()) == (name == "b")
    assert times_stored(sheet_place) == 1
    assert_sheet_is_whole(register, sheet_place)


def type_in(place: SheetPlace, cells: str, *values: str) -> None:
    place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=f"Reaktionen!{cells}", values=[[*values]])


@pytest.mark.parametrize("goes_on", ["the same portal", "another one"])
@pytest.mark.parametrize("typed", ["in a row", "a row"])
def test_what_was_typed_is_not_lost_with_a_save_that_does_not_count(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, goes_on: str, typed: str
) -> None:
    register.snapshot()
    register.refresh()  # it has said by now that it is there
    if typed == "in a row":
        type_in(sheet_place, f"{SUBJECT}3", "Getippt")
    else:
        act = typed_row(7, received_on="02.03.2026", channel="Telefon", subject="Getippt")
        sheet_place.emulator.post("act", {**act, "spreadsheet": sheet_place.spreadsheet_id})
        register.refresh()
    rogue = {"do": "batch", "requests": [rogue_entry(register, sheet_place, "b")]}
    sheet_place.emulator.fail("act", actions=[rogue], match=WRITE)
    if goes_on == "another one":
        sheet_place.emulator.fail("error", status=403, match=WRITE, skip=1, times=None)

    register.refresh()

    assert register.tally.voided == 1
    sheet_place.emulator.delete("faults")
    latecomer = open_sheet(watch_seconds=3600)
    snapshot = assert_all_say_the_same(latecomer, register)
    assert snapshot.frames["reactions"]["subject"].tolist().count("Getippt") == 1
    assert len(snapshot.frames["reactions"]) == (4 if typed == "in a row" else 5)
    assert [entry.source for entry in register.journal()].count("sheet") == 1
    assert_sheet_is_whole(latecomer, sheet_place)


def test_what_a_save_that_does_not_count_left_in_another_row_is_no_copy(
    register: SheetRegister, elsewhere: SheetRegister, sheet_place: SheetPlace
) -> None:
    rogue = {"do": "batch", "requests": [rogue_entry(register, sheet_place, "b")]}
    sheet_place.emulator.fail("act", actions=[rogue], match=WRITE)
    register.commit(edit(register))  # once in vain, and once for good
    left = {
        "id": "a",
        "subject": "Anders",
        "follow_up_of": "Von jemand anderem",
        "version": "2",
        "stamp": "ab12",
    }
    names = tabs()["reactions"].names
    cells = [left.get(name, "") for name in names[: names.index("stamp") + 1]]
    act = {
        "do": "type",
        "range": "Reaktionen!A7",
        "values": [cells],
    }  # as it was seen under stress, in a row sorted there
    sheet_place.emulator.post("act", {**act, "spreadsheet": sheet_place.spreadsheet_id})

    assert_all_say_the_same(register, elsewhere)
    assert_sheet_is_whole(register, sheet_place)


def test_a_row_that_two_portals_brought_back_stands_once(
    register: SheetRegister, elsewhere: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    sheet_place.emulator.act("delete_row", spreadsheet=sheet_place.spreadsheet_id, sheet="Reaktionen", row=3)
    mine = change_set(changed(register.snapshot().row("reactions", "a"), subject="Anders"), operation_id="mine")
    sheet_place.emulator.fail("conflict", match=WRITE, times=1)

    with pytest.raises(StaleRecord):
        save_both(register, mine, elsewhere, edit(elsewhere), sheet_place)

    snapshot = assert_all_say_the_same(elsewhere, register, open_sheet(watch_seconds=3600))
    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    assert_sheet_is_whole(register, sheet_place)


@pytest.mark.parametrize("column", ["follow_up_of", "subject"])
def test_what_was_typed_in_a_row_that_a_save_changed_in_vain_is_not_lost(
    register: SheetRegister, elsewhere: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, column: str
) -> None:
    mine = change_set(changed(register.snapshot().row("reactions", "a"), channel="letter"), operation_id="mine")
    sheet_place.emulator.fail("conflict", match=WRITE, times=1)
    with pytest.raises(StaleRecord):
        save_both(register, mine, elsewhere, edit(elsewhere, text="Neu"), sheet_place)
    type_in(sheet_place, f"{letters(tabs()['reactions'].names.index(column))}3", "Getippt")

    snapshot = assert_all_say_the_same(open_sheet(watch_seconds=3600), register, elsewhere)

    row = snapshot.row("reactions", "a")
    assert (row[column], row["channel"], row["text"]) == ("Getippt", "email", "Neu")
    assert_sheet_is_whole(register, sheet_place)
