"""The words of the screen, in the language of the session."""

import re
from collections.abc import Iterable
from datetime import date

from babel.numbers import format_decimal

from pages.ui import state
from schema.problems import Problem
from schema.words import Words
from services import translation
from services.errors import PortalError


def _(msgid: str, /, **params: object) -> str:
    """Return a sentence in the language of the session, with its parameters written out."""
    return translation.text(msgid, state.language(), params or None)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the sentence for `count`, with the number in its place `{count}`."""
    sentence = translation.translator(state.language()).ngettext(one, many, count)
    return sentence.format(count=number(count))


def words(words_: Words) -> str:
    """Return declared words in the language of the session."""
    return words_.within(state.language())


def message(said: PortalError | Problem) -> str:
    """Return what an error or a problem says."""
    return translation.message(said, state.language())


def day(value: date | None) -> str:
    """Return a date as people write it; "" for None."""
    return translation.day(value, state.language())


def number(value: float) -> str:
    """Return a number as people write it: 1.041 or 1,041."""
    return format_decimal(value, locale="de_DE" if state.language() == "de" else "en_GB")


def listed(parts: Iterable[str]) -> str:
    """Return the parts in one line, apart by dots."""
    return " · ".join(part for part in parts if part)


def plain(text: str) -> str:
    """Return what people typed so that Markdown shows it as it is: no headings, formulas or icons come of it."""
    shown = _SWAPPED.sub(lambda found: found[0][0] + _JOINER + found[0][1:], text)
    shown = re.sub(r"^[ \t]+", lambda found: "\u00a0" * len(found[0]), shown, flags=re.MULTILINE)  # no block of code
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$:~^=&@])", r"\\\1", shown).replace("\n", "  \n")


# Streamlit swaps these even where they are escaped; a character that nobody sees keeps their parts apart.
_SWAPPED = re.compile(
    r":(?=(?:[\w+-]*[a-z][\w+-]*|[+-]1|100|1234):|material/)|(?<!\S)(?:<->|->|<-|--|>=|<=|~=)(?!\S)", re.IGNORECASE
)
_JOINER = "\u2060"


def bold(text: str) -> str:
    """Return Markdown that shows the text bold."""
    return f"**{text.strip()}**"


def italic(text: str) -> str:
    """Return Markdown that shows the text in italics."""
    return f"_{text.strip()}_"
