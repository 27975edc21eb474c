"""What may follow what: each rule with its passage, refused on every way into the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from services.cases import Case, ConcernEntry, case_of
from services.changing import change_reaction
from services.errors import InputRejected
from services.procedure.steps import StepName
from services.recording import record_reaction
from services.register.base import ChangeSet, Register, RowChange, new_id
from services.translation import message
from tests.support.cases import all_reactions, entries_of, with_concern
from tests.support.people import ALICE, KAREN, OLIVIA, STELLA
from tests.support.procedure import (
    AREA_LEAD,
    COMPLAINT,
    DISCIPLINARY,
    HOMELESS,
    LEAD,
    OTHER_LEAD,
    OTHER_TEAM,
    PRAISE,
    PRAISE_OF_KURZ,
    TEAM,
    UPHELD,
    Walk,
    march,
    received,
)

Values = Mapping[str, Any]

TODAY = march(20)
ACKNOWLEDGED = {"acknowledged_on": march(3), "consent_asked_on": march(3), "consent": "asked"}
ASSIGNED = {**ACKNOWLEDGED, "unit": TEAM, "disposition_on": march(4)}
CLEARED = {**ASSIGNED, "cleared_on": march(6), "cleared_by": "telephone"}
LETTER = {**CLEARED, "cleared_by": "letter", "draft_on": march(6)}
SIGNED = {**LETTER, "signed_on": march(9)}
CLOSED = {**CLEARED, "closed_on": march(10)}
HEARD = {
    "statement_asked_on": march(4),
    "privacy_officer_on": march(4),
    "statement_on": march(5),
    "summary": "Der Ton war unangemessen.",
}
DONE = {**COMPLAINT, **UPHELD}
DONE_DISCIPLINARY = {**DISCIPLINARY, **UPHELD}
CLOSING = {"completion_note": "Erledigt.", "verbis_on": march(10)}


@dataclass(frozen=True)
class Breach:
    """Something against a rule: how the case stood, what is entered, which field is named, and the step like it."""

    name: str
    passage: str
    stood: Values
    entered: Values
    named: str
    concerns: tuple[Values, ...] = (COMPLAINT,)
    step: StepName | None = None
    typed: Values = field(default_factory=dict)
    step_names: str | None = None  # where the step names another field than the form


ORDER_2 = "OA 10/2018, Ablauf 2: mit Verfügung an die zuständige Teamleitung, cc zuständige Bereichsleitung"
ORDER_3 = "OA 10/2018, Ablauf 3: die TL klären die Anliegen in geeigneter Form"
CONSENT = "OA 10/2018, Ablauf 1 und Informationspflichten: die Einholung des Einverständnisses ist notwendig"
TWO_WEEKS = "OA 10/2018, Ziele: in der Regel innerhalb von 2 Wochen"
SERIOUS = "OA 10/2018, Dienstaufsichtsbeschwerden"
PRAISED = "OA 10/2018, Lobe: Auswertung mit der betroffenen Person"
WATCHED = "OA 10/2018, Ablauf 4: überwacht die zeitgerechte Bearbeitung"

BREACHES = (
    Breach(
        "assigned before the receipt is confirmed",
        "OA 10/2018, Ablauf 1 vor 2",
        {},
        {"unit": TEAM, "disposition_on": march(4)},
        "acknowledged_on",
        step=StepName.ASSIGN,
        typed={"unit": TEAM},
    ),
    Breach("assigned to no team", ORDER_2, ACKNOWLEDGED, {"disposition_on": march(4)}, "unit", step=StepName.ASSIGN),
    *(
        Breach(
            f"assigned to {who}",
            ORDER_2,
            ACKNOWLEDGED,
            {"unit": TEAM, "disposition_on": march(4), "assigned_to": login},
            "assigned_to",
            step=StepName.ASSIGN,
            typed={"unit": TEAM, "assigned_to": login},
        )
        for who, login in (
            ("somebody who leads no team", STELLA.id),
            ("the lead of another team", OTHER_LEAD.id),
            ("nobody known", "niemand@amt.example"),
        )
    ),
    Breach(
        "cleared before it was assigned",
        ORDER_3,
        ACKNOWLEDGED,
        {"cleared_on": march(6), "cleared_by": "telephone"},
        "disposition_on",
        step=StepName.CLEAR,
        typed={"cleared_by": "telephone", "call_note": "x"},
    ),
    Breach(
        "cleared nobody says how",
        ORDER_3,
        ASSIGNED,
        {"cleared_on": march(6)},
        "cleared_by",
        step=StepName.CLEAR,
        typed={"call_note": "x"},
    ),
    Breach(
        "signed before it was cleared",
        "OA 10/2018, Ablauf 3 b: im Entwurf an das KRM-Postfach, dann unterzeichnet",
        ASSIGNED,
        {"signed_on": march(9)},
        "cleared_on",
        step=StepName.SIGN,
        step_names="draft_on",
    ),
    Breach(
        "a statement that nobody asked for",
        SERIOUS,
        ASSIGNED,
        {"statement_on": march(5)},
        "statement_asked_on",
        (DISCIPLINARY,),
        StepName.STATEMENT,
    ),
    Breach(
        "a complaint closed without an outcome",
        ORDER_3,
        CLEARED,
        {"closed_on": march(10)},
        "outcome",
        step=StepName.CLOSE,
        typed=CLOSING,
    ),
    Breach(
        "closed with one concern open",
        ORDER_3,
        CLEARED,
        {"closed_on": march(10)},
        "outcome",
        (DONE, PRAISE, COMPLAINT),
        StepName.CLOSE,
        CLOSING,
    ),
    Breach(
        "closed before it was cleared",
        ORDER_3,
        ASSIGNED,
        {"closed_on": march(10)},
        "cleared_on",
        (DONE,),
        StepName.CLOSE,
        CLOSING,
    ),
    Breach(
        "closed before the letter was signed",
        "OA 10/2018, Ablauf 3 b: die KRM-Beauftragte unterzeichnet und versendet",
        LETTER,
        {"closed_on": march(10)},
        "signed_on",
        (DONE,),
        StepName.CLOSE,
        CLOSING,
    ),
    Breach(
        "closed before a praise was talked over",
        PRAISED,
        ACKNOWLEDGED,
        {"closed_on": march(10)},
        "talked_over_on",
        (PRAISE, PRAISE_OF_KURZ),
        StepName.CLOSE,
        CLOSING,
    ),
    *(
        Breach(
            f"a disciplinary complaint closed without {name}",
            SERIOUS,
            {key: value for key, value in {**SIGNED, **HEARD}.items() if key != name},
            {"closed_on": march(10)},
            name,
            (DONE_DISCIPLINARY,),
            StepName.CLOSE,
            CLOSING,
        )
        for name in ("privacy_officer_on", "statement_on", "summary")
    ),
    Breach(
        "consent given before it was asked for",
        CONSENT,
        {},
        {"consent": "given", "consent_on": march(4)},
        "consent_asked_on",
        step=StepName.CONSENT_GIVEN,
    ),
    Breach(
        "consent refused before it was asked for",
        CONSENT,
        {},
        {"consent": "refused", "consent_on": march(4)},
        "consent_asked_on",
        step=StepName.CONSENT_REFUSED,
    ),
    Breach(
        "consent given on a day before it was asked for",
        CONSENT,
        ACKNOWLEDGED,
        {"consent": "given", "consent_on": march(2)},
        "consent_on",
        step=StepName.CONSENT_GIVEN,
        typed={"consent_on": march(2)},
    ),
    Breach("consent given nobody says when", CONSENT, ACKNOWLEDGED, {"consent": "given"}, "consent_on"),
    Breach(
        "consent withdrawn that was never given",
        "Art. 7 Abs. 3 DSGVO; OA 10/2018, Informationspflichten",
        ACKNOWLEDGED,
        {"consent": "withdrawn", "consent_on": march(5)},
        "consent",
        step=StepName.CONSENT_WITHDRAWN,
        step_names="consent_on",
    ),
    Breach(
        "extended without a reason",
        TWO_WEEKS,
        {},
        {"extended_until": march(30)},
        "extension_reason",
        step=StepName.EXTEND,
        typed={"extended_until": march(30)},
    ),
    Breach(
        "extended to a day that is no later",
        TWO_WEEKS,
        {},
        {"extended_until": march(16), "extension_reason": "Gutachten"},
        "extended_until",
        step=StepName.EXTEND,
        typed={"extended_until": march(16), "extension_reason": "Gutachten"},
    ),
    Breach(
        "cleared before the disposition",
        WATCHED,
        ASSIGNED,
        {"cleared_on": march(3), "cleared_by": "telephone"},
        "cleared_on",
        step=StepName.CLEAR,
        typed={"cleared_on": march(3), "cleared_by": "telephone", "call_note": "x"},
    ),
    Breach(
        "signed before the day of the clearing",
        WATCHED,
        {**LETTER, "draft_on": march(4)},
        {"signed_on": march(5)},
        "signed_on",
        step=StepName.SIGN,
        typed={"signed_on": march(5)},
    ),
    Breach(
        "closed before the day of the clearing",
        WATCHED,
        CLEARED,
        {"closed_on": march(5)},
        "closed_on",
        (DONE,),
        StepName.CLOSE,
        {**CLOSING, "closed_on": march(5)},
    ),
    Breach(
        "closed before the day of the signature",
        WATCHED,
        SIGNED,
        {"closed_on": march(8)},
        "closed_on",
        (DONE,),
        StepName.CLOSE,
        {**CLOSING, "closed_on": march(8)},
    ),
    Breach(
        "acknowledged before it was received",
        WATCHED,
        {},
        {"acknowledged_on": march(1)},
        "acknowledged_on",
        step=StepName.ACKNOWLEDGE,
        typed={"acknowledged_on": march(1), "consent_asked_on": march(3)},
    ),
)
of_breaches = pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.name)


def stored(register: Register, breach: Breach, **values: Any) -> Walk:
    """Record how the case stood, as it was taken over; a step may not be entered when recording."""
    walk = received(register, *breach.concerns, **values)
    walk.case = changed(register, walk.case, {**breach.stood, **values})
    walk.day = TODAY
    return walk


def changed(
    register: Register, case: Case, values: Values, *, concerns: list[ConcernEntry] | None = None, reason: str = ""
) -> Case:
    entries = entries_of(case) if concerns is None else concerns
    reaction = {**case.reaction, **values}
    return change_reaction(register, ALICE, case, reaction, entries, today=TODAY, operation_id=new_id(), reason=reason)


def named(refused: pytest.ExceptionInfo[InputRejected]) -> list[str]:
    """Return the fields that a refusal names; each problem is a sentence in both languages."""
    for problem in refused.value.problems:
        for language in ("de", "en"):
            said = message(problem, language)
            assert said.endswith((".", "?"))
            assert "{" not in said
    return [problem.field for problem in refused.value.problems]


@of_breaches
def test_a_breach_is_refused_where_a_case_is_changed(office: Register, breach: Breach) -> None:
    walk = stored(office, breach)
    with pytest.raises(InputRejected) as refused:
        changed(office, walk.case, breach.entered)
    assert named(refused) == [breach.named]
    assert walk.case == walk.again().case


@of_breaches
def test_a_breach_is_refused_where_a_case_is_recorded(office: Register, breach: Breach) -> None:
    entry = {"received_on": march(2), "channel": "email", **breach.stood, **breach.entered}
    with pytest.raises(InputRejected) as refused:
        record_reaction(
            office, ALICE, entry, [ConcernEntry(one) for one in breach.concerns], today=TODAY, operation_id=new_id()
        )
    assert named(refused) == [breach.named]
    assert all_reactions(office.refresh()) == []


@pytest.mark.parametrize("breach", [one for one in BREACHES if one.step], ids=lambda breach: breach.name)
def test_a_breach_is_refused_where_a_step_is_taken(office: Register, breach: Breach) -> None:
    walk, actor = stored(office, breach), KAREN
    assert breach.step is not None
    with pytest.raises(InputRejected) as refused:
        walk.takes(actor, breach.step, **breach.typed)
    assert named(refused)[0] == (breach.step_names or breach.named)
    assert walk.case == walk.again().case


# ---- clocks


CLOCKS = {
    "received_on": march(1),
    "acknowledged_on": march(2),
    "disposition_on": march(3),
    "cleared_on": march(5),
    "signed_on": march(10),
    "closed_on": march(11),
}


@pytest.mark.parametrize("name", CLOCKS)
def test_a_clock_is_moved_with_a_reason_only(office: Register, name: str) -> None:
    """OA 10/2018, Ablauf 4: "Die KRM-Beauftragte überwacht die zeitgerechte Bearbeitung"."""
    walk = received(office, DONE, on=2)
    walk.case = changed(office, walk.case, {**SIGNED, "closed_on": march(10)})
    for reason in ("", "   "):
        with pytest.raises(InputRejected) as refused:
            changed(office, walk.case, {name: CLOCKS[name]}, reason=reason)
        assert named(refused) == [name]
        assert walk.case == walk.again().case
    walk.case = changed(office, walk.case, {name: CLOCKS[name]}, reason="Eingangsstempel")
    assert walk.case.reaction[name] == CLOCKS[name]
    assert walk.notes == ["correction"]


@pytest.mark.parametrize("name", ["closed_on", "signed_on"])
def test_a_clock_is_not_taken_back_without_a_reason(office: Register, name: str) -> None:
    """OA 10/2018, Ablauf 4; who opens a case again does so with the step for it, or says why."""
    walk = received(office, DONE)
    walk.case = changed(office, walk.case, {**SIGNED, "closed_on": march(10)} if name == "closed_on" else SIGNED)
    with pytest.raises(InputRejected) as refused:
        changed(office, walk.case, {name: None})
    assert named(refused) == [name]


def test_the_ladder_goes_up_and_not_down_without_a_reason(office: Register) -> None:
    """OA 10/2018, Anlage: "erfolgt die Weiterleitung auf die nächste Stufe"."""
    walk = received(office, COMPLAINT)
    walk.case = changed(office, walk.case, {"escalation_step": "3"})
    for lower in ("2", None):
        with pytest.raises(InputRejected) as refused:
            changed(office, walk.case, {"escalation_step": lower})
        assert named(refused) == ["escalation_step"]
    assert changed(office, walk.case, {"escalation_step": "4"}).reaction["escalation_step"] == "4"


def test_an_extension_is_shortened_or_taken_back_with_a_reason_only(office: Register) -> None:
    """OA 10/2018, Ziele: "in der Regel innerhalb von 2 Wochen"; what was promised is not silently cut."""
    walk = received(office, COMPLAINT)
    walk.case = changed(office, walk.case, {"extended_until": march(30), "extension_reason": "Gutachten"})
    for until in (march(25), None):
        with pytest.raises(InputRejected) as refused:
            changed(office, walk.case, {"extended_until": until})
        assert named(refused) == ["extended_until"]
    walk.cannot(ALICE, StepName.EXTEND, "extended_until", extended_until=march(25), extension_reason="x")
    walk.case = changed(office, walk.case, {"extended_until": date(2026, 4, 9)})
    walk.case = changed(office, walk.case, {"extended_until": None, "extension_reason": None}, reason="Doch nicht")
    assert walk.case.reaction["extended_until"] is None


def test_a_petition_is_extended_beyond_its_own_shorter_period(office: Register) -> None:
    """OA 10/2018, "Eingaben und Petitionen": an extension lengthens their own period (7 days)."""
    walk = received(office, {"kind": "petition"})
    reason = {"extension_reason": "Gutachten"}
    with pytest.raises(InputRejected) as refused:
        changed(office, walk.case, {"extended_until": march(9), **reason})
    assert named(refused) == ["extended_until"]
    assert changed(office, walk.case, {"extended_until": march(10), **reason}).reaction["extended_until"] == march(10)


def test_giving_a_case_to_another_team_does_not_start_the_clock_anew(office: Register) -> None:
    """OA 10/2018, Ablauf 3: nine days from the disposition, whichever team it went to first."""
    walk = received(office, COMPLAINT).takes(ALICE, StepName.ACKNOWLEDGE).takes(ALICE, StepName.ASSIGN, unit=TEAM)
    walk.on(6).takes(ALICE, StepName.ASSIGN, unit=OTHER_TEAM, assigned_to=OTHER_LEAD.id)
    assert (walk.case.reaction["disposition_on"], walk.case.reaction["unit"]) == (march(2), OTHER_TEAM)
    walk.cannot(ALICE, StepName.ASSIGN, "disposition_on", unit=TEAM, assigned_to=LEAD.id, disposition_on=march(6))


def test_confirming_the_receipt_leaves_a_consent_that_was_given_already(office: Register) -> None:
    """OA 10/2018, Ablauf 1: whoever signs at the counter was asked before the letter goes out."""
    given: dict[str, Any] = {"consent_asked_on": march(2), "consent": "given", "consent_on": march(2)}
    walk = received(office, COMPLAINT, **given).on(4).takes(ALICE, StepName.ACKNOWLEDGE)
    assert {name: walk.case.reaction[name] for name in given} == given
    assert walk.case.reaction["acknowledged_on"] == march(4)


# ---- the way changed behind a step


@pytest.mark.parametrize(
    ("stood", "start", "then", "field_name"),
    [
        (
            {"unit": TEAM, "disposition_on": march(4)},
            {"channel": "review_site"},
            {"channel": "email"},
            "acknowledged_on",
        ),
        ({"cleared_on": march(6), "cleared_by": "telephone"}, {"ombuds": True}, {"ombuds": False}, "disposition_on"),
        (CLOSED, {}, {"cleared_by": "letter"}, "signed_on"),
        (CLOSED, {}, {"cleared_on": None}, "cleared_on"),
        (CLEARED, {}, {"disposition_on": None}, "disposition_on"),
        (ASSIGNED, {}, {"acknowledged_on": None}, "acknowledged_on"),
        (ASSIGNED, {}, {"unit": None}, "unit"),
        (CLEARED, {}, {"cleared_by": None}, "cleared_by"),
    ],
    ids=["channel", "ombuds office", "way of clearing", "clearing", "disposition", "receipt", "team", "way"],
)
def test_a_step_that_was_taken_keeps_what_it_stands_on(
    office: Register, stood: Values, start: Values, then: Values, field_name: str
) -> None:
    """OA 10/2018, Ablauf 1 to 3: a case cannot come behind its own way by a correction, a reason given or not."""
    walk = received(office, DONE, **start)
    walk.case = changed(office, walk.case, stood)
    with pytest.raises(InputRejected) as refused:
        changed(office, walk.case, then, reason="Berichtigung")
    assert field_name in named(refused)
    assert walk.case == walk.again().case


@pytest.mark.parametrize("name", ["privacy_officer_on", "statement_on", "summary"])
def test_a_closed_disciplinary_complaint_keeps_what_it_was_closed_with(office: Register, name: str) -> None:
    """OA 10/2018, "Dienstaufsichtsbeschwerden"."""
    walk = received(office, DONE_DISCIPLINARY)
    walk.case = changed(office, walk.case, {**SIGNED, **HEARD, "closed_on": march(10)})
    with pytest.raises(InputRejected) as refused:
        changed(office, walk.case, {name: None})
    assert name in named(refused)


@pytest.mark.parametrize(
    ("added", "field_name"),
    [(COMPLAINT, "outcome"), (PRAISE_OF_KURZ, "talked_over_on"), (DONE_DISCIPLINARY, "privacy_officer_on")],
    ids=["open complaint", "praise of an employee", "disciplinary complaint"],
)
def test_a_closed_case_takes_no_open_concern(office: Register, added: Values, field_name: str) -> None:
    """OA 10/2018, Ablauf 3: what is open is dealt with first; the case is reopened for it."""
    walk = received(office, DONE)
    walk.case = changed(office, walk.case, CLOSED)
    with pytest.raises(InputRejected) as refused:
        changed(office, walk.case, {}, concerns=[*entries_of(walk.case), ConcernEntry(added)])
    assert named(refused)[0] == field_name


def test_a_closed_praise_becomes_no_complaint_that_nobody_cleared(office: Register) -> None:
    """OA 10/2018, Ablauf 3: a complaint is cleared by a team, also where it was first taken for a praise."""
    walk = received(office, PRAISE)
    walk.case = changed(office, walk.case, {"closed_on": march(10)})
    with pytest.raises(InputRejected) as refused:
        changed(office, walk.case, {}, concerns=with_concern(walk.case, 0, **DONE))
    assert named(refused) == ["cleared_on"]


def test_a_case_of_former_years_that_breaks_a_rule_is_worked_on_elsewhere(office: Register) -> None:
    """A register taken over has gaps; whoever corrects a subject is not asked for steps of years ago."""
    walk = received(office, COMPLAINT)
    walk.case = _imported(office, walk.case, {"closed_on": march(10), "consent": "given", "disposition_on": march(3)})
    walk.case = changed(office, walk.case, {"subject": "Neu", "file_ref": "II-6000/7"})
    assert walk.case.reaction["subject"] == "Neu"
    with pytest.raises(InputRejected) as refused:
        changed(office, walk.case, {"closed_on": march(12)}, reason="Akte")
    assert named(refused) == ["outcome", "cleared_on"]


# ---- follow-ups


def test_a_reaction_follows_no_reaction_that_follows_it(office: Register) -> None:
    """OA 10/2018, "Folgereaktionen": "erneut in derselben Sache" is later, so never a circle, of three neither."""
    first, second, third = (received(office, COMPLAINT) for _ in range(3))
    second.case = changed(office, second.case, {"follow_up_of": first.case.number})
    third.case = changed(office, third.case, {"follow_up_of": second.case.number})
    for wrong in (first.case.number, second.case.number, third.case.number):
        with pytest.raises(InputRejected) as refused:
            changed(office, first.case, {"follow_up_of": wrong}, reason="Berichtigung")
        assert named(refused) == ["follow_up_of"]
    assert first.again().case.reaction["follow_up_of"] is None
    assert changed(office, third.case, {"follow_up_of": first.case.number}).reaction["follow_up_of"]


@pytest.mark.parametrize("number", ["KR-2026-0001", "KR-2026-0002"])
def test_a_reaction_follows_none_that_is_still_to_come(office: Register, number: str) -> None:
    """OA 10/2018, "Folgereaktionen": the number of the reaction itself, before it is given, would be one."""
    with pytest.raises(InputRejected) as refused:
        received(office, COMPLAINT, follow_up_of=number)
    assert named(refused) == ["follow_up_of"]


@pytest.mark.parametrize("number", ["KR-2019-0007", "4711/18", "KR-2026-0001"])
def test_a_reaction_follows_one_of_a_former_register_or_of_this_one(office: Register, number: str) -> None:
    received(office, COMPLAINT)
    assert received(office, COMPLAINT, follow_up_of=number).case.reaction["follow_up_of"] == number


# ---- whose step a form takes


@pytest.mark.parametrize(
    ("actor", "values", "fields"),
    [
        (LEAD, {"acknowledged_on": march(3)}, ["acknowledged_on"]),
        (LEAD, ASSIGNED, ["acknowledged_on", "disposition_on", "consent_asked_on", "consent"]),
        (LEAD, {"extended_until": march(30), "extension_reason": "x"}, ["extended_until"]),
        (OLIVIA, {"acknowledged_on": march(3)}, ["acknowledged_on"]),
        (OTHER_LEAD, {"escalation_step": "2"}, ["escalation_step"]),
        (HOMELESS, {"escalation_step": "2"}, ["escalation_step"]),
    ],
    ids=["receipt", "disposition", "extension", "ombuds office", "another team", "no team"],
)
def test_a_form_takes_no_step_that_is_somebody_elses(
    office: Register, actor: Any, values: Values, fields: list[str]
) -> None:
    """OA 10/2018, Ablauf 1 to 3: what BGF, team lead and KRM officer do is theirs, on whichever page."""
    walk = received(office, COMPLAINT, unit=TEAM)
    with pytest.raises(InputRejected) as refused:
        change_reaction(
            office,
            actor,
            walk.case,
            {**walk.case.reaction, **values},
            entries_of(walk.case),
            today=TODAY,
            operation_id=new_id(),
        )
    assert named(refused) == fields
    assert walk.case == walk.again().case
    with pytest.raises(InputRejected) as refused:
        record_reaction(
            office,
            actor,
            {"received_on": march(2), "channel": "email", "unit": TEAM, **values},
            [ConcernEntry(COMPLAINT)],
            today=TODAY,
            operation_id=new_id(),
        )
    assert named(refused) == fields


def test_a_form_takes_the_steps_that_are_ones_own(office: Register) -> None:
    """OA 10/2018, Ablauf 3: a team lead enters the clearing of the own team, on the form of the case too."""
    walk = received(office, COMPLAINT)
    walk.case = changed(office, walk.case, ASSIGNED)
    entered = {**walk.case.reaction, "cleared_on": march(6), "cleared_by": "telephone", "subject": "Neu"}
    done = change_reaction(office, LEAD, walk.case, entered, entries_of(walk.case), today=TODAY, operation_id=new_id())
    assert (done.reaction["cleared_on"], done.reaction["subject"]) == (march(6), "Neu")


def test_a_disposition_goes_to_a_lead_of_the_team_or_of_its_area(office: Register) -> None:
    """OA 10/2018, Ablauf 2: "an die zuständige Teamleitung"; a small office may have entered no team for its lead."""
    for login in (LEAD.id, LEAD.id.upper(), AREA_LEAD.id, HOMELESS.id, None):
        walk = received(office, COMPLAINT).takes(ALICE, StepName.ACKNOWLEDGE)
        walk.takes(ALICE, StepName.ASSIGN, unit=TEAM, assigned_to=login)


def test_a_disposition_does_not_go_to_a_lead_who_has_left(office: Register) -> None:
    """OA 10/2018, Ablauf 2: "zuständig" is who is there."""
    row = office.snapshot().row("users", f"user-{LEAD.id}")
    gone = RowChange("users", row["id"], {"active": False}, seen=row)
    office.commit(ChangeSet.of([gone], actor="setup", operation_id=new_id()))
    walk = received(office, COMPLAINT).takes(ALICE, StepName.ACKNOWLEDGE)
    walk.cannot(ALICE, StepName.ASSIGN, "assigned_to", unit=TEAM, assigned_to=LEAD.id)


def _imported(register: Register, case: Case, values: Values) -> Case:
    change = RowChange("reactions", case.id, dict(values), seen=case.reaction)
    snapshot = register.commit(ChangeSet.of([change], actor="x", operation_id=new_id(), source="import"))
    return case_of(snapshot, case.id)
