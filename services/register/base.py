"""The contract of every register: snapshots to read, change sets to write, a journal to look back.

The journal row is the save; the table row is its projection. All adapters obey
`tests/services/register/test_contract.py`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, Self

from ulid import ULID

from services.errors import PortalError
from services.register.snapshot import Issue, Row, Snapshot

Values = Mapping[str, Any]

# How the journal names whoever is no person known to the portal.
SHEET_ACTOR = "sheet"  # somebody who typed in the sheet
PORTAL_ACTOR = "portal"  # the portal itself, which put a row right


def new_id() -> str:
    """Return a fresh row or operation id (a ULID: sorts by the time it was made)."""
    return str(ULID())


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one change set does to one row.

    `seen` is the row as the actor saw it, version included; None where the row is created. `values` holds the fields
    to set; fields left out stay as they are. `removed` takes the row away (its journal stays).
    """

    table: str
    id: str
    values: Values
    seen: Values | None = None
    removed: bool = False

    @property
    def is_creation(self) -> bool:
        """Whether the row is new."""
        return self.seen is None and not self.removed


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that are stored together or not at all.

    `operation_id` is made when the form opens and never renewed: the same id twice is applied once.
    `source` says where the change was made: portal, import, sheet or demo.
    """

    changes: tuple[RowChange, ...]
    actor: str
    operation_id: str
    reason: str = ""
    source: str = "portal"

    @classmethod
    def of(
        cls, changes: Sequence[RowChange], *, actor: str, operation_id: str, reason: str = "", source: str = "portal"
    ) -> Self:
        """Return the change set of `changes`."""
        return cls(tuple(changes), actor, operation_id, reason, source)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a journal row: from what to what."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One changed record of one save; `aggregate_id` is the id of the reaction where the row belongs to one.

    `erased` is true when the personal part was erased; its hash stays, so the chain still holds.
    """

    seq: int
    operation_id: str
    at: datetime
    actor: str
    reason: str
    source: str
    table: str
    row_id: str
    aggregate_id: str
    version: int
    action: str  # created, changed, removed
    changes: tuple[FieldChange, ...] = field(default=())
    erased: bool = False


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A journal row as it is stored: both parts as JSON, and its links of the chain of hashes.

    `personal` is None where nothing personal changed, or where it was erased; `personal_hash` tells the two apart.
    """

    seq: int
    operation_id: str
    at: datetime
    actor: str
    reason: str
    source: str
    table: str
    row_id: str
    aggregate_id: str
    version: int
    action: str
    plain: str
    personal: str | None
    personal_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Health:
    """When the store was last looked at (None: not yet), and what keeps the register from it now."""

    looked_at: datetime | None
    trouble: PortalError | None = None


class Register(Protocol):
    """The only door to storage."""

    @property
    def health(self) -> Health:
        """How the last look at the store went; the newest state stays readable where it failed."""
        ...

    @property
    def label(self) -> str:
        """Where the register lies, in words for people; never a password."""
        ...

    def snapshot(self) -> Snapshot:
        """Return the newest known state; never waits for the backend after the first call."""
        ...

    def commit(self, change: ChangeSet) -> Snapshot:
        """Store `change` whole, its journal rows included, or not at all, and return the state with it.

        A created reaction without a number is given one; a row of the same change set whose `reaction_number` is that
        reaction's id is stored with its number. A change to a concern or a note raises its reaction's version; with a
        reaction its concerns and notes are removed.

        Raises:
            StaleRecord: a row named moved on after it was seen, by version or by content, or the reaction of a
                concern or note went; `snapshot` then shows how it stands now.
            InputRejected: a value does not fit its declaration, or a number is taken.
            RegisterUnavailable: the store cannot be written now; nothing was stored.
            OutcomeUnknown: the store did not say whether it was stored, or stored it and cannot be read now.
        """
        ...

    def mend(self, issue: Issue, remedy: str, *, actor: str) -> Snapshot:
        """Carry out one of the issue's remedies (`Remedy`), journalled as the actor's, and return the state with it.

        An issue that is not there any more is no error: nothing is done.

        Raises:
            InputRejected: the issue has no such remedy, or what was to be removed stands in the store again.
            RegisterUnavailable, OutcomeUnknown: as with `commit`.
        """
        ...

    def refresh(self) -> Snapshot:
        """Look at the store now and return what it holds; the watcher does the same by itself."""
        ...

    def history(self, row_id: str) -> list[JournalRow]:
        """Return the journal of a row, its concerns and notes included where it is a reaction, oldest first."""
        ...

    def journal(self, after: int = 0) -> Iterator[StoredEntry]:
        """Return the journal rows behind the row `after` as they are stored, oldest first, a few at a time.

        `journal.verify_journal` checks them.
        """
        ...

    def begin_adoption(self, source: str, expected: Mapping[str, int]) -> None:
        """Mark this empty register as the unfinished copy of `source`; what an unfinished copy left here goes.

        `expected` says by table, and for the `journal`, how many rows will come.

        Until `finish_adoption` it is no register: it cannot be opened but for another adoption, nor stored in. See
        `adopting` for the mark and the errors.

        Raises:
            InputRejected: the register is not empty, or has no room for as much; it was not touched.
            RegisterUnavailable: as with `commit`.
        """
        ...

    def adopt(
        self,
        entries: Iterable[StoredEntry],
        rows: Mapping[str, Iterable[Row]],
        removed: Mapping[str, Collection[str]],
    ) -> None:
        """Take over journal rows, as they are, behind those there are, and the rows as they stand after them.

        Places, hashes, ids, versions and stamps stay what they are. What is given is read once, in this order, and not
        held all at once. `rows` and `removed` name by table the rows that differ from what is here: a row that is here
        already is replaced.

        Raises:
            RegisterUnavailable: as with `commit`; or another copy into this register has begun, or the rows do not
                follow on those there are.
        """
        ...

    def finish_adoption(self) -> Snapshot:
        """Take the mark off, so that this is a register like any other, and return what it holds.

        Raises:
            RegisterUnavailable: as with `adopt`.
        """
        ...

    def close(self) -> None:
        """Stop watching and let go of the store."""
        ...
