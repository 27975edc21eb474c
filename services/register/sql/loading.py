"""From SQL rows to a snapshot: whole tables at the start, then only the rows the journal names."""

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from schema.models import WRONG_TYPE
from schema.tables import TABLES
from schema.words import N_, Words
from services.register.folding import fold
from services.register.frames import Misfit, frame_of, merged_frame, typed_frame
from services.register.journal import journal_row
from services.register.snapshot import Issue, Row
from services.register.sql.journal import entries_of
from services.register.sql.rows import chunks, column_names, raw_columns
from services.register.sql.tables import metadata

FindLastValid = Callable[[str, str], Row | None]


def load_table(
    connection: Connection, table: str, ids: Collection[str] | None = None
) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the typed frame of a table (or of some of its rows), and the rows that do not satisfy the schema."""
    question = select(*raw_columns(connection, table))

    def last_valid(table: str, row_id: str) -> Row | None:
        return fold(map(journal_row, entries_of(connection, row_id)), table, row_id)

    if ids is None:
        return _checked(table, _driver_rows(connection, question), last_valid)
    rows: list[Sequence[Any]] = []
    for chunk in chunks(ids):
        rows += _driver_rows(connection, question.where(metadata().tables[table].c.id.in_(chunk)))
    return _checked(table, rows, last_valid)


def _driver_rows(connection: Connection, question: Select[Any]) -> Sequence[Sequence[Any]]:
    """Return the rows as the driver's own tuples; SQLAlchemy's would be made one by one, for nothing."""
    result = connection.execute(question)
    assert result.cursor is not None
    rows = result.cursor.fetchall()
    result.close()
    return rows


def _checked(table: str, rows: Sequence[Sequence[Any]], last_valid: FindLastValid) -> tuple[pd.DataFrame, list[Issue]]:
    names = column_names(table)
    columns: dict[str, Sequence[Any]] = {name: () for name in names}
    if rows:
        columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    ids = columns.pop("id")
    frame, misfits = typed_frame(table, ids, columns)
    misfits += _missing(table, frame, {misfit.column for misfit in misfits}, columns)
    if not misfits:
        return frame, []
    kept: list[Row] = []
    wrong = [ids[place] for place in sorted({misfit.place for misfit in misfits})]
    for row_id in wrong:
        row = last_valid(table, row_id)
        if row is not None:
            kept.append(row)
    kept_ids = {row["id"] for row in kept}
    issues = [_issue(table, ids[misfit.place], misfit, ids[misfit.place] in kept_ids) for misfit in misfits]
    return merged_frame(frame.drop(index=wrong), frame_of(table, kept)), issues


def _missing(
    table: str, frame: pd.DataFrame, misfitting: Collection[str], columns: dict[str, Sequence[Any]]
) -> Iterator[Misfit]:
    for field in TABLES[table].fields:
        if field.required is True:
            for place in frame[field.name].isna().to_numpy().nonzero()[0].tolist():
                if field.name not in misfitting or columns[field.name][place] is None:
                    yield Misfit(place, field.name, None)


def _issue(table: str, row_id: str, misfit: Misfit, kept: bool) -> Issue:
    msgid = N_("“{value}” cannot be stored in “{label}”.")
    label = Words(misfit.column, misfit.column)
    if misfit.column in TABLES[table].names:
        field = TABLES[table].field(misfit.column)
        label, msgid = field.label, WRONG_TYPE.get(field.type, msgid)
    if misfit.value is None:
        msgid = N_("“{label}” is missing.")
    params = {"label": label, "value": misfit.value}
    return Issue(table, row_id, misfit.column, misfit.value, msgid, params, kept)


@contextmanager
def collecting_later() -> Iterator[None]:
    """Put off the garbage collector while many small objects are made; it only slows the loading down."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
