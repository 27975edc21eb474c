"""Who may do what: roles to named actions; what is not named is refused.

Every service takes the actor and asks here. The menu and the page guard ask as well, but only this counts as security.
"""

from dataclasses import dataclass
from enum import StrEnum

from schema.fields import Field
from schema.tables import TABLES
from schema.words import N_
from services.errors import AccessDenied


class Action(StrEnum):
    """What the portal lets people do."""

    RECORD_REACTION = "record_reaction"
    RECORD_CARDS = "record_cards"
    SEE_HANDOVERS = "see_handovers"
    SEE_REACTIONS = "see_reactions"
    SEE_CASE = "see_case"
    CHANGE_REACTION = "change_reaction"
    EXPORT_REACTIONS = "export_reactions"
    IMPORT_REACTIONS = "import_reactions"
    SEE_DASHBOARDS = "see_dashboards"
    SEE_TODAY = "see_today"
    MANAGE_USERS = "manage_users"
    SET_UP = "set_up"
    SEE_ISSUES = "see_issues"
    CHECK_CONSENTS = "check_consents"
    TAKE_OMBUDS_CASES = "take_ombuds_cases"
    MANAGE_PARTNERS = "manage_partners"
    MAKE_PAPERS = "make_papers"
    MANAGE_TEMPLATES = "manage_templates"
    SEE_REPORT = "see_report"
    WRITE_REPORT = "write_report"
    MANAGE_MEASURES = "manage_measures"


_CASE_WORK = frozenset({Action.SEE_TODAY, Action.SEE_REACTIONS, Action.SEE_CASE, Action.SEE_DASHBOARDS})
_LEAD = _CASE_WORK | {Action.RECORD_REACTION, Action.CHANGE_REACTION, Action.SEE_ISSUES, Action.MAKE_PAPERS}
_OMBUDS = frozenset({Action.TAKE_OMBUDS_CASES, Action.MANAGE_PARTNERS})
_OFFICE = (
    _LEAD
    | _OMBUDS
    | {Action.EXPORT_REACTIONS, Action.RECORD_CARDS, Action.SEE_HANDOVERS, Action.MANAGE_TEMPLATES}
    | {Action.SEE_REPORT, Action.MANAGE_MEASURES}
)

ROLE_ACTIONS: dict[str, frozenset[Action]] = {
    "staff": frozenset({Action.RECORD_REACTION, Action.RECORD_CARDS}),
    "office": _OFFICE,
    "krm_officer": _OFFICE | {Action.IMPORT_REACTIONS, Action.SET_UP, Action.CHECK_CONSENTS, Action.WRITE_REPORT},
    "team_lead": _LEAD,
    "area_lead": _CASE_WORK | {Action.RECORD_REACTION},
    "ombudsperson": _LEAD | _OMBUDS,
    "management": frozenset({Action.SEE_TODAY, Action.SEE_CASE, Action.SEE_DASHBOARDS, Action.SEE_REPORT}),
    "data_protection": _CASE_WORK | {Action.CHECK_CONSENTS},
    "admin": frozenset(
        {Action.MANAGE_USERS, Action.IMPORT_REACTIONS, Action.SET_UP, Action.SEE_ISSUES, Action.MANAGE_TEMPLATES}
    ),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person at the screen: how the journal names them, their roles, their area or team."""

    id: str
    name: str
    roles: frozenset[str]
    unit: str | None = None

    @property
    def actions(self) -> frozenset[Action]:
        """Everything this person may do."""
        return frozenset().union(*(ROLE_ACTIONS.get(role, frozenset()) for role in self.roles))


NOBODY = Actor("", "", frozenset())


def can(actor: Actor, action: Action) -> bool:
    """Return whether the actor may do this."""
    return action in actor.actions


def require(actor: Actor, action: Action) -> None:
    """Let the actor pass who may do this.

    Raises:
        AccessDenied: they may not.
    """
    if not can(actor, action):
        raise AccessDenied(N_("Your role does not allow this. Please ask the portal's administration if you need it."))


def may_see(actor: Actor, field: Field) -> bool:
    """Return whether the actor sees this field of a record they may see."""
    return field.see is None or bool(field.see & actor.roles)


def may_edit(actor: Actor, field: Field) -> bool:
    """Return whether the actor may change this field of a record they may change."""
    return not field.system and may_see(actor, field) and (field.edit is None or bool(field.edit & actor.roles))


def visible_fields(actor: Actor, table: str) -> tuple[Field, ...]:
    """Return the fields of a table that the actor sees, in order."""
    return tuple(field for field in TABLES[table].fields if may_see(actor, field))
