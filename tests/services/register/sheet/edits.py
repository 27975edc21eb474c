"""A register with a few cases, a save that changes one of them, and what it leaves behind in an emulated sheet."""

from __future__ import annotations

from typing import Any

from services.register.base import ChangeSet
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.layout import letters, tabs
from tests.services.register.saves import case, change_set, changed
from tests.services.register.sheet.proof import assert_sheet_is_whole, journal_rows
from tests.support.sheets import SheetPlace

NAMES = "abcd"


def filled(register: SheetRegister) -> SheetRegister:
    """Store some cases with a concern each, one save after the other."""
    for name in NAMES:
        register.commit(change_set(*case(name, 1, subject=f"Betreff {name}", text=f"Geheim {name}")))
    return register


def typed_row(row: int, **values: str) -> dict[str, Any]:
    """Return the owner's act of typing a reaction into an empty row."""
    names = tabs()["reactions"].names
    places = sorted(names.index(name) for name in values)
    cells = [values.get(names[place], "") for place in range(places[0], places[-1] + 1)]
    return {"do": "type", "range": f"Reaktionen!{letters(places[0])}{row}", "values": [cells]}


def edit(register: SheetRegister, name: str = "a", **values: Any) -> ChangeSet:
    """Return a change of a case and of its concern."""
    snapshot = register.snapshot()
    return change_set(
        changed(snapshot.row("reactions", name), **(values or {"subject": "Neu", "text": "Neu und geheim"})),
        changed(snapshot.row("concerns", f"{name}-1"), "concerns", area="hotline"),
        operation_id=f"edit-{name}",
    )


def times_stored(place: SheetPlace, operation_id: str = "edit-a") -> int:
    """Return how often an operation stands in the journal, whether it counts or not."""
    return sum(row["operation_id"] == operation_id and row["table"] == "reactions" for row in journal_rows(place))


def assert_stored_once(register: SheetRegister, place: SheetPlace) -> None:
    snapshot = assert_sheet_is_whole(register, place)
    assert times_stored(place) == 1
    assert (snapshot.row("reactions", "a")["subject"], snapshot.row("reactions", "a")["version"]) == ("Neu", 2)
    assert snapshot.row("concerns", "a-1")["area"] == "hotline"
