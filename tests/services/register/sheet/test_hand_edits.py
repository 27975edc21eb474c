"""What people do in the sheet itself: typing, sorting, inserting, deleting, copying."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.errors import InputRejected
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.layout import letters, tabs
from services.register.snapshot import Remedy
from tests.services.register.saves import all_rows, assert_holds_together, case, change_set, changed, created, removed
from tests.support.sheets import SheetPlace

OpenSheet = Callable[..., SheetRegister]


def cell(column: str, row: int, table: str = "reactions") -> str:
    tab = tabs()[table]
    return f"{tab.title}!{letters(tab.names.index(column))}{row}"


def type_in(place: SheetPlace, column: str, row: int, value: Any, table: str = "reactions") -> None:
    place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=cell(column, row, table), values=[[value]])


def act(place: SheetPlace, do: str, **more: Any) -> None:
    place.emulator.act(do, spreadsheet=place.spreadsheet_id, sheet="Reaktionen", **more)


@pytest.fixture
def register(open_sheet: OpenSheet) -> SheetRegister:
    return open_sheet(watch_seconds=3600)


def test_a_valid_edit_is_taken_over_and_journalled_with_its_difference(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    register.commit(change_set(*case("r", customer_name="Erika Muster")))

    type_in(sheet_place, "subject", 3, "Am Telefon geklärt")
    type_in(sheet_place, "closed_on", 3, "31.03.2026")
    snapshot = register.refresh()

    row = snapshot.row("reactions", "r")
    assert (row["subject"], row["closed_on"], row["version"]) == ("Am Telefon geklärt", date(2026, 3, 31), 2)
    assert row["customer_name"] == "Erika Muster"
    entry = register.history("r")[-1]
    assert (entry.actor, entry.source, entry.version) == ("sheet", "sheet", 2)
    assert {(change.field, change.before, change.after) for change in entry.changes} == {
        ("subject", "Bescheid", "Am Telefon geklärt"),
        ("closed_on", None, date(2026, 3, 31)),
    }
    assert snapshot.issues == ()
    assert_holds_together(register)


def test_a_label_typed_for_a_code_becomes_the_code(register: SheetRegister, sheet_place: SheetPlace) -> None:
    register.commit(change_set(*case("r", 1)))

    type_in(sheet_place, "channel", 3, "Telefon")
    type_in(sheet_place, "kind", 3, "Lob", "concerns")
    snapshot = register.refresh()

    assert snapshot.row("reactions", "r")["channel"] == "telephone"
    assert snapshot.row("concerns", "r-1")["kind"] == "praise"
    cells = sheet_place.cells()
    assert "telephone" in cells["Reaktionen"][2]
    assert "Telefon" not in cells["Reaktionen"][2]


def test_an_edit_is_journalled_once_by_two_portals(open_sheet: OpenSheet, sheet_place: SheetPlace) -> None:
    one, other = open_sheet(watch_seconds=3600), open_sheet(watch_seconds=3600)
    one.commit(change_set(*case("r")))
    other.refresh()

    type_in(sheet_place, "subject", 3, "Neu")
    one.refresh()
    other.refresh()

    assert [entry.source for entry in one.history("r") if entry.row_id == "r"] == ["portal", "sheet"]
    assert all_rows(one.refresh()) == all_rows(other.refresh())
    assert_holds_together(other)


def test_an_edit_made_while_no_portal_ran_is_taken_over(open_sheet: OpenSheet, sheet_place: SheetPlace) -> None:
    open_sheet().commit(change_set(*case("r", text="Geheim")))

    type_in(sheet_place, "subject", 3, "Neu")
    register = open_sheet()

    row = register.snapshot().row("reactions", "r")
    assert (row["subject"], row["text"]) == ("Neu", "Geheim")
    assert register.history("r")[-1].source == "sheet"
    assert_holds_together(register)


def test_an_invalid_edit_becomes_an_issue_and_is_left_alone(register: SheetRegister, sheet_place: SheetPlace) -> None:
    before = register.commit(change_set(*case("r")))

    type_in(sheet_place, "closed_on", 3, "2022-02-30")
    snapshot = register.refresh()

    (issue,) = snapshot.issues
    assert (issue.table, issue.row, issue.column, issue.value, issue.kept) == (
        "reactions",
        "r",
        "closed_on",
        "2022-02-30",
        True,
    )
    assert issue.cell == cell("closed_on", 3)
    assert issue.link.endswith(f"#gid={tabs()['reactions'].sheet_id}&range={issue.cell.partition('!')[2]}")
    assert snapshot.row("reactions", "r") == before.row("reactions", "r")
    assert snapshot.revision > before.revision
    assert "2022-02-30" in sheet_place.cells()["Reaktionen"][2]
    assert register.refresh() is snapshot, "the same issue is no new state"

    type_in(sheet_place, "closed_on", 3, "28.03.2026")
    corrected = register.refresh()

    assert corrected.issues == ()
    assert corrected.row("reactions", "r")["closed_on"] == date(2026, 3, 28)


@pytest.mark.parametrize(
    ("column", "value"),
    [("channel", "Rohrpost"), ("received_on", ""), ("closed_on", "01.01.2020"), ("ombuds", "vielleicht")],
)
def test_what_breaks_a_rule_is_an_issue(
    register: SheetRegister, sheet_place: SheetPlace, column: str, value: str
) -> None:
    before = register.commit(change_set(*case("r")))

    type_in(sheet_place, column, 3, value)
    snapshot = register.refresh()

    assert [issue.column for issue in snapshot.issues] == [column]
    assert snapshot.row("reactions", "r") == before.row("reactions", "r")


def test_a_save_on_an_invalid_row_is_refused_and_names_the_cell(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    seen = register.commit(change_set(*case("r"))).row("reactions", "r")
    type_in(sheet_place, "closed_on", 3, "bald")

    with pytest.raises(InputRejected) as refused:
        register.commit(change_set(changed(seen, subject="Neu")))

    assert refused.value.params["cell"] == cell("closed_on", 3)
    assert "bald" in str(refused.value)
    assert register.snapshot().row("reactions", "r")["subject"] == "Bescheid"
    assert len(register.history("r")) == 3


def test_a_save_on_a_row_somebody_edited_is_refused_as_stale_with_the_edit(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    from services.errors import StaleRecord

    seen = register.commit(change_set(*case("r"))).row("reactions", "r")
    type_in(sheet_place, "subject", 3, "Aus dem Blatt")

    with pytest.raises(StaleRecord):
        register.commit(change_set(changed(seen, subject="Aus dem Portal")))

    assert register.snapshot().row("reactions", "r")["subject"] == "Aus dem Blatt"
    assert_holds_together(register)


def test_sorted_rows_are_still_found(register: SheetRegister, sheet_place: SheetPlace) -> None:
    for name in "abcd":
        register.commit(change_set(*case(name, subject=f"Betreff {name}")))
    act(sheet_place, "sort", column=letters(tabs()["reactions"].names.index("subject")), from_row=3, order="DESCENDING")

    seen = register.snapshot().row("reactions", "a")
    snapshot = register.commit(change_set(changed(seen, subject="Neu")))

    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    assert register.refresh().issues == ()
    assert register.tally.relocated
    assert_holds_together(register)


def test_a_sort_between_look_and_write_is_put_right(register: SheetRegister, sheet_place: SheetPlace) -> None:
    for name in "abcd":
        register.commit(change_set(*case(name, subject=f"Betreff {name}")))
    column = letters(tabs()["reactions"].names.index("subject"))
    sort = {"do": "sort", "sheet": "Reaktionen", "column": column, "from_row": 3, "order": "DESCENDING"}
    sheet_place.emulator.fail("act", match={"kind": "write"}, actions=[sort])

    seen = register.snapshot().row("reactions", "a")
    snapshot = register.commit(change_set(changed(seen, subject="Neu")))

    assert snapshot.row("reactions", "a")["subject"] == "Neu"
    assert snapshot.row("reactions", "d")["subject"] == "Betreff d"
    assert register.tally.repaired == 2
    assert register.refresh().issues == ()
    assert [entry.source for entry in register.history("d")][-1] == "repair"
    assert_holds_together(register)


def test_inserted_rows_and_columns_and_moved_columns_are_survived(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    register.commit(change_set(*case("a"), *case("b")))
    act(sheet_place, "insert_row", row=3)
    act(sheet_place, "insert_column", column="C")
    act(sheet_place, "move_column", column="B", to="H")
    type_in_row = sheet_place.cells()["Reaktionen"]
    assert type_in_row[2] == []

    snapshot = register.commit(
        change_set(changed(register.snapshot().row("reactions", "b"), subject="Neu"), *case("c"))
    )

    assert snapshot.row("reactions", "b")["subject"] == "Neu"
    assert register.refresh().issues == ()
    assert all_rows(open_sheet().snapshot()) == all_rows(snapshot)
    assert_holds_together(register)


def test_renamed_headings_and_tabs_change_nothing(register: SheetRegister, sheet_place: SheetPlace) -> None:
    register.commit(change_set(*case("a")))
    type_in(sheet_place, "subject", 2, "Worum es geht")
    act(sheet_place, "rename_sheet", title="Unsere Fälle")

    assert register.refresh().issues == ()
    snapshot = register.commit(change_set(*case("b")))

    assert len(snapshot.frames["reactions"]) == 2
    assert len(sheet_place.cells()["Unsere Fälle"]) == 4


def test_a_row_typed_without_an_id_is_taken_over(
    register: SheetRegister, open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    register.commit(change_set(*case("a")))
    type_in(sheet_place, "received_on", 4, "02.03.2026")
    assert [issue.column for issue in register.refresh().issues] == ["channel"]
    type_in(sheet_place, "channel", 4, "Telefon")
    type_in(sheet_place, "subject", 4, "Anruf")
    register.refresh()

    other = open_sheet(watch_seconds=3600)
    other.refresh()
    snapshot = register.refresh()

    assert snapshot.issues == ()
    assert len(snapshot.frames["reactions"]) == 2
    (row_id,) = set(snapshot.frames["reactions"].index) - {"a"}
    row = snapshot.row("reactions", row_id)
    assert (row["subject"], row["channel"], row["number"]) == ("Anruf", "telephone", "KR-2026-0002")
    assert [(entry.action, entry.source) for entry in register.history(row_id)] == [("created", "sheet")]
    assert all_rows(other.refresh()) == all_rows(snapshot)
    assert_holds_together(register)


def test_a_deleted_row_is_noticed_and_brought_back(register: SheetRegister, sheet_place: SheetPlace) -> None:
    before = register.commit(change_set(*case("a", text="Geheim"), *case("b")))
    act(sheet_place, "delete_row", row=3)

    snapshot = register.refresh()
    (issue,) = snapshot.issues
    assert (issue.table, issue.row, issue.kept) == ("reactions", "a", True)
    assert set(issue.remedies) == {Remedy.RESTORE, Remedy.REMOVE}
    assert snapshot.row("reactions", "a") == before.row("reactions", "a")

    mended = register.mend(issue, Remedy.RESTORE, actor="bgf")

    assert mended.issues == ()
    assert mended.row("reactions", "a")["text"] == "Geheim"
    assert register.history("a")[-1].actor == "bgf"
    assert_holds_together(register)


def test_a_deletion_can_be_accepted(register: SheetRegister, sheet_place: SheetPlace) -> None:
    register.commit(change_set(*case("a"), *case("b")))
    act(sheet_place, "delete_row", row=3)
    (issue,) = register.refresh().issues

    snapshot = register.mend(issue, Remedy.REMOVE, actor="bgf")

    assert snapshot.issues == ()
    assert snapshot.find_row("reactions", "a") is None
    assert snapshot.concern_rows("a") == []
    assert register.refresh() is snapshot
    assert_holds_together(register)


def test_a_deleted_row_comes_back_where_somebody_goes_on_typing_in_what_belongs_to_it(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    register.commit(change_set(*case("a"), *case("b")))
    act(sheet_place, "delete_row", row=3)
    (issue,) = register.refresh().issues
    area = letters(tabs()["concerns"].names.index("area"))
    sheet_place.emulator.act(
        "type", spreadsheet=sheet_place.spreadsheet_id, range=f"Anliegen!{area}3", values=[["hotline"]]
    )

    with pytest.raises(InputRejected, match="stands in the sheet again"):
        register.mend(issue, Remedy.REMOVE, actor="bgf")

    snapshot = register.snapshot()
    assert snapshot.issues == ()
    assert snapshot.row("reactions", "a")["number"] == "KR-2026-0001"
    assert [row["area"] for row in snapshot.concern_rows("a")] == ["hotline", "benefits"]
    assert_holds_together(register)


def test_a_row_of_a_removed_record_that_somebody_puts_back_and_changes_is_a_new_record(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    register.commit(change_set(*case("a"), *case("b")))
    row = sheet_place.cells()["Anliegen"][2]  # as it stands in the version history
    register.commit(change_set(removed(register.snapshot().row("concerns", "a-1"), "concerns")))
    row[tabs()["concerns"].names.index("area")] = "hotline"
    cells = [[str(cell) for cell in row]]
    sheet_place.emulator.act("type", spreadsheet=sheet_place.spreadsheet_id, range="Anliegen!A3", values=cells)
    register.refresh()

    snapshot = register.refresh()

    assert sorted(row["area"] for row in snapshot.concern_rows("a")) == ["benefits", "hotline"]
    assert snapshot.issues == ()
    assert_holds_together(register)


def test_a_save_brings_a_deleted_row_back(register: SheetRegister, sheet_place: SheetPlace) -> None:
    seen = register.commit(change_set(*case("a", text="Geheim"))).row("reactions", "a")
    act(sheet_place, "delete_row", row=3)

    snapshot = register.commit(change_set(changed(seen, subject="Neu")))

    assert snapshot.row("reactions", "a")["text"] == "Geheim"
    assert register.refresh().issues == ()
    assert_holds_together(register)


def test_a_copied_row_is_an_issue_and_can_become_a_record(register: SheetRegister, sheet_place: SheetPlace) -> None:
    register.commit(change_set(*case("a", customer_name="Erika Muster"), *case("b")))
    act(sheet_place, "copy_row", row=3, to=5)

    snapshot = register.refresh()
    (issue,) = snapshot.issues
    assert (issue.row, issue.cell, issue.remedies) == ("a", "Reaktionen!A5", (Remedy.ADOPT,))
    changed_copy = register.commit(change_set(changed(snapshot.row("reactions", "a"), subject="Neu")))
    assert changed_copy.row("reactions", "a")["subject"] == "Neu"

    (issue,) = register.refresh().issues
    mended = register.mend(issue, Remedy.ADOPT, actor="bgf")

    assert mended.issues == ()
    assert len(mended.frames["reactions"]) == 3
    assert mended.frames["reactions"]["number"].is_unique
    assert_holds_together(register)


def test_a_cleared_id_is_written_again(register: SheetRegister, sheet_place: SheetPlace) -> None:
    register.commit(change_set(*case("a"), *case("b")))
    sheet_place.emulator.act("clear", spreadsheet=sheet_place.spreadsheet_id, range="Reaktionen!A3")

    snapshot = register.refresh()

    assert snapshot.issues == ()
    assert sheet_place.cells()["Reaktionen"][2][0] == "a"
    assert len(snapshot.frames["reactions"]) == 2
    assert_holds_together(register)


def test_some_columns_sorted_are_not_taken_for_edits(register: SheetRegister, sheet_place: SheetPlace) -> None:
    for name in "abcd":
        register.commit(change_set(created("reactions", name, subject=f"Betreff {name}")))
    before = register.snapshot()
    place = tabs()["reactions"].names.index("subject")
    span = {"sheetId": tabs()["reactions"].sheet_id, "startRowIndex": 2, "endRowIndex": 6}
    span |= {"startColumnIndex": place, "endColumnIndex": place + 1}
    sort = {"sortRange": {"range": span, "sortSpecs": [{"dimensionIndex": place, "sortOrder": "DESCENDING"}]}}
    act(sheet_place, "batch", requests=[sort])

    snapshot = register.refresh()

    assert len(snapshot.issues) == 4
    assert all_rows(snapshot) == all_rows(before)
    mended = register.mend(snapshot.issues[0], Remedy.RESTORE, actor="bgf")
    assert mended.issues == ()
    assert {row["subject"] for row in all_rows(mended).values()} == {f"Betreff {name}" for name in "abcd"}
    assert_holds_together(register)


def test_the_portals_own_cells_are_put_back(register: SheetRegister, sheet_place: SheetPlace) -> None:
    register.commit(change_set(*case("a")))
    type_in(sheet_place, "version", 3, "77")
    type_in(sheet_place, "stamp", 3, "x")

    snapshot = register.refresh()

    assert snapshot.issues == ()
    assert snapshot.row("reactions", "a")["version"] == 2
    assert_holds_together(register)


def test_what_google_may_not_keep_is_not_taken_for_typing(register: SheetRegister, sheet_place: SheetPlace) -> None:
    row = register.commit(change_set(created("reactions", "a", subject="'x"))).row("reactions", "a")
    span = {"sheetId": tabs()["reactions"].sheet_id, "rowIndex": 2}
    span["columnIndex"] = tabs()["reactions"].names.index("subject")
    lost = [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}]
    act(sheet_place, "batch", requests=[{"updateCells": {"start": span, "rows": lost, "fields": "userEnteredValue"}}])

    snapshot = register.refresh()
    assert snapshot.row("reactions", "a") == row
    assert len(register.history("a")) == 1

    changed_row = register.commit(change_set(changed(row, channel="letter"))).row("reactions", "a")
    assert (changed_row["subject"], changed_row["channel"]) == ("'x", "letter")
    assert "'x" in sheet_place.cells()["Reaktionen"][2], "a save writes it again"


def test_rows_typed_alike_are_records_of_their_own(register: SheetRegister, sheet_place: SheetPlace) -> None:
    register.commit(change_set(*case("a")))
    for row in (4, 5):
        type_in(sheet_place, "received_on", row, "02.03.2026")
        type_in(sheet_place, "channel", row, "email")
    register.refresh()

    snapshot = register.refresh()
    type_in(sheet_place, "received_on", 6, "02.03.2026")
    type_in(sheet_place, "channel", 6, "email")
    register.refresh()

    assert (len(snapshot.frames["reactions"]), snapshot.issues) == (3, ())
    assert len(register.refresh().frames["reactions"]) == 4
    assert_holds_together(register)
