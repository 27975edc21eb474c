"""The cases behind a mark: every bar, line point and cell of a dashboard leads to the reactions it counts.

A mark is the row of the chart's frame without its numbers, such as `{"unit": "team_1", "urgency": "overdue"}`. Keys are
columns of the facts (`none`: not given), `month` or `year` of receipt, `clock` with `state`, `is_refused` (a wish was),
or, where the chart counts concerns, CONCERN_KEYS and `is_talked_over`: one and the same concern has to match them all.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from services.figures.counts import months_of
from services.figures.facts import Array
from services.figures.filters import has_code
from services.figures.outcomes import is_refused

Mark = Mapping[str, str | bool]
CONCERN_KEYS = ("kind", "area", "theme", "detail", "outcome", "named_as", "complaint_type", "clearing_kind")
TALKED_OVER = "is_talked_over"
REFUSED = "is_refused"


def list_cases(facts: pd.DataFrame, mark: Mark, matters: pd.DataFrame | None = None) -> list[str]:
    """Return the row ids of the reactions behind a mark, oldest first; `matters` are those of the same `facts`.

    Raises:
        KeyError: the mark has a key that neither the facts nor the concerns know, or names concerns without `matters`.
    """
    keep = np.ones(len(facts), dtype=bool)
    of_concerns = {key: value for key, value in mark.items() if key in (*CONCERN_KEYS, TALKED_OVER)}
    for key, value in mark.items():
        if key not in of_concerns and key not in ("state", REFUSED):
            keep &= _matches(facts, mark, key, value)
    if of_concerns or REFUSED in mark:
        if matters is None:
            raise KeyError(f"{', '.join(of_concerns) or REFUSED}: the concerns are needed")
        keep &= _has_concern(facts, matters, of_concerns) if of_concerns else True
        keep &= is_refused(facts, matters) if REFUSED in mark else True
    rows = facts.loc[keep, ["received_on", "number"]].sort_values(["received_on", "number"])
    return [str(row_id) for row_id in rows.index]


def _matches(facts: pd.DataFrame, mark: Mark, key: str, value: str | bool) -> Array:
    if isinstance(value, bool):
        is_so: Array = facts[key].to_numpy(dtype=bool)
        return is_so if value else ~is_so
    if key == "month":
        return np.equal(months_of(facts["received_on"]), value)
    if key == "year":
        return np.asarray(facts["received_on"].dt.year == int(value))
    if key == "clock":
        return has_code(facts[f"{value}_state"], [str(mark["state"])])
    return has_code(facts[key], [value])


def _has_concern(facts: pd.DataFrame, matters: pd.DataFrame, wanted: Mapping[str, str | bool]) -> Array:
    matching = np.ones(len(matters), dtype=bool)
    for key, value in wanted.items():
        if key == TALKED_OVER:
            matching &= matters["talked_over_on"].notna().to_numpy(dtype=bool)
        else:
            matching &= has_code(matters[key], [str(value)])
    found = np.zeros(len(facts), dtype=bool)
    found[matters["place"].to_numpy()[matching]] = True
    return found
