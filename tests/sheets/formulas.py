"""The few formulas the emulator can work out: arithmetic, comparisons, references and a handful of functions.

References in a formula do not follow when rows move; every other formula is kept and shows #NAME?.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.sheets.a1 import parse_cells

_TOKEN = (
    r"""\s*(?:(?P<number>\d+(?:%s\d+)?(?:[Ee][+-]?\d+)?)|"(?P<text>(?:[^"]|"")*)"|"""
    r"""(?P<ref>(?:'(?:[^']|'')*'!|\w+!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?)(?![\w(])|"""
    r"""(?P<name>[A-Za-z_][\w.]*)|(?P<op><=|>=|<>|[-+*/^&=<>(),;%%]))"""
)
_TOKENS = {decimal: re.compile(_TOKEN % re.escape(decimal)) for decimal in ".,"}

Read = Callable[[str], list[list[Any]]]


class FormulaError(Exception):
    """A formula that ends in an error value; the word is what the cell shows."""

    def __init__(self, word: str, kind: str) -> None:
        super().__init__(word)
        self.word = word
        self.kind = kind


def work_out(formula: str, read: Read, decimal: str) -> Any:
    """Work out a formula; `read` returns the values of a reference, `decimal` is the locale's decimal mark.

    Raises:
        FormulaError: it has no value.
    """
    tokens, place = [], 1
    while place < len(formula.rstrip()):
        match = _TOKENS[decimal].match(formula, place)
        if not match:
            raise FormulaError("#ERROR!", "ERROR")
        tokens.append((match.lastgroup or "", match[match.lastgroup or 0]))
        place = match.end()
    reader = _Reader(tokens, read)
    value = reader.compared()
    if reader.place != len(tokens):
        raise FormulaError("#ERROR!", "ERROR")
    return _single(value)


def _single(value: Any) -> Any:
    while isinstance(value, list):
        value = value[0] if value else None
    return value


def _number(value: Any) -> float:
    value = _single(value)
    if value in (None, ""):
        return 0
    if isinstance(value, int | float):
        return value
    raise FormulaError("#VALUE!", "VALUE")


def _flat(values: list[Any]) -> list[Any]:
    return [entry for value in values for entry in (_flat(value) if isinstance(value, list) else [value])]


def _numbers(values: list[Any]) -> list[float]:
    return [entry for entry in _flat(values) if isinstance(entry, int | float) and not isinstance(entry, bool)]


def _average(*values: Any) -> float:
    numbers = _numbers(list(values))
    if not numbers:
        raise FormulaError("#DIV/0!", "DIVIDE_BY_ZERO")
    return sum(numbers) / len(numbers)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *values: sum(_numbers(list(values))),
    "AVERAGE": _average,
    "MIN": lambda *values: min(_numbers(list(values)), default=0),
    "MAX": lambda *values: max(_numbers(list(values)), default=0),
    "COUNT": lambda *values: len(_numbers(list(values))),
    "COUNTA": lambda *values: len([entry for entry in _flat(list(values)) if entry not in (None, "")]),
    "IF": lambda test, then=True, other=False: then if _single(test) else other,
    "AND": lambda *values: all(_flat(list(values))),
    "OR": lambda *values: any(_flat(list(values))),
    "NOT": lambda value: not _single(value),
    "ROUND": lambda value, places=0: round(_number(value), int(_number(places))),
    "LEN": lambda value: len(str(_single(value) or "")),
    "CONCATENATE": lambda *values: "".join(str(entry) for entry in _flat(list(values)) if entry is not None),
    "HYPERLINK": lambda url, label=None: _single(url if label is None else label),
    "TRUE": lambda: True,
    "FALSE": lambda: False,
}


class _Reader:
    """Goes through the tokens once, the weakest operator first."""

    def __init__(self, tokens: list[tuple[str, str]], read: Read) -> None:
        self.tokens = tokens
        self.read = read
        self.place = 0

    def take(self, *operators: str) -> str | None:
        if self.place < len(self.tokens):
            kind, text = self.tokens[self.place]
            if kind == "op" and text in operators:
                self.place += 1
                return text
        return None

    def compared(self) -> Any:
        value = self.joined()
        while operator := self.take("=", "<>", "<", ">", "<=", ">="):
            left, right = _single(value), _single(self.joined())
            if operator in ("=", "<>"):
                value = (left == right) == (operator == "=")
            else:
                low, high = _number(left), _number(right)
                value = {"<": low < high, ">": low > high, "<=": low <= high, ">=": low >= high}[operator]
        return value

    def joined(self) -> Any:
        value = self.summed()
        while self.take("&"):
            value = f"{_single(value) or ''}{_single(self.summed()) or ''}"
        return value

    def summed(self) -> Any:
        value = self.multiplied()
        while operator := self.take("+", "-"):
            other = _number(self.multiplied())
            value = _number(value) + other if operator == "+" else _number(value) - other
        return value

    def multiplied(self) -> Any:
        value = self.raised()
        while operator := self.take("*", "/"):
            other = _number(self.raised())
            if operator == "/" and other == 0:
                raise FormulaError("#DIV/0!", "DIVIDE_BY_ZERO")
            value = _number(value) * other if operator == "*" else _number(value) / other
        return value

    def raised(self) -> Any:
        if operator := self.take("-", "+"):
            return -_number(self.raised()) if operator == "-" else self.raised()
        value = self.atom()
        if self.take("^"):
            value = _number(value) ** _number(self.raised())
        while self.take("%"):
            value = _number(value) / 100
        return value

    def atom(self) -> Any:
        if self.take("("):
            value = self.compared()
            if not self.take(")"):
                raise FormulaError("#ERROR!", "ERROR")
            return value
        if self.place >= len(self.tokens):
            raise FormulaError("#ERROR!", "ERROR")
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return float(text.replace(",", "."))
        if kind == "text":
            return text.replace('""', '"')
        if kind == "ref" and parse_cells(text.rpartition("!")[2]):
            return self.read(text)
        if kind == "name":
            return self.called(text.upper())
        raise FormulaError("#ERROR!", "ERROR")

    def called(self, name: str) -> Any:
        if name not in _FUNCTIONS:
            raise FormulaError("#NAME?", "NAME")
        values = []
        if self.take("(") and not self.take(")"):
            values.append(self.compared())
            while self.take(",", ";"):
                values.append(self.compared())
            if not self.take(")"):
                raise FormulaError("#ERROR!", "ERROR")
        try:
            return _FUNCTIONS[name](*values)
        except TypeError:
            raise FormulaError("#N/A", "N_A") from None
