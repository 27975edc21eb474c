"""Where a range lies once rows or columns were inserted, deleted or moved."""

from __future__ import annotations

from tests.sheets.wire import Json

Interval = tuple[int, int]


def shift_for_insert(span: Interval, at: int, count: int) -> Interval:
    """Rows inserted inside make a range longer, before it they push it on."""
    start, end = span
    return (start + count if start >= at else start, end + count if end > at else end)


def shift_for_delete(span: Interval, start: int, end: int) -> Interval | None:
    """Shorten or pull back; None when nothing is left."""
    first, last = (_after_delete(edge, start, end) for edge in span)
    return (first, last) if first < last else None


def _after_delete(edge: int, start: int, end: int) -> int:
    if edge <= start:
        return edge
    return start if edge <= end else edge - (end - start)


def shift_grid_range(grid_range: Json, dimension: str, at: int, count: int) -> Json | None:
    """Shift a GridRange: by a positive count for an insert, by a negative one for a delete; open ends stay open."""
    low, high = ("startRowIndex", "endRowIndex") if dimension == "ROWS" else ("startColumnIndex", "endColumnIndex")
    if low not in grid_range and high not in grid_range:
        return grid_range
    span = (grid_range.get(low, 0), grid_range.get(high, 10**9))
    moved = shift_for_insert(span, at, count) if count > 0 else shift_for_delete(span, at, at - count)
    if moved is None:
        return None
    shifted = dict(grid_range)
    if low in grid_range:
        shifted[low] = moved[0]
    if high in grid_range:
        shifted[high] = moved[1]
    return shifted
