"""Which earlier reactions a new one may follow: the same customer, or a similar subject."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import starmap

import pandas as pd

from services import access
from services.access import Action, Actor
from services.register.snapshot import Snapshot

MOST = 5
SHORTEST_WORD = 4
LEAST_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An earlier reaction and why it is named: by the customer reference, or by its subject."""

    number: str
    subject: str
    received_on: date
    by_customer: bool


def suggested_follow_ups(
    snapshot: Snapshot, today: date, actor: Actor, customer_ref: str, subject: str, own_id: str = ""
) -> tuple[Suggestion, ...]:
    """Return earlier reactions of the same customer, then those with a similar subject, newest first; five at most.

    A subject is similar when it has at least two of the words (of four letters or more), and 60 % of them.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    access.require(actor, Action.SEE_REACTIONS)
    reactions = snapshot.frames["reactions"]
    by_customer = pd.Series(False, index=reactions.index)
    if customer_ref.strip():
        same = reactions["customer_ref"].str.strip().str.casefold() == customer_ref.strip().casefold()
        by_customer = same.fillna(False).astype(bool)
    by_subject = _is_similar(reactions["subject"], subject)
    found = (by_customer | by_subject) & (reactions.index != own_id) & (reactions["received_on"] <= pd.Timestamp(today))
    rows = reactions.loc[found, ["number", "subject", "received_on"]].assign(by_customer=by_customer[found])
    rows = rows.sort_values(["by_customer", "received_on", "number"], ascending=False).head(MOST)
    columns = (rows["number"], rows["subject"].fillna(""), rows["received_on"].dt.date, rows["by_customer"])
    return tuple(starmap(Suggestion, zip(*columns, strict=True)))


def follow_ups_of(snapshot: Snapshot, _today: date, number: str) -> tuple[str, ...]:
    """Return the numbers of the reactions that follow the one of that number."""
    reactions = snapshot.frames["reactions"]
    return tuple(sorted(reactions.loc[reactions["follow_up_of"] == number, "number"]))


def _is_similar(subjects: "pd.Series[str]", subject: str) -> "pd.Series[bool]":
    words = sorted({word for word in re.findall(r"\w+", subject.lower()) if len(word) >= SHORTEST_WORD})
    hits = pd.Series(0, index=subjects.index)
    if len(words) >= 2:
        lowered = subjects.str.lower()
        for word in words:
            hits += lowered.str.contains(word, regex=False).fillna(False).astype(int)
    return (hits >= 2) & (hits >= LEAST_SHARE * len(words))
