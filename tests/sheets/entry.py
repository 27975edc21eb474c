"""What Google makes of a text that is typed into a cell (USER_ENTERED)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.sheets.cells import Cell, check_length, with_value
from tests.sheets.locales import Locale, get_locale
from tests.sheets.wire import Json, tidy_number

EPOCH = datetime(1899, 12, 30)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp][Mm]))?")

Entered = tuple[Json, Json | None]  # The value, and the number format that typing it sets.


def enter(cell: Cell, typed: object, locale_name: str) -> Cell:
    """Type into a cell: a value and, where the cell has none yet, its number format."""
    if isinstance(typed, str):
        check_length(typed)
    has_text_format = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type") == "TEXT"
    if isinstance(typed, str) and has_text_format and not typed.startswith("="):
        return with_value(cell, {"stringValue": typed} if typed else None)
    value, number_format = read_entry(typed, get_locale(locale_name))
    changed = with_value(cell, value or None)
    if number_format and "numberFormat" not in cell.get("userEnteredFormat", {}):
        changed["userEnteredFormat"] = changed.get("userEnteredFormat", {}) | {"numberFormat": number_format}
    return changed


def enter_raw(cell: Cell, value: object) -> Cell:
    """Store a value as it is."""
    if isinstance(value, str):
        check_length(value)
    return with_value(cell, raw_value(value))


def raw_value(value: object) -> Json | None:
    """Write a JSON value as an ExtendedValue; None empties the cell."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": tidy_number(value)}
    return {"stringValue": value} if value else None


def read_entry(typed: object, locale: Locale) -> Entered:
    """Read a typed text: truth, number, date, formula, or text."""
    if not isinstance(typed, str):
        return raw_value(typed) or {}, None
    if typed.startswith("'"):
        return raw_value(typed[1:]) or {}, None
    text = typed.strip()
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    for word, truth in (("TRUE", True), ("FALSE", False), (locale.words[0], True), (locale.words[1], False)):
        if text.upper() == word:
            return {"boolValue": truth}, None
    return _read_number(text, locale) or _read_moment(text, locale) or (raw_value(typed) or {}, None)


def _read_number(text: str, locale: Locale) -> Entered | None:
    decimal, thousands = re.escape(locale.decimal), re.escape(locale.thousands)
    currency = re.escape(locale.currency)
    match = re.fullmatch(
        rf"(?P<sign>[+-]?)\s*(?P<before>{currency}\s*)?(?P<whole>\d{{1,3}}(?:{thousands}\d{{3}})+|\d*)"
        rf"(?:{decimal}(?P<part>\d*))?(?P<power>[Ee][+-]?\d+)?\s*(?P<after>%|{currency})?",
        text,
    )
    if not match or not (match["whole"] or match["part"]):
        return None
    whole = match["whole"].replace(locale.thousands, "")
    number = float(f"{match['sign']}{whole or 0}.{match['part'] or 0}{match['power'] or ''}")
    places = "." + "0" * min(len(match["part"]), 2) if match["part"] else ""
    if len(match["part"] or "") == 1:
        places = ".00"
    if match["after"] == "%":
        return {"numberValue": tidy_number(round(number / 100, 15))}, {"type": "PERCENT", "pattern": f"0{places}%"}
    value = {"numberValue": tidy_number(number)}
    if match["before"] or match["after"]:
        grouped = f"#,##0{places}"
        pattern = f"[${locale.currency}]{grouped}" if locale.currency_first else f"{grouped}\\ [${locale.currency}]"
        return value, {"type": "CURRENCY", "pattern": pattern}
    if match["power"]:
        return value, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if whole != match["whole"]:
        return value, {"type": "NUMBER", "pattern": f"#,##0{places}"}
    return value, None


def _read_moment(text: str, locale: Locale) -> Entered | None:
    day_text, _, time_text = text.partition("T" if re.match(r"\d{4}-\d\d?-\d\d?T", text) else " ")
    day = _read_day(day_text, locale)
    if day is None:
        clock = _read_time(text)
        return ({"numberValue": clock[0]}, {"type": "TIME", "pattern": clock[1]}) if clock else None
    serial, pattern = day
    if not time_text:
        return {"numberValue": serial}, {"type": "DATE", "pattern": pattern}
    clock = _read_time(time_text.strip())
    if clock is None:
        return None
    return {"numberValue": tidy_number(serial + clock[0])}, {"type": "DATE_TIME", "pattern": f"{pattern} {clock[1]}"}


def _read_day(text: str, locale: Locale) -> tuple[int, str] | None:
    iso = _ISO.fullmatch(text)
    if iso:
        return _serial_of(int(iso[1]), int(iso[2]), int(iso[3]), "yyyy-mm-dd")
    match = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})", text)
    if not match or (match[2] == "." and locale.date_separator != "."):
        return None
    year = int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year < 50 else 1900
    first, second = int(match[1]), int(match[3])
    month, day = (first, second) if locale.date_order == "mdy" else (second, first)
    return _serial_of(year, month, day, locale.date_pattern)


def _serial_of(year: int, month: int, day: int, pattern: str) -> tuple[int, str] | None:
    try:
        return (datetime(year, month, day) - EPOCH).days, pattern
    except ValueError:
        return None


def _read_time(text: str) -> tuple[float, str] | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[4] or "").lower()
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    share = timedelta(hours=hours, minutes=minutes, seconds=seconds) / timedelta(days=1)
    pattern = "h:mm" if match[3] is None else "h:mm:ss"
    return share, pattern + (" am/pm" if half else "")
