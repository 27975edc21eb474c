"""The one batch of a save: cells of changed rows, new rows, the journal's rows, and the fence.

The fence is a named range whose id and name carry the revision that the save makes. Whoever plans from the same
revision asks for the same name, and the API refuses the second. Names are only ever added to be refused when taken,
which Google documents; the last few are kept, so that nothing depends on what deleting a missing one does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.tables import TABLES
from services import clock
from services.register.base import ChangeSet, StoredEntry, new_id
from services.register.commits import Place, Planned
from services.register.journal import journal_entries
from services.register.sheet.codec import (
    Cells,
    Raw,
    cell_data,
    emptied_cells,
    is_exactly,
    row_data,
    runs,
    sealed_cells,
    whole_cells,
)
from services.register.sheet.journal import entry_cells
from services.register.sheet.layout import CHANGED_AT, CHANGED_BY, ID, JOURNAL, VERSION
from services.register.sheet.looking import Terms
from services.register.sheet.sealing import Sealer
from services.register.sheet.state import FENCE, FENCES_KEPT, State
from services.register.sheet.views import Placed, View
from services.register.snapshot import Row

BATCH_CHARACTERS = 10
SPARE_ROWS = 100
GROWN_BY = 1_000
CELLS_ONLY = "userEnteredValue"


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the batch: where it goes (None: behind the last one), what stood there, and what will."""

    planned: Planned
    row: int | None
    before: tuple[Raw, ...]
    after: Cells
    sealed: Cells | None
    is_claimed: bool = False
    has_kept: bool = False  # cells that are to be looked at again


@dataclass
class Batch:
    """What is sent at once, and what has to stand there afterwards."""

    entries: list[StoredEntry]
    targets: list[Target]
    token: str
    fence: str
    dropped: list[str]
    requests: list[dict[str, Any]] = field(default_factory=list)


class Batches:
    """Puts the requests of a save together."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def batch(
        self,
        state: State,
        planned: Sequence[Planned],
        change: ChangeSet,
        found: Mapping[Place, Placed | None],
        terms: Terms,
    ) -> Batch:
        """Return the one batch that stores the planned rows, their journal rows and the fence."""
        at = clock.now()
        entries = journal_entries(planned, change, at=at, after=state.index.link)
        targets = [self._target(state, row, change, at, found, terms) for row in planned]
        fence = f"{FENCE}{entries[0].seq}"
        dropped = state.fences[: max(0, len(state.fences) + 1 - FENCES_KEPT)]
        token = new_id()[-BATCH_CHARACTERS:]
        batch = Batch(entries, targets, token, fence, [*([fence] if state.leftover == fence else []), *dropped])
        batch.requests = [
            *_growth(state, targets, entries),
            *(request for target in targets if target.row is not None for request in _updates(state, target)),
            *_appends(state, targets),
            _append(
                state.journal,
                [
                    state.journal.by_place(entry_cells(state.journal.tab, entry, self._sealer, token))
                    for entry in entries
                ],
            ),
            *({"deleteNamedRange": {"namedRangeId": name}} for name in batch.dropped),
            {"addNamedRange": {"namedRange": fence_of(state.journal, fence)}},
        ]
        return batch

    def _target(
        self,
        state: State,
        planned: Planned,
        change: ChangeSet,
        at: Any,
        found: Mapping[Place, Placed | None],
        terms: Terms,
    ) -> Target:
        place = (planned.table, planned.id)
        view = state.views[planned.table]
        placed = found.get(place)
        if planned.action == "removed":
            after = emptied_cells(view.tab, planned.id, planned.version)
            sealed: Cells | None = dict.fromkeys(view.tab.sealed_names, "")
        else:
            facts = {ID: planned.id, VERSION: planned.version, CHANGED_AT: at, CHANGED_BY: change.actor}
            row: Row = {**planned.after, **facts}
            after = whole_cells(view.tab, row)
            is_personal = bool(TABLES[planned.table].personal_names & planned.changed.keys())
            is_whole = placed is None or planned.action == "created" or place in terms.overwritten
            sealed = sealed_cells(view.tab, row, self._sealer) if is_personal or is_whole else None
        left = terms.kept.get(place, ()) if placed else ()
        if placed and left:
            after |= {name: raw for name, raw in zip(view.plain_names, placed.cells, strict=True) if name in left}
        is_claimed = placed is not None and place in terms.claims
        return Target(
            planned,
            placed.row if placed else None,
            placed.cells if placed else (),
            after,
            sealed,
            is_claimed,
            has_kept=bool(left),
        )


def by_table(targets: Iterable[Target]) -> dict[str, list[Target]]:
    """Return the rows of a batch by their table."""
    found: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        found[target.planned.table].append(target)
    return found


def _updates(state: State, target: Target) -> Iterable[dict[str, Any]]:
    """Return the requests for a row that stands in the sheet: the cells that differ, and never its id."""
    view = state.views[target.planned.table]
    assert target.row is not None
    before = dict(zip(view.plain_names, target.before, strict=True))
    cells = {name: raw for name, raw in target.after.items() if name in before and not is_exactly(before[name], raw)}
    if not target.is_claimed:
        cells.pop(ID, None)
    yield from cell_updates(view, target.row, {**cells, **(target.sealed or {})})


def cell_updates(view: View, row: int, cells: Mapping[str, Raw]) -> Iterable[dict[str, Any]]:
    """Return the requests that write some cells of a row."""
    for start, raws in runs(view.by_place(cells)):
        yield {
            "updateCells": {
                "start": {"sheetId": view.tab.sheet_id, "rowIndex": row - 1, "columnIndex": start},
                "rows": [{"values": [cell_data(raw) for raw in raws]}],
                "fields": CELLS_ONLY,
            }
        }


def _appends(state: State, targets: Sequence[Target]) -> Iterable[dict[str, Any]]:
    for table, new in by_table(target for target in targets if target.row is None).items():
        view = state.views[table]
        rows = [
            view.by_place({**target.after, **(target.sealed or {})})
            for target in new
            if target.planned.action != "removed"
        ]
        if rows:
            yield _append(view, rows)


def _append(view: View, rows: Sequence[Mapping[int, Raw]]) -> dict[str, Any]:
    return {
        "appendCells": {
            "sheetId": view.tab.sheet_id,
            "rows": [row_data(cells) for cells in rows],
            "fields": CELLS_ONLY,
        }
    }


def _growth(state: State, targets: Sequence[Target], entries: Sequence[StoredEntry]) -> Iterable[dict[str, Any]]:
    """Keep spare rows below the last one: rows were reported lost at the very end of a grid."""
    added: dict[str, int] = {table: len(new) for table, new in by_table(t for t in targets if t.row is None).items()}
    for name, count in {**added, JOURNAL: len(entries)}.items():
        view = state.views[name]
        used = state.index.last_row if name == JOURNAL else view.last_row
        lacking = used + count + SPARE_ROWS - view.row_count
        if lacking > 0:
            rows = max(GROWN_BY, lacking)
            view.row_count += rows
            yield {"appendDimension": {"sheetId": view.tab.sheet_id, "dimension": "ROWS", "length": rows}}


def fence_of(journal: View, name: str) -> dict[str, Any]:
    """Return the named range that only one save can make."""
    cell = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    return {"namedRangeId": name, "name": name, "range": {"sheetId": journal.tab.sheet_id, **cell}}
