"""Sheets API v4: its addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from urllib.parse import unquote

from tests.sheets.a1 import Bounds, format_area
from tests.sheets.access import Caller
from tests.sheets.batch import apply_batch
from tests.sheets.batch.metadata import find_metadata
from tests.sheets.batch.sheets import add_sheet, copy_sheet, properties_of
from tests.sheets.book import Book, new_book
from tests.sheets.call import Answer, Call
from tests.sheets.errors import Refusal, forbidden, not_found, sheets_error
from tests.sheets.fields import BadMask, Mask, parse_mask
from tests.sheets.files import File, new_file_id
from tests.sheets.grid import Sheet
from tests.sheets.resource import write_book
from tests.sheets.token import Grant
from tests.sheets.values import Written, append_values, clear_range, cut, read_range, read_values, write_range
from tests.sheets.wire import Json, is_true
from tests.sheets.wording import say
from tests.sheets.world import World

Route = Callable[["Request"], Json]


class Request:
    """A call of the Sheets API with what it is about."""

    def __init__(self, world: World, call: Call, grant: Grant, file: File, rest: str) -> None:
        self.world, self.call, self.file, self.book, self.rest = world, call, file, file.book, rest
        self.body = call.json() if call.method in ("POST", "PUT") else {}
        self.caller = Caller(grant.email, file.owner == grant.email, call.keeps_conflicts)

    @property
    def range(self) -> str:
        return unquote(self.rest)


def answer_sheets(world: World, call: Call, grant: Grant) -> Answer:
    """Answer a call of the Sheets API.

    Raises:
        ApiError: the answer is not 200.
    """
    path = call.raw_path.removeprefix("/v4/spreadsheets")
    if path == "" and call.method == "POST":
        return Answer(200, _create(world, call, grant))
    match = re.fullmatch(r"/([\w-]+)(.*)", path)
    route, rest = _find_route(call.method, match[2]) if match else (None, "")
    if match is None or route is None:
        raise sheets_error(404, say("unknown_path", path=call.path))
    writes = call.kind == "write"
    file = world.drive.open(match[1], grant.email, writes=writes)
    request = Request(world, call, grant, file, rest)
    try:
        with file.book.all_or_nothing() if writes else nullcontext():
            content = route(request)
    except Refusal as refusal:
        raise sheets_error(400, str(refusal)) from refusal
    if writes:
        world.drive.touch(file)
    return Answer(200, content)


def _find_route(method: str, rest: str) -> tuple[Route | None, str]:
    for verb, pattern, route in _ROUTES:
        match = re.fullmatch(pattern, rest)
        if verb == method and match:
            return route, match[1] if match.groups() else ""
    return None, ""


def _create(world: World, call: Call, grant: Grant) -> Json:
    body = call.json()
    properties = body.get("properties") or {}
    locale, zone = properties.get("locale") or "en_US", properties.get("timeZone") or "Etc/GMT"
    book = new_book(new_file_id(), properties.get("title") or "Untitled spreadsheet", locale=locale, time_zone=zone)
    try:
        for index, sheet in enumerate(body.get("sheets") or []):
            if index == 0:
                book.sheets.clear()
            add_sheet(book, {"properties": {"sheetId": index} | (sheet.get("properties") or {})}, Caller(grant.email))
    except Refusal as refusal:
        raise sheets_error(400, str(refusal)) from refusal
    world.drive.keep(book, grant.email)
    return write_book(book)


def _get(request: Request) -> Json:
    fields = request.call.options.get("fields")
    with_grid = is_true(request.call.options.get("includeGridData"))
    ranges = request.call.query.get("ranges", [])
    mask = read_fields(fields) if fields else None
    return write_book(request.book, ranges=ranges, with_grid=with_grid, mask=mask, caller=request.caller)


def read_fields(text: str) -> Mask:
    """Read the `fields` of a query.

    Raises:
        ApiError: they cannot be read.
    """
    try:
        return parse_mask(text)
    except BadMask:
        raise sheets_error(400, say("bad_mask", where="fields", value=f'"{text}"')) from None


def _get_by_data_filter(request: Request) -> Json:
    found = [_filtered(request.book, each) for each in request.body.get("dataFilters") or []]
    ranges = [_name(request.book, *each) for each in found]
    fields = request.call.options.get("fields")
    mask = read_fields(fields) if fields else None
    with_grid = bool(request.body.get("includeGridData"))
    return write_book(request.book, ranges=ranges, with_grid=with_grid, mask=mask, caller=request.caller)


def _batch_update(request: Request) -> Json:
    requests = request.body.get("requests") or []
    requests = [requests] if isinstance(requests, dict) else requests
    replies = apply_batch(request.book, requests, request.caller)
    answer: Json = {"spreadsheetId": request.book.book_id, "replies": replies}
    if request.body.get("includeSpreadsheetInResponse"):
        ranges, with_grid = request.body.get("responseRanges") or [], bool(request.body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = write_book(
            request.book, ranges=ranges, with_grid=with_grid, caller=request.caller
        )
    return answer


def _values_get(request: Request) -> Json:
    sheet, bounds = request.book.locate(request.range)
    return read_range(request.book, *cut(request.book, sheet, bounds), request.call.options)


def _values_update(request: Request) -> Json:
    rows = read_values(request.body)
    sheet, bounds = request.book.locate(request.range)
    _check_same_range(request, sheet, bounds)
    return write_range(request.book, sheet, bounds, rows, request.call.options, request.caller).answer


def _check_same_range(request: Request, sheet: Sheet, bounds: Bounds) -> None:
    named = request.body.get("range")
    if named and request.book.locate(named) != (sheet, bounds):
        raise Refusal(say("other_range", path=request.range, body=named))


def _values_append(request: Request) -> Json:
    rows = read_values(request.body)
    return append_values(request.book, request.range, rows, request.call.options, request.caller)


def _values_clear(request: Request) -> Json:
    cleared = clear_range(request.book, request.range, request.caller)
    return {"spreadsheetId": request.book.book_id, "clearedRange": cleared}


def _values_batch_get(request: Request) -> Json:
    options, ranges = request.call.options, request.call.query.get("ranges", [])
    found = [read_range(request.book, *cut(request.book, *request.book.locate(each)), options) for each in ranges]
    return {"spreadsheetId": request.book.book_id, "valueRanges": found}


def _values_batch_clear(request: Request) -> Json:
    cleared = [clear_range(request.book, each, request.caller) for each in request.body.get("ranges") or []]
    return {"spreadsheetId": request.book.book_id, "clearedRanges": cleared}


def _values_batch_update(request: Request) -> Json:
    targets = [(entry, entry.get("range") or "") for entry in request.body.get("data") or []]
    written = []
    for index, (entry, name) in enumerate(targets):
        try:
            sheet, bounds = request.book.locate(name)
            written.append(_written(request, sheet, bounds, entry, f"data[{index}]"))
        except Refusal as refusal:
            raise Refusal(f"Invalid data[{index}]: {refusal}") from refusal
    return _totals(request.book, written)


def _written(request: Request, sheet: Sheet, bounds: Bounds, entry: Json, where: str) -> Written:
    options = {key: str(value) for key, value in request.body.items() if key != "data"}
    return write_range(request.book, sheet, bounds, read_values(entry, where), options, request.caller)


def _totals(book: Book, written: list[Written]) -> Json:
    """Add up a batch: a row, a column or a sheet that was touched twice counts once."""
    rows = {row for each in written for row in each.rows}
    counted = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len({column for each in written for column in each.columns}),
        "totalUpdatedCells": sum(each.answer.get("updatedCells", 0) for each in written),
        "totalUpdatedSheets": len({sheet_id for sheet_id, _ in rows}),
    }
    kept = {key: value for key, value in counted.items() if value}
    return {"spreadsheetId": book.book_id} | kept | {"responses": [each.answer for each in written]}


def _filtered(book: Book, data_filter: Json) -> tuple[Sheet, Bounds]:
    if "a1Range" in data_filter:
        return book.locate(data_filter["a1Range"])
    if "gridRange" in data_filter:
        return book.bounds_of(data_filter["gridRange"])
    raise sheets_error(501, say("unsupported", kind="values by developer metadata"))


def _name(book: Book, sheet: Sheet, bounds: Bounds) -> str:
    return format_area(sheet.title, cut(book, sheet, bounds)[1])


def _values_batch_get_by_filter(request: Request) -> Json:
    options: dict[str, Any] = {key: value for key, value in request.body.items() if key != "dataFilters"}
    found = []
    for each in request.body.get("dataFilters") or []:
        values = read_range(request.book, *cut(request.book, *_filtered(request.book, each)), options)
        found.append({"valueRange": values, "dataFilters": [each]})
    return {"spreadsheetId": request.book.book_id, "valueRanges": found}


def _values_batch_update_by_filter(request: Request) -> Json:
    responses = []
    for index, entry in enumerate(request.body.get("data") or []):
        sheet, bounds = _filtered(request.book, entry.get("dataFilter") or {})
        written = _written(request, sheet, bounds, entry, f"data[{index}]")
        answer = {key: value for key, value in written.answer.items() if key != "spreadsheetId"}
        responses.append(written._replace(answer=answer | {"dataFilter": entry.get("dataFilter")}))
    return _totals(request.book, responses)


def _values_batch_clear_by_filter(request: Request) -> Json:
    cleared = []
    for each in request.body.get("dataFilters") or []:
        name = _name(request.book, *_filtered(request.book, each))
        cleared.append(clear_range(request.book, name, request.caller))
    return {"spreadsheetId": request.book.book_id, "clearedRanges": cleared}


def _copy_to(request: Request) -> Json:
    source = next((sheet for sheet in request.book.sheets if str(sheet.sheet_id) == request.rest), None)
    if source is None:
        raise not_found()
    file = request.world.drive.files.get(request.body.get("destinationSpreadsheetId") or "")
    if file is None:
        raise not_found()
    if file.rank(request.caller.email) < 3:
        raise forbidden()
    copied = copy_sheet(source, file.book)
    request.world.drive.touch(file)
    return properties_of(file.book, copied)


def _metadata_get(request: Request) -> Json:
    found = [entry for entry in request.book.metadata if str(entry["metadataId"]) == request.rest]
    if not found:
        raise not_found()
    return found[0]


def _metadata_search(request: Request) -> Json:
    filters = request.body.get("dataFilters") or []
    found = [
        {"developerMetadata": entry, "dataFilters": [each]}
        for each in filters
        for entry in find_metadata(request.book, each)
    ]
    return {"matchedDeveloperMetadata": found} if found else {}


_ROUTES: list[tuple[str, str, Route]] = [
    ("GET", r"", _get),
    ("POST", r":batchUpdate", _batch_update),
    ("POST", r":getByDataFilter", _get_by_data_filter),
    ("GET", r"/values:batchGet", _values_batch_get),
    ("POST", r"/values:batchUpdate", _values_batch_update),
    ("POST", r"/values:batchClear", _values_batch_clear),
    ("POST", r"/values:batchGetByDataFilter", _values_batch_get_by_filter),
    ("POST", r"/values:batchUpdateByDataFilter", _values_batch_update_by_filter),
    ("POST", r"/values:batchClearByDataFilter", _values_batch_clear_by_filter),
    ("POST", r"/values/(.+):append", _values_append),
    ("POST", r"/values/(.+):clear", _values_clear),
    ("GET", r"/values/(.+)", _values_get),
    ("PUT", r"/values/(.+)", _values_update),
    ("POST", r"/sheets/(\d+):copyTo", _copy_to),
    ("GET", r"/developerMetadata/(\d+)", _metadata_get),
    ("POST", r"/developerMetadata:search", _metadata_search),
]
