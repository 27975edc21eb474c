"""Each kind of reaction on its way through the office, as the office order has it; the wrong order is refused."""

from __future__ import annotations

from typing import Any

import pytest

from services.access import NOBODY
from services.errors import InputRejected
from services.procedure.standing import Position
from services.procedure.steps import StepName
from services.procedure.taking import list_steps
from services.register.base import Register
from tests.support.people import ADA, ALICE, DORA, GRETA, KAREN, MALLORY, OLIVIA, STELLA
from tests.support.procedure import (
    AREA_LEAD,
    COMPLAINT,
    DISCIPLINARY,
    HOMELESS,
    LEAD,
    NOT_UPHELD,
    OTHER_LEAD,
    PETITION,
    PRAISE,
    PRAISE_OF_KURZ,
    SUBMISSION,
    SUGGESTION,
    TEAM,
    TECHNICAL,
    UPHELD,
    Walk,
    march,
    received,
    with_team,
)

ACKNOWLEDGE, ASSIGN = StepName.ACKNOWLEDGE, StepName.ASSIGN
INFORM = StepName.INFORM
CONSENT_GIVEN, CONSENT_REFUSED = StepName.CONSENT_GIVEN, StepName.CONSENT_REFUSED
CONSENT_WITHDRAWN = StepName.CONSENT_WITHDRAWN
ASK_STATEMENT, STATEMENT, SUMMARISE = StepName.ASK_STATEMENT, StepName.STATEMENT, StepName.SUMMARISE
TALK_OVER, CLEAR, DRAFT, RETURN, SIGN = (
    StepName.TALK_OVER,
    StepName.CLEAR,
    StepName.DRAFT,
    StepName.RETURN,
    StepName.SIGN,
)
EXTEND, ESCALATE, CLOSE, REOPEN = StepName.EXTEND, StepName.ESCALATE, StepName.CLOSE, StepName.REOPEN

OUTSIDE = (NOBODY, MALLORY, STELLA, GRETA, DORA, ADA)  # they take no step in any case
BY_TELEPHONE: dict[str, Any] = {
    "cleared_by": "telephone",
    "call_note": "Mit Frau Roth gesprochen, Bescheid erläutert.",
}
IN_VERBIS: dict[str, Any] = {"completion_note": "Telefonisch erledigt.", "verbis_on": march(10)}


def test_a_complaint_cleared_by_telephone(office: Register) -> None:
    """OA 10/2018, Ablauf 1 to 3 a.

    "Alle [...] Vorgänge werden im eingehenden Bereich aufgenommen und an das KRM [...] weitergeleitet. Das BGF
    versendet neben der Eingangsbestätigung [...] gleichzeitig die Bitte zum Einverständnis [...]. Die KR wird, versehen
    mit einer entsprechenden Verfügung, an die zuständige Teamleitung [...] weitergeleitet. Die TL klären die Anliegen
    [...] (persönlich, telefonisch, per E-Mail oder schriftlich). Durch BGF erfolgt dann der Erledigungsvermerk [...].
    Außerdem muss ein Hinweis im Fachverfahren VerBIS [...] erfolgen."
    """
    walk = received(office, COMPLAINT, by=STELLA, on=2)
    assert walk.position is Position.RECORDED

    walk.cannot(ALICE, ASSIGN, "acknowledged_on", unit=TEAM)
    walk.cannot(ALICE, CLEAR, "disposition_on", **BY_TELEPHONE)
    walk.cannot(ALICE, CONSENT_GIVEN, "consent_asked_on")
    walk.cannot(ALICE, CLOSE, "cleared_on", concerns=UPHELD, **IN_VERBIS)

    walk.on(3).may_not(ACKNOWLEDGE, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE)
    walk.takes(ALICE, ACKNOWLEDGE, informed_on=march(3))
    reaction = walk.case.reaction
    assert (reaction["acknowledged_on"], reaction["consent_asked_on"]) == (march(3), march(3))
    assert (reaction["consent"], reaction["informed_on"]) == ("asked", march(3))
    walk.cannot(ALICE, ACKNOWLEDGE, "acknowledged_on")

    walk.on(4).may_not(ASSIGN, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE, unit=TEAM)
    walk.cannot(ALICE, ASSIGN, "unit")
    walk.takes(ALICE, ASSIGN, unit=TEAM, assigned_to=LEAD.id, disposition="Bitte anrufen.")
    assert walk.case.reaction["disposition_on"] == march(4)

    walk.on(9).may_not(CLEAR, OTHER_LEAD, HOMELESS, OLIVIA, *OUTSIDE, **BY_TELEPHONE)
    walk.cannot(LEAD, CLEAR, "cleared_by", "call_note")
    walk.takes(LEAD, CLEAR, **BY_TELEPHONE)
    walk.cannot(LEAD, DRAFT, "draft_on", answer_draft="Zu spät.")

    walk.on(10).may_not(CLOSE, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE, concerns=UPHELD, **IN_VERBIS)
    walk.cannot(ALICE, CLOSE, "completion_note", "verbis_on", concerns=UPHELD)
    walk.cannot(ALICE, CLOSE, "outcome", "clearing_kind", **IN_VERBIS)
    walk.cannot(ALICE, CLOSE, "alternatives", concerns=NOT_UPHELD, **IN_VERBIS)
    walk.takes(ALICE, CLOSE, concerns=UPHELD, **IN_VERBIS)
    assert walk.case.reaction["closed_on"] == march(10)
    assert [step.name for step in list_steps(office.snapshot(), ALICE, walk.case)] == [
        CONSENT_GIVEN,
        CONSENT_REFUSED,
        REOPEN,
    ]


def test_a_complaint_cleared_by_letter(office: Register) -> None:
    """OA 10/2018, Ablauf 3 b.

    "Schriftliche Antwortschreiben an die Kunden sind im Entwurf an das KRM-Postfach (cc zuständige Bereichsleitung) zu
    senden. Die KRM-Beauftragte unterzeichnet und versendet das Antwortschreiben an den Kunden."
    """
    walk = with_team(office, COMPLAINT)

    walk.on(6).cannot(KAREN, SIGN, "draft_on")
    walk.cannot(LEAD, DRAFT, "answer_draft")
    walk.takes(LEAD, DRAFT, answer_draft="Sehr geehrte Frau Roth, …")
    assert walk.case.reaction["cleared_by"] == "letter"

    walk.cannot(ALICE, CLOSE, "signed_on", concerns=UPHELD, **IN_VERBIS)
    walk.may_not(RETURN, LEAD, OLIVIA, *OUTSIDE, note={"reason": "Zu knapp."})
    walk.cannot(KAREN, RETURN, "reason")
    walk.takes(KAREN, RETURN, note={"reason": "Zu knapp."})
    assert (walk.position, walk.notes) == (Position.ASSIGNED, ["return"])
    walk.on(9).takes(LEAD, DRAFT, answer_draft="Sehr geehrte Frau Roth, ausführlicher …")

    walk.on(10).may_not(SIGN, ALICE, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE)
    walk.takes(KAREN, SIGN)
    walk.cannot(KAREN, RETURN, "cleared_on", note={"reason": "Zu spät."})
    walk.takes(ALICE, CLOSE, concerns=UPHELD, **IN_VERBIS)
    assert walk.position is Position.CLOSED


def test_a_technical_supervision_complaint(office: Register) -> None:
    """OA 10/2018, "Fachaufsichtsbeschwerden".

    "Diese werden oftmals irrtümlich als Dienstaufsichtsbeschwerde bezeichnet. Für fachbezogene Beschwerden ist [...]
    die fachlich zuständige Stelle bzw. das KRM verantwortlich." Where the wish is refused, alternatives are looked at
    (HEGA 09/15).
    """
    walk = with_team(office, TECHNICAL)
    assert not walk.standing.is_disciplinary

    walk.cannot(ALICE, ASK_STATEMENT, "statement_asked_on")
    walk.cannot(LEAD, SUMMARISE, "statement_asked_on", summary="x", answer_draft="x")
    walk.on(6).takes(LEAD, DRAFT, answer_draft="Der Bescheid ist richtig.").takes(KAREN, SIGN)
    walk.on(10).cannot(ALICE, CLOSE, "alternatives", concerns=NOT_UPHELD, **IN_VERBIS)
    walk.takes(ALICE, CLOSE, concerns=NOT_UPHELD, alternatives="not_found", **IN_VERBIS)
    assert walk.case.concerns[0]["named_as"] == "disciplinary"


def test_a_disciplinary_complaint(office: Register) -> None:
    """OA 10/2018, "Dienstaufsichtsbeschwerden".

    "Die betroffenen Mitarbeiter werden durch die KRM-Beauftragte bzw. das BGF [...] über den zuständigen Bereichsleiter
    zur Stellungnahme aufgefordert, die bestellte Datenschutzbeauftragte ist in jedem Fall einzubeziehen. Eine
    Zusammenfassung des Ergebnisses sowie die Erstellung eines Entwurfs des Textbeitrags für das Antwortschreiben [...]
    erfolgt durch die zuständige FK. Stellungnahme und Entwurf sind der KRM-Beauftragten bzw. dem BGF zur Erstellung des
    Antwortschreibens zuzuleiten."
    """
    passage: dict[str, Any] = {"summary": "Der Ton war unangemessen.", "answer_draft": "Wir bedauern …"}
    walk = received(office, DISCIPLINARY)

    walk.cannot(ALICE, ASK_STATEMENT, "disposition_on")
    walk.on(3).takes(ALICE, ACKNOWLEDGE).takes(ALICE, ASSIGN, unit=TEAM)
    walk.cannot(LEAD, CLEAR, "cleared_on", **BY_TELEPHONE)
    walk.cannot(LEAD, DRAFT, "draft_on", answer_draft="Ohne Stellungnahme.")
    walk.cannot(LEAD, STATEMENT, "statement_asked_on", "privacy_officer_on")
    walk.cannot(LEAD, SUMMARISE, "statement_asked_on", "statement_on", **passage)

    walk.may_not(ASK_STATEMENT, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE)
    walk.takes(ALICE, ASK_STATEMENT)
    assert walk.case.reaction["privacy_officer_on"] == march(3)
    walk.cannot(LEAD, SUMMARISE, "statement_on", **passage)

    walk.on(6).may_not(STATEMENT, OTHER_LEAD, HOMELESS, OLIVIA, *OUTSIDE)
    walk.takes(AREA_LEAD, STATEMENT)
    walk.may_not(SUMMARISE, ALICE, KAREN, OTHER_LEAD, OLIVIA, *OUTSIDE, **passage)
    walk.cannot(LEAD, SUMMARISE, "summary", "answer_draft")
    walk.cannot(KAREN, CLOSE, "cleared_on", concerns=UPHELD, **IN_VERBIS)
    walk.on(9).takes(LEAD, SUMMARISE, **passage)

    walk.cannot(KAREN, CLOSE, "signed_on", concerns=UPHELD, **IN_VERBIS)
    walk.on(10).may_not(SIGN, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE)
    walk.takes(ALICE, SIGN, answer_draft="Sehr geehrter Herr Roth, …")
    walk.takes(KAREN, CLOSE, concerns=UPHELD, **IN_VERBIS)
    assert walk.position is Position.CLOSED


def test_praise_that_names_an_employee(office: Register) -> None:
    """OA 10/2018, "Lobe".

    "Werden Mitarbeiter konkret benannt, ist durch den Teamleiter eine Auswertung mit der betroffenen Person
    vorzunehmen."
    """
    walk = with_team(office, PRAISE, PRAISE_OF_KURZ)

    walk.on(6).cannot(ALICE, CLOSE, "talked_over_on", completion_note="Danke.")
    walk.may_not(TALK_OVER, ALICE, OTHER_LEAD, AREA_LEAD, OLIVIA, *OUTSIDE, concerns={"talked_over_on": march(6)})
    walk.cannot(LEAD, TALK_OVER, "talked_over_on")
    walk.takes(LEAD, TALK_OVER, concerns={"talked_over_on": march(6)})
    assert [concern["talked_over_on"] for concern in walk.case.concerns] == [None, march(6)]
    walk.takes(ALICE, CLOSE, completion_note="Danke ausgerichtet.")


def test_mere_praise(office: Register) -> None:
    """OA 10/2018, "Lobe": nobody is named, so there is nothing to talk over, to clear or to hint at in VerBIS."""
    walk = received(office, PRAISE)
    walk.cannot(KAREN, TALK_OVER, "number", concerns={"talked_over_on": march(2)})
    walk.cannot(ALICE, CLEAR, "cleared_on", **BY_TELEPHONE)
    walk.cannot(ALICE, CLOSE, "completion_note")
    walk.takes(ALICE, CLOSE, completion_note="Danke.")


def test_a_suggestion(office: Register) -> None:
    """OA 10/2018, "Ideen und Anregungen".

    "Diese sind gleichfalls in der KRM-Datenbank zu erfassen und entsprechend zu beantworten."
    """
    walk = received(office, SUGGESTION)
    walk.cannot(ALICE, CLOSE, "cleared_on", completion_note="Danke.")
    walk.takes(ALICE, ACKNOWLEDGE).takes(ALICE, ASSIGN, unit=TEAM)
    walk.cannot(ALICE, CLOSE, "cleared_on", completion_note="Danke.")
    walk.on(9).takes(LEAD, CLEAR, cleared_by="email", call_note="Antwort vom 9.3. liegt bei.")
    walk.takes(ALICE, CLOSE, completion_note="Beantwortet.")


@pytest.mark.parametrize("kind", [PETITION, SUBMISSION], ids=["petition", "submission"])
def test_a_petition_or_submission(office: Register, kind: dict[str, Any]) -> None:
    """OA 10/2018, "Eingaben und Petitionen".

    "[...] hat die zügige und qualifizierte Bearbeitung von Eingaben und Petitionen auch bei sehr hoher Arbeitsbelastung
    eine besondere Dringlichkeit. Die Koordination und Fristenüberwachung obliegt dem KRM."
    """
    walk = received(office, kind, channel="letter")
    assert walk.standing.is_urgent
    walk.may_not(EXTEND, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE, extended_until=march(30), extension_reason="Ausschuss")
    walk.takes(KAREN, ACKNOWLEDGE).takes(KAREN, ASSIGN, unit=TEAM)
    walk.cannot(KAREN, EXTEND, "extended_until", "extension_reason")
    walk.cannot(KAREN, EXTEND, "extended_until", extended_until=march(4), extension_reason="Ausschuss")
    walk.takes(KAREN, EXTEND, extended_until=march(30), extension_reason="Der Ausschuss berät.", interim_on=march(2))
    walk.on(4).takes(LEAD, DRAFT, answer_draft="Stellungnahme an den Ausschuss").takes(KAREN, SIGN)
    walk.may_not(CLOSE, LEAD, AREA_LEAD, completion_note="x")
    walk.takes(KAREN, CLOSE, completion_note="Dem Ausschuss geantwortet.")


def test_an_opinion_card(office: Register) -> None:
    """OA 10/2018, "Meinungskarten (MK)": "Die Rückmeldungen werden durch KRM erfasst und ausgewertet."

    There is nobody to write to and no team to send it to; a complaint on a card is cleared all the same.
    """
    praise = received(office, PRAISE, channel="opinion_card")
    praise.cannot(ALICE, ACKNOWLEDGE, "acknowledged_on")
    praise.cannot(ALICE, ASSIGN, "disposition_on", unit=TEAM)
    praise.takes(ALICE, CLOSE, completion_note="Ausgewertet.")

    complaint = received(office, COMPLAINT, channel="opinion_card")
    complaint.cannot(ALICE, CLOSE, "cleared_on", completion_note="Ausgewertet.", concerns=UPHELD)
    complaint.may_not(CLEAR, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE, **BY_TELEPHONE)  # no team's case
    complaint.takes(ALICE, CLEAR, cleared_by="in_person", call_note="Mit der Eingangszone besprochen.")
    complaint.takes(ALICE, CLOSE, completion_note="Ausgewertet.", concerns=UPHELD)  # no hint in VerBIS: nobody known


def test_a_follow_up(office: Register) -> None:
    """OA 10/2018, "Folgereaktionen".

    "sind gegeben, wenn sich der Kunde trotz umfassender und abgeschlossener Bearbeitung seines Anliegens erneut in
    derselben Sache an das JC SOE wendet." It goes the whole way anew; the earlier one stays closed.
    """
    first = _closed(with_team(office, COMPLAINT))
    second = received(office, COMPLAINT, on=20, follow_up_of=first.case.number)
    second.cannot(ALICE, CLOSE, "cleared_on", concerns=UPHELD, **IN_VERBIS)
    second.takes(ALICE, ACKNOWLEDGE).takes(ALICE, ASSIGN, unit=TEAM).takes(LEAD, CLEAR, **BY_TELEPHONE)
    second.takes(ALICE, CLOSE, concerns=UPHELD, completion_note="Erledigt.", verbis_on=march(20))
    assert first.again().position is Position.CLOSED
    assert second.case.reaction["follow_up_of"] == first.case.number


def test_an_ombuds_case_closed_at_once(office: Register) -> None:
    """OA 10/2018, Ablauf 3 a, by the ombuds office: cleared by telephone while the counsellor is there, and closed.

    What an open concern or a missing way of clearing would leave open is refused; another's case is not closed so.
    """
    cleared: dict[str, Any] = {"ombuds": True, "cleared_on": march(2), "cleared_by": "telephone", "closed_on": march(2)}
    with pytest.raises(InputRejected) as refused:
        received(office, COMPLAINT, by=OLIVIA, **cleared)
    assert [problem.field for problem in refused.value.problems] == ["outcome"]
    with pytest.raises(InputRejected) as refused:
        received(office, {**COMPLAINT, **UPHELD}, by=OLIVIA, **{**cleared, "cleared_by": None})
    assert [problem.field for problem in refused.value.problems] == ["cleared_by"]
    with pytest.raises(InputRejected) as refused:
        received(office, {**COMPLAINT, **UPHELD}, by=STELLA, **cleared)
    assert [problem.field for problem in refused.value.problems] == ["cleared_on", "closed_on"]

    walk = received(office, {**COMPLAINT, **UPHELD}, by=OLIVIA, **cleared)
    assert walk.position is Position.CLOSED
    walk.may_not(REOPEN, LEAD, AREA_LEAD, *OUTSIDE, note={"reason": "x"})


def test_an_ombuds_case_that_stays_open(office: Register) -> None:
    """The ombuds office clears its own cases, without a disposition; those of others are not its own."""
    walk = received(office, COMPLAINT, by=OLIVIA, ombuds=True)
    walk.may_not(CLEAR, LEAD, AREA_LEAD, HOMELESS, *OUTSIDE, **BY_TELEPHONE)
    walk.cannot(OLIVIA, CLOSE, "cleared_on", concerns=UPHELD, **IN_VERBIS)
    walk.takes(OLIVIA, ACKNOWLEDGE).on(4).takes(OLIVIA, CLEAR, **BY_TELEPHONE)
    walk.on(10).takes(OLIVIA, CLOSE, concerns=UPHELD, **IN_VERBIS)


# ---- beside the way


def test_both_are_informed_where_somebody_else_writes(office: Register) -> None:
    """OA 10/2018, "Informationspflichten": Art. 13 and 14 DSGVO, the customer and the third person apart."""
    walk = received(office, COMPLAINT, represented=True)
    walk.may_not(INFORM, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE, informed_on=march(2))
    walk.cannot(ALICE, INFORM, "informed_on")
    walk.takes(ALICE, INFORM, informed_on=march(2)).cannot(ALICE, INFORM, "third_informed_on")
    walk.takes(ALICE, INFORM, third_informed_on=march(2)).cannot(ALICE, INFORM, "informed_on", informed_on=march(2))


def test_consent_is_asked_given_and_withdrawn(office: Register) -> None:
    """OA 10/2018, Ablauf 1 and "Informationspflichten": asked with the acknowledgement, noted, filed under II-6000."""
    walk = received(office, COMPLAINT).cannot(ALICE, CONSENT_REFUSED, "consent_asked_on")
    walk.cannot(ALICE, CONSENT_WITHDRAWN, "consent_on")
    walk.takes(ALICE, ACKNOWLEDGE)
    walk.cannot(ALICE, CONSENT_GIVEN, "consent_on", consent_on=march(1))
    walk.on(5).may_not(CONSENT_GIVEN, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE)
    walk.takes(ALICE, CONSENT_GIVEN, consent_scope="Bescheid vom 1.2.", consent_filed_on=march(5))
    walk.cannot(ALICE, CONSENT_REFUSED, "consent_on")
    walk.on(6).takes(ALICE, CONSENT_WITHDRAWN)
    assert (walk.case.reaction["consent"], walk.case.reaction["consent_on"]) == ("withdrawn", march(6))
    walk.on(9).takes(ALICE, CONSENT_GIVEN)


def test_the_ladder_is_climbed_step_by_step_or_faster_and_never_down(office: Register) -> None:
    """OA 10/2018, Anlage Eskalationsstufenkonzept.

    "Kann der Sachverhalt nicht geklärt werden bzw. drückt der Kunde den ausdrücklichen und begründeten Wunsch nach
    Vorsprache beim Vorgesetzten aus, erfolgt die Weiterleitung auf die nächste Stufe."
    """
    walk = with_team(office, COMPLAINT)
    walk.cannot(LEAD, ESCALATE, "escalation_step", "reason")
    walk.cannot(LEAD, ESCALATE, "reason", escalation_step="2")
    walk.may_not(ESCALATE, OTHER_LEAD, HOMELESS, OLIVIA, *OUTSIDE, escalation_step="2", note={"reason": "x"})
    walk.takes(LEAD, ESCALATE, escalation_step="2", note={"reason": "Frau Roth verlangt die Teamleitung."})
    walk.takes(AREA_LEAD, ESCALATE, escalation_step="4", note={"reason": "Nicht zu klären."})
    walk.cannot(KAREN, ESCALATE, "escalation_step", escalation_step="4", note={"reason": "x"})
    walk.cannot(KAREN, ESCALATE, "escalation_step", escalation_step="3", note={"reason": "x"})
    walk.takes(KAREN, ESCALATE, escalation_step="6", note={"reason": "Angeboten."})
    walk.cannot(KAREN, ESCALATE, "escalation_step", escalation_step="6", note={"reason": "x"})
    assert [note["step"] for note in office.snapshot().note_rows(walk.case.id)] == ["2", "4", "6"]


def test_a_closed_case_is_reopened_with_a_reason_and_goes_the_way_again(office: Register) -> None:
    """OA 10/2018, Ablauf 4: the KRM officer watches the cases; what she finds wanting is taken up again."""
    walk = _closed(with_team(office, COMPLAINT)).on(11)
    for step in (EXTEND, ESCALATE, CLOSE):
        walk.cannot(ALICE, step, "closed_on")
    walk.may_not(REOPEN, LEAD, AREA_LEAD, OLIVIA, *OUTSIDE, note={"reason": "x"})
    walk.cannot(ALICE, REOPEN, "reason")
    walk.cannot(ALICE, REOPEN, "reason", note={"reason": "   "})
    walk.takes(ALICE, REOPEN, note={"reason": "Der Bescheid war doch falsch."})
    assert (walk.position, walk.notes) == (Position.ASSIGNED, ["reopening"])
    walk.cannot(ALICE, CLOSE, "cleared_on", concerns=UPHELD, **IN_VERBIS)
    walk.takes(LEAD, CLEAR, **BY_TELEPHONE).takes(ALICE, CLOSE, concerns=UPHELD, **IN_VERBIS)


def test_whoever_was_assigned_by_name_takes_the_steps_of_a_lead(office: Register) -> None:
    """OA 10/2018, Ablauf 2: the disposition goes to a lead; a lead without a team has only what came by name."""
    walk = received(office, COMPLAINT).takes(ALICE, ACKNOWLEDGE)
    walk.takes(ALICE, ASSIGN, unit=TEAM, assigned_to=HOMELESS.id.upper())
    walk.may_not(CLEAR, OTHER_LEAD, **BY_TELEPHONE)
    walk.takes(HOMELESS, CLEAR, **BY_TELEPHONE)


def _closed(walk: Walk) -> Walk:
    return walk.on(9).takes(LEAD, CLEAR, **BY_TELEPHONE).on(10).takes(ALICE, CLOSE, concerns=UPHELD, **IN_VERBIS)
