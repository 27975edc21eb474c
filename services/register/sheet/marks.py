"""The mark of an unfinished copy, as metadata of the spreadsheet: nobody sees it in a tab, so nobody sorts it away.

Its id is fixed, and Google refuses a second one of the same id.
"""

from collections.abc import Mapping
from typing import Any

from services.register.adopting import UNFINISHED_COPY, UnfinishedCopy, unfinished
from services.register.sheet.connection import Connection

METADATA_ID = 727_667_001
MARK_FIELDS = "developerMetadata(metadataId,metadataValue)"
_FILTER = {"developerMetadataLookup": {"metadataId": METADATA_ID}}


def place_of_sheet(connection: Connection) -> str:
    """Return where the register lies, in words for people."""
    return f"Google Sheet {connection.spreadsheet_id}"


def find_mark(properties: Mapping[str, Any]) -> UnfinishedCopy | None:
    """Return the mark that a `spreadsheets.get` with `MARK_FIELDS` shows, or None where this is a register."""
    for entry in properties.get("developerMetadata", ()):
        if entry.get("metadataId") == METADATA_ID:
            return UnfinishedCopy.of(entry["metadataValue"])
    return None


def check_finished(connection: Connection, properties: Mapping[str, Any]) -> None:
    """Check that the sheet is no unfinished copy.

    Raises:
        RegisterShapeError: it is.
    """
    mark = find_mark(properties)
    if mark is not None:
        raise unfinished(place_of_sheet(connection), mark)


def marked(mark: UnfinishedCopy, *, is_new: bool) -> dict[str, Any]:
    """Return the request that makes the mark, or puts it in the place of the one there is."""
    if not is_new:
        return {
            "updateDeveloperMetadata": {
                "dataFilters": [_FILTER],
                "developerMetadata": {"metadataValue": mark.text},
                "fields": "metadataValue",
            }
        }
    facts = {"metadataId": METADATA_ID, "metadataKey": f"resonanz_{UNFINISHED_COPY}", "metadataValue": mark.text}
    where = {"location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": {**facts, **where}}}


def unmarked() -> dict[str, Any]:
    """Return the request that takes the mark off."""
    return {"deleteDeveloperMetadata": {"dataFilter": _FILTER}}
