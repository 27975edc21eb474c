"""What a case says about consent and information (OA 10/2018, procedure step 1 and "Informationspflichten")."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.consent import (
    ConsentState,
    Duty,
    Person,
    consent_sentence,
    consent_state,
    duty_words,
    information_duties,
    may_read_file,
)

ASKED, ANSWERED, FILED = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("values", "state", "sentence"),
    [
        ({}, "not_asked", "Das Einverständnis ist noch nicht erbeten."),
        (
            {"consent_asked_on": ASKED},
            "asked",
            "Das Einverständnis ist seit dem 02.03.2026 erbeten; eine Antwort liegt noch nicht vor.",
        ),
        ({"consent": "asked"}, "asked", "Das Einverständnis ist erbeten; eine Antwort liegt noch nicht vor."),
        (
            {"consent": "given", "consent_on": ANSWERED, "consent_asked_on": ASKED},
            "given",
            "Das Einverständnis ist am 09.03.2026 erteilt; ein Nachweis ist noch nicht unter II-6000 abgelegt.",
        ),
        (
            {"consent": "given", "consent_on": ANSWERED, "consent_scope": "nur {x}", "consent_filed_on": FILED},
            "given",
            "Das Einverständnis ist am 09.03.2026 erteilt; Umfang: nur {x}; "
            "der Nachweis ist am 10.03.2026 unter II-6000 abgelegt.",
        ),
        (
            {"consent": "given"},
            "given",
            "Das Einverständnis ist erteilt; ein Nachweis ist noch nicht unter II-6000 abgelegt.",
        ),
        (
            {"consent": "refused", "consent_on": ANSWERED},
            "refused",
            "Das Einverständnis wurde am 09.03.2026 verweigert.",
        ),
        ({"consent": "refused", "consent_asked_on": ASKED}, "refused", "Das Einverständnis wurde verweigert."),
        (
            {"consent": "withdrawn", "consent_on": ANSWERED, "consent_filed_on": FILED},
            "withdrawn",
            "Das Einverständnis wurde am 09.03.2026 widerrufen.",
        ),
        ({"consent": "withdrawn"}, "withdrawn", "Das Einverständnis wurde widerrufen."),
    ],
)
def test_consent_sentence_says_how_the_consent_stands(values: dict[str, Any], state: str, sentence: str) -> None:
    assert consent_state(values) == state
    assert consent_sentence(values, "de") == sentence


@pytest.mark.parametrize("state", ConsentState)
def test_may_read_file_needs_a_consent_that_stands(state: ConsentState) -> None:
    """OA 10/2018, step 1: the officer reads the E-Akte with the customer's consent only."""
    reaction = {"consent": None if state is ConsentState.NOT_ASKED else state.value, "consent_filed_on": FILED}
    assert may_read_file(reaction) is (state is ConsentState.GIVEN)


def test_information_duties_are_the_customers_alone_where_the_customer_writes() -> None:
    """OA 10/2018, "Informationspflichten": Art. 13 GDPR."""
    values = {"channel": "email", "informed_on": ASKED, "third_informed_on": FILED, "represented": False}
    assert information_duties(values) == (Duty(Person.CUSTOMER, 13, ASKED),)


def test_information_duties_are_two_where_somebody_else_writes() -> None:
    """OA 10/2018, "Informationspflichten": Art. 14 GDPR for the customer, Art. 13 for the person who writes."""
    values = {"channel": "letter", "represented": True, "third_informed_on": ASKED}
    duties = information_duties(values)
    assert duties == (Duty(Person.CUSTOMER, 14, None), Duty(Person.THIRD, 13, ASKED))
    assert [duty_words(duty, "de") for duty in duties] == [
        "Kundin oder Kunde noch nicht informiert (Art. 14 DSGVO)",
        "Dritte Person informiert am 02.03.2026 (Art. 13 DSGVO)",
    ]


@pytest.mark.parametrize(("name", "count"), [(None, 0), ("", 0), ("Mia Muster", 1)])
@pytest.mark.parametrize("channel", ["opinion_card", "review_site"])
def test_information_duties_are_none_where_a_card_names_nobody(channel: str, name: str | None, count: int) -> None:
    assert len(information_duties({"channel": channel, "customer_name": name})) == count
