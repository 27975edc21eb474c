"""The lines of one reaction must say the same of it."""

from collections.abc import Iterator
from typing import Any

from schema.words import N_, Words
from services.flatfile.problems import FileProblem, shortened
from services.flatfile.reading import FlatFile
from services.flatfile.workbook import Cell
from services.importing.lines import Part


def disagreements(file: FlatFile, first: Part, part: Part, cells: tuple[Cell, ...]) -> Iterator[FileProblem]:
    """Yield where a further line of a reaction says something else than its first; codes are compared as codes."""
    for column, place in file.columns:
        name = column.field.name
        if column.table != "reactions" or name in part.wrong or name in first.wrong:
            continue
        here, there = part.values[name], first.values[name]
        if here == there:
            continue
        if here is None:
            msgid = N_(
                "The cell is empty, but row {first} of the same reaction says “{other}”. "
                "All rows of a reaction must have the same value here."
            )
        elif there is None:
            msgid = N_(
                "“{value}” stands here, but nothing in row {first} of the same reaction. "
                "All rows of a reaction must have the same value here."
            )
        else:
            msgid = N_(
                "“{value}” differs from row {first} of the same reaction (“{other}”). "
                "All rows of a reaction must have the same value here."
            )
        params = {"first": first.row, "other": _shown(there)}
        yield FileProblem(file.name, part.row, file.headings[place], cells[place], msgid, params)


def _shown(value: Any) -> object:
    if isinstance(value, bool):
        return Words("ja", "yes") if value else Words("nein", "no")
    if isinstance(value, tuple):
        return ", ".join(value)
    return shortened(value)
