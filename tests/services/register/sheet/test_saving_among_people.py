"""Saves while people sort, insert and type in the sheet, between any two requests: nothing gets into a wrong row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.errors import OutcomeUnknown, StaleRecord
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.layout import letters, tabs
from tests.services.register.saves import all_rows, case, change_set, changed, removed
from tests.services.register.sheet.edits import edit, filled, times_stored, typed_row
from tests.services.register.sheet.proof import assert_sheet_is_whole
from tests.support.sheets import SheetPlace

OpenSheet = Callable[..., SheetRegister]
WRITE, READ = {"kind": "write"}, {"kind": "read"}


@pytest.fixture
def register(open_sheet: OpenSheet) -> SheetRegister:
    return filled(open_sheet(watch_seconds=3600))


SUBJECT = letters(tabs()["reactions"].names.index("subject"))
SORT = {"do": "sort", "sheet": "Reaktionen", "column": SUBJECT, "from_row": 3, "order": "DESCENDING"}
SORT_CONCERNS = {"do": "sort", "sheet": "Anliegen", "column": "A", "from_row": 3, "order": "DESCENDING"}
INSERT = {"do": "insert_row", "sheet": "Reaktionen", "row": 3}
ACTS = {
    "sort": [SORT],
    "sort both tabs": [SORT, SORT_CONCERNS],
    "insert": [INSERT],
    "insert two and sort": [INSERT, INSERT, SORT],
    "move a column": [{"do": "move_column", "sheet": "Reaktionen", "column": SUBJECT, "to": "B"}],
    "insert a column": [{"do": "insert_column", "sheet": "Reaktionen", "column": "C"}],
}
MOMENTS: dict[str, dict[str, Any]] = {
    "before the look": {"match": READ},
    "between look and write": {"match": WRITE},
    "between write and read-back": {"match": READ, "skip": 1},
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("acts", ACTS)
def test_save_is_stored_once_whatever_a_person_moves(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, acts: str, moment: str
) -> None:
    sheet_place.emulator.fail("act", actions=ACTS[acts], **MOMENTS[moment])

    register.commit(edit(register))

    assert sheet_place.emulator.get("faults")["rules"] == [], "it happened"
    snapshot = assert_sheet_is_whole(register, sheet_place)
    assert times_stored(sheet_place) == 1
    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    assert snapshot.row("concerns", "a-1")["area"] == "hotline"
    assert [snapshot.row("reactions", name)["subject"] for name in "bcd"] == [f"Betreff {name}" for name in "bcd"]
    assert len(snapshot.frames["reactions"]) == 4
    assert all_rows(open_sheet(watch_seconds=3600).refresh()) == all_rows(snapshot)


@pytest.mark.parametrize("acts", ["sort", "insert"])
def test_save_of_what_is_sealed_leaves_nothing_in_another_row(
    register: SheetRegister, sheet_place: SheetPlace, acts: str
) -> None:
    sheet_place.emulator.fail("act", actions=ACTS[acts], match=WRITE)

    register.commit(change_set(changed(register.snapshot().row("reactions", "a"), text="Neu und geheim")))

    snapshot = assert_sheet_is_whole(register, sheet_place)
    assert {name: snapshot.row("reactions", name)["text"] for name in "abcd"} == {
        "a": "Neu und geheim",
        **{name: f"Geheim {name}" for name in "bcd"},
    }


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("acts", ["sort", "insert"])
def test_removal_takes_its_own_row_whatever_a_person_moves(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, acts: str, moment: str
) -> None:
    sheet_place.emulator.fail("act", actions=ACTS[acts], **MOMENTS[moment])

    register.commit(change_set(removed(register.snapshot().row("reactions", "b"))))

    snapshot = assert_sheet_is_whole(register, sheet_place)
    assert sorted(snapshot.frames["reactions"].index) == ["a", "c", "d"]
    assert all_rows(open_sheet(watch_seconds=3600).refresh()) == all_rows(snapshot)


def typed(column: str, name: str, value: str) -> dict[str, Any]:
    """Return what a person does who types in the row of a case."""
    column = letters(tabs()["reactions"].names.index(column))
    beside = {"column": "A", "text": name}
    return {"do": "type", "sheet": "Reaktionen", "column": column, "beside": beside, "values": [[value]]}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(("name", "column"), [("a", "follow_up_of"), ("b", "subject"), ("c", "follow_up_of")])
def test_what_is_typed_during_a_save_is_taken_over(
    register: SheetRegister, sheet_place: SheetPlace, moment: str, name: str, column: str
) -> None:
    save = edit(register)
    sheet_place.emulator.fail("act", actions=[typed(column, name, "Getippt")], **MOMENTS[moment])

    if name == "a" and moment == "before the look":
        with pytest.raises(StaleRecord):
            register.commit(save)
        save = replace(edit(register), operation_id="edit-a-merged")
        register.commit(save)
    else:
        register.commit(save)

    snapshot = assert_sheet_is_whole(register, sheet_place)
    assert snapshot.row("reactions", name)[column] == "Getippt"
    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    assert [entry.source for entry in register.history(name) if entry.row_id == name].count("sheet") == 1


@pytest.mark.parametrize("name", ["a", "b", "c", "d"])
def test_what_was_typed_is_kept_when_a_save_lands_in_its_row(
    register: SheetRegister, sheet_place: SheetPlace, name: str
) -> None:
    save = edit(register, subject="Neu")
    sheet_place.emulator.fail("act", actions=[typed("follow_up_of", name, "Getippt"), SORT], match=WRITE)

    register.commit(save)

    snapshot = assert_sheet_is_whole(register, sheet_place)
    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    assert snapshot.row("reactions", name)["follow_up_of"] == "Getippt"


@pytest.mark.parametrize("acts", ["sort", "insert", "insert two and sort"])
@pytest.mark.parametrize("name", ["a", "d"])
def test_another_portal_puts_right_what_was_not_read_back(
    open_sheet: OpenSheet, sheet_place: SheetPlace, acts: str, name: str
) -> None:
    register = filled(open_sheet(watch_seconds=3600, patience_seconds=0.5))
    other = open_sheet(watch_seconds=3600)
    other.snapshot()
    save = edit(register)
    sheet_place.emulator.fail("act", actions=[typed("follow_up_of", name, "Getippt"), *ACTS[acts]], match=WRITE)
    sheet_place.emulator.fail("error", status=503, match=READ, skip=1, times=None)
    with pytest.raises(OutcomeUnknown):
        register.commit(save)
    sheet_place.emulator.delete("faults")

    snapshot = assert_sheet_is_whole(other, sheet_place)

    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    assert snapshot.row("reactions", name)["follow_up_of"] == "Getippt"
    assert len(snapshot.frames["reactions"]) == 4
    register.commit(save)
    assert times_stored(sheet_place) == 1
    assert all_rows(assert_sheet_is_whole(register, sheet_place)) == all_rows(other.refresh())


NEW_ROW = typed_row(7, received_on="02.03.2026", channel="Telefon", subject="Getippt")


@pytest.mark.parametrize("goes_on", ["the same portal", "another one"])
@pytest.mark.parametrize("acts", ["sort", "insert", "insert two and sort"])
def test_a_typed_row_gives_its_id_to_no_other_row(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, acts: str, goes_on: str
) -> None:
    before = all_rows(register.snapshot())
    sheet_place.emulator.post("act", {**NEW_ROW, "spreadsheet": sheet_place.spreadsheet_id})
    register.refresh()  # it is taken over once it stands as it did at the last look
    sheet_place.emulator.fail("act", actions=ACTS[acts], match=WRITE)
    if goes_on == "another one":
        sheet_place.emulator.fail("error", status=503, match=READ, skip=2, times=4)  # two looks, and no read-back
    register.refresh()
    sheet_place.emulator.delete("faults")

    other = open_sheet(watch_seconds=3600)
    snapshot = assert_sheet_is_whole(other, sheet_place)

    rows = {place: row for place, row in all_rows(snapshot).items() if place not in before}
    assert [(row["subject"], row["channel"]) for row in rows.values()] == [("Getippt", "telephone")]
    assert {
        place: row["subject"] for place, row in all_rows(snapshot).items() if place in before and "subject" in row
    } == {place: row["subject"] for place, row in before.items() if "subject" in row}
    assert all_rows(assert_sheet_is_whole(register, sheet_place)) == all_rows(other.refresh())
    assert [entry.action for entry in register.journal() if entry.source == "sheet"] == ["created"]


def test_a_typed_row_takes_no_row_for_empty_in_which_little_stands(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    register.commit(change_set(*case("e", 0, subject=None, channel="email", text="Geheim e")))
    received = register.snapshot().row("reactions", "e")["received_on"].strftime("%d.%m.%Y")
    row = typed_row(8, received_on=received, channel="Telefon", subject="Getippt")
    sheet_place.emulator.post("act", {**row, "spreadsheet": sheet_place.spreadsheet_id})
    register.refresh()
    sheet_place.emulator.fail("act", actions=[SORT], match=WRITE)  # the case without a subject comes last
    register.refresh()

    other = open_sheet(watch_seconds=3600)
    snapshot = assert_sheet_is_whole(other, sheet_place)

    assert snapshot.row("reactions", "e")["text"] == "Geheim e"
    assert sorted(snapshot.frames["reactions"]["subject"].dropna()) == [
        *(f"Betreff {name}" for name in "abcd"),
        "Getippt",
    ]
    assert all_rows(assert_sheet_is_whole(register, sheet_place)) == all_rows(snapshot)


def test_a_row_that_took_the_id_of_another_one_is_not_written_twice(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    other = open_sheet(watch_seconds=3600)
    other.snapshot()
    sheet_place.emulator.post("act", {**NEW_ROW, "spreadsheet": sheet_place.spreadsheet_id})
    register.refresh()
    sheet_place.emulator.fail("act", actions=[INSERT], match=WRITE)  # what is written for the new row is written in d's
    sheet_place.emulator.fail("error", status=503, match=READ, skip=2, times=4)
    register.refresh()
    sheet_place.emulator.delete("faults")
    assert ["d"] not in [row[:1] for row in sheet_place.cells()["Reaktionen"]]

    with pytest.raises(StaleRecord):  # the row got its id back first, and so moved on
        other.commit(edit(other, "d", follow_up_of="Neu"))
    other.commit(replace(edit(other, "d", follow_up_of="Neu"), operation_id="edit-d-merged"))

    snapshot = assert_sheet_is_whole(other, sheet_place)
    assert snapshot.row("reactions", "d")["follow_up_of"] == "Neu"
    assert sorted(snapshot.frames["reactions"]["subject"]) == [*(f"Betreff {name}" for name in "abcd"), "Getippt"]
    assert all_rows(assert_sheet_is_whole(register, sheet_place)) == all_rows(snapshot)


def test_a_save_leaves_nothing_in_the_row_of_a_removed_record(register: SheetRegister, sheet_place: SheetPlace) -> None:
    register.commit(change_set(removed(register.snapshot().row("concerns", "d-1"), "concerns")))
    sheet_place.emulator.fail("act", actions=[SORT_CONCERNS], match=WRITE)  # what is left of d-1 moves to where a-1 was

    register.commit(edit(register))

    snapshot = assert_sheet_is_whole(register, sheet_place)
    assert snapshot.row("concerns", "a-1")["area"] == "hotline"
    assert sorted(snapshot.frames["concerns"].index) == ["a-1", "b-1", "c-1"]


def test_a_row_whose_columns_were_moved_is_put_right_though_its_repair_is_disturbed(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    kind = letters(tabs()["concerns"].names.index("kind"))
    move = {
        "do": "move_column",
        "sheet": "Anliegen",
        "column": kind,
        "to": letters(tabs()["concerns"].names.index("area") + 1),
    }
    sheet_place.emulator.fail("act", actions=[move], match=WRITE)
    sheet_place.emulator.fail("act", actions=[SORT_CONCERNS], match=WRITE, skip=1)

    register.commit(change_set(*case("e", 2)))

    assert sheet_place.emulator.get("faults")["rules"] == [], "it happened"
    snapshot = assert_sheet_is_whole(register, sheet_place)
    assert [row["kind"] for row in snapshot.concern_rows("e")] == ["complaint", "complaint"]


def test_a_typed_row_keeps_what_is_the_same_in_the_record_whose_save_lands_in_it(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    snapshot = register.snapshot()
    received = snapshot.row("reactions", "d")["received_on"].strftime("%d.%m.%Y")
    row = typed_row(6, received_on=received, channel="Telefon", subject="Getippt")
    sheet_place.emulator.fail("act", actions=[{**INSERT, "row": 6}, row], match=WRITE)  # d stood there

    register.commit(change_set(changed(snapshot.row("concerns", "d-1"), "concerns", area="hotline")))

    other = open_sheet(watch_seconds=3600)
    other.snapshot()
    snapshot = assert_sheet_is_whole(other, sheet_place)
    assert sorted(snapshot.frames["reactions"]["subject"]) == [*(f"Betreff {name}" for name in "abcd"), "Getippt"]


def test_what_is_typed_while_a_row_is_put_back_is_taken_over(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    sheet_place.emulator.fail("act", actions=[SORT], match=WRITE)  # the save lands in d's row
    act = typed("follow_up_of", "d", "Getippt")
    sheet_place.emulator.fail("act", actions=[act], match=READ, skip=3)  # its look, its read-back, the look at all rows

    register.commit(edit(register))

    assert sheet_place.emulator.get("faults")["rules"] == [], "it happened"
    snapshot = assert_sheet_is_whole(register, sheet_place)
    assert snapshot.row("reactions", "d")["follow_up_of"] == "Getippt"
    assert snapshot.row("reactions", "d")["subject"] == "Betreff d"
    assert all_rows(open_sheet(watch_seconds=3600).refresh()) == all_rows(snapshot)


def test_typed_rows_that_moved_by_one_get_their_own_ids(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    for number, subject in ((7, "Erste"), (8, "Zweite"), (9, "Dritte")):
        row = typed_row(number, received_on="02.03.2026", channel="Telefon", subject=subject)
        sheet_place.emulator.post("act", {**row, "spreadsheet": sheet_place.spreadsheet_id})
    register.refresh()  # they are taken over once they stand as they did at the last look
    sheet_place.emulator.fail("act", actions=[INSERT], match=WRITE)
    register.refresh()

    other = open_sheet(watch_seconds=3600)
    snapshot = assert_sheet_is_whole(other, sheet_place)

    subjects = [*(f"Betreff {name}" for name in "abcd"), "Dritte", "Erste", "Zweite"]
    assert sorted(snapshot.frames["reactions"]["subject"]) == subjects
    assert snapshot.row("reactions", "d")["subject"] == "Betreff d"
    assert [entry.action for entry in register.journal() if entry.source == "sheet"] == ["created"] * 3
    assert all_rows(assert_sheet_is_whole(register, sheet_place)) == all_rows(snapshot)
