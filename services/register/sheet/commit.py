"""One save: look, compare, write everything in one batch, and look again.

    look       the journal's tail, and the rows that change: each by its id, as they were known
    write      one `batchUpdate`: cells of changed rows, new rows, the journal's rows, and the fence
    read back  the entries in the journal, the ids and stamps of the rows, the fence

The fence is a named range whose id and name carry the revision that the save makes. Whoever plans from the same
revision asks for the same name, and the API refuses the second. Names are only ever added to be refused when taken,
which Google documents; the last few are kept, so that nothing depends on what deleting a missing one does.
"""

import logging
import random
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.tables import TABLES
from schema.words import N_
from services import clock
from services.errors import InputRejected, OutcomeUnknown, PortalError, RegisterUnavailable, StaleRecord
from services.register.base import PORTAL_ACTOR, ChangeSet, RowChange, StoredEntry, new_id
from services.register.commits import Place, Planned, plan
from services.register.journal import journal_entries
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import SheetClient, WriteRefused, WriteUnknown
from services.register.sheet.codec import (
    Cells,
    Raw,
    cell_data,
    emptied_cells,
    is_exactly,
    is_same,
    row_data,
    runs,
    sealed_cells,
    whole_cells,
)
from services.register.sheet.journal import HEAD_NAMES, Head, entry_cells, head_of
from services.register.sheet.layout import (
    CHANGED_AT,
    CHANGED_BY,
    FIRST_ROW,
    ID,
    JOURNAL,
    STAMP,
    VERSION,
)
from services.register.sheet.marks import MARK_FIELDS, check_finished
from services.register.sheet.sealing import Sealer
from services.register.sheet.state import FENCE, FENCES_KEPT, JournalMoved, Reader, State, tail_range
from services.register.sheet.views import Placed, View
from services.register.snapshot import Row

log = logging.getLogger(__name__)

ATTEMPTS = 12
MOST_UNKNOWN = 3
MOST_RANGES = 60  # a request names its ranges in its address, which must not grow too long
BATCH_CHARACTERS = 10
SPARE_ROWS = 100
GROWN_BY = 1_000
CELLS_ONLY = "userEnteredValue"


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that a person typed in, as it was seen: it is taken over only while it still stands like that."""

    row: int
    cells: tuple[Raw, ...]


@dataclass
class Tally:
    """What happened while saving, for the set-up page and the tests."""

    saved: int = 0
    refused_by_fence: int = 0
    unknown: int = 0
    found_stored: int = 0
    voided: int = 0
    relocated: int = 0
    repaired: int = 0
    cleared: int = 0
    fence_missing: int = 0
    not_read_back: int = 0


class HandEdited(Exception):
    """Rows that a save names hold something else than the portal wrote: that comes first."""

    def __init__(self, places: Mapping[Place, Claim]) -> None:
        super().__init__()
        self.places = places


@dataclass(frozen=True, slots=True)
class _Target:
    """A row of the batch: where it goes (None: behind the last one), what stood there, and what will."""

    planned: Planned
    row: int | None
    before: tuple[Raw, ...]
    after: Cells
    sealed: Cells | None
    is_claimed: bool = False
    has_kept: bool = False  # cells that are to be looked at again


@dataclass
class _Batch:
    entries: list[StoredEntry]
    targets: list[_Target]
    token: str
    fence: str
    dropped: list[str]
    requests: list[dict[str, Any]] = field(default_factory=list)


Kept = Mapping[Place, Collection[str]]
_NOTHING: Kept = {}


class Known:
    """What the portal knows, for the planning of a commit; see `commits.Stored`."""

    def __init__(self, state: State) -> None:
        self._state = state

    def rows(self, places: Collection[Place]) -> dict[Place, Row]:
        """Return those of the rows that there are."""
        found = {place: self._state.find_row(*place) for place in places}
        return {place: row for place, row in found.items() if row is not None}

    def parts(self, table: str, owner_ids: Collection[str]) -> dict[Place, Row]:
        """Return the rows of `table` that belong to one of these rows."""
        owner = TABLES[table].aggregate_field
        if owner is None:
            return {}
        frame = self._state.snapshot.frames[table]
        ids = frame.index[frame[owner].isin(list(owner_ids)).to_numpy()].tolist()
        return self.rows([(table, row_id) for row_id in ids])

    def numbers_among(self, numbers: Collection[str]) -> set[str]:
        """Return those of `numbers` that reactions have."""
        return {number for number in numbers if self._state.snapshot.find_reaction_id(number) is not None}

    def numbers_starting_with(self, start: str) -> list[str]:
        """Return the numbers that begin with `start`, those of removed reactions too: no number is given twice."""
        numbers = self._state.snapshot.frames["reactions"]["number"]
        found = numbers[numbers.str.startswith(start).fillna(False).to_numpy(dtype=bool)].tolist()
        return found + [number for number in self._state.removed_numbers if number.startswith(start)]


class Saver:
    """Writes change sets into the sheet; the caller holds the register's lock."""

    def __init__(self, client: SheetClient, reader: Reader, sealer: Sealer, tally: Tally) -> None:
        self._client = client
        self._reader = reader
        self._sealer = sealer
        self.tally = tally

    def save(
        self,
        state: State,
        change: ChangeSet,
        *,
        claims: Mapping[Place, Claim] | None = None,
        overwritten: Collection[Place] = (),
        kept: Kept = _NOTHING,
    ) -> None:
        """Store a checked change set, and bring `state` up to it.

        `claims` are rows to be taken over as they were typed. The rows of `overwritten` are written anew from what the
        portal knows, whatever stands there but in the cells of `kept`.

        Raises:
            StaleRecord, InputRejected, RegisterUnavailable, OutcomeUnknown: see the contract.
            HandEdited: a row was changed in the sheet meanwhile.
            JournalMoved: everything has to be read anew.
        """
        unknown = 0
        for attempt in range(ATTEMPTS):
            if state.index.is_applied(change.operation_id):
                return
            try:
                planned = plan(change, Known(state))
            except (StaleRecord, InputRejected):
                if self._reader.catch_up(state):
                    continue
                raise
            if not planned:
                self._reader.catch_up(state)
                return
            found = self._look(state, planned, claims or {}, overwritten)
            if found is None:
                continue
            batch = self._batch(state, planned, change, found, claims or {}, overwritten, kept)
            try:
                self._client.write(batch.requests)
            except WriteRefused as refused:
                self._after_refusal(state, batch, refused, attempt)
                continue
            except WriteUnknown as lost:
                unknown += 1
                self.tally.unknown += 1
                if not self._was_stored(state, batch):
                    if unknown >= MOST_UNKNOWN:
                        raise _gave_up(lost) from lost
                    continue
                self.tally.found_stored += 1
            if self._verified(state, change, batch):
                self.tally.saved += 1
                return
            self.tally.voided += 1
        raise RegisterUnavailable(
            N_("Others save at the same moment, again and again. Nothing was stored. Please try again in a moment."),
            retryable=True,
        )

    # ---- look

    def _look(
        self, state: State, planned: Sequence[Planned], claims: Mapping[Place, Claim], overwritten: Collection[Place]
    ) -> dict[Place, Placed | None] | None:
        """Return where the rows stand that are to be written, None for those to be appended; None to plan again."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for row in planned:
            if row.action != "created" or (row.table, row.id) in claims or (row.table, row.id) in state.orphans:
                wanted[row.table].append(row.id)
        self._find_unknown(state, wanted, claims)
        rows: dict[Place, int] = {}
        for place in _places(wanted):
            known = claims.get(place) or state.views[place[0]].placed.get(place[1])
            if known is not None:
                rows[place] = known.row
        tail, read = self._read_rows(state, rows, {row.table for row in planned})
        if tail is None or self._reader.catch_up(state, tail):
            return None
        found: dict[Place, Placed | None] = dict.fromkeys(_places(wanted))
        edited: dict[Place, Claim] = {}
        for place, cells in read.items():
            view = state.views[place[0]]
            named = dict(zip(view.plain_names, cells, strict=True))
            if place in claims:
                if cells != claims[place].cells:
                    raise HandEdited({})  # somebody goes on typing there
            elif named[ID] != place[1]:
                self.tally.relocated += 1
                self._locate(state, place[0])
                return None
            elif place not in overwritten and not self._is_as_known(state, place, named):
                edited[place] = Claim(rows[place], cells)
            found[place] = Placed(rows[place], cells)
        if edited:
            raise HandEdited(edited)
        return found

    def _is_as_known(self, state: State, place: Place, cells: Cells) -> bool:
        row = state.find_row(*place)
        if row is None:
            return True
        expected = whole_cells(state.views[place[0]].tab, row)
        if place in state.orphans and cells[STAMP] != expected[STAMP]:
            return True  # nobody typed there: this portal's own void save did
        return all(is_same(cells[name], expected[name]) for name in cells)

    def _find_unknown(self, state: State, wanted: Mapping[str, list[str]], claims: Mapping[Place, Claim]) -> None:
        for table, ids in wanted.items():
            placed = state.views[table].placed
            if any(row_id not in placed and (table, row_id) not in claims for row_id in ids):
                self._locate(state, table)

    def _locate(self, state: State, table: str) -> None:
        """Find the row of each record of a table by its id."""
        view = state.views[table]
        ids, versions = self._client.read([view.ids_range(), view.rows_range([VERSION], FIRST_ROW)])
        rows: dict[str, int] = {}
        hollow: dict[str, int] = {}
        for number, (row_id,) in enumerate((cells or [""] for cells in ids), FIRST_ROW):
            version = versions[number - FIRST_ROW] if number - FIRST_ROW < len(versions) else []
            if row_id == "":
                continue
            if version and isinstance(version[0], int | float) and version[0] < 0:
                if state.find_row(table, row_id) is not None:
                    hollow.setdefault(row_id, number)  # the removal of another record landed there
                continue
            known = view.placed.get(row_id)
            if row_id not in rows or (known is not None and known.row == number):
                rows[row_id] = number
        view.last_row = max(view.last_row, FIRST_ROW - 1 + len(ids))
        view.placed = {
            row_id: Placed(row, view.placed[row_id].cells if row_id in view.placed else ())
            for row_id, row in (hollow | rows).items()
        }

    def _read_rows(
        self, state: State, rows: Mapping[Place, int], tables: Collection[str]
    ) -> tuple[list[list[Raw]] | None, dict[Place, tuple[Raw, ...]]]:
        """Read the journal's tail and some rows in one request; None where columns have moved: look again.

        `tables` are those that are written, new rows included, for which nothing is read but where the columns stand.
        """
        by_table: dict[str, list[int]] = defaultdict(list)
        for (table, _), row in rows.items():
            by_table[table].append(row)
        views = [state.journal, *(state.views[table] for table in sorted({*by_table, *tables}))]
        ranges = [tail_range(state), *(view.codes_range for view in views)]
        stretches: list[tuple[str, int]] = []
        for table, numbers in by_table.items():
            view = state.views[table]
            for first, last in _few_stretches(numbers):
                stretches.append((table, first))
                ranges.append(view.rows_range(view.plain_names, first, last))
        tail, *answers = self._client.read(ranges)
        moved = [view.take_codes(codes[0] if codes else []) for view, codes in zip(views, answers, strict=False)]
        if any(moved):
            return None, {}
        cells: dict[tuple[str, int], tuple[Raw, ...]] = {}
        for (table, first), read in zip(stretches, answers[len(views) :], strict=True):
            view = state.views[table]
            for number, found in enumerate(read, first):
                cells[table, number] = view.picked(view.plain_names, found)
        return tail, {
            (table, row_id): cells.get((table, row)) or ("",) * len(state.views[table].plain_names)
            for (table, row_id), row in rows.items()
        }

    # ---- write

    def _batch(
        self,
        state: State,
        planned: Sequence[Planned],
        change: ChangeSet,
        found: Mapping[Place, Placed | None],
        claims: Mapping[Place, Claim],
        overwritten: Collection[Place],
        kept: Kept,
    ) -> _Batch:
        at = clock.now()
        entries = journal_entries(planned, change, at=at, after=state.index.link)
        targets = [self._target(state, row, change, at, found, claims, overwritten, kept) for row in planned]
        fence = f"{FENCE}{entries[0].seq}"
        dropped = state.fences[: max(0, len(state.fences) + 1 - FENCES_KEPT)]
        token = new_id()[-BATCH_CHARACTERS:]
        batch = _Batch(entries, targets, token, fence, [*([fence] if state.leftover == fence else []), *dropped])
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
        claims: Mapping[Place, Claim],
        overwritten: Collection[Place],
        kept: Kept,
    ) -> _Target:
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
            is_whole = placed is None or planned.action == "created" or place in overwritten
            sealed = sealed_cells(view.tab, row, self._sealer) if is_personal or is_whole else None
        left = kept.get(place, ()) if placed else ()
        if placed and left:
            after |= {name: raw for name, raw in zip(view.plain_names, placed.cells, strict=True) if name in left}
        is_claimed = placed is not None and place in claims
        return _Target(
            planned,
            placed.row if placed else None,
            placed.cells if placed else (),
            after,
            sealed,
            is_claimed,
            has_kept=bool(left),
        )

    def _after_refusal(self, state: State, batch: _Batch, refused: WriteRefused, attempt: int) -> None:
        """Get ready to plan again where somebody was faster; nothing was stored.

        Raises:
            RegisterShapeError: a copy is being made here.
            RegisterUnavailable: the refusal has another reason.
        """
        if self._reader.catch_up(state):
            self.tally.refused_by_fence += 1
            return
        properties = self._client.properties(f"namedRanges(namedRangeId,name),{MARK_FIELDS}")
        check_finished(self._client.connection, properties)  # a copy that is being made keeps the next fence
        names = [named["name"] for named in properties.get("namedRanges", ()) if named["name"].startswith(FENCE)]
        names.sort(key=lambda name: int(name.removeprefix(FENCE)) if name.removeprefix(FENCE).isdigit() else 0)
        if batch.fence in names:
            self.tally.refused_by_fence += 1
            # Taken, and the journal shows nothing: what was written is not to be seen yet, or the register was put back
            # to an earlier state. Wait for it; after some tries the name is a leftover, and goes with the next batch.
            _wait(attempt)
            state.fences = [name for name in names if name != batch.fence]
            if attempt >= ATTEMPTS // 2:
                state.leftover = batch.fence
            return
        if set(state.fences) != set(names):
            state.fences = names
            return
        raise RegisterUnavailable(
            N_("Google refused to store the entry: {said}. Nothing was stored. “Set-up” checks the sheet."),
            said=refused.said,
        )

    # ---- read back

    def _was_stored(self, state: State, batch: _Batch) -> bool:
        try:
            (tail,) = self._client.read([tail_range(state)])
        except PortalError as err:
            raise _unknown() from err
        view = state.journal
        heads = [head_of(view.picked(HEAD_NAMES, row), number) for number, row in enumerate(tail, 1)]
        return any(head is not None and head.batch == batch.token for head in heads)

    def _verified(self, state: State, change: ChangeSet, batch: _Batch) -> bool:
        """Read back what was written and take it over; False where the entries do not count: then nothing was stored.

        Where somebody moved rows or columns between look and write, all rows have to be looked at again.
        """
        updated = [target for target in batch.targets if target.row is not None]
        added = {target.planned.table for target in batch.targets if target.row is None}
        touched = [state.views[table] for table in _by_table(batch.targets)]
        ranges = [tail_range(state), *(view.codes_range for view in touched)]
        stretches: list[tuple[str, int]] = []
        for table, targets in _by_table(updated).items():
            view = state.views[table]
            for first, last in _few_stretches([target.row for target in targets if target.row is not None]):
                stretches.append((table, first))
                ranges += [view.rows_range([name], first, last) for name in (ID, STAMP)]
        for table in added:
            view = state.views[table]
            ranges.append(view.ids_range(max(FIRST_ROW, min(view.last_row, view.row_count))))
        try:
            answers = self._read_with_fence(ranges, batch.fence)
        except PortalError as err:
            if isinstance(err, SheetUnavailable) and err.cause is Cause.RANGE:
                raise  # a tab was renamed; looked for by its new name, the journal says whether it is stored
            # The fence is a layer and no proof: what was not read back is not reported as stored.
            self.tally.not_read_back += 1
            raise _not_read_back() from err
        tail, codes, answers = answers[0], answers[1 : 1 + len(touched)], answers[1 + len(touched) :]
        heads = self._own_heads(state, batch, tail)
        if heads is None:
            try:
                has_news = self._reader.catch_up(state, tail)
            except RegisterUnavailable as err:
                self.tally.not_read_back += 1
                raise _not_read_back() from err
            if not has_news:
                raise JournalMoved
            if state.index.is_applied(change.operation_id):  # it stands behind rows that do not count
                state.is_disturbed = True
                return True
            # What the void save wrote is put right by the next try, or by the next look at all rows.
            state.orphans |= {(target.planned.table, target.planned.id) for target in batch.targets}
            return False
        self._take(state, batch, heads)
        seen: dict[tuple[str, int], tuple[Raw, Raw]] = {}
        for place, (table, first) in enumerate(stretches):
            ids, stamps = answers[2 * place : 2 * place + 2]
            for offset in range(max(len(ids), len(stamps))):
                seen[table, first + offset] = (_only(ids, offset), _only(stamps, offset))
        self._place_new(state, batch, dict(zip(added, answers[2 * len(stretches) :], strict=True)))
        moved = [
            view.tab.name for view, row in zip(touched, codes, strict=True) if view.take_codes(row[0] if row else [])
        ]
        for target in batch.targets:
            table, row_id = target.planned.table, target.planned.id
            if table in moved:
                state.garbled.add((table, row_id))
                state.is_disturbed = True
            stands = (row_id, target.after[STAMP])
            if target.row is not None and seen.get((table, target.row), ("", "")) != stands:
                state.is_disturbed = True
                if target.planned.action == "removed":
                    state.unremoved.add((table, row_id))
        return True

    def _read_with_fence(self, ranges: Sequence[str], fence: str) -> list[list[list[Raw]]]:
        try:
            return self._client.read([*ranges, fence])[:-1]
        except SheetUnavailable as err:
            if err.cause is not Cause.RANGE:
                raise
            self.tally.fence_missing += 1
            return self._client.read(ranges)

    def _own_heads(self, state: State, batch: _Batch, tail: Sequence[Sequence[Raw]]) -> list[Head] | None:
        """Return our entries as they stand in the journal, where they follow on from the last one known."""
        view, known = state.journal, state.index
        first = max(known.last_row, FIRST_ROW)
        heads = [
            head
            for number, row in enumerate(tail, first)
            if number > known.last_row and (head := head_of(view.picked(HEAD_NAMES, row), number)) is not None
        ][: len(batch.entries)]
        is_ours = [(head.seq, head.hash) for head in heads] == [(entry.seq, entry.hash) for entry in batch.entries]
        return heads if is_ours else None

    def _take(self, state: State, batch: _Batch, heads: Sequence[Head]) -> None:
        state.index.take(heads)
        state.fences = [*(name for name in state.fences if name not in batch.dropped), batch.fence]
        state.leftover = ""
        self._reader.apply(state, batch.entries)
        for target in batch.targets:
            view = state.views[target.planned.table]
            place = (target.planned.table, target.planned.id)
            state.orphans.discard(place)
            state.garbled.discard(place)
            if target.planned.action == "removed":
                view.placed.pop(target.planned.id, None)
            elif target.row is not None:
                cells = () if target.has_kept else tuple(target.after[name] for name in view.plain_names)
                view.placed[target.planned.id] = Placed(target.row, cells)

    def _place_new(self, state: State, batch: _Batch, tails: Mapping[str, Sequence[Sequence[Raw]]]) -> None:
        for table, ids in tails.items():
            view = state.views[table]
            first = max(FIRST_ROW, min(view.last_row, view.row_count))
            rows = {cells[0]: number for number, cells in enumerate(ids, first) if cells}
            view.last_row = max(view.last_row, first + len(ids) - 1)
            for target in batch.targets:
                if target.planned.table == table and target.row is None and target.planned.id in rows:
                    cells = tuple(target.after[name] for name in view.plain_names)
                    view.placed[target.planned.id] = Placed(rows[target.planned.id], cells)

    # ---- repair

    def rebuild(
        self, state: State, places: Collection[Place], *, actor: str = PORTAL_ACTOR, kept: Kept = _NOTHING
    ) -> None:
        """Write records anew from what the journal says, journalled as a repair; rows that are missing are appended.

        The cells of `kept` stay as they stand.
        """
        rows = {place: state.find_row(*place) for place in places}
        changes = [RowChange(*place, {}, seen=row) for place, row in rows.items() if row is not None]
        if not changes:
            return
        change = ChangeSet.of(changes, actor=actor, operation_id=new_id(), source="repair")
        self.save(state, change, overwritten=frozenset(rows), kept=kept)
        self.tally.repaired += len(changes)

    def clear(self, state: State, table: str, rows: Mapping[int, tuple[tuple[Raw, ...], Cells]]) -> None:
        """Take out of some rows of no record what a save left there: of each, how it stood, and what is to stand there.

        No record changes with it, so nothing is journalled. Rows that stand otherwise by now are left alone.
        """
        view = state.views[table]
        _, read = self._read_rows(state, {(table, str(row)): row for row in rows}, [table])
        requests: list[dict[str, Any]] = []
        for row, (before, after) in rows.items():
            if read.get((table, str(row))) != before:
                continue
            named = dict(zip(view.plain_names, before, strict=True))
            cells = {name: raw for name, raw in after.items() if name != ID and not is_same(named[name], raw)}
            requests += _cell_updates(view, row, {**cells, **dict.fromkeys(view.tab.sealed_names, "")})
        if requests:
            self._client.write(requests, may_repeat=True)
            self.tally.cleared += len(rows)


def _places(wanted: Mapping[str, Sequence[str]]) -> Iterable[Place]:
    return ((table, row_id) for table, ids in wanted.items() for row_id in ids)


def _by_table(targets: Iterable[_Target]) -> dict[str, list[_Target]]:
    found: dict[str, list[_Target]] = defaultdict(list)
    for target in targets:
        found[target.planned.table].append(target)
    return found


def _few_stretches(rows: Collection[int]) -> list[tuple[int, int]]:
    """Return row numbers as stretches to read; one over all of them where there would be too many."""
    numbers = sorted(set(rows))
    found: list[tuple[int, int]] = []
    for row in numbers:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found if len(found) <= MOST_RANGES else [(numbers[0], numbers[-1])]


def _only(column: Sequence[Sequence[Raw]], place: int) -> Raw:
    return column[place][0] if place < len(column) and column[place] else ""


def _updates(state: State, target: _Target) -> Iterable[dict[str, Any]]:
    """Return the requests for a row that stands in the sheet: the cells that differ, and never its id."""
    view = state.views[target.planned.table]
    assert target.row is not None
    before = dict(zip(view.plain_names, target.before, strict=True))
    cells = {name: raw for name, raw in target.after.items() if name in before and not is_exactly(before[name], raw)}
    if not target.is_claimed:
        cells.pop(ID, None)
    yield from _cell_updates(view, target.row, {**cells, **(target.sealed or {})})


def _cell_updates(view: View, row: int, cells: Mapping[str, Raw]) -> Iterable[dict[str, Any]]:
    for start, raws in runs(view.by_place(cells)):
        yield {
            "updateCells": {
                "start": {"sheetId": view.tab.sheet_id, "rowIndex": row - 1, "columnIndex": start},
                "rows": [{"values": [cell_data(raw) for raw in raws]}],
                "fields": CELLS_ONLY,
            }
        }


def _appends(state: State, targets: Sequence[_Target]) -> Iterable[dict[str, Any]]:
    for table, new in _by_table(target for target in targets if target.row is None).items():
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


def _growth(state: State, targets: Sequence[_Target], entries: Sequence[StoredEntry]) -> Iterable[dict[str, Any]]:
    """Keep spare rows below the last one: rows were reported lost at the very end of a grid."""
    added: dict[str, int] = {table: len(new) for table, new in _by_table(t for t in targets if t.row is None).items()}
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


def _wait(attempt: int) -> None:
    time.sleep(min(2.0, 0.05 * 2**attempt) * random.uniform(0.5, 1.0))


def _gave_up(lost: WriteUnknown) -> PortalError:
    if lost.why.cause is Cause.NETWORK:  # no answer at all: what was sent may still be on its way
        return OutcomeUnknown(
            N_(
                "Google gave no answer. The entry is not in the sheet yet, but may still arrive there. Your entries "
                "are still here. Please press save again in a moment: nothing is stored twice."
            )
        )
    return RegisterUnavailable(
        N_("Google does not answer as it should. The entry was not stored. Please try again in a moment."),
        retryable=True,
    )


def _not_read_back() -> OutcomeUnknown:
    return OutcomeUnknown(
        N_(
            "Google took the entry, but the sheet cannot be read now to make sure that it is there. Your entries are "
            "still here. Please press save again in a moment: nothing is stored twice."
        )
    )


def _unknown() -> OutcomeUnknown:
    return OutcomeUnknown(
        N_(
            "Google did not say whether the entry was stored, and cannot be asked now. Your entries are still here. "
            "Please press save again in a moment: nothing is stored twice."
        )
    )
