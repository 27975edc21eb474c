"""Reactions as a flat file, one row per concern: what `services/importing` reads back."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from schema.fields import Field, FieldType
from schema.rules import parent_path
from schema.tables import TABLES
from services import access
from services.access import Action, Actor
from services.flatfile.columns import Column, columns, find_column
from services.flatfile.names import ListNames
from services.flatfile.stored import concerns_by_reaction, plain_rows
from services.flatfile.values import YES_NO
from services.flatfile.writing import Format, Sheet, Value, table_bytes
from services.register.snapshot import Row, Snapshot

WIDTHS = {FieldType.DATE: 13, FieldType.BOOL: 10, FieldType.INT: 8, FieldType.CODE: 24, FieldType.TEXT: 60}
USUAL_WIDTH = 22

Write = Callable[[Row], Value]

__all__ = ["Format", "export_flat", "flat_columns"]


def flat_columns(actor: Actor) -> tuple[Column, ...]:
    """Return the flat file's columns that the actor may see."""
    return tuple(column for column in columns() if access.may_see(actor, column.field))


def export_flat(
    snapshot: Snapshot,
    actor: Actor,
    reaction_ids: Sequence[str] | None = None,
    *,
    fmt: Format = Format.CSV,
    labels: str | None = None,
    names: Sequence[str] | None = None,
) -> bytes:
    """Return the flat file of chosen reactions (all where None): code names, or labels in the language `labels`.

    `names` chooses among the columns by code name. A column the actor may not see is left out, and so is a
    reaction that is gone.

    Raises:
        AccessDenied: the actor may not export.
    """
    access.require(actor, Action.EXPORT_REACTIONS)
    chosen = [column for column in flat_columns(actor) if names is None or column.name in names]
    headings = [_heading(column, labels) for column in chosen]
    list_names = ListNames(snapshot.lists)
    writers = [_writer(list_names, column, labels) for column in chosen]
    return table_bytes(
        Sheet(
            TABLES["reactions"].label.within(labels or "de"),
            headings,
            [_width(column.field, heading) for column, heading in zip(chosen, headings, strict=True)],
            _rows(snapshot, reaction_ids, chosen, writers),
            german=labels == "de",
        ),
        fmt,
    )


def _rows(
    snapshot: Snapshot, reaction_ids: Sequence[str] | None, chosen: Sequence[Column], writers: Sequence[Write]
) -> Iterator[list[Value]]:
    if reaction_ids is not None:
        known = snapshot.frames["reactions"].index
        reaction_ids = [row_id for row_id in reaction_ids if row_id in known]
    concerns = concerns_by_reaction(snapshot, reaction_ids)
    places = list(zip([column.table == "reactions" for column in chosen], writers, strict=True))
    for row_id, reaction in plain_rows(snapshot, "reactions", reaction_ids).items():
        for concern in concerns.get(row_id) or [{}]:
            yield [write(reaction if of_reaction else concern) for of_reaction, write in places]


def _heading(column: Column, labels: str | None) -> str:
    label = column.heading(labels)
    return label if find_column(label) == column else column.name


def _width(field: Field, heading: str) -> int:
    return max(WIDTHS.get(field.type, USUAL_WIDTH), len(heading) + 3)


def _writer(names: ListNames, column: Column, labels: str | None) -> Write:
    """Return what writes a row's value: codes and yes/no as they are exchanged, or in words."""
    field, name = column.field, column.field.name
    if field.type is FieldType.BOOL:
        yes, no = YES_NO[labels]
        return lambda row: None if row.get(name) is None else yes if row[name] else no
    if field.list and labels and field.type in (FieldType.CODE, FieldType.CODES):
        return _label_writer(names, column, field.list, labels)
    if field.type is FieldType.CODES:
        return lambda row: ", ".join(row.get(name) or ()) or None
    return lambda row: row.get(name)


def _label_writer(names: ListNames, column: Column, list_name: str, language: str) -> Write:
    field = column.field
    seen: dict[tuple[str, str], str] = {}

    def label(code: str, row: Row) -> str:
        parent = parent_path(column.table, field.name, row) if field.parent else ""
        if (parent, code) not in seen:
            seen[parent, code] = names.write(list_name, code, parent, language)
        return seen[parent, code]

    def write(row: Row) -> Any:
        value = row.get(field.name)
        if not value:
            return None
        return ", ".join(label(code, row) for code in value) if isinstance(value, tuple) else label(value, row)

    return write
