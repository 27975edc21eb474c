"""A sheet that a former version of the portal made: an update stops no office, and damage is still damage."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import pytest

from services.errors import RegisterShapeError
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.layout import JOURNAL, letters, tabs
from services.register.sheet.setup import outgrown
from tests.services.register.saves import all_rows, change_set, changed, created
from tests.services.register.sheet.edits import filled
from tests.services.register.sheet.proof import assert_sheet_is_whole
from tests.support.sheets import SheetPlace

OpenSheet = Callable[..., SheetRegister]
# What an office had before the steps of the procedure were kept.
NEW_TABS = ("notes",)
NEW_COLUMNS = {
    "reactions": ("came_alone", "interim_on", "consent_asked_on", "sealed_5", "sealed_6"),
    "concerns": ("talked_over_on",),
    "handovers": ("matter", "text_until"),
    JOURNAL: ("sealed_9", "sealed_10", "sealed_11", "sealed_12"),
}


def delete_columns(place: SheetPlace, table: str, names: Collection[str]) -> None:
    client_cells = place.cells()[tabs()[table].title][0]
    for name in sorted(names, key=client_cells.index, reverse=True):
        act(place, "delete_column", sheet=tabs()[table].title, column=letters(client_cells.index(name)))


def act(place: SheetPlace, do: str, **more: Any) -> None:
    place.emulator.act(do, spreadsheet=place.spreadsheet_id, **more)


@pytest.fixture
def former(open_sheet: OpenSheet, sheet_place: SheetPlace) -> dict[Any, Any]:
    """A sheet of a former version, and what it holds."""
    register = filled(open_sheet(watch_seconds=3600))
    rows = all_rows(register.snapshot())
    register.close()
    make_former(sheet_place)
    return rows


def make_former(place: SheetPlace) -> None:
    for table in NEW_TABS:
        act(place, "delete_sheet", sheet=tabs()[table].title)
    for table, names in NEW_COLUMNS.items():
        delete_columns(place, table, names)


def test_a_sheet_of_a_former_version_opens_with_all_it_holds(
    former: dict[Any, Any], open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    register = open_sheet(watch_seconds=3600)

    assert all_rows(register.snapshot()) == former
    assert register.snapshot().issues == ()
    for table in NEW_TABS:
        assert sheet_place.cells()[tabs()[table].title][0] == list(tabs()[table].names)
    for table, names in NEW_COLUMNS.items():
        assert set(names) <= set(sheet_place.cells()[tabs()[table].title][0])
    assert_sheet_is_whole(register, sheet_place)


def test_what_is_new_is_kept_in_a_sheet_of_a_former_version(
    former: dict[Any, Any], open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    register = open_sheet(watch_seconds=3600)
    seen = register.snapshot().row("reactions", "a")

    register.commit(
        change_set(
            changed(seen, consent_asked_on=date(2026, 3, 4), answer_draft="Sehr geehrte Frau Kern, " * 300),
            created("notes", "n", reaction_id="a", kind="paper", noted_on=date(2026, 3, 4), person="Frau Kern"),
        )
    )

    snapshot = assert_sheet_is_whole(open_sheet(watch_seconds=3600), sheet_place)
    assert snapshot.row("reactions", "a")["consent_asked_on"] == date(2026, 3, 4)
    assert [row["person"] for row in snapshot.note_rows("a")] == ["Frau Kern"]
    assert {place: row for place, row in all_rows(snapshot).items() if place[1] not in ("a", "n")} == {
        place: row for place, row in former.items() if place[1] != "a"
    }


def test_two_portals_after_an_update_make_the_sheet_once(
    former: dict[Any, Any], open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    one, other = open_sheet(watch_seconds=3600), open_sheet(watch_seconds=3600)
    assert one.snapshot().revision == other.snapshot().revision
    before = sheet_place.emulator.counters()["requests"]

    again = open_sheet(watch_seconds=3600).snapshot()

    assert all_rows(again) == former
    asked = sheet_place.emulator.counters()["requests"] - before
    assert asked < 8, "nothing is looked for in the journal any more"
    titles = list(sheet_place.cells())
    assert len(titles) == len(set(titles)) == len(tabs()) + 1


DAMAGE: dict[str, Callable[[SheetPlace], None]] = {
    "a column that was filled": lambda place: delete_columns(place, "reactions", ["subject"]),
    "a new column and one that was filled": lambda place: delete_columns(place, "reactions", ["interim_on", "subject"]),
    "a tab with records": lambda place: act(place, "delete_sheet", sheet="Anliegen"),
    "a column only the portal needs": lambda place: delete_columns(place, "reactions", ["version"]),
    "a sealed column in use": lambda place: delete_columns(
        place, "reactions", [name for name in tabs()["reactions"].sealed_names]
    ),
    "a sealed column in the middle": lambda place: delete_columns(place, "reactions", ["sealed_2"]),
    "the journal": lambda place: act(place, "delete_sheet", sheet=tabs()[JOURNAL].title),
    "a code name": lambda place: act(place, "type", range="Reaktionen!C1", values=[["meins"]]),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_was_deleted_is_not_put_back_unseen(open_sheet: OpenSheet, sheet_place: SheetPlace, damage: str) -> None:
    filled(open_sheet(watch_seconds=3600)).close()
    DAMAGE[damage](sheet_place)
    before = sheet_place.cells()

    with pytest.raises(RegisterShapeError, match=r"Set-up"):
        open_sheet(watch_seconds=3600).snapshot()

    assert sheet_place.cells() == before


def test_the_sealed_part_of_a_long_record_is_not_taken_for_one_that_never_was(
    open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    """The last column that is left holds something, so that the next one may have, too."""
    register = filled(open_sheet(watch_seconds=3600))
    register.close()
    delete_columns(sheet_place, "reactions", tabs()["reactions"].sealed_names[1:])

    with pytest.raises(RegisterShapeError, match="sealed_2"):
        open_sheet(watch_seconds=3600).snapshot()


def test_the_journal_is_read_in_blocks(
    former: dict[Any, Any], open_sheet: OpenSheet, sheet_place: SheetPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgrown, "BLOCK_ROWS", 3)
    delete_columns(sheet_place, "reactions", ["channel"])

    with pytest.raises(RegisterShapeError, match=r"Set-up"):
        open_sheet(watch_seconds=3600).snapshot()
