"""The colour of what is overdue, in the tab of the reactions: not closed in the office's days, or after the extension.

The days are those of the settings once the register can be opened; until then, those that stand in the rule stay.
A rule has no id, so its formula carries a name in a part that adds nothing. No formula here has a separator between
arguments: which one it would be depends on the sheet's locale.
"""

import re
from collections.abc import Mapping
from typing import Any

from services.deadlines import Periods
from services.register.sheet.layout import FIRST_ROW, Tab, letters
from services.register.sheet.setup.found import FoundTab, Json

Request = dict[str, Any]

TABLE = "reactions"
NAME = "resonanz.overdue"
_RECEIVED, _EXTENDED, _CLOSED = "received_on", "extended_until", "closed_on"


def overdue_rule(tab: Tab, places: Mapping[str, int], days: int) -> dict[str, Any]:
    """Return the rule; it colours the fields people read, and writes them bold, so that colour is not all there is."""
    received, extended, closed = (f"${letters(places[name])}{FIRST_ROW}" for name in (_RECEIVED, _EXTENDED, _CLOSED))
    is_over = f"(TODAY()>{received}+{days})*(TODAY()>{extended}+0)"
    formula = f'=({closed}="")*({received}<>"")*{is_over}+N("{NAME}")>0'
    columns = [places[column.name] for column in tab.columns if column.field is not None]
    lies = {"sheetId": tab.sheet_id, "startRowIndex": FIRST_ROW - 1}
    lies |= {"startColumnIndex": min(columns), "endColumnIndex": max(columns) + 1}
    return {
        "ranges": [lies],
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]},
            "format": {
                "backgroundColor": {"red": 0.99, "green": 0.89, "blue": 0.87},
                "textFormat": {"bold": True, "foregroundColor": {"red": 0.55, "green": 0.1, "blue": 0.05}},
            },
        },
    }


def colouring(
    found: FoundTab | None, tab: Tab, places: Mapping[str, int], close_days: int | None = None
) -> list[Request]:
    """Return the requests that bring the rule where it belongs, once; without `close_days` its own days stay."""
    if tab.name != TABLE:
        return []
    known = [] if found is None else found.sheet.get("conditionalFormats", [])
    own = [index for index, each in enumerate(known) if f'"{NAME}"' in _formula(each)]
    days = close_days or (_days(known[own[0]]) if own else None) or Periods().close_days
    rule = overdue_rule(tab, places, days)
    if not own:
        return [{"addConditionalFormatRule": {"rule": rule, "index": 0}}]
    first, *others = own
    # From the last one on: those behind a rule that is taken away move up.
    requests: list[Request] = [
        {"deleteConditionalFormatRule": {"sheetId": tab.sheet_id, "index": index}} for index in reversed(others)
    ]
    if found is not None and not _is_same(known[first], rule, found):
        requests.append({"updateConditionalFormatRule": {"sheetId": tab.sheet_id, "index": first, "rule": rule}})
    return requests


def _formula(rule: Json) -> str:
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", [])
    return "".join(str(value.get("userEnteredValue", "")) for value in values)


def _days(rule: Json) -> int | None:
    """Return the days that stand in a rule; None where they are not to be found any more."""
    found = re.search(r"TODAY\(\)>\$[A-Z]+\d+\+([1-9]\d{0,3})\)", "".join(_formula(rule).split()))
    return int(found[1]) if found else None


def _is_same(rule: Json, wanted: Json, found: FoundTab) -> bool:
    """Return whether a rule covers the same cells with the same formula; its colours are people's to change."""
    ranges = rule.get("ranges", [])
    lies = wanted["ranges"][0]
    return (
        "".join(_formula(rule).split()) == "".join(_formula(wanted).split())
        and len(ranges) == 1
        and all(ranges[0].get(key, 0) == lies[key] for key in ("startRowIndex", "startColumnIndex", "endColumnIndex"))
        and ranges[0].get("endRowIndex", found.row_count) >= found.row_count
    )
