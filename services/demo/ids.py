"""Row ids of the sample register: ULIDs whose time is the day of receipt and whose rest comes from the seed."""

import random
from datetime import date

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_EPOCH = date(1970, 1, 1).toordinal()
_OPENING_MS = 6 * 3_600_000  # six in the morning, UTC
_STEP_MS = 2_000


class IdMaker:
    """Make ids that sort in the order in which they are asked for, as long as the days do."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._day: date | None = None
        self._count = 0

    def make(self, day: date) -> str:
        """Return the next id of that day."""
        if day != self._day:
            self._day, self._count = day, 0
        self._count += 1
        milliseconds = (day.toordinal() - _EPOCH) * 86_400_000 + _OPENING_MS + self._count * _STEP_MS
        return encode(milliseconds, self._rng.getrandbits(80))


def encode(milliseconds: int, randomness: int) -> str:
    """Return the ULID of a time and 80 random bits."""
    number = (milliseconds << 80) | randomness
    pairs = []
    for _ in range(13):
        pairs.append(_PAIRS[number & 1023])
        number >>= 10
    return "".join(reversed(pairs))
