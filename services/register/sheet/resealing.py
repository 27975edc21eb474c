"""Sealing everything anew with the newest key, in the tables and in the journal; it may be stopped and begun again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from schema.tables import TABLES
from schema.words import N_
from services.errors import RegisterUnavailable
from services.register.sheet.batches import fence_of
from services.register.sheet.client import SheetClient, WriteRefused, WriteUnknown
from services.register.sheet.codec import Raw, cell_data, place_of, runs
from services.register.sheet.commit import Saver
from services.register.sheet.journal import seal_place
from services.register.sheet.layout import FIRST_ROW, ID, JOURNAL
from services.register.sheet.sealing import SealBroken, Sealer
from services.register.sheet.state import FENCE, Reader, State
from services.register.sheet.views import View

BLOCK_ROWS = 200
TRIES = 5

PlaceOf = Callable[[Mapping[str, Raw]], str]


class Resealer:
    """Seals the cells of one register anew; the caller holds the register's lock."""

    def __init__(self, client: SheetClient, reader: Reader, saver: Saver, sealer: Sealer) -> None:
        self._client = client
        self._reader = reader
        self._saver = saver
        self._sealer = sealer

    def reseal(self, state: State, progress: Callable[[float], None]) -> int:
        """Return how many rows were sealed anew; those that are already are left alone.

        Raises:
            SealBroken: the secrets lack the key that something was sealed with; what was done stays done.
            RegisterUnavailable: the sheet cannot be read or written now; what was done stays done.
        """
        views = [state.views[table] for table in TABLES if state.views[table].tab.sealed_names]
        work = [(view, ID, _place_in_table(view)) for view in views] + [(state.journal, "row_id", _place_in_journal)]
        rows = {view.tab.name: self._last_row(state, view) for view, *_ in work}
        total = sum(max(0, last - FIRST_ROW + 1) for last in rows.values())
        done = count = 0
        for view, key, place in work:
            for first in range(FIRST_ROW, rows[view.tab.name] + 1, BLOCK_ROWS):
                last = min(first + BLOCK_ROWS - 1, rows[view.tab.name])
                count += self._block(state, view, key, place, first, last)
                done += last - first + 1
                progress(done / total)
        return count

    def _last_row(self, state: State, view: View) -> int:
        if view.tab.name == JOURNAL:
            return state.index.last_row
        (ids,) = self._client.read([view.ids_range()])
        return FIRST_ROW - 1 + len(ids)

    def _block(self, state: State, view: View, key: str, place: PlaceOf, first: int, last: int) -> int:
        for _ in range(TRIES):
            changed = dict(self._outdated(view, place, first, last))
            if not changed:
                return 0
            fence = f"{FENCE}{state.index.link[0] + 1}"
            requests = [
                {"addNamedRange": {"namedRange": fence_of(state.journal, fence)}},
                *(request for row, cells in changed.items() for request in _updates(view, row, cells)),
                {"deleteNamedRange": {"namedRangeId": fence}},
            ]
            try:
                self._client.write(requests)
            except WriteRefused:
                self._reader.catch_up(state)  # somebody saved meanwhile
                continue
            except WriteUnknown:
                continue  # the next look says what is left to do
            self._put_right(state, view, key, place, first, last)
            return len(changed)
        raise RegisterUnavailable(
            N_("Others save at the same moment, again and again. Please start the rotation again when it is quiet."),
            retryable=True,
        )

    def _read(self, view: View, first: int, last: int) -> Iterator[tuple[int, dict[str, Raw]]]:
        names = view.tab.names
        (rows,) = self._client.read([view.rows_range(names, first, last)])
        for number, row in enumerate(rows, first):
            yield number, dict(zip(names, view.picked(names, row), strict=True))

    def _outdated(self, view: View, place: PlaceOf, first: int, last: int) -> Iterator[tuple[int, dict[str, Raw]]]:
        names = view.tab.sealed_names
        for number, cells in self._read(view, first, last):
            sealed = _sealed(view, cells)
            if sealed and not self._sealer.is_newest(sealed):
                where = place(cells)
                parts = self._sealer.seal(self._sealer.open(sealed, where), where)
                yield number, {name: parts[at] if at < len(parts) else "" for at, name in enumerate(names)}

    def _put_right(self, state: State, view: View, key: str, place: PlaceOf, first: int, last: int) -> None:
        """Write the records anew whose sealed part stands in another's row: somebody sorted at that moment."""
        wrong: set[tuple[str, str]] = set()
        for _, cells in self._read(view, first, last):
            try:
                self._sealer.open(_sealed(view, cells), place(cells))
            except SealBroken:
                if view.tab.name == JOURNAL:
                    raise
                wrong.add((view.tab.name, str(cells[key])))
        if wrong:
            self._saver.rebuild(state, wrong)


def _sealed(view: View, cells: Mapping[str, Raw]) -> list[str]:
    return [str(cells[name]) for name in view.tab.sealed_names if cells[name] != ""]


def _place_in_table(view: View) -> PlaceOf:
    return lambda cells: place_of(view.tab.name, str(cells[ID]))


def _place_in_journal(cells: Mapping[str, Raw]) -> str:
    return seal_place(str(cells["table"]), str(cells["row_id"]))


def _updates(view: View, row: int, cells: Mapping[str, Raw]) -> Iterator[dict[str, Any]]:
    for start, raws in runs(view.by_place(cells)):
        values: Sequence[dict[str, Any]] = [cell_data(raw) for raw in raws]
        where = {"sheetId": view.tab.sheet_id, "rowIndex": row - 1, "columnIndex": start}
        yield {"updateCells": {"start": where, "rows": [{"values": values}], "fields": "userEnteredValue"}}
