"""The look at the whole sheet: what other portals wrote, and what people did in it.

A row that differs from the journal and does not carry a stamp of the portal's was typed in. Where it is valid it is
taken over, journalled as made in the sheet; where it is not, it becomes an issue, and what stands there is left alone.
A row that carries a valid stamp and differs all the same is an older one of the portal's: it is written anew.
"""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schema.problems import Problem
from schema.tables import TABLES
from schema.words import N_, Words
from services import clock
from services.errors import InputRejected, PortalError, RegisterShapeError, RegisterUnavailable, StaleRecord
from services.register.base import ChangeSet, RowChange, new_id
from services.register.commits import checked_changes
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import SheetClient
from services.register.sheet.codec import Cells, Raw, is_same, stamp_of, whole_cells
from services.register.sheet.commit import Claim, HandEdited, Saver
from services.register.sheet.connection import Connection
from services.register.sheet.handwriting import Reading, Typed
from services.register.sheet.layout import FIRST_ROW, ID, STAMP, VERSION
from services.register.sheet.state import SHEETS_FIELDS, Place, Reader, State, tail_range
from services.register.sheet.views import Placed, View, views_of
from services.register.snapshot import Issue, Remedy, Row

SHEET = "sheet"  # who changed it and where, as the journal says it
FEWEST_SCRAMBLED = 3
MOST_TAKEN = 200  # hand edits that are stored in one save
LOOKS = 3

Rows = Mapping[str, Sequence[tuple[Raw, ...]]]  # by table: the cells of each row in the order of `plain_names`

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a row that is not as the journal has it."""

    table: str
    row: int
    cells: tuple[Raw, ...]
    row_id: str = ""  # of the record that stood there; "" for a row that was typed anew
    typed: Typed | None = None

    @property
    def claim(self) -> Claim:
        """The row as it was seen."""
        return Claim(self.row, self.cells)


@dataclass
class Found:
    """Everything one look found."""

    edited: list[Finding] = field(default_factory=list)
    fresh: list[Finding] = field(default_factory=list)
    copies: list[Finding] = field(default_factory=list)
    outdated: list[Place] = field(default_factory=list)
    missing: list[Place] = field(default_factory=list)
    cleared: list[tuple[Place, Finding]] = field(default_factory=list)  # the id was cleared, the rest stands


class Comparer:
    """Compares the sheet with what the journal says; the caller holds the register's lock."""

    def __init__(self, client: SheetClient, reader: Reader, saver: Saver, connection: Connection) -> None:
        self._client = client
        self._reader = reader
        self._saver = saver
        self._connection = connection
        self._typed_before: set[tuple[str, tuple[Raw, ...]]] = set()
        self.trouble: PortalError | None = None

    # ---- looking

    def look(self, state: State, rows: Rows | None = None) -> None:
        """Bring the state up to the sheet, and take over what was typed there.

        Raises:
            RegisterShapeError: a tab or a column is missing.
            RegisterUnavailable: the sheet cannot be read.
        """
        self.trouble = None
        found = self._found(state) if rows is None else self._compared(state, rows)
        # A row is taken over once it stands as it did at the last look: nobody is disturbed in the middle of typing.
        settled = [each for each in found.fresh if (each.table, each.cells) in self._typed_before]
        self._typed_before = {(each.table, each.cells) for each in found.fresh}
        changes = [each for each in found.edited if each.typed and not each.typed.problems]
        scrambled = _scrambled(state, found.edited)
        changes = [each for each in changes if each not in scrambled]
        changes += [each for each in settled if each.typed and not each.typed.problems]
        issues: list[Issue] = []
        try:
            if found.outdated:
                self._saver.rebuild(state, found.outdated)
            self._put_ids_back(state, found.cleared)
            issues += self._taken(state, changes)
        except RegisterUnavailable as err:
            # What was typed stays where it is, and is taken over as soon as the sheet can be written.
            log.warning("%s", err)
            self.trouble = err
        for each in scrambled:
            issues.append(self._issue(state, each, ID, _SCRAMBLED, remedies=(Remedy.RESTORE, Remedy.ADOPT)))
        for each in (*found.edited, *found.fresh):
            if each.typed and each not in scrambled:
                issues += self._problems(state, each)
        issues += [self._issue(state, each, ID, _COPY, remedies=(Remedy.ADOPT,)) for each in found.copies]
        issues += [self._missing(state, place) for place in found.missing]
        self._reader.show_issues(
            state, tuple(sorted(issues, key=lambda issue: (issue.table, issue.cell, issue.column)))
        )

    def _found(self, state: State) -> Found:
        """Read all rows and say what is not as the journal has it."""
        for _ in range(LOOKS):
            views = list(state.views.values())
            ranges = [tail_range(state), *(view.codes_range for view in views)]
            ranges += [view.rows_range(view.plain_names, FIRST_ROW) for view in state.tables.values()]
            try:
                tail, *answers = self._client.read(ranges)
            except SheetUnavailable as err:
                if err.cause is not Cause.RANGE:
                    raise
                self._learn_titles(state, err)
                continue
            codes, rows = answers[: len(views)], answers[len(views) :]
            if any([view.take_codes(read[0] if read else []) for view, read in zip(views, codes, strict=True)]):
                continue
            self._reader.catch_up(state, tail)
            read_rows = zip(state.tables.items(), rows, strict=True)
            return self._compared(
                state,
                {table: [view.picked(view.plain_names, row) for row in read] for (table, view), read in read_rows},
            )
        raise RegisterUnavailable(
            N_("The sheet is being changed all the time. Please try again in a moment."), retryable=True
        )

    def _compared(self, state: State, rows: Rows) -> Found:
        found = Found()
        reading = Reading(state.snapshot, clock.today())
        for table, view in state.tables.items():
            self._compare(state, view, rows[table], reading, found)
        return found

    def _learn_titles(self, state: State, err: SheetUnavailable) -> None:
        known = views_of({name: view.tab for name, view in state.views.items()}, self._client.properties(SHEETS_FIELDS))
        missing = [view.title for name, view in state.views.items() if name not in known]
        if missing:
            raise RegisterShapeError(
                N_(
                    "The tab “{missing}” is no longer in the sheet. Nothing was lost: the journal holds every record. "
                    "“Set-up” makes the tab anew, and the portal fills it."
                ),
                missing="”, “".join(missing),
            ) from err
        for name, view in state.views.items():
            view.title, view.row_count = known[name].title, known[name].row_count

    def _compare(
        self, state: State, view: View, rows: Sequence[tuple[Raw, ...]], reading: Reading, found: Found
    ) -> None:
        table, names = view.tab.name, view.plain_names
        declared = [place for place, name in enumerate(names) if name in TABLES[table].names]
        id_place, version_place = names.index(ID), names.index(VERSION)
        standing: dict[str, list[Finding]] = {}
        loose: list[Finding] = []
        known = set(state.snapshot.frames[table].index)
        for number, cells in enumerate(rows, FIRST_ROW):
            row_id, version = cells[id_place], cells[version_place]
            if isinstance(version, int) and not isinstance(version, bool) and version < 0:
                view.last_row = max(view.last_row, number)
                continue
            if row_id in known:
                standing.setdefault(row_id, []).append(Finding(table, number, cells, row_id))
            elif any(cells[place] != "" for place in declared):
                loose.append(Finding(table, number, cells))
            else:
                continue
            view.last_row = max(view.last_row, number)
        for row_id, group in standing.items():
            self._compare_record(state, view, row_id, group, reading, found)
        missing = known - standing.keys()
        view.placed = {row_id: placed for row_id, placed in view.placed.items() if row_id not in missing}
        self._compare_loose(state, view, loose, sorted(missing), reading, found)

    def _compare_record(
        self, state: State, view: View, row_id: str, group: list[Finding], reading: Reading, found: Found
    ) -> None:
        table = view.tab.name
        placed = view.placed.get(row_id)
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
            found.copies += [_typed(view, each, truth, reading) for each in copies]
            return
        assert truth is not None
        original = min(group, key=lambda each: (placed is None or each.row != placed.row, each.row))
        view.placed[row_id] = Placed(original.row, ())  # looked at again each time, until it is as it should be
        if _is_portals_own(view, original.cells):
            found.outdated.append((table, row_id))
        else:
            typed = _typed(view, original, truth, reading)
            if typed.typed is not None and typed.typed.changed:
                found.edited.append(typed)
            else:
                found.outdated.append((table, row_id))  # somebody typed where only the portal writes
        found.copies += [_typed(view, each, truth, reading) for each in group if each is not original]

    def _compare_loose(
        self, state: State, view: View, loose: list[Finding], missing: list[str], reading: Reading, found: Found
    ) -> None:
        table = view.tab.name
        by_stamp: dict[Raw, str] = {}
        if loose and missing:
            for row_id in missing:
                row = state.find_row(table, row_id)
                if row is not None:
                    by_stamp[whole_cells(view.tab, row)[STAMP]] = row_id
        stamp_place = view.plain_names.index(STAMP)
        for each in loose:
            owner = by_stamp.pop(each.cells[stamp_place], None)
            if owner is not None:
                found.cleared.append(((table, owner), each))
                missing.remove(owner)
            elif _is_portals_own(view, each.cells):
                continue  # left over from a save that does not count, or of a record since removed
            else:
                found.fresh.append(_typed(view, each, None, reading))
        found.missing += [(table, row_id) for row_id in missing]

    # ---- taking over

    def take_over(self, state: State, places: Mapping[Place, Claim]) -> None:
        """Take over what was typed in some rows before a save goes on.

        Raises:
            InputRejected: what stands there is not valid; the sentence names the cell.
        """
        reading = Reading(state.snapshot, clock.today())
        changes: list[Finding] = []
        for (table, row_id), claim in places.items():
            view = state.views[table]
            truth = state.find_row(table, row_id)
            each = _typed(view, Finding(table, claim.row, claim.cells, row_id), truth, reading)
            assert each.typed is not None
            if not each.typed.changed or _is_portals_own(view, claim.cells):
                self._saver.rebuild(state, [(table, row_id)])
            elif each.typed.problems:
                raise self._refusal(state, each, each.typed.problems[0])
            else:
                changes.append(each)
        for issue in self._taken(state, changes):
            raise InputRejected(_IN_THE_WAY, cell=issue.cell, problem=_problem_of(issue))

    def _refusal(self, state: State, each: Finding, problem: Problem) -> InputRejected:
        return InputRejected(_IN_THE_WAY, cell=self._cell(state, each, problem.field), problem=problem)

    def _taken(self, state: State, changes: Sequence[Finding]) -> list[Issue]:
        """Store what was typed, together where that works; return what could not be stored."""
        issues: list[Issue] = []
        for start in range(0, len(changes), MOST_TAKEN):
            part = changes[start : start + MOST_TAKEN]
            try:
                self._store(state, part)
            except (InputRejected, StaleRecord) as err:
                if len(part) > 1:
                    for each in part:
                        issues += self._taken(state, [each])
                else:
                    issues += self._refused(state, part[0], err)
            except HandEdited:
                continue  # somebody goes on typing there; the next look sees it
        return issues

    def _refused(self, state: State, each: Finding, err: InputRejected | StaleRecord) -> list[Issue]:
        problems = err.problems if isinstance(err, InputRejected) else ()
        if not problems:
            return [self._issue(state, each, ID, err.msgid, err.params)]
        return [
            self._issue(state, each, problem.field, problem.msgid, problem.params, value=problem.value)
            for problem in problems
        ]

    def _store(self, state: State, changes: Sequence[Finding]) -> None:
        rows: list[RowChange] = []
        claims: dict[Place, Claim] = {}
        marks: list[str] = []
        for each in changes:
            assert each.typed is not None
            truth = state.find_row(each.table, each.row_id) if each.row_id else None
            mark = _mark(each, truth)
            row_id = each.row_id
            values = {name: each.typed.record[name] for name in each.typed.changed}
            if truth is None:
                row_id = _free_id(state, each.table, mark)
                values = {name: value for name, value in each.typed.record.items() if value is not None}
            rows.append(RowChange(each.table, row_id, values, seen=truth))
            claims[each.table, row_id] = each.claim
            marks.append(mark)
        operation = marks[0] if len(marks) == 1 else _hash(sorted(marks))
        change = ChangeSet.of(rows, actor=SHEET, operation_id=f"sheet-{operation}", reason=_TYPED, source=SHEET)
        self._saver.save(state, checked_changes(change), claims=claims)

    def _put_ids_back(self, state: State, cleared: Sequence[tuple[Place, Finding]]) -> None:
        """Write the id again where somebody cleared it and everything else still stands."""
        for (table, row_id), each in cleared:
            view = state.views[table]
            change = ChangeSet.of(
                [RowChange(table, row_id, {}, seen=state.find_row(table, row_id))],
                actor=SHEET,
                operation_id=new_id(),
                reason=_REBUILT,
                source="repair",
            )
            self._saver.save(state, change, claims={(table, row_id): each.claim})
            self._saver.tally.repaired += 1
            view.last_row = max(view.last_row, each.row)

    # ---- issues

    def _problems(self, state: State, each: Finding) -> Iterator[Issue]:
        assert each.typed is not None
        remedies = (Remedy.RESTORE,) if each.row_id else ()
        for problem in each.typed.problems:
            yield self._issue(
                state, each, problem.field, problem.msgid, problem.params, value=problem.value, remedies=remedies
            )

    def _issue(
        self,
        state: State,
        each: Finding,
        column: str,
        msgid: str,
        params: Mapping[str, object] | None = None,
        *,
        value: object = None,
        remedies: tuple[str, ...] = (),
    ) -> Issue:
        view = state.views[each.table]
        label = TABLES[each.table].field(column).label if column in TABLES[each.table].names else Words(column, column)
        name = column if column in view.columns else ID
        given = {"label": label, "value": value, "row": each.row, "number": self._number(state, each)} | dict(
            params or {}
        )
        return Issue(
            each.table,
            each.row_id or f"{view.title}!{each.row}",
            column,
            value,
            msgid,
            given,
            kept=bool(each.row_id),
            cell=self._cell(state, each, name),
            link=self._link(view, view.address(name, each.row)),
            remedies=remedies,
        )

    def _missing(self, state: State, place: Place) -> Issue:
        view = state.views[place[0]]
        params = {"label": Words(view.title, view.title), "value": None, "number": _name(state, *place)}
        remedies = (Remedy.RESTORE, Remedy.REMOVE)
        return Issue(*place, ID, None, _GONE, params, True, view.title, self._link(view, "A3"), remedies)

    def _number(self, state: State, each: Finding) -> str:
        return _name(state, each.table, each.row_id) if each.row_id else ""

    def _cell(self, state: State, each: Finding, column: str) -> str:
        view = state.views[each.table]
        return f"{view.title}!{view.address(column if column in view.columns else ID, each.row)}"

    def _link(self, view: View, cell: str) -> str:
        return f"{self._connection.address}#gid={view.tab.sheet_id}&range={cell}"

    # ---- remedies

    def mend(self, state: State, issue: Issue, remedy: str, actor: str) -> None:
        """Carry out a remedy on what the sheet holds now; nothing where the issue is gone."""
        found = self._found(state)
        place = (issue.table, issue.row)
        if remedy == Remedy.RESTORE:
            edited = {(each.table, each.row_id): each for each in found.edited}
            scrambled = {(each.table, each.row_id) for each in _scrambled(state, found.edited)}
            places = [each for each in found.missing if each == place]
            places += [each for each in edited if each == place or (place in scrambled and each in scrambled)]
            self._saver.rebuild(state, places, actor=actor)
        elif remedy == Remedy.REMOVE and place in found.missing:
            change = ChangeSet.of(
                [RowChange(*place, {}, seen=state.find_row(*place), removed=True)],
                actor=actor,
                operation_id=new_id(),
                reason=_DELETED,
                source=SHEET,
            )
            self._saver.save(state, change)
        elif remedy == Remedy.ADOPT:
            self._adopt(state, found, issue, actor)

    def _adopt(self, state: State, found: Found, issue: Issue, actor: str) -> None:
        copies = [each for each in found.copies if self._cell(state, each, ID) == issue.cell]
        for each in copies:
            self._store(state, [_as_new(state, each)])
        if not copies:
            scrambled = _scrambled(state, found.edited)
            if any((each.table, each.row_id) == (issue.table, issue.row) for each in scrambled):
                for rest in self._taken(state, scrambled):
                    raise InputRejected(_IN_THE_WAY, cell=rest.cell, problem=_problem_of(rest))


def _problem_of(issue: Issue) -> Problem:
    return Problem(issue.table, issue.column, issue.value, issue.msgid, issue.params)


def _is_as_expected(view: View, cells: Sequence[Raw], expected: Cells) -> bool:
    return all(is_same(raw, expected[name]) for name, raw in zip(view.plain_names, cells, strict=True))


def _is_portals_own(view: View, cells: Sequence[Raw]) -> bool:
    """Return whether the row is as some portal once wrote it: its stamp fits what stands there."""
    named = dict(zip(view.plain_names, cells, strict=True))
    return named[STAMP] in (stamp_of(named, is_sealed=False), stamp_of(named, is_sealed=True))


def _typed(view: View, each: Finding, truth: Row | None, reading: Reading) -> Finding:
    named = dict(zip(view.plain_names, each.cells, strict=True))
    return Finding(each.table, each.row, each.cells, each.row_id, reading.read(view.tab, named, truth))


def _as_new(state: State, each: Finding) -> Finding:
    """Return a copied row as a record of its own: with what the first one has sealed, and a number of its own."""
    assert each.typed is not None
    record = dict(each.typed.record)
    if "number" in record:
        record["number"] = None
    typed = Typed(record, tuple(record), each.typed.problems)
    return Finding(each.table, each.row, each.cells, "", typed)


def _scrambled(state: State, edited: Iterable[Finding]) -> list[Finding]:
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


def _mark(each: Finding, truth: Row | None) -> str:
    """Return what tells this edit from every other one, the same in every portal that sees it."""
    assert each.typed is not None
    values = {name: str(value) for name, value in each.typed.record.items() if name in each.typed.changed}
    where = [each.row_id, truth["version"]] if truth else ["", each.row]
    return _hash([each.table, where, sorted(values.items())])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:26].upper()


def _free_id(state: State, table: str, mark: str) -> str:
    """Return the id of a row that was typed anew: it follows from what was typed where."""
    row_id = mark
    while state.index.latest(table, row_id) is not None:
        row_id = _hash(row_id)
    return row_id


def _name(state: State, table: str, row_id: str) -> str:
    row = state.find_row(table, row_id) or {}
    return str(row.get("number") or row.get("label") or row.get("code") or row.get("key") or row_id)


_TYPED = N_("Typed in the sheet.")
_REBUILT = N_("The row was put back as the journal has it.")
_DELETED = N_("Deleted in the sheet.")
_IN_THE_WAY = N_(
    "In the sheet, {cell} holds something that is not valid: {problem} Please correct it there, or restore the row on "
    "the page “Data quality”; then save again. Your entries are still here."
)
_GONE = N_("The row of “{number}” was deleted in the sheet. The portal still shows it as the journal has it.")
_COPY = N_(
    "Row {row} has the same id as “{number}”: it was copied. It counts for nothing until it is taken over as a record "
    "of its own, or deleted in the sheet."
)
_SCRAMBLED = N_(
    "What stands in this row stood in another one before: it looks as if only some of the columns were sorted. Nothing "
    "was taken over. Undo the sorting in the sheet, or restore the rows here."
)
