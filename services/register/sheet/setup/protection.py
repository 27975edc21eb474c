"""Which parts of a tab only the portal writes: the row of code names, the columns it needs itself, whole tabs.

The sheet's owner may always write, says Google: this keeps accidents out, nobody else. A protection that somebody
softened to a warning stays a warning.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from services.register.sheet.layout import CODE_ROW, Tab
from services.register.sheet.setup.found import FoundTab, Json

Request = dict[str, Any]
Part = tuple[tuple[str, int], ...]  # a GridRange without its sheet, comparable

DESCRIPTION = "Resonanz"  # by this a protection is known as the portal's
_NAMES = f"{DESCRIPTION}: Kürzel der Spalten"
_COLUMNS = f"{DESCRIPTION}: schreibt nur das Portal"
_ROWS, _COLUMNS_KEYS = ("startRowIndex", "endRowIndex"), ("startColumnIndex", "endColumnIndex")


def protections(tab: Tab, places: Mapping[str, int]) -> dict[Part, str]:
    """Return what is to be protected in a tab, and how each protection is described."""
    if tab.is_protected:
        return {(): _COLUMNS}
    wanted: dict[Part, str] = {_part({"startRowIndex": CODE_ROW - 1, "endRowIndex": CODE_ROW}): _NAMES}
    own = sorted(places[column.name] for column in tab.columns if column.is_protected)
    for first, behind in _runs(own):
        wanted[_part({"startColumnIndex": first, "endColumnIndex": behind})] = _COLUMNS
    return wanted


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def protecting(tab: Tab, wanted: Mapping[Part, str], email: str) -> list[Request]:
    """Return the requests that protect what is wanted, for a tab that has no protection yet."""
    return [
        {
            "addProtectedRange": {
                "protectedRange": {
                    "range": {"sheetId": tab.sheet_id, **dict(part)},
                    "description": said,
                    "warningOnly": False,
                    "editors": {"users": [email]},
                }
            }
        }
        for part, said in wanted.items()
    ]


def mending(found: FoundTab, places: Mapping[str, int], email: str) -> list[Request]:
    """Return the requests that put the protection of a tab back: what is missing is added, never twice.

    What another account protected is not the portal's to change, see `foreign`.
    """
    wanted = dict(protections(found.tab, places))
    requests: list[Request] = []
    for each in own_protections(found):
        if not _may_edit(each):
            wanted.pop(_found_part(each, found), None)
            continue
        if wanted.pop(_found_part(each, found), None) is None:
            requests.append({"deleteProtectedRange": {"protectedRangeId": each["protectedRangeId"]}})
        elif not each.get("warningOnly") and email not in (users := each.get("editors", {}).get("users", [])):
            changed = {"protectedRangeId": each["protectedRangeId"], "editors": {"users": [*users, email]}}
            requests.append({"updateProtectedRange": {"protectedRange": changed, "fields": "editors"}})
    return [*requests, *protecting(found.tab, wanted, email)]


def own_protections(found: FoundTab) -> list[Json]:
    """Return the protections of a tab that a portal made."""
    known = found.sheet.get("protectedRanges", [])
    return [each for each in known if str(each.get("description", "")).startswith(DESCRIPTION)]


def foreign(found: FoundTab) -> list[Json]:
    """Return the protections of a tab, whoever made them, that keep this account from writing."""
    known = found.sheet.get("protectedRanges", [])
    return [each for each in known if not _may_edit(each) and not each.get("warningOnly")]


def _may_edit(protection: Json) -> bool:
    return bool(protection.get("requestingUserCanEdit"))  # Google leaves out what is false


def _part(grid_range: Mapping[str, int]) -> Part:
    return tuple(sorted(grid_range.items()))


def _found_part(protection: Json, found: FoundTab) -> Part:
    """Return what is protected, with ends that are those of the grid left open: Google may write them either way."""
    lies = protection.get("range", {})
    part: dict[str, int] = {}
    for (start, end), size in ((_ROWS, found.row_count), (_COLUMNS_KEYS, found.column_count)):
        first, behind = lies.get(start, 0), lies.get(end, size)
        if first or behind < size:
            part |= {start: first, end: behind}
    if part.get("endRowIndex") == CODE_ROW:  # the row of code names, over all columns there were when it was protected
        part.pop("startColumnIndex", None)
        part.pop("endColumnIndex", None)
    return _part(part)
