"""Number formats: the patterns that turn a number into what a cell shows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.sheets.entry import EPOCH
from tests.sheets.locales import Locale
from tests.sheets.wire import Json

MOMENTS = ("DATE", "TIME", "DATE_TIME")
_DATE_TOKEN = re.compile(
    r"""yyyy|yy|y|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm|a/p|"[^"]*"|\\.|.""", re.IGNORECASE | re.DOTALL
)
_DEFAULTS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "SCIENTIFIC": "0.00E+00",
    "TIME": "h:mm:ss",
}


def show_number(number: float, number_format: Json, locale: Locale) -> str:
    """Write a number as its cell shows it."""
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or _default_pattern(kind, locale)
    if kind == "TEXT" or not pattern or pattern in ("@", "General"):
        return show_automatic(number, locale)
    if kind in MOMENTS:
        return _show_moment(number, pattern, locale)
    return _show_pattern(number, pattern, locale)


def _default_pattern(kind: str, locale: Locale) -> str:
    if kind == "DATE":
        return locale.date_pattern
    if kind == "DATE_TIME":
        return f"{locale.date_pattern} h:mm:ss"
    if kind == "CURRENCY":
        return f"[${locale.currency}]#,##0.00" if locale.currency_first else f"#,##0.00\\ [${locale.currency}]"
    return _DEFAULTS.get(kind, "")


def show_automatic(number: float, locale: Locale) -> str:
    """Write a number that has no format: about ten digits, no grouping."""
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    if number and not 1e-9 < abs(number) < 1e15:
        mantissa, _, power = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power}".replace(".", locale.decimal)
    rounded = Decimal(repr(float(number)))
    places = max(10 - max(rounded.adjusted() + 1, 1), 0) if abs(number) >= 1 else 10
    text = format(rounded.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", locale.decimal)


def _show_moment(number: float, pattern: str, locale: Locale) -> str:
    moment = EPOCH + timedelta(seconds=round(number * 86_400))
    tokens = _DATE_TOKEN.findall(pattern)
    half_day = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    shown = []
    after_hour = False
    for index, token in enumerate(tokens):
        low = token.lower()
        following = next((later.lower() for later in tokens[index + 1 :] if later.isalpha()), "")
        is_minute = low in ("m", "mm") and (after_hour or following in ("s", "ss"))
        shown.append(_show_token(moment, token, locale, half_day=half_day, is_minute=is_minute))
        if token.isalpha():
            after_hour = low in ("h", "hh")
    return "".join(shown)


def _show_token(moment: datetime, token: str, locale: Locale, *, half_day: bool, is_minute: bool) -> str:
    low = token.lower()
    hour = (moment.hour - 1) % 12 + 1 if half_day else moment.hour
    month, day = locale.months[moment.month - 1], locale.days[moment.weekday()]
    parts = {
        "yyyy": f"{moment.year:04}", "y": f"{moment.year:04}", "yy": f"{moment.year % 100:02}",
        "mmmm": month, "mmm": month[:3], "mm": f"{moment.month:02}", "m": f"{moment.month}",
        "dddd": day, "ddd": day[:3], "dd": f"{moment.day:02}", "d": f"{moment.day}",
        "hh": f"{hour:02}", "h": f"{hour}", "ss": f"{moment.second:02}", "s": f"{moment.second}",
        "am/pm": "AM" if moment.hour < 12 else "PM", "a/p": "A" if moment.hour < 12 else "P",
    }  # fmt: skip
    if is_minute:
        return f"{moment.minute:02}" if low == "mm" else f"{moment.minute}"
    return parts.get(low, token.strip('"') if token.startswith('"') else token.removeprefix("\\"))


def _show_pattern(number: float, pattern: str, locale: Locale) -> str:
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', pattern)
    section, sign = sections[0], "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    match = re.search(r"[#0?][#0?,]*(\.[#0?]*)?([Ee]\+0+)?", section)
    if not match:
        return _literal(section)
    before, after = section[: match.start()], section[match.end() :]
    share = abs(number) * (100 if "%" in before + after else 1)
    return sign + _literal(before) + _digits(share, match[0], locale) + _literal(after)


def _digits(number: float, digits: str, locale: Locale) -> str:
    if "E" in digits.upper():
        places = len(digits.upper().partition("E")[0].partition(".")[2])
        mantissa, _, power = f"{number:.{places}E}".partition("E")
        return f"{mantissa}E{power}".replace(".", locale.decimal)
    whole_pattern, _, part_pattern = digits.partition(".")
    rounded = Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-len(part_pattern)), ROUND_HALF_UP)
    whole, _, part = format(rounded, "f").partition(".")
    least = part_pattern.count("0")
    while len(part) > least and part.endswith("0"):
        part = part[:-1]
    whole = whole.rjust(whole_pattern.replace(",", "").count("0"), "0")
    if whole == "0" and "0" not in whole_pattern:
        whole = ""
    if "," in whole_pattern:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", locale.thousands, whole)
    return whole + (locale.decimal + part if part else "")


def _literal(text: str) -> str:
    text = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r"\1", text)
    text = re.sub(r"\[[A-Za-z]+\]", "", text)
    text = re.sub(r'"([^"]*)"', r"\1", text)
    text = re.sub(r"_.|\*.", "", text)
    return re.sub(r"\\(.)", r"\1", text)
