"""What a case says about the consent to reading the E-Akte, and about who has been informed on data protection.

OA 10/2018, procedure step 1: with the acknowledgement the office asks for the consent to the KRM officer reading the
E-Akte; the written proof is filed under II-6000. "Informationspflichten": Art. 13 and 14 GDPR are to be kept, and
"die Einholung des Einverständnisses des Kunden/der Kundin ist in beiden Rechtskreisen notwendig".
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schema.words import N_
from services.deadlines import NOBODY_TO_WRITE_TO
from services.register.base import Values
from services.translation import text


class ConsentState(StrEnum):
    """How the consent stands; all but the first are entries of the list `consent`."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Person(StrEnum):
    """Who is to be informed."""

    CUSTOMER = "customer"
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody to be informed, under which article of the GDPR, and when it was done (None: not yet)."""

    person: Person
    article: int
    informed_on: date | None


_SENTENCES: dict[tuple[ConsentState, bool], str] = {  # with and without the day
    (ConsentState.ASKED, True): N_("The consent was asked for on {day}; there is no answer yet."),
    (ConsentState.ASKED, False): N_("The consent was asked for; there is no answer yet."),
    (ConsentState.GIVEN, True): N_("The consent was given on {day}"),
    (ConsentState.GIVEN, False): N_("The consent was given"),
    (ConsentState.REFUSED, True): N_("The consent was refused on {day}."),
    (ConsentState.REFUSED, False): N_("The consent was refused."),
    (ConsentState.WITHDRAWN, True): N_("The consent was withdrawn on {day}."),
    (ConsentState.WITHDRAWN, False): N_("The consent was withdrawn."),
}


def consent_state(reaction: Values) -> ConsentState:
    """Return how the consent of a reaction stands; asked for where only the day of asking is known."""
    if reaction.get("consent"):
        return ConsentState(str(reaction["consent"]))
    return ConsentState.ASKED if reaction.get("consent_asked_on") else ConsentState.NOT_ASKED


def may_read_file(reaction: Values) -> bool:
    """Return whether the KRM officer may read the E-Akte: only with a consent that stands (OA 10/2018, step 1)."""
    return consent_state(reaction) is ConsentState.GIVEN


def consent_sentence(reaction: Values, language: str) -> str:
    """Return in one sentence what a case says about the consent."""
    state = consent_state(reaction)
    if state is ConsentState.NOT_ASKED:
        return text(N_("The consent has not been asked for."), language)
    day = reaction.get("consent_asked_on" if state is ConsentState.ASKED else "consent_on")
    said = text(_SENTENCES[state, day is not None], language, {"day": day})
    if state is not ConsentState.GIVEN:
        return said
    parts = [said]
    if reaction.get("consent_scope"):
        parts.append(text(N_("scope: {scope}"), language, {"scope": reaction["consent_scope"]}))
    filed = reaction.get("consent_filed_on")
    msgid = N_("the proof was filed under II-6000 on {day}") if filed else N_("no proof is filed under II-6000 yet")
    parts.append(text(msgid, language, {"day": filed}))
    return f"{'; '.join(parts)}."


def information_duties(reaction: Values) -> tuple[Duty, ...]:
    """Return who is to be informed about data protection (OA 10/2018, "Informationspflichten").

    The customer under Art. 13 GDPR; where somebody else writes for the customer, the customer under Art. 14 and the
    person who writes under Art. 13. Nobody where a card or a review in the open names no customer.
    """
    if reaction.get("channel") in NOBODY_TO_WRITE_TO and not reaction.get("customer_name"):
        return ()
    is_represented = bool(reaction.get("represented"))
    duties = [Duty(Person.CUSTOMER, 14 if is_represented else 13, reaction.get("informed_on"))]
    if is_represented:
        duties.append(Duty(Person.THIRD, 13, reaction.get("third_informed_on")))
    return tuple(duties)


def duty_words(duty: Duty, language: str) -> str:
    """Return in words who was informed when, or is not yet."""
    params = {"article": duty.article, "day": duty.informed_on}
    if duty.person is Person.CUSTOMER:
        if duty.informed_on:
            return text(N_("Customer informed on {day} (Art. {article} GDPR)"), language, params)
        return text(N_("Customer not informed yet (Art. {article} GDPR)"), language, params)
    if duty.informed_on:
        return text(N_("Person who writes informed on {day} (Art. {article} GDPR)"), language, params)
    return text(N_("Person who writes not informed yet (Art. {article} GDPR)"), language, params)
