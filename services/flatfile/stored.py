"""Many rows of a snapshot as plain values at once; `Snapshot.row` is for one."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from schema.fields import FieldType
from schema.tables import TABLES
from services.register.snapshot import Row, Snapshot, plain_value


def plain_column(frame: pd.DataFrame, name: str) -> list[Any]:
    """Return a column as plain values: None, str, int, bool or date."""
    values = frame[name].array
    if isinstance(values, pd.Categorical):
        known = [*values.categories, None]  # a missing value has the code -1, which is the last place
        return [known[code] for code in values.codes]
    if values.dtype.kind == "M" and getattr(values.dtype, "tz", None) is None:
        days: list[Any] = values.to_numpy().astype("datetime64[D]").astype(object).tolist()
        return days
    if values.dtype.kind in "OUT" or isinstance(values.dtype, pd.StringDtype):
        return [value if isinstance(value, str) else None for value in values]
    plain = np.asarray(values.astype(object), dtype=object)
    return [plain_value(value) for value in plain]


def plain_rows(snapshot: Snapshot, table: str, ids: Sequence[str] | None = None) -> dict[str, Row]:
    """Return rows of a table under their ids, each as `Snapshot.row` returns it; all of them, or those named."""
    frame = snapshot.frames[table]
    if ids is not None:
        frame = frame.loc[list(ids)]
    names = list(frame.columns)
    columns = [plain_column(frame, name) for name in names]
    rows: dict[str, Row] = {}
    for row_id, *values in zip(frame.index, *columns, strict=True):
        rows[row_id] = {"id": row_id, **dict(zip(names, values, strict=True))}
    for field in TABLES[table].fields:
        if field.type is FieldType.CODES:
            for row in rows.values():
                row[field.name] = tuple(row[field.name].split(",")) if row[field.name] else ()
    return rows


def concerns_by_reaction(snapshot: Snapshot, reaction_ids: Iterable[str] | None = None) -> dict[str, list[Row]]:
    """Return the concerns of reactions in the customer's order, under the reactions' ids."""
    frame = snapshot.frames["concerns"]
    ids = None
    if reaction_ids is not None:
        ids = list(frame.index[frame["reaction_id"].isin(list(reaction_ids))])
    found: dict[str, list[Row]] = {}
    for row in plain_rows(snapshot, "concerns", ids).values():
        found.setdefault(row["reaction_id"], []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row["rank"] or 0, row["id"]))
    return found
