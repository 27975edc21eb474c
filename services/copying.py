"""Moving a register to another store: every row and the whole journal as they are, compared when they are there.

The source is only read. What is stored in it meanwhile comes after, until nothing is left; then the copy is one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest
from typing import TypeVar

import pandas as pd

from schema.tables import TABLES
from schema.words import N_, Words
from services import translation
from services.errors import InputRejected, RegisterShapeError, RegisterUnavailable
from services.register.base import Register, StoredEntry
from services.register.journal import FIRST_LINK, verify_journal
from services.register.snapshot import Issue, Row, Snapshot

Link = tuple[int, str]
Progress = Callable[[int, int], None]  # called with the steps done and the steps known of
Touched = dict[str, set[str]]  # ids of rows by table

MOST_ROUNDS = 20  # of taking over what was stored meanwhile
STEPS_BETWEEN = 200  # two calls of `progress`

_JOURNAL = Words("Verlauf", "journal")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Origin:
    """A register to be copied as it stood at one moment: its rows, and the journal row it ended with."""

    snapshot: Snapshot
    link: Link


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied and compared: rows by table, and journal rows."""

    rows: Mapping[str, int]
    entries: int


@dataclass
class _Meter:
    """Counts steps; a step is a row or a journal row looked at."""

    progress: Progress
    total: int = 0
    done: int = 0

    def counted(self, given: Iterable[T]) -> Iterator[T]:
        for one in given:
            yield one
            self.done += 1
            if self.done % STEPS_BETWEEN == 0:
                self.progress(self.done, self.total)

    def step(self, steps: int = 0) -> None:
        self.done += steps
        self.progress(self.done, self.total)


def find_origin(source: Register, *, with_issues: bool = False, progress: Progress | None = None) -> Origin:
    """Return the register as it stands, once its journal was found whole; nothing is written.

    With `with_issues`, rows that do not fit are copied in their last valid state; those that never had one are left
    out.

    Raises:
        InputRejected: it is empty, or has rows that do not fit.
        RegisterShapeError: its journal is broken.
        RegisterUnavailable: it cannot be read, or is being written to without a pause.
    """
    snapshot = source.refresh()
    if snapshot.issues and not with_issues:
        raise InputRejected(
            N_(
                "{place} has rows that cannot be stored as they are ({count}); nothing was copied. Please correct them "
                "first. With --with-issues, their last valid state is copied."
            ),
            place=source.label,
            count=len(snapshot.issues),
        )
    meter = _Meter(progress or _silent, snapshot.revision)
    origin, _ = _settled(source, FIRST_LINK, meter)
    if origin.link == FIRST_LINK and all(frame.empty for frame in origin.snapshot.frames.values()):
        raise InputRejected(N_("{place} is empty: there is nothing to copy."), place=source.label)
    return origin


def copy_register(source: Register, target: Register, origin: Origin, *, progress: Progress | None = None) -> Copied:
    """Copy the source as it stood at `origin`, and what came after, to an empty register opened for adoption.

    What an unfinished copy left in the target goes first. Ended by an error, the source is untouched and the target
    stays marked as unfinished, unless nothing was written there.

    Raises:
        InputRejected: the target is not empty, has no room, or is the source.
        RegisterShapeError: what arrived differs from the source, or the source was put back to another state meanwhile.
        RegisterUnavailable: one of them cannot be read or written, or the source is being written to without a pause.
    """
    if target.label == source.label:
        raise same_place(source.label)
    meter = _Meter(progress or _silent)
    target.begin_adoption(source.label, _expected(origin))
    link: Link = FIRST_LINK
    touched: Touched | None = None
    for _ in range(MOST_ROUNDS):
        portion = _Portion(source, origin, link, touched)
        meter.total += 2 * portion.steps
        target.adopt(
            meter.counted(portion.entries()),
            {table: meter.counted(portion.rows(table)) for table in TABLES},
            {table: portion.removed(table) for table in TABLES},
        )
        meter.step()
        _compare(portion, target, meter)
        link = origin.link
        origin, touched = _settled(source, link, _Meter(_silent))
        if origin.link == link:
            target.finish_adoption()
            return Copied({table: len(frame) for table, frame in origin.snapshot.frames.items()}, link[0])
    raise _restless(source)


def _expected(origin: Origin) -> dict[str, int]:
    return {table: len(frame) for table, frame in origin.snapshot.frames.items()} | {"journal": origin.link[0]}


def same_place(place: str) -> InputRejected:
    """Return the error for a copy of a register to itself."""
    return InputRejected(N_("{place} cannot be copied to itself. Choose another place for the copy."), place=place)


def issue_lines(issues: Sequence[Issue], language: str) -> list[str]:
    """Return each issue as a line: where it is, and what is wrong."""
    return [
        f"{TABLES[issue.table].label.within(language)}, {issue.cell or issue.row}: "
        f"{translation.text(issue.msgid, language, issue.params)}"
        for issue in issues
    ]


@dataclass(frozen=True, slots=True)
class _Portion:
    """What is copied at once: the journal behind `after`, and the rows that it names (None: every row)."""

    source: Register
    origin: Origin
    after: Link
    touched: Touched | None = field(repr=False)

    @property
    def steps(self) -> int:
        frames = self.origin.snapshot.frames
        rows = sum(map(len, frames.values() if self.touched is None else self.touched.values()))
        return self.origin.link[0] - self.after[0] + rows

    def entries(self) -> Iterator[StoredEntry]:
        """Give the journal rows up to the end of the portion, whatever has come behind it since."""
        last, link = self.origin.link[0], self.after
        for entry in takewhile(lambda entry: entry.seq <= last, self.source.journal(self.after[0])):
            link = (entry.seq, entry.hash)
            yield entry
        if link != self.origin.link:
            raise _put_back(self.source)

    def rows(self, table: str) -> Iterator[Row]:
        return self.origin.snapshot.each_row(table, self._ids(table))

    def removed(self, table: str) -> list[str]:
        frame = self.origin.snapshot.frames[table]
        return [row_id for row_id in self._ids(table) or () if row_id not in frame.index]

    def frame(self, table: str, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Return the portion's rows of a table as they stand in `frames`."""
        frame, ids = frames[table], self._ids(table)
        return frame if ids is None else frame[frame.index.isin(list(ids))]

    def _ids(self, table: str) -> Collection[str] | None:
        return None if self.touched is None else self.touched.get(table, set())


def _settled(source: Register, after: Link, meter: _Meter) -> tuple[Origin, Touched]:
    """Return the source at a moment of rest, its journal behind `after` found whole, and the rows named there."""
    link, touched = after, Touched()
    for _ in range(MOST_ROUNDS):
        snapshot = source.refresh()
        link = _walked(source, link, meter, touched)
        if source.refresh().revision == snapshot.revision:
            # Nothing was stored between the two looks, so the rows and the end of the journal belong together.
            return Origin(snapshot, link), touched
    raise _restless(source)


def _walked(source: Register, after: Link, meter: _Meter, touched: Touched) -> Link:
    """Check the journal behind `after` and return its end."""
    link = after
    entries = source.journal(after[0])

    def walked() -> Iterator[StoredEntry]:
        nonlocal link
        for entry in meter.counted(entries):
            link = (entry.seq, entry.hash)
            touched.setdefault(entry.table, set()).add(entry.row_id)
            yield entry

    broken = verify_journal(walked(), after=after)
    if broken:
        raise RegisterShapeError(
            N_(
                "The journal of {place} is not whole: it breaks at {count} rows, first at row {seq}. Nothing was "
                "copied. Put a copy from before back, or ask those who look after the portal."
            ),
            place=source.label,
            count=len(broken),
            seq=broken[0].seq,
        )
    return link


def _compare(portion: _Portion, target: Register, meter: _Meter) -> None:
    """Check that the target holds the portion, row by row, and nothing behind it.

    Raises:
        RegisterShapeError: it does not.
    """
    arrived = target.refresh()
    for sent, came in meter.counted(zip_longest(portion.entries(), target.journal(portion.after[0]))):
        if sent != came:
            raise _differs(portion.source, target, _JOURNAL, str((sent or came).seq))
    if arrived.issues:
        raise _differs(portion.source, target, TABLES[arrived.issues[0].table].label, arrived.issues[0].row)
    for table in TABLES:
        ours = portion.frame(table, portion.origin.snapshot.frames)
        wrong = differing(ours, portion.frame(table, arrived.frames))
        if wrong:
            raise _differs(portion.source, target, TABLES[table].label, wrong[0])
        meter.step(len(ours))


def differing(ours: pd.DataFrame, theirs: pd.DataFrame) -> list[str]:
    """Return the ids of the rows that two frames of a table do not have alike, in whatever order they stand."""
    if set(ours.index) != set(theirs.index):
        return sorted(set(ours.index) ^ set(theirs.index))
    theirs = theirs.reindex(ours.index)
    wrong: set[str] = set()
    for name in ours.columns:
        left, right = ours[name], theirs[name]
        if isinstance(left.dtype, pd.CategoricalDtype):
            left, right = left.astype("str"), right.astype("str")
        if isinstance(left.dtype, pd.StringDtype):
            left, right = left.fillna(""), right.fillna("")  # nothing is given, either way
        is_same = (left == right).fillna(False) | (left.isna() & right.isna())
        wrong.update(ours.index[~is_same.to_numpy(dtype=bool)])
    return sorted(wrong)


def _differs(source: Register, target: Register, table: Words, row: str) -> RegisterShapeError:
    return RegisterShapeError(
        N_(
            "What arrived in {place} is not what {source} holds ({table}, {row}). {source} is untouched, and {place} "
            "stays marked as unfinished. Please start the copy again."
        ),
        place=target.label,
        source=source.label,
        table=table,
        row=row,
    )


def _put_back(source: Register) -> RegisterShapeError:
    return RegisterShapeError(
        N_("{place} was put back to another state while it was copied. Please start the copy again."),
        place=source.label,
    )


def _restless(source: Register) -> RegisterUnavailable:
    return RegisterUnavailable(
        N_(
            "{place} is being written to without a pause, so that the copy never catches up. Please close the portals "
            "that work on it and start the copy again."
        ),
        place=source.label,
        retryable=True,
    )


def _silent(_done: int, _total: int) -> None:
    """Show nothing."""
