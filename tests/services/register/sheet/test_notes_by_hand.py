"""The tab of the notes, typed into by hand: a note belongs to a reaction, as a concern does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.register.sheet.adapter import SheetRegister
from services.register.sheet.layout import letters, tabs
from services.register.snapshot import Remedy
from tests.services.register.saves import assert_holds_together, case, change_set, created
from tests.support.sheets import SheetPlace

TAB = tabs()["notes"]


@pytest.fixture
def register(open_sheet: Callable[..., SheetRegister]) -> SheetRegister:
    found = open_sheet(watch_seconds=3600)
    note = created("notes", "n", reaction_id="a", kind="escalation", noted_on=date(2026, 3, 9), person="Frau Kern")
    found.commit(change_set(*case("a", 1), note, *case("b", 1)))
    return found


def type_row(place: SheetPlace, row: int, **values: str) -> None:
    for name, value in values.items():
        cells = f"{TAB.title}!{letters(TAB.names.index(name))}{row}"
        place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=cells, values=[[value]])


def twice(register: SheetRegister) -> Any:
    register.refresh()  # a new row is taken over once it stands as it did at the last look
    return register.refresh()


def test_a_typed_note_names_its_reaction_by_number(register: SheetRegister, sheet_place: SheetPlace) -> None:
    type_row(sheet_place, 4, reaction_id="KR-2026-0002", kind="Schreiben", noted_on="10.03.2026", title="Eingang")

    snapshot = twice(register)

    assert snapshot.issues == ()
    (note,) = snapshot.note_rows("b")
    assert (note["kind"], note["noted_on"], note["title"]) == ("paper", date(2026, 3, 10), "Eingang")
    assert snapshot.row("reactions", "b")["version"] == 2
    assert_holds_together(register)


@pytest.mark.parametrize("number", ["KR-2026-0099", ""])
def test_a_note_on_no_reaction_is_an_issue(register: SheetRegister, sheet_place: SheetPlace, number: str) -> None:
    type_row(sheet_place, 4, reaction_id=number, kind="Schreiben", noted_on="10.03.2026")

    snapshot = twice(register)

    assert {(issue.table, issue.column, issue.kept) for issue in snapshot.issues} == {("notes", "reaction_id", False)}
    assert list(snapshot.frames["notes"].index) == ["n"]


def test_a_note_that_is_turned_to_no_reaction_stays_where_it_was(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    type_row(sheet_place, 3, reaction_id="KR-2026-0099")

    snapshot = register.refresh()

    assert [(issue.table, issue.row, issue.column, issue.kept) for issue in snapshot.issues] == [
        ("notes", "n", "reaction_id", True)
    ]
    assert [row["person"] for row in snapshot.note_rows("a")] == ["Frau Kern"]


def test_with_a_deleted_reaction_its_notes_go(register: SheetRegister, sheet_place: SheetPlace) -> None:
    sheet_place.emulator.act("delete_row", spreadsheet=sheet_place.spreadsheet_id, sheet="Reaktionen", row=3)
    (issue,) = register.refresh().issues

    snapshot = register.mend(issue, Remedy.REMOVE, actor="bgf")

    assert snapshot.issues == ()
    assert len(snapshot.frames["notes"]) == 0
    assert list(snapshot.frames["concerns"].index) == ["b-1"]
    assert [row.action for row in register.history("n")] == ["created", "removed"]
    assert_holds_together(register)
