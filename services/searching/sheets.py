"""The grid as a file: all that a query finds, in its order, with the columns chosen."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from schema.fields import FieldType
from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.errors import ExportFailed
from services.flatfile.writing import Format, Sheet, Value, table_bytes
from services.register.snapshot import Snapshot
from services.searching.columns import Column, list_columns
from services.searching.finding import find_places
from services.searching.grid import grid_frame
from services.searching.query import Query

WIDTHS = {FieldType.DATE: 14, FieldType.BOOL: 12, FieldType.INT: 10, FieldType.TEXT: 60}
USUAL_WIDTH = 24


def export_found(
    snapshot: Snapshot,
    today: date,
    actor: Actor,
    query: Query,
    columns: Sequence[str],
    *,
    fmt: Format = Format.CSV,
    language: str = "de",
) -> bytes:
    """Return a file of all that a query finds, in its order; columns the actor may not see are left out.

    Raises:
        AccessDenied: the actor may not take reactions out of the portal.
        ExportFailed: no column is left.
    """
    access.require(actor, Action.EXPORT_REACTIONS)
    allowed = {column.name: column for column in list_columns(actor)}
    chosen = tuple(allowed[name] for name in columns if name in allowed)
    if not chosen:
        raise ExportFailed(N_("No column is chosen. Please choose at least one and export again."))
    found = grid_frame(snapshot, today, find_places(snapshot, today, query), chosen, language)
    sheet = Sheet(
        TABLES["reactions"].label.within(language),
        [column.label.within(language) for column in chosen],
        [max(WIDTHS.get(column.type, USUAL_WIDTH), len(column.label.within(language)) + 3) for column in chosen],
        _rows(found, chosen),
        german=language == "de",
    )
    return table_bytes(sheet, fmt)


def _rows(found: pd.DataFrame, columns: Sequence[Column]) -> Iterator[Sequence[Value]]:
    return zip(*(_plain(found[column.name]) for column in columns), strict=True)


def _plain(column: "pd.Series[Any]") -> list[Value]:
    if column.dtype.kind == "M":
        return [None if value is pd.NaT else value.date() for value in column]
    return [None if pd.isna(value) else value for value in column]
