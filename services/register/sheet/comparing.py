"""The look at the whole sheet: what other portals wrote, and what people did in it.

A row that differs from the journal and still carries its stamp was typed in. Where it is valid it is taken over,
journalled as made in the sheet; where it is not, it becomes an issue, and what stands there is left alone. A row with
another stamp was written by a portal, and is not what the journal has: it is written anew.
"""

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from schema.problems import Problem
from schema.tables import TABLES
from schema.words import N_
from services import clock
from services.errors import (
    InputRejected,
    OutcomeUnknown,
    PortalError,
    RegisterShapeError,
    RegisterUnavailable,
    StaleRecord,
)
from services.register.base import PORTAL_ACTOR, SHEET_ACTOR, ChangeSet, RowChange, new_id
from services.register.commits import checked_changes
from services.register.journal import journal_row
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import SheetClient, WriteRefused
from services.register.sheet.codec import Cells, Raw, emptied_cells, is_same, whole_cells
from services.register.sheet.commit import Saver
from services.register.sheet.connection import Connection
from services.register.sheet.findings import (
    Finding,
    Found,
    Residue,
    Rows,
    compare_rows,
    is_handwritten,
    is_portals_own,
    is_void_typing,
    scrambled,
    typed_in,
)
from services.register.sheet.handwriting import Reading, Typed
from services.register.sheet.layout import CHANGED_AT, FIRST_ROW, ID, STAMP, VERSION
from services.register.sheet.looking import Claim, HandEdited, Kept, Terms
from services.register.sheet.misplaced import TYPED_OPERATION
from services.register.sheet.portals import Portals
from services.register.sheet.remarks import COPY, LEFTOVER, SCRAMBLED, Remarks
from services.register.sheet.state import SHEETS_FIELDS, Place, Reader, State, tail_range
from services.register.sheet.views import views_of
from services.register.snapshot import Issue, Remedy, Row

SHEET, REPAIR = "sheet", "repair"  # where it was changed, as the journal says it
GIVEN_NUMBER = "KR-"  # how the numbers begin that the portal gives
MOST_TAKEN = 200  # hand edits that are stored in one save
LOOKS = 3

log = logging.getLogger(__name__)


class Comparer:
    """Compares the sheet with what the journal says; the caller holds the register's lock."""

    def __init__(self, client: SheetClient, reader: Reader, saver: Saver, connection: Connection) -> None:
        self._client = client
        self._reader = reader
        self._saver = saver
        self._remarks = Remarks(connection)
        self._typed_before: set[tuple[str, tuple[Raw, ...]]] = set()
        self.portals = Portals()
        self.is_staying = False  # a command that is gone in a moment need not say that it is there
        self.trouble: PortalError | None = None
        self.view_only: SheetUnavailable | None = None  # why nothing can be written, as far as this is known

    # ---- looking

    def glance(self, state: State) -> None:
        """Bring the state up to what other portals wrote, and say that this one is there."""
        ranges = [tail_range(state), state.journal.codes_range, self.portals.range_of(state)]
        tail, codes, portals = self._client.read(ranges)
        if state.journal.take_codes(codes[0] if codes else []):
            self.look(state)
            return
        self._reader.catch_up(state, tail)
        self._say_hello(state, portals)

    def _say_hello(self, state: State, portals: Sequence[Sequence[Raw]]) -> None:
        self.portals.take(state, portals, clock.now())
        renewal = self.portals.renewal(state, clock.now()) if self.is_staying else []
        if renewal:
            try:
                self._client.write(renewal, may_repeat=True)
                self.view_only = None
            except (RegisterUnavailable, WriteRefused) as err:
                log.info("This portal could not say that it is there: %s", err)
                if isinstance(err, SheetUnavailable) and err.cause is Cause.VIEW_ONLY:
                    self.cannot_write(err)

    def cannot_write(self, why: SheetUnavailable) -> None:
        """Keep that the account may only read the sheet, and try at every look whether that has changed."""
        self.view_only = why
        self.portals.forget_renewal()

    def settle(self, state: State) -> None:
        """Look at all rows where a save found that somebody had moved them; the save itself is stored."""
        if state.is_disturbed:
            try:
                self.look(state)
            except PortalError as err:
                log.warning("Rows wait to be put back: %s", err)

    def look(self, state: State, rows: Rows | None = None) -> None:
        """Bring the state up to the sheet, and take over what was typed there.

        Raises:
            RegisterShapeError: a tab or a column is missing.
            RegisterUnavailable: the sheet cannot be read.
        """
        self._look_once(state, rows)
        for _ in range(LOOKS):
            if not state.is_disturbed or self.trouble is not None:
                return
            self._look_once(state)

    def _look_once(self, state: State, rows: Rows | None = None) -> None:
        self.trouble, state.is_disturbed = None, False
        found = self._found(state) if rows is None else self._compared(state, rows)
        if found.ahead:
            if self._reader.catch_up(state):
                self._look_once(state)
                return
            raise RegisterShapeError(_AHEAD, cell=self._remarks.cell(state, found.ahead[0], ID), count=len(found.ahead))
        # A row is taken over once it stands as it did at the last look: nobody is disturbed in the middle of typing.
        settled = [each for each in found.fresh if (each.table, each.cells) in self._typed_before]
        self._typed_before = {(each.table, each.cells) for each in found.fresh}
        changes = [each for each in found.edited if each.typed and not each.typed.problems]
        mixed_up = scrambled(state, found.edited)
        changes = [each for each in changes if each not in mixed_up]
        changes += [each for each in settled if each.typed and not each.typed.problems]
        issues: list[Issue] = []
        try:
            self._put_back(state, found.outdated)
            self._rebuild(state, [*found.emptied, *sorted(state.broken_seals)])
            state.broken_seals.clear()
            self._clear(state, found.residue)
            self._put_ids_back(state, [*found.cleared, *found.hit])
            state.is_disturbed = state.is_disturbed or bool(found.residue or found.hit)
            issues += self._taken(state, changes)
        except (RegisterUnavailable, OutcomeUnknown) as err:
            # What was typed stays where it is, and is taken over as soon as the sheet can be written.
            log.warning("%s", err)
            self.trouble = err
        for each in mixed_up:
            issues.append(self._remarks.issue(state, each, ID, SCRAMBLED, remedies=(Remedy.RESTORE, Remedy.ADOPT)))
        for each in (*found.edited, *found.fresh):
            if each.typed and each not in mixed_up:
                issues += self._remarks.problems(state, each)
        issues += [self._remarks.issue(state, each, ID, COPY, remedies=(Remedy.ADOPT,)) for each in found.copies]
        issues += [self._remarks.issue(state, each, ID, LEFTOVER) for each in found.leftover]
        issues += [self._remarks.missing(state, place) for place in found.missing]
        self._reader.show_issues(
            state, tuple(sorted(issues, key=lambda issue: (issue.table, issue.cell, issue.column)))
        )

    def _found(self, state: State) -> Found:
        """Read all rows and say what is not as the journal has it."""
        for _ in range(LOOKS):
            views = list(state.views.values())
            ranges = [tail_range(state), self.portals.range_of(state), *(view.codes_range for view in views)]
            ranges += [view.rows_range(view.plain_names, FIRST_ROW) for view in state.tables.values()]
            tail, portals, *answers = self._client.read(ranges)
            codes, rows = answers[: len(views)], answers[len(views) :]
            if any([view.take_codes(read[0] if read else []) for view, read in zip(views, codes, strict=True)]):
                continue
            self._reader.catch_up(state, tail)
            self._say_hello(state, portals)
            read_rows = zip(state.tables.items(), rows, strict=True)
            return self._compared(
                state,
                {table: view.picked_rows(view.plain_names, read) for (table, view), read in read_rows},
            )
        raise RegisterUnavailable(
            N_("The sheet is being changed all the time. Please try again in a moment."), retryable=True
        )

    def _compared(self, state: State, rows: Rows) -> Found:
        return compare_rows(state, rows, Reading(state.snapshot, clock.today()))

    def learn_titles(self, state: State, err: SheetUnavailable) -> None:
        """Look how the tabs are called now, where one was not found.

        Raises:
            RegisterShapeError: one is gone.
        """
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
            assert truth is not None
            each = typed_in(view, Finding(table, claim.row, claim.cells, row_id), truth, reading)
            assert each.typed is not None
            if not is_handwritten(view, each, truth):
                self._put_back(state, [each])
            elif each.typed.problems:
                raise self._refusal(state, each, each.typed.problems[0])
            else:
                changes.append(each)
        for issue in self._taken(state, changes):
            raise InputRejected(_IN_THE_WAY, cell=issue.cell, problem=_problem_of(issue))

    def _refusal(self, state: State, each: Finding, problem: Problem) -> InputRejected:
        return InputRejected(_IN_THE_WAY, cell=self._remarks.cell(state, each, problem.field), problem=problem)

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
            return [self._remarks.issue(state, each, ID, err.msgid, err.params)]
        return [
            self._remarks.issue(state, each, problem.field, problem.msgid, problem.params, value=problem.value)
            for problem in problems
        ]

    def _store(self, state: State, changes: Sequence[Finding], actor: str = SHEET_ACTOR) -> None:
        rows: list[RowChange] = []
        claims: dict[Place, Claim] = {}
        marks: list[str] = []
        for each in changes:
            assert each.typed is not None
            truth = state.find_row(each.table, each.row_id) if each.row_id else None
            row_id, mark = each.row_id, _mark(each, truth)
            values = {name: each.typed.record[name] for name in each.typed.changed}
            if truth is None:
                row_id = mark = _new_id(state, each, mark, {taken for _, taken in claims})
                values = {name: value for name, value in each.typed.record.items() if value is not None}
            if truth is None and each.void is not None and str(values.get("number", "")).startswith(GIVEN_NUMBER):
                del values["number"]  # the save that does not count gave it; by now it may be another's
            rows.append(RowChange(each.table, row_id, values, seen=truth))
            claims[each.table, row_id] = each.claim
            marks.append(mark)
        operation = f"{TYPED_OPERATION}{marks[0] if len(marks) == 1 else _hash(sorted(marks))}"
        if len(changes) == 1 and changes[0].void is not None:
            operation = changes[0].void.operation_id  # whichever portal tries again, it is applied once
        change = ChangeSet.of(rows, actor=actor, operation_id=operation, source=SHEET)
        self._saver.save(state, checked_changes(change), Terms(claims=claims))

    def _put_back(self, state: State, outdated: Sequence[Finding]) -> None:
        """Write rows anew that some portal wrote otherwise; what a person typed there is left, and seen at once."""
        seen = {(each.table, each.row_id): each.cells for each in outdated}
        kept = {(each.table, each.row_id): self._typed_besides(state, each) for each in outdated}
        self._rebuild(state, list(kept), kept={place: names for place, names in kept.items() if names}, seen=seen)
        state.is_disturbed = state.is_disturbed or any(kept.values())

    def _typed_besides(self, state: State, each: Finding) -> Sequence[str]:
        """Return the fields that hold neither what the journal says nor what some portal wrote there."""
        view, truth = state.views[each.table], state.find_row(each.table, each.row_id)
        place = (each.table, each.row_id)
        if truth is None or place in state.garbled:
            return ()
        cells, expected = dict(zip(view.plain_names, each.cells, strict=True)), whole_cells(view.tab, truth)
        names = [
            name for name in TABLES[each.table].names if name in cells and not is_same(cells[name], expected[name])
        ]
        if is_void_typing(state, view, each, each.row_id):
            return names
        if is_portals_own(view, each.cells):
            return ()
        written = self._written_there(state, place, cells)
        return [name for name in names if written and not is_same(cells[name], written[name])]

    def _written_there(self, state: State, place: Place, cells: Cells) -> Cells | None:
        """Return the row that a portal last wrote there, the record's own or another one's; None for none found."""
        tab, version = state.views[place[0]].tab, cells[VERSION]
        if isinstance(version, int) and version < 0:
            return emptied_cells(tab, place[1], -version)
        for row in self._reader.states_of(state, place[0], cells[CHANGED_AT]):
            whole = whole_cells(tab, row)
            if whole[STAMP] == cells[STAMP]:
                return whole
        return None

    def _clear(self, state: State, residue: Sequence[Residue]) -> None:
        by_table: dict[str, dict[int, tuple[tuple[Raw, ...], Cells]]] = defaultdict(dict)
        for each in residue:
            at = each.finding
            by_table[at.table][at.row] = (at.cells, {**each.left, **self._typed_there(state, each)})
        for table, rows in by_table.items():
            self._saver.clear(state, table, rows)

    def _typed_there(self, state: State, each: Residue) -> Cells:
        """Return the cells that the save which landed there did not write; none where it may have written all."""
        if each.owner is None:
            return {}
        view = state.views[each.finding.table]
        cells = dict(zip(view.plain_names, each.finding.cells, strict=True))
        heads = [head for head in state.index.entries_of(each.owner[1]) if (head.table, head.row_id) == each.owner]
        entries = self._reader.entries(state, [head for head in heads if head.version == cells[VERSION]])
        if not entries or any(entry.source == REPAIR for entry in entries):
            return {}
        written = {change.field for entry in entries for change in journal_row(entry).changes}
        declared = TABLES[view.tab.name].names
        return {name: raw for name, raw in cells.items() if name in declared and name not in written}

    def _rebuild(
        self,
        state: State,
        places: Sequence[Place],
        actor: str = PORTAL_ACTOR,
        kept: Kept = MappingProxyType({}),
        seen: Mapping[Place, tuple[Raw, ...]] = MappingProxyType({}),
    ) -> None:
        """Write records anew as the journal has them; what cannot be now is seen again at the next look."""
        for start in range(0, len(places), MOST_TAKEN):
            try:
                self._saver.rebuild(state, places[start : start + MOST_TAKEN], actor=actor, kept=kept, seen=seen)
            except (HandEdited, StaleRecord) as err:
                state.is_disturbed = True
                log.info("Rows wait to be put back: %r", err)

    def _put_ids_back(self, state: State, cleared: Sequence[tuple[Place, Finding]]) -> None:
        """Write the id again where somebody cleared it and everything else still stands."""
        for start in range(0, len(cleared), MOST_TAKEN):
            part = dict(cleared[start : start + MOST_TAKEN])
            changes = [RowChange(*place, {}, seen=state.find_row(*place)) for place in part]
            change = ChangeSet.of(changes, actor=PORTAL_ACTOR, operation_id=new_id(), source=REPAIR)
            try:
                claims = {place: each.claim for place, each in part.items()}
                kept = {place: self._typed_since(state, place, each) for place, each in part.items()}
                self._saver.save(state, change, Terms(claims, claims.keys(), kept))
            except (HandEdited, StaleRecord) as err:
                log.info("Rows wait for their ids: %r", err)
                continue
            self._saver.tally.repaired += len(part)
            for (table, _), each in part.items():
                view = state.views[table]
                view.last_row = max(view.last_row, each.row)

    def _typed_since(self, state: State, place: Place, each: Finding) -> Sequence[str]:
        """Return the fields that a person changed in a row under the stamp of its record."""
        view, truth = state.views[place[0]], state.find_row(*place)
        expected = whole_cells(view.tab, truth) if truth else {}
        cells = dict(zip(view.plain_names, each.cells, strict=True))
        if cells[STAMP] != expected.get(STAMP):
            return ()
        declared = [name for name in TABLES[place[0]].names if name in cells]
        return [name for name in declared if not is_same(cells[name], expected[name])]

    # ---- remedies

    def mend(self, state: State, issue: Issue, remedy: str, actor: str) -> None:
        """Carry out a remedy on what the sheet holds now; nothing where the issue is gone."""
        found = self._found(state)
        place = (issue.table, issue.row)
        if remedy == Remedy.RESTORE:
            # A row that was corrected in the sheet meanwhile is taken over, not written over.
            wrong = {(each.table, each.row_id) for each in found.edited if each.typed and each.typed.problems}
            mixed_up = {(each.table, each.row_id) for each in scrambled(state, found.edited)}
            places = [each for each in (*found.missing, *wrong - mixed_up) if each == place]
            places += mixed_up if place in mixed_up else ()
            self._rebuild(state, places, actor=actor)
        elif remedy == Remedy.REMOVE and place in found.missing:
            change = ChangeSet.of(
                [RowChange(*place, {}, seen=state.find_row(*place), removed=True)],
                actor=actor,
                operation_id=new_id(),
                source=SHEET,
            )
            self._saver.save(state, change)
        elif remedy == Remedy.ADOPT:
            self._adopt(state, found, issue, actor)

    def _adopt(self, state: State, found: Found, issue: Issue, actor: str) -> None:
        copies = [each for each in found.copies if self._remarks.cell(state, each, ID) == issue.cell]
        for each in copies:
            self._store(state, [_as_new(state, each)], actor)
        if not copies:
            mixed_up = scrambled(state, found.edited)
            if any((each.table, each.row_id) == (issue.table, issue.row) for each in mixed_up):
                for rest in self._taken(state, mixed_up):
                    raise InputRejected(_IN_THE_WAY, cell=rest.cell, problem=_problem_of(rest))


def _problem_of(issue: Issue) -> Problem:
    return Problem(issue.table, issue.column, issue.value, issue.msgid, issue.params)


def _as_new(state: State, each: Finding) -> Finding:
    """Return a copied row as a record of its own: with what the first one has sealed, and a number of its own."""
    assert each.typed is not None
    record = dict(each.typed.record)
    if "number" in record:
        record["number"] = None
    typed = Typed(record, tuple(record), each.typed.problems)
    return Finding(each.table, each.row, each.cells, "", typed)


def _mark(each: Finding, truth: Row | None) -> str:
    """Return what tells this edit from every other one, the same in every portal that sees it."""
    assert each.typed is not None
    values = {name: str(value) for name, value in each.typed.record.items() if name in each.typed.changed}
    where = [each.row_id, truth["version"]] if truth else []
    return _hash([each.table, where, sorted(values.items())])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:26].upper()


def _new_id(state: State, each: Finding, mark: str, taken: Collection[str]) -> str:
    """Return the id of a row that was typed anew, the same in every portal that sees it, wherever it stands by then.

    It follows from what was typed; of rows that are alike, each has one of its own.
    """
    if each.void is not None:
        return each.void.row_id
    row_id = mark
    while row_id in taken or state.index.latest(each.table, row_id) is not None:
        row_id = _hash(row_id)
    return row_id


_AHEAD = N_(
    "{count} rows of the sheet are newer than its journal, the first one at {cell}: entries were deleted from the end "
    "of the journal's tab. The portal changes nothing until they are back. Please undo it in the sheet (File, Version "
    "history)."
)
_IN_THE_WAY = N_(
    "In the sheet, {cell} holds something that is not valid: {problem} Please correct it there, or restore the row on "
    "the page “Data quality”; then save again. Your entries are still here."
)
