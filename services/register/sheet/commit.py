"""One save: look, compare, write everything in one batch, and look again.

look       the journal's tail, and the rows that change: each by its id, as they were known
write      one `batchUpdate`: cells of changed rows, new rows, the journal's rows, and the fence
read back  the entries in the journal, the ids and stamps of the rows, the fence
"""

import logging
import random
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from schema.words import N_
from services.errors import InputRejected, OutcomeUnknown, PortalError, RegisterUnavailable, StaleRecord
from services.register.base import PORTAL_ACTOR, ChangeSet, RowChange, new_id
from services.register.commits import Place, plan
from services.register.sheet.batches import Batch, Batches, by_table, cell_updates
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import SheetClient, WriteRefused, WriteUnknown
from services.register.sheet.codec import Cells, Raw, is_same
from services.register.sheet.journal import HEAD_NAMES, Head, head_of
from services.register.sheet.layout import FIRST_ROW, ID, STAMP
from services.register.sheet.looking import Claim, Kept, Looker, Tally, Terms, few_stretches
from services.register.sheet.marks import MARK_FIELDS, check_finished
from services.register.sheet.planning import Known
from services.register.sheet.sealing import Sealer
from services.register.sheet.state import FENCE, JournalMoved, Reader, State, tail_range
from services.register.sheet.views import Placed

log = logging.getLogger(__name__)

ATTEMPTS = 12
MOST_UNKNOWN = 3
DEFAULT_TERMS = Terms()


class Saver:
    """Writes change sets into the sheet; the caller holds the register's lock."""

    def __init__(self, client: SheetClient, reader: Reader, sealer: Sealer, tally: Tally) -> None:
        self._client = client
        self._reader = reader
        self._batches = Batches(sealer)
        self._looker = Looker(client, reader, tally)
        self.tally = tally

    def save(self, state: State, change: ChangeSet, terms: Terms = DEFAULT_TERMS) -> None:
        """Store a checked change set, and bring `state` up to it.

        Raises:
            StaleRecord, InputRejected, RegisterUnavailable, OutcomeUnknown: see the contract.
            HandEdited: a row was changed in the sheet meanwhile.
            RowGone: a row is nowhere, and was there when all of them were last looked at.
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
            found = self._looker.look(state, planned, terms)
            if found is None:
                continue
            batch = self._batches.batch(state, planned, change, found, terms)
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
            terms = replace(terms, claims={**terms.claims, **_written(state, batch, terms.claims)})
        raise RegisterUnavailable(
            N_("Others save at the same moment, again and again. Nothing was stored. Please try again in a moment."),
            retryable=True,
        )

    # ---- write

    def _after_refusal(self, state: State, batch: Batch, refused: WriteRefused, attempt: int) -> None:
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

    def _was_stored(self, state: State, batch: Batch) -> bool:
        try:
            (tail,) = self._client.read([tail_range(state)])
        except PortalError as err:
            raise _unknown() from err
        view = state.journal
        heads = [head_of(view.picked(HEAD_NAMES, row), number) for number, row in enumerate(tail, 1)]
        return any(head is not None and head.batch == batch.token for head in heads)

    def _verified(self, state: State, change: ChangeSet, batch: Batch) -> bool:
        """Read back what was written and take it over; False where the entries do not count: then nothing was stored.

        Where somebody moved rows or columns between look and write, all rows have to be looked at again.
        """
        updated = [target for target in batch.targets if target.row is not None]
        added = {target.planned.table for target in batch.targets if target.row is None}
        touched = [state.views[table] for table in by_table(batch.targets)]
        ranges = [tail_range(state), *(view.codes_range for view in touched)]
        stretches: list[tuple[str, int]] = []
        for table, targets in by_table(updated).items():
            view = state.views[table]
            for first, last in few_stretches([target.row for target in targets if target.row is not None]):
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
        garbled = set(state.garbled)
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
                state.garbled |= garbled & {(table, row_id)}
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

    def _own_heads(self, state: State, batch: Batch, tail: Sequence[Sequence[Raw]]) -> list[Head] | None:
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

    def _take(self, state: State, batch: Batch, heads: Sequence[Head]) -> None:
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

    def _place_new(self, state: State, batch: Batch, tails: Mapping[str, Sequence[Sequence[Raw]]]) -> None:
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
        self,
        state: State,
        places: Collection[Place],
        *,
        actor: str = PORTAL_ACTOR,
        kept: Kept = MappingProxyType({}),
        seen: Mapping[Place, tuple[Raw, ...]] = MappingProxyType({}),
    ) -> None:
        """Write records anew from what the journal says, journalled as a repair; rows that are missing are appended.

        The cells of `kept` stay as they stand.

        Raises:
            HandEdited: a row of `seen` stands otherwise by now.
        """
        rows = {place: state.find_row(*place) for place in places}
        changes = [RowChange(*place, {}, seen=row) for place, row in rows.items() if row is not None]
        if not changes:
            return
        change = ChangeSet.of(changes, actor=actor, operation_id=new_id(), source="repair")
        self.save(state, change, Terms(overwritten=frozenset(rows), kept=kept, seen=seen))
        self.tally.repaired += len(changes)

    def clear(self, state: State, table: str, rows: Mapping[int, tuple[tuple[Raw, ...], Cells]]) -> None:
        """Take out of some rows of no record what a save left there: of each, how it stood, and what is to stand there.

        No record changes with it, so nothing is journalled. Rows that stand otherwise by now are left alone.
        """
        view = state.views[table]
        _, read = self._looker.read_rows(state, {(table, str(row)): row for row in rows}, [table])
        requests: list[dict[str, Any]] = []
        for row, (before, after) in rows.items():
            if read.get((table, str(row))) != before:
                continue
            named = dict(zip(view.plain_names, before, strict=True))
            cells = {name: raw for name, raw in after.items() if not is_same(named[name], raw)}
            requests += cell_updates(view, row, {**cells, **dict.fromkeys(view.tab.sealed_names, "")})
        if requests:
            self._client.write(requests, may_repeat=True)
            self.tally.cleared += len(rows)


def _written(state: State, batch: Batch, claims: Mapping[Place, Claim]) -> dict[Place, Claim]:
    """Return the rows that a save claimed as they stand since it wrote them, though it does not count."""
    found: dict[Place, Claim] = {}
    for target in batch.targets:
        place = (target.planned.table, target.planned.id)
        if place in claims and target.row is not None:
            names = state.views[place[0]].plain_names
            found[place] = Claim(target.row, tuple(target.after[name] for name in names))
    return found


def _only(column: Sequence[Sequence[Raw]], place: int) -> Raw:
    return column[place][0] if place < len(column) and column[place] else ""


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
