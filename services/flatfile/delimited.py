"""Rows out of CSV text, whichever of the usual separators it uses."""

import csv
import io
import re
from collections.abc import Sequence

from schema.words import N_
from services.flatfile.columns import find_column
from services.flatfile.problems import FileProblem, FileRejected
from services.flatfile.texts import unmarked

SEPARATORS = (",", ";", "\t")
LONGEST_CELL = 10_000_000  # longer than any file should hold; the field's own limit is checked, and said, later
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)

Row = tuple[int, Sequence[str]]


def read_rows(name: str, text: str) -> list[Row]:
    """Return the rows with their numbers, the heading as row 1; cells as written but for the formula mark.

    Raises:
        FileRejected: quotation marks do not pair up.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    said = _SEPARATOR_LINE.match(text)  # Excel's own way of naming the separator; it counts as a row
    separator = said[1] if said else _separator(text)
    start = 2 if said else 1
    reader = csv.reader(io.StringIO(text[said.end() :] if said else text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    try:
        for number, row in enumerate(reader, start):
            rows.append((number, [unmarked(cell) for cell in row]))
    except csv.Error as err:
        raise FileRejected(
            [
                FileProblem(
                    name,
                    start + len(rows),
                    None,
                    None,
                    N_(
                        "Quotation marks do not pair up in this row. A quotation mark inside a cell is written "
                        "twice, and the cell stands in quotation marks."
                    ),
                )
            ]
        ) from err
    return rows


def _separator(text: str) -> str:
    """Return the separator that gives the heading the most known columns, then the most cells."""
    found: dict[str, tuple[int, int]] = {}
    for separator in SEPARATORS:
        try:
            heading = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        except (csv.Error, StopIteration):
            heading = []
        found[separator] = sum(find_column(cell) is not None for cell in heading), len(heading)
    return max(SEPARATORS, key=lambda separator: found[separator])
