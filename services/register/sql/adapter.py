"""The register's contract over SQLAlchemy Core: one code for SQLite and PostgreSQL."""

import logging
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from schema.tables import TABLES
from schema.words import N_
from services import clock
from services.errors import InputRejected, OutcomeUnknown, PortalError, StaleRecord
from services.register.adopting import UnfinishedCopy, unfinished
from services.register.base import ChangeSet, Health, JournalRow, StoredEntry
from services.register.commits import checked_changes, plan
from services.register.frames import empty_frames, merged_frame
from services.register.journal import FIRST_LINK, journal_entries, journal_row
from services.register.snapshot import Issue, Row, Snapshot
from services.register.sql import adopting
from services.register.sql import journal as stored
from services.register.sql.addresses import parse_url, place_of, sqlite_path
from services.register.sql.backups import DailyCopies
from services.register.sql.engine import BUSY_SECONDS, open_engine, prepare, read_connection, write_connection
from services.register.sql.explanations import explained
from services.register.sql.files import FileIdentity, identity_of
from services.register.sql.loading import collecting_later, load_table
from services.register.sql.rows import StoredRows, write_rows

WATCH_SECONDS = 2.0
MOST_CHANGES = 20_000  # journal rows after which reading everything anew is quicker

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """The newest state read, and the journal row it ends with."""

    snapshot: Snapshot
    link: stored.Link


class SqlRegister:
    """A register in a SQL store.

    `watch_seconds` says how soon it sees what another process wrote, `busy_seconds` how long it waits where another
    program holds the store. With `for_adoption`, it may be an unfinished copy.
    """

    def __init__(
        self,
        url: str,
        *,
        watch_seconds: float = WATCH_SECONDS,
        busy_seconds: float = BUSY_SECONDS,
        for_adoption: bool = False,
    ) -> None:
        self._url = parse_url(url)
        self._path = sqlite_path(self._url)
        self._for_adoption = for_adoption
        self._engine = open_engine(self._url, busy_seconds=busy_seconds, for_adoption=for_adoption)
        self._file = self._look_at_file()
        self._known: _Known | None = None
        self._refreshing = threading.Lock()  # guards `_known` and `_file`
        self._starting = threading.Lock()  # guards the start of the watcher: readers do not wait for a refresh
        self._writing = threading.Lock()  # threads queue here fairly, instead of polling for SQLite's lock
        self._stopped = threading.Event()
        self._watch_seconds = watch_seconds
        self._looked_at: datetime | None = None
        self._trouble: PortalError | None = None
        self._watcher: threading.Thread | None = None
        self._mark: UnfinishedCopy | None = None  # of the copy that is being made through this object

    @property
    def label(self) -> str:
        """Where the register lies, in words for people; never a password."""
        return place_of(self._url)

    @property
    def health(self) -> Health:
        """How the last look at the store went."""
        return Health(self._looked_at, self._trouble)

    def snapshot(self) -> Snapshot:
        """Return the newest known state; the first call reads the whole register and starts the watcher."""
        known = self._known
        snapshot = known.snapshot if known else self.refresh()
        if self._watcher is None:
            self._start_watching()
        return snapshot

    def history(self, row_id: str) -> list[JournalRow]:
        """Return the journal of a row, its concerns and notes included where it is a reaction, oldest first."""
        with explained(self._url), read_connection(self._engine) as connection:
            return [journal_row(entry) for entry in stored.entries_of(connection, row_id)]

    def journal(self, after: int = 0) -> Iterator[StoredEntry]:
        """Return the journal rows behind `after` as they are stored, oldest first."""
        with explained(self._url), read_connection(self._engine) as connection:
            yield from stored.all_entries(connection, after)

    def close(self) -> None:
        """Stop watching and let go of the store."""
        with self._starting:
            self._stopped.set()
        if self._watcher is not None:
            self._watcher.join()
        self._engine.dispose()

    # ---- reading

    def refresh(self) -> Snapshot:
        """Look at the store now, and return what it holds."""
        with self._refreshing, explained(self._url):
            self._reopen_if_replaced()
            with read_connection(self._engine) as connection:
                self._known = self._newest(connection, self._known)
            self._looked_at, self._trouble = clock.now(), None
            return self._known.snapshot

    def _newest(self, connection: Connection, known: _Known | None) -> _Known:
        link = stored.last_link(connection)
        if known is None:
            return self._load(connection, link, 0)
        if link == known.link:
            return known
        if not stored.has_link(connection, known.link):
            # A copy was put back. The revision goes on rising all the same: what is kept by revision stays right.
            log.info("The register %s was put back to an earlier state; reading it anew.", self.label)
            return self._load(connection, link, known.snapshot.revision + 1)
        revision = known.snapshot.revision + link[0] - known.link[0]
        if link[0] - known.link[0] > MOST_CHANGES:
            return self._load(connection, link, revision)
        return _Known(_with_changes(connection, known, revision), link)

    def _load(self, connection: Connection, link: stored.Link, least_revision: int) -> _Known:
        revision = max(link[0], least_revision)
        if link == FIRST_LINK:
            return _Known(Snapshot(revision, empty_frames()), link)
        frames, issues = {}, list[Issue]()
        with collecting_later():
            for name in TABLES:
                frames[name], found = load_table(connection, name)
                issues += found
        return _Known(Snapshot(revision, frames, tuple(issues)), link)

    def _look_at_file(self) -> FileIdentity | None:
        return identity_of(self._path) if self._path else None

    def _reopen_if_replaced(self) -> None:
        """Let go of a file that is no longer the register, and open the one in its place."""
        found = self._look_at_file()
        if found != self._file:
            self._engine.dispose()
            prepare(self._engine, self._url, for_adoption=self._for_adoption)
            self._file = found

    # ---- watching

    def _start_watching(self) -> None:
        with self._starting:
            if self._watcher is None and not self._stopped.is_set():
                self._watcher = threading.Thread(target=self._watch, name="register-watcher", daemon=True)
                self._watcher.start()

    def _watch(self) -> None:
        copies = DailyCopies(self._path) if self._path else None
        failed = False
        while not self._stopped.wait(self._watch_seconds):
            try:
                self.refresh()
                if copies:
                    copies.keep(clock.now())
                failed = False
            except PortalError as err:
                # The last good snapshot stays readable, and the next look may succeed.
                self._trouble = err
                if not failed:
                    log.warning("%s", err)
                failed = True

    # ---- writing

    def commit(self, change: ChangeSet) -> Snapshot:
        """Store `change` whole, its journal rows included, or not at all; see the contract."""
        change = checked_changes(change)
        with self._writing, explained(self._url):
            with self._refreshing:
                self._reopen_if_replaced()
            try:
                self._store(change)
            except StaleRecord:
                self.refresh()  # whoever merges now wants to see what the others wrote
                raise
        try:
            return self.refresh()
        except PortalError as err:
            raise OutcomeUnknown(
                N_("The entry was stored, but the register cannot be read now. Please reload the page in a moment.")
            ) from err

    def mend(self, issue: Issue, remedy: str, *, actor: str) -> Snapshot:
        """Refuse: what stands in a database is corrected where it is, or in the portal; see the contract."""
        raise InputRejected(N_("The register cannot correct this by itself. Please correct the entry where it stands."))

    def _store(self, change: ChangeSet) -> None:
        is_written = False
        try:
            with write_connection(self._engine) as connection:
                is_applied, is_unfinished = stored.state_of(connection, change.operation_id)
                if is_applied:
                    return
                mark = adopting.find_mark(connection) if is_unfinished else None
                if mark:
                    raise unfinished(self.label, mark)
                _write(connection, change)
                is_written = True  # what fails from here on is the commit itself
        except SQLAlchemyError as err:
            if not is_written or not self._was_stored(change, err):
                raise

    def _was_stored(self, change: ChangeSet, err: SQLAlchemyError) -> bool:
        try:
            # Under the writers' lock, so that the commit in question is over, one way or the other.
            with write_connection(self._engine) as connection:
                return stored.is_applied(connection, change.operation_id)
        except SQLAlchemyError:
            raise OutcomeUnknown(
                N_("The register does not say whether the entry was stored. Please reload the page and look for it.")
            ) from err

    # ---- becoming the copy of another register

    def begin_adoption(self, source: str, expected: Mapping[str, int]) -> None:
        """Mark this empty register as the unfinished copy of `source`; see the contract."""
        mark = UnfinishedCopy.begun(source)
        with self._writing, explained(self._url), write_connection(self._engine) as connection:
            adopting.begin(connection, self.label, mark)
        with self._refreshing:
            self._mark, self._known = mark, None  # what is looked at from now on is read, not remembered

    def adopt(
        self,
        entries: Iterable[StoredEntry],
        rows: Mapping[str, Iterable[Row]],
        removed: Mapping[str, Collection[str]],
    ) -> None:
        """Take over journal rows and rows as they are, all of them or, where that fails, none; see the contract."""
        with self._adopting() as connection:
            adopting.take_over(connection, self.label, entries, rows, removed)

    def finish_adoption(self) -> Snapshot:
        """Take the mark off; see the contract."""
        with self._adopting() as connection:
            adopting.take_mark_off(connection)
        return self.refresh()

    @contextmanager
    def _adopting(self) -> Iterator[Connection]:
        with self._writing, explained(self._url), write_connection(self._engine) as connection:
            adopting.check_mark(connection, self.label, self._mark)
            yield connection


def _write(connection: Connection, change: ChangeSet) -> None:
    planned = plan(change, StoredRows(connection))
    at = clock.now()
    write_rows(connection, planned, actor=change.actor, at=at)
    stored.append(connection, journal_entries(planned, change, at=at, after=stored.last_link(connection)))


def _with_changes(connection: Connection, known: _Known, revision: int) -> Snapshot:
    before = known.snapshot
    touched = stored.touched_rows(connection, known.link[0])
    frames, issues = dict(before.frames), list[Issue]()
    for table, ids in touched.items():
        fresh, found = load_table(connection, table, ids)
        frames[table] = merged_frame(frames[table], fresh, set(ids) - set(fresh.index))
        issues += found
    kept = [issue for issue in before.issues if issue.row not in touched.get(issue.table, ())]
    return before.followed_by(revision, frames, (*kept, *issues), touched)
