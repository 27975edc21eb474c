"""What stands in an emulated sheet, read past the register, against what the register's journal adds up to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from schema.tables import TABLES
from services.register.base import Register
from services.register.sheet.codec import Cells, is_same, personal_values, place_of, tidy, whole_cells
from services.register.sheet.layout import FIRST_ROW, ID, JOURNAL, VERSION, tabs
from services.register.sheet.sealing import Sealer
from services.register.snapshot import Issue, Snapshot
from tests.services.register.saves import all_rows, assert_holds_together
from tests.support.sheets import SheetPlace

Place = tuple[str, str]


def assert_sheet_is_whole(register: Register, place: SheetPlace, issues: Collection[Issue] = ()) -> Snapshot:
    """Look at the sheet once, and check that every row of it is what the journal says, and that no row is too many.

    Rows with one of the `issues` may hold what a person typed there.
    """
    snapshot = register.refresh()
    unexpected = [issue for issue in snapshot.issues if issue not in issues]
    assert not unexpected, "\n".join(f"{issue.cell} holds {issue.value!r}: {issue.msgid}" for issue in unexpected)
    assert_holds_together(register, snapshot)
    wrong = wrong_rows(place, snapshot)
    assert not wrong, "\n".join(wrong)
    return snapshot


def wrong_rows(place: SheetPlace, snapshot: Snapshot) -> list[str]:
    """Return what is not as the snapshot has it; rows with an issue are left out."""
    contents, sealer = place.cells(), Sealer(place.connection.keys)
    expected = all_rows(snapshot)
    excused = {
        issue.cell.rpartition("!")[0] + issue.cell.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for issue in snapshot.issues
    }
    excused_rows = {(issue.table, issue.row) for issue in snapshot.issues}
    found: list[str] = []
    seen: set[Place] = set()
    for table in TABLES:
        tab = tabs()[table]
        for number, cells in enumerate(table_rows(contents[tab.title]), FIRST_ROW):
            version = cells.get(VERSION, "")
            if not any(raw != "" for raw in cells.values()) or (isinstance(version, int) and version < 0):
                continue
            at = (table, str(cells[ID]))
            if f"{tab.title}{number}" in excused or at in excused_rows:
                seen.add(at)
                continue
            if at in seen or at not in expected:
                found.append(f"{tab.title} row {number}: {at[1]!r} stands twice, or is no record: {cells}")
                continue
            seen.add(at)
            whole = whole_cells(tab, expected[at])
            found += [
                f"{tab.title} row {number}, {name}: {cells[name]!r} instead of {raw!r}"
                for name, raw in whole.items()
                if not is_same(cells[name], raw)
            ]
            sealed = [str(cells[name]) for name in tab.sealed_names if cells[name] != ""]
            personal = personal_values(table, sealer.open(sealed, place_of(*at)))
            if personal != {name: expected[at][name] for name in personal}:
                found.append(f"{tab.title} row {number}: the sealed part is another one")
    return found + [f"{at} is missing" for at in expected.keys() - seen if at not in excused_rows]


def table_rows(rows: list[list[Any]]) -> list[Cells]:
    """Return the rows of a tab below its headings, by the code names in its first row."""
    codes = rows[0]
    return [
        {name: tidy(row[at]) if at < len(row) else "" for at, name in enumerate(codes) if name}
        for row in rows[FIRST_ROW - 1 :]
    ]


def journal_rows(place: SheetPlace) -> list[Cells]:
    """Return the rows of the journal's tab, those included that do not count."""
    return [row for row in table_rows(place.cells()[tabs()[JOURNAL].title]) if any(raw != "" for raw in row.values())]
