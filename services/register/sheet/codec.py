"""Between the values of a record and the cells of its row: text as text, dates as serial numbers, nothing guessed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from schema.fields import Field, FieldType
from schema.tables import TABLES
from services.register.sheet.layout import CHANGED_AT, CHANGED_BY, ID, STAMP, VERSION, Tab
from services.register.sheet.sealing import Sealer
from services.register.snapshot import Row

Raw = Any  # what a cell holds as the API writes it: str, int, float, bool; "" where it is empty
Cells = dict[str, Raw]

EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet


def tidy(raw: Raw) -> Raw:
    """Return what was read in the one form it is compared in: "" for nothing, whole numbers as int."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    return raw


def raw_of(field: Field, value: Any) -> Raw:
    """Return what the cell of `field` holds for a plain value."""
    if value is None or value == ():
        return ""
    if isinstance(value, date):
        return (value - EPOCH).days
    if isinstance(value, tuple | list):
        return ",".join(value)
    return value


def value_of(field: Field, raw: Raw) -> Any:
    """Return the plain value of a cell that the portal wrote; what does not fit comes back as it stands there."""
    if raw == "" and not isinstance(raw, bool):
        return None
    if field.type is FieldType.DATE and isinstance(raw, int) and not isinstance(raw, bool):
        return _day(raw)
    if field.type is FieldType.CODES and isinstance(raw, str):
        return tuple(raw.split(","))
    return raw


@lru_cache(maxsize=20_000)
def _day(serial: int) -> Any:
    try:
        return EPOCH + timedelta(days=serial)
    except OverflowError:
        return serial


def plain_cells(tab: Tab, row: Row) -> Cells:
    """Return the cells of a record that are not sealed; the stamp is missing yet."""
    cells: Cells = {
        ID: row["id"],
        VERSION: row["version"],
        CHANGED_AT: stamp_of_time(row["changed_at"]),
        CHANGED_BY: row["changed_by"] or "",
    }
    for column in tab.columns:
        if column.field is not None:
            cells[column.name] = raw_of(column.field, row.get(column.name))
    return cells


def sealed_cells(tab: Tab, row: Row, sealer: Sealer) -> Cells:
    """Return the sealed cells of a record, "" where there is nothing to put in."""
    names = tab.sealed_names
    if not names:
        return {}
    personal = personal_text(tab.name, row)
    parts = sealer.seal(personal, place_of(tab.name, row["id"])) if personal else []
    return {name: parts[place] if place < len(parts) else "" for place, name in enumerate(names)}


def personal_text(table: str, row: Mapping[str, Any]) -> str:
    """Return the personal fields of a record as they are sealed; "" where none is given."""
    names = sorted(TABLES[table].personal_names)
    given = {name: row[name] for name in names if row.get(name) is not None}
    return json.dumps(given, ensure_ascii=False) if given else ""


def personal_values(table: str, text: str) -> dict[str, Any]:
    """Return the personal fields of a record from what was sealed."""
    given = json.loads(text) if text else {}
    return {name: given.get(name) for name in TABLES[table].personal_names}


def place_of(table: str, row_id: str) -> str:
    """Return what a sealed part is bound to, so that it opens nowhere else."""
    return f"{table}/{row_id}"


def whole_cells(tab: Tab, row: Row) -> Cells:
    """Return the cells of a record that are not sealed, with the stamp that shows whether somebody typed."""
    cells = plain_cells(tab, row)
    return {**cells, STAMP: stamp_of(cells, is_sealed=bool(personal_text(tab.name, row)))}


def emptied_cells(tab: Tab, row_id: str, version: int) -> Cells:
    """Return the cells that are not sealed of a record that was removed: its id, and its version below zero."""
    names = (name for name in tab.names if not name.startswith("sealed_"))
    return dict.fromkeys(names, "") | {ID: row_id, VERSION: -version}


def stamp_of(cells: Mapping[str, Raw], *, is_sealed: bool) -> str:
    """Return the check of a row: of what is not sealed, and of whether there is a sealed part, which checks itself.

    Columns that are added later and are empty change nothing.
    """
    said = sorted(
        (name, _as_compared(raw))
        for name, raw in cells.items()
        if name != STAMP and not name.startswith("sealed_") and (raw != "" or raw is False)
    )
    return hashlib.sha256(json.dumps([said, is_sealed], ensure_ascii=False).encode()).hexdigest()[:16]


def is_stamped(cells: Mapping[str, Raw]) -> bool:
    """Return whether a row is as some portal once wrote it: its stamp fits what stands there."""
    return cells[STAMP] in (stamp_of(cells, is_sealed=False), stamp_of(cells, is_sealed=True))


def _as_compared(raw: Raw) -> Raw:
    # Nobody has confirmed that Google keeps a carriage return, or an apostrophe at the beginning.
    return raw.replace("\r\n", "\n").replace("\r", "\n").removeprefix("'") if isinstance(raw, str) else raw


def is_same(left: Raw, right: Raw) -> bool:
    """Return whether two cells hold the same, as far as Google is known to keep it; 0 is not FALSE."""
    return is_exactly(_as_compared(left), _as_compared(right))


def is_exactly(left: Raw, right: Raw) -> bool:
    """Return whether two cells hold the same to the last character; 0 is not FALSE."""
    return isinstance(left, bool) is isinstance(right, bool) and bool(left == right)


def stamp_of_time(at: datetime | None) -> str:
    """Return a moment as its cell holds it: ISO, UTC, to the microsecond."""
    return at.isoformat(timespec="microseconds") if at else ""


# ---- as the API takes it


def cell_data(raw: Raw) -> dict[str, Any]:
    """Return a cell as `updateCells` takes it: text is never read as anything else."""
    if isinstance(raw, bool):
        return {"userEnteredValue": {"boolValue": raw}}
    if raw == "":
        return {}
    if isinstance(raw, int | float):
        return {"userEnteredValue": {"numberValue": raw}}
    return {"userEnteredValue": {"stringValue": raw}}


def row_data(cells: Mapping[int, Raw]) -> dict[str, Any]:
    """Return a whole row from its cells by column place, for `appendCells`."""
    width = max(cells, default=-1) + 1
    return {"values": [cell_data(cells.get(place, "")) for place in range(width)]}


def runs(cells: Mapping[int, Raw]) -> Iterable[tuple[int, list[Raw]]]:
    """Return cells by column place as stretches without a gap: where each begins, and what it holds."""
    start, held = -1, list[Raw]()
    for place in sorted(cells):
        if held and place == start + len(held):
            held.append(cells[place])
            continue
        if held:
            yield start, held
        start, held = place, [cells[place]]
    if held:
        yield start, held
