"""What a theme's texts are made of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Story:
    """One situation: its subject line, its first sentence, sentences that may follow, and what the customer wants.

    `ends` says how it ends when upheld, partly upheld and not upheld, where the theme's own endings would not fit.
    """

    subject: str
    lead: str
    more: tuple[str, ...] = ()
    wish: str = ""
    since: date = date.min
    until: date = date.max
    ends: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """The situations of one theme, what a disposition asks for, and how such a case ends."""

    stories: tuple[Story, ...]
    task: str
    upheld: str = ""
    partly: str = ""
    rejected: str = ""
