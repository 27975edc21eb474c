"""Triage: the questions before anything is recorded, and where the answers lead.

They read as the office order does: what KRM is responsible for and what it is not (OA 10/2018, "KRM-Beauftragter"),
what is an objection ("Widerspruchsstelle"), and what is put right on the same day (Anlage Eskalationsstufenkonzept).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from schema.fields import When
from schema.lists import START_ENTRIES
from schema.words import N_

Answers = Mapping[str, str]
YES, NO, NONE = "yes", "no", "none"
CARD = "opinion_card"
OBJECTION = "objection"


class Way(StrEnum):
    """Where the answers can lead."""

    RECORD = "record"  # into the register
    OMBUDS = "ombuds"  # into the register, through the ombuds office's intake
    CARDS = "cards"  # to the stacks of opinion cards
    HAND_OVER = "hand_over"  # to the place responsible
    SAME_DAY = "same_day"  # to the nameless counter


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its code, what it is called (a message id; "" where the list says so), and what it means."""

    code: str
    msgid: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: asked where no condition is given, or one of `asked` holds on the answers before it."""

    name: str
    msgid: str
    choices: tuple[Choice, ...]
    asked: tuple[When, ...] = ()
    list: str | None = None
    hint: str = ""

    def is_asked(self, answers: Answers) -> bool:
        """Return whether the answers so far lead to this question."""
        return not self.asked or any(condition.holds(answers) for condition in self.asked)

    def choice(self, code: str | None) -> Choice | None:
        """Return the answer of that code, or None."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True, slots=True)
class End:
    """Where the answers lead, with what they say already about the record to make."""

    way: Way
    values: Mapping[str, Any] = field(default_factory=dict)


def _codes(name: str) -> tuple[str, ...]:
    return tuple(entry.code for entry in START_ENTRIES if entry.list == name)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "channel",
        N_("How did it reach us?"),
        tuple(Choice(code) for code in _codes("channel")),
        list="channel",
    ),
    Question(
        "kind",
        N_("What does the customer tell us?"),
        (
            Choice("complaint", hint=N_("Somebody is dissatisfied. The word itself need not fall.")),
            Choice("praise", hint=N_("Clearly more than politeness.")),
            Choice("suggestion", hint=N_("A concrete hint at an improvement, without dissatisfaction.")),
            Choice("petition", hint=N_("To the petitions committee of the Bundestag. Particularly urgent.")),
            Choice(
                "submission", hint=N_("To the ministry (BMAS) or the Federal Employment Agency. Particularly urgent.")
            ),
            Choice(NONE, N_("None of these"), N_("Nothing is rated: neither our services nor anybody's conduct.")),
        ),
        asked=(When("channel", tuple(code for code in _codes("channel") if code != CARD)),),
        list="kind",
    ),
    Question(
        "decision",
        N_("Is a decision itself to be changed?"),
        (
            Choice(
                NO,
                N_("No, it is about something else"),
                N_("Waiting time, conduct, how it was explained or dealt with, the matter in general."),
            ),
            Choice(
                YES,
                N_("Yes, it is directed against a decision"),
                N_("Against an administrative act (§ 31 SGB X) or a decision on an objection."),
            ),
        ),
        asked=(When("kind", ("complaint",)),),
        hint=N_("Such a complaint counts as an objection, and the objections unit decides what happens next."),
    ),
    Question(
        "matter",
        N_("What is it about?"),
        (
            Choice("technical_enquiry", hint=N_("A question on a benefit, an application or a measure.")),
            Choice("objection", hint=N_("Against an administrative act (§ 31 SGB X) or a decision on an objection.")),
            Choice("data_protection", hint=N_("Access, erasure or correction of data, or a breach.")),
            Choice("corruption", hint=N_("Gifts, favours, bribery.")),
            Choice("benefit_fraud", hint=N_("Somebody is said to draw benefits without a right to them.")),
            Choice("other", hint=N_("Somebody else is responsible.")),
        ),
        asked=(When("kind", (NONE,)),),
        list="handover_matter",
    ),
    Question(
        "today",
        N_("Has it been put right today?"),
        (
            Choice(NO, N_("No, not yet"), N_("Then it goes to KRM at once.")),
            Choice(
                YES,
                N_("Yes, on the day it was made"),
                N_("Then it is counted without a name and noted in VerBIS, not recorded."),
            ),
        ),
        asked=(When("decision", (NO,)),),
    ),
    Question(
        "ombuds",
        N_("Is it for the ombuds office?"),
        (
            Choice(NO, N_("No, it is for us")),
            Choice(
                YES,
                N_("Yes"),
                N_("It comes from a counselling service, or is addressed to the ombuds office."),
            ),
        ),
        asked=(When("today", (NO,)), When("kind", ("praise", "suggestion"))),
    ),
)

# Where an answer ends the questions. The first that holds decides.
ENDS: tuple[tuple[When, Way], ...] = (
    (When("channel", (CARD,)), Way.CARDS),  # OA 10/2018, "Meinungskarten (MK)"
    (When("decision", (YES,)), Way.HAND_OVER),  # OA 10/2018, "Widerspruchsstelle"
    (When("matter", _codes("handover_matter")), Way.HAND_OVER),  # OA 10/2018, "KRM ist nicht zuständig für ..."
    (When("today", (YES,)), Way.SAME_DAY),  # OA 10/2018, Anlage: "Kann der Beschwerde am gleichen Tag ..."
    (When("ombuds", (YES,)), Way.OMBUDS),
    (When("ombuds", (NO,)), Way.RECORD),
    (When("kind", ("petition", "submission")), Way.RECORD),  # OA 10/2018, "Eingaben und Petitionen"
)


def taken(answers: Answers) -> dict[str, str]:
    """Return the answers that count, in the order of their questions: known ones, to questions that are asked."""
    counted: dict[str, str] = {}
    for question in QUESTIONS:
        if not question.is_asked(counted):
            continue
        if question.choice(answers.get(question.name)) is None:
            break
        counted[question.name] = answers[question.name]
    return counted


def next_of(answers: Answers) -> Question | End:
    """Return the next question, or where the answers lead (OA 10/2018, "KRM-Beauftragter", "Widerspruchsstelle")."""
    counted = taken(answers)
    for condition, way in ENDS:
        if condition.holds(counted):
            return End(way, _values(way, counted))
    return next(question for question in QUESTIONS if question.is_asked(counted) and question.name not in counted)


def _values(way: Way, answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {"channel": answers["channel"]}
    if way is Way.HAND_OVER:
        values["matter"] = answers.get("matter", OBJECTION)
    if way in (Way.RECORD, Way.OMBUDS):
        values["kind"] = answers["kind"]
        values["ombuds"] = way is Way.OMBUDS
    return values


def start_of(end: End, today: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the form of a new reaction starts with: the reaction's fields and its first concern's."""
    reaction = {"received_on": today, "channel": end.values.get("channel"), "ombuds": end.values.get("ombuds", False)}
    return reaction, {"kind": end.values.get("kind")}
