"""A case: the reaction and its concerns, as somebody saw them, and what is wrong with an entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schema.problems import Problem
from schema.rules import record_problems
from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.errors import InputRejected
from services.register.base import Values
from services.register.snapshot import Row, Snapshot

BEFORE_MANAGEMENT = ("5", "6")  # the steps of the ladder at which management reads a case


@dataclass(frozen=True)
class Case:
    """A reaction as somebody saw it, with its concerns in the customer's order."""

    reaction: Row
    concerns: tuple[Row, ...]

    @property
    def id(self) -> str:
        """The reaction's row id."""
        return str(self.reaction["id"])

    @property
    def number(self) -> str:
        """The number people see."""
        return str(self.reaction["number"])


@dataclass(frozen=True, slots=True)
class ConcernEntry:
    """A concern as it stands in a form: `id` is None where it is not stored yet."""

    values: Values
    id: str | None = None


def case_of(snapshot: Snapshot, reaction_id: str) -> Case:
    """Return a reaction with its concerns.

    Raises:
        RecordNotFound: there is no such reaction.
    """
    return Case(snapshot.row("reactions", reaction_id), tuple(snapshot.concern_rows(reaction_id)))


def may_see_case(actor: Actor, reaction: Values) -> bool:
    """Return whether the actor may read this case: management those put before it, all others every one.

    OA 10/2018, Anlage Eskalationsstufenkonzept: "5. Stufe: Information der Geschäftsführung".
    """
    if access.can(actor, Action.SEE_REACTIONS):
        return True
    return access.can(actor, Action.SEE_CASE) and reaction.get("escalation_step") in BEFORE_MANAGEMENT


def find_case(snapshot: Snapshot, actor: Actor, number_or_id: str) -> Case | None:
    """Return the case of that number or id; None where there is none, or none that the actor may read.

    Raises:
        AccessDenied: the actor may not see cases.
    """
    access.require(actor, Action.SEE_CASE)
    reaction_id = snapshot.find_reaction_id(number_or_id) or number_or_id
    row = snapshot.find_row("reactions", reaction_id)
    return case_of(snapshot, reaction_id) if row is not None and may_see_case(actor, row) else None


def entry_problems(
    snapshot: Snapshot, reaction: Values, concerns: Sequence[ConcernEntry], *, today: date
) -> list[Problem]:
    """Return everything wrong with an entry; a concern's problem has its place in the list as parameter `place`."""
    is_known = snapshot.lists.is_known
    problems = record_problems("reactions", reaction, today=today, is_known=is_known)
    if not concerns:
        msgid = N_("A reaction needs at least one concern. Please add one.")
        problems.append(Problem("concerns", "kind", None, msgid, {"place": 1}))
    for place, entry in enumerate(concerns, start=1):
        for found in record_problems("concerns", entry.values, today=today, is_known=is_known):
            problems.append(
                Problem(found.table, found.field, found.value, found.msgid, {**found.params, "place": place})
            )
    return problems


def editable(actor: Actor, table: str, values: Values) -> dict[str, Any]:
    """Return what the actor may set of `values`."""
    allowed = {field.name for field in TABLES[table].fields if access.may_edit(actor, field)}
    return {name: value for name, value in values.items() if name in allowed}


def refuse(problems: Sequence[Problem]) -> None:
    """Let an entry pass that has no problems.

    Raises:
        InputRejected: it has.
    """
    if problems:
        raise InputRejected(
            N_("The entry was not stored. Please correct what is marked; everything you typed is still there."),
            problems=problems,
        )
