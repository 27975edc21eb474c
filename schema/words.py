"""Words in both languages of the portal, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One text in German and in English."""

    de: str
    en: str

    def within(self, language: str) -> str:
        """Return the text in `language`; German for any language but `en`."""
        return self.en if language == "en" else self.de

    def __str__(self) -> str:
        return self.de


NO_WORDS = Words("", "")


def N_(msgid: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return msgid
