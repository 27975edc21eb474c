"""The partner organisations of the ombuds office: who they are, and the cases they brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from schema.lists import code_for
from schema.problems import Problem
from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import refuse
from services.records import add_record
from services.register.base import Register, Values
from services.register.snapshot import Row, Snapshot


@dataclass(frozen=True, slots=True)
class Load:
    """How many cases a partner brought this year, in all, and how many of them are open."""

    this_year: int = 0
    total: int = 0
    open_now: int = 0


@dataclass(frozen=True, slots=True)
class PartnerCase:
    """One case that a partner brought."""

    number: str
    received_on: date
    subject: str
    closed_on: date | None


def add_partner(register: Register, actor: Actor, values: Values, *, today: date, operation_id: str) -> Row:
    """Store a new partner under a code made from its name; the same operation twice stores it once.

    Raises:
        AccessDenied: the actor does not keep the partners.
        InputRejected: the name is missing, or a partner has it already.
    """
    access.require(actor, Action.MANAGE_PARTNERS)
    snapshot = register.snapshot()
    label = str(values.get("label") or "").strip()
    if snapshot.find_row("partners", operation_id) is None:
        partners = snapshot.frames["partners"]
        if label and label.casefold() in set(partners["label"].str.strip().str.casefold()):
            msgid = N_("“{value}” is a partner already. Please choose it from the list.")
            refuse([Problem("partners", "label", label, msgid)])
    code = _free_code(label, set(snapshot.frames["partners"]["code"]))
    named = {**values, "label": label, "code": code, "active": True}
    return add_record(register, actor, "partners", named, today=today, operation_id=operation_id)


def partner_loads(snapshot: Snapshot, today: date, actor: Actor) -> Mapping[str, Load]:
    """Return by code how many cases each partner brought, as of the day.

    Raises:
        AccessDenied: the actor does not keep the partners.
    """
    access.require(actor, Action.MANAGE_PARTNERS)
    reactions = _received(snapshot, today)
    is_open = ~(reactions["closed_on"] <= pd.Timestamp(today))
    is_new = reactions["received_on"] >= pd.Timestamp(today.year, 1, 1)
    counted = pd.DataFrame({"this_year": is_new, "open_now": is_open, "total": True})
    sums = counted.groupby(reactions["partner"].astype("str")).sum()
    return {
        str(row.Index): Load(int(row.this_year), int(row.total), int(row.open_now))  # type: ignore[arg-type]
        for row in sums.itertuples()
    }


def partner_cases(snapshot: Snapshot, today: date, actor: Actor, code: str) -> tuple[PartnerCase, ...]:
    """Return the cases that a partner brought: the open ones first, each newest first.

    Raises:
        AccessDenied: the actor does not keep the partners, or may not see reactions.
    """
    access.require(actor, Action.MANAGE_PARTNERS)
    access.require(actor, Action.SEE_REACTIONS)
    reactions = _received(snapshot, today)
    rows = reactions[reactions["partner"] == code]
    cases = [
        PartnerCase(number, received.date(), _text(subject), None if pd.isna(closed) else closed.date())
        for number, received, subject, closed in zip(
            rows["number"], rows["received_on"], rows["subject"], rows["closed_on"], strict=True
        )
    ]
    cases.sort(key=lambda case: (case.received_on, case.number), reverse=True)
    return tuple(sorted(cases, key=lambda case: case.closed_on is not None and case.closed_on <= today))


def _received(snapshot: Snapshot, today: date) -> pd.DataFrame:
    reactions = snapshot.frames["reactions"]
    is_brought = reactions["partner"].notna() & (reactions["received_on"] <= pd.Timestamp(today))
    return reactions.loc[is_brought, ["number", "received_on", "subject", "closed_on", "partner"]]


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _free_code(label: str, taken: set[str]) -> str:
    limit = TABLES["partners"].field("code").max_length - 4
    code = code_for(label)[:limit] or "partner"
    known = {one.casefold() for one in taken}
    place = 2
    free = code
    while free in known:
        free, place = f"{code}_{place}", place + 1
    return free
