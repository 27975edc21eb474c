"""A question with all its answers, entered in one go: what is stored, taken out, and refused."""

from __future__ import annotations

from typing import Any

import pytest

from services.access import Action, Actor
from services.errors import AccessDenied, InputRejected, StaleRecord
from services.figures.surveys import survey_df
from services.register.base import ChangeSet, Register, RowChange, new_id
from services.surveys import list_questions, store_question
from tests.support.cases import TODAY
from tests.support.people import ALICE, KAREN, those_without

HEAD: dict[str, Any] = {"year": 2025, "question": " Welcher Weg? ", "source": ""}


def line(answer: str, count: int | None = None, share: int | None = None, row_id: str | None = None) -> dict[str, Any]:
    return {"answer": answer, "answers": count, "share": share, "id": row_id}


def store(register: Register, *lines: dict[str, Any], seen: Any = (), actor: Actor = ALICE, **values: Any) -> None:
    operation_id = values.pop("operation_id", new_id())
    store_question(register, actor, seen, {**HEAD, **values}, lines, today=TODAY, operation_id=operation_id)


def shares(register: Register, year: int = 2025) -> list[tuple[str, float]]:
    rows = survey_df(register.refresh().frames["surveys"], year)
    return list(zip(rows["answer"], rows["share_percent"], strict=True))


def problems(register: Register, *lines: dict[str, Any], **values: Any) -> list[tuple[str, Any, str]]:
    before = register.snapshot().revision
    with pytest.raises(InputRejected) as raised:
        store(register, *lines, **values)
    assert register.refresh().revision == before
    return [(found.field, found.params.get("place"), str(found)) for found in raised.value.problems]


def test_a_question_is_stored_once_with_its_answers_in_order(register: Register) -> None:
    opened = new_id()
    for _ in range(2):
        store(register, *(line(f" {name} ", 10) for name in "dacb"), operation_id=opened)
    (question,) = list_questions(register.refresh(), ALICE)
    assert (question.year, question.question, question.source) == (2025, "Welcher Weg?", None)
    assert shares(register) == [(name, 25.0) for name in "dacb"]


def test_answers_are_changed_added_taken_out_and_brought_back(register: Register) -> None:
    store(register, line("E-Mail", 10), line("Fax", 30))
    (question,) = list_questions(register.refresh(), ALICE)
    first = question.rows[0]
    store(register, line("E-Mail", 20, row_id=first["id"]), line("Brief", 20), seen=question.rows, actor=KAREN)
    assert shares(register) == [("E-Mail", 50.0), ("Brief", 50.0)]
    (question,) = list_questions(register.snapshot(), ALICE)
    lines = [line(row["answer"], row["answers"], row_id=row["id"]) for row in question.rows]
    store(register, *lines, line("fax", 40), seen=question.rows)
    assert shares(register) == [("E-Mail", 25.0), ("fax", 50.0), ("Brief", 25.0)]
    assert len(register.snapshot().frames["surveys"]) == 3
    (question,) = list_questions(register.snapshot(), ALICE)
    store(register, seen=question.rows)
    assert list_questions(register.refresh(), ALICE) == []
    assert shares(register) == []


def test_what_is_missing_wrong_or_entered_twice_is_refused_with_its_line(register: Register) -> None:
    assert [found[:2] for found in problems(register)] == [("answer", None)]
    assert [found[0] for found in problems(register, line("ja", 1), question="", year=None)] == ["year", "question"]
    found = problems(register, line("ja", 1), line("", 3), line(" JA", 4), line("nein"), line("egal", None, 101))
    assert [one[:2] for one in found] == [("answer", 2), ("answer", 3), ("answers", 4), ("share", 5)]
    assert "neither a count nor a share" in found[2][2]
    store(register, line("ja", 1))
    assert problems(register, line("ja", 2), question="welcher  weg?")[0][:2] == ("answer", 1)
    store(register, line("ja", 2), year=2024)


def test_two_who_change_the_same_answer_do_not_overwrite_each_other(register: Register) -> None:
    store(register, line("ja", 1))
    (question,) = list_questions(register.refresh(), ALICE)
    row = question.rows[0]
    change = RowChange("surveys", row["id"], {"answers": 5}, seen=row)
    register.commit(ChangeSet.of([change], actor=KAREN.id, operation_id="other"))
    with pytest.raises(StaleRecord):
        store(register, line("ja", 7, row_id=row["id"]), seen=question.rows)
    assert register.refresh().row("surveys", row["id"])["answers"] == 5


@pytest.mark.parametrize("actor", those_without(Action.MANAGE_MEASURES), ids=lambda one: one.id or "signed out")
def test_surveys_are_for_those_who_keep_them(register: Register, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        store(register, line("ja", 1), actor=actor)
    with pytest.raises(AccessDenied):
        list_questions(register.snapshot(), actor)
    assert register.refresh().frames["surveys"].empty
