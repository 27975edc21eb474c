"""spreadsheets.batchUpdate: all requests or none, one reply each."""

from __future__ import annotations

from tests.sheets.access import Caller
from tests.sheets.batch import cells, dimensions, formats, metadata, paste, ranges, sheets, sorting
from tests.sheets.batch.request import Handler
from tests.sheets.book import Book
from tests.sheets.errors import Refusal, sheets_error
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
    """Apply all requests, or none of them.

    Raises:
        ApiError: one of them is not valid; nothing has changed then.
    """
    if not requests:
        raise sheets_error(400, say("no_requests"))
    before = book.copied()
    replies = []
    for index, request in enumerate(requests):
        kind = next(iter(request), "")
        handler = HANDLERS.get(kind)
        try:
            if handler is None:
                _refuse_unknown(kind, index)
            else:
                replies.append(handler(book, request[kind] or {}, caller))
        except Refusal as refusal:
            book.restore(before)
            raise sheets_error(400, f"Invalid requests[{index}].{kind}: {refusal}") from refusal
        except BaseException:
            book.restore(before)
            raise
    book.revision += 1
    return replies


def _refuse_unknown(kind: str, index: int) -> None:
    if kind in UNSUPPORTED:
        raise sheets_error(501, say("unsupported", kind=kind))
    raise sheets_error(400, say("unknown_name", name=kind, where=f"requests[{index}]"))
