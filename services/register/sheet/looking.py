"""The look before a save: where the rows stand that it changes, and whether they hold what the portal knows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from services.register.commits import Place, Planned
from services.register.sheet.client import SheetClient
from services.register.sheet.codec import Cells, Raw, is_same, is_stamped, whole_cells
from services.register.sheet.layout import FIRST_ROW, ID, VERSION
from services.register.sheet.state import Reader, State, tail_range
from services.register.sheet.views import Placed

MOST_RANGES = 60  # a request names its ranges in its address, which must not grow too long


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that a person typed in, as it was seen: it is taken over only while it still stands like that."""

    row: int
    cells: tuple[Raw, ...]


class HandEdited(Exception):
    """Rows that a save names hold something else than the portal wrote: that comes first."""

    def __init__(self, places: Mapping[Place, Claim]) -> None:
        super().__init__()
        self.places = places


class RowGone(HandEdited):
    """The row of a record that a save names is nowhere: whether it was deleted is for a look at all rows to say.

    It may be that another save has landed in it, and took its id; where it was written anew then, it would stand twice.
    """

    def __init__(self) -> None:
        super().__init__({})


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


Kept = Mapping[Place, Collection[str]]


@dataclass(frozen=True)
class Terms:
    """How the rows of a save are taken: by default, one that holds something else than the portal knows stops it.

    `claims` are rows to be taken over as they were typed. The rows of `overwritten` are written anew from what the
    portal knows, whatever stands there but in the cells of `kept`; those of `seen` only while they stand like that.
    """

    claims: Mapping[Place, Claim] = field(default_factory=dict)
    overwritten: Collection[Place] = ()
    kept: Kept = field(default_factory=dict)
    seen: Mapping[Place, tuple[Raw, ...]] = field(default_factory=dict)


class Looker:
    """Finds the rows of records, and reads them."""

    def __init__(self, client: SheetClient, reader: Reader, tally: Tally) -> None:
        self._client = client
        self._reader = reader
        self._tally = tally

    def look(self, state: State, planned: Sequence[Planned], terms: Terms) -> dict[Place, Placed | None] | None:
        """Return where the rows stand that are to be written, None for those to be appended; None to plan again."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for row in planned:
            if row.action != "created" or (row.table, row.id) in terms.claims or (row.table, row.id) in state.orphans:
                wanted[row.table].append(row.id)
        self._find_unknown(state, wanted, terms.claims)
        rows: dict[Place, int] = {}
        for place in _places(wanted):
            known = terms.claims.get(place) or state.views[place[0]].placed.get(place[1])
            if known is not None:
                rows[place] = known.row
        tail, read = self.read_rows(state, rows, {row.table for row in planned})
        if tail is None or self._reader.catch_up(state, tail):
            return None
        found: dict[Place, Placed | None] = dict.fromkeys(_places(wanted))
        edited: dict[Place, Claim] = {}
        for place, cells in read.items():
            view = state.views[place[0]]
            named = dict(zip(view.plain_names, cells, strict=True))
            if place in terms.claims:
                if cells != terms.claims[place].cells:
                    raise HandEdited({})  # somebody goes on typing there
            elif named[ID] != place[1]:
                self._tally.relocated += 1
                self._locate(state, place[0])
                return None
            elif place in terms.seen and cells != terms.seen[place]:
                raise HandEdited({})  # somebody typed there since it was found to be wrong
            elif place not in terms.overwritten and not self._is_as_known(state, place, named):
                edited[place] = Claim(rows[place], cells)
            found[place] = Placed(rows[place], cells)
        if edited:
            raise HandEdited(edited)
        made = {(row.table, row.id) for row in planned if row.action == "created"}
        gone = {place for place, placed in found.items() if placed is None} - made - state.missing
        if gone - set(terms.overwritten):
            raise RowGone
        return found

    def _is_as_known(self, state: State, place: Place, cells: Cells) -> bool:
        row = state.find_row(*place)
        if row is None:
            return True
        expected = whole_cells(state.views[place[0]].tab, row)
        if place in state.orphans and is_stamped(cells):
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

    def read_rows(
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
            for first, last in few_stretches(numbers):
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


def _places(wanted: Mapping[str, Sequence[str]]) -> Iterable[Place]:
    return ((table, row_id) for table, ids in wanted.items() for row_id in ids)


def few_stretches(rows: Collection[int]) -> list[tuple[int, int]]:
    """Return row numbers as stretches to read; one over all of them where there would be too many."""
    numbers = sorted(set(rows))
    found: list[tuple[int, int]] = []
    for row in numbers:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found if len(found) <= MOST_RANGES else [(numbers[0], numbers[-1])]
