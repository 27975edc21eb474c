"""The register's contract over a shared Google Sheet."""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TypeVar

from schema.words import N_
from services import clock
from services.errors import InputRejected, PortalError, RegisterShapeError, RegisterUnavailable, StaleRecord
from services.register.adopting import UnfinishedCopy, superseded
from services.register.base import ChangeSet, Health, JournalRow, StoredEntry
from services.register.commits import checked_changes
from services.register.journal import journal_row
from services.register.sheet.adopting import Adoption
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import PATIENCE_SECONDS, SheetClient
from services.register.sheet.commit import Saver
from services.register.sheet.comparing import Comparer
from services.register.sheet.connection import Connection
from services.register.sheet.counts import RequestCounts
from services.register.sheet.looking import HandEdited, RowGone, Tally
from services.register.sheet.marks import place_of_sheet
from services.register.sheet.pace import Pace
from services.register.sheet.resealing import Resealer
from services.register.sheet.sealing import Sealer
from services.register.sheet.setup.building import build, is_empty_place
from services.register.sheet.setup.outgrown import is_outgrown
from services.register.sheet.state import JournalMoved, Reader, State
from services.register.sheet.transport import TIMEOUTS
from services.register.sheet.usage import Usage, usage_of
from services.register.snapshot import Issue, Remedy, Row, Snapshot

WATCH_SECONDS = 20.0
READ_AT_ONCE = 500  # journal entries
FAILED_FOR_SECONDS = 5.0  # how long a sheet that could not be opened is not asked again
MOST_TURNS = 6

T = TypeVar("T")
log = logging.getLogger(__name__)

_locks: dict[tuple[str | None, str], threading.RLock] = defaultdict(threading.RLock)
_locks_lock = threading.Lock()


def _lock_of(connection: Connection) -> threading.RLock:
    """Return the lock that everybody in this process takes turns by who works on that sheet."""
    with _locks_lock:
        return _locks[connection.endpoint, connection.spreadsheet_id]


class SheetRegister:
    """A register in a Google Sheet; nothing is asked of Google before the first call.

    `watch_seconds` says how soon it sees what another portal wrote while it has the account to itself,
    `answer_seconds` how long an answer is waited for. With `for_adoption`, it may be an unfinished copy.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        watch_seconds: float = WATCH_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
        answer_seconds: float = TIMEOUTS[1],
        for_adoption: bool = False,
    ) -> None:
        self._connection = connection
        self._sealer = Sealer(connection.keys)
        self._client = SheetClient(
            connection, patience_seconds=patience_seconds, timeouts=(TIMEOUTS[0], answer_seconds)
        )
        self.tally = Tally()
        self._reader = Reader(self._client, self._sealer, for_adoption=for_adoption)
        self._adoption = Adoption(self._client, self._sealer) if for_adoption else None
        self._saver = Saver(self._client, self._reader, self._sealer, self.tally)
        self._comparer = Comparer(self._client, self._reader, self._saver, connection)
        self._lock = _lock_of(connection)
        self._state: State | None = None
        self._shown: Snapshot | None = None
        self._starting = threading.Lock()
        self._stopped = threading.Event()
        self._pace = Pace(watch_seconds)
        self._wake = threading.Event()
        self._watcher: threading.Thread | None = None
        self._looked_at: datetime | None = None
        self._trouble: PortalError | None = None
        self._failed_at: datetime | None = None

    @property
    def label(self) -> str:
        """Where the register lies, in words for people."""
        return place_of_sheet(self._connection)

    def snapshot(self) -> Snapshot:
        """Return the newest known state; the first call reads the whole sheet and starts the watcher."""
        snapshot = self._shown or self._first()
        if self._watcher is None:
            self._start_watching()
        if self._pace.is_dozing:
            self._wake.set()
        self._pace.asked()
        return snapshot

    def refresh(self) -> Snapshot:
        """Look at the sheet now: at what other portals wrote, and at what was typed in the sheet."""
        return self._with_state(lambda state: self._comparer.look(state))

    def glance(self) -> Snapshot:
        """Look now at what other portals wrote, and not at what was typed: what the watcher does most of the time."""
        return self._with_state(lambda state: self._comparer.glance(state))

    def history(self, row_id: str) -> list[JournalRow]:
        """Return the journal of a row, its concerns and notes included where it is a reaction, oldest first."""

        def read(state: State) -> list[JournalRow]:
            self._reader.catch_up(state)
            heads = state.index.entries_of(row_id)
            return [journal_row(entry) for entry in self._reader.entries(state, heads)] if heads else []

        found: list[JournalRow] = []
        self._with_state(lambda state: found.extend(read(state)))
        return found

    def journal(self, after: int = 0) -> Iterator[StoredEntry]:
        """Return the journal rows behind the row `after` as they are stored, oldest first, a few at a time."""
        self._with_state(lambda state: self._reader.catch_up(state))
        while True:
            block: list[StoredEntry] = []

            def read(state: State, after: int = after, block: list[StoredEntry] = block) -> None:
                heads = state.index.heads[after : after + READ_AT_ONCE]
                block.extend(self._reader.entries(state, heads) if heads else ())

            self._with_state(read)
            if not block:
                return
            yield from block
            after = block[-1].seq

    def commit(self, change: ChangeSet) -> Snapshot:
        """Store `change` whole, its journal rows included, or not at all; see the contract."""
        change = checked_changes(change)

        def save(state: State) -> None:
            try:
                self._in_turns(state, lambda: self._saver.save(state, change))
            except StaleRecord:
                self._reader.catch_up(state)  # whoever merges now wants to see what the others wrote
                raise
            self._comparer.settle(state)

        return self._with_state(save)

    def mend(self, issue: Issue, remedy: str, *, actor: str) -> Snapshot:
        """Carry out one of the issue's remedies, journalled as the actor's, and return the state with it."""
        if remedy not in issue.remedies:
            raise InputRejected(N_("This cannot be done here. Please reload the page."))

        def work(state: State) -> None:
            self._in_turns(state, lambda: self._comparer.mend(state, issue, remedy, actor))
            self._comparer.look(state)
            if remedy == Remedy.REMOVE and state.find_row(issue.table, issue.row) is not None:
                raise InputRejected(
                    N_("This record stands in the sheet again by now, with what belongs to it. Nothing was removed.")
                )

        return self._with_state(work)

    def _in_turns(self, state: State, work: Callable[[], object]) -> None:
        """Carry out `work`; whatever a person did in its rows comes first."""
        for _ in range(MOST_TURNS):
            try:
                work()
            except RowGone:
                self._comparer.look(state)
                continue
            except HandEdited as edited:
                with suppress(HandEdited):  # somebody goes on typing there
                    self._comparer.take_over(state, edited.places)
                continue
            return
        raise RegisterUnavailable(
            N_("Somebody is typing in these rows of the sheet. Nothing was stored. Please try again in a moment."),
            retryable=True,
        )

    def begin_adoption(self, source: str, expected: Mapping[str, int]) -> None:
        """Mark this empty register as the unfinished copy of `source`; see the contract."""
        with self._adopting() as adoption:
            adoption.begin(UnfinishedCopy.begun(source), expected)

    def adopt(
        self,
        entries: Iterable[StoredEntry],
        rows: Mapping[str, Iterable[Row]],
        removed: Mapping[str, Collection[str]],
    ) -> None:
        """Take over journal rows and rows as they are, batch by batch; see the contract."""
        with self._adopting() as adoption:
            adoption.take(entries, rows, removed)

    def finish_adoption(self) -> Snapshot:
        """Take the mark off; see the contract."""
        with self._adopting() as adoption:
            adoption.finish()
        return self.refresh()

    @contextmanager
    def _adopting(self) -> Iterator[Adoption]:
        if self._adoption is None:
            raise superseded(self.label)
        with self._lock:
            self._state = self._shown = None  # what is looked at from now on is read, not remembered
            yield self._adoption

    def close(self) -> None:
        """Stop watching and hang up."""
        with self._starting:
            self._stopped.set()
            self._wake.set()
        if self._watcher is not None:
            self._watcher.join()
        self._client.close()

    # ---- reading

    def _first(self) -> Snapshot:
        failed, at = self._trouble, self._failed_at
        if failed is not None and at is not None and (clock.now() - at).total_seconds() < FAILED_FOR_SECONDS:
            raise failed  # a hundred people who wait for the first look are one question
        return self._with_state(lambda state: None)

    def _with_state(self, work: Callable[[State], object]) -> Snapshot:
        """Carry out `work` on what is known, read anew where the sheet was put back or moved, and show the result."""
        asked_at = clock.now()
        with self._lock:
            if self._trouble is not None and self._failed_at is not None and self._failed_at > asked_at:
                raise self._trouble  # those who stood in line wait for Google once, not one after the other
            try:
                snapshot = self._worked_on(work).snapshot
                self._looked_at, self._trouble = clock.now(), None
                return snapshot
            except SheetUnavailable as err:
                if err.cause is Cause.VIEW_ONLY:
                    self._comparer.cannot_write(err)
                else:
                    self._trouble, self._failed_at = err, clock.now()
                raise
            except RegisterShapeError as err:
                self._trouble = err
                raise
            finally:
                if self._state is not None:
                    self._shown = self._state.snapshot

    def _worked_on(self, work: Callable[[State], object]) -> State:
        has_moved = False
        for _ in range(MOST_TURNS):
            state = self._state
            try:
                if state is None or has_moved:
                    state = self._state = self._load(state.snapshot.revision + 1 if state else 0)
                    has_moved = False
                work(state)
                return state
            except JournalMoved:
                log.info("The journal of %s was moved or put back; reading it anew.", self.label)
                has_moved = True
            except SheetUnavailable as err:
                if err.cause is not Cause.RANGE or state is None:
                    raise
                self._comparer.learn_titles(state, err)
        raise RegisterUnavailable(
            N_("The sheet is being changed all the time. Please try again in a moment."), retryable=True
        )

    def _load(self, least_revision: int = 0) -> State:
        try:
            try:
                state, rows = self._reader.load(least_revision)
            except RegisterShapeError:
                # An empty place becomes an empty register, and what a portal of today needs is added to an older one.
                if not is_empty_place(self._client) and not is_outgrown(self._client):
                    raise
                for done in build(self._client, self._connection).done:
                    log.info("%s: %s", self.label, done.msgid.format(**done.params))
                state, rows = self._reader.load(least_revision)
            self._comparer.look(state, rows)
            return state
        except PortalError:
            self._failed_at = clock.now()
            raise

    # ---- watching

    def _start_watching(self) -> None:
        with self._starting:
            if self._watcher is None and not self._stopped.is_set():
                self._comparer.is_staying = True
                self._watcher = threading.Thread(target=self._watch, name="register-watcher", daemon=True)
                self._watcher.start()

    def _watch(self) -> None:
        failed = False
        while True:
            self._wake.wait(self._pace.seconds(self._comparer.portals.count))
            if self._stopped.is_set():
                return
            self._wake.clear()
            try:
                self._look()
                self._pace.succeeded()
                failed = False
            except PortalError as err:
                # The last good snapshot stays readable, and the next look may succeed.
                self._trouble = err
                if isinstance(err, SheetUnavailable) and err.cause is Cause.QUOTA:
                    self._pace.was_refused()
                if not failed:
                    log.warning("%s", err)
                failed = True
            except Exception:
                # A fault of the portal's own: pages say since when nothing new is seen, and the log says why.
                self._trouble = RegisterUnavailable(
                    N_("The portal could not look at the sheet because of a fault of its own. The log says more.")
                )
                log.exception("The look at %s failed.", self.label)

    def _look(self) -> None:
        def look(state: State) -> None:
            rows = sum(len(frame) for frame in state.snapshot.frames.values())
            if self._pace.is_whole_due(rows):
                self._comparer.look(state)
            else:
                self._comparer.glance(state)

        self._with_state(look)

    # ---- how it stands

    @property
    def requests(self) -> RequestCounts:
        """What was asked of Google so far."""
        return self._client.counts

    @property
    def health(self) -> Health:
        """When the sheet was last looked at, and what keeps the portal from it now."""
        return Health(self._looked_at, self._trouble or self._comparer.trouble or self._comparer.view_only)

    def reseal(self, progress: Callable[[float], None]) -> int:
        """Seal everything anew with the newest key, the journal too, and return how many rows that were.

        Raises:
            SealBroken: the secrets lack the key that something was sealed with; what was done stays done.
            RegisterUnavailable: the sheet cannot be read or written now; what was done stays done.
        """
        resealer = Resealer(self._client, self._reader, self._saver, self._sealer)
        counts: list[int] = []
        self._with_state(lambda state: counts.append(resealer.reseal(state, progress)))
        return sum(counts)

    def usage(self) -> Usage:
        """Return how much of Google's limits is in use.

        Raises:
            RegisterUnavailable: the sheet cannot be read.
        """
        return usage_of(self._client, self._comparer.portals.count)
