"""What is worked out of the course of cases for dashboards, and the cases behind a mark that stands for it.

Marks name it by these keys: `late` (the standard that was missed), `course` (escalated, follow_up), `cause` and
`moved_to` of an escalation, `gap` and `outcome_before` of a follow-up, `returns` of a reaction that was followed.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from services.dashboards.selection import Selection, standard_facts
from services.deadlines import ClockName, Periods
from services.figures.escalation import escalation_moves_df, is_escalated
from services.figures.facts import Array
from services.figures.follow_ups import follow_up_facts
from services.figures.quality import is_late
from services.procedure.escalation import CAUSES
from services.register.snapshot import Snapshot

CAUSE_CODES: Final = ("ran_out", "superior", "not_to_clear")  # of CAUSES, in their order
STANDARD: Final = Periods()  # by which offices are compared
FOLLOWED: Final = ("gap", "outcome_before", "returns")
MOVED: Final = {"cause": "cause", "moved_to": "step"}


def known_follow_ups(snapshot: Snapshot, today: date, facts: pd.DataFrame) -> pd.DataFrame:
    """Return what is known of the reactions in `facts` as follow-ups, worked out once for the whole register."""
    known = snapshot.derived(_known, today)
    return known if len(known) == len(facts) else known.reindex(facts.index)


def known_moves(snapshot: Snapshot, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the moves up the escalation ladder of the reactions in `facts`."""
    causes = {cause.de: code for cause, code in zip(CAUSES, CAUSE_CODES, strict=True)}
    return escalation_moves_df(snapshot.frames["notes"], facts, causes)


def facts_behind(
    snapshot: Snapshot, today: date, selection: Selection, facts: pd.DataFrame, mark: Mapping[str, Any]
) -> pd.DataFrame:
    """Return the facts with the columns that a mark asks for besides; the others stay as they are."""
    columns: dict[str, Any] = {}
    if "late" in mark:
        standard = standard_facts(snapshot, today, selection)
        columns["late"] = _where(is_late(standard, ClockName(mark["late"]), STANDARD), mark["late"])
    if "course" in mark:
        is_so = facts["is_follow_up"].to_numpy(dtype=bool) if mark["course"] == "follow_up" else is_escalated(facts)
        columns["course"] = _where(is_so, mark["course"])
    if any(key in mark for key in FOLLOWED):
        known = known_follow_ups(snapshot, today, facts)
        columns |= {key: known[key].array for key in FOLLOWED}
    for key, column in MOVED.items():
        if key in mark:
            moves = known_moves(snapshot, facts)
            has_moved = np.zeros(len(facts), dtype=bool)
            has_moved[moves.loc[moves[column].fillna("none") == mark[key], "place"].to_numpy()] = True
            columns[key] = _where(has_moved, mark[key])
    return facts.assign(**columns) if columns else facts


def _known(snapshot: Snapshot, today: date) -> pd.DataFrame:
    return follow_up_facts(snapshot.frames["reactions"], snapshot.frames["concerns"], today)


def _where(is_so: Array, code: str) -> Array:
    return np.where(is_so, code, "")
