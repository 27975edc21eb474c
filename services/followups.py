"""Which earlier reactions a new one may follow: the same customer, or a similar subject."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import starmap

import pandas as pd

from services import access
from services.access import Action, Actor
from services.cases import Case, case_of
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


def leads_round(earlier: Mapping[str, object], number: object, follows: object) -> bool:
    """Return whether a reaction that follows another one comes round to itself; `earlier` says what each one follows.

    A circle that it is no part of, one of former years, does not count.
    """
    seen: set[object] = set()
    at = follows
    while isinstance(at, str) and at and at not in seen:
        if at == number:
            return True
        seen.add(at)
        at = earlier.get(at)
    return False


def earlier_reactions(snapshot: Snapshot, _today: date, actor: Actor, number: str) -> tuple[Case, ...]:
    """Return the reactions that the one of that number follows, the latest first: what was said before.

    OA 10/2018, "Folgereaktionen": the customer turns to the office again in the same matter. A circle of former years
    is gone round once.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    access.require(actor, Action.SEE_REACTIONS)
    found: dict[str, Case] = {}
    at = snapshot.find_reaction_id(number)
    while at is not None and at not in found:
        found[at] = case_of(snapshot, at)
        at = snapshot.find_reaction_id(str(found[at].reaction["follow_up_of"] or ""))
    return tuple(case for case in found.values() if case.number != number)


def _is_similar(subjects: "pd.Series[str]", subject: str) -> "pd.Series[bool]":
    words = sorted({word for word in re.findall(r"\w+", subject.lower()) if len(word) >= SHORTEST_WORD})
    hits = pd.Series(0, index=subjects.index)
    if len(words) >= 2:
        lowered = subjects.str.lower()
        for word in words:
            hits += lowered.str.contains(word, regex=False).fillna(False).astype(int)
    return (hits >= 2) & (hits >= LEAST_SHARE * len(words))
