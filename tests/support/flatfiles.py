"""Flat files for tests: CSV and XLSX bytes from headings and rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from services.flatfile import FileRejected, FlatFile, read_flat_file
from services.importing import ImportPlan, plan_import
from services.register.frames import empty_frames
from services.register.snapshot import Snapshot

TODAY = date(2026, 11, 21)
REQUIRED = {"received_on": "2022-03-01", "channel": "email", "kind": "complaint"}


def csv_bytes(*rows: Mapping[str, str], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a CSV file of rows that have REQUIRED where they say nothing else."""
    full = [{**REQUIRED, **row} for row in rows]
    headings = list(dict.fromkeys(name for row in full for name in row))
    return raw_csv([headings, *([row.get(name, "") for name in headings] for row in full)], separator, encoding)


def raw_csv(rows: Iterable[Sequence[str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a CSV file of these rows."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(*rows: Sequence[Any], sheet: str = "Tabelle1") -> bytes:
    """Return a workbook whose only sheet has these rows."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def planned(data: bytes, *, name: str = "daten.csv", snapshot: Snapshot | None = None, **options: Any) -> ImportPlan:
    """Return the plan of a file, on an empty register unless told otherwise."""
    return plan_import(snapshot or Snapshot(0, empty_frames()), name, data, today=TODAY, **options)


def problem_lines(data: bytes, *, name: str = "daten.csv", **options: Any) -> list[str]:
    """Return what is said in German of a file's problems."""
    return [problem.line("de") for problem in planned(data, name=name, **options).problems]


def rejection_lines(data: bytes, name: str) -> list[str]:
    """Return what is said in German of a file that is no flat file; [] where it is one."""
    try:
        read_flat_file(name, data)
    except FileRejected as err:
        return [problem.line("de") for problem in err.found]
    return []


def cells_of(file: FlatFile) -> list[dict[str, Any]]:
    """Return the lines of a file under the code names of its columns."""
    return [{column.name: line.cells[place] for column, place in file.columns} for line in file.lines]
