"""What a spreadsheet's locale changes: separators, the order in a date, the words for true and false."""

from __future__ import annotations

from dataclasses import dataclass

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_GERMAN_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GERMAN_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@dataclass(frozen=True)
class Locale:
    """One locale's ways of writing."""

    decimal: str
    thousands: str
    date_order: str
    date_separator: str
    date_pattern: str
    currency: str
    words: tuple[str, str] = ("TRUE", "FALSE")
    months: tuple[str, ...] = _ENGLISH_MONTHS
    days: tuple[str, ...] = _ENGLISH_DAYS
    currency_first: bool = False

    @property
    def argument_separator(self) -> str:
        return ";" if self.decimal == "," else ","


_GERMAN = Locale(
    ",", ".", "dmy", ".", "dd.mm.yyyy", "€", words=("WAHR", "FALSCH"), months=_GERMAN_MONTHS, days=_GERMAN_DAYS
)
_LOCALES = {
    "en_US": Locale(".", ",", "mdy", "/", "m/d/yyyy", "$", currency_first=True),
    "en_GB": Locale(".", ",", "dmy", "/", "dd/mm/yyyy", "£", currency_first=True),
    "de_DE": _GERMAN,
    "de_AT": _GERMAN,
    "fr_FR": Locale(",", "\u202f", "dmy", "/", "dd/mm/yyyy", "€", words=("VRAI", "FAUX")),
}


def get_locale(name: str) -> Locale:
    """Return a locale's rules; one that the emulator does not know writes as en_US."""
    return _LOCALES.get(name) or (_GERMAN if name.startswith("de") else _LOCALES["en_US"])
