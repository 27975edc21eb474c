"""Columns that people move between two looks: the next save finds them, new rows included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.register.sheet.adapter import SheetRegister
from services.register.sheet.layout import ID
from tests.services.register.saves import all_rows, assert_holds_together, case, change_set, changed
from tests.support.sheets import SheetPlace

OpenSheet = Callable[..., SheetRegister]


@pytest.fixture
def register(open_sheet: OpenSheet) -> SheetRegister:
    register = open_sheet(watch_seconds=3600)
    register.commit(change_set(*case("a")))
    return register


def rows(place: SheetPlace) -> dict[str, dict[str, Any]]:
    """Return the rows of the reactions' tab as people see them, by id and code name."""
    codes, _, *found = place.cells()["Reaktionen"]
    width = len(codes)
    named = [dict(zip(codes, [*row, *[""] * (width - len(row))], strict=True)) for row in found]
    return {str(row[ID]): row for row in named}


@pytest.mark.parametrize(
    "action",
    [
        {"do": "insert_column", "column": "A"},
        {"do": "insert_column", "column": "D"},
        {"do": "move_column", "column": "B", "to": "H"},
    ],
)
def test_a_new_row_is_written_where_the_columns_stand_now(
    register: SheetRegister, sheet_place: SheetPlace, open_sheet: OpenSheet, action: dict[str, str]
) -> None:
    sheet_place.emulator.act(**action, spreadsheet=sheet_place.spreadsheet_id, sheet="Reaktionen")

    register.commit(change_set(*case("b")))

    found = rows(sheet_place)
    assert found["b"]["subject"] == found["a"]["subject"] == "Bescheid"
    assert found["b"]["received_on"] == found["a"]["received_on"]
    assert found["b"].get("", "") == ""  # nothing in a column of somebody's own
    snapshot = register.refresh()
    assert snapshot.issues == ()
    assert len(snapshot.frames["reactions"]) == 2
    assert all_rows(open_sheet().snapshot()) == all_rows(snapshot)
    assert_holds_together(register)


def test_a_row_that_changes_is_written_where_the_columns_stand_now(
    register: SheetRegister, sheet_place: SheetPlace
) -> None:
    seen = register.snapshot().row("reactions", "a")
    sheet_place.emulator.act("insert_column", spreadsheet=sheet_place.spreadsheet_id, sheet="Reaktionen", column="B")

    register.commit(change_set(changed(seen, subject="Anders")))

    assert rows(sheet_place)["a"]["subject"] == "Anders"
    assert register.refresh().issues == ()
