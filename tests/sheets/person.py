"""What a person does in the sheet, or with its file, between two requests.

{"do": "sort", "sheet": "Cases", "column": "C", "from_row": 3, "order": "DESCENDING"}
{"do": "insert_row" | "delete_row", "sheet": …, "row": 5}      {"do": "copy_row", "sheet": …, "row": 5, "to": 9}
{"do": "insert_column" | "delete_column", "sheet": …, "column": "B"}
{"do": "move_column", "sheet": …, "column": "B", "to": "E"}
{"do": "type", "range": "Cases!B5", "values": [["…"]]}         {"do": "clear", "range": "Cases!B5:B7"}
{"do": "type", "sheet": "Cases", "column": "B", "beside": {"column": "A", "text": "…"}, "values": [["…"]]}: in the first
row that holds the text, wherever it stands now; nothing where there is none
{"do": "rename_sheet", "sheet": …, "title": …}                 {"do": "delete_sheet", "sheet": …}
{"do": "batch", "requests": […]}
{"do": "share", "email": …, "role": "reader"}                  {"do": "unshare", "email": …}
{"do": "delete_file"}  {"do": "revoke_key", "email": …}  {"do": "delete_account", "email": …}
{"do": "expire_tokens"}  {"do": "advance", "seconds": 61}

`spreadsheet` names the file, otherwise it is that of the request; `as` is who acts, otherwise the owner.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.sheets.a1 import column_number, quote_title
from tests.sheets.access import Caller
from tests.sheets.batch import apply_batch
from tests.sheets.files import File
from tests.sheets.grid import Sheet
from tests.sheets.values import clear_range, write_range
from tests.sheets.wire import Json
from tests.sheets.world import World


def act(world: World, action: Json, spreadsheet: str | None = None) -> None:
    """Carry out one action.

    Raises:
        KeyError: there is no such action, file or sheet.
    """
    kind = action["do"]
    if kind in _ELSEWHERE:
        _ELSEWHERE[kind](world, action)
        return
    file = world.drive.files[action.get("spreadsheet") or spreadsheet or ""]
    if kind in _WITH_FILE:
        _WITH_FILE[kind](world, file, action)
        return
    email = action.get("as") or file.owner
    caller = Caller(email, is_owner=email == file.owner)
    with file.book.all_or_nothing():
        if kind == "type":
            cell = action["range"] if "range" in action else _cell_beside(file, action)
            if cell is None:
                return
            sheet, bounds = file.book.locate(cell)
            write_range(file.book, sheet, bounds, action["values"], {"valueInputOption": "USER_ENTERED"}, caller)
        elif kind == "clear":
            clear_range(file.book, action["range"], caller)
        else:
            apply_batch(file.book, _requests(file, action), caller)
    world.drive.touch(file)


def _cell_beside(file: File, action: Json) -> str | None:
    """Return the cell of a column in the first row that holds a text, as a person finds it."""
    sheet = _sheet(file, action)
    place = column_number(action["beside"]["column"]) - 1
    wanted = {"stringValue": action["beside"]["text"]}
    for row, cells in enumerate(sheet.rows, 1):
        if cells.get(place, {}).get("userEnteredValue") == wanted:
            return f"{quote_title(sheet.title)}!{action['column']}{row}"
    return None


def _sheet(file: File, action: Json) -> Sheet:
    sheet = file.book.find_sheet(action["sheet"])
    if sheet is None:
        raise KeyError(action["sheet"])
    return sheet


def _requests(file: File, action: Json) -> list[Json]:
    if action["do"] == "batch":
        requests: list[Json] = action["requests"]
        return requests
    return _REQUESTS[action["do"]](_sheet(file, action), action)


def _span(sheet: Sheet, dimension: str, start: int) -> Json:
    return {"sheetId": sheet.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": start + 1}


def _sort(sheet: Sheet, action: Json) -> list[Json]:
    grid_range = {"sheetId": sheet.sheet_id, "startRowIndex": action.get("from_row", 1) - 1}
    spec = {"dimensionIndex": column_number(action["column"]) - 1, "sortOrder": action.get("order", "ASCENDING")}
    return [{"sortRange": {"range": grid_range, "sortSpecs": [spec]}}]


def _insert(sheet: Sheet, dimension: str, at: int) -> Json:
    return {"insertDimension": {"range": _span(sheet, dimension, at), "inheritFromBefore": at > 0}}


def _copy_row(sheet: Sheet, action: Json) -> list[Json]:
    source, to = action["row"] - 1, action["to"] - 1
    source += source >= to
    rows = [{"sheetId": sheet.sheet_id, "startRowIndex": row, "endRowIndex": row + 1} for row in (source, to)]
    return [_insert(sheet, "ROWS", to), {"copyPaste": {"source": rows[0], "destination": rows[1]}}]


def _column(action: Json, key: str = "column") -> int:
    return column_number(action[key]) - 1


_REQUESTS: dict[str, Callable[[Sheet, Json], list[Json]]] = {
    "sort": _sort,
    "insert_row": lambda sheet, action: [_insert(sheet, "ROWS", action["row"] - 1)],
    "delete_row": lambda sheet, action: [{"deleteDimension": {"range": _span(sheet, "ROWS", action["row"] - 1)}}],
    "copy_row": _copy_row,
    "insert_column": lambda sheet, action: [_insert(sheet, "COLUMNS", _column(action))],
    "delete_column": lambda sheet, action: [{"deleteDimension": {"range": _span(sheet, "COLUMNS", _column(action))}}],
    "move_column": lambda sheet, action: [
        {
            "moveDimension": {
                "source": _span(sheet, "COLUMNS", _column(action)),
                "destinationIndex": _column(action, "to"),
            }
        }
    ],
    "rename_sheet": lambda sheet, action: [
        {
            "updateSheetProperties": {
                "properties": {"sheetId": sheet.sheet_id, "title": action["title"]},
                "fields": "title",
            }
        }
    ],
    "delete_sheet": lambda sheet, action: [{"deleteSheet": {"sheetId": sheet.sheet_id}}],
}


def _share(world: World, file: File, action: Json) -> None:
    file.share(action["role"], action["email"])


def _unshare(world: World, file: File, action: Json) -> None:
    file.unshare(action["email"])


def _delete_file(world: World, file: File, action: Json) -> None:
    del world.drive.files[file.file_id]


_WITH_FILE: dict[str, Callable[[World, File, Json], None]] = {
    "share": _share,
    "unshare": _unshare,
    "delete_file": _delete_file,
}
_ELSEWHERE: dict[str, Callable[[World, Json], None]] = {
    "revoke_key": lambda world, action: world.accounts.revoke(action["email"]),
    "delete_account": lambda world, action: world.accounts.delete(action["email"]),
    "expire_tokens": lambda world, action: world.accounts.expire_tokens(),
    "advance": lambda world, action: world.clock.advance(action["seconds"]),
}
