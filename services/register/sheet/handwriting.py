"""What a person typed in a row, as values: German dates, labels for codes, yes and no; and what of it is not valid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from schema.fields import Field, FieldType
from schema.parsing import ParseError, parse_value
from schema.problems import Problem
from schema.rules import normalised, parent_path, record_problems
from schema.tables import TABLES
from schema.words import N_
from services.flatfile.names import ListNames
from services.register.sheet.codec import Raw, is_same, raw_of, value_of
from services.register.sheet.layout import Tab
from services.register.snapshot import Row, Snapshot

_CODED = (FieldType.CODE, FieldType.CODES)
_WRITTEN = (FieldType.LINE, FieldType.TEXT)
# The columns of texts are plain text; where that format was lost, Google makes 1234 of 01234, and a number of a date.
_NO_TEXT = N_(
    "In “{label}” stands a number, a date or a formula, not a text. Please set the cell to plain text (Format > Number "
    "> Plain text) and type it anew, or type an apostrophe before it."
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as it was typed: the record it would become, the fields that differ, and what is not valid."""

    record: Row
    changed: tuple[str, ...]
    problems: tuple[Problem, ...]


class Reading:
    """Reads what was typed, in one state of the register."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self._snapshot = snapshot
        self._today = today
        self._names = ListNames(snapshot.lists)

    def read(self, tab: Tab, cells: Mapping[str, Raw], before: Row | None) -> Typed:
        """Return what the cells of a row say; `before` is the record that stood there, None for a new one."""
        table = tab.name
        known = before or {}
        record: Row = {name: known.get(name) for name in TABLES[table].names}
        problems: list[Problem] = []
        changed: list[str] = []
        for field in TABLES[table].fields:
            if field.name not in cells or is_same(cells[field.name], raw_of(field, known.get(field.name))):
                continue
            try:
                record[field.name] = self._value(table, field, cells[field.name], record)
            except ParseError as err:
                problems.append(err.problem)
            changed.append(field.name)
        if before is None:
            _fill_in(table, record, self._snapshot)
        record |= normalised(table, {name: record[name] for name in TABLES[table].names})
        wrong = {problem.field for problem in problems}
        problems += [problem for problem in self._problems(table, record) if problem.field not in wrong]
        if before is not None:
            stood = {(problem.field, problem.msgid) for problem in self._problems(table, before)}
            problems = [each for each in problems if (each.field, each.msgid) not in stood or each.field in wrong]
        return Typed(record, tuple(changed), tuple(problems))

    def _problems(self, table: str, record: Row) -> Iterator[Problem]:
        declared = {name: record.get(name) for name in TABLES[table].names}
        yield from record_problems(table, declared, today=self._today, is_known=self._snapshot.lists.is_known)
        for field in TABLES[table].fields:
            value = declared[field.name]
            if field.type is FieldType.ROW and (
                value is None or self._snapshot.find_row(field.list or "", value) is None
            ):
                msgid = N_("“{value}” is not in the register. Please write the number of a reaction.")
                yield Problem(table, field.name, value, msgid, {"label": field.label})
            elif field.required is True and field.system and value is None and field.type is not FieldType.ROW:
                msgid = N_("“{label}” is missing. Please fill it in.")
                yield Problem(table, field.name, None, msgid, {"label": field.label})

    def _value(self, table: str, field: Field, raw: Raw, record: Row) -> Any:
        if field.type in _WRITTEN and not isinstance(raw, str):
            raise ParseError(Problem(table, field.name, raw, _NO_TEXT, {"label": field.label}))
        if field.type is FieldType.DATE and isinstance(raw, float):
            raw = int(raw)  # a time was typed with the day
        value = value_of(field, raw)
        if field.type is FieldType.DATE and isinstance(value, int):
            value = str(value)  # a number so large that it is no day
        value = parse_value(table, field, value)
        if value is None:
            return None
        if field.type in _CODED and field.list is not None:
            parent = parent_path(table, field.name, record)
            if isinstance(value, tuple):
                return tuple(self._names.find(field.list, code, parent) or code for code in value)
            return self._names.find(field.list, value.strip(), parent) or value
        if field.type is FieldType.ROW and self._snapshot.find_row(field.list or "", value) is None:
            return self._snapshot.find_reaction_id(value) or value
        return value


def _fill_in(table: str, record: Row, snapshot: Snapshot) -> None:
    """Give a new record what its form would give it."""
    for field in TABLES[table].fields:
        if record[field.name] is None and field.default is not None:
            record[field.name] = field.default
    if table == "concerns" and record["rank"] is None and record["reaction_id"]:
        taken = [row["rank"] for row in snapshot.concern_rows(record["reaction_id"])]
        record["rank"] = max(taken, default=0) + 1
