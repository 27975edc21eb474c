"""From SQL rows to a snapshot: whole tables at the start, then only the rows the journal names."""

import gc
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Select, String, cast, select, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement

from schema.fields import FieldType
from schema.models import WRONG_TYPE
from schema.tables import TABLES
from schema.words import N_
from services.register.frames import Misfit, frame_of, merged_frame, typed_frame
from services.register.snapshot import Issue
from services.register.sql.tables import metadata

CHUNK = 500  # ids per question, below every store's limit on parameters

FindLastValid = Callable[[str, str], dict[str, Any] | None]


def _raw_columns(connection: Connection, table: str) -> list[ColumnElement[Any]]:
    """Return the columns as the driver gives them: faster than SQLAlchemy's types, which `typed_frame` replaces."""
    sqlite = connection.dialect.name == "sqlite"
    columns: list[ColumnElement[Any]] = []
    found = metadata().tables[table].c
    for name in ("id", "version", "changed_at", "changed_by", *TABLES[table].names):
        column: ColumnElement[Any] = found[name]
        is_day = name in TABLES[table].names and TABLES[table].field(name).type is FieldType.DATE
        if sqlite:
            column = type_coerce(column, String)
        elif is_day:
            column = cast(column, String)
        columns.append(column)
    return columns


def load_table(
    connection: Connection, table: str, last_valid: FindLastValid, ids: Sequence[str] | None = None
) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the typed frame of a table (or of some of its rows), and the rows that do not satisfy the schema."""
    columns = _raw_columns(connection, table)
    if ids is None:
        return _checked(table, _driver_rows(connection, select(*columns)), last_valid)
    rows: list[Sequence[Any]] = []
    key = metadata().tables[table].c.id
    for start in range(0, len(ids), CHUNK):
        rows += _driver_rows(connection, select(*columns).where(key.in_(ids[start : start + CHUNK])))
    return _checked(table, rows, last_valid)


def _driver_rows(connection: Connection, question: Select[Any]) -> Sequence[Sequence[Any]]:
    """Return the rows as the driver's own tuples; SQLAlchemy's would be made one by one, for nothing."""
    cursor = connection.execute(question).cursor
    assert cursor is not None
    return cursor.fetchall()


def _checked(table: str, rows: Sequence[Sequence[Any]], last_valid: FindLastValid) -> tuple[pd.DataFrame, list[Issue]]:
    names = ("id", "version", "changed_at", "changed_by", *TABLES[table].names)
    turned = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {name: () for name in names}
    ids = turned.pop("id")
    frame, misfits = typed_frame(table, ids, turned)
    misfits += _missing(table, frame, turned)
    if not misfits:
        return frame, []
    issues: list[Issue] = []
    wrong = {misfit.place for misfit in misfits}
    kept: dict[str, dict[str, Any]] = {}
    for place in sorted(wrong):
        row = last_valid(table, ids[place])
        if row is not None:
            kept[ids[place]] = row
    for misfit in misfits:
        msgid = WRONG_TYPE.get(misfit.field.type) if misfit.value is not None else N_("“{label}” is missing.")
        issues.append(
            Issue(
                table,
                ids[misfit.place],
                misfit.field.name,
                misfit.value,
                msgid or N_("“{value}” cannot be stored in “{label}”."),
                {"label": misfit.field.label, "value": misfit.value},
                ids[misfit.place] in kept,
            )
        )
    frame = frame.drop(index=[ids[place] for place in wrong])
    return merged_frame(frame, frame_of(table, kept.values())), issues


def _missing(table: str, frame: pd.DataFrame, turned: dict[str, Any]) -> Iterable[Misfit]:
    for field in TABLES[table].fields:
        if field.required is True:
            empty = frame[field.name].isna().to_numpy()
            for place in empty.nonzero()[0]:
                if turned[field.name][place] is None:
                    yield Misfit(int(place), field, None)


class collected:
    """Put off the garbage collector while many small objects are made; it only slows the loading down."""

    def __enter__(self) -> None:
        self._was_on = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._was_on:
            gc.enable()
