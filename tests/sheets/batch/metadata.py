"""Developer metadata of a spreadsheet or a sheet; not of rows, for nobody knows what a sort does to those."""

from __future__ import annotations

import random

from tests.sheets.access import Caller
from tests.sheets.batch.request import Handler, read_mask
from tests.sheets.book import Book
from tests.sheets.errors import Refusal
from tests.sheets.fields import merge
from tests.sheets.wire import Json
from tests.sheets.wording import say


def create_developer_metadata(book: Book, request: Json, caller: Caller) -> Json:
    """Attach a note that people do not see; its id may not be taken."""
    asked = request.get("developerMetadata") or {}
    place = asked.get("location") or {}
    if "dimensionRange" in place:
        raise Refusal(say("unsupported", kind="developer metadata of rows and columns"))
    number = asked.get("metadataId") or random.randrange(1, 2**31)
    if any(entry["metadataId"] == number for entry in book.metadata):
        raise Refusal(say("metadata_id", id=number))
    kind = "SHEET" if "sheetId" in place else "SPREADSHEET"
    entry = asked | {"metadataId": number, "location": place | {"locationType": kind}}
    book.metadata.append(entry)
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def find_metadata(book: Book, data_filter: Json) -> list[Json]:
    """List what a filter matches."""
    lookup = data_filter.get("developerMetadataLookup") or {}
    wanted = {key: lookup[key] for key in ("metadataId", "metadataKey", "metadataValue", "visibility") if key in lookup}
    return [entry for entry in book.metadata if all(entry.get(key) == value for key, value in wanted.items())]


def update_developer_metadata(book: Book, request: Json, caller: Caller) -> Json:
    """Change all metadata that the filters match."""
    mask = read_mask(request, None)
    found = [entry for each in request.get("dataFilters") or [] for entry in find_metadata(book, each)]
    if not found:
        raise Refusal(say("metadata_missing"))
    for entry in found:
        entry.update(merge(entry, request.get("developerMetadata") or {}, mask))
    return {"updateDeveloperMetadata": {"developerMetadata": found}}


def delete_developer_metadata(book: Book, request: Json, caller: Caller) -> Json:
    """Delete what the filter matches; nothing found is no error (assumed)."""
    found = find_metadata(book, request.get("dataFilter") or {})
    book.metadata = [entry for entry in book.metadata if entry not in found]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": found} if found else {}}


HANDLERS: dict[str, Handler] = {
    "createDeveloperMetadata": create_developer_metadata,
    "updateDeveloperMetadata": update_developer_metadata,
    "deleteDeveloperMetadata": delete_developer_metadata,
}
