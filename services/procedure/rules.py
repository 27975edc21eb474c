"""What may follow what, for every change made through the portal: a form, a step, a card, an intake.

A rule is looked at where one of the fields it watches changes, and where a change makes it break that was kept before
(the channel, the kind of a concern and the ombuds office decide about the way), so that a case of former years, which
may break it, can still be worked on elsewhere. An import follows its own rule: contradictions are refused, missing
steps are not.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from schema.problems import Problem
from schema.rules import normalised
from schema.tables import CONCERNS, REACTIONS
from schema.words import N_
from services.cases import ConcernEntry, entry_problems
from services.followups import leads_round
from services.procedure.leads import has_login, list_all_leads, list_leads
from services.procedure.standing import Standing
from services.procedure.steps import ACKNOWLEDGED, ASSIGNED, CLEARED, CONSENT_ASKED, SIGNED, Need
from services.register.snapshot import Snapshot
from services.settings import periods_of

# Dates of the procedure that cannot lie before the one above them, beside those the declarations name.
IN_ORDER = (
    ("disposition_on", "cleared_on"),
    ("cleared_on", "signed_on"),
    ("cleared_on", "closed_on"),
    ("signed_on", "closed_on"),
    ("consent_asked_on", "consent_on"),
)
# Where one of these moves, a clock does: that needs a reason.
CLOCK_FIELDS = (
    "received_on",
    "acknowledged_on",
    "disposition_on",
    "cleared_on",
    "signed_on",
    "closed_on",
    "escalation_step",
)
ANSWERED = frozenset({"given", "refused", "withdrawn"})
DISCIPLINARY_FIELDS = ("privacy_officer_on", "statement_on", "summary")
OWN_NUMBER = re.compile(r"(KR-\d{4}-)(\d+)")


@dataclass(frozen=True, slots=True)
class Change:
    """A case before and after a change; `before` is None where it is recorded."""

    snapshot: Snapshot
    before: Standing | None
    after: Standing
    today: date
    has_reason: bool

    def was(self, name: str) -> Any:
        """Return the value of a field before the change."""
        return None if self.before is None else _given(self.before.reaction.get(name))

    def now(self, name: str) -> Any:
        """Return the value of a field after the change."""
        return _given(self.after.reaction.get(name))

    def touches(self, *names: str) -> bool:
        """Return whether one of these fields of the reaction changes."""
        return any(self.was(name) != self.now(name) for name in names)

    @property
    def touches_concerns(self) -> bool:
        """Whether a concern changes, comes or goes."""
        return self.before is None or _matters(self.before) != _matters(self.after)

    def lacks(self, need: Need, *watched: str) -> bool:
        """Return whether a need does not hold then, and this change is what it fails by."""
        if need.holds(self.after):
            return False
        return self.before is None or self.touches(*watched) or need.holds(self.before)


Check = Callable[[Change], list[Problem]]


def step_problems(
    snapshot: Snapshot,
    before: Standing | None,
    after: Standing,
    *,
    today: date,
    has_reason: bool = False,
) -> list[Problem]:
    """Return what in a change goes against the procedure, in the order of the office order."""
    change = Change(snapshot, before, after, today, has_reason)
    return [problem for check in CHECKS for problem in check(change)]


def change_problems(
    snapshot: Snapshot, before: Standing | None, after: Standing, *, today: date, has_reason: bool = False
) -> list[Problem]:
    """Return what is wrong with a case as it would stand: its records and, where they are right, its steps."""
    concerns = [ConcernEntry({name: one.get(name) for name in CONCERNS.names}, one.get("id")) for one in after.concerns]
    reaction = {name: after.reaction.get(name) for name in REACTIONS.names}
    problems = entry_problems(snapshot, reaction, concerns, today=today)
    return problems or step_problems(snapshot, before, after, today=today, has_reason=has_reason)


def _assignment(change: Change) -> list[Problem]:
    """Let step 2 come after step 1, and go to a lead (OA 10/2018, Ablauf 1 and 2)."""
    problems = []
    if change.now("disposition_on"):
        if change.lacks(ACKNOWLEDGED, "disposition_on"):
            problems.append(_problem("acknowledged_on", ACKNOWLEDGED.msgid))
        if change.touches("disposition_on", "unit") and not change.now("unit"):
            msgid = N_("A disposition goes to a team. Please choose the team in charge.")
            problems.append(_problem("unit", msgid))
    login = change.now("assigned_to")
    if login and change.touches("assigned_to", "unit"):
        problems += _lead_problems(change, str(login))
    return problems


def _lead_problems(change: Change, login: str) -> list[Problem]:
    if has_login(list_leads(change.snapshot, change.now("unit")), login):
        return []
    if has_login(list_all_leads(change.snapshot), login):
        msgid = N_("“{value}” leads another team. Please choose the lead of the team in charge.")
    else:
        msgid = N_("“{value}” does not lead a team. Please choose a person with the role of team lead or area lead.")
    return [_problem("assigned_to", msgid, login)]


def _clearing(change: Change) -> list[Problem]:
    """Let step 3 come after step 2, and say how it was cleared (OA 10/2018, Ablauf 3)."""
    if not change.now("cleared_on"):
        return []
    problems = []
    if change.lacks(ASSIGNED, "cleared_on"):
        problems.append(_problem("disposition_on", ASSIGNED.msgid))
    if change.touches("cleared_on", "cleared_by") and not change.now("cleared_by"):
        msgid = N_("How was it cleared: in person, by telephone, e-mail or letter? Please choose.")
        problems.append(_problem("cleared_by", msgid))
    return problems


def _signing(change: Change) -> list[Problem]:
    """Let only what the team has cleared be signed (OA 10/2018, Ablauf 3 b).

    The day of the draft is not asked for here: who enters a letter that was signed on paper need not know it.
    """
    if not change.now("signed_on") or change.now("cleared_on") or not change.touches("signed_on", "cleared_on"):
        return []
    return [_problem("cleared_on", CLEARED.msgid)]


def _statement(change: Change) -> list[Problem]:
    """Refuse a statement nobody asked for (OA 10/2018, "Dienstaufsichtsbeschwerden")."""
    if not change.now("statement_on") or change.now("statement_asked_on"):
        return []
    if not change.touches("statement_on", "statement_asked_on"):
        return []
    msgid = N_("The statement came in before it was asked for. Please enter when it was asked for.")
    return [_problem("statement_asked_on", msgid)]


def _closing(change: Change) -> list[Problem]:
    """Refuse to close what is open (OA 10/2018, Ablauf 3, "Dienstaufsichtsbeschwerden", "Lobe")."""
    after = change.after
    if not after.has("closed_on"):
        return []
    problems = []
    if change.touches("closed_on") or change.touches_concerns:
        for place, concern in enumerate(after.concerns, start=1):
            if concern.get("kind") == "complaint" and not concern.get("outcome"):
                msgid = N_("Concern {place} is open: a complaint needs an outcome before the case is closed.")
                problems.append(_problem("outcome", msgid, table="concerns", place=place))
            if concern in after.praises_of_employees and not concern.get("talked_over_on"):
                msgid = N_("Concern {place} names an employee: the team lead talks the praise over first.")
                problems.append(_problem("talked_over_on", msgid, table="concerns", place=place))
    if after.is_disciplinary and (change.touches("closed_on", *DISCIPLINARY_FIELDS) or change.touches_concerns):
        problems += _disciplinary(change)
    if change.lacks(CLEARED, "closed_on"):
        problems.append(_problem("cleared_on", CLEARED.msgid))
    if change.lacks(SIGNED, "closed_on"):
        problems.append(_problem("signed_on", SIGNED.msgid))
    return problems


def _disciplinary(change: Change) -> list[Problem]:
    missing = [
        (
            "privacy_officer_on",
            N_("A disciplinary complaint is closed only once the data protection officer was involved."),
        ),
        ("statement_on", N_("A disciplinary complaint is closed only once the employee's statement is here.")),
        ("summary", N_("A disciplinary complaint is closed only with the lead's summary.")),
    ]
    return [_problem(name, msgid) for name, msgid in missing if not change.after.has(name)]


def _consent(change: Change) -> list[Problem]:
    """Let consent be asked for before it is given (OA 10/2018, Ablauf 1, "Informationspflichten")."""
    if not change.touches("consent", "consent_on", "consent_asked_on"):
        return []
    state = change.now("consent")
    if state not in ANSWERED:
        return []
    problems = []
    if not CONSENT_ASKED.holds(change.after):
        problems.append(_problem("consent_asked_on", CONSENT_ASKED.msgid))
    if not change.now("consent_on"):
        problems.append(_problem("consent_on", N_("When did the customer answer? Please enter the day.")))
    if state == "withdrawn" and change.was("consent") not in ("given", "withdrawn") and not change.has_reason:
        msgid = N_("A consent that was never given cannot be withdrawn. Please enter first when it was given.")
        problems.append(_problem("consent", msgid, state))
    return problems


def _extension(change: Change) -> list[Problem]:
    """Ask for reason and later day of an extension (OA 10/2018, Ziele: "in der Regel innerhalb von 2 Wochen")."""
    until, before = change.now("extended_until"), change.was("extended_until")
    if not change.touches("extended_until", "extension_reason"):
        return []
    if until is None:
        if before is None or change.has_reason:
            return []
        return [_moved("extended_until", before)]
    problems = []
    if not change.now("extension_reason"):
        msgid = N_("The deadline is extended without a reason. Please enter the reason for the extension.")
        problems.append(_problem("extension_reason", msgid))
    received = change.now("received_on")
    if received is not None and change.touches("extended_until"):
        periods = periods_of(change.snapshot)
        usual = received + timedelta(days=periods.urgent_days if change.after.is_urgent else periods.close_days)
        if until <= usual:
            msgid = N_("{value} is no extension: the case is due on {due} anyway. Please choose a later day.")
            problems.append(_problem("extended_until", msgid, until, due=usual))
        elif before is not None and until < before and not change.has_reason:
            problems.append(_moved("extended_until", before))
    return problems


def _clocks(change: Change) -> list[Problem]:
    """Refuse to move a date on which a clock runs without a reason (OA 10/2018, Ablauf 4)."""
    if change.before is None or change.has_reason:
        return []
    return [
        _moved(name, change.was(name))
        for name in CLOCK_FIELDS
        if change.was(name) is not None and change.touches(name) and not _is_next_step(change, name)
    ]


def _is_next_step(change: Change, name: str) -> bool:
    return name == "escalation_step" and int(change.now(name) or 0) > int(change.was(name) or 0)


def _order(change: Change) -> list[Problem]:
    """Refuse clocks that would run backwards."""
    problems = []
    for first, second in IN_ORDER:
        start, end = change.now(first), change.now(second)
        if start is None or end is None or end >= start or not change.touches(first, second):
            continue
        msgid = N_("“{label}” is {value}, before “{start_label}” ({start}). Please correct one of the two dates.")
        problems.append(_problem(second, msgid, end, label=_label(second), start_label=_label(first), start=start))
    return problems


def _following(change: Change) -> list[Problem]:
    """Refuse a follow-up that leads round in a circle, or of a reaction to come (OA 10/2018, "Folgereaktionen")."""
    number = change.now("follow_up_of")
    if not change.touches("follow_up_of") or number is None:
        return []
    reactions = change.snapshot.frames["reactions"]
    earlier = dict(zip(reactions["number"], reactions["follow_up_of"], strict=True))
    if leads_round(earlier, change.now("number"), number):
        msgid = N_("{value} follows this reaction already. A reaction cannot follow one that follows it.")
        return [_problem("follow_up_of", msgid, number)]
    if _is_still_to_come(number, earlier, change.now("received_on")):
        msgid = N_("There is no reaction {number}. Please check the number.")
        return [_problem("follow_up_of", msgid, number, number=number)]
    return []


def _is_still_to_come(number: object, known: Mapping[str, object], received: date | None) -> bool:
    """Return whether the portal would give this number only later; numbers of former registers are taken as they are.

    Otherwise a reaction could follow itself, or one that will follow it, by a number nobody has yet.
    """
    found = OWN_NUMBER.fullmatch(str(number))
    if found is None or number in known:
        return False
    given = [int(one[2]) for one in map(OWN_NUMBER.fullmatch, known) if one and one[1] == found[1]]
    is_own_year = received is not None and found[1] == f"KR-{received.year}-"
    return (bool(given) or is_own_year) and int(found[2]) > max(given, default=0)


CHECKS: tuple[Check, ...] = (
    _following,
    _order,
    _assignment,
    _statement,
    _clearing,
    _signing,
    _consent,
    _extension,
    _closing,
    _clocks,
)


def _moved(name: str, before: object) -> Problem:
    msgid = N_("“{label}” was {before} and is changed: a deadline moves with it. Please enter the reason.")
    return _problem(name, msgid, before, label=_label(name), before=before)


def _problem(name: str, msgid: str, value: object = None, table: str = "reactions", **params: object) -> Problem:
    return Problem(table, name, value, msgid, params)


def _label(name: str) -> object:
    return REACTIONS.field(name).label


def _given(value: object) -> object:
    return None if value == "" or value == () else value


def _matters(case: Standing) -> list[Mapping[str, object]]:
    return [
        normalised("concerns", {name: concern.get(name) for name in CONCERNS.names if name != "rank"})
        for concern in case.concerns
    ]
