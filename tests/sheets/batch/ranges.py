"""Named and protected ranges."""

from __future__ import annotations

import random
import re
from typing import Any

from tests.sheets.a1 import parse_cells
from tests.sheets.access import Caller
from tests.sheets.batch.request import Handler, read_mask, without_empty
from tests.sheets.book import Book, bare
from tests.sheets.errors import Refusal
from tests.sheets.fields import merge
from tests.sheets.grid import Sheet
from tests.sheets.wire import Json
from tests.sheets.wording import say

_NAME = re.compile(r"[^\W\d]\w{0,249}")


def add_named_range(book: Book, request: Json, caller: Caller) -> Json:
    """Name a range; neither name nor id may be taken."""
    asked = request.get("namedRange") or {}
    named_id = str(asked.get("namedRangeId") or random.randrange(10**6, 2**31))
    name = asked.get("name") or ""
    if any(named["namedRangeId"] == named_id for named in book.named_ranges):
        if not caller.keeps_conflicts:
            raise Refusal(say("named_id", id=named_id))
        conflict = f"_conflict{random.randrange(10**9)}"
        named_id, name = f"{named_id}{conflict}", f"{name}{conflict}"
    _check_name(book, name)
    book.area_of(asked.get("range") or {})
    named = {"namedRangeId": named_id, "name": name, "range": bare(asked.get("range") or {})}
    book.named_ranges.append(named)
    return {"addNamedRange": {"namedRange": named}}


def _check_name(book: Book, name: str, own: Json | None = None) -> None:
    if not _NAME.fullmatch(name) or parse_cells(name) or name.lower() in ("true", "false"):
        raise Refusal(say("named_invalid", name=name))
    for named in book.named_ranges:
        if named is not own and named["name"].lower() == name.lower():
            raise Refusal(say("named_name", name=name))


def update_named_range(book: Book, request: Json, caller: Caller) -> Json:
    """Give a named range another name or place."""
    mask = read_mask(request, ("namedRangeId", "name", "range"), root="namedRange")
    asked = request.get("namedRange") or {}
    named = _named(book, asked.get("namedRangeId"))
    changed = merge(named, asked, mask) | {"namedRangeId": named["namedRangeId"]}
    _check_name(book, changed.get("name") or "", named)
    book.area_of(changed.get("range") or {})
    book.named_ranges[book.named_ranges.index(named)] = changed | {"range": bare(changed.get("range") or {})}
    return {}


def delete_named_range(book: Book, request: Json, caller: Caller) -> Json:
    """Take a name away."""
    if caller.keeps_conflicts and all(
        named["namedRangeId"] != request.get("namedRangeId") for named in book.named_ranges
    ):
        return {}
    book.named_ranges.remove(_named(book, request.get("namedRangeId")))
    return {}


def _named(book: Book, named_id: Any) -> Json:
    for named in book.named_ranges:
        if named["namedRangeId"] == str(named_id or ""):
            return named
    raise Refusal(say("named_missing", id=named_id))


def add_protected_range(book: Book, request: Json, caller: Caller) -> Json:
    """Protect a range; whoever protects it may go on editing it."""
    asked = without_empty(request.get("protectedRange") or {})
    sheet = _sheet_of(book, asked)
    taken = {entry["protectedRangeId"] for each in book.sheets for entry in each.protected_ranges}
    protected_id = asked.get("protectedRangeId") or book.new_id(taken)
    if protected_id in taken:
        raise Refusal(say("protected_id", id=protected_id))
    given = _tidy_editors(asked.get("editors"))
    if asked.get("warningOnly") and given:
        raise Refusal(say("protected_warning"))
    entry: Json = {"protectedRangeId": protected_id, **_places(asked)}
    for key in ("description", "warningOnly", "unprotectedRanges"):
        if asked.get(key):
            entry[key] = asked[key]
    stored = entry | {"requestingUserCanEdit": True, "editors": _with_caller(given, caller)}
    sheet.protected_ranges.append(stored)
    return {"addProtectedRange": {"protectedRange": stored | {"editors": given}}}


def _places(asked: Json) -> Json:
    places: Json = {}
    if "range" in asked:
        places["range"] = bare(asked["range"])
    if "namedRangeId" in asked:
        places["namedRangeId"] = asked["namedRangeId"]
    return places


def _sheet_of(book: Book, asked: Json) -> Sheet:
    if "namedRangeId" in asked:
        return book.area_of(_named(book, asked["namedRangeId"]).get("range") or {})[0]
    return book.area_of(asked.get("range") or {})[0]


def _tidy_editors(editors: Json | None) -> Json:
    return {key: value for key, value in (editors or {}).items() if value}


def _with_caller(editors: Json, caller: Caller) -> Json:
    users = [*editors.get("users", [])]
    return editors | {"users": users if caller.email in users else [*users, caller.email]}


def update_protected_range(book: Book, request: Json, caller: Caller) -> Json:
    """Change a protection."""
    mask = read_mask(request, None, root="protectedRange")
    asked = request.get("protectedRange") or {}
    sheet, entry = _protected(book, asked.get("protectedRangeId"))
    _check_editor(entry, caller)
    changed = merge(entry, asked, mask)
    changed |= {"protectedRangeId": entry["protectedRangeId"], "requestingUserCanEdit": True}
    changed["editors"] = _with_caller(_tidy_editors(changed.get("editors")), caller)
    sheet.protected_ranges.remove(entry)
    target = _sheet_of(book, changed)
    target.protected_ranges.append(without_empty(changed) | _places(changed))
    return {}


def delete_protected_range(book: Book, request: Json, caller: Caller) -> Json:
    """Take a protection away."""
    sheet, entry = _protected(book, request.get("protectedRangeId"))
    _check_editor(entry, caller)
    sheet.protected_ranges.remove(entry)
    return {}


def _check_editor(entry: Json, caller: Caller) -> None:
    if not entry.get("warningOnly") and not caller.may_edit_range(entry.get("editors", {}).get("users", [])):
        raise Refusal(say("protected"))


def _protected(book: Book, protected_id: Any) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        for entry in sheet.protected_ranges:
            if entry["protectedRangeId"] == protected_id:
                return sheet, entry
    raise Refusal(say("protected_missing", id=protected_id))


HANDLERS: dict[str, Handler] = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
