"""What the office order allows, said once more and by itself: nothing here is taken from the rules of the portal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from services.access import Actor
from services.cases import Case
from tests.support.procedure import AREA, TEAM

Row = Mapping[str, Any]

NOBODY_TO_WRITE_TO = ("review_site", "opinion_card")
TWO_WEEKS = timedelta(days=14)
LEADERS = {  # who leads what, as the office has it; `AREA` is above both teams
    "bob@amt.example": TEAM,
    "carl@amt.example": "team_sued",
    "arthur@amt.example": AREA,
    "hugo@amt.example": None,
}
DAYS = (
    "acknowledged_on",
    "disposition_on",
    "statement_asked_on",
    "privacy_officer_on",
    "statement_on",
    "draft_on",
    "cleared_on",
    "signed_on",
    "closed_on",
    "consent_asked_on",
    "consent_on",
    "informed_on",
    "interim_on",
)
CLOCKS = ("received_on", "acknowledged_on", "disposition_on", "cleared_on", "signed_on", "closed_on")
MARKS = (
    *CLOCKS[1:],
    "statement_asked_on",
    "privacy_officer_on",
    "statement_on",
    "draft_on",
    "extended_until",
    "consent",
)

KEEPERS = {"office", "krm_officer"}
OMBUDS_STEPS = {
    "acknowledge",
    "inform",
    "consent_given",
    "consent_refused",
    "consent_withdrawn",
    "clear",
    "draft",
    "extend",
    "escalate",
    "close",
    "reopen",
}
LEADS_STEPS = {"statement", "summarise", "clear", "draft", "escalate"}
LEADS_MARKS = {"statement_on", "draft_on", "cleared_on"}
OMBUDS_MARKS = {
    "acknowledged_on",
    "consent",
    "cleared_on",
    "draft_on",
    "extended_until",
    "closed_on",
}


def faults(case: Case, today: date, reactions: Mapping[str, Row]) -> Iterator[str]:
    """Yield where a case stands as the order does not let it; `reactions` are all of them by their number."""
    one, concerns = case.reaction, case.concerns
    complaints = [concern for concern in concerns if concern["kind"] == "complaint"]
    is_praise = {concern["kind"] for concern in concerns} == {"praise"}
    for_a_team = not (one["ombuds"] or one["channel"] == "opinion_card" or is_praise)
    # Ablauf 1 and 2
    if one["disposition_on"]:
        if not one["unit"]:
            yield "a disposition to no team"
        if not one["acknowledged_on"] and one["channel"] not in NOBODY_TO_WRITE_TO:
            yield "assigned before the receipt was confirmed"
    if one["assigned_to"] and LEADERS.get(one["assigned_to"], "nobody") not in (one["unit"], AREA, None):
        yield "assigned to somebody who does not lead that team"
    # Ablauf 3
    if one["cleared_on"]:
        if not one["cleared_by"]:
            yield "cleared nobody says how"
        if for_a_team and not one["disposition_on"]:
            yield "cleared before a disposition"
    if one["signed_on"] and not one["cleared_on"]:
        yield "signed before it was cleared"
    if one["closed_on"]:
        if any(not complaint["outcome"] for complaint in complaints):
            yield "closed with an open complaint"
        if any(c["kind"] == "praise" and c["employee"] and not c["talked_over_on"] for c in concerns):
            yield "closed before the praise was talked over"
        if (complaints or for_a_team) and not one["cleared_on"]:
            yield "closed before it was cleared"
        if one["cleared_by"] == "letter" and not one["signed_on"]:
            yield "closed before the letter was signed"
        if any(complaint["complaint_type"] == "disciplinary" for complaint in complaints):
            for name in ("privacy_officer_on", "statement_on", "summary"):
                if not one[name]:
                    yield f"a disciplinary complaint closed without {name}"
    if one["statement_on"] and not one["statement_asked_on"]:
        yield "a statement nobody asked for"
    # consent
    if one["consent"] in ("given", "refused", "withdrawn") and not (one["consent_asked_on"] and one["consent_on"]):
        yield "consent without its days"
    # clocks
    for first, second in (
        ("disposition_on", "cleared_on"),
        ("cleared_on", "signed_on"),
        ("signed_on", "closed_on"),
        ("cleared_on", "closed_on"),
        ("consent_asked_on", "consent_on"),
        ("statement_asked_on", "statement_on"),
    ):
        if one[first] and one[second] and one[second] < one[first]:
            yield f"{second} before {first}"
    for name in DAYS:
        if one[name] and not one["received_on"] <= one[name] <= today:
            yield f"{name} outside the case"
    if one["extended_until"] and not one["extension_reason"]:
        yield "extended without a reason"
    # follow-ups
    at, walked = one["follow_up_of"], {one["number"]}
    while at in reactions:
        if at in walked:
            yield "follow-ups in a circle"
            break
        walked.add(at)
        at = reactions[at]["follow_up_of"]


def is_theirs(actor: Actor, step: str, case: Case) -> bool:
    """Return whether the order gives the step in this case to somebody."""
    one = case.reaction
    is_disciplinary = any(c["kind"] == "complaint" and c["complaint_type"] == "disciplinary" for c in case.concerns)
    if actor.roles & KEEPERS:
        if step == "summarise":
            return False
        if step == "sign":
            return "krm_officer" in actor.roles or is_disciplinary
        return step != "talk_over" or "krm_officer" in actor.roles
    if "ombudsperson" in actor.roles:
        return bool(one["ombuds"]) and step in OMBUDS_STEPS
    if not leads(actor, one):
        return False
    return step in LEADS_STEPS or (step == "talk_over" and "team_lead" in actor.roles)


def leads(actor: Actor, reaction: Row) -> bool:
    """Return whether somebody leads the team in charge, or the area above it, or has the case by name."""
    if actor.id not in LEADERS or not actor.roles & {"team_lead", "area_lead"}:
        return False
    if reaction["assigned_to"] == actor.id:
        return True
    unit = LEADERS[actor.id]
    return unit is not None and reaction["unit"] is not None and unit in (reaction["unit"], AREA)


def moved(before: Case, after: Case, *, with_reason: bool, may_shorten: bool = False) -> Iterator[str]:
    """Yield what a change did to the clocks that only a reason, or a step that gives one, may do."""
    was, now = before.reaction, after.reaction
    if not with_reason:
        for name in CLOCKS:
            if was[name] and was[name] != now[name]:
                yield f"{name} moved without a reason"
        if was["extended_until"] and (not now["extended_until"] or now["extended_until"] < was["extended_until"]):
            yield "an extension cut without a reason"
    if not may_shorten and int(now["escalation_step"] or 0) < int(was["escalation_step"] or 0):
        yield "the ladder went down"
    until, is_urgent = now["extended_until"], any(one["kind"] in ("petition", "submission") for one in after.concerns)
    if (
        until
        and not is_urgent
        and until != was["extended_until"]
        and not may_shorten
        and until <= now["received_on"] + TWO_WEEKS
    ):
        yield "extended to a day that is no later"


def entered_by(actor: Actor, before: Case | None, after: Case) -> Iterator[str]:
    """Yield what somebody entered on a form whose step it is not."""
    if actor.roles & KEEPERS:
        return
    for name in MARKS:
        if (before.reaction[name] if before else None) == after.reaction[name]:
            continue
        is_own = ("ombudsperson" in actor.roles and after.reaction["ombuds"] and name in OMBUDS_MARKS) or (
            leads(actor, after.reaction) and name in LEADS_MARKS
        )
        if not is_own:
            yield f"{name} entered by {sorted(actor.roles)}"


def numbered(cases: Sequence[Case]) -> dict[str, Row]:
    """Return the reactions by their numbers."""
    return {case.number: case.reaction for case in cases}
