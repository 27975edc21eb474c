"""The register's contract over SQLAlchemy Core: one code for SQLite and PostgreSQL."""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from schema.fields import FieldType
from schema.tables import TABLES
from schema.words import N_
from services import clock
from services.errors import RegisterUnavailable, StaleRecord
from services.register.base import ChangeSet, JournalRow, RowChange
from services.register.commits import Planned, checked_changes, numbered, plan, stale_ids
from services.register.folding import fold
from services.register.frames import empty_frames, merged_frame
from services.register.journal import FIRST_HASH, chained_hash, changes_of, entry_of
from services.register.snapshot import Issue, Row, Snapshot
from services.register.sql.backups import keep_daily_copy
from services.register.sql.engine import explained, open_engine, parse_url, place_of, sqlite_path, write_connection
from services.register.sql.loading import CHUNK, collected, load_table
from services.register.sql.tables import metadata

WATCH_SECONDS = 2.0


class SqlRegister:
    """A register in a SQL store; `watch_seconds` says how soon it sees what another process wrote."""

    def __init__(self, url: str, *, watch_seconds: float = WATCH_SECONDS) -> None:
        self._url = parse_url(url)
        self._engine = open_engine(self._url)
        self._journal = metadata().tables["journal"]
        self._known = threading.Lock()  # guards the three facts below
        self._snapshot: Snapshot | None = None
        self._stopped = threading.Event()
        self._watch_seconds = watch_seconds
        self._watcher: threading.Thread | None = None

    @property
    def label(self) -> str:
        """Where the register lies, in words for people; never a password."""
        return place_of(self._url)

    def snapshot(self) -> Snapshot:
        """Return the newest known state; the first call reads the whole register and starts the watcher."""
        if self._snapshot is None:
            self._refresh()
            self._start_watching()
        assert self._snapshot is not None
        return self._snapshot

    def close(self) -> None:
        """Stop watching and let go of the store."""
        self._stopped.set()
        if self._watcher is not None and self._watcher is not threading.current_thread():
            self._watcher.join(timeout=self._watch_seconds + 1)
        self._engine.dispose()

    def refresh(self) -> Snapshot:
        """Look at the store now, and return what it holds."""
        return self._refresh()

    # ---- reading

    def _refresh(self) -> Snapshot:
        with self._known:
            with explained(self._url), self._engine.connect() as connection, connection.begin(), collected():
                revision = self._revision(connection)
                before = self._snapshot
                if before is not None and before.revision == revision:
                    return before
                if before is None:
                    self._snapshot = self._load(connection, revision)
                else:
                    self._snapshot = self._load_changes(connection, before, revision)
            return self._snapshot

    def _revision(self, connection: Connection) -> int:
        return connection.execute(select(func.max(self._journal.c.seq))).scalar() or 0

    def _load(self, connection: Connection, revision: int) -> Snapshot:
        if revision == 0:
            return Snapshot(0, empty_frames())
        frames, issues = {}, list[Issue]()
        for name in TABLES:
            frames[name], found = load_table(connection, name, self._last_valid(connection))
            issues += found
        return Snapshot(revision, frames, tuple(issues))

    def _load_changes(self, connection: Connection, before: Snapshot, revision: int) -> Snapshot:
        journal = self._journal.c
        named = connection.execute(
            select(journal.table_name, journal.row_id).where(journal.seq > before.revision).distinct()
        ).all()
        touched: dict[str, list[str]] = defaultdict(list)
        for table, row_id in named:
            touched[table].append(row_id)
        frames, issues = dict(before.frames), list[Issue]()
        for table, ids in touched.items():
            fresh, found = load_table(connection, table, self._last_valid(connection), ids)
            frames[table] = merged_frame(frames[table], fresh, set(ids) - set(fresh.index))
            issues += found
        kept = [issue for issue in before.issues if issue.row not in touched.get(issue.table, ())]
        return Snapshot(revision, frames, (*kept, *issues))

    def _last_valid(self, connection: Connection) -> Any:
        def find(table: str, row_id: str) -> Row | None:
            return fold(self._journal_rows(connection, row_id), table, row_id)

        return find

    def history(self, row_id: str) -> list[JournalRow]:
        """Return the journal of a row, its concerns included where it is a reaction, oldest first."""
        with explained(self._url), self._engine.connect() as connection:
            return self._journal_rows(connection, row_id)

    def _journal_rows(self, connection: Connection, row_id: str) -> list[JournalRow]:
        journal = self._journal
        chosen = select(journal).where((journal.c.aggregate_id == row_id) | (journal.c.row_id == row_id))
        return [
            JournalRow(
                seq=row.seq,
                operation_id=row.operation_id,
                at=row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC),
                actor=row.actor,
                reason=row.reason,
                source=row.source,
                table=row.table_name,
                row_id=row.row_id,
                aggregate_id=row.aggregate_id,
                version=row.version,
                action=row.action,
                changes=changes_of(row.table_name, row.plain, row.personal),
                erased=row.personal is None and row.personal_hash != entry_of("settings", {}, {}).personal_hash,
            )
            for row in connection.execute(chosen.order_by(journal.c.seq))
        ]

    # ---- watching

    def _start_watching(self) -> None:
        with self._known:
            if self._watcher is None and not self._stopped.is_set():
                self._watcher = threading.Thread(target=self._watch, name="register-watcher", daemon=True)
                self._watcher.start()

    def _watch(self) -> None:
        while True:
            path = sqlite_path(self._url)
            if path is not None:
                keep_daily_copy(path, clock.today())
            if self._stopped.wait(self._watch_seconds):
                return
            self._look_again()

    def _look_again(self) -> None:
        try:
            self._refresh()
        except RegisterUnavailable:
            return  # the last good snapshot stays readable; the next look may succeed

    # ---- writing

    def commit(self, change: ChangeSet) -> Snapshot:
        """Store `change` whole, its journal rows included, or not at all; see the contract."""
        change = checked_changes(change)
        with explained(self._url), write_connection(self._engine) as connection:
            if not self._is_applied(connection, change.operation_id):
                self._apply(connection, change)
        return self._refresh()

    def _is_applied(self, connection: Connection, operation_id: str) -> bool:
        journal = self._journal.c
        found = select(journal.seq).where(journal.operation_id == operation_id).limit(1)
        return connection.execute(found).first() is not None

    def _apply(self, connection: Connection, change: ChangeSet) -> None:
        current = self._current_rows(connection, change.changes)
        moved_on = stale_ids(change.changes, current)
        if moved_on:
            raise StaleRecord(
                N_("Somebody else changed this record in the meantime. Your entries are still here."),
                row_ids=moved_on,
            )
        planned = numbered(plan(change, current, self._owners(connection, change)), _Numbers(connection))
        now = clock.now()
        self._write_rows(connection, planned, change, now)
        self._write_journal(connection, planned, change, now)

    def _current_rows(self, connection: Connection, changes: Iterable[RowChange]) -> dict[tuple[str, str], Row]:
        wanted: dict[str, list[str]] = defaultdict(list)
        for change in changes:
            wanted[change.table].append(change.id)
        found: dict[tuple[str, str], Row] = {}
        for table, ids in wanted.items():
            source = metadata().tables[table]
            for start in range(0, len(ids), CHUNK):
                chosen = select(source).where(source.c.id.in_(ids[start : start + CHUNK]))
                for row in connection.execute(chosen).mappings():
                    found[table, row["id"]] = _plain_row(table, dict(row))
        return found

    def _owners(self, connection: Connection, change: ChangeSet) -> dict[tuple[str, str], Row]:
        """Return the aggregates' own rows that the change set does not name though it changes their parts."""
        named = {(row.table, row.id) for row in change.changes}
        missing: list[RowChange] = []
        current = self._current_rows(connection, [row for row in change.changes if TABLES[row.table].aggregate])
        for row in change.changes:
            declaration = TABLES[row.table]
            if declaration.aggregate and declaration.aggregate_field:
                before = current.get((row.table, row.id), {})
                owner = row.values.get(declaration.aggregate_field) or before.get(declaration.aggregate_field)
                if owner and (declaration.aggregate, owner) not in named:
                    named.add((declaration.aggregate, owner))
                    missing.append(RowChange(declaration.aggregate, owner, {}))
        return self._current_rows(connection, missing)

    def _write_rows(self, connection: Connection, planned: list[Planned], change: ChangeSet, now: datetime) -> None:
        created: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in planned:
            if row.action == "created":
                system = {"id": row.id, "version": row.version, "changed_at": now, "changed_by": change.actor}
                created[row.table].append({**system, **_sql_values(row.table, row.after)})
        for table, rows in created.items():
            connection.execute(metadata().tables[table].insert(), rows)
        for row in planned:
            source = metadata().tables[row.table]
            place = (source.c.id == row.id) & (source.c.version == row.version - 1)
            if row.action == "changed":
                values = {**_sql_values(row.table, row.changed), "version": row.version}
                done = connection.execute(
                    source.update().where(place).values(**values, changed_at=now, changed_by=change.actor)
                )
            elif row.action == "removed":
                done = connection.execute(source.delete().where(place))
            else:
                continue
            if done.rowcount != 1:
                raise StaleRecord(
                    N_("Somebody else changed this record in the meantime. Your entries are still here."),
                    row_ids=[row.id],
                )

    def _write_journal(self, connection: Connection, planned: list[Planned], change: ChangeSet, now: datetime) -> None:
        journal = self._journal.c
        last = connection.execute(
            select(journal.seq, journal.hash).order_by(journal.seq.desc()).limit(1)
        ).one_or_none() or (0, FIRST_HASH)
        seq, before = last[0], last[1]
        rows = []
        for row in planned:
            seq += 1
            entry = entry_of(row.table, row.before, row.after)
            facts = (seq, change.operation_id, now.isoformat(), change.actor, change.reason, change.source, row.table)
            before = chained_hash(
                before, (*facts, row.id, row.aggregate_id, row.version, row.action), entry.plain, entry.personal_hash
            )
            rows.append(
                {
                    "seq": seq,
                    "operation_id": change.operation_id,
                    "at": now,
                    "actor": change.actor,
                    "reason": change.reason,
                    "source": change.source,
                    "table_name": row.table,
                    "row_id": row.id,
                    "aggregate_id": row.aggregate_id,
                    "version": row.version,
                    "action": row.action,
                    "plain": entry.plain,
                    "personal": entry.personal,
                    "personal_hash": entry.personal_hash,
                    "hash": before,
                }
            )
        if rows:
            connection.execute(self._journal.insert(), rows)


class _Numbers:
    """The numbers of the reactions in the store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._column = metadata().tables["reactions"].c.number

    def among(self, numbers: Collection[str]) -> set[str]:
        wanted = list(numbers)
        found: set[str] = set()
        for start in range(0, len(wanted), CHUNK):
            chosen = select(self._column).where(self._column.in_(wanted[start : start + CHUNK]))
            found.update(self._connection.execute(chosen).scalars())
        return found

    def starting_with(self, start: str) -> list[str]:
        above = start[:-1] + chr(ord(start[-1]) + 1)
        chosen = select(self._column).where(self._column >= start, self._column < above)
        return [number for number in self._connection.execute(chosen).scalars() if number.startswith(start)]


def _plain_row(table: str, plain: dict[str, Any]) -> Row:
    for field in TABLES[table].fields:
        if field.type is FieldType.CODES:
            plain[field.name] = tuple(plain[field.name].split(",")) if plain.get(field.name) else ()
    return plain


def _sql_values(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: ",".join(value) or None if isinstance(value, tuple) else value for name, value in values.items()}
