"""What a save leaves in the wrong row, because somebody sorted or inserted between its look and its write.

A save writes the cells that change. Where a row was hit, the others still say whose it was.
"""

from collections.abc import Collection, Sequence

from schema.tables import TABLES
from services.register.sheet.codec import Cells, Raw, is_same, whole_cells
from services.register.sheet.handwriting import Typed
from services.register.sheet.layout import ID, STAMP
from services.register.sheet.state import State
from services.register.sheet.views import View

TYPED_OPERATION = "sheet-"  # how the operation ids begin that take over what was typed


def stamped(state: State, view: View) -> dict[Raw, tuple[str, Cells]]:
    """Return the records of a tab and their cells by their stamps."""
    table = view.tab.name
    rows = ((row_id, state.find_row(table, row_id)) for row_id in state.snapshot.frames[table].index)
    whole = ((row_id, whole_cells(view.tab, row)) for row_id, row in rows if row is not None)
    return {cells[STAMP]: (row_id, cells) for row_id, cells in whole}


def left_of(state: State, view: View, cells: Cells) -> tuple[str, Cells] | None:
    """Return what is left of a row without an id once the save is taken out that landed there, and the save's record.

    None where no save did: a row that holds all of a record's is a copy that a person made.
    """
    if cells[STAMP] == "" or cells[ID] != "":
        return None
    row_id, owner = stamped(state, view).get(cells[STAMP], ("", {}))
    if not row_id or all(is_same(raw, owner[name]) for name, raw in cells.items() if name != ID):
        return None
    return row_id, without(view, cells, owner)


def without(view: View, cells: Cells, owner: Cells) -> Cells:
    """Return cells without what only the portal writes, and without the values of `owner`."""
    declared = TABLES[view.tab.name].names
    return {name: raw if name in declared and not is_same(raw, owner[name]) else "" for name, raw in cells.items()}


def find_typed(state: State, view: View, typed: Typed | None, row_ids: Collection[str]) -> str | None:
    """Return the one of some records that was taken over from a row which says the same as this one."""
    table = view.tab.name
    names = [column.name for column in view.tab.columns if column.field and column.name != "number"]
    for row_id in row_ids if typed else ():
        head, row = state.index.latest(table, row_id), state.find_row(table, row_id)
        if head is None or row is None or not head.operation_id.startswith(TYPED_OPERATION):
            continue
        if typed and all(typed.record[name] == row[name] for name in names):
            return row_id
    return None


def owner_of(state: State, view: View, cells: Sequence[Raw], row_id: str, missing: Collection[str]) -> str | None:
    """Return whose row it was into which the id `row_id` was written: one of `missing`, "" for nobody's, or None."""
    table = view.tab.name
    row = state.find_row(table, row_id)
    assert row is not None
    written = whole_cells(view.tab, row)
    named = {name: raw for name, raw in zip(view.plain_names, cells, strict=True) if name in TABLES[table].names}
    own = {name: raw for name, raw in named.items() if raw == "" or not is_same(raw, written[name])}
    for owner_id in missing:
        owner = state.find_row(table, owner_id)
        assert owner is not None
        whole = whole_cells(view.tab, owner)
        if all(is_same(raw, whole[name]) for name, raw in own.items()):
            return owner_id
    return None if any(raw != "" for raw in own.values()) else ""
