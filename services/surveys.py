"""Survey results: a question with all its answers is entered and changed in one go.

The answers of a question are rows of the table `surveys`. An answer that is taken out stays as a row that does not
count, and counts again where it is entered once more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schema.problems import Problem
from schema.rules import normalised, record_problems
from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import refuse
from services.register.base import ChangeSet, Register, RowChange, Values, new_id
from services.register.snapshot import Row, Snapshot

TABLE = "surveys"
OF_QUESTION = ("year", "question", "source")
OF_ANSWER = ("answer", "answers", "share")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a year with its answers in their order; `rows` are those of the register, as they were read."""

    year: int
    question: str
    source: str | None
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """What names the question in a list."""
        return f"{self.year} {self.question}"


def list_questions(snapshot: Snapshot, actor: Actor) -> list[Question]:
    """Return the questions that count, latest year first.

    Raises:
        AccessDenied: the surveys are not the actor's to keep.
    """
    access.require(actor, Action.MANAGE_MEASURES)
    found: dict[tuple[int, str], list[Row]] = {}
    for row in snapshot.each_row(TABLE):
        if row["active"] is not False and row["year"] is not None:
            found.setdefault((row["year"], str(row["question"])), []).append(row)
    questions = [
        Question(year, question, next((row["source"] for row in rows if row["source"]), None), tuple(rows))
        for (year, question), rows in found.items()
    ]
    return sorted(questions, key=lambda one: -one.year)


def store_question(
    register: Register,
    actor: Actor,
    seen: Sequence[Row],
    values: Values,
    answers: Sequence[Values],
    *,
    today: date,
    operation_id: str,
) -> None:
    """Store a question with its answers; the same operation twice stores it once.

    What was `seen` and is not among them any more counts no longer; where none of it is left, the question is gone.

    `values` are those of the question (OF_QUESTION); an answer has those of OF_ANSWER, and `id` where it is a row.

    Raises:
        AccessDenied: the surveys are not the actor's to keep.
        InputRejected: something is missing, wrong, or entered twice; `place` in a problem is the line, from 1.
        StaleRecord: somebody else changed one of the answers meanwhile.
    """
    access.require(actor, Action.MANAGE_MEASURES)
    snapshot = register.snapshot()
    if snapshot.find_row(TABLE, operation_id) is not None:
        return
    head = _tidied(values, OF_QUESTION)
    rows = [{**head, **_tidied(answer, OF_ANSWER), "active": True} for answer in answers]
    mine = {str(answer["id"]) for answer in answers if answer.get("id")}
    seen_rows = {row["id"]: row for row in seen}
    others = [row for row in snapshot.each_row(TABLE) if row["id"] not in seen_rows]
    if rows or not seen:
        refuse(list(_problems(snapshot, rows, others, today)))
    former = {_key(row): row for row in others}
    changes = []
    # The first new row has the operation's id: it is older than the others, and tells that this was stored before.
    fresh = iter([operation_id, *sorted(new_id() for _ in rows)])
    for answer, row in zip(answers, rows, strict=True):
        known = seen_rows.get(str(answer.get("id") or "")) or former.get(_key(row))
        if known is None:
            changes.append(RowChange(TABLE, next(fresh), normalised(TABLE, row)))
        elif changed := {name: value for name, value in row.items() if value != known.get(name)}:
            changes.append(RowChange(TABLE, known["id"], changed, seen=known))
    gone = [row for row_id, row in seen_rows.items() if row_id not in mine]
    changes += [RowChange(TABLE, row["id"], {"active": False}, seen=row) for row in gone]
    if changes:
        register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))


def _tidied(values: Values, names: Sequence[str]) -> dict[str, Any]:
    found = {name: values.get(name) for name in names}
    return {name: (value.strip() or None) if isinstance(value, str) else value for name, value in found.items()}


def _problems(snapshot: Snapshot, rows: Sequence[Row], others: Sequence[Row], today: date) -> Iterator[Problem]:
    label = {field.name: field.label for field in TABLES[TABLE].fields}
    if not rows:
        yield Problem(TABLE, "answer", None, N_("“{label}” is missing. Please fill it in."), {"label": label["answer"]})
    taken = {_key(row) for row in others if row["active"] is not False}
    said: set[str] = set()
    for place, row in enumerate(rows, start=1):
        found = record_problems(TABLE, row, today=today, is_known=snapshot.lists.is_known)
        if not found and row["answers"] is None and row["share"] is None:
            msgid = N_("“{value}” has neither a count nor a share. Please enter one of the two.")
            found = [Problem(TABLE, "answers", row["answer"], msgid)]
        if not found and _key(row) in taken:
            msgid = N_("“{value}” is entered already for this question and year.")
            found = [Problem(TABLE, "answer", row["answer"], msgid)]
        taken.add(_key(row))
        for problem in found:
            if problem.field in OF_QUESTION:
                if problem.field not in said:
                    yield problem
                said.add(problem.field)
            else:
                yield Problem(TABLE, problem.field, problem.value, problem.msgid, {**problem.params, "place": place})


def _key(row: Values) -> tuple[Any, ...]:
    texts = (" ".join(str(row.get(name) or "").split()).casefold() for name in ("question", "answer"))
    return row.get("year"), *texts
