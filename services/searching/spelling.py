"""What is the same to somebody who searches: case aside, ä as ae, ö as oe, ü as ue, ß as ss.

The texts stay as they are and the word is turned into a pattern: that is faster than folding every text first, at
100,000 reactions a tenth of the time.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

SAME = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
APART = pa.scalar("\n", type=pa.large_string())  # between two fields: no word is found across them

Texts = Any  # an array of texts; pyarrow ships no types


def plain(text: str) -> str:
    """Return a text as it is compared."""
    text = unicodedata.normalize("NFC", text).lower()
    for letter, letters in SAME:
        text = text.replace(letter, letters)
    return text


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a search as they are compared, each once, the longest first."""
    return tuple(sorted(dict.fromkeys(plain(text).split()), key=lambda word: (-len(word), word)))


def plain_texts(column: "pd.Series[Any]") -> list[str]:
    """Return the texts of a short column as they are compared."""
    return [plain(text) if isinstance(text, str) else "" for text in column.to_numpy(dtype=object)]


def joined_texts(columns: "Sequence[pd.Series[Any]]") -> Texts:
    """Return the texts of several columns, row by row in one."""
    texts = [pa.array(column.array, type=pa.large_string()) for column in columns]
    return pc.binary_join_element_wise(*texts, APART, null_handling="replace", null_replacement="")


def has_word(texts: Texts, word: str) -> Any:
    """Return for each text whether a word, as `plain_words` gives it, occurs in it, as a numpy array."""
    pattern = re.escape(word)
    for letter, letters in SAME:
        pattern = pattern.replace(letters, f"(?:{letters}|{letter})")
    return pc.match_substring_regex(texts, pattern, ignore_case=True).to_numpy(zero_copy_only=False)
