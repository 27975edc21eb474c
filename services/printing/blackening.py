"""Taking names out of a text: what is known of the people of a case, wherever it stands, however it is written.

What is taken out is replaced by one sign (`BAR`), which the page shows as a black bar of one width; nothing of it
stays. Found are names (each part of three letters or more, shorter ones beside a title or within the whole name),
e-mail addresses, telephone and account numbers, customer numbers, addresses of the contact, dates of birth. Case,
accents, umlauts written as two letters, soft hyphens, a word divided at the end of a line and a genitive's s make no
difference.
People whom the register does not know are not found: somebody has to read the text before it leaves the house.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

BAR: Final = "\ue000"  # for private use: no sign that people type; what somebody typed of it is dropped
SHORTEST_PART: Final = 3
SHORTEST_LINE: Final = 4
# fmt: off
TITLES: Final = frozenset({
    "herr", "herrn", "frau", "familie", "fam", "dr", "prof", "dipl", "ing", "mr", "mrs", "ms", "und", "and",
    "von", "vom", "van", "der", "den", "die", "das", "dem", "del", "zu", "zum", "zur",
    "tel", "telefon", "fon", "mobil", "handy", "fax", "mail", "email", "post", "team",
})  # parts of a name field that are nobody's name
# fmt: on
_SPELT: Final = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "ı": "i",
    "ł": "l",
    "ø": "oe",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
}
_TITLED: Final = r"(?:frau|herrn?|hr|fr|familie|fam|mr|mrs|ms)\.?\s+"
_GENITIVE: Final = r"(?:['’´`]?s['’´`]?|['’´`])?"
_DATE: Final = r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
_MONTH_DAY: Final = r"\d{1,2}\.\s?[a-z]{3,9}\.?\s\d{4}"
# One after the other: a date is passed over, so that it is not taken for a telephone number.
_PATTERNS: Final = re.compile(
    rf"(?P<birth>\b(?:geb|geboren|geburtsdatum|geburtstag|born|date of birth)\b[.:]?\s*(?:am\s|on\s)?\s*"
    rf"(?:{_DATE}|{_MONTH_DAY}))"
    r"|(?P<mail>[^\s<>()\[\],;:\"'|@]{1,100}@[^\s<>()\[\],;:\"'|@]+)"
    r"|(?P<iban>\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,4})?\b)"
    r"|(?P<household>\b\d{3,6}\s?(?:bg\s?|//)\d{4,}\b)"
    rf"|(?P<date>(?<!\d)(?:{_DATE})(?!\d))"
    r"|(?P<phone>(?<![\w,.])(?:\+\s?\d{1,3}|00\d{1,3}|\(?0\d{1,5}\)?)(?:[\s/().-]{0,3}\d){4,14}(?![\w,]\d))"
)


@dataclass(frozen=True)
class Blackout:
    """What is to be taken out of the texts of one case.

    `names` lose every part that is long enough; `others` (people who may only be named in passing) their whole name,
    and their last name behind a title. `words` are taken out as they are: numbers, lines of an address.
    """

    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def without_names(self, text: str) -> str:
        """Return the text with a `BAR` for everything that is to be taken out."""
        text = unicodedata.normalize("NFC", text.replace(BAR, ""))
        folded, places = _folded(text)
        taken = bytearray(len(text))
        for start, end in self._spans(folded):
            first, last = places[start], places[end - 1]
            taken[first : last + 1] = b"\1" * (last + 1 - first)
        marked = "".join(BAR if is_taken else sign for sign, is_taken in zip(text, taken, strict=True))
        return re.sub(rf"{BAR}(?:[ \u00ad-]*{BAR})*", BAR, marked)

    def _spans(self, folded: str) -> Iterator[tuple[int, int]]:
        for found in _PATTERNS.finditer(folded):
            if found.lastgroup != "date":
                yield found.span()
        if self._pattern is not None:
            for found in self._pattern.finditer(folded):
                yield found.span()

    @cached_property
    def _pattern(self) -> "re.Pattern[str] | None":
        parts = [
            *(_spread(word) for word in self.words),
            *(one for name in self.names for one in _of_name(name, SHORTEST_PART)),
            *(one for name in self.others for one in _of_other(name)),
        ]
        longest_first = sorted({part for part in parts if part}, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)}){_GENITIVE}(?!\w)") if longest_first else None


def bare(text: str) -> str:
    """Return a text that holds no bar of its own."""
    return text.replace(BAR, "")


def lines_of(contact: str) -> tuple[str, ...]:
    """Return what is to be taken out of texts where it repeats a line of an address: streets and towns with numbers."""
    parts = (part.strip() for part in re.split(r"[\n,;]", contact))
    return tuple(
        part for part in parts if len(part) >= SHORTEST_LINE and re.search(r"\d", part) and re.search(r"[^\W\d]", part)
    )


def _of_name(name: str, shortest: int) -> Iterator[str]:
    """Give the ways in which a name may stand in a text: whole, turned round, its parts."""
    parts = _parts(name)
    if len(parts) > 1:
        yield _joined(parts)
        yield _joined([parts[-1], *parts[:-1]])
    for part in parts:
        if len(part) >= shortest:
            yield re.escape(part)
        else:
            yield _TITLED + re.escape(part)


def _of_other(name: str) -> Iterator[str]:
    parts = _parts(name)
    if "@" in name:
        yield _spread(name)
    elif len(parts) > 1:
        yield _joined(parts)
        yield _joined([parts[-1], *parts[:-1]])
        yield _TITLED + re.escape(parts[-1])


def _parts(name: str) -> list[str]:
    folded, _ = _folded(unicodedata.normalize("NFC", name))
    return [part for part in re.findall(r"\w+", folded) if part not in TITLES and not part.isdecimal()]


def _joined(parts: Iterable[str]) -> str:
    return r"[\s,.-]{1,3}".join(re.escape(part) for part in parts)


def _spread(word: str) -> str:
    """Return a pattern for signs that may stand apart: 123 A 456 for 123A456."""
    folded, _ = _folded(unicodedata.normalize("NFC", word))
    return r"[\s./-]*".join(re.escape(sign) for sign in folded if not re.match(r"[\s./-]", sign))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without what makes no difference, and the place in `text` of each of its signs."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in _fold(text, place, sign):
            signs.append(one)
            places.append(place)
    return "".join(signs), places


def _fold(text: str, place: int, sign: str) -> str:
    if unicodedata.category(sign) in ("Cf", "Cc") and not sign.isspace():
        return ""  # soft hyphens, spaces of no width
    if sign == "-" and text[place + 1 : place + 2] == "\n" and text[place - 1 : place].isalpha():
        return ""  # a word divided at the end of a line
    if sign == "\n" and text[place - 1 : place] == "-" and text[place - 2 : place - 1].isalpha():
        return ""
    low = sign.casefold()
    if low in _SPELT:
        return _SPELT[low]
    return "".join(one for one in unicodedata.normalize("NFKD", low) if not unicodedata.combining(one))
