"""Escalation: how far reactions went up the ladder, why, and how long it took until each step.

Unit: reactions, or moves (a move is a note of the kind escalation: to which step, when, for which cause). A reaction
and its moves belong to the period in which it was received. Escalated is what reached the second step or a higher one,
as in the figure `reactions.escalated`. A step without a note (brought by an import) counts as reached, not as moved.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd

from services.figures.comparison import compared_df, compared_row
from services.figures.counts import counts_of, entries_of, is_within, middle, ninetieth
from services.figures.facts import NONE, Array
from services.figures.periods import Period
from services.figures.tally import ESCALATED

NOTE_KIND: Final = "escalation"
OTHER: Final = "other"  # a cause that somebody wrote in words of their own


def is_escalated(facts: pd.DataFrame) -> Array:
    """Return for each reaction whether it reached the second step or a higher one."""
    steps = facts["escalation_step"]
    reached = [code for code in counts_of(steps) if code != NONE and code >= ESCALATED]
    found: Array = steps.isin(reached).to_numpy(dtype=bool)
    return found


def escalation_steps_df(
    facts: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None
) -> pd.DataFrame:
    """Return `escalation_step, reactions` by the step reached, every one from the second; the base is all reactions."""
    now = facts.loc[is_within(facts["received_on"], period), "escalation_step"]
    counts = counts_of(now)
    old = counts_of(facts.loc[is_within(facts["received_on"], before), "escalation_step"]) if before else {}
    steps = [code for code in entries_of(codes, counts, old, none=False) if code != NONE and code >= ESCALATED]
    rows = (compared_row([code], counts.get(code, 0), old.get(code, 0) if before else None, len(now)) for code in steps)
    return compared_df(rows, ["escalation_step"], "reactions")


def escalation_moves_df(notes: pd.DataFrame, facts: pd.DataFrame, causes: dict[str, str]) -> pd.DataFrame:
    """Return each move of the reactions in `facts` that has happened by their day, with the place of its reaction.

    Columns: `place`, `received_on`, `step`, `cause` (`causes` gives a title its code; OTHER, or missing where none was
    given), `days` from receipt to the move.
    """
    moves = notes.loc[notes["kind"] == NOTE_KIND, ["reaction_id", "noted_on", "step", "title"]]
    places = facts.index.get_indexer(pd.Index(moves["reaction_id"]))
    moves, places = moves[places >= 0], places[places >= 0]
    received = facts["received_on"].array.take(places)
    days = (moves["noted_on"].to_numpy(dtype="datetime64[D]") - np.asarray(received, dtype="datetime64[D]")).astype(
        "timedelta64[D]"
    )
    has_happened = days.astype("int64") <= facts["age_days"].to_numpy()[places]
    titles = moves["title"].astype(object)
    cause = titles.map(causes).where(titles.isna() | (titles == "") | titles.isin(list(causes)), OTHER)
    frame = pd.DataFrame(
        {
            "place": places,
            "received_on": received,
            "step": moves["step"].to_numpy(dtype=object),
            "cause": cause.to_numpy(dtype=object),
            "days": days.astype("int64"),
        }
    )
    found: pd.DataFrame = frame[has_happened & ~np.isnat(days)].reset_index(drop=True)
    return found


def escalation_causes_df(
    moves: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None
) -> pd.DataFrame:
    """Return `cause, reactions`: the reactions moved up for it, once each; the base is all reactions that moved.

    A reaction that moved for several causes counts under each of them.
    """
    now, total = _reactions_by(moves, "cause", period)
    old = _reactions_by(moves, "cause", before)[0] if before else {}
    rows = (
        compared_row([code], now.get(code, 0), old.get(code, 0) if before else None, total)
        for code in entries_of([*codes, OTHER], now, old, none=False)
    )
    return compared_df(rows, ["cause"], "reactions")


def escalation_days_df(moves: pd.DataFrame, codes: Iterable[str], period: Period) -> pd.DataFrame:
    """Return `moved_to, reactions, days_median, days_p90`: how long after receipt reactions reached each step.

    Of a step that a reaction reached more than once the first time counts. Only steps with a move.
    """
    inside = moves[is_within(moves["received_on"], period)]
    first = inside.groupby(["place", "step"], sort=False, observed=True)["days"].min().reset_index()
    rows = []
    for code in entries_of(codes, counts_of(first["step"]), none=False):
        days = first.loc[first["step"] == code, "days"].to_numpy(dtype="int64")
        if len(days):
            rows.append((code, len(days), middle(days), ninetieth(days)))
    frame = pd.DataFrame(rows, columns=["moved_to", "reactions", "days_median", "days_p90"])
    return frame.astype({"moved_to": "str", "reactions": "int64", "days_median": "Float64", "days_p90": "Int64"})


def _reactions_by(moves: pd.DataFrame, column: str, period: Period) -> tuple[dict[str, int], int]:
    inside = moves[is_within(moves["received_on"], period)]
    return counts_of(inside.drop_duplicates(["place", column])[column]), int(inside["place"].nunique())
