"""What somebody types in the Google Sheet against the rules: named by the page, mended there or by its buttons."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import loaders
from services import starting
from services.people import tryout_visitor
from services.register.base import Register, new_id
from services.register.sheet.layout import ID, letters, tabs
from tests.support.apptest import click, errors, has, open_page, texts
from tests.support.cases import TODAY, record
from tests.support.sheets import ACCOUNT, SheetPlace

PAGE = "cases/issues"
TAB = "Reaktionen"


@pytest.fixture
def register(place: SheetPlace) -> Register:
    """The portal's own hold on the sheet, with two cases."""
    register = loaders.register()
    actor = tryout_visitor("krm_officer").actor
    starting.start_empty(register, actor, today=TODAY, operation_id=new_id())
    record(register, subject="Bleibt")
    record(register, subject="Zum Vertippen")
    return register


def rows_of(place: SheetPlace) -> dict[int, dict[str, str]]:
    """Return what stands in the tab of the reactions, by row and column, as people see it."""
    names = tabs()["reactions"].names
    tab = place.emulator.client(ACCOUNT).open_by_key(place.spreadsheet_id).worksheet(TAB)
    return {number: dict(zip(names, row, strict=False)) for number, row in enumerate(tab.get_values(), 1)}


def row_of(place: SheetPlace, case_id: str) -> int:
    (number,) = (number for number, row in rows_of(place).items() if row[ID] == case_id)
    return number


def cell_of(place: SheetPlace, case_id: str, column: str) -> str:
    return f"{letters(tabs()['reactions'].names.index(column))}{row_of(place, case_id)}"


def type_into(place: SheetPlace, cell: str, value: str) -> None:
    place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=f"{TAB}!{cell}", values=[[value]])


def look(at: AppTest) -> AppTest:
    """Let the page look at the sheet now."""
    return click(at, "cases.issues.look")


def links(at: AppTest) -> list[str]:
    return [link.proto.url for link in at.main.get("link_button")]


def test_a_date_that_does_not_exist_is_named_and_goes_when_it_is_corrected(
    place: SheetPlace, register: Register
) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0002") or ""
    cell = cell_of(place, case_id, "received_on")
    at = open_page(PAGE, "krm_officer")
    assert at.success[0].value.startswith("Alles in Ordnung")

    type_into(place, cell, "31.02.2026")
    at = look(at)

    assert "„31\\.02\\.2026“ ist kein Datum für „Eingegangen am“" in texts(at)
    assert f"Zelle {TAB}\\!{cell} · Spalte „Eingegangen am“ · Wert: „31\\.02\\.2026“" in texts(at)
    assert "Letzter gültiger Stand gilt" in texts(at)
    (link,) = links(at)
    assert link.startswith(f"https://docs.google.com/spreadsheets/d/{place.spreadsheet_id}/edit#gid=")
    assert link.endswith(f"range={cell}")
    assert register.snapshot().row("reactions", case_id)["subject"] == "Zum Vertippen"

    type_into(place, cell, "2026-03-01")
    at = look(at)

    assert at.success[0].value.startswith("Alles in Ordnung")
    assert f"{register.snapshot().row('reactions', case_id)['received_on']}" == "2026-03-01"
    assert [entry.source for entry in register.history(case_id)][-1] == "sheet"


def test_a_wrong_value_is_taken_back_with_a_button(place: SheetPlace, register: Register) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0002") or ""
    before = register.snapshot().row("reactions", case_id)
    type_into(place, cell_of(place, case_id, "channel"), "Rauchzeichen")
    at = look(open_page(PAGE, "krm_officer"))
    key = f"cases.issues.restore.reactions.{case_id}"
    assert has(at, key)

    at = click(at, key)

    assert at.success[0].value.startswith("Alles in Ordnung")
    assert register.snapshot().row("reactions", case_id)["channel"] == before["channel"]
    assert rows_of(place)[row_of(place, case_id)]["channel"] == before["channel"]


def test_a_deleted_row_is_brought_back(place: SheetPlace, register: Register) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0002") or ""
    place.emulator.act("delete_row", spreadsheet=place.spreadsheet_id, sheet=TAB, row=row_of(place, case_id))
    at = look(open_page(PAGE, "krm_officer"))
    assert "KR-2026-0002" in register.snapshot().row("reactions", case_id)["number"]

    at = click(at, f"cases.issues.restore.reactions.{case_id}")

    assert at.success[0].value.startswith("Alles in Ordnung")
    assert row_of(place, case_id)
    assert register.snapshot().row("reactions", case_id)["subject"] == "Zum Vertippen"


def test_a_deleted_row_is_removed_when_a_person_says_so(place: SheetPlace, register: Register) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0002") or ""
    place.emulator.act("delete_row", spreadsheet=place.spreadsheet_id, sheet=TAB, row=row_of(place, case_id))
    at = look(open_page(PAGE, "krm_officer"))

    at = click(at, f"cases.issues.remove.reactions.{case_id}")

    assert at.success[0].value.startswith("Alles in Ordnung")
    assert register.snapshot().find_row("reactions", case_id) is None
    assert [entry.action for entry in register.history(case_id) if entry.table == "reactions"][-1] == "removed"
    assert register.snapshot().find_reaction_id("KR-2026-0001")


def test_a_copied_row_counts_for_nothing_until_it_is_taken_over(place: SheetPlace, register: Register) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0002") or ""
    row = row_of(place, case_id)
    place.emulator.act("copy_row", spreadsheet=place.spreadsheet_id, sheet=TAB, row=row, to=row + 1)
    at = look(open_page(PAGE, "krm_officer"))
    assert "KR\\-2026\\-0002" in texts(at)
    assert len(register.snapshot().frames["reactions"]) == 2

    at = click(at, f"cases.issues.adopt.reactions.{case_id}")

    assert at.success[0].value.startswith("Alles in Ordnung")
    assert sorted(register.snapshot().frames["reactions"]["number"]) == ["KR-2026-0001", "KR-2026-0002", "KR-2026-0003"]
    assert len({row[ID] for row in rows_of(place).values()}) == len(rows_of(place))


def test_what_is_wrong_stays_on_the_page_until_somebody_corrects_it(place: SheetPlace, register: Register) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0002") or ""
    type_into(place, cell_of(place, case_id, "channel"), "Rauchzeichen")
    at = open_page(PAGE, "krm_officer")
    for _turn in range(3):
        at = look(at)
        assert "Rauchzeichen" in texts(at)
    assert rows_of(place)[row_of(place, case_id)]["channel"] == "Rauchzeichen"
    assert len(register.history(case_id)) == 2


def test_a_button_does_nothing_where_somebody_else_was_quicker(place: SheetPlace, register: Register) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0002") or ""
    cell = cell_of(place, case_id, "channel")
    type_into(place, cell, "Rauchzeichen")
    at = look(open_page(PAGE, "krm_officer"))
    type_into(place, cell, "letter")

    at = click(at, f"cases.issues.restore.reactions.{case_id}")

    assert at.success[0].value.startswith("Alles in Ordnung")
    assert register.snapshot().row("reactions", case_id)["channel"] == "letter"


def test_the_page_says_when_google_cannot_be_reached_and_keeps_what_it_showed(
    place: SheetPlace, register: Register
) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0002") or ""
    type_into(place, cell_of(place, case_id, "channel"), "Rauchzeichen")
    at = look(open_page(PAGE, "krm_officer"))
    place.emulator.act("unshare", spreadsheet=place.spreadsheet_id, email=ACCOUNT)

    at = click(at, f"cases.issues.restore.reactions.{case_id}")

    assert ACCOUNT in errors(at)[0]
    assert "Rauchzeichen" in texts(at)
    assert register.snapshot().row("reactions", case_id)["channel"] == "email"
