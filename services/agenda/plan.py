"""Whose work is what: the parts of all roles of a person, each of the cases that are theirs, and none twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from services import access
from services.access import Action, Actor
from services.agenda.parts import EVERYTHING, PART_RULES, ROLE_PARTS, WATCHED, Part, Scope
from services.people import is_trying_out
from services.register.snapshot import Snapshot

LEADS = ("team_lead", "area_lead")


@dataclass(frozen=True, slots=True)
class Task:
    """A part of somebody's work, of whose cases, and whether only those are listed that stand nowhere else."""

    part: Part
    scope: Scope = EVERYTHING
    is_rest: bool = False

    def covers(self, other: "Task") -> bool:
        """Return whether another task's cases are all among these, and listed as well."""
        mine, others = PART_RULES[self.part], PART_RULES[other.part]
        is_same = mine.state is not None and (mine.state, mine.groups) == (others.state, others.groups)
        return is_same and self.scope.holds(other.scope) and (other.is_rest or not self.is_rest)


def plan_of(actor: Actor, snapshot: Snapshot) -> tuple[Task, ...]:
    """Return the parts the actor works on, those of all their roles, petitions and submissions first.

    Petitions and submissions have "auch bei sehr hoher Arbeitsbelastung eine besondere Dringlichkeit" (OA 10/2018).

    Raises:
        AccessDenied: the actor has no agenda.
    """
    access.require(actor, Action.SEE_TODAY)
    plan: list[Task] = []
    for role, parts in ROLE_PARTS.items():
        if role in actor.roles:
            scope, watched = _scope_of(role, actor, snapshot), WATCHED.get(role, frozenset())
            rules = {part: PART_RULES[part] for part in parts}
            plan += [Task(part, rules[part].scope or scope, rules[part].is_rest or part in watched) for part in parts]
    kept = [task for place, task in enumerate(plan) if not _is_covered(plan, place)]
    return tuple(sorted(kept, key=lambda task: task.part is not Part.URGENT))


def _is_covered(plan: Sequence[Task], place: int) -> bool:
    """Return whether another task of the plan covers this one; of two that cover each other the first stays."""
    task = plan[place]
    return any(
        other.covers(task) and (at < place or not task.covers(other)) for at, other in enumerate(plan) if at != place
    )


def _scope_of(role: str, actor: Actor, snapshot: Snapshot) -> Scope:
    """Return whose cases a role works on: a team lead's the own team's, an area lead's those of its teams too."""
    if role == "ombudsperson":
        return Scope(is_ombuds=True)
    if role not in LEADS or is_trying_out(actor):  # whoever tries the portal out belongs to no unit
        return EVERYTHING
    if actor.unit is None:
        return Scope(())
    table = snapshot.frames["units"]
    below = table.loc[table["parent"] == actor.unit, "code"] if role == "area_lead" else ()
    return Scope((actor.unit, *(str(code) for code in below)))
