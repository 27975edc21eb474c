"""What in the rows is not as the journal has it: typed, copied, deleted, moved, or older than it should be."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schema.tables import TABLES
from services.register.sheet.codec import Cells, Raw, emptied_cells, is_same, is_stamped, whole_cells
from services.register.sheet.handwriting import Reading, Typed
from services.register.sheet.journal import Head
from services.register.sheet.layout import FIRST_ROW, ID, STAMP, VERSION
from services.register.sheet.looking import Claim
from services.register.sheet.misplaced import TYPED_OPERATION, find_typed, left_of, owner_of, without
from services.register.sheet.state import Place, State
from services.register.sheet.views import Placed, View
from services.register.snapshot import Row

FEWEST_SCRAMBLED = 3  # rows
FEWEST_EMPTIED = 3  # values of a column, all that it had
FEWEST_LOST = 2  # records of a tab without a single row: the tab was made anew

Rows = Mapping[str, Sequence[tuple[Raw, ...]]]  # by table: the cells of each row in the order of `plain_names`


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a row that is not as the journal has it."""

    table: str
    row: int
    cells: tuple[Raw, ...]
    row_id: str = ""  # of the record that stood there; "" for a row that was typed anew
    typed: Typed | None = None
    void: Head | None = None  # the entry of a save that was to take over this row, and does not count

    @property
    def claim(self) -> Claim:
        """The row as it was seen."""
        return Claim(self.row, self.cells)


@dataclass(frozen=True, slots=True)
class Residue:
    """A row of no record in which a save landed; `owner` is the record that it was meant for, where that is known."""

    finding: Finding
    left: Cells  # what has to stand there
    owner: Place | None = None


@dataclass
class Found:
    """Everything one look found."""

    edited: list[Finding] = field(default_factory=list)
    fresh: list[Finding] = field(default_factory=list)
    copies: list[Finding] = field(default_factory=list)
    outdated: list[Finding] = field(default_factory=list)  # not as it was last written, and not by a person alone
    missing: list[Place] = field(default_factory=list)
    cleared: list[tuple[Place, Finding]] = field(default_factory=list)  # the id was cleared, the rest stands
    leftover: list[Finding] = field(default_factory=list)  # written by a portal, and of no record
    ahead: list[Finding] = field(default_factory=list)  # newer than the journal
    emptied: list[Place] = field(default_factory=list)  # gone with all others: a tab or a column was made anew
    residue: list[Residue] = field(default_factory=list)
    hit: list[tuple[Place, Finding]] = field(default_factory=list)  # another record's id was written there


def compare_rows(state: State, rows: Rows, reading: Reading) -> Found:
    """Return what in the rows is not as the journal has it, and learn where the records stand."""
    found = Found()
    for table, view in state.tables.items():
        _compare_table(state, view, rows[table], reading, found)
    state.missing = {*found.missing, *found.emptied}
    return found


def _compare_table(state: State, view: View, rows: Sequence[tuple[Raw, ...]], reading: Reading, found: Found) -> None:
    table, names = view.tab.name, view.plain_names
    declared = [place for place, name in enumerate(names) if name in TABLES[table].names]
    id_place, version_place = names.index(ID), names.index(VERSION)
    standing: dict[str, list[Finding]] = {}
    hollow: dict[str, Finding] = {}
    loose: list[Finding] = []
    known = set(state.snapshot.frames[table].index)
    for number, cells in enumerate(rows, FIRST_ROW):
        row_id, version = cells[id_place], cells[version_place]
        if isinstance(version, int) and not isinstance(version, bool) and version < 0:
            view.last_row = max(view.last_row, number)
            each = Finding(table, number, cells, row_id if row_id in known else "")
            if each.row_id:
                hollow.setdefault(row_id, each)  # a removal landed there
            elif row_id == "":
                blank = dict.fromkeys(names, "")
                found.residue.append(Residue(each, without(view, dict(zip(names, cells, strict=True)), blank)))
            continue
        if row_id in known:
            standing.setdefault(row_id, []).append(Finding(table, number, cells, row_id))
        elif any(cells[place] != "" for place in declared):
            loose.append(Finding(table, number, cells))
        elif row_id == "" and any(raw != "" for raw in cells):
            found.residue.append(Residue(Finding(table, number, cells), dict.fromkeys(names, "")))
        else:
            continue
        view.last_row = max(view.last_row, number)
    for row_id, group in standing.items():
        _compare_record(state, view, row_id, group, reading, found)
    for row_id in hollow.keys() - standing.keys():
        standing[row_id] = [hollow[row_id]]
        view.placed[row_id] = Placed(hollow[row_id].row, ())
        found.outdated.append(hollow[row_id])
    _restore_lost_columns(state, view, found)
    missing = known - standing.keys()
    view.placed = {row_id: placed for row_id, placed in view.placed.items() if row_id not in missing}
    if len(missing) >= FEWEST_LOST and not standing and not loose:
        found.emptied += [(table, row_id) for row_id in sorted(missing)]
    else:
        _compare_loose(state, view, loose, sorted(missing), reading, found)


def _compare_record(
    state: State, view: View, row_id: str, group: list[Finding], reading: Reading, found: Found
) -> None:
    table = view.tab.name
    placed = view.placed.get(row_id)
    if len(group) > 1:
        group = _without_strays(state, view, row_id, group, found)
    original = next((each for each in group if placed and each.cells == placed.cells), None)
    truth: Row | None = None
    if original is None:
        truth = state.find_row(table, row_id)
        assert truth is not None
        expected = whole_cells(view.tab, truth)
        original = next((each for each in group if _is_as_expected(view, each.cells, expected)), None)
    elif len(group) > 1:
        truth = state.find_row(table, row_id)
    if original is not None:
        view.placed[row_id] = Placed(original.row, original.cells)
        copies = [each for each in group if each is not original]
        found.copies += [typed_in(view, each, truth, reading) for each in copies]
        return
    assert truth is not None
    original = min(group, key=lambda each: (placed is None or each.row != placed.row, each.row))
    view.placed[row_id] = Placed(original.row, ())  # looked at again each time, until it is as it should be
    typed = typed_in(view, original, truth, reading)
    if (table, row_id) not in state.garbled and is_handwritten(view, typed, truth):
        found.edited.append(typed)
    elif _is_ahead(state, view, original, truth):
        found.ahead.append(original)
    else:
        found.outdated.append(original)
    found.copies += [typed_in(view, each, truth, reading) for each in group if each is not original]


def _without_strays(state: State, view: View, row_id: str, group: list[Finding], found: Found) -> list[Finding]:
    """Return the rows that a record stands in without those that a save added which does not count."""
    truth = state.find_row(view.tab.name, row_id)
    assert truth is not None
    stamp, stamp_place = whole_cells(view.tab, truth)[STAMP], view.plain_names.index(STAMP)
    others = [each for each in group if each.cells[stamp_place] != stamp]
    strays = [each for each in others if is_void(state, view, each, row_id, truth)]
    kept = [each for each in group if each not in strays]
    if not kept:
        kept, strays = strays[:1], strays[1:]
    left = emptied_cells(view.tab, row_id, truth["version"])
    found.residue += [Residue(each, left) for each in strays]
    return kept


def is_void(state: State, view: View, each: Finding, row_id: str, truth: Row | None = None) -> bool:
    """Return whether a row stands as a save wrote it that does not count.

    Whatever else stands in it: of the version of `truth`, which has another stamp, nobody can have made a copy.
    """
    head = state.index.find_void(view.tab.name, row_id)
    version = each.cells[view.plain_names.index(VERSION)]
    if head is None or head.version != version:
        return False
    return is_portals_own(view, each.cells) or (truth is not None and truth["version"] == version)


def is_void_typing(state: State, view: View, each: Finding, row_id: str) -> bool:
    """Return whether it was to take over what a person typed: that is not lost with the save."""
    head = state.index.find_void(view.tab.name, row_id)
    return head is not None and head.operation_id.startswith(TYPED_OPERATION) and is_void(state, view, each, row_id)


def _restore_lost_columns(state: State, view: View, found: Found) -> None:
    """Take no column for emptied by hand that has lost every value at once: it was deleted, and made anew."""
    table = view.tab.name
    edited = [each for each in found.edited if each.table == table]
    emptied = Counter(
        name
        for each in edited
        if each.typed
        for name in each.typed.changed
        if each.cells[view.plain_names.index(name)] == ""
    )
    frame = state.snapshot.frames[table]
    lost = {name for name, count in emptied.items() if count >= FEWEST_EMPTIED and count == frame[name].notna().sum()}
    if not lost:
        return
    found.edited = [each for each in found.edited if each.table != table]
    for each in edited:
        typed = each.typed
        assert typed is not None
        changed = tuple(name for name in typed.changed if name not in lost)
        if changed:
            truth = state.find_row(table, each.row_id) or {}
            record = {**typed.record, **{name: truth.get(name) for name in lost}}
            problems = tuple(problem for problem in typed.problems if problem.field not in lost)
            found.edited.append(replace(each, typed=Typed(record, changed, problems)))
        else:
            found.emptied.append((table, each.row_id))


def _compare_loose(
    state: State, view: View, loose: list[Finding], missing: list[str], reading: Reading, found: Found
) -> None:
    table, names = view.tab.name, view.plain_names
    id_place, stamp_place = names.index(ID), names.index(STAMP)
    by_stamp: dict[Raw, str] = {}
    if loose and missing:
        for row_id in missing:
            row = state.find_row(table, row_id)
            if row is not None:
                by_stamp[whole_cells(view.tab, row)[STAMP]] = row_id
    missing = _given_back(state, view, loose, missing, reading, found)
    for each in loose:
        place = (table, str(each.cells[id_place]))
        owner = by_stamp.pop(each.cells[stamp_place], None)
        if owner is not None:
            found.cleared.append(((table, owner), each))
            missing.remove(owner)
        elif is_void_typing(state, view, each, place[1]):
            void = state.index.find_void(*place)
            found.fresh.append(replace(typed_in(view, each, None, reading), void=void))
        elif place in state.unremoved or (place in state.index.void_places and each.cells[stamp_place] != ""):
            head = state.index.latest(*place)
            found.residue.append(Residue(each, emptied_cells(view.tab, place[1], head.version if head else 1)))
        elif is_portals_own(view, each.cells):
            (found.leftover if state.index.heads else found.ahead).append(each)
        elif (removal := _removal(state, place)) is not None and _is_rest(view, each):
            found.residue.append(Residue(each, emptied_cells(view.tab, place[1], removal.version)))
        elif (left := left_of(state, view, dict(zip(names, each.cells, strict=True)))) is not None:
            found.residue.append(Residue(each, left[1], (table, left[0])))
        else:
            found.fresh.append(typed_in(view, each, None, reading))
    found.missing += [(table, row_id) for row_id in missing]


def _removal(state: State, place: Place) -> Head | None:
    head = state.index.latest(*place)
    return head if head is not None and head.action == "removed" else None


def _is_rest(view: View, each: Finding) -> bool:
    """Return whether a save landed where nothing stood: under a stamp, which nobody types, lacks what every row has."""
    cells = dict(zip(view.plain_names, each.cells, strict=True))
    required = [field.name for field in TABLES[each.table].fields if field.required is True and field.name in cells]
    return cells[STAMP] != "" and any(cells[name] == "" for name in required)


def _given_back(
    state: State, view: View, loose: list[Finding], missing: list[str], reading: Reading, found: Found
) -> list[str]:
    """Give typed rows the ids again that were written into other rows, and those theirs; return what is missing then.

    What was typed stands where it stood: its record's id, and nothing else of it, went into the row that a person
    sorted there at that moment.
    """
    table = view.tab.name
    edited = {each.row_id: each for each in found.edited if each.table == table}
    missing = list(missing)
    for each in list(loose):
        typed = typed_in(view, each, None, reading).typed if edited or missing else None
        row_id = find_typed(state, view, typed, missing)
        if row_id is not None:
            found.cleared.append(((table, row_id), each))
            missing.remove(row_id)
            loose.remove(each)
            continue
        row_id = find_typed(state, view, typed, edited)
        owned = _owned(state, view, row_id, edited, missing, reading) if row_id is not None else ()
        if owned:
            loose.remove(each)
        for owner, hit in owned:
            del edited[hit.row_id]
            found.edited.remove(hit)
            if owner:
                found.hit.append(((table, owner), hit))
                missing = [other for other in missing if other != owner]
            else:
                found.residue.append(Residue(hit, dict.fromkeys(view.plain_names, "")))
    return missing


def _owned(
    state: State, view: View, row_id: str, edited: Mapping[str, Finding], missing: list[str], reading: Reading
) -> list[tuple[str, Finding]]:
    """Return whose row it was into which an id was written, "" for nobody's; none where that is not to be seen.

    Where several typed rows were taken over at once, it may be the next one's, and its id stands in the one after that.
    """
    hit = edited[row_id]
    owner = owner_of(state, view, hit.cells, row_id, missing)
    if owner is not None:
        return [(owner, hit)]
    others = {other: each for other, each in edited.items() if other != row_id}
    owner = find_typed(state, view, typed_in(view, hit, None, reading).typed, others)
    rest = _owned(state, view, owner, others, missing, reading) if owner is not None else []
    return [(owner, hit), *rest] if owner is not None and rest else []


def _is_as_expected(view: View, cells: Sequence[Raw], expected: Cells) -> bool:
    return all(is_same(raw, expected[name]) for name, raw in zip(view.plain_names, cells, strict=True))


def is_portals_own(view: View, cells: Sequence[Raw]) -> bool:
    """Return whether the row is as some portal once wrote it: its stamp fits what stands there."""
    return is_stamped(dict(zip(view.plain_names, cells, strict=True)))


def _is_ahead(state: State, view: View, each: Finding, truth: Row) -> bool:
    version = each.cells[view.plain_names.index(VERSION)]
    has_void = (each.table, each.row_id) in state.index.void_places
    return is_portals_own(view, each.cells) and version > truth["version"] and not has_void


def is_handwritten(view: View, each: Finding, truth: Row) -> bool:
    """Return whether a person typed in a record's row, and not where only the portal writes.

    Whoever types leaves the stamp alone. Another one than the record's says that some portal wrote there: an older
    state, a save that does not count, or the values of another record, because somebody sorted at that moment.
    """
    assert each.typed is not None
    stamp = each.cells[view.plain_names.index(STAMP)]
    return bool(each.typed.changed) and stamp == whole_cells(view.tab, truth)[STAMP]


def typed_in(view: View, each: Finding, truth: Row | None, reading: Reading) -> Finding:
    """Return the finding with what its cells say, read as a change of `truth`."""
    named = dict(zip(view.plain_names, each.cells, strict=True))
    return Finding(each.table, each.row, each.cells, each.row_id, reading.read(view.tab, named, truth))


def scrambled(state: State, edited: Iterable[Finding]) -> list[Finding]:
    """Return the rows whose values stand in each other's: somebody sorted some of the columns."""
    by_table: dict[str, list[Finding]] = {}
    for each in edited:
        by_table.setdefault(each.table, []).append(each)
    found: list[Finding] = []
    for table, group in by_table.items():
        if len(group) < FEWEST_SCRAMBLED:
            continue
        names = sorted({name for each in group if each.typed for name in each.typed.changed})
        view = state.views[table]
        now: Counter[str] = Counter()
        before: Counter[str] = Counter()
        for each in group:
            truth = state.find_row(table, each.row_id)
            assert truth is not None
            cells = dict(zip(view.plain_names, each.cells, strict=True))
            expected = whole_cells(view.tab, truth)
            now[repr([cells[name] for name in names])] += 1
            before[repr([expected[name] for name in names])] += 1
        if now == before and len(now) > 1:
            found += group
    return found
