"""From stored columns to typed frames, and back to plain rows; what does not fit is returned as data."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schema.fields import Field, FieldType
from schema.models import int_limits, shape_problems
from schema.tables import TABLES

DATE_DTYPE = "datetime64[s]"
SYSTEM_COLUMNS = ("version", "changed_at", "changed_by")
MOST_CHUNKS = 64
FEW = 50
NOT_GIVEN = -1  # the place of what is missing: behind the last one

Column = Any  # pandas' extension arrays; their stubs differ from type to type and tell nothing here


@dataclass(frozen=True, slots=True)
class Misfit:
    """A stored value that does not fit its column: the row's place, the column, the value."""

    place: int
    column: str
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
    misfits = [misfit for misfit in misfits if misfit.column not in SYSTEM_COLUMNS]
    if misfits:
        raise ValueError(f"{table}: {misfits[0]}")
    return frame


def typed_frame(
    table: str, ids: Sequence[str], columns: Mapping[str, Sequence[Any]]
) -> tuple[pd.DataFrame, list[Misfit]]:
    """Return the typed frame of whole columns, and the values that do not fit (they are missing in the frame)."""
    misfits: list[Misfit] = []
    index = pd.Index(_array(list(ids), "str"), name="id")
    # The first question builds the index's hash table. Asked here, no two threads build it at once later.
    assert index.is_unique, f"{table} has an id twice"
    data: dict[str, Column] = {
        "version": _versions(columns["version"], misfits),
        "changed_at": _stamps(columns["changed_at"], misfits),
        "changed_by": _strings("changed_by", columns["changed_by"], misfits),
    }
    for field in TABLES[table].fields:
        data[field.name] = _typed_column(table, field, columns[field.name], misfits)
    return pd.DataFrame(data, index=index, copy=False), misfits


def _typed_column(table: str, field: Field, values: Sequence[Any], misfits: list[Misfit]) -> Column:
    match field.type:
        case FieldType.DATE:
            return _dates(field.name, values, misfits)
        case FieldType.CODE:
            return _codes(field.name, values, misfits)
        case FieldType.BOOL:
            return _booleans(field.name, values, misfits)
        case FieldType.INT:
            return _integers(field, values, misfits)
        case FieldType.CODES:
            joined = [",".join(value) if isinstance(value, list | tuple) else value for value in values]
            return _strings(field.name, joined, misfits)
        case _:
            return _texts(table, field, values, misfits)


def _array(values: Any, dtype: str) -> Column:
    return pd.array(values, dtype=dtype)


def _arrow(name: str, values: Sequence[Any], misfits: list[Misfit]) -> Any:
    """Return `values` as Arrow strings, those that are none left out as misfits."""
    try:
        return pa.array(values, type=pa.large_string())
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        return pa.array(_kept(name, values, misfits, lambda value: isinstance(value, str)), type=pa.large_string())


def _kept(name: str, values: Sequence[Any], misfits: list[Misfit], fits: Callable[[Any], bool]) -> list[Any]:
    """Return `values` with those that do not fit left out as misfits."""
    kept = list(values)
    for place, value in enumerate(values):
        if value is not None and not fits(value):
            misfits.append(Misfit(place, name, value))
            kept[place] = None
    return kept


def _strings(name: str, values: Sequence[Any], misfits: list[Misfit]) -> Column:
    return _array(_arrow(name, values, misfits), "str")


_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


def _texts(table: str, field: Field, values: Sequence[Any], misfits: list[Misfit]) -> Column:
    strings = _arrow(field.name, values, misfits)
    is_long = pc.greater(pc.utf8_length(strings), field.max_length)
    if pc.any(pc.or_(is_long, pc.match_substring_regex(strings, _CONTROLS))).as_py():

        def fits(value: object) -> bool:
            return not shape_problems(table, {field.name: value})

        strings = pa.array(_kept(field.name, strings.to_pylist(), misfits, fits), type=pa.large_string())
    return _array(strings, "str")


def _codes(name: str, values: Sequence[Any], misfits: list[Misfit]) -> Column:
    encoded = _arrow(name, values, misfits).dictionary_encode()
    found = encoded.dictionary.to_pylist()
    categories = sorted(found)
    place_of = {code: place for place, code in enumerate(categories)}
    places = np.asarray([*(place_of[code] for code in found), NOT_GIVEN], dtype="int64")
    codes = places[encoded.indices.fill_null(NOT_GIVEN).to_numpy()]
    return pd.Categorical.from_codes(codes, pd.Index(categories, dtype="str"))


def _dates(name: str, values: Sequence[Any], misfits: list[Misfit]) -> Column:
    days = [value.isoformat() if isinstance(value, date) else value for value in values]
    encoded = _arrow(name, days, misfits).dictionary_encode()
    found = pd.Series(encoded.dictionary.to_pylist(), dtype=object)
    typed = pd.to_datetime(found, errors="coerce", format="%Y-%m-%d").to_numpy().astype(DATE_DTYPE)
    places = encoded.indices.fill_null(NOT_GIVEN).to_numpy()
    wrong = np.flatnonzero(np.isnat(typed))
    if wrong.size:
        misfits += [Misfit(place, name, values[place]) for place in np.flatnonzero(np.isin(places, wrong)).tolist()]
    return pd.Series(np.append(typed, np.datetime64("NaT", "s"))[places]).array


def _stamps(values: Sequence[Any], misfits: list[Misfit]) -> Column:
    stamps = pd.to_datetime(pd.Series(values, dtype=object), utc=True, format="ISO8601", errors="coerce")
    typed = stamps.dt.as_unit("us")
    misfits += [Misfit(place, "changed_at", values[place]) for place in np.flatnonzero(typed.isna()).tolist()]
    return typed.array


def _versions(values: Sequence[Any], misfits: list[Misfit]) -> Column:
    misfits += [Misfit(place, "version", value) for place, value in enumerate(values) if type(value) is not int]
    return np.asarray([value if type(value) is int else 0 for value in values], dtype="int64")


def _booleans(name: str, values: Sequence[Any], misfits: list[Misfit]) -> Column:
    if not {*values} <= {None, False, True}:
        values = _kept(name, values, misfits, lambda value: value in (False, True))
    return _array([None if value is None else bool(value) for value in values], "boolean")


def _integers(field: Field, values: Sequence[Any], misfits: list[Misfit]) -> Column:
    low, high = int_limits(field)
    return _array(
        _kept(field.name, values, misfits, lambda value: type(value) is int and low <= value <= high), "Int64"
    )


def merged_frame(old: pd.DataFrame, fresh: pd.DataFrame, gone: Iterable[str] = ()) -> pd.DataFrame:
    """Return `old` with the rows of `fresh` put in place of theirs, new ones behind, and those of `gone` left out."""
    places = old.index.get_indexer(fresh.index)
    is_known = places >= 0
    places = places[is_known]
    has_new = not is_known.all()
    data: dict[str, Column] = {}
    for name in old.columns:
        column, values = old[name].array, fresh[name].array
        if isinstance(column, pd.Categorical):
            column, values = _same_categories(column, values)
        column = _replaced(column, places, values[is_known])
        data[name] = _appended(column, values[~is_known]) if has_new else column
    index = old.index
    if has_new:
        index = pd.Index(_appended(old.index.array, fresh.index.array[~is_known]), name=old.index.name)
    frame = pd.DataFrame(data, index=index, copy=False)
    gone = [row_id for row_id in gone if row_id in frame.index]
    frame = frame.drop(index=gone) if gone else frame
    assert frame.index.is_unique  # builds the hash table before another thread sees the frame
    return frame


def _replaced(column: Column, places: Any, values: Column) -> Column:
    if not len(places) or (len(places) <= FEW and _at(column, places).equals(values)):
        return column  # most saves change a few fields of a few rows; the others are shared with the frame before
    changed = column.copy()
    changed[places] = values
    return changed


def _at(column: Column, places: Any) -> Column:
    """Return what stands at a few places, put together from slices: taking them would copy long texts whole."""
    return type(column)._concat_same_type([column[place : place + 1] for place in places.tolist()])


def _appended(column: Column, values: Column) -> Column:
    """Return both columns as one; Arrow strings grow by a chunk, and are put together when there are many."""
    joined = type(column)._concat_same_type([column, values])
    if isinstance(joined.dtype, pd.StringDtype):
        chunked = joined.__arrow_array__()
        if chunked.num_chunks > MOST_CHUNKS:
            return _array(chunked.combine_chunks(), "str")
    return joined


def _same_categories(left: Column, right: Column) -> tuple[Column, Column]:
    added = [code for code in right.categories if code not in left.categories]
    if added:
        left = left.add_categories(added)
    return left, right.set_categories(left.categories)


def empty_frames() -> dict[str, pd.DataFrame]:
    """Return the frames of a register without a row."""
    return {name: frame.copy(deep=False) for name, frame in _empty().items()}


@functools.cache
def _empty() -> dict[str, pd.DataFrame]:
    """Make them once: typing some hundred columns takes longer than reading a small register."""
    return {name: frame_of(name, []) for name in TABLES}
