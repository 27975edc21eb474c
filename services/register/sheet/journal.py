"""The journal's tab: entries as rows, and an index of their heads.

An entry counts where its operation follows on from the one before it. Should Google ever let two saves of the same
moment through, both stand in the journal: the one that stands first counts, and the other is void for every portal
alike, which notices it and saves anew on top.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, NamedTuple

from schema.words import N_
from services.errors import RegisterShapeError
from services.register.base import StoredEntry
from services.register.journal import FIRST_LINK
from services.register.sheet.codec import Cells, Raw, stamp_of_time
from services.register.sheet.layout import CELL_LIMIT, Tab
from services.register.sheet.sealing import Sealer

HEAD_NAMES = ("seq", "operation_id", "batch", "table", "row_id", "aggregate_id", "version", "action", "hash")
_FACTS = tuple(each.name for each in fields(StoredEntry) if each.name not in ("plain", "personal"))


class Head(NamedTuple):
    """What is kept of every entry, and the row it stands in."""

    seq: int
    operation_id: str
    batch: str  # the rows of one try to save: an operation may be tried twice
    table: str
    row_id: str
    aggregate_id: str
    version: int
    action: str
    hash: str
    row: int


@dataclass
class Verdict:
    """Which rows of the journal count, and which do not."""

    accepted: list[Head] = field(default_factory=list)
    voids: list[Head] = field(default_factory=list)


@dataclass
class JournalIndex:
    """The heads of all entries that count, oldest first: entry `seq` is `heads[seq - 1]`."""

    heads: list[Head] = field(default_factory=list)
    voids: list[Head] = field(default_factory=list)
    last_row: int = 0  # the last row looked at, whether it counts or not
    _operations: dict[str, list[int]] = field(default_factory=dict)
    _records: dict[str, list[int]] = field(default_factory=dict)
    _latest: dict[tuple[str, str], int] = field(default_factory=dict)
    _void_latest: dict[tuple[str, str], Head] = field(default_factory=dict)

    @property
    def link(self) -> tuple[int, str]:
        """The place and the hash of the newest entry."""
        return (self.heads[-1].seq, self.heads[-1].hash) if self.heads else FIRST_LINK

    def take(self, found: Iterable[Head]) -> list[Head]:
        """Add what stands behind the rows known so far, in the order of the rows; return the entries that count.

        Raises:
            RegisterShapeError: entries are missing.
        """
        verdict = self.judged(found)
        self.keep(verdict)
        return verdict.accepted

    def judged(self, found: Iterable[Head]) -> "Verdict":
        """Say which of the rows behind those known so far count, without adding them.

        Raises:
            RegisterShapeError: entries are missing.
        """
        verdict = Verdict()
        last = self.link[0]
        for heads in _saves(found):
            if heads[0].seq > last + 1:
                raise _incomplete(heads[0], last + 1)
            if [head.seq for head in heads] == list(range(last + 1, last + 1 + len(heads))):
                verdict.accepted += heads
                last += len(heads)
            else:
                verdict.voids += heads
        return verdict

    def keep(self, verdict: "Verdict") -> None:
        """Add what was judged."""
        for head in verdict.accepted:
            self._add(head)
        self.voids += verdict.voids
        self._void_latest |= {(head.table, head.row_id): head for head in verdict.voids}
        self.last_row = max([self.last_row, *(head.row for head in (*verdict.accepted, *verdict.voids))])

    def _add(self, head: Head) -> None:
        self.heads.append(head)
        self._operations.setdefault(head.operation_id, []).append(head.seq)
        for name in {head.row_id, head.aggregate_id}:
            self._records.setdefault(name, []).append(head.seq)
        self._latest[head.table, head.row_id] = head.seq

    @property
    def void_places(self) -> Collection[tuple[str, str]]:
        """The records that some save wrote that does not count."""
        return self._void_latest.keys()

    def find_void(self, table: str, row_id: str) -> Head | None:
        """Return the newest entry of a record that does not count."""
        return self._void_latest.get((table, row_id))

    def is_applied(self, operation_id: str) -> bool:
        """Return whether the operation is in the journal."""
        return operation_id in self._operations

    def entries_of(self, row_id: str) -> list[Head]:
        """Return the heads of a record's entries and of its parts', oldest first."""
        return [self.heads[seq - 1] for seq in self._records.get(row_id, ())]

    def latest(self, table: str, row_id: str) -> Head | None:
        """Return the newest entry of a record."""
        seq = self._latest.get((table, row_id))
        return self.heads[seq - 1] if seq else None

    def standing(self, table: str) -> list[str]:
        """Return the ids of the records that there should be: made and not removed."""
        return [
            row_id
            for (name, row_id), seq in self._latest.items()
            if name == table and self.heads[seq - 1].action != "removed"
        ]


def _saves(found: Iterable[Head]) -> Iterator[list[Head]]:
    """Return heads by the save they belong to: one batch, its numbers rising by one."""
    save: list[Head] = []
    for head in found:
        last = save[-1] if save else None
        if last and (head.operation_id, head.batch, head.seq) != (last.operation_id, last.batch, last.seq + 1):
            yield save
            save = []
        save.append(head)
    if save:
        yield save


def head_of(cells: Sequence[Raw], row: int) -> Head | None:
    """Return the head that stands in a row, or None where nothing stands there.

    Raises:
        RegisterShapeError: it cannot be read.
    """
    if not any(cell != "" for cell in cells):
        return None
    seq, operation_id, batch, table, row_id, aggregate_id, version, action, link = cells
    if not isinstance(seq, int) or not isinstance(version, int):
        raise RegisterShapeError(
            N_(
                "Row {row} of the journal's tab was changed by hand: its number is “{value}”. Nothing was changed. "
                "Please undo this in the sheet (File, Version history)."
            ),
            row=row,
            value=str(seq),
        )
    return Head(
        seq,
        str(operation_id),
        str(batch),
        str(table),
        str(row_id),
        str(aggregate_id),
        version,
        str(action),
        str(link),
        row,
    )


def _incomplete(head: Head, wanted: int) -> RegisterShapeError:
    return RegisterShapeError(
        N_(
            "In the journal's tab, row {row} holds entry {found} where entry {wanted} should stand: rows were deleted "
            "or sorted there. The portal changes nothing until that is put right. Please undo it in the sheet (File, "
            "Version history)."
        ),
        row=head.row,
        found=head.seq,
        wanted=wanted,
    )


def entry_cells(tab: Tab, entry: StoredEntry, sealer: Sealer, batch: str = "") -> Cells:
    """Return the cells of an entry."""
    cells: Cells = {name: getattr(entry, name) for name in _FACTS}
    cells |= {"at": stamp_of_time(entry.at), "batch": batch}
    plain = _cut(entry.plain)
    sealed = sealer.seal(entry.personal, seal_place(entry.table, entry.row_id)) if entry.personal else []
    for prefix, parts in (("plain_", plain), ("sealed_", sealed)):
        names = [name for name in tab.names if name.startswith(prefix)]
        if len(parts) > len(names):
            raise ValueError(f"{prefix} has {len(parts)} parts")  # the declared limits of the fields exclude it
        cells |= {name: parts[place] if place < len(parts) else "" for place, name in enumerate(names)}
    return cells


def entry_of(tab: Tab, cells: Mapping[str, Raw], sealer: Sealer) -> StoredEntry:
    """Return the entry that stands in a row."""
    facts: dict[str, Any] = {name: cells[name] for name in _FACTS}
    facts["at"] = datetime.fromisoformat(facts["at"]).astimezone(UTC)
    plain = "".join(str(cells[name]) for name in tab.names if name.startswith("plain_"))
    sealed = [str(cells[name]) for name in tab.sealed_names if cells[name] != ""]
    personal = sealer.open(sealed, seal_place(facts["table"], facts["row_id"])) if sealed else None
    return StoredEntry(**facts, plain=plain, personal=personal)


def seal_place(table: str, row_id: str) -> str:
    """Return what the personal part of an entry is bound to."""
    return f"journal/{table}/{row_id}"


def _cut(text: str) -> list[str]:
    """Cut a text into cells by the longer of the two ways to count characters, never through one of them."""
    parts: list[str] = []
    start = length = 0
    for place, character in enumerate(text):
        size = 2 if character > "\uffff" else 1
        if length + size > CELL_LIMIT:
            parts.append(text[start:place])
            start, length = place, 0
        length += size
    return [*parts, text[start:]] if text else []
