"""The concerns beside their reactions: which rows belong to which, in the customer's order."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from services.figures.filters import has_code
from services.register.snapshot import Snapshot

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Belonging:
    """`rows` are the places of all concerns, by reaction and rank; those of reaction `i` from `starts[i]` on."""

    rows: Array
    starts: Array
    counts: Array

    def first(self, places: Array) -> Array:
        """Return the place of the first concern of each reaction; -1 where there is none."""
        has_one = self.counts[places] > 0
        found = np.full(len(places), -1)
        found[has_one] = self.rows[self.starts[places[has_one]]]
        return found


def belonging(snapshot: Snapshot) -> Belonging:
    """Return which concerns belong to which reaction; worked out once."""
    return snapshot.derived(_belonging)


def _belonging(snapshot: Snapshot) -> Belonging:
    reactions, concerns = snapshot.frames["reactions"], snapshot.frames["concerns"]
    owners = owners_of(snapshot, "concerns")
    known = np.flatnonzero(owners >= 0)
    ranks = concerns["rank"].to_numpy(dtype="float64", na_value=np.inf)
    order = known[np.lexsort((ranks[known], owners[known]))]
    counts = np.bincount(owners[known], minlength=len(reactions))
    return Belonging(order, np.concatenate(([0], np.cumsum(counts)[:-1])) if len(counts) else counts, counts)


def owners_of(snapshot: Snapshot, parts: str) -> Array:
    """Return for each row of a table of parts (concerns, notes) the place of its reaction; -1 where it has none."""
    return snapshot.derived(_owners, parts)


def _owners(snapshot: Snapshot, parts: str) -> Array:
    ids = pd.Index(snapshot.frames[parts]["reaction_id"])
    owners: Array = snapshot.frames["reactions"].index.get_indexer(ids)
    return owners


def has_concern(snapshot: Snapshot, field: str, codes: Collection[str]) -> Array:
    """Return for each reaction of the table whether one of its concerns has one of `codes` in `field`."""
    return of_reactions(snapshot, has_code(snapshot.frames["concerns"][field], codes))


def of_reactions(snapshot: Snapshot, is_wanted: Array) -> Array:
    """Return for each reaction of the table whether one of its concerns is wanted."""
    owners = owners_of(snapshot, "concerns")
    found = np.zeros(len(snapshot.frames["reactions"]), dtype=bool)
    found[owners[is_wanted & (owners >= 0)]] = True
    return found
