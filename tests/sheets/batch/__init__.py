"""spreadsheets.batchUpdate: all requests or none, one reply each."""

from __future__ import annotations

from tests.sheets.access import Caller
from tests.sheets.batch import cells, dimensions, formats, metadata, paste, ranges, sheets, sorting
from tests.sheets.batch.request import Handler
from tests.sheets.book import Book
from tests.sheets.errors import ApiError, Refusal, sheets_error
from tests.sheets.wire import Json
from tests.sheets.wording import say

HANDLERS: dict[str, Handler] = (
    cells.HANDLERS
    | dimensions.HANDLERS
    | formats.HANDLERS
    | metadata.HANDLERS
    | paste.HANDLERS
    | ranges.HANDLERS
    | sheets.HANDLERS
    | sorting.HANDLERS
)

# Requests that Google knows and the emulator does not: they are refused aloud, never ignored.
UNSUPPORTED = frozenset(
    {
        "addChart", "addDataSource", "addFilterView", "addSlicer", "addTable", "cancelDataSourceRefresh",
        "createDeveloperMetadata", "deleteDataSource", "deleteDuplicates", "deleteEmbeddedObject",
        "deleteFilterView", "deleteTable", "duplicateFilterView", "randomizeRange", "refreshDataSource",
        "textToColumns", "trimWhitespace", "updateChartSpec", "updateDataSource", "updateEmbeddedObjectBorder",
        "updateEmbeddedObjectPosition", "updateFilterView", "updateSlicerSpec", "updateTable", "autoFill",
    }
) - HANDLERS.keys()  # fmt: skip


def apply_batch(book: Book, requests: list[Json], caller: Caller) -> list[Json]:
    """Apply the requests in their order, within the caller's `book.all_or_nothing()`.

    Raises:
        ApiError: one of them is not valid.
    """
    if not requests:
        raise sheets_error(400, say("no_requests"))
    replies = []
    for index, request in enumerate(requests):
        kind = next(iter(request), "")
        handler = HANDLERS.get(kind)
        if handler is None:
            raise _unknown(kind, index)
        try:
            replies.append(handler(book, request[kind] or {}, caller))
        except Refusal as refusal:
            raise sheets_error(400, f"Invalid requests[{index}].{kind}: {refusal}") from refusal
    return replies


def _unknown(kind: str, index: int) -> ApiError:
    if kind in UNSUPPORTED:
        return sheets_error(501, say("unsupported", kind=kind))
    return sheets_error(400, say("unknown_name", name=kind, where=f"requests[{index}]"))
