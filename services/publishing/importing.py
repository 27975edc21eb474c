"""Published numbers from a file: one row each; nothing is stored unless all is right, or it is asked for.

Columns are found by their code name or label in either language: year, figure, measure, printed, base, place,
explanation. A figure is written by its name ("reactions.channel.email") or as people call it; several are joined by
"+". A number that the register has already is left alone where it is the same, and refused where it is another one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from schema.fields import Field
from schema.problems import Problem
from schema.rules import normalised, record_problems
from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.figure_words import figure_label
from services.charts.wording import Wording
from services.errors import InputRejected
from services.figures.printed.publications import VALUE
from services.flatfile import delimited, workbook
from services.flatfile.columns import token
from services.flatfile.content import decode_text, is_workbook
from services.flatfile.problems import FileProblem, FileRejected
from services.flatfile.values import cell_text
from services.importing.identity import id_from
from services.publishing.entering import TABLE, key_of, known_names, published_problems, tidied
from services.register.base import ChangeSet, Register, RowChange
from services.register.snapshot import Snapshot
from services.translation import LANGUAGES

NEEDED: Final = ("year", "figure", "printed")
COLUMNS: Final = ("year", "figure", "measure", "printed", "base", "place", "explanation")


@dataclass(frozen=True)
class PublishedPlan:
    """What an import would do: the rows to store by their id, how many are there already, and what is wrong.

    `before` has those of the rows that the register has, but that were taken out.
    """

    file: str
    rows: Mapping[str, Mapping[str, Any]]
    unchanged: int
    problems: tuple[FileProblem, ...]
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """How many rows of the file have a problem."""
        return len({problem.row for problem in self.problems})


def plan_published(
    snapshot: Snapshot, actor: Actor, name: str, data: bytes, *, today: date, year: int | None = None
) -> PublishedPlan:
    """Return what importing a file would do; `year` is meant where a row names none.

    A file that cannot be read at all is a plan with nothing but the problem.

    Raises:
        AccessDenied: the actor may not write the report.
    """
    access.require(actor, Action.WRITE_REPORT)
    try:
        columns, lines = _read(name, data, has_year=year is not None)
    except FileRejected as err:
        return PublishedPlan(name, {}, 0, err.found)
    planner = _Planner(snapshot, name, today, year)
    for number, cells in lines:
        texts = {column: cells[place].strip() if place < len(cells) else "" for column, (place, _) in columns.items()}
        planner.take(number, texts, {column: heading for column, (_, heading) in columns.items()})
    return PublishedPlan(name, planner.rows, planner.unchanged, tuple(planner.problems), planner.taken_out)


class _Planner:
    """Decides row by row what becomes of it."""

    def __init__(self, snapshot: Snapshot, file: str, today: date, year: int | None) -> None:
        self.snapshot = snapshot
        self.file = file
        self.today = today
        self.year = year
        self.known: dict[tuple[str, ...], Mapping[str, Any]] = {key_of(row): row for row in snapshot.each_row(TABLE)}
        self.names: dict[int, dict[str, str]] = {}
        self.rows: dict[str, Mapping[str, Any]] = {}
        self.taken_out: dict[str, Mapping[str, Any]] = {}
        self.problems: list[FileProblem] = []
        self.unchanged = 0

    def take(self, number: int, texts: Mapping[str, str], headings: Mapping[str, str]) -> None:
        """Look at one row of the file: store it, leave it as it is, or say what is wrong with it."""
        row = self._row(texts)
        key = key_of(row)
        before = self.known.get(key)
        found = record_problems(TABLE, row, today=self.today, is_known=self.snapshot.lists.is_known)
        found = found or published_problems(self.snapshot, row, self.today)
        is_used = before is not None and before.get("active") is not False
        if not found and before is not None and is_used and before["printed"] != row["printed"]:
            msgid = N_("The register has {before} for this already. Please correct it there, or take the row out.")
            found = [Problem(TABLE, "printed", row["printed"], msgid, {"before": before["printed"]})]
        for one in found:
            column = headings.get(one.field, one.field)
            self.problems.append(FileProblem(self.file, number, column, one.value, one.msgid, one.params))
        if found:
            return
        if is_used:
            self.unchanged += 1
            return
        row_id = id_from(self.today, TABLE, *key) if before is None else str(before["id"])
        if before is not None:
            self.taken_out[row_id] = before
        self.known[key] = self.rows[row_id] = row

    def _row(self, texts: Mapping[str, str]) -> dict[str, Any]:
        said = texts.get("year", "")
        row: dict[str, Any] = {name: texts.get(name) or None for name in COLUMNS}
        row["year"] = int(said) if said.isdecimal() else said or self.year
        row["measure"] = _measure(self.snapshot, texts.get("measure", "")) or VALUE
        if isinstance(row["year"], int):
            if row["year"] not in self.names:
                self.names[row["year"]] = _names_by_label(self.snapshot, self.today, row["year"])
            for column in ("figure", "base"):
                row[column] = _name(str(row[column] or ""), self.names[row["year"]])
        return tidied({**row, "active": True})


def import_published(register: Register, actor: Actor, plan: PublishedPlan, *, only_good: bool = False) -> Snapshot:
    """Store what a plan says, in one change set; the same plan twice is stored once.

    Raises:
        AccessDenied: the actor may not write the report.
        InputRejected: the file has problems, and not only its good rows were asked for.
        StaleRecord: the register changed meanwhile; nothing was stored.
    """
    access.require(actor, Action.WRITE_REPORT)
    if plan.problems and not only_good:
        raise InputRejected(
            N_("“{file}” was not imported. Please correct the problems listed, or import the good rows only."),
            problems=[problem.problem for problem in plan.problems],
            file=plan.file,
        )
    if not plan.rows:
        return register.snapshot()
    changes = [
        RowChange(TABLE, row_id, normalised(TABLE, row), seen=plan.before.get(row_id))
        for row_id, row in plan.rows.items()
    ]
    seen = (f"{row_id} {row.get('version')}" for row_id, row in plan.before.items())
    operation_id = id_from(None, TABLE, *plan.rows, *seen)
    return register.commit(
        ChangeSet.of(changes, actor=actor.id, operation_id=operation_id, reason=plan.file, source="import")
    )


def _read(
    name: str, data: bytes, *, has_year: bool
) -> tuple[dict[str, tuple[int, str]], list[tuple[int, Sequence[str]]]]:
    if is_workbook(name, data):
        found, _ = workbook.read_rows(name, data)
    else:
        found = list(delimited.read_rows(name, decode_text(name, data)[0]))
    texts = ((number, [cell_text(cell) for cell in cells]) for number, cells in found)
    lines: list[tuple[int, Sequence[str]]] = [(number, cells) for number, cells in texts if any(map(str.strip, cells))]
    if len(lines) < 2:
        raise FileRejected.whole(
            name, N_("The file has a heading row, but no data. Please choose a file with at least one row below it.")
        )
    columns: dict[str, tuple[int, str]] = {}
    for place, heading in enumerate(lines[0][1]):
        column = _column(heading)
        if column and column not in columns:
            columns[column] = (place, heading.strip())
    for column in NEEDED:
        if column not in columns and not (column == "year" and has_year):
            msgid = N_("The column “{name}” ({label}) is missing. Please add it.")
            params: dict[str, object] = {"name": column, "label": _field(column).label}
            raise FileRejected([FileProblem(name, lines[0][0], column, None, msgid, params)])
    return columns, lines[1:]


def _column(heading: str) -> str | None:
    wanted = token(heading)
    for name in COLUMNS:
        label = _field(name).label
        if wanted in {token(name), *(token(label.within(language)) for language in LANGUAGES)}:
            return name
    return None


def _field(name: str) -> Field:
    return TABLES[TABLE].field(name)


def _names_by_label(snapshot: Snapshot, today: date, year: int) -> dict[str, str]:
    """Return the names of the figures by what people call them, in either language."""
    names = known_names(snapshot, today, year)
    wordings = [Wording(language, snapshot.lists) for language in LANGUAGES]
    return {figure_label(name, wording).casefold(): name for name in names for wording in wordings}


def _name(text: str, names: Mapping[str, str]) -> str:
    whole = names.get(text.strip().casefold())
    return whole or "+".join(names.get(part.strip().casefold(), part.strip()) for part in text.split("+"))


def _measure(snapshot: Snapshot, text: str) -> str:
    wanted = text.strip().casefold()
    for entry in snapshot.lists.entries.get("published_measure", ()):
        if wanted in {entry.code, *(entry.label.within(language).casefold() for language in LANGUAGES)}:
            return entry.code
    return wanted
