"""What one portal knows of the sheet: the newest state, the heads of the journal, and where the rows were last seen.

The state is what the journal says. The rows of the tabs are read whole when the register opens, for that is quicker
than adding up the journal; a row that does not carry the portal's own stamp, or another version than the journal, is
added up from its entries instead.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from schema.tables import TABLES
from schema.words import N_
from services.errors import RegisterShapeError
from services.keys import require_fit
from services.register.base import JournalRow, StoredEntry
from services.register.folding import fold
from services.register.frames import empty_frames, frame_of, merged_frame
from services.register.journal import journal_row
from services.register.sheet.client import SheetClient
from services.register.sheet.codec import (
    Cells,
    Raw,
    personal_values,
    place_of,
    stamp_of,
    value_of,
)
from services.register.sheet.journal import HEAD_NAMES, Head, JournalIndex, entry_of, head_of
from services.register.sheet.layout import (
    CHANGED_AT,
    CHANGED_BY,
    FIRST_ROW,
    ID,
    JOURNAL,
    STAMP,
    VERSION,
    tabs,
)
from services.register.sheet.marks import MARK_FIELDS, check_finished
from services.register.sheet.sealing import SealBroken, Sealer
from services.register.sheet.views import Placed, View, views_of
from services.register.snapshot import Issue, Row, Snapshot

BLOCK_ROWS = 4_000  # rows of a tab, or entries of the journal, that are asked for at once
SHEETS_FIELDS = (
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount))),"
    f"namedRanges(namedRangeId,name),{MARK_FIELDS}"
)
FENCE = "resonanz_revision_"
FENCES_KEPT = 4

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row of a tab as it was just read, without its sealed part."""

    table: str
    row: int
    cells: tuple[Raw, ...]  # in the order of `View.plain_names`


@dataclass
class State:
    """Everything known of the sheet; only touched under the register's lock."""

    views: dict[str, View]
    index: JournalIndex
    snapshot: Snapshot
    fences: list[str] = field(default_factory=list)
    leftover: str = ""  # the name of a fence that stands in the way though nothing was written
    orphans: set[Place] = field(default_factory=set)  # rows that a void save wrote
    is_disturbed: bool = False  # a save found rows moved when it read them back: all of them have to be looked at
    missing: set[Place] = field(default_factory=set)  # records without a row, when all rows were last looked at
    garbled: set[Place] = field(default_factory=set)  # rows that were written while somebody moved columns
    unremoved: set[Place] = field(default_factory=set)  # removed records whose rows stand, because somebody moved them
    broken_seals: set[Place] = field(default_factory=set)  # rows whose sealed cells are not those of the record
    removed_numbers: set[str] = field(default_factory=set)
    offset: int = 0  # how far the revision runs ahead of the journal, because issues came and went

    @property
    def journal(self) -> View:
        """The journal's tab."""
        return self.views[JOURNAL]

    @property
    def tables(self) -> dict[str, View]:
        """The tabs of the tables."""
        return {name: self.views[name] for name in TABLES}

    def find_row(self, table: str, row_id: str) -> Row | None:
        """Return a record as the journal has it."""
        return self.snapshot.find_row(table, row_id)


class Reader:
    """Reads the sheet into a state, and what came after into the next one."""

    def __init__(self, client: SheetClient, sealer: Sealer, *, for_adoption: bool = False) -> None:
        self._client = client
        self._sealer = sealer
        self._keys = client.connection.keys
        self._for_adoption = for_adoption

    # ---- the whole of it

    def load(self, least_revision: int = 0) -> tuple[State, dict[str, list[tuple[Raw, ...]]] | None]:
        """Read everything, and return it with the rows as they stand, or None where they changed meanwhile.

        Four requests for a register of some thousand records, one more for each block behind.

        Raises:
            RegisterShapeError: a tab or a column is missing, the journal was changed by hand, or it is an unfinished
                copy.
            RegisterUnavailable: it cannot be reached or read.
        """
        properties = self._client.properties(SHEETS_FIELDS)
        if not self._for_adoption:
            check_finished(self._client.connection, properties)
        views = views_of(tabs(), properties)
        missing = [tab.title for name, tab in tabs().items() if name not in views]
        if missing:
            raise RegisterShapeError(
                N_(
                    "The sheet lacks the tab “{missing}”: it was deleted, or the sheet is not set up yet. What the "
                    "journal holds is not lost. “Set-up” makes the tab anew."
                ),
                missing="”, “".join(missing),
            )
        for view, (codes, *_) in zip(views.values(), self._code_rows(views.values()), strict=True):
            view.take_codes(codes)
        index = JournalIndex()
        state = State(views, index, Snapshot(0, empty_frames()))
        state.fences = sorted(
            (named["name"] for named in properties.get("namedRanges", ()) if named["name"].startswith(FENCE)),
            key=_fence_place,
        )
        rows = self._all_rows(views)
        index.take(self._heads(views[JOURNAL], *rows[JOURNAL]))
        frames, distrusted = {}, list[Place]()
        read: dict[str, list[tuple[Raw, ...]]] = {}
        for table in ("settings", *(name for name in TABLES if name != "settings")):
            frames[table], found, read[table] = self._trusted(state, table, rows[table][1])
            distrusted += found
            if table == "settings":
                # Said before the first sealed part is opened: which key it takes, and which one was tried.
                require_fit(Snapshot(0, {**empty_frames(), table: frames[table]}), self._keys)
        state.snapshot = Snapshot(max(index.link[0], least_revision), frames)
        state.offset = state.snapshot.revision - index.link[0]
        removed = [head for head in index.heads if head.table == "reactions" and head.action == "removed"]
        for entry in self.entries(state, removed) if removed else ():
            state.removed_numbers |= _removed_numbers(entry)
        if distrusted:
            self._put(state, self.folded(state, distrusted), set())
        return state, None if self.catch_up(state) else read

    def _code_rows(self, views: Iterable[View]) -> list[list[list[Raw]]]:
        return [rows or [[]] for rows in self._client.read([view.codes_range for view in views])]

    def _all_rows(self, views: Mapping[str, View]) -> dict[str, tuple[int, list[list[Raw]]]]:
        """Return by tab the first row and all rows behind it: whole for tables, the heads of the journal."""
        ranges: list[tuple[str, str]] = []
        later: list[tuple[str, str]] = []
        for name in (*TABLES, JOURNAL):
            view = views[name]
            names = HEAD_NAMES if name == JOURNAL else view.tab.names
            for start in range(FIRST_ROW, view.row_count + 1, BLOCK_ROWS):
                end = min(start + BLOCK_ROWS - 1, view.row_count)
                kept = ranges if start == FIRST_ROW else later
                kept.append((name, view.rows_range(names, start, end)))
        found: dict[str, list[list[Raw]]] = {}
        answers = self._client.read([asked for _, asked in ranges])
        for (name, _), rows in zip(ranges, answers, strict=True):
            found[name] = rows
        for name, asked in later:
            (block,) = self._client.read([asked])
            if block:
                found[name] += [[] for _ in range(-len(found[name]) % BLOCK_ROWS)] + block
        return {name: (FIRST_ROW, rows) for name, rows in found.items()}

    def _heads(self, view: View, first: int, rows: Sequence[Sequence[Raw]]) -> Iterator[Head]:
        for number, cells in enumerate(view.picked_rows(HEAD_NAMES, rows), first):
            head = head_of(cells, number)
            if head is not None:
                yield head

    def _trusted(
        self, state: State, table: str, rows: Sequence[Sequence[Raw]]
    ) -> tuple[Any, list[Place], list[tuple[Raw, ...]]]:
        """Return the frame of the rows that stand as the portal wrote them, the ids of all others, and all rows."""
        view = state.views[table]
        good: dict[str, Row] = {}
        plain_rows: list[tuple[Raw, ...]] = []
        names, plain_names, sealed_names = view.tab.names, view.plain_names, view.tab.sealed_names
        void_places = state.index.void_places  # such a row may look as if it was the newest
        for number, read in enumerate(view.picked_rows(names, rows), FIRST_ROW):
            cells = dict(zip(names, read, strict=True))
            plain_rows.append(tuple([cells[name] for name in plain_names]))
            if any(raw != "" for raw in cells.values()):
                view.last_row = number
            row_id = cells[ID]
            head = state.index.latest(table, row_id) if isinstance(row_id, str) else None
            if head is None or head.action == "removed" or cells[VERSION] != head.version or row_id in good:
                continue
            if (table, row_id) in void_places:
                continue
            is_sealed = any(cells[name] != "" for name in sealed_names)
            if cells[STAMP] != stamp_of(cells, is_sealed=is_sealed):
                if cells[STAMP] == stamp_of(cells, is_sealed=not is_sealed):
                    state.broken_seals.add((table, row_id))
                continue
            row = self._row(view, cells)
            if row is None:
                state.broken_seals.add((table, row_id))
            else:
                good[row_id] = row
                view.placed[row_id] = Placed(number, plain_rows[-1])
        frame = frame_of(table, good.values())
        distrusted = [(table, row_id) for row_id in state.index.standing(table) if row_id not in good]
        return frame, distrusted, plain_rows

    def _row(self, view: View, cells: Cells) -> Row | None:
        """Return the record that a row of the portal's own making holds; None where it cannot be one."""
        table = view.tab.name
        sealed = [str(cells[name]) for name in view.tab.sealed_names if cells[name] != ""]
        try:
            text = self._sealer.open(sealed, place_of(table, cells[ID]))
        except SealBroken:
            return None  # its entries are opened next, and tell a wrong key from a damaged cell
        row: Row = {
            column.name: value_of(column.field, cells[column.name]) for column in view.tab.columns if column.field
        }
        row |= personal_values(table, text)
        at = datetime.fromisoformat(cells[CHANGED_AT])
        return row | {ID: cells[ID], VERSION: cells[VERSION], CHANGED_AT: at, CHANGED_BY: cells[CHANGED_BY]}

    # ---- what came after

    def catch_up(self, state: State, tail: Sequence[Sequence[Raw]] | None = None) -> bool:
        """Take over what others wrote since, and return whether there was anything.

        `tail` is what `tail_range` reads, where it was read already.

        Raises:
            JournalMoved: the journal is not the one that was read before.
        """
        if tail is None:
            (tail,) = self._client.read([tail_range(state)])
        fresh = self._fresh_heads(state, tail)
        verdict = state.index.judged(fresh)
        accepted = verdict.accepted
        # Read before anything is kept: where it fails, nothing is half known.
        entries = self.entries(state, accepted) if accepted else []
        state.index.keep(verdict)
        if not accepted:
            return False
        for head in accepted:
            is_first = head is accepted[0] or head.operation_id != state.index.heads[head.seq - 2].operation_id
            if is_first and f"{FENCE}{head.seq}" not in state.fences:
                state.fences.append(f"{FENCE}{head.seq}")
        state.fences = state.fences[-FENCES_KEPT:]  # each save drops what is older
        self.apply(state, entries)
        return True

    def _fresh_heads(self, state: State, tail: Sequence[Sequence[Raw]]) -> list[Head]:
        view, known = state.journal, state.index
        first = max(known.last_row, FIRST_ROW)
        heads = list(self._heads(view, first, tail))
        if known.last_row:
            if not heads or heads[0].row != known.last_row or not self._is_known(state, heads[0]):
                raise JournalMoved
            heads = heads[1:]
        return heads

    def _is_known(self, state: State, head: Head) -> bool:
        newest = (state.index.heads[-1:] + state.index.voids[-1:]) or []
        return any(head == known for known in newest)

    def entries(self, state: State, heads: Sequence[Head]) -> list[StoredEntry]:
        """Read entries whole."""
        view = state.journal
        found: dict[int, StoredEntry] = {}
        stretches = list(_stretches(sorted(head.row for head in heads)))
        wanted = {head.row: head for head in heads}
        for start in range(0, len(stretches), 100):
            part = stretches[start : start + 100]
            answers = self._client.read([view.rows_range(view.tab.names, *stretch) for stretch in part])
            for (first, _), rows in zip(part, answers, strict=True):
                for number, row in enumerate(rows, first):
                    cells = dict(zip(view.tab.names, view.picked(view.tab.names, row), strict=True))
                    head = wanted.get(number)
                    if head is not None and (cells["seq"], cells["hash"]) == (head.seq, head.hash):
                        found[number] = entry_of(view.tab, cells, self._sealer)
        if len(found) != len(wanted):
            raise JournalMoved
        return [found[head.row] for head in heads]

    def apply(self, state: State, entries: Sequence[StoredEntry]) -> None:
        """Go on to the state after these entries, which are in the index already."""
        rows: dict[Place, Row | None] = {}
        for entry in entries:
            place = (entry.table, entry.row_id)
            before = rows[place] if place in rows else state.find_row(*place)
            rows[place] = _followed(before, journal_row(entry))
        gone = {place for place, row in rows.items() if row is None}
        for entry in entries:
            state.removed_numbers |= _removed_numbers(entry)
            placed = state.views[entry.table].placed
            if entry.row_id in placed:  # what stood there before is not what has to stand there now
                placed[entry.row_id] = Placed(placed[entry.row_id].row, ())
        self._put(state, {place: row for place, row in rows.items() if row is not None}, gone)

    def _put(self, state: State, rows: Mapping[Place, Row], gone: Collection[Place]) -> None:
        before = state.snapshot
        frames, touched = dict(before.frames), dict[str, list[str]]()
        for table in TABLES:
            fresh = [row for (name, _), row in rows.items() if name == table]
            ids = [row["id"] for row in fresh] + [row_id for name, row_id in gone if name == table]
            if not ids:
                continue
            frames[table] = merged_frame(frames[table], frame_of(table, fresh), [i for n, i in gone if n == table])
            touched[table] = ids
            for row_id in (row_id for name, row_id in gone if name == table):
                state.views[table].placed.pop(row_id, None)
        revision = state.index.link[0] + state.offset
        state.snapshot = before.followed_by(revision, frames, before.issues, touched)

    def show_issues(self, state: State, issues: tuple[Issue, ...]) -> None:
        """Go on to a state with other issues, and a revision of its own: pages follow the revision."""
        if issues == state.snapshot.issues:
            return
        state.offset += 1
        revision = state.index.link[0] + state.offset
        state.snapshot = state.snapshot.followed_by(revision, state.snapshot.frames, issues, {})

    # ---- single records

    def folded(self, state: State, places: Iterable[Place]) -> dict[Place, Row]:
        """Return records as their entries add up."""
        heads = {place: self._heads_of(state, place) for place in places}
        wanted = [head for group in heads.values() for head in group]
        rows: dict[int, JournalRow] = {
            entry.seq: journal_row(entry) for entry in (self.entries(state, wanted) if wanted else ())
        }
        folded = {place: _folded(place, [rows[head.seq] for head in group]) for place, group in heads.items()}
        return {place: row for place, row in folded.items() if row is not None}

    def states_of(self, state: State, table: str, moment: Raw) -> list[Row]:
        """Return the states that records of a table had right after the saves of one moment, void ones included."""
        view = state.journal
        (moments,) = self._client.read([view.rows_range(["at"], FIRST_ROW)])
        rows = {number for number, cells in enumerate(moments, FIRST_ROW) if cells and cells[0] == moment}
        found: list[Row] = []
        for head in (*state.index.heads, *state.index.voids):
            if head.row in rows and head.table == table:
                before = [each for each in self._heads_of(state, (table, head.row_id)) if each.version < head.version]
                entries = self.entries(state, [*before, head])
                row = _folded((table, head.row_id), [journal_row(entry) for entry in entries])
                found += [row] if row is not None else []
        return found

    def _heads_of(self, state: State, place: Place) -> list[Head]:
        return [head for head in state.index.entries_of(place[1]) if (head.table, head.row_id) == place]


class JournalMoved(Exception):
    """The journal does not stand as it was read before: everything has to be read anew."""


def tail_range(state: State) -> str:
    """Return the range that says whether anything was written: from the last entry known to the end."""
    return state.journal.rows_range(HEAD_NAMES, max(state.index.last_row, FIRST_ROW))


def _folded(place: Place, journal: Sequence[JournalRow]) -> Row | None:
    row = fold(journal, *place)
    return row if row is None else {**dict.fromkeys(TABLES[place[0]].names), **row}


def _removed_numbers(entry: StoredEntry) -> set[str]:
    if entry.table != "reactions" or entry.action != "removed":
        return set()
    return {str(change.before) for change in journal_row(entry).changes if change.field == "number" and change.before}


def _followed(row: Row | None, entry: JournalRow) -> Row | None:
    if entry.action == "removed":
        return None
    row = dict(row) if row else {"id": entry.row_id, **dict.fromkeys(TABLES[entry.table].names)}
    row |= {change.field: change.after for change in entry.changes}
    return row | {"version": entry.version, "changed_at": entry.at, "changed_by": entry.actor}


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return sorted row numbers as stretches without a gap, none longer than a block."""
    start = end = -1
    for row in rows:
        if start >= 0 and row == end + 1 and row - start < BLOCK_ROWS // 4:
            end = row
            continue
        if start >= 0:
            yield start, end
        start = end = row
    if start >= 0:
        yield start, end


def _fence_place(name: str) -> int:
    number = name.removeprefix(FENCE)
    return int(number) if number.isdigit() else 0
