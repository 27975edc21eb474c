"""A breach of a rule, as data: where it is, what was there, and what to do about it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one record.

    `msgid` says what is wrong and how to mend it; its parameters are in `params`, and `value` is always one of them.
    """

    table: str
    field: str
    value: object
    msgid: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)  # `field` is a name here

    def __str__(self) -> str:
        return self.msgid.format(**{"value": self.value, **self.params})
