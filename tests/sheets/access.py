"""Who asks, and whether the cells they want to change are protected against them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.sheets.a1 import Area
from tests.sheets.book import Book
from tests.sheets.errors import Refusal
from tests.sheets.grid import Sheet
from tests.sheets.wording import say


@dataclass(frozen=True)
class Caller:
    """The account of one request."""

    email: str
    is_owner: bool = False
    keeps_conflicts: bool = False
    """A tab or a named range whose name is taken becomes `X_conflict…`, as when two callers race."""

    def may_edit_range(self, editors: list[str]) -> bool:
        """Say whether a protection lets this caller through."""
        return self.is_owner or self.email in editors


def check_protection(book: Book, sheet: Sheet, area: Area, caller: Caller) -> None:
    """Refuse to change protected cells.

    Raises:
        Refusal: a protection stands against it.
    """
    for protection in sheet.protected_ranges:
        if protection.get("warningOnly") or caller.may_edit_range(protection.get("editors", {}).get("users", [])):
            continue
        grid_range = protection.get("range")
        if grid_range is None:
            named = next((n for n in book.named_ranges if n["namedRangeId"] == protection.get("namedRangeId")), None)
            if named is None or "range" not in named:
                continue
            grid_range = named["range"]
        _, bounds = book.bounds_of(grid_range | {"sheetId": sheet.sheet_id})
        guarded = bounds.within(sheet.row_count, sheet.column_count)
        open_parts = [
            book.bounds_of(part | {"sheetId": sheet.sheet_id})[1].within(sheet.row_count, sheet.column_count)
            for part in protection.get("unprotectedRanges", [])
        ]
        if guarded.meets(area) and not any(part.covers(area) for part in open_parts):
            raise Refusal(say("protected"))
