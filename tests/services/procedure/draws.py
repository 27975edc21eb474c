"""What a sequence draws from, written once: for Hypothesis, which makes a failing one short, and for a seeded random.

Hypothesis also tries constants of whatever modules the process has loaded, so that what it draws depends on the tests
that ran before; with a seed of its own, a test tries the same sequences everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

Machine = TypeVar("Machine", bound=RuleBasedStateMachine)


class Draw(Protocol):
    """Something to draw from, either way."""

    @property
    def strategy(self) -> st.SearchStrategy[Any]: ...

    def pick(self, by: random.Random) -> Any: ...


class OneOf:
    """One of these values; one that stands here twice comes twice as often."""

    def __init__(self, *values: Any) -> None:
        self.values = values

    @property
    def strategy(self) -> st.SearchStrategy[Any]:
        return st.sampled_from(self.values)

    def pick(self, by: random.Random) -> Any:
        return by.choice(self.values)


@dataclass(frozen=True)
class Between:
    """A whole number from the least to the most."""

    least: int
    most: int

    @property
    def strategy(self) -> st.SearchStrategy[int]:
        return st.integers(self.least, self.most)

    def pick(self, by: random.Random) -> int:
        return by.randint(self.least, self.most)


class Either:
    """What one of these draws."""

    def __init__(self, *draws: Draw) -> None:
        self.draws = draws

    @property
    def strategy(self) -> st.SearchStrategy[Any]:
        return st.one_of(*(draw.strategy for draw in self.draws))

    def pick(self, by: random.Random) -> Any:
        return by.choice(self.draws).pick(by)


@dataclass(frozen=True)
class Several:
    """A list of so many draws."""

    draw: Draw
    least: int
    most: int

    @property
    def strategy(self) -> st.SearchStrategy[list[Any]]:
        return st.lists(self.draw.strategy, min_size=self.least, max_size=self.most)

    def pick(self, by: random.Random) -> list[Any]:
        return [self.draw.pick(by) for _ in range(by.randint(self.least, self.most))]


@dataclass(frozen=True)
class Move:
    """A method that a sequence may call: what its arguments are drawn from, and when it may be called."""

    name: str
    draws: Mapping[str, Draw]
    can: Callable[[Any], bool]
    is_first: bool

    def make(self, machine: RuleBasedStateMachine, by: random.Random) -> str:
        """Call it with what the seed draws; return what was called."""
        drawn = {name: draw.pick(by) for name, draw in self.draws.items()}
        getattr(machine, self.name)(**drawn)
        return f"{self.name}({', '.join(f'{name}={value!r}' for name, value in drawn.items())})"


def _always(_machine: Any) -> bool:
    return True


def first(**draws: Draw) -> Callable[[Any], Any]:
    """Let a method begin every sequence."""
    return _declared(initialize, draws, _always, is_first=True)


def move(can: Callable[[Any], bool] = _always, **draws: Draw) -> Callable[[Any], Any]:
    """Let a sequence call a method, where it can."""
    return _declared(rule, draws, can, is_first=False)


def _declared(
    declare: Callable[..., Any], draws: Mapping[str, Draw], can: Callable[[Any], bool], *, is_first: bool
) -> Callable[[Any], Any]:
    def declared(method: Any) -> Any:
        known = declare(**{name: draw.strategy for name, draw in draws.items()})(method)
        if not is_first:
            known = precondition(can)(known)
        known.move = Move(method.__name__, draws, can, is_first)
        return known

    return declared


def moves_of(machine: type[RuleBasedStateMachine]) -> list[Move]:
    """Return what a machine declares, in the order of its source."""
    found = [getattr(each, "move", None) for base in reversed(machine.__mro__) for each in vars(base).values()]
    return [each for each in found if isinstance(each, Move)]


def run_seeded(machine: type[Machine], seed: int, *, sequences: int, length: int) -> None:
    """Try that many sequences of so many moves; the same ones for the same seed, whatever else the process did.

    Raises:
        AssertionError: what a move or the end of a sequence found, with the sequence that led there.
    """
    by = random.Random(seed)
    moves = moves_of(machine)
    for _ in range(sequences):
        running, made = machine(), list[str]()
        try:
            made += [each.make(running, by) for each in moves if each.is_first]
            for _ in range(length):
                can = [each for each in moves if not each.is_first and each.can(running)]
                made.append(by.choice(can).make(running, by))
            running.teardown()
        except AssertionError as err:
            err.add_note("\n".join(["After these moves, and then the one that failed:", *made]))
            raise
