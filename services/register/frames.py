"""From stored columns to typed frames, and back to plain rows; what does not fit is returned as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from schema.fields import Field, FieldType
from schema.tables import TABLES

DATE_DTYPE = "datetime64[s]"
STAMP_DTYPE = "datetime64[us, UTC]"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A stored value that is not of its field's type: the row's place in the columns, the field, the value."""

    place: int
    field: Field
    value: object


def frame_of(table: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the typed frame of `rows` (plain values); a missing field or system column is filled in as not given."""
    rows = list(rows)
    ids = [row["id"] for row in rows]
    columns = {name: [row.get(name) for row in rows] for name in TABLES[table].names}
    columns["version"] = [row.get("version") or 1 for row in rows]
    columns["changed_at"] = [row.get("changed_at") for row in rows]
    columns["changed_by"] = [row.get("changed_by") for row in rows]
    frame, misfits = typed_frame(table, ids, columns)
    if misfits:
        raise ValueError(f"{table}: {misfits[0]}")
    return frame


def typed_frame(
    table: str, ids: Sequence[str], columns: Mapping[str, Sequence[Any]]
) -> tuple[pd.DataFrame, list[Misfit]]:
    """Return the typed frame of whole columns, and the values that do not fit (they are missing in the frame)."""
    misfits: list[Misfit] = []
    index = pd.Index(pd.array(list(ids), dtype="str"), name="id")
    data: dict[str, Any] = {
        "version": np.asarray(columns["version"], dtype="int64"),
        "changed_at": pd.to_datetime(pd.Series(columns["changed_at"], dtype=object), utc=True, format="ISO8601")
        .dt.as_unit("us")
        .array,
        "changed_by": pd.array(list(columns["changed_by"]), dtype="str"),
    }
    for field in TABLES[table].fields:
        data[field.name] = _typed_column(field, columns[field.name], misfits)
    return pd.DataFrame(data, index=index, copy=False), misfits


def _typed_column(field: Field, values: Sequence[Any], misfits: list[Misfit]) -> Any:
    match field.type:
        case FieldType.DATE:
            return _dates(field, values, misfits)
        case FieldType.CODE:
            return pd.Categorical(values)
        case FieldType.BOOL:
            return _converted(field, values, misfits, {0: False, 1: True}, "boolean")
        case FieldType.INT:
            return _integers(field, values, misfits)
        case FieldType.CODES:
            return pd.array(
                [",".join(value) if isinstance(value, list | tuple) else value for value in values], dtype="str"
            )
        case _:
            return pd.array(list(values), dtype="str")


def _array(values: Any, dtype: str) -> Any:
    """Return a column of that type; `Any` because pandas' stubs know no dtype that is a variable."""
    return pd.array(values, dtype=dtype)


def _dates(field: Field, values: Sequence[Any], misfits: list[Misfit]) -> Any:
    codes, uniques = pd.factorize(np.asarray(values, dtype=object))
    stamps = pd.to_datetime(pd.Series(uniques, dtype=object), errors="coerce", format="%Y-%m-%d")
    typed = stamps.to_numpy().astype(DATE_DTYPE)
    wrong = np.isnat(typed)
    if wrong.any():
        bad = np.flatnonzero(np.isin(codes, np.flatnonzero(wrong)))
        misfits += [Misfit(place, field, values[place]) for place in bad.tolist()]
    filled = np.append(typed, np.datetime64("NaT", "s"))
    return pd.Series(filled[codes]).array


def _converted(field: Field, values: Sequence[Any], misfits: list[Misfit], known: Mapping[Any, Any], dtype: str) -> Any:
    out = [None if value is None else known.get(value) for value in values]
    if any(typed is None and value is not None for typed, value in zip(out, values, strict=True)):
        misfits += [
            Misfit(place, field, value)
            for place, (typed, value) in enumerate(zip(out, values, strict=True))
            if typed is None and value is not None
        ]
    return _array(out, dtype)


def _integers(field: Field, values: Sequence[Any], misfits: list[Misfit]) -> Any:
    out = []
    for place, value in enumerate(values):
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            out.append(value)
        else:
            misfits.append(Misfit(place, field, value))
            out.append(None)
    return pd.array(out, dtype="Int64")


def merged_frame(old: pd.DataFrame, fresh: pd.DataFrame, gone: Iterable[str] = ()) -> pd.DataFrame:
    """Return `old` with the rows of `fresh` put in place of theirs, new ones behind, and those of `gone` left out."""
    new_ids = fresh.index.difference(old.index, sort=False)
    places = old.index.get_indexer(fresh.index)
    known = places >= 0
    data: dict[str, Any] = {}
    for name in old.columns:
        left, right = old[name].array, fresh[name].array
        if isinstance(left, pd.Categorical):
            left, right = _same_categories(left, right)
        column = left
        if known.any():
            column = left.copy()
            column[places[known]] = right[known]
        if len(new_ids):
            column = type(left)._concat_same_type([column, right[~known]])
        data[name] = column
    index = old.index.append(fresh.index[~known]) if len(new_ids) else old.index
    frame = pd.DataFrame(data, index=index, copy=False)
    gone = [row_id for row_id in gone if row_id in frame.index]
    return frame.drop(index=gone) if gone else frame


def _same_categories(left: pd.Categorical, right: pd.Categorical) -> tuple[pd.Categorical, pd.Categorical]:
    added = [code for code in right.categories if code not in left.categories]
    if added:
        left = left.add_categories(added)
    return left, right.set_categories(left.categories)


def empty_frames() -> dict[str, pd.DataFrame]:
    """Return the frames of a register without a row."""
    return {name: frame_of(name, []) for name in TABLES}
