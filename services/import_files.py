"""Files around an import: the template to fill in, a filled example, and the list of what is wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from schema.fields import FieldType
from schema.lists import LIST_PARENTS
from schema.tables import TABLES
from schema.words import N_
from services import translation
from services.flatfile.columns import Column, columns, find_column
from services.flatfile.problems import FileProblem, shortened
from services.flatfile.values import YES_NO
from services.flatfile.writing import Format, Sheet, Value, table_bytes
from services.importing import ImportPlan
from services.register.snapshot import Lists

WIDTH = 22
PROBLEM_HEADINGS = (N_("File"), N_("Row"), N_("Column"), N_("Value"), N_("What is wrong, and what to do"))
_PROBLEM_WIDTHS = (24, 8, 24, 40, 100)

# A reaction with two concerns, and one with one; codes are written as the lists call them.
_EXAMPLE: tuple[Mapping[str, Any], ...] = (
    {
        "reaction": "2025-017",
        "received_on": date(2025, 3, 3),
        "channel": "email",
        "ombuds": False,
        "customer_ref": "BG-123",
        "subject": "Bescheid nicht verständlich, Rückfrage blieb ohne Antwort",
        "text": "Der Bescheid nennt zwei Beträge. Auf die Nachfrage kam keine Antwort.",
        "acknowledged_on": date(2025, 3, 4),
        "cleared_on": date(2025, 3, 10),
        "closed_on": date(2025, 3, 12),
        "rank": 1,
        "kind": "complaint",
        "area": "benefits",
        "theme": "bescheid_unverstaendlich",
        "complaint_type": "technical_supervision",
        "outcome": "partly_upheld",
    },
    {"rank": 2, "kind": "complaint", "area": "conduct", "theme": "zuverlaessigkeit", "complaint_type": "general"},
    {
        "reaction": "2025-018",
        "received_on": date(2025, 3, 5),
        "channel": "opinion_card",
        "subject": "Dank für die schnelle Hilfe am Schalter",
        "closed_on": date(2025, 3, 6),
        "rank": 1,
        "kind": "praise",
        "area": "reception",
    },
)


def template_bytes(lists: Lists, language: str, *, filled: bool = False) -> bytes:
    """Return a workbook with every column's heading, and with example rows where they are wanted."""
    shown = columns()
    headings = [_heading(column, language) for column in shown]
    rows = _example_rows(shown, lists, language) if filled else []
    widths = [max(WIDTH, len(heading) + 3) for heading in headings]
    title = TABLES["reactions"].label.within(language)
    return table_bytes(Sheet(title, headings, widths, rows, german=language == "de"), Format.XLSX)


def problem_rows(plan: ImportPlan, language: str) -> list[tuple[str, int | None, str, str, str]]:
    """Return each problem's file, row, column, value and sentence."""
    return [
        (one.file, one.row, one.column or "", _shown_value(one, language), one.message(language))
        for one in plan.problems
    ]


def problems_bytes(plan: ImportPlan, language: str) -> bytes:
    """Return the list of problems as CSV, for whoever mends the file."""
    headings = [translation.text(heading, language) for heading in PROBLEM_HEADINGS]
    sheet = Sheet("", headings, _PROBLEM_WIDTHS, problem_rows(plan, language), german=language == "de")
    return table_bytes(sheet, Format.CSV)


def _shown_value(problem: FileProblem, language: str) -> str:
    shown = shortened(translation.written(problem.value, language))
    return "" if shown is None else str(shown)


def _heading(column: Column, language: str) -> str:
    label = column.heading(language)
    return label if find_column(label) == column else column.name


def _example_rows(shown: tuple[Column, ...], lists: Lists, language: str) -> list[list[Value]]:
    rows: list[list[Value]] = []
    first: Mapping[str, Any] = {}
    for line in _EXAMPLE:
        first = line if "reaction" in line else first
        of_reaction = {column.name: first.get(column.name) for column in shown if column.table == "reactions"}
        rows.append([_cell(column, {**of_reaction, **line}, lists, language) for column in shown])
    return rows


def _cell(column: Column, line: Mapping[str, Any], lists: Lists, language: str) -> Value:
    value: Any = line.get(column.name)
    field = column.field
    if isinstance(value, bool):
        return YES_NO[language][0 if value else 1]
    if value is not None and field.type is FieldType.CODE and field.list:
        parent = str(line.get(field.parent)) if field.list in LIST_PARENTS and field.parent else None
        label: str = lists.label(field.list, value, language, parent)
        return label
    found: Value = value
    return found
