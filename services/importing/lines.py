"""From the lines of a flat file to reactions as written: typed, grouped, each value with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schema.fields import FieldType
from schema.parsing import ParseError
from schema.words import N_
from services.flatfile.columns import Column, token
from services.flatfile.problems import FileProblem
from services.flatfile.reading import FlatFile, Line
from services.flatfile.values import parse_cell
from services.importing.identity import Fingerprints

NUMBER = "number"
_CODED = (FieldType.CODE, FieldType.CODES)


@dataclass(slots=True)
class Part:
    """The reaction's or the concern's share of one line: typed values under field names; codes as written."""

    table: str
    row: int
    values: dict[str, Any]
    wrong: set[str] = field(default_factory=set)  # fields that cannot be read


@dataclass(slots=True)
class Written:
    """One reaction as a file writes it; `row_id` is set where it has no number."""

    number: str | None
    row_id: str | None
    reaction: Part
    deviating: list[Part] = field(default_factory=list)  # the reaction on further lines, where written otherwise
    concerns: list[Part] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)


class Parser:
    """Turns cells into values; the same short value is worked out once for a whole file."""

    def __init__(self, file: FlatFile) -> None:
        self._file = file
        self._seen: dict[tuple[str, Any, type], Any] = {}
        self._columns: dict[str, list[tuple[Column, int]]] = {
            table: [(column, place) for column, place in file.columns if column.table == table]
            for table in ("reactions", "concerns")
        }

    def part(self, table: str, line: Line) -> tuple[Part, list[FileProblem]]:
        """Return a table's share of a line, and what in it cannot be read."""
        part = Part(table, line.row, {})
        problems: list[FileProblem] = []
        for column, place in self._columns[table]:
            cell = line.cells[place]
            name = column.field.name
            if cell == "":
                part.values[name] = None
                continue
            found = self._parsed(column, cell)
            if isinstance(found, ParseError):
                part.values[name] = None
                part.wrong.add(name)
                said = found.problem
                problems.append(
                    FileProblem(self._file.name, line.row, self._file.headings[place], cell, said.msgid, said.params)
                )
            else:
                part.values[name] = found
        return part, problems

    def _parsed(self, column: Column, cell: Any) -> Any:
        if column.field.type is FieldType.TEXT:
            return parse_cell(column.table, column.field, cell)
        key = (column.name, cell, type(cell))
        if key not in self._seen:
            try:
                self._seen[key] = parse_cell(column.table, column.field, cell)
            except ParseError as err:
                self._seen[key] = err
        return self._seen[key]


def read_reactions(file: FlatFile) -> Iterator[Written]:
    """Yield the reactions of a file in the order of their first lines."""
    parser = Parser(file)
    fingerprints = Fingerprints()
    by_number: dict[str, Written] = {}
    all_written: list[Written] = []
    ragged: dict[int, list[FileProblem]] = {}
    for problem in file.problems:
        ragged.setdefault(problem.row or 0, []).append(problem)
    for line in file.lines:
        reaction, problems = parser.part("reactions", line)
        concern, more = parser.part("concerns", line)
        problems = [*ragged.get(line.row, ()), *problems, *more]
        number = reaction.values.get(NUMBER)
        known = by_number.get(number) if number else None
        if known is None:
            row_id = None if number else fingerprints.next_id(_content(file, line, reaction, concern), _day(reaction))
            known = Written(number, row_id, reaction)
            all_written.append(known)
            if number:
                by_number[number] = known
        elif reaction.values != known.reaction.values or reaction.wrong != known.reaction.wrong:
            known.deviating.append(reaction)
        known.concerns.append(concern)
        known.problems += problems
    for written in all_written:
        _rank(file, written)
    return iter(all_written)


def _content(file: FlatFile, line: Line, *parts: Part) -> Mapping[str, Any]:
    """Return a line's content as it is compared: typed where it can be, else as written, names without case."""
    found: dict[str, Any] = {}
    typed = {(part.table, name): value for part in parts for name, value in part.values.items()}
    for column, place in file.columns:
        value = typed[column.table, column.field.name]
        cell = line.cells[place]
        if value is None:
            value = str(cell).strip()
        elif column.field.type in _CODED:
            value = token(str(cell))
        found[column.name] = value
    return found


def _day(part: Part) -> Any:
    return part.values.get("received_on")


def _rank(file: FlatFile, written: Written) -> None:
    """Give the concerns without a rank the free places in the order of the file."""
    taken: dict[int, int] = {}
    for concern in written.concerns:
        rank = concern.values.get("rank")
        if rank is None:
            continue
        if rank in taken:
            msgid = N_("The rank {value} stands in row {first} of the same reaction already. Please number them anew.")
            written.problems.append(
                FileProblem(file.name, concern.row, file.heading("rank"), rank, msgid, {"first": taken[rank]})
            )
        taken.setdefault(rank, concern.row)
    free = (rank for rank in range(1, len(written.concerns) + len(taken) + 1) if rank not in taken)
    for concern in written.concerns:
        if concern.values.get("rank") is None and "rank" not in concern.wrong:
            concern.values["rank"] = next(free)
