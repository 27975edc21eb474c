"""What an import would do, worked out without doing it: the dry run."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schema.fields import Field
from schema.rules import record_problems
from schema.tables import TABLES
from schema.words import N_, Words
from services.flatfile.problems import FileProblem, FileRejected, Note
from services.flatfile.reading import FlatFile, read_flat_file
from services.flatfile.stored import concerns_by_reaction, plain_rows
from services.followups import leads_round
from services.importing.agreement import disagreements
from services.importing.codes import Codes
from services.importing.entries import Addition, Entries, used_additions
from services.importing.identity import id_from
from services.importing.lines import NUMBER, Part, Written, read_reactions
from services.importing.places import Places
from services.register.base import RowChange
from services.register.snapshot import Row, Snapshot

Progress = Callable[[int, int], None]  # (reactions done, of how many)
PROGRESS_STEP = 200
Record = tuple[str, dict[str, Any]]
FOLLOWS = "follow_up_of"
FEWER_CONCERNS = Words("weniger Anliegen", "fewer concerns")


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import of one file would do: how many reactions it takes, which it refuses and why.

    `changes` are those of the reactions without problems, `additions` the list entries these need.
    """

    file: str
    operation_id: str
    lines: int = 0
    new: int = 0
    unchanged: int = 0
    changed: int = 0
    refused: int = 0
    new_concerns: int = 0
    problems: tuple[FileProblem, ...] = ()
    notes: tuple[Note, ...] = ()
    additions: tuple[Addition, ...] = ()
    changes: tuple[RowChange, ...] = field(default=(), repr=False)
    is_readable: bool = True

    @property
    def taken(self) -> int:
        """How many reactions without problems the file holds, those left alone included."""
        return self.new + self.changed + self.unchanged


def plan_import(
    snapshot: Snapshot,
    name: str,
    data: bytes,
    *,
    today: date,
    update: bool = False,
    progress: Progress | None = None,
) -> ImportPlan:
    """Return what importing a file into this state would do; `update` changes known reactions with other content."""
    digest = hashlib.sha256(data).hexdigest()
    operation_id = id_from(today, "import", digest, str(snapshot.revision), str(update))
    try:
        file = read_flat_file(name, data)
    except FileRejected as err:
        return ImportPlan(name, operation_id, problems=err.found, is_readable=False)
    return _Planner(snapshot, file, today=today, update=update).plan(operation_id, progress)


class _Planner:
    """Works a file out against one state of the register."""

    def __init__(self, snapshot: Snapshot, file: FlatFile, *, today: date, update: bool) -> None:
        self._snapshot = snapshot
        self._file = file
        self._today = today
        self._update = update
        self._entries = Entries(snapshot.lists, today)
        self._fields = {table: TABLES[table].fields for table in ("reactions", "concerns")}
        self._places = Places(file)
        self._codes = Codes(self._entries, self._places)
        self._reactions: dict[str, Row] = {}
        self._concerns: dict[str, list[Row]] = {}
        self._earlier: dict[str, object] = {}
        self._counts = {"new": 0, "unchanged": 0, "changed": 0, "refused": 0, "new_concerns": 0}
        self._changes: list[RowChange] = []
        self._records: list[Record] = []
        self._problems: list[FileProblem] = []

    def plan(self, operation_id: str, progress: Progress | None) -> ImportPlan:
        """Return the plan."""
        all_written = list(read_reactions(self._file))
        self._load_known(all_written)
        for done, written in enumerate(all_written):
            if progress and done % PROGRESS_STEP == 0:
                progress(done, len(all_written))
            self._take(written)
        if progress:
            progress(len(all_written), len(all_written))
        additions = used_additions(self._entries, self._records)
        order = {line.row: place for place, line in enumerate(self._file.lines)}
        return ImportPlan(
            self._file.name,
            operation_id,
            lines=len(self._file.lines),
            new=self._counts["new"],
            unchanged=self._counts["unchanged"],
            changed=self._counts["changed"],
            refused=self._counts["refused"],
            new_concerns=self._counts["new_concerns"],
            problems=tuple(sorted(self._problems, key=lambda problem: order.get(problem.row or 0, 0))),
            notes=self._file.notes,
            additions=tuple(additions),
            changes=(*(addition.change for addition in additions), *self._changes),
        )

    def _load_known(self, all_written: Iterable[Written]) -> None:
        ids = {self._snapshot.find_reaction_id(written.number) for written in all_written if written.number}
        known = [row_id for row_id in ids if row_id is not None]
        if known:
            self._reactions = plain_rows(self._snapshot, "reactions", known)
            self._concerns = concerns_by_reaction(self._snapshot, known)
        if self._places.has("reactions", FOLLOWS):
            reactions = self._snapshot.frames["reactions"]
            self._earlier = dict(zip(reactions["number"], reactions[FOLLOWS], strict=True))
            self._earlier |= {one.number: one.reaction.values.get(FOLLOWS) for one in all_written if one.number}

    def _take(self, written: Written) -> None:
        if written.row_id is not None and written.row_id in self._snapshot.frames["reactions"].index:
            self._counts["unchanged"] += 1  # imported before; what became of it since is not the file's business
            return
        problems = list(written.problems)
        for part in (written.reaction, *written.concerns):
            problems += self._codes.resolve(part)
        for part in written.deviating:
            problems += self._codes.resolve(part)
            problems += disagreements(self._file, written.reaction, part, self._places.cells(part))
        known = self._snapshot.find_reaction_id(written.number) if written.number else None
        if known is None:
            changes, records, kind = self._creation(written)
        else:
            changes, records, kind = self._change(known, written, problems)
        if kind == "unchanged" and not problems:
            self._counts["unchanged"] += 1
            return
        for part, (table, record) in zip((written.reaction, *written.concerns), records, strict=True):
            problems += self._rule_problems(part, table, record)
        problems += self._circle(written)
        if problems:
            self._counts["refused"] += 1
            self._problems += problems
            return
        self._counts[kind] += 1
        self._counts["new_concerns"] += sum(change.table == "concerns" and change.is_creation for change in changes)
        self._changes += changes
        self._records += records

    # ---- records

    def _creation(self, written: Written) -> tuple[list[RowChange], list[Record], str]:
        day = written.reaction.values.get("received_on")
        row_id = written.row_id or id_from(day, "number", str(written.number), str(self._snapshot.revision))
        reaction = self._record("reactions", written.reaction.values)
        records: list[Record] = [("reactions", reaction)]
        changes = [RowChange("reactions", row_id, reaction)]
        for place, part in enumerate(written.concerns):
            concern = self._record("concerns", {**part.values, "reaction_id": row_id})
            records.append(("concerns", concern))
            changes.append(RowChange("concerns", id_from(day, "concern", row_id, str(place)), concern))
        return changes, records, "new"

    def _record(self, table: str, values: dict[str, Any]) -> dict[str, Any]:
        return {declared.name: _given(declared, values.get(declared.name)) for declared in self._fields[table]}

    def _change(
        self, row_id: str, written: Written, problems: list[FileProblem]
    ) -> tuple[list[RowChange], list[Record], str]:
        stored = self._reactions[row_id]
        differing: list[tuple[Part, str]] = []
        reaction, changed = self._merged(written.reaction, stored)
        differing += [(written.reaction, name) for name in changed]
        records: list[Record] = [("reactions", reaction)]
        changes = (
            [RowChange("reactions", row_id, {name: reaction[name] for name in changed}, stored)] if changed else []
        )
        left = self._by_rank(self._concerns.get(row_id, []), written)
        for place, part in enumerate(written.concerns):
            before = left.pop(part.values.get("rank"), None)
            if before is None:
                concern = self._record("concerns", {**part.values, "reaction_id": row_id})
                version = str(stored["version"])
                changes.append(RowChange("concerns", id_from(None, "concern", row_id, version, str(place)), concern))
                differing.append((part, "kind"))
            else:
                concern, changed = self._merged(part, before)
                differing += [(part, name) for name in changed]
                if changed:
                    values = {name: concern[name] for name in changed}
                    changes.append(RowChange("concerns", before["id"], values, before))
            records.append(("concerns", concern))
        for before in left.values():
            changes.append(RowChange("concerns", before["id"], {}, before, removed=True))
            differing.append((written.reaction, NUMBER))
        if differing and not self._update:
            problems.append(self._other_content(written, differing))
        return changes, records, "changed" if changes else "unchanged"

    def _by_rank(self, stored: list[Row], written: Written) -> dict[Any, Row]:
        """Return the stored concerns under the ranks by which the file's are compared with them."""
        if self._places.has("concerns", "rank"):
            return {row["rank"]: row for row in reversed(stored)}
        for part, row in zip(written.concerns, stored, strict=False):
            part.values["rank"] = row["rank"]
        return {row["rank"]: row for row in stored}

    def _merged(self, part: Part, stored: Row) -> tuple[Row, list[str]]:
        """Return the stored row with the file's values, and the names of those that differ."""
        merged = dict(stored)
        changed: list[str] = []
        for declared in self._fields[part.table]:
            name = declared.name
            if name in part.wrong or not self._places.has(part.table, name):
                continue
            new = _given(declared, part.values.get(name))
            if new != _given(declared, stored.get(name)):
                merged[name] = new
                changed.append(name)
        return merged, changed

    def _other_content(self, written: Written, differing: list[tuple[Part, str]]) -> FileProblem:
        part, name = differing[0]
        names = dict.fromkeys(
            FEWER_CONCERNS if field_name == NUMBER else self._places.heading(one.table, field_name)
            for one, field_name in differing
        )
        columns = [name if isinstance(name, Words) else Words(name, name) for name in names]
        msgid = N_(
            "The reaction {number} is in the register with other content ({columns}). Say that known reactions are to "
            "be changed (tick the box; “--update” on the command line), or take it out of the file."
        )
        listed = Words(", ".join(one.de for one in columns), ", ".join(one.en for one in columns))
        return self._places.at(part, name, msgid, {"number": written.number, "columns": listed})

    # ---- rules

    def _circle(self, written: Written) -> list[FileProblem]:
        """Refuse follow-ups that lead round, over lines of this file and reactions of the register."""
        number, follows = written.number, written.reaction.values.get(FOLLOWS)
        if not number or number == follows or not leads_round(self._earlier, number, follows):
            return []
        msgid = N_(
            "{value} is itself a follow-up of this reaction, maybe over others: they follow each other in a circle. "
            "Please leave the cell of the earliest one empty."
        )
        return [self._places.at(written.reaction, FOLLOWS, msgid, {"value": follows})]

    def _rule_problems(self, part: Part, table: str, record: dict[str, Any]) -> Iterable[FileProblem]:
        found = record_problems(table, record, today=self._today, is_known=self._entries.is_known)
        return [
            self._places.at(part, problem.field, problem.msgid, problem.params)
            for problem in found
            if problem.field not in part.wrong
        ]


def _given(declared: Field, value: Any) -> Any:
    return declared.default if value in (None, ()) else value
