"""Taking a whole register over into a sheet, batch by batch, each of them stored once.

begin      an empty sheet is marked as an unfinished copy, and the next revision's fence is taken: no portal that
           has the empty sheet open can save
take       journal rows first, then rows: what stands in a tab is always named in the journal. With every batch goes
           a name of its own, so that a batch whose answer was lost is known to be there or not
finish     the mark, the fence and the name go in one batch
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.words import N_
from services.errors import InputRejected, RegisterShapeError, RegisterUnavailable
from services.register.adopting import UnfinishedCopy, following, not_empty, superseded
from services.register.base import StoredEntry
from services.register.sheet.batches import CELLS_ONLY, GROWN_BY, SPARE_ROWS
from services.register.sheet.client import SheetClient, WriteRefused, WriteUnknown
from services.register.sheet.codec import cell_data, row_data, runs, sealed_cells, whole_cells
from services.register.sheet.journal import entry_cells
from services.register.sheet.layout import FIRST_ROW, JOURNAL, PORTALS, tabs
from services.register.sheet.marks import MARK_FIELDS, find_mark, marked, place_of_sheet, unmarked
from services.register.sheet.sealing import Sealer
from services.register.sheet.setup.building import build, is_empty_place
from services.register.sheet.state import FENCE
from services.register.sheet.views import View, views_of
from services.register.snapshot import Row

MOST_CHARACTERS = 1_500_000  # of one batch; Google recommends 2 MB at most
MOST_CELLS = 10_000_000
TRIES = 4
BATCH = "resonanz_copy_"
FIELDS = (
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount))),"
    f"namedRanges(namedRangeId,name),{MARK_FIELDS}"
)

Request = dict[str, Any]


@dataclass
class _Batch:
    """What goes into one write: new rows by tab, and whatever else."""

    rows: dict[str, list[Request]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    characters: int = 0

    def add_row(self, tab: str, row: Request) -> None:
        self.rows.setdefault(tab, []).append(row)
        self.characters += len(json.dumps(row, ensure_ascii=False))

    def add(self, request: Request) -> None:
        self.requests.append(request)
        self.characters += len(json.dumps(request, ensure_ascii=False))

    @property
    def is_full(self) -> bool:
        return self.characters >= MOST_CHARACTERS


class Adoption:
    """One copy into one sheet; the caller holds the register's lock."""

    def __init__(self, client: SheetClient, sealer: Sealer) -> None:
        self._client = client
        self._sealer = sealer
        self._place = place_of_sheet(client.connection)
        self._mark: UnfinishedCopy | None = None
        self._views: dict[str, View] = {}
        self._used: dict[str, int] = {}  # the last row of each tab that holds something
        self._seq = 0
        self._number = 0  # of the last batch

    def begin(self, mark: UnfinishedCopy, expected: Mapping[str, int]) -> None:
        """Mark the sheet, set it up where it is new, and clear what an unfinished copy left; see the contract.

        Raises:
            InputRejected: it is not empty, or what is expected does not fit into a sheet.
        """
        if is_empty_place(self._client):
            build(self._client, self._client.connection)
        properties = self._client.properties(FIELDS)
        self._learn(properties)
        present = find_mark(properties)
        ours = [view for name, view in self._views.items() if name != PORTALS]
        if present is None and any(any(rows) for rows in self._client.read([_all_of(view) for view in ours])):
            raise not_empty(self._place)
        self._check_room(properties, expected)
        names = {named["name"] for named in properties.get("namedRanges", ())}
        requests: list[Request] = [marked(mark, is_new=present is None)]
        if present is not None:
            requests += [_cleared(view) for view in ours]
        requests += [_dropped(name) for name in sorted(names) if name.startswith((FENCE, BATCH))]
        requests += [self._named(f"{FENCE}1"), self._named(f"{BATCH}0")]
        self._write(requests, lambda properties: find_mark(properties) == mark)
        self._mark = mark
        self._used = dict.fromkeys(self._views, FIRST_ROW - 1)

    def take(
        self,
        entries: Iterable[StoredEntry],
        rows: Mapping[str, Iterable[Row]],
        removed: Mapping[str, Collection[str]],
    ) -> None:
        """Store journal rows and rows as they are; see `Register.adopt`."""
        is_first = self._seq == 0
        self._check_mark()
        batch = _Batch()
        tab = self._views[JOURNAL].tab
        for entry in following(self._place, self._seq, entries):
            batch.add_row(JOURNAL, row_data(self._by_place(JOURNAL, entry_cells(tab, entry, self._sealer))))
            if batch.is_full:
                batch = self._sent(batch)
        batch = self._sent(batch)
        for table in tabs():
            if table in (JOURNAL, PORTALS):
                continue
            known = {} if is_first else self._rows_of(table)
            for row_id in removed.get(table, ()):
                if row_id in known:
                    self._put(batch, table, known[row_id], dict.fromkeys(self._views[table].tab.names, ""))
            for row in rows.get(table, ()):
                cells = self._cells(table, row)
                if row["id"] in known:
                    self._put(batch, table, known[row["id"]], cells)
                else:
                    batch.add_row(table, row_data(self._by_place(table, cells)))
                if batch.is_full:
                    batch = self._sent(batch)
        self._sent(batch)

    def finish(self) -> None:
        """Take the mark off; see the contract."""
        self._check_mark()
        requests = [unmarked(), _dropped(f"{FENCE}{self._seq + 1}"), _dropped(f"{BATCH}{self._number}")]
        self._write(requests, lambda properties: find_mark(properties) is None)
        self._mark = None

    # ---- looking

    def _learn(self, properties: Mapping[str, Any]) -> None:
        """Learn where the columns stand.

        Raises:
            RegisterShapeError: a tab or a column is missing.
        """
        self._views = views_of(tabs(), properties)
        missing = [tab.title for name, tab in tabs().items() if name not in self._views]
        if missing:
            raise RegisterShapeError(
                N_("The sheet is no empty register: it lacks the tab “{missing}”. Set it up first, or take a new one."),
                missing="”, “".join(missing),
            )
        views = list(self._views.values())
        for view, codes in zip(views, self._client.read([view.codes_range for view in views]), strict=True):
            view.take_codes(codes[0] if codes else [])

    def _check_room(self, properties: Mapping[str, Any], expected: Mapping[str, int]) -> None:
        needed = 0
        ours = {view.tab.sheet_id: name for name, view in self._views.items()}
        for sheet in properties["sheets"]:
            grid = sheet["properties"].get("gridProperties", {})
            coming = expected.get(ours.get(sheet["properties"].get("sheetId", 0), ""), 0)
            rows = max(grid.get("rowCount", 0), coming + FIRST_ROW + SPARE_ROWS)
            needed += rows * grid.get("columnCount", 0)
        if needed > MOST_CELLS:
            raise InputRejected(
                N_(
                    "This register is too large for a Google Sheet: it would take {needed} million cells, and Google "
                    "allows 10. {place} was not touched. Choose PostgreSQL or a SQLite file."
                ),
                needed=round(needed / 1_000_000, 1),
                place=self._place,
            )

    def _check_mark(self) -> None:
        if self._mark is None or find_mark(self._client.properties(MARK_FIELDS)) != self._mark:
            raise superseded(self._place)

    def _rows_of(self, table: str) -> dict[str, int]:
        (ids,) = self._client.read([self._views[table].ids_range()])
        return {cells[0]: number for number, cells in enumerate(ids, FIRST_ROW) if cells}

    # ---- writing

    def _cells(self, table: str, row: Row) -> dict[str, Any]:
        tab = self._views[table].tab
        return {**whole_cells(tab, row), **sealed_cells(tab, row, self._sealer)}

    def _by_place(self, name: str, cells: Mapping[str, Any]) -> dict[int, Any]:
        return self._views[name].by_place(cells)

    def _put(self, batch: _Batch, table: str, number: int, cells: Mapping[str, Any]) -> None:
        view = self._views[table]
        for start, raws in runs(view.by_place(cells)):
            where = {"sheetId": view.tab.sheet_id, "rowIndex": number - 1, "columnIndex": start}
            values = [cell_data(raw) for raw in raws]
            batch.add({"updateCells": {"start": where, "rows": [{"values": values}], "fields": CELLS_ONLY}})

    def _sent(self, batch: _Batch) -> _Batch:
        """Write a batch, and return an empty one."""
        if not batch.rows and not batch.requests:
            return batch
        number = self._number + 1
        seq = self._seq + len(batch.rows.get(JOURNAL, ()))
        names = [_dropped(f"{BATCH}{self._number}"), self._named(f"{BATCH}{number}")]
        if seq > self._seq:
            names += [_dropped(f"{FENCE}{self._seq + 1}"), self._named(f"{FENCE}{seq + 1}")]
        growth = [request for name, rows in batch.rows.items() for request in self._grown(name, len(rows))]
        appends = [self._appended(name, rows) for name, rows in batch.rows.items()]
        self._write(
            [*growth, *batch.requests, *appends, *names],
            lambda properties: f"{BATCH}{number}" in {named["name"] for named in properties.get("namedRanges", ())},
        )
        for name, rows in batch.rows.items():
            self._used[name] += len(rows)
        self._number, self._seq = number, seq
        return _Batch()

    def _grown(self, name: str, count: int) -> Sequence[Request]:
        view = self._views[name]
        lacking = self._used[name] + count + SPARE_ROWS - view.row_count
        if lacking <= 0:
            return ()
        length = max(GROWN_BY, lacking)
        view.row_count += length
        return ({"appendDimension": {"sheetId": view.tab.sheet_id, "dimension": "ROWS", "length": length}},)

    def _appended(self, name: str, rows: Sequence[Request]) -> Request:
        sheet_id = self._views[name].tab.sheet_id
        return {"appendCells": {"sheetId": sheet_id, "rows": list(rows), "fields": CELLS_ONLY}}

    def _named(self, name: str) -> Request:
        cell = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
        where = {"sheetId": self._views[JOURNAL].tab.sheet_id, **cell}
        return {"addNamedRange": {"namedRange": {"namedRangeId": name, "name": name, "range": where}}}

    def _write(self, requests: Sequence[Request], is_there: Callable[[Mapping[str, Any]], bool]) -> None:
        """Write until it is there, and once: what of it is repeated is refused by its name.

        Raises:
            RegisterUnavailable: it is not, and nothing of it was stored.
        """
        for turn in range(TRIES):
            try:
                self._client.write(requests)
                return
            except WriteUnknown as lost:
                if is_there(self._client.properties(FIELDS)):
                    return
                if turn == TRIES - 1:
                    raise lost.why from lost
            except WriteRefused as refused:
                properties = self._client.properties(FIELDS)
                if is_there(properties):
                    return
                if self._mark is not None and find_mark(properties) != self._mark:
                    raise superseded(self._place) from refused
                raise RegisterUnavailable(
                    N_("Google refused a part of the copy to {place}: {said}. Please start the copy again."),
                    place=self._place,
                    said=refused.said,
                ) from refused


def _all_of(view: View) -> str:
    return view.rows_range(view.tab.names, FIRST_ROW)


def _cleared(view: View) -> Request:
    rows = {"sheetId": view.tab.sheet_id, "startRowIndex": FIRST_ROW - 1}
    return {"updateCells": {"range": rows, "fields": CELLS_ONLY}}


def _dropped(name: str) -> Request:
    return {"deleteNamedRange": {"namedRangeId": name}}
