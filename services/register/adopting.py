"""A register that is becoming the copy of another one: the mark that keeps everybody out until it is whole.

Each store keeps the mark in its own way, under the name `UNFINISHED_COPY`, as the text of `UnfinishedCopy`. Written
before the first row and taken off after the last check, it stays where a copy was stopped half-way, however that
happened. The key in it lets a second copy into the same place be noticed by the first one.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

from schema.words import N_
from services import clock
from services.clock import BERLIN
from services.errors import InputRejected, RegisterShapeError, RegisterUnavailable
from services.register.base import StoredEntry, new_id

UNFINISHED_COPY = "unfinished_copy"


@dataclass(frozen=True, slots=True)
class UnfinishedCopy:
    """Whose copy a register is becoming, since when, and by which run."""

    source: str
    begun_at: str
    key: str

    @classmethod
    def begun(cls, source: str) -> Self:
        """Return the mark of a copy that begins now."""
        return cls(source, clock.now().isoformat(), new_id())

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the mark that `text` writes down."""
        return cls(**json.loads(text))

    @property
    def text(self) -> str:
        """The mark as it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False)


def unfinished(place: str, mark: UnfinishedCopy) -> RegisterShapeError:
    """Return the error for a register that nobody may work on yet."""
    return RegisterShapeError(
        N_(
            "{place} is the unfinished copy of {source}, begun on {begun}, and no register to work on. "
            "Start the copy again (python -m services copy): it begins anew. Or choose another register."
        ),
        place=place,
        source=mark.source,
        begun=datetime.fromisoformat(mark.begun_at).astimezone(BERLIN).date(),
    )


def not_empty(place: str) -> InputRejected:
    """Return the error for a register that holds something of its own."""
    msgid = N_("{place} is not empty. It was not touched. Choose an empty place for the copy.")
    return InputRejected(msgid, place=place)


def superseded(place: str) -> RegisterUnavailable:
    """Return the error for a copy into whose place another one has begun."""
    msgid = N_("Somebody has begun another copy to {place} meanwhile. This one was given up.")
    return RegisterUnavailable(msgid, place=place)


def following(place: str, after: int, entries: Iterable[StoredEntry]) -> Iterator[StoredEntry]:
    """Give journal rows on, as long as each has the place behind the one before.

    Raises:
        RegisterUnavailable: one has another place.
    """
    for seq, entry in enumerate(entries, after + 1):
        if entry.seq != seq:
            msgid = N_("The journal row {seq} does not follow on what {place} holds. Please start the copy again.")
            raise RegisterUnavailable(msgid, seq=entry.seq, place=place)
        yield entry
