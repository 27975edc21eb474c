"""Parts of a register: what figures and dashboards see when somebody has chosen areas, teams or a period.

A reaction matches an area if any of its concerns does; of its concerns only the matching ones are then counted, so that
`concerns.total` of an area is what was said about that area. A reaction without a concern matches no area. `none`
chooses what is not given. A period filter leaves the comparison period empty: figures take their periods themselves.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from services.figures.counts import is_within
from services.figures.facts import NONE, Array
from services.figures.outside import OUTSIDE
from services.figures.periods import Period
from services.register.snapshot import Snapshot


def filtered(
    snapshot: Snapshot, period: Period | None = None, *, areas: Collection[str] = (), units: Collection[str] = ()
) -> Snapshot:
    """Return the snapshot with the matching reactions and concerns only; what is not chosen filters nothing."""
    if period is None and not areas and not units:
        return snapshot
    reactions, concerns = snapshot.frames["reactions"], snapshot.frames["concerns"]
    keep = np.ones(len(reactions), dtype=bool)
    if period is not None:
        keep &= is_within(reactions["received_on"], period)
    if units:
        keep &= has_code(reactions["unit"], units)
    places = reactions.index.get_indexer(pd.Index(concerns["reaction_id"]))
    matching = places >= 0
    if areas:
        matching &= has_code(concerns["area"], areas)
        has_matching = np.zeros(len(reactions), dtype=bool)
        has_matching[places[matching]] = True
        keep &= has_matching
    matching[matching] = keep[places[matching]]
    parts = {"reactions": reactions[keep], "concerns": concerns[matching], **_outside(snapshot, areas, units)}
    return replace(snapshot, frames={**snapshot.frames, **parts})


def _outside(snapshot: Snapshot, areas: Collection[str], units: Collection[str]) -> dict[str, pd.DataFrame]:
    """Return what has no team, and of what has no area either nothing but under NONE."""
    same_day, handovers = (snapshot.frames[table] for table in OUTSIDE)
    is_meant = not units or NONE in units
    keep = has_code(same_day["area"], areas) if areas else np.ones(len(same_day), dtype=bool)
    has_handovers = is_meant and (not areas or NONE in areas)
    return {
        "same_day": same_day[keep] if is_meant else same_day[:0],
        "handovers": handovers if has_handovers else handovers[:0],
    }


def has_code(column: "pd.Series[Any]", codes: Collection[str]) -> Array:
    """Return for each value whether it is one of `codes`; NONE stands for what is not given."""
    found: Array = column.isin(list(codes)).to_numpy(dtype=bool)
    return found | column.isna().to_numpy(dtype=bool) if NONE in codes else found
