"""The questions before anything is recorded; each test names the passage of the office order."""

from __future__ import annotations

from itertools import product

import pytest

from schema.lists import START_ENTRIES
from services.triage import ENDS, QUESTIONS, End, Question, Way, next_of, start_of, taken
from tests.support.cases import TODAY


def codes(name: str) -> set[str]:
    return {entry.code for entry in START_ENTRIES if entry.list == name}


def asked(**answers: str) -> str:
    """Return the question that comes next."""
    found = next_of(answers)
    assert isinstance(found, Question), found
    return found.name


def led_to(**answers: str) -> End:
    """Return where answers lead."""
    found = next_of(answers)
    assert isinstance(found, End), found
    return found


def test_a_reaction_is_a_rating_good_or_bad_in_any_form() -> None:
    """ "jede Art der Mitteilung (...) einer negativen oder positiven Bewertung" (OA 10/2018)."""
    assert asked() == "channel"
    for channel in codes("channel") - {"opinion_card"}:
        assert asked(channel=channel) == "kind"
    assert {choice.code for choice in QUESTIONS[1].choices} == codes("kind") | {"none"}


@pytest.mark.parametrize("matter", sorted(codes("handover_matter")))
def test_krm_is_not_responsible_for(matter: str) -> None:
    """ "KRM ist nicht zuständig für Kundenanliegen mit folgendem Inhalt" (OA 10/2018)."""
    assert asked(channel="email", kind="none") == "matter"
    end = led_to(channel="email", kind="none", matter=matter)
    assert (end.way, end.values) == (Way.HAND_OVER, {"channel": "email", "matter": matter})


def test_a_complaint_against_a_decision_is_an_objection() -> None:
    """ "Eine Beschwerde, die sich gegen einen Verwaltungsakt (...) richtet, ist als Widerspruch zu werten"."""
    assert asked(channel="letter", kind="complaint") == "decision"
    end = led_to(channel="letter", kind="complaint", decision="yes")
    assert (end.way, end.values["matter"]) == (Way.HAND_OVER, "objection")


def test_what_is_put_right_on_the_same_day_is_counted_only() -> None:
    """ "Kann der Beschwerde am gleichen Tag abgeholfen werden, erfolgt keine Erfassung in KRM." (Anlage)"""
    assert asked(channel="telephone", kind="complaint", decision="no") == "today"
    end = led_to(channel="telephone", kind="complaint", decision="no", today="yes")
    assert (end.way, end.values) == (Way.SAME_DAY, {"channel": "telephone"})


def test_what_is_not_put_right_on_the_same_day_goes_to_krm_at_once() -> None:
    """ "Wird die Beschwerde nicht am gleichen Tag gelöst, ist (...) umgehend (...) weiter zu leiten." (Anlage)"""
    answers = {"channel": "in_person", "kind": "complaint", "decision": "no", "today": "no"}
    assert asked(**answers) == "ombuds"
    end = led_to(**answers, ombuds="no")
    assert (end.way, end.values) == (Way.RECORD, {"channel": "in_person", "kind": "complaint", "ombuds": False})


@pytest.mark.parametrize("kind", ["petition", "submission"])
def test_petitions_and_submissions_are_krms_without_further_questions(kind: str) -> None:
    """ "Eingaben und Petitionen (...) eine besondere Dringlichkeit. Die Koordination (...) obliegt dem KRM." """
    assert led_to(channel="letter", kind=kind).way is Way.RECORD


@pytest.mark.parametrize("kind", ["praise", "suggestion"])
def test_praise_and_ideas_are_never_an_objection_nor_put_right(kind: str) -> None:
    assert asked(channel="email", kind=kind) == "ombuds"
    assert led_to(channel="email", kind=kind, ombuds="no").way is Way.RECORD


def test_opinion_cards_go_to_their_stack() -> None:
    """ "Meinungskarten (MK) (...) Die Rückmeldungen werden durch KRM erfasst und ausgewertet." """
    assert led_to(channel="opinion_card").way is Way.CARDS


def test_what_comes_through_a_counselling_service_goes_to_the_ombuds_office() -> None:
    end = led_to(channel="telephone", kind="complaint", decision="no", today="no", ombuds="yes")
    assert (end.way, end.values["ombuds"]) == (Way.OMBUDS, True)


def test_every_way_of_answering_leads_somewhere_and_asks_no_question_twice() -> None:
    reached, open_paths = set(), [{}]
    while open_paths:
        answers: dict[str, str] = open_paths.pop()
        found = next_of(answers)
        if isinstance(found, End):
            assert found.values["channel"] == answers["channel"]
            reached.add(found.way)
            continue
        assert found.name not in answers
        open_paths += [{**answers, found.name: choice.code} for choice in found.choices]
    assert reached == set(Way)


def test_every_condition_names_a_question_and_its_answers() -> None:
    choices = {question.name: {choice.code for choice in question.choices} for question in QUESTIONS}
    conditions = [condition for condition, _ in ENDS] + [one for question in QUESTIONS for one in question.asked]
    for condition in conditions:
        assert set(map(str, condition.values)) <= choices[condition.field]


def test_taken_counts_no_unknown_answer_and_none_to_a_question_that_is_not_asked() -> None:
    assert taken({"channel": "pigeon", "kind": "praise"}) == {}
    assert taken({"channel": "email", "kind": "praise", "today": "yes", "colour": "red"}) == {
        "channel": "email",
        "kind": "praise",
    }
    assert taken({"channel": "opinion_card", "kind": "none", "matter": "corruption"}) == {"channel": "opinion_card"}


def test_next_of_takes_whatever_stands_in_an_address() -> None:
    names = [question.name for question in QUESTIONS]
    for values in product(["", "yes", "none", "\x00"], repeat=len(names)):
        assert asked(**dict(zip(names, values, strict=True))) == "channel"


def test_start_of_gives_the_form_what_was_answered_and_nothing_else() -> None:
    reaction, concern = start_of(led_to(channel="letter", kind="petition"), TODAY)
    assert reaction == {"received_on": TODAY, "channel": "letter", "ombuds": False}
    assert concern == {"kind": "petition"}
