"""Screen text in German and English, from the catalogues in `locales/`; message ids are the English text.

Every `locales/<language>/*.po` is read at the first use and merged into one catalogue: nothing has to be compiled.
"""

import os
from collections.abc import Mapping
from datetime import date
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from schema.problems import Problem
from schema.words import Words
from services.errors import PortalError

LANGUAGES = ("de", "en")
DEFAULT_LANGUAGE = "de"
LOCALES = Path(__file__).parent.parent / "locales"
LONGEST_VALUE = 100


def chosen_language(wanted: str | None = None) -> str:
    """Return `wanted` or what `RESONANZ_LANG` says, where the portal speaks it; else German."""
    language = wanted or os.environ.get("RESONANZ_LANG", DEFAULT_LANGUAGE)
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


@cache
def translator(language: str) -> NullTranslations:
    """Return the catalogue of a language; a message without a translation is shown in English."""
    merged = Translations()
    for path in sorted((LOCALES / language).glob("*.po")):
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        merged.add(Translations(compiled))
    return merged


def text(msgid: str, language: str, params: Mapping[str, object] | None = None) -> str:
    """Return a message in a language with its parameters: words translated, dates written out."""
    sentence = translator(language).gettext(msgid)
    if params is None:
        return sentence
    return sentence.format(**{name: written(value, language) for name, value in params.items()})


def message(said: PortalError | Problem, language: str) -> str:
    """Return what an error or a problem says, in a language."""
    params = dict(said.params)
    if isinstance(said, Problem):
        params = {"value": _shortened(said.value), **params}
    return text(said.msgid, language, params)


def _shortened(value: object) -> object:
    if isinstance(value, float):
        return str(value)  # what somebody typed or brought is repeated as it came
    is_long = isinstance(value, str) and len(value) > LONGEST_VALUE
    return f"{str(value)[:LONGEST_VALUE]} …" if is_long else value


def written(value: object, language: str) -> object:
    """Return a parameter as people write it: dates as 21.11.2026 or 21 Nov 2026, words and problems in the language.

    A number that is not whole has its comma or point; a whole one stays as it is, it may be a year or a row.
    """
    if isinstance(value, Problem):
        return message(value, language)
    if isinstance(value, Words):
        return value.within(language)
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, float):
        return format_decimal(value, locale="de_DE" if language == "de" else "en_GB")
    return value


def day(value: date | None, language: str) -> str:
    """Return a date as people write it; "" for None."""
    if value is None:
        return ""
    return value.strftime("%d.%m.%Y") if language == "de" else format_date(value, "d MMM y", locale="en_GB")
