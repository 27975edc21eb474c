"""The small language of the sample texts.

`<a|b>` takes one of several wordings, `<#a|b>` the same one wherever a story has it (subject and text agree), `[a|b]`
the first in the customer's own words and the second in the clerk's, `{slot}` or `{slot:argument}` a value: names for
the person, sums, dates around the day of receipt.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_NUMBERS = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_REGULAR_NEEDS = ((2021, 446), (2022, 449), (2023, 502))  # euros a month for one person; 563 from 2024 on
_CLOSING = {"<": ">", "[": "]"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A value to be filled in."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Several wordings, chosen by the dice or by whose words they are."""

    options: "tuple[Parts, ...]"
    by_voice: bool
    is_linked: bool


Parts = tuple[str | Slot | Choice, ...]


@dataclass(slots=True)
class Voice:
    """Who speaks, of whom and when; and the dice.

    Each call of `say` is one sentence or more in a row; the person is called by noun when last named a while ago, and
    by pronoun right after that.
    """

    rng: random.Random
    received_on: date
    is_own_words: bool
    is_woman: bool
    noun: str = "Kund"  # Kund, Klient or Patient
    short_dates: bool = False
    closed_on: date | None = None
    given: dict[str, str] = field(default_factory=dict)
    link: int = 0  # which wording the linked choices of the story take
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)  # said already in this story
    _said: int = 0
    _named_in: int = -9

    def say(self, template: str) -> str:
        """Return the template with everything filled in."""
        out: list[str] = []
        self._said += 1
        self._render(parsed(template), out)
        return "".join(out)

    def _render(self, parts: Parts, out: list[str]) -> None:
        for part in parts:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, Slot):
                out.append(self._slot(part.name, part.argument))
            elif part.by_voice:
                self._render(part.options[0 if self.is_own_words else 1], out)
            elif part.is_linked:
                self._render(part.options[self.link % len(part.options)], out)
            else:
                self._render(part.options[int(self.rng.random() * len(part.options))], out)

    def _slot(self, name: str, argument: str) -> str:
        if name in self.given:
            return self.given[name]
        if name in _NOUNS:
            return self._person(name)
        if name in ("sein", "Sein"):
            return ("ihr" if self.is_woman else "sein") if name == "sein" else ("Ihr" if self.is_woman else "Sein")
        if name == "rb":
            return f"{_regular_need(self.received_on.year)} Euro"
        if name == "uhr":
            return f"{self.rng.randrange(8, 17)}:{self.rng.randrange(0, 60, 5):02d} Uhr"
        if name == "monat":
            return _MONTHS[(self.received_on.month - 1 + int(argument)) % 12]
        if name == "jahr":
            return str(self.received_on.year + int(argument))
        if name == "tag":
            return self.day(self.received_on)
        if (name, argument) not in self.numbers:
            self.numbers[name, argument] = self._number(name, argument)
        return self.numbers[name, argument]

    def _number(self, name: str, argument: str) -> str:
        low, _, high = argument.partition("-")
        number = self.rng.randrange(int(low), int(high) + 1)
        if name == "eur":
            return euros(number, self.rng.randrange(100) if number < 1500 and self.rng.random() < 0.5 else 0)
        if name == "z":
            return _NUMBERS[number]
        if name == "n":
            return str(number)
        if name == "zu":
            return self.day(max(self.received_on, (self.closed_on or self.received_on) - timedelta(days=number)))
        return self.day(self.received_on + timedelta(days={"in": number, "vor": -number}[name]))

    def _person(self, name: str) -> str:
        is_near = self._named_in >= self._said - 1
        is_same = self._named_in == self._said
        self._named_in = self._said
        by_pronoun = is_same if name[0] == "k" else is_near
        words = _PRONOUNS[self.is_woman] if by_pronoun and name != "kgen" else _NOUN_WORDS[self.is_woman]
        word = words[_NOUNS[name]].replace("~", self.noun)
        if word == "der Kund":
            word = "der Kunde"
        return word[0].upper() + word[1:] if name[0].isupper() else word

    def day(self, day: date) -> str:
        """Return a date as this text writes dates."""
        if self.short_dates:
            return f"{day:%d.%m.%Y}"
        year = f" {day.year}" if day.year != self.received_on.year else ""
        return f"{day.day}. {_MONTHS[day.month - 1]}{year}"


# The case in which each slot speaks of the person; those beginning with k say the noun, unless in one sentence twice.
_NOUNS = {"K": 0, "k": 0, "kgen": 1, "kdat": 2, "kacc": 3, "Er": 0, "er": 0, "ihm": 2, "Ihm": 2, "ihn": 3}
_NOUN_WORDS = {True: ("die ~in", "der ~in", "der ~in", "die ~in"), False: ("der ~", "des ~en", "dem ~en", "den ~en")}
_PRONOUNS = {True: ("sie", "ihrer", "ihr", "sie"), False: ("er", "seiner", "ihm", "ihn")}


def _regular_need(year: int) -> int:
    return next((amount for known, amount in _REGULAR_NEEDS if year <= known), 563)


def euros(whole: int, cents: int = 0) -> str:
    """Return a sum the German way: 1.240 Euro, 87,40 Euro."""
    return f"{whole:,}".replace(",", ".") + (f",{cents:02d}" if cents else "") + " Euro"


@cache
def parsed(template: str) -> Parts:
    """Return the template taken apart.

    Raises:
        ValueError: a bracket is not closed, or a choice between two voices has not two sides.
    """
    parts, place = _parse(template, 0, "")
    if place != len(template):
        raise ValueError(f"closed without being opened at {place}: {template}")
    return parts[0]


def _parse(template: str, place: int, end: str) -> tuple[tuple[Parts, ...], int]:
    options: list[list[str | Slot | Choice]] = [[]]
    while place < len(template):
        sign = template[place]
        if sign == end:
            return tuple(tuple(option) for option in options), place
        if sign in _CLOSING:
            is_linked = template.startswith("#", place + 1)
            choices, place = _parse(template, place + 1 + is_linked, _CLOSING[sign])
            if place >= len(template) or (sign == "[" and len(choices) != 2):
                raise ValueError(f"broken choice: {template}")
            options[-1].append(Choice(choices, sign == "[", is_linked))
        elif sign == "{":
            close = template.index("}", place)
            name, _, argument = template[place + 1 : close].partition(":")
            options[-1].append(Slot(name, argument))
            place = close
        elif sign == "|" and end:
            options.append([])
        elif sign in ">]}":
            return tuple(tuple(option) for option in options), place
        else:
            start = place
            while place + 1 < len(template) and template[place + 1] not in "<>[]{}|":
                place += 1
            options[-1].append(template[start : place + 1])
        place += 1
    return tuple(tuple(option) for option in options), place
