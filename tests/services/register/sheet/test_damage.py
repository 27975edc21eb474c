"""A sheet that was damaged: said in a sentence, nothing overwritten, and mended by the set-up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.errors import RegisterShapeError
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.client import SheetClient
from services.register.sheet.layout import tabs
from services.register.sheet.setup.building import build
from tests.services.register.saves import all_rows, assert_holds_together, case, change_set, changed
from tests.support.sheets import SheetPlace

OpenSheet = Callable[..., SheetRegister]


@pytest.fixture
def register(open_sheet: OpenSheet) -> SheetRegister:
    register = open_sheet(watch_seconds=3600)
    register.commit(change_set(*case("a", text="Geheim"), *case("b")))
    register.commit(change_set(*case("c")))
    return register


def act(place: SheetPlace, do: str, sheet: str = "Reaktionen", **more: object) -> None:
    place.emulator.act(do, spreadsheet=place.spreadsheet_id, sheet=sheet, **more)


def set_up(place: SheetPlace) -> None:
    client = SheetClient(place.connection)
    build(client, place.connection)
    client.close()


def test_a_deleted_tab_is_named_and_filled_again_after_the_set_up(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    before = register.snapshot()
    act(sheet_place, "delete_sheet")

    with pytest.raises(RegisterShapeError) as gone:
        register.refresh()
    with pytest.raises(RegisterShapeError):
        register.commit(change_set(changed(before.row("reactions", "a"), subject="Neu")))
    with pytest.raises(RegisterShapeError):
        open_sheet().snapshot()

    assert gone.value.params["missing"] == "Reaktionen"
    assert register.snapshot() is before
    assert isinstance(register.health.trouble, RegisterShapeError)

    set_up(sheet_place)
    snapshot = register.refresh()

    assert snapshot.issues == ()
    assert snapshot.row("reactions", "a")["text"] == "Geheim"
    assert register.health.trouble is None
    assert all_rows(open_sheet().snapshot()) == all_rows(snapshot)
    assert_holds_together(register)


def test_a_damaged_row_of_code_names_stops_the_portal_until_the_set_up(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    before = register.snapshot()
    place = tabs()["reactions"].names.index("subject")
    sheet_place.emulator.act(
        "clear", spreadsheet=sheet_place.spreadsheet_id, range=f"Reaktionen!{chr(ord('A') + place)}1"
    )

    with pytest.raises(RegisterShapeError) as damaged:
        register.refresh()
    with pytest.raises(RegisterShapeError):
        register.commit(change_set(changed(before.row("reactions", "a"), subject="Neu")))

    assert (damaged.value.params["tab"], damaged.value.params["missing"]) == ("Reaktionen", "subject")
    assert register.snapshot() is before

    set_up(sheet_place)

    assert register.refresh() is before
    assert_holds_together(register)


@pytest.mark.parametrize("row", [4, 8])
def test_a_journal_with_rows_missing_stops_the_portal_before_it_writes_anything(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, row: int
) -> None:
    before = register.snapshot()
    act(sheet_place, "delete_row", sheet="Verlauf", row=row)
    cells = sheet_place.cells()

    with pytest.raises(RegisterShapeError):
        open_sheet().snapshot()
    for again in range(2):
        with pytest.raises(RegisterShapeError):
            register.commit(change_set(*case(f"new-{again}")))

    assert register.snapshot() is before
    assert sheet_place.cells() == cells


def test_a_journal_cut_off_at_its_end_stops_the_portal(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    seen = register.snapshot().row("reactions", "a")
    before = register.commit(change_set(changed(seen, subject="Neu")))
    act(sheet_place, "delete_row", sheet="Verlauf", row=12)
    cells = sheet_place.cells()

    for opened in (register, open_sheet()):
        with pytest.raises(RegisterShapeError):
            opened.refresh()

    assert register.snapshot() is before
    assert sheet_place.cells() == cells


def test_a_sheet_put_back_to_an_earlier_version_is_followed(register: SheetRegister, sheet_place: SheetPlace) -> None:
    before = register.snapshot()
    act(sheet_place, "delete_row", sheet="Reaktionen", row=5)
    for row in (8, 7):
        act(sheet_place, "delete_row", sheet="Anliegen", row=row)
    for row in (11, 10, 9):
        act(sheet_place, "delete_row", sheet="Verlauf", row=row)

    snapshot = register.refresh()

    assert snapshot.revision > before.revision
    assert set(snapshot.frames["reactions"].index) == {"a", "b"}
    assert snapshot.issues == ()
    again = register.commit(change_set(*case("d")))
    assert len(again.frames["reactions"]) == 3
    assert_holds_together(register)


def test_a_cell_beyond_the_limit_is_an_issue_or_is_kept_by_google(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    place = tabs()["reactions"].names.index("subject")
    cell = f"Reaktionen!{chr(ord('A') + place)}3"
    sheet_place.emulator.act("type", spreadsheet=sheet_place.spreadsheet_id, range=cell, values=[["x" * 49_999]])

    (issue,) = register.refresh().issues

    assert (issue.cell, issue.column) == (cell, "subject")
    assert register.snapshot().row("reactions", "a")["subject"] == "Bescheid"


def test_a_deleted_column_is_filled_again_after_the_set_up(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    before = all_rows(register.snapshot())
    place = tabs()["reactions"].names.index("subject")
    act(sheet_place, "delete_column", column=chr(ord("A") + place))
    with pytest.raises(RegisterShapeError):
        register.refresh()

    set_up(sheet_place)
    sheet_place.emulator.act(
        "type", spreadsheet=sheet_place.spreadsheet_id, range="Reaktionen!C3", values=[["05.03.2026"]]
    )
    snapshot = register.refresh()

    assert snapshot.issues == ()
    assert [row["subject"] for row in all_rows(snapshot).values() if "subject" in row] == ["Bescheid"] * 3
    assert snapshot.row("reactions", "a")["received_on"] != before["reactions", "a"]["received_on"]
    assert {source.source for name in "bc" for source in register.history(name)} == {"portal", "repair"}
    assert all_rows(open_sheet().snapshot()) == all_rows(snapshot)
    assert_holds_together(register)


@pytest.mark.parametrize("damage", ["clear", "copy"])
def test_a_damaged_sealed_part_is_written_again(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace, damage: str
) -> None:
    seen = register.snapshot().row("reactions", "b")
    register.commit(change_set(changed(seen, text="Anderes")))
    rows = [row for row in sheet_place.cells()["Reaktionen"]]
    place = tabs()["reactions"].names.index("sealed_1")
    span = {"sheetId": tabs()["reactions"].sheet_id, "rowIndex": 2, "columnIndex": place}
    cell = {} if damage == "clear" else {"userEnteredValue": {"stringValue": rows[3][place]}}
    request = {"updateCells": {"start": span, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}}
    act(sheet_place, "batch", requests=[request])

    snapshot = open_sheet().snapshot()

    assert snapshot.row("reactions", "a")["text"] == "Geheim"
    assert snapshot.issues == ()
    again = open_sheet()
    assert again.snapshot().row("reactions", "a")["text"] == "Geheim"
    assert again.snapshot().revision == snapshot.revision, "put right once"
    assert_holds_together(again)


def test_a_deleted_column_of_ids_is_filled_again(register: SheetRegister, sheet_place: SheetPlace) -> None:
    act(sheet_place, "delete_column", column="A")
    set_up(sheet_place)

    snapshot = register.refresh()

    assert snapshot.issues == ()
    assert set(snapshot.frames["reactions"].index) == {"a", "b", "c"}
    assert_holds_together(register)
